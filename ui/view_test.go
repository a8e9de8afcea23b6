package ui

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

func TestARangeIsMarkedAtOnceAndUndoneAtOnce(t *testing.T) {
	s := morning()
	d := start(t, s, 80, 24)
	d.Press("v j j")
	if !strings.Contains(d.Screen(), "3 selected") {
		t.Fatalf("the range is not told:\n%s", d.Screen())
	}
	d.Press("m")
	if !strings.Contains(d.Screen(), "3 marked read") || strings.Contains(d.Screen(), "3 selected") {
		t.Errorf("the range was not marked, or is still there:\n%s", d.Screen())
	}
	d.Press("u")
	if n := strings.Count(d.Screen(), "●"); n != 5 {
		t.Errorf("%d rows are unread after the undo, want 5:\n%s", n, d.Screen())
	}
	d.Press("v j esc")
	if strings.Contains(d.Screen(), "selected") {
		t.Errorf("esc does not end the range:\n%s", d.Screen())
	}
}

func TestTheViewIsKeptAndComesBack(t *testing.T) {
	var kept View
	keep := func(o *Options) { o.Keep = func(v View) error { kept = v; return nil } }
	d := start(t, morning(), 120, 40, keep)
	d.Press("V g V d V l")
	if kept.Group != groups[1] || kept.Density == "" || kept.Layout == "" {
		t.Fatalf("kept %+v", kept)
	}
	again := start(t, morning(), 120, 40, keep, func(o *Options) { o.View = kept })
	if got := again.Screen(); !strings.Contains(got, "Today\n") && !strings.Contains(got, "   Today ") {
		t.Errorf("no day stands above the rows:\n%s", got)
	}
	d.Press("V l V l V l")
	if kept.Layout != "" {
		t.Errorf("the layout does not come round: %q", kept.Layout)
	}
}

func TestRowsStandByDayOrByFeed(t *testing.T) {
	d := start(t, morning(), 80, 40)
	var heads []string
	look := func() {
		heads = nil
		m := model(d)
		for i := range m.list.list.N {
			if h := m.list.headOf(i); h != "" {
				heads = append(heads, h)
			}
		}
	}
	d.Press("g a V g")
	if look(); len(heads) == 0 || heads[0] != "Today" {
		t.Errorf("by day: %q", heads)
	}
	d.Press("V g")
	if look(); len(heads) < 2 || slices.Contains(heads, "Today") {
		t.Errorf("by feed: %q", heads)
	}
	wantShown(t, d, heads[0]+" ", heads[1]+" ", "rows: by feed")
	again := slices.Clone(heads)
	slices.Sort(again)
	if len(slices.Compact(again)) != len(heads) {
		t.Errorf("a feed has two groups: %q", heads)
	}
	d.Press("G g b")
	wantShown(t, d, "Bookmarks")
	d.Press("g a V g")
	if look(); len(heads) != 0 {
		t.Errorf("as they come: %q", heads)
	}
}

func TestABorderIsDraggedWithTheMouseAndMovedWithKeys(t *testing.T) {
	var kept View
	d := start(t, morning(), 120, 40, func(o *Options) { o.Keep = func(v View) error { kept = v; return nil } })
	before := strings.Index(strings.Split(d.Screen(), "\n")[0], "│")
	d.Send(tea.MouseClickMsg{X: 23, Y: 5, Button: tea.MouseLeft}, tea.MouseMotionMsg{X: 33, Y: 5, Button: tea.MouseLeft}, tea.MouseReleaseMsg{X: 33, Y: 5})
	after := strings.Index(strings.Split(d.Screen(), "\n")[0], "│")
	if after != before+10 || kept.Sidebar != 33 {
		t.Errorf("the border went from %d to %d, kept %d", before, after, kept.Sidebar)
	}
	d.Press("h V <")
	if kept.Sidebar != 31 {
		t.Errorf("V < kept %d", kept.Sidebar)
	}
}

func TestReadArticlesCanBeLeftOutAndDoNotVanishWhileReading(t *testing.T) {
	d := start(t, morning(), 80, 24)
	d.Press("g a")
	if !strings.Contains(d.Screen(), "Rail strike") {
		t.Fatalf("no read article in the list:\n%s", d.Screen())
	}
	d.Press("V r")
	if strings.Contains(d.Screen(), "Rail strike") {
		t.Errorf("a read article is listed:\n%s", d.Screen())
	}
	d.Press("g g m")
	if !strings.Contains(d.Screen(), "Coastal") {
		t.Errorf("the article vanished when it was read:\n%s", d.Screen())
	}
}

func TestMarksLeadBackToAPlace(t *testing.T) {
	var kept View
	d := start(t, morning(), 80, 14, func(o *Options) { o.Keep = func(v View) error { kept = v; return nil } })
	d.Press("enter ctrl+d ctrl+d ctrl+d ` a")
	want := d.Screen()
	if kept.Marks["a"].Article == 0 || kept.Marks["a"].Place == 0 {
		t.Fatalf("kept %+v", kept.Marks)
	}
	d.Press("q j enter ' a x")
	if got := d.Screen(); strings.Split(got, "\n")[5] != strings.Split(want, "\n")[5] {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	d.Press("' '")
	if got := d.Screen(); !strings.Contains(got, "router") {
		t.Errorf("'' does not lead back:\n%s", got)
	}
	d.Press("' z")
	if !strings.Contains(d.Screen(), "Nothing is marked z") {
		t.Errorf("a mark that does not exist is not told:\n%s", d.Screen())
	}
}

func TestThePlainScreenSaysStateInWordsAndPutsTheCursorOnTheRow(t *testing.T) {
	d := start(t, morning(), 120, 40, func(o *Options) { o.Plain = true })
	wantShown(t, d, "unread: Coastal cities", "read: Rail strike", "unread, kept: ")
	if s := d.Screen(); strings.ContainsAny(s, "─│●★▌") {
		t.Errorf("there are signs:\n%s", s)
	}
	d.Press("j j")
	c := d.Model.View().Cursor
	if c == nil || !strings.HasPrefix(strings.Split(d.Screen(), "\n")[c.Y], "unread, kept: The kernel") {
		t.Errorf("the cursor is at %+v:\n%s", c, d.Screen())
	}
	d.Press("h")
	wantShown(t, d, "Today, 6 unread", "folder ")
}

func TestOldestFirstReadsALongListFromBothEnds(t *testing.T) {
	s := long(1000)
	d := start(t, s, 80, 24, func(o *Options) { o.View.Reverse = true })
	d.Press("g a")
	first := func() string { return model(d).list.selected().Title.String() }
	oldest := first()
	d.Press("G")
	newestTitle := first()
	d.Press("V s g g")
	if got := first(); got != newestTitle {
		t.Errorf("newest first begins with %q, oldest first ended with %q", got, newestTitle)
	}
	d.Press("G")
	if got := first(); got != oldest {
		t.Errorf("newest first ends with %q, oldest first began with %q", got, oldest)
	}
	d.Press("V s g g")
	for range 40 {
		d.Press("pgdown")
	}
	for i := 1; i < len(model(d).list.rows); i++ {
		if model(d).list.rows[i-1].ID >= model(d).list.rows[i].ID {
			t.Fatalf("row %d is not newer than the one before", i)
		}
	}
	if at := model(d).list.list.Cursor; at < 300 {
		t.Errorf("40 pages down is row %d", at)
	}
}
