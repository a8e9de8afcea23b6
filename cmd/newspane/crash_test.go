//go:build unix

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestAPanicRestoresTheTerminalAndLeavesAReport(t *testing.T) {
	for where, want := range map[string]string{"update": "in: update", "command": "in: command", "runtime": "index out of range"} {
		t.Run(where, func(t *testing.T) {
			home := t.TempDir()
			t.Setenv(panicEnv, where)
			p := openTTY(t, home, 80, 24)
			p.shows("One key reads the whole paper")
			p.press("j")
			p.press("b")
			p.shows("bookmarked")
			p.press("o")
			p.press("k")
			if code := p.end(); code != exitDefect {
				t.Errorf("exit status %d:\n%s", code, p.text())
			}
			raw := p.output("What happened is in")
			if strings.Contains(raw, "s3cr3t") || strings.Contains(raw, "goroutine") {
				t.Errorf("the reader is told %q", raw[strings.LastIndex(raw, "\x1b[?1049l"):])
			}
			if strings.LastIndex(raw, "\x1b[?25h") < strings.LastIndex(raw, "\x1b[?25l") {
				t.Error("the cursor was left hidden")
			}
			reportHolds(t, home, want, "terminal: 80 by 24", "bookmark", "newspane/ui.")
			t.Setenv(panicEnv, "")
			again := openTTY(t, home, 80, 24)
			again.shows("★")
			again.press("Q")
			again.end()
		})
	}
}

// reportHolds checks the one report in home.
func reportHolds(t *testing.T, home string, words ...string) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(home, "crash-*.txt"))
	if err != nil || len(names) != 1 {
		t.Fatalf("reports: %q, %v", names, err)
	}
	text, err := os.ReadFile(names[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range words {
		if !strings.Contains(string(text), w) {
			t.Errorf("the report does not say %q:\n%s", w, text)
		}
	}
	log, err := os.ReadFile(filepath.Join(home, "newspane.log"))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(text)+string(log), "s3cr3t") || strings.Contains(string(text), "\x1b") {
		t.Errorf("the report or the log holds what was read:\n%s", text)
	}
	if info, err := os.Stat(names[0]); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the report is %v, %v", info.Mode(), err)
	}
}

func TestReportsOfOneSecondDoNotOverwriteEachOther(t *testing.T) {
	dir, at := t.TempDir(), time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)
	var names []string
	for i := range 3 {
		name, err := writeReport(dir, fmt.Sprint("report ", i), at)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, filepath.Base(name))
	}
	if fmt.Sprint(names) != "[crash-20260304-050607.txt crash-20260304-050607-2.txt crash-20260304-050607-3.txt]" {
		t.Errorf("names are %v", names)
	}
	if text, err := os.ReadFile(filepath.Join(dir, names[0])); err != nil || string(text) != "report 0" {
		t.Errorf("the first is %q, %v", text, err)
	}
}

func TestWhatNobodyCanCatchIsReportedAtTheNextStart(t *testing.T) {
	home := t.TempDir()
	t.Setenv(panicEnv, "goroutine")
	p := openTTY(t, home, 80, 24)
	p.gone = true // the runtime ends it where it stands
	p.shows("One key reads the whole paper")
	p.press("b")
	p.shows("bookmarked")
	p.press("o")
	if code := p.end(); code == 0 {
		t.Error("exit status 0")
	}
	t.Setenv(panicEnv, "")
	again := openTTY(t, home, 160, 40)
	again.shows("by a defect of its own the last time")
	again.shows("★")
	again.press("\x03\x03\x03")
	again.end()
	reportHolds(t, home, "written by the runtime", "panic: a value", "goroutine ", "newspane/cmd/newspane")
	third := openTTY(t, home, 160, 40)
	third.shows("★")
	if strings.Contains(third.text(), "defect") {
		t.Error("it is told twice")
	}
	third.press("\x03\x03\x03")
	third.end()
}
