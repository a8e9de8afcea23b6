package fetch

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// found returns the addresses that Discover finds in a page at https://example.com/dir/page.
func found(html string, head ...string) []string {
	var list []string
	for _, c := range Discover(&Response{URL: "https://example.com/dir/page", Body: []byte(html), Header: header(head...)}) {
		list = append(list, c.URL)
	}
	return list
}

func TestLinkElementsNameFeeds(t *testing.T) {
	for html, want := range map[string][]string{
		`<link rel="alternate" type="application/rss+xml" href="/rss">`:                          {"https://example.com/rss"},
		`<LINK REL=Alternate TYPE="APPLICATION/ATOM+XML; charset=utf-8" HREF=feed.atom>`:         {"https://example.com/dir/feed.atom"},
		`<body><p><link rel="alternate" type="text/xml" href="//cdn.example.org/f">`:             {"https://cdn.example.org/f"},
		`<link rel="home alternate" type="application/feed+json" href="feed.json?a=1&amp;b=2"/>`: {"https://example.com/dir/feed.json?a=1&b=2"},
		`<link rel="feed" href="f">`: {"https://example.com/dir/f"},
		`<link rel="alternate" type="application/rss+xml" href="feed://example.com/rss">`:       {"http://example.com/rss"},
		`<link rel="alternate" type="application/rss+xml" href="feed:https://example.com/rss">`: {"https://example.com/rss"},
		`<link rel=alternate href=x.rss>`:                                                                             {"https://example.com/dir/x.rss"},
		`<link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1">`:                                nil,
		`<link rel="alternate" type="application/json" href="/feed.json">`:                                            {"https://example.com/feed.json"},
		`<link rel="alternate" type="application/json+oembed" href="/oembed">`:                                        nil,
		`<link rel="alternate" hreflang="de" href="/de/">`:                                                            nil,
		`<link rel="stylesheet" type="text/xml" href="/x.xml">`:                                                       nil,
		`<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">`:                                nil,
		`<link rel="alternate" type="application/rss+xml" href="file:///etc/passwd">`:                                 nil,
		`<link rel="alternate" type="application/rss+xml" href="">`:                                                   nil,
		`<link rel="alternate" type="application/rss+xml">`:                                                           nil,
		`<!-- <link rel="alternate" type="application/rss+xml" href="/rss"> -->`:                                      nil,
		`<script>'<link rel="alternate" type="application/rss+xml" href="/rss">'</script>`:                            nil,
		`<link rel=alternate type=text/xml href=a><base href="https://b.example/c/"><base href="https://d.example/">`: {"https://b.example/c/a"},
		`<base href="javascript:1"><link rel=alternate type=text/xml href=a>`:                                         {"https://example.com/dir/a"},
		`<link rel=alternate type=text/xml href=/a><link rel=alternate type=text/xml href=https://example.com/a#x>`:   {"https://example.com/a"},
	} {
		if got := found(html); !slices.Equal(got, want) {
			t.Errorf("%s\n got %q\nwant %q", html, got, want)
		}
	}
}

