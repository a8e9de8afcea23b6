package typeset

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"newspane/feed"
	"newspane/ui/text"
)

// Match is a place where a search was found: cells From..To of a line.
type Match struct{ Line, From, To int }

// folded is a text in lower case without accents and soft hyphens, white space as single spaces.
type folded struct {
	source string // what was folded
	text   string
	at     []int32 // the byte of the article's text that each byte of text comes from
}

// Find returns where query stands in the text, case and accents folded, also across line breaks (one Match a line).
func (d *Doc) Find(query string) []Match {
	q := fold(query)
	if strings.TrimSpace(q.text) == "" {
		return nil
	}
	if d.search == nil {
		d.search = foldBlocks(d.blocks)
	}
	var found []Match
	next := 0 // the first mark that may hold the match
	for at := 0; ; {
		i := strings.Index(d.search.text[at:], q.text)
		if i < 0 {
			return found
		}
		from, to := at+i, at+i+len(q.text)
		at = to
		var ms []Match
		ms, next = d.cells(int(d.search.at[from]), int(d.search.at[to]), next)
		found = append(found, ms...)
	}
}

// cells returns the cells that show the bytes from..to of the text, looking at the marks from first on.
func (d *Doc) cells(from, to, first int) ([]Match, int) {
	var ms []Match
	for first < len(d.marks) && d.marks[first].to <= from {
		first++
	}
	for i := first; i < len(d.marks) && d.marks[i].from < to; i++ {
		m := &d.marks[i]
		if m.to <= from {
			continue
		}
		segments := d.Lines[m.line].Segments
		left := 0
		for _, g := range segments[:m.segment] {
			left += text.Width(g.Text)
		}
		a, z := 0, text.Width(segments[m.segment].Text)
		if m.exact {
			a, z = m.within(d.search.source, max(from, m.from), min(to, m.to))
		}
		if a == z {
			continue
		}
		if n := len(ms); n > 0 && ms[n-1].Line == m.line { // only decoration stands between
			ms[n-1].From = min(ms[n-1].From, left+a)
			ms[n-1].To = max(ms[n-1].To, left+z)
			continue
		}
		ms = append(ms, Match{m.line, left + a, left + z})
	}
	return ms, first
}

// within returns the cells of a segment that show the bytes from..to of the article's text. Soft hyphens have no width.
func (m *mark) within(source string, from, to int) (left, right int) {
	left, right = text.Width(source[m.from:from]), text.Width(source[m.from:to])
	if m.backward {
		w := text.Width(source[m.from:m.to])
		left, right = w-right, w-left
	}
	return left, right
}

// foldBlocks folds the article's text; a line feed that no query has parts its blocks.
func foldBlocks(blocks []feed.Block) *folded {
	f := &folder{}
	var source strings.Builder
	feed.Walk(blocks, func(_ *feed.Block, spans []feed.Span) {
		for _, s := range spans {
			f.add(s.Text.String())
			source.WriteString(s.Text.String())
		}
		f.part()
	})
	done := f.done()
	done.source = source.String()
	return done
}

func fold(s string) *folded {
	f := &folder{}
	f.add(s)
	return f.done()
}

// folder folds piece by piece.
type folder struct {
	b    strings.Builder
	at   []int32
	from int32 // bytes read
	last byte
}

func (f *folder) put(s string) {
	for i := 0; i < len(s); i++ {
		f.b.WriteByte(s[i])
		f.at = append(f.at, f.from)
		f.last = s[i]
	}
}

func (f *folder) part() { f.put("\n") }

func (f *folder) done() *folded {
	f.at = append(f.at, f.from)
	return &folded{text: f.b.String(), at: f.at}
}

func (f *folder) add(s string) {
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '\u00ad' || r == '\u200b':
		case unicode.IsSpace(r):
			if f.last != ' ' {
				f.put(" ")
			}
		case r < utf8.RuneSelf:
			if r >= 'A' && r <= 'Z' {
				r += 'a' - 'A'
			}
			f.put(string(r))
		default:
			f.letter(s[i : i+n])
		}
		f.from += int32(n)
		i += n
	}
}

// letter puts a character without its accents, and the spellings that stand for one another as one.
func (f *folder) letter(s string) {
	switch s {
	case "ß", "ẞ":
		f.put("ss")
		return
	case "’", "‘":
		f.put("'")
		return
	case "“", "”", "„":
		f.put(`"`)
		return
	}
	for _, r := range norm.NFKD.String(s) {
		if !unicode.Is(unicode.Mn, r) {
			f.put(string(unicode.ToLower(r)))
		}
	}
}
