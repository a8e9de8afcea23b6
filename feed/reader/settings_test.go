package reader

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"newspane/feed"
	"newspane/feed/fetch"
)

// configure sets settings of a feed by name.
func (l *lab) configure(t *testing.T, id feed.ID, pairs ...string) {
	t.Helper()
	_, _, err := l.Configure(t.Context(), id, func(s *feed.Settings) {
		for i := 0; i < len(pairs); i += 2 {
			if err := s.Set(pairs[i], pairs[i+1]); err != nil {
				t.Fatal(err)
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
}

// due returns the addresses that the schedule would check now.
func (l *lab) due(t *testing.T) []string {
	t.Helper()
	subs, err := l.Subscriptions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	checks, _ := due(l.now(), subs)
	var out []string
	for _, s := range checks {
		out = append(out, strings.TrimPrefix(s.URL, l.url))
	}
	return out
}

func TestPausedFeedsAreCheckedOnlyWhenAskedForByThemselves(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/a", l.rss("A"))
	l.serve("/b", l.rss("B"))
	a, b := l.subscribe(t, "/a"), l.subscribe(t, "/b")
	l.configure(t, a.ID, "paused", "yes")
	l.pass(2 * week)
	if got := l.due(t); len(got) != 1 || got[0] != "/b" {
		t.Errorf("the schedule checks %v", got)
	}
	for _, ids := range [][]feed.ID{nil, {a.ID, b.ID}} {
		before := l.requests("/a")
		l.pass(time.Hour)
		if _, err := l.Refresh(t.Context(), ids...); err != nil {
			t.Fatal(err)
		}
		if l.requests("/a") != before {
			t.Errorf("a refresh of %v asked for the paused feed", ids)
		}
	}
	if _, err := l.Refresh(t.Context(), a.ID); err != nil {
		t.Fatal(err)
	}
	if l.requests("/a") != 2 {
		t.Errorf("asked for by itself it was not checked: %d requests", l.requests("/a"))
	}
	l.configure(t, a.ID, "paused", "no")
	l.pass(2 * week)
	if got := l.due(t); len(got) != 2 {
		t.Errorf("no longer paused: the schedule checks %v", got)
	}
}

func TestAnIntervalOfItsOwnMovesTheNextCheck(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/a", l.rss("A"))
	a := l.subscribe(t, "/a")
	l.configure(t, a.ID, "interval", "5m")
	l.pass(4 * time.Minute)
	if got := l.due(t); len(got) != 0 {
		t.Errorf("after 4 minutes it checks %v", got)
	}
	l.pass(90 * time.Second)
	if got := l.due(t); len(got) != 1 {
		t.Error("after 5½ minutes the feed is not due")
	}
	if _, err := l.Refresh(t.Context(), a.ID); err != nil {
		t.Fatal(err)
	}
	l.pass(6 * time.Minute)
	if got := l.due(t); len(got) != 1 {
		t.Error("the interval held once only")
	}
	l.configure(t, a.ID, "interval", "7d")
	if got := l.due(t); len(got) != 0 {
		t.Errorf("with 7 days it checks %v", got)
	}
}

func TestAFeedIsAskedAsItsSettingsHaveIt(t *testing.T) {
	l := newLab(t, nil)
	var got http.Header
	l.serve("/a", func(w http.ResponseWriter, r *http.Request) {
		got = r.Header.Clone()
		l.rss("A")(w, r)
	})
	a := l.subscribe(t, "/a")
	l.secret = func(_ context.Context, place feed.Secret, url string) (string, error) {
		if url != a.URL {
			t.Errorf("the secret is asked for %q", url)
		}
		return map[feed.Secret]string{"env:PW": "s3cr3t:é"}[place], nil
	}
	for auth, want := range map[string][2]string{
		"basic ann env:PW":         {"Authorization", "Basic YW5uOnMzY3IzdDrDqQ=="},
		"bearer env:PW":            {"Authorization", "Bearer s3cr3t:é"},
		"header X-Feed-Key env:PW": {"X-Feed-Key", "s3cr3t:é"},
	} {
		l.configure(t, a.ID, "auth", auth, "user-agent", "Mine/1", "header", "X-One: a: b")
		if _, err := l.Refresh(t.Context(), a.ID); err != nil {
			t.Fatal(err)
		}
		if got.Get(want[0]) != want[1] || got.Get("User-Agent") != "Mine/1" || got.Get("X-One") != "a: b" {
			t.Errorf("%s: sent %v", auth, got)
		}
	}
}

func TestSecretsAndHeadersStayWithTheFeedsOrigin(t *testing.T) {
	l, other := newLab(t, nil), newLab(t, nil)
	var there http.Header
	other.serve("/feed", func(w http.ResponseWriter, r *http.Request) {
		there = r.Header.Clone()
		other.rss("A")(w, r)
	})
	l.serve("/a", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, other.url+"/feed", http.StatusFound) })
	l.client.Trust(other.url)
	if err := l.SubscribeAll(t.Context(), []feed.Subscription{{URL: l.url + "/a"}}); err != nil {
		t.Fatal(err)
	}
	subs, err := l.Subscriptions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	l.secret = func(context.Context, feed.Secret, string) (string, error) { return "s3cr3t", nil }
	l.configure(t, subs[0].ID, "auth", "header X-Token env:PW", "header", "X-One: 1")
	if _, err := l.Refresh(t.Context(), subs[0].ID); err != nil {
		t.Fatal(err)
	}
	if there == nil || there.Get("X-Token") != "" || there.Get("X-One") != "" {
		t.Errorf("the other origin had %v", there)
	}
	sub := subs[0]
	sub.Settings.Auth = feed.Login{Scheme: feed.Bearer, Secret: "env:PW"}
	if _, err := l.ask(t.Context(), sub, fetch.Request{URL: other.url + "/feed", Kind: fetch.Page}); err != nil || there.Get("Authorization") != "" {
		t.Errorf("a page of another origin: %v, %v", there, err)
	}
}

func TestASecretThatCannotBeHadIsToldAndNothingIsAsked(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/a", l.rss("A"))
	a := l.subscribe(t, "/a")
	l.configure(t, a.ID, "auth", "basic ann command:pass show news")
	l.secret = func(context.Context, feed.Secret, string) (string, error) {
		return "", errors.New("`pass` ended with status 1")
	}
	_, err := l.Refresh(t.Context(), a.ID)
	if kindOf(err) != feed.NoSecret || !strings.Contains(feed.Sentence(err), "`pass` ended with status 1") {
		t.Errorf("%v: %s", err, feed.Sentence(err))
	}
	if l.requests("/a") != 1 {
		t.Errorf("%d requests", l.requests("/a"))
	}
	subs, serr := l.Subscriptions(t.Context())
	if serr != nil || subs[0].Poll.Error.String() != feed.Sentence(err) {
		t.Errorf("remembered: %q, %v", subs[0].Poll.Error, serr)
	}
}

// keeper is a file of kept secrets, in memory.
type keeper map[feed.Secret]string

func (k keeper) keep(_, user, secret string) (feed.Secret, error) {
	place := feed.Secret("kept:" + user)
	k[place] = secret
	return place, nil
}

func (k keeper) get(_ context.Context, place feed.Secret, _ string) (string, error) {
	return k[place], nil
}

// guarded answers with a feed to those who know the password.
func (l *lab) guarded(t *testing.T, path, user, password string) {
	t.Helper()
	l.serve(path, func(w http.ResponseWriter, r *http.Request) {
		if u, p, ok := r.BasicAuth(); !ok || u != user || p != password {
			w.Header().Set("WWW-Authenticate", `Basic realm="x"`)
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		l.rss("A")(w, r)
	})
}

func TestPasswordsInAddressesAreKeptApart(t *testing.T) {
	l := newLab(t, nil)
	k := keeper{}
	l.secret, l.keepSecret = k.get, k.keep
	l.guarded(t, "/typed", "ann", "s3cr3t")
	l.guarded(t, "/listed", "token", "")
	with := func(userinfo, path string) string { return strings.Replace(l.url, "://", "://"+userinfo+"@", 1) + path }
	added, _, err := l.Subscribe(t.Context(), with("ann:s3cr3t", "/typed"), "")
	if err != nil {
		t.Fatal(err)
	}
	if added.URL != l.url+"/typed" || added.Settings.Auth != (feed.Login{Scheme: feed.Basic, Name: "ann", Secret: "kept:ann"}) {
		t.Errorf("added %+v", added)
	}
	if err := l.SubscribeAll(t.Context(), []feed.Subscription{{URL: with("token", "/listed")}}); err != nil {
		t.Fatal(err)
	}
	subs, err := l.Subscriptions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range subs {
		if strings.Contains(s.URL, "@") {
			t.Errorf("stored %s", s.URL)
		}
		if r := l.check(t, s.ID); r.Err != nil {
			t.Errorf("%s: %v", s.URL, r.Err)
		}
	}
}

func TestPasswordsThatAnOlderNewspaneStoredInAddressesAreMovedOut(t *testing.T) {
	l := newLab(t, nil)
	l.guarded(t, "/a", "ann", "s3cr3t")
	old := strings.Replace(l.url, "://", "://ann:s3cr3t@", 1) + "/a"
	if _, err := l.store.Subscribe(t.Context(), feed.Subscription{URL: old, Folder: "News"}); err != nil {
		t.Fatal(err)
	}
	k := keeper{}
	e, err := New(t.Context(), Options{Store: l.store, Client: l.client, Now: l.now, Secret: k.get, KeepSecret: k.keep})
	if err != nil {
		t.Fatal(err)
	}
	subs, err := e.Subscriptions(t.Context())
	if err != nil || subs[0].URL != l.url+"/a" || subs[0].Folder != "News" || k["kept:ann"] != "s3cr3t" {
		t.Fatalf("%+v, %v, kept %d", subs, err, len(k))
	}
	if _, err := e.Refresh(t.Context(), subs[0].ID); err != nil {
		t.Error(err)
	}
}

func TestAFeedWithAPasswordDoesNotMoveToAnotherHost(t *testing.T) {
	l, other := newLab(t, nil), newLab(t, nil)
	other.serve("/feed", other.rss("A"))
	l.client.Trust(other.url)
	l.serve("/a", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, other.url+"/feed", http.StatusMovedPermanently)
	})
	if err := l.SubscribeAll(t.Context(), []feed.Subscription{{URL: l.url + "/a", Settings: feed.Settings{
		Auth: feed.Login{Scheme: feed.Bearer, Secret: "env:PW"}}}}); err != nil {
		t.Fatal(err)
	}
	l.secret = func(context.Context, feed.Secret, string) (string, error) { return "s3cr3t", nil }
	subs, err := l.Subscriptions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for range 5 {
		if r := l.check(t, subs[0].ID); r.Err != nil {
			t.Fatal(r.Err)
		}
		l.pass(day)
	}
	if s := l.sub(t, subs[0].ID); s.URL != l.url+"/a" {
		t.Errorf("it moved to %s", s.URL)
	}
}
