package reader

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"newspane/feed"
)

func TestAFeedIsFetchedConditionally(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/f", l.rss("one"))
	s := l.subscribe(t, "/f")
	if s.Poll.ETag == "" || l.requests("/f") != 1 {
		t.Fatalf("ETag %q after %d requests", s.Poll.ETag, l.requests("/f"))
	}
	if r := l.check(t, s.ID); r.Status != 304 || r.New != 0 || r.Err != nil {
		t.Errorf("unchanged: %+v", r)
	}
	l.serve("/f", l.rss("two", "one"))
	if r := l.check(t, s.ID); r.Status != 200 || r.New != 1 || r.Err != nil {
		t.Errorf("changed: %+v", r)
	}
	if got := l.titles(t); got != "two one" {
		t.Errorf("titles %q", got)
	}
}

func TestValidatorsAreKeptWhenTheBodyIsTheSame(t *testing.T) {
	l := newLab(t, nil)
	body := `<rss version="2.0"><channel><title>P</title><item><title>one</title><guid>1</guid></item></channel></rss>`
	version := 1
	l.serve("/f", func(w http.ResponseWriter, _ *http.Request) { // a server that never says 304
		w.Header().Set("ETag", fmt.Sprintf(`W/"v%d"`, version))
		fmt.Fprint(w, body)
	})
	s := l.subscribe(t, "/f")
	version = 2
	if r := l.check(t, s.ID); r.New != 0 || r.Err != nil {
		t.Errorf("%+v", r)
	}
	if got := l.sub(t, s.ID).Poll.ETag; got != `W/"v2"` {
		t.Errorf("ETag %s", got)
	}
}

func TestAFailureChangesNothingThatIsStored(t *testing.T) {
	for name, answer := range map[string]http.HandlerFunc{
		"not found":      answers(404),
		"server error":   answers(500),
		"a login page":   text("text/html", "<!doctype html><html><body>Log in to the network</body></html>"),
		"nothing at all": text("application/rss+xml", ""),
		"cut off": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "5000")
			fmt.Fprint(w, "<rss version='2.0'><channel><title>Half</title><item><title>half</title></item>")
		},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLab(t, nil)
			l.serve("/f", l.rss("one"))
			s := l.subscribe(t, "/f")
			l.serve("/f", answer)
			l.pass(time.Hour)
			r := l.check(t, s.ID)
			after := l.sub(t, s.ID)
			if r.Err == nil || after.Poll.Error.IsEmpty() {
				t.Errorf("result %v, remembered %q", r.Err, after.Poll.Error)
			}
			if after.Poll.ETag != s.Poll.ETag || after.Title != s.Title || after.URL != s.URL || l.titles(t) != "one" {
				t.Errorf("stored: %+v, titles %q", after, l.titles(t))
			}
			if after.Poll.Failures != 1 || !after.Poll.FailingSince.Equal(l.now()) || after.Poll.Next.Before(l.now().Add(50*time.Minute)) {
				t.Errorf("poll %+v", after.Poll)
			}
			l.serve("/f", l.rss("two", "one"))
			if r := l.check(t, s.ID); r.Err != nil || r.New != 1 {
				t.Errorf("recovery: %+v", r)
			}
			if p := l.sub(t, s.ID).Poll; p.Failures != 0 || !p.Error.IsEmpty() || !p.FailingSince.IsZero() {
				t.Errorf("after recovery: %+v", p)
			}
		})
	}
}

