package ui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"newspane/feed"
)

func needsArticle(m *Model) string {
	if m.shownID() == 0 {
		return "Open an article first."
	}
	return ""
}

func needsTarget(m *Model) string {
	if len(m.targets(1)) == 0 {
		return "No article is selected."
	}
	return ""
}

func needsFeed(m *Model) string {
	if n := m.feeds.node(); n == nil || n.Kind != feed.FeedNode {
		return "Select a feed in the sidebar first."
	}
	return ""
}

// targets are the articles that an action is for: the open one, or n rows from the cursor on.
func (m *Model) targets(n int) []*feed.Headline {
	if m.focus == paneArticle || m.focus == paneRelated {
		if a := m.article.article; a != nil {
			return []*feed.Headline{&a.Headline}
		}
		return nil
	}
	if m.list.ranging && n <= 1 {
		return m.list.ranged()
	}
	var hs []*feed.Headline
	for i := 0; i < times(n); i++ {
		if h := m.list.at(m.list.list.Cursor + i); h != nil {
			hs = append(hs, h)
		}
	}
	return hs
}

func (m *Model) bookmark(n int) tea.Cmd {
	ts, on := without(m.targets(n), func(h *feed.Headline) bool { return h.Bookmarked })
	label := "bookmarked: " + ts[0].Title.String()
	switch {
	case len(ts) > 1 && on:
		label = fmt.Sprintf("%d bookmarked", len(ts))
	case len(ts) > 1:
		label = fmt.Sprintf("%d bookmarks removed", len(ts))
	case !on:
		label = "bookmark removed: " + ts[0].Title.String()
	}
	return m.mark(feed.MarkBookmark, on, false, label, ids(ts)...)
}

// without returns the articles that do not have a mark yet, which they are to get (on); when all have it, all, which are
// to lose it.
func without(hs []*feed.Headline, has func(*feed.Headline) bool) (change []*feed.Headline, on bool) {
	for _, h := range hs {
		if !has(h) {
			change = append(change, h)
		}
	}
	if len(change) == 0 {
		return hs, false
	}
	return change, true
}

func ids(hs []*feed.Headline) []feed.ID {
	out := make([]feed.ID, len(hs))
	for i, h := range hs {
		out[i] = h.ID
	}
	return out
}

func (m *Model) toggleRead(n int) tea.Cmd {
	ts, on := without(m.targets(n), func(h *feed.Headline) bool { return h.Read })
	label := "marked unread"
	if on {
		label = "marked read"
	}
	if on {
		return m.change(change{label: fmt.Sprintf("%d %s", len(ts), label), quiet: len(ts) == 1, deed: m.finished(ts)})
	}
	return m.mark(feed.MarkRead, on, len(ts) == 1, fmt.Sprintf("%d %s", len(ts), label), ids(ts)...)
}

func (m *Model) done(n int) tea.Cmd {
	ts := m.targets(n)
	var cmd tea.Cmd
	if d := m.finished(ts); len(d.marks) > 0 {
		cmd = m.doQuietly(fmt.Sprintf("%d marked read", len(ts)), d)
	}
	if m.focus == paneList {
		m.list.past(len(ts))
		m.opened = false
		return cmd
	}
	return tea.Batch(cmd, m.next(1))
}

func (m *Model) allRead(int) tea.Cmd {
	return m.do("", readingAll{query: m.list.query})
}

// browser opens the target, link n of it, or the link under the cursor, outside.
func (m *Model) browser(n int) tea.Cmd {
	if n > 0 && m.article.article != nil && m.focus != paneList {
		return m.followLink(n, true)
	}
	if m.failedURL != "" {
		url := m.failedURL
		m.failedURL = ""
		return m.browse(url)
	}
	if m.focus == paneRelated && m.related.selected() > 0 {
		return m.followLink(m.related.selected(), true)
	}
	ts := m.targets(1)
	if len(ts) > maxTabs {
		m.say(fmt.Sprintf("%d articles are too many for the browser at once; select at most %d.", len(ts), maxTabs), news)
		return nil
	}
	var cmds []tea.Cmd
	for _, t := range ts {
		if t.Link != "" {
			cmds = append(cmds, m.browse(t.Link), m.markOpened(t.ID))
		}
	}
	if len(cmds) == 0 {
		m.say("This article has no address of its own.", news)
	}
	return tea.Batch(cmds...)
}

