package reader

import (
	"context"
	"encoding/base64"
	"errors"
	"net/url"

	"newspane/feed"
)

// credentials are what stood in an address before the host.
type credentials struct{ user, password string }

// cutCredentials returns an address without userinfo, and what stood there; ok when there was any.
func cutCredentials(address string) (bare string, c credentials, ok bool) {
	u, err := url.Parse(address)
	if err != nil || u.User == nil {
		return address, c, false
	}
	c.user = u.User.Username()
	c.password, _ = u.User.Password()
	u.User = nil
	return u.String(), c, c != credentials{}
}

// basic is the value of an Authorization header (RFC 7617).
func (c credentials) basic() string {
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(c.user+":"+c.password))
}

var errNoKeeping = errors.New("a password in an address is not taken here")

// keepApart stores credentials where secrets are kept and returns the login that finds them there. A user without a
// password is a token, and as secret as one.
func (e *Engine) keepApart(address string, c credentials) (feed.Login, error) {
	if e.keepSecret == nil {
		return feed.Login{}, errNoKeeping
	}
	l, secret := feed.Login{Scheme: feed.Basic, Name: c.user}, c.password
	if c.password == "" || c.user == "" {
		l, secret = feed.Login{Scheme: feed.SecretHeader, Name: "Authorization"}, c.basic()
	}
	var err error
	l.Secret, err = e.keepSecret(address, l.Name, secret)
	return l, err
}

// moveOut takes the credentials out of a subscription's address into its settings, for the library never holds a
// secret. It reports whether there were any.
func (e *Engine) moveOut(sub *feed.Subscription) (bool, error) {
	bare, c, ok := cutCredentials(sub.URL)
	if !ok {
		sub.URL = bare
		return false, nil
	}
	l, err := e.keepApart(bare, c)
	if err != nil {
		return false, &feed.Error{Op: "keep password", URL: bare, Kind: feed.NoSecret, Err: err}
	}
	sub.URL, sub.Settings.Auth = bare, l
	return true, nil
}

// Login keeps a user's password for a feed where secrets are kept, and returns the feed's settings as they were and as
// they are.
func (e *Engine) Login(ctx context.Context, id feed.ID, user, password string) (before, after feed.Settings, err error) {
	sub, err := e.subscription(ctx, id)
	if err != nil {
		return before, after, err
	}
	l, err := e.keepApart(sub.URL, credentials{user, password})
	if err != nil {
		return before, after, &feed.Error{Op: "keep password", URL: sub.URL, Kind: feed.NoSecret, Err: err}
	}
	return e.Configure(ctx, id, func(s *feed.Settings) { s.Auth = l })
}

// moveAllOut moves the credentials out of addresses that an older newspane stored. What cannot be moved stays, and is
// told.
func (e *Engine) moveAllOut(ctx context.Context, subs []feed.Subscription) {
	for i := range subs {
		sub := subs[i]
		moved, err := e.moveOut(&sub)
		if moved {
			if err = e.store.SetURL(ctx, sub.ID, sub.URL); err == nil {
				err = e.store.Configure(ctx, sub.ID, sub.Settings)
			}
		}
		switch {
		case err != nil:
			e.log.Warn("move a password out of an address", "feed", sub.ID, "err", err)
		case moved:
			subs[i] = sub
		}
	}
}
