package page

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// fold keeps letters and digits in lower case, single spaces between words. Marks that writers leave out in capitals or in
// haste (the accents of Greek, the points of Arabic, the dot of the Turkish i) make no difference.
func fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		switch {
		case r == 0xad || r >= 0x200b && r <= 0x200f || isPoint(r):
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r):
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			if r = unicode.ToLower(r); r >= utf8.RuneSelf {
				r = plainLetter(r)
			}
			b.WriteRune(r)
		default:
			space = true
		}
	}
	return b.String()
}

// isPoint reports whether a mark is one that may be left out: the vowels and the stretching of Arabic, the nukta.
func isPoint(r rune) bool {
	return r >= 0x64b && r <= 0x652 || r == 0x640 || r == 0x670 || r == 0x93c
}

// plainLetter is the letter that stands for r where its mark is left out, r itself where none is.
func plainLetter(r rune) rune {
	switch r {
	case 'ı':
		return 'i'
	case 'ё':
		return 'е'
	case 'ά':
		return 'α'
	case 'έ':
		return 'ε'
	case 'ή':
		return 'η'
	case 'ί', 'ϊ', 'ΐ':
		return 'ι'
	case 'ό':
		return 'ο'
	case 'ύ', 'ϋ', 'ΰ':
		return 'υ'
	case 'ώ':
		return 'ω'
	case 'ς':
		return 'σ'
	case 'أ', 'إ', 'آ', 'ٱ':
		return 'ا'
	case 'ى', 'ی':
		return 'ي'
	case 'ک':
		return 'ك'
	}
	if r >= 0x958 && r <= 0x95f { // letters of Devanagari with a nukta
		return [...]rune{0x915, 0x916, 0x917, 0x91c, 0x921, 0x922, 0x92b, 0x92f}[r-0x958]
	}
	return r
}
