package ui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"newspane/feed"
	"newspane/ui/list"
	"newspane/ui/text"
	"newspane/ui/theme"
)

// The plain screen is for readers who listen to it or feel it: one pane, no rules, no columns, no colours, state in words
// at the beginning of a row, and the terminal's own cursor on the row that is selected.

// plainRow is a headline in words.
func (p *headlinesPane) plainRow(h *feed.Headline) string {
	state := "unread"
	switch {
	case h.Place > 0.02 && h.Place < 0.98:
		state = fmt.Sprintf("%d percent read", int(h.Place*100))
	case h.Read:
		state = "read"
	}
	if h.Bookmarked {
		state += ", kept"
	}
	if h.Later {
		state += ", to be read later"
	}
	if h.Noted {
		state += ", with a note"
	}
	if h.Highlit {
		state += ", highlighted"
	}
	if len(h.Tags) > 0 {
		state += ", " + tagLine(p.look, h.Tags)
	}
	when := age(p.look.now, h)
	if h.Published.IsZero() {
		when = "undated"
	}
	s := fmt.Sprintf("%s: %s, %s, %s", state, p.look.line(h.Title), p.look.line(h.Source), when)
	return p.look.row(p.w, 0).put(text.Cut(s, p.w), theme.Text, 0).add("", p.w, theme.Text, 0).String()
}

// plainLine is a line of the sidebar in words.
func (p *feedsPane) plainLine(n *feed.Node) string {
	s := strings.Repeat("  ", max(0, n.Depth-1)) + p.look.line(n.Title)
	if n.Kind == feed.FolderNode {
		s = "folder " + s
	}
	if n.Kind == feed.TagNode {
		s = "tag " + s
	}
	if p.isFolded(n) {
		s = "folded " + s
	}
	if c := nodeCount(n); c != "" && countsAll(n) {
		s += ", " + c
	} else if c != "" {
		s += ", " + c + " unread"
	}
	if n.Failed {
		s += ", could not be read"
	}
	return p.look.row(p.w, 0).put(text.Cut(s, p.w), theme.Text, 0).add("", p.w, theme.Text, 0).String()
}

// plainCursor puts the terminal's cursor where the reader is.
func (m *Model) plainCursor() *tea.Cursor {
	f, ok := m.geo.frameOf(m.focus)
	if !ok {
		return nil
	}
	b := f.body()
	rowOf := func(l *list.List, height func(int) int) int {
		y := 0
		for i := l.Top; i < l.Cursor; i++ {
			y += height(i)
		}
		return y
	}
	y := 0
	switch m.focus {
	case paneFeeds:
		y = rowOf(&m.feeds.list, m.feeds.height)
		if m.feeds.parted(m.feeds.list.Cursor) {
			y++
		}
	case paneList:
		y = rowOf(&m.list.list, m.list.height)
		if m.list.headOf(m.list.list.Cursor) != "" {
			y++
		}
	case paneRelated:
		y = rowOf(&m.related.list, m.related.height)
	}
	return tea.NewCursor(b.X, min(b.Y+y, b.Y+max(0, b.H-1)))
}

// plainTheme is a theme without anything that stands for no word.
func plainTheme() *theme.Theme {
	t := theme.New("mono", true, nil, nil)
	g := &t.Glyphs
	g.HLine, g.VLine, g.Cross, g.TeeLeft, g.TeeRight, g.Done, g.Todo, g.Cursor = " ", " ", " ", " ", " ", " ", " ", " "
	return t
}
