package fetch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/http/httpguts"

	"newspane/feed"
)

// accept is the Accept header by Kind.
var accept = [3]string{
	Feed: "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, " +
		"text/html;q=0.5, */*;q=0.1",
	Page:  "text/html, application/xhtml+xml, */*;q=0.1",
	Image: "image/png, image/jpeg, image/gif, image/webp;q=0.8, */*;q=0.1",
}

// drainMost is how much of an unwanted body is read so that the connection can be used again.
const drainMost = 4 << 10

// trip is one Get: a request and where its redirects lead.
type trip struct {
	c         *Client
	r         Request
	kind      Kind
	url       *url.URL      // of the hop at hand, without userinfo
	secret    http.Header   // for the first origin; nil for ever once the trip has left it
	left      time.Duration // of the whole time
	permanent bool          // so far no redirect that was not permanent
	private   bool          // the address had userinfo
	host      string        // key of the hop before
}

func newTrip(c *Client, r Request, u *url.URL) *trip {
	t := &trip{c: c, r: r, kind: min(r.Kind, Image), url: u, secret: http.Header{}, left: c.limits.whole, permanent: true}
	for k, v := range r.Header {
		t.secret[http.CanonicalHeaderKey(k)] = v
	}
	if user := u.User; user != nil {
		t.private = true
		if t.secret.Get("Authorization") == "" {
			password, _ := user.Password()
			basic := http.Request{Header: t.secret}
			basic.SetBasicAuth(user.Username(), password)
		}
		t.url = bare(u)
	}
	return t
}

// bare returns u without userinfo and fragment.
func bare(u *url.URL) *url.URL {
	b := *u
	b.User, b.Fragment, b.RawFragment = nil, "", ""
	return &b
}

func (t *trip) run(ctx context.Context) (*Response, error) {
	seen := map[string]bool{t.url.String(): true}
	for hops := 0; ; hops++ {
		res, next, err := t.hop(ctx)
		if err != nil || next == nil {
			if res != nil {
				t.describe(res, hops)
			}
			return res, err
		}
		if t.r.Stay {
			return nil, &feed.Error{Kind: feed.NotFound, Err: errors.New("it leads elsewhere")}
		}
		if hops >= t.c.limits.hops[t.kind] {
			return nil, errors.New("too many redirects")
		}
		if seen[next.String()] {
			return nil, errors.New("the redirects go round in a circle")
		}
		seen[next.String()] = true
		if origin(next) != origin(t.url) {
			t.secret = nil
		}
		t.url = next
	}
}

// describe adds to an answer what its header fields and the way to it say.
func (t *trip) describe(res *Response, hops int) {
	if hops > 0 && t.permanent && !t.private {
		res.Moved = res.URL
	}
	res.Conditional = t.r.ETag != "" || t.r.LastModified != ""
	res.Hub = hubOf(res)
	if res.Header.Get("Retry-After") != "" {
		res.Wait = retryAfter(res.Header, t.c.o.Now())
	}
}

// hubOf returns the WebSub hub that the Link header names (W3C WebSub section 4).
func hubOf(res *Response) string {
	for _, l := range linkHeader(res.Header.Values("Link")) {
		if slices.Contains(strings.Fields(strings.ToLower(l.rel)), "hub") {
			return feed.ResolveURL(res.URL, l.href)
		}
	}
	return ""
}

// hop makes the request at hand. It returns either an answer or where a redirect leads.
func (t *trip) hop(ctx context.Context) (*Response, *url.URL, error) {
	c := t.c
	if t.left <= 0 {
		return nil, nil, context.DeadlineExceeded
	}
	p, err := t.passage()
	if err != nil {
		return nil, nil, err
	}
	key := hostKey(t.url)
	if err := c.gate.enter(ctx, key, key != t.host); err != nil {
		return nil, nil, err
	}
	defer c.gate.leave(key)
	t.host = key

	began := c.o.Now()
	defer func() { t.left -= c.o.Now().Sub(began) }()
	ctx, cancel := context.WithTimeout(context.WithValue(ctx, passageKey{}, p), t.left)
	defer cancel()
	req := &http.Request{Method: http.MethodGet, URL: t.url, Host: t.url.Host, Header: t.header(),
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1}
	answer, err := c.transport.RoundTrip(req.WithContext(ctx))
	if err != nil {
		return nil, nil, err
	}
	defer answer.Body.Close()
	return t.read(answer, key)
}

