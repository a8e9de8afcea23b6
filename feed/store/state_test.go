package store

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"newspane/feed"
)

func written(t *testing.T, s *Store) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := s.WriteState(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAStateMakesAnotherLibraryTheSame(t *testing.T) {
	a, ca := library(t)
	id := follow(t, a, "https://example.org/feed", "folder")
	items := []feed.Item{item("a", 1, "One", "x"), item("b", 2, "Two", "y"), item("c", 3, "Three", "z")}
	ids := save(t, a, id, items...)
	ca.t = ca.t.Add(time.Minute)
	ok := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	ok(a.Mark(t.Context(), feed.Mark{Article: ids[0], Key: feed.MarkBookmark, On: true, At: ca.t}, feed.Mark{Article: ids[1], Key: feed.MarkRead, On: true, At: ca.t}, feed.Mark{Article: ids[2], Key: feed.MarkHidden, On: true, At: ca.t}))
	ok(a.Tag(t.Context(), feed.Tagging{Article: ids[0], Tag: "asia", On: true}))
	ok(a.SetNote(t.Context(), feed.Note{Article: ids[1], Text: feed.Clean("my note")}))
	_, err := a.SaveSearch(t.Context(), saved("Fresh", "is:unread"))
	ok(err)

	// The other library has the feed already, or not; the articles come before the state, or after it.
	for name, before := range map[string]bool{"articles first": true, "state first": false} {
		b, cb := library(t)
		cb.t = ca.t.Add(time.Hour)
		if before {
			save(t, b, follow(t, b, "https://example.org/feed", ""), items...)
		}
		got, err := b.ReadState(t.Context(), bytes.NewReader(written(t, a)))
		if err != nil || got.Wrong != 0 || got.Changes < 5 {
			t.Errorf("%s: %v %+v", name, err, got)
		}
		if !before {
			save(t, b, follow(t, b, "https://example.org/feed", ""), items...)
		}
		same(t, titles(t, b, feed.Query{Bookmarked: true}, feed.Window{}), []string{"One"})
		same(t, titles(t, b, feed.Query{Noted: true}, feed.Window{}), []string{"Two"})
		same(t, titles(t, b, feed.Query{Tag: "asia"}, feed.Window{}), []string{"One"})
		same(t, titles(t, b, feed.Query{}, feed.Window{}), []string{"One", "Two"})
		if unread := titles(t, b, feed.Query{Unread: true}, feed.Window{}); strings.Contains(strings.Join(unread, " "), "Two") {
			t.Errorf("%s: unread are %q", name, unread)
		}
		if names(t, b) != "Fresh=is:unread" {
			t.Errorf("%s: searches are %q", name, names(t, b))
		}
		again, err := b.ReadState(t.Context(), bytes.NewReader(written(t, a)))
		if err != nil || again.Changes != 0 || again.Feeds != 0 {
			t.Errorf("%s: a second time: %v %+v", name, err, again)
		}
	}
}

func TestOfTwoStatesTheLaterWordCounts(t *testing.T) {
	a, ca := library(t)
	b, cb := library(t)
	var ids [2][]feed.ID
	for i, s := range []*Store{a, b} {
		ids[i] = save(t, s, follow(t, s, "https://example.org/feed", ""), item("a", 1, "One", "x"))
	}
	mark := func(s *Store, id feed.ID, on bool, at time.Time) {
		t.Helper()
		if err := s.Mark(t.Context(), feed.Mark{Article: id, Key: feed.MarkBookmark, On: on, At: at}); err != nil {
			t.Fatal(err)
		}
	}
	cb.t = ca.t
	mark(a, ids[0][0], true, ca.t.Add(time.Minute))
	mark(b, ids[1][0], true, ca.t.Add(2*time.Minute))
	mark(b, ids[1][0], false, ca.t.Add(3*time.Minute))
	if _, err := b.ReadState(t.Context(), bytes.NewReader(written(t, a))); err != nil {
		t.Fatal(err)
	}
	same(t, titles(t, b, feed.Query{Bookmarked: true}, feed.Window{}), []string{})
	if _, err := a.ReadState(t.Context(), bytes.NewReader(written(t, b))); err != nil {
		t.Fatal(err)
	}
	same(t, titles(t, a, feed.Query{Bookmarked: true}, feed.Window{}), []string{})
}

func TestWhatIsNoStateChangesNothing(t *testing.T) {
	s, _ := library(t)
	for _, src := range []string{"", "hello", `{"op":"subscribe","feed":"https://example.org/feed"}`, `{"op":"newspane-state","place":99}`} {
		if got, err := s.ReadState(t.Context(), strings.NewReader(src)); src != "" && err == nil {
			t.Errorf("%q: %+v", src, got)
		}
	}
	got, err := s.ReadState(t.Context(), strings.NewReader("{\"op\":\"newspane-state\",\"place\":1}\nbroken\n{\"op\":\"later\",\"identity\":\"zz\"}\n{\"op\":\"dance\",\"identity\":\"aa\"}\n"))
	if err != nil || got.Wrong != 3 {
		t.Errorf("%v %+v", err, got)
	}
}
