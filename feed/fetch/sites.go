package fetch

import (
	"net/url"
	"path"
	"slices"
	"strings"
)

// spot is an address taken apart for the rules of sites.
type spot struct {
	host  string   // without "www."
	at    string   // "https://" and the host as it was
	parts []string // path segments, escaped, without empty ones
	query url.Values
	raw   string // the query as it was
}

func newSpot(u *url.URL) spot {
	s := spot{host: strings.TrimPrefix(u.Hostname(), "www."), at: "https://" + u.Host, query: u.Query(), raw: u.RawQuery}
	for _, p := range strings.Split(u.EscapedPath(), "/") {
		if p != "" {
			s.parts = append(s.parts, p)
		}
	}
	return s
}

// part returns segment i of the path, "" when there is none.
func (s spot) part(i int) string {
	if i < len(s.parts) {
		return s.parts[i]
	}
	return ""
}

// path returns the first n segments of the path, with the leading slash.
func (s spot) path(n int) string { return "/" + strings.Join(s.parts[:min(n, len(s.parts))], "/") }

// sub returns what stands before "."+domain in the host.
func (s spot) sub(domain string) (string, bool) {
	sub, ok := strings.CutSuffix(s.host, "."+domain)
	return sub, ok && sub != ""
}

// sites are the rules by host.
var sites = map[string]func(spot) []string{
	"arxiv.org": arxiv, "behance.net": behance, "bsky.app": bluesky, "codeberg.org": gitea, "dailymotion.com": dailymotion,
	"deviantart.com": deviantArt, "dev.to": devTo, "gist.github.com": gist, "gitea.com": gitea, "github.com": github,
	"gitlab.com": gitlab, "kickstarter.com": kickstarter, "letterboxd.com": letterboxd, "lobste.rs": lobsters,
	"m.youtube.com": youtube, "medium.com": medium, "micro.blog": microBlog, "music.youtube.com": youtube,
	"new.reddit.com": reddit, "news.ycombinator.com": hackerNews, "np.reddit.com": reddit, "old.reddit.com": reddit,
	"pinterest.com": pinterest, "producthunt.com": productHunt, "pypi.org": pypi, "reddit.com": reddit,
	"store.steampowered.com": steam, "substack.com": substack, "tumblr.com": tumblr, "vimeo.com": vimeo,
	"youtu.be": youtube, "youtube.com": youtube, "youtube-nocookie.com": youtube,
}

// domains are the rules of sites that give each author a host of their own.
var domains = []struct {
	domain string
	rule   func(s spot, sub string) []string
}{
	{"medium.com", func(s spot, sub string) []string { return []string{"https://medium.com/feed/" + sub, s.at + "/feed"} }},
	{"substack.com", func(s spot, _ string) []string { return []string{s.at + "/feed"} }},
	{"wordpress.com", func(s spot, _ string) []string { return []string{s.archive("feed/", "category", "tag", "author")} }},
	{"ghost.io", func(s spot, _ string) []string { return []string{s.archive("rss/", "tag", "author")} }},
	{"tumblr.com", func(s spot, _ string) []string { return []string{s.archive("rss", "tagged")} }},
	{"stackexchange.com", func(s spot, _ string) []string { return stackExchange(s) }},
}

// siteFeeds returns the feeds of a site whose feed addresses are known by rule, best first; none when u is a feed
// itself or of no such site.
func siteFeeds(u *url.URL) []string {
	s := newSpot(u)
	if u.Port() != "" || isFeedPath(s) {
		return nil
	}
	if rule := sites[s.host]; rule != nil {
		return rule(s)
	}
	for _, d := range domains {
		if sub, ok := s.sub(d.domain); ok && !strings.Contains(sub, ".") {
			return d.rule(s, sub)
		}
	}
	switch host := s.host; {
	case strings.Contains(host, ".blogspot."):
		return blogger(s)
	case host == "stackoverflow.com" || host == "superuser.com" || host == "serverfault.com" || host == "askubuntu.com":
		return stackExchange(s)
	case strings.HasPrefix(host, "gitlab."):
		return gitlab(s)
	case slices.Contains(mastodons, host) || strings.HasPrefix(host, "mastodon.") || strings.HasPrefix(host, "mstdn."):
		return mastodon(s)
	}
	return nil
}

// isFeedPath reports whether the path is a feed's by its own word.
func isFeedPath(s spot) bool {
	if len(s.parts) == 0 {
		return false
	}
	last := strings.ToLower(s.parts[len(s.parts)-1])
	switch path.Ext(last) {
	case ".rss", ".atom", ".rdf", ".xml":
		return true
	}
	first := strings.ToLower(s.parts[0])
	return first == "feeds" || first == "feed" || last == "feed" || last == "rss" || last == "atom"
}

// archive returns the feed of the archive page that the path names by one of kinds, else of the whole site.
func (s spot) archive(feed string, kinds ...string) string {
	if slices.Contains(kinds, s.part(0)) && len(s.parts) > 1 {
		return s.at + s.path(2) + "/" + feed
	}
	return s.at + "/" + feed
}
