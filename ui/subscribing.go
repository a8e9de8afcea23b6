package ui

import (
	"context"
	"errors"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"newspane/feed"
)

// askFeed asks for the address of a feed to add.
func (m *Model) askFeed(address string) tea.Cmd {
	p := newPrompt("add feed", "address of a page or feed; empty: the starter set", "enter add · esc cancel")
	p.set(address)
	p.submit = func(m *Model, s string) (tea.Cmd, bool) {
		if strings.TrimSpace(s) == "" {
			m.closeOverlay(p)
			return m.chooseStarters(), true
		}
		p.hint = "looking …"
		return m.findFeed(s), false
	}
	m.open(p)
	return nil
}

// askFeedRead asks whether to add what was opened as a page and is a feed.
func (m *Model) askFeedRead(address string) tea.Cmd {
	cmd := m.askFeed(address)
	if p, ok := m.top().(*prompt); ok {
		p.fault = "This is a feed, not a page. Enter adds it."
	}
	return cmd
}

// findFeed looks for the feed behind what was typed and adds it.
func (m *Model) findFeed(typed string) tea.Cmd {
	lib, ctx, folder := m.lib, m.ctx, m.folderHere()
	return func() tea.Msg {
		added, choices, err := lib.Subscribe(ctx, typed, folder)
		return feedFound{typed, added, choices, err}
	}
}

// folderHere is the folder that the sidebar's cursor stands in.
func (m *Model) folderHere() string {
	n := m.feeds.node()
	switch {
	case n == nil || n.Kind != feed.FolderNode && n.Kind != feed.FeedNode:
		return ""
	case n.Kind == feed.FolderNode:
		return n.Query.Folder
	}
	return m.feeds.folderOf(n.Query.Feed)
}

// feedArrived takes the answer of findFeed: added, several to choose from, or an error beside what was typed.
func (m *Model) feedArrived(msg feedFound) tea.Cmd {
	p, prompting := m.top().(*prompt)
	if locked := lockedAddress(msg.typed, msg.err); locked != "" {
		if prompting {
			m.closeOverlay(p)
		}
		m.askLoginToAdd(locked)
		return nil
	}
	if msg.err != nil {
		if prompting {
			p.fault, p.hint = feed.Sentence(msg.err)+withoutTLS(msg.typed, msg.err), "enter add · esc cancel"
		} else {
			m.say(feed.Sentence(msg.err), failure)
		}
		return nil
	}
	if prompting {
		m.closeOverlay(p)
	}
	if len(msg.choices) > 0 {
		m.chooseFeeds("feeds found at "+feed.Clean(feed.ShownURL(msg.typed)).String(), msg.choices, true)
		return nil
	}
	m.treeStale = true
	m.selectFeed = msg.added.ID
	said := "Added " + msg.added.Title.String()
	if kind, _ := msg.added.Settings.Auth.Secret.Cut(); kind == feed.Kept {
		said += "; its password is kept apart from the library, in a file for your eyes alone"
	}
	m.say(said, news)
	return nil
}

// withoutTLS says how to reach a site that has no https, which is what is asked for where nothing else is typed.
func withoutTLS(typed string, err error) string {
	var e *feed.Error
	if errors.As(err, &e) && e.Kind == feed.BadTLS && !strings.Contains(typed, "://") {
		return " Where a site has no https, type http:// before its address."
	}
	return ""
}

// chooseStarters offers the starter set.
func (m *Model) chooseStarters() tea.Cmd {
	m.chooseFeeds("a starter set", m.lib.Starters(), false)
	return nil
}

// chooseFeeds offers feeds to add. Those that were found go by their own names, not by what a page calls its link.
func (m *Model) chooseFeeds(title string, subs []feed.Subscription, found bool) {
	var choices []choice
	for _, s := range subs {
		name := m.look.line(s.Title)
		if name == "" {
			name = s.URL
		}
		choices = append(choices, choice{group: s.Folder, label: name, detail: m.aboutChoice(s)})
	}
	c := newChooser(title, choices, func(m *Model, chosen []int) tea.Cmd {
		var add []feed.Subscription
		for _, i := range chosen {
			s := subs[i]
			if found {
				s.Title, s.Total, s.Poll = feed.Text{}, 0, feed.Poll{}
			}
			add = append(add, s)
		}
		return m.addFeeds(add)
	})
	c.many = true
	m.open(c)
}

// aboutChoice is what is known of a feed before it is added.
func (m *Model) aboutChoice(s feed.Subscription) string {
	parts := []string{host(s.URL)}
	if s.Format != "" {
		parts = append(parts, s.Format)
	}
	if s.Language != "" {
		parts = append(parts, feed.Clean(s.Language).String())
	}
	if s.Total > 0 {
		parts = append(parts, count(s.Total, "article"))
	}
	if !s.Poll.Changed.IsZero() {
		parts = append(parts, "newest "+age(m.look.now, &feed.Headline{Published: s.Poll.Changed}))
	}
	return strings.Join(parts, " "+m.look.Glyphs.Dot+" ")
}

