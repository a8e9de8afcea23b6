package ui

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"newspane/feed"
)

func tagsOf(s *shelf, i int) string {
	return strings.TrimSpace(tagLine(&look{graphemes: true}, s.articles[i].Tags))
}

func TestTagsAreTypedCompletedShownAndUndone(t *testing.T) {
	s := morning()
	d := start(t, s, 120, 40)
	d.Press("t")
	d.Type("asia, to read")
	d.Press("enter")
	if tagsOf(s, 0) != "#asia #to read" {
		t.Fatalf("tags are %q", tagsOf(s, 0))
	}
	wantShown(t, d, "#asia #to read", "tags +asia +to read: Coastal", "▾ Tags", "# asia")
	d.Press("j t")
	d.Type("as")
	wantShown(t, d, "asia, ", "1 article")
	d.Press("tab")
	d.Type("new")
	d.Press("enter")
	if tagsOf(s, 1) != "#asia #new" {
		t.Fatalf("completed tags are %q", tagsOf(s, 1))
	}
	d.Press("u")
	wantShown(t, d, "Undone: tags +asia +new")
	if tagsOf(s, 1) != "" {
		t.Fatalf("undone tags are %q", tagsOf(s, 1))
	}
	d.Press("ctrl+r")
	if tagsOf(s, 1) != "#asia #new" {
		t.Fatalf("tags done again are %q", tagsOf(s, 1))
	}
}

func TestTagsOfASelectionKeepWhatOnlySomeHave(t *testing.T) {
	s := morning()
	s.articles[0].Tags = texts([]string{"both", "one"})
	s.articles[1].Tags = texts([]string{"both"})
	d := start(t, s, 80, 24)
	d.Press("2 t")
	wantShown(t, d, "tags of 2 articles", "both,")
	for range 6 {
		d.Press("backspace")
	}
	d.Type("new")
	d.Press("enter")
	if got := tagsOf(s, 0) + " / " + tagsOf(s, 1); got != "#new #one / #new" {
		t.Fatalf("tags are %q", got)
	}
}

func TestGoToATagListsItsArticles(t *testing.T) {
	s := morning()
	s.articles[3].Tags = texts([]string{"rail"})
	d := start(t, s, 80, 24)
	d.Press("g #")
	d.Type("rai")
	d.Press("enter")
	wantShown(t, d, "rail", "Rail strike called off")
	wantGone(t, d, "Coastal")
}

func TestTagsFoldInTheSidebar(t *testing.T) {
	s := morning()
	s.articles[3].Tags = texts([]string{"rail"})
	d := start(t, s, 120, 40)
	wantShown(t, d, "▾ Tags", "# rail")
	d.Press("g # enter h .")
	wantShown(t, d, "▸ Tags")
	wantGone(t, d, "# rail")
}

func TestANoteIsWrittenShownAndUndone(t *testing.T) {
	s := morning()
	d := start(t, s, 120, 40)
	d.Press("C")
	d.Type("ask Ann")
	d.Press("enter")
	if s.articles[0].Remark.String() != "ask Ann" {
		t.Fatalf("the note is %q", s.articles[0].Remark)
	}
	wantShown(t, d, "✎ ask Ann")
	d.Press("C")
	wantShown(t, d, "ask Ann")
	d.Press("esc u")
	wantShown(t, d, "Undone: note on Coastal")
	wantGone(t, d, "✎ ask Ann")
	if !s.articles[0].Remark.IsEmpty() || s.articles[0].Noted {
		t.Fatal("the note is still there")
	}
}

func TestANoteThatFailsIsPutBack(t *testing.T) {
	s := morning()
	d := start(t, s, 120, 40)
	d.Press("C")
	s.fail = &feed.Error{Op: "note", Kind: feed.Full}
	d.Type("x y z")
	d.Press("enter")
	wantShown(t, d, "Not saved", "disk is full")
	wantGone(t, d, "✎ x y z")
}

// edits is an editor that puts a text in place of the one it is given.
type edits struct{ tea.ExecCommand }

func TestANoteOfLinesGoesToTheEditor(t *testing.T) {
	s := morning()
	s.articles[0].Remark, s.articles[0].Noted = feed.CleanBlock("one\ntwo"), true
	given := ""
	d := start(t, s, 120, 40)
	model(d).opts.Editor = func(text string) (tea.ExecCommand, func() (string, error)) {
		given = text
		return edits{}, func() (string, error) { return text + "\nthree\n", nil }
	}
	d.Hold = true
	d.Press("C")
	d.Release() // the driver runs no program: what the editor gives back is sent by hand
	if given != "one\ntwo" {
		t.Fatalf("the editor was given %q", given)
	}
	d.Send(noteEdited{of: noteLoaded{headline: s.articles[0].Headline, note: s.articles[0].Remark}, text: "one\ntwo\nthree\n"})
	if s.articles[0].Remark.String() != "one\ntwo\nthree" {
		t.Fatalf("the note is %q", s.articles[0].Remark)
	}
	wantShown(t, d, "✎ one", "  three")
}

func TestReadLaterKeepsUntilRead(t *testing.T) {
	s := morning()
	d := start(t, s, 80, 24)
	d.Press("g a j j j w") // a read one
	if a := s.articles[3]; !a.Later || a.Read {
		t.Fatalf("later %v, read %v", a.Later, a.Read)
	}
	wantShown(t, d, "to be read later: Rail strike", "◷")
	d.Press("u")
	if a := s.articles[3]; a.Later || !a.Read {
		t.Fatalf("undone: later %v, read %v", a.Later, a.Read)
	}
	d.Press("ctrl+r g r")
	wantShown(t, d, "Read later", "1 kept", "Rail strike")
	d.Press("d")
	if a := s.articles[3]; a.Later || !a.Read {
		t.Fatalf("done: later %v, read %v", a.Later, a.Read)
	}
	d.Press("g r")
	wantShown(t, d, "Nothing is kept to be read later.")
}

