package typeset

import (
	"slices"
	"strings"

	"newspane/feed"
	"newspane/ui/text"
)

const (
	maxColumns = 64
	maxHead    = 3 // rows of headers at the top
	columnGap  = 2
	maxLabel   = 40 // cells of a header that is repeated in records
)

// grid is a table whose cells have been gathered.
type grid struct {
	rows    [][]gridCell
	natural []int // cells that the columns' longest lines take
	least   []int // cells that the columns' longest words take
	head    int   // rows at the top that are headers
	rtl     bool  // the first column stands at the right
}

type gridCell struct {
	*flow
	column, span int
	header       bool
	right        bool
}

// table sets rows in columns as wide as they need, else narrower ones without cutting words, else as records.
func (s *setter) table(b *feed.Block) {
	if len(b.Rows) == 0 {
		return
	}
	g := s.grid(b)
	widths := g.fit(s.measure())
	if widths == nil {
		s.records(g)
		return
	}
	s.columns(g, widths)
}

// grid gathers the cells in reading order.
func (s *setter) grid(b *feed.Block) *grid {
	g := &grid{rtl: b.RTL && !s.FromLeft}
	heading := true
	for _, cells := range b.Rows {
		row := make([]gridCell, 0, len(cells))
		column := 0
		headers, some := true, false
		for i := range cells {
			c := &cells[i]
			style := s.style
			if c.Header {
				style |= Style(feed.Strong)
			}
			span := min(max(c.Span, 1), maxColumns)
			f := s.flow(c.Text, style)
			headers, some = headers && (c.Header || f.blank()), some || c.Header // one over several rows leaves blanks below it
			row = append(row, gridCell{flow: f, column: column, span: span, header: c.Header, right: c.Right})
			column += span
			for len(g.natural) < column {
				g.natural, g.least = append(g.natural, 0), append(g.least, 0)
			}
		}
		if heading = heading && headers && some && g.head < maxHead; heading {
			g.head++
		}
		g.rows = append(g.rows, row)
	}
	if g.head == len(g.rows) { // nothing but headers
		g.head = 0
	}
	g.weigh()
	g.align()
	return g
}

// align sets columns of figures to the right.
func (g *grid) align() {
	figures := make([]int, len(g.natural)) // cells that are; -1 when one is not
	for _, row := range g.rows[g.head:] {
		for _, c := range row {
			switch i := c.column; {
			case c.span > 1 || c.blank() || figures[i] < 0:
			case figure(c.text):
				figures[i]++
			default:
				figures[i] = -1
			}
		}
	}
	for _, row := range g.rows {
		for i := range row {
			c := &row[i]
			c.right = c.right || c.span == 1 && figures[c.column] > 1
		}
	}
}

// figure reports whether t is a number, perhaps with a sign, a currency or a per cent sign, or the dash that stands for
// none.
func figure(t string) bool {
	t = strings.TrimSpace(t)
	digit := t == "–" || t == "—" || t == "-"
	for _, r := range t {
		switch {
		case r >= '0' && r <= '9':
			digit = true
		case strings.ContainsRune(" .,'+-−–—±%‰$€£¥\u00a0\u202f", r):
		default:
			return false
		}
	}
	return digit
}

// weigh finds what the columns need; what a cell over several columns lacks goes to the last of them.
func (g *grid) weigh() {
	for pass := range 2 {
		for _, row := range g.rows {
			for _, c := range row {
				if (c.span > 1) != (pass == 1) {
					continue
				}
				least, natural := text.Measure(c.text)
				if natural == 0 && strings.TrimSpace(c.text) != "" { // a mark without a letter stands on one of ours
					least, natural = 1, 1
				}
				last := c.column + c.span - 1
				g.least[last] = max(g.least[last], least-held(g.least, c.column, last))
				g.natural[last] = max(g.natural[last], natural-held(g.natural, c.column, last))
			}
		}
	}
	for i := range g.natural {
		g.natural[i] = max(g.natural[i], g.least[i])
		g.least[i] = max(g.least[i], min(g.natural[i], 1))
	}
}

// held returns the cells of the columns from..to, with the gaps behind them.
func held(widths []int, from, to int) int {
	n := 0
	for _, w := range widths[from:to] {
		if w > 0 {
			n += w + columnGap
		}
	}
	return n
}

// fit returns the columns' widths in measure cells, nil when words would be cut. Empty columns get 0.
func (g *grid) fit(measure int) []int {
	if len(g.natural) > maxColumns {
		return nil
	}
	n := len(g.natural)
	if held(g.natural, 0, n)-columnGap <= measure {
		return g.natural
	}
	spare := measure + columnGap - held(g.least, 0, n)
	if spare < 0 {
		return nil
	}
	wish := 0
	for i := range g.natural {
		wish += g.natural[i] - g.least[i]
	}
	widths := make([]int, n)
	left := spare
	for i := range widths {
		more := (g.natural[i] - g.least[i]) * spare / max(wish, 1)
		widths[i] = g.least[i] + more
		left -= more
	}
	for i := range widths { // what rounding left
		if left > 0 && widths[i] < g.natural[i] {
			widths[i]++
			left--
		}
	}
	return widths
}

