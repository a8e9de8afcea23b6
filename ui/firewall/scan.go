package firewall

import "bytes"

// maxSequence is the most bytes of a sequence; the longest that we send are a picture in sixels and a text for the
// clipboard. What is longer is dropped, so that memory is bounded.
const maxSequence = 4 << 20

// state is where in a sequence a scanner is. The states follow ECMA-48 (and https://vt100.net/emu/dec_ansi_parser), in
// the 7-bit forms alone: the 8-bit ones never pass.
type state uint8

const (
	ground       state = iota
	escape             // after ESC
	intermediate       // in an escape sequence of more than two bytes
	csi
	text       // in the text of an OSC, DCS, APC, PM or SOS
	textEscape // after an ESC in it
	skip       // in a text that was too long
)

// verdict is what a byte made of a sequence.
type verdict uint8

const (
	more      verdict = iota // it goes on with this byte
	whole                    // it ends with this byte
	broken                   // it ended before this byte, which begins something else
	restarted                // it ended before the ESC before this byte
	tooLong                  // it is dropped, up to the end of its text
)

// scanner finds the end of a sequence, a byte at a time. The zero value is in no sequence.
type scanner struct {
	state state
	intro byte // what follows the ESC
}

// run takes the sequence that begins at b[i], with an ESC, and returns its end: len(b) when it goes on.
func (s *scanner) run(b []byte, i int) (end int, v verdict) {
	s.state = escape
	for end = i + 1; end < len(b); end++ {
		if s.state == text {
			if end = min(end+s.dull(b[end:]), i+maxSequence); end == len(b) {
				break
			}
		}
		switch v := s.step(b[end], end-i); v {
		case whole:
			return end + 1, v
		case broken, tooLong:
			return end, v
		case restarted:
			s.state = ground
			return end - 1, broken
		}
	}
	return end, more
}

// dull returns the length of the beginning of a text that says nothing about where it ends.
func (s *scanner) dull(b []byte) int {
	if n := bytes.IndexByte(b, 0x1b); n >= 0 {
		b = b[:n]
	}
	if n := bytes.IndexByte(b, 0x07); n >= 0 && s.intro == ']' {
		b = b[:n]
	}
	return len(b)
}

// step takes the next byte of a sequence that has n bytes so far.
func (s *scanner) step(c byte, n int) verdict {
	v := s.next(c)
	switch {
	case v == more && n >= maxSequence:
		s.state = skip
		return tooLong
	case v == restarted:
		s.state = escape
	case v != more:
		s.state = ground
	}
	return v
}

func (s *scanner) next(c byte) verdict {
	final, middle := c >= 0x30 && c <= 0x7e, c >= 0x20 && c <= 0x2f
	switch s.state {
	case escape:
		return s.begin(c)
	case intermediate:
		switch {
		case middle:
			return more
		case final:
			return whole
		}
		return broken
	case csi:
		switch {
		case c >= 0x40 && c <= 0x7e:
			return whole
		case middle, final:
			return more
		}
		return broken
	case text:
		switch {
		case c == 0x1b:
			s.state = textEscape
		case c == 0x07 && s.intro == ']':
			return whole
		}
		return more
	}
	switch { // textEscape
	case c == '\\':
		return whole
	case c == 0x1b && s.intro == 'P': // as tmux wants it in what it hands on
		s.state = text
		return more
	}
	return restarted
}

// begin takes the byte after the ESC.
func (s *scanner) begin(c byte) verdict {
	s.intro = c
	switch {
	case c == '[':
		s.state = csi
		return more
	case c == ']' || c == 'P' || c == '_' || c == '^' || c == 'X':
		s.state = text
		return more
	case c >= 0x20 && c <= 0x2f:
		s.state = intermediate
		return more
	case c >= 0x30 && c <= 0x7e:
		return whole
	}
	return broken
}
