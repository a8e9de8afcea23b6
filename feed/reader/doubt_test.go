package reader

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"syscall"
	"testing"
	"time"

	"newspane/feed"
	"newspane/feed/fetch"
)

// town is some servers, each with a feed that is followed and an hour old. They are numbered from 0.
type town struct {
	*lab
	servers []*httptest.Server
	feeds   []feed.Subscription
	down    http.HandlerFunc // answers for all of them when it is set
}

func newTown(t *testing.T, n int) *town {
	t.Helper()
	w := &town{lab: newLab(t, nil)}
	for i := range n {
		story := w.rss(fmt.Sprintf("story%d", i))
		s := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
			if w.down != nil {
				w.down(rw, r)
				return
			}
			story(rw, r)
		}))
		t.Cleanup(s.Close)
		w.servers = append(w.servers, s)
		f, _, err := w.Subscribe(t.Context(), s.URL+"/feed", "")
		if err != nil {
			t.Fatal(err)
		}
		w.feeds = append(w.feeds, f)
	}
	w.pass(time.Hour)
	return w
}

// results are those of a refresh of some feeds, all if none are named.
func (w *town) results(t *testing.T, ids ...feed.ID) (all []Result) {
	t.Helper()
	if err := w.RefreshEach(t.Context(), ids, func(r Result) { all = append(all, r) }); err != nil {
		t.Fatal(err)
	}
	return all
}

// untouched checks that feeds are as they were: neither in trouble nor backed off.
func (w *town) untouched(t *testing.T, feeds ...feed.Subscription) {
	t.Helper()
	for _, before := range feeds {
		after := w.sub(t, before.ID)
		if tr := feed.TroubleOf(after, w.now()); tr.State != feed.Well {
			t.Errorf("%s is in trouble: %s", before.URL, tr.Reason)
		}
		if after.URL != before.URL || after.Poll.Failures != 0 || !after.Poll.Next.Equal(before.Poll.Next) || !after.Poll.Checked.Equal(before.Poll.Checked) ||
			after.Poll.ETag != before.Poll.ETag || after.Poll.Moved != before.Poll.Moved || len(after.Poll.Found) > 0 || after.Total != before.Total {
			t.Errorf("%s: poll %+v, was %+v", before.URL, after.Poll, before.Poll)
		}
	}
}

// notices are the sentences of Failed events up to now.
func (w *town) notices(t *testing.T) (all []string) {
	t.Helper()
	w.spawn("last", func() { panic("marks the end of the events") })
	for {
		ev := w.await(t, feed.Failed)
		if strings.HasPrefix(ev.Err.Error(), "last: panic") {
			return all
		}
		all = append(all, feed.Sentence(ev.Err))
	}
}

func TestAComputerThatIsOfflineIsToldOnceAndTouchesNoFeed(t *testing.T) {
	w := newTown(t, 12) // more than are waited for
	for _, s := range w.servers {
		s.Close()
	}
	for _, r := range w.results(t) {
		if !r.Shared || kindOf(r.Err) != feed.Offline {
			t.Errorf("%s: %v, shared %v", r.Feed.URL, r.Err, r.Shared)
		}
	}
	w.pass(time.Hour)
	w.results(t) // and again
	if w.doubts.shared("https://news.example/feed") == nil {
		t.Error("those that wait for their turn are asked")
	}
	w.doubts.anew()
	if _, err := w.Refresh(t.Context()); kindOf(err) != feed.Offline || !strings.HasPrefix(feed.Sentence(err), "You are offline") {
		t.Errorf("a refresh by hand: %v", err)
	}
	if got := w.notices(t); len(got) != 1 || !strings.HasPrefix(got[0], "You are offline: nobody could be reached") {
		t.Errorf("notices %q", got)
	}
	w.untouched(t, w.feeds...)
	if next, err := w.checkDue(t.Context()); err != nil || !next.Equal(w.now().Add(offlinePause)) {
		t.Errorf("the schedule looks again at %v, %v", next, err)
	}
}

