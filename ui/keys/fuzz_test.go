package keys

import (
	"strings"
	"testing"
)

// FuzzSequence checks that a sequence of keys that is taken can be bound and is found again, key by key.
func FuzzSequence(f *testing.F) {
	for _, s := range []string{"g g", "ctrl+d", "space", "shift+tab", "alt+ctrl+x", "G", "?", "f13", "", "ctrl+i", "9", "g 9", "ctrl++", "é", "\x1b", "shift+a", "ctrl+A", "\u200b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if Check(s) != nil {
			return
		}
		m, err := New([]Binding{{s, "list", "act"}})
		if err != nil {
			t.Fatalf("%q: %v", s, err)
		}
		strokes := strings.Fields(s)
		for n := 1; n < len(strokes); n++ {
			if action, more := m.Lookup("list", strokes[:n]); action != "" || !more {
				t.Fatalf("%q after %d keys: %q, %v", s, n, action, more)
			}
		}
		if action, _ := m.Lookup("list", strokes); action != "act" {
			t.Fatalf("%q is %q", s, action)
		}
	})
}
