package fetch

import (
	"strings"
	"testing"
)

func TestSitesOfferWhatTheyHaveSeveralOf(t *testing.T) {
	const yt = "https://www.youtube.com/feeds/videos.xml?"
	for typed, want := range map[string]string{
		"https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv": yt + "playlist_id=UULFabcdefghijklmnopqrstuv Videos, without Shorts and live streams|" +
			yt + "channel_id=UCabcdefghijklmnopqrstuv Everything, with Shorts and live streams|" +
			yt + "playlist_id=UUSHabcdefghijklmnopqrstuv Shorts|" + yt + "playlist_id=UULVabcdefghijklmnopqrstuv Live streams",
		"github.com/golang/go": "https://github.com/golang/go/releases.atom Releases|https://github.com/golang/go/tags.atom Tags|" +
			"https://github.com/golang/go/commits.atom Commits",
		"https://gitlab.com/ann/proj": "https://gitlab.com/ann/proj/-/releases.atom Releases|https://gitlab.com/ann/proj/-/tags?format=atom Tags|" +
			"https://gitlab.com/ann/proj.atom Activity",
		"https://codeberg.org/ann/proj": "https://codeberg.org/ann/proj/releases.rss Releases|https://codeberg.org/ann/proj.rss Activity",
		"https://github.com/golang":     "", "https://github.com/golang/go/tags": "", "https://sub.medium.com": "", "lwn.net": "", "no address": "",
	} {
		var got []string
		for _, o := range Offers(typed) {
			got = append(got, o.URL+" "+o.Title.String())
		}
		if s := strings.Join(got, "|"); s != want {
			t.Errorf("%s: %s", typed, s)
		}
	}
}

func TestAFeedsFormatIsToldByItsMediaType(t *testing.T) {
	for kind, want := range map[string]string{"application/atom+xml": "Atom", "application/rss+xml": "RSS", "application/rdf+xml": "RSS",
		"application/feed+json": "JSON Feed", "application/xml": "", "": ""} {
		if got := (Candidate{Type: kind}).Format(); got != want {
			t.Errorf("%s: %q", kind, got)
		}
	}
}
