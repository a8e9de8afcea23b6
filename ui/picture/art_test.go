package picture

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/color"
	"image/png"
	"regexp"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"newspane/ui/text"
)

func TestFitKeepsProportionsWithinTheBox(t *testing.T) {
	for _, c := range []struct {
		pixels, box image.Point
		grow        float64
		cols, rows  int
	}{
		{image.Pt(1600, 1067), image.Pt(68, 20), 1, 60, 20}, // 20 rows are the limit
		{image.Pt(1600, 400), image.Pt(68, 20), 1, 68, 9},
		{image.Pt(600, 1200), image.Pt(68, 20), 1, 20, 20},
		{image.Pt(40, 32), image.Pt(68, 20), 1, 5, 2}, // no larger than it is
		{image.Pt(40, 32), image.Pt(68, 20), 2, 10, 4},
		{image.Pt(1, 1), image.Pt(68, 20), 1, 1, 1},
		{image.Pt(10000, 1), image.Pt(68, 20), 1, 68, 1},
		{image.Pt(1, 10000), image.Pt(68, 20), 1, 1, 20},
		{image.Pt(90000, 90000), image.Pt(9000, 9000), 1, 297, 149},
	} {
		if cols, rows := Fit(c.pixels, c.box, DefaultCell, c.grow); cols != c.cols || rows != c.rows {
			t.Errorf("%v in %v: %d×%d cells, want %d×%d", c.pixels, c.box, cols, rows, c.cols, c.rows)
		}
	}
}

func TestACellThatCannotBeOneIsTheDefault(t *testing.T) {
	for _, c := range []Cell{{}, {0, 16}, {1, 1}, {9, 900}, {-8, -16}, {300, 100}} {
		if got := c.Aspect(); got != 2 {
			t.Errorf("%v has aspect %v", c, got)
		}
	}
	if got := (Cell{10, 21}).Aspect(); got != 2.1 {
		t.Errorf("aspect %v", got)
	}
}

func TestPlaceholdersCarryIdRowAndColumn(t *testing.T) {
	got := place{id: 142, cols: 3, rows: 2}.lines()
	const p = "\U0010EEEE"
	want := []string{
		"\x1b[38;5;142m" + p + "\u0305\u0305" + p + "\u0305\u030d" + p + "\u0305\u030e\x1b[m",
		"\x1b[38;5;142m" + p + "\u030d\u0305" + p + "\u030d\u030d" + p + "\u030d\u030e\x1b[m",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got %q", got)
	}
}

func TestEveryPlaceholderIsOneCellWide(t *testing.T) {
	for row, l := range (place{id: firstID, cols: maxSide, rows: maxSide}).lines() {
		if w := text.Width(ansi.Strip(l)); w != maxSide {
			t.Errorf("row %d of %d columns is %d wide", row, maxSide, w)
		}
		if w := ansi.StringWidthWc(l); w != maxSide {
			t.Errorf("row %d is %d wide by wcwidth", row, w)
		}
	}
}

func TestAPictureIsTransmittedInChunksThatMakeItAgain(t *testing.T) {
	img := photo(200, 100)
	s, err := place{id: 107, cols: 20, rows: 5}.transmit(img, false)
	if err != nil {
		t.Fatal(err)
	}
	s, ok := strings.CutPrefix(s, "\x1b_Ga=d,d=I,q=2,i=107\x1b\\")
	if !ok {
		t.Errorf("what had the id before is not deleted: %.40q", s)
	}
	chunks := regexp.MustCompile("\x1b_G([^;]*);([^\x1b]*)\x1b\\\\").FindAllStringSubmatch(s, -1)
	if len(chunks) < 2 || strings.Join(flat(chunks), "") != s {
		t.Fatalf("%d chunks, with something else between them", len(chunks))
	}
	if want := "a=T,U=1,q=2,f=100,i=107,c=20,r=5,m=1"; chunks[0][1] != want {
		t.Errorf("first chunk %q, want %q", chunks[0][1], want)
	}
	payload := ""
	for i, c := range chunks {
		if len(c[2]) > 4096 || i > 0 && c[1] != "q=2,m="+map[bool]string{true: "0", false: "1"}[i == len(chunks)-1] {
			t.Errorf("chunk %d: %q, %d bytes", i, c[1], len(c[2]))
		}
		payload += c[2]
	}
	data, err := base64.StdEncoding.DecodeString(payload)
	if err != nil {
		t.Fatal(err)
	}
	got, err := png.Decode(bytes.NewReader(data))
	if err != nil || got.Bounds() != img.Bounds() || got.At(77, 33) != img.At(77, 33) {
		t.Errorf("the picture came back changed: %v", err)
	}
}

func flat(chunks [][]string) []string {
	var all []string
	for _, c := range chunks {
		all = append(all, c[0])
	}
	return all
}

func TestTmuxHandsEveryChunkThrough(t *testing.T) {
	img := photo(200, 100)
	s, err := place{id: 107, cols: 20, rows: 5}.transmit(img, true)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(s, "\x1bPtmux;\x1b\x1b_G"); n < 2 || n != strings.Count(s, "\x1b\x1b\\\x1b\\") {
		t.Errorf("%d chunks are wrapped", n)
	}
	if got, want := Delete(107, true), "\x1bPtmux;\x1b\x1b_Ga=d,d=I,q=2,i=107\x1b\x1b\\\x1b\\"; got != want {
		t.Errorf("delete %q", got)
	}
	if got, want := Delete(107, false), "\x1b_Ga=d,d=I,q=2,i=107\x1b\\"; got != want {
		t.Errorf("delete %q", got)
	}
}

