package picture

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/jpeg"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/ansi/iterm2"
)

// Pixels outside the cells of text: they do not scroll and are not covered with it, so they are for the full-size view
// alone, where the screen is the picture's.

// levels of the palette that pictures in sixels have: what the eye sees best has the most.
const (
	reds, greens, blues = 6, 7, 6
	sixelColours        = reds * greens * blues
)

// bayer is the threshold matrix of ordered dithering, 0..63.
var bayer = [8][8]int{
	{0, 32, 8, 40, 2, 34, 10, 42}, {48, 16, 56, 24, 50, 18, 58, 26}, {12, 44, 4, 36, 14, 46, 6, 38}, {60, 28, 52, 20, 62, 30, 54, 22},
	{3, 35, 11, 43, 1, 33, 9, 41}, {51, 19, 59, 27, 49, 17, 57, 25}, {15, 47, 7, 39, 13, 45, 5, 37}, {63, 31, 55, 23, 61, 29, 53, 21},
}

// sixelOf returns the sequence that draws a picture in sixels, dithered to a fixed palette. (The encoder of the library
// takes a palette of the picture's own, and two seconds.)
func sixelOf(img *image.RGBA) string {
	b := img.Bounds()
	w, h := b.Dx(), b.Dy()
	var out bytes.Buffer
	fmt.Fprintf(&out, "\"1;1;%d;%d", w, h)
	defined := [sixelColours]bool{}
	masks := make([][]byte, sixelColours) // of the band: which of its six pixels have the colour, by column
	for i := range masks {
		masks[i] = make([]byte, w)
	}
	for y := 0; y < h; y += 6 {
		present := [sixelColours]bool{}
		for row := range min(6, h-y) {
			pix := img.Pix[(y+row)*img.Stride:]
			for x := range w {
				c := dithered(pix[4*x:4*x+3:4*x+3], x, y+row)
				present[c] = true
				masks[c][x] |= 1 << row
			}
		}
		for c := range present {
			if !present[c] {
				continue
			}
			if out.WriteByte('#'); defined[c] {
				fmt.Fprint(&out, c)
			} else {
				defined[c] = true
				fmt.Fprintf(&out, "%d;2;%d;%d;%d#%d", c, c/greens/blues*100/(reds-1), c/blues%greens*100/(greens-1), c%blues*100/(blues-1), c)
			}
			writeRuns(&out, masks[c])
			out.WriteByte('$')
			clear(masks[c])
		}
		out.WriteByte('-')
	}
	return ansi.SixelGraphics(0, 1, 0, out.Bytes())
}

// dithered is the colour of the palette that stands for a pixel at its place.
func dithered(p []byte, x, y int) int {
	t := bayer[y&7][x&7]
	level := func(v byte, levels int) int { return (int(v)*(levels-1)*64 + t*255) / (255 * 64) }
	return (level(p[0], reds)*greens+level(p[1], greens))*blues + level(p[2], blues)
}

// writeRuns writes a row of masks as sixels, runs by their length.
func writeRuns(out *bytes.Buffer, masks []byte) {
	const least = 4 // a shorter run is no longer in full
	for i := 0; i < len(masks); {
		j := i + 1
		for j < len(masks) && masks[j] == masks[i] {
			j++
		}
		c := '?' + masks[i]
		switch {
		case j == len(masks) && masks[i] == 0: // nothing more on this row
		case j-i >= least:
			out.WriteByte('!')
			out.WriteString(strconv.Itoa(j - i))
			out.WriteByte(c)
		default:
			out.WriteString(strings.Repeat(string(rune(c)), j-i))
		}
		i = j
	}
}

// itermOf returns the sequence that draws a picture in so many cells by the protocol of iTerm2.
func itermOf(img image.Image, cols, rows int) (string, error) {
	const quality = 88
	var data bytes.Buffer
	if err := jpeg.Encode(&data, img, &jpeg.Options{Quality: quality}); err != nil {
		return "", fmt.Errorf("iterm: %w", err)
	}
	content := make([]byte, base64.StdEncoding.EncodedLen(data.Len()))
	base64.StdEncoding.Encode(content, data.Bytes())
	return ansi.ITerm2(iterm2.File{
		Size: int64(data.Len()), Width: iterm2.Cells(cols), Height: iterm2.Cells(rows), IgnoreAspectRatio: true, Inline: true, Content: content,
	}), nil
}

// At returns the sequence that draws the picture with its upper left cell at a place of the screen, counted from 0, and
// leaves the cursor where it was. It is for pictures of pixels.
func (a *Art) At(x, y int) string {
	return ansi.SaveCursor + ansi.CursorPosition(x+1, y+1) + a.Transmit + ansi.RestoreCursor
}
