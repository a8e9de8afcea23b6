package store

import (
	"strings"
	"testing"

	"newspane/feed"
)

func TestPageIsKeptWithWhatWasReadFromIt(t *testing.T) {
	s, _ := library(t)
	ctx := t.Context()
	id := follow(t, s, "https://example.org/feed", "")
	n := save(t, s, id, item("a", 1, "A", "teaser"))[0]
	page := PageCopy{URL: "https://example.org/a/", Type: "text/html", Body: []byte("<html>page"), Derived: []byte(`{"x":1}`), DerivedBy: 3,
		Words: 460, Plain: "the words", Tried: noon}
	ok(t, s.SavePage(ctx, n, page))
	check := func(derived string, by int, trouble string) {
		t.Helper()
		a := must[*Stored](t)(s.Article(ctx, n))
		same(t, []any{a.PageURL, a.PageType, string(a.Page), string(a.Derived), a.DerivedBy, a.PageError, a.PageTried, a.Minutes},
			[]any{"https://example.org/a/", "text/html", "<html>page", derived, by, trouble, noon, 2})
	}
	check(`{"x":1}`, 3, "")
	ok(t, s.SavePage(ctx, n, PageCopy{Error: "no network", Tried: noon}))
	check(`{"x":1}`, 3, "no network")
	ok(t, s.SavePage(ctx, n, PageCopy{Derived: []byte(`{"x":2}`), DerivedBy: 4}))
	check(`{"x":2}`, 4, "")
	kind(t, s.SavePage(ctx, 12345, page), feed.NotFound)
}

func TestOpenedPageIsFoundAgain(t *testing.T) {
	s, _ := library(t)
	ctx := t.Context()
	id := follow(t, s, "https://example.org/feed", "")
	n := save(t, s, id, item("a", 1, "A", "teaser"))[0]
	same(t, must[feed.ID](t)(s.OpenPage(ctx, "http://www.example.org/a/?utm_medium=x#y", "other")), n)
	page := must[feed.ID](t)(s.OpenPage(ctx, "https://other.example/story?id=7", "Given title"))
	same(t, must[feed.ID](t)(s.OpenPage(ctx, "https://other.example/story?id=7&fbclid=1", "")), page)
	h := headlines(t, s, feed.Query{Pages: true})
	same(t, []any{len(h), h[0].ID, h[0].Feed, h[0].Title, h[0].Source, h[0].Read}, []any{1, page, 0, "Given title", "other.example", true})
	ok(t, s.DescribePage(ctx, page, &feed.Page{Title: feed.Clean("Own title"), Site: feed.Clean("Other Paper"), Byline: feed.Clean("By B"), Published: noon, Language: "fr"}))
	a := must[*Stored](t)(s.Article(ctx, page))
	same(t, []any{a.Title, a.Source, a.Author, a.Published, a.Language, a.ID}, []any{"Own title", "Other Paper", "By B", noon, "fr", page})
	ok(t, s.DescribePage(ctx, n, &feed.Page{Title: feed.Clean("not this")}))
	same(t, titles(t, s, feed.Query{Feed: id}, feed.Window{}), []string{"A"})
	same(t, titles(t, s, feed.Query{Search: "own title"}, feed.Window{}), []string{"Own title"})
	nodes := must[[]feed.Node](t)(s.Tree(ctx, noon))
	same(t, []any{nodes[6].Title, nodes[6].Total, nodes[6].Unread}, []any{"Pages", 1, 0})
	_, err := s.OpenPage(ctx, "javascript:alert(1)", "")
	kind(t, err, feed.BadURL)
}

func TestTreeNestsFoldersAlphabetically(t *testing.T) {
	s, _ := library(t)
	for url, folder := range map[string]string{"https://z.example/": "", "https://a.example/": "", "https://c.example/": "b/c/d", "https://d.example/": "b",
		"https://e.example/": "B2", "https://f.example/": "b-1", "https://g.example/": "Änder", "https://h.example/": " b / x "} {
		save(t, s, follow(t, s, url, folder), item("i", 1, "t", "x"))
	}
	var lines []string
	for _, n := range must[[]feed.Node](t)(s.Tree(t.Context(), noon))[6:] {
		lines = append(lines, strings.Repeat(">", n.Depth)+n.Title.String()+strings.Repeat("*", n.Unread)+strings.Repeat(".", n.Total))
	}
	same(t, strings.Join(lines, " "), "Änder*. >g.example*. b***... >d.example*. >c*. >>d*. >>>c.example*. >x*. >>h.example*. b-1*. >f.example*. B2*. >e.example*. a.example*. z.example*.")
}

func TestPlainTakesWordsOutOfMarkup(t *testing.T) {
	for markup, want := range map[string]string{
		"plain text": "plain text", "<p>one</p><p>two</p>": " one  two ", "un<b>break</b>able": "unbreakable", "a &lt; b &amp;amp; c": "a < b &amp; c",
		"<script>if (a<b) x()</script>after": " after", "<style>p{}</style >x": " x", "<!-- <p>no -->yes": " yes", "1 < 2 and 3 > 2": "1 < 2 and 3 > 2",
		`<img alt="a>b">x`: " x", "<p title='>x": " x", "<a href=x": "", "<script>never closed": " ", "caf&eacute;": "café",
	} {
		if got := plain(feed.HTML(markup)); got != want {
			t.Errorf("plain(%q) = %q, want %q", markup, got, want)
		}
	}
}

func TestPreviewAndTitleAreCutAtWords(t *testing.T) {
	for _, long := range []string{strings.Repeat("words and ", 100), strings.Repeat("語", 500), strings.Repeat("x", 999)} {
		if p := preview(long); len(p) > summaryBytes+3 || !strings.HasSuffix(p, "…") || strings.Contains(p, "\ufffd") {
			t.Errorf("preview is %q", p)
		}
		if p := titleFrom(long).String(); len(p) > titleBytes+3 || strings.Contains(p, "\ufffd") {
			t.Errorf("title is %q", p)
		}
	}
	same(t, titleFrom(" "), feed.Untitled)
	same(t, countWords("two words, it's 中国人民"), 5)
}
