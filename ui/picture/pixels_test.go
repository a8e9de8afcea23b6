package picture

import (
	"image"
	"strconv"
	"strings"
	"testing"
)

// sixelsShow decodes sixels: the colour of each pixel as 0..100 a channel, and fails where a pixel is drawn twice.
func sixelsShow(t *testing.T, seq string, w, h int) [][][3]int {
	t.Helper()
	body, ok := strings.CutPrefix(strings.TrimSuffix(seq, "\x1b\\"), "\x1bP0;1q\"1;1;"+strconv.Itoa(w)+";"+strconv.Itoa(h))
	if !ok {
		t.Fatalf("it begins %q", seq[:min(len(seq), 40)])
	}
	pixels := make([][][3]int, h)
	for i := range pixels {
		pixels[i] = make([][3]int, w)
		for j := range pixels[i] {
			pixels[i][j][0] = -1
		}
	}
	palette := map[int][3]int{}
	number := func() int {
		n := 0
		for body != "" && body[0] >= '0' && body[0] <= '9' {
			n, body = n*10+int(body[0]-'0'), body[1:]
		}
		return n
	}
	x, y, colour := 0, 0, 0
	for body != "" {
		c := body[0]
		body = body[1:]
		run := 1
		switch c {
		case '#':
			if colour = number(); strings.HasPrefix(body, ";2;") {
				var rgb [3]int
				body = body[2:]
				for i := range rgb {
					body = body[1:]
					rgb[i] = number()
				}
				palette[colour] = rgb
			}
			continue
		case '$':
			x = 0
			continue
		case '-':
			x, y = 0, y+6
			continue
		case '!':
			run = number()
			c, body = body[0], body[1:]
		}
		for range run {
			for bit := range 6 {
				if (c-'?')>>bit&1 == 0 {
					continue
				}
				if pixels[y+bit][x][0] >= 0 {
					t.Fatalf("pixel %d,%d is drawn twice", x, y+bit)
				}
				pixels[y+bit][x] = palette[colour]
			}
			x++
		}
	}
	return pixels
}

func TestSixelsShowEveryPixelNearItsColour(t *testing.T) {
	img := Scaled(photo(50, 31), 50, 31, nil)
	pixels := sixelsShow(t, sixelOf(img), 50, 31)
	var off [3]int
	for y := range pixels {
		for x, p := range pixels[y] {
			c := img.RGBAAt(x, y)
			for i, v := range []uint8{c.R, c.G, c.B} {
				d := p[i] - int(v)*100/255
				if p[0] < 0 || d > 21 || d < -21 {
					t.Fatalf("pixel %d,%d is %v of %v", x, y, p, c)
				}
				off[i] += d
			}
		}
	}
	for i := range off { // dithering evens it out
		if d := off[i] / (50 * 31); d > 3 || d < -3 {
			t.Errorf("channel %d is off by %d of 100 on the average", i, d)
		}
	}
}

func TestPicturesOfPixelsAreDrawnInTheirPlaceAndLeaveTheCursor(t *testing.T) {
	for _, mode := range []Mode{Sixel, ITerm, Placed} {
		a, err := Make(photo(300, 200), image.Pt(20, 10), 1, firstID, Style{Mode: mode, Cell: Cell{10, 20}})
		if err != nil || a.Lines != nil || a.Cols != 20 {
			t.Fatalf("%v, %+v", err, a)
		}
		s := a.At(4, 2)
		if !strings.HasPrefix(s, "\x1b7\x1b[3;5H\x1b") || !strings.HasSuffix(s, "\x1b8") {
			t.Errorf("%q … %q", s[:20], s[len(s)-10:])
		}
	}
}

func TestSixelsAreOfferedByTheTerminalsAttributes(t *testing.T) {
	for _, c := range []struct {
		da   []int
		want bool
	}{{[]int{62, 4, 9}, true}, {[]int{4}, false}, {[]int{62, 22}, false}, {nil, false}} {
		if Sixels(c.da) != c.want {
			t.Errorf("%v: %v", c.da, !c.want)
		}
	}
}

func BenchmarkSixels800x480(b *testing.B) {
	img := Scaled(photo(800, 480), 800, 480, nil)
	n := 0
	for b.Loop() {
		n = len(sixelOf(img))
	}
	b.ReportMetric(float64(n), "bytes")
}
