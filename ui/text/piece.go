package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// piece is what stands between two break opportunities: the bytes from..to, followed by space cells of white space,
// which vanish at a break.
type piece struct {
	from, to int
	width    int
	space    int
	must     bool // a line feed follows
	soft     bool // a soft hyphen follows
	glue     bool // no break after it unless there is no other way
}

// pieces returns the pieces of s. Spaces part words; words of letters are taken whole, others are looked into.
func pieces(s string) []piece {
	ps := make([]piece, 0, len(s)/5+1)
	i := skipSpace(s, 0)
	for i < len(s) {
		if s[i] == '\n' {
			ps = append(ps, piece{from: i, to: i, must: true})
			i = skipSpace(s, i+1)
			continue
		}
		to, easy, ascii := word(s, i)
		first := len(ps)
		switch {
		case ascii && easy:
			ps = append(ps, piece{from: i, to: to, width: to - i})
		case easy:
			ps = append(ps, piece{from: i, to: to, width: Width(s[i:to])})
		default:
			ps = split(ps, s, i, to)
		}
		if first > 0 && !ps[first-1].must && bound(s[ps[first-1].from:ps[first-1].to], s[i:to]) {
			ps[first-1].glue = true
		}
		last := &ps[len(ps)-1]
		i = skipSpace(s, to)
		last.space += i - to
		if i > to || i < len(s) && s[i] == '\n' {
			last.soft = false
		}
		if i < len(s) && s[i] == '\n' {
			last.must = true
			i = skipSpace(s, i+1)
			if i == len(s) {
				ps = append(ps, piece{from: i, to: i})
			}
		}
	}
	return ps
}

func skipSpace(s string, i int) int {
	for i < len(s) && breakable(s, i) {
		i++
	}
	return i
}

// breakable reports whether a space stands at i that is not the base of a combining character.
func breakable(s string, i int) bool {
	if s[i] != ' ' && s[i] != '\t' {
		return false
	}
	return i+1 >= len(s) || s[i+1] < utf8.RuneSelf || !extends(s[i+1:])
}

// extends reports whether the first character of s belongs to the grapheme before it.
func extends(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r >= 0x300 && (unicode.In(r, unicode.Mn, unicode.Me, unicode.Mc) || r == joiner || tone(r) || r == 0x200c ||
		r == 0xff9e || r == 0xff9f)
}

// word returns the end of the word at i, whether it has no place to break, and whether its bytes are its cells.
func word(s string, i int) (end int, easy, ascii bool) {
	easy, ascii = true, true
	for ; i < len(s); i++ {
		switch c := s[i]; {
		case c >= utf8.RuneSelf:
			ascii = false
			// Latin to Arabic but for the Hebrew maqaf, and curly quotes, which UAX #14 never parts from a word.
			if c >= 0xc3 && c <= 0xdb && c != 0xd6 || c < 0xc0 {
				continue
			}
			if strings.HasPrefix(s[i:], "’") || strings.HasPrefix(s[i:], "“") || strings.HasPrefix(s[i:], "”") {
				i += 2
				continue
			}
			easy = false
		case c == '\n':
			return i, easy, ascii
		case c == ' ' || c == '\t':
			if breakable(s, i) {
				return i, easy, ascii
			}
			ascii = false
		case c < 0x20 || c == 0x7f:
			ascii = false
		case strings.IndexByte("-/?!|{}", c) >= 0:
			easy = false
		}
	}
	return i, easy, ascii
}

// split appends the pieces of the word s[from:to], found by UAX #14 and the house's rules.
func split(ps []piece, s string, from, to int) []piece {
	w := s[from:to]
	linkFrom, linkTo := address(w)
	state, start, at := -1, 0, 0
	cut := func(i int) {
		ps = append(ps, cutPiece(s, from+start, from+i))
		start = i
	}
	for rest := tailor(w); rest != ""; {
		for kanji(rest) && kanji(rest[3:]) { // between two of them UAX #14 always breaks: no need to ask
			if start == at {
				ps = append(ps, piece{from: from + at, to: from + at + 3, width: 2})
				start += 3
			} else {
				cut(at + 3)
			}
			rest, at, state = rest[3:], at+3, -1
		}
		var seg string
		seg, rest, _, state = uniseg.FirstLineSegmentInString(rest, state)
		for i := at + 1; i < at+len(seg); i++ {
			if i > linkFrom && i < linkTo {
				if addressBreak(w, i) {
					cut(i)
				}
			} else if syllable(w, i) {
				cut(i)
			}
		}
		at += len(seg)
		if rest == "" || at > linkFrom && at < linkTo && addressBreak(w, at) ||
			(at <= linkFrom || at >= linkTo) && allowed(w, at) {
			cut(at)
		}
	}
	return ps
}

// kanji reports whether s begins with an ideograph or a kana of full size (class ID of UAX #14, all of three bytes).
func kanji(s string) bool {
	if len(s) < 3 {
		return false
	}
	switch c := s[0]; {
	case c == 0xe4:
		return s[1] >= 0xb8
	case c > 0xe4 && c < 0xea:
		return true
	case c == 0xe3 && s[1] >= 0x81 && s[1] <= 0x83:
		r, _ := utf8.DecodeRuneInString(s)
		return (r > 0x3041 && r <= 0x3096 || r > 0x30a1 && r <= 0x30fa) && !strings.ContainsRune("ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ", r)
	}
	return false
}

// cutPiece returns the piece s[from:to] with its trailing white space set apart.
func cutPiece(s string, from, to int) piece {
	p := piece{from: from, to: to}
	for p.to > from {
		r, n := utf8.DecodeLastRuneInString(s[from:p.to])
		if r == softHyphen {
			p.soft = p.to == to || p.soft
			p.to -= n
			continue
		}
		if p.soft || !wideSpace(r) {
			break
		}
		p.to -= n
	}
	p.width = Width(s[from:p.to])
	p.space = Width(s[p.to:to])
	return p
}

// wideSpace reports whether r is one of the spaces after which lines may break (UAX #14 class BA, and ZW).
func wideSpace(r rune) bool {
	return r >= 0x2000 && r <= 0x200b && r != 0x2007 || r == 0x3000 || r == 0x205f || r == 0x1680 || r == '\t'
}
