package ui

import (
	"testing"

	"newspane/feed"
)

func TestAStoryThatSeveralFeedsTellIsReadAtOnceAndUndone(t *testing.T) {
	s := morning()
	s.articles[0].Others, s.stories = 2, map[feed.ID][]feed.ID{1000: {999, 998}}
	d := start(t, s, 80, 24)
	wantShown(t, d, "+2", "Coastal")
	d.Press(".")
	wantShown(t, d, "one story, 3 articles", "A new open router", "LWN")
	d.Press("esc enter q")
	for i := range 3 {
		if !s.articles[i].Read {
			t.Errorf("article %d is unread", i)
		}
	}
	if m := model(d); m.list.unread != m.feeds.node().Unread {
		t.Errorf("the list says %d unread, the sidebar %d", m.list.unread, m.feeds.node().Unread)
	}
	d.Press("u")
	for i := range 3 {
		if s.articles[i].Read {
			t.Errorf("article %d is read after the undo", i)
		}
	}
	d.Press("V f enter")
	if s.articles[1].Read {
		t.Error("another article was read though stories are not folded")
	}
	wantShown(t, d, "+2 same story")
}
