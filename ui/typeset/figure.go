package typeset

import (
	"math"
	"strings"

	"newspane/feed"
	"newspane/ui/text"
)

// cellPixels are the pixels of a picture that take a column: about as many as a letter has on the web.
const cellPixels = 8

// figure sets a picture's place, or its alternative text, and the caption below.
func (s *setter) figure(b *feed.Block) {
	if b.Image != nil {
		if w, h, ok := s.pictured(b.Image); ok {
			s.slot(b.Image, w, h)
		} else {
			s.alternative(b)
		}
	}
	s.paragraph(b.Text, s.style|Caption, b.RTL)
}

// pictured returns a picture's size, 0 when it is unknown, and whether rows are to be kept for it.
func (s *setter) pictured(img *feed.Image) (w, h int, ok bool) {
	if !s.Images || img.URL == "" {
		return 0, 0, false
	}
	if s.Picture != nil {
		if w, h, ok = s.Picture(img); !ok || w > 0 && h > 0 {
			return w, h, ok
		}
	}
	return img.Width, img.Height, true
}

// alternative sets what a picture shows in words, unless the caption or the title says the same.
func (s *setter) alternative(b *feed.Block) {
	caption := ""
	for _, sp := range b.Text {
		caption += sp.Text.String()
	}
	img := b.Image
	if begins(caption, img.Alt.String()) {
		img = &feed.Image{URL: img.URL}
	}
	t := s.Alternative(img)
	f := &flow{text: t, runs: []run{{style: s.style | Caption, offset: -1}}}
	first := len(s.doc.Lines)
	s.rows(f, text.Break(t, s.measure()), false)
	for i := range s.doc.Lines[first:] {
		s.doc.Lines[first+i].Image = b.Image
	}
}

// Alternative returns what stands for a picture that is not drawn: its alternative text, unless that is the title, and
// the key that opens it.
func (o *Options) Alternative(img *feed.Image) string {
	t := "[image"
	if alt := img.Alt.String(); alt != "" && !same(alt, o.Title) {
		t += ": " + alt
	}
	if o.Opens != "" && img.URL != "" {
		dot := "·"
		if o.ASCII {
			dot = "-"
		}
		t += " " + dot + " " + o.Opens + "\u00a0opens"
	}
	return t + "]"
}

// same reports whether two texts differ in nothing but case, white space and the signs at their ends.
func same(a, b string) bool { return bare(a) == bare(b) }

// begins reports whether a text begins with another, or is it, but for case, white space and the signs at its ends.
func begins(s, with string) bool { return strings.HasPrefix(bare(s), bare(with)) }

func bare(s string) string {
	return strings.ToLower(strings.Join(strings.Fields(strings.Trim(s, " .…!?\"'“”‘’")), " "))
}

// slot keeps rows for a picture, by its size where that is known, else by the usual one of photographs.
func (s *setter) slot(img *feed.Image, w, h int) {
	if w <= 0 || h <= 0 || w > 1<<20 || h > 1<<20 {
		w, h = 3<<10, 2<<10
	}
	ratio := float64(w) * s.Aspect / float64(h) // columns to a row
	cols := min(s.measure(), max(1, (w+cellPixels-1)/cellPixels))
	rows := int(math.Round(float64(cols) / ratio))
	if rows > s.MaxRows {
		rows = s.MaxRows
		cols = max(1, min(cols, int(math.Round(float64(rows)*ratio))))
	}
	slot := &Slot{Image: img, Cols: cols, Rows: max(rows, 1)}
	for i := range slot.Rows {
		s.open(false)
		l := s.current()
		l.Slot, l.Row = slot, i
		s.close(false)
	}
}

// media sets a link to sound, film or an embedded frame.
func (s *setter) media(b *feed.Block) {
	s.lead += "▶ "
	if s.ASCII {
		s.lead = s.lead[:len(s.lead)-len("▶ ")] + "> "
	}
	s.paragraph(b.Text, s.style, b.RTL)
	s.lead = ""
}
