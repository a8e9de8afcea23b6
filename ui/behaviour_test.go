package ui

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"newspane/feed"
	"newspane/ui/uitest"
)

func model(d *uitest.Driver) *Model { return d.Model.(*Model) }

func wantShown(t *testing.T, d *uitest.Driver, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(d.Screen(), w) {
			t.Errorf("the screen does not show %q:\n%s", w, d.Screen())
		}
	}
}

func wantGone(t *testing.T, d *uitest.Driver, words ...string) {
	t.Helper()
	for _, w := range words {
		if strings.Contains(d.Screen(), w) {
			t.Errorf("the screen shows %q:\n%s", w, d.Screen())
		}
	}
}

func TestSpaceReadsEverything(t *testing.T) {
	s := morning()
	d := start(t, s, 80, 24)
	for range 60 {
		d.Press("space")
	}
	for _, a := range s.articles {
		if !a.Read && noon.Sub(a.Published).Hours() < 24 && a.Published.Day() == noon.Day() {
			t.Errorf("%q is still unread", a.Title)
		}
	}
	wantShown(t, d, "‹")
}

func TestSpaceCrossesFeeds(t *testing.T) {
	s := morning()
	d := start(t, s, 120, 40)
	model(d).feeds.goTo(func(n feed.Node) bool { return n.Title.String() == "The Guardian" })
	d.Send(nil)
	d.Press("enter")
	for range 12 {
		d.Press("space")
	}
	if model(d).feeds.node().Query.Feed == 1 {
		t.Errorf("still in the first feed:\n%s", d.Screen())
	}
}

func TestOpeningMarksReadAndUndoBringsItBack(t *testing.T) {
	s := morning()
	d := start(t, s, 80, 24)
	d.Press("enter")
	if !s.articles[0].Read {
		t.Fatal("the open article is unread")
	}
	d.Press("u")
	if s.articles[0].Read {
		t.Fatal("undo left it read")
	}
	d.Press("ctrl+r")
	if !s.articles[0].Read {
		t.Fatal("redo left it unread")
	}
}

func TestAllReadCanBeUndone(t *testing.T) {
	s := morning()
	d := start(t, s, 80, 24)
	d.Press("g u")
	d.Press("A")
	wantShown(t, d, "7 marked read – u undoes")
	d.Press("g u")
	wantShown(t, d, "All read")
	d.Press("u g u")
	wantShown(t, d, "7 unread")
}

func TestAMarkThatFailsIsPutBack(t *testing.T) {
	s := morning()
	d := start(t, s, 80, 24)
	s.fail = &feed.Error{Op: "mark", Kind: feed.Full}
	d.Press("b")
	if model(d).list.rows[0].Bookmarked {
		t.Error("the row shows a bookmark that was not saved")
	}
	wantShown(t, d, "Not saved", "disk is full")
}

func TestAnUndoThatIsNotSavedCanBeTriedAgain(t *testing.T) {
	s := morning()
	d := start(t, s, 100, 30)
	d.Press("b")
	wantShown(t, d, "bookmarked")
	for _, key := range []string{"u", "ctrl+r"} {
		s.fail = &feed.Error{Op: "mark", Kind: feed.Full}
		d.Press(key)
		wantShown(t, d, "Not saved", "disk is full")
		d.Press(key)
		wantShown(t, d, map[string]string{"u": "Undone: bookmarked", "ctrl+r": "Done again: bookmarked"}[key])
	}
}

func TestLinksOpenInsideAndBackLeadsHome(t *testing.T) {
	s := morning()
	page := feed.Article{Headline: feed.Headline{ID: 5000, Title: feed.Clean("Storm surges, explained"), Source: feed.Clean("ECMWF")}, Body: []feed.Block{para("A surge is a rise of the sea.")}}
	s.pages["https://ecmwf.example/surge"] = page
	s.articles = append(s.articles, page)
	d := start(t, s, 80, 24)
	d.Press("enter 1 enter")
	wantShown(t, d, "Storm surges, explained")
	d.Press("backspace")
	wantShown(t, d, "Coastal cities")
	d.Press("L")
	wantShown(t, d, "Storm surges, explained")
	d.Press("H g l j")
	d.Press("k enter")
	wantShown(t, d, "Storm surges, explained")
}

