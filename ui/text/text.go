// Package text is the only place that knows cell widths. It works on clean text (no escape sequences): clean first,
// fit, then style. It does not decide colours or layout, and imports nothing of ours.
//
// Widths are those of the screen's renderer, ambiguous characters narrow: see [Cluster]. Break opportunities are those of
// UAX #14 (github.com/rivo/uniseg) with the house's own rules on top.
package text

import (
	"strings"
	"sync/atomic"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"github.com/clipperhouse/displaywidth"
)

// blanks is what padding is cut from, so that it need not be made.
const blanks = "                                                                                                    " +
	"                                                                                                    " +
	"                                                        "

const (
	ellipsis   = "…"
	softHyphen = '\u00ad'
	// Mark is the left-to-right mark. It has no width; behind right-to-left text it keeps what follows in its place.
	Mark = "\u200e"
	// misfit stands for a grapheme that is wider than the whole line.
	misfit = "\ufffd"
)

// clusters is whether the terminal counts by clusters. A program has one terminal, and the terminal says it after the
// start: this is the one thing here that changes.
var clusters atomic.Bool

// Cluster says whether the terminal gives every grapheme cluster the cells of its base (mode 2027), or else every
// character its own, as most do: "नि" takes one cell or two. All widths that were told before count no more.
func Cluster(on bool) { clusters.Store(on) }

// Width returns the cells that s takes.
func Width(s string) int {
	w := 0
	for i := 0; i < len(s); {
		n, c := grapheme(s[i:])
		i += n
		w += c
	}
	return w
}

// Fit returns s cut or padded to exactly w terminal cells. A grapheme that would straddle the edge is replaced by
// spaces, so columns to the right never shift; soft hyphens and control characters are left out. Right-to-left text is
// closed by a mark, so that a terminal that reorders does not draw its neighbours into it.
func Fit(s string, w int) string {
	if w <= 0 {
		return ""
	}
	if plain(s) {
		if len(s) >= w {
			return s[:w]
		}
		return s + Blank(w-len(s))
	}
	for s != "" && extends(s) { // it would join the cell on the left
		_, n := utf8.DecodeRuneInString(s)
		s = s[n:]
	}
	head, cells := prefix(s, w)
	if !visible(head) {
		head = visibleOnly(head)
	}
	for {
		open := prepends(head)
		if open == 0 {
			break
		}
		head = head[:len(head)-open] // it would join the cell on the right
		cells = Width(head)
	}
	if RightToLeft(head) {
		head += Mark
	}
	if cells == w {
		return head
	}
	return head + Blank(w-cells)
}

// RightToLeft reports whether s may hold characters of right-to-left scripts.
func RightToLeft(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c < 0xd6 {
			continue
		}
		next := byte(0)
		if i+1 < len(s) {
			next = s[i+1]
		}
		switch {
		case c <= 0xdf, c == 0xe0 && next <= 0xa3, c == 0xef && next >= 0xac && next <= 0xbb && next != 0xb8, c == 0xf0 && (next == 0x90 || next == 0x9e):
			return true
		}
	}
	return false
}

// Cut returns s cut to at most w cells, with "…" at its end when something was cut. White space before the "…" goes.
func Cut(s string, w int) string {
	switch {
	case w <= 0:
		return ""
	case plain(s):
		if len(s) <= w {
			return s
		}
		return strings.TrimRight(s[:w-1], " ") + ellipsis
	}
	if !visible(s) {
		s = visibleOnly(s)
	}
	if head, _ := prefix(s, w); len(head) == len(s) {
		return s
	}
	head, _ := prefix(s, w-1)
	return strings.TrimRight(head, " ") + ellipsis
}

// Slice returns the cells from..to of s, exactly to-from of them: what lies beyond its end is blank, and so are the
// halves of graphemes that straddle an edge. Rows under an overlay are cut with it.
func Slice(s string, from, to int) string {
	from = max(from, 0)
	if to <= from {
		return ""
	}
	if plain(s) {
		return Fit(s[min(from, len(s)):], to-from)
	}
	head, cells := prefix(s, from)
	rest := s[len(head):]
	if cells == from || rest == "" {
		return Fit(rest, to-from)
	}
	n, w := grapheme(rest)
	gap := min(cells+w, to) - from
	return Blank(gap) + Fit(rest[n:], to-from-gap)
}

// Blank returns n spaces.
func Blank(n int) string {
	if n <= 0 {
		return ""
	}
	if n <= len(blanks) {
		return blanks[:n]
	}
	return strings.Repeat(" ", n)
}

// Next returns the bytes and the cells of the first grapheme of s; 0, 0 when s is empty.
func Next(s string) (bytes, cells int) {
	if s == "" {
		return 0, 0
	}
	return grapheme(s)
}

// plain reports whether every byte of s is printable ASCII, so that bytes are cells.
func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i]-0x20 > 0x7e-0x20 {
			return false
		}
	}
	return true
}

// prefix returns the graphemes of s that fit in w cells, and their cells. Characters without width that follow the
// last cell stay with it.
func prefix(s string, w int) (string, int) {
	i, cells := 0, 0
	for i < len(s) {
		n, c := grapheme(s[i:])
		if cells+c > w {
			break
		}
		i += n
		cells += c
	}
	return s[:i], cells
}

// grapheme returns the bytes and cells of the first grapheme of s, which is not empty. Runs of ASCII and of Latin and
// common punctuation, which cannot combine, are told without looking at properties.
func grapheme(s string) (bytes, cells int) {
	n := simple(s)
	if n > 0 && (n == len(s) || s[n] < utf8.RuneSelf || simple(s[n:]) > 0) {
		return n, 1
	}
	g := displaywidth.StringGraphemes(s)
	if !g.Next() {
		return len(s), 0
	}
	c := g.Value()
	// Of single characters the two counts of the renderer differ in a few beyond the basic plane, and U+0CF3.
	if r, n := utf8.DecodeRuneInString(c); (n < len(c) || n == 4 || r == 0xcf3) && !clusters.Load() {
		return len(c), ansi.WcWidth.StringWidth(c)
	}
	return len(c), g.Width()
}

// prepends returns the bytes of the last character of s when it joins what follows (Grapheme_Cluster_Break=Prepend).
func prepends(s string) int {
	r, n := utf8.DecodeLastRuneInString(s)
	if r < 0x600 || r >= 0x3000 && r < 0x11000 {
		return 0
	}
	if joined, _ := grapheme(s[len(s)-n:] + " "); joined > n {
		return n
	}
	return 0
}

// simple returns the bytes of the first character of s when it is printable ASCII, a Latin letter (U+00C0–U+02AF) or
// general punctuation without an emoji form (U+2010–U+2027), all of one cell and none of them combining; else 0.
func simple(s string) int {
	c := s[0]
	switch {
	case c >= 0x20 && c < 0x7f:
		return 1
	case c >= 0xc3 && c <= 0xc9 && len(s) > 1 && s[1]&0xc0 == 0x80:
		return 2
	case c == 0xe2 && len(s) > 2 && s[1] == 0x80 && s[2] >= 0x90 && s[2] <= 0xa7:
		return 3
	}
	return 0
}

// visible reports whether s has neither soft hyphens nor controls.
func visible(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < 0x20 || c == 0x7f || c == 0xc2 && i+1 < len(s) && (s[i+1] < 0xa0 || s[i+1] == 0xad) {
			return false
		}
	}
	return true
}

// visibleOnly returns s without soft hyphens and controls.
func visibleOnly(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 || r >= 0x7f && r < 0xa0 || r == softHyphen {
			return -1
		}
		return r
	}, s)
}
