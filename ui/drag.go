package ui

import tea "charm.land/bubbletea/v2"

// edge is a border between panes that the mouse can drag.
type edge uint8

const (
	noEdge edge = iota
	sidebarEdge
	listEdge
	relatedEdge
	topEdge
)

// edgeAt returns the border at a cell: a rule between columns, or the rule between a list and the article below it.
func (m *Model) edgeAt(x, y int) edge {
	for i, col := range m.geo.Columns {
		if i > 0 && x == col[0].X-1 {
			switch {
			case m.geo.Kind == columns:
				return [...]edge{sidebarEdge, listEdge, relatedEdge}[i-1]
			case m.geo.Kind == stacked:
				return sidebarEdge
			}
			return listEdge
		}
		if len(col) == 2 && x >= col[1].X && x < col[1].X+col[1].W && y == col[1].Y {
			return topEdge
		}
	}
	return noEdge
}

// dragged moves the border that is held to the pointer.
func (m *Model) dragged(c tea.Mouse) tea.Cmd {
	col := m.geo.Columns
	switch m.drag {
	case noEdge:
		return nil
	case sidebarEdge:
		m.view.Sidebar = max(1, c.X)
	case listEdge:
		m.view.List = max(1, c.X-m.widthLeftOf(paneList))
	case relatedEdge:
		m.view.Related = max(1, m.w-c.X-1)
	case topEdge:
		m.view.Top = max(1, c.Y-col[len(col)-1][0].Y)
	}
	m.arrange()
	return nil
}

// widthLeftOf is where a pane begins; in arrangements that show the sidebar in the list's place, where that does.
func (m *Model) widthLeftOf(p paneID) int {
	f, _ := m.geo.frameOf(p)
	return f.X
}

// dropped lets go of a border.
func (m *Model) dropped() tea.Cmd {
	if m.drag == noEdge {
		return nil
	}
	m.drag = noEdge
	return m.keepView()
}
