// Package parse turns the bytes of a feed into a [feed.Document]: decode, repair, gofeed, translate, identify.
// It does no I/O.
package parse

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"

	"github.com/mmcdole/gofeed"

	"newspane/feed"
)

// Options say where the bytes came from.
type Options struct {
	URL    string      // final address of the document
	Header http.Header // of the response: Content-Type, Content-Location
	// Known reports whether an item of this raw hash is stored already; such items come back with only ID and Hash
	// set. nil knows none.
	Known func(hash string) bool
}

// Parse reads a feed of any kind. Its error is a [*feed.Error] of kind NotFeed, TooLarge or Broken.
func Parse(body []byte, o Options) (*feed.Document, error) {
	p := gofeed.NewParser()
	p.RSSTranslator = &gofeed.DefaultRSSTranslator{DisableContentImageScan: true}
	f, err := p.Parse(bytes.NewReader(body))
	if err != nil {
		return nil, &feed.Error{Op: "parse", URL: o.URL, Kind: feed.NotFeed, Err: err}
	}
	d := &feed.Document{Title: feed.Clean(f.Title), Link: feed.ResolveURL(o.URL, f.Link), Self: f.FeedLink, Description: feed.Clean(f.Description), Language: f.Language}
	for _, g := range f.Items {
		it := feed.Item{ID: strings.TrimSpace(g.GUID), Title: feed.Clean(g.Title), Link: feed.ResolveURL(o.URL, g.Link), Summary: feed.HTML(g.Description), Content: feed.HTML(g.Content)}
		sum := sha256.Sum256([]byte(g.GUID + "\x00" + g.Link + "\x00" + g.Title + "\x00" + g.Published + "\x00" + g.Description + g.Content))
		it.Hash = hex.EncodeToString(sum[:16])
		if it.ID == "" {
			it.ID = it.Link
		}
		if it.ID == "" {
			it.ID = it.Hash
		}
		if o.Known != nil && o.Known(it.Hash) {
			d.Items = append(d.Items, feed.Item{ID: it.ID, Hash: it.Hash})
			continue
		}
		if g.PublishedParsed != nil {
			it.Published = *g.PublishedParsed
		}
		if g.UpdatedParsed != nil {
			it.Updated = *g.UpdatedParsed
		}
		for _, a := range g.Authors {
			it.Authors = append(it.Authors, feed.Clean(a.Name))
		}
		for _, c := range g.Categories {
			it.Categories = append(it.Categories, feed.Clean(c))
		}
		for _, e := range g.Enclosures {
			it.Enclosures = append(it.Enclosures, feed.Enclosure{URL: feed.ResolveURL(o.URL, e.URL), Type: e.Type})
		}
		d.Items = append(d.Items, it)
	}
	return d, nil
}
