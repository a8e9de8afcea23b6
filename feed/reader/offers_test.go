package reader

import (
	"testing"
	"time"

	"newspane/feed"
)

func TestAPageWhereTheFeedWasOffersItsFeeds(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/f", l.rss("one"))
	s := l.subscribe(t, "/f")
	l.serve("/f", text("text/html", `<html><head><title>New site</title>
<link rel="alternate" type="application/rss+xml" title="News" href="/news.xml">
<link rel="alternate" type="application/rss+xml" title="Router" href="http://192.168.1.1/reboot"></head><body>Hello</body></html>`))
	r := l.check(t, s.ID)
	for name, sub := range map[string]feed.Subscription{"result": r.Feed, "library": l.sub(t, s.ID)} {
		got := feed.TroubleOf(sub, l.now())
		if got.State != feed.IsWebPage || len(got.Choices) != 1 || got.Choices[0].URL != l.url+"/news.xml" || got.Choices[0].Title.String() != "News" {
			t.Errorf("%s: %+v", name, got)
		}
	}
	l.serve("/news.xml", l.rss("two", "one"))
	if err := l.SetAddress(t.Context(), s.ID, l.url+"/news.xml"); err != nil {
		t.Fatal(err)
	}
	if checks, _ := due(l.now(), []feed.Subscription{l.sub(t, s.ID)}); len(checks) != 1 {
		t.Error("the new address is not due")
	}
	if r := l.check(t, s.ID); r.Err != nil || r.New != 1 || l.titles(t) != "two one" {
		t.Errorf("%+v, titles %q", r, l.titles(t))
	}
	if got := feed.TroubleOf(l.sub(t, s.ID), l.now()); got.Level != feed.Fine {
		t.Errorf("after the change: %+v", got)
	}
}

func TestAnAddressIsSetOnlyToWhatIsNotFollowed(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/a", l.rss("one"))
	l.serve("/b", l.rss("two"))
	a, b := l.subscribe(t, "/a"), l.subscribe(t, "/b")
	if err := l.SetAddress(t.Context(), a.ID, b.URL); kindOf(err) != feed.Exists {
		t.Errorf("followed already: %v", err)
	}
	if err := l.SetAddress(t.Context(), a.ID, "javascript:alert(1)"); kindOf(err) != feed.BadURL {
		t.Errorf("no address: %v", err)
	}
	if got := l.sub(t, a.ID); got.URL != a.URL || got.Poll.ETag != a.Poll.ETag {
		t.Errorf("changed: %+v", got)
	}
}

func TestAFeedThatMovesToOneThatIsFollowedSaysSo(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/old", l.rss("one"))
	l.serve("/new", l.rss("one"))
	old, recent := l.subscribe(t, "/old"), l.subscribe(t, "/new")
	l.serve("/old", answers(301, "Location", "/new"))
	for range moveChecks {
		if r := l.check(t, old.ID); r.Err != nil {
			t.Fatal(r.Err)
		}
		l.pass(moveDays)
	}
	got := feed.TroubleOf(l.sub(t, old.ID), l.now())
	if got.State != feed.FollowedTwice || l.sub(t, old.ID).URL != old.URL || l.sub(t, recent.ID).URL != recent.URL {
		t.Errorf("%+v", got)
	}
}

func TestWhatAFeedLacksIsRememberedUntilItIsThere(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/f", l.rss())
	s := l.subscribe(t, "/f")
	if s.Poll.State != feed.Emptied {
		t.Errorf("state %q", s.Poll.State)
	}
	if r := l.check(t, s.ID); r.Status != 304 || l.sub(t, s.ID).Poll.State != feed.Emptied {
		t.Errorf("unchanged: %d, state %q", r.Status, l.sub(t, s.ID).Poll.State)
	}
	l.serve("/f", l.rss("one"))
	l.pass(time.Hour)
	if r := l.check(t, s.ID); r.Err != nil || l.sub(t, s.ID).Poll.State != feed.Well {
		t.Errorf("filled: %v, state %q", r.Err, l.sub(t, s.ID).Poll.State)
	}
}
