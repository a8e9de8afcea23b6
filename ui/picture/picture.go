// Package picture makes cells of pictures: it decodes them behind guards, scales them once to the cells they are given,
// and draws them either as a kitty image under Unicode placeholders or in half blocks. It is pure: it fetches nothing,
// writes to no terminal and keeps no state but the ids of [Pool]. Only package ui imports it, and tests.
//
// A kitty image is transmitted once ([Art.Transmit]) and placed by text ([Art.Lines]): each cell is U+10EEEE with a row
// and a column diacritic, in the colour that is the image's id. So it scrolls, is covered and is erased as text is, and
// no pixel outlives its cell. Ids fit one byte, because renderers change 24-bit colours where a terminal has 256.
package picture

import "image"

// Mode is how pictures are shown.
type Mode uint8

// The modes.
const (
	Off    Mode = iota // not at all
	Blocks             // half blocks, two pixels a cell
	Kitty              // the kitty graphics protocol with Unicode placeholders
	Placed             // a kitty image over the screen, at full size only
	Sixel              // pixels over the screen, at full size only
	ITerm              // the same by the protocol of iTerm2
)

// Cell is the size of a terminal's cell in pixels.
type Cell struct{ Width, Height int }

// DefaultCell is taken for a terminal that does not tell.
var DefaultCell = Cell{8, 16}

// layoutPixels are the pixels of a picture that make one column, whatever the terminal's resolution: as much as text
// of an ordinary size on the web, and the same that [newspane/ui/typeset] reserves.
const layoutPixels = 8

// known returns the cell, or the default one for what cannot be the size of a cell.
func (c Cell) known() Cell {
	if c.Width < 2 || c.Height < 2 || c.Width > 200 || c.Height > 400 || c.Height > 5*c.Width || c.Width > 2*c.Height {
		return DefaultCell
	}
	return c
}

// Aspect is a cell's height by its width, 2 for a terminal that does not tell.
func (c Cell) Aspect() float64 {
	c = c.known()
	return float64(c.Height) / float64(c.Width)
}

// Fit returns the cells, at least one each way, that a picture of so many pixels takes within a box of cells: its own
// size times grow at the most, smaller when the box is, in its own proportions.
func Fit(pixels image.Point, box image.Point, c Cell, grow float64) (cols, rows int) {
	w, h := float64(max(pixels.X, 1)), float64(max(pixels.Y, 1))
	cols = min(box.X, int(w*grow/layoutPixels+0.999), maxSide)
	rows = int(float64(cols)*h/(w*c.Aspect()) + 0.5)
	if most := min(box.Y, maxSide); rows > most {
		rows = most
		cols = min(cols, int(float64(rows)*c.Aspect()*w/h+0.5))
	}
	return max(cols, 1), max(rows, 1)
}