func TestRetryAfterHoldsTheWholeHostEvenOverARestart(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/a", l.rss("one"))
	l.serve("/b", l.rss("two"))
	a, b := l.subscribe(t, "/a"), l.subscribe(t, "/b")
	l.serve("/a", answers(429, "Retry-After", "7200"))
	if r := l.check(t, a.ID); kindOf(r.Err) != feed.Limited || r.Status != 429 {
		t.Fatalf("%+v", r)
	}
	if r := l.check(t, b.ID); kindOf(r.Err) != feed.Limited || l.requests("/b") != 1 {
		t.Errorf("its neighbour: %v after %d requests", r.Err, l.requests("/b"))
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	l.start(t, nil)
	l.pass(time.Hour)
	if r := l.check(t, a.ID); !strings.Contains(feed.Sentence(r.Err), "for 60 minutes") || l.requests("/a") != 2 {
		t.Errorf("after a restart: %v after %d requests", feed.Sentence(r.Err), l.requests("/a"))
	}
	l.pass(time.Hour + time.Second)
	l.serve("/a", l.rss("one"))
	if r := l.check(t, a.ID); r.Err != nil {
		t.Errorf("when the time is over: %v", r.Err)
	}
}

func TestAFeedThatIsGoneIsAskedOnlyByHand(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/f", l.rss("one"))
	s := l.subscribe(t, "/f")
	l.serve("/f", answers(410))
	if r := l.check(t, s.ID); kindOf(r.Err) != feed.Gone {
		t.Fatal(r.Err)
	}
	if checks, next := due(l.now().Add(52*week), []feed.Subscription{l.sub(t, s.ID)}); len(checks) != 0 || !next.IsZero() {
		t.Errorf("due %v, next %v", checks, next)
	}
	l.serve("/f", l.rss("two", "one"))
	if r := l.check(t, s.ID); r.Err != nil || r.New != 1 {
		t.Errorf("by hand: %+v", r)
	}
	if checks, next := due(l.now(), []feed.Subscription{l.sub(t, s.ID)}); len(checks) != 0 || next.IsZero() {
		t.Errorf("back again: due %v, next %v", checks, next)
	}
}

func TestAPermanentRedirectIsAdoptedAfterADay(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/old", l.rss("one"))
	l.serve("/new", l.rss("one"))
	s := l.subscribe(t, "/old")
	l.serve("/old", answers(301, "Location", "/new"))
	for i := range 3 {
		if r := l.check(t, s.ID); r.Err != nil || r.New != 0 {
			t.Fatalf("check %d: %+v", i, r)
		}
		if got := l.sub(t, s.ID).URL; got != l.url+"/old" {
			t.Fatalf("adopted at check %d: %s", i, got)
		}
		l.pass(9 * time.Hour)
	}
	if r := l.check(t, s.ID); r.Err != nil {
		t.Fatal(r.Err)
	}
	if got := l.sub(t, s.ID); got.URL != l.url+"/new" || l.titles(t) != "one" {
		t.Errorf("address %s, titles %q", got.URL, l.titles(t))
	}
}

func TestCacheControlAndSkipHoursSetTheNextCheck(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/f", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("ETag", `"1"`)
		w.Header().Set("Cache-Control", "max-age=10800")
		fmt.Fprint(w, `<rss version="2.0"><channel><title>P</title><ttl>60</ttl><skipHours><hour>15</hour><hour>16</hour></skipHours>`+
			`<item><title>one</title><guid>1</guid><pubDate>Wed, 04 Mar 2026 11:59:00 GMT</pubDate></item></channel></rss>`)
	})
	s := l.subscribe(t, "/f")
	if next := s.Poll.Next; next.Before(noon.Add(5*time.Hour)) || next.After(noon.Add(6*time.Hour)) {
		t.Errorf("next check at %v", next)
	}
}

func TestARefreshThatIsCalledOffEndsAtOnceAndLeavesNoTrace(t *testing.T) {
	l := newLab(t, nil)
	hang := make(chan struct{})
	defer close(hang)
	reached := make(chan struct{})
	l.serve("/f", l.rss("one"))
	s := l.subscribe(t, "/f")
	l.serve("/f", func(_ http.ResponseWriter, r *http.Request) {
		close(reached)
		select {
		case <-hang:
		case <-r.Context().Done():
		}
	})
	ctx, cancel := context.WithCancel(t.Context())
	go func() { <-reached; cancel() }()
	if _, err := l.Refresh(ctx, s.ID); !errors.Is(err, context.Canceled) {
		t.Errorf("refresh: %v", err)
	}
	l.await(t, feed.RefreshEnded)
	if p := l.sub(t, s.ID).Poll; p.Failures != 0 || !p.Error.IsEmpty() {
		t.Errorf("poll %+v", p)
	}
}