func TestReadingToTheEndTakesFromReadLater(t *testing.T) {
	s := morning()
	d := start(t, s, 80, 24)
	d.Press("w g r enter")
	if !s.articles[0].Later {
		t.Fatal("opening it took it away")
	}
	for range 8 {
		d.Press("space")
	}
	if s.articles[0].Later || !s.articles[0].Read {
		t.Fatal("read to its end, it is still to be read later")
	}
}

func TestALinkIsKeptToBeReadLater(t *testing.T) {
	s := morning()
	d := start(t, s, 80, 24)
	d.Press("enter 1 w")
	if last := s.asked[len(s.asked)-1]; !strings.Contains(strings.Join(s.asked, "\n"), "save https://ecmwf.example/surge") {
		t.Fatalf("asked for %s", last)
	}
	wantShown(t, d, "to be read later:")
}

func TestTheFormBookmarksWithTagsShelfAndNote(t *testing.T) {
	s := morning()
	d := start(t, s, 80, 24)
	d.Press("B")
	d.Type("asia")
	d.Press("down")
	d.Type("Floods")
	d.Press("down")
	d.Type("for Thursday")
	wantShown(t, d, "bookmark: Coastal", "shelf", "Floods", "for Thursday")
	d.Press("enter")
	a := s.articles[0]
	if !a.Bookmarked || tagsOf(s, 0) != "#asia #shelf/Floods" || a.Remark.String() != "for Thursday" {
		t.Fatalf("bookmarked %v, tags %q, note %q", a.Bookmarked, tagsOf(s, 0), a.Remark)
	}
	d.Press("B")
	wantShown(t, d, "asia", "Floods", "for Thursday")
	d.Press("esc u")
	a = s.articles[0]
	if a.Bookmarked || tagsOf(s, 0) != "" || !a.Remark.IsEmpty() {
		t.Fatalf("undone: bookmarked %v, tags %q, note %q", a.Bookmarked, tagsOf(s, 0), a.Remark)
	}
}

func TestRenamingAndMovingCanBeUndone(t *testing.T) {
	s := morning()
	d := start(t, s, 120, 40)
	model(d).feeds.goTo(func(n feed.Node) bool { return n.Title.String() == "LWN" })
	d.Send(nil)
	d.Press("E r")
	d.Type(" weekly")
	d.Press("enter")
	wantShown(t, d, "renamed LWN to LWN weekly")
	d.Press("u")
	if s.feeds[4].Title.String() != "LWN" {
		t.Fatalf("it is called %q", s.feeds[4].Title)
	}
	d.Press("E m")
	for range len("Technology") {
		d.Press("backspace")
	}
	d.Type("Linux")
	d.Press("enter")
	if s.feeds[4].Folder != "Linux" {
		t.Fatalf("it is in %q", s.feeds[4].Folder)
	}
	d.Press("u")
	if s.feeds[4].Folder != "Technology" {
		t.Fatalf("it is in %q", s.feeds[4].Folder)
	}
}

func TestAHundredStepsCanBeUndone(t *testing.T) {
	s := morning()
	d := start(t, s, 80, 24)
	for range undoSteps + 5 {
		d.Press("b")
	}
	if got := len(model(d).undos); got != undoSteps {
		t.Fatalf("%d steps are kept", got)
	}
	for range undoSteps {
		d.Press("u")
	}
	if !s.articles[0].Bookmarked { // the five before are an odd number
		t.Fatal("the hundred steps were not undone")
	}
	d.Press("u")
	wantShown(t, d, "Nothing to undo")
}

func TestWhatAnotherProcessDidIsShown(t *testing.T) {
	s := morning()
	d := start(t, s, 80, 24)
	s.articles[0].Bookmarked = true
	fresh := s.articles[1]
	fresh.ID, fresh.Title = 3000, feed.Clean("Fetched by a timer")
	s.articles = append([]feed.Article{fresh}, s.articles...)
	d.Send(eventsGathered{events: []feed.Event{{Kind: feed.LibraryChanged}}})
	wantShown(t, d, "Fetched by a timer")

	d = start(t, s, 80, 24)
	d.Press("j j")
	fresh.ID, fresh.Title = 3001, feed.Clean("Fetched while reading")
	s.articles = append([]feed.Article{fresh}, s.articles...)
	s.articles[2].Tags = texts([]string{"tagged"})
	d.Send(eventsGathered{events: []feed.Event{{Kind: feed.LibraryChanged}}})
	wantShown(t, d, "1 new")
	wantGone(t, d, "Fetched while reading")
}

func TestOnlyATypedAddressIsTrusted(t *testing.T) {
	s := morning()
	d := start(t, s, 80, 24)
	d.Press("E l")
	d.Type("http://printer.home/page")
	d.Press("enter")
	if !slices.Contains(s.asked, "typed http://printer.home/page") {
		t.Errorf("asked %q", s.asked)
	}
	s.asked = nil
	d.Press("enter w") // an article's first link, or the article itself
	d.Press("1 w")
	if slices.ContainsFunc(s.asked, func(a string) bool { return strings.HasPrefix(a, "typed") }) {
		t.Errorf("a link is trusted: %q", s.asked)
	}
}
