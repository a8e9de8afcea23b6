package uitest

import (
	"fmt"
	"html"
	"image/color"
	"strings"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/vt"
)

// The size of a cell in the picture, in pixels at a font of 14.
const (
	cellWidth  = 8.4
	cellHeight = 18
)

// SVG draws a styled screen of w×h cells, as a terminal shows it, on the given ground and ink.
func SVG(styled string, w, h int, ground, ink color.Color) string {
	var b strings.Builder
	open(&b, w, h, 0, ground)
	drawScreen(&b, styled, w, h, ink)
	b.WriteString("</svg>\n")
	return b.String()
}

// Frame is a screen of a tour and what is told below it.
type Frame struct{ Styled, Caption string }

// Tour draws screens of w×h cells that follow each other for ever, each for so many seconds, with their captions below.
func Tour(frames []Frame, w, h, seconds int, ground, ink color.Color) string {
	const foot = 2 // rows
	var b strings.Builder
	open(&b, w, h, foot, ground)
	fmt.Fprintf(&b, "<style>.f{opacity:0;animation:f %ds infinite step-end}@keyframes f{0%%{opacity:1}%.3f%%{opacity:0}100%%{opacity:0}}</style>\n",
		len(frames)*seconds, 100/float64(len(frames)))
	for i, f := range frames {
		fmt.Fprintf(&b, `<g class="f" style="animation-delay:%ds">`+"\n", i*seconds)
		drawScreen(&b, f.Styled, w, h, ink)
		fmt.Fprintf(&b, `<rect y="%d" width="100%%" height="%d" fill="%s"/>`+"\n", h*cellHeight, foot*cellHeight, hex(ink))
		fmt.Fprintf(&b, `<text x="%.1f" y="%d" fill="%s" font-weight="bold">%s</text></g>`+"\n", cellWidth, h*cellHeight+cellHeight+5, hex(ground), html.EscapeString(f.Caption))
	}
	b.WriteString("</svg>\n")
	return b.String()
}

// open begins a picture of w×h cells and some rows below them.
func open(b *strings.Builder, w, h, foot int, ground color.Color) {
	fmt.Fprintf(b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %d" font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14">`+"\n",
		float64(w)*cellWidth, (h+foot)*cellHeight)
	fmt.Fprintf(b, `<rect width="100%%" height="100%%" fill="%s"/>`+"\n", hex(ground))
}

// shown is a terminal in memory that shows a styled screen.
func shown(styled string, w, h int) *vt.Emulator {
	term := vt.NewEmulator(w, h)
	term.WriteString(strings.ReplaceAll(styled, "\n", "\r\n")) //nolint:errcheck // an emulator in memory
	return term
}

func drawScreen(b *strings.Builder, styled string, w, h int, ink color.Color) {
	term := shown(styled, w, h)
	defer term.Close()
	for y := range h {
		drawRow(b, term, y, w, ink)
	}
}

// drawRow draws runs of cells of one style: their background, then their text at its place.
func drawRow(b *strings.Builder, term *vt.Emulator, y, w int, ink color.Color) {
	for x := 0; x < w; {
		c := term.CellAt(x, y)
		if c == nil {
			return
		}
		start, text, style := x, "", c.Style
		for x < w {
			n := term.CellAt(x, y)
			if n == nil || !n.Style.Equal(&style) || n.Width != c.Width { // fonts differ in how wide wide characters are
				break
			}
			text += n.Content
			x += max(1, n.Width)
		}
		if style.Bg != nil {
			fmt.Fprintf(b, `<rect x="%.1f" y="%d" width="%.1f" height="%d" fill="%s"/>`+"\n", float64(start)*cellWidth, y*cellHeight, float64(x-start)*cellWidth, cellHeight, hex(style.Bg))
		}
		if t := strings.TrimRight(text, " "); t != "" {
			lead := len(t) - len(strings.TrimLeft(t, " "))
			t = t[lead:]
			fmt.Fprintf(b, `<text x="%.1f" y="%d" textLength="%.1f" xml:space="preserve"%s>%s</text>`+"\n", float64(start+lead)*cellWidth, y*cellHeight+14,
				float64(x-start-lead-(len(text)-len(strings.TrimRight(text, " "))))*cellWidth, attributes(style, ink), html.EscapeString(t))
		}
	}
}

func attributes(s uv.Style, ink color.Color) string {
	fg := ink
	if s.Fg != nil {
		fg = s.Fg
	}
	a := fmt.Sprintf(` fill="%s"`, hex(fg))
	if s.Attrs&uv.AttrBold != 0 {
		a += ` font-weight="bold"`
	}
	if s.Attrs&uv.AttrItalic != 0 {
		a += ` font-style="italic"`
	}
	if s.Underline != 0 {
		a += ` text-decoration="underline"`
	}
	return a
}

func hex(c color.Color) string {
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}
