package ui

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"newspane/feed"
)

// troubledShelf is a morning on which some feeds could not be read.
func troubledShelf() *shelf {
	s := morning()
	poll := func(i int, state feed.State, status int, since time.Duration) *feed.Poll {
		s.feeds[i].Poll = feed.Poll{State: state, Status: status, Failures: 3, FailingSince: noon.Add(-since), Changed: noon.Add(-400 * time.Hour),
			Next: noon.Add(8 * time.Hour)}
		return &s.feeds[i].Poll
	}
	poll(1, feed.Slow, 0, 2*time.Hour)
	poll(3, feed.IsWebPage, 200, 50*time.Hour).Found = []feed.Offer{
		{Title: feed.Clean("Gear"), URL: "https://feed4.example/gear.xml"}, {Title: feed.Clean("Science"), URL: "https://feed4.example/science.xml"}}
	poll(4, feed.GoneForGood, 410, 300*time.Hour)
	s.feeds[5].Poll = feed.Poll{Status: 200, Moved: "https://quanta.example/feed", MovedCount: 1, MovedSince: noon}
	return s
}

func TestFeedsInTroubleSayWhyAndWhatToDo(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}, {40, 12}} {
		d := start(t, troubledShelf(), size[0], size[1])
		d.Press("g e")
		golden(t, fmt.Sprintf("trouble-%dx%d", size[0], size[1]), d.Screen())
	}
}

func TestTheSidebarHasALineForTroubleWhenThereIsAny(t *testing.T) {
	d := start(t, morning(), 120, 40)
	if strings.Contains(d.Screen(), "Feeds in trouble") {
		t.Errorf("there is none:\n%s", d.Screen())
	}
	d.Press("g e")
	if !strings.Contains(d.Screen(), "All feeds are well.") {
		t.Errorf("asked for:\n%s", d.Screen())
	}
	d = start(t, troubledShelf(), 120, 40)
	if !strings.Contains(d.Screen(), "! Feeds in trouble  3") {
		t.Errorf("three are:\n%s", d.Screen())
	}
	d.Press("g r h j")
	if !strings.Contains(d.Screen(), "g e shows which, why, and what to do") {
		t.Errorf("selected:\n%s", d.Screen())
	}
	d.Press("enter")
	if !strings.Contains(d.Screen(), "what can be done") {
		t.Errorf("opened from the sidebar:\n%s", d.Screen())
	}
}

func TestANewAddressIsTakenAndGivenBack(t *testing.T) {
	s := troubledShelf()
	d := start(t, s, 120, 40)
	d.Press("g e")
	for range 3 { // the page, the one that is gone, the slow one, then the one that has moved
		d.Press("j")
	}
	d.Press("enter")
	if !strings.Contains(d.Screen(), "accept the new address") {
		t.Fatalf("no offer:\n%s", d.Screen())
	}
	d.Press("enter")
	if s.feeds[5].URL != "https://quanta.example/feed" || !strings.Contains(d.Screen(), "u undoes") {
		t.Fatalf("address %s\n%s", s.feeds[5].URL, d.Screen())
	}
	d.Press("u")
	if s.feeds[5].URL != "https://feed6.example/rss" {
		t.Errorf("undone: %s", s.feeds[5].URL)
	}
	d.Press("ctrl+r")
	if s.feeds[5].URL != "https://quanta.example/feed" {
		t.Errorf("done again: %s", s.feeds[5].URL)
	}
}

func TestOneOfTheFeedsOfAPageIsFollowedInstead(t *testing.T) {
	s := troubledShelf()
	d := start(t, s, 80, 24)
	d.Press("g e enter")
	for _, want := range []string{"follow “Gear” instead", "follow “Science” instead", "try again now", "open in the browser", "change its address", "unsubscribe"} {
		if !strings.Contains(d.Screen(), want) {
			t.Errorf("%q is not offered:\n%s", want, d.Screen())
		}
	}
	d.Press("down enter")
	if s.feeds[3].URL != "https://feed4.example/science.xml" {
		t.Errorf("address %s", s.feeds[3].URL)
	}
	if strings.Contains(d.Screen(), "Ars Technica") && strings.Contains(d.Screen(), "There is a web page") {
		t.Errorf("it is still in the list:\n%s", d.Screen())
	}
}

