package typeset

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"

	"newspane/feed"
	"newspane/ui/text"
)

// vocabulary is words of every kind that articles hold.
var vocabulary = strings.Fields("the agreement known as Rotterdam takes effect in April 41 million 4 min Dr. Smith e-mail well-known " +
	"https://example.org/a/very/long/path?with=query&and=more-of-it infrastructure Donaudampfschifffahrtsgesellschaft Wirt\u00adschafts\u00admini\u00adster " +
	"石破首相、臨時国会で所信表明　防災庁の設置に意欲。 他说：“你好”。 대한민국 정부는 2개/월 ประเทศไทยกำลัง हिन्दी العربية السلام עברית שלום(2025) OK!” " +
	"cafe\u0301 👨\u200d👩\u200d👧 🇪🇺 1\ufe0f\u20e3 — “quoted” « oui » [3] H2O … a\u200bb ! ? x\u00a0y \u0301 --flag ﷺ")

// maker makes documents from a seed.
type maker struct{ *rand.Rand }

func (m maker) text(n int) string {
	var b strings.Builder
	for range n {
		b.WriteString(vocabulary[m.IntN(len(vocabulary))])
		if m.IntN(12) > 0 {
			b.WriteByte(" \n"[m.IntN(40)/39])
		}
	}
	return b.String()
}

func (m maker) spans() []feed.Span {
	var spans []feed.Span
	for range m.IntN(4) + 1 {
		s := feed.Span{Text: feed.CleanBlock(m.text(m.IntN(14))), Style: feed.Style(1<<m.IntN(10)) * feed.Style(m.IntN(2))}
		if m.IntN(3) == 0 {
			s.URL = fmt.Sprintf("https://example.org/%d", m.IntN(30))
		}
		spans = append(spans, s)
	}
	return spans
}

func (m maker) blocks(depth int) []feed.Block {
	var bs []feed.Block
	for range m.IntN(4) + 1 {
		bs = append(bs, m.block(depth))
	}
	return bs
}

func (m maker) block(depth int) feed.Block {
	b := feed.Block{Kind: feed.BlockKind(m.IntN(int(feed.Footnotes) + 1)), Level: m.IntN(6) + 1, Ordered: m.IntN(2) == 0, Start: m.IntN(120), RTL: m.IntN(9) == 0}
	switch b.Kind {
	case feed.List, feed.Definitions, feed.Footnotes:
		for range m.IntN(4) {
			it := feed.ListItem{}
			if b.Kind == feed.Definitions {
				it.Term = m.spans()
			}
			if depth > 0 {
				it.Blocks = m.blocks(depth - 1)
			}
			b.Items = append(b.Items, it)
		}
	case feed.Quote:
		if depth > 0 {
			b.Blocks = m.blocks(depth - 1)
		}
	case feed.Table:
		columns := m.IntN(6) + 1
		for r := range m.IntN(5) {
			var row []feed.Cell
			for range m.IntN(columns) + 1 {
				row = append(row, feed.Cell{Text: m.spans(), Header: r == 0, Span: m.IntN(3), Right: m.IntN(4) == 0})
			}
			b.Rows = append(b.Rows, row)
		}
		fallthrough
	case feed.Figure:
		b.Image = &feed.Image{URL: "https://example.org/i", Alt: feed.Clean(m.text(4)), Width: m.IntN(2000), Height: m.IntN(2000)}
		b.Text = m.spans()
	case feed.Rule:
	default:
		b.Text = m.spans()
	}
	return b
}

// source is the article's text.
func source(blocks []feed.Block) string {
	var b strings.Builder
	feed.Walk(blocks, func(_ *feed.Block, spans []feed.Span) {
		for _, s := range spans {
			b.WriteString(s.Text.String())
		}
	})
	return b.String()
}

func TestLinesHoldAllTextWithinAnyWidth(t *testing.T) {
	for seed := range uint64(40) {
		m := maker{rand.New(rand.NewPCG(seed, 1))}
		blocks := m.blocks(4)
		for w := 1; w <= 200; w += 1 + m.IntN(5) {
			o := Options{Width: w, Numbers: m.IntN(2) == 0, ASCII: m.IntN(4) == 0, Bidi: m.IntN(2) == 0, Images: m.IntN(3) == 0}
			checkDoc(t, blocks, Set(blocks, o), o)
			if t.Failed() {
				t.Fatalf("seed %d, %+v", seed, o)
			}
		}
	}
}

