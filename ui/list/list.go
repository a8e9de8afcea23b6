// Package list is a cursor and a scroll position over n rows that it never holds. Rows may be of different heights;
// only the visible ones are ever asked for theirs. It draws nothing.
package list

// List is a cursor over N rows and the first row that is shown. The zero value is an empty list.
type List struct {
	N      int // rows
	Cursor int // 0..N-1; 0 when there is none
	Top    int // first row shown
	Height int // cells
}

// Move moves the cursor by d rows and reports whether it moved.
func (l *List) Move(d int) bool { return l.Go(l.Cursor + d) }

// Go puts the cursor on row i, or the nearest there is, and reports whether it moved.
func (l *List) Go(i int) bool {
	i = max(0, min(i, l.N-1))
	moved := i != l.Cursor
	l.Cursor = i
	return moved
}

// SetN changes the number of rows; the cursor stays on its row or the last one.
func (l *List) SetN(n int) {
	l.N = n
	l.Go(l.Cursor)
	l.Top = max(0, min(l.Top, n-1))
}

// Shift keeps cursor and scroll position on their rows when d rows were put in above (or, d < 0, taken away).
func (l *List) Shift(d int) {
	l.Top = max(0, l.Top+d)
	l.Go(l.Cursor + d)
}

// Show scrolls so that the cursor's row is whole, moving as little as can be, and returns the rows that are at least
// partly visible: from..to-1. height gives a row's cells, at least 1.
func (l *List) Show(height func(i int) int) (from, to int) {
	if l.N == 0 || l.Height <= 0 {
		return 0, 0
	}
	l.Top = max(0, min(l.Top, l.N-1))
	if l.Cursor < l.Top {
		l.Top = l.Cursor
	}
	used := height(l.Cursor)
	first := l.Cursor
	for first > l.Top && used+height(first-1) <= l.Height {
		first--
		used += height(first)
	}
	l.Top = first
	to, used = first, 0
	for to < l.N && used < l.Height {
		used += height(to)
		to++
	}
	for to == l.N && l.Top > 0 && used+height(l.Top-1) <= l.Height { // no empty space below the last row
		l.Top--
		used += height(l.Top)
	}
	return l.Top, to
}

// RowAt returns the row at y cells below the top, or -1.
func (l *List) RowAt(y int, height func(i int) int) int {
	for i := l.Top; i < l.N && y >= 0; i++ {
		if y < height(i) {
			return i
		}
		y -= height(i)
	}
	return -1
}

// Page returns about how many rows a page has: the visible ones less one that stays in sight.
func (l *List) Page(height func(i int) int) int {
	from, to := l.Show(height)
	return max(1, to-from-1)
}
