package related

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// word is a piece of text that counts: a word without case and accents, or two neighbouring letters of a script that
// sets no spaces.
type word struct {
	folded  string
	spelled string // as it stands in the text
	dense   bool   // of a script without spaces
	joined  bool   // dense, and its first letter is the last of the word before
	single  bool   // one letter: tells the language at best
}

// words cuts text into words in order. A dense run of letters abc gives a, b and c, and ab and bc.
func words(text string, yield func(word)) {
	start := -1                // of the word at hand
	held, heldAt := rune(0), 0 // the last letter of a dense run
	joined := false
	end := func(at int) {
		if start >= 0 {
			spelled := cut(text[start:at])
			if f := fold(spelled); f != "" {
				yield(word{folded: f, spelled: spelled, single: utf8.RuneCountInString(f) == 1})
			}
			start = -1
		}
	}
	for i, r := range text {
		switch {
		case unspaced(r):
			end(i)
			yield(word{folded: fold(string(r)), spelled: string(r), dense: true, single: true})
			if held != 0 {
				s := text[heldAt : i+utf8.RuneLen(r)]
				yield(word{folded: fold(s), spelled: s, dense: true, joined: joined})
				joined = true
			}
			held, heldAt = r, i
			continue
		case unicode.IsLetter(r) || unicode.IsNumber(r) || start >= 0 && (unicode.IsMark(r) || unicode.Is(unicode.Cf, r)):
			if start < 0 {
				start = i
			}
		case held != 0 && unicode.IsMark(r):
			continue // of the dense letter
		default:
			end(i)
		}
		held, joined = 0, false
	}
	end(len(text))
}

// cut shortens a word that is none.
func cut(s string) string {
	if len(s) <= maxWord {
		return s
	}
	n := maxWord
	for !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// fold returns a word without case, compatibility forms, and the accents of the alphabets in which they are often left
// out (Latin, Greek, Cyrillic, Hebrew, Arabic).
func fold(s string) string {
	if isASCII(s) {
		return strings.ToLower(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	strip := false
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r):
			if !strip {
				b.WriteRune(r)
			}
			continue
		case unicode.Is(unicode.Cf, r), r == 'ـ': // soft hyphens, joiners, tatweel
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

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// unspaced reports whether r is of a script that sets no spaces between words, or of Korean, whose words carry endings.
func unspaced(r rune) bool {
	if r < 0x0e00 {
		return false
	}
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai, unicode.Lao,
		unicode.Khmer, unicode.Myanmar) && !unicode.IsMark(r) || r == 'ー' || r == '々'
}
