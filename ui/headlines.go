package ui

import (
	"slices"

	"newspane/feed"
	"newspane/ui/list"
)

// reach says which rows of a query a load is for, in the order of the list.
type reach uint8

const (
	newest reach = iota // the first rows; the list begins anew
	older               // more below what is loaded
	newer               // more above what is loaded
	oldest              // the last rows; what is loaded is let go
	again               // the rows that are loaded, for their marks
)

// headlinesPane is the list of a query. It holds a window of the rows, base..base+len(rows)-1 of list.N, and grows or
// moves it as the cursor nears its edges.
type headlinesPane struct {
	look     *look
	query    feed.Query
	loaded   bool
	loading  bool // a load for growing the window is under way
	toEnd    bool // the last rows are wanted
	stale    bool // the newest rows are wanted, the place kept
	rows     []feed.Headline
	base     int
	hidden   map[feed.ID]hiddenRow    // that were taken out of the rows
	excerpts map[feed.ID]feed.Excerpt // where a search found the rows; what is not known yet is not in it
	total    int                      // articles of the query when it was loaded
	unread   int
	behind   int  // articles that the search did not know yet
	counting bool // total and unread are not known yet
	pending  int  // articles that arrived since
	others   bool // another process has changed the library
	touched  bool // the reader has moved in this list
	ranging  bool // rows from anchor to the cursor are selected
	anchor   int
	reverse  bool   // the oldest rows first
	group    string // one of groups: a day or a feed stands above its first row
	twoLine  bool   // rows of the four-column arrangement
	list     list.List
	w        int
	err      error
}

// begin empties the pane for another query.
func (p *headlinesPane) begin(q feed.Query) {
	keep := headlinesPane{look: p.look, query: q, twoLine: p.twoLine, group: p.group, reverse: p.reverse, w: p.w, list: list.List{Height: p.list.Height}}
	*p = keep
}

// at returns a row, nil when it is not loaded.
func (p *headlinesPane) at(i int) *feed.Headline {
	if i < p.base || i >= p.base+len(p.rows) {
		return nil
	}
	return &p.rows[i-p.base]
}

// selected is the row under the cursor, nil when there is none.
func (p *headlinesPane) selected() *feed.Headline { return p.at(p.list.Cursor) }

// find returns the position of an article among the loaded rows, or -1.
func (p *headlinesPane) find(id feed.ID) int {
	for i := range p.rows {
		if p.rows[i].ID == id {
			return p.base + i
		}
	}
	return -1
}

// wants says what is to be loaded next, if anything.
func (p *headlinesPane) wants() (reach, bool) {
	switch {
	case !p.loaded || p.loading:
		return 0, false
	case p.stale:
		return newest, true
	case p.toEnd && p.base+len(p.rows) < p.list.N:
		return oldest, true
	case p.base+len(p.rows) < p.list.N && p.list.Cursor >= p.base+len(p.rows)-nearEdge:
		return older, true
	case p.base > 0 && p.list.Cursor < p.base+nearEdge:
		return newer, true
	}
	return 0, false
}

// window is what a load asks the library for.
func (p *headlinesPane) window(how reach) feed.Window {
	w := feed.Window{Limit: pageRows, ByFeed: p.byFeed()}
	if p.reverse {
		how = [...]reach{newest: oldest, older: newer, newer: older, oldest: newest, again: again}[how]
	}
	switch how {
	case older:
		w.Before, w.Feed = p.oldestRow().ID, p.oldestRow().Feed
	case newer:
		w.After, w.Feed = p.newestRow().ID, p.newestRow().Feed
	case oldest:
		w.Oldest = true
	case again:
		if len(p.rows) > 0 {
			w.Before, w.Feed, w.Limit = p.newestRow().ID+1, p.newestRow().Feed, len(p.rows)
		}
	}
	return w
}

// byFeed reports whether the rows come by feed.
func (p *headlinesPane) byFeed() bool { return p.group == groups[2] && p.query.HasFeeds() }

// newestRow and oldestRow are the loaded rows at the ends.
func (p *headlinesPane) newestRow() *feed.Headline {
	if p.reverse {
		return &p.rows[len(p.rows)-1]
	}
	return &p.rows[0]
}

func (p *headlinesPane) oldestRow() *feed.Headline {
	if p.reverse {
		return &p.rows[0]
	}
	return &p.rows[len(p.rows)-1]
}

