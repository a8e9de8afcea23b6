package fold

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// Most words are of letters that fold each to one letter whatever stands beside them. They are looked up in a table
// that the general way has made, and only what has others takes that way itself.

// tabled is how many runes the table has: those of the Latin, Greek, Cyrillic, Hebrew and Arabic alphabets.
const tabled = 0x0700

// table has what a rune folds to by itself, 0 where that is not one letter or depends on others.
var table = sync.OnceValue(func() *[tabled]rune {
	var t [tabled]rune
	for r := rune(1); r < tabled; r++ {
		// Between two letters: what joins them, or would be dropped beside one, is not of one letter.
		f := []rune(general("x" + string(r) + "x"))
		if len(f) == 3 && f[0] == 'x' && f[2] == 'x' {
			t[r] = f[1]
		}
	}
	return &t
})

// swift is general for texts that can be folded letter by letter; ok is false for others.
func swift(s string) (folded string, ok bool) {
	t := table()
	same := true
	for _, r := range s {
		switch f := letter(t, r); {
		case f == 0 || f == utf8.RuneError:
			return "", false
		case f != r:
			same = false
		}
	}
	if same {
		return s, true
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		b.WriteRune(letter(t, r))
	}
	return b.String(), true
}

// letter is what a rune folds to by itself, 0 where that is not known.
func letter(t *[tabled]rune, r rune) rune {
	switch {
	case r < tabled:
		return t[r]
	case r >= 0x4e00 && r <= 0x9fff, r >= 0xac00 && r <= 0xd7a3, r >= 0x3041 && r <= 0x3096, r >= 0x30a1 && r <= 0x30fa, r == 'ー':
		return r // ideographs, Korean syllables, kana
	}
	return 0
}
