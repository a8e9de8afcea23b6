package fetch

import (
	"bytes"
	"mime"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"

	"newspane/feed"
)

// Candidate is a feed that an address may stand for.
type Candidate struct {
	URL   string
	Title feed.Text
	Type  string // media type, "" when unknown
	Sure  bool   // the page declares it as its feed; others are to be fetched before they are believed
	score int
}

const (
	maxCandidates = 50
	maxBodyLinks  = 10 // links of the running page that are worth a look
)

// feedTypes are the media types that announce a feed in a link.
var feedTypes = map[string]bool{
	"application/rss+xml": true, "application/atom+xml": true, "application/rdf+xml": true, "application/feed+json": true,
	"application/x-rss+xml": true, "text/rss+xml": true, "text/atom+xml": true, "application/xml": true, "text/xml": true,
	"application/json": true,
}

// Discover returns the feeds that a page names, best first: by its HTTP Link header and its link elements, by what a
// known site says of itself, and where there is none of these, by the links that read like feeds and by the program
// that made the page.
func Discover(r *Response) []Candidate {
	if r == nil || r.NotModified {
		return nil
	}
	page, err := url.Parse(r.URL)
	if err != nil {
		return nil
	}
	f := finder{page: page, base: r.URL, seen: map[string]int{}}
	for _, l := range linkHeader(r.Header.Values("Link")) {
		f.declared(l, r.URL)
	}
	doc := scan(utf8Body(r))
	if b := feed.ResolveURL(r.URL, doc.base); doc.base != "" && b != "" {
		f.base = b
	}
	for i, u := range embeddedFeeds(page, r.Body) {
		title := strings.TrimSuffix(feed.Clean(doc.title).String(), " - YouTube")
		if title != "" && i > 0 {
			title += " (with Shorts and live streams)"
		}
		f.add(Candidate{URL: u, Title: feed.Clean(title), Sure: true, score: 100 - i}, false)
	}
	for _, l := range doc.links {
		f.declared(l, f.base)
	}
	if len(f.found) == 0 {
		f.bodyLinks(doc.anchors)
		for _, ref := range generated(doc.generator, page) {
			if u := feed.ResolveURL(r.URL, ref); u != "" {
				f.add(Candidate{URL: u, score: -100}, false)
			}
		}
	}
	slices.SortStableFunc(f.found, func(a, b Candidate) int { return b.score - a.score })
	return f.found
}

// finder gathers candidates, each address once.
type finder struct {
	page  *url.URL
	base  string
	found []Candidate
	seen  map[string]int // address to index in found
}

// link is a link of a page or of the HTTP header, as it came.
type link struct {
	href, rel, kind, title, text string
}

// declared adds a link that says it is a feed.
func (f *finder) declared(l link, base string) {
	rels := strings.Fields(strings.ToLower(l.rel))
	kind := strings.ToLower(strings.TrimSpace(l.kind))
	if t, _, err := mime.ParseMediaType(kind); err == nil {
		kind = t
	}
	switch {
	case slices.Contains(rels, "feed"):
	case !slices.Contains(rels, "alternate"):
		return
	case kind == "" && feedExtension(l.href):
	case !feedTypes[kind], kind == "application/json" && strings.Contains(l.href, "/wp-json/"):
		return
	}
	if u := resolve(base, l.href); u != "" && u != f.page.String() {
		f.add(Candidate{URL: u, Title: feed.Clean(l.title), Type: kind, Sure: true, score: 50}, true)
	}
}

// add keeps a candidate; ranked ones get their score for place, address and title as NetNewsWire gives it.
func (f *finder) add(c Candidate, ranked bool) {
	if i, ok := f.seen[c.URL]; ok {
		if f.found[i].Title.IsEmpty() {
			f.found[i].Title = c.Title
		}
		return
	}
	if len(f.found) >= maxCandidates {
		return
	}
	if ranked {
		c.score += score(c, len(f.found))
	}
	f.seen[c.URL] = len(f.found)
	f.found = append(f.found, c)
}

func score(c Candidate, before int) int {
	n := -5 * before
	u := strings.ToLower(c.URL)
	for _, w := range []struct {
		is    bool
		worth int
	}{
		{commentsWord.MatchString(u + " " + c.Title.String()), -100}, // NetNewsWire: -10 each; they belong last
		{strings.Contains(u, "podcast"), -10},
		{strings.Contains(u, "rss"), 5},
		{strings.HasSuffix(u, "/index.xml"), 5},
		{strings.HasSuffix(u, "/feed/"), 5},
		{strings.HasSuffix(u, "/feed"), 4},
		{strings.Contains(u, "json"), 3},
	} {
		if w.is {
			n += w.worth
		}
	}
	return n
}

