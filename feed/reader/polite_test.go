package reader

import (
	"fmt"
	"net/http"
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
