package reader

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"newspane/feed"
	"newspane/feed/page"
	"newspane/feed/store"
)

// leaf is one page of a long article, in words of its own, with what is given before and after its text.
func leaf(title string, n int, head, tail string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<!doctype html><html lang="en"><head><title>%s</title>%s</head><body><article><h1>%s</h1>`, title, head, title)
	for i := range 4 {
		fmt.Fprintf(&b, "<p>Leaf %d, paragraph %d, tells in plain words and at some length what was seen of the harbour number %d on the "+
			"morning number %d, by whom, and what the harbour master, who had seen many, said of it to the %d who asked.</p>", n, i+1, 10*n+i, 20*n+i, 30*n+i)
	}
	b.WriteString(tail + "</article></body></html>")
	return b.String()
}

// pagination is the list of pages below page at of an article.
func pagination(path string, at, of int) string {
	s := `<p>Page ` + fmt.Sprintf("%d of %d</p><div><ul>", at, of)
	for i := 1; i <= of; i++ {
		to := path
		if i > 1 {
			to += fmt.Sprint("/", i)
		}
		if i == at {
			s += fmt.Sprintf("<li>%d</li>", i)
		} else {
			s += fmt.Sprintf(`<li><a href="%s">%d</a></li>`, to, i)
		}
	}
	return s + "</ul></div>"
}

func (l *lab) html(path, src string) { l.serve(path, text("text/html; charset=utf-8", src)) }

// open subscribes to a feed, which makes the server one that the reader typed, and opens a page of it.
func (l *lab) open(t *testing.T, path string) *feed.Article {
	t.Helper()
	l.serve("/f", l.rss("other"))
	l.subscribe(t, "/f")
	a, err := l.OpenURL(t.Context(), l.url+path, "")
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestThePagesOfAnArticleAreJoined(t *testing.T) {
	l := newLab(t, nil)
	for i := 1; i <= 4; i++ {
		path := "/long"
		if i > 1 {
			path = fmt.Sprint("/long/", i)
		}
		l.html(path, leaf("Long", i, "", pagination("/long", i, 4)))
	}
	a := l.open(t, "/long")
	plain := feed.Plain(a.Body)
	for i := 1; i <= 4; i++ {
		if strings.Count(plain, fmt.Sprintf("Leaf %d, paragraph 4", i)) != 1 {
			t.Errorf("page %d is not there once", i)
		}
	}
	if strings.Contains(plain, " of 4") {
		t.Error("the numbers of pages are in the text")
	}
	if got := a.Shown(); got != "pages 1–4 joined" {
		t.Errorf("shown %q", got)
	}
	again, err := l.Article(t.Context(), a.ID)
	if err != nil || again.Shown() != a.Shown() || feed.Plain(again.Body) != plain {
		t.Errorf("stored: %q, %v", again.Shown(), err)
	}
	if n := l.requests("/long/4"); n != 1 {
		t.Errorf("%d requests for the last page", n)
	}
}

func TestPagesThatGoRoundEndTheArticle(t *testing.T) {
	l := newLab(t, nil)
	l.html("/long", leaf("Long", 1, `<link rel="next" href="/long?page=2">`, "")) // whatever page of it is asked for
	if a := l.open(t, "/long"); a.Shown() != "full article" || strings.Count(feed.Plain(a.Body), "Leaf 1, paragraph 1") != 1 {
		t.Errorf("shown %q:\n%s", a.Shown(), feed.Plain(a.Body))
	}
}

func TestPagesWithoutEndAreJoinedUpToALimit(t *testing.T) {
	l := newLab(t, nil)
	for i := 1; i <= 30; i++ {
		path := "/long"
		if i > 1 {
			path = fmt.Sprintf("/long-%d", i)
		}
		l.html(path, leaf("Long", i, "", fmt.Sprintf(`<a href="/long-%d">Next page</a>`, i+1)))
	}
	a := l.open(t, "/long")
	if a.Pages != maxSheets || l.requests(fmt.Sprintf("/long-%d", maxSheets+1)) != 0 {
		t.Errorf("%d pages joined", a.Pages)
	}
}

func TestTheNextArticleIsNoNextPage(t *testing.T) {
	l := newLab(t, nil)
	l.html("/one", leaf("One", 1, `<link rel="next" href="/two">`, `<a rel="next" href="/two">Two</a>`))
	l.html("/two", leaf("Two", 2, "", ""))
	if a := l.open(t, "/one"); a.Pages > 1 || strings.Contains(feed.Plain(a.Body), "Leaf 2") || l.requests("/two") != 0 {
		t.Errorf("%d pages, %d requests", a.Pages, l.requests("/two"))
	}
}

func TestAPageThatCannotBeHadEndsTheArticleAndIsSaid(t *testing.T) {
	l := newLab(t, nil)
	l.html("/long", leaf("Long", 1, "", pagination("/long", 1, 3)))
	l.html("/long/2", leaf("Long", 2, "", pagination("/long", 2, 3)))
	if a := l.open(t, "/long"); a.Shown() != "pages 1–2 of 3 joined" {
		t.Errorf("shown %q", a.Shown())
	}
}

func TestAllPagesOnOneAreRatherTaken(t *testing.T) {
	l := newLab(t, nil)
	l.html("/long", leaf("Long", 1, "", pagination("/long", 1, 2)+`<a href="/long-whole">View as single page</a>`))
	_, second, _ := strings.Cut(leaf("Long", 2, "", ""), "</h1>")
	l.html("/long-whole", leaf("Long", 1, "", second))
	a := l.open(t, "/long")
	if a.Shown() != "full article (all pages on one)" || !strings.Contains(feed.Plain(a.Body), "Leaf 2, paragraph 4") || l.requests("/long/2") != 0 {
		t.Errorf("shown %q, %d requests for the second page", a.Shown(), l.requests("/long/2"))
	}
}

func TestAnEmptyPageIsReadInItsOtherEditions(t *testing.T) {
	empty := func(head, body string) string {
		return `<!doctype html><html lang="de"><head><title>Hafen 4711</title><meta property="og:title" content="Hafen 4711">` + head +
			`</head><body><div id="app"></div>` + body + `</body></html>`
	}
	for name, c := range map[string]struct{ page, at, shown string }{
		"amp":   {empty(`<link rel="amphtml" href="/amp/hafen-4711">`, ""), "/amp/hafen-4711", "full article (AMP version)"},
		"print": {empty("", `<a href="/druck/4711">Druckversion</a>`), "/druck/4711", "full article (print version)"},
		"hint":  {empty("", `<a class="tool" href="/printable/hafen-4711">⎙</a>`), "/printable/hafen-4711", "full article (print version)"},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLab(t, nil)
			l.html("/hafen-4711", c.page)
			l.html(c.at, leaf("Hafen 4711", 3, "", ""))
			a := l.open(t, "/hafen-4711")
			if a.Shown() != c.shown || !strings.Contains(feed.Plain(a.Body), "Leaf 3, paragraph 4") || a.Title.String() != "Hafen 4711" {
				t.Errorf("shown %q, title %q:\n%s", a.Shown(), a.Title, feed.Plain(a.Body))
			}
		})
	}
}

func TestThePageOfAPaywallSaysSo(t *testing.T) {
	l := newLab(t, nil)
	l.html("/sold", `<!doctype html><html lang="en"><head><title>Sold</title><script type="application/ld+json">{"@type":"NewsArticle","headline":"Sold","isAccessibleForFree":false}</script>
<link rel="amphtml" href="/sold-amp"></head><body><article><h1>Sold</h1><p>The council sold the quay on Monday, for a price that nobody on the quay would name, to a buyer who had not been seen.</p>
<p>What becomes of the ferry, whose last licence ends in March, the council did not say, and the buyer is not known to have been asked.</p></article></body></html>`)
	l.html("/sold-amp", leaf("Sold", 1, "", ""))
	a := l.open(t, "/sold")
	if a.Shown() != "paywalled: the beginning only" || l.requests("/sold-amp") != 0 {
		t.Errorf("shown %q, %d requests for the AMP version", a.Shown(), l.requests("/sold-amp"))
	}
}

func TestTheReaderChoosesTheText(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/f", l.rss("one|"+prose(400)))
	l.html("/one.html", story("one", ""))
	l.subscribe(t, "/f")
	id := l.article(t, "one")
	a, err := l.Text(t.Context(), id, feed.FromPage)
	if err != nil || a.Shown() != "full article" || !strings.Contains(feed.Plain(a.Body), "Paragraph 4") {
		t.Fatalf("%v, %+v", err, a)
	}
	a, err = l.Text(t.Context(), id, feed.FromFeed)
	if err != nil || a.Shown() != "the feed’s text" || strings.Contains(feed.Plain(a.Body), "Paragraph 4") {
		t.Errorf("%v, shown %q", err, a.Shown())
	}
	if a, err = l.Text(t.Context(), id, feed.FromPage); err != nil || a.Text != feed.FromPage || l.requests("/one.html") != 1 {
		t.Errorf("%v, %d requests", err, l.requests("/one.html"))
	}
}

func TestAStoredPageIsReadAgainWhenTheReadingImproves(t *testing.T) {
	l := newLab(t, nil)
	for i, path := range []string{"/long", "/long/2", "/long/3"} {
		l.html(path, leaf("Long", i+1, "", pagination("/long", i+1, 3)))
	}
	a := l.open(t, "/long")
	s, err := l.store.Article(t.Context(), a.ID)
	if err != nil {
		t.Fatal(err)
	}
	old := store.PageCopy{Derived: []byte(`{"Body":[{"kind":0,"text":[{"text":"Read badly."}]}]}`), DerivedBy: s.DerivedBy - 1, Plain: "Read badly.", Tried: l.now()}
	if err := l.store.SavePage(t.Context(), a.ID, old); err != nil {
		t.Fatal(err)
	}
	again, err := l.Article(t.Context(), a.ID)
	if err != nil || feed.Plain(again.Body) != feed.Plain(a.Body) || again.Shown() != "pages 1–3 joined" {
		t.Fatalf("%v, shown %q: %s", err, again.Shown(), feed.Plain(again.Body))
	}
	if s, err = l.store.Article(t.Context(), a.ID); err != nil || s.DerivedBy != derivedBy || strings.Contains(string(s.Derived), "Read badly") {
		t.Errorf("%v, kept by version %d", err, s.DerivedBy)
	}
	if n := l.requests("/long"); n != 1 {
		t.Errorf("%d requests", n)
	}
}

func TestAStoredPageIsReadAgainByANewRuleForItsSite(t *testing.T) {
	l := newLab(t, nil)
	l.html("/one", leaf("One", 1, "", `<aside class="own"><p>The harbour master's own words, which the page sets aside and the reader wants.</p></aside>`))
	a := l.open(t, "/one")
	sel, err := page.ParseSelector("aside.own")
	if err != nil {
		t.Fatal(err)
	}
	l.Engine.rules = func(string) *page.Rule { return &page.Rule{Body: []page.Selector{sel}} }
	again, err := l.Article(t.Context(), a.ID)
	if err != nil || !strings.HasPrefix(feed.Plain(again.Body), "The harbour master's own words") || strings.Contains(feed.Plain(again.Body), "Leaf 1") {
		t.Errorf("%v: %s", err, feed.Plain(again.Body))
	}
	l.Engine.rules = nil
	if again, err = l.Article(t.Context(), a.ID); err != nil || feed.Plain(again.Body) != feed.Plain(a.Body) || l.requests("/one") != 1 {
		t.Errorf("without the rule: %v: %s", err, feed.Plain(again.Body))
	}
}

