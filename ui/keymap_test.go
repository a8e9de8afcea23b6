package ui

import (
	"errors"
	"strings"
	"testing"
)

func TestEveryPresetIsAMapWithoutCollisions(t *testing.T) {
	for _, name := range Presets() {
		rows, err := KeyTable(Keys{Preset: name})
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		known := map[string]bool{}
		for _, r := range rows {
			known[r.Action] = true
		}
		for action := range presets()[name].bind {
			if !known[action] {
				t.Errorf("%s binds %q, which is no action", name, action)
			}
		}
		for _, action := range presets()[name].only {
			if !known[action] {
				t.Errorf("%s keeps %q, which is no action", name, action)
			}
		}
	}
}

func TestAKeyThatIsGivenAwayIsTakenFromItsAction(t *testing.T) {
	actions, m, err := bound(allActions(), Keys{Bind: map[string][]string{"page-up": {"b"}, "bookmark": {"B"}}})
	if err != nil {
		t.Fatal(err)
	}
	if got, _ := m.Lookup("list", []string{"b"}); got != "page-up" {
		t.Errorf("b is %q", got)
	}
	if got, _ := m.Lookup("list", []string{"s"}); got != "" {
		t.Errorf("s is still %q", got)
	}
	if got, _ := m.Lookup("list", []string{"ctrl+b"}); got != "" {
		t.Errorf("ctrl+b is still %q", got)
	}
	if len(actions) != len(allActions()) {
		t.Error("an action is lost")
	}
}

func TestWrongKeysAreNamedWithTheRemedy(t *testing.T) {
	for name, c := range map[string]struct {
		keys Keys
		want string
	}{
		"preset":   {Keys{Preset: "emacs"}, `no key map "emacs"; there are default, newsboat`},
		"action":   {Keys{Bind: map[string][]string{"bookmarks": {"B"}}}, `no action "bookmarks"; did you mean bookmark, go-bookmarks?`},
		"key":      {Keys{Bind: map[string][]string{"undo": {"hyper+u"}}}, `no key "hyper+u"`},
		"legacy":   {Keys{Bind: map[string][]string{"undo": {"ctrl+i"}}}, `"ctrl+i" is tab in most terminals`},
		"count":    {Keys{Bind: map[string][]string{"undo": {"7"}}}, `"7" is for counts`},
		"prefix":   {Keys{Bind: map[string][]string{"undo": {"g"}}}, `key "g" is undo and also begins longer keys`},
		"twice":    {Keys{Bind: map[string][]string{"undo": {"X"}, "redo": {"X"}}}, `key "X" is bound to`},
		"no way":   {Keys{Bind: map[string][]string{"quit": {}}}, "no key quits"},
		"macro":    {Keys{Macros: map[string][]string{"r": {"bookmrk"}}}, `macro "r": there is no action "bookmrk"`},
		"no steps": {Keys{Macros: map[string][]string{"r": {}}}, `macro "r" does nothing`},
	} {
		err := CheckKeys(c.keys)
		var f *KeyFault
		if err == nil || !strings.Contains(err.Error(), c.want) || !errors.As(err, &f) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

func TestSentencesNameTheKeysAsTheyAre(t *testing.T) {
	d := start(t, morning(), 80, 24, func(o *Options) {
		o.Keys = Keys{Bind: map[string][]string{"undo": {"U"}, "all-read": {"W"}, "help": {"f9"}}}
	})
	d.Press("W")
	if s := d.Screen(); !strings.Contains(s, "U undoes") || strings.Contains(s, " u undoes") {
		t.Errorf("the toast names another key:\n%s", s)
	}
	d.Press("Z")
	if s := d.Screen(); !strings.Contains(s, "f9 shows keys") {
		t.Errorf("the answer to an unknown key names another key:\n%s", s)
	}
}

func TestMacrosDoTheirActionsInOrder(t *testing.T) {
	s := morning()
	d := start(t, s, 80, 24, func(o *Options) {
		o.Keys = Keys{Macros: map[string][]string{"r": {"bookmark", "down", "bookmark"}}}
	})
	d.Press(", r")
	if n := strings.Count(d.Screen(), "★"); n != 4 { // two are kept in the beginning
		t.Errorf("%d rows are starred:\n%s", n, d.Screen())
	}
}