func TestOneFeedAloneIsDoubtedWhenNoOtherServerCanBeReached(t *testing.T) {
	w := newTown(t, 3)
	w.servers[0].Close()
	if r := w.check(t, w.feeds[0].ID); r.Shared || w.sub(t, w.feeds[0].ID).Poll.Failures != 1 {
		t.Errorf("the others are there: %+v", r)
	}
	w.servers[1].Close()
	w.servers[2].Close()
	if r := w.check(t, w.feeds[1].ID); !r.Shared {
		t.Errorf("nobody is there: %+v", r)
	}
	w.untouched(t, w.feeds[1:]...)
	if n := len(w.asked); n != 0 {
		t.Errorf("the lab was asked %d times", n)
	}
}

func TestAServerThatIsDownAmongOthersIsItsOwnTrouble(t *testing.T) {
	w := newTown(t, 3)
	w.servers[1].Close()
	w.results(t)
	if tr := feed.TroubleOf(w.sub(t, w.feeds[1].ID), w.now()); tr.State != feed.Unreachable {
		t.Errorf("state %q: %s", tr.State, tr.Reason)
	}
	if got := w.notices(t); len(got) > 0 {
		t.Errorf("notices %q", got)
	}
}

func TestTheNetworkIsBackWithTheFirstAnswer(t *testing.T) {
	w := newTown(t, 2)
	w.network.began(w.now(), &feed.Error{Kind: feed.Offline}, w.events.emit)
	if r := w.check(t, w.feeds[0].ID); r.Err != nil {
		t.Fatal(r.Err)
	}
	if _, trouble := w.network.lasting(w.now()); trouble != nil {
		t.Errorf("still %v", trouble)
	}
}

// portal is a network that wants a login first, in some of the ways there are.
func portals(elsewhere string) map[string]http.HandlerFunc {
	page := func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(w, `<!doctype html><html><head><title>Hotel Wi-Fi</title>
<link rel="alternate" type="application/rss+xml" href="/hotel.rss"></head><body>Log in to go to %s%s</body></html>`, r.Host, r.URL)
	}
	lead := func(status int) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, elsewhere+"/login?to="+url.QueryEscape(r.Host), status)
		}
	}
	return map[string]http.HandlerFunc{
		"its page in place of all":     page,
		"moved for a while":            lead(http.StatusFound),
		"moved for good":               lead(http.StatusMovedPermanently),
		"network authentication (511)": answers(http.StatusNetworkAuthenticationRequired),
		"a place inside the network": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://192.168.0.1/login", http.StatusFound)
		},
		"a name inside, moved for good": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://login.hotel.internal/", http.StatusMovedPermanently)
		},
	}
}

func TestANetworkThatWantsALoginIsToldOnceAndTouchesNoFeed(t *testing.T) {
	for name := range portals("") {
		t.Run(name, func(t *testing.T) {
			w := newTown(t, 3)
			w.serve("/login", portals("")["its page in place of all"])
			w.client.Trust(w.url) // stands for a server outside
			w.down = portals(strings.Replace(w.url, "127.0.0.1", "localhost", 1))[name]
			w.client.Trust(strings.Replace(w.url, "127.0.0.1", "localhost", 1))
			for range 4 {
				for _, r := range w.results(t) {
					if !r.Shared || kindOf(r.Err) != feed.Portal {
						t.Errorf("%v, shared %v", r.Err, r.Shared)
					}
				}
				w.pass(12 * time.Hour) // a redirect that is believed is so for a day
			}
			if got := w.notices(t); len(got) != 1 || !strings.HasPrefix(got[0], "The network wants a login first") {
				t.Errorf("notices %q", got)
			}
			w.untouched(t, w.feeds...)
			w.down = nil
			for _, r := range w.results(t) {
				if r.Err != nil {
					t.Errorf("after the login: %v", r.Err)
				}
			}
		})
	}
}

func TestAPageInPlaceOfOneFeedIsProvedByAskingAnother(t *testing.T) {
	w := newTown(t, 2)
	w.down = portals("")["its page in place of all"]
	if r := w.check(t, w.feeds[0].ID); !r.Shared || kindOf(r.Err) != feed.Portal {
		t.Errorf("all are that page: %+v", r)
	}
	w.untouched(t, w.feeds...)
	w.down = func(rw http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(w.servers[0].URL, r.Host) {
			portals("")["its page in place of all"](rw, r)
			return
		}
		w.rss("else")(rw, r)
	}
	r := w.check(t, w.feeds[0].ID)
	if tr := feed.TroubleOf(r.Feed, w.now()); r.Shared || tr.State != feed.IsWebPage || len(tr.Choices) != 1 {
		t.Errorf("the other is well: %+v", r)
	}
	if w.sub(t, w.feeds[1].ID).Total != 2 {
		t.Error("what the other brought is not kept")
	}
}

