package store

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"newspane/feed"
)

func saved(name, query string) feed.SavedSearch {
	return feed.SavedSearch{Name: feed.Clean(name), Query: query}
}

func names(t testing.TB, s *Store) string {
	var list []string
	for _, f := range must[[]feed.SavedSearch](t)(s.Searches(t.Context())) {
		list = append(list, fmt.Sprintf("%s=%s", f.Name, f.Query))
	}
	return strings.Join(list, "; ")
}

func TestSavedSearchesKeepTheirOrderAndComeBack(t *testing.T) {
	s, _ := library(t)
	ctx := t.Context()
	a := must[feed.SavedSearch](t)(s.SaveSearch(ctx, saved("Long reads", "minutes:>10  is:UNREAD")))
	b := must[feed.SavedSearch](t)(s.SaveSearch(ctx, saved("Floods", "flood OR drought ")))
	c := must[feed.SavedSearch](t)(s.SaveSearch(ctx, saved("Asia", "folder:asia warm")))
	same(t, names(t, s), `Long reads=minutes:>10 is:unread; Floods=flood OR "drought"; Asia=folder:asia warm*`)
	ok(t, s.MoveSearch(ctx, c.ID, -1))
	ok(t, s.MoveSearch(ctx, a.ID, 9))
	same(t, names(t, s), `Asia=folder:asia warm*; Floods=flood OR "drought"; Long reads=minutes:>10 is:unread`)
	b.Name = feed.Clean("Water")
	must[feed.SavedSearch](t)(s.SaveSearch(ctx, b))
	dropped := must[feed.SavedSearch](t)(s.DropSearch(ctx, b.ID))
	same(t, names(t, s), `Asia=folder:asia warm*; Long reads=minutes:>10 is:unread`)
	must[feed.SavedSearch](t)(s.SaveSearch(ctx, dropped))
	same(t, names(t, s), `Asia=folder:asia warm*; Water=flood OR "drought"; Long reads=minutes:>10 is:unread`)

	_, err := s.SaveSearch(ctx, saved("wáter", "x"))
	kind(t, err, feed.Exists)
	_, err = s.SaveSearch(ctx, saved("", "x"))
	kind(t, err, feed.Refused)
	_, err = s.SaveSearch(ctx, saved("Empty", " "))
	kind(t, err, feed.Refused)
	var wrong *feed.QueryError
	if _, err = s.SaveSearch(ctx, saved("Wrong", "titel:x")); !errors.As(err, &wrong) {
		t.Errorf("a wrong query is saved: %v", err)
	}
	_, err = s.DropSearch(ctx, 99)
	kind(t, err, feed.NotFound)
	kind(t, s.MoveSearch(ctx, 99, 1), feed.NotFound)
}

func TestSavedSearchesOutliveTheDatabase(t *testing.T) {
	path, c := keptLibrary(t)
	s := reopen(t, path, c)
	for _, name := range []string{"One", "Two", "Three"} {
		must[feed.SavedSearch](t)(s.SaveSearch(t.Context(), saved(name, "word "+name+" ")))
	}
	ok(t, s.MoveSearch(t.Context(), 3, -2))
	must[feed.SavedSearch](t)(s.DropSearch(t.Context(), 1))
	before := names(t, s)
	ok(t, s.Close())
	for _, end := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(path + end); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	s = reopen(t, path, c)
	same(t, names(t, s), before)
	if !strings.Contains(s.Notice(), "2 saved searches") {
		t.Errorf("the notice is %q", s.Notice())
	}
	// The journal holds as much as the library: it is not written anew, and gives no number twice.
	ok(t, s.rewriteJournal(t.Context()))
	four := must[feed.SavedSearch](t)(s.SaveSearch(t.Context(), saved("Four", "x ")))
	if four.ID <= 3 {
		t.Errorf("number %d is given again", four.ID)
	}
	same(t, names(t, s), before+`; Four="x"`)
}

