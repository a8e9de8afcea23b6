package main

import (
	"io"
	"os"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"time"
)

// What nobody can catch (a panic in a library's goroutine, a stack without end, memory that has run out) the runtime
// itself writes into a file, which becomes a report when newspane starts the next time.

// fatalName is the file's name, beside the log.
const fatalName = "fatal.txt"

// maxFatal is the most that is taken of it.
const maxFatal = 1 << 20

// watchFatal has the runtime write down what ends the program, until stop is called.
func (a *App) watchFatal() (stop func()) {
	f, err := privateFile(filepath.Join(filepath.Dir(a.Paths.Log), fatalName))
	if err == nil {
		err = debug.SetCrashOutput(f, debug.CrashOptions{})
		if cerr := f.Close(); err == nil { // the runtime has a copy
			err = cerr
		}
	}
	if err != nil {
		a.Log.Warn("watch for fatal errors", "err", err)
		return func() {}
	}
	return func() {
		if err := debug.SetCrashOutput(nil, debug.CrashOptions{}); err != nil {
			a.Log.Warn("watch for fatal errors", "err", err)
		}
	}
}

// lastFatal makes a report of what ended the program the last time, and returns what the reader is told: "" when it
// ended well.
func (a *App) lastFatal() string {
	name := filepath.Join(filepath.Dir(a.Paths.Log), fatalName)
	info, err := os.Lstat(name)
	if err != nil || !info.Mode().IsRegular() || info.Size() == 0 {
		return ""
	}
	f, err := os.Open(name)
	if err != nil {
		return ""
	}
	text, err := io.ReadAll(io.LimitReader(f, maxFatal))
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	report := ""
	if err == nil {
		report, err = writeReport(filepath.Dir(name), "written by the runtime, "+info.ModTime().UTC().Format(time.RFC3339)+"\n"+withoutValues(string(text)), info.ModTime())
	}
	if err == nil {
		err = os.Truncate(name, 0)
	}
	if err != nil {
		a.Log.Warn("report a fatal error", "err", err)
		return ""
	}
	return "newspane was ended by a defect of its own the last time. Your marks are kept; what happened is in " + report + "."
}

var panicValue = regexp.MustCompile(`(?s)panic: (.*?)(\n\n?(?:goroutine |\[signal ))`)

// withoutValues takes the values of panics out of what the runtime wrote, except its own: they may hold content.
func withoutValues(s string) string {
	return panicValue.ReplaceAllStringFunc(s, func(m string) string {
		part := panicValue.FindStringSubmatch(m)
		if len(part[1]) > len("runtime error") && part[1][:len("runtime error")] == "runtime error" {
			return m
		}
		return "panic: a value" + part[2]
	})
}
