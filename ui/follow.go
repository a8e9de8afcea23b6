package ui

import (
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"newspane/feed"
)

// load is a read that is under way; a new one cancels the one before, whose answer is dropped by its generation.
type load struct {
	gen    int
	cancel context.CancelFunc
}

// begin starts a load that cancels its predecessor.
func (l *load) begin(ctx context.Context) (context.Context, int) {
	l.stop()
	ctx, l.cancel = context.WithCancel(ctx)
	return ctx, l.gen
}

// stop drops what is under way.
func (l *load) stop() {
	l.gen++
	if l.cancel != nil {
		l.cancel()
	}
}

// treePause is how long the sidebar stands while feeds are checked: with thousands of them it takes a while to read, and
// each check makes it stale.
const treePause = 500 * time.Millisecond

// follow compares what is wanted with what is shown, after every message, and starts the loads that are called for:
// tree → query → headlines → article. It is the only place that starts them.
func (m *Model) follow() tea.Cmd {
	var cmds []tea.Cmd
	if m.treeStale && !m.treeLoading && (m.refreshing.total == 0 || m.look.now.Sub(m.treeAt) >= treePause) {
		m.treeStale, m.treeAt = false, m.look.now
		cmds = append(cmds, m.loadTree())
	}
	cmds = append(cmds, m.followRows())
	if m.rowsStale && m.list.loaded && !m.list.loading {
		m.rowsStale = false
		cmds = append(cmds, m.loadRows(m.list.query, again))
	}
	if m.geo.shows(paneArticle) && !m.opened {
		if h := m.list.selected(); h != nil && m.focus != paneArticle {
			m.want = h.ID
		}
	}
	if m.want != 0 && m.want != m.shownID() && m.want != m.loadingID {
		cmds = append(cmds, m.loadArticle(m.want))
	}
	if m.reload && m.shownID() != 0 && m.loadingID == 0 {
		cmds = append(cmds, m.loadArticle(m.shownID()))
	}
	m.reload = false
	cmds = append(cmds, m.followExcerpts(), m.followLooks())
	return tea.Batch(append(cmds, m.followText(), m.followPictures(), m.followPrograms())...)
}

// followRows starts the load of the list that is wanted, or of more of the one that is shown. While a search is typed
// the list stays until the next one has come.
func (m *Model) followRows() tea.Cmd {
	want := m.wantedQuery()
	switch shown := m.list.query; {
	case !m.feeds.loaded:
		return nil
	case sameView(want, shown) && (m.list.loaded || m.rowsOf == want):
		if m.list.loaded && m.rowsOf != shown {
			m.rowsLoad.stop()
			m.rowsOf, m.list.loading = shown, false
		}
		if how, ok := m.list.wants(); ok {
			return m.loadRows(shown, how)
		}
		return nil
	case m.rowsOf == want && (m.list.loading || m.search.wrong != nil && m.search.wrongFor == want):
		return nil
	default:
		shown.Search, shown.Folded = want.Search, want.Folded
		if !sameView(want, shown) || !m.list.loaded {
			m.list.begin(want)
		}
		m.rowsOf = want
		return m.loadRows(want, newest)
	}
}

// wantedQuery is what the list is to show: the sidebar's line, narrowed by the search.
func (m *Model) wantedQuery() feed.Query {
	q := m.feeds.query()
	if m.view.HideRead && !q.Bookmarked && !q.Later && !q.Noted && !q.Highlit && !q.Pages && !q.History && q.Search == "" {
		q.Unread = true
	}
	q.Folded = !m.view.Unfolded && m.search.words == "" && q == feed.Query{Unread: q.Unread, Since: q.Since, Folder: q.Folder}
	return m.search.query(q)
}

func (m *Model) shownID() feed.ID {
	if m.article.article == nil {
		return 0
	}
	return m.article.article.ID
}