func TestALinkThatCannotBeReadSaysSoAndOpensOutside(t *testing.T) {
	var outside []string
	d := start(t, morning(), 80, 24, func(o *Options) {
		o.Browser = func(u string) error { outside = append(outside, u); return nil }
	})
	d.Press("enter 2 enter")
	wantShown(t, d, "HTTP 404", "Coastal cities")
	d.Press("o")
	if len(outside) != 1 || outside[0] != "https://ft.example/bonds" {
		t.Errorf("opened %v", outside)
	}
}

func TestHintLettersFollowLinks(t *testing.T) {
	s := morning()
	s.pages["https://ecmwf.example/surge"] = feed.Article{Headline: feed.Headline{ID: 5000, Title: feed.Clean("Storm surges, explained")}}
	d := start(t, s, 120, 40)
	d.Press("enter f")
	wantShown(t, d, "forecasts[a]", "bonds[d]")
	d.Press("a")
	wantShown(t, d, "Storm surges, explained")
}

func TestATeaserIsCompletedAndThePlaceKept(t *testing.T) {
	s := morning()
	s.articles[1].Teaser = true
	whole := s.articles[1]
	whole.Teaser = false
	whole.Body = []feed.Block{para("The whole text."), para("With all of it.")}
	s.whole[whole.ID] = whole
	d := start(t, s, 80, 24)
	d.Press("j")
	wantGone(t, d, "whole text")
	d.Press("enter")
	wantShown(t, d, "The whole text.")
}

func TestOnlyOpenedArticlesAreFetched(t *testing.T) {
	s := morning()
	s.articles[1].Teaser = true
	d := start(t, s, 120, 40)
	d.Press("j j k")
	for _, a := range s.asked {
		if strings.HasPrefix(a, "complete") {
			t.Errorf("moving the cursor fetched a page: %v", s.asked)
		}
	}
}

func TestSearchNarrowsAndEscapeEndsIt(t *testing.T) {
	d := start(t, morning(), 80, 24)
	d.Press("/")
	d.Type("kernel")
	wantShown(t, d, "hot-patching", "1 found")
	wantGone(t, d, "Coastal")
	d.Press("esc")
	wantShown(t, d, "Coastal")
}

func TestFindInTheTextGoesFromMatchToMatch(t *testing.T) {
	d := start(t, morning(), 80, 24)
	d.Press("enter /")
	d.Type("tonnage")
	d.Press("enter")
	wantShown(t, d, "4 found", "tonnage")
	d.Press("n n N")
	if at := model(d).article.find.at; at != 1 {
		t.Errorf("n n N went to match %d", at)
	}
	d.Press("esc n")
	wantShown(t, d, "A new open router stack")
}

func TestAddingAFeedSelectsIt(t *testing.T) {
	s := morning()
	s.found["example.org"] = feed.Subscription{ID: 99, Title: feed.Clean("Example Times"), URL: "https://example.org/rss"}
	d := start(t, s, 80, 24)
	d.Press("a")
	d.Type("example.net")
	d.Press("enter")
	wantShown(t, d, "No feed was found", "example.net")
	d.Press("ctrl+u")
	d.Type("example.org")
	d.Press("enter")
	wantShown(t, d, "Added Example Times")
	if model(d).feeds.query().Feed != 99 {
		t.Error("the new feed is not selected")
	}
}

func TestPastedAddressesAreOfferedAndNeverRunAsKeys(t *testing.T) {
	s := morning()
	d := start(t, s, 80, 24)
	d.Send(tea.PasteMsg{Content: "AQQ\nqq"})
	if d.Quit || len(s.marks) > 0 {
		t.Fatal("pasted text ran as keys")
	}
	d.Send(tea.PasteMsg{Content: "https://example.org/news\n"})
	wantShown(t, d, "read this page here", "add the feed behind it")
	d.Press("down enter")
	wantShown(t, d, "add feed", "https://example.org/news")
}

