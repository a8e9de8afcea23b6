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

// Clean returns s as one line: white space folded to single spaces and trimmed, escape sequences (ECMA-48 CSI,
// OSC, DCS, APC, PM, SOS, in 7-bit and C1 form) dropped as units, controls, bidi overrides, noncharacters and tag
// characters removed, bad UTF-8 shown as U+FFFD, at most [MaxLine] bytes. It is idempotent.
func Clean(s string) Text {
	if len(s) > 4*MaxLine {
		s = s[:4*MaxLine]
	}
	s = strip(s, false)
	s = strings.Join(strings.Fields(s), " ")
	if len(s) > MaxLine {
		s = s[:MaxLine]
		for len(s) > 0 && !utf8.ValidString(s[max(0, len(s)-utf8.UTFMax):]) {
			s = s[:len(s)-1]
		}
		s = strings.TrimSpace(s)
	}
	return Text{s}
}

// CleanBlock is [Clean] for running text: line feeds stay, tabs become spaces at stops of four, nothing is folded.
func CleanBlock(s string) Text { return Text{strip(s, true)} }

func strip(s string, lines bool) string {
	plain := true
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < 0x20 && !(lines && c == '\n') || c >= 0x7f {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			b.WriteRune(utf8.RuneError)
		case r == 0x1b || r >= 0x80 && r <= 0x9f:
			n = escapeLen(s[i:])
		case r == '\n' && lines:
			b.WriteByte('\n')
		case r == '\t' || r == '\n' || r == '\r' || r == '\v' || r == '\f' || r == 0x2028 || r == 0x2029:
			if lines && (r == 0x2028 || r == 0x2029) {
				b.WriteByte('\n')
			} else if r != '\r' || !lines {
				b.WriteByte(' ')
			}
		case r < 0x20 || r == 0x7f || forbidden(r):
		default:
			b.WriteString(s[i : i+n])
		}
		i += n
	}
	return b.String()
}

func forbidden(r rune) bool {
	switch {
	case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069: // bidi embedding, override, isolate
		return true
	case r >= 0xfdd0 && r <= 0xfdef, r&0xfffe == 0xfffe: // noncharacters
		return true
	case r >= 0xe0000 && r <= 0xe007f: // tag characters
		return true
	}
	return unicode.Is(unicode.Co, r)
}

// escapeLen returns the bytes of the escape sequence that s begins with; an unterminated string sequence ends with s.
func escapeLen(s string) int {
	r, n := utf8.DecodeRuneInString(s)
	kind := byte(0)
	if r == 0x1b {
		if len(s) == n {
			return n
		}
		kind = s[n]
		n++
	} else {
		kind = byte(r-0x80) + 0x40
	}
	switch kind {
	case '[':
		for n < len(s) && s[n] >= 0x20 && s[n] <= 0x3f {
			n++
		}
		if n < len(s) && s[n] >= 0x40 && s[n] <= 0x7e {
			n++
		}
		return n
	case ']', 'P', '_', '^', 'X':
		for i := n; i < len(s); i++ {
			switch {
			case s[i] == 0x07 && kind == ']':
				return i + 1
			case s[i] == 0x1b && i+1 < len(s) && s[i+1] == '\\':
				return i + 2
			case s[i] == 0xc2 && i+1 < len(s) && s[i+1] == 0x9c:
				return i + 2
			}
		}
		return len(s)
	}
	if r == 0x1b && kind >= 0x80 { // ESC before a letter of another script: drop the ESC alone
		return 1
	}
	return n
}
