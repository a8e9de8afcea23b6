package ui

import (
	tea "charm.land/bubbletea/v2"

	"newspane/ui/text"
	"newspane/ui/theme"
)

// overlay is something in front of the panes that takes the keys: a prompt, a list to choose from.
type overlay interface {
	// press takes a key; done removes the overlay.
	press(m *Model, k tea.KeyPressMsg) (cmd tea.Cmd, done bool)
	// paste takes pasted text, one line, clean.
	paste(m *Model, s string) tea.Cmd
	// draw puts the overlay on a screen of exact lines and returns where the cursor stands, if it has one.
	draw(m *Model, screen []string) *tea.Cursor
}

// top is the overlay that takes the keys, nil when none is open.
func (m *Model) top() overlay {
	if n := len(m.overlays); n > 0 {
		return m.overlays[n-1]
	}
	return nil
}

func (m *Model) open(o overlay) { m.overlays = append(m.overlays, o) }

func (m *Model) closeOverlay(o overlay) {
	for i, other := range m.overlays {
		if other == o {
			m.overlays = append(m.overlays[:i], m.overlays[i+1:]...)
			return
		}
	}
}

// boxWidth is the width of a box's lines: at most so many cells, with room for the frame where there is any.
func (m *Model) boxWidth(most int) int {
	if m.w > 14 {
		return min(m.w-4, most)
	}
	return min(m.w, most)
}

// box draws lines in a frame with a title over the middle of the screen; every line is painted and w cells wide.
func (m *Model) box(screen []string, title string, lines []string, w, y int) {
	l := &m.look
	g := l.Glyphs
	if m.w < w+4 { // no room for a frame
		for i := range min(len(lines), len(screen)) {
			screen[i] = lines[i] + blank(m.w-w)
		}
		return
	}
	left := max(0, (m.w-w-4)/2)
	right := max(0, m.w-w-4-left)
	frame := func(s string) string { return l.Paint(s, theme.Rule, 0) }
	name := text.Cut(" "+title+" ", w)
	put := func(row int, s string) {
		if row >= 0 && row < len(screen) {
			screen[row] = blank(left) + s + blank(right)
		}
	}
	put(y, frame(g.HLine+g.HLine)+l.Paint(name, theme.Accent, theme.Bold)+l.rule(w+2-text.Width(name)))
	for i, s := range lines {
		put(y+1+i, "  "+s+"  ")
	}
	put(y+1+len(lines), l.rule(w+4))
}