func TestUnsubscribingCanBeUndone(t *testing.T) {
	s := morning()
	d := start(t, s, 120, 40)
	model(d).feeds.goTo(func(n feed.Node) bool { return n.Title.String() == "LWN" })
	d.Press("h E d")
	wantShown(t, d, "unsubscribed from LWN")
	if len(s.feeds) != 5 {
		t.Fatal("the feed is still there")
	}
	d.Press("u")
	if len(s.feeds) != 6 {
		t.Error("undo did not bring the feed back")
	}
	if n := model(d).feeds.node(); n == nil || n.Title.String() != "LWN" {
		t.Errorf("the cursor is on %v", n)
	}
}

func TestQuitAsksAtTheTopAndWaitsForWhatIsBeingSaved(t *testing.T) {
	d := start(t, morning(), 80, 24)
	d.Press("enter q q")
	if d.Quit {
		t.Fatal("one q at the top quit")
	}
	wantShown(t, d, "Press q again to quit")
	d.Hold = true
	d.Press("b q")
	d.Send(uitest.Key("q"))
	if d.Quit {
		t.Fatal("quit before the bookmark was saved")
	}
	d.Release()
	if !d.Quit {
		t.Error("did not quit once all was saved")
	}
}

func TestStaleAnswersAreDropped(t *testing.T) {
	d := start(t, morning(), 120, 40)
	m := model(d)
	old := m.articleLoad.gen
	d.Press("j")
	shown := m.shownID()
	d.Send(articleLoaded{gen: old, article: &feed.Article{Headline: feed.Headline{ID: 1, Title: feed.Clean("Late")}}})
	if m.shownID() != shown {
		t.Error("a late answer replaced the article")
	}
}

func TestListsDoNotJumpWhenNewsArrives(t *testing.T) {
	s := morning()
	d := start(t, s, 80, 24)
	d.Press("j j")
	before := model(d).list.selected().ID
	n := s.articles[0]
	n.ID, n.Title, n.Read = 2000, feed.Clean("Breaking news"), false
	s.articles = append([]feed.Article{n}, s.articles...)
	d.Send(eventsGathered{events: []feed.Event{{Kind: feed.FeedChecked, Feed: 1, New: 1, Done: 1, Total: 1}}})
	if model(d).list.selected().ID != before {
		t.Error("the selection moved")
	}
	wantShown(t, d, "1 new")
	wantGone(t, d, "Breaking news")
	d.Press("g g")
	wantShown(t, d, "Breaking news")
}

// long is a shelf of n articles, the newest with the ID 10000.
func long(n int) *shelf {
	s := morning()
	proto := s.articles[0]
	s.articles = nil
	for i := range n {
		a := proto
		a.ID = feed.ID(10000 - i)
		a.Title = feed.Clean(fmt.Sprint("Number ", i, " ", strings.Repeat("i", i%7)))
		s.articles = append(s.articles, a)
	}
	return s
}

func TestALongListIsReadInWindowsFromBothEnds(t *testing.T) {
	d := start(t, long(5000), 80, 24)
	d.Press("g a G")
	if id := model(d).list.selected().ID; id != 5001 {
		t.Fatalf("G went to %d", id)
	}
	for range 400 {
		d.Press("k")
	}
	if id := model(d).list.selected().ID; id != 5401 {
		t.Errorf("400 up from the end is %d", id)
	}
	d.Press("g g")
	for range 30 {
		d.Press("pgdown")
	}
	if got := model(d).list.selected(); got == nil || got.ID != feed.ID(10000-model(d).list.list.Cursor) {
		t.Errorf("row %d is %+v", model(d).list.list.Cursor, got)
	}
}

