package typeset

import (
	"bytes"
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"newspane/feed"
	"newspane/ui/text"
)

const softHyphen = "\u00ad"

// flow is running text that is ready to be broken: what is shown of some spans, and where each piece of it is from.
type flow struct {
	text   string
	runs   []run
	soft   bool   // it has soft hyphens
	levels []int8 // embedding level of each byte, when it is to be put in visual order; nil else
}

// run is a stretch of a flow of one style and source.
type run struct {
	at     int // its first byte in the flow
	style  Style
	link   int
	offset int    // in the article's text, -1 for decoration
	exact  bool   // shown as it stands, else character by character in others
	source string // what it stands for, when it is not exact
}

func (f *flow) blank() bool {
	return !strings.ContainsFunc(f.text, func(r rune) bool { return !unicode.IsSpace(r) && r != '\u00ad' && r != '\u200b' })
}

// end returns where run i ends.
func (f *flow) end(i int) int {
	if i+1 < len(f.runs) {
		return f.runs[i+1].at
	}
	return len(f.text)
}

// flow gathers spans, with the numbers of links behind them, and moves the offset on.
func (s *setter) flow(spans []feed.Span, style Style) *flow {
	f := &flow{runs: make([]run, 0, len(spans)+2)}
	s.buf = s.buf[:0]
	s.flows++
	if s.lead != "" {
		s.add(f, s.lead, run{style: Bullet, offset: -1})
		s.lead = ""
	}
	words := false // the current link has something to see
	for i := range spans {
		sp := &spans[i]
		t := sp.Text.String()
		r := run{style: style | Style(sp.Style), link: s.numbers[sp.URL], offset: s.offset, exact: true}
		s.offset += len(t)
		if len(s.buf) > 0 && s.buf[len(s.buf)-1] == ' ' && strings.HasPrefix(t, " ") {
			t = t[1:]
			r.offset++
		}
		if i > 0 && sp.Style&feed.Inserted != 0 && spans[i-1].Style&feed.Deleted != 0 && len(s.buf) > 0 && s.buf[len(s.buf)-1] != ' ' {
			s.add(f, " ", run{style: style, offset: -1}) // or the old and the new would run together
		}
		before, t, after := s.script(t, sp.Style, &r)
		s.add(f, before, run{style: r.style, link: r.link, offset: -1})
		s.add(f, t, r)
		s.add(f, after, run{style: r.style, link: r.link, offset: -1})
		words = r.link != 0 && (words || visible(t))
		if r.link != 0 && (i+1 == len(spans) || spans[i+1].URL != sp.URL) {
			s.number(f, r.link, words)
			words = false
		}
	}
	f.text = string(s.buf)
	f.soft = strings.Contains(f.text, softHyphen)
	return f
}

// add appends text that r describes.
func (s *setter) add(f *flow, t string, r run) {
	if t == "" {
		return
	}
	r.at = len(s.buf)
	f.runs = append(f.runs, r)
	s.buf = append(s.buf, t...)
}

// number appends the number of a link, once in a paragraph; a link without words gets something to see in any case.
func (s *setter) number(f *flow, link int, words bool) {
	if s.printed[link] == s.flows || !s.Numbers && words {
		return
	}
	t := "[link]"
	if s.Numbers {
		t = "[" + strconv.Itoa(link+s.First-1) + "]"
	}
	s.printed[link] = s.flows
	at := len(s.buf)
	if words {
		at = len(bytes.TrimRight(s.buf, " \n"))
	}
	// White space at the link's end goes behind the number.
	tail := string(s.buf[at:])
	var moved []run
	if tail != "" {
		moved = f.split(at)
	}
	s.buf = s.buf[:at]
	s.add(f, t, run{style: Number, link: link, offset: -1})
	for _, r := range moved {
		r.at += len(t)
		f.runs = append(f.runs, r)
	}
	s.buf = append(s.buf, tail...)
}

// visible reports whether t has something to see.
func visible(t string) bool {
	return strings.ContainsFunc(t, func(r rune) bool { return !unicode.IsSpace(r) && text.Width(string(r)) > 0 })
}

// split takes the runs from byte at on away and returns them; the run that holds it is cut in two.
func (f *flow) split(at int) []run {
	i := sort.Search(len(f.runs), func(i int) bool { return f.runs[i].at >= at })
	moved := slices.Clone(f.runs[i:])
	if i > 0 && (i == len(f.runs) || f.runs[i].at > at) {
		r := f.runs[i-1]
		if r.offset >= 0 {
			r.offset += at - r.at
		}
		r.at = at
		moved = append([]run{r}, moved...)
	}
	f.runs = f.runs[:i]
	return moved
}

// put sets a row of a flow on the open line.
func (s *setter) put(f *flow, r text.Row, measure int) {
	if r.Width > measure {
		s.misfit(f, r)
		return
	}
	from := len(s.segments)
	s.unclosed = s.unclosed || !s.Bidi && text.RightToLeft(f.text[r.From:r.To])
	if f.levels != nil && r.From < r.To && slices.Max(f.levels[r.From:r.To]) > 0 {
		s.visual(f, r)
	} else {
		for i := f.run(r.From); i < len(f.runs) && f.runs[i].at < r.To; i++ {
			s.piece(f, i, max(f.runs[i].at, r.From), min(f.end(i), r.To), false)
		}
	}
	if r.Hyphen && len(s.segments) > from {
		s.segments[len(s.segments)-1].Text += "-"
	}
}

// run returns the index of the run that holds byte at.
func (f *flow) run(at int) int {
	return max(sort.Search(len(f.runs), func(i int) bool { return f.runs[i].at > at })-1, 0)
}

// piece sets the bytes from..to of a flow, which are of run i; nothing when they are but soft hyphens.
func (s *setter) piece(f *flow, i, from, to int, backward bool) {
	r := &f.runs[i]
	t := f.text[from:to]
	if f.soft {
		t = strings.ReplaceAll(t, softHyphen, "")
	}
	if t == "" {
		return
	}
	g := Segment{Text: t, Style: r.style, Link: r.link, Offset: -1}
	if r.offset >= 0 {
		g.Offset = r.offset + r.back(f.text, from)
		s.doc.marks = append(s.doc.marks, mark{from: g.Offset, to: r.offset + r.back(f.text, to), line: len(s.doc.Lines) - 1,
			segment: len(s.segments), exact: r.exact, backward: backward})
	}
	s.segments = append(s.segments, g)
}

// back returns how many bytes into its source the run has come at byte i of the flow.
func (r *run) back(flow string, i int) int {
	if r.exact {
		return i - r.at
	}
	n := 0
	for range utf8.RuneCountInString(flow[r.at:i]) {
		_, size := utf8.DecodeRuneInString(r.source[n:])
		n += size
	}
	return n
}

// misfit sets a sign for a grapheme that is wider than the line; all of its runs are marked there.
func (s *setter) misfit(f *flow, r text.Row) {
	first, marks := len(s.segments), len(s.doc.marks)
	for i := f.run(r.From); i < len(f.runs) && f.runs[i].at < r.To; i++ {
		s.piece(f, i, max(f.runs[i].at, r.From), min(f.end(i), r.To), false)
	}
	for i := range s.doc.marks[marks:] {
		s.doc.marks[marks+i].segment = first
	}
	s.segments = s.segments[:first+1]
	s.segments[first].Text = "\ufffd"
}
