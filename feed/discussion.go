package feed

import (
	"fmt"
	"net/url"
	"strings"
)

// DiscussionSite names the site when an address leads to a discussion on one that is known for them; else "".
func DiscussionSite(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	host, path := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www."), u.Path
	switch {
	case host == "news.ycombinator.com" && path == "/item" && u.Query().Get("id") != "":
		return "Hacker News"
	case host == "lobste.rs" && strings.HasPrefix(path, "/s/"):
		return "Lobsters"
	case (host == "reddit.com" || strings.HasSuffix(host, ".reddit.com")) && strings.Contains(path, "/comments/"), host == "redd.it" && len(path) > 1:
		return "Reddit"
	case host == "tildes.net" && strings.HasPrefix(path, "/~") && strings.Count(path, "/") >= 2:
		return "Tildes"
	case host == "slashdot.org" && strings.HasPrefix(path, "/story/"), host == "news.slashdot.org" || host == "tech.slashdot.org":
		return "Slashdot"
	}
	return ""
}

// Discussion returns where the article is discussed: as its feed says, else where its text leads to a discussion of it.
// The title says which site it is, and how many comments there are when that is known; ok is false when there is none.
func (a *Article) Discussion() (l Link, ok bool) {
	if a.Comments != "" {
		return Link{Title: Clean(discussed(a.Comments, a.Replies)), URL: a.Comments, Kind: Comments}, true
	}
	for _, l := range Links(a.Body) {
		if DiscussionSite(l.URL) != "" && invites(l.Title.String()) {
			return Link{Title: Clean(discussed(l.URL, a.Replies)), URL: l.URL, Kind: Comments}, true
		}
	}
	return Link{}, false
}

// discussed names a discussion.
func discussed(address string, replies int) string {
	site, n := DiscussionSite(address), ""
	switch {
	case replies == 1:
		n = "1 comment"
	case replies > 1:
		n = fmt.Sprintf("%d comments", replies)
	}
	switch {
	case site != "" && n != "":
		return site + " · " + n
	case site != "":
		return site
	case n != "":
		return n
	}
	return "Comments"
}

// invites reports whether a link's text asks to discuss the article; stories about such sites lead there too.
func invites(text string) bool {
	text = strings.ToLower(text)
	if len(text) > 60 {
		return false
	}
	for _, w := range []string{"discuss", "comment", "hacker news", "hn", "lobsters", "lobste.rs", "on reddit", "news.ycombinator.com"} {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}
