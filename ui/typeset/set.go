package typeset

import (
	"slices"
	"strings"

	"newspane/feed"
	"newspane/ui/text"
)

const (
	// maxDepth is the nesting beyond which blocks are set flat: foreign input must not exhaust the stack.
	maxDepth = 300
	// roomy is the width from which lists, quotes and code are set in from the margin.
	roomy = 40
	// minMeasure is what nesting leaves of the width for text, or half the width if that is less.
	minMeasure = 16
)

// setter lays out one article.
type setter struct {
	Options
	doc      *Doc
	numbers  map[string]int // of links, by address
	levels   []level
	lead     string // a list marker for which there is no room beside the text: set before it
	offset   int    // in the article's text, of the next span
	block    int    // index of the current top-level block
	depth    int
	lists    int  // depth of bullet lists
	native   bool // the article is in a right-to-left language
	style    Style
	gap      bool // a blank line is due
	unclosed bool // the line has right-to-left text that the terminal will reorder
	gapAt    int  // number of levels whose bars stand beside it

	segments []Segment // arena of the lines' segments
	flows    int       // paragraphs gathered
	printed  []int     // the last paragraph that each link's number was printed in
	buf      []byte
}

// level is a nesting with something at the side of its lines: a bar, a bullet or white space.
type level struct {
	first, rest string
	style       Style
	width       int
	used        bool // first has been set
}

func (s *setter) measure() int {
	w := s.Width
	for i := range s.levels {
		w -= s.levels[i].width
	}
	return w
}

// push enters a level and reports whether there is room for it.
func (s *setter) push(l level) bool {
	l.width = text.Width(l.rest)
	if s.measure()-l.width < max(1, min(minMeasure, s.Width/2)) {
		return false
	}
	s.levels = append(s.levels, l)
	return true
}

func (s *setter) pop(pushed bool) {
	if pushed {
		s.levels = s.levels[:len(s.levels)-1]
	}
	s.gapAt = min(s.gapAt, len(s.levels))
}

// inset returns w spaces of margin for blocks at the top of a roomy page, none elsewhere.
func (s *setter) inset() string {
	if len(s.levels) == 0 && s.Width >= roomy {
		return "  "
	}
	return ""
}

// part asks for a blank line before the next one.
func (s *setter) part() {
	if len(s.doc.Lines) == 0 {
		return
	}
	if s.gap {
		s.gapAt = min(s.gapAt, len(s.levels))
	} else {
		s.gap, s.gapAt = true, len(s.levels)
	}
}

func (s *setter) blocks(bs []feed.Block) {
	top := s.depth == 0
	above := -1 // the last block that was not empty
	for i := range bs {
		if top {
			if s.Until > 0 && s.offset > s.Until {
				s.doc.Cut = true
				return
			}
			s.block = i
		}
		if bs[i].Kind == feed.Rule && len(bs[i].Text) == 0 && (above < 0 && top || above >= 0 && bs[above].Kind == feed.Rule || i == len(bs)-1 && top) {
			continue // a rule parts two texts
		}
		gap, at, lines := s.gap, s.gapAt, len(s.doc.Lines)
		if above >= 0 && parted(bs[above].Kind, bs[i].Kind, s.lists > 0) {
			s.part()
		}
		s.depth++
		s.set(&bs[i])
		s.depth--
		if len(s.doc.Lines) > lines {
			above = i
		} else {
			s.gap, s.gapAt = gap, min(at, len(s.levels))
		}
	}
}

// parted reports whether a blank line stands between blocks of two kinds.
func parted(above, below feed.BlockKind, inList bool) bool {
	switch {
	case above == feed.Heading:
		return false
	case inList && below == feed.List:
		return false
	}
	return true
}

// set lays out a block: its text, items, rows and inner blocks, in the order of [feed.Walk].
func (s *setter) set(b *feed.Block) {
	if s.depth > maxDepth {
		s.flat(b)
		return
	}
	switch b.Kind {
	case feed.Heading:
		s.heading(b)
	case feed.Code:
		s.code(b)
	case feed.Verse:
		s.verse(b)
	case feed.Figure:
		s.figure(b)
	case feed.Rule:
		s.rule()
		s.paragraph(b.Text, s.style, b.RTL)
	case feed.Media:
		s.media(b)
	case feed.Table:
		s.paragraph(b.Text, s.style|Caption, b.RTL)
	case feed.Quote:
		s.quote(b)
		return
	case feed.Footnotes:
		s.footnotes(b)
		return
	default:
		s.paragraph(b.Text, s.style, b.RTL)
	}
	switch {
	case len(b.Items) == 0:
	case b.Kind == feed.Definitions:
		s.definitions(b)
	default:
		s.list(b, s.inset())
	}
	s.table(b)
	s.blocks(b.Blocks)
}

// flat lays out all that is within b as paragraphs, without recursion.
func (s *setter) flat(b *feed.Block) {
	stack := []*feed.Block{b}
	for len(stack) > 0 {
		b := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		s.paragraph(b.Text, s.style, b.RTL)
		for _, it := range b.Items {
			s.paragraph(it.Term, s.style, b.RTL)
		}
		for _, row := range b.Rows {
			for _, c := range row {
				s.paragraph(c.Text, s.style, b.RTL)
			}
		}
		for i := len(b.Blocks) - 1; i >= 0; i-- {
			stack = append(stack, &b.Blocks[i])
		}
		for i := len(b.Items) - 1; i >= 0; i-- {
			for j := len(b.Items[i].Blocks) - 1; j >= 0; j-- {
				stack = append(stack, &b.Items[i].Blocks[j])
			}
		}
	}
}

