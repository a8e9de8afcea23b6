package fetch

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"syscall"
	"time"

	"golang.org/x/net/http/httpproxy"

	"newspane/feed"
)

// limits are the bounds of a request.
type limits struct {
	connect, tls, first, whole time.Duration
	header                     int64
	body                       [3]int64 // decoded bytes, by Kind
	hops                       [3]int   // redirects, by Kind
	large                      int      // bodies above largeBody that are read at a time
}

var defaultLimits = limits{
	connect: 10 * time.Second,
	tls:     10 * time.Second,
	first:   15 * time.Second,
	whole:   30 * time.Second,
	header:  256 << 10,
	body:    [3]int64{Feed: 16 << 20, Page: 8 << 20, Image: 20 << 20},
	hops:    [3]int{Feed: 5, Page: 10, Image: 10},
	large:   4,
}

// passage tells the dialler about the request it dials for. Connections are pooled by scheme, host and port, so one
// that a trusted request opened serves requests to that origin only.
type passage struct {
	trusted bool     // the origin may be inside the network
	proxy   *url.URL // whose address is dialled; nil for none
}

type passageKey struct{}

func newTransport(c *Client) *http.Transport {
	d := &net.Dialer{Timeout: c.limits.connect, KeepAlive: 30 * time.Second, ControlContext: guard}
	return &http.Transport{
		Proxy:                  proxyOf,
		DialContext:            d.DialContext,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout:    c.limits.tls,
		ResponseHeaderTimeout:  c.limits.first,
		MaxResponseHeaderBytes: c.limits.header,
		DisableCompression:     true,
		ForceAttemptHTTP2:      true,
		HTTP2:                  &http.HTTP2Config{SendPingTimeout: 15 * time.Second, PingTimeout: 5 * time.Second},
		MaxIdleConns:           2 * c.o.Total,
		MaxIdleConnsPerHost:    c.o.PerHost,
		IdleConnTimeout:        90 * time.Second,
		OnProxyConnectResponse: proxyAnswer,
	}
}

// proxyOf returns the proxy that a request was found to go through.
func proxyOf(r *http.Request) (*url.URL, error) {
	p, _ := r.Context().Value(passageKey{}).(passage)
	return p.proxy, nil
}

// ProxyThrough returns a function for [Options] that goes through one proxy (http, https or socks5; with userinfo if
// it wants a password), but for the hosts of NO_PROXY and loopback addresses.
func ProxyThrough(proxy *url.URL) func(*url.URL) (*url.URL, error) {
	p := httpproxy.FromEnvironment()
	p.HTTPProxy, p.HTTPSProxy = proxy.String(), proxy.String()
	return p.ProxyFunc()
}

// environmentProxy follows HTTP_PROXY, HTTPS_PROXY, NO_PROXY and, where a scheme has none of its own, ALL_PROXY, each in
// either case. Loopback addresses are never proxied.
func environmentProxy() func(*url.URL) (*url.URL, error) {
	p := httpproxy.FromEnvironment()
	all := cmp.Or(os.Getenv("ALL_PROXY"), os.Getenv("all_proxy"))
	p.HTTPProxy, p.HTTPSProxy = cmp.Or(p.HTTPProxy, all), cmp.Or(p.HTTPSProxy, all)
	return p.ProxyFunc()
}

// proxyAnswer tells a proxy's refusal to connect from a site's.
func proxyAnswer(_ context.Context, _ *url.URL, _ *http.Request, answer *http.Response) error {
	switch answer.StatusCode {
	case http.StatusOK:
		return nil
	case http.StatusProxyAuthRequired:
		return &feed.Error{Kind: feed.Auth, Status: answer.StatusCode, Err: errors.New("the proxy wants a password")}
	}
	return &feed.Error{Kind: feed.Offline, Status: answer.StatusCode,
		Err: fmt.Errorf("the proxy does not connect: HTTP %d", answer.StatusCode)}
}

// guard is the dialler's control hook: it sees the address itself, after the resolver, so a name that resolves to an
// address inside the network is stopped whatever it resolved to before.
func guard(ctx context.Context, _, address string, _ syscall.RawConn) error {
	p, _ := ctx.Value(passageKey{}).(passage)
	if p.trusted || p.proxy != nil {
		return nil
	}
	return checkAddress(address)
}
