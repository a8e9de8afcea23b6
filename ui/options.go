package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"newspane/ui/picture"
	"newspane/ui/theme"
)

// Options are the reader's settings of the screen. Zero values are defaults.
type Options struct {
	Theme    string                   // see [newspane/ui/theme.Names]; "" is "terminal"
	Themes   map[string]theme.Palette // the reader's own, by name
	ASCII    bool                     // no box drawing, no typographic marks
	Measure  int                      // cells of a line of text, 40..100; 0 is 68
	Plain    bool                     // one pane, no rules, state in words, the terminal's cursor on the selected row
	NoMouse  bool
	NoHints  bool // no bar of keys at the bottom
	ReadOne  bool // of a story that several feeds tell only what was read is read
	Bidi     Bidi // who puts right-to-left text in visual order
	Keys     Keys
	Start    string  // address of a page to open first
	Notice   string  // a sentence of trouble to show at the start
	Welcome  bool    // the reader follows nothing yet: ask how to begin
	Found    []Found // what other programs follow, offered then
	Language string  // the reader's, BCP 47 without a region

	// Outside is the way out of the screen; nil is none.
	Outside Outside
	// Job is the program as its shell sees it.
	Job Job
	// Settings brings the settings as they are changed while the screen is up; nil brings none.
	Settings <-chan Settings
	// FeedsFile is the text file of the feeds; the zero value is none.
	FeedsFile FeedsFile
	// View is how the reader arranged the screen the last time; Keep stores how it is arranged now, nil does not.
	View View
	Keep func(View) error
	// Images is how pictures are shown; the zero value shows none.
	Images picture.Choice
	// Browser opens a page outside; nil says that there is no browser.
	Browser func(url string) error
	// Notify is where new articles are told of that rules are to tell of, besides the screen: one of [NotifySettings], but
	// see [ChooseNotify] for "terminal". Tmux is whether the terminal is one of tmux. Announce tells the desktop; nil is none.
	Notify   string
	Tmux     bool
	Announce func(text string) error
	// Editor makes a command that edits a text in the reader's editor, and what gives the text after it; nil is no editor.
	Editor func(text string) (command tea.ExecCommand, result func() (string, error))
	// Dropped is told, at the end, what the firewall kept from the terminal; nil is not.
	Dropped func(what string)
	// Now is the clock; nil is time.Now of the caller's making.
	Now func() time.Time
	// After makes a command that gives msg after d; nil is [tea.Tick].
	After func(d time.Duration, msg tea.Msg) tea.Cmd
}

// Bounds and steps that were settled by trying.
const (
	defaultMeasure = 68
	minMeasure     = 40
	maxMeasure     = 100
	measureStep    = 4

	pageRows     = 200 // headlines read at once
	nearEdge     = 60  // rows from the edge of what is loaded at which more is read
	maxRows      = 4000
	lookDelay    = 400 * time.Millisecond // before the pictures of an unopened article are fetched
	releaseDelay = 50 * time.Millisecond  // three frames of the renderer
	popupDelay   = 400 * time.Millisecond
	gatherEvents = 100 * time.Millisecond
	undoSteps    = 100
	trailSteps   = 200
	wheelLines   = 3
	maxTabs      = 10 // pages that are given to the browser at once
)

// Settings are the options that may change while the screen is up: those of looks, keys and the browser. Err says what
// is wrong with the new ones, which then count for nothing.
type Settings struct {
	Options Options
	Err     error
	Rules   bool   // the rules for sites were changed: the article on the screen is read anew
	Wrong   string // what is wrong in them, as a sentence; "" when all is well
}

func (o Options) withDefaults() Options {
	if o.Measure == 0 {
		o.Measure = defaultMeasure
	}
	if o.Plain {
		o.NoMouse, o.NoHints, o.Images = true, true, picture.Choice{}
		o.View = View{Layout: layouts[1], Density: densities[1]}
		o.Keep = nil
	}
	o.Measure = max(minMeasure, min(o.Measure, maxMeasure))
	if o.After == nil {
		o.After = func(d time.Duration, msg tea.Msg) tea.Cmd {
			return tea.Tick(d, func(time.Time) tea.Msg { return msg })
		}
	}
	return o
}
