package ui

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	tea "charm.land/bubbletea/v2"

	"newspane/feed"
)

// View is how the reader arranged the screen. It is kept between sessions; its zero value is the screen as it comes. What
// stands in the settings file (colours, measure, mouse) is not part of it: that file alone says how those begin.
type View struct {
	Layout   string           `json:"layout,omitempty"`   // one of layouts; "" is by the size of the screen
	Density  string           `json:"density,omitempty"`  // one of densities; "" is by the arrangement
	Group    string           `json:"group,omitempty"`    // one of groups; "" is none
	Reverse  bool             `json:"reverse,omitempty"`  // the oldest rows first
	Unfolded bool             `json:"unfolded,omitempty"` // every article of a story is a row
	Twin     bool             `json:"twin,omitempty"`     // the article in two columns where it is wide enough
	HideRead bool             `json:"hide_read,omitempty"`
	Folded   []string         `json:"folded,omitempty"` // folders by path
	Sidebar  int              `json:"sidebar,omitempty"`
	List     int              `json:"list,omitempty"`
	Related  int              `json:"related,omitempty"` // widths in cells; 0 is as they come
	Top      int              `json:"top,omitempty"`     // rows of a list above an article
	Asked    bool             `json:"asked,omitempty"`   // the questions of the first start
	Marks    map[string]Place `json:"marks,omitempty"`
}

// Place is a spot in an article.
type Place struct {
	Article feed.ID `json:"article"`
	Place   float64 `json:"place"` // how far down, 0..1
}

// The choices of a view; the first is what "" stands for.
var (
	layouts   = []string{"by the size of the screen", "one pane", "list above article", "columns"}
	densities = []string{"as the layout has it", "one line", "two lines"}
	groups    = []string{"as they come", "by day", "by feed"}
)

// clone returns a copy that shares nothing with v.
func (v View) clone() View {
	v.Folded, v.Marks = slices.Clone(v.Folded), maps.Clone(v.Marks)
	return v
}

// keepView stores how the screen is arranged.
func (m *Model) keepView() tea.Cmd {
	if m.opts.Keep == nil {
		return nil
	}
	v, keep := m.view.clone(), m.opts.Keep
	return func() tea.Msg { return viewKept{keep(v)} }
}

func (m *Model) viewStored(msg viewKept) tea.Cmd {
	if msg.err != nil {
		m.say("The arrangement of the screen was not saved: "+feed.Sentence(msg.err), failure)
	}
	return nil
}

// cycleChoice goes to the next of some choices; "" is the first of them.
func cycleChoice(choices []string, now string) string {
	next := following(choices, cmp.Or(now, choices[0]))
	if next == choices[0] {
		return ""
	}
	return next
}

func (m *Model) nextLayout(int) tea.Cmd {
	m.view.Layout = cycleChoice(layouts, m.view.Layout)
	m.arrange()
	m.say("layout: "+cmp.Or(m.view.Layout, layouts[0]), news)
	return m.keepView()
}

func (m *Model) nextDensity(int) tea.Cmd {
	m.view.Density = cycleChoice(densities, m.view.Density)
	m.arrange()
	m.say("rows: "+cmp.Or(m.view.Density, densities[0]), news)
	return m.keepView()
}

func (m *Model) nextGroups(int) tea.Cmd {
	was := m.list.group
	m.view.Group = cycleChoice(groups, m.view.Group)
	m.list.group = m.view.Group
	if was == groups[2] || m.view.Group == groups[2] { // they come in another order
		m.list.begin(m.list.query)
		m.rowsOf = feed.NoArticles
	}
	m.arrange()
	said := "rows: " + cmp.Or(m.view.Group, groups[0])
	if m.view.Group == groups[2] && !m.list.query.HasFeeds() {
		said += ", in lists of several feeds that are no searches"
	}
	m.say(said, news)
	return m.keepView()
}

func (m *Model) toggleHideRead(int) tea.Cmd {
	m.view.HideRead = !m.view.HideRead
	m.say("read articles "+map[bool]string{true: "are not listed", false: "are listed too"}[m.view.HideRead], news)
	return m.keepView()
}

func (m *Model) toggleSort(int) tea.Cmd {
	m.view.Reverse = !m.view.Reverse
	m.list.reverse = m.view.Reverse
	m.list.begin(m.list.query)
	m.rowsOf = feed.NoArticles
	m.say("rows: "+map[bool]string{true: "oldest first", false: "newest first"}[m.view.Reverse], news)
	return m.keepView()
}