// passage checks the address as far as its spelling tells and says what the dialler may do.
func (t *trip) passage() (passage, error) {
	proxy, err := t.proxy()
	if err != nil {
		return passage{}, err
	}
	p := passage{trusted: t.c.trusts(t.url), proxy: proxy}
	if !p.trusted {
		err = checkHost(t.url)
	}
	return p, err
}

// proxy returns the proxy for the hop at hand, nil for none.
func (t *trip) proxy() (*url.URL, error) {
	var proxy *url.URL
	var err error
	switch t.r.Proxy {
	case "":
		proxy, err = t.c.o.Proxy(t.url)
	case "none":
		return nil, nil
	default:
		proxy, err = url.Parse(t.r.Proxy)
	}
	var known *feed.Error
	switch {
	case errors.As(err, &known):
		return nil, err
	case err != nil, proxy != nil && proxy.Host == "":
		return nil, errors.New("the proxy's address makes no sense")
	}
	return proxy, nil
}

// header builds the request's header fields: nothing that names the reader, and nothing that is not needed.
func (t *trip) header() http.Header {
	h := http.Header{
		"Accept":          {accept[t.kind]},
		"Accept-Encoding": {acceptEncoding},
		"User-Agent":      {t.c.o.UserAgent},
	}
	if t.r.UserAgent != "" {
		h.Set("User-Agent", t.r.UserAgent)
	}
	if v := t.r.ETag; v != "" && httpguts.ValidHeaderFieldValue(v) {
		h.Set("If-None-Match", v)
		if t.kind == Feed {
			h.Set("A-IM", "feed")
		}
	}
	if v := t.r.LastModified; v != "" && httpguts.ValidHeaderFieldValue(v) {
		h.Set("If-Modified-Since", v)
	}
	for k, v := range t.secret {
		if k != "Cookie" && k != "Referer" && k != "Accept-Encoding" {
			h[k] = v
		}
	}
	return h
}

// read makes an answer, a redirect or an error of what came.
func (t *trip) read(answer *http.Response, key string) (*Response, *url.URL, error) {
	now := t.c.o.Now()
	switch s := answer.StatusCode; {
	case s == http.StatusTooManyRequests || s == http.StatusServiceUnavailable:
		e := refusal(answer)
		wait := retryAfter(answer.Header, now)
		if wait > 0 || s == http.StatusTooManyRequests || t.kind == Feed { // a page's own trouble is not its host's
			e.Wait = limited(s, t.c.gate.hold(key, wait), nil).Wait
		}
		return nil, nil, e
	case s == http.StatusMovedPermanently, s == http.StatusPermanentRedirect,
		s == http.StatusFound, s == http.StatusSeeOther, s == http.StatusTemporaryRedirect:
		t.permanent = t.permanent && (s == http.StatusMovedPermanently || s == http.StatusPermanentRedirect)
		next, err := redirect(t.url, answer.Header.Get("Location"))
		drain(answer)
		return nil, next, err
	case s == http.StatusNotModified && (t.r.ETag != "" || t.r.LastModified != ""):
		t.c.gate.pardon(key)
		return t.unchanged(answer, now), nil, nil
	case s < 200, s >= 300, s == http.StatusNoContent, s == http.StatusResetContent, s == http.StatusPartialContent:
		drain(answer)
		return nil, nil, refusal(answer)
	case s == http.StatusIMUsed && !feedDelta(answer.Header):
		return nil, nil, refusal(answer)
	}
	body, done, err := t.body(answer)
	beyond := err == errTooLarge && t.kind != Image // what is read of a text is of use without its end
	if err != nil && !beyond {
		return nil, nil, &feed.Error{Kind: classify(err), Status: answer.StatusCode, Err: err}
	}
	t.c.gate.pardon(key)
	sum := sha256.Sum256(body)
	return &Response{
		URL: t.url.String(), Status: answer.StatusCode, Delta: answer.StatusCode == http.StatusIMUsed,
		Body: body, Cut: beyond, Header: answer.Header, ETag: answer.Header.Get("ETag"),
		LastModified: answer.Header.Get("Last-Modified"), Hash: hex.EncodeToString(sum[:]),
		Fresh: fresh(answer.Header, now), done: done,
	}, nil, nil
}

