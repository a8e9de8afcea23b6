package main

import (
	"context"
	"fmt"
	"net/url"
	"sync"

	"newspane/feed"
	"newspane/feed/fetch"
)

// proxy returns how requests find their proxy: by the settings file, else (nil) by the environment. A password that it
// wants is asked for when it is first needed.
func (c Config) proxy(secret func(context.Context, feed.Secret, string) (string, error)) (func(*url.URL) (*url.URL, error), error) {
	switch c.Proxy {
	case "", "auto":
		return nil, nil
	case "none":
		return func(*url.URL) (*url.URL, error) { return nil, nil }, nil
	}
	at, err := url.Parse(c.Proxy)
	if err != nil {
		return nil, fmt.Errorf("proxy: %w", err)
	}
	if c.ProxyAuth.Scheme == feed.NoLogin {
		return fetch.ProxyThrough(at), nil
	}
	login := sync.OnceValues(func() (func(*url.URL) (*url.URL, error), error) {
		password, err := secret(context.Background(), c.ProxyAuth.Secret, c.Proxy)
		if err != nil {
			return nil, &feed.Error{Op: "proxy", URL: c.Proxy, Kind: feed.NoSecret, Err: err}
		}
		with := *at
		with.User = url.UserPassword(c.ProxyAuth.Name, password)
		return fetch.ProxyThrough(&with), nil
	})
	return func(u *url.URL) (*url.URL, error) {
		through, err := login()
		if err != nil {
			return nil, err
		}
		return through(u)
	}, nil
}
