package parse

import (
	"encoding/base64"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// utf7 is UTF-7 (RFC 2152), for the feeds that still declare it.
type utf7 struct{}

func (utf7) NewDecoder() *encoding.Decoder { return &encoding.Decoder{Transformer: utf7Decoder{}} }
func (utf7) NewEncoder() *encoding.Encoder { return unicode.UTF8.NewEncoder() }

type utf7Decoder struct{ transform.NopResetter }

// Transform needs the whole text at once, which is how this package decodes.
func (utf7Decoder) Transform(dst, src []byte, atEOF bool) (int, int, error) {
	if !atEOF {
		return 0, 0, transform.ErrShortSrc
	}
	text := decodeUTF7(string(src))
	if len(dst) < len(text) {
		return 0, 0, transform.ErrShortDst
	}
	return copy(dst, text), len(src), nil
}

func decodeUTF7(s string) string {
	var b strings.Builder
	for {
		before, after, ok := strings.Cut(s, "+")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		n := 0
		for n < len(after) && (isAlnum(after[n]) || after[n] == '+' || after[n] == '/') {
			n++
		}
		raw, err := base64.RawStdEncoding.DecodeString(after[:n])
		if n == 0 || err != nil {
			b.WriteByte('+')
		} else {
			units := make([]uint16, len(raw)/2)
			for i := range units {
				units[i] = uint16(raw[2*i])<<8 | uint16(raw[2*i+1])
			}
			b.WriteString(string(utf16.Decode(units)))
		}
		s = strings.TrimPrefix(after[b2i(err == nil)*n:], "-")
	}
}
