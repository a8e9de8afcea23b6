package feed

import (
	"errors"
	"strings"
)

var errOpenQuote = errors.New("a quotation mark is not closed")

// Words splits a line into words as shells do: blanks part them, '…' and "…" hold them together, and in "…" a
// backslash before " or \ takes it as it is. A word that begins with # begins a comment; end is where, or the length of
// the line. Nothing is expanded.
func Words(line string) (words []string, end int, err error) {
	var word strings.Builder
	inside := false // a word, which may be empty
	for i := 0; i < len(line); i++ {
		c := line[i]
		switch {
		case c == ' ' || c == '\t' || c == '\r' || c == '\n':
			if inside {
				words, inside = append(words, word.String()), false
				word.Reset()
			}
			continue
		case c == '#' && !inside:
			return words, i, nil
		case c == '\'' || c == '"':
			n := quotedText(&word, line[i+1:], c)
			if n < 0 {
				return words, i, errOpenQuote
			}
			i += n
		default:
			word.WriteByte(c)
		}
		inside = true
	}
	if inside {
		words = append(words, word.String())
	}
	return words, len(line), nil
}

// quotedText adds what stands in s before the closing quotation mark to word, and returns the bytes up to behind that
// mark; -1 when there is none.
func quotedText(word *strings.Builder, s string, quote byte) int {
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == quote:
			return i + 1
		case quote == '"' && s[i] == '\\' && i+1 < len(s) && (s[i+1] == '"' || s[i+1] == '\\'):
			i++
		}
		word.WriteByte(s[i])
	}
	return -1
}

// QuoteWord writes a word so that [Words] reads it as one; most are left as they are.
func QuoteWord(s string) string {
	if s != "" && s[0] != '#' && !strings.ContainsAny(s, " \t\r\n\"'") {
		return s
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}
