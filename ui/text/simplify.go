package text

import (
	"strings"
	"unicode/utf8"
)

const (
	joiner    = '\u200d'
	textForm  = '\ufe0e'
	emojiForm = '\ufe0f'
)

// Simplify returns s with the graphemes on which terminals disagree made plain: ZWJ sequences become their first
// emoji, variation selectors, keycap rings and skin tones go. Use it until the terminal confirms mode 2027. Joiners
// between letters (Arabic, Indic) stay.
func Simplify(s string) string {
	i := 0
	for i < len(s) && s[i] < utf8.RuneSelf {
		i++
	}
	if i == len(s) || !strings.ContainsFunc(s[i:], disputed) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	emoji := false // the last character written is an emoji
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == joiner && emoji:
			i = skipJoined(s, i+n)
			continue
		case !disputed(r):
			emoji = pictograph(r)
			b.WriteString(s[i : i+n])
		case r == joiner:
			b.WriteString(s[i : i+n])
		case tone(r) && !emoji: // a swatch by itself
			emoji = true
			b.WriteString(s[i : i+n])
		}
		i += n
	}
	return b.String()
}

// skipJoined returns the index behind the emoji at i, which a joiner ties to another.
func skipJoined(s string, i int) int {
	r, n := utf8.DecodeRuneInString(s[i:])
	if pictograph(r) {
		i += n
	}
	return i
}

func disputed(r rune) bool {
	return r == joiner || r == textForm || r == emojiForm || r == '\u20e3' || tone(r)
}

// tone reports whether r is a Fitzpatrick modifier.
func tone(r rune) bool { return r >= 0x1f3fb && r <= 0x1f3ff }

// pictograph reports whether r is in a block of emoji that joiners tie together.
func pictograph(r rune) bool {
	return r >= 0x1f000 && r <= 0x1faff || r >= 0x2190 && r <= 0x27bf || r >= 0x2b00 && r <= 0x2bff
}
