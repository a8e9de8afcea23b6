package feed

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	maxMarks         = 8 // combining marks on one base
	maxWidthless     = 2 // characters without width in a row
	tabStop          = 4
	ideographicSpace = '\u3000'
	softHyphen       = '\u00ad'
	textForm         = '\ufe0e'
	emojiForm        = '\ufe0f'
	keycap           = '\u20e3'
)

// strip removes from s what no text shown in a terminal may hold. With lines, line feeds stay and tabs become spaces;
// without, both become single spaces.
func strip(s string, lines bool) string {
	i := 0
	for i < len(s) && (s[i] >= 0x20 && s[i] < 0x7f || lines && s[i] == '\n') {
		i++
	}
	if i == len(s) {
		return s
	}
	st := stripper{lines: lines}
	st.b = make([]byte, 0, len(s)+len(s)/8)
	st.plain(s[:i])
	for i < len(s) {
		i += st.next(s[i:])
	}
	return string(st.b)
}

// stripper is the state of strip between characters.
type stripper struct {
	b      []byte // what is kept
	lines  bool
	column int  // characters since the line began, for tabs
	marks  int  // combining marks since the last base
	run    int  // characters without width in a row
	runAt  int  // where that run begins in b
	prev   rune // the last character kept
	escape escapes
}

// next takes the first character, or escape sequence, of s and returns its bytes.
func (st *stripper) next(s string) int {
	if c := s[0]; c >= 0x20 && c < 0x7f {
		n := 1
		for n < len(s) && s[n] >= 0x20 && s[n] < 0x7f {
			n++
		}
		st.plain(s[:n])
		return n
	}
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case r == utf8.RuneError && n == 1:
		if m := st.escape.raw(s); m > 0 {
			return m
		}
		st.base(utf8.RuneError)
	case r == 0x1b, r >= 0x80 && r <= 0x9f && r != 0x85:
		return st.escape.length(s)
	case r == '\r' && len(s) > 1 && s[1] == '\n':
	case r == '\n' || r == '\r' || r == 0x85 || r == 0x2028 || r == 0x2029:
		st.lineFeed()
	case r == '\t':
		st.tab()
	case r == '\v' || r == '\f':
		st.base(' ')
	case r < 0x20 || r == 0x7f || forbidden(r):
	case r == textForm || r == emojiForm:
		st.form(r, s[n:])
	case widthless(r):
		st.widthless(r)
	case combining(r):
		st.mark(r)
	default:
		st.base(r)
	}
	return n
}

// plain keeps printable ASCII.
func (st *stripper) plain(s string) {
	if s == "" {
		return
	}
	st.b = append(st.b, s...)
	st.column += len(s)
	if i := strings.LastIndexByte(s, '\n'); i >= 0 {
		st.column = len(s) - i - 1
	}
	st.marks, st.run, st.prev = 0, 0, rune(s[len(s)-1])
}

// base keeps a character that others may combine with.
func (st *stripper) base(r rune) {
	st.b = utf8.AppendRune(st.b, r)
	st.column++
	st.marks, st.run, st.prev = 0, 0, r
}

func (st *stripper) lineFeed() {
	if !st.lines {
		st.base(' ')
		return
	}
	st.base('\n')
	st.column = 0
}

func (st *stripper) tab() {
	st.base(' ')
	for st.lines && st.column%tabStop != 0 {
		st.base(' ')
	}
}

// form keeps a variation selector for the presentation of emoji behind a character that has one: elsewhere it means
// nothing, and terminals disagree about its width.
func (st *stripper) form(r rune, rest string) {
	if st.run == 0 && (presentable(st.prev) || presentableKey(st.prev) && strings.HasPrefix(rest, string(keycap))) {
		st.mark(r)
	}
}

// mark keeps a combining mark unless there are too many on its base. Of variation selectors only the first counts.
func (st *stripper) mark(r rune) {
	if st.marks >= maxMarks || selector(r) && (selector(st.prev) || st.prev == 0) {
		return
	}
	st.b = utf8.AppendRune(st.b, r)
	st.marks++
	st.run, st.prev = 0, r
}

// widthless keeps a character without width, unless it makes a run of too many: then all of them go.
func (st *stripper) widthless(r rune) {
	if st.run > maxWidthless {
		return
	}
	if st.run == 0 {
		st.runAt = len(st.b)
	}
	st.run++
	if st.run > maxWidthless {
		st.b = st.b[:st.runAt]
		st.prev, _ = utf8.DecodeLastRune(st.b)
		return
	}
	st.b = utf8.AppendRune(st.b, r)
	st.prev = r
}

// forbidden reports whether no text may hold r: it is invisible and acts on its neighbours, or is no character at all.
func forbidden(r rune) bool {
	switch {
	case r < 0x2000:
		return false
	case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x206f: // bidi controls, deprecated formats
		return true
	case r >= 0xfdd0 && r <= 0xfdef, r&0xfffe == 0xfffe: // noncharacters
		return true
	case r >= 0xfff9 && r <= 0xfffb, r >= 0x1bca0 && r <= 0x1bca3, r >= 0x1d173 && r <= 0x1d17a: // annotations
		return true
	case r >= 0xe0000 && r <= 0xe00ff, r >= 0xe01f0 && r <= 0xe0fff: // tags and what else is ignorable there
		return true
	}
	return r >= 0xe000 && unicode.Is(unicode.Co, r)
}

// widthless reports whether r takes no cell and combines with nothing: joiners, marks of direction, soft hyphens.
func widthless(r rune) bool {
	switch {
	case r < 0x300:
		return r == softHyphen
	case r >= 0x200b && r <= 0x200f, r >= 0x2060 && r <= 0x2065:
		return true
	}
	return r == 0x61c || r == 0xfeff || r == 0x34f || r == 0x180e
}

// combining reports whether r is a combining mark.
func combining(r rune) bool {
	if r < 0x300 || r >= 0x370 && r < 0x483 || r >= 0x3100 && r < 0xa66f || r >= 0xac00 && r < 0xfb00 {
		return false
	}
	return unicode.In(r, unicode.Mn, unicode.Me, unicode.Mc)
}

// filler reports whether r takes cells that stay blank.
func filler(r rune) bool {
	return r == 0x115f || r == 0x1160 || r == 0x3164 || r == 0xffa0 || r == 0x2800
}

// selector reports whether r selects a variant of the character before it.
func selector(r rune) bool { return r >= 0xfe00 && r <= 0xfe0f || r >= 0xe0100 && r <= 0xe01ef }

// presentable reports whether r is in a block of characters with a text and an emoji form.
func presentable(r rune) bool {
	switch {
	case r < 0x2000:
		return r == 0xa9 || r == 0xae
	case r >= 0x2190 && r <= 0x27bf, r >= 0x2900 && r <= 0x297f, r >= 0x2b00 && r <= 0x2bff, r >= 0x1f000 && r <= 0x1faff:
		return true
	}
	return r == 0x203c || r == 0x2049 || r == 0x2122 || r == 0x2139 || r == 0x3030 || r == 0x303d || r == 0x3297 || r == 0x3299
}

// presentableKey reports whether r may be the base of a keycap.
func presentableKey(r rune) bool { return r >= '0' && r <= '9' || r == '#' || r == '*' }