func TestRefreshOfAllTellsProgressAndOnlySharedTrouble(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/a", l.rss("one"))
	l.serve("/b", l.rss("two"))
	l.subscribe(t, "/a")
	b := l.subscribe(t, "/b")
	l.serve("/b", answers(500))
	l.pass(time.Hour)
	if sum, err := l.Refresh(t.Context()); err != nil || sum != (feed.Tally{Checked: 2, Failed: 1}) {
		t.Errorf("one of two failed: %+v, %v", sum, err)
	}
	ev := l.await(t, feed.RefreshEnded)
	if ev.Done != 2 || ev.Total != 2 {
		t.Errorf("event %+v", ev)
	}
	if _, err := l.Refresh(t.Context(), b.ID); kindOf(err) != feed.Server {
		t.Errorf("the only one failed: %v", err)
	}
	if _, err := l.Refresh(t.Context(), 4711); kindOf(err) != feed.NotFound {
		t.Errorf("an unknown feed: %v", err)
	}
}

func TestAFullDiskStopsTheRefreshWithoutARequest(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/a", l.rss("one"))
	s := l.subscribe(t, "/a")
	full := &feed.Error{Op: "save", Kind: feed.Full}
	if _, err := l.failed(t.Context(), s, 200, full, nil); err != full {
		t.Errorf("error %v", err)
	}
	if r := l.check(t, s.ID); r.Err != full || !r.Shared || l.requests("/a") != 1 {
		t.Errorf("%+v after %d requests", r, l.requests("/a"))
	}
	l.pass(time.Minute)
	if r := l.check(t, s.ID); r.Err != nil || l.requests("/a") != 2 {
		t.Errorf("a minute later: %+v", r)
	}
}

func TestADeltaAddsAndTakesNothingAway(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/f", l.rss("one"))
	s := l.subscribe(t, "/f")
	l.serve("/f", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"delta-2"`)
		w.Header().Set("IM", "feed")
		w.WriteHeader(226)
		fmt.Fprint(w, `<rss version="2.0"><channel><title>Paper</title><item><title>two</title><guid>two</guid></item></channel></rss>`)
	})
	if r := l.check(t, s.ID); r.Err != nil || r.New != 1 || r.Status != 226 {
		t.Errorf("%+v", r)
	}
	after := l.sub(t, s.ID)
	if after.Total != 2 || after.Poll.ETag != `"delta-2"` || after.Poll.Hash != s.Poll.Hash {
		t.Errorf("%+v", after)
	}
}

func TestA304MayBringNewValidators(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/f", l.rss("one"))
	s := l.subscribe(t, "/f")
	l.serve("/f", answers(304, "ETag", `W/"new"`))
	if r := l.check(t, s.ID); r.Err != nil || r.Status != 304 {
		t.Errorf("%+v", r)
	}
	if got := l.sub(t, s.ID).Poll.ETag; got != `W/"new"` {
		t.Errorf("ETag %s", got)
	}
}

func TestA304ThatNobodyAskedForIsAnError(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/f", answers(304))
	if err := l.SubscribeAll(t.Context(), []feed.Subscription{{URL: l.url + "/f"}}); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Refresh(t.Context()); kindOf(err) != feed.Broken {
		t.Errorf("refresh: %v", err)
	}
}

func TestAFeedThatIsRemovedWhileItIsCheckedIsNoTrouble(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/f", l.rss("one"))
	s := l.subscribe(t, "/f")
	l.serve("/f", func(w http.ResponseWriter, r *http.Request) {
		if _, err := l.Unsubscribe(r.Context(), s.ID); err != nil {
			t.Error(err)
		}
		l.rss("two", "one")(w, r)
	})
	l.check(t, s.ID)
	if _, trouble := l.disk.lasting(l.now()); trouble != nil {
		t.Errorf("the disk is thought to be in trouble: %v", trouble)
	}
	if got := l.titles(t); got != "" {
		t.Errorf("articles %q", got)
	}
}
