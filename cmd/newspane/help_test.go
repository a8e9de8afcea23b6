//go:build unix

package main

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/creack/pty"

	"newspane/ui/text"
)

func helpOf(t *testing.T, args ...string) string {
	t.Helper()
	var out bytes.Buffer
	root := newRoot()
	root.SetOut(&out)
	root.SetArgs(append(args, "--help"))
	if err := root.Execute(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestHelpOfEveryCommandFitsAndAsksTheTerminalNothing(t *testing.T) {
	for _, c := range newRoot().Commands() {
		got := helpOf(t, c.Name())
		if strings.Contains(got, "\x1b") || strings.Contains(got, " \n") {
			t.Errorf("%s: escapes or blanks at the end of lines:\n%q", c.Name(), got)
		}
		if !strings.Contains(got, "Usage\n  newspane "+c.Name()) && c.Runnable() {
			t.Errorf("%s: no usage:\n%s", c.Name(), got)
		}
		_, examples, _ := strings.Cut(got, "Examples\n")
		examples, _, _ = strings.Cut(examples, "\n\n")
		for line := range strings.Lines(got) {
			if text.Width(strings.TrimSpace(line)) > helpWidth && !strings.Contains(examples, strings.TrimSpace(line)) {
				t.Errorf("%s: %q is wider than a terminal", c.Name(), line)
			}
		}
	}
}

func TestHelpSetsNamesBesideTheirDescriptions(t *testing.T) {
	got := helpOf(t)
	for _, want := range []string{
		"\nUsage\n  newspane [flags]\n  newspane COMMAND\n",
		"\nArticles\n  bookmark ID…                      Keep articles for ever, with their full text\n",
		"\n  -h, --help                        help for newspane\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("help lacks %q:\n%s", want, got)
		}
	}
	if got := helpOf(t, "export"); !strings.Contains(got, "at most so many articles; 0 is all (200 if\n                                    not given)") {
		t.Errorf("no default:\n%s", got)
	}
}

// A terminal that never answers must not keep people waiting for help: it is asked nothing, and told but what is bold.
func TestHelpOnATerminalIsItsWidthAndNoQuestion(t *testing.T) {
	t.Setenv("TERM", "xterm")
	keyboard, tty, err := pty.Open()
	if err != nil {
		t.Skip("no terminals here:", err)
	}
	defer keyboard.Close()
	if err := pty.Setsize(tty, &pty.Winsize{Rows: 60, Cols: 48}); err != nil {
		t.Fatal(err)
	}
	root := newRoot()
	root.SetOut(tty)
	root.SetArgs([]string{"version", "--help"})
	read := make(chan string)
	go func() {
		b, err := io.ReadAll(keyboard)
		if err != nil && len(b) == 0 {
			b = []byte(err.Error())
		}
		read <- string(b)
	}()
	if err := root.Execute(); err != nil {
		t.Fatal(err)
	}
	tty.Close()
	got := <-read
	plain := strings.NewReplacer("\x1b[1m", "", "\x1b[m", "").Replace(got)
	if strings.Contains(plain, "\x1b") || !strings.Contains(got, "\x1b[1mUsage\x1b[m") {
		t.Errorf("%q", got)
	}
	for line := range strings.Lines(plain) {
		if text.Width(strings.TrimSpace(line)) > 48 {
			t.Errorf("%q is wider than the terminal", line)
		}
	}
}
