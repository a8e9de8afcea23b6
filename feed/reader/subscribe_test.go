package reader

import (
	"net/http"
	"strings"
	"testing"

	"newspane/feed"
)

func TestDiscoveryIsTheFirstFetch(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/", text("text/html", `<html><head><link rel="alternate" type="application/rss+xml" href="/f"></head><body>Hello</body></html>`))
	l.serve("/f", l.rss("one"))
	s := l.subscribe(t, "/")
	if s.URL != l.url+"/f" || s.Title.String() != "Paper" || s.Total != 1 || s.Poll.ETag == "" {
		t.Errorf("%+v", s)
	}
	if l.requests("/") != 1 || l.requests("/f") != 1 {
		t.Errorf("requests: %v", l.asked)
	}
}

func TestSeveralFeedsAreChoices(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/", text("text/html", `<html><head>
<link rel="alternate" type="application/rss+xml" title="World" href="/world">
<link rel="alternate" type="application/rss+xml" title="Sport" href="/sport">
<link rel="alternate" type="application/rss+xml" title="Router" href="http://192.168.1.1/reboot">
</head><body>Hello</body></html>`))
	_, choices, err := l.Subscribe(t.Context(), l.url+"/", "News")
	if err != nil {
		t.Fatal(err)
	}
	if len(choices) != 2 || choices[0].Title.String() != "World" || choices[1].URL != l.url+"/sport" || choices[0].Folder != "News" {
		t.Errorf("choices %+v", choices)
	}
	if subs, err := l.Subscriptions(t.Context()); err != nil || len(subs) != 0 {
		t.Errorf("%d added, %v", len(subs), err)
	}
}

func TestAFeedIsGuessedWhereThePageNamesNone(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/", text("text/html", `<html><body><p>Hello.</p></body></html>`))
	l.serve("/feed.xml", l.rss("one"))
	if s := l.subscribe(t, "/"); s.URL != l.url+"/feed.xml" {
		t.Errorf("%+v", s)
	}
}

func TestAFeedIsFollowedOnce(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/f", l.rss("one"))
	l.serve("/moved", answers(301, "Location", "/f"))
	l.serve("/", text("text/html", `<html><head><link rel="alternate" type="application/rss+xml" href="/f"></head></html>`))
	l.subscribe(t, "/f")
	for _, path := range []string{"/f", "/moved", "/"} {
		if _, _, err := l.Subscribe(t.Context(), l.url+path, ""); kindOf(err) != feed.Exists {
			t.Errorf("%s: %v", path, err)
		}
	}
	if subs, err := l.Subscriptions(t.Context()); err != nil || len(subs) != 1 {
		t.Errorf("%d feeds, %v", len(subs), err)
	}
}

func TestWhatIsNoFeedIsNotAdded(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/page", text("text/html", `<html><body><p>Hello.</p></body></html>`))
	l.serve("/locked", answers(http.StatusUnauthorized))
	for path, kind := range map[string]feed.ErrorKind{"/page": feed.NotFeed, "/none": feed.NotFound, "/locked": feed.Auth} {
		if _, _, err := l.Subscribe(t.Context(), l.url+path, ""); kindOf(err) != kind {
			t.Errorf("%s: %v", path, err)
		}
	}
	if _, _, err := l.Subscribe(t.Context(), "not a url at all", ""); kindOf(err) != feed.BadURL {
		t.Errorf("no address: %v", err)
	}
	if subs, err := l.Subscriptions(t.Context()); err != nil || len(subs) != 0 {
		t.Errorf("%d feeds, %v", len(subs), err)
	}
}

func TestUnsubscribeCanBeUndone(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/f", l.rss("one", "two"))
	s := l.subscribe(t, "/f")
	if err := l.Edit(t.Context(), s.ID, "My paper", "Home/Daily"); err != nil {
		t.Fatal(err)
	}
	if err := l.Mark(t.Context(), feed.Mark{Article: l.article(t, "two"), Key: feed.MarkRead, On: true}); err != nil {
		t.Fatal(err)
	}
	gone, err := l.Unsubscribe(t.Context(), s.ID)
	if err != nil {
		t.Fatal(err)
	}
	if got := l.titles(t); got != "" {
		t.Errorf("of a feed that was left there is still %q", got)
	}
	l.serve("/f", l.rss("three")) // the feed itself has them no more
	if err := l.SubscribeAll(t.Context(), []feed.Subscription{gone}); err != nil {
		t.Fatal(err)
	}
	if got := l.titles(t); got != "one two" {
		t.Errorf("titles %q are back", got)
	}
	if _, unread, err := l.Count(t.Context(), feed.Query{}); err != nil || unread != 1 {
		t.Errorf("%d are unread, %v", unread, err)
	}
	subs, err := l.Subscriptions(t.Context())
	if err != nil || len(subs) != 1 || subs[0].URL != s.URL || subs[0].Title.String() != "My paper" || subs[0].Folder != "Home/Daily" {
		t.Errorf("%+v, %v", subs, err)
	}
}

func TestTheWelcomeEditionNeedsNoNetwork(t *testing.T) {
	edition := `<rss version="2.0"><channel><title>Welcome</title>
<item><title>first</title><guid>1</guid><link>https://newspane.invalid/1</link><description>&lt;p&gt;See &lt;a href="https://newspane.invalid/2"&gt;the second&lt;/a&gt;.&lt;/p&gt;</description></item>
<item><title>second</title><guid>2</guid><link>https://newspane.invalid/2</link><description>Here.</description></item></channel></rss>`
	l := newLab(t, map[string][]byte{"newspane:welcome": []byte(edition)})
	s, _, err := l.Subscribe(t.Context(), "newspane:welcome", "")
	if err != nil || s.Total != 2 {
		t.Fatalf("%+v, %v", s, err)
	}
	if got := l.titles(t); got != "first second" {
		t.Errorf("titles %q", got)
	}
	a, err := l.Complete(t.Context(), l.article(t, "first"))
	if err != nil || a.Teaser || !a.Note.IsEmpty() {
		t.Fatalf("%+v, %v", a, err)
	}
	links := feed.Links(a.Body)
	if len(links) != 1 {
		t.Fatalf("links %+v", links)
	}
	if b, err := l.OpenURL(t.Context(), links[0].URL, ""); err != nil || b.Title.String() != "second" {
		t.Errorf("the link leads to %+v, %v", b, err)
	}
	if r := l.check(t, s.ID); r.Err != nil || r.New != 0 {
		t.Errorf("check: %+v", r)
	}
	if checks, _ := due(l.now().Add(52*week), []feed.Subscription{s}); len(checks) != 0 {
		t.Error("the schedule asks the network for it")
	}
	if _, _, err := l.Subscribe(t.Context(), "newspane:welcome", ""); kindOf(err) != feed.Exists {
		t.Errorf("a second time: %v", err)
	}
	if _, _, err := l.Subscribe(t.Context(), "newspane:other", ""); kindOf(err) != feed.BadURL {
		t.Errorf("one that is not there: %v", err)
	}
}

