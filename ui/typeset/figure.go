package typeset

import (
	"newspane/feed"
	"newspane/ui/text"
)

const (
	cellAspect = 2 // a cell is twice as high as wide
	cellPixels = 8 // and about so many pixels wide
)

// figure sets a picture's place, or its alternative text, and the caption below.
func (s *setter) figure(b *feed.Block) {
	if b.Image != nil {
		if s.Images && b.Image.URL != "" {
			s.slot(b.Image)
		} else {
			s.alternative(b)
		}
	}
	s.paragraph(b.Text, s.style|Caption, b.RTL)
}

// alternative sets what a picture shows in words, unless the caption says the same.
func (s *setter) alternative(b *feed.Block) {
	alt := b.Image.Alt.String()
	caption := ""
	for _, sp := range b.Text {
		caption += sp.Text.String()
	}
	t := "[image]"
	if alt != "" && alt != caption {
		t = "[image: " + alt + "]"
	}
	f := &flow{text: t, runs: []run{{style: s.style | Caption, offset: -1}}}
	s.rows(f, text.Break(t, s.measure()), false)
}

// slot keeps rows for a picture, by its size where the page tells it, else by the usual one of photographs.
func (s *setter) slot(img *feed.Image) {
	w, h := img.Width, img.Height
	if w <= 0 || h <= 0 || w > 1<<20 || h > 1<<20 {
		w, h = 3<<10, 2<<10
	}
	cols := min(s.measure(), max(1, (w+cellPixels-1)/cellPixels))
	rows := (cols*h + w*cellAspect - 1) / (w * cellAspect)
	if rows > s.MaxRows {
		rows = s.MaxRows
		cols = max(1, min(cols, rows*cellAspect*w/h))
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
