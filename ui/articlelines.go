package ui

import (
	"slices"
	"strconv"
	"strings"

	"newspane/feed"
	"newspane/ui/text"
	"newspane/ui/theme"
	"newspane/ui/typeset"
)

// lines are what is in sight of the article, each exactly the pane's width.
func (p *articlePane) lines(bool) []string {
	if p.article == nil {
		return fill(nil, p.full, p.rows())
	}
	return p.beside(p.inSight())
}

// inSight are the lines that are in sight, one column below the other, each exactly a column's width.
func (p *articlePane) inSight() []string {
	lines := make([]string, 0, p.h)
	for y := 0; y < p.h; y++ {
		i := p.top + y
		switch body := i - len(p.header); {
		case i < len(p.header):
			lines = append(lines, p.header[i])
		case body < len(p.doc.Lines):
			lines = append(lines, p.textLine(body))
		case body-len(p.doc.Lines) < len(p.tail):
			lines = append(lines, p.tail[body-len(p.doc.Lines)].text)
		}
	}
	return fill(lines, p.w, p.h)
}

// textLine paints a line of the text: style is applied here, last.
func (p *articlePane) textLine(i int) string {
	l := p.doc.Lines[i]
	stretches := p.stretches(i)
	r := p.indented()
	if p.margin > 0 && len(stretches) > 0 && stretches[0].kept { // told beside the line too, not by its colour alone
		sign := max(0, p.margin-2)
		r = p.look.row(p.w, 0).add("", sign, theme.Text, 0).put(p.look.Glyphs.Cursor, theme.Star, 0).add("", p.margin-sign-1, theme.Text, 0)
	}
	r.inOrder()
	at := 0
	for _, seg := range l.Segments {
		s := seg.Text
		if p.hint.on && seg.Link > 0 && seg.Style&typeset.Number != 0 {
			s = p.hint.inPlaceOf(s, seg.Link)
		}
		role, attr := paint(seg)
		if seg.Link > 0 && (seg.Link == p.focused || p.hint.on && seg.Style&typeset.Number != 0 && s[0] != ' ') {
			role, attr = theme.Accent, attr|theme.Reverse
		}
		switch {
		case touches(stretches, at, at+text.Width(s)):
			p.highlighted(r, s, at, stretches, role, attr, seg.Link)
		case seg.Style&typeset.Source != 0 && seg.Offset >= 0:
			p.putCode(r, seg, role, attr)
		case seg.Link > 0 && seg.Link <= len(p.links):
			r.link(s, p.links[seg.Link-1].URL, strconv.Itoa(seg.Link), role, attr)
		default:
			r.put(s, role, attr)
		}
		at += text.Width(seg.Text)
	}
	if l.Slot != nil {
		p.pictureCells(r, l)
	}
	return r.String()
}

// stretch is some cells of a line that look otherwise than the rest.
type stretch struct {
	from, to int
	attr     theme.Attr
	kept     bool // it is a highlight
}

// stretches are those of a line of the text: highlights, what is being chosen, and what was found, reversed, the current
// one bold as well.
func (p *articlePane) stretches(line int) []stretch {
	var all []stretch
	if len(p.article.Highlights) > 0 {
		for _, m := range p.marks() {
			if m.Line == line {
				all = append(all, stretch{m.From, m.To, p.look.highlight(), true})
			}
		}
	}
	for _, m := range p.pickedCells() {
		if m.Line == line {
			all = append(all, stretch{m.From, m.To, theme.Reverse, false})
		}
	}
	for k, m := range p.find.matches {
		if m.Line == line {
			attr := theme.Reverse
			if k == p.find.at {
				attr |= theme.Bold
			}
			all = append(all, stretch{m.From, m.To, attr, false})
		}
	}
	return all
}

// highlight is how a highlight looks: on the background of what is selected, or underlined for want of one.
func (l *look) highlight() theme.Attr {
	if l.Palette.Selection == nil && !l.Palette.Reversed {
		return theme.Underline
	}
	return theme.Selected
}

func touches(stretches []stretch, from, to int) bool {
	for _, s := range stretches {
		if s.from < to && s.to > from {
			return true
		}
	}
	return false
}

