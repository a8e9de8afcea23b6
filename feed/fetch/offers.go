package fetch

import (
	"regexp"
	"strings"

	"newspane/feed"
)

// Offers returns the feeds that a site is known to have of what was typed when there are several to choose from, the
// usual first: the releases, tags and commits of a repository, the kinds of videos of a channel. None is asked for.
func Offers(typed string) []Candidate {
	addresses, err := Addresses(typed)
	if err != nil {
		return nil
	}
	var offers []Candidate
	for _, a := range addresses {
		if title := offerTitle(a); title != "" {
			offers = append(offers, Candidate{URL: a, Title: feed.Clean(title), Sure: true})
		}
	}
	if len(offers) < 2 {
		return nil
	}
	if id := videosOf(offers[0].URL); id != "" {
		for _, kind := range []string{"UUSH", "UULV"} {
			u := youtubePlaylist(kind + id)
			offers = append(offers, Candidate{URL: u, Title: feed.Clean(offerTitle(u)), Sure: true})
		}
	}
	return offers
}

// offered are addresses of feeds that stand beside others, and what they have.
var offered = []struct {
	address *regexp.Regexp
	title   string
}{
	{regexp.MustCompile(`^https://www\.youtube\.com/feeds/videos\.xml\?playlist_id=UULF`), "Videos, without Shorts and live streams"},
	{regexp.MustCompile(`^https://www\.youtube\.com/feeds/videos\.xml\?channel_id=`), "Everything, with Shorts and live streams"},
	{regexp.MustCompile(`^https://www\.youtube\.com/feeds/videos\.xml\?playlist_id=UUSH`), "Shorts"},
	{regexp.MustCompile(`^https://www\.youtube\.com/feeds/videos\.xml\?playlist_id=UULV`), "Live streams"},
	{regexp.MustCompile(`/releases\.(atom|rss)$`), "Releases"},
	{regexp.MustCompile(`/tags(\.atom|\.rss|\?format=atom)$`), "Tags"},
	{regexp.MustCompile(`^https://github\.com/[^/]+/[^/]+/commits\.atom$`), "Commits"},
	{regexp.MustCompile(`^https://gitlab\.[^/]+/.+\.atom$`), "Activity"},
	{regexp.MustCompile(`^https://(codeberg\.org|gitea\.com)/[^/]+/[^/]+\.rss$`), "Activity"},
}

func offerTitle(address string) string {
	for _, o := range offered {
		if o.address.MatchString(address) {
			return o.title
		}
	}
	return ""
}

// videosOf is the part of a channel's number that its playlists share, "" when an address is not that of its videos.
func videosOf(address string) string {
	_, id, _ := strings.Cut(address, "playlist_id=UULF")
	return id
}

// Format is the kind of a feed by the media type it is declared with, "" when that does not tell.
func (c Candidate) Format() string {
	for _, f := range []struct{ word, name string }{{"atom", "Atom"}, {"rss", "RSS"}, {"rdf", "RSS"}, {"json", "JSON Feed"}} {
		if strings.Contains(c.Type, f.word) {
			return f.name
		}
	}
	return ""
}