func TestTheSiteOfAnArticleIsNamedWhereItIsNotTheFeeds(t *testing.T) {
	for _, c := range []struct {
		feed, link string
		same       bool
	}{
		{"https://feeds.paper.example/rss", "https://www.paper.example/a", true}, {"https://paper.example/rss", "https://live.paper.example/a", true},
		{"https://news.example/rss", "https://other.example/a", false}, {"", "https://other.example/a", false}, {"https://news.example/rss", "", false},
	} {
		if got := sameSite(c.feed, c.link); got != c.same {
			t.Errorf("%s and %s: %v", c.feed, c.link, got)
		}
	}
}

func TestAPageThatWasMissedIsAskedForAgainAnHourLater(t *testing.T) {
	l := newLab(t, nil)
	l.html("/long", leaf("Long", 1, "", pagination("/long", 1, 3)))
	a := l.open(t, "/long")
	if !a.Lacking || a.Shown() != "page 1 of 3 only" {
		t.Fatalf("lacking %v, shown %q", a.Lacking, a.Shown())
	}
	l.html("/long/2", leaf("Long", 2, "", pagination("/long", 2, 3)))
	l.html("/long/3", leaf("Long", 3, "", pagination("/long", 3, 3)))
	if a, err := l.Complete(t.Context(), a.ID); err != nil || a.Pages > 1 || l.requests("/long/2") != 1 {
		t.Errorf("at once: %v, %d pages, %d requests", err, a.Pages, l.requests("/long/2"))
	}
	l.pass(2 * time.Hour)
	whole, err := l.Complete(t.Context(), a.ID)
	if err != nil || whole.Lacking || whole.Shown() != "pages 1–3 joined" || !strings.Contains(feed.Plain(whole.Body), "Leaf 3, paragraph 4") {
		t.Errorf("later: %v, lacking %v, shown %q", err, whole.Lacking, whole.Shown())
	}
	if l.requests("/long") != 1 {
		t.Errorf("the first page was fetched %d times", l.requests("/long"))
	}
	again, err := l.Article(t.Context(), a.ID)
	if err != nil || again.Shown() != "pages 1–3 joined" {
		t.Errorf("stored: %v, shown %q", err, again.Shown())
	}
}
