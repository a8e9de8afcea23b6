package page

import (
	"golang.org/x/net/html"

	"newspane/feed"
)

type relatedStories struct {
	links []feed.Link
	used  []*html.Node
}

func (r relatedStories) remove() {
	for _, n := range r.used {
		remove(n)
	}
}

func (x *extraction) related(p *feed.Page) relatedStories { return relatedStories{} }