var (
	// notFeeds are words and files that hold a feed's word and are none.
	notFeeds = strings.NewReplacer("buzzfeed", "", "feedback", "", "sitemap", " ", "opensearch.xml", "", "xmlrpc", "",
		"manifest.json", "", "wp-json", "", "jsonld", "", "feedly.com", "")
	// commentsWord is in the names of feeds of comments, in the languages of those who make them most.
	commentsWord = regexp.MustCompile(`(?i)comment|kommentar|comentário|comentario|commenti|reacties|komment|コメント|评论|댓글`)
	feedWord     = regexp.MustCompile(`feed|xml|rss|atom|json`)
	anchorWord   = regexp.MustCompile(`(?i)\b(rss|feed|atom|subscribe)\b`)
)

// bodyLinks adds the links that read like feeds: of the page's own host before others, those with a feed's extension
// first (SimplePie's order).
func (f *finder) bodyLinks(anchors []link) {
	type hit struct {
		link
		url  string
		rank int
	}
	var hits []hit
	for _, a := range anchors {
		u := resolve(f.base, a.href)
		p, err := url.Parse(u)
		if u == "" || err != nil || u == f.page.String() {
			continue
		}
		word := feedWord.MatchString(notFeeds.Replace(strings.ToLower(p.Host + p.Path + "?" + p.RawQuery)))
		if strings.Contains(strings.ToLower(p.Path), "sitemap") || !word && !anchorWord.MatchString(a.text) {
			continue
		}
		rank := 0
		if !strings.EqualFold(p.Host, f.page.Host) {
			rank += 4
		}
		if !feedExtension(p.Path) {
			rank += 2
		}
		if !word {
			rank++
		}
		hits = append(hits, hit{a, u, rank})
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return a.rank - b.rank })
	for _, h := range hits {
		if len(f.found) == maxBodyLinks {
			return
		}
		f.add(Candidate{URL: h.url, Title: feed.Clean(h.title)}, true)
	}
}

// feedExtension reports whether an address ends as feeds do.
func feedExtension(ref string) bool {
	ref, _, _ = strings.Cut(ref, "?")
	ref = strings.ToLower(ref)
	for _, e := range []string{".rss", ".rdf", ".atom", ".xml"} {
		if strings.HasSuffix(ref, e) {
			return true
		}
	}
	return false
}

// resolve is [feed.ResolveURL] for links that may have the scheme of feed readers.
func resolve(base, href string) string {
	href = strings.TrimSpace(href)
	if loc := feedScheme.FindStringIndex(href); loc != nil {
		href = strings.TrimPrefix(href[loc[1]:], "//")
		if !httpScheme.MatchString(href) {
			href = "http://" + href
		}
	}
	u := feed.ResolveURL(base, href)
	u, _, _ = strings.Cut(u, "#")
	return u
}

var (
	youtubeID = regexp.MustCompile(
		`(?:"externalId":"|"channelId":"|itemprop="(?:channelId|identifier)" content="|youtube\.com/channel/)(UC[\w-]{22})`)
	youtubeCanonical = regexp.MustCompile(`<link rel="canonical" href="https://www\.youtube\.com/channel/(UC[\w-]{22})"`)
	soundcloudID     = regexp.MustCompile(`soundcloud://users:(\d+)`)
)

// embeddedFeeds returns the feeds of sites whose pages hold the number that their feeds are addressed by.
func embeddedFeeds(page *url.URL, body []byte) []string {
	host := strings.ToLower(page.Hostname())
	switch {
	case host == "youtu.be" || host == "youtube.com" || strings.HasSuffix(host, ".youtube.com"):
		m := youtubeCanonical.FindSubmatch(body)
		if m == nil {
			m = youtubeID.FindSubmatch(body)
		}
		if m != nil {
			return youtubeChannel(string(m[1]))
		}
	case host == "soundcloud.com" || strings.HasSuffix(host, ".soundcloud.com"):
		if m := soundcloudID.FindSubmatch(body); m != nil {
			return []string{"https://feeds.soundcloud.com/users/soundcloud:users:" + string(m[1]) + "/sounds.rss"}
		}
	}
	return nil
}

// utf8Body returns the body in UTF-8: the titles of links are for people.
func utf8Body(r *Response) []byte {
	if utf8.Valid(r.Body) {
		return r.Body
	}
	e, _, _ := charset.DetermineEncoding(r.Body[:min(len(r.Body), 1024)], r.Header.Get("Content-Type"))
	b, err := e.NewDecoder().Bytes(r.Body)
	if err != nil {
		return bytes.ToValidUTF8(r.Body, []byte("\uFFFD"))
	}
	return b
}