// addFeeds adds feeds and looks for their news.
func (m *Model) addFeeds(subs []feed.Subscription) tea.Cmd {
	m.say("Adding "+count(len(subs), "feed"), news)
	lib, ctx := m.lib, m.refreshContext()
	return func() tea.Msg {
		if err := lib.SubscribeAll(ctx, subs); err != nil {
			return refreshEnded{err: err}
		}
		t, err := lib.Refresh(ctx)
		return refreshEnded{t, err}
	}
}

func (m *Model) unsubscribe(int) tea.Cmd {
	n := m.feeds.node()
	if n.Kind == feed.SearchNode {
		return m.dropSaved()
	}
	return m.do("unsubscribed from "+n.Title.String(), unsubscribing{feeds: []feed.Subscription{{ID: n.Query.Feed}}})
}

func (m *Model) rename(int) tea.Cmd {
	n := *m.feeds.node()
	if n.Kind == feed.SearchNode {
		return m.renameSaved()
	}
	folder := m.feeds.folderOf(n.Query.Feed)
	p := newPrompt("rename", "the feed’s own name", "enter save · esc cancel")
	p.set(n.Title.String())
	p.submit = func(m *Model, s string) (tea.Cmd, bool) { return m.edit(n, s, folder), true }
	m.open(p)
	return nil
}

func (m *Model) moveFeed(int) tea.Cmd {
	n := *m.feeds.node()
	p := newPrompt("move to folder", "a folder’s name, a/b for one within another; empty: none", "enter save · esc cancel")
	p.set(m.feeds.folderOf(n.Query.Feed))
	p.offers = (*Model).folderOffers
	p.submit = func(m *Model, s string) (tea.Cmd, bool) { return m.edit(n, n.Title.String(), s), true }
	m.open(p)
	return nil
}

// folderOffers are the folders that there are.
func (m *Model) folderOffers(typed string) []offer {
	var all []offer
	for _, n := range m.feeds.nodes {
		if n.Kind == feed.FolderNode {
			all = append(all, offer{text: n.Query.Folder})
		}
	}
	return ranked(all, typed, "")
}

// edit gives a feed another name ("" is its own), or puts it into another folder.
func (m *Model) edit(n feed.Node, title, folder string) tea.Cmd {
	title, folder = feed.Clean(title).String(), strings.Trim(feed.Clean(folder).String(), "/ ")
	d := naming{feed: n.Query.Feed, title: title, folder: folder, formerTitle: n.Title.String(), formerPlace: m.feeds.folderOf(n.Query.Feed)}
	label := "renamed " + d.formerTitle + " to " + title
	switch {
	case d.title == d.formerTitle && d.folder == d.formerPlace:
		return nil
	case d.title == "":
		label = d.formerTitle + " goes by its own name"
	case d.title == d.formerTitle && folder == "":
		label = "moved " + title + " out of its folder"
	case d.title == d.formerTitle:
		label = "moved " + title + " to " + folder
	}
	return m.do(label, d)
}

// refreshing is the check for news that is under way.
type refreshing struct {
	cancel      context.CancelFunc
	done, total int
}

// refreshContext begins a check that esc can stop.
func (m *Model) refreshContext() context.Context {
	if m.refreshing.cancel != nil {
		m.refreshing.cancel()
	}
	ctx, cancel := context.WithCancel(m.ctx)
	m.refreshing = refreshing{cancel: cancel}
	return ctx
}

// stopRefresh calls off the check for news, whoever began it.
func (m *Model) stopRefresh() tea.Cmd {
	if m.refreshing.cancel != nil {
		m.refreshing.cancel()
	}
	m.say("The check for news was stopped.", news)
	lib := m.lib
	return func() tea.Msg {
		lib.StopChecks()
		return nil
	}
}

// refreshHere looks for news in the feed or folder of the sidebar's cursor, or in all feeds.
func (m *Model) refreshHere(int) tea.Cmd {
	n := m.feeds.node()
	switch {
	case n == nil || n.Kind == feed.ViewNode || n.Kind == feed.TagNode || n.Kind == feed.TagsNode:
		return m.refreshFeeds(nil)
	case n.Kind == feed.FeedNode:
		return m.refreshFeeds([]feed.ID{n.Query.Feed})
	case n.Kind == feed.TroubleNode:
		return m.refreshFailed()
	case n.Kind == feed.SearchNode:
		return m.refreshSaved()
	}
	var ids []feed.ID
	for _, other := range m.feeds.nodes {
		if f := m.feeds.folderOf(other.Query.Feed); other.Kind == feed.FeedNode &&
			(f == n.Query.Folder || strings.HasPrefix(f, n.Query.Folder+"/")) {
			ids = append(ids, other.Query.Feed)
		}
	}
	return m.refreshFeeds(ids)
}

