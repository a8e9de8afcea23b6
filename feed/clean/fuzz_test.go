package clean

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newspane/feed"
)

// check reports what must hold for the blocks of any input.
func check(t *testing.T, blocks []feed.Block) {
	t.Helper()
	feed.Walk(blocks, func(b *feed.Block, spans []feed.Span) {
		for _, s := range spans {
			text := s.Text.String()
			if !utf8.ValidString(text) {
				t.Errorf("bad UTF-8 in %q", text)
			}
			for _, r := range text {
				if r != '\n' && unicode.IsControl(r) || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0x2028 || r == 0x2029 {
					t.Errorf("%U in %q", r, text)
				}
			}
			if s.URL != "" && feed.ResolveURL("", s.URL) != s.URL {
				t.Errorf("address %q is not as it should be", s.URL)
			}
		}
	})
	var figures func([]feed.Block)
	figures = func(blocks []feed.Block) {
		for _, b := range blocks {
			if b.Kind == feed.Figure && (b.Image == nil || feed.ResolveURL("", b.Image.URL) != b.Image.URL) {
				t.Errorf("picture %+v", b.Image)
			}
			if b.Kind == feed.Heading && (b.Level < 1 || b.Level > 6) {
				t.Errorf("level %d", b.Level)
			}
			figures(b.Blocks)
			for _, it := range b.Items {
				figures(it.Blocks)
			}
			for _, row := range b.Rows {
				for _, c := range row {
					if c.Span > maxColumns {
						t.Errorf("span %d", c.Span)
					}
				}
			}
		}
	}
	figures(blocks)
	if d := nesting(blocks); d > maxNesting+2 {
		t.Errorf("blocks nest %d deep", d)
	}
}

func FuzzHTML(f *testing.F) {
	for _, s := range []string{
		`<p>One <a href="/x?utm_source=a">two</a></p><ul><li>a<p>b</ul>`,
		"<p>a\x1b[31m<b>b\u009b</b></p><table><tr><td colspan=9><th rowspan=9>x</table>",
		`<figure><img src=a data-src=b srcset="c 1x, d 2x"><figcaption>x</figcaption></figure><pre>` + "\t" + `</pre>`,
		`<math alttext="x">y</math><ruby>a<rt>b</rt></ruby><dl><dt>a<dd>b</dl><details><summary>s</summary>t</details>`,
		`<b><i><p>x</b></i><table><b><tr><td></b><p>y<svg><p>z`,
		"<base href='//h\x7f/'><a href='http://u:p@h/\u202e'>x</a><iframe src=//y title=z></iframe>",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		if len(src) > 1<<16 {
			return
		}
		check(t, HTML(feed.HTML(src), base))
		r := newRough()
		r.read([]byte(src))
		check(t, Node(r.doc, base))
	})
}

// FuzzSimpleDocument builds documents of known words and looks for all of them, in order and apart.
func FuzzSimpleDocument(f *testing.F) {
	f.Add([]byte{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13})
	f.Add([]byte{3, 3, 3, 13, 0, 13, 13, 5, 6, 12, 12, 7})
	f.Fuzz(func(t *testing.T, program []byte) {
		if len(program) > 300 {
			return
		}
		src, want := document(program)
		got := strings.Fields(feed.Plain(HTML(feed.HTML(src), base)))
		if strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("%s\n got %q\nwant %q", src, got, want)
		}
	})
}

// document writes HTML of nested blocks and the words in it.
func document(program []byte) (src string, words []string) {
	var b strings.Builder
	var open []string
	word := func() {
		w := "w" + string(rune('a'+len(words)%26)) + string(rune('a'+len(words)/26%26))
		words = append(words, w)
		b.WriteString(w)
	}
	blocks := []string{"div", "section", "blockquote", "article", "center"}
	for _, c := range program {
		switch c % 14 {
		case 0, 1, 2, 3, 4:
			open = append(open, blocks[c%14])
			b.WriteString("<" + blocks[c%14] + ">")
		case 5:
			b.WriteString("<p>")
			word()
			b.WriteString(" <b>")
			word()
			b.WriteString("</b></p>")
		case 6:
			b.WriteString("<ul><li>")
			word()
			b.WriteString("<li>")
			word()
			b.WriteString("<p>")
			word()
			b.WriteString("</ul>")
		case 7:
			b.WriteString("<table><tr><th>")
			word()
			b.WriteString("<th>")
			word()
			b.WriteString("<tr><td>")
			word()
			b.WriteString("</table>")
		case 8:
			b.WriteString("<pre>")
			word()
			b.WriteString("\n")
			word()
			b.WriteString("</pre>")
		case 9:
			b.WriteString("<h3>")
			word()
			b.WriteString("</h3>")
		case 10:
			b.WriteString("\n")
			word()
			b.WriteString("<br>")
			word()
			b.WriteString("<hr>")
		case 11:
			b.WriteString("<dl><dt>")
			word()
			b.WriteString("<dd>")
			word()
			b.WriteString("</dl>")
		default:
			if len(open) > 0 {
				b.WriteString("</" + open[len(open)-1] + ">")
				open = open[:len(open)-1]
			}
		}
	}
	return b.String(), words
}

func TestNodeDoesNotRecurWithoutBound(t *testing.T) {
	root := &html.Node{Type: html.DocumentNode}
	n := root
	for range 100_000 {
		c := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
		n.AppendChild(c)
		n = c
	}
	n.AppendChild(&html.Node{Type: html.TextNode, Data: "deep"})
	if got := feed.Plain(Node(root, base)); got != "deep" {
		t.Errorf("got %q", got)
	}
}
