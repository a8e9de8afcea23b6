package ui

import (
	"strings"

	"newspane/ui/text"
)

// landmark is a piece of the text near the top of the pane, to find the reader's place again in another text of the same
// article.
type landmark struct {
	words string
	below int // lines below the top
}

const (
	landmarkLines = 60 // that are looked at
	landmarkBytes = 20 // a piece must have
	landmarkCells = 40 // a piece has at most
)

// landmarks are the lines of text from the top of the pane on; none above the text.
func (p *articlePane) landmarks() []landmark {
	first := p.top - len(p.header)
	if p.article == nil || first <= 0 {
		return nil
	}
	var marks []landmark
	for line := first; line < min(first+landmarkLines, len(p.doc.Lines)); line++ {
		s := ""
		for _, seg := range p.doc.Lines[line].Segments {
			if seg.Offset >= 0 {
				s += seg.Text
			}
		}
		if len(s) > landmarkBytes {
			marks = append(marks, landmark{words: strings.TrimSpace(text.Slice(s, 0, landmarkCells)), below: line - first})
		}
	}
	return marks
}

// goToLandmark scrolls so that the first landmark that the text has stands where it stood; where it has none, to the
// same share of the text.
func (p *articlePane) goToLandmark(marks []landmark, place float64) {
	p.whole()
	for _, m := range marks {
		if found := p.doc.Find(m.words); len(found) > 0 {
			p.top = max(0, len(p.header)+found[0].Line-m.below)
			return
		}
	}
	p.top = 0
	p.goToPlace(place)
}
