package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"newspane/ui/list"
	"newspane/ui/text"
	"newspane/ui/theme"
)

// board is a list in front of the panes whose entries take several lines each, with what can be done below it.
type board struct {
	list list.List
}

// boardWidth is the most cells of a board.
const boardWidth = 92

// move moves the cursor when an action is one that does, and reports whether it is. height gives an entry's lines.
func (b *board) move(name string, height func(int) int) bool {
	switch name {
	case "down":
		b.list.Move(1)
	case "up":
		b.list.Move(-1)
	case "read-on", "page-down", "half-down":
		b.list.Move(b.list.Page(height))
	case "page-back", "page-up", "half-up":
		b.list.Move(-b.list.Page(height))
	case "top":
		b.list.Go(0)
	case "end":
		b.list.Go(b.list.N - 1)
	default:
		return false
	}
	return true
}

// draw draws the board, w cells wide; rows gives the lines of an entry, of which there are as many as height says.
func (b *board) draw(m *Model, screen []string, title string, w int, height func(int) int, rows func(int) []string, foot []string) *tea.Cursor {
	room := max(1, len(screen)-3-len(foot))
	b.list.Height = room
	var lines []string
	from, to := b.list.Show(height)
	for i := from; i < to; i++ {
		lines = append(lines, rows(i)...)
	}
	lines = fill(lines[:min(len(lines), room)], w, min(room, max(len(lines), 3)))
	lines = append(lines, foot...)
	y := max(0, (len(screen)-len(lines)-2)/3)
	m.box(screen, title, lines, w, y)
	if !m.look.plain {
		return nil
	}
	for i := from; i < b.list.Cursor; i++ { // who listens is told where the cursor is
		y += height(i)
	}
	return tea.NewCursor(max(0, (m.w-w-4)/2)+2, min(len(screen)-1, y+1))
}

// foot is what happened last, or as many hints as there is room for, the last of them always.
func (b *board) foot(m *Model, w int, hints ...string) []string {
	l := &m.look
	if m.toast.text != "" {
		role := theme.Text
		if m.toast.tone == failure {
			role = theme.Error
		}
		var lines []string
		for _, s := range text.Wrap(m.toast.text, max(1, w)) {
			lines = append(lines, l.row(w, 0).put(s, role, 0).String())
		}
		return lines[:min(len(lines), 3)]
	}
	between := " " + l.Glyphs.Dot + " "
	for len(hints) > 2 && text.Width(strings.Join(hints, between)) > w {
		hints = slices.Delete(hints, len(hints)-2, len(hints)-1)
	}
	return []string{l.row(w, 0).right(strings.Join(hints, between), theme.Muted, 0).String()}
}
