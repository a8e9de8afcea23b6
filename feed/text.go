package feed

import (
	"encoding/json"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text is foreign text that is fit for a terminal. Only [Clean] and [CleanBlock] make one, so a value of this
// type holds no control character, no escape sequence, no bidi override and no noncharacter, whoever sent it.
// The zero value is the empty text.
type Text struct{ s string }

// String returns the text. It is the only way out of the type.
func (t Text) String() string { return t.s }

// IsEmpty reports whether the text has no character.
func (t Text) IsEmpty() bool { return t.s == "" }

// MarshalJSON writes the text as a JSON string.
func (t Text) MarshalJSON() ([]byte, error) { return json.Marshal(t.s) }

// UnmarshalJSON reads a JSON string through [CleanBlock]: stored text is as foreign as any.
func (t *Text) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	*t = CleanBlock(s)
	return nil
}

// MaxLine is the most bytes that a one-line field keeps.
const MaxLine = 4 << 10

// Clean returns s as one line: white space folded to single spaces (the ideographic space stays as it is) and
// trimmed, and everything that [CleanBlock] removes. What has nothing visible becomes the empty text. At most
// [MaxLine] bytes are kept. It is idempotent.
func Clean(s string) Text {
	if len(s) > 4*MaxLine {
		s = s[:4*MaxLine]
	}
	s = fold(strip(s, false))
	if len(s) > MaxLine {
		n := MaxLine
		for !utf8.RuneStart(s[n]) {
			n--
		}
		s = fold(strip(s[:n], false)) // what the cut has parted, as a digit from its keycap
	}
	return Text{s}
}

// CleanBlock returns s fit for a terminal, for running text: line feeds stay and spaces are not folded. Escape
// sequences (ECMA-48 CSI, OSC, DCS, APC, PM, SOS, in 7-bit and C1 form) are dropped as units, an unterminated one up to
// the end; controls, bidi embeddings, overrides and isolates, noncharacters, private use and tag characters are
// removed; bad UTF-8 becomes U+FFFD. A base keeps at most 8 combining marks, and of runs of more than two characters
// without width nothing stays. Tabs become spaces up to stops of four. It is idempotent.
func CleanBlock(s string) Text { return Text{strip(s, true)} }

// fold makes runs of white space single spaces and trims. An ideographic space stands for the others beside it.
func fold(s string) string {
	if !foldable(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	space, visible := false, false
	wide := 0 // ideographic spaces not yet written
	for _, r := range s {
		switch {
		case r == ideographicSpace:
			wide++
			continue
		case unicode.IsSpace(r):
			space = true
			continue
		case b.Len() == 0 && combining(r):
			continue // it would join what stands on the left
		case b.Len() == 0:
		case wide > 0:
			for range wide {
				b.WriteRune(ideographicSpace)
			}
		case space:
			b.WriteByte(' ')
		}
		space, wide = false, 0
		visible = visible || !widthless(r) && !combining(r) && !filler(r)
		b.WriteRune(r)
	}
	if !visible {
		return ""
	}
	return b.String()
}

// foldable reports whether folding may change s.
func foldable(s string) bool {
	space := true
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= utf8.RuneSelf:
			return true
		case c == ' ' && space, c < ' ':
			return true
		default:
			space = c == ' '
		}
	}
	return space && s != ""
}
