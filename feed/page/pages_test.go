package page

import (
	"testing"
)

func TestThePageNumberInAnAddressIsFound(t *testing.T) {
	for address, want := range map[string]struct {
		stem string
		n    int
	}{
		"https://www.a.example/story/2":                {"a.example/story", 2},
		"https://a.example/story/page/3/":              {"a.example/story", 3},
		"https://a.example/story-2.html":               {"a.example/story", 2},
		"https://a.example/story,4.html":               {"a.example/story", 4},
		"https://a.example/story-seite-2.html":         {"a.example/story", 2},
		"https://a.example/story?id=7&page=2":          {"a.example/story?id=7", 2},
		"https://a.example/story.html":                 {"a.example/story", 0},
		"https://a.example/archive/39710":              {"a.example/archive/39710", 0},
		"https://a.example/?p=36843":                   {"a.example?p=36843", 0},
		"https://a.example/2024-05-01.html":            {"a.example/2024-05-01", 0},
		"https://a.example/news/story-of-12-boats/p2/": {"a.example/news/story-of-12-boats", 2},
	} {
		if stem, n := split(address); stem != want.stem || n != want.n {
			t.Errorf("%s: %s, page %d; want %s, page %d", address, stem, n, want.stem, want.n)
		}
	}
}

func TestWhereAnArticleGoesOn(t *testing.T) {
	index := ""
	for _, n := range []string{"1001", "1002", "1003", "1004", "1005"} {
		index += `<h2><a href="/a/story-number-` + n + `">A story with the number ` + n + `</a></h2><p>A word about it.</p>`
	}
	for name, c := range map[string]struct {
		head, body, next string
		of               int
	}{
		"rel in the head":          {`<link rel="next" href="/a/1234/2">`, "", "https://news.example/a/1234/2", 0},
		"of this page":             {`<link rel="next" href="/a/1234.html?page=2">`, "", "https://news.example/a/1234.html?page=2", 0},
		"the next article":         {`<link rel="next" href="/a/1235.html">`, `<a rel="next" href="/a/1235.html">Next page</a>`, "", 0},
		"numbers":                  {"", `<p><a href="/a/1234-2.html">2</a> <a href="/a/1234-3.html">3</a></p>`, "https://news.example/a/1234-2.html", 3},
		"a label":                  {"", `<a href="/a/1234,2.html">Nächste Seite</a>`, "https://news.example/a/1234,2.html", 2},
		"stated":                   {"", `<p>Page 1 of 4</p><a href="/a/1234,2.html">Next page</a>`, "https://news.example/a/1234,2.html", 4},
		"in Japanese":              {"", `<p>1/2ページ</p><a href="/a/1234.html?page=2">次のページ</a>`, "https://news.example/a/1234.html?page=2", 2},
		"comments":                 {"", `<div class="comments"><a href="/a/1234.html?page=2">2</a></div>`, "", 0},
		"another host's":           {"", `<a href="https://other.example/a/1234-2.html">2</a>`, "", 0},
		"a list of articles":       {`<link rel="next" href="/a/1234.html?page=2">`, index, "", 0},
		"two names, if it says so": {"", `<p>Page 1 of 2</p><a href="/a/1234b.html">Next page</a>`, "https://news.example/a/1234b.html", 2},
	} {
		body := filler + c.body
		if c.body == index {
			body = index
		}
		p, err := Extract([]byte(pears(c.head, body)), Options{URL: "https://news.example/a/1234.html"})
		if err != nil {
			t.Fatal(err)
		}
		if p.Next != c.next || p.Next != "" && c.of > 0 && p.Of != c.of {
			t.Errorf("%s: next %q of %d, want %q of %d", name, p.Next, p.Of, c.next, c.of)
		}
	}
}
