package opml

import (
	"fmt"
	"net/url"
	"strings"

	"newspane/feed"
)

// address returns where an outline's feed is, and the outline's type.
func (a attributes) address() (address, kind string) {
	kind = strings.ToLower(strings.TrimSpace(a.get("type")))
	address = strings.TrimSpace(a.get("xmlurl"))
	if address == "" && kind == "include" {
		return "", kind
	}
	if address == "" {
		if u := strings.TrimSpace(a.get("url")); kind == "rss" || kind == "atom" || kind == "pie" || kind == "feed" || feedName(u) {
			address = u
		}
	}
	return address, kind
}

// feedName reports whether an address of unknown kind ends as those of feeds do.
func feedName(u string) bool {
	u, _, _ = strings.Cut(strings.ToLower(u), "?")
	for _, end := range []string{".rss", ".rdf", ".atom", ".xml", "/feed", "/rss", "/atom", "/feed/"} {
		if strings.HasSuffix(u, end) {
			return true
		}
	}
	return false
}

// feedURL returns an address as an absolute http(s) one, "" when it is none. The feed scheme stands for http.
func feedURL(s string) string {
	if rest, ok := cutFold(s, "feed:"); ok {
		if s = strings.TrimPrefix(rest, "//"); !hasScheme(s) {
			s = "http://" + s
		}
	}
	return feed.ResolveURL("", s)
}

func cutFold(s, prefix string) (string, bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

func hasScheme(s string) bool {
	_, http := cutFold(s, "http://")
	_, https := cutFold(s, "https://")
	return http || https
}

// withUser returns an address with the user and password that stood in it as it was written.
func withUser(u, address string) string {
	if rest, ok := cutFold(address, "feed:"); ok && hasScheme(rest) {
		address = rest
	}
	from, err := url.Parse(strings.TrimSpace(address))
	to, terr := url.Parse(u)
	if err != nil || terr != nil || from.User == nil || from.User.String() == "" || from.User.String() == ":" {
		return u
	}
	to.User = from.User
	return to.String()
}

// complaint says why an address is not taken.
func complaint(address string) string {
	shown := cut(feed.Clean(address).String())
	low := strings.ToLower(address)
	for _, p := range []string{"|", "exec:", "filter:", "!", "$(", "%"} {
		if strings.HasPrefix(low, p) {
			return fmt.Sprintf("names a command (%q), which is never run", shown)
		}
	}
	switch scheme, _, ok := strings.Cut(low, ":"); {
	case ok && scheme == "query":
		return fmt.Sprintf("is a search of another program (%q)", shown)
	case ok && scheme == "file":
		return fmt.Sprintf("names a file (%q)", shown)
	}
	return fmt.Sprintf("has no http or https address (%q)", shown)
}

// quoted returns an outline's name for a message.
func quoted(a attributes) string {
	name := cut(feed.Clean(a.name()).String())
	if name == "" {
		return "without a name"
	}
	return fmt.Sprintf("%q", name)
}

// cut shortens a text for a message.
func cut(s string) string {
	if len(s) <= maxName {
		return s
	}
	return strings.ToValidUTF8(s[:maxName], "") + "…"
}
