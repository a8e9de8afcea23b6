// Package theme is the palette by meaning: it turns a terminal's colours and abilities into styles and glyphs. State is
// never told by colour alone, so every theme may be read without colours. It draws nothing and measures nothing.
package theme

import (
	"image/color"
	"strings"

	"charm.land/lipgloss/v2"
)

// Role is what a piece of text means.
type Role uint8

// The roles.
const (
	Text   Role = iota // running text
	Strong             // titles, unread
	Muted              // read, dates, hints
	Rule               // lines
	Accent             // focus, headings, links
	Star               // bookmarks
	OK
	Warn
	Error
	Keyword // of code
	Literal // a text in code
	Number  // in code
	Name    // of a function or a type in code
	roles
)

// Attr is a set of attributes on top of a role.
type Attr uint8

// The attributes.
const (
	Bold Attr = 1 << iota
	Italic
	Underline
	Reverse
	Strike
	Selected // on the background of the selected row
	attrs    = 1 << iota
)

// Palette gives colours to roles; nil is the terminal's own. Selection is a background, Ground the screen's.
type Palette struct {
	Roles     [roles]color.Color
	Selection color.Color
	Ground    color.Color
	Reversed  bool // what is selected is told by reversing it, for want of a colour
}

// Glyphs are the marks of the screen. Each takes one cell.
type Glyphs struct {
	Cursor, Unread, Half, Star, Open, Closed, Failed, Down string
	VLine, HLine, Cross, TeeLeft, TeeRight                 string
	Done, Todo, Ellipsis, Back, Refresh, Dot, Search       string
	Note, Later                                            string
}

// Theme paints. It is for one goroutine.
type Theme struct {
	Name    string
	Palette Palette
	Glyphs  Glyphs
	ASCII   bool
	on      [roles][attrs]string
	off     [roles][attrs]string
	made    [roles][attrs]bool
}

// Names are the built-in themes; "terminal" is computed from the terminal's own colours.
func Names() []string { return []string{"terminal", "dark", "light", "contrast", "mono"} }

// New returns a built-in theme; fg and bg are the terminal's own colours, nil when unknown, and count for "terminal"
// only. An unknown name gives "terminal".
func New(name string, ascii bool, fg, bg color.Color) *Theme {
	if p, ok := BuiltIn(name); ok {
		return Of(name, p, ascii)
	}
	return Of("terminal", Compute(fg, bg), ascii)
}

// Of returns the theme of a palette.
func Of(name string, p Palette, ascii bool) *Theme {
	t := &Theme{Name: name, Palette: p, ASCII: ascii, Glyphs: unicodeGlyphs}
	if ascii {
		t.Glyphs = asciiGlyphs
	}
	return t
}

// BuiltIn returns the palette of a built-in theme; ok is false for "terminal", which is computed, and for other names.
func BuiltIn(name string) (p Palette, ok bool) {
	switch name {
	case "dark":
		return dark(), true
	case "light":
		return light(), true
	case "contrast":
		return contrast(), true
	case "mono":
		return Palette{}, true
	}
	return Palette{}, false
}

// Paint returns s in the style of a role and attributes. s is clean text of one line; it is not measured.
func (t *Theme) Paint(s string, r Role, a Attr) string {
	if s == "" {
		return ""
	}
	if !t.made[r][a] {
		t.make(r, a)
	}
	return t.on[r][a] + s + t.off[r][a]
}

func (t *Theme) make(r Role, a Attr) {
	selected := a&Selected != 0 && t.Palette.Reversed
	reverse := a&Reverse != 0 || selected
	st := lipgloss.NewStyle().Bold(a&Bold != 0).Italic(a&Italic != 0).Underline(a&Underline != 0).
		Reverse(reverse).Strikethrough(a&Strike != 0)
	if c := t.Palette.Roles[r]; c != nil && !selected { // colours that can be read on the ground cannot as one
		st = st.Foreground(c)
	}
	if a&Selected != 0 && t.Palette.Selection != nil {
		st = st.Background(t.Palette.Selection)
	}
	const mark = "x"
	t.on[r][a], t.off[r][a], _ = strings.Cut(st.Render(mark), mark)
	t.made[r][a] = true
}

var unicodeGlyphs = Glyphs{
	Cursor: "▌", Unread: "●", Half: "◐", Star: "★", Open: "▾", Closed: "▸", Failed: "!", Down: "↓",
	VLine: "│", HLine: "─", Cross: "┼", TeeLeft: "├", TeeRight: "┤",
	Done: "━", Todo: "─", Ellipsis: "…", Back: "‹", Refresh: "↻", Dot: "·", Search: "⌕",
	Note: "✎", Later: "◷",
}

var asciiGlyphs = Glyphs{
	Cursor: ">", Unread: "*", Half: "o", Star: "+", Open: "v", Closed: ">", Failed: "!", Down: "v",
	VLine: "|", HLine: "-", Cross: "+", TeeLeft: "+", TeeRight: "+",
	Done: "=", Todo: "-", Ellipsis: ".", Back: "<", Refresh: "~", Dot: "-", Search: "/",
	Note: "%", Later: "@",
}