// take puts the rows of a load in place.
func (p *headlinesPane) take(msg rowsLoaded) {
	full := len(msg.rows) >= pageRows
	if p.reverse {
		slices.Reverse(msg.rows)
	}
	switch msg.how {
	case newest:
		p.restart(msg)
	case older:
		p.rows = append(p.rows, msg.rows...)
		if !full {
			p.list.SetN(p.base + len(p.rows))
		}
		if drop := len(p.rows) - maxRows; drop > 0 && !p.ranging {
			p.rows, p.base = slices.Clone(p.rows[drop:]), p.base+drop
		}
	case newer:
		p.rows = append(slices.Clone(msg.rows), p.rows...)
		p.base -= len(msg.rows)
		if shift := -p.base; shift > 0 || !full {
			p.list.SetN(p.list.N + shift)
			p.list.Shift(shift)
			p.anchor += shift
			p.base = 0
		}
		if !p.ranging {
			p.rows = p.rows[:min(len(p.rows), maxRows)]
		}
	case oldest:
		p.rows, p.toEnd = msg.rows, false
		p.list.SetN(max(p.list.N, len(msg.rows)))
		p.base = p.list.N - len(msg.rows)
		p.list.Go(p.list.N - 1)
	case again:
		p.update(msg.rows)
		if p.others && msg.counted { // what has come in meanwhile is unread; what is said of it stays until the list begins anew
			p.pending, p.others = max(p.pending, msg.unread-p.unread), false
		}
	}
}

// restart begins the list at its newest rows; the cursor stays on its article where that is among them.
func (p *headlinesPane) restart(msg rowsLoaded) {
	var at feed.ID
	offset := p.list.Cursor - p.list.Top
	if h := p.selected(); h != nil && p.touched {
		at = h.ID
	}
	p.ranging, p.hidden = false, nil
	p.rows, p.base, p.total, p.unread, p.counting = msg.rows, 0, msg.total, msg.unread, msg.counting
	p.behind = msg.behind
	p.loaded, p.stale, p.pending, p.err = true, false, 0, msg.err
	p.list.SetN(max(msg.total, len(msg.rows)))
	if len(msg.rows) < pageRows {
		p.list.SetN(len(msg.rows))
	}
	p.list.Go(0)
	if i := p.find(at); at != 0 && i >= 0 {
		p.list.Go(i)
		p.list.Top = max(0, i-offset)
	}
}

// update refreshes the marks and titles of loaded rows.
func (p *headlinesPane) update(rows []feed.Headline) {
	byID := make(map[feed.ID]*feed.Headline, len(rows))
	for i := range rows {
		byID[rows[i].ID] = &rows[i]
	}
	for i := range p.rows {
		if h := byID[p.rows[i].ID]; h != nil {
			p.rows[i] = *h
		}
	}
}

// nextUnread returns the position of the next unread row (d 1) or the one before (d -1), or -1.
func (p *headlinesPane) nextUnread(d int) int {
	for i := p.list.Cursor + d; ; i += d {
		h := p.at(i)
		if h == nil {
			return -1
		}
		if !h.Read {
			return i
		}
	}
}

func (p *headlinesPane) resize(w, h int, twoLine bool) {
	p.w, p.list.Height, p.twoLine = w, h, twoLine
}

func (p *headlinesPane) move(m motion, n int) {
	p.touched = true
	switch {
	case m == toTop && p.ranging:
	case m == toTop && p.pending > 0:
		p.stale, p.touched = true, false
	case m == toTop && p.base > 0:
		p.stale, p.touched = true, false
	case m == toEnd && !p.ranging: // a range holds what is loaded
		p.toEnd = p.base+len(p.rows) < p.list.N
	}
	moveList(&p.list, m, n, p.height)
	if (m != toEnd || p.ranging) && p.loaded && len(p.rows) > 0 { // never beyond what is loaded: the row must be there to be read
		p.list.Go(clamp(p.list.Cursor, p.base, p.base+len(p.rows)-1))
	}
}

func (p *headlinesPane) lines(focused bool) []string {
	if p.list.N == 0 {
		return fill(p.emptyLines(), p.w, p.list.Height)
	}
	from, to := p.list.Show(p.height)
	var lines []string
	for i := from; i < to; i++ {
		lines = append(lines, p.rowLines(i, focused)...)
	}
	return fill(lines, p.w, p.list.Height)
}
