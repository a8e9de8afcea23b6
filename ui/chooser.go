package ui

import (
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"newspane/feed"
	"newspane/ui/keys"
	"newspane/ui/list"
	"newspane/ui/text"
	"newspane/ui/theme"
)

// choice is a line of a chooser.
type choice struct {
	group  string
	label  string
	detail string // muted, at the right
	off    string // why it cannot be chosen, "" when it can
	on     bool   // ticked, where several may be chosen
}

// chooser is a list to choose from, narrowed by typing.
type chooser struct {
	title   string
	choices []choice
	many    bool // space (and tab) ticks, enter takes all that are ticked
	filter  string
	shown   []int
	list    list.List
	choose  func(m *Model, chosen []int) tea.Cmd
	search  func(m *Model, words string) tea.Cmd // a last row that searches for the filter; nil for none
}

func newChooser(title string, choices []choice, choose func(m *Model, chosen []int) tea.Cmd) *chooser {
	c := &chooser{title: title, choices: choices, choose: choose}
	c.narrow("")
	return c
}

// keep shows the choices in which every word is found.
func (c *chooser) keep(words []string, found func(all, word string) bool) {
	c.shown = c.shown[:0]
next:
	for i, ch := range c.choices {
		all := strings.ToLower(ch.label + " " + ch.detail + " " + ch.group)
		for _, w := range words {
			if !found(all, w) {
				continue next
			}
		}
		c.shown = append(c.shown, i)
	}
}

// hasLetters reports whether the letters of a word are in a text in their order.
func hasLetters(all, word string) bool {
	for _, r := range word {
		i := strings.IndexRune(all, r)
		if i < 0 {
			return false
		}
		all = all[i+utf8.RuneLen(r):]
	}
	return true
}

// searchRow stands in shown for the row that searches.
const searchRow = -1

// at is the choice of a row.
func (c *chooser) at(row int) choice {
	if c.shown[row] == searchRow {
		return choice{group: "Search", label: "search all articles for “" + feed.Clean(strings.TrimSpace(c.filter)).String() + "”"}
	}
	return c.choices[c.shown[row]]
}

// narrow shows the choices that have every word of the filter, else those that have its letters in order.
func (c *chooser) narrow(filter string) {
	c.filter = filter
	words := strings.Fields(strings.ToLower(filter))
	c.keep(words, strings.Contains)
	if len(c.shown) == 0 {
		c.keep(words, hasLetters)
	}
	if c.search != nil && strings.TrimSpace(filter) != "" {
		c.shown = append(c.shown, searchRow)
	}
	c.list.SetN(len(c.shown))
	c.list.Go(0)
	c.list.Top = 0
}

func (c *chooser) press(m *Model, k tea.KeyPressMsg) (tea.Cmd, bool) {
	switch s := keys.Stroke(k.Key()); s {
	case "esc", "ctrl+c":
		if c.many && c.filter != "" && s == "esc" { // what is ticked is not lost
			c.narrow("")
			return nil, false
		}
		return nil, true
	case "enter":
		return c.enter(m)
	case "down", "ctrl+n":
		c.list.Move(1)
	case "up", "ctrl+p":
		c.list.Move(-1)
	case "pgdown":
		c.list.Move(max(1, c.list.Height-1))
	case "pgup":
		c.list.Move(-max(1, c.list.Height-1))
	case "home":
		c.list.Go(0)
	case "end":
		c.list.Go(c.list.N - 1)
	case "backspace":
		if n := len([]rune(c.filter)); n > 0 {
			c.narrow(string([]rune(c.filter)[:n-1]))
		}
	case "ctrl+u":
		c.narrow("")
	case "tab":
		if c.many {
			c.tick()
		}
	case "space":
		if c.many && c.filter == "" {
			c.tick()
			return nil, false
		}
		c.narrow(c.filter + " ")
	default:
		if k.Text != "" {
			c.narrow(c.filter + k.Text)
		}
	}
	return nil, false
}

