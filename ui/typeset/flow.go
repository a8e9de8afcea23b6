package typeset

import (
	"slices"
	"sort"
	"strconv"
	"strings"

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
	offset int  // in the article's text, -1 for decoration
	length int  // bytes of the article's text
	exact  bool // shown as it stands
}

func (f *flow) blank() bool { return strings.TrimSpace(f.text) == "" }

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
	s.printed = s.printed[:0]
	if s.lead != "" {
		s.add(f, s.lead, run{style: Bullet, offset: -1})
		s.lead = ""
	}
	words := false // the current link has something to see
	for i := range spans {
		sp := &spans[i]
		t := sp.Text.String()
		r := run{style: style | Style(sp.Style), link: s.numbers[sp.URL], offset: s.offset, length: len(t), exact: true}
		s.offset += len(t)
		last := r.link != 0 && (i+1 == len(spans) || spans[i+1].URL != sp.URL)
		words = words || strings.TrimSpace(t) != ""
		behind := ""
		if last && words {
			body := strings.TrimRight(t, " \n")
			t, behind = body, t[len(body):]
			r.length = len(t)
		}
		if len(s.buf) > 0 && s.buf[len(s.buf)-1] == ' ' && strings.HasPrefix(t, " ") {
			t = t[1:]
			r.offset++
			r.length--
		}
		if shown := s.script(t, sp.Style); shown != t {
			t, r.exact = shown, false
		}
		s.add(f, t, r)
		if last {
			s.number(f, r.link, words)
			words = false
			r.offset, r.length, r.link, r.exact = r.offset+r.length, len(behind), 0, true
			s.add(f, behind, r)
		}
		if r.link == 0 {
			words = false
		}
	}
	f.text = string(s.buf)
	f.soft = strings.Contains(f.text, softHyphen)
	if s.Bidi {
		f.levels = levels(f.text)
	}
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
	switch {
	case slices.Contains(s.printed, link):
	case s.Numbers:
		s.printed = append(s.printed, link)
		s.add(f, "["+strconv.Itoa(link+s.First-1)+"]", run{style: Number, link: link, offset: -1})
	case !words:
		s.printed = append(s.printed, link)
		s.add(f, "[link]", run{style: Number, link: link, offset: -1})
	}
}

// put sets a row of a flow on the open line.
func (s *setter) put(f *flow, r text.Row, measure int) {
	if r.Width > measure {
		s.misfit(f, r)
		return
	}
	from := len(s.segments)
	if f.levels != nil && slices.Max(f.levels[r.From:max(r.To, r.From+1):len(f.levels)]) > 0 {
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

// piece sets the bytes from..to of a flow, which are of run i.
func (s *setter) piece(f *flow, i, from, to int, backward bool) {
	if from >= to {
		return
	}
	r := &f.runs[i]
	t := f.text[from:to]
	if f.soft {
		t = strings.ReplaceAll(t, softHyphen, "")
	}
	g := Segment{Text: t, Style: r.style, Link: r.link, Offset: -1}
	if r.offset >= 0 {
		g.Offset = r.offset + min(from-r.at, r.length)
		end := r.offset + r.length
		if r.exact {
			end = g.Offset + to - from
		}
		s.doc.marks = append(s.doc.marks, mark{from: g.Offset, to: end, line: len(s.doc.Lines) - 1, segment: len(s.segments),
			exact: r.exact, backward: backward})
	}
	s.segments = append(s.segments, g)
}

// misfit sets a sign for a grapheme that is wider than the line.
func (s *setter) misfit(f *flow, r text.Row) {
	i := f.run(r.From)
	s.piece(f, i, r.From, min(r.To, f.end(i)), false)
	s.segments[len(s.segments)-1].Text = "\ufffd"
}
