package typeset

import (
	"strings"

	"newspane/feed"
	"newspane/ui/text"
)

// code sets lines as they are, set in by two cells; a line that is too long goes on behind a mark, broken anywhere.
func (s *setter) code(b *feed.Block) {
	f := s.flow(b.Text, s.style|Source)
	if f.blank() {
		return
	}
	mark := "↩"
	if s.ASCII {
		mark = `\`
	}
	pushed := s.push(level{first: "  ", rest: "  "})
	defer s.pop(pushed)
	for at, end := 0, len(strings.TrimRight(f.text, " \n")); at <= end; {
		line := f.text[at:end]
		if n := strings.IndexByte(line, '\n'); n >= 0 {
			line = line[:n]
		}
		s.codeLine(f, at, at+len(line), mark)
		at += len(line) + 1
	}
}

// codeLine sets the bytes from..to of a flow in as many rows as they need.
func (s *setter) codeLine(f *flow, from, to int, mark string) {
	measure := s.measure()
	room := max(measure-1, 1)
	rest := text.Width(f.text[from:to])
	for {
		if rest <= measure || measure < 2 && from == to {
			s.open(false)
			s.put(f, text.Row{From: from, To: to, Width: rest}, measure)
			s.close(false)
			return
		}
		at, cells := from, 0
		for at < to {
			n, c := text.Next(f.text[at:to])
			if cells > 0 && cells+c > room {
				break
			}
			at += n
			cells += c
		}
		s.open(false)
		s.put(f, text.Row{From: from, To: at, Width: cells}, measure)
		if at < to && measure > 1 && cells < measure {
			s.decorate(text.Blank(room-cells), 0)
			s.decorate(mark, Ruled)
		}
		s.close(false)
		rest -= cells
		from = at
		if from == to {
			return
		}
	}
}

// verse sets lines as the poet broke them, their indents kept; what is too long turns over behind a deeper indent.
func (s *setter) verse(b *feed.Block) {
	f := s.flow(b.Text, s.style)
	if f.blank() {
		return
	}
	rtl := s.rightward(f, b.RTL)
	s.order(f, rtl)
	in := s.inset()
	pushed := s.push(level{first: in, rest: in})
	defer s.pop(pushed)
	measure := s.measure()
	for at, end := 0, len(strings.TrimRight(f.text, " \n")); at <= end; {
		line := f.text[at:end]
		if n := strings.IndexByte(line, '\n'); n >= 0 {
			line = line[:n]
		}
		indent := min(len(line)-len(strings.TrimLeft(line, " ")), measure/2)
		turn := min(indent+4, measure/2)
		for i, r := range text.BreakHanging(line, measure-indent, measure-turn) {
			r.From, r.To = r.From+at, r.To+at
			side := indent
			if i > 0 {
				side = turn
			}
			room := measure - side
			if rtl {
				side = max(room-r.Width, 0)
			}
			s.open(false)
			if r.To > r.From {
				s.decorate(text.Blank(side), 0)
			}
			s.put(f, r, room)
			s.close(false)
		}
		at += len(line) + 1
	}
}
