package ui

import (
	"slices"
	"testing"

	tea "charm.land/bubbletea/v2"

	"newspane/feed"
	"newspane/ui/uitest"
)

// rowIDs are the articles of the rows, from the top.
func rowIDs(d *uitest.Driver) []feed.ID {
	ids := make([]feed.ID, 0, 16)
	for _, h := range model(d).list.rows {
		ids = append(ids, h.ID)
	}
	return ids
}

func TestAHiddenArticleLeavesItsListAndUndoBringsItBack(t *testing.T) {
	s := morning()
	d := start(t, s, 80, 24)
	before, unread := rowIDs(d), model(d).list.unread
	d.Press("j D")
	if want := slices.Delete(slices.Clone(before), 1, 2); !slices.Equal(rowIDs(d), want) {
		t.Fatalf("rows %v, want %v", rowIDs(d), want)
	}
	m := model(d)
	if m.list.selected().ID != before[2] || m.list.list.N != len(before)-1 || m.list.unread != unread-1 {
		t.Errorf("on %d of %d rows, %d unread", m.list.selected().ID, m.list.list.N, m.list.unread)
	}
	wantShown(t, d, "1 article hidden", "undoes")
	d.Press("D u u")
	if !slices.Equal(rowIDs(d), before) || m.list.selected().ID != before[1] || m.list.unread != unread {
		t.Errorf("rows %v, on %d, %d unread", rowIDs(d), m.list.selected().ID, m.list.unread)
	}
	d.Press("ctrl+r")
	if slices.Contains(rowIDs(d), before[1]) {
		t.Error("done again, it is there")
	}
}

func TestHiddenRangesGoAtOnceAndTheLastRowToo(t *testing.T) {
	s := morning()
	d := start(t, s, 80, 24)
	before := rowIDs(d)
	d.Press("v j j D")
	if !slices.Equal(rowIDs(d), before[3:]) || model(d).list.ranging {
		t.Fatalf("rows %v", rowIDs(d))
	}
	d.Press("u G D")
	if !slices.Equal(rowIDs(d), before[:len(before)-1]) || model(d).list.selected().ID != before[len(before)-2] {
		t.Fatalf("rows %v, on %d", rowIDs(d), model(d).list.selected().ID)
	}
	for range len(before) {
		d.Press("D")
	}
	if len(rowIDs(d)) != 0 {
		t.Fatalf("rows %v", rowIDs(d))
	}
	d.Press("u")
	if len(rowIDs(d)) != 1 {
		t.Fatalf("rows %v", rowIDs(d))
	}
}

func TestHidingTheOpenArticleGoesOnToTheNext(t *testing.T) {
	s := morning()
	d := start(t, s, 80, 24)
	before := rowIDs(d)
	d.Press("enter D")
	if got := model(d).shownID(); got != before[1] {
		t.Errorf("%d is shown, want %d", got, before[1])
	}
	if slices.Contains(rowIDs(d), before[0]) {
		t.Error("it is still in the list")
	}
	wantShown(t, d, "1 article hidden")
	d.Press("u")
	if !slices.Equal(rowIDs(d), before) || model(d).shownID() != before[1] {
		t.Errorf("after undo rows %v, %d is shown", rowIDs(d), model(d).shownID())
	}
}

func TestChangesAreUndoneInTheOrderInWhichTheyWereMade(t *testing.T) {
	s := morning()
	d := start(t, s, 80, 24)
	m := model(d)
	first, second := m.list.rows[0].ID, m.list.rows[1].ID
	mark := func(id feed.ID) tea.Cmd { return m.mark(feed.MarkBookmark, true, false, "bookmarked", id) }
	one, two := mark(first), mark(second)
	d.Send(two()) // stored before the one that was made before it
	d.Send(one())
	d.Press("u")
	if !s.at(first).Bookmarked || s.at(second).Bookmarked {
		t.Errorf("%v %v", s.at(first).Bookmarked, s.at(second).Bookmarked)
	}
}

func TestHidingAFoldedStoryHidesAllOfIt(t *testing.T) {
	s := morning()
	s.articles[0].Others, s.stories = 2, map[feed.ID][]feed.ID{1000: {999, 998}}
	s.articles[1].Read = true
	d := start(t, s, 80, 24)
	d.Press("D")
	wantShown(t, d, "3 articles hidden")
	for _, id := range []feed.ID{1000, 999, 998} {
		if slices.Contains(rowIDs(d), id) {
			t.Errorf("%d is in the list", id)
		}
	}
	d.Press("u")
	if !slices.Equal(rowIDs(d)[:3], []feed.ID{1000, 999, 998}) || !model(d).list.rows[1].Read {
		t.Errorf("rows %v", rowIDs(d))
	}
}

func TestAnArticleThatCannotBeHiddenComesBack(t *testing.T) {
	s := morning()
	d := start(t, s, 80, 24)
	before := rowIDs(d)
	s.fail = &feed.Error{Op: "mark", Kind: feed.Full}
	d.Press("j D")
	wantShown(t, d, "Not saved")
	if !slices.Equal(rowIDs(d), before) {
		t.Errorf("rows %v", rowIDs(d))
	}
}

func TestDoneReadsTheWholeStoryUnlessTheSettingsSayNot(t *testing.T) {
	for _, one := range []bool{false, true} {
		s := morning()
		s.articles[0].Others, s.stories = 2, map[feed.ID][]feed.ID{1000: {999, 998}}
		d := start(t, s, 80, 24)
		model(d).opts.ReadOne = one
		d.Press("d")
		if s.articles[0].Read != true || s.articles[1].Read == one || s.articles[2].Read == one {
			t.Errorf("one %v: %v %v %v", one, s.articles[0].Read, s.articles[1].Read, s.articles[2].Read)
		}
	}
}
