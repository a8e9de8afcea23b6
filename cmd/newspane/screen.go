package main

import (
	"context"
	"errors"
	"os"
	"strings"
	"time"

	"newspane/ui"
)

// screen opens the screen, on a page when an address is given.
func (a *App) screen(ctx context.Context, address string) error {
	if !isTerminal(a.Out) || !isTerminal(os.Stdin) {
		return usage(errors.New("the screen needs a terminal; `newspane list` and `newspane show` print into files and pipes"))
	}
	alone, err := a.firstRun(ctx)
	if err != nil {
		return err
	}
	a.Engine.Run(ctx)
	return ui.Run(ctx, a.Engine, ui.Options{
		Theme:   a.Config.Theme,
		ASCII:   a.Config.ASCII || !speaksUnicode(os.Getenv),
		Measure: a.Config.Measure,
		NoMouse: !a.Config.Mouse,
		NoHints: !a.Config.Hints,
		Start:   address,
		Notice:  a.Notice,
		Welcome: alone,
		Browser: newBrowser(a.Config.Browser).open,
		Now:     time.Now,
	})
}

// speaksUnicode reports whether the locale can show more than ASCII. Where none is set, terminals today can.
func speaksUnicode(getenv func(string) string) bool {
	for _, k := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if v := getenv(k); v != "" {
			v = strings.ToLower(v)
			return strings.Contains(v, "utf") || v != "c" && v != "posix" && !strings.Contains(v, ".")
		}
	}
	return true
}
