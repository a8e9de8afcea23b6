package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// Sentences returns where the sentences of s end, in bytes: UAX #29, but for the full stops of initials and of common
// abbreviations, which end none. The last is len(s), unless s is empty. White space behind a sentence belongs to it.
func Sentences(s string) []int {
	var ends []int
	rest, state, at := s, -1, 0
	for rest != "" {
		var sentence string
		sentence, rest, state = uniseg.FirstSentenceInString(rest, state)
		at += len(sentence)
		if rest == "" || !abbreviated(sentence) {
			ends = append(ends, at)
		}
	}
	return ends
}

// abbreviated reports whether what ends with a full stop goes on behind it.
func abbreviated(sentence string) bool {
	word, stop := strings.CutSuffix(strings.TrimRightFunc(sentence, unicode.IsSpace), ".")
	if !stop {
		return false
	}
	word = word[strings.LastIndexFunc(word, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("(“\"'’[", r) })+1:]
	if r, n := utf8.DecodeRuneInString(word); n > 0 && !unicode.IsLetter(r) { // the cut was before a character, not behind it
		word = word[n:]
	}
	if r, n := utf8.DecodeRuneInString(word); n == len(word) && unicode.IsUpper(r) && r != 'I' {
		return true // an initial
	}
	switch strings.ToLower(word) {
	case "mr", "mrs", "ms", "dr", "prof", "st", "no", "vs", "sen", "rep", "gov", "gen", "col", "lt", "sgt", "rev", "hon", "e.g", "i.e",
		"cf", "ca", "fig", "art", "bzw", "z.b", "u.a", "nr", "mme", "sr", "sra", "jan", "feb", "aug", "sept", "oct", "nov", "dec":
		return true
	}
	return false
}
