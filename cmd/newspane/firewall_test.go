//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// wantUncut checks that the firewall kept nothing from the terminal: whatever it would keep was let through by all that
// stands before it.
func wantUncut(t *testing.T, home string) {
	t.Helper()
	log, err := os.ReadFile(filepath.Join(home, "newspane.log"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(log)) {
		if strings.Contains(line, "msg=firewall") {
			t.Errorf("the log says %s", line)
		}
	}
}

func TestTheFirewallCutsNothingOfOursWhateverTheTerminal(t *testing.T) {
	for _, env := range [][]string{
		{"TERM=xterm"}, {"TERM=xterm-256color"}, {"TERM=xterm-kitty", "KITTY_WINDOW_ID=1"}, {"TERM=xterm-ghostty", "TERM_PROGRAM=ghostty"}, {"TERM=alacritty"}, {"TERM=foot"}, {"TERM=wezterm", "TERM_PROGRAM=WezTerm"},
		{"TERM=tmux-256color", "TERM_PROGRAM=tmux"}, {"TERM=screen"}, {"TERM=linux"}, {"TERM=rxvt-unicode"}, {"TERM=vt100"}, {"TERM="}, {"TERM=xterm", "NO_COLOR=1"},
	} {
		t.Run(strings.Join(env, " "), func(t *testing.T) {
			t.Parallel()
			home := t.TempDir()
			settings := "images = \"kitty\"\ntheme = \"dark\"\n"
			if err := os.WriteFile(filepath.Join(home, "config.toml"), []byte(settings), 0o600); err != nil {
				t.Fatal(err)
			}
			p := openTTYWith(t, env, home, 100, 30)
			p.shows("One key reads the whole paper")
			p.press("\x1b[?2026;2$y\x1b[?2027;2$y\x1b[?0u\x1b]11;rgb:0000/0000/0000\x1b\\\x1b_Gi=31;OK\x1b\\\x1b[?62;4c\x1b[6;20;10t") // what terminals answer
			p.press("\r")
			p.press("jjjj  gg?\x1b")
			p.resize(60, 20)
			p.press("yy\x0c")
			p.resize(140, 50)
			p.press("\x03\x03\x03")
			if code := p.end(); code != 0 {
				t.Errorf("exit status %d:\n%s", code, p.text())
			}
			wantUncut(t, home)
		})
	}
}
