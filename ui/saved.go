package ui

import (
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"newspane/feed"
)

func needsSaved(m *Model) string {
	if n := m.feeds.node(); n == nil || n.Kind != feed.SearchNode {
		return "Select a saved search in the sidebar first."
	}
	return ""
}

func needsSearch(m *Model) string {
	if m.search.words == "" && needsSaved(m) != "" {
		return m.look.keyed("Search first: {find}. Then {save-search} keeps the search.")
	}
	return ""
}

func needsFeedOrSaved(m *Model) string {
	if needsSaved(m) == "" {
		return ""
	}
	return needsFeed(m)
}

// saveSearch gives the search a name, or, on a saved one, changes what it looks for.
func (m *Model) saveSearch(int) tea.Cmd {
	if m.search.words == "" {
		return m.editSaved()
	}
	q := m.wantedQuery()
	if m.view.HideRead {
		q.Unread = m.feeds.query().Unread && !m.search.everywhere
	}
	p := newPrompt("save search as", "a name for the sidebar", "enter save · esc cancel")
	p.submit = func(m *Model, s string) (tea.Cmd, bool) {
		if strings.TrimSpace(s) == "" {
			p.fault = "A saved search needs a name."
			return nil, false
		}
		lib, ctx := m.lib, m.ctx
		m.saving++
		return func() tea.Msg {
			written, err := lib.Written(ctx, q)
			f := feed.SavedSearch{Name: feed.Clean(s), Query: written}
			if err == nil {
				f, err = lib.SaveSearch(ctx, f)
			}
			return searchSaved{search: f, fresh: true, err: err}
		}, false
	}
	m.open(p)
	return nil
}

// saved is the saved search under the sidebar's cursor.
func (m *Model) saved() feed.SavedSearch {
	n := m.feeds.node()
	return feed.SavedSearch{ID: n.Saved, Name: n.Title, Query: n.Query.Search, Place: n.Place}
}

func (m *Model) editSaved() tea.Cmd {
	f := m.saved()
	p := newPrompt("what “"+m.look.line(f.Name)+"” looks for", "words; / then ? shows the language", "enter save · esc cancel")
	p.set(f.Query)
	p.submit = func(m *Model, s string) (tea.Cmd, bool) {
		f.Query = s
		return m.storeSearch(f), false
	}
	m.open(p)
	return nil
}

func (m *Model) renameSaved() tea.Cmd {
	f := m.saved()
	p := newPrompt("rename", "a name for the sidebar", "enter save · esc cancel")
	p.set(f.Name.String())
	p.submit = func(m *Model, s string) (tea.Cmd, bool) {
		f.Name = feed.Clean(s)
		return m.storeSearch(f), false
	}
	m.open(p)
	return nil
}

func (m *Model) storeSearch(f feed.SavedSearch) tea.Cmd {
	lib, ctx := m.lib, m.ctx
	m.saving++
	return func() tea.Msg {
		f, err := lib.SaveSearch(ctx, f)
		return searchSaved{search: f, err: err}
	}
}

// searchStored takes the answer: what is wrong is said beside what was typed.
func (m *Model) searchStored(msg searchSaved) tea.Cmd {
	m.saving--
	p, prompting := m.top().(*prompt)
	if msg.err != nil {
		var wrong *feed.QueryError
		if prompting && errors.As(msg.err, &wrong) && wrong.Query == p.input.Value() {
			p.wrong = wrong
		} else if prompting {
			p.fault = feed.Sentence(msg.err)
		} else {
			m.say("Not saved: "+feed.Sentence(msg.err), failure)
		}
		return m.endIfSaved()
	}
	if prompting {
		m.closeOverlay(p)
	}
	m.treeStale = true
	m.selectSaved = msg.search.ID
	if msg.fresh {
		m.say("Saved as "+msg.search.Name.String()+m.look.keyed(". {go-saved} goes to saved searches."), news)
	}
	return m.endIfSaved()
}

// selectNew goes to the saved search that was just stored, or to the feed that has come back, once the sidebar has it.
func (m *Model) selectNew() {
	id := m.selectSaved
	if id != 0 && m.feeds.goTo(func(n feed.Node) bool { return n.Kind == feed.SearchNode && n.Saved == id }) {
		m.selectSaved = 0
		m.endSearch()
	}
	if id := m.returnTo; id != 0 && m.feeds.goTo(func(n feed.Node) bool { return n.Kind == feed.FeedNode && n.Query.Feed == id }) {
		m.returnTo = 0
	}
}

func (m *Model) dropSaved() tea.Cmd {
	f := m.saved()
	return m.do("search removed: "+f.Name.String(), droppingSearch{search: f})
}

// moveSaved moves the saved search in the sidebar so many lines down (d > 0) or up.
func (m *Model) moveSaved(d int) tea.Cmd {
	lib, ctx, id := m.lib, m.ctx, m.feeds.node().Saved
	m.saving++
	return func() tea.Msg {
		return changeSaved{change: change{label: "moved", quiet: true}, err: lib.MoveSearch(ctx, id, d)}
	}
}

// goSaved goes to a saved search: at once when there is one, else to the one that is chosen.
func (m *Model) goSaved(int) tea.Cmd {
	var choices []choice
	var nodes []feed.Node
	for _, n := range m.feeds.nodes {
		if n.Kind == feed.SearchNode {
			nodes = append(nodes, n)
			choices = append(choices, choice{label: m.look.line(n.Title), detail: feed.Clean(n.Query.Search).String()})
		}
	}
	if len(nodes) == 0 {
		m.say(m.look.keyed("No search is saved yet. {find} searches, {save-search} saves what was searched for."), news)
		return nil
	}
	act := func(m *Model, i []int) tea.Cmd {
		id := nodes[i[0]].Saved
		return goTo("saved search", func(n feed.Node) bool { return n.Saved == id && n.Kind == feed.SearchNode })(m, 0)
	}
	if len(nodes) == 1 {
		return act(m, []int{0})
	}
	m.open(newChooser("saved searches", choices, act))
	return nil
}

// refreshSaved looks for news in the feeds that a saved search draws from.
func (m *Model) refreshSaved() tea.Cmd {
	lib, ctx, q := m.lib, m.refreshContext(), m.feeds.query()
	m.say("Looking for news …", news)
	return func() tea.Msg {
		t, err := lib.RefreshQuery(ctx, q)
		return refreshEnded{t, err}
	}
}

func isHistory(n feed.Node) bool {
	return n.Kind == feed.ViewNode && n.Query == feed.Query{History: true}
}

// rememberOpened has the history know that an article is read now.
func (m *Model) rememberOpened(id feed.ID) tea.Cmd {
	lib, ctx := m.lib, m.ctx
	return func() tea.Msg { return historyKept{lib.Opened(ctx, id)} }
}

func (m *Model) historyStored(msg historyKept) tea.Cmd {
	if msg.err != nil {
		m.say("The history was not kept: "+feed.Sentence(msg.err), failure)
	}
	return nil
}
