package ui

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"newspane/feed"
)

func TestWhatAPastedAddressLooksLikeComesFirst(t *testing.T) {
	for address, first := range map[string]string{
		"https://example.org/2026/a-story.html":   "read this page",
		"https://example.org/feed/":               "add the feed",
		"https://example.org/news.xml?section=eu": "add the feed",
	} {
		d := start(t, morning(), 80, 24)
		d.Send(tea.PasteMsg{Content: address})
		wantShown(t, d, "▌ "+first, "read this page", "add the feed")
	}
}

func TestOfSeveralPastedAddressesOneIsChosen(t *testing.T) {
	d := start(t, morning(), 80, 24)
	d.Send(tea.PasteMsg{Content: "Two papers:\nhttps://one.example/feed.xml\n<https://two.example/rss>, qq\nQ"})
	wantShown(t, d, "2 addresses were pasted", "https://one.example/feed.xml", "https://two.example/rss")
	d.Press("down enter")
	wantShown(t, d, "▌ add the feed")
	d.Press("enter")
	wantShown(t, d, "add feed https://two.example/rss")
	long := start(t, morning(), 80, 24)
	var b strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&b, "https://%d.example/ ", i)
	}
	long.Send(tea.PasteMsg{Content: b.String()})
	wantShown(t, long, "50 addresses were pasted")
}

func TestAFeedThatIsOpenedAsAPageIsOfferedAsAFeed(t *testing.T) {
	d := start(t, morning(), 80, 24)
	d.Send(linkOpened{gen: model(d).linkLoad.gen, url: "https://example.org/news", err: &feed.Error{Op: "read page", Kind: feed.NoArticle, Err: feed.ErrIsFeed}})
	wantShown(t, d, "This is a feed, not a page. Enter adds it.", "add feed https://example.org/news")
}

func TestASiteWithoutHTTPSIsReachedByTypingSo(t *testing.T) {
	bad := &feed.Error{Op: "fetch", URL: "https://old.example", Kind: feed.BadTLS}
	if s := withoutTLS("old.example", bad); !strings.Contains(s, "type http://") {
		t.Errorf("says %q", s)
	}
	if s := withoutTLS("https://old.example", bad); s != "" {
		t.Errorf("whoever typed https is told %q", s)
	}
}

func TestAPageWhoseAddressWasTypedMayBeInTheReadersNetwork(t *testing.T) {
	s := morning()
	d := start(t, s, 80, 24)
	d.Press(":")
	d.Type("open http://192.168.1.2/wiki")
	d.Press("enter")
	d.Send(tea.PasteMsg{Content: "http://10.0.0.7/page"})
	d.Press("enter")
	for _, address := range []string{"http://192.168.1.2/wiki", "http://10.0.0.7/page"} {
		if !slices.Contains(s.asked, "typed "+address) {
			t.Errorf("%s was not told as typed: %v", address, s.asked)
		}
	}
	d.Press("enter f")
	d.Type("a")
	if n := strings.Count(strings.Join(s.asked, " "), "typed"); n != 2 {
		t.Errorf("a link in an article counts as typed: %v", s.asked)
	}
}
