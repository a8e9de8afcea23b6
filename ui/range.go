package ui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"newspane/feed"
	"newspane/ui/theme"
)

// selectRange begins a range of rows at the cursor; what is done next is done to all of them. Again: ends it.
func (m *Model) selectRange(int) tea.Cmd {
	if m.list.ranging {
		m.list.ranging = false
		return nil
	}
	m.list.ranging, m.list.anchor = true, m.list.list.Cursor
	m.opened = false
	return m.setFocus(paneList)
}

func needsRows(m *Model) string {
	if m.list.selected() == nil {
		return "There is no row to select."
	}
	return ""
}

// span is the first and the last row of the range, or of the cursor alone.
func (p *headlinesPane) span() (from, to int) {
	if !p.ranging {
		return p.list.Cursor, p.list.Cursor
	}
	return min(p.anchor, p.list.Cursor), max(p.anchor, p.list.Cursor)
}

// inRange reports whether a row belongs to a range that is being selected.
func (p *headlinesPane) inRange(i int) bool {
	from, to := p.span()
	return p.ranging && from <= i && i <= to
}

// past goes to the row after n that something was done to, or after the range.
func (p *headlinesPane) past(n int) {
	if p.ranging {
		_, to := p.span()
		p.ranging = false
		p.list.Go(to)
		n = 1
	}
	p.move(byRow, n)
}

// ranged are the articles of the range.
func (p *headlinesPane) ranged() []*feed.Headline {
	var hs []*feed.Headline
	from, to := p.span()
	for i := from; i <= to; i++ {
		if h := p.at(i); h != nil {
			hs = append(hs, h)
		}
	}
	return hs
}

// rangeBar says how many rows are selected and what can be done to them.
func (m *Model) rangeBar(r *row) string {
	from, to := m.list.span()
	r.put(fmt.Sprintf(" %d selected", to-from+1), theme.Accent, theme.Bold)
	s := m.look.keyed("  {bookmark} bookmark  {tag} tags  {read} read/unread  {hide} hide  {copy} copy")
	return r.add(s, r.left()-9, theme.Muted, 0).right("esc stop ", theme.Muted, 0).String()
}
