package reader

import (
	"fmt"
	"strings"
	"testing"

	"newspane/feed"
)

func (l *lab) node(t *testing.T, title string) feed.Node {
	t.Helper()
	nodes, err := l.Tree(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range nodes {
		if n.Title.String() == title {
			return n
		}
	}
	return feed.Node{}
}

func TestSavedSearchesAreCountedBehindTheSidebar(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/feed.xml", l.rss("Flood|the flood", "Drought|dry", "Dam|flood again"))
	sub := l.subscribe(t, "/feed.xml")
	l.check(t, sub.ID)
	<-l.store.Indexed()
	f, err := l.SaveSearch(t.Context(), feed.SavedSearch{Name: feed.Clean("Floods"), Query: "flood "})
	if err != nil {
		t.Fatal(err)
	}
	if n := l.node(t, "Floods"); n.Kind != feed.SearchNode || n.Saved != f.ID || n.Query != (feed.Query{Search: `"flood"`}) {
		t.Fatalf("the line is %+v", n)
	}
	l.await(t, feed.CountsChanged)
	if n := l.node(t, "Floods"); n.Unread != 2 || n.More {
		t.Fatalf("%d unread, want 2", n.Unread)
	}
	if err := l.Mark(t.Context(), feed.Mark{Article: l.article(t, "Dam"), Key: feed.MarkRead, On: true}); err != nil {
		t.Fatal(err)
	}
	l.node(t, "Floods") // the screen asks for the sidebar after each mark
	l.await(t, feed.CountsChanged)
	if n := l.node(t, "Floods"); n.Unread != 1 {
		t.Fatalf("%d unread, want 1", n.Unread)
	}
	if _, err := l.DropSearch(t.Context(), f.ID); err != nil {
		t.Fatal(err)
	}
	if n := l.node(t, "Floods"); n.Saved != 0 {
		t.Fatalf("a dropped search is still there: %+v", n)
	}
}

func TestQueriesAreWrittenOut(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/feed.xml", l.rss("One"))
	sub := l.subscribe(t, "/feed.xml")
	l.check(t, sub.ID)
	today := l.now().Truncate(24 * 3600e9).Unix()
	for _, c := range []struct {
		q    feed.Query
		want string
	}{
		{feed.Query{}, ""},
		{feed.Query{Search: "warm", Unread: true}, "warm* is:unread"},
		{feed.Query{Search: "a OR b", Feed: sub.ID}, "(a OR b*) feed:Paper"},
		{feed.Query{Search: "a ", Folder: "World News/Asia", Bookmarked: true}, `a is:bookmarked folder:"World News/Asia"`},
		{feed.Query{Tag: "x y", Since: today}, `tag:"x y" after:today`},
	} {
		if got, err := l.Written(t.Context(), c.q); err != nil || got != c.want {
			t.Errorf("%+v is %q (%v), want %q", c.q, got, err, c.want)
		}
	}
}

func TestSuggestionsKnowTheLibrary(t *testing.T) {
	l := newLab(t, nil)
	err := l.SubscribeAll(t.Context(), []feed.Subscription{
		{URL: "https://a.example/f", Title: feed.Clean("BBC News"), Folder: "World/Europe", Language: "en-GB"},
		{URL: "https://b.example/f", Title: feed.Clean("Évening Post"), Folder: "World", Language: "fr"},
	})
	if err != nil {
		t.Fatal(err)
	}
	for typed, want := range map[string]string{
		"":           "",
		"ti":         "title: |",
		"x -(fo":     "folder: |",
		"bb":         `feed:"BBC News"  |`,
		"feed:":      `"Évening Post"  |"BBC News"  |`,
		`feed:"even`: `"Évening Post"  |`,
		"folder:":    "World  |World/Europe  |",
		"folder:eur": "World/Europe  |",
		"is:b":       "bookmarked  |",
		"unr":        "is:unread  |",
		"lang:":      "fr  |en  |",
		`"BB`:        "",
		"title:x":    "",
		"after:tod":  "today  |",
	} {
		list, err := l.Suggest(t.Context(), typed, len(typed))
		if err != nil {
			t.Fatal(err)
		}
		var got strings.Builder
		for _, s := range list {
			fmt.Fprintf(&got, "%s |", s.Insert)
		}
		if got.String() != want {
			t.Errorf("%q may go on with %q, want %q", typed, got.String(), want)
		}
	}
	list, err := l.Suggest(t.Context(), "x feed:ev", 9)
	if err != nil || len(list) != 1 || list[0].From != 7 || list[0].To != 9 {
		t.Errorf("%+v %v", list, err)
	}
}
