package reader

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"newspane/feed"
	"newspane/feed/send"
)

// shelf is a lab with a bookmark service of the same server, and an article.
func shelf(t *testing.T) (*lab, feed.ID) {
	t.Helper()
	l := newLab(t, nil)
	l.serve("/feed", l.rss("Tides|Nine cities plan.", "Ports|Ten ports."))
	l.subscribe(t, "/feed")
	l.outbox.sender = &send.Sender{HTTP: l.client.Typed(), Agent: "newspane/test", Now: l.now,
		Secret: func(context.Context, feed.Secret, string) (string, error) { return "s3cr3t", nil }}
	l.outbox.services = map[string]send.Target{"shelf": {Name: "shelf", Kind: "linkding", URL: l.url, Token: "env:TOKEN"}}
	return l, l.article(t, "Tides")
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// answers makes the service answer each request with the next status, the last for ever.
func (l *lab) answers(header string, statuses ...int) {
	var n atomic.Int64
	l.serve("/api/bookmarks/", func(w http.ResponseWriter, _ *http.Request) {
		if header != "" {
			w.Header().Set("Retry-After", header)
		}
		w.WriteHeader(statuses[min(int(n.Add(1)), len(statuses))-1])
	})
}

func (l *lab) posts() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := 0
	for _, a := range l.asked {
		if a == "POST /api/bookmarks/" {
			n++
		}
	}
	return n
}

// one is the only parcel in the outbox.
func one(t *testing.T, l *lab) feed.Parcel {
	t.Helper()
	all, err := l.Outbox(t.Context())
	ok(t, err)
	if len(all) != 1 {
		t.Fatalf("%d parcels", len(all))
	}
	return all[0]
}

func delivered(t *testing.T, l *lab) []feed.Parcel {
	t.Helper()
	all, err := l.Deliver(t.Context())
	ok(t, err)
	return all
}

func TestNothingIsSentUnlessItIsAskedFor(t *testing.T) {
	l, id := shelf(t)
	l.answers("", 201)
	ok(t, l.Mark(t.Context(), feed.Mark{Article: id, Key: feed.MarkBookmark, On: true}))
	if done := delivered(t, l); len(done) > 0 || l.posts() > 0 {
		t.Errorf("%v sent, %d requests", done, l.posts())
	}
}

func TestAnArticleIsSentOnceWithWhatIsKnownOfIt(t *testing.T) {
	l, id := shelf(t)
	var got map[string]any
	l.serve("/api/bookmarks/", func(w http.ResponseWriter, r *http.Request) {
		if err := json.NewDecoder(r.Body).Decode(&got); err != nil {
			t.Error(err)
		}
		w.WriteHeader(http.StatusCreated)
	})
	ok(t, l.Tag(t.Context(), feed.Tagging{Article: id, Tag: "sea", On: true}))
	ok(t, l.Send(t.Context(), "shelf", id))
	if done := delivered(t, l); len(done) != 1 || done[0].State != feed.ParcelSent {
		t.Fatalf("%+v", done)
	}
	if got["url"] != l.url+"/Tides.html" || got["title"] != "Tides" || got["description"] != "Nine cities plan." || len(got["tag_names"].([]any)) != 1 {
		t.Errorf("the service got %v", got)
	}
	if done := delivered(t, l); len(done) > 0 || l.posts() != 1 {
		t.Errorf("%v sent again, %d requests", done, l.posts())
	}
}

func TestWhatCannotBeSentNowIsTriedLaterAndAfterARestart(t *testing.T) {
	l, id := shelf(t)
	l.answers("600", 503, 500, 201)
	ok(t, l.Send(t.Context(), "shelf", id))
	delivered(t, l)
	p := one(t, l)
	if p.State != feed.ParcelWaiting || p.Tries != 1 || p.Next.Before(l.now().Add(10*time.Minute)) || !strings.Contains(p.Trouble.String(), "shelf asks for patience") {
		t.Errorf("after 503: %+v", p)
	}
	l.pass(9 * time.Minute)
	delivered(t, l)
	if l.posts() != 1 {
		t.Errorf("asked %d times before its time", l.posts())
	}
	l.pass(2 * time.Minute)
	delivered(t, l)
	if p := one(t, l); p.State != feed.ParcelWaiting || p.Tries != 2 || !strings.Contains(p.Trouble.String(), "shelf is out of order") {
		t.Errorf("after 500: %+v", p)
	}
	with := l.outbox
	ok(t, l.Close())
	l.start(t, nil)
	l.outbox = with
	l.pass(time.Hour)
	delivered(t, l)
	if p := one(t, l); p.State != feed.ParcelSent || p.Tries != 3 || !p.Trouble.IsEmpty() {
		t.Errorf("after the restart: %+v", p)
	}
}