// columns sets the rows side by side, a line under the headers, blank lines between rows when some take several.
func (s *setter) columns(g *grid, widths []int) {
	set := make([][][]text.Row, len(g.rows))
	tall := false
	for i, row := range g.rows {
		set[i] = make([][]text.Row, len(row))
		for j, c := range row {
			last := c.column + c.span
			s.order(c.flow, s.rightward(c.flow, g.rtl))
			set[i][j] = text.Break(c.text, max(held(widths, c.column, last)-columnGap, 1))
			tall = tall || i >= g.head && len(set[i][j]) > 1
		}
	}
	for i, row := range g.rows {
		if empty(row) {
			continue
		}
		if tall && i > g.head {
			s.part()
		}
		height := 0
		for _, rows := range set[i] {
			height = max(height, len(rows))
		}
		for l := range height {
			s.rowLine(g, i, set[i], widths, l)
		}
		if i == g.head-1 {
			s.rulers(g, widths)
		}
	}
}

func empty(row []gridCell) bool {
	for _, c := range row {
		if !c.blank() {
			return false
		}
	}
	return true
}

// rowLine sets line l of a row's cells; the first of them at the right when the table is read from there.
func (s *setter) rowLine(g *grid, i int, set [][]text.Row, widths []int, l int) {
	row, total := g.rows[i], held(widths, 0, len(widths))-columnGap
	s.open(g.rtl)
	at := 0 // cells set
	if g.rtl {
		s.decorate(text.Blank(s.measure()-total), 0)
	}
	for j := range row {
		if g.rtl {
			j = len(row) - 1 - j
		}
		c := &row[j]
		if l >= len(set[j]) || set[j][l].To == set[j][l].From {
			continue
		}
		r := set[j][l]
		from := held(widths, 0, c.column)
		room := held(widths, c.column, c.column+c.span) - columnGap
		if g.rtl {
			from = total - from - room
		}
		if c.right || s.rightward(c.flow, g.rtl) {
			from += max(room-r.Width, 0)
		}
		if s.unclosed { // or the terminal would take the cell before and this one for one text
			s.decorate(text.Mark, 0)
		}
		s.decorate(text.Blank(from-at), 0)
		s.put(c.flow, r, room)
		at = from + min(r.Width, room)
	}
	if g.rtl {
		s.decorate(text.Blank(total-at), 0)
	}
	s.close(g.rtl)
}

// rulers sets a line under every column.
func (s *setter) rulers(g *grid, widths []int) {
	line := "─"
	if s.ASCII {
		line = "-"
	}
	s.open(g.rtl)
	gap := 0
	if g.rtl {
		widths = slices.Clone(widths)
		slices.Reverse(widths)
		gap = s.measure() - held(widths, 0, len(widths)) + columnGap
	}
	for _, w := range widths {
		if w == 0 {
			continue
		}
		s.decorate(text.Blank(gap), 0)
		s.decorate(strings.Repeat(line, w), Ruled)
		gap = columnGap
	}
	s.close(g.rtl)
}

// records sets every row as lines of "Header: value", a blank line between rows.
func (s *setter) records(g *grid) {
	labels := make([][]gridCell, len(g.natural))
	for _, row := range g.rows[:g.head] {
		for _, c := range row {
			if c.blank() {
				continue
			}
			for i := c.column; i < c.column+c.span; i++ {
				labels[i] = append(labels[i], c)
			}
		}
	}
	shown := map[*flow]bool{}
	for i, row := range g.rows[g.head:] {
		if i > 0 && len(row) > 1 {
			s.part()
		}
		for _, c := range row {
			if c.blank() {
				continue
			}
			f := &flow{}
			for k, label := range labels[c.column] {
				if k > 0 {
					f.decorate(" ")
				}
				f.join(label.flow, shown[label.flow])
				shown[label.flow] = true
			}
			if len(f.runs) > 0 {
				f.decorate(": ")
			}
			f.join(c.flow, false)
			s.record(f, g.rtl)
		}
	}
	for _, row := range g.rows[:g.head] { // headers of columns that no row fills
		for _, c := range row {
			if !c.blank() && !shown[c.flow] {
				s.record(c.flow, g.rtl)
			}
		}
	}
}

// record sets a line of a record, what is too long for it hanging.
func (s *setter) record(f *flow, rtl bool) {
	const hang = 2
	measure := s.measure()
	if measure < minMeasure {
		s.rows(f, text.Break(f.text, measure), rtl)
		return
	}
	rtl = s.rightward(f, rtl)
	s.order(f, rtl)
	for i, r := range text.BreakHanging(f.text, measure, measure-hang) {
		side, room := 0, measure
		if i > 0 {
			side, room = hang, measure-hang
		}
		if rtl {
			side = room - r.Width
		}
		s.open(rtl)
		s.decorate(text.Blank(side), 0)
		s.put(f, r, room)
		if rtl {
			s.decorate(text.Blank(measure-room), 0)
		}
		s.close(rtl)
	}
}

// join appends another flow; when it has been shown before, as decoration and not at any length.
func (f *flow) join(g *flow, again bool) {
	if again && len(g.text) > maxLabel {
		f.decorate(text.Cut(strings.ReplaceAll(g.text, "\n", " "), maxLabel))
		f.runs[len(f.runs)-1].style = g.runs[0].style
		return
	}
	for _, r := range g.runs {
		r.at += len(f.text)
		if again {
			r.offset = -1
		}
		f.runs = append(f.runs, r)
	}
	f.text += g.text
	f.soft = f.soft || g.soft
}

func (f *flow) decorate(t string) {
	f.runs = append(f.runs, run{at: len(f.text), offset: -1})
	f.text += t
}
