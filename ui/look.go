package ui

import (
	"fmt"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"newspane/feed"
	"newspane/ui/text"
	"newspane/ui/theme"
	"newspane/ui/typeset"
)

// look is how panes paint: colours, glyphs, the clock, and whether the terminal counts cells by grapheme.
type look struct {
	*theme.Theme
	now       time.Time
	graphemes bool // mode 2027 is confirmed: emoji sequences may be shown as they are
	measure   int
	bidi      Bidi
	tags      map[string]string // colours of tags by their names in lower case
	plain     bool              // see plain.go
	language  string            // the reader's own, which goes without saying; "" when unknown
	first     map[string]string // the first key of each action that has one, as people read it
}

// keyOf is the key of an action as people read it; an action without one is called by its name.
func (l *look) keyOf(action string) string {
	if k, ok := l.first[action]; ok {
		return k
	}
	return ":" + action
}

// keyed puts keys in place of the actions that a sentence names in braces: "{undo} undoes".
func (l *look) keyed(s string) string {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(s, "{")
		name, after, closed := strings.Cut(rest, "}")
		if !ok || !closed {
			return b.String() + s
		}
		b.WriteString(before + l.keyOf(name))
		s = after
	}
}

// line is foreign text that is fit for one row of this terminal.
func (l *look) line(t feed.Text) string {
	if l.graphemes {
		return t.String()
	}
	return text.Simplify(t.String())
}

// row is a line of a pane being put together from the left: painted pieces that fill exactly w cells.
type row struct {
	look *look
	b    strings.Builder
	used int
	gap  int // of the used cells, the blank ones at the end that are not written yet
	w    int
	attr theme.Attr // on top of every piece

	ordered bool // pieces come in visual order
	marked  bool // it is told to the terminal that the row runs from the left
}

func (l *look) row(w int, attr theme.Attr) *row { return &row{look: l, w: max(0, w), attr: attr} }

// add appends s in exactly cells, or what is left of the row.
func (r *row) add(s string, cells int, role theme.Role, a theme.Attr) *row {
	cells = min(cells, r.w-r.used)
	if cells <= 0 {
		return r
	}
	s = text.Cut(s, cells)
	if !r.ordered {
		s = r.look.visual(s)
	}
	if a&theme.Italic != 0 && text.Upright(s) {
		a &^= theme.Italic
	}
	if r.look.bidi == BidiTerminal && !r.marked && text.RightToLeft(s) { // the first letter would turn the whole row
		r.marked = true
		r.close()
		r.b.WriteString(text.Mark)
	}
	s = text.Fit(s, cells)
	if r.look.bidi.reorders() || r.look.bidi == BidiBare {
		s = strings.ReplaceAll(s, text.Mark, "") // nothing is to be kept from a terminal that reorders nothing
	}
	if r.look.bidi == BidiMarked {
		s = typeset.Marked(s)
	}
	r.used += cells
	switch lined := a&(theme.Underline|theme.Reverse|theme.Strike) != 0; {
	case !lined && strings.Trim(s, " ") == "":
		r.gap += cells
	case lined:
		r.close()
		r.b.WriteString(r.look.Paint(s, role, a|r.attr))
	default: // a colour for blanks of their own would only be more to send
		r.b.WriteString(r.look.Paint(blank(r.gap)+s, role, a|r.attr))
		r.gap = 0
	}
	return r
}

// close writes the blank cells at the end.
func (r *row) close() {
	if r.attr == 0 {
		r.b.WriteString(blank(r.gap))
	} else {
		r.b.WriteString(r.look.Paint(blank(r.gap), theme.Text, r.attr))
	}
	r.gap = 0
}

// put appends s in its own width.
func (r *row) put(s string, role theme.Role, a theme.Attr) *row {
	return r.add(s, text.Width(s), role, a)
}

// link appends s in its own width as a hyperlink (OSC 8); pieces of one id are one link to the terminal. The address is
// printable ASCII by its making (feed.ResolveURL).
func (r *row) link(s, url, id string, role theme.Role, a theme.Attr) *row {
	if url == "" || len(url) > maxHyperlink || r.left() <= 0 {
		return r.put(s, role, a)
	}
	r.close()
	r.b.WriteString(ansi.SetHyperlink(url, "id="+id))
	r.put(s, role, a)
	r.close()
	r.b.WriteString(ansi.ResetHyperlink())
	return r
}

// maxHyperlink is the most bytes of an address that terminals take.
const maxHyperlink = 2000

// right appends s at the right edge.
func (r *row) right(s string, role theme.Role, a theme.Attr) *row {
	r.add("", r.w-r.used-text.Width(s), theme.Text, 0)
	return r.put(s, role, a)
}

// left is the number of cells still free.
func (r *row) left() int { return r.w - r.used }

// String pads the row to its width.
func (r *row) String() string {
	r.add("", r.w-r.used, theme.Text, 0)
	r.close()
	return r.b.String()
}

// blank is an empty row of w cells.
func blank(w int) string { return strings.Repeat(" ", max(0, w)) }

// fill pads lines with empty rows, or cuts them, to exactly h.
func fill(lines []string, w, h int) []string {
	for len(lines) < h {
		lines = append(lines, blank(w))
	}
	return lines[:max(0, h)]
}

// rule is a horizontal line of w cells.
func (l *look) rule(w int) string {
	return l.Paint(strings.Repeat(l.Glyphs.HLine, max(0, w)), theme.Rule, 0)
}

// progress is a rule that is filled as far as the text was read, with the share behind it.
func (l *look) progress(w int, share float64, note string, focused bool) string {
	label := fmt.Sprintf(" %d %%%s", int(share*100+0.5), note)
	bar := w - text.Width(label) - 1
	if bar < 4 {
		return l.rule(w)
	}
	done := clamp(int(float64(bar)*share+0.5), 0, bar)
	role := theme.Text
	if focused {
		role = theme.Accent
	}
	return l.Paint(strings.Repeat(l.Glyphs.Done, done), role, 0) +
		l.Paint(strings.Repeat(l.Glyphs.Todo, bar-done), theme.Rule, 0) + l.Paint(label+" ", theme.Muted, 0)
}
