package parse

import (
	"encoding/base64"
	"strings"
	"unicode/utf16"
)

// decodeUTF7 reads UTF-7 (RFC 2152), for the feeds that still declare it.
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
