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
	sure, doubtful := f.candidates(resp)
	for _, c := range append(sure, doubtful...) {
		if c.URL != resp.URL && len(list) < maxOffers {
			list = append(list, feed.Offer{Title: c.Title, URL: c.URL})
		}
	}
	return list
}

// SetAddress gives a feed another address, which is asked at the next check; its articles, marks and name stay. Its login
// stays behind when the host is another; credentials in the address are moved to where secrets are kept. An address that
// is followed already is an error of kind Exists.
func (e *Engine) SetAddress(ctx context.Context, id feed.ID, address string) error {
	before, err := e.subscription(ctx, id)
	if err != nil {
		return err
	}
	sub := before
	if sub.URL, err = whole(address); err != nil {
		return err
	}
	moved, err := e.moveOut(&sub)
	if err != nil {
		return err
	}
	if !moved && !sameHost(before.URL, sub.URL) {
		sub.Settings.Auth = feed.Login{}
	}
	if err := e.store.SetURL(ctx, id, sub.URL); err != nil {
		return err
	}
	if sub.Settings != before.Settings {
		if err := e.store.Configure(ctx, id, sub.Settings); err != nil {
			return err
		}
	}
	e.client.Trust(sub.URL)
	if err := e.store.SavePoll(ctx, id, feed.Poll{Pace: sub.Poll.Pace, Changed: sub.Poll.Changed}); err != nil {
		return err
	}
	e.feedsChanged()
	e.rouse()
	return nil
}

// whole is an address as it was typed, with a scheme.
func whole(typed string) (string, error) {
	if bare, _, _ := cutCredentials(typed); feed.ResolveURL("", bare) == bare {
		return typed, nil
	}
	addresses, err := fetch.Addresses(typed)
	if err != nil {
		return "", err
	}
	return addresses[0], nil
}
