package ui

import (
	"newspane/feed"
	"newspane/ui/text"
	"newspane/ui/typeset"
)

// articlePane shows one article: header, text, and what it leads to.
type articlePane struct {
	look     *look
	gallery  *gallery
	article  *feed.Article
	links    []feed.Link  // in the text first, then the page's own: number n is links[n-1]
	inText   int          // how many of links stand in the text
	body     []feed.Block // the article's, as this terminal can show it
	bodies   int          // how many there have been
	length   int          // bytes of its text
	goal     int          // the place in it that is gone to once it is set
	kept     []setText    // the latest settings of it
	coming   settingKey   // of the text that a command is setting
	programs []program    // code in it
	doc      *typeset.Doc
	header   []string // painted
	tail     []tailLine
	top      int  // first line shown
	full     int  // the pane's width
	w, h     int  // of a column, and the lines that are in sight in all of them
	twin     bool // two columns are wanted
	columns  int
	measure  int  // cells of the text
	margin   int  // cells left of it
	tailed   bool // the related links are set at the end, for want of a pane of their own
	hint     hints
	focused  int // number of the link that a key would follow, 0 for none
	find     search
	picking  picking
	marked   marked
	anchor   anchor
}

// anchor is the place in the text that the reader has at the top of the pane, as long as nothing scrolls: setting the
// text anew, at however many widths one after the other, does not move it.
type anchor struct {
	top, offset int
	image       *feed.Image // at the top, nil when text is
	part        float64     // of the picture's rows that are above the pane
}

// search is a find in the text.
type search struct {
	query   string
	matches []typeset.Match
	at      int
}

// set shows an article. The same article with another text keeps the reader's place; another one begins where the
// reader left it.
func (p *articlePane) set(a *feed.Article) {
	same := p.article != nil && a != nil && p.article.ID == a.ID
	marks, place := p.landmarks(), p.place()
	p.article = a
	p.links, p.inText = nil, 0
	if a != nil {
		p.links = numbered(a)
		for p.inText < len(p.links) && p.links[p.inText].Kind == feed.InText {
			p.inText++
		}
	}
	p.hint, p.find, p.anchor = hints{}, search{}, anchor{top: -1}
	p.picking, p.marked = picking{}, marked{}
	p.prepare()
	if a != nil && !same {
		p.goal = int(a.Place*float64(p.length) + 0.5)
	}
	p.layout()
	switch {
	case a == nil:
	case !same:
		p.top = 0
		p.goToPlace(a.Place)
	case len(marks) > 0:
		p.goToLandmark(marks, place)
	}
	p.goal = 0
	p.clampTop()
}

// numbered returns the links of an article in the order of their numbers.
func numbered(a *feed.Article) []feed.Link {
	links := a.Leads()
	if l, ok := a.Discussion(); ok {
		links = append(links, l)
	}
	for _, e := range a.Enclosures {
		title := e.Title
		if title.IsEmpty() {
			title = feed.Clean(enclosureName(e))
		}
		if e.Duration > 0 {
			title = feed.Clean(title.String() + " · " + clock(e.Duration))
		}
		links = append(links, feed.Link{Title: title, URL: e.URL, Kind: enclosureLink})
	}
	return links
}

// enclosureLink is the kind of a media file in the list of links; it opens outside.
const enclosureLink = feed.LinkKind(100)

func (p *articlePane) resize(w, h int, tailed bool) {
	columns := columnsIn(w, p.twin)
	if w == p.full && h*columns == p.h && columns == p.columns && tailed == p.tailed {
		return
	}
	offset, within := p.offset()
	img, part := p.pictureAtTop()
	p.full, p.columns, p.tailed = w, columns, tailed
	p.w, p.h = (w-(columns-1)*columnGap)/columns, h*columns
	p.layout()
	switch {
	case !within:
		p.clampTop()
	case img == nil || !p.goToPicture(img, part, offset):
		p.goToOffset(offset)
	}
}

// goToOffset scrolls to the line that holds the character at an offset of the text.
func (p *articlePane) goToOffset(offset int) {
	p.top = len(p.header) + p.doc.LineAt(offset)
	p.clampTop()
	p.anchor = anchor{top: p.top, offset: offset}
}

// setMeasure changes the width of the text; the sentence at the top stays.
func (p *articlePane) setMeasure() {
	w := p.full
	p.full = -1
	p.resize(w, p.rows(), p.tailed)
}

// layout sets the article for the pane's width.
func (p *articlePane) layout() {
	p.gallery.settle()
	p.typeset()
}

