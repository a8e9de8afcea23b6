package reader

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"newspane/feed"
)

func TestAFeedIsAskedWithoutAConditionOnceForEver(t *testing.T) {
	l := newLab(t, nil)
	version, bare := 1, 0
	l.serve("/f", func(w http.ResponseWriter, r *http.Request) {
		tag := fmt.Sprintf(`W/"v-%d"`, version)
		if r.Header.Get("If-None-Match") == "" && r.Header.Get("If-Modified-Since") == "" {
			bare++
		}
		w.Header().Set("ETag", tag)
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		l.rss(fmt.Sprintf("story%d", version))(w, r)
		w.Header().Set("ETag", tag)
	})
	s := l.subscribe(t, "/f")
	for i := range 6 {
		l.pass(2 * time.Hour)
		if i%2 == 1 {
			version++
		}
		if i == 3 { // a restart
			if err := l.Close(); err != nil {
				t.Fatal(err)
			}
			l.start(t, nil)
		}
		if r := l.check(t, s.ID); r.Err != nil {
			t.Fatal(r.Err)
		}
	}
	if bare != 1 || l.requests("/f") != 7 {
		t.Errorf("%d of %d requests had no condition", bare, l.requests("/f"))
	}
}

func TestARefreshLeavesFeedsAloneThatWereJustAsked(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/a", l.rss("one"))
	l.serve("/b", l.rss("two"))
	a, b := l.subscribe(t, "/a"), l.subscribe(t, "/b")
	l.pass(time.Minute)
	_, err := l.Refresh(t.Context())
	if kindOf(err) != feed.TooSoon || l.requests("/a")+l.requests("/b") != 2 {
		t.Errorf("a minute later: %v after %v", err, l.asked)
	}
	if _, err := l.Refresh(t.Context(), a.ID, b.ID); kindOf(err) != feed.TooSoon {
		t.Errorf("of a folder: %v", err)
	}
	if _, err := l.Refresh(t.Context(), a.ID); err != nil || l.requests("/a") != 2 {
		t.Errorf("one by itself: %v after %v", err, l.asked)
	}
	l.pass(floor - time.Minute)
	if _, err := l.Refresh(t.Context()); err != nil || l.requests("/a") != 2 || l.requests("/b") != 2 {
		t.Errorf("when the time is over for one: %v after %v", err, l.asked)
	}
	l.serve("/b", answers(500))
	l.pass(floor)
	if _, err := l.Refresh(t.Context()); err != nil {
		t.Error(err)
	}
	l.serve("/b", l.rss("two"))
	l.pass(time.Minute)
	if _, err := l.Refresh(t.Context()); err != nil || l.requests("/b") != 4 || l.requests("/a") != 3 {
		t.Errorf("one that failed is tried again: %v after %v", err, l.asked)
	}
}

func TestAShortIntervalOfTheReadersShortensTheRest(t *testing.T) {
	s := feed.Subscription{URL: "https://a.example/f", Poll: feed.Poll{Checked: noon}, Settings: feed.Settings{Interval: feed.MinInterval}}
	if asked, wait := unspared(noon.Add(time.Minute), []feed.Subscription{s}); len(asked) != 0 || wait != 4*time.Minute {
		t.Errorf("%d asked, wait %s", len(asked), wait)
	}
	if asked, _ := unspared(noon.Add(feed.MinInterval), []feed.Subscription{s}); len(asked) != 1 {
		t.Error("it is not asked after its own interval")
	}
	if asked, _ := unspared(noon.Add(-time.Hour), []feed.Subscription{s}); len(asked) != 1 {
		t.Error("a clock that was set back holds it up")
	}
}

func TestAnotherAddressHasNoValidatorsYet(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/f", l.rss("one"))
	s := l.subscribe(t, "/f")
	conditions := ""
	l.serve("/g", func(w http.ResponseWriter, r *http.Request) {
		conditions = r.Header.Get("If-None-Match") + r.Header.Get("If-Modified-Since")
		l.rss("one")(w, r)
	})
	if err := l.SetAddress(t.Context(), s.ID, l.url+"/g"); err != nil {
		t.Fatal(err)
	}
	if r := l.check(t, s.ID); r.Err != nil || conditions != "" {
		t.Errorf("%v, conditions %q", r.Err, conditions)
	}
}

func TestChecksOfTheScheduleCanBeCalledOffAndItRests(t *testing.T) {
	l := newLab(t, nil)
	asked, hang := make(chan bool, 10), make(chan bool)
	defer close(hang)
	l.serve("/f", l.rss("one"))
	s := l.subscribe(t, "/f")
	l.serve("/f", func(_ http.ResponseWriter, r *http.Request) {
		asked <- true
		select {
		case <-hang:
		case <-r.Context().Done():
		}
	})
	l.pass(2 * day)
	ended := make(chan time.Time, 1)
	go func() {
		next, err := l.checkDue(t.Context())
		if err != nil {
			t.Error(err)
		}
		ended <- next
	}()
	<-asked
	l.StopChecks()
	if next := <-ended; !next.Equal(l.now().Add(floor)) {
		t.Errorf("it looks again at %s", next)
	}
	if p := l.sub(t, s.ID).Poll; p.Failures != 0 || !p.Next.Equal(s.Poll.Next) {
		t.Errorf("it left a trace: %+v", p)
	}
	l.StopChecks() // nothing is under way
}

