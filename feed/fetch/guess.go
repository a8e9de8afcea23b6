package fetch

import (
	"net/url"
	"strings"
)

// maxGuesses is the most requests that guessing may cost.
const maxGuesses = 12

// hereGuesses are tried in the page's own directory, rootGuesses at the site's root (miniflux's and NetNewsWire's
// lists, the usual first).
var (
	hereGuesses = []string{"feed/", "index.xml", "feed.xml", "atom.xml", "rss.xml"}
	rootGuesses = []string{"feed/", "index.xml", "feed.xml", "atom.xml", "rss.xml", "rss/", "feed.atom", "index.rss",
		"feed.json", "?feed=rss2", "feeds/posts/default", "rss/feed.xml", "blog/feed", ".well-known/feeds"}
)

// Guesses returns the addresses where feeds of a site usually are, to be tried one at a time until one is a feed, for
// a page that names none. There are at most twelve.
func Guesses(pageURL string) []string {
	u, err := parseURL(pageURL)
	if err != nil {
		return nil
	}
	u = bare(u)
	u.RawQuery, u.ForceQuery = "", false
	at := u.Scheme + "://" + u.Host
	p := u.EscapedPath()
	var list []string
	if name := strings.TrimSuffix(p, "/"); strings.HasPrefix(name, "/@") && strings.Count(name, "/") == 1 {
		list = append(list, at+name+".rss") // Mastodon and its kin
	}
	if parts := strings.Split(strings.Trim(p, "/"), "/"); len(parts) > 1 && parts[0] == "blogs" {
		list = append(list, at+"/blogs/"+parts[1]+".atom") // Shopify
	}
	if dir := directory(p); dir != "/" {
		for _, g := range hereGuesses {
			list = append(list, at+dir+g)
		}
	}
	for _, g := range rootGuesses {
		list = append(list, at+"/"+g)
	}
	list = unique(list)
	return list[:min(len(list), maxGuesses)]
}

// directory returns the path's directory with a slash at its end; a last segment without a dot is one, too.
func directory(p string) string {
	i := strings.LastIndexByte(p, '/')
	if i < 0 {
		return "/"
	}
	if last := p[i+1:]; last != "" && !strings.Contains(last, ".") {
		return p + "/"
	}
	return p[:i+1]
}

// makers are the programs that make sites, as they call themselves, and where they put their feeds.
var makers = []struct{ name, feed string }{
	{"wordpress", "/feed/"}, {"discourse", "/latest.rss"}, {"ghost", "/rss/"}, {"hugo", "/index.xml"},
	{"jekyll", "/feed.xml"}, {"squarespace", "?format=rss"}, {"blogger", "/feeds/posts/default"}, {"hexo", "/atom.xml"},
	{"drupal", "/rss.xml"}, {"gatsby", "/rss.xml"}, {"astro", "/rss.xml"}, {"wix", "/blog-feed.xml"},
	{"zola", "/atom.xml"}, {"pelican", "/feeds/all.atom.xml"}, {"eleventy", "/feed/feed.xml"}, {"joomla", "?format=feed&type=rss"},
	{"mediawiki", "/index.php?title=Special:RecentChanges&feed=atom"}, {"typepad", "/atom.xml"}, {"movable type", "/atom.xml"},
	{"typo3", "?type=9818"}, {"docusaurus", "/blog/rss.xml"}, {"writefreely", "/feed/"}, {"mastodon", ".rss"},
}

// generated returns where the program that made a page, by the name in its meta element, has its feed.
func generated(generator string, page *url.URL) []string {
	generator = strings.ToLower(generator)
	for _, m := range makers {
		if generator == "" || !strings.Contains(generator, m.name) {
			continue
		}
		if m.feed == ".rss" {
			return []string{strings.TrimSuffix(page.EscapedPath(), "/") + m.feed}
		}
		return []string{m.feed}
	}
	return nil
}
