package reader

import (
	"context"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"newspane/feed"
	"newspane/feed/fetch"
)

// maxGuesses bounds the requests for an address that names no feed.
const maxGuesses = 12

// Subscribe finds the feed behind what was typed and adds it to a folder. The document that proves it a feed is its
// first check: no second request is made. When a page offers several feeds nothing is added and choices holds them,
// best first. Its error is a [*feed.Error].
func (e *Engine) Subscribe(ctx context.Context, typed, folder string) (added feed.Subscription, choices []feed.Subscription, err error) {
	if e.isClosed() {
		return added, nil, errClosed
	}
	typed = strings.TrimSpace(typed)
	all, err := e.store.Subscriptions(ctx)
	if err != nil {
		return added, nil, err
	}
	f := finder{e: e, known: make(map[string]feed.Subscription, len(all)), folder: folder}
	for _, s := range all {
		f.known[s.URL] = s
	}
	if IsBuiltin(typed) {
		added, err = f.builtin(ctx, typed)
		return added, nil, err
	}
	addresses, err := fetch.Addresses(typed)
	if err != nil {
		return added, nil, err
	}
	for _, a := range addresses {
		a, f.typed, _ = cutCredentials(a)
		f.origin = a
		e.client.Trust(a)
		ferr := e.guard("add", a, func() (err error) { added, choices, err = f.look(ctx, a); return err })
		if ferr == nil {
			return added, choices, f.lend(choices)
		}
		if err == nil || kindOf(err) == feed.Offline {
			err = ferr
		}
		if lastWord(ferr) || ctx.Err() != nil {
			return added, nil, ferr
		}
	}
	return added, nil, err
}

// lastWord reports whether an error ends the search for a feed: one that is followed, or a bad certificate, which is not
// answered by going without.
func lastWord(err error) bool { return kindOf(err) == feed.Exists || kindOf(err) == feed.BadTLS }

// finder is one search for a feed.
type finder struct {
	e      *Engine
	known  map[string]feed.Subscription
	folder string
	origin string      // the address that was typed, without
	typed  credentials // what was typed with it
}

// lend gives the credentials that were typed to the feeds to choose from that are at their origin.
func (f *finder) lend(choices []feed.Subscription) error {
	if f.typed == (credentials{}) || len(choices) == 0 {
		return nil
	}
	l, err := f.e.keepApart(f.origin, f.typed)
	for i := range choices {
		if sameOrigin(f.origin, choices[i].URL) {
			choices[i].Settings.Auth = l
		}
	}
	return err
}

// get asks for an address, unless it was asked a moment ago.
func (f *finder) get(ctx context.Context, address string) (*fetch.Response, error) {
	if resp := f.e.proofs.take(address, f.e.now()); resp != nil && f.typed == (credentials{}) {
		return resp, nil
	}
	return f.ask(ctx, fetch.Request{URL: address})
}

// ask makes a request, with the credentials that were typed where they belong.
func (f *finder) ask(ctx context.Context, r fetch.Request) (*fetch.Response, error) {
	r.Kind = fetch.Feed
	if f.typed != (credentials{}) && sameOrigin(f.origin, r.URL) {
		r.Header = http.Header{"Authorization": {f.typed.basic()}}
	}
	return f.e.client.Get(ctx, r)
}

func (f *finder) builtin(ctx context.Context, address string) (feed.Subscription, error) {
	if _, ok := f.e.builtin[address]; !ok {
		return feed.Subscription{}, &feed.Error{Op: "add", URL: address, Kind: feed.BadURL}
	}
	if _, ok := f.known[address]; ok {
		return feed.Subscription{}, exists(address)
	}
	sub := feed.Subscription{URL: address, Folder: f.folder}
	if err := f.e.SubscribeAll(ctx, []feed.Subscription{sub}); err != nil {
		return sub, err
	}
	return f.find(ctx, address)
}

// add adds the feed that an answer is, under the address to which permanent redirects led.
func (f *finder) add(ctx context.Context, address string, resp *fetch.Response, doc *feed.Document) (_ feed.Subscription, err error) {
	if p := (feed.Poll{}); moved(f.e.now(), &p, address, resp.Moved) || p.Moved != "" {
		address = resp.Moved
	}
	if _, ok := f.known[address]; ok {
		return feed.Subscription{}, exists(address)
	}
	sub := feed.Subscription{URL: address, Folder: f.folder, Site: doc.Link, Language: doc.Language, Added: f.e.now()}
	if f.typed != (credentials{}) && sameOrigin(f.origin, address) {
		if sub.Settings.Auth, err = f.e.keepApart(address, f.typed); err != nil {
			return sub, &feed.Error{Op: "keep password", URL: address, Kind: feed.NoSecret, Err: err}
		}
	}
	ids, err := f.e.store.Subscribe(ctx, sub)
	if err != nil {
		return sub, err
	}
	sub.ID = ids[0]
	arrival, err := f.e.store.Prepare(doc)
	if err != nil {
		return sub, err
	}
	if _, err := f.e.keep(ctx, sub, f.e.brought(ctx, sub, doc, resp), arrival, resp); err != nil {
		return sub, err
	}
	f.e.feedsChanged()
	f.e.rouse()
	return f.find(ctx, address)
}

// find returns a subscription as it is stored.
func (f *finder) find(ctx context.Context, address string) (feed.Subscription, error) {
	all, err := f.e.store.Subscriptions(ctx)
	if err != nil {
		return feed.Subscription{}, err
	}
	for _, s := range all {
		if s.URL == address {
			return s, nil
		}
	}
	return feed.Subscription{}, &feed.Error{Op: "add", URL: address, Kind: feed.NotFound}
}

func exists(address string) error {
	return &feed.Error{Op: "add", URL: address, Kind: feed.Exists}
}

// inside reports whether an address names a place inside the network by its spelling.
func inside(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return true
	}
	host := strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
	if ip, err := netip.ParseAddr(host); err == nil {
		return !ip.IsGlobalUnicast() || ip.IsPrivate()
	}
	return !strings.Contains(host, ".") || strings.HasSuffix(host, ".localhost") ||
		strings.HasSuffix(host, ".local") || strings.HasSuffix(host, ".internal")
}

// SubscribeAll adds feeds without looking at them (starter set, choices, undo of Unsubscribe, import). Those that are
// new are checked by the schedule. Passwords in addresses are moved to where secrets are kept.
func (e *Engine) SubscribeAll(ctx context.Context, subs []feed.Subscription) error {
	if e.isClosed() {
		return errClosed
	}
	subs = slices.Clone(subs)
	for i := range subs {
		if _, err := e.moveOut(&subs[i]); err != nil {
			return err
		}
		if subs[i].ID != 0 && !subs[i].Named { // from the library: the title is the feed's
			subs[i].Title = feed.Text{}
		}
	}
	ids, err := e.store.Subscribe(ctx, subs...)
	if err != nil {
		return err
	}
	for i, s := range subs {
		if !IsBuiltin(s.URL) {
			e.client.Trust(s.URL)
			continue
		}
		s.ID = ids[i]
		if _, err := e.saveBuiltin(ctx, s); err != nil {
			return err
		}
	}
	e.feedsChanged()
	e.rouse()
	return nil
}
