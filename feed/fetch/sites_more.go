package fetch

import (
	"net/url"
	"slices"
	"strings"
)

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

func devTo(s spot) []string {
	switch {
	case len(s.parts) == 0:
		return []string{"https://dev.to/feed"}
	case s.part(0) == "t" && len(s.parts) > 1:
		return []string{"https://dev.to/feed/tag/" + s.part(1)}
	}
	return []string{"https://dev.to/feed/" + s.part(0)}
}

func dailymotion(s spot) []string {
	switch first := s.part(0); {
	case first == "" || first == "video":
		return nil
	case (first == "playlist" || first == "user") && len(s.parts) > 1:
		return []string{"https://www.dailymotion.com/rss" + s.path(2)}
	default:
		return []string{"https://www.dailymotion.com/rss/user/" + first}
	}
}

func deviantArt(s spot) []string {
	if user := s.part(0); user != "" && user != "tag" && user != "search" {
		return []string{"https://backend.deviantart.com/rss.xml?type=deviation&q=by%3A" + user + "+sort%3Atime+meta%3Aall"}
	}
	return nil
}

func behance(s spot) []string {
	if user := s.part(0); user != "" && user != "gallery" && user != "search" {
		return []string{"https://www.behance.net/feeds/user?username=" + user}
	}
	return nil
}

func pinterest(s spot) []string {
	switch first := s.part(0); {
	case first == "" || slices.Contains([]string{"pin", "search", "ideas", "login"}, first):
		return nil
	case len(s.parts) == 1 || strings.HasPrefix(s.part(1), "_"):
		return []string{"https://www.pinterest.com/" + first + "/feed.rss"}
	}
	return []string{"https://www.pinterest.com" + s.path(2) + ".rss"}
}

func kickstarter(s spot) []string {
	if s.part(0) == "projects" && len(s.parts) > 2 {
		return []string{"https://www.kickstarter.com" + s.path(3) + "/posts.atom"}
	}
	return []string{"https://www.kickstarter.com/projects/feed.atom"}
}

func productHunt(s spot) []string {
	if (s.part(0) == "topics" || s.part(0) == "categories") && len(s.parts) > 1 {
		return []string{"https://www.producthunt.com/feed?category=" + s.part(1)}
	}
	return []string{"https://www.producthunt.com/feed"}
}

func letterboxd(s spot) []string {
	if user := s.part(0); user != "" && !slices.Contains([]string{"film", "films", "lists", "members", "search", "journal"}, user) {
		return []string{"https://letterboxd.com/" + user + "/rss/"}
	}
	return nil
}

func vimeo(s spot) []string {
	switch first := s.part(0); {
	case first == "" || strings.Trim(first, "0123456789") == "":
		return nil
	case (first == "channels" || first == "groups" || first == "album") && len(s.parts) > 1:
		return []string{"https://vimeo.com" + s.path(2) + "/videos/rss"}
	default:
		return []string{"https://vimeo.com/" + first + "/videos/rss"}
	}
}

func arxiv(s spot) []string {
	if s.part(0) == "list" && len(s.parts) > 1 {
		return []string{"https://rss.arxiv.org/rss/" + s.part(1)}
	}
	return nil
}

func pypi(s spot) []string {
	if s.part(0) == "project" && len(s.parts) > 1 {
		return []string{"https://pypi.org/rss/project/" + s.part(1) + "/releases.xml"}
	}
	return nil
}

func steam(s spot) []string {
	if s.part(0) == "app" && len(s.parts) > 1 {
		return []string{"https://store.steampowered.com/feeds/news/app/" + s.part(1)}
	}
	return nil
}

func stackExchange(s spot) []string {
	switch first := s.part(0); {
	case first == "" || first == "questions" && len(s.parts) == 1:
		return []string{s.at + "/feeds"}
	case first == "questions" && s.part(1) == "tagged" && len(s.parts) > 2:
		return []string{s.at + "/feeds/tag?tagnames=" + s.part(2) + "&sort=newest"}
	case first == "questions":
		return []string{s.at + "/feeds/question/" + s.part(1)}
	case first == "users" && len(s.parts) > 1:
		return []string{s.at + "/feeds/user/" + s.part(1)}
	}
	return nil
}

// microBlog has a JSON Feed beside each page.
func microBlog(s spot) []string {
	if user := s.part(0); user != "" && !strings.Contains(user, ".") && user != "discover" && user != "about" {
		return []string{"https://micro.blog/posts/" + user, "https://micro.blog/" + user + ".json"}
	}
	return nil
}
