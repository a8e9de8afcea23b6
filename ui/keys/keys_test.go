package keys

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

func TestSequencesAreFoundByScope(t *testing.T) {
	m, err := New([]Binding{{"g g", Global, "top"}, {"j", Global, "down"}, {".", "feeds", "fold"}, {"g l", "article", "links"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		scope, strokes, action string
		more                   bool
	}{
		{"list", "j", "down", false}, {"list", "g", "", true}, {"list", "g g", "top", false},
		{"feeds", ".", "fold", false}, {"list", ".", "", false}, {"article", "g l", "links", false}, {"list", "g l", "", false},
		{"list", "x", "", false},
	} {
		action, more := m.Lookup(c.scope, strings.Fields(c.strokes))
		if action != c.action || more != c.more {
			t.Errorf("%s %q: %q %v, want %q %v", c.scope, c.strokes, action, more, c.action, c.more)
		}
	}
	if next := m.Next("article", []string{"g"}); len(next) != 2 || next["g"] != "top" || next["l"] != "links" {
		t.Errorf("after g: %v", next)
	}
}

func TestCollisionsAreErrors(t *testing.T) {
	for name, b := range map[string][]Binding{
		"same scope":          {{"j", Global, "down"}, {"j", Global, "up"}},
		"shadows a global":    {{"j", Global, "down"}, {"j", "feeds", "fold"}},
		"prefix and key":      {{"g", Global, "go"}, {"g g", Global, "top"}},
		"prefix across":       {{"g g", Global, "top"}, {"g", "feeds", "fold"}},
		"global begins local": {{"g", Global, "go"}, {"g l", "article", "links"}},
		"empty":               {{" ", Global, "nothing"}},
	} {
		if _, err := New(b); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestStrokesAreNamedAsBindingsSpellThem(t *testing.T) {
	for want, k := range map[string]tea.Key{
		"j":           {Code: 'j', Text: "j"},
		"G":           {Code: 'g', Text: "G", Mod: tea.ModShift},
		"?":           {Code: '/', Text: "?", Mod: tea.ModShift},
		"space":       {Code: tea.KeySpace, Text: " "},
		"shift+space": {Code: tea.KeySpace, Mod: tea.ModShift},
		"ctrl+d":      {Code: 'd', Mod: tea.ModCtrl},
		"enter":       {Code: tea.KeyEnter},
		"pgdown":      {Code: tea.KeyPgDown},
		"shift+tab":   {Code: tea.KeyTab, Mod: tea.ModShift},
		"backspace":   {Code: tea.KeyBackspace},
		"esc":         {Code: tea.KeyEscape},
		"o":           {Code: 'щ', Text: "щ"},                                                // ЙЦУКЕН
		"O":           {Code: 'щ', Text: "Щ", Mod: tea.ModShift},                             //
		"k":           {Code: 'κ', Text: "κ", BaseCode: 'k'},                                 // Greek, kitty protocol
		"/":           {Code: 'ё' + 0x1000, Text: string(rune('ё' + 0x1000)), BaseCode: '/'}, // any script, base layout key
	} {
		if got := Stroke(k); got != want {
			t.Errorf("%+v is %q, want %q", k, got, want)
		}
	}
	if got := Stroke(tea.Key{Code: 'в', Mod: tea.ModCtrl}); got != "ctrl+d" {
		t.Errorf("ctrl+в is %q", got)
	}
}
