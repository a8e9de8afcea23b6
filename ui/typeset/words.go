package typeset

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"

	"newspane/feed"
	"newspane/ui/text"
)

// kitty sets the letters of every word from the right by itself, brackets mirrored, but leaves the words in their order:
// it shapes each run of cells without a space, of one font, in the direction of its first letter. Fonts of terminals have
// Arabic letters more often than Hebrew ones, which come from a font of their own: a run ends where those begin or end.

// turnWords turns the cells of such runs around in lines that are in visual order, so that kitty turns them back. The
// styles of cells stay where they are.
func turnWords(segments []Segment) {
	if !slices.ContainsFunc(segments, func(g Segment) bool { return text.RightToLeft(g.Text) }) {
		return
	}
	var cells []string
	var of []int // the segment of each
	for i, g := range segments {
		for rest := g.Text; rest != ""; {
			n, w := text.Next(rest)
			if w == 0 && len(cells) > 0 { // a mark behind right-to-left text
				cells[len(cells)-1] += rest[:n]
			} else {
				cells, of = append(cells, rest[:n]), append(of, i)
			}
			rest = rest[n:]
		}
	}
	for from := 0; from < len(cells); {
		to := from + 1
		for to < len(cells) && cells[from] != " " && cells[to] != " " && face(segments[of[to]]) == face(segments[of[from]]) &&
			borrowed(cells[to]) == borrowed(cells[from]) {
			to++
		}
		turn(cells[from:to])
		from = to
	}
	var b strings.Builder
	for at := 0; at < len(cells); {
		i := of[at]
		b.Reset()
		for ; at < len(cells) && of[at] == i; at++ {
			b.WriteString(cells[at])
		}
		segments[i].Text = b.String()
	}
}

// turn turns a run of cells around if kitty sets it from the right.
func turn(run []string) {
	for i := len(run) - 1; i >= 0; i-- { // the first letter as it will be stored
		switch r, _ := utf8.DecodeRuneInString(run[i]); {
		case unicode.Is(unicode.Arabic, r), borrowed(run[i]): // the digits of Persian too, which are of the script
			slices.Reverse(run)
			for k, c := range run {
				run[k] = mirrored(c)
			}
			return
		case unicode.IsLetter(r):
			return
		}
	}
}

// borrowed reports whether a cell holds a letter from the right that is not Arabic.
func borrowed(cell string) bool {
	r, _ := utf8.DecodeRuneInString(cell)
	return unicode.In(r, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko)
}

// face is what of a segment's style has a face of its own.
func face(g Segment) Style {
	return g.Style & (Style(feed.Strong|feed.Emphasis) | Title | Sub | Quoted | Caption)
}

// mirrored returns a grapheme with its bracket mirrored.
func mirrored(c string) string {
	r, n := utf8.DecodeRuneInString(c)
	m, ok := paired[r]
	if !ok {
		m, ok = closers[r]
	}
	if ok {
		return string(m) + c[n:]
	}
	return c
}

// VisualWords is [Visual] for terminals that set words from the right by themselves, as kitty does.
func VisualWords(t string, rtl bool) string {
	g := []Segment{{Text: Visual(t, rtl)}}
	turnWords(g)
	return g[0].Text
}

// Marked returns text in visual order for terminals that reorder by themselves but heed marks, as Konsole and mlterm do:
// the letters of each word from the right stand as they are read, between left-to-right marks, so that the terminal
// turns them and nothing else.
func Marked(t string) string {
	if !text.RightToLeft(t) {
		return t
	}
	var b strings.Builder
	var word []string
	flush := func() {
		if len(word) == 0 {
			return
		}
		b.WriteString(text.Mark)
		for _, c := range slices.Backward(word) {
			b.WriteString(c)
		}
		b.WriteString(text.Mark)
		word = word[:0]
	}
	for t != "" {
		n, w := text.Next(t)
		c := t[:n]
		t = t[n:]
		switch p, _ := bidi.LookupString(c); {
		case p.Class() == bidi.R || p.Class() == bidi.AL:
			word = append(word, c)
		case w == 0 && len(word) > 0: // a mark on the letter before
			word[len(word)-1] += c
		default:
			flush()
			b.WriteString(c)
		}
	}
	flush()
	return b.String()
}
