package reader

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"newspane/feed"
)

// story is a page with an article of a few paragraphs.
func story(title, extra string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<!doctype html><html lang="en"><head><title>%s</title></head><body><nav><a href="/">Home</a></nav><article><h1>%s</h1>`, title, title)
	for i := range 4 {
		fmt.Fprintf(&b, "<p>Paragraph %d of the story tells, in plain words and at some length, what happened on the quay that morning, "+
			"who was there, and why the harbour master, who had seen many mornings, would not speak of it afterwards.</p>", i+1)
	}
	b.WriteString(extra + "</article></body></html>")
	return b.String()
}

func TestATeaserIsCompletedFromItsPage(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/f", l.rss("one|A short word about it."))
	l.serve("/one.html", text("text/html", story("one", "")))
	l.subscribe(t, "/f")
	id := l.article(t, "one")
	a, err := l.Article(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if !a.Teaser || a.Text != feed.FromFeed || !strings.Contains(feed.Plain(a.Body), "A short word") || l.requests("/one.html") != 0 {
		t.Errorf("before: %+v", a)
	}
	a, err = l.Complete(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if a.Teaser || a.Text != feed.FromPage || !strings.Contains(feed.Plain(a.Body), "Paragraph 4") || !a.Note.IsEmpty() || a.Words < 100 || a.Language != "en" {
		t.Errorf("after: %+v", a)
	}
	if ev := l.await(t, feed.ArticleChanged); ev.Article != id {
		t.Errorf("event %+v", ev)
	}
	if a, err = l.Article(t.Context(), id); err != nil || a.Text != feed.FromPage {
		t.Errorf("stored: %+v, %v", a, err)
	}
	if _, err := l.Complete(t.Context(), id); err != nil || l.requests("/one.html") != 1 {
		t.Errorf("%v after %d requests", err, l.requests("/one.html"))
	}
}

func TestAPageThatCannotBeHadLeavesTheFeedsTextAndSaysWhy(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/f", l.rss("one|A short word about it."))
	l.subscribe(t, "/f")
	id := l.article(t, "one")
	a, err := l.Complete(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	host := strings.TrimPrefix(l.url, "http://")
	if want := "The page could not be read: HTTP 404 at " + host + ". Shown is the feed's text."; a.Note.String() != want {
		t.Errorf("note %q, want %q", a.Note, want)
	}
	if a.Text != feed.FromFeed || !strings.Contains(feed.Plain(a.Body), "A short word") {
		t.Errorf("article %+v", a)
	}
	if a, err = l.Complete(t.Context(), id); err != nil || a.Note.IsEmpty() || l.requests("/one.html") != 1 {
		t.Errorf("asked again at once: note %q, %v, %d requests", a.Note, err, l.requests("/one.html"))
	}
	l.serve("/one.html", text("text/html", story("one", "")))
	l.pass(2 * time.Hour)
	if a, err = l.Complete(t.Context(), id); err != nil || a.Text != feed.FromPage || !a.Note.IsEmpty() {
		t.Errorf("when the page is back: %+v, %v", a, err)
	}
}

func TestAFullTextIsNotFetched(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/f", l.rss("one|"+prose(400)))
	l.subscribe(t, "/f")
	a, err := l.Complete(t.Context(), l.article(t, "one"))
	if err != nil || a.Teaser || l.requests("/one.html") != 0 {
		t.Errorf("%+v, %v, %d requests", a, err, l.requests("/one.html"))
	}
}

func TestABookmarkKeepsItsFullText(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/f", l.rss("one|A short word about it."))
	l.serve("/one.html", text("text/html", story("one", "")))
	s := l.subscribe(t, "/f")
	id := l.article(t, "one")
	if err := l.Mark(t.Context(), feed.Mark{Article: id, Key: feed.MarkBookmark, On: true}); err != nil {
		t.Fatal(err)
	}
	l.await(t, feed.ArticleChanged)
	if _, err := l.Unsubscribe(t.Context(), s.ID); err != nil {
		t.Fatal(err)
	}
	a, err := l.Article(t.Context(), id)
	if err != nil || !a.Bookmarked || !strings.Contains(feed.Plain(a.Body), "Paragraph 4") {
		t.Errorf("%+v, %v", a, err)
	}
}

func TestAnyPageOpensAsAnArticle(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/f", l.rss("one|A short word about it."))
	l.subscribe(t, "/f") // makes the server's origin one that the reader typed
	l.serve("/elsewhere", text("text/html", story("Elsewhere", "")))
	a, err := l.OpenURL(t.Context(), l.url+"/elsewhere", "A link")
	if err != nil {
		t.Fatal(err)
	}
	if a.Title.String() != "Elsewhere" || a.Feed != 0 || !strings.Contains(feed.Plain(a.Body), "Paragraph 4") {
		t.Errorf("%+v", a)
	}
	again, err := l.OpenURL(t.Context(), l.url+"/elsewhere", "")
	if err != nil || again.ID != a.ID || l.requests("/elsewhere") != 1 {
		t.Errorf("%+v, %v, %d requests", again, err, l.requests("/elsewhere"))
	}
	l.serve("/one.html", text("text/html", story("one", "")))
	one, err := l.OpenURL(t.Context(), l.url+"/one.html", "")
	if err != nil || one.ID != l.article(t, "one") || one.Text != feed.FromPage {
		t.Errorf("a feed's article: %+v, %v", one, err)
	}
}

func TestWhatIsNoPageSaysWhatItIs(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/f", l.rss("one"))
	l.subscribe(t, "/f")
	l.serve("/paper.pdf", text("application/octet-stream", "%PDF-1.7 ..."))
	l.serve("/picture", text("image/png", "\x89PNG"))
	l.serve("/empty", text("text/html", "<!doctype html><html><body><nav><a href='/'>Home</a></nav></body></html>"))
	before := l.titles(t)
	for path, want := range map[string]string{
		"/paper.pdf": "is a PDF document", "/picture": "is a picture", "/f": "is a feed", "/empty": "No article was found",
		"/nothing": "HTTP 404",
	} {
		_, err := l.OpenURL(t.Context(), l.url+path, "")
		if err == nil || !strings.Contains(feed.Sentence(err), want) {
			t.Errorf("%s: %q, want %q", path, feed.Sentence(err), want)
		}
	}
	if _, err := l.OpenURL(t.Context(), "javascript:alert(1)", ""); kindOf(err) != feed.BadURL {
		t.Errorf("a script: %v", err)
	}
	if after := l.titles(t); after != before {
		t.Errorf("the library holds %q, held %q", after, before)
	}
}

func TestPlainTextIsAnArticleToo(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/f", l.rss("one"))
	l.subscribe(t, "/f")
	l.serve("/notes.txt", text("text/plain; charset=utf-8", strings.Repeat("The notes say <this> & that of the day, and more besides.\n\n", 9)))
	a, err := l.OpenURL(t.Context(), l.url+"/notes.txt", "Notes")
	if err != nil || !strings.Contains(feed.Plain(a.Body), "<this> & that") {
		t.Errorf("%+v, %v", a, err)
	}
}

func TestThePagesZoneIsTheArticles(t *testing.T) {
	cest := time.FixedZone("", 2*3600)
	instant := time.Date(2022, 6, 27, 8, 1, 0, 0, time.UTC)
	for _, c := range []struct {
		name         string
		byFeed, page time.Time
		want         string
	}{
		{"page has an offset", instant, time.Date(2022, 6, 27, 10, 1, 0, 0, cest), "2022-06-27T10:01:00+02:00"},
		{"page has a bare clock", instant, time.Date(2022, 6, 27, 10, 1, 0, 0, time.UTC), "2022-06-27T10:01:00+02:00"},
		{"page tells another time", instant, time.Date(2022, 6, 27, 10, 7, 0, 0, time.UTC), "2022-06-27T08:01:00Z"},
		{"page tells another day", instant, time.Date(2022, 6, 29, 10, 1, 0, 0, time.UTC), "2022-06-27T08:01:00Z"},
		{"page tells none", instant, time.Time{}, "2022-06-27T08:01:00Z"},
		{"feed tells none", time.Time{}, time.Date(2022, 6, 27, 10, 1, 0, 0, cest), "2022-06-27T10:01:00+02:00"},
	} {
		if got := pageTime(c.byFeed, c.page).Format(time.RFC3339); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
