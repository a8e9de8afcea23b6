package parse

import (
	"html"
	"net/url"
	"regexp"
	"strings"

	"newspane/feed"
)

// submitted is the link to what a post on Reddit is about, as its feeds write it.
var submitted = regexp.MustCompile(`<a\s+href="([^"<>]+)"\s*>\s*\[link\]\s*</a>`)

// discussion finds where an item is discussed when its feed does not say so in as many words: on its own page when there is
// a feed of comments; and on Reddit, whose feeds name the discussion as the link, and what is discussed in the text.
func discussion(it *feed.Item, discussed bool) {
	switch {
	case it.Comments != "" || it.Link == "":
	case discussed:
		address, _, _ := strings.Cut(it.Link, "#")
		it.Comments = address + "#comments"
	case feed.DiscussionSite(it.Link) == "Reddit":
		it.Comments = it.Link
		m := submitted.FindStringSubmatch(string(it.Content))
		if m == nil {
			return
		}
		to := feed.ResolveURL("", html.UnescapeString(m[1]))
		if u, err := url.Parse(to); err == nil && to != "" && !ofReddit(u.Hostname()) {
			it.Link = to
		}
	}
}

func ofReddit(host string) bool {
	for _, h := range []string{"reddit.com", "redd.it", "redditmedia.com"} {
		if host == h || strings.HasSuffix(host, "."+h) {
			return true
		}
	}
	return false
}
