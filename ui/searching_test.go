package ui

import (
	"fmt"
	"strings"
	"testing"

	"newspane/feed"
	"newspane/ui/theme"
)

func TestSearchCompletesWhatIsTyped(t *testing.T) {
	s := morning()
	d := start(t, s, 80, 24)
	d.Press("/")
	d.Type("rail ti")
	wantShown(t, d, "title:", "tab completes")
	d.Press("tab")
	if got := model(d).search.words; got != "rail title:" {
		t.Errorf("tab made it %q", got)
	}
	d.Press("esc /")
	d.Type("unr")
	wantGone(t, d, "is:unread")
	d.Press("backspace backspace backspace")
	d.Type("is")
	d.Press("right")
	if got := model(d).search.words; got != "is:unread " {
		t.Errorf("right made it %q", got)
	}
	d.Press("tab")
	wantShown(t, d, "search everywhere")
}

func TestQuestionMarkInAnEmptySearchShowsTheLanguage(t *testing.T) {
	d := start(t, morning(), 80, 24)
	d.Press("/ ?")
	wantShown(t, d, "the language of searches", "climate change", "both words")
	d.Press("down enter")
	wantGone(t, d, "the language of searches")
	if got := model(d).search.words; got != "is:unread rail" {
		t.Errorf("the search is %q", got)
	}
	d.Press("?")
	if got := model(d).search.words; got != "is:unread rail?" {
		t.Errorf("a later ? is not typed: %q", got)
	}
}

func TestWrongSearchesPointAtThePlaceAndLeaveTheList(t *testing.T) {
	s := morning()
	d := start(t, s, 80, 24)
	d.Press("/")
	d.Type("rail")
	wantShown(t, d, "Rail strike")
	s.wrong = &feed.QueryError{Query: "rail titel:x", At: 5, End: 10, Problem: "unknown field 'titel'", Remedy: "did you mean title?"}
	d.Type(" titel:x")
	wantShown(t, d, "Rail strike", "^^^^^ unknown field 'titel': did you mean title?")
	lines := strings.Split(d.Screen(), "\n")
	prompt, pointer := lines[len(lines)-2], lines[len(lines)-1]
	if strings.Index(prompt, "titel") != strings.Index(pointer, "^") {
		t.Errorf("the place is missed:\n%s\n%s", prompt, pointer)
	}
	d.Press("enter")
	wantShown(t, d, "unknown field")
	s.wrong = nil
	d.Press("backspace")
	wantGone(t, d, "unknown field")
	d.Press("esc")
	wantShown(t, d, "Coastal cities")
}

func TestUnfinishedSearchesAreNoFaultUntilEntered(t *testing.T) {
	s := morning()
	d := start(t, s, 80, 24)
	d.Press("/")
	s.wrong = &feed.QueryError{Query: "title:", At: 0, End: 6, Problem: "title: with nothing behind it", Remedy: "title: wants words", Unfinished: true}
	d.Type("title:")
	wantGone(t, d, "nothing behind it")
	wantShown(t, d, "Coastal cities")
	d.Press("enter")
	wantShown(t, d, "^", "nothing behind it")
}

func TestMatchesAreMarked(t *testing.T) {
	s := morning()
	for _, size := range [][2]int{{80, 24}, {120, 40}, {200, 60}} {
		d := start(t, s, size[0], size[1])
		d.Press("/")
		d.Type("rail")
		d.Press("enter")
		m := model(d)
		if x := m.list.excerpts[997]; len(x.Title) != 3 {
			t.Fatalf("no excerpt is known: %+v", m.list.excerpts)
		}
		row := strings.Join(m.list.lines(true), "\n")
		if !strings.Contains(row, m.look.Paint("Rail", matchRole, matchAttr|theme.Selected)) {
			t.Errorf("%v: the match is not marked: %q", size, row)
		}
		if size[0] != 120 {
			wantShown(t, d, "found where rail stands")
		}
	}
}

func TestMarksFollowTheTextThroughWrappingAndCutting(t *testing.T) {
	m := model(start(t, morning(), 80, 24))
	pieces := []feed.Piece{{Text: feed.CleanBlock("a long ")}, {Text: feed.CleanBlock("match of"), Match: true}, {Text: feed.CleanBlock(" words")}}
	k := m.look.mark(pieces)
	if k.plain() != "a long match of words" {
		t.Fatalf("%q", k.plain())
	}
	var marked strings.Builder
	for _, line := range []string{"a long match", "of wor…"} {
		for _, r := range line {
			if k.next(r) {
				marked.WriteRune(r)
			}
		}
	}
	if marked.String() != "matchof" {
		t.Errorf("marked is %q", marked.String())
	}
}