func TestSignsOfDoubt(t *testing.T) {
	sub := feed.Subscription{URL: "https://news.example/feed"}
	own := sub
	own.Settings.Proxy = "socks5://127.0.0.1:9050"
	offline := func(err error) error { return &feed.Error{Kind: feed.Offline, Err: fmt.Errorf("get: %w", err)} }
	page := func(url string) *fetch.Response {
		return &fetch.Response{URL: url, Body: []byte("<!doctype html><title> A page </title>"), Hash: "f00"}
	}
	notFeed := &feed.Error{Kind: feed.NotFeed}
	for _, c := range []struct {
		name string
		sub  feed.Subscription
		err  error
		resp *fetch.Response
		want string
	}{
		{"no such host", sub, offline(&net.DNSError{IsNotFound: true}), nil, signAway},
		{"the name server fails", sub, offline(&net.DNSError{IsTemporary: true}), nil, signAway},
		{"no route", sub, offline(&net.OpError{Op: "dial", Err: syscall.ENETUNREACH}), nil, signAway},
		{"refused", sub, offline(&net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}), nil, signAway},
		{"no route from its own proxy", own, offline(syscall.ENETUNREACH), nil, ""},
		{"nobody takes the connection", sub, &feed.Error{Kind: feed.Timeout, Err: &net.OpError{Op: "dial", Err: errors.New("i/o timeout")}}, nil, signAway},
		{"slow", sub, &feed.Error{Kind: feed.Timeout, Err: errors.New("awaiting headers")}, nil, ""},
		{"a certificate", sub, &feed.Error{Kind: feed.BadTLS}, nil, signUnsafe},
		{"inside", sub, &feed.Error{Kind: feed.Refused, Err: fetch.ErrInside}, nil, signInside},
		{"another scheme", sub, &feed.Error{Kind: feed.Refused, Err: errors.New("redirect to gopher")}, nil, ""},
		{"a page of its site", sub, notFeed, page("https://www.news.example/"), signPage + "A page"},
		{"a page elsewhere", sub, notFeed, page("https://login.hotel.example/x"), signHost + "login.hotel.example"},
		{"no page", sub, notFeed, &fetch.Response{URL: sub.URL, Body: []byte("PNG")}, ""},
		{"404", sub, &feed.Error{Kind: feed.NotFound, Status: 404}, nil, ""},
		{"511", sub, &feed.Error{Kind: feed.Server, Status: 511}, nil, signLogin},
	} {
		if got := signOf(c.sub, c.err, c.resp); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestAnOnlyFeedIsDoubtedWhenTheComputerIsInNoNetwork(t *testing.T) {
	l := newLab(t, nil)
	held := []*doubt{{job: &job{sub: feed.Subscription{URL: "https://news.example/feed"}, host: "news.example"}, sign: signAway}}
	l.linked = func() bool { return false }
	if err := l.sharedBy(held); kindOf(err) != feed.Offline {
		t.Errorf("no network: %v", err)
	}
	l.linked = func() bool { return true }
	if err := l.sharedBy(held); err != nil {
		t.Errorf("a network: %v", err)
	}
}

func TestThePageOfALoginIsNotTakenForAnArticle(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/f", l.rss("one"))
	l.serve("/one.html", text("text/html", "<!doctype html><title>Hotel</title>"+strings.Repeat("<p>Log in with the number of your room, please, and mind the terms of use.</p>", 20)))
	l.subscribe(t, "/f")
	l.network.began(l.now(), &feed.Error{Kind: feed.Portal}, l.events.emit)
	a, err := l.Complete(t.Context(), l.article(t, "one"))
	if err != nil || !strings.Contains(a.Note.String(), "wants a login") || l.requests("/one.html") != 0 {
		t.Errorf("note %q, %v, %d requests", a.Note, err, l.requests("/one.html"))
	}
	l.network.over()
	if a, err := l.Complete(t.Context(), a.ID); err != nil || l.requests("/one.html") != 1 || a.Text != feed.FromPage {
		t.Errorf("after the login: note %q, %v", a.Note, err)
	}
}
