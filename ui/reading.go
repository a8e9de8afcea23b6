package ui

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"newspane/feed"
)

// move moves in the focused pane.
func (m *Model) move(how motion, n int) tea.Cmd {
	switch m.focus {
	case paneFeeds:
		m.feeds.move(how, n)
	case paneList:
		m.list.move(how, n)
		m.opened = false
	case paneArticle:
		m.article.move(how, n)
	case paneRelated:
		m.related.move(how, n)
	}
	return nil
}

// setFocus gives a pane the focus. The article pane counts as opening its article.
func (m *Model) setFocus(p paneID) tea.Cmd {
	m.focus = p
	if p != paneArticle && p != paneRelated {
		m.zen = false
	}
	if p != paneArticle {
		m.article.picking = picking{}
		m.article.setHints(hints{})
	}
	m.arrange()
	if p == paneArticle && !m.opened && m.want != 0 {
		return m.openArticle(m.want)
	}
	return nil
}

// left goes to the pane on the left.
func (m *Model) left(int) tea.Cmd {
	if m.focus == paneFeeds {
		return nil
	}
	return m.setFocus(m.focus - 1)
}

// right goes to the pane on the right; on a row it opens it.
func (m *Model) right(n int) tea.Cmd {
	switch m.focus {
	case paneArticle:
		return m.setFocus(paneRelated)
	case paneRelated:
		return nil
	}
	return m.enter(n)
}

// enter opens what is under the cursor; with a count it follows that link.
func (m *Model) enter(n int) tea.Cmd {
	if n > 0 && m.article.article != nil {
		return m.followLink(n, false)
	}
	switch m.focus {
	case paneFeeds:
		return m.openNode()
	case paneList:
		if m.list.query == feed.NoArticles {
			return m.goTrouble(0)
		}
		if h := m.list.selected(); h != nil {
			return m.openArticle(h.ID)
		}
		m.openFirst = !m.list.loaded // typed ahead of the list
	case paneRelated:
		if n := m.related.selected(); n > 0 {
			return m.followLink(n, false)
		}
	case paneArticle:
		if len(m.article.links) > 0 {
			return m.hintLinks(false)
		}
	}
	return nil
}

// openNode goes on from the sidebar to what its line stands for.
func (m *Model) openNode() tea.Cmd {
	if n := m.feeds.node(); n != nil && n.Kind == feed.TroubleNode {
		return m.goTrouble(0)
	}
	return m.setFocus(paneList)
}

// openArticle shows an article to be read: it gets the focus, counts as read, and its whole text is fetched.
func (m *Model) openArticle(id feed.ID) tea.Cmd {
	if m.opened && m.want != id {
		m.trail.push(m.here())
	}
	m.want, m.opened = id, true
	cmds := []tea.Cmd{m.setFocus(paneArticle)}
	if i := m.list.find(id); i >= 0 {
		m.list.list.Go(i)
	}
	if a := m.article.article; a != nil && a.ID == id && (a.Teaser || a.Lacking) && m.completing != id {
		cmds = append(cmds, m.complete(id))
	}
	return tea.Batch(append(cmds, m.markOpened(id))...)
}

// markOpened marks an article read because it is being read.
func (m *Model) markOpened(id feed.ID) tea.Cmd {
	h := m.headline(id)
	if h == nil || h.Read {
		return m.rememberOpened(id)
	}
	d := marking{marks: []feed.Mark{{Article: id, Key: feed.MarkRead, On: true, At: m.look.now}}}
	if m.readsStory(h) {
		d.stories = []feed.ID{id}
	}
	return tea.Batch(m.rememberOpened(id), m.doQuietly("read: "+h.Title.String(), d))
}

// readsStory reports whether what else tells the story of an article counts as read with it.
func (m *Model) readsStory(h *feed.Headline) bool {
	return h.Others > 0 && !m.view.Unfolded && !m.opts.ReadOne
}