func TestSavedSearchesLiveInTheSidebar(t *testing.T) {
	s := morning()
	d := start(t, s, 120, 40)
	d.Press("E /")
	wantShown(t, d, "Search first")
	d.Press("/")
	d.Type("rail")
	d.Press("ctrl+s")
	wantShown(t, d, "save search as")
	d.Press("enter")
	wantShown(t, d, "needs a name")
	d.Type("Trains")
	d.Press("enter")
	wantShown(t, d, "⌕ Trains", "Saved as Trains")
	if n := model(d).feeds.node(); n.Saved != 1 || model(d).search.words != "" {
		t.Fatalf("the cursor is on %+v", n)
	}
	wantShown(t, d, "Rail strike")
	wantGone(t, d, "Coastal cities sign first joint flood-defence treaty after")

	d.Press("r")
	if last := s.asked[len(s.asked)-1]; last != "tree" && !strings.Contains(strings.Join(s.asked, ","), `refresh query "rail"`) {
		t.Errorf("r asked for %v", s.asked)
	}
	d.Press("E r")
	d.Type(" and strikes")
	d.Press("enter")
	wantShown(t, d, "Trains and strikes")
	d.Press("E /")
	wantShown(t, d, "looks for")
	d.Type(" strike")
	d.Press("enter")
	if s.saved[0].Query != "rail strike" {
		t.Errorf("the query is %q", s.saved[0].Query)
	}
	d.Press("E j")
	if !strings.Contains(strings.Join(s.asked, ","), "move 1 by 1") {
		t.Error("E j does not move it")
	}
	d.Press("E d")
	wantGone(t, d, "⌕ Trains")
	d.Press("u")
	wantShown(t, d, "⌕ Trains and strikes")
	d.Press("g t g s")
	if n := model(d).feeds.node(); n.Kind != feed.SearchNode {
		t.Errorf("g s goes to %+v", n)
	}
}

func TestSearchingInASavedSearchNarrowsIt(t *testing.T) {
	s := morning()
	s.saved = []feed.SavedSearch{{ID: 1, Name: feed.Clean("Trains"), Query: "rail"}}
	d := start(t, s, 80, 24)
	d.Press("g s /")
	d.Type("strike")
	if q := model(d).wantedQuery(); q.Search != "(rail) strike" {
		t.Errorf("the query is %q", q.Search)
	}
	s.wrong = &feed.QueryError{Query: "(rail) strike x:y", At: 14, End: 15, Problem: "unknown field 'x'", Remedy: "…"}
	d.Type(" x:y")
	if w := model(d).search.wrong; w == nil || w.Query != "strike x:y" || w.At != 7 {
		t.Errorf("the place is %+v", w)
	}
}

func TestOpeningIsRememberedForTheHistory(t *testing.T) {
	s := morning()
	d := start(t, s, 80, 24)
	d.Press("enter q enter")
	if len(s.opened) != 2 || s.opened[0] != 1000 {
		t.Errorf("opened: %v", s.opened)
	}
}

func TestRowsOfASearchDoNotWaitForTheirCount(t *testing.T) {
	s := morning()
	for i := range 3 * pageRows {
		a := s.articles[0]
		a.ID, a.Title = feed.ID(900-i), feed.Clean(fmt.Sprint("Flood ", i))
		s.articles = append(s.articles, a)
	}
	d := start(t, s, 80, 24)
	d.Press("g a /")
	d.Type("flood")
	wantShown(t, d, fmt.Sprintf("%d found", 3*pageRows+1))
	d.Press("enter G")
	wantShown(t, d, fmt.Sprint("Flood ", 3*pageRows-1))
	m := model(d)
	m.countArrived(rowsCounted{gen: m.countLoad.gen - 1, query: m.list.query, total: 5})
	if m.list.total == 5 {
		t.Error("a late count is taken")
	}
}

func TestHiddenArticlesAreShownAgain(t *testing.T) {
	s := morning()
	s.articles[0].Title = feed.Clean("found by is:hidden") // the shelf knows no language
	d := start(t, s, 80, 24)
	d.Press("D")
	d.Press("g a /")
	d.Type("is:hidden")
	d.Press("enter D")
	if n := len(s.marks); n != 2 || !s.marks[0].On || s.marks[1].On || s.marks[1].Key != feed.MarkHidden {
		t.Errorf("the marks are %+v", s.marks)
	}
	wantShown(t, d, "1 article shown again")
}

func TestASearchGrowsWithTheIndex(t *testing.T) {
	s := morning()
	d := start(t, s, 120, 40)
	s.behind = 9000
	title := s.articles[0].Title
	s.articles[0].Title = feed.Clean("to be indexed")
	word := strings.Fields(title.String())[0]
	d.Press("g a /")
	d.Type(word)
	wantShown(t, d, "0 found · 9000 still being indexed")
	s.behind, s.articles[0].Title = 0, title
	d.Send(eventsGathered{events: []feed.Event{{Kind: feed.IndexGrown}}})
	wantShown(t, d, "1 found")
	wantGone(t, d, "indexed")
	asked := len(s.asked)
	d.Send(eventsGathered{events: []feed.Event{{Kind: feed.IndexGrown}}})
	if len(s.asked) != asked {
		t.Errorf("it is searched again: %q", s.asked[asked:])
	}
}
