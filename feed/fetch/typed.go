package fetch

import (
	"context"
	"net/http"
)

// Typed returns an HTTP client for servers whose address the reader typed, as those of bookmark services: they may be
// inside the network. Requests go through the client's proxy, and share no connection with any others.
func (c *Client) Typed() *http.Client {
	own := c.transport.Clone()
	own.DisableKeepAlives = true // they are few, and nothing is left to be closed
	return &http.Client{Transport: &typed{c, own}}
}

type typed struct {
	c   *Client
	own *http.Transport
}

// RoundTrip makes a request in the reader's name.
func (t *typed) RoundTrip(r *http.Request) (*http.Response, error) {
	proxy, err := t.c.o.Proxy(r.URL)
	if err != nil {
		return nil, err
	}
	ctx := context.WithValue(r.Context(), passageKey{}, passage{trusted: true, proxy: proxy})
	return t.own.RoundTrip(r.WithContext(ctx))
}
