package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"newspane/feed"
	"newspane/ui"
)

// crashed writes a report when a defect ended the screen, and makes a sentence of it for the reader.
func (a *App) crashed(err error) error {
	var p *ui.Panic
	if !errors.As(err, &p) {
		return err
	}
	a.Log.Error("panic", "in", p.Where, "stack", string(p.Stack))
	return reported(os.Getenv, p)
}

// goesOn writes the report of a panic that ended one task only; a defect that is met again and again is told a few times.
func (a *App) goesOn(op string, value any, stack []byte) {
	if a.defects.Add(1) > maxReports {
		return
	}
	if err := reported(os.Getenv, &ui.Panic{Where: op, Value: value, Stack: stack}); err != nil {
		a.Log.Error("panic", "said", message(err))
	}
}

// maxReports is how many reports of tasks one run of the program writes.
const maxReports = 5

// reported writes the report of a panic and returns what the reader is told.
func reported(getenv func(string) string, p *ui.Panic) error {
	told := "newspane met a defect of its own and had to end. Your marks and bookmarks are kept."
	paths, err := findPaths(getenv)
	if err == nil {
		var name string
		if name, err = writeReport(filepath.Dir(paths.Log), report(p, getenv("TERM"), now()), now()); err == nil {
			return &failure{exitDefect, fmt.Errorf("%s\nWhat happened is in %s, without any content; please send it with your report of the defect", told, name)}
		}
	}
	return &failure{exitDefect, fmt.Errorf("%s\nA report could not be written: %w", told, err)}
}

// report tells of a panic what a developer needs, and nothing of what was read, followed or typed: of the panic's value
// only what the runtime itself says, of actions their names.
func report(p *ui.Panic, term string, at time.Time) string {
	var b strings.Builder
	v, revision := version()
	fmt.Fprintf(&b, "newspane %s %s, %s, %s/%s\n", v, revision, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	fmt.Fprintf(&b, "%s\n", at.UTC().Format(time.RFC3339))
	fmt.Fprintf(&b, "in: %s\n", p.Where)
	fmt.Fprintf(&b, "panic: %s\n", feed.Defect(p.Value))
	fmt.Fprintf(&b, "terminal: %d by %d cells, TERM=%s\n", p.Width, p.Height, feed.Clean(term))
	fmt.Fprintf(&b, "last actions: %s\n\n", strings.Join(p.Actions, " "))
	b.Write(p.Stack)
	return b.String()
}

// writeReport writes a report into a new file of its own in dir, for the owner alone, and returns its name.
func writeReport(dir, text string, at time.Time) (string, error) {
	if err := privateDir(dir, os.Getenv("HOME")); err != nil {
		return "", err
	}
	base := filepath.Join(dir, "crash-"+at.Format("20060102-150405"))
	for n := 1; ; n++ {
		name := base + ".txt"
		if n > 1 {
			name = fmt.Sprintf("%s-%d.txt", base, n)
		}
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if errors.Is(err, os.ErrExist) && n < 100 {
			continue
		}
		if err != nil {
			return "", err
		}
		_, err = f.WriteString(text)
		return name, errors.Join(err, f.Close())
	}
}
