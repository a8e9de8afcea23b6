package ui

import (
	"testing"

	"newspane/feed"
)

func TestTheFirstStartAsksForLanguagesTopicsAndWhetherToFetch(t *testing.T) {
	s := morning()
	s.starters = []feed.Subscription{
		{URL: "https://a.example/rss", Title: feed.Clean("A"), Folder: "World", Language: "en"},
		{URL: "https://b.example/rss", Title: feed.Clean("B"), Folder: "Science", Language: "en"},
		{URL: "https://c.example/rss", Title: feed.Clean("C"), Folder: "World", Language: "fr"},
	}
	first := func(o *Options) { o.Welcome, o.Language = true, "fr" }
	d := start(t, s, 80, 24, first)
	wantShown(t, d, "which languages do you read?", "[x] Français", "[ ] English")
	d.Press("down space enter")
	wantShown(t, d, "what do you want to read about?", "[x] World", "A, C")
	d.Press("enter")
	wantShown(t, d, "follow 2 feeds")
	d.Press("down enter")
	if len(s.feeds) != 8 {
		t.Errorf("%d feeds are followed, want 8", len(s.feeds))
	}
	d = start(t, morning(), 80, 24, first)
	d.Press("esc")
	wantShown(t, d, "Coastal cities")
}

func TestWhatOtherProgramsFollowIsOfferedFirst(t *testing.T) {
	s := morning()
	d := start(t, s, 80, 24, func(o *Options) {
		o.Welcome = true
		o.Found = []Found{{"newsboat", "~/.newsboat/urls", []feed.Subscription{{URL: "https://n.example/rss"}}}}
	})
	wantShown(t, d, "Take over what you follow already?", "[x] newsboat: 1 feed", "~/.newsboat/urls")
	d.Press("enter down enter")
	if n := len(s.feeds); s.feeds[n-1].URL != "https://n.example/rss" {
		t.Errorf("the last feed is %s", s.feeds[n-1].URL)
	}
}
