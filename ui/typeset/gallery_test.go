package typeset

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"newspane/feed"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGalleryOfDocuments compares every document of the gallery, at three widths, with its golden file: the lines as
// they stand between bars, then the styled segments of each.
func TestGalleryOfDocuments(t *testing.T) {
	for name, doc := range gallery() {
		t.Run(name, func(t *testing.T) {
			var b strings.Builder
			for _, w := range []int{40, 68, 100} {
				o := doc.options
				o.Width = w
				o.Numbers = true
				d := Set(doc.blocks, o)
				checkDoc(t, doc.blocks, d, o)
				fmt.Fprintf(&b, "== %d columns ==\n", w)
				for _, l := range d.Lines {
					b.WriteString("|" + shown(l) + "\n")
				}
				b.WriteString("-- marks --\n")
				for i, l := range d.Lines {
					if m := marked(l); m != "" {
						fmt.Fprintf(&b, "%d:%s\n", i+1, m)
					}
				}
			}
			golden(t, name, b.String())
		})
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".txt")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got == string(want) {
		return
	}
	a, b := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i := range a {
		if i >= len(b) || a[i] != b[i] {
			t.Fatalf("%s:%d: got\n%s\nwant\n%s", path, i+1, a[i], strings.Join(b[min(i, len(b)):min(i+1, len(b))], ""))
		}
	}
	t.Fatalf("%s: got fewer lines", path)
}

// marked returns the styled segments of a line, as " strong{text}".
func marked(l Line) string {
	names := []string{"strong", "em", "mono", "del", "ins", "mark", "sup", "sub", "small", "kbd", "", "", "", "", "", "", "title", "heading",
		"bar", "quoted", "bullet", "number", "caption", "code", "ruled"}
	out := ""
	for _, g := range l.Segments {
		var on []string
		for i, n := range names {
			if g.Style&(1<<i) != 0 {
				on = append(on, n)
			}
		}
		if g.Link > 0 {
			on = append(on, fmt.Sprintf("link%d", g.Link))
		}
		if len(on) > 0 {
			out += " " + strings.Join(on, "+") + "{" + g.Text + "}"
		}
	}
	if l.Slot != nil {
		out += fmt.Sprintf(" slot %d of %dx%d", l.Row+1, l.Slot.Cols, l.Slot.Rows)
	}
	return out
}

// styled reads a little markup: *strong*, _emphasis_, `mono`, ^above^, ~below~, ‹deleted›, «inserted», {marked} and
// [text](address).
func styled(s string) []feed.Span {
	marks := map[rune]feed.Style{'*': feed.Strong, '_': feed.Emphasis, '`': feed.Mono, '^': feed.Superscript, '~': feed.Subscript}
	var spans []feed.Span
	var style feed.Style
	var b strings.Builder
	flush := func(url string) {
		if b.Len() > 0 {
			spans = append(spans, feed.Span{Text: feed.CleanBlock(b.String()), Style: style, URL: url})
			b.Reset()
		}
	}
	for len(s) > 0 {
		r, _ := utf8.DecodeRuneInString(s)
		if m, ok := marks[r]; ok {
			flush("")
			style ^= m
			s = s[1:]
			continue
		}
		if r == '[' {
			text, rest, ok := strings.Cut(s[1:], "](")
			if url, after, ok2 := strings.Cut(rest, ")"); ok && ok2 {
				flush("")
				b.WriteString(text)
				flush(url)
				s = after
				continue
			}
		}
		b.WriteRune(r)
		s = s[len(string(r)):]
	}
	flush("")
	return spans
}

func p(s string) feed.Block { return feed.Block{Text: styled(s)} }

func h(level int, s string) feed.Block {
	return feed.Block{Kind: feed.Heading, Level: level, Text: styled(s)}
}

func ul(items ...feed.ListItem) feed.Block { return feed.Block{Kind: feed.List, Items: items} }

func ol(start int, items ...feed.ListItem) feed.Block {
	return feed.Block{Kind: feed.List, Ordered: true, Start: start, Items: items}
}

func quote(bs ...feed.Block) feed.Block { return feed.Block{Kind: feed.Quote, Blocks: bs} }

func code(s string) feed.Block { return feed.Block{Kind: feed.Code, Text: words(s)} }

func verse(s string) feed.Block { return feed.Block{Kind: feed.Verse, Text: styled(s)} }

// table makes a table of rows of cells parted by "|", the first of headers; ">" before a cell sets it to the right.
func table(caption string, rows ...string) feed.Block {
	b := feed.Block{Kind: feed.Table, Text: styled(caption)}
	for i, r := range rows {
		var row []feed.Cell
		for _, c := range strings.Split(r, "|") {
			t, right := strings.CutPrefix(strings.TrimSpace(c), ">")
			row = append(row, feed.Cell{Text: styled(t), Header: i == 0, Right: right})
		}
		b.Rows = append(b.Rows, row)
	}
	return b
}
