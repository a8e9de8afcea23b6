package clean

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newspane/feed"
)

// media adds audio, video and embedded frames as a link with a name; nothing is ever loaded.
func (w *flow) media(n *html.Node, f frame) {
	if isBeacon(n) {
		return
	}
	u := ""
	for _, key := range []string{"src", "data-src", "data", "data-lazy-src"} {
		if u = w.link(attr(n, key)); u != "" {
			break
		}
	}
	if u == "" {
		if s := within(n, func(n *html.Node) bool { return n.DataAtom == atom.Source && attr(n, "src") != "" }); s != nil {
			u = w.link(attr(s, "src"))
		}
	}
	if u == "" || isPlaceholder(u) {
		if n.DataAtom == atom.Object {
			w.division(n, f)
		}
		return
	}
	name := feed.Clean(attr(n, "title"))
	if name.IsEmpty() {
		name = feed.Clean(attr(n, "aria-label"))
	}
	if name.IsEmpty() {
		name = feed.Clean(kindOf(n) + hostOf(u))
	}
	w.emit(f, feed.Block{Kind: feed.Media, Text: []feed.Span{{Text: name, URL: u}}})
}

func kindOf(n *html.Node) string {
	switch n.DataAtom {
	case atom.Audio:
		return "Audio: "
	case atom.Video:
		return "Video: "
	}
	return "Embedded: "
}

func hostOf(u string) string {
	p, err := url.Parse(u)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(p.Hostname(), "www.")
}

// IsPullQuote reports whether an element repeats words of the text as an ornament, by its class.
func IsPullQuote(n *html.Node) bool { return n.Type == html.ElementNode && isPullQuote(n) }

// isPullQuote reports whether an element repeats words of the text as an ornament.
func isPullQuote(n *html.Node) bool {
	return hasClass(n, "pullquote", "pull-quote", "pull_quote", "wp-block-pullquote", "article-pullquote") && n.DataAtom != atom.Span
}