// highlighted paints a segment that begins at a cell of its line, with what its stretches add to its look.
func (p *articlePane) highlighted(r *row, s string, at int, stretches []stretch, role theme.Role, attr theme.Attr, link int) {
	w := text.Width(s)
	cuts := []int{0, w}
	for _, k := range stretches {
		cuts = append(cuts, clamp(k.from-at, 0, w), clamp(k.to-at, 0, w))
	}
	slices.Sort(cuts)
	for i, from := range cuts[:len(cuts)-1] {
		to := cuts[i+1]
		if from == to {
			continue
		}
		extra := theme.Attr(0)
		for _, k := range stretches {
			if k.from-at <= from && k.to-at >= to {
				extra |= k.attr
			}
		}
		const current = theme.Reverse | theme.Bold
		role := role
		if extra&current == current { // weight alone hardly tells it from the other matches
			role = theme.Accent
		}
		piece := text.Slice(s, from, to)
		if link > 0 && link <= len(p.links) {
			r.link(piece, p.links[link-1].URL, strconv.Itoa(link), role, attr|extra)
			continue
		}
		r.put(piece, role, attr|extra)
	}
}

// paint is the look of a segment: styles by meaning become a role and attributes.
func paint(s typeset.Segment) (theme.Role, theme.Attr) {
	role, attr := theme.Text, theme.Attr(0)
	st := s.Style
	if st&(typeset.Style(feed.Strong)|typeset.Sub|typeset.Title) != 0 {
		role, attr = theme.Strong, theme.Bold
	}
	if st&typeset.Style(feed.Mono) != 0 && st&typeset.Source == 0 {
		role = theme.Literal // code in running text
	}
	if st&typeset.Style(feed.Keyboard) != 0 {
		role, attr = theme.Strong, theme.Bold
	}
	if st&(typeset.Style(feed.Emphasis)|typeset.Quoted) != 0 {
		attr |= theme.Italic
	}
	if st&typeset.Style(feed.Deleted) != 0 {
		attr |= theme.Strike
	}
	if st&typeset.Style(feed.Inserted) != 0 {
		attr |= theme.Underline
	}
	if st&typeset.Style(feed.Marked) != 0 {
		attr |= theme.Reverse
	}
	switch {
	case st&typeset.Title != 0:
		role = theme.Accent
	case st&typeset.Number != 0:
		return theme.Muted, 0
	case s.Link > 0:
		return theme.Accent, attr | theme.Underline
	case st&typeset.Caption != 0:
		return theme.Muted, attr | theme.Italic
	case st&(typeset.Bar|typeset.Bullet) != 0:
		return theme.Accent, 0
	case st&typeset.Ruled != 0:
		return theme.Rule, 0
	}
	return role, attr
}

// simplify returns blocks whose text has no grapheme on which terminals disagree; blocks without any come back as
// they are.
func simplify(blocks []feed.Block) []feed.Block {
	needed := false
	feed.Walk(blocks, func(_ *feed.Block, spans []feed.Span) {
		for _, s := range spans {
			needed = needed || strings.ContainsFunc(s.Text.String(), disputed)
		}
	})
	if !needed {
		return blocks
	}
	return simplified(blocks)
}

func disputed(r rune) bool {
	return r == 0x200d || r == 0xfe0f || r >= 0x1f3fb && r <= 0x1f3ff || r >= 0x1f1e6 && r <= 0x1f1ff || r == 0x20e3
}

func simplified(blocks []feed.Block) []feed.Block {
	out := make([]feed.Block, len(blocks))
	for i, b := range blocks {
		b.Text = plainSpans(b.Text)
		b.Blocks = simplified(b.Blocks)
		items := make([]feed.ListItem, len(b.Items))
		for j, it := range b.Items {
			items[j] = feed.ListItem{Term: plainSpans(it.Term), Number: it.Number, Blocks: simplified(it.Blocks)}
		}
		b.Items = items
		rows := make([][]feed.Cell, len(b.Rows))
		for j, cells := range b.Rows {
			rows[j] = make([]feed.Cell, len(cells))
			for k, c := range cells {
				c.Text = plainSpans(c.Text)
				rows[j][k] = c
			}
		}
		b.Rows = rows
		out[i] = b
	}
	return out
}

func plainSpans(spans []feed.Span) []feed.Span {
	out := make([]feed.Span, len(spans))
	for i, s := range spans {
		s.Text = feed.CleanBlock(text.Simplify(s.Text.String()))
		out[i] = s
	}
	return out
}