func (p *articlePane) typeset() {
	if p.article == nil || p.w < 1 {
		p.doc, p.header, p.tail = &typeset.Doc{}, nil, nil
		return
	}
	side := 1
	if p.w < 30 {
		side = 0
	}
	p.measure = max(1, min(p.look.measure, p.w-2*side))
	p.margin = (p.w - p.measure) / 2
	p.setLines()
	p.header, p.tail = p.headerLines(), nil
	if p.tailed {
		p.tail = p.tailLines()
	}
	p.findAgain()
}

// findAgain finds what was found before in a text that is set anew.
func (p *articlePane) findAgain() {
	if p.find.query != "" {
		p.find.matches = p.doc.Find(p.find.query)
	}
}

// offset is the place in the text of the first line shown; within is false above the text.
func (p *articlePane) offset() (offset int, within bool) {
	line := p.top - len(p.header)
	if line < 0 || len(p.doc.Lines) == 0 {
		return 0, false
	}
	if p.anchor.top == p.top {
		return p.anchor.offset, true
	}
	return p.doc.OffsetAt(min(line, len(p.doc.Lines)-1)), true
}

// place is how far the text was read, 0..1, by characters, so that it holds at any width: 1 when its end is in sight.
func (p *articlePane) place() float64 {
	lines := len(p.doc.Lines)
	if p.article == nil || lines == 0 || p.top == 0 {
		return 0
	}
	if p.top+p.h >= len(p.header)+lines && !p.doc.Cut {
		return 1
	}
	offset, _ := p.offset()
	return float64(offset) / float64(max(1, p.length))
}

// goToPlace scrolls to where the reader was: to the very character, where the text is the one it was.
func (p *articlePane) goToPlace(place float64) {
	offset := int(place*float64(p.length) + 0.5)
	if offset > p.goal {
		p.whole()
	}
	if place > 0 && place < 1 && len(p.doc.Lines) > 0 {
		p.goToOffset(offset)
	}
}

// total is the number of lines of header, text and tail.
func (p *articlePane) total() int { return len(p.header) + len(p.doc.Lines) + len(p.tail) }

func (p *articlePane) clampTop() { p.top = clamp(p.top, 0, max(0, p.total()-p.h)) }

// share is how much of the lines has been in sight, for the progress rule.
func (p *articlePane) share() float64 {
	if p.total() <= p.h {
		return 1
	}
	return float64(p.top+p.h) / float64(p.total())
}

func (p *articlePane) atEnd() bool { return p.top+p.h >= p.total() && !p.doc.Cut }

func (p *articlePane) move(m motion, n int) {
	switch m {
	case byRow:
		p.top += n
	case byHalf:
		p.top += n * max(1, p.h/2)
	case byPage:
		p.top += n * max(1, p.h-2)
	case toTop:
		p.top = 0
	case toEnd:
		p.whole()
		p.top = p.total()
	}
	p.clampTop()
}

// heading scrolls to the next heading (d 1) or the one before.
func (p *articlePane) heading(d int) bool {
	p.whole()
	at := p.top - len(p.header)
	var best = -1
	for _, line := range p.doc.Headings {
		switch {
		case d > 0 && line > at && best < 0, d < 0 && line < at:
			best = line
		}
	}
	if best < 0 {
		return false
	}
	p.top = len(p.header) + best
	p.clampTop()
	return true
}

// search finds words in the text and scrolls to the first match at or below the top.
func (p *articlePane) search(query string) int {
	p.find = search{query: query}
	if query == "" || p.article == nil {
		return 0
	}
	p.whole()
	p.find.matches = p.doc.Find(query)
	for i, m := range p.find.matches {
		if m.Line+len(p.header) >= p.top {
			p.find.at = i
			break
		}
	}
	p.showMatch()
	return len(p.find.matches)
}

// match goes d matches on, around the end.
func (p *articlePane) match(d int) {
	if n := len(p.find.matches); n > 0 {
		p.find.at = ((p.find.at+d)%n + n) % n
		p.showMatch()
	}
}

func (p *articlePane) showMatch() {
	if len(p.find.matches) == 0 {
		return
	}
	line := p.find.matches[p.find.at].Line + len(p.header)
	if line < p.top || line >= p.top+p.h {
		p.top = line - p.h/3
		p.clampTop()
	}
}

// linkAt returns the number of the link at a cell of the pane, 0 for none.
func (p *articlePane) linkAt(x, y int) int {
	x, y = p.inColumn(x, y)
	line := p.top + y - len(p.header)
	switch {
	case line < 0:
		return 0
	case line >= len(p.doc.Lines):
		if i := line - len(p.doc.Lines); i < len(p.tail) {
			return p.tail[i].link
		}
		return 0
	}
	l := p.doc.Lines[line]
	at := p.margin
	for _, seg := range l.Segments {
		w := text.Width(seg.Text)
		if x >= at && x < at+w {
			return seg.Link
		}
		at += w
	}
	return 0
}
