package ui

import tea "charm.land/bubbletea/v2"

// clicked selects what was clicked; a row that is selected already opens, a link is followed.
func (m *Model) clicked(c tea.Mouse) tea.Cmd {
	if m.top() != nil || c.Button != tea.MouseLeft {
		return nil
	}
	if m.drag = m.edgeAt(c.X, c.Y); m.drag != noEdge {
		return nil
	}
	f, ok := m.frameAt(c.X, c.Y)
	if !ok {
		return nil
	}
	b := f.body()
	x, y := c.X-b.X, c.Y-b.Y
	if !b.contains(c.X, c.Y) {
		return m.setFocus(f.Pane)
	}
	switch f.Pane {
	case paneFeeds:
		if i := m.feeds.list.RowAt(y, m.feeds.height); i >= 0 {
			again := m.feeds.list.Cursor == i && m.focus == paneFeeds
			m.feeds.list.Go(i)
			m.opened = false
			if again || m.geo.Kind == onePane {
				return m.openNode()
			}
			return m.setFocus(paneFeeds)
		}
	case paneList:
		if i := m.list.list.RowAt(y, m.list.height); i >= 0 {
			again := m.list.list.Cursor == i
			m.list.list.Go(i)
			m.list.touched = true
			cmd := m.setFocus(paneList)
			if again || m.geo.Kind == onePane {
				return tea.Batch(cmd, m.enter(0))
			}
			m.opened = false
			return cmd
		}
	case paneArticle:
		cmd := m.setFocus(paneArticle)
		if n := m.article.linkAt(x, y); n > 0 {
			return tea.Batch(cmd, m.followLink(n, false))
		}
		return cmd
	case paneRelated:
		if i := m.related.list.RowAt(y, m.related.height); i >= 0 {
			again := m.related.list.Cursor == i && m.focus == paneRelated
			m.related.list.Go(i)
			cmd := m.setFocus(paneRelated)
			if again {
				return tea.Batch(cmd, m.enter(0))
			}
			return cmd
		}
	}
	return m.setFocus(f.Pane)
}

// wheeled scrolls the pane under the pointer, whatever has the focus.
func (m *Model) wheeled(c tea.Mouse) tea.Cmd {
	d := 1
	switch c.Button {
	case tea.MouseWheelUp:
		d = -1
	case tea.MouseWheelDown:
	default:
		return nil
	}
	if o, ok := m.top().(*chooser); ok {
		o.list.Move(d)
		return nil
	}
	f, ok := m.frameAt(c.X, c.Y)
	if !ok {
		return nil
	}
	switch f.Pane {
	case paneFeeds:
		m.feeds.move(byRow, d)
	case paneList:
		m.list.move(byRow, d)
		m.opened = m.opened && m.focus == paneArticle
	case paneArticle:
		m.article.move(byRow, d*wheelLines)
	case paneRelated:
		m.related.move(byRow, d)
	}
	return nil
}

func (m *Model) frameAt(x, y int) (frame, bool) {
	for _, col := range m.geo.Columns {
		for _, f := range col {
			if f.contains(x, y) {
				return f, true
			}
		}
	}
	return frame{}, false
}
