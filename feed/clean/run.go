package clean

import (
	"strings"
	"unicode/utf8"

	"newspane/feed"
)

// run is inline text under way: one buffer, so that what is cleaned is the whole of it, and marks that say where the
// style or the address changes. An escape sequence cannot hide in two text nodes.
type run struct {
	buf   []byte
	marks []mark
	space bool // white space is due before the next word
	owner mark // who the white space belongs to
}

// mark says that the text up to end has a style and an address.
type mark struct {
	end   int
	style feed.Style
	url   string
}

// text adds s with its white space folded, at most *left bytes, of which it takes what it used.
func (r *run) text(s string, style feed.Style, url string, left *int) {
	if len(s) > *left {
		s = strings.ToValidUTF8(s[:*left], "")
	}
	*left -= len(s)
	for i := 0; i < len(s); {
		j := i
		for j < len(s) && isSpace(s[j]) {
			j++
		}
		if j > i && !r.space {
			r.space, r.owner = true, mark{style: style, url: url}
		}
		for i = j; j < len(s) && !isSpace(s[j]); j++ {
		}
		if j > i {
			r.gap(style, url)
			r.add(s[i:j], style, url)
		}
		i = j
	}
}

// verbatim adds s as it is.
func (r *run) verbatim(s string, style feed.Style, url string) {
	r.gap(style, url)
	r.add(s, style, url)
}

// gap writes the space that is due. Between a link and what is no link it belongs to the latter.
func (r *run) gap(style feed.Style, url string) {
	if r.space && len(r.buf) > 0 && r.buf[len(r.buf)-1] != '\n' {
		o, last := r.owner, r.marks[len(r.marks)-1]
		switch {
		case o.url != "" && o.url != url:
			o.style, o.url = style, url
		case o.url != "" && o.url != last.url:
			o = last
		}
		r.add(" ", o.style, o.url)
	}
	r.space = false
}

func (r *run) add(s string, style feed.Style, url string) {
	r.buf = append(r.buf, s...)
	if n := len(r.marks); n > 0 && r.marks[n-1].style == style && r.marks[n-1].url == url {
		r.marks[n-1].end = len(r.buf)
		return
	}
	r.marks = append(r.marks, mark{len(r.buf), style, url})
}

// br adds a forced break. Breaks at the beginning say nothing.
func (r *run) br() {
	r.space = false
	if len(r.buf) > 0 {
		r.add("\n", 0, "")
	}
}

// part makes sure that what follows does not touch what is there.
func (r *run) part(sep string) {
	if sep == " " {
		if !r.space {
			r.space, r.owner = true, mark{}
		}
		return
	}
	r.space = false
	if n := len(r.buf); n > 0 && r.buf[n-1] != '\n' {
		r.add(sep, 0, "")
	}
}

// take empties the run and returns its spans, cleaned as one text.
func (r *run) take() []feed.Span {
	whole := string(r.buf)
	marks := r.marks
	r.buf, r.marks, r.space = r.buf[:0], nil, false
	if strings.TrimSpace(whole) == "" {
		return nil
	}
	clean := feed.CleanBlock(whole).String()
	if clean != whole {
		marks = align(whole, clean, marks)
	}
	spans := make([]feed.Span, 0, len(marks))
	from := 0
	for _, m := range marks {
		if m.end > from {
			spans = append(spans, feed.Span{Text: feed.CleanBlock(clean[from:m.end]), Style: m.style, URL: m.url})
			from = m.end
		}
	}
	return spans
}

// align moves the marks of whole to the places where the same text stands in clean, which is whole without some
// runes, a few replaced by a space, a line feed or U+FFFD.
func align(whole, clean string, marks []mark) []mark {
	moved := make([]mark, 0, len(marks))
	at, next := 0, 0
	for i, r := range whole {
		for next < len(marks) && marks[next].end <= i {
			moved = append(moved, mark{at, marks[next].style, marks[next].url})
			next++
		}
		c, n := utf8.DecodeRuneInString(clean[at:])
		if n > 0 && (c == r || c == ' ' && r == '\t' || c == '\n' && (r == 0x2028 || r == 0x2029) || c == ' ' && (r == '\v' || r == '\f')) {
			at += n
		}
	}
	for ; next < len(marks); next++ {
		moved = append(moved, mark{len(clean), marks[next].style, marks[next].url})
	}
	if n := len(moved); n > 0 {
		moved[n-1].end = len(clean)
	}
	return moved
}

