package parse

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"newspane/feed"
)

// findRoot returns the place of the first tag of a feed, which stands near the start of the document; inside a web page
// only a tag with attributes is one.
func findRoot(text string) (int, bool) {
	z := scanner{s: text}
	page := false
	for range maxPreTags {
		t, ok := z.next()
		if !ok || t.start > maxPreamble+commentBefore(text) {
			return 0, false
		}
		if t.close {
			continue
		}
		switch lower(localName(t.name)) {
		case "html":
			page = true
		case "rss", "rdf", "channel", "feed", "entry", "item":
			if !page || strings.Contains(t.attrs, "=") {
				return t.start, true
			}
		case "opml", "urlset", "sitemapindex", "svg":
			return 0, false
		}
	}
	return 0, false
}

// commentBefore returns the length of blanks and comments before anything else.
func commentBefore(text string) int {
	n := 0
	for {
		rest := strings.TrimLeft(text[n:], " \t\r\n")
		n = len(text) - len(rest)
		if !strings.HasPrefix(rest, "<!--") {
			return n
		}
		i := strings.Index(rest, "-->")
		if i < 0 {
			return n
		}
		n += i + 3
	}
}

// notFeed returns the error for a document that is no feed; it says what the document looks like.
func notFeed(o Options, body []byte, text string) error {
	return &feed.Error{Op: "parse", URL: o.URL, Kind: feed.NotFeed, Err: errors.New(looksLike(body, text, o.Header))}
}

// magic are the first bytes of files that are no text.
var magic = []struct{ bytes, name string }{
	{"%PDF-", "a PDF"}, {"\x89PNG", "a picture"}, {"\xff\xd8\xff", "a picture"}, {"GIF8", "a picture"}, {"RIFF", "a media file"},
	{"PK\x03\x04", "a ZIP archive"}, {"\x1f\x8b", "a damaged gzip file"}, {"ID3", "a media file"}, {"OggS", "a media file"},
	{"\x28\xb5\x2f\xfd", "zstd data"}, {"BZh", "a bzip2 file"}, {"\x7fELF", "a program"},
}

// looksLike says in a few words what a document is that is no feed.
func looksLike(body []byte, text string, h http.Header) string {
	for _, m := range magic {
		if bytes.HasPrefix(body, []byte(m.bytes)) {
			return "this is " + m.name + ", not a feed"
		}
	}
	head := strings.TrimSpace(text)
	switch {
	case head == "" && len(body) == 0:
		return "the document is empty"
	case head == "":
		return "the document is blank"
	case head[0] == '{' || head[0] == '[':
		return "this is JSON, but no JSON Feed" + jsonComplaint(head)
	}
	z := scanner{s: head[:min(len(head), maxPreamble)]}
	for {
		t, ok := z.next()
		if !ok {
			break
		}
		name := lower(localName(t.name))
		switch {
		case t.close:
			continue
		case name == "opml":
			return "this is a list of subscriptions (OPML), not a feed: import it"
		case name == "urlset" || name == "sitemapindex":
			return "this is a sitemap, not a feed"
		case name == "svg":
			return "this is a picture, not a feed"
		case htmlTags[name] != 0:
			return "this is a web page, not a feed" + pageTitle(head)
		}
		return fmt.Sprintf("this is XML (<%s>), but no feed", clean(capped(t.name, 40)))
	}
	if strings.HasPrefix(head, "<") {
		return "this is XML without a feed in it"
	}
	if line := clean(capped(head, 200)); line != "" {
		return fmt.Sprintf("this is text, not a feed: %q", capped(line, 80))
	}
	return "this is no feed"
}

// pageTitle returns a web page's title for a message, "" when it has none.
func pageTitle(head string) string {
	z := scanner{s: head[:min(len(head), maxPreamble)]}
	for {
		t, ok := z.next()
		if !ok {
			return ""
		}
		if !t.close && strings.EqualFold(t.name, "title") {
			inner, _, _ := strings.Cut(head[t.end:], "<")
			if title := clean(noEntities.decode(capped(inner, 400))); title != "" {
				return fmt.Sprintf(": %q", capped(title, 80))
			}
			return ""
		}
	}
}
