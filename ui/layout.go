package ui

// paneID names a pane.
type paneID uint8

const (
	paneFeeds paneID = iota
	paneList
	paneArticle
	paneRelated
	panes
)

// arrangement says how panes stand on the screen.
type arrangement uint8

const (
	onePane  arrangement = iota // the focused pane alone
	portrait                    // list above article
	stacked                     // feeds beside list above article
	beside                      // list beside article
	columns                     // feeds, list, article, related
)

// rect is a part of the screen in cells.
type rect struct{ X, Y, W, H int }

func (r rect) contains(x, y int) bool { return x >= r.X && x < r.X+r.W && y >= r.Y && y < r.Y+r.H }

// frame is a pane's part of the screen. Title, rule and progress are rows of it; what is left is the body.
type frame struct {
	rect
	Pane     paneID
	Title    bool // the first row
	Rule     bool // the row below it; a progress rule on the article when ProgressTop
	Top      bool // the progress rule stands on top instead of at the bottom
	Progress bool // the last row shows how far the article was read
}

// body is what is left of a frame for the pane's own lines.
func (f frame) body() rect {
	r := f.rect
	if f.Title {
		r.Y, r.H = r.Y+1, r.H-1
	}
	if f.Rule {
		r.Y, r.H = r.Y+1, r.H-1
	}
	if f.Progress && !f.Top {
		r.H--
	}
	r.H = max(0, r.H)
	return r
}

// geometry is the whole screen: columns of frames from left to right, parted by one column of rules each, above the
// row of hints.
type geometry struct {
	Kind    arrangement
	Columns [][]frame
	Hints   bool // the last row
	Preview int  // rows of the list's preview, rule included
}

// frameOf returns the frame of a pane, if it is on the screen.
func (g geometry) frameOf(p paneID) (frame, bool) {
	for _, col := range g.Columns {
		for _, f := range col {
			if f.Pane == p {
				return f, true
			}
		}
	}
	return frame{}, false
}

// shows reports whether a pane is on the screen.
func (g geometry) shows(p paneID) bool { _, ok := g.frameOf(p); return ok }

// Sizes at which the arrangement changes, in cells.
const (
	sidebarCols  = 100
	columnsCols  = 160
	stackedRows  = 30
	columnsRows  = 24
	portraitRows = 48
	portraitCols = 50
	previewRows  = 22
	chromeRows   = 8 // below this only the body is shown
	sidebarWidth = 23
)

// layout is the only geometry: what stands where on a screen of w×h cells, given the pane that has the focus and how the
// reader arranged it. In arrangements without a place for the related pane it stands where the article does while it has
// the focus.
func layout(w, h int, focus paneID, zen bool, v View) geometry {
	g := geometry{Hints: h >= 4}
	rows := max(0, h)
	if g.Hints {
		rows--
	}
	w = max(0, w)
	reading := paneArticle
	if focus == paneRelated {
		reading = paneRelated
	}
	switch g.Kind = arrange(w, h, v.Layout); {
	case zen:
		g.Kind = onePane
		g.Columns = [][]frame{{article(reading, rect{0, 0, w, rows}, false, false)}}
	case g.Kind == columns:
		g.Columns = fourColumns(w, rows, v)
	case g.Kind == stacked:
		side := share(v.Sidebar, sidebarWidth, 16, w/3)
		right := w - side - 1
		top := share(v.Top, 2+(rows-3)*3/10, 5, rows-chromeRows)
		g.Columns = [][]frame{
			{{rect: rect{0, 0, side, rows}, Pane: paneFeeds, Title: true, Rule: true}},
			{
				{rect: rect{side + 1, 0, right, top}, Pane: paneList, Title: true, Rule: true},
				{rect: rect{side + 1, top, right, rows - top}, Pane: reading, Rule: true, Progress: true},
			},
		}
	case g.Kind == beside:
		left := share(v.List, 44, 24, w-44)
		first := paneList
		if focus == paneFeeds {
			first = paneFeeds
		}
		g.Columns = [][]frame{
			{{rect: rect{0, 0, left, rows}, Pane: first, Title: true, Rule: true}},
			{article(reading, rect{left + 1, 0, w - left - 1, rows}, true, true)},
		}
	case g.Kind == portrait && focus != paneFeeds:
		top := share(v.Top, rows/3, 5, rows-chromeRows)
		g.Columns = [][]frame{{
			{rect: rect{0, 0, w, top}, Pane: paneList, Title: true, Rule: true},
			{rect: rect{0, top, w, rows - top}, Pane: reading, Rule: true, Progress: true},
		}}
	default:
		g.Kind = onePane
		g.Columns = [][]frame{{single(focus, rect{0, 0, w, rows}, h)}}
		if focus == paneList && h >= previewRows && w >= portraitCols {
			g.Preview = 5
		}
	}
	return g
}

// arrange chooses the arrangement: the reader's where it fits, else that of the size.
func arrange(w, h int, want string) arrangement {
	switch {
	case want == layouts[1]:
		return onePane
	case want == layouts[2] && h >= 16 && w >= sidebarCols:
		return stacked
	case want == layouts[2] && h >= 16 && w >= portraitCols:
		return portrait
	case want == layouts[3] && w >= 130 && h >= 12:
		return columns
	case want == layouts[3] && w >= 72 && h >= chromeRows:
		return beside
	case w >= columnsCols && h >= columnsRows:
		return columns
	case w >= sidebarCols && h >= stackedRows:
		return stacked
	case w >= sidebarCols && h >= chromeRows:
		return beside
	case w >= portraitCols && h >= portraitRows:
		return portrait
	}
	return onePane
}

// share is a width or height as the reader dragged it, or as it comes, within bounds.
func share(want, usual, least, most int) int {
	if want == 0 {
		want = usual
	}
	return clamp(want, min(least, usual), max(most, min(least, usual)))
}

func single(focus paneID, r rect, h int) frame {
	f := frame{rect: r, Pane: focus, Title: h >= 3, Rule: h >= chromeRows}
	f.Progress = focus == paneArticle && h >= chromeRows
	return f
}

func article(p paneID, r rect, title, top bool) frame {
	return frame{rect: r, Pane: p, Title: title, Rule: title, Top: top, Progress: r.H >= chromeRows}
}

// fourColumns shares the width out: the article gets what the others leave.
func fourColumns(w, rows int, v View) [][]frame {
	related := clamp(w*18/100, 28, 36)
	if w >= 240 {
		related = clamp(w/6, 36, 48)
	}
	side, headlines := clamp(w/8, 20, 25), clamp(w*3/10, 38, 60)
	if v.Twin && w >= 236 { // the article needs it
		side, headlines, related = 20, 46, 36
	}
	feeds := share(v.Sidebar, side, 14, w/5)
	list := share(v.List, headlines, 30, w*2/5)
	related = share(v.Related, related, 20, w/5)
	x := 0
	var cols [][]frame
	for i, width := range []int{feeds, list, w - feeds - list - related - 3, related} {
		f := frame{rect: rect{x, 0, width, rows}, Pane: paneID(i), Title: true, Rule: true}
		if f.Pane == paneArticle {
			f.Top, f.Progress = true, true
		}
		cols = append(cols, []frame{f})
		x += width + 1
	}
	return cols
}

func clamp(x, low, high int) int { return max(low, min(x, high)) }
