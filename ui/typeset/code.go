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
			s.open()
			s.put(f, text.Row{From: from, To: to, Width: rest}, measure)
			s.trimBlank()
			s.close()
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
		s.open()
		s.put(f, text.Row{From: from, To: at, Width: cells}, measure)
		if at < to && measure > 1 && cells < measure {
			s.decorate(text.Blank(room-cells), 0)
			s.decorate(mark, Ruled)
		}
		s.close()
		rest -= cells
		from = at
		if from == to {
			return
		}
	}
}

// trimBlank takes the margin from a line without text.
func (s *setter) trimBlank() {
	for _, g := range s.segments {
		if g.Offset >= 0 {
			return
		}
	}
	s.trim()
}

// verse sets lines as the poet broke them, their indents kept; what is too long turns over behind a deeper indent.
func (s *setter) verse(b *feed.Block) {
	f := s.flow(b.Text, s.style)
	if f.blank() {
		return
	}
	rtl := b.RTL || f.rtl()
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
			if rtl {
				side = measure - side - r.Width
			}
			s.open()
			if r.To > r.From {
				s.decorate(text.Blank(side), 0)
			}
			s.put(f, r, measure)
			s.trimBlank()
			s.close()
		}
		at += len(line) + 1
	}
}
