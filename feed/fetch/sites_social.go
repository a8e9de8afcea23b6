package fetch

import (
	"net/url"
	"slices"
	"strings"
)

// mastodons are well-known instances; those of other names are known by their pages' links.
var mastodons = []string{"mastodon.social", "mastodon.online", "fosstodon.org", "hachyderm.io", "mas.to", "infosec.exchange",
	"chaos.social", "techhub.social", "mathstodon.xyz", "mstdn.social", "mstdn.jp", "mstdn.io", "social.coop", "norden.social",
	"mamot.fr", "indieweb.social", "aus.social", "universeodon.com", "piaille.fr", "ruby.social", "journa.host"}

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

func hackerNews(s spot) []string {
	const at = "https://hnrss.org"
	id := url.QueryEscape(s.query.Get("id"))
	switch first := s.part(0); first {
	case "", "news", "front":
		return []string{"https://news.ycombinator.com/rss"}
	case "show", "shownew":
		return []string{"https://news.ycombinator.com/showrss"}
	case "ask", "newest", "jobs", "best":
		return []string{at + "/" + first}
	case "newcomments":
		return []string{at + "/newcomments"}
	case "over":
		return []string{at + "/newest?points=" + url.QueryEscape(s.query.Get("points"))}
	case "user", "item", "submitted", "threads", "favorites":
		if id != "" {
			return []string{at + "/" + first + "?id=" + id}
		}
	}
	return nil
}

func lobsters(s spot) []string {
	switch first := s.part(0); {
	case first == "":
		return []string{"https://lobste.rs/rss"}
	case (first == "t" || first == "newest" || first == "domains") && len(s.parts) > 1:
		return []string{"https://lobste.rs" + s.path(2) + ".rss"}
	case first == "newest" || first == "comments":
		return []string{"https://lobste.rs/" + first + ".rss"}
	case strings.HasPrefix(first, "~") && len(first) > 1:
		return []string{"https://lobste.rs/newest/" + first[1:] + ".rss"}
	case first == "u" && len(s.parts) > 1:
		return []string{"https://lobste.rs/newest/" + s.part(1) + ".rss"}
	}
	return nil
}

func letterboxd(s spot) []string {
	if user := s.part(0); user != "" && !slices.Contains([]string{"film", "films", "lists", "members", "search", "journal"}, user) {
		return []string{"https://letterboxd.com/" + user + "/rss/"}
	}
	return nil
}
