package store

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"newspane/feed"
)

// clock is a time that tests move.
type clock struct{ t time.Time }

func (c *clock) now() time.Time { return c.t }

var noon = time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)

// library opens an empty library that ends with the test.
func library(t testing.TB) (*Store, *clock) {
	t.Helper()
	c := &clock{noon}
	return reopen(t, filepath.Join(t.TempDir(), "library", "newspane.db"), c), c
}

func reopen(t testing.TB, path string, c *clock) *Store {
	t.Helper()
	s, err := Open(t.Context(), path, Options{Now: c.now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func must[T any](t testing.TB) func(v T, err error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func follow(t testing.TB, s *Store, url, folder string) feed.ID {
	t.Helper()
	return must[[]feed.ID](t)(s.Subscribe(t.Context(), feed.Subscription{URL: url, Folder: folder}))[0]
}

// item makes an item n hours before noon.
func item(id string, hours int, title, text string) feed.Item {
	return feed.Item{ID: id, Title: feed.Clean(title), Link: "https://example.org/" + id, Published: noon.Add(-time.Duration(hours) * time.Hour),
		Content: feed.HTML("<p>" + text + "</p>"), Hash: fmt.Sprintf("%x", identityOf(id+title+text))}
}

func save(t testing.TB, s *Store, id feed.ID, items ...feed.Item) []feed.ID {
	t.Helper()
	return must[[]feed.ID](t)(s.SaveDocument(t.Context(), id, &feed.Document{Items: items}, feed.Poll{Checked: s.now()}))
}

func titles(t testing.TB, s *Store, q feed.Query, w feed.Window) []string {
	t.Helper()
	if w.Limit == 0 {
		w.Limit = 100
	}
	if q.Search != "" && !s.readOnly {
		caughtUp(t, s)
	}
	var out []string
	for _, h := range must[[]feed.Headline](t)(s.Headlines(t.Context(), q, w)) {
		out = append(out, h.Title.String())
	}
	return out
}

func same(t testing.TB, got, want any) {
	t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Fatalf("got  %v\nwant %v", got, want)
	}
}

func kind(t testing.TB, err error, want feed.ErrorKind) {
	t.Helper()
	var e *feed.Error
	if !errors.As(err, &e) || e.Kind != want {
		t.Fatalf("error is %v, want kind %d", err, want)
	}
}

func TestHeadlinesComeNewestFirstAndPageByKey(t *testing.T) {
	s, _ := library(t)
	id := follow(t, s, "https://example.org/feed", "")
	var items []feed.Item
	for i := range 10 {
		items = append(items, item(fmt.Sprint("i", i), i, fmt.Sprint("t", i), "text"))
	}
	fresh := save(t, s, id, items...)
	same(t, len(fresh), 10)
	all := feed.Query{}
	first := must[[]feed.Headline](t)(s.Headlines(t.Context(), all, feed.Window{Limit: 3}))
	same(t, titles(t, s, all, feed.Window{Limit: 3}), []string{"t0", "t1", "t2"})
	same(t, titles(t, s, all, feed.Window{Limit: 3, Before: first[2].ID}), []string{"t3", "t4", "t5"})
	same(t, titles(t, s, all, feed.Window{Limit: 2, After: fresh[5]}), []string{"t3", "t4"})
	same(t, titles(t, s, all, feed.Window{Limit: 2, Oldest: true}), []string{"t8", "t9"})
	same(t, titles(t, s, all, feed.Window{}), []string{"t0", "t1", "t2", "t3", "t4", "t5", "t6", "t7", "t8", "t9"})
}

func TestSearchFindsWordsOfTitleAndText(t *testing.T) {
	s, _ := library(t)
	id := follow(t, s, "https://example.org/feed", "news")
	save(t, s, id, item("a", 1, "Café society", "the quick <b>brown</b> fox"), item("b", 2, "Other", "slow brown bear"))
	same(t, titles(t, s, feed.Query{Search: "brown"}, feed.Window{}), []string{"Café society", "Other"})
	same(t, titles(t, s, feed.Query{Search: "cafe fox"}, feed.Window{}), []string{"Café society"})
	same(t, titles(t, s, feed.Query{Search: `"brown bear"`, Folder: "news"}, feed.Window{}), []string{"Other"})
	same(t, titles(t, s, feed.Query{Search: "bea", Feed: id}, feed.Window{}), []string{"Other"})
	same(t, titles(t, s, feed.Query{Search: "ca"}, feed.Window{}), []string{"Café society"})
	same(t, titles(t, s, feed.Query{Search: "slow ot"}, feed.Window{}), []string{"Other"})
	same(t, titles(t, s, feed.Query{Search: "nothing"}, feed.Window{}), []string{})
}

func TestMarksMoveTheCounts(t *testing.T) {
	s, _ := library(t)
	id := follow(t, s, "https://example.org/feed", "a/b")
	fresh := save(t, s, id, item("a", 1, "A", "x"), item("b", 2, "B", "y"), item("c", 30, "C", "z"))
	ctx := context.Background()
	ok(t, s.Mark(ctx, feed.Mark{Article: fresh[0], Key: feed.MarkRead, On: true}))
	total, unread, err := s.Count(ctx, feed.Query{Folder: "a"})
	ok(t, err)
	same(t, []int{total, unread}, []int{3, 2})
	ok(t, s.Mark(ctx, feed.Mark{Article: fresh[0], Key: feed.MarkRead, On: false}))
	ids := must[[]feed.ID](t)(s.MarkAll(ctx, feed.Query{Since: noon.Add(-24 * time.Hour).Unix()}, noon))
	same(t, ids, fresh[:2])
	for _, n := range must[[]feed.Node](t)(s.Tree(ctx, noon)) {
		t.Logf("%d %s %d/%d %+v", n.Depth, n.Title, n.Unread, n.Total, n.Query)
	}
}

// caughtUp waits for the search index.
func caughtUp(t testing.TB, s *Store) {
	t.Helper()
	for must[Stats](t)(s.Stats(t.Context())).Pending > 0 {
		s.settle(t.Context())
	}
}

func TestFeedsInTroubleHaveALineOfTheTreeWhenThereAreAny(t *testing.T) {
	s, _ := library(t)
	ids, err := s.Subscribe(t.Context(), feed.Subscription{URL: "https://a.example/f"}, feed.Subscription{URL: "https://b.example/f"})
	if err != nil {
		t.Fatal(err)
	}
	inTrouble := func() int {
		nodes, err := s.Tree(t.Context(), noon)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range nodes {
			if n.Kind == feed.TroubleNode {
				return n.Total
			}
		}
		return 0
	}
	if n := inTrouble(); n != 0 {
		t.Errorf("%d of new feeds", n)
	}
	for i, p := range []feed.Poll{{Failures: 1, Status: 404, State: feed.Missing}, {Status: 200, State: feed.Emptied}} {
		if err := s.SavePoll(t.Context(), ids[i], p); err != nil {
			t.Fatal(err)
		}
		if n := inTrouble(); n != i+1 {
			t.Errorf("%d, want %d", n, i+1)
		}
	}
	if err := s.Configure(t.Context(), ids[0], feed.Settings{Paused: true}); err != nil {
		t.Fatal(err)
	}
	if n := inTrouble(); n != 1 {
		t.Errorf("%d with one of two paused", n)
	}
}
