package store

import (
	"testing"

	"newspane/feed"
)

func TestFoldedListsShowTheNewestOfAStory(t *testing.T) {
	s, _ := library(t)
	a, b, c := follow(t, s, "https://a.example/feed", "World"), follow(t, s, "https://b.example/feed", "World"), follow(t, s, "https://c.example/feed", "Other")
	save(t, s, a, item("a1", 1, "Flood at noon", "x"), item("a2", 5, "Alone", "x"))
	save(t, s, b, item("b1", 2, "Flood reported", "y"))
	save(t, s, c, item("c1", 3, "Flood elsewhere", "z"))
	caughtUp(t, s)
	list := must[[]Unrelated](t)(s.Unrelated(t.Context(), 10))
	var made []Compared
	story := list[len(list)-1].ID
	for _, u := range list {
		v := Compared{ID: u.ID, Feed: u.Feed, Vector: []byte{1}}
		if u.Title != "Alone" {
			v.Story = story
		}
		made = append(made, v)
	}
	if err := s.SaveCompared(t.Context(), list, made, nil); err != nil {
		t.Fatal(err)
	}
	all := feed.Query{Folded: true}
	same(t, titles(t, s, all, feed.Window{}), []string{"Flood at noon", "Alone"})
	same(t, titles(t, s, feed.Query{Folded: true, Folder: "Other"}, feed.Window{}), []string{"Flood elsewhere"})
	same(t, titles(t, s, feed.Query{Folded: true, Folder: "World", Unread: true}, feed.Window{}), []string{"Flood at noon", "Alone"})
	same(t, titles(t, s, feed.Query{}, feed.Window{}), []string{"Flood at noon", "Flood reported", "Flood elsewhere", "Alone"})
	rows := must[[]feed.Headline](t)(s.Headlines(t.Context(), all, feed.Window{Limit: 10}))
	if rows[0].Others != 2 || rows[1].Others != 0 {
		t.Errorf("%d and %d others", rows[0].Others, rows[1].Others)
	}
	if err := s.Mark(t.Context(), feed.Mark{Article: rows[0].ID, Key: feed.MarkRead, On: true}); err != nil {
		t.Fatal(err)
	}
	same(t, titles(t, s, feed.Query{Folded: true, Unread: true}, feed.Window{}), []string{"Flood reported", "Alone"})
	if err := s.Mark(t.Context(), feed.Mark{Article: rows[0].ID, Key: feed.MarkHidden, On: true}); err != nil {
		t.Fatal(err)
	}
	same(t, titles(t, s, all, feed.Window{}), []string{"Flood reported", "Alone"})
	if marked := must[[]feed.ID](t)(s.MarkAll(t.Context(), feed.Query{Folded: true}, s.now())); len(marked) != 3 {
		t.Errorf("%d were marked, want all three that are unread", len(marked))
	}
}
