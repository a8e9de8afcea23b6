package reader

import (
	_ "embed"
	"strings"

	"newspane/feed"
)

// starters is the starter set: lines of folder, language, title, site and feed address, parted by tabs.
//
//go:embed starters.tsv
var starters string

// Starters returns the starter set: feeds by folder, none of them subscribed.
func (e *Engine) Starters() []feed.Subscription {
	var subs []feed.Subscription
	for line := range strings.Lines(starters) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		if len(f) != 5 || strings.HasPrefix(line, "#") {
			continue
		}
		subs = append(subs, feed.Subscription{
			Folder: f[0], Language: f[1], Title: feed.Clean(f[2]), Site: f[3], URL: f[4],
		})
	}
	return subs
}
