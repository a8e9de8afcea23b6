// Package opml reads and writes lists of subscriptions (OPML 1 and 2, http://opml.org/spec2.opml). It does no I/O of its
// own and runs nothing that a list names.
package opml

import (
	"fmt"
	"strings"

	"newspane/feed"
)

// Problem is an outline that was not taken, or not whole, and why.
type Problem struct {
	Line int
	Text string // a sentence
}

// Limits of what is read.
const (
	maxBytes = 32 << 20
	maxFeeds = 50_000
	maxDepth = 16 // deeper folders count as the one they are in
	// maxProblems is the most that are told one by one.
	maxProblems = 1_000
)

// outline is an open <outline> element.
type outline struct {
	line     int
	name     string
	isFeed   bool
	children int
	wanted   bool // it says that it is a feed, whether it names an address or not
}

// folder is the path of the folders that the open outlines make.
func folder(open []outline) string {
	var path []string
	for _, o := range open {
		if name := strings.Trim(o.name, "/ "); !o.isFeed && name != "" && len(path) < maxDepth {
			path = append(path, name)
		}
	}
	return strings.Join(path, "/")
}

// attributes of an outline by lower-case name: programs disagree about the case.
type attributes map[string]string

func (a attributes) first(names ...string) string {
	for _, n := range names {
		if v := strings.TrimSpace(a[n]); v != "" {
			return v
		}
	}
	return ""
}

// name is what a person calls the outline.
func (a attributes) name() string { return feed.Clean(a.first("title", "text")).String() }

// subscription makes a feed of an outline; problem says why it is none, or what of it was left out.
func (a attributes) subscription(within string) (sub feed.Subscription, taken bool, problem string) {
	name, address := a.name(), a.first("xmlurl")
	label := name
	if label == "" {
		label = feed.Clean(address).String()
	}
	if a.first("type") == "include" {
		return sub, false, fmt.Sprintf("outline %q is another list; import that list itself", label)
	}
	url, why := resolve(address)
	if url == "" {
		return sub, false, fmt.Sprintf("outline %q %s; skipped", label, why)
	}
	switch {
	case a.first("filtercmd", "filter", "cmd") != "":
		problem = fmt.Sprintf("outline %q names a command; the feed was taken, the command was not", label)
	case strings.Contains(address, "@") && !strings.Contains(url, "@"):
		problem = fmt.Sprintf("outline %q has a password in its address; the feed was taken without it", label)
	}
	if within == "" {
		within = category(a.first("category"))
	}
	return feed.Subscription{
		URL: url, Title: feed.Clean(name), Site: feed.ResolveURL("", a.first("htmlurl")), Folder: within,
		Language: feed.Clean(a.first("language")).String(),
	}, true, problem
}

// resolve returns a feed's address as http(s), or why it is none.
func resolve(address string) (url, why string) {
	lower := strings.ToLower(address)
	switch {
	case address == "":
		return "", "has no xmlUrl"
	case strings.HasPrefix(lower, "feed:http"):
		address = address[len("feed:"):]
	case strings.HasPrefix(lower, "feed:"):
		address = "http:" + address[len("feed:"):]
	case strings.HasPrefix(address, "|"), strings.HasPrefix(lower, "exec:"), strings.HasPrefix(lower, "filter:"):
		return "", "runs a command instead of naming a feed"
	}
	if url = feed.ResolveURL("", address); url == "" {
		return "", fmt.Sprintf("has the address %q, which is not http or https", feed.Clean(address).String())
	}
	return url, ""
}

// category is the folder that an outline's category attribute names: its first path ("/World/Asia").
func category(s string) string {
	for _, c := range strings.Split(s, ",") {
		if c = strings.TrimSpace(c); strings.HasPrefix(c, "/") {
			return strings.Trim(feed.Clean(c).String(), "/ ")
		}
	}
	return ""
}
