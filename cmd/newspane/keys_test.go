//go:build unix

package main

import (
	"strings"
	"testing"

	"newspane/ui"
)

// bytesOf are what a terminal sends for keys that are no sign; esc as kitty sends it, which cannot be taken for the
// beginning of another key.
var bytesOf = map[string]string{
	"enter": "\r", "space": " ", "tab": "\t", "shift+tab": "\x1b[Z", "backspace": "\x7f", "esc": "\x1b[27u", "up": "\x1b[A", "down": "\x1b[B",
	"right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H", "end": "\x1b[F", "pgup": "\x1b[5~", "pgdown": "\x1b[6~", "f1": "\x1bOP",
	"f5": "\x1b[15~", "shift+space": "\x1b[32;2u",
}

// sent are the bytes of a sequence of keys.
func sent(t *testing.T, sequence string) string {
	var b strings.Builder
	for _, k := range strings.Fields(sequence) {
		letter, ctrl := strings.CutPrefix(k, "ctrl+")
		switch known, ok := bytesOf[k]; {
		case ok:
			b.WriteString(known)
		case ctrl && len(letter) == 1:
			b.WriteByte(letter[0] & 0x1f)
		case len(k) == 1:
			b.WriteString(k)
		default:
			t.Fatalf("no terminal sends %q", k)
		}
	}
	return b.String()
}

// Every key of the map is pressed in the list and in the article of the real program. After each, esc closes what it
// opened, and a key that is not bound must be answered: the program still listens.
func TestTheWholeKeyMapIsAnsweredByTheRealProgram(t *testing.T) {
	t.Setenv("BROWSER", "true")
	t.Setenv("EDITOR", "true")
	t.Setenv("PAGER", "true")
	rows, err := ui.KeyTable(ui.Keys{})
	if err != nil {
		t.Fatal(err)
	}
	p := openTTY(t, t.TempDir(), 120, 40)
	p.shows("One key reads the whole paper")
	free := [2]string{"W", "X"}
	listening := func(after string) {
		t.Helper()
		p.press(strings.Repeat(bytesOf["esc"], 4) + free[0])
		p.insist(free[0], "answer after "+after, func(s string) bool { return strings.Contains(s, free[0]+" is not bound here") })
		free[0], free[1] = free[1], free[0]
	}
	pressed := 0
	for _, place := range []string{"g a", "g a enter"} {
		for _, r := range rows {
			if r.Action == "quit" || r.Action == "leave" || r.Action == "suspend" {
				continue
			}
			for _, seq := range r.Sequences {
				p.press(sent(t, place))
				listening(place)
				p.press(sent(t, seq))
				p.wait("answer to "+seq, func(s string) bool { return !strings.Contains(s, free[1]+" is not bound here") })
				if strings.Contains(p.text(), "is not bound here") {
					t.Errorf("%s is not bound:\n%s", seq, p.text())
				}
				listening(seq)
				pressed++
			}
		}
	}
	t.Logf("%d keys pressed", pressed)
	p.press("Q")
	if code := p.end(); code != 0 {
		t.Errorf("exit status %d", code)
	}
}
