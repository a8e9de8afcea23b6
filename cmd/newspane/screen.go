package main

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"runtime"
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
	if isDumb(os.Getenv) {
		return usage(errors.New("this terminal cannot draw the screen (TERM is dumb); `newspane list`, `newspane show` and `newspane read` print what they find"))
	}
	if told := a.lastFatal(); told != "" {
		a.Notice = strings.TrimSpace(a.Notice + " " + told)
	}
	defer a.watchFatal()()
	alone, err := a.firstRun(ctx)
	if err != nil {
		return err
	}
	defer a.quickToKeys()()
	a.Engine.Run(ctx)
	watching, stop := context.WithCancel(ctx)
	defer stop()
	o := a.Config.options()
	o.Images, o.Start, o.Notice, o.Welcome, o.Now = a.images(ctx), address, a.Notice, alone, time.Now
	o.View, o.Keep = readView(a.Paths.View), func(v ui.View) error { return keepView(a.Paths.View, v) }
	o.Plain = a.Plain
	o.Outside, o.Announce = newOutside(a), announce
	o.Bidi = ui.ChooseBidi(a.Config.Bidi, os.Getenv)
	o.Language = language(os.Getenv)
	if alone && !o.View.Asked {
		o.Found = foundLists(ctx, os.Getenv)
	}
	o.Settings, o.FeedsFile = a.watchSettings(watching), a.feedsOnScreen(watching)
	o.Editor = editNotes
	job, released := shellJob()
	defer released()
	o.Job = job
	o.Dropped = func(what string) { a.Log.Error("firewall", "dropped", what) }
	if change, ok := ctx.Value(screenChange{}).(func(*ui.Options)); ok {
		change(&o)
	}
	return a.crashed(ui.Run(ctx, a.Engine, o))
}

// quickToKeys sees to it that a key is answered at once while feeds are checked: one processor is left to the screen, and
// the scheduler has more to hand out than there are. With all of them computing, what a key wakes would wait at each of its
// steps until one of them is taken from its work, which is after 10 ms at the earliest; so the system decides, which
// prefers who has slept.
func (a *App) quickToKeys() (release func()) {
	was := runtime.GOMAXPROCS(0)
	runtime.GOMAXPROCS(was + sparePlaces)
	again := a.Engine.Spare()
	return func() {
		again()
		runtime.GOMAXPROCS(was)
	}
}

// sparePlaces is how many more threads may run Go code than there are processors: one reads keys, one draws.
const sparePlaces = 2

// screenChange is the key of a context's value by which tests change the screen's options.
type screenChange struct{}

// options are the screen's options that the settings file has a word in, and that may change while it is up.
func (c Config) options() ui.Options {
	return ui.Options{
		Theme:   c.Theme,
		Themes:  palettes(c.Themes),
		ASCII:   c.ASCII || !speaksUnicode(os.Getenv),
		Measure: c.Measure,
		NoMouse: !c.Mouse,
		NoHints: !c.Hints,
		ReadOne: !c.Stories,
		Keys:    c.Keys,
		Browser: newBrowser(c.Browser).open,
		Notify:  ui.ChooseNotify(c.Notify, os.Getenv),
		Tmux:    os.Getenv("TMUX") != "",
	}
}

// language is the reader's language as the locale has it, "en" where it has none.
func language(getenv func(string) string) string {
	for _, k := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		code, _, _ := strings.Cut(getenv(k), "_")
		code, _, _ = strings.Cut(code, ".")
		switch {
		case code == "" || len(code) > 3:
		case code == "nb" || code == "nn":
			return "no"
		case code != "C":
			return code
		}
	}
	return "en"
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
	c := picture.Choose(a.Config.Images, os.Getenv, tmux)
	c.Cell = cellSize(os.Stdout)
	return c
}

// tmuxPatience is how long tmux has to answer.
const tmuxPatience = 300 * time.Millisecond

// isDumb reports whether the terminal obeys no escape sequence.
func isDumb(getenv func(string) string) bool { return getenv("TERM") == "dumb" }

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