// body reads the whole body. Few large ones are read at a time, so that many hostile servers together cannot fill the
// memory; the time that a body waits for its place is part of the whole time. When the request holds it, done gives the
// place back; done may be nil.
func (t *trip) body(answer *http.Response) (body []byte, done func(), err error) {
	large, held := t.c.large, false
	defer func() {
		switch {
		case held && t.r.Holds && (err == nil || err == errTooLarge && t.kind != Image):
			done = func() { <-large }
		case held:
			<-large
		}
	}()
	limit := t.c.limits.body[t.kind]
	if t.kind == Image && answer.ContentLength > limit {
		return nil, nil, errTooLarge
	}
	body, err = readBody(answer, limit, func() error {
		ctx := answer.Request.Context()
		select {
		case large <- struct{}{}:
			held = true
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	})
	return body, nil, err
}

// unchanged is the answer to a 304. Validators that it does not renew stay as they were.
func (t *trip) unchanged(answer *http.Response, now time.Time) *Response {
	r := &Response{
		URL: t.url.String(), Status: answer.StatusCode, NotModified: true, Header: answer.Header,
		ETag: answer.Header.Get("ETag"), LastModified: answer.Header.Get("Last-Modified"), Fresh: fresh(answer.Header, now),
	}
	if r.ETag == "" {
		r.ETag = t.r.ETag
	}
	if r.LastModified == "" {
		r.LastModified = t.r.LastModified
	}
	return r
}

// feedDelta reports whether a 226 is what A-IM: feed asked for: no other manipulation was made (RFC 3229).
func feedDelta(h http.Header) bool {
	im := strings.TrimSpace(strings.Join(h.Values("IM"), ","))
	return im == "" || strings.EqualFold(im, "feed")
}

// redirect returns where a Location leads, or why not there.
func redirect(from *url.URL, location string) (*url.URL, error) {
	refuse := func(why string) (*url.URL, error) {
		return nil, &feed.Error{Kind: feed.Refused, Err: errors.New("redirect " + why)}
	}
	switch {
	case location == "":
		return nil, errors.New("redirect without a Location")
	case len(location) > feed.MaxURL:
		return refuse("to an address that is too long")
	}
	ref, err := url.Parse(location)
	if err != nil {
		return nil, errors.New("redirect to what is no address")
	}
	to := bare(from.ResolveReference(ref))
	to.Scheme = strings.ToLower(to.Scheme)
	if to.Scheme != "http" && to.Scheme != "https" {
		return refuse(fmt.Sprintf("to the scheme %q", to.Scheme))
	}
	if from.Scheme == "https" && to.Scheme == "http" {
		return refuse("from https to http")
	}
	u, err := parseURL(to.String())
	if err != nil {
		return nil, errors.New("redirect to what is no address")
	}
	return u, nil
}

// drain reads a short body that nobody wants, so that its connection can be used again.
func drain(answer *http.Response) {
	if n := answer.ContentLength; n > 0 && n <= drainMost {
		_, _ = io.CopyN(io.Discard, answer.Body, n) // an error costs the connection and no more
	}
}