func TestAServerThatNeverHasNewsIsAskedWithoutAConditionEveryThirtyDays(t *testing.T) {
	l := newLab(t, nil)
	var bare []time.Time
	begun := l.now()
	l.serve("/f", func(w http.ResponseWriter, r *http.Request) { // it says "not modified" for ever
		w.Header().Set("ETag", `"1"`)
		if r.Header.Get("If-None-Match") != "" || r.Header.Get("If-Modified-Since") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		bare = append(bare, l.now())
		l.rss(fmt.Sprintf("story%d", len(bare)))(w, httptest.NewRequest(http.MethodGet, "/", nil))
	})
	s := l.subscribe(t, "/f")
	for l.now().Before(begun.Add(100 * day)) {
		l.pass(day)
		if r := l.check(t, s.ID); r.Err != nil {
			t.Fatal(r.Err)
		}
	}
	if len(bare) != 4 || bare[1].Sub(bare[0]) != 30*day || bare[3].Sub(bare[2]) != 30*day {
		t.Errorf("asked without a condition at %v", bare)
	}
	if got := l.sub(t, s.ID).Total; got != 4 {
		t.Errorf("%d articles came", got)
	}
	p := l.sub(t, s.ID).Poll
	p.Limited = l.now().Add(-300 * day)
	if doubted(l.now().Add(40*day), p) {
		t.Error("a server that counts requests is asked, too")
	}
	p.Whole, p.Changed = time.Time{}, time.Time{}
	if doubted(l.now(), p) {
		t.Error("of a feed that was never read there is nothing to doubt")
	}
}

func TestTheWholeDocumentIsAskedForInVainOnce(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/f", l.rss("one"))
	s := l.subscribe(t, "/f")
	l.serve("/f", answers(http.StatusNotModified, "ETag", `"1"`))
	l.pass(31 * day)
	if r := l.check(t, s.ID); r.Err == nil {
		t.Error("an answer that nobody asked for is well")
	}
	l.pass(time.Hour)
	if r := l.check(t, s.ID); r.Err != nil {
		t.Errorf("with the condition again: %v", r.Err)
	}
}

func TestRetryAfterOfAGoodAnswerSetsTheNextCheck(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/f", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Retry-After", "172800")
		l.rss("one")(w, r)
	})
	s := l.subscribe(t, "/f")
	if got := s.Poll.Next.Sub(l.now()); got < 2*day || got > 2*day+time.Hour {
		t.Errorf("next check in %v", got)
	}
	if next := nextAfter(noon, feed.Poll{}, answer{wait: 300 * day, validators: true, set: time.Hour}, 0); next.Sub(noon) != week {
		t.Errorf("of a year it keeps %v", next.Sub(noon))
	}
}

func TestTheLastRequestsOfAFeedAreKept(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/f", l.rss("one"))
	s := l.subscribe(t, "/f")
	l.check(t, s.ID)
	l.serve("/f", l.rss("two", "one"))
	l.check(t, s.ID)
	l.serve("/f", answers(500))
	l.check(t, s.ID)
	l.serve("/f", func(w http.ResponseWriter, _ *http.Request) { // one that has no validators
		l.rss("two", "one")(w, httptest.NewRequest(http.MethodGet, "/", nil))
	})
	l.check(t, s.ID)
	var got []string
	for _, a := range l.sub(t, s.ID).Poll.Asked.All() {
		if !a.At.Equal(l.now()) || a.Bytes > 0 != (a.Status == 200) {
			t.Errorf("%+v", a)
		}
		got = append(got, fmt.Sprintf("%d %s", a.Status, a.Result))
	}
	if want := "[200 same 500 failed 200 changed 304 not-modified 200 whole]"; fmt.Sprint(got) != want {
		t.Errorf("%v, want %s", got, want)
	}
}

func TestAHubIsRemembered(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/feed", text("application/atom+xml", `<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><link rel="hub" href="https://hub.example/"/>
<entry><id>1</id><title>one</title></entry></feed>`))
	l.serve("/header", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Link", `</self>; rel="self", <https://push.example/>; rel=hub`)
		l.rss("two")(w, r)
	})
	l.serve("/json", text("application/feed+json", `{"version":"https://jsonfeed.org/version/1.1","title":"J","hubs":[{"type":"WebSub","url":"https://json.example/hub"}],"items":[]}`))
	for path, want := range map[string]string{"/feed": "https://hub.example/", "/header": "https://push.example/", "/json": "https://json.example/hub"} {
		if got := l.subscribe(t, path).Poll.Hub; got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}
