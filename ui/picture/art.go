package picture

import (
	"image"
	"image/color"
	"math"
)

// Style says how pictures are drawn.
type Style struct {
	Mode       Mode
	Tmux       bool        // sequences go through tmux
	TrueColour bool        // of half blocks; otherwise the palette of 256
	Cell       Cell        // of the terminal
	Ground     color.Color // behind the picture; nil when unknown
}

// Art is a picture ready for the screen.
type Art struct {
	Pixels     image.Point // of the picture as it came
	Cols, Rows int
	Lines      []string // painted rows, each Cols cells; none of pictures of pixels
	Transmit   string   // what the terminal must get before the lines are shown, or see [Art.At]; "" when nothing
}

const (
	// maxSent is the most pixels that are sent of a picture: terminals scale what is shown larger.
	maxSent = 1 << 20
	// bend is how far proportions may be bent, so that a picture fills whole cells.
	bend = 0.06
)

// Make draws a picture within a box of cells, its own size times grow at the most. The id is that of a kitty image.
func Make(img image.Image, box image.Point, grow float64, id uint8, s Style) (*Art, error) {
	size := img.Bounds().Size()
	cols, rows := Fit(size, box, s.Cell, grow)
	a := &Art{Pixels: size, Cols: cols, Rows: rows}
	switch s.Mode {
	case Blocks:
		a.Lines = halfBlocks(Scaled(img, cols, 2*rows, s.Ground), s.TrueColour)
	case Placed:
		w, h := sent(size, cols, rows, s.Cell)
		var err error
		if a.Transmit, err = (place{id, cols, rows}).over(Scaled(img, w, h, s.Ground), s.Tmux); err != nil {
			return nil, err
		}
	case Sixel, ITerm:
		c := s.Cell.known()
		img := Scaled(img, cols*c.Width, rows*c.Height, s.Ground)
		a.Transmit = sixelOf(img)
		if s.Mode == ITerm {
			var err error
			if a.Transmit, err = itermOf(img, cols, rows); err != nil {
				return nil, err
			}
		}
	case Kitty:
		p := place{id, cols, rows}
		w, h := sent(size, cols, rows, s.Cell)
		var err error
		if a.Transmit, err = p.transmit(Scaled(img, w, h, s.Ground), s.Tmux); err != nil {
			return nil, err
		}
		a.Lines = p.lines()
	}
	return a, nil
}

// sent is the size in pixels in which a picture is sent for so many cells: that of the cells, or less where the picture
// has no more.
func sent(size image.Point, cols, rows int, c Cell) (w, h int) {
	c = c.known()
	bw, bh := float64(cols*c.Width), float64(rows*c.Height)
	pw, ph := float64(size.X), float64(size.Y)
	if r := (bw / bh) / (pw / ph); r < 1-bend || r > 1+bend {
		f := min(bw/pw, bh/ph)
		bw, bh = pw*f, ph*f
	}
	f := min(1, max(pw/bw, ph/bh))
	if px := bw * bh * f * f; px > maxSent {
		f *= math.Sqrt(maxSent / px)
	}
	return max(1, int(bw*f+0.5)), max(1, int(bh*f+0.5))
}