func (m *Model) browserNext(n int) tea.Cmd { return tea.Batch(m.browser(n), m.next(1)) }

func (m *Model) browse(url string) tea.Cmd {
	open := m.opts.Browser
	if open == nil {
		m.say(m.look.keyed("No browser is known here. {copy} copies the link; $BROWSER names a browser."), failure)
		return nil
	}
	m.say("Opening "+host(url)+" in the browser", news)
	return func() tea.Msg { return browserStarted{open(url)} }
}

func (m *Model) comments(int) tea.Cmd {
	a := m.article.article
	l, ok := a.Discussion()
	if !ok {
		m.say("No discussion of this article is known.", news)
		return nil
	}
	if page, _, _ := strings.Cut(l.URL, "#"); page == strings.TrimSuffix(a.Link, "#") { // what is below an article is left out here
		return m.browse(l.URL)
	}
	return m.openURL(l.URL, "")
}

func (m *Model) toggleZen(int) tea.Cmd {
	m.zen = !m.zen
	return m.setFocus(paneArticle)
}

func (m *Model) setMeasure(d int) tea.Cmd {
	m.look.measure = clamp(m.look.measure+d, minMeasure, maxMeasure)
	m.article.setMeasure()
	m.say(fmt.Sprintf("text %d wide", m.look.measure), news)
	return nil
}

func (m *Model) nextTheme(int) tea.Cmd {
	m.setTheme(following(m.themeNames(), m.look.Name))
	m.say("theme "+m.look.Name, news)
	return nil
}

func following(names []string, name string) string {
	for i, n := range names {
		if n == name {
			return names[(i+1)%len(names)]
		}
	}
	return names[0]
}

func (m *Model) toggleMouse(int) tea.Cmd {
	m.opts.NoMouse = !m.opts.NoMouse
	m.say("mouse "+map[bool]string{true: "off: the terminal selects text", false: "on"}[m.opts.NoMouse], news)
	return nil
}

func (m *Model) toggleHints(int) tea.Cmd {
	m.opts.NoHints = !m.opts.NoHints
	return nil
}

// cancel closes what is half done; it never quits.
func (m *Model) cancel(int) tea.Cmd {
	switch {
	case m.opening != "":
		m.linkLoad.stop()
		m.opening = ""
		m.say("Stopped.", news)
	case m.stopRule != nil:
		m.stopRule()
	case m.list.ranging:
		m.list.ranging = false
	case m.article.find.query != "":
		m.article.find = search{}
	case m.search.words != "":
		m.endSearch()
	case m.refreshing.cancel != nil || m.refreshing.total > 0:
		return m.stopRefresh()
	case m.zen:
		m.zen = false
		m.arrange()
	}
	return nil
}

// quitOrBack goes back one level; at the top it quits the second time.
func (m *Model) quitOrBack(int) tea.Cmd {
	switch {
	case m.list.ranging && m.focus == paneList:
		m.list.ranging = false
	case m.zen:
		m.zen = false
		m.arrange()
	case m.focus == paneRelated:
		return m.setFocus(paneArticle)
	case m.focus == paneArticle:
		return m.setFocus(paneList)
	case m.search.words != "":
		m.endSearch()
	case m.quitArmed:
		return m.quit()
	default:
		m.quitArmed = true
		m.say(m.look.keyed("Press {leave} again to quit."), news)
	}
	return nil
}

// quit ends the program once what the reader did is stored.
func (m *Model) quit() tea.Cmd {
	if m.quitting { // a second time: at once
		return m.end()
	}
	m.quitting = true
	if m.stopRule != nil { // what it did stays
		m.stopRule()
	}
	cmd := m.savePlace()
	if m.saving == 0 {
		return m.end()
	}
	return cmd
}

// end ends the program; the terminal keeps no pictures. They are those of the screen that is about to be left, so it is
// left a moment later, when the terminal has got the word.
func (m *Model) end() tea.Cmd {
	if release := m.pictures.release(); release != nil {
		return tea.Sequence(release, m.opts.After(releaseDelay, picturesReleased{}))
	}
	return tea.Quit
}

func (m *Model) endIfSaved() tea.Cmd {
	if m.quitting && m.saving == 0 {
		return m.end()
	}
	return nil
}
