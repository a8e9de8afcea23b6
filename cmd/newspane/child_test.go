//go:build unix

package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"newspane/feed"
)

func TestAProgramInTheScreensPlaceHasTheTerminalItself(t *testing.T) {
	home := t.TempDir()
	dir := t.TempDir()
	editor, said := filepath.Join(dir, "editor"), filepath.Join(dir, "said")
	script := "#!/bin/sh\nif test -t 0 && test -t 1 && test -t 2; then printf '\\033]1337;child\\007EDITING HERE'; echo terminal > " + said + "; else echo none > " + said + "; fi\nread -r x\n"
	if err := os.WriteFile(editor, []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	p := openTTYWith(t, []string{"EDITOR=" + editor, "VISUAL="}, home, 100, 30)
	p.shows("One key reads the whole paper")
	p.press("Ee")
	p.shows("EDITING HERE")
	p.press("\r")
	p.shows("One key reads the whole paper")
	p.press("!")
	p.shows("esc")
	p.press("test -t 0 && test -t 1 && echo SHELL HAS IT\r")
	p.shows("SHELL HAS IT\n")
	p.press("\r")
	p.shows("One key reads the whole paper")
	p.press("\x03\x03\x03")
	if code := p.end(); code != 0 {
		t.Errorf("exit status %d", code)
	}
	if text, err := os.ReadFile(said); err != nil || string(text) != "terminal\n" {
		t.Errorf("the editor had %q, %v", text, err)
	}
	if !strings.Contains(p.output("\x1b[?1049l"), "\x1b]1337;child\a") {
		t.Error("what a child writes is kept from the terminal")
	}
	wantUncut(t, home)
}

func TestAnArticleIsNeverPartOfAShellsScript(t *testing.T) {
	a := &feed.Article{Headline: feed.Headline{Link: "https://example.org/$(touch x)", Title: feed.Clean("; touch x #")}}
	got := shareArguments("sh -c post%t%u", a)
	want := []string{"sh", "-c", "post%t%u", "sh", "https://example.org/$(touch x)", "; touch x #", "", ""}
	if !slices.Equal(got, want) {
		t.Errorf("the command is %q", got)
	}
}
