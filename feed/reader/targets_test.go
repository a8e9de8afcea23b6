package reader

import (
	"strings"
	"testing"

	"newspane/feed"
)

func TestLinksToStoredArticlesAreCompletedFromTheLibrary(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/f", l.rss("other"))
	l.subscribe(t, "/f")
	l.html("/one", leaf("One", 1, "", `<p>More of it <a href="/other.html">here</a>, and in the archive of the harbour <a href="/unknown.html">there</a>.</p>`+
		`<section><h3>See also</h3><ul><li><a href="/other.html">The other story of the harbour</a></li><li><a href="/third-story-of-4.html">The third story of the harbour</a></li></ul></section>`))
	a, err := l.OpenURL(t.Context(), l.url+"/one", "")
	if err != nil {
		t.Fatal(err)
	}
	other := l.article(t, "other")
	found := map[feed.LinkKind]feed.Link{}
	for _, k := range a.Leads() {
		if strings.HasSuffix(k.URL, "/other.html") {
			found[k.Kind] = k
		}
	}
	if k := found[feed.InText]; k.Article != other || k.Why.String() != "other" || k.Title.String() != "here" || !k.Published.Equal(noon) {
		t.Errorf("in the text: %+v", k)
	}
	if k, ok := found[feed.SeeAlso]; ok && (k.Article != other || k.Title.String() != "The other story of the harbour" || !k.Published.Equal(noon)) {
		t.Errorf("see also: %+v", k)
	}
	if l.requests("/other.html")+l.requests("/unknown.html")+l.requests("/third-story-of-4.html") != 0 {
		t.Error("a target was fetched that nobody looked at")
	}
}

func TestALinkThatIsLookedAtIsCompletedFromItsPageAndOpensWithoutAskingAgain(t *testing.T) {
	l := newLab(t, nil)
	l.html("/one", leaf("One", 1, "", ""))
	l.open(t, "/one")
	l.html("/target", leaf("What the quay leads to", 2, `<meta property="article:published_time" content="2026-11-20T08:00:00+01:00">`, ""))
	before := l.titles(t)
	got, err := l.Look(t.Context(), feed.Link{Title: feed.Clean("the quay"), URL: l.url + "/target", Kind: feed.InText})
	if err != nil || got.Why.String() != "What the quay leads to" || got.Published.Format("2006-01-02 15:04 -0700") != "2026-11-20 08:00 +0100" {
		t.Errorf("%v, %+v", err, got)
	}
	if after := l.titles(t); after != before {
		t.Errorf("what was only looked at is in the library: %q", after)
	}
	a, err := l.OpenURL(t.Context(), l.url+"/target", "")
	if err != nil || !strings.Contains(feed.Plain(a.Body), "Leaf 2, paragraph 4") || l.requests("/target") != 1 {
		t.Errorf("%v, %d requests", err, l.requests("/target"))
	}
	if _, err := l.Look(t.Context(), feed.Link{URL: l.url + "/nothing", Kind: feed.SeeAlso}); kindOf(err) != feed.NotFound {
		t.Errorf("what is not there: %v", err)
	}
}
