package ui

import (
	"io"
	"strconv"

	"newspane/feed"
	"newspane/ui/text"
	"newspane/ui/theme"
	"newspane/ui/typeset"
)

// Bidi is who puts right-to-left text in visual order.
type Bidi uint8

// The ways.
const (
	BidiTerminal Bidi = iota // the terminal
	BidiApp                  // newspane
	BidiWords                // newspane the words, the terminal the letters in them
	BidiMarked               // the same, where the terminal is kept to the letters by marks
	BidiExplicit             // newspane, and the terminal is told to leave it at that
	BidiOff                  // nobody: text is shown as it is stored, from the left
	BidiBare                 // the terminal, which sets text at the right as well and must see no marks
)

// BidiSettings are what the reader may choose.
func BidiSettings() []string { return []string{"auto", "app", "terminal", "off"} }

// ChooseBidi decides by the reader's setting and the environment. VTE (GNOME Terminal and others, from 0.58), Konsole
// and mlterm reorder by themselves, across the borders of panes. VTE can be told not to, Konsole heeds marks; mlterm
// gives every mark a cell, and sets a row whose first letter is from the right at the right. Apple's terminal cannot be
// told, nor can what is behind tmux. kitty orders letters, not words. All others reorder nothing.
func ChooseBidi(setting string, getenv func(string) string) Bidi {
	switch setting {
	case "app":
		return BidiApp
	case "terminal":
		return BidiTerminal
	case "off":
		return BidiOff
	}
	vte, err := strconv.Atoi(getenv("VTE_VERSION"))
	told := err == nil && vte >= 5800
	heeds := getenv("KONSOLE_VERSION") != ""
	switch multiplexed := getenv("TMUX") != "" || getenv("STY") != ""; {
	case getenv("TERM_PROGRAM") == "Apple_Terminal", (told || heeds) && multiplexed:
		return BidiTerminal
	case getenv("MLTERM") != "":
		return BidiBare
	case heeds:
		return BidiMarked
	case told:
		return BidiExplicit
	case !multiplexed && (getenv("TERM") == "xterm-kitty" || getenv("KITTY_WINDOW_ID") != ""):
		return BidiWords
	}
	return BidiApp
}

// The bi-directional support mode of ECMA-48 (BDSM): explicit, the order of the text is the order of the cells, and
// implicit, the terminal's own. See https://terminal-wg.pages.freedesktop.org/bidi/.
const (
	explicitOrder = "\x1b[8l"
	implicitOrder = "\x1b[8h"
)

// enter tells the terminal who reorders; the function it returns leaves the terminal as it was.
func (b Bidi) enter(w io.Writer) (leave func() error, err error) {
	if b != BidiExplicit {
		return func() error { return nil }, nil
	}
	_, err = io.WriteString(w, explicitOrder)
	return func() error { _, err := io.WriteString(w, implicitOrder); return err }, err
}

// reorders reports whether newspane puts text in visual order.
func (b Bidi) reorders() bool {
	return b == BidiApp || b == BidiWords || b == BidiExplicit || b == BidiMarked
}

// visual returns a piece of a row in the order in which it is shown.
func (l *look) visual(s string) string {
	if !l.bidi.reorders() || !text.RightToLeft(s) {
		return s
	}
	if l.bidi == BidiWords {
		return typeset.VisualWords(s, typeset.FromRight(s))
	}
	return typeset.Visual(s, typeset.FromRight(s))
}

// fromLeft reports whether all text is set from the left.
func (b Bidi) fromLeft() bool { return b == BidiOff || b == BidiBare }

// inOrder says that what is put in the row is in visual order already, as the typesetter's lines are.
func (r *row) inOrder() *row {
	r.ordered = true
	return r
}

// prose adds a line of the header at the measure, at the right when the text it is of is written from there.
func (p *articlePane) prose(s string, of feed.Text, role theme.Role, attr theme.Attr) string {
	r := p.indented()
	if !p.look.bidi.fromLeft() && typeset.FromRight(of.String()) {
		r.add("", p.measure-text.Width(s), theme.Text, 0)
	}
	return r.put(s, role, attr).String()
}