func (m *Model) loadTree() tea.Cmd {
	m.treeLoading = true
	lib, ctx := m.lib, m.ctx
	return func() tea.Msg {
		nodes, err := lib.Tree(ctx)
		return treeLoaded{nodes, err}
	}
}

func (m *Model) loadRows(q feed.Query, how reach) tea.Cmd {
	ctx, gen := m.rowsLoad.begin(m.ctx)
	m.list.loading = how != again
	w, lib := m.list.window(how), m.lib
	counted := how == newest || how == again && m.list.others
	return func() tea.Msg {
		msg := rowsLoaded{gen: gen, query: q, how: how, counted: counted}
		msg.rows, msg.err = lib.Headlines(ctx, q, w)
		if msg.err == nil && how == newest && q.Search != "" {
			msg.behind, msg.err = lib.Behind(ctx, q.Search)
		}
		switch {
		case msg.err != nil || !counted:
		case q.Search == "" || how == again:
			msg.total, msg.unread, msg.err = lib.Count(ctx, q)
		case len(msg.rows) == w.Limit:
			msg.counting = true // there may be very many: the rows do not wait for it
		default:
			msg.total = len(msg.rows)
			for i := range msg.rows {
				if !msg.rows[i].Read {
					msg.unread++
				}
			}
		}
		return msg
	}
}

// countRows counts all that a search finds, when its first rows are on the screen.
func (m *Model) countRows(q feed.Query) tea.Cmd {
	ctx, gen := m.countLoad.begin(m.ctx)
	lib := m.lib
	return func() tea.Msg {
		msg := rowsCounted{gen: gen, query: q}
		msg.total, msg.unread, msg.err = lib.Count(ctx, q)
		return msg
	}
}

// countArrived takes the count.
func (m *Model) countArrived(msg rowsCounted) tea.Cmd {
	if msg.gen != m.countLoad.gen || msg.query != m.list.query {
		return nil
	}
	m.list.counting = false
	if msg.err != nil {
		m.say(feed.Sentence(msg.err), failure)
		return nil
	}
	m.list.total, m.list.unread = msg.total, msg.unread
	m.list.list.SetN(max(msg.total, m.list.list.N))
	return nil
}

func (m *Model) loadArticle(id feed.ID) tea.Cmd {
	ctx, gen := m.articleLoad.begin(m.ctx)
	m.loadingID = id
	lib := m.lib
	if from, chosen := m.texts[id]; chosen {
		return func() tea.Msg {
			a, err := lib.Text(ctx, id, from)
			return articleLoaded{gen: gen, article: a, err: err}
		}
	}
	return func() tea.Msg {
		a, err := lib.Article(ctx, id)
		return articleLoaded{gen: gen, article: a, err: err}
	}
}

// complete asks for the whole text of the article that is shown.
func (m *Model) complete(id feed.ID) tea.Cmd {
	ctx, gen := m.articleLoad.begin(m.ctx)
	m.completing = id
	lib := m.lib
	return func() tea.Msg {
		a, err := lib.Complete(ctx, id)
		return articleLoaded{gen: gen, article: a, complete: true, err: err}
	}
}

// treeArrived takes the sidebar's lines; at the start the first line with something to read is chosen.
func (m *Model) treeArrived(msg treeLoaded) tea.Cmd {
	m.treeLoading = false
	if msg.err != nil {
		m.say(feed.Sentence(msg.err), failure)
		return nil
	}
	first := !m.feeds.loaded
	m.feeds.set(msg.nodes)
	m.selectNew()
	m.recountList()
	m.look.tags = map[string]string{}
	for _, n := range msg.nodes {
		if n.Kind == feed.TagNode {
			m.look.tags[strings.ToLower(n.Title.String())] = n.Colour
		}
	}
	if id := m.selectFeed; id != 0 && m.feeds.goTo(func(n feed.Node) bool { return n.Kind == feed.FeedNode && n.Query.Feed == id }) {
		m.selectFeed = 0
		m.endSearch()
		return m.setFocus(paneList)
	}
	if first {
		if n := m.feeds.node(); n != nil && n.Unread == 0 {
			m.feeds.goTo(func(n feed.Node) bool { return n.Kind == feed.ViewNode && (n.Unread > 0 || isAll(n)) })
		}
	}
	return nil
}

