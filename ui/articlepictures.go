package ui

import (
	"image"

	"newspane/feed"
	"newspane/ui/text"
	"newspane/ui/theme"
	"newspane/ui/typeset"
)

// The most rows of a picture in the text: two thirds of the pane within these bounds.
const (
	leastPictureRows = 4
	mostPictureRows  = 24
)

// setting is how the article is typeset.
func (p *articlePane) setting() typeset.Options {
	return typeset.Options{
		Width: p.measure, Numbers: true, First: 1, ASCII: p.look.ASCII, Language: p.article.Language,
		Title: p.article.Title.String(), Bidi: p.look.bidi.reorders(), Words: p.look.bidi == BidiWords, FromLeft: p.look.bidi.fromLeft(), Images: p.gallery.inline(), Picture: p.gallery.size,
		Opens: p.look.keyOf("picture"), MaxRows: clamp(p.rows()*2/3, leastPictureRows, mostPictureRows), Aspect: p.gallery.style.Cell.Aspect(),
	}
}

// relay sets the text anew by what is known of its pictures; what is in sight stays where it is.
func (p *articlePane) relay() {
	if p.article == nil || p.w < 1 {
		return
	}
	above, held := p.top-len(p.header), p.anchor.top == p.top
	var slot *typeset.Slot
	line, offset := -1, -1
	for i := max(above, 0); i < min(above+p.h, len(p.doc.Lines)) && line < 0; i++ {
		l := p.doc.Lines[i]
		if slot = l.Slot; slot != nil {
			line = i - l.Row
		} else if offset = firstOffset(l); offset >= 0 {
			line = i
		}
	}
	lines := len(p.doc.Lines)
	p.typeset()
	switch {
	case above < 0: // all of the text above the view is none
	case slot != nil:
		p.top += p.slotLine(slot.Image) - line
	case line >= 0:
		p.top += p.doc.LineAt(offset) - line
	default: // behind the text
		p.top += len(p.doc.Lines) - lines
	}
	p.clampTop()
	if p.anchor.top = -1; held {
		p.anchor.top = p.top
	}
}

// firstOffset is the offset of a line's first character of text, -1 when it has none.
func firstOffset(l typeset.Line) int {
	for _, s := range l.Segments {
		if s.Offset >= 0 {
			return s.Offset
		}
	}
	return -1
}

// pictureAtTop is the picture whose rows the pane begins with, and the part of them above it; nil when text is at the top.
func (p *articlePane) pictureAtTop() (img *feed.Image, part float64) {
	if p.anchor.top == p.top {
		return p.anchor.image, p.anchor.part
	}
	if s := p.slotAt(p.top); s != nil {
		return s.Image, float64(p.doc.Lines[p.top-len(p.header)].Row) / float64(s.Rows)
	}
	return nil, 0
}

// goToPicture scrolls to a picture, a part of it above the pane; offset is where the text goes on. It reports false when
// the picture has no rows here.
func (p *articlePane) goToPicture(img *feed.Image, part float64, offset int) bool {
	line := p.slotLine(img)
	if line >= len(p.doc.Lines) || p.doc.Lines[line].Slot == nil || p.doc.Lines[line].Slot.Image != img {
		return false
	}
	p.top = len(p.header) + line + int(part*float64(p.doc.Lines[line].Slot.Rows))
	p.clampTop()
	p.anchor = anchor{p.top, offset, img, part}
	return true
}

// slotLine is the first line of a picture, 0 when there is none.
func (p *articlePane) slotLine(img *feed.Image) int {
	for i, l := range p.doc.Lines {
		if l.Slot != nil && l.Slot.Image == img {
			return i
		}
	}
	return 0
}

// slotAt returns the picture at a line of the pane, nil when there is none.
func (p *articlePane) slotAt(line int) *typeset.Slot {
	if i := line - len(p.header); i >= 0 && i < len(p.doc.Lines) {
		return p.doc.Lines[i].Slot
	}
	return nil
}

// pictureBelow is the first picture from the top of the pane on, drawn or in words; nil when none follows.
func (p *articlePane) pictureBelow() *feed.Image {
	for i := max(0, p.top-len(p.header)); i < len(p.doc.Lines); i++ {
		switch l := p.doc.Lines[i]; {
		case l.Slot != nil:
			return l.Slot.Image
		case l.Image != nil:
			return l.Image
		}
	}
	return nil
}

// showsPicture reports whether the place of a picture is in sight.
func (p *articlePane) showsPicture(url string) bool {
	for y := range p.h {
		if s := p.slotAt(p.top + y); s != nil && s.Image.URL == url {
			return true
		}
	}
	return false
}

// nearPictures are the pictures within two screens of the view, those in sight first, then those below; most of them.
func (p *articlePane) nearPictures(most int) []pictureKey {
	var keys []pictureKey
	var last *typeset.Slot
	take := func(from, to int) {
		for i := max(from, 0); i < min(to, p.total()) && len(keys) < most; i++ {
			if s := p.slotAt(i); s != nil && s != last {
				last = s
				keys = append(keys, slotKey(s))
			}
		}
	}
	take(p.top, p.top+p.h)
	take(p.top+p.h, p.top+3*p.h)
	last = nil
	take(p.top-2*p.h, p.top)
	return keys
}

func slotKey(s *typeset.Slot) pictureKey {
	return pictureKey{url: s.Image.URL, box: image.Pt(s.Cols, s.Rows)}
}

// pictureCells adds a picture's cells of a line: the picture stands at the lower left of the rows kept for it, next to
// its caption. Until it comes, and where it fails, the rows hold its alternative text.
func (p *articlePane) pictureCells(r *row, l typeset.Line) {
	s := l.Slot
	r.add("", p.margin+l.Indent-r.used, theme.Text, 0)
	if art := p.gallery.drawn(slotKey(s)); art != nil {
		if i := l.Row - (s.Rows - art.Rows); i >= 0 && i < len(art.Lines) {
			r.raw(art.Lines[i], art.Cols)
		}
		return
	}
	o := p.setting()
	words := text.Wrap(p.look.line(feed.Clean(o.Alternative(s.Image))), s.Cols)
	if i := l.Row - max(0, (s.Rows-len(words))/2); i >= 0 && i < len(words) {
		r.put(words[i], theme.Muted, theme.Italic)
	}
}

// raw appends painted text that takes exactly so many cells, if they are free.
func (r *row) raw(painted string, cells int) {
	if cells <= r.left() {
		r.close()
		r.b.WriteString(painted)
		r.used += cells
	}
}