func TestUnreadOfASearchIsCountedUpToABound(t *testing.T) {
	s, _ := library(t)
	id := follow(t, s, "https://example.org/feed", "")
	other := follow(t, s, "https://other.example/feed", "World")
	fresh := save(t, s, id, item("a", 1, "A", "same words"), item("b", 2, "B", "same words"), item("c", 3, "C", "same words"))
	caughtUp(t, s)
	ok(t, s.Mark(t.Context(), feed.Mark{Article: fresh[0], Key: feed.MarkRead, On: true}))
	for most, want := range map[int]string{1: "1 true", 2: "2 false", 9: "2 false"} {
		n, more, err := s.CountUnread(t.Context(), feed.Query{Search: "words"}, most)
		ok(t, err)
		same(t, fmt.Sprint(n, more), want)
	}
	for search, want := range map[string]string{"words": "[]", "feed:example.org words": fmt.Sprint([]feed.ID{id}), "folder:world": fmt.Sprint([]feed.ID{other}),
		"feed:example.org OR folder:world": fmt.Sprint([]feed.ID{id, other}), "feed:example.org OR words": "[]", "feed:none": "[]"} {
		same(t, must[[]feed.ID](t)(s.FeedsOf(t.Context(), feed.Query{Search: search})), want)
	}
}

func TestHistoryIsWhatWasOpenedLatestFirst(t *testing.T) {
	s, c := library(t)
	id := follow(t, s, "https://example.org/feed", "")
	ids := save(t, s, id, item("a", 1, "A", "words"), item("b", 2, "B", "words"), item("c", 3, "C", "other"), item("d", 4, "D", "words"))
	for _, i := range []int{2, 0, 3, 2, 1} { // in one millisecond as well
		ok(t, s.Opened(t.Context(), ids[i]))
	}
	c.t = c.t.Add(time.Hour)
	ok(t, s.Opened(t.Context(), ids[0]))
	q := feed.Query{History: true}
	same(t, titles(t, s, q, feed.Window{}), []string{"A", "B", "C", "D"})
	same(t, titles(t, s, q, feed.Window{Before: ids[1], Limit: 1}), []string{"C"})
	same(t, titles(t, s, q, feed.Window{After: ids[3], Limit: 2}), []string{"B", "C"})
	same(t, titles(t, s, q, feed.Window{Oldest: true, Limit: 1}), []string{"D"})
	total, unread, err := s.Count(t.Context(), q)
	ok(t, err)
	same(t, []int{total, unread}, []int{4, 4})
	ok(t, s.Mark(t.Context(), feed.Mark{Article: ids[1], Key: feed.MarkHidden, On: true}))
	same(t, titles(t, s, q, feed.Window{}), []string{"A", "C", "D"})
	q.Search = "words"
	same(t, titles(t, s, q, feed.Window{}), []string{"A", "D"}) // a search in it comes by date
	ok(t, s.Delete(t.Context(), ids[0]))
	same(t, titles(t, s, feed.Query{History: true}, feed.Window{}), []string{"C", "D"})
	kind(t, s.Opened(t.Context(), 12345), feed.NotFound)
}

func TestSavedSearchesFollowTheNamesOfFeeds(t *testing.T) {
	s, _ := library(t)
	ctx := t.Context()
	id := must[[]feed.ID](t)(s.Subscribe(ctx, feed.Subscription{URL: "https://example.org/feed", Title: feed.Clean("Évening Post")}))[0]
	save(t, s, id, item("a", 1, "A", "words"))
	must[feed.SavedSearch](t)(s.SaveSearch(ctx, saved("Post", `words -(feed:"evening post" is:read) feed:"Évening Post"`)))
	must[feed.SavedSearch](t)(s.SaveSearch(ctx, saved("Other", `feed:post`)))
	q := feed.Query{Search: must[[]feed.SavedSearch](t)(s.Searches(ctx))[0].Query}
	same(t, titles(t, s, q, feed.Window{}), []string{"A"})
	ok(t, s.Rename(ctx, id, `The "Late" Paper`))
	same(t, names(t, s), `Post=words -(feed:"The Late Paper" is:read) feed:"The Late Paper"; Other=feed:post`)
	q.Search = must[[]feed.SavedSearch](t)(s.Searches(ctx))[0].Query
	same(t, titles(t, s, q, feed.Window{}), []string{"A"})
}