// headline finds an article among what is on the screen.
func (m *Model) headline(id feed.ID) *feed.Headline {
	if i := m.list.find(id); i >= 0 {
		return m.list.at(i)
	}
	if a := m.article.article; a != nil && a.ID == id {
		return &a.Headline
	}
	return nil
}

func (m *Model) here() spot {
	return spot{article: m.shownID(), place: m.article.place()}
}

// savePlace stores how far the article that is shown was read, when that changed.
func (m *Model) savePlace() tea.Cmd {
	a := m.article.article
	if a == nil || !m.opened && m.article.top == 0 {
		return nil
	}
	place := m.article.place()
	if place == a.Place {
		return nil
	}
	a.Place = place
	if i := m.list.find(a.ID); i >= 0 {
		m.list.at(i).Place = place
	}
	m.saving++
	lib, ctx, id := m.lib, m.ctx, a.ID
	return func() tea.Msg { return placeSaved{lib.SetPlace(ctx, id, place)} }
}

// readOn is the one key that reads everything: a page, and at the end the next unread article.
func (m *Model) readOn(int) tea.Cmd {
	reading := m.opened && m.shownID() != 0 && m.shownID() == m.want
	switch {
	case m.focus == paneFeeds:
		m.openNext = true
		if m.list.loaded {
			m.openNext = false
			return tea.Batch(m.setFocus(paneList), m.next(0))
		}
		return m.setFocus(paneList)
	case m.focus == paneList && !reading:
		return m.enter(0)
	case m.article.article == nil:
		return nil
	case !m.article.atEnd():
		m.article.move(byPage, 1)
		return nil
	}
	if h := m.headline(m.shownID()); h != nil {
		if d := m.finished([]*feed.Headline{h}); len(d.marks) > 0 {
			done := m.doQuietly("read: "+h.Title.String(), d)
			return tea.Batch(done, m.next(1))
		}
	}
	return m.next(1)
}

// next opens the n-th unread article after the cursor (before it, n < 0; from the cursor on, 0), across feeds; while a
// find is active in the article it goes to the next match.
func (m *Model) next(n int) tea.Cmd {
	if m.focus == paneArticle && len(m.article.find.matches) > 0 {
		m.article.match(n)
		return nil
	}
	d := 1
	if n < 0 {
		d = -1
	}
	if n == 0 {
		if h := m.list.selected(); h != nil && !h.Read {
			return m.openArticle(h.ID)
		}
		n = 1
	}
	for ; n != 0; n -= d {
		i := m.list.nextUnread(d)
		if i < 0 {
			return m.nextList(d)
		}
		m.list.list.Go(i)
	}
	return m.openArticle(m.list.selected().ID)
}

// nextList goes on to the next feed that has something unread.
func (m *Model) nextList(d int) tea.Cmd {
	if d > 0 && m.feeds.nextUnread(1) {
		m.openNext = true
		m.search.words = ""
		return nil
	}
	if d < 0 {
		m.say("No unread article before this one.", news)
		return nil
	}
	if left := m.feeds.unread(); left > 0 {
		m.say(fmt.Sprintf(m.look.keyed("All read in this list. %d unread elsewhere: {go-unread}."), left), news)
	} else {
		m.say(m.look.keyed("All read. {refresh} looks for news."), news)
	}
	return nil
}

func (m *Model) nextFeed(d int) tea.Cmd {
	if !m.feeds.nextUnread(d) {
		m.say("No other feed has something unread.", news)
		return nil
	}
	m.opened = false
	return m.setFocus(paneList)
}

// neighbour moves the pane next to the focused one: the article from the list, the list from the article.
func (m *Model) neighbour(n int) tea.Cmd {
	switch m.focus {
	case paneList:
		m.article.move(byRow, n)
		return nil
	case paneArticle:
		m.list.move(byRow, n)
		if h := m.list.selected(); h != nil && h.ID != m.want {
			return m.openArticle(h.ID)
		}
		return nil
	case paneFeeds:
		m.list.move(byRow, n)
	case paneRelated:
		m.article.move(byRow, n)
	}
	return nil
}