// paragraph sets running text.
func (s *setter) paragraph(spans []feed.Span, style Style, rtl bool) {
	if fl := s.flow(spans, style); !fl.blank() {
		s.rows(fl, text.BreakProse(fl.text, s.measure()), rtl)
	}
}

// rows sets broken text, a line each; right-to-left text stands at the right, with what is at its side.
func (s *setter) rows(fl *flow, rows []text.Row, rtl bool) {
	rtl = s.rightward(fl, rtl)
	s.order(fl, rtl)
	measure := s.measure()
	for _, r := range rows {
		s.open(rtl)
		if rtl {
			s.decorate(text.Blank(measure-r.Width), 0)
		}
		s.put(fl, r, measure)
		s.close(rtl)
	}
}

// open begins a line: the blank line that is due, then what the levels have at its side, unless that is on the right.
func (s *setter) open(rtl bool) {
	if s.gap {
		s.gap = false
		s.blank(rtl)
	}
	s.begin()
	if rtl {
		return
	}
	for i := range s.levels {
		s.decorate(s.levels[i].take(), s.levels[i].style)
	}
	s.current().Indent = s.Width - s.measure()
}

// take returns what stands beside the next line.
func (l *level) take() string {
	if l.used {
		return l.rest
	}
	l.used = true
	return l.first
}

// blank sets a blank line, with the bars of quotes that go on.
func (s *setter) blank(rtl bool) {
	s.begin()
	levels := s.levels[:min(s.gapAt, len(s.levels))]
	if !rtl {
		for _, l := range levels {
			s.decorate(l.rest, l.style)
		}
	} else if slices.ContainsFunc(levels, func(l level) bool { return l.style == Bar }) {
		s.decorate(text.Blank(s.measure()), 0)
		for i := len(s.levels) - 1; i >= 0; i-- {
			l := s.levels[i]
			if i >= len(levels) {
				s.decorate(text.Blank(l.width), 0)
			} else {
				s.decorate(s.flipped(l.rest), l.style)
			}
		}
	}
	s.close(false)
}

// flipped returns what stands beside a line as it is on the right: its margins change sides.
func (s *setter) flipped(t string) string {
	core := strings.TrimSpace(t)
	i := max(strings.Index(t, core), 0)
	left, right := t[i+len(core):], t[:i]
	if number, ok := strings.CutSuffix(core, "."); ok && s.Bidi {
		core = "." + number
	}
	return left + core + right
}

func (s *setter) begin() {
	s.doc.Lines = append(s.doc.Lines, Line{Block: s.block})
	s.segments = s.segments[len(s.segments):]
}

func (s *setter) current() *Line { return &s.doc.Lines[len(s.doc.Lines)-1] }

// close ends the line; with rtl, what the levels have at its side follows first.
func (s *setter) close(rtl bool) {
	if rtl {
		if s.unclosed && len(s.levels) > 0 { // or the terminal would take the number of an item for a part of its text
			s.decorate(text.Mark, 0)
		}
		for i := len(s.levels) - 1; i >= 0; i-- {
			s.decorate(s.flipped(s.levels[i].take()), s.levels[i].style)
		}
	}
	s.trim()
	if s.unclosed {
		s.unclosed = false
		s.decorate(text.Mark, 0)
	}
	if s.Bidi && s.Words {
		turnWords(s.segments)
	}
	n := len(s.segments)
	s.current().Segments = s.segments[:n:n]
	if cap(s.segments)-n < 8 {
		s.segments = make([]Segment, 0, 1024)
	} else {
		s.segments = s.segments[n:]
	}
}

// decorate adds cells that are no text of the article.
func (s *setter) decorate(t string, style Style) {
	if t == "" {
		return
	}
	if blank := strings.TrimLeft(t, " ") == ""; blank {
		style = 0
	}
	s.segments = append(s.segments, Segment{Text: t, Style: style, Offset: -1})
}

// trim takes white space that is no text from the end of the line.
func (s *setter) trim() {
	for n := len(s.segments); n > 0; n-- {
		last := &s.segments[n-1]
		if last.Offset >= 0 {
			return
		}
		last.Text = strings.TrimRight(last.Text, " ")
		if last.Text != "" {
			return
		}
		s.segments = s.segments[:n-1]
	}
}

func (s *setter) heading(b *feed.Block) {
	style := s.style | Title
	if b.Level > 2 {
		style = s.style | Sub
	}
	fl := s.flow(b.Text, style)
	if fl.blank() {
		return
	}
	s.part()
	line := len(s.doc.Lines)
	if s.gap {
		line++
	}
	s.doc.Headings = append(s.doc.Headings, line)
	s.rows(fl, text.BreakEven(fl.text, s.measure()), b.RTL)
}

func (s *setter) quote(b *feed.Block) {
	bar := "▎ "
	if s.ASCII {
		bar = "| "
	}
	bar = s.inset() + bar
	pushed := s.push(level{first: bar, rest: bar, style: Bar})
	outer := s.style
	s.style |= Quoted
	if b.Pull {
		s.style |= Style(feed.Strong)
	}
	s.paragraph(b.Text, s.style, b.RTL)
	s.table(b)
	s.blocks(b.Blocks)
	s.style = outer
	s.pop(pushed)
}

func (s *setter) rule() {
	const stars = "* * *"
	w := s.measure()
	s.open(false)
	s.decorate(text.Blank((w-len(stars))/2), 0)
	s.decorate(text.Cut(stars, w), Ruled)
	s.close(false)
}
