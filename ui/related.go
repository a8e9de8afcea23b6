package ui

import (
	"fmt"
	"strings"

	"newspane/feed"
	"newspane/ui/list"
	"newspane/ui/text"
	"newspane/ui/theme"
)

// relatedPane lists where the article leads: the links in its text, numbered as there, the page's own related stories,
// the discussion.
type relatedPane struct {
	look  *look
	from  string // the article's own address
	links []feed.Link
	list  list.List
	w     int
	read  map[string]bool      // addresses opened in this session
	known map[string]feed.Link // links that were completed in this session, by address
	rest  string               // the address under the cursor, once it has been noted that it rests there
}

func (p *relatedPane) set(a *articlePane) {
	from := ""
	if a.article != nil {
		from = a.article.Link
	}
	if from != p.from {
		p.list.Go(0)
		p.list.Top = 0
	}
	p.from, p.links = from, a.links
	for i := range p.links {
		if l, ok := p.known[p.links[i].URL]; ok {
			p.links[i] = completed(p.links[i], l)
		}
	}
	p.list.SetN(len(p.links))
}

// selected is the number of the link under the cursor, 0 when there is none.
func (p *relatedPane) selected() int {
	if len(p.links) == 0 {
		return 0
	}
	return p.list.Cursor + 1
}

func (p *relatedPane) resize(w, h int) { p.w, p.list.Height = w, h }

func (p *relatedPane) move(m motion, n int) { moveList(&p.list, m, n, p.height) }

// heads reports whether a link is the first of its section.
func (p *relatedPane) heads(i int) bool {
	return i == 0 || sectionOf(p.links[i].Kind) != sectionOf(p.links[i-1].Kind)
}

func (p *relatedPane) title(i int) []string {
	lines := text.Wrap(p.look.line(p.links[i].Title), max(1, p.w-numberCells-2))
	if len(lines) > 4 {
		lines = append(lines[:3], text.Cut(lines[3]+" "+lines[4], max(1, p.w-numberCells-2)))
	}
	return lines
}

// meta is what stands below a title; the reason for a link has a line of its own when there is no room beside the date.
func (p *relatedPane) meta(i int) []string {
	l := p.links[i]
	line := linkMeta(p.look, l, p.from)
	switch {
	case line == "":
		return nil
	case l.Why.IsEmpty() || text.Width(line) <= p.w-numberCells-2:
		return []string{line}
	}
	l.Why = feed.Text{}
	if line = linkMeta(p.look, l, p.from); line == "" {
		return []string{p.look.line(p.links[i].Why)}
	}
	return []string{line, p.look.line(p.links[i].Why)}
}

func (p *relatedPane) height(i int) int {
	h := len(p.title(i)) + len(p.meta(i))
	if p.heads(i) {
		h += 2
		if i > 0 {
			h++
		}
	}
	return h
}

// numberCells is the room for a link's number.
const numberCells = 4

func (p *relatedPane) lines(focused bool) []string {
	if len(p.links) == 0 {
		r := p.look.row(p.w, 0).put("  ", theme.Muted, 0)
		return fill([]string{blank(p.w), r.put("No links here.", theme.Muted, 0).String()}, p.w, p.list.Height)
	}
	from, to := p.list.Show(p.height)
	var lines []string
	for i := from; i < to; i++ {
		lines = append(lines, p.entry(i, focused)...)
	}
	return fill(lines, p.w, p.list.Height)
}

func (p *relatedPane) entry(i int, focused bool) []string {
	l := p.links[i]
	var lines []string
	if p.heads(i) {
		if i > 0 {
			lines = append(lines, blank(p.w))
		}
		under := p.look.row(p.w, 0).put(" ", theme.Text, 0)
		under.put(strings.Repeat(p.look.Glyphs.HLine, max(0, p.w-2)), theme.Rule, 0)
		lines = append(lines, p.look.row(p.w, 0).put(" "+sectionOf(l.Kind), theme.Strong, theme.Bold).String(), under.String())
	}
	var attr theme.Attr
	cursor, cursorRole := " ", theme.Muted
	if i == p.list.Cursor {
		attr, cursor = theme.Selected, p.look.Glyphs.Cursor
		if focused {
			cursorRole = theme.Accent
		}
	}
	role := theme.Text
	if p.read[l.URL] {
		role = theme.Muted
	}
	number := fmt.Sprintf("%2d ", i+1)
	start := func() *row { return p.look.row(p.w, attr).put(cursor, cursorRole, 0) }
	for k, s := range p.title(i) {
		r := start()
		if k == 0 {
			r.add(number, numberCells, theme.Muted, 0)
		} else {
			r.add("", numberCells, theme.Muted, 0)
		}
		lines = append(lines, r.put(s, role, 0).String())
	}
	for _, meta := range p.meta(i) {
		lines = append(lines, start().add("", numberCells, theme.Muted, 0).add(meta, p.w-numberCells-2, theme.Muted, 0).String())
	}
	return lines
}