// tick ticks the choice under the cursor, or takes the tick away, and goes on to the next.
func (c *chooser) tick() {
	if i := c.current(); i >= 0 {
		c.choices[i].on = !c.choices[i].on
		c.list.Move(1)
	}
}

func (c *chooser) current() int {
	if c.list.Cursor >= len(c.shown) {
		return -1
	}
	return c.shown[c.list.Cursor]
}

func (c *chooser) enter(m *Model) (tea.Cmd, bool) {
	i := c.current()
	if c.many {
		var chosen []int
		for j, ch := range c.choices {
			if ch.on {
				chosen = append(chosen, j)
			}
		}
		if len(chosen) == 0 && i >= 0 {
			chosen = []int{i}
		}
		if len(chosen) == 0 {
			return nil, false
		}
		return c.choose(m, chosen), true
	}
	if i < 0 && c.list.Cursor < len(c.shown) {
		m.closeOverlay(c)
		return c.search(m, strings.TrimSpace(c.filter)), true
	}
	if i < 0 {
		return nil, false
	}
	if why := c.choices[i].off; why != "" {
		m.say(why, news)
		return nil, false
	}
	m.closeOverlay(c)
	return c.choose(m, []int{i}), true
}

func (c *chooser) paste(_ *Model, s string) tea.Cmd {
	c.narrow(c.filter + s)
	return nil
}

// grouped reports whether a group's name stands above row i.
func (c *chooser) grouped(i int) bool {
	g := c.at(i).group
	return g != "" && c.list.Height > 2 && (i == 0 || c.at(i-1).group != g)
}

func (c *chooser) height(i int) int {
	if c.grouped(i) {
		return 2
	}
	return 1
}

func (c *chooser) draw(m *Model, screen []string) *tea.Cursor {
	w := m.boxWidth(76)
	rows := max(1, len(screen)-5)
	c.list.Height = rows
	l := &m.look
	head := l.row(w, 0)
	if c.filter == "" {
		head.put("type to narrow", theme.Muted, 0)
	}
	head.put(c.filter, theme.Strong, 0)
	lines := []string{head.String()}
	from, to := c.list.Show(c.height)
	for i := from; i < to; i++ {
		if c.grouped(i) {
			lines = append(lines, l.row(w, 0).put(c.at(i).group, theme.Accent, theme.Bold).String())
		}
		lines = append(lines, c.line(l, i, w))
	}
	if len(c.shown) == 0 {
		lines = append(lines, l.row(w, 0).put("Nothing has these words.", theme.Muted, 0).String())
	}
	lines = lines[:min(len(lines), rows+1)]
	foot := "enter choose · esc close"
	switch {
	case c.many && c.filter != "":
		foot = "tab tick · enter take the ticked · esc show all"
	case c.many:
		foot = "space tick · enter take the ticked · esc close"
	}
	lines = append(lines, l.row(w, 0).right(foot, theme.Muted, 0).String())
	y := max(0, (len(screen)-len(lines)-2)/3)
	m.box(screen, c.title, lines, w, y)
	return tea.NewCursor(min(m.w-1, max(0, (m.w-w-4)/2)+2+text.Width(c.filter)), min(len(screen)-1, y+1))
}

func (c *chooser) line(l *look, i, w int) string {
	ch := c.at(i)
	var attr theme.Attr
	cursor := " "
	if i == c.list.Cursor {
		attr, cursor = theme.Selected|theme.Bold, l.Glyphs.Cursor
	}
	r := l.row(w, attr).put(cursor+" ", theme.Accent, 0)
	if c.many {
		tick := "[ ] "
		if ch.on {
			tick = "[x] "
		}
		r.put(tick, theme.Text, 0)
	}
	role := theme.Text
	if ch.off != "" {
		role = theme.Muted
	}
	detail := text.Cut(ch.detail, w/2)
	r.add(ch.label, r.left()-text.Width(detail)-1, role, 0)
	return r.right(detail, theme.Muted, 0).String()
}
