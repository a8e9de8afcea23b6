package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"newspane/ui/theme"
)

// View draws the screen. It changes nothing but caches.
func (m *Model) View() tea.View {
	var v tea.View
	v.AltScreen = true
	v.WindowTitle = "newspane"
	v.KeyboardEnhancements.ReportAlternateKeys = true
	if !m.opts.NoMouse {
		v.MouseMode = tea.MouseModeCellMotion
	}
	if p := m.look.Palette; p.Ground != nil {
		v.BackgroundColor, v.ForegroundColor = p.Ground, p.Roles[theme.Text]
	}
	if t := m.refreshing.total; t > 0 {
		v.ProgressBar = tea.NewProgressBar(tea.ProgressBarDefault, 100*m.refreshing.done/t)
	}
	if m.w <= 0 || m.h <= 0 {
		return v
	}
	screen := m.screen()
	switch o := m.top(); {
	case o != nil:
		v.Cursor = o.draw(m, screen)
	case m.typed.popup && len(m.typed.strokes) > 0:
		m.drawPopup(screen)
	case m.toast.text != "" && m.geo.Hints && !m.article.hint.on && !m.article.picking.on && len(m.typed.strokes) == 0 && m.typed.count == 0 && m.opening == "":
		m.drawToast(screen)
	}
	if m.opts.Plain && v.Cursor == nil {
		v.Cursor = m.plainCursor()
	}
	v.Content = strings.Join(screen, "\n")
	return v
}

// screen is h lines of w cells.
func (m *Model) screen() []string {
	cols := make([][]string, len(m.geo.Columns))
	ruled := make([][]bool, len(m.geo.Columns))
	for i, col := range m.geo.Columns {
		for _, f := range col {
			lines, rules := m.frameLines(f)
			cols[i] = append(cols[i], lines...)
			ruled[i] = append(ruled[i], rules...)
		}
	}
	rows := m.h
	if m.geo.Hints {
		rows--
	}
	screen := make([]string, 0, m.h)
	var b strings.Builder
	for y := 0; y < rows; y++ {
		b.Reset()
		for i := range cols {
			if i > 0 {
				b.WriteString(m.separator(ruled[i-1][y], ruled[i][y]))
			}
			b.WriteString(cols[i][y])
		}
		screen = append(screen, b.String())
	}
	if m.geo.Hints {
		screen = append(screen, m.bottom())
	}
	return screen
}

func (m *Model) separator(left, right bool) string {
	g := m.look.Glyphs
	s := g.VLine
	switch {
	case left && right:
		s = g.Cross
	case right:
		s = g.TeeLeft
	case left:
		s = g.TeeRight
	}
	return m.look.Paint(s, theme.Rule, 0)
}

// frameLines are a pane with its title and rules: f.H lines of f.W cells, and which of them are rules.
func (m *Model) frameLines(f frame) (lines []string, ruled []bool) {
	add := func(s string, rule bool) {
		lines, ruled = append(lines, s), append(ruled, rule)
	}
	focused := m.focus == f.Pane
	if f.Title {
		add(m.titleRow(f), false)
	}
	if f.Rule {
		if f.Top && f.Progress {
			add(m.progress(f, focused), true)
		} else {
			add(m.look.rule(f.W), true)
		}
	}
	for _, s := range m.bodyLines(f, focused) {
		add(s, false)
	}
	if f.Progress && !f.Top && f.H > len(lines) {
		add(m.progress(f, focused), true)
	}
	for len(lines) < f.H {
		add(blank(f.W), false)
	}
	return lines[:f.H], ruled[:f.H]
}

func (m *Model) progress(f frame, focused bool) string {
	if f.Pane != paneArticle || m.article.article == nil {
		return m.look.rule(f.W)
	}
	note := ""
	if !m.geo.shows(paneRelated) && f.W >= 60 {
		if n := len(m.article.links); n > 0 {
			note = " " + m.look.Glyphs.Dot + " " + count(n, "link") + " "
		}
	}
	return m.look.progress(f.W, m.article.share(), note, focused)
}

func (m *Model) bodyLines(f frame, focused bool) []string {
	switch f.Pane {
	case paneFeeds:
		return m.feeds.lines(focused)
	case paneList:
		lines := m.list.lines(focused)
		if m.geo.Preview > 0 {
			lines = append(lines, m.list.preview(m.geo.Preview)...)
		}
		return lines
	case paneArticle:
		return m.article.lines(focused)
	}
	return m.related.lines(focused)
}

// twoLines reports whether rows have their source below the title.
func (m *Model) twoLines() bool {
	switch m.view.Density {
	case densities[1]:
		return false
	case densities[2]:
		return true
	}
	return m.geo.Kind == columns
}

// arrange gives the panes their rectangles.
func (m *Model) arrange() {
	m.geo = layout(m.w, m.h, m.focus, m.zen, m.view)
	for _, col := range m.geo.Columns {
		for _, f := range col {
			b := f.body()
			switch f.Pane {
			case paneFeeds:
				m.feeds.resize(b.W, b.H)
			case paneList:
				m.list.resize(b.W, max(0, b.H-m.geo.Preview), m.twoLines())
				m.list.group = m.view.Group
			case paneArticle:
				m.article.twin = m.view.Twin
				m.article.resize(b.W, b.H, m.geo.Kind != columns)
			case paneRelated:
				m.related.resize(b.W, b.H)
			}
		}
	}
}
