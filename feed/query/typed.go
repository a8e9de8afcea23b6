package query

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Typed is what of a query is being typed: a word that may become the name of a field (Field is Words), or the value
// of a field.
type Typed struct {
	Field Field
	Value string // so far, without the quote that opens it
	From  int    // where it begins in the text, its quote included
	To    int    // where it ends so far
}

// At returns what is being typed at a place of a text, in bytes.
func At(text string, at int) Typed {
	at = min(max(at, 0), len(text))
	start, quoted := 0, false
	for i, r := range text[:at] {
		next := i + utf8.RuneLen(r)
		switch {
		case r == '"' && quoted:
			quoted, start = false, next
		case r == '"':
			quoted = true
			if i > start && text[i-1] != ':' {
				start = i
			}
		case quoted:
		case unicode.IsSpace(r), i == start && (r == '(' || r == '-'):
			start = next
		}
	}
	t := Typed{From: start, To: at}
	token := text[start:at]
	if n := fieldEnd(token); n > 0 {
		if f, ok := fieldCalled(token[:n-1]); ok {
			t.Field, t.From, token = f, start+n, token[n:]
		}
	}
	t.Value = strings.TrimPrefix(token, `"`)
	return t
}

// Unquoted returns a name as the value of a term can hold it: without quotes, with single blanks.
func Unquoted(name string) string { return tidy(strings.ReplaceAll(name, `"`, " ")) }

// Quote returns a name as it must stand behind a field.
func Quote(name string) string {
	name = Unquoted(name)
	if name == "" || needsQuotes(Term{Field: Feed, Value: name}) {
		return `"` + name + `"`
	}
	return name
}
