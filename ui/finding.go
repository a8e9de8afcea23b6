package ui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"newspane/feed"
)

func isToday(n feed.Node) bool { return n.Kind == feed.ViewNode && n.Query.Since != 0 }
func isUnread(n feed.Node) bool {
	return n.Kind == feed.ViewNode && n.Query == feed.Query{Unread: true}
}
func isBookmarks(n feed.Node) bool { return n.Kind == feed.ViewNode && n.Query.Bookmarked }
func isLater(n feed.Node) bool     { return n.Kind == feed.ViewNode && n.Query.Later }
func isAll(n feed.Node) bool       { return n.Kind == feed.ViewNode && n.Query == feed.Query{} }

// goTo makes an action that goes to a view.
func goTo(name string, is func(feed.Node) bool) func(*Model, int) tea.Cmd {
	return func(m *Model, _ int) tea.Cmd {
		if !m.feeds.goTo(is) {
			m.say("There is no "+name+" yet.", news)
			return nil
		}
		m.endSearch()
		m.opened = false
		m.list.stale, m.list.touched = true, false // going where one is brings the list up to date
		return m.setFocus(paneList)
	}
}

func (m *Model) endSearch() { m.search.words, m.search.everywhere = "", false }

func (m *Model) clear(int) tea.Cmd {
	m.endSearch()
	m.article.find = search{}
	return nil
}

// findWords searches: the text in the article pane, the list elsewhere.
func (m *Model) findWords(int) tea.Cmd {
	if m.focus == paneArticle && m.shownID() != 0 {
		p := newPrompt("find", "words in this article", "enter keeps · esc ends")
		p.typing = func(m *Model, s string) tea.Cmd {
			m.article.search(s)
			return nil
		}
		p.submit = func(m *Model, s string) (tea.Cmd, bool) {
			if found := m.article.search(s); s != "" && found == 0 {
				m.say("“"+feed.Clean(s).String()+"” is not in this article.", news)
				m.article.find = search{}
			} else if found > 0 {
				m.say(fmt.Sprintf("%d found · n N next and previous · esc ends", found), news)
			}
			return nil, true
		}
		p.cancel = func(m *Model) tea.Cmd {
			m.article.find = search{}
			return nil
		}
		m.open(p)
		return nil
	}
	return m.askSearch()
}

func (m *Model) goLinks(int) tea.Cmd { return m.setFocus(paneRelated) }

func (m *Model) goThisFeed(int) tea.Cmd {
	id := m.targets(1)[0].Feed
	if id == 0 || !m.feeds.goTo(func(n feed.Node) bool { return n.Kind == feed.FeedNode && n.Query.Feed == id }) {
		m.say("This article belongs to no feed that you follow.", news)
		return nil
	}
	m.endSearch()
	m.opened = false
	return m.setFocus(paneList)
}

// chooseFeed goes to a line of the sidebar by name.
func (m *Model) chooseFeed(int) tea.Cmd {
	choices, act := m.nodeChoices("")
	m.open(newChooser("go to", choices, func(m *Model, i []int) tea.Cmd { return act(m, i[0]) }))
	return nil
}

// nodeChoices are the sidebar's lines and what choosing one does.
func (m *Model) nodeChoices(group string) ([]choice, func(m *Model, i int) tea.Cmd) {
	nodes := m.feeds.nodes
	var choices []choice
	for i := range nodes {
		detail := nodeCount(&nodes[i])
		if detail != "" && !countsAll(&nodes[i]) {
			detail += " unread"
		}
		choices = append(choices, choice{group: group, label: m.look.line(nodes[i].Title), detail: detail})
	}
	return choices, func(m *Model, i int) tea.Cmd {
		want := nodes[i].Query
		m.feeds.folded = map[string]bool{}
		m.feeds.unfold()
		return goTo(nodes[i].Title.String(), func(n feed.Node) bool { return n.Query == want })(m, 0)
	}
}

// actionChoices are the actions of this place with their keys.
func (m *Model) actionChoices() ([]choice, []string) {
	var choices []choice
	var names []string
	for _, a := range m.actions {
		off := ""
		if a.why != nil {
			off = a.why(m)
		}
		choices = append(choices, choice{group: a.group, label: a.help, detail: keyNames(a), off: off})
		names = append(names, a.name)
	}
	return choices, names
}

func (m *Model) showHelp(int) tea.Cmd {
	all, allNames := m.actionChoices()
	var choices []choice
	var names []string
	for i, c := range all {
		if c.off == "" { // the palette has the others too, and says why they cannot be done
			choices, names = append(choices, c), append(names, allNames[i])
		}
	}
	m.open(newChooser("what can be done here", choices, func(m *Model, i []int) tea.Cmd { return m.run(names[i[0]], 0) }))
	return nil
}

// palette offers every action, every line of the sidebar by name, and a search of all articles.
func (m *Model) palette(int) tea.Cmd {
	choices, names := m.actionChoices()
	feeds, act := m.nodeChoices("Go to")
	choices = append(choices, feeds...)
	c := newChooser("everything", choices, func(m *Model, i []int) tea.Cmd {
		if i[0] < len(names) {
			return m.run(names[i[0]], 0)
		}
		return act(m, i[0]-len(names))
	})
	c.search = func(m *Model, words string) tea.Cmd {
		m.search.words, m.search.everywhere, m.opened = words, true, false
		return m.setFocus(paneList)
	}
	m.open(c)
	return nil
}
