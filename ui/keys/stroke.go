package keys

import (
	"errors"
	"fmt"
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

// named are the keys that have a name instead of a sign.
var named = map[string]bool{
	"space": true, "enter": true, "tab": true, "esc": true, "backspace": true, "delete": true, "insert": true, "up": true,
	"down": true, "left": true, "right": true, "home": true, "end": true, "pgup": true, "pgdown": true,
	"f1": true, "f2": true, "f3": true, "f4": true, "f5": true, "f6": true, "f7": true, "f8": true, "f9": true, "f10": true,
	"f11": true, "f12": true,
}

// same are keys that terminals without the kitty keyboard protocol cannot tell from others.
var same = map[string]string{"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+h": "backspace", "ctrl+[": "esc"}

// Check returns an error that says what is wrong with a sequence of keystrokes as people write it: "g g", "ctrl+d".
func Check(sequence string) error {
	strokes := strings.Fields(sequence)
	if len(strokes) == 0 {
		return errors.New("a key is empty; the space bar is called \"space\"")
	}
	for _, s := range strokes {
		if other, ok := same[s]; ok {
			return fmt.Errorf("the key %q is %s in most terminals; take another", s, other)
		}
		key, mods := s, 0
		for {
			rest, ok := cutMod(key)
			if !ok {
				break
			}
			key, mods = rest, mods+1
		}
		sign := len([]rune(key)) == 1 && unicode.IsGraphic([]rune(key)[0])
		switch {
		case !sign && !named[key]:
			return fmt.Errorf("there is no key %q; keys are written as j, G, ?, space, enter, f5, ctrl+d, g g", s)
		case sign && strings.HasPrefix(s, "shift+"):
			return fmt.Errorf("the key %q is written as the sign that it types, such as %q", s, shifted([]rune(key)[0]))
		case mods > 0 && sign && key != strings.ToLower(key):
			return fmt.Errorf("the key %q is written with a small letter", s)
		}
		if s >= "0" && s <= "9" && len(s) == 1 && len(strokes) == 1 {
			return fmt.Errorf("the key %q is for counts, such as 3 j", s)
		}
	}
	return nil
}

func cutMod(key string) (string, bool) {
	for _, m := range []string{"ctrl+", "alt+", "shift+"} {
		if rest, ok := strings.CutPrefix(key, m); ok && rest != "" {
			return rest, true
		}
	}
	return key, false
}