func TestFeedsAreOrderedByWorth(t *testing.T) {
	got := found(`<link rel=alternate type=application/rss+xml title="Site » Comments" href=/comments/feed/>
		<link rel=alternate type=application/rss+xml title="Podcast" href=/podcast.xml>
		<link rel=alternate type=application/atom+xml href=/a>
		<link rel=alternate type=application/rss+xml title="Site" href=/feed/>`)
	want := []string{"https://example.com/a", "https://example.com/feed/", "https://example.com/podcast.xml", "https://example.com/comments/feed/"}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

func TestLinkHeaderNamesFeeds(t *testing.T) {
	for _, c := range []struct {
		head []string
		want []string
	}{
		{[]string{"Link", `</rss>; rel="alternate"; type="application/rss+xml"; title="A, \"b\"; c"`}, []string{"https://example.com/rss"}},
		{[]string{"Link", `</x>; rel=preload, <rss>;rel=alternate;type=application/atom+xml`}, []string{"https://example.com/dir/rss"}},
		{[]string{"Link", `</a>; rel=next`, "Link", `</b>; crossorigin; rel="feed"`}, []string{"https://example.com/b"}},
		{[]string{"Link", `</a;b,c>; type=text/xml; rel="alternate"`}, []string{"https://example.com/a;b,c"}},
		{[]string{"Link", `</wp-json/>; rel="https://api.w.org/"`}, nil},
		{[]string{"Link", `<`}, nil},
		{[]string{"Link", `</a>; rel="alternate`}, nil},
		{[]string{"Link", `</a>; rel`}, nil},
		{[]string{"Link", `</a>;;;=;`}, nil},
	} {
		if got := found("", c.head...); !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, want %q", c.head, got, c.want)
		}
	}
	cs := Discover(&Response{URL: "https://example.com/", Header: header("Link", `</r>; rel=alternate; type=text/xml; title="A, \"b\""`)})
	if len(cs) != 1 || cs[0].Title.String() != `A, "b"` || cs[0].Type != "text/xml" || !cs[0].Sure {
		t.Errorf("%+v", cs)
	}
}

func TestBodyLinksServeWhereNoLinkElementDoes(t *testing.T) {
	body := `<a href="/about">About</a> <a href="https://other.example/feed.xml">x</a> <a href="/subscribe-me">Subscribe via <b>RSS</b></a>
		<a href="/news.rss">y</a><a href="/buzzfeed">z</a><a href="/feedback">f</a><a href="/sitemap.xml">s</a><a href="/blog/feed">b</a>
		<a href="mailto:feed@example.com">m</a>`
	want := []string{"https://example.com/news.rss", "https://example.com/blog/feed", "https://example.com/subscribe-me", "https://other.example/feed.xml"}
	if got := found(body); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	for _, c := range Discover(&Response{URL: "https://example.com/", Body: []byte(body)}) {
		if c.Sure {
			t.Errorf("%s is called sure", c.URL)
		}
	}
	if got := found(body + `<link rel=alternate type=text/xml href=/a>`); !slices.Equal(got, []string{"https://example.com/a"}) {
		t.Errorf("with a link element: %q", got)
	}
	if got := found(strings.Repeat(`<a href="/feed/1">rss</a><a href="/feed/2">rss</a>`, 3)); len(got) != 2 {
		t.Errorf("repeated: %q", got)
	}
	many := ""
	for _, c := range "abcdefghijklmnopqrstuvwxyz" {
		many += `<a href="/feed/` + string(c) + `">rss</a>`
	}
	if got := found(many); len(got) != maxBodyLinks {
		t.Errorf("%d body links", len(got))
	}
}

func TestPagesOfKnownSitesHoldTheirFeedsNumber(t *testing.T) {
	const id = "UCabcdefghijklmnopqrstuv"
	videos := "https://www.youtube.com/feeds/videos.xml?playlist_id=UULF" + id[2:]
	for _, html := range []string{
		`<link rel="canonical" href="https://www.youtube.com/channel/` + id + `">`,
		`<meta itemprop="identifier" content="` + id + `">`,
		`<script>var x = {"externalId":"` + id + `"}</script>`,
		`<script>{"channelId":"` + id + `"}</script>`,
		`{"channelId":"UCzzzzzzzzzzzzzzzzzzzzzz"}<link rel="canonical" href="https://www.youtube.com/channel/` + id + `">`,
	} {
		got := Discover(&Response{URL: "https://www.youtube.com/@ann", Body: []byte(html)})
		if len(got) != 2 || got[0].URL != videos || !got[0].Sure {
			t.Errorf("%s: %+v", html, got)
		}
	}
	ann := Discover(&Response{URL: "https://www.youtube.com/@ann", Body: []byte(`<title>Ann - YouTube</title>{"channelId":"` + id + `"}`)})
	if len(ann) != 2 || ann[0].Title.String() != "Ann" || ann[1].Title.String() != "Ann (with Shorts and live streams)" {
		t.Errorf("%+v", ann)
	}
	if got := found(`{"channelId":"` + id + `"}`); got != nil {
		t.Errorf("another site: %q", got)
	}
	got := Discover(&Response{URL: "https://soundcloud.com/ann", Body: []byte(`<meta content="soundcloud://users:123">`)})
	if len(got) != 1 || got[0].URL != "https://feeds.soundcloud.com/users/soundcloud:users:123/sounds.rss" {
		t.Errorf("%+v", got)
	}
}

