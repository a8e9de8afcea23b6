// Package fold makes words comparable that people take for the same: "Łódź", "łódź" and "lodz". The search index, the
// query language and the relating of stories share it, so that what one finds the others find.
//
// It is not for showing: folded text is for comparing only. It knows nothing of articles and imports nothing of ours.
package fold

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Text returns s without case, compatibility forms (Unicode NFKD), invisible format characters and the accents of the
// alphabets in which they are often left out (Latin, Greek, Cyrillic, Hebrew, Arabic); marks of other scripts are
// letters and stay. Bytes that are not UTF-8 become U+FFFD. Folding twice changes nothing more.
func Text(s string) string {
	if ascii(s) {
		return strings.ToLower(s)
	}
	if folded, ok := swift(s); ok {
		return folded
	}
	return general(s)
}

// general is Text for any text.
func general(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	strip := false // the mark belongs to an alphabet whose marks are dropped
	for _, r := range norm.NFKD.String(strings.ToValidUTF8(s, "\ufffd")) {
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
		strip = r <= 0x06ff || r >= 0x1e00 && r <= 0x1fff
		if plain, ok := plainLetters[r]; ok {
			b.WriteString(plain)
		} else {
			b.WriteRune(r)
		}
	}
	return norm.NFC.String(b.String())
}

// plainLetters are letters that Unicode does not decompose, and what people type for them.
var plainLetters = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'þ': "th", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'ħ': "h", 'ı': "i", 'ŧ': "t",
	'ς': "σ", 'ى': "ي", 'ی': "ي", 'ک': "ك", 'ة': "ه",
}

// Unspaced reports whether r is of a script that sets no spaces between words, or of Korean, whose words carry
// endings: text in it is compared by pairs of neighbouring letters.
func Unspaced(r rune) bool {
	if r < 0x0e00 {
		return false
	}
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai, unicode.Lao,
		unicode.Khmer, unicode.Myanmar) || r == 'ー' || r == '々'
}

func ascii(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
