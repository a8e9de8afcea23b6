package reader

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"newspane/feed"
)

func TestLinksThatOnlyLookLikeFeedsAreProved(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/", text("text/html", `<html><body><a href="/about-rss">About RSS</a> <a href="/real.xml">News</a> <a href="/dead.xml">Old</a></body></html>`))
	l.serve("/about-rss", text("text/html", "<html><body>What RSS is.</body></html>"))
	l.serve("/real.xml", l.rss("one"))
	s := l.subscribe(t, "/")
	if s.URL != l.url+"/real.xml" || s.Total != 1 {
		t.Errorf("%+v", s)
	}
	if l.requests("/real.xml") != 1 {
		t.Errorf("requests: %v", l.asked)
	}
}

func TestWhatIsChosenAmongProvedFeedsHasHadItsFirstFetch(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/", text("text/html", `<html><body><a href="/world.xml">World</a> <a href="/sport.xml">Sport</a> <a href="/gone.xml">Gone</a></body></html>`))
	l.serve("/world.xml", l.rss("one", "two"))
	l.serve("/sport.xml", l.rss("goal"))
	_, choices, err := l.Subscribe(t.Context(), l.url+"/", "News")
	if err != nil || len(choices) != 2 || choices[0].Total != 2 || choices[0].Title.String() != "Paper" || !choices[0].Poll.Changed.Equal(noon) {
		t.Fatalf("%+v, %v", choices, err)
	}
	if err := l.SubscribeAll(t.Context(), []feed.Subscription{{URL: choices[0].URL, Folder: choices[0].Folder}}); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, _, err := l.Subscribe(t.Context(), choices[1].URL, ""); err != nil {
		t.Fatal(err)
	}
	if l.requests("/world.xml") != 1 || l.requests("/sport.xml") != 1 {
		t.Errorf("requests: %v", l.asked)
	}
	for _, s := range []string{"/world.xml", "/sport.xml"} {
		subs, err := l.Subscriptions(t.Context())
		if err != nil || len(subs) != 2 || subs[0].Poll.ETag == "" || subs[0].Total == 0 {
			t.Errorf("%s: %+v, %v", s, subs, err)
		}
	}
	l.pass(time.Hour)
	if _, err := l.Refresh(t.Context()); err != nil || l.requests("/world.xml") != 2 {
		t.Errorf("later: %v after %d requests", err, l.requests("/world.xml"))
	}
}

func TestDoubtfulLinksAreFewAndEndWhenTheServerWantsRest(t *testing.T) {
	l := newLab(t, nil)
	var page strings.Builder
	for i := range 30 {
		fmt.Fprintf(&page, `<a href="/x%d.xml">feed</a>`, i)
	}
	l.serve("/", text("text/html", "<html><body>"+page.String()+"</body></html>"))
	if _, _, err := l.Subscribe(t.Context(), l.url+"/", ""); kindOf(err) != feed.NotFeed {
		t.Errorf("%v", err)
	}
	if n := len(l.asked); n > 1+maxProofs+maxGuesses {
		t.Errorf("%d requests", n)
	}
	l.asked = nil
	l.pass(week) // what was in vain is remembered
	l.serve("/x0.xml", answers(http.StatusTooManyRequests))
	if _, _, err := l.Subscribe(t.Context(), l.url+"/", ""); err == nil || len(l.asked) != 2 {
		t.Errorf("%v after %v", err, l.asked)
	}
}

func TestGuessesDoNotFollowRedirects(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/", text("text/html", "<html><body>Hello.</body></html>"))
	l.serve("/feed/", answers(http.StatusFound, "Location", "/home"))
	l.serve("/home", text("text/html", "<html><body>Hello.</body></html>"))
	if _, _, err := l.Subscribe(t.Context(), l.url+"/", ""); kindOf(err) != feed.NotFeed {
		t.Errorf("%v", err)
	}
	if l.requests("/feed/") != 1 || l.requests("/home") != 0 {
		t.Errorf("requests: %v", l.asked)
	}
}

func TestABadCertificateIsNotAnsweredByGoingWithout(t *testing.T) {
	for kind, want := range map[feed.ErrorKind]bool{feed.BadTLS: true, feed.Exists: true, feed.Offline: false, feed.NotFound: false, feed.NotFeed: false} {
		if got := lastWord(&feed.Error{Kind: kind}); got != want {
			t.Errorf("kind %d: %v", kind, got)
		}
	}
}

func TestProofsAreForgottenAfterAWhile(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/f", l.rss("one"))
	l.client.Trust(l.url)
	f := finder{e: l.Engine}
	resp, err := f.get(context.Background(), l.url+"/f")
	if err != nil {
		t.Fatal(err)
	}
	l.proofs.keep("a", resp, l.now())
	if l.proofs.take("b", l.now()) != nil || l.proofs.take("a", l.now().Add(proofTime+time.Second)) != nil {
		t.Error("an old or another one was taken")
	}
	for i := range 2 * mostProofs {
		l.proofs.keep(fmt.Sprint(i), resp, l.now())
	}
	if len(l.proofs.kept) != mostProofs || l.proofs.take(fmt.Sprint(2*mostProofs-1), l.now()) == nil {
		t.Errorf("%d kept", len(l.proofs.kept))
	}
}

func TestASiteWithoutAFeedIsSearchedOnceAWeek(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/", text("text/html", "<!doctype html><title>No feed</title><body>Nothing</body>"))
	search := func() (requests int, said string) {
		t.Helper()
		before := len(l.asked)
		_, _, err := l.Subscribe(t.Context(), l.url+"/", "")
		if kindOf(err) != feed.NotFeed {
			t.Fatalf("found: %v", err)
		}
		return len(l.asked) - before, feed.Sentence(err)
	}
	first, _ := search()
	if first < 5 {
		t.Fatalf("%d requests: nothing was searched", first)
	}
	if err := l.Close(); err != nil { // what is remembered outlives the program
		t.Fatal(err)
	}
	l.start(t, nil)
	l.pass(6 * day)
	if n, said := search(); n != 1 || !strings.Contains(said, "the usual places were searched on 4 March") {
		t.Errorf("within a week: %d requests, %s", n, said)
	}
	l.pass(day)
	if n, _ := search(); n != first {
		t.Errorf("after a week: %d requests, %d at first", n, first)
	}
	l.serve("/", text("text/html", `<!doctype html><link rel="alternate" type="application/rss+xml" href="/f">`))
	l.serve("/f", l.rss("one"))
	if s := l.subscribe(t, "/"); s.Total != 1 {
		t.Errorf("a feed that the page has come to name: %+v", s)
	}
}

func TestASearchThatWasCutShortIsNotRemembered(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/", text("text/html", "<!doctype html><title>No feed</title><body>Nothing</body>"))
	l.serve("/feed/", answers(429, "Retry-After", "60"))
	if _, _, err := l.Subscribe(t.Context(), l.url+"/", ""); err == nil {
		t.Fatal("found")
	}
	l.pass(time.Hour)
	l.serve("/feed/", l.rss("one"))
	l.subscribe(t, "/")
}