// refreshFailed looks again for the news of the feeds whose last check failed.
func (m *Model) refreshFailed() tea.Cmd {
	var ids []feed.ID
	for _, n := range m.feeds.nodes {
		if n.Failed {
			ids = append(ids, n.Query.Feed)
		}
	}
	if len(ids) == 0 {
		return m.goTrouble(0)
	}
	return m.refreshFeeds(ids)
}

func (m *Model) refreshFeeds(ids []feed.ID) tea.Cmd {
	lib, ctx := m.lib, m.refreshContext()
	m.say("Looking for news …", news)
	return func() tea.Msg {
		t, err := lib.Refresh(ctx, ids...)
		return refreshEnded{t, err}
	}
}

// refreshed says what a check brought.
func (m *Model) refreshed(msg refreshEnded) tea.Cmd {
	t := msg.tally
	m.refreshing = refreshing{}
	m.treeStale = true
	m.refreshedAt = m.look.now
	switch {
	case tooSoon(msg.err):
		m.say(feed.Sentence(msg.err), news)
	case msg.err != nil:
		m.say(feed.Sentence(msg.err), failure)
	case t.Failed == t.Checked && t.Failed > 0:
		m.say(fmt.Sprintf("None of %s could be read: %s says why, and what to do.", count(t.Checked, "feed"), m.look.keyOf("go-trouble")), failure)
	case t.Failed > 0:
		m.say(fmt.Sprintf("%s. %s could not be read: %s says why.", newsCount(t.New), count(t.Failed, "feed"), m.look.keyOf("go-trouble")), failure)
	default:
		m.say(newsCount(t.New)+".", news)
	}
	return nil
}

// tooSoon reports whether a check was left alone because the last one was a moment ago.
func tooSoon(err error) bool {
	var e *feed.Error
	return errors.As(err, &e) && e.Kind == feed.TooSoon
}

func newsCount(n int) string {
	if n == 0 {
		return "Nothing new"
	}
	return count(n, "new article")
}

// happened takes what the engine reports.
func (m *Model) happened(msg eventsGathered) tea.Cmd {
	if msg.closed {
		return nil
	}
	var told tea.Cmd
	for _, e := range msg.events {
		switch e.Kind {
		case feed.RulesTold:
			told = m.rulesTold(e.Notice)
		case feed.IndexGrown:
			m.indexGrown()
		case feed.RuleRunning:
			m.ruleRuns(e)
		case feed.RefreshStarted:
			m.refreshing.done, m.refreshing.total = 0, e.Total
		case feed.FeedChecked:
			m.feedChecked(e)
		case feed.RefreshEnded:
			m.refreshing.done, m.refreshing.total = 0, 0
			m.refreshedAt = m.look.now
			m.treeStale = true
		case feed.ArticleChanged:
			if e.Article == m.shownID() && m.completing != e.Article && m.loadingID == 0 {
				m.loadingID = 0
				m.reload = true
			}
			m.rowsStale = true
		case feed.LibraryChanged:
			m.othersChanged()
		case feed.TreeChanged:
			m.treeStale, m.rowsStale = true, true
		case feed.CountsChanged:
			m.treeStale = true
		case feed.Failed:
			m.say(feed.Sentence(e.Err), failure)
		case feed.ParcelSettled:
			m.parcelSettled(e.Parcel)
			m.queueStale = m.queueStale || m.queue(outboxQueue) != nil
		case feed.DownloadMoved:
			m.downloadMoved(e.Download)
		}
	}
	return tea.Batch(told, m.renewQueue(), m.waitEvents())
}

// feedChecked counts what a feed brought; an untouched list shows it at once, another one says that it is there.
func (m *Model) feedChecked(e feed.Event) {
	m.refreshing.done, m.refreshing.total = e.Done, e.Total
	m.treeStale = true
	if e.New > 0 && m.list.query.Search != "" && !m.list.touched && !m.opened {
		m.list.stale = true // whether they belong to the search, only searching tells
	}
	if e.New == 0 || !m.concerns(e.Feed) {
		return
	}
	if m.list.touched && m.list.list.N > 0 || m.opened {
		m.list.pending += e.New
		return
	}
	m.list.stale = true
}

// concerns reports whether a feed's articles belong to the list.
func (m *Model) concerns(id feed.ID) bool {
	q := m.list.query
	switch {
	case q.Bookmarked || q.Later || q.Noted || q.Highlit || q.Tag != "" || q.Pages || q.History || q.Search != "":
		return false
	case q.Feed != 0:
		return q.Feed == id
	case q.Folder != "":
		f := m.feeds.folderOf(id)
		return f == q.Folder || strings.HasPrefix(f, q.Folder+"/")
	}
	return true
}