// checkDoc fails when a line is too wide, a character of the text or a link is missing, or a place is lost.
func checkDoc(t *testing.T, blocks []feed.Block, d *Doc, o Options) {
	t.Helper()
	links := map[int]bool{}
	for i, l := range d.Lines {
		line := ""
		for _, g := range l.Segments {
			line += g.Text
			links[g.Link] = true
			if g.Text == "" {
				t.Errorf("line %d has an empty segment", i)
			}
		}
		if got := text.Width(line); got > o.Width {
			t.Errorf("line %d %q has %d cells of %d", i, line, got, o.Width)
		}
		if n := len(l.Segments); n > 0 && l.Segments[n-1].Offset < 0 && strings.HasSuffix(line, " ") {
			t.Errorf("line %d %q ends in blank decoration", i, line)
		}
	}
	for n := range d.Links {
		if !links[n+1] {
			t.Errorf("link %d (%q) is not to be seen", n+1, d.Links[n].Title)
		}
	}
	checkMarks(t, source(blocks), d)
	for i := range d.Lines {
		if at := d.OffsetAt(i); len(d.marks) > 0 && holds(d.Lines[i]) && d.LineAt(at) != i {
			t.Errorf("the place of line %d is line %d", i, d.LineAt(at))
		}
	}
}

func holds(l Line) bool {
	for _, g := range l.Segments {
		if g.Offset >= 0 {
			return true
		}
	}
	return false
}

func shown(l Line) string {
	s := ""
	for _, g := range l.Segments {
		s += g.Text
	}
	return s
}

// checkMarks fails when the marks leave out a visible character of the text or the segments show something else.
func checkMarks(t *testing.T, src string, d *Doc) {
	t.Helper()
	at := 0
	for _, m := range d.marks {
		if m.from < at || m.to > len(src) {
			t.Errorf("mark %+v of %d bytes behind %d", m, len(src), at)
			return
		}
		if lost := strings.TrimFunc(src[at:m.from], vanishes); lost != "" {
			t.Errorf("%q is not set", lost)
		}
		got := d.Lines[m.line].Segments[m.segment].Text
		want := strings.ReplaceAll(src[m.from:m.to], softHyphen, "")
		if m.exact && !m.backward && got != want && got != want+"-" && got != "\ufffd" {
			t.Errorf("segment %q shows %q", got, want)
		}
		at = m.to
	}
	if lost := strings.TrimFunc(src[at:], vanishes); lost != "" {
		t.Errorf("%q is not set", lost)
	}
}

// vanishes reports whether r may be lost at a break.
func vanishes(r rune) bool { return unicode.IsSpace(r) || r == '\u00ad' || r == '\u200b' }

func TestNumbersNeverBeginALine(t *testing.T) {
	text.Cluster(true) // or an emoji of a family takes the whole of the narrowest lines
	defer text.Cluster(false)
	for seed := range uint64(40) {
		m := maker{rand.New(rand.NewPCG(seed, 4))}
		var spans []feed.Span
		for i := range 30 {
			spans = append(spans, feed.Span{Text: feed.CleanBlock("x" + m.text(4))}, link("y"+m.text(3), fmt.Sprintf("https://example.org/%d", i)))
		}
		for w := 8; w < 90; w++ {
			for i, l := range Set([]feed.Block{{Text: spans}}, Options{Width: w, Numbers: true}).Lines {
				if len(l.Segments) > 0 && l.Segments[0].Style&Number != 0 {
					t.Fatalf("seed %d, width %d: %q begins line %d", seed, w, l.Segments[0].Text, i)
				}
			}
		}
	}
}

func TestAPlaceSurvivesAnotherWidth(t *testing.T) {
	for seed := range uint64(20) {
		m := maker{rand.New(rand.NewPCG(seed, 2))}
		blocks := m.blocks(3)
		a, b := Set(blocks, Options{Width: 30 + m.IntN(60)}), Set(blocks, Options{Width: 30 + m.IntN(60)})
		for i := range a.Lines {
			at := a.OffsetAt(i)
			line := b.LineAt(at)
			if len(b.marks) == 0 {
				continue
			}
			found := false
			for _, k := range b.marks {
				found = found || k.line == line && k.from <= at
			}
			if !found || b.OffsetAt(line) > at && holds(b.Lines[line]) {
				t.Errorf("seed %d: offset %d of line %d is on line %d, which begins at %d", seed, at, i, line, b.OffsetAt(line))
			}
		}
	}
}

func FuzzSet(f *testing.F) {
	f.Add(uint64(1), "some words of hyphen\u00adation", 20)
	f.Add(uint64(93), "\u00ad", 60)
	f.Add(uint64(79), "a rule with text", 50)
	f.Add(uint64(80), "\u064c", 256)
	f.Add(uint64(2), "日本語 “你好” العربية (2025) שלום", 7)
	f.Fuzz(func(t *testing.T, seed uint64, s string, w int) {
		m := maker{rand.New(rand.NewPCG(seed, 3))}
		blocks := m.blocks(2)
		blocks = append(blocks, feed.Block{Kind: feed.BlockKind(seed % 12), Text: []feed.Span{{Text: feed.CleanBlock(s), URL: "https://example.org/z"}},
			Rows: [][]feed.Cell{{{Text: words(s)}, {Text: words("x")}}}})
		o := Options{Width: w&127 + 1, Numbers: seed&1 == 0, Bidi: seed&2 == 0}
		checkDoc(t, blocks, Set(blocks, o), o)
	})
}
