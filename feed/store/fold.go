package store

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A token is a piece of text that the index knows: a word without case and accents, or two neighbouring letters of a
// script that sets no spaces. tokens and the index must agree: who changes this bumps the index (see [Store.Reindex]).

// maxToken is the most bytes of a token; longer words are cut.
const maxToken = 64

// token is a folded word; dense ones belong to a run of a script without spaces.
type token struct {
	text  string
	dense bool
	last  bool // the single letter that ends a dense run
}

// tokens cuts text into tokens in order. A dense run abc gives ab, bc and c, so that every letter of it begins a token.
func tokens(text string, yield func(token)) {
	var word strings.Builder
	var held rune // the last letter of a dense run
	end := func() {
		if word.Len() > 0 {
			yield(token{text: word.String()})
			word.Reset()
		}
		if held != 0 {
			yield(token{text: string(held), dense: true, last: true})
			held = 0
		}
	}
	for _, r := range fold(text) {
		switch {
		case unspaced(r):
			if word.Len() > 0 {
				end()
			}
			if held != 0 {
				yield(token{text: string(held) + string(r), dense: true})
			}
			held = r
		case unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r):
			if held != 0 {
				end()
			}
			if word.Len()+utf8.RuneLen(r) <= maxToken {
				word.WriteRune(r)
			}
		default:
			end()
		}
	}
	end()
}

// indexed returns text as the index takes it: tokens parted by spaces.
func indexed(b *strings.Builder, text string) {
	tokens(text, func(t token) {
		b.WriteString(t.text)
		b.WriteByte(' ')
	})
}

// fold returns text without case, compatibility forms and the accents of the alphabets in which they are often left
// out (Latin, Greek, Cyrillic, Hebrew, Arabic); marks of other scripts are letters and stay.
func fold(s string) string {
	if ascii(s) {
		return strings.ToLower(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	strip := false // the mark belongs to an alphabet whose marks are dropped
	for _, r := range norm.NFKD.String(s) {
		if unicode.Is(unicode.Mn, r) {
			if !strip {
				b.WriteRune(r)
			}
			continue
		}
		if unicode.Is(unicode.Cf, r) || r == 'ـ' { // soft hyphens, joiners, tatweel
			continue
		}
		r = unicode.ToLower(r)
		strip = r < 0x0590 || r <= 0x06ff || r >= 0x1e00 && r <= 0x1fff
		switch r {
		case 'ß':
			b.WriteString("ss")
		case 'æ':
			b.WriteString("ae")
		case 'œ':
			b.WriteString("oe")
		case 'þ':
			b.WriteString("th")
		default:
			b.WriteRune(simple(r))
		}
	}
	return norm.NFC.String(b.String())
}

// simple maps letters that Unicode does not decompose to the ones people type for them.
func simple(r rune) rune {
	switch r {
	case 'ø':
		return 'o'
	case 'ł':
		return 'l'
	case 'đ', 'ð':
		return 'd'
	case 'ħ':
		return 'h'
	case 'ı':
		return 'i'
	case 'ŧ':
		return 't'
	case 'ς':
		return 'σ'
	case 'ى', 'ی': // alef maksura, Persian yeh
		return 'ي'
	case 'ک': // Persian kaf
		return 'ك'
	case 'ة':
		return 'ه'
	}
	return r
}

func ascii(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// unspaced reports whether r is of a script that sets no spaces between words, or of Korean, whose words carry
// endings.
func unspaced(r rune) bool {
	if r < 0x0e00 {
		return false
	}
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai, unicode.Lao,
		unicode.Khmer, unicode.Myanmar) || r == 'ー' || r == '々'
}