func TestResizingKeepsTheSentence(t *testing.T) {
	d := start(t, morning(), 80, 24)
	d.Press("enter ctrl+d ctrl+d")
	m := model(d)
	offset, _ := m.article.offset()
	for w := 200; w >= 20; w -= 3 { // as when an edge is dragged
		d.Send(tea.WindowSizeMsg{Width: w, Height: 24})
		line := m.article.top - len(m.article.header)
		if from, to := m.article.doc.OffsetAt(line), m.article.doc.OffsetAt(line+1); offset < from || offset >= to && to > from {
			t.Errorf("at %d columns the first line holds %d to %d, not %d", w, from, to, offset)
		}
	}
	d.Send(tea.WindowSizeMsg{Width: 80, Height: 24})
	if now, _ := m.article.offset(); now != offset || m.article.doc.OffsetAt(m.article.top-len(m.article.header)) != offset {
		t.Errorf("the text began at %d, now at %d", offset, now)
	}
}

func TestReadingGoesOnAtTheSentenceAfterARestart(t *testing.T) {
	s := morning()
	d := start(t, s, 80, 24)
	d.Press("enter ctrl+d ctrl+d")
	offset, _ := model(d).article.offset()
	d.Press("Q")
	place, ok := s.places[s.articles[0].ID]
	if !ok || place <= 0 || place >= 1 {
		t.Fatalf("the place kept is %v, %v", place, ok)
	}
	s.articles[0].Place = place
	d = start(t, s, 66, 24)
	wantShown(t, d, "◐")
	d.Press("enter")
	a := &model(d).article
	line := a.top - len(a.header)
	if from, to := a.doc.OffsetAt(line), a.doc.OffsetAt(line+1); offset < from || offset >= to {
		t.Errorf("the first line holds %d to %d, not %d", from, to, offset)
	}
}

func TestEveryActionIsNamedOnceAndReachableFromTheHelp(t *testing.T) {
	seen := map[string]bool{}
	for _, a := range allActions() {
		if seen[a.name] || a.help == "" || a.run == nil || a.group == "" || len(a.keys) == 0 {
			t.Errorf("action %+v is incomplete or twice", a.name)
		}
		seen[a.name] = true
	}
	d := start(t, morning(), 120, 40)
	_, names := model(d).actionChoices()
	if len(names) != len(seen) {
		t.Errorf("the help lists %d of %d actions", len(names), len(seen))
	}
	d.Press("?")
	d.Type("bookmark on")
	d.Press("enter")
	if !model(d).list.rows[0].Bookmarked {
		t.Error("enter in the help did not run the action")
	}
}

func TestUnknownKeysAreAnsweredQuietly(t *testing.T) {
	d := start(t, morning(), 80, 24)
	d.Press("g x")
	wantShown(t, d, "g x is not bound here – ? shows keys")
}

func TestErrorsOfTheEngineAreShown(t *testing.T) {
	d := start(t, morning(), 80, 24)
	d.Send(eventsGathered{events: []feed.Event{{Kind: feed.Failed, Err: errors.New("the writer stopped")}}})
	wantShown(t, d, "the writer stopped")
}

func TestPopupsLeaveOutWhatDoesNotFitAndCutNoWords(t *testing.T) {
	for _, prefix := range []string{"g", "E", "V", "Y", "S", "P"} {
		d := start(t, morning(), 80, 24)
		linger(d, prefix)
		for _, l := range strings.Split(d.Screen(), "\n") {
			if strings.HasPrefix(l, "   ") && strings.Contains(l, "…") && !strings.Contains(l, "Rail strike") {
				t.Errorf("%s: %q", prefix, l)
			}
		}
	}
}

func TestACheckForNewsSaysWhatItCameTo(t *testing.T) {
	s := morning()
	d := start(t, s, 100, 24)
	for _, c := range []struct {
		tally feed.Tally
		says  string
	}{
		{feed.Tally{Checked: 8}, "Nothing new."},
		{feed.Tally{Checked: 8, New: 1}, "1 new article."},
		{feed.Tally{Checked: 8, New: 3, Failed: 1}, "3 new articles. 1 feed could not be read: g e says why."},
		{feed.Tally{Checked: 8, Failed: 8}, "None of 8 feeds could be read: g e says why"},
	} {
		s.tally = c.tally
		d.Press("R")
		wantShown(t, d, c.says)
	}
}