// line returns the run as one line's spans: breaks become spaces.
func (r *run) line() []feed.Span {
	spans := r.take()
	for i, s := range spans {
		if t := s.Text.String(); strings.Contains(t, "\n") {
			spans[i].Text = feed.CleanBlock(strings.ReplaceAll(t, "\n", " "))
		}
	}
	return trim(spans)
}

// paragraphs returns the run as blocks: two breaks part paragraphs; many short lines are verse, as are the lines of a
// poem; one of stars is a rule.
func (r *run) paragraphs(f frame) []feed.Block {
	var blocks []feed.Block
	for _, spans := range split(r.take()) {
		spans = trim(spans)
		switch {
		case len(spans) == 0:
		case isOrnament(spans):
			blocks = append(blocks, feed.Block{Kind: feed.Rule})
		default:
			b := feed.Block{Kind: feed.Paragraph, Text: spans, RTL: f.dir.rtl(spans)}
			if lines, short := linesOf(spans); lines >= verseLines && short*4 >= lines*3 || f.verse && lines > 1 {
				b.Kind = feed.Verse
			}
			blocks = append(blocks, b)
		}
	}
	return blocks
}

// isOrnament reports whether a paragraph is but the stars or dashes that part scenes.
func isOrnament(spans []feed.Span) bool {
	signs := 0
	for _, s := range spans {
		for _, r := range s.Text.String() {
			switch {
			case r == ' ' || r == '\u00a0' || r == '\u2003':
			case strings.ContainsRune("⁂❦❧☙", r):
				signs += 3
			case strings.ContainsRune("*∗⁎✱✻•·●◆■–—-_=~#", r):
				signs++
			default:
				return false
			}
		}
	}
	return signs >= 3
}

// split parts spans where two or more line feeds stand together, blanks between them aside.
func split(spans []feed.Span) [][]feed.Span {
	var parts [][]feed.Span
	var part []feed.Span
	feeds := 0 // line feeds since the last word
	for _, s := range spans {
		t := s.Text.String()
		from := 0
		for i := 0; i < len(t); i++ {
			switch {
			case t[i] == '\n':
				if feeds++; feeds == 2 {
					part = with(part, s, t[from:i])
					parts, part = append(parts, part), nil
				}
				if feeds >= 2 {
					from = i + 1
				}
			case t[i] == 0xc2 && i+1 < len(t) && t[i+1] == 0xa0: // no-break spaces pad empty lines
				i++
			case t[i] != ' ':
				feeds = 0
			}
		}
		part = with(part, s, t[from:])
	}
	return append(parts, part)
}

func with(part []feed.Span, s feed.Span, t string) []feed.Span {
	if t == "" {
		return part
	}
	return append(part, feed.Span{Text: feed.CleanBlock(t), Style: s.Style, URL: s.URL})
}

const blanks = " \n\u00a0"

// trim drops blanks at both ends and around forced breaks' line ends.
func trim(spans []feed.Span) []feed.Span {
	for len(spans) > 0 {
		t := strings.TrimLeft(spans[0].Text.String(), blanks)
		if t != "" {
			spans[0].Text = feed.CleanBlock(t)
			break
		}
		spans = spans[1:]
	}
	for n := len(spans); n > 0; n = len(spans) {
		t := strings.TrimRight(spans[n-1].Text.String(), blanks)
		if t != "" {
			spans[n-1].Text = feed.CleanBlock(t)
			break
		}
		spans = spans[:n-1]
	}
	return spans
}

const (
	verseLines = 4  // from so many lines on a block can be verse
	verseWidth = 60 // runes of a short line
)

// linesOf counts the lines of a block that forced breaks part, and the short ones among them.
func linesOf(spans []feed.Span) (lines, short int) {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.Text.String())
	}
	for l := range strings.SplitSeq(b.String(), "\n") {
		lines++
		if utf8.RuneCountInString(l) <= verseWidth {
			short++
		}
	}
	return lines, short
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }
