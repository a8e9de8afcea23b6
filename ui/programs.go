package ui

import (
	"context"
	"sort"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"newspane/ui/theme"
	"newspane/ui/typeset"
)

// highlightPatience is how long the highlighting of one block of code may take.
const highlightPatience = 2 * time.Second

// program is a block of code of the article; its pieces are told apart by a command once it comes near the view.
type program struct {
	typeset.Program
	asked bool
	tints []typeset.Tint
}

// prepare takes the article's text as this terminal can show it, and what code there is in it.
func (p *articlePane) prepare() {
	p.body, p.programs, p.kept, p.length = nil, nil, nil, 0
	p.bodies++
	if p.article == nil {
		return
	}
	if p.body = p.article.Body; !p.look.graphemes {
		p.body = simplify(p.body)
	}
	p.length = lengthOf(p.body)
	for _, c := range typeset.Programs(p.body) {
		p.programs = append(p.programs, program{Program: c})
	}
}

// programAt returns the block of code that holds an offset of the text, nil when none does.
func (p *articlePane) programAt(offset int) *program {
	i := sort.Search(len(p.programs), func(i int) bool { return p.programs[i].From > offset }) - 1
	if i < 0 || offset >= p.programs[i].From+len(p.programs[i].Code) {
		return nil
	}
	return &p.programs[i]
}

// followPrograms tells the pieces of code apart that stands within a screen of the view.
func (m *Model) followPrograms() tea.Cmd {
	p := &m.article
	if len(p.programs) == 0 || !m.geo.shows(paneArticle) {
		return nil
	}
	var cmds []tea.Cmd
	for y := -p.h; y < 2*p.h; y++ {
		i := p.top + y - len(p.header)
		if i < 0 || i >= len(p.doc.Lines) {
			continue
		}
		for _, s := range p.doc.Lines[i].Segments {
			if s.Style&typeset.Source == 0 || s.Offset < 0 {
				continue
			}
			if c := p.programAt(s.Offset); c != nil && !c.asked {
				c.asked = true
				cmds = append(cmds, highlight(m.ctx, p.bodies, c.Program))
			}
		}
	}
	return tea.Batch(cmds...)
}

func highlight(ctx context.Context, body int, c typeset.Program) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, highlightPatience)
		defer cancel()
		return codeRead{body, c.From, c.Highlight(ctx)}
	}
}

// codeArrived takes the pieces of a block of code.
func (m *Model) codeArrived(msg codeRead) tea.Cmd {
	if c := m.article.programAt(msg.from); c != nil && msg.body == m.article.bodies {
		c.tints = msg.tints
	}
	return nil
}

// putCode paints a segment of code, piece by piece where its pieces are known.
func (p *articlePane) putCode(r *row, seg typeset.Segment, role theme.Role, attr theme.Attr) {
	c := p.programAt(seg.Offset)
	url := ""
	if seg.Link > 0 && seg.Link <= len(p.links) {
		url = p.links[seg.Link-1].URL
	}
	put := func(s string, role theme.Role, a theme.Attr) { r.link(s, url, strconv.Itoa(seg.Link), role, attr|a) }
	if c == nil || len(c.tints) == 0 || c.Code[seg.Offset-c.From:min(seg.Offset-c.From+len(seg.Text), len(c.Code))] != seg.Text {
		put(seg.Text, role, 0)
		return
	}
	at, end := seg.Offset, seg.Offset+len(seg.Text)
	for i := sort.Search(len(c.tints), func(i int) bool { return c.tints[i].To > at }); at < end; i++ {
		if i == len(c.tints) || c.tints[i].From >= end {
			put(seg.Text[at-seg.Offset:], role, 0)
			return
		}
		t := c.tints[i]
		from, to := max(t.From, at), min(t.To, end)
		put(seg.Text[at-seg.Offset:from-seg.Offset], role, 0)
		kind, a := tinted(t.Kind)
		put(seg.Text[from-seg.Offset:to-seg.Offset], kind, a)
		at = to
	}
}

// tinted is the look of a kind of code.
func tinted(k typeset.Kind) (theme.Role, theme.Attr) {
	switch k {
	case typeset.Keyword:
		return theme.Keyword, 0
	case typeset.Literal:
		return theme.Literal, 0
	case typeset.Figure:
		return theme.Number, 0
	case typeset.Name:
		return theme.Name, 0
	case typeset.Remark:
		return theme.Muted, theme.Italic
	case typeset.Added:
		return theme.OK, 0
	case typeset.Removed:
		return theme.Error, 0
	}
	return theme.Text, 0
}
