package reader

import (
	"context"
	"encoding/base64"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"newspane/feed"
	"newspane/feed/fetch"
)

// preferences are what the reader wants of feeds in general, and where secrets come from and go to (see [Options]).
type preferences struct {
	secret     func(ctx context.Context, place feed.Secret, url string) (string, error)
	keepSecret func(address, user, secret string) (feed.Secret, error)
	defaults   feed.Settings

	joining      sync.Mutex    // of library and feeds file
	changedFeeds chan struct{} // something for the feeds file to take up
}

// ask makes a request for a feed, or for a page of it, as its settings have it. Extra headers and secrets go to the
// origin (scheme, host, port) of the feed's own address alone.
func (e *Engine) ask(ctx context.Context, sub feed.Subscription, r fetch.Request) (*fetch.Response, error) {
	s := e.wanted(sub)
	r.UserAgent, r.Proxy = s.UserAgent, s.Proxy
	if (s.Headers != "" || s.Auth.Scheme != feed.NoLogin) && sameOrigin(sub.URL, r.URL) {
		r.Header = http.Header{}
		for _, line := range s.HeaderLines() {
			name, value, _ := strings.Cut(line, ":")
			r.Header.Set(name, strings.TrimSpace(value))
		}
		if err := e.login(ctx, s.Auth, sub.URL, r.Header); err != nil {
			return nil, err
		}
	}
	res, err := e.client.Get(ctx, r)
	var fe *feed.Error
	if errors.As(err, &fe) && fe.Kind == feed.Auth && fe.Err == nil && s.Auth.Scheme != feed.NoLogin {
		fe.Err = feed.ErrLogin
	}
	return res, err
}

// wanted are a feed's settings with those for all feeds in place of what they leave as it comes.
func (e *Engine) wanted(sub feed.Subscription) feed.Settings {
	s := sub.Settings
	if s.FullText == feed.FullTextAuto {
		s.FullText = e.defaults.FullText
	}
	if s.UserAgent == "" {
		s.UserAgent = e.defaults.UserAgent
	}
	return s
}

// login puts a feed's secret into headers.
func (e *Engine) login(ctx context.Context, l feed.Login, address string, h http.Header) error {
	if l.Scheme == feed.NoLogin {
		return nil
	}
	var err error = errNoSecrets
	secret := ""
	if e.secret != nil {
		secret, err = e.secret(ctx, l.Secret, address)
	}
	if err != nil {
		return &feed.Error{Op: "fetch", URL: feed.ShownURL(address), Kind: feed.NoSecret, Err: err}
	}
	switch l.Scheme {
	case feed.Basic:
		h.Set("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(l.Name+":"+secret)))
	case feed.Bearer:
		h.Set("Authorization", "Bearer "+secret)
	case feed.SecretHeader:
		h.Set(l.Name, secret)
	}
	return nil
}

var errNoSecrets = errors.New("no secrets can be had here")

// sameOrigin reports whether two addresses have scheme, host and port in common (RFC 6454).
func sameOrigin(a, b string) bool {
	if a == b {
		return true
	}
	x, xerr := url.Parse(a)
	y, yerr := url.Parse(b)
	return xerr == nil && yerr == nil && strings.EqualFold(x.Scheme, y.Scheme) && strings.EqualFold(x.Hostname(), y.Hostname()) &&
		portOf(x) == portOf(y)
}

// sameHost reports whether a leads to the host of b, be it from http to https.
func sameHost(a, b string) bool {
	x, xerr := url.Parse(a)
	y, yerr := url.Parse(b)
	return sameOrigin(a, b) || xerr == nil && yerr == nil && strings.EqualFold(x.Hostname(), y.Hostname()) &&
		x.Port() == "" && y.Port() == "" && strings.EqualFold(x.Scheme, "http") && strings.EqualFold(y.Scheme, "https")
}

func portOf(u *url.URL) string {
	switch p := u.Port(); {
	case p != "":
		return p
	case strings.EqualFold(u.Scheme, "https"):
		return "443"
	}
	return "80"
}