// cycle gives the focus to the next pane (d 1) or the one before.
func (m *Model) cycle(d int) tea.Cmd {
	order := []paneID{paneFeeds, paneList, paneArticle, paneRelated}
	if m.geo.Kind == onePane && !m.zen {
		order = []paneID{paneList, paneArticle, paneRelated}
	}
	if m.zen {
		order = []paneID{paneArticle, paneRelated}
	}
	if m.article.article == nil && m.want == 0 {
		order = []paneID{paneFeeds, paneList}
	}
	at := 0
	for i, p := range order {
		if p == m.focus {
			at = i
		}
	}
	return m.setFocus(order[(at+d+len(order))%len(order)])
}

// wander goes back or forward on the trail.
func (m *Model) wander(step func(spot) (spot, bool), none string) tea.Cmd {
	s, ok := step(m.here())
	if !ok {
		m.say(none, news)
		return nil
	}
	m.want, m.opened, m.restore = s.article, true, s
	if i := m.list.find(s.article); i >= 0 {
		m.list.list.Go(i)
	}
	return m.setFocus(paneArticle)
}

func (m *Model) heading(d int) tea.Cmd {
	if !m.article.heading(d) {
		m.say("No further heading.", news)
	}
	return nil
}

func (m *Model) fold(int) tea.Cmd {
	if m.focus != paneFeeds {
		return m.showStory()
	}
	if !m.feeds.fold() {
		m.say("This feed is in no folder.", news)
		return nil
	}
	m.view.Folded = nil
	for path, folded := range m.feeds.folded {
		if folded {
			m.view.Folded = append(m.view.Folded, path)
		}
	}
	slices.Sort(m.view.Folded)
	return m.keepView()
}

// followLink opens link n: here, as an article of its own, or in the browser.
func (m *Model) followLink(n int, browser bool) tea.Cmd {
	if n < 1 || n > len(m.article.links) {
		m.say(fmt.Sprintf("There is no link %d; this article has %s.", n, count(len(m.article.links), "link")), news)
		return nil
	}
	l := m.article.links[n-1]
	if browser || l.Kind == enclosureLink {
		return m.browse(l.URL)
	}
	m.related.read[l.URL] = true
	if l.Article != 0 {
		return m.openArticle(l.Article)
	}
	return m.openURL(l.URL, l.Title.String())
}

// openURL reads a page as an article of its own.
func (m *Model) openURL(url, title string) tea.Cmd {
	return m.openPage(url, title, false)
}

// openTyped opens a page whose address the reader typed or pasted.
func (m *Model) openTyped(url string) tea.Cmd { return m.openPage(url, "", true) }

func (m *Model) openPage(url, title string, typed bool) tea.Cmd {
	ctx, gen := m.linkLoad.begin(m.ctx)
	m.opening = host(url)
	lib := m.lib
	return func() tea.Msg {
		if typed {
			lib.Typed(url)
		}
		a, err := lib.OpenURL(ctx, url, title)
		return linkOpened{gen: gen, url: url, article: a, err: err}
	}
}

// linkArrived shows a page that was opened.
func (m *Model) linkArrived(msg linkOpened) tea.Cmd {
	if msg.gen != m.linkLoad.gen {
		return nil
	}
	m.opening = ""
	if errors.Is(msg.err, feed.ErrIsFeed) {
		return m.askFeedRead(msg.url)
	}
	if msg.err != nil {
		m.say(strings.TrimSuffix(feed.Sentence(msg.err), ".")+m.look.keyed(". {browser} opens it in the browser."), failure)
		m.failedURL = msg.url
		return nil
	}
	if m.shownID() != 0 {
		m.trail.push(m.here())
	}
	left := m.savePlace()
	m.articleLoad.stop()
	m.loadingID = 0
	m.want, m.opened = msg.article.ID, true
	m.article.set(msg.article)
	m.related.set(&m.article)
	m.treeStale = true
	return tea.Batch(left, m.setFocus(paneArticle), m.markOpened(msg.article.ID))
}
