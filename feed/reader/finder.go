package reader

import (
	"context"
	"errors"
	"strings"

	"newspane/feed"
	"newspane/feed/fetch"
	"newspane/feed/parse"
)

const (
	maxProofs = 10 // doubtful links of a page that are looked at
	enough    = 3  // feeds among them, after which no more are looked for
)

// look fetches an address. A feed is added, unless its site has others beside it; a page is searched for its feeds, then
// its site for the usual places.
func (f *finder) look(ctx context.Context, address string) (added feed.Subscription, choices []feed.Subscription, err error) {
	if _, ok := f.known[address]; ok {
		return added, nil, exists(address)
	}
	resp, err := f.get(ctx, address)
	if err != nil {
		return added, nil, err
	}
	doc, err := f.prove(ctx, address, resp)
	switch {
	case err == nil:
		if choices := f.beside(address, resp, doc); len(choices) > 1 {
			return added, choices, nil
		}
		added, err = f.add(ctx, address, resp, doc)
		return added, nil, err
	case kindOf(err) != feed.NotFeed:
		return added, nil, err
	}
	sure, doubtful := f.candidates(resp)
	switch {
	case len(sure) == 1:
		added, err = f.try(ctx, fetch.Request{URL: sure[0].URL})
		return added, nil, err
	case len(sure) > 1:
		return added, sure, nil
	}
	if verr := f.e.inVain(ctx, resp.URL); verr != nil {
		return added, nil, verr
	}
	if added, choices, ferr := f.among(ctx, doubtful); ferr == nil || kindOf(ferr) == feed.Exists {
		return added, choices, ferr
	}
	guess, gerr := f.guess(ctx, resp.URL)
	switch {
	case gerr == nil, kindOf(gerr) == feed.Exists:
		return guess, nil, gerr
	case ctx.Err() != nil:
		return added, nil, ctx.Err()
	case !cutShort(gerr):
		f.e.rememberInVain(ctx, resp.URL)
	}
	return added, nil, err
}

// beside returns the feeds that a site is known to have beside the one that was found, which is the first.
func (f *finder) beside(address string, resp *fetch.Response, doc *feed.Document) []feed.Subscription {
	offers := fetch.Offers(f.origin)
	if len(offers) < 2 || offers[0].URL != address {
		return nil
	}
	var list []feed.Subscription
	for i, o := range offers {
		if _, ok := f.known[o.URL]; ok {
			continue
		}
		s := feed.Subscription{URL: o.URL, Title: o.Title, Folder: f.folder}
		if i == 0 {
			s = f.seen(s, doc)
			f.e.proofs.keep(o.URL, resp, f.e.now())
		}
		list = append(list, s)
	}
	return list
}

// seen tells of a choice what its document has: how many articles, and when the newest is of (Poll.Changed).
func (f *finder) seen(s feed.Subscription, doc *feed.Document) feed.Subscription {
	s.Total, s.Language = len(doc.Items), doc.Language
	if !doc.Title.IsEmpty() && (s.Title.IsEmpty() || s.Title.String() == feed.ShownURL(s.URL)) {
		s.Title = doc.Title
	}
	for i := range doc.Items {
		if at := doc.Items[i].Published; at.After(s.Poll.Changed) && !at.After(f.e.now()) {
			s.Poll.Changed = at
		}
	}
	return s
}

// candidates returns the feeds that a page declares, and links that only look like feeds; without those of comments
// when there are others, and without addresses inside the network that a page from outside has no business to name.
func (f *finder) candidates(resp *fetch.Response) (sure, doubtful []feed.Subscription) {
	var comments []feed.Subscription
	for _, c := range fetch.Discover(resp) {
		if hostOf(c.URL) != hostOf(resp.URL) && inside(c.URL) {
			continue
		}
		s := feed.Subscription{URL: c.URL, Title: c.Title, Site: resp.URL, Folder: f.folder, Format: c.Format()}
		if s.Title.IsEmpty() {
			s.Title = feed.Clean(feed.ShownURL(c.URL))
		}
		switch {
		case !c.Sure:
			doubtful = append(doubtful, s)
		case strings.Contains(strings.ToLower(c.URL+" "+c.Title.String()), "comment"):
			comments = append(comments, s)
		default:
			sure = append(sure, s)
		}
	}
	if len(sure) == 0 {
		sure = comments
	}
	return sure, doubtful
}

// among looks at links that may be feeds. The only one that is a feed is added; of several, all are choices, and the
// chosen has had its first fetch.
func (f *finder) among(ctx context.Context, doubtful []feed.Subscription) (added feed.Subscription, choices []feed.Subscription, err error) {
	type found struct {
		feed.Subscription
		resp *fetch.Response
		doc  *feed.Document
	}
	var feeds []found
	err = errNoFeed
	for _, s := range doubtful[:min(len(doubtful), maxProofs)] {
		if len(feeds) == enough {
			break
		}
		if _, ok := f.known[s.URL]; ok {
			err = exists(s.URL)
			continue
		}
		resp, gerr := f.get(ctx, s.URL)
		if gerr == nil {
			var doc *feed.Document
			if doc, gerr = f.prove(ctx, s.URL, resp); gerr == nil {
				feeds = append(feeds, found{f.seen(s, doc), resp, doc})
			}
		}
		if ctx.Err() != nil || kindOf(gerr) == feed.Limited {
			break
		}
	}
	switch len(feeds) {
	case 0:
		return added, nil, err
	case 1:
		added, err = f.add(ctx, feeds[0].URL, feeds[0].resp, feeds[0].doc)
		return added, nil, err
	}
	for _, c := range feeds {
		f.e.proofs.keep(c.URL, c.resp, f.e.now())
		choices = append(choices, c.Subscription)
	}
	return added, choices, nil
}

var errNoFeed = errors.New("none of the links is a feed")

// guess tries the places where feeds usually are, one at a time and without following redirects, as long as the server
// answers.
func (f *finder) guess(ctx context.Context, page string) (feed.Subscription, error) {
	guesses := fetch.Guesses(page)
	var last error = &feed.Error{Op: "add", URL: page, Kind: feed.NotFeed}
	for _, g := range guesses[:min(len(guesses), maxGuesses)] {
		sub, err := f.try(ctx, fetch.Request{URL: g, Stay: true})
		if err == nil || kindOf(err) == feed.Exists || ctx.Err() != nil {
			return sub, err
		}
		last = err
		if cutShort(err) {
			break
		}
	}
	return feed.Subscription{}, last
}

// cutShort reports whether an error ends a search before all was seen: the server answers no more.
func cutShort(err error) bool {
	k := kindOf(err)
	return k == feed.Limited || k == feed.Timeout || k == feed.Offline
}

// try adds the feed at an address that a page named or we guessed.
func (f *finder) try(ctx context.Context, r fetch.Request) (feed.Subscription, error) {
	if _, ok := f.known[r.URL]; ok {
		return feed.Subscription{}, exists(r.URL)
	}
	resp, err := f.ask(ctx, r)
	if err != nil {
		return feed.Subscription{}, err
	}
	doc, err := f.prove(ctx, r.URL, resp)
	if err != nil {
		return feed.Subscription{}, err
	}
	return f.add(ctx, r.URL, resp, doc)
}

// prove reads an answer as a feed.
func (f *finder) prove(ctx context.Context, address string, resp *fetch.Response) (doc *feed.Document, err error) {
	err = f.e.compute(ctx, "parse", address, func() (err error) {
		doc, err = parse.Parse(resp.Body, parse.Options{URL: resp.URL, Header: resp.Header})
		return err
	})
	return doc, err
}