func TestAServiceThatIsAwayIsAskedOnceForAllThatWaits(t *testing.T) {
	l, id := shelf(t)
	rows, err := l.Headlines(t.Context(), feed.Query{}, feed.Window{Limit: 10})
	ok(t, err)
	l.answers("", 429, 201)
	for _, h := range rows {
		ok(t, l.Send(t.Context(), "shelf", h.ID))
	}
	delivered(t, l)
	if len(rows) != 2 || l.posts() != 1 {
		t.Errorf("%d articles, %d requests, %d", len(rows), l.posts(), id)
	}
	l.pass(2 * time.Minute)
	if done := delivered(t, l); len(done) != 2 {
		t.Errorf("%+v", done)
	}
}

func TestARefusedTokenStopsItsServiceAndSaysWhereItIsSet(t *testing.T) {
	l, id := shelf(t)
	l.answers("", 401, 201)
	ok(t, l.Send(t.Context(), "shelf", id))
	delivered(t, l)
	l.pass(24 * time.Hour)
	delivered(t, l)
	p := one(t, l)
	if p.State != feed.ParcelStopped || l.posts() != 1 || !strings.HasPrefix(p.Trouble.String(), "The token of shelf was refused") || !strings.Contains(p.Trouble.String(), "[services.shelf]") {
		t.Errorf("%d requests, %+v", l.posts(), p)
	}
	n, err := l.RetryOutbox(t.Context())
	ok(t, err)
	if delivered(t, l); n != 1 || one(t, l).State != feed.ParcelSent {
		t.Errorf("%d tried again, %+v", n, one(t, l))
	}
}

func TestWhatAServiceWillNotHaveIsNotTriedAgain(t *testing.T) {
	l, id := shelf(t)
	l.serve("/api/bookmarks/", func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusBadRequest)
		_, _ = w.Write([]byte(`{"url":["Enter a valid \u001b[31mURL."]}`)) // the client reads it, or the test fails
	})
	ok(t, l.Send(t.Context(), "shelf", id))
	delivered(t, l)
	l.pass(24 * time.Hour)
	delivered(t, l)
	if p := one(t, l); p.State != feed.ParcelFailed || l.posts() != 1 || p.Trouble.String() != "shelf did not take it (url: Enter a valid URL.)." {
		t.Errorf("%d requests, %+v", l.posts(), p)
	}
}

func TestTheScreenHearsWhatBecameOfAnArticle(t *testing.T) {
	l, id := shelf(t)
	l.answers("", 201)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	l.background(ctx, "send", l.keepSending)
	ok(t, l.Send(t.Context(), "shelf", id))
	for e := range l.Events() {
		if e.Kind == feed.ParcelSettled {
			if e.Parcel.State != feed.ParcelSent || e.Parcel.Service != "shelf" {
				t.Errorf("%+v", e.Parcel)
			}
			return
		}
	}
	t.Error("nothing was told")
}

func TestAServiceThatTheSettingsNoLongerNameStops(t *testing.T) {
	l, id := shelf(t)
	ok(t, l.Send(t.Context(), "shelf", id))
	l.SetServices(nil)
	delivered(t, l)
	if p := one(t, l); p.State != feed.ParcelStopped || !strings.Contains(p.Trouble.String(), "There is no service shelf") {
		t.Errorf("%+v", p)
	}
	if err := l.Send(t.Context(), "shelf", id); err == nil {
		t.Error("a service that is not there takes articles")
	}
}

func TestTriesComeLessAndLessOften(t *testing.T) {
	away := &feed.Error{Kind: feed.Offline, Err: errors.New("connection refused")}
	for tries, want := range map[int]time.Duration{1: time.Minute, 2: 2 * time.Minute, 6: 32 * time.Minute, 50: 6 * time.Hour} {
		p := settled(feed.Parcel{Service: "shelf", Tries: tries}, away, noon, 0.5)
		if p.State != feed.ParcelWaiting || p.Next.Sub(noon) != want {
			t.Errorf("try %d: %s after %s", tries, p.State, p.Next.Sub(noon))
		}
	}
	p := settled(feed.Parcel{Service: "shelf", Tries: sendTries}, &feed.Error{Kind: feed.Server, Status: 500, Err: errors.New("oh no")}, noon, 0.5)
	if p.State != feed.ParcelFailed {
		t.Errorf("a service out of order is tried for ever: %+v", p)
	}
}
