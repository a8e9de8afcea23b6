package ui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"
)

// A wide screen may set the article in two columns, as newspapers do: the text goes on at the top of the second.
const (
	columnGap   = 3  // cells between the columns
	columnLeast = 62 // cells of text in a column that is worth it
)

// columnsIn is the number of columns of an article in a pane of w cells.
func columnsIn(w int, twin bool) int {
	if twin && w >= twinLeast {
		return 2
	}
	return 1
}

// twinLeast is the width of the narrowest pane with two columns.
const twinLeast = 2*(columnLeast+2) + columnGap

// rows is the height of the pane.
func (p *articlePane) rows() int { return p.h / max(1, p.columns) }

// beside puts the lines of the columns beside each other.
func (p *articlePane) beside(lines []string) []string {
	if p.columns < 2 {
		return lines
	}
	rows := p.rows()
	rest := blank(p.full - 2*p.w - columnGap)
	for y := range rows {
		lines[y] += blank(columnGap) + lines[rows+y] + rest
	}
	return lines[:rows]
}

// inColumn turns a cell of the pane into one of the column that it is in.
func (p *articlePane) inColumn(x, y int) (int, int) {
	if p.columns == 2 && x >= p.w+columnGap {
		return x - p.w - columnGap, y + p.rows()
	}
	return x, y
}

// toggleTwin sets the article in two columns or in one.
func (m *Model) toggleTwin(int) tea.Cmd {
	m.view.Twin = !m.view.Twin
	m.arrange()
	switch {
	case !m.view.Twin:
		m.say("article in one column", news)
	case m.article.columns < 2:
		m.say(fmt.Sprintf("article in two columns where it has %d cells; here it has %d: %s shows it alone, %s makes panes narrower",
			twinLeast, m.article.full, m.look.keyOf("zen"), m.look.keyOf("narrower-pane")), news)
	default:
		m.say("article in two columns", news)
	}
	return m.keepView()
}
