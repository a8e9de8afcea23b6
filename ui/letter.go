package ui

import (
	tea "charm.land/bubbletea/v2"

	"newspane/ui/keys"
	"newspane/ui/text"
	"newspane/ui/theme"
)

// letter waits for one key.
type letter struct {
	label string
	take  func(m *Model, s string) tea.Cmd
}

func (l *letter) press(m *Model, k tea.KeyPressMsg) (tea.Cmd, bool) {
	s := keys.Stroke(k.Key())
	m.closeOverlay(l)
	if len([]rune(s)) != 1 {
		return nil, true
	}
	return l.take(m, s), true
}

func (l *letter) paste(*Model, string) tea.Cmd { return nil }

func (l *letter) draw(m *Model, screen []string) *tea.Cursor {
	if len(screen) == 0 {
		return nil
	}
	label := text.Cut(" "+l.label+" ", m.w)
	y := len(screen) - 1
	screen[y] = m.look.row(m.w, 0).put(label, theme.Accent, theme.Bold).right("esc stop ", theme.Muted, 0).String()
	return tea.NewCursor(min(m.w-1, text.Width(label)), y)
}
