package fetch

import (
	"slices"
	"strings"
)

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

func devTo(s spot) []string {
	switch {
	case len(s.parts) == 0:
		return []string{"https://dev.to/feed"}
	case s.part(0) == "t" && len(s.parts) > 1:
		return []string{"https://dev.to/feed/tag/" + s.part(1)}
	}
	return []string{"https://dev.to/feed/" + s.part(0)}
}

// microBlog has a JSON Feed beside each page.
func microBlog(s spot) []string {
	if user := s.part(0); user != "" && !strings.Contains(user, ".") && user != "discover" && user != "about" {
		return []string{"https://micro.blog/posts/" + user, "https://micro.blog/" + user + ".json"}
	}
	return nil
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
