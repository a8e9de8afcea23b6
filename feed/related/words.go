package related

import (
	"unicode"
	"unicode/utf8"

	"newspane/feed/fold"
)

// word is a piece of text that counts: a word without case and accents, or two neighbouring letters of a script that
// sets no spaces.
type word struct {
	folded  string
	spelled string // as it stands in the text
	dense   bool   // of a script without spaces
	joined  bool   // dense, and its first letter is the last of the word before
	single  bool   // one letter: tells the language at best
}

// words cuts text into words in order. A dense run of letters abc gives a, b and c, and ab and bc.
func words(text string, yield func(word)) {
	start := -1                // of the word at hand
	held, heldAt := rune(0), 0 // the last letter of a dense run
	joined := false
	end := func(at int) {
		if start >= 0 {
			spelled := cut(text[start:at])
			if f := fold.Text(spelled); f != "" {
				yield(word{folded: f, spelled: spelled, single: utf8.RuneCountInString(f) == 1})
			}
			start = -1
		}
	}
	for i, r := range text {
		switch {
		case fold.Unspaced(r) && !unicode.IsMark(r):
			end(i)
			yield(word{folded: fold.Text(string(r)), spelled: string(r), dense: true, single: true})
			if held != 0 {
				s := text[heldAt : i+utf8.RuneLen(r)]
				yield(word{folded: fold.Text(s), spelled: s, dense: true, joined: joined})
				joined = true
			}
			held, heldAt = r, i
			continue
		case unicode.IsLetter(r) || unicode.IsNumber(r) || start >= 0 && (unicode.IsMark(r) || unicode.Is(unicode.Cf, r)):
			if start < 0 {
				start = i
			}
		case held != 0 && unicode.IsMark(r):
			continue // of the dense letter
		default:
			end(i)
		}
		held, joined = 0, false
	}
	end(len(text))
}

// cut shortens a word that is none.
func cut(s string) string {
	if len(s) <= maxWord {
		return s
	}
	n := maxWord
	for !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
