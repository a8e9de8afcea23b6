//go:build unix

package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestTheFirstStartAsksAndEscLeadsToTheWelcomeEdition(t *testing.T) {
	t.Setenv("LC_ALL", "de_DE.UTF-8")
	home := t.TempDir()
	view := filepath.Join(home, "view.json")
	if err := os.WriteFile(view, []byte("{}"), 0o600); err != nil { // nothing was asked yet
		t.Fatal(err)
	}
	p := openTTY(t, home, 80, 24)
	p.shows("which languages do you read?")
	p.shows("[x] Deutsch")
	p.press("\r")
	p.shows("what do you want to read about?")
	p.press("\r")
	p.shows("follow")
	p.press("\x1b[27u")
	p.shows("One key reads the whole paper")
	p.press("Q")
	p.end()
	if v := readView(view); !v.Asked {
		t.Error("it would ask again")
	}
	p = openTTY(t, home, 80, 24)
	p.shows("One key reads the whole paper")
	p.press("Q")
	p.end()
}
