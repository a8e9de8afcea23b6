package reader

import (
	"context"

	"newspane/feed"
	"newspane/feed/fetch"
)

// maxOffers is how many feeds of a page are remembered.
const maxOffers = 10

// offers are the feeds that a web page names which stands where a feed was. Nothing is asked for.
func (e *Engine) offers(resp *fetch.Response) []feed.Offer {
	f := finder{e: e}
	var list []feed.Offer
	for _, c := range f.candidates(resp) {
		if c.URL != resp.URL && len(list) < maxOffers {
			list = append(list, feed.Offer{Title: c.Title, URL: c.URL})
		}
	}
	return list
}

// SetAddress gives a feed another address, which is asked at the next check; its articles, marks and name stay. An
// address that is followed already is an error of kind Exists.
func (e *Engine) SetAddress(ctx context.Context, id feed.ID, address string) error {
	sub, err := e.subscription(ctx, id)
	if err != nil {
		return err
	}
	if feed.ResolveURL("", address) == "" {
		return &feed.Error{Op: "change address", URL: address, Kind: feed.BadURL}
	}
	if err := e.store.SetURL(ctx, id, address); err != nil {
		return err
	}
	e.client.Trust(address)
	if err := e.store.SavePoll(ctx, id, feed.Poll{Pace: sub.Poll.Pace, Changed: sub.Poll.Changed}); err != nil {
		return err
	}
	e.treeChanged()
	e.rouse()
	return nil
}
