package main

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"strings"
	"time"

	"newspane/ui"
	"newspane/ui/picture"
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
		Keys:    a.Config.Keys,
		Images:  a.images(ctx),
		Start:   address,
		Notice:  a.Notice,
		Welcome: alone,
		Browser: newBrowser(a.Config.Browser).open,
		Now:     time.Now,
	})
}

// images decides how pictures are shown in this terminal; in one that has only ASCII, not at all.
func (a *App) images(ctx context.Context) picture.Choice {
	if a.Config.ASCII || !speaksUnicode(os.Getenv) {
		return picture.Choice{}
	}
	tmux := ""
	if os.Getenv("TMUX") != "" && a.Config.Images == "auto" {
		ctx, cancel := context.WithTimeout(ctx, tmuxPatience)
		defer cancel()
		out, err := exec.CommandContext(ctx, "tmux", "display-message", "-p", picture.QueryTmux).Output()
		if err != nil {
			a.Log.Warn("ask tmux about its terminal", "err", err)
		}
		tmux = string(out)
	}
	return picture.Choose(a.Config.Images, os.Getenv, tmux)
}

// tmuxPatience is how long tmux has to answer.
const tmuxPatience = 300 * time.Millisecond

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
