package feed

import (
	"strings"
	"unicode/utf8"
)

// escapes finds how far escape sequences reach (ECMA-48, and what terminals make of it). It remembers that no string
// terminator follows, so that many unterminated introducers are not searched again and again.
type escapes struct {
	noEnd  bool // no ST ahead
	noBell bool // neither ST nor BEL ahead
}

// length returns the bytes of the escape sequence that s begins with, in 7-bit form or with a C1 introducer; that of an
// unterminated string is all of s.
func (e *escapes) length(s string) int {
	r, n := utf8.DecodeRuneInString(s)
	kind := byte(0)
	if r == 0x1b {
		if len(s) == n || s[n] < 0x20 || s[n] >= 0x7f { // nothing that ESC goes with
			return n
		}
		kind = s[n]
		n++
	} else {
		kind = byte(r-0x80) + '@'
	}
	switch {
	case kind == '[':
		return n + control(s[n:])
	case kind == ']', kind == 'P', kind == '_', kind == '^', kind == 'X':
		if end := e.end(s[n:], kind == ']'); end > 0 {
			return n + end
		}
		return len(s)
	case kind == 'k': // a title, in screen and tmux
		return n + e.end(s[n:], true)
	case kind == ' ': // only few go on, and a space may as well be the text's
		if n < len(s) && strings.IndexByte("FGLMN", s[n]) >= 0 {
			return n + 1
		}
		return n - 1
	case kind < 0x30: // ESC, intermediates, final
		for n < len(s) && s[n] >= 0x20 && s[n] < 0x30 {
			n++
		}
		if n < len(s) && s[n] >= 0x30 && s[n] < 0x7f {
			n++
		}
	}
	return n
}

// raw returns the bytes of a sequence that begins with a bare C1 byte, which is bad UTF-8 but known to old terminals;
// 0 when it is none. As the byte may as well be a letter in another charset, only whole sequences count.
func (e *escapes) raw(s string) int {
	switch s[0] {
	case 0x9b:
		if n := control(s[1:]); n > 1 {
			return 1 + n
		}
	case 0x9d, 0x90, 0x98, 0x9e, 0x9f:
		if end := e.end(s[1:], s[0] == 0x9d); end > 0 {
			return 1 + end
		}
	}
	return 0
}

// control returns the bytes of a control sequence behind its introducer: parameters, intermediates, final.
func control(s string) int {
	n := 0
	for n < len(s) && s[n] >= 0x20 && s[n] <= 0x3f {
		n++
	}
	if n < len(s) && s[n] >= 0x40 && s[n] <= 0x7e {
		n++
	}
	return n
}

// end returns the bytes up to the end of the string terminator in s, 0 when there is none. BEL ends some strings.
func (e *escapes) end(s string, bell bool) int {
	if e.noBell || e.noEnd && !bell {
		return 0
	}
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == 0x07 && bell, c == 0x18, c == 0x1a: // CAN and SUB break off
			return i + 1
		case c == 0x1b && strings.HasPrefix(s[i:], "\x1b\\"):
			return i + 2
		case c == 0xc2 && strings.HasPrefix(s[i:], "\u009c"):
			return i + 2
		case c == 0x9c:
			if r, n := utf8.DecodeLastRuneInString(s[:i+1]); r == utf8.RuneError && n == 1 {
				return i + 1
			}
		}
	}
	e.noEnd = true
	e.noBell = e.noBell || bell
	return 0
}
