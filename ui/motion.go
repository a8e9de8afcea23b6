package ui

import "newspane/ui/list"

// motion is a way to move through a pane.
type motion uint8

const (
	byRow motion = iota // n rows or lines
	byHalf
	byPage // n pages
	toTop
	toEnd
)

// moveList moves a cursor.
func moveList(l *list.List, m motion, n int, height func(int) int) {
	switch m {
	case byRow:
		l.Move(n)
	case byHalf:
		l.Move(n * max(1, l.Page(height)/2))
	case byPage:
		l.Move(n * l.Page(height))
	case toTop:
		l.Go(0)
	case toEnd:
		l.Go(l.N - 1)
	}
}
