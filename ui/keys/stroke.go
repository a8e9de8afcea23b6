package keys

import (
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"
)

// Stroke returns the name of a key press as bindings spell it: "j", "G", "?", "space", "ctrl+d", "pgdown". A letter of
// another script stands for the key at its place on a US keyboard: by the terminal's report (kitty keyboard protocol,
// base layout key) or, for Cyrillic on terminals without it, by the ЙЦУКЕН layout.
func Stroke(k tea.Key) string {
	if k.Code == tea.KeySpace || k.Text == " " {
		if k.Mod.Contains(tea.ModShift) {
			return "shift+space"
		}
		return "space"
	}
	if k.Text != "" && k.Mod&^(tea.ModShift|tea.ModCapsLock|tea.ModNumLock) == 0 {
		return latin(k)
	}
	k.Mod &^= tea.ModCapsLock | tea.ModNumLock
	if k.Code > unicode.MaxASCII && unicode.IsLetter(k.Code) { // ctrl+в
		if k.BaseCode != 0 {
			k.Code = k.BaseCode
		} else if l, ok := jcuken[k.Code]; ok {
			k.Code = l
		}
	}
	return k.Keystroke()
}

func latin(k tea.Key) string {
	r := []rune(k.Text)
	if len(r) != 1 || r[0] <= unicode.MaxASCII {
		return k.Text
	}
	upper := unicode.IsUpper(r[0])
	base := k.BaseCode
	if base == 0 || base > unicode.MaxASCII {
		base = jcuken[unicode.ToLower(r[0])]
	}
	switch {
	case base == 0:
		return k.Text
	case upper || k.Mod.Contains(tea.ModShift):
		return shifted(base)
	}
	return string(base)
}

// shifted returns what shift makes of a key of the US layout.
func shifted(r rune) string {
	const plain, shift = "`1234567890-=[]\\;',./", "~!@#$%^&*()_+{}|:\"<>?"
	if i := strings.IndexRune(plain, r); i >= 0 {
		return shift[i : i+1]
	}
	return string(unicode.ToUpper(r))
}

// jcuken gives for a letter of the Russian layout the key of the US layout at its place.
var jcuken = func() map[rune]rune {
	const cyrillic, us = "йцукенгшщзхъфывапролджэячсмитьбюё", "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
	keys := []rune(us)
	m := map[rune]rune{}
	for i, r := range []rune(cyrillic) {
		m[r] = keys[i]
	}
	return m
}()