func TestTheProgramThatMadeAPageTellsItsFeed(t *testing.T) {
	for generator, want := range map[string]string{
		"WordPress 6.9": "https://example.com/feed/", "Discourse 3.5": "https://example.com/latest.rss", "Hugo 0.150": "https://example.com/index.xml",
		"Ghost 6.0": "https://example.com/rss/", "Mastodon": "https://example.com/dir/page.rss",
	} {
		if got := found(`<meta name="generator" content="` + generator + `">`); !slices.Equal(got, []string{want}) {
			t.Errorf("%s: %q", generator, got)
		}
	}
	if got := found(`<meta name="generator" content="vi"><meta name=description content=hugo>`); got != nil {
		t.Errorf("%q", got)
	}
}

func TestTitlesOfLinksAreReadInThePagesCharset(t *testing.T) {
	html := []byte("<meta charset=iso-8859-1><link rel=alternate type=text/xml href=/a title=\"Caf\xe9 \x1b[31m\">")
	got := Discover(&Response{URL: "https://example.com/", Body: html, Header: http.Header{}})
	if len(got) != 1 || got[0].Title.String() != "Café" {
		t.Errorf("%+v", got)
	}
}

func TestGuessesAreFewNearAndUnique(t *testing.T) {
	for page, want := range map[string]string{
		"https://example.com":                     "https://example.com/feed/",
		"https://example.com/blog/":               "https://example.com/blog/feed/",
		"https://example.com/blog":                "https://example.com/blog/feed/",
		"https://example.com/blog/post.html?x=1":  "https://example.com/blog/feed/",
		"https://a:b@example.com/#x":              "https://example.com/feed/",
		"https://social.example/@ann":             "https://social.example/@ann.rss",
		"https://shop.example/blogs/news/a-story": "https://shop.example/blogs/news.atom",
	} {
		got := Guesses(page)
		if len(got) == 0 || len(got) > maxGuesses || got[0] != want {
			t.Errorf("%s: %q", page, got)
		}
		if len(unique(slices.Clone(got))) != len(got) {
			t.Errorf("%s: %q has doubles", page, got)
		}
		u, err := url.Parse(page)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Contains(got, "https://"+u.Host+"/feed.xml") {
			t.Errorf("%s: %q lacks the root", page, got)
		}
	}
	if got := Guesses("ftp://example.com/"); got != nil {
		t.Errorf("%q", got)
	}
}

func FuzzDiscover(f *testing.F) {
	f.Add(`<link rel="alternate" type="application/rss+xml" href="/rss">`, `</rss>; rel="alternate"`, "https://example.com/a")
	f.Add(`<base href=x><a href=feed:>rss`, `<>;;="`, "https://www.youtube.com/@a")
	f.Add(`<a href="%zz"><a><link><base><meta name=generator content=mastodon>`, `<a>;rel=feed,<`, "http://[::1]/")
	f.Fuzz(func(t *testing.T, html, head, page string) {
		for _, c := range Discover(&Response{URL: page, Body: []byte(html), Header: http.Header{"Link": {head}}}) {
			u, err := url.Parse(c.URL)
			if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil || strings.ContainsAny(c.URL, " \x1b\n") {
				t.Fatalf("%q", c.URL)
			}
		}
		if got := Guesses(page); len(got) > maxGuesses {
			t.Fatalf("%q", got)
		}
	})
}