func TestAFeedInTroubleIsTriedAgainOrLeft(t *testing.T) {
	s := troubledShelf()
	d := start(t, s, 80, 24)
	d.Press("g e r")
	if !slices.Contains(s.asked, "refresh [4]") {
		t.Errorf("asked %q", s.asked)
	}
	d.Press("R")
	if !slices.Contains(s.asked, "refresh [4 5 2 6]") {
		t.Errorf("asked %q", s.asked)
	}
	d.Press("j enter end enter")
	if len(s.feeds) != 5 || strings.Contains(d.Screen(), "gone for good") {
		t.Errorf("%d feeds\n%s", len(s.feeds), d.Screen())
	}
	d.Press("u")
	if len(s.feeds) != 6 {
		t.Errorf("undone: %d feeds", len(s.feeds))
	}
	d.Press("q")
	if strings.Contains(d.Screen(), "what can be done") {
		t.Errorf("not closed:\n%s", d.Screen())
	}
}

func TestAFeedThatWantsAPasswordIsGivenOneOrPaused(t *testing.T) {
	s := troubledShelf()
	s.feeds[0].Poll = feed.Poll{State: feed.WantsPassword, Status: 401, Failures: 1, FailingSince: noon}
	d := start(t, s, 120, 40)
	d.Press("g e enter")
	if !strings.Contains(d.Screen(), "give it a name and a password") {
		t.Fatalf("not offered:\n%s", d.Screen())
	}
	d.Press("enter")
	if !strings.Contains(d.Screen(), "your name there") {
		t.Errorf("not asked:\n%s", d.Screen())
	}
	d.Press("esc enter")
	d.Type("pause")
	d.Press("enter")
	if !s.feeds[0].Settings.Paused || !strings.Contains(d.Screen(), "is paused") {
		t.Errorf("%+v\n%s", s.feeds[0].Settings, d.Screen())
	}
	d.Press("u")
	if s.feeds[0].Settings.Paused {
		t.Error("undone, it is still paused")
	}
}

func TestAnAddressThatIsNoneIsNotTaken(t *testing.T) {
	s := troubledShelf()
	d := start(t, s, 120, 40)
	d.Press("g e j enter")
	d.Type("change")
	d.Press("enter")
	for range 40 {
		d.Press("backspace")
	}
	d.Type("no address")
	d.Press("enter")
	if !strings.Contains(d.Screen(), "is not a web address") || s.feeds[4].URL != "https://feed5.example/rss" {
		t.Errorf("%s\n%s", s.feeds[4].URL, d.Screen())
	}
}

func TestEscStopsAnyCheckForNews(t *testing.T) {
	s := morning()
	d := start(t, s, 80, 24)
	d.Press("esc")
	if slices.Contains(s.asked, "stop") {
		t.Errorf("nothing was under way: %q", s.asked)
	}
	d.Send(eventsGathered{events: []feed.Event{{Kind: feed.RefreshStarted, Total: 5}, {Kind: feed.FeedChecked, Done: 1, Total: 5}}})
	if !strings.Contains(d.Screen(), "1/5") {
		t.Errorf("no progress:\n%s", d.Screen())
	}
	if p := d.Model.View().ProgressBar; p == nil || p.Value != 20 {
		t.Errorf("progress bar %+v", p)
	}
	d.Press("esc")
	if !slices.Contains(s.asked, "stop") || !strings.Contains(d.Screen(), "stopped") {
		t.Errorf("asked %q\n%s", s.asked, d.Screen())
	}
}
