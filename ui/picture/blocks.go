package picture

import (
	"image"
	"strconv"
)

// halfBlocks draws a picture of cols × 2·rows pixels: each cell is an upper half block whose foreground is the upper
// pixel and whose background the lower one. Colours are written only where they change.
func halfBlocks(img *image.RGBA, trueColour bool) []string {
	b := img.Bounds()
	lines := make([]string, 0, b.Dy()/2)
	var line []byte
	for y := b.Min.Y; y+1 < b.Max.Y; y += 2 {
		line = line[:0]
		fg, bg := "", ""
		for x := b.Min.X; x < b.Max.X; x++ {
			f, g := colour(img, x, y, trueColour), colour(img, x, y+1, trueColour)
			if f != fg || g != bg {
				line = append(line, "\x1b["...)
				if f != fg {
					line = append(append(line, "38;"...), f...)
				}
				if f != fg && g != bg {
					line = append(line, ';')
				}
				if g != bg {
					line = append(append(line, "48;"...), g...)
				}
				line = append(line, 'm')
				fg, bg = f, g
			}
			line = append(line, "▀"...)
		}
		lines = append(lines, string(append(line, "\x1b[m"...)))
	}
	return lines
}

// colour is a pixel's colour as SGR spells it.
func colour(img *image.RGBA, x, y int, trueColour bool) string {
	c := img.RGBAAt(x, y)
	if !trueColour {
		return "5;" + strconv.Itoa(nearest(c.R, c.G, c.B))
	}
	return "2;" + strconv.Itoa(int(c.R)) + ";" + strconv.Itoa(int(c.G)) + ";" + strconv.Itoa(int(c.B))
}

// nearest is the colour of xterm's palette of 256 that is nearest: of the cube of six levels, or of the greys.
func nearest(r, g, b uint8) int {
	level := func(v uint8) int { // of 0, 95, 135 … 255
		if v < 48 {
			return 0
		}
		return max(1, (int(v)-35)/40)
	}
	value := func(l int) int {
		if l == 0 {
			return 0
		}
		return 55 + 40*l
	}
	distance := func(x, y, z int) int {
		dr, dg, db := x-int(r), y-int(g), z-int(b)
		return 3*dr*dr + 6*dg*dg + db*db // about as the eye weighs them
	}
	cr, cg, cb := level(r), level(g), level(b)
	grey := max(0, min(23, (lightness(r, g, b)-3)/10))
	v := 8 + 10*grey
	if distance(v, v, v) < distance(value(cr), value(cg), value(cb)) {
		return 232 + grey
	}
	return 16 + 36*cr + 6*cg + cb
}