func TestCopyingGoesThroughTheTerminal(t *testing.T) {
	d := start(t, morning(), 80, 24)
	d.Press("y")
	if len(d.Clipboard) != 1 || d.Clipboard[0] != "https://news.example/0" {
		t.Errorf("copied %q", d.Clipboard)
	}
}

func TestClicksSelectAndOpen(t *testing.T) {
	d := start(t, morning(), 120, 40)
	d.Send(tea.MouseClickMsg{X: 40, Y: 4, Button: tea.MouseLeft})
	if model(d).list.list.Cursor != 2 {
		t.Fatalf("clicked row 2, selected %d", model(d).list.list.Cursor)
	}
	d.Send(tea.MouseClickMsg{X: 40, Y: 4, Button: tea.MouseLeft})
	if model(d).focus != paneArticle {
		t.Error("a second click did not open the row")
	}
	d.Send(tea.MouseWheelMsg{X: 5, Y: 5, Button: tea.MouseWheelDown})
	if model(d).feeds.list.Cursor == 0 {
		t.Error("the wheel did not move the pane under the pointer")
	}
}

func TestDatesKeepThePublishersClock(t *testing.T) {
	almaty := time.FixedZone("", 2*3600)
	for want, at := range map[string]time.Time{
		"Mon 27 Jun 2022, 10:01 (08:01 here)":         time.Date(2022, 6, 27, 10, 1, 0, 0, almaty),
		"Mon 27 Jun 2022, 01:30 (26 Jun, 23:30 here)": time.Date(2022, 6, 27, 1, 30, 0, 0, almaty),
		"Mon 27 Jun 2022, 08:01":                      time.Date(2022, 6, 27, 8, 1, 0, 0, time.UTC),
		"Mon 27 Jun 2022":                             time.Date(2022, 6, 27, 0, 0, 0, 0, time.UTC),
	} {
		if got := dateline(noon, at); got != want {
			t.Errorf("%v is %q, want %q", at, got, want)
		}
	}
}

func TestAnAnswerFromBeforeAMarkDoesNotUndoIt(t *testing.T) {
	s := morning()
	before := s.articles[0]
	d := start(t, s, 120, 40)
	d.Press("enter")
	m := model(d)
	d.Send(articleLoaded{gen: m.articleLoad.gen, article: &before, complete: true})
	if !m.article.article.Read {
		t.Error("the open article is unread again")
	}
	wantGone(t, d, "● unread")
}

func TestTheSidebarIsReadNowAndThenDuringACheckAndAtItsEnd(t *testing.T) {
	s := morning()
	clock := noon
	d := start(t, s, 120, 40, func(o *Options) { o.Now = func() time.Time { return clock } })
	reads := func(e ...feed.Event) int {
		s.asked = nil
		d.Send(eventsGathered{events: e})
		return strings.Count(strings.Join(s.asked, " "), "tree")
	}
	reads(feed.Event{Kind: feed.RefreshStarted, Total: 9})
	n := 0
	for i := range 8 {
		n += reads(feed.Event{Kind: feed.FeedChecked, Done: i + 1, Total: 9, New: 1})
	}
	if n != 1 {
		t.Errorf("read %d times within a moment", n)
	}
	clock = clock.Add(treePause)
	if n := reads(feed.Event{Kind: feed.FeedChecked, Done: 8, Total: 9, New: 1}); n != 1 {
		t.Errorf("read %d times after a while", n)
	}
	if n := reads(feed.Event{Kind: feed.FeedChecked, Done: 9, Total: 9, New: 1}, feed.Event{Kind: feed.RefreshEnded}); n != 1 {
		t.Errorf("read %d times at the end", n)
	}
}