func TestHalfBlocksShowTwoPixelsACell(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 3, 4))
	red, blue, grey := color.RGBA{255, 0, 0, 255}, color.RGBA{0, 0, 255, 255}, color.RGBA{128, 128, 128, 255}
	for x := range 3 {
		img.SetRGBA(x, 0, red)
		img.SetRGBA(x, 1, blue)
		img.SetRGBA(x, 2, grey)
		img.SetRGBA(x, 3, grey)
	}
	img.SetRGBA(2, 0, blue)
	for _, c := range []struct {
		trueColour bool
		want       string
	}{
		{true, "\x1b[38;2;255;0;0;48;2;0;0;255m▀▀\x1b[38;2;0;0;255m▀\x1b[m\n\x1b[38;2;128;128;128;48;2;128;128;128m▀▀▀\x1b[m"},
		{false, "\x1b[38;5;196;48;5;21m▀▀\x1b[38;5;21m▀\x1b[m\n\x1b[38;5;244;48;5;244m▀▀▀\x1b[m"},
	} {
		if got := strings.Join(halfBlocks(img, c.trueColour), "\n"); got != c.want {
			t.Errorf("got  %q\nwant %q", got, c.want)
		}
	}
}

func TestThePaletteOf256GivesItsOwnColoursBack(t *testing.T) {
	for _, v := range []uint8{0, 95, 135, 175, 215, 255} {
		for _, w := range []uint8{0, 95, 135, 175, 215, 255} {
			got := nearest(v, w, 0)
			index := func(v uint8) int { return map[uint8]int{0: 0, 95: 1, 135: 2, 175: 3, 215: 4, 255: 5}[v] }
			if want := 16 + 36*index(v) + 6*index(w); got != want {
				t.Errorf("%d,%d,0 is %d, want %d", v, w, got, want)
			}
		}
	}
	for g := range 24 {
		v := uint8(8 + 10*g)
		if got := nearest(v, v, v); got != 232+g {
			t.Errorf("grey %d is %d, want %d", v, got, 232+g)
		}
	}
}

func TestADarkDrawingWithoutGroundIsSeenOnADarkScreen(t *testing.T) {
	drawing := image.NewNRGBA(image.Rect(0, 0, 20, 20))
	for i := range 20 {
		drawing.SetNRGBA(i, i, color.NRGBA{10, 10, 10, 255})
	}
	dark, light := color.RGBA{22, 24, 29, 255}, color.RGBA{250, 250, 250, 255}
	if got := Scaled(drawing, 20, 20, dark).RGBAAt(15, 2); got != (color.RGBA{255, 255, 255, 255}) {
		t.Errorf("on a dark screen it lies on %v", got)
	}
	if got := Scaled(drawing, 20, 20, light).RGBAAt(15, 2); got != light {
		t.Errorf("on a light screen it lies on %v", got)
	}
	for i := range 20 {
		drawing.SetNRGBA(i, i, color.NRGBA{240, 240, 240, 255})
	}
	if got := Scaled(drawing, 20, 20, dark).RGBAAt(15, 2); got != dark {
		t.Errorf("a light one on a dark screen lies on %v", got)
	}
	if got := Scaled(drawing, 20, 20, nil).RGBAAt(15, 2); got != (color.RGBA{0, 0, 0, 255}) {
		t.Errorf("a light one on an unknown screen lies on %v", got)
	}
}

func TestMakeFillsTheCellsItTakes(t *testing.T) {
	for _, size := range []image.Point{{1600, 1067}, {300, 900}, {2000, 100}, {10, 10}, {1, 500}} {
		for _, m := range []Mode{Kitty, Blocks} {
			a, err := Make(photo(size.X, size.Y), image.Pt(60, 18), 1, 120, Style{Mode: m, Cell: Cell{9, 19}})
			if err != nil {
				t.Fatal(err)
			}
			if a.Pixels != size || a.Cols > 60 || a.Rows > 18 || len(a.Lines) != a.Rows || (m == Kitty) != (a.Transmit != "") {
				t.Errorf("%v: %d×%d cells, %d lines", size, a.Cols, a.Rows, len(a.Lines))
			}
			for _, l := range a.Lines {
				if w := text.Width(ansi.Strip(l)); w != a.Cols {
					t.Errorf("%v: a line is %d wide, want %d", size, w, a.Cols)
				}
			}
		}
	}
}

func TestNoMoreIsSentThanIsSeen(t *testing.T) {
	for _, c := range []struct {
		size       image.Point
		cols, rows int
		w, h       int
	}{
		{image.Pt(1600, 1067), 60, 20, 480, 320},
		{image.Pt(100, 50), 25, 6, 104, 50},        // enlarged by the terminal
		{image.Pt(9000, 6000), 297, 99, 1254, 836}, // at most a megapixel
	} {
		if w, h := sent(c.size, c.cols, c.rows, DefaultCell); w != c.w || h != c.h {
			t.Errorf("%v in %d×%d cells is sent in %d×%d, want %d×%d", c.size, c.cols, c.rows, w, h, c.w, c.h)
		}
	}
}
