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

// mastodons are well-known instances; those of other names are known by their pages' links.
var mastodons = []string{"mastodon.social", "mastodon.online", "fosstodon.org", "hachyderm.io", "mas.to", "infosec.exchange",
	"chaos.social", "techhub.social", "mathstodon.xyz", "mstdn.social", "mstdn.jp", "mstdn.io", "social.coop", "norden.social",
	"mamot.fr", "indieweb.social", "aus.social", "universeodon.com", "piaille.fr", "ruby.social", "journa.host"}

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

func youtube(s spot) []string {
	if list := s.query.Get("list"); list != "" && (s.part(0) == "playlist" || s.part(0) == "watch" || s.host == "youtu.be") &&
		!strings.HasPrefix(list, "RD") && list != "WL" && list != "LL" {
		return []string{youtubePlaylist(list)}
	}
	if s.part(0) == "channel" {
		return youtubeChannel(s.part(1))
	}
	return nil // handles, user names and videos: the page says which channel it is
}

// youtubeChannel returns a channel's feeds: of its videos without Shorts and live streams, then of everything.
func youtubeChannel(id string) []string {
	if len(id) < 3 || !strings.HasPrefix(id, "UC") {
		return nil
	}
	return []string{youtubePlaylist("UULF" + id[2:]), "https://www.youtube.com/feeds/videos.xml?channel_id=" + url.QueryEscape(id)}
}

func youtubePlaylist(id string) string {
	return "https://www.youtube.com/feeds/videos.xml?playlist_id=" + url.QueryEscape(id)
}

func reddit(s spot) []string {
	at := "https://www.reddit.com"
	if s.host == "old.reddit.com" {
		at = "https://old.reddit.com"
	}
	p := s.path(len(s.parts))
	switch first := s.part(0); {
	case first == "":
		p = ""
	case first == "r" && len(s.parts) > 1:
		if s.part(2) == "comments" {
			p = s.path(4)
		}
	case (first == "u" || first == "user") && len(s.parts) > 1:
		p = "/user" + strings.TrimPrefix(p, "/"+first)
	case first == "domain" && len(s.parts) > 1:
	case first == "hot" || first == "new" || first == "top" || first == "rising" || first == "controversial":
	default:
		return nil
	}
	feed := at + p + "/.rss"
	if s.raw != "" {
		feed += "?" + s.raw
	}
	return []string{feed}
}

var githubReserved = []string{"about", "account", "apps", "codespaces", "collections", "contact", "customer-stories",
	"dashboard", "enterprise", "events", "explore", "features", "issues", "join", "login", "logout", "marketplace", "new",
	"notifications", "orgs", "pricing", "pulls", "readme", "search", "security", "sessions", "settings", "signup", "site",
	"sponsors", "stars", "team", "topics", "trending", "watching"}

func github(s spot) []string {
	const at = "https://github.com"
	if s.part(0) == "orgs" && len(s.parts) > 1 {
		return []string{at + "/" + s.part(1) + ".atom"}
	}
	if len(s.parts) == 0 || slices.Contains(githubReserved, strings.ToLower(s.part(0))) {
		return nil
	}
	if len(s.parts) == 1 {
		return []string{at + "/" + s.part(0) + ".atom"}
	}
	repo := at + "/" + s.part(0) + "/" + strings.TrimSuffix(s.part(1), ".git")
	branch := ""
	if len(s.parts) > 3 {
		branch = "/" + strings.Join(s.parts[3:], "/")
	}
	switch s.part(2) {
	case "tags", "wiki", "discussions":
		return []string{repo + "/" + s.part(2) + ".atom"}
	case "commits", "commit":
		return []string{repo + "/commits" + branch + ".atom"}
	case "tree":
		return []string{repo + "/commits" + branch + ".atom"}
	}
	return []string{repo + "/releases.atom", repo + "/tags.atom", repo + "/commits.atom"}
}

func gist(s spot) []string {
	if user := s.part(0); user != "" && user != "discover" && user != "starred" {
		return []string{"https://gist.github.com/" + user + ".atom"}
	}
	return nil
}

func gitlab(s spot) []string {
	project := s.parts
	var rest []string
	if i := slices.Index(s.parts, "-"); i >= 0 {
		project, rest = s.parts[:i], s.parts[i+1:]
	}
	base := s.at + "/" + strings.Join(project, "/")
	switch {
	case len(project) == 0 || slices.Contains([]string{"explore", "users", "help", "search", "dashboard"}, project[0]):
		return nil
	case len(project) == 1:
		return []string{base + ".atom"}
	case len(rest) > 1 && (rest[0] == "commits" || rest[0] == "tree"):
		return []string{base + "/-/commits/" + strings.Join(rest[1:], "/") + "?format=atom"}
	case len(rest) > 0 && rest[0] == "tags":
		return []string{base + "/-/tags?format=atom"}
	}
	return []string{base + "/-/releases.atom", base + "/-/tags?format=atom", base + ".atom"}
}

func gitea(s spot) []string {
	switch {
	case len(s.parts) == 0 || s.part(0) == "explore" || s.part(0) == "user":
		return nil
	case len(s.parts) == 1:
		return []string{s.at + s.path(1) + ".rss"}
	case s.part(2) == "tags":
		return []string{s.at + s.path(3) + ".rss"}
	}
	return []string{s.at + s.path(2) + "/releases.rss", s.at + s.path(2) + ".rss"}
}

func mastodon(s spot) []string {
	switch first := s.part(0); {
	case strings.HasPrefix(first, "@") && strings.Count(first, "@") == 1 && len(first) > 1:
		return []string{s.at + "/" + first + ".rss"}
	case (first == "tags" || first == "users") && len(s.parts) > 1:
		return []string{s.at + s.path(2) + ".rss"}
	}
	return nil
}

func bluesky(s spot) []string {
	if s.part(0) == "profile" && len(s.parts) > 1 {
		return []string{"https://bsky.app" + s.path(2) + "/rss"}
	}
	return nil
}

func medium(s spot) []string {
	const at = "https://medium.com/feed"
	switch first := s.part(0); {
	case first == "" || slices.Contains([]string{"m", "me", "search", "about", "plans", "p", "new-story"}, first):
		return nil
	case first == "tag" || first == "topic":
		return []string{at + "/tag/" + s.part(1)}
	case s.part(1) == "tagged" && len(s.parts) > 2:
		return []string{at + s.path(3)}
	}
	return []string{at + s.path(1)}
}

func substack(s spot) []string {
	if name, ok := strings.CutPrefix(s.part(0), "@"); ok && name != "" {
		return []string{"https://" + strings.ToLower(name) + ".substack.com/feed"}
	}
	return nil
}

func blogger(s spot) []string {
	feed := s.at + "/feeds/posts/default"
	if s.part(0) == "search" && s.part(1) == "label" && len(s.parts) > 2 {
		return []string{feed + "/-/" + s.part(2)}
	}
	return []string{feed}
}

func tumblr(s spot) []string {
	name := s.part(0)
	if name == "blog" {
		name = s.part(1)
	}
	if name == "view" {
		name = s.part(2)
	}
	if name == "" || slices.Contains([]string{"dashboard", "explore", "tagged", "search", "login", "about"}, name) {
		return nil
	}
	return []string{"https://" + strings.TrimPrefix(name, "@") + ".tumblr.com/rss"}
}
