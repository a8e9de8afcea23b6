package fetch

import (
	"slices"
	"strings"
)

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

func pypi(s spot) []string {
	if s.part(0) == "project" && len(s.parts) > 1 {
		return []string{"https://pypi.org/rss/project/" + s.part(1) + "/releases.xml"}
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

func steam(s spot) []string {
	if s.part(0) == "app" && len(s.parts) > 1 {
		return []string{"https://store.steampowered.com/feeds/news/app/" + s.part(1)}
	}
	return nil
}

func arxiv(s spot) []string {
	if s.part(0) == "list" && len(s.parts) > 1 {
		return []string{"https://rss.arxiv.org/rss/" + s.part(1)}
	}
	return nil
}