func (m *Model) toggleStories(int) tea.Cmd {
	m.view.Unfolded = !m.view.Unfolded
	m.say(map[bool]string{true: "a row for every article", false: "a row for every story: what several feeds tell is folded, and read at once"}[m.view.Unfolded], news)
	return m.keepView()
}

// widen makes the focused pane wider (d > 0) or narrower at the cost of its neighbours.
func (m *Model) widen(d int) tea.Cmd {
	f, ok := m.geo.frameOf(m.focus)
	if !ok || len(m.geo.Columns) == 1 && m.geo.Kind != portrait {
		m.say("There is one pane only.", news)
		return nil
	}
	switch {
	case m.focus == paneArticle && m.geo.Kind == columns:
		m.view.List = m.widthOf(paneList) - d
	case m.focus == paneArticle && m.geo.Kind == beside:
		m.view.List = m.widthOf(paneList, paneFeeds) - d
	case m.focus == paneArticle:
		m.view.Top = m.heightOf(paneList) - d/2
	case m.focus == paneList && (m.geo.Kind == stacked || m.geo.Kind == portrait):
		m.view.Top = f.H + d/2
	case m.focus == paneList || m.geo.Kind == beside:
		m.view.List = f.W + d
	case m.focus == paneFeeds:
		m.view.Sidebar = f.W + d
	case m.focus == paneRelated:
		m.view.Related = f.W + d
	}
	m.arrange()
	return m.keepView()
}

func (m *Model) widthOf(ps ...paneID) int {
	for _, p := range ps {
		if f, ok := m.geo.frameOf(p); ok {
			return f.W
		}
	}
	return 0
}

func (m *Model) heightOf(p paneID) int {
	f, _ := m.geo.frameOf(p)
	return f.H
}

// askMeasure asks how wide a line of text is to be.
func (m *Model) askMeasure(n int) tea.Cmd {
	if n > 0 {
		return m.setMeasure(n - m.look.measure)
	}
	p := newPrompt("text width", fmt.Sprintf("%d, from %d to %d", m.look.measure, minMeasure, maxMeasure), "enter sets · esc closes")
	p.submit = func(m *Model, s string) (tea.Cmd, bool) {
		var n int
		if _, err := fmt.Sscanf(s, "%d", &n); err != nil || n < minMeasure || n > maxMeasure {
			p.fault = fmt.Sprintf("The width is a number from %d to %d.", minMeasure, maxMeasure)
			return nil, false
		}
		return m.setMeasure(n - m.look.measure), true
	}
	m.open(p)
	return nil
}

// setMark waits for a letter and remembers this spot under it.
func (m *Model) setMark(int) tea.Cmd {
	m.open(&letter{label: "mark this place: a letter", take: func(m *Model, s string) tea.Cmd {
		if m.shownID() == 0 {
			m.say("Open an article first; a mark is a place in it.", news)
			return nil
		}
		if m.view.Marks == nil {
			m.view.Marks = map[string]Place{}
		}
		here := m.here()
		m.view.Marks[s] = Place{here.article, here.place}
		m.say(fmt.Sprintf("This place is marked %s; %s %s comes back to it.", s, m.look.keyOf("go-mark"), s), news)
		return m.keepView()
	}})
	return nil
}

// goMark waits for a letter and goes to the spot that it names; the key of marks itself stands for where one was.
func (m *Model) goMark(int) tea.Cmd {
	m.open(&letter{label: "go to mark: its letter" + m.markList(), take: func(m *Model, s string) tea.Cmd {
		to, ok := m.view.Marks[s]
		if s == m.look.keyOf("go-mark") {
			to, ok = m.jumped, m.jumped.Article != 0
		}
		if !ok {
			m.say(fmt.Sprintf("Nothing is marked %s. %s and a letter marks a place.", s, m.look.keyOf("set-mark")), news)
			return nil
		}
		here := m.here()
		m.jumped = Place{here.article, here.place}
		if m.shownID() == to.Article {
			m.article.goToPlace(to.Place)
			return m.setFocus(paneArticle)
		}
		m.trail.push(here)
		m.want, m.opened, m.restore = to.Article, true, spot{to.Article, to.Place}
		return m.setFocus(paneArticle)
	}})
	return nil
}

func (m *Model) markList() string {
	s := ""
	for _, k := range slices.Sorted(maps.Keys(m.view.Marks)) {
		s += " " + k
	}
	if s == "" {
		return ""
	}
	return " (" + s[1:] + ")"
}
