package picture

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"

	"golang.org/x/image/webp"
)

// Limits of what is decoded.
const (
	MaxPixels = 16 << 20  // of a picture
	maxBytes  = 64 << 20  // of a decoded picture
	maxWork   = 160 << 20 // of all that a decoder holds at once
	maxScans  = 128       // of a JPEG: each is a pass over the whole picture, however few its bytes
)

// What is refused.
var (
	ErrFormat = errors.New("no JPEG, PNG, GIF or WebP picture")
	ErrSize   = errors.New("a picture too large to decode")
	ErrLie    = errors.New("a picture that is not of the size it says")
)

// format is a kind of picture, told by its first bytes and never by its name.
type format struct {
	is     func(b []byte) bool
	config func(b []byte) (image.Config, error)
	decode func(b []byte) (image.Image, error)
}

func formats() [4]format {
	starts := func(magic string) func([]byte) bool {
		return func(b []byte) bool { return bytes.HasPrefix(b, []byte(magic)) }
	}
	return [...]format{
		{
			starts("\xff\xd8\xff"),
			func(b []byte) (image.Config, error) { return jpeg.DecodeConfig(bytes.NewReader(b)) },
			func(b []byte) (image.Image, error) { return jpeg.Decode(bytes.NewReader(b)) },
		},
		{
			starts("\x89PNG\r\n\x1a\n"),
			func(b []byte) (image.Config, error) { return png.DecodeConfig(bytes.NewReader(b)) },
			func(b []byte) (image.Image, error) { return png.Decode(bytes.NewReader(b)) },
		},
		{
			starts("GIF8"),
			func(b []byte) (image.Config, error) { return gif.DecodeConfig(bytes.NewReader(b)) },
			func(b []byte) (image.Image, error) { return gif.Decode(bytes.NewReader(b)) }, // reads no frame but the first
		},
		{
			func(b []byte) bool {
				return len(b) > 12 && string(b[:4]) == "RIFF" && string(b[8:12]) == "WEBP"
			},
			func(b []byte) (image.Config, error) { return webp.DecodeConfig(bytes.NewReader(b)) },
			func(b []byte) (image.Image, error) { return webp.Decode(bytes.NewReader(b)) },
		},
	}
}

// Decoder decodes one picture at a time, so that memory has a bound. It is safe for many goroutines.
type Decoder struct{ turn chan struct{} }

// NewDecoder returns a decoder.
func NewDecoder() *Decoder { return &Decoder{make(chan struct{}, 1)} }

// Do waits for its turn, decodes a picture (of an animation the first frame) and hands it to use. The picture is not
// to be kept: what use makes of it is small, and the next one is only decoded when use has returned.
func (d *Decoder) Do(ctx context.Context, b []byte, use func(image.Image) error) error {
	select {
	case d.turn <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-d.turn }()
	if err := ctx.Err(); err != nil {
		return err
	}
	img, err := decode(b)
	if err != nil {
		return err
	}
	return use(img)
}

// Measure returns a picture's size in pixels by its header; what is no picture, or too large to decode, is an error.
func Measure(b []byte) (size image.Point, err error) {
	defer rescue(&err)
	_, c, err := header(b)
	return image.Pt(c.Width, c.Height), err
}

// decode decodes a picture within the limits. Nothing is allocated for its pixels before its header was checked.
func decode(b []byte) (img image.Image, err error) {
	defer rescue(&err)
	f, c, err := header(b)
	if err != nil {
		return nil, err
	}
	if img, err = f.decode(b); err != nil {
		return nil, fmt.Errorf("decode: %w", err)
	}
	return whole(img, c)
}

// rescue makes an error of a panic in a decoder.
func rescue(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("decode: panic: %v", p)
	}
}

// header tells a picture's format and reads and checks its header.
func header(b []byte) (f format, c image.Config, err error) {
	for _, f := range formats() {
		if !f.is(b) {
			continue
		}
		c, err := f.config(b)
		if err != nil {
			return f, c, fmt.Errorf("decode: %w", err)
		}
		return f, c, check(b, c)
	}
	return f, c, ErrFormat
}

// check refuses a picture by its header, before anything is allocated for it.
func check(b []byte, c image.Config) error {
	if c.Width <= 0 || c.Height <= 0 || c.Width > MaxPixels || c.Height > MaxPixels {
		return ErrSize
	}
	pixels := int64(c.Width) * int64(c.Height)
	bytes := pixels * int64(depth(c.ColorModel))
	work := bytes
	if frame, ok := jpegFrame(b); ok {
		if frame.scans > maxScans {
			return ErrSize
		}
		if frame.progressive { // coefficients of four bytes, a sample each
			work += 4 * pixels * int64(frame.samples) / 16
		}
	}
	if pixels > MaxPixels || bytes > maxBytes || work > maxWork {
		return ErrSize
	}
	return nil
}

// depth is the bytes that a decoded pixel takes.
func depth(m color.Model) int {
	switch m {
	case color.GrayModel:
		return 1
	case color.Gray16Model:
		return 2
	case color.YCbCrModel:
		return 3
	case color.RGBA64Model, color.NRGBA64Model:
		return 8
	}
	if _, ok := m.(color.Palette); ok {
		return 1
	}
	return 4
}

// whole returns a picture on its whole canvas: the first frame of an animation may be a part of it.
func whole(img image.Image, c image.Config) (image.Image, error) {
	canvas := image.Rect(0, 0, c.Width, c.Height)
	b := img.Bounds()
	if b.Empty() || !b.In(canvas) {
		return nil, ErrLie
	}
	if b == canvas {
		return img, nil
	}
	return &framed{img, canvas}, nil
}

// framed is a picture on a larger, transparent canvas.
type framed struct {
	image.Image
	canvas image.Rectangle
}

// Bounds returns the canvas.
func (f *framed) Bounds() image.Rectangle { return f.canvas }

// ColorModel is one that has transparency.
func (f *framed) ColorModel() color.Model { return color.RGBAModel }

// At returns a pixel, transparent beside the picture.
func (f *framed) At(x, y int) color.Color {
	if image.Pt(x, y).In(f.Image.Bounds()) {
		return f.Image.At(x, y)
	}
	return color.RGBA{}
}