// recountList has the list say as many unread as its line of the sidebar, which knows of articles that are not in its rows:
// those of a folded story. What has come in since and is not listed is told apart, and counts for the list when it is.
func (m *Model) recountList() {
	n := m.feeds.node()
	if n == nil || n.Kind > feed.FeedNode || countsAll(n) || m.search.words != "" || !m.list.loaded ||
		m.saving > 0 || m.list.pending > 0 || m.list.others || m.list.stale || !sameLine(n.Query, m.list.query) {
		return
	}
	m.list.unread = n.Unread
}

// sameLine reports whether a list is that of a line of the sidebar, however it is narrowed or folded.
func sameLine(line, list feed.Query) bool {
	list.Unread, list.Folded = line.Unread, line.Folded
	return sameView(line, list)
}

// rowsArrived takes a window of headlines.
func (m *Model) rowsArrived(msg rowsLoaded) tea.Cmd {
	if msg.gen != m.rowsLoad.gen || msg.query != m.rowsOf {
		return nil
	}
	m.list.loading = false
	if msg.err != nil && m.searchFailed(msg.query, msg.err) {
		if msg.query == m.list.query { // nothing was shown before
			m.list.err, m.list.loaded = msg.err, true
		}
		return nil
	}
	m.search.wrong = nil
	if msg.query != m.list.query {
		m.list.begin(msg.query)
	}
	if msg.err != nil {
		m.list.err, m.list.stale, m.list.toEnd = msg.err, false, false
		m.list.loaded = true
		m.say(feed.Sentence(msg.err), failure)
		return nil
	}
	m.list.take(msg)
	var counting tea.Cmd
	if msg.counting {
		counting = m.countRows(msg.query)
	}
	if msg.how != newest || !m.openNext && !m.openFirst {
		return counting
	}
	m.list.list.Go(0)
	h := m.list.selected()
	if i := m.list.nextUnread(1); m.openNext && h != nil && h.Read && i >= 0 {
		m.list.list.Go(i)
		h = m.list.at(i)
	}
	m.openNext, m.openFirst = false, false
	if h == nil {
		return counting
	}
	return tea.Batch(counting, m.openArticle(h.ID))
}

// articleArrived takes an article; an opened one whose text is a teaser is completed from the web.
func (m *Model) articleArrived(msg articleLoaded) tea.Cmd {
	if msg.gen != m.articleLoad.gen {
		return nil
	}
	m.loadingID = 0
	if msg.complete {
		m.completing = 0
	}
	m.textArrived(msg)
	if msg.err != nil {
		if !msg.complete {
			m.want = m.shownID()
			m.opened = m.opened && m.want != 0
		}
		m.say(feed.Sentence(msg.err), failure)
		return nil
	}
	if h := m.headline(msg.article.ID); h != nil { // the screen's marks may be ahead of the library's
		msg.article.Read, msg.article.Bookmarked, msg.article.Later = h.Read, h.Bookmarked, h.Later
	}
	var left tea.Cmd
	if m.shownID() != msg.article.ID {
		left = m.savePlace()
	}
	m.article.set(msg.article)
	m.related.set(&m.article)
	if m.restore.article == msg.article.ID {
		m.article.top = 0
		m.article.goToPlace(m.restore.place)
		if m.restore.place >= 1 {
			m.article.move(toEnd, 1)
		}
		m.restore = spot{}
	}
	m.landOnHighlight()
	if m.opened && (msg.article.Teaser || msg.article.Lacking) && !msg.complete {
		return tea.Batch(left, m.complete(msg.article.ID))
	}
	return left
}