func TestStartersAreWholeAndSubscribable(t *testing.T) {
	l := newLab(t, nil)
	seen := map[string]bool{}
	for _, s := range l.Starters() {
		if s.Folder == "" || s.Language == "" || s.Title.IsEmpty() || feed.ResolveURL("", s.URL) != s.URL || feed.ResolveURL("", s.Site) == "" || seen[s.URL] {
			t.Errorf("starter %+v", s)
		}
		if !strings.HasPrefix(s.URL, "https://") {
			t.Errorf("%s is not fetched safely", s.URL)
		}
		seen[s.URL] = true
	}
	if len(seen) < 20 {
		t.Errorf("%d starters", len(seen))
	}
}

func TestAddressesInsideTheNetworkAreKnownByTheirSpelling(t *testing.T) {
	for address, want := range map[string]bool{
		"http://192.168.1.1/": true, "http://127.0.0.1:80/": true, "http://[::1]/": true, "http://localhost/": true,
		"http://printer.local/": true, "http://nas.internal/": true, "http://router/": true, "http://169.254.169.254/": true,
		"https://example.org/": false, "http://93.184.216.34/": false, "https://localhost.example.org/": false,
	} {
		if got := inside(address); got != want {
			t.Errorf("%s: %v", address, got)
		}
	}
}
