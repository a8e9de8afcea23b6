package picture

import (
	"image"
	"image/color"

	"golang.org/x/image/draw"
)

// Scaled returns img in w×h pixels, opaque. Ground is the colour of the screen behind it, nil when unknown: what is
// transparent shows it, or white or black where the picture would not be seen on it, as dark drawings are made for
// white pages.
func Scaled(img image.Image, w, h int, ground color.Color) *image.RGBA {
	dst := image.NewRGBA(image.Rect(0, 0, max(w, 1), max(h, 1)))
	draw.CatmullRom.Scale(dst, dst.Bounds(), img, img.Bounds(), draw.Src, nil)
	if !dst.Opaque() {
		flatten(dst, paper(dst, ground))
	}
	return dst
}

// seen is the least difference in lightness (0..255) between a picture and what is behind it.
const seen = 80

// paper is the colour that a transparent picture is laid on.
func paper(img *image.RGBA, ground color.Color) color.RGBA {
	var light, weight int
	for i := 0; i+3 < len(img.Pix); i += 4 {
		light += lightness(img.Pix[i], img.Pix[i+1], img.Pix[i+2])
		weight += int(img.Pix[i+3])
	}
	if weight > 0 {
		light = light * 255 / weight // pixels are premultiplied
	}
	if ground != nil {
		r, g, b, _ := ground.RGBA()
		c := color.RGBA{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), 255}
		if d := lightness(c.R, c.G, c.B) - light; d >= seen || d <= -seen {
			return c
		}
	}
	if light < 128 {
		return color.RGBA{255, 255, 255, 255}
	}
	return color.RGBA{0, 0, 0, 255}
}

// lightness is the luma of a colour, 0..255 (ITU-R BT.601).
func lightness(r, g, b uint8) int { return (299*int(r) + 587*int(g) + 114*int(b)) / 1000 }

// flatten lays a premultiplied picture on a colour.
func flatten(img *image.RGBA, c color.RGBA) {
	for i := 0; i+3 < len(img.Pix); i += 4 {
		p := img.Pix[i : i+4 : i+4]
		rest := 255 - int(p[3])
		if rest == 0 {
			continue
		}
		p[0] = uint8(min(255, int(p[0])+int(c.R)*rest/255))
		p[1] = uint8(min(255, int(p[1])+int(c.G)*rest/255))
		p[2] = uint8(min(255, int(p[2])+int(c.B)*rest/255))
		p[3] = 255
	}
}
