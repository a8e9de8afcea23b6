package store

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"newspane/feed/fold"
)

// A token is a piece of text that the index knows: a word without case and accents, or two neighbouring letters of a
// script that sets no spaces. tokens and the index must agree: who changes this bumps the index (see [Store.Reindex]).

// maxToken is the most bytes of a token; longer words are cut.
const maxToken = 64

// token is a folded word; dense ones belong to a run of a script without spaces.
type token struct {
	text  string
	dense bool
	last  bool // the single letter that ends a dense run
}

// tokens cuts text into tokens in order. A dense run abc gives ab, bc and c, so that every letter of it begins a token.
func tokens(text string, yield func(token)) {
	var word strings.Builder
	var held rune // the last letter of a dense run
	end := func() {
		if word.Len() > 0 {
			yield(token{text: word.String()})
			word.Reset()
		}
		if held != 0 {
			yield(token{text: string(held), dense: true, last: true})
			held = 0
		}
	}
	for _, r := range fold.Text(text) {
		switch {
		case fold.Unspaced(r):
			if word.Len() > 0 {
				end()
			}
			if held != 0 {
				yield(token{text: string(held) + string(r), dense: true})
			}
			held = r
		case unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r):
			if held != 0 {
				end()
			}
			if word.Len()+utf8.RuneLen(r) <= maxToken {
				word.WriteRune(r)
			}
		default:
			end()
		}
	}
	end()
}

// indexed returns text as the index takes it: tokens parted by spaces.
func indexed(b *strings.Builder, text string) {
	tokens(text, func(t token) {
		b.WriteString(t.text)
		b.WriteByte(' ')
	})
}
