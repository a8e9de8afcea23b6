package picture

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
)

// photo is a picture with something in it.
func photo(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.SetRGBA(x, y, color.RGBA{uint8(255 * x / w), uint8(255 * y / h), uint8(x*x*y ^ y*31), 255})
		}
	}
	return img
}

func asPNG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asJPEG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// animation is a GIF of so many frames, each of 4×4 pixels, the first at the lower right of a canvas of 8×8.
func animation(t testing.TB, frames int) []byte {
	t.Helper()
	g := gif.GIF{Config: image.Config{Width: 8, Height: 8}}
	for i := range frames {
		f := image.NewPaletted(image.Rect(4, 4, 8, 8), color.Palette{color.Black, color.White, color.RGBA{255, 0, 0, 255}})
		for j := range f.Pix {
			f.Pix[j] = uint8(2 - min(i, 1))
		}
		g.Image, g.Delay = append(g.Image, f), append(g.Delay, 1)
	}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, &g); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// claiming returns a PNG whose header claims a size.
func claiming(t testing.TB, w, h uint32) []byte {
	t.Helper()
	b := asPNG(t, photo(4, 4))
	binary.BigEndian.PutUint32(b[16:], w)
	binary.BigEndian.PutUint32(b[20:], h)
	binary.BigEndian.PutUint32(b[29:], crc32.ChecksumIEEE(b[12:29]))
	return b
}

// smallWebP is a lossy picture of 1×1 pixels.
func smallWebP(t testing.TB) []byte {
	t.Helper()
	b, err := base64.StdEncoding.DecodeString("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestDecodeTellsTheFormatByContent(t *testing.T) {
	for name, b := range map[string][]byte{
		"PNG": asPNG(t, photo(20, 10)), "JPEG": asJPEG(t, photo(20, 10)), "WebP": smallWebP(t), "GIF": animation(t, 2),
	} {
		img, err := decode(b)
		if err != nil || img.Bounds().Empty() {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, s := range []string{
		"", "GIF", "\xff\xd8", "RIFF", "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", "<?xml version='1.0'?><svg/>",
		"<!doctype html><html>", "BM\x00\x00\x00\x00", "II*\x00",
	} {
		if _, err := decode([]byte(s)); err == nil {
			t.Errorf("%q was decoded", s)
		}
	}
}

func TestDecodeRefusesWhatClaimsTooMuch(t *testing.T) {
	deep := image.NewNRGBA64(image.Rect(0, 0, 1, 1))
	wide := asPNG(t, deep)
	binary.BigEndian.PutUint32(wide[16:], 4000)
	binary.BigEndian.PutUint32(wide[20:], 3000) // 12 megapixels of eight bytes
	binary.BigEndian.PutUint32(wide[29:], crc32.ChecksumIEEE(wide[12:29]))
	for name, b := range map[string][]byte{
		"60000×60000": claiming(t, 60000, 60000), "one row": claiming(t, 1<<31-1, 1), "over 16 megapixels": claiming(t, 4097, 4097),
		"64 bits a pixel": wide,
	} {
		if _, err := decode(b); !errors.Is(err, ErrSize) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestDecodeRefusesWhatIsCutOff(t *testing.T) {
	for name, b := range map[string][]byte{"PNG": asPNG(t, photo(64, 64)), "JPEG": asJPEG(t, photo(64, 64)), "GIF": animation(t, 1)} {
		for _, n := range []int{len(b) / 2, len(b) / 4, 20, 9} {
			if _, err := decode(b[:n]); err == nil {
				t.Errorf("%s: %d of %d bytes were decoded", name, n, len(b))
			}
		}
	}
}

func TestAHeaderThatClaimsMoreThanThereIsFails(t *testing.T) {
	if _, err := decode(claiming(t, 1000, 1000)); err == nil {
		t.Error("a picture of 4×4 pixels was decoded as one of 1000×1000")
	}
}

func TestAnAnimationIsItsFirstFrameOnItsCanvas(t *testing.T) {
	b := animation(t, 3000)
	img, err := decode(b)
	if err != nil {
		t.Fatal(err)
	}
	if img.Bounds() != image.Rect(0, 0, 8, 8) {
		t.Errorf("bounds %v", img.Bounds())
	}
	if r, _, _, a := img.At(5, 5).RGBA(); r != 0xffff || a != 0xffff {
		t.Errorf("first frame's pixel %v", img.At(5, 5))
	}
	if _, _, _, a := img.At(1, 1).RGBA(); a != 0 {
		t.Errorf("pixel beside the frame %v", img.At(1, 1))
	}
	// What follows the first frame is not even read.
	if _, err := decode(append(b[:400:400], strings.Repeat("\x00", 100)...)); err != nil {
		t.Errorf("cut off behind the first frame: %v", err)
	}
}

func TestAJPEGOfManyScansIsRefused(t *testing.T) {
	b := asJPEG(t, photo(16, 16))
	i := bytes.Index(b, []byte{0xff, markerSOS})
	scan := b[i : len(b)-2]
	bomb := append([]byte{}, b[:len(b)-2]...)
	for range maxScans {
		bomb = append(bomb, scan...)
	}
	if _, err := decode(append(bomb, 0xff, markerEOI)); !errors.Is(err, ErrSize) {
		t.Errorf("%d scans: %v", maxScans+1, err)
	}
	if f, ok := jpegFrame(b); !ok || f.scans != 1 || f.progressive || f.samples != 24 {
		t.Errorf("frame %+v", f)
	}
}

func TestAProgressiveJPEGCountsItsCoefficients(t *testing.T) {
	b := asJPEG(t, photo(16, 16))
	i := bytes.Index(b, []byte{0xff, markerSOF0})
	b[i+1] = markerSOF2
	binary.BigEndian.PutUint16(b[i+5:], 4000)
	binary.BigEndian.PutUint16(b[i+7:], 4000)
	b[i+11] = 0x11 // no subsampling: 12 bytes of coefficients a pixel
	if _, err := decode(b); !errors.Is(err, ErrSize) {
		t.Errorf("16 megapixels of 4:4:4, progressive: %v", err)
	}
}

func TestOnePictureIsDecodedAtATime(t *testing.T) {
	d := NewDecoder()
	b := asPNG(t, photo(4, 4))
	err := d.Do(t.Context(), b, func(image.Image) error {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := d.Do(ctx, b, func(image.Image) error { return errors.New("decoded meanwhile") }); !errors.Is(err, context.Canceled) {
			t.Errorf("a second one: %v", err)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	if err := d.Do(t.Context(), b, func(image.Image) error { return nil }); err != nil {
		t.Errorf("the next one: %v", err)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(asPNG(f, photo(9, 7)))
	f.Add(asJPEG(f, photo(9, 7)))
	f.Add(animation(f, 2))
	f.Add(smallWebP(f))
	f.Add(claiming(f, 60000, 60000))
	f.Fuzz(func(t *testing.T, b []byte) {
		img, err := decode(b)
		if err != nil {
			return
		}
		if n := img.Bounds().Dx() * img.Bounds().Dy(); n <= 0 || n > MaxPixels {
			t.Fatalf("%d pixels were decoded", n)
		}
		for _, m := range []Mode{Kitty, Blocks} {
			a, err := Make(img, image.Pt(10, 5), 1, firstID, Style{Mode: m})
			if err != nil {
				t.Fatal(err)
			}
			if len(a.Lines) != a.Rows || a.Cols < 1 || a.Cols > 10 || a.Rows > 5 {
				t.Fatalf("%d lines, %d×%d cells", len(a.Lines), a.Cols, a.Rows)
			}
		}
	})
}
