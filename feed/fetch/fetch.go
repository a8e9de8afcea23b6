// Package fetch turns an address into bytes: conditional GET, limits, politeness per host, redirects under our own
// policy, a guard against addresses inside the network, and feed discovery. It holds the program's only
// http.Transport. It knows nothing of what the bytes mean.
package fetch

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"sync"
	"time"
)

// Kind says what is asked for; limits and Accept depend on it.
type Kind uint8

// The kinds of requests.
const (
	Feed Kind = iota
	Page
	Image
)

// Request is one GET.
type Request struct {
	URL          string // userinfo in it becomes Basic authorization
	Kind         Kind
	ETag         string      // sent verbatim as If-None-Match
	LastModified string      // sent verbatim as If-Modified-Since
	UserAgent    string      // "" is the client's
	Stay         bool        // a redirect is not followed but an error
	Header       http.Header // sent to the origin of URL alone, never to where it redirects
	Proxy        string      // http, https or socks5 address of a proxy, "none" for none; "" is the client's
	Holds        bool        // a large body keeps its place, of which there are few, until [Response.Done]
}

// Response is a whole answer. A part of one never comes back as a Response, but for feeds and pages that are longer than
// is read (Cut).
type Response struct {
	URL          string // final address, without userinfo
	Moved        string // where a chain of permanent redirects (301, 308) and no others led, "" when there was none
	Status       int
	NotModified  bool   // 304
	Delta        bool   // 226: new items only (RFC 3229)
	Body         []byte // decoded of its content coding
	Cut          bool   // Body is the first part of a document that is longer than is read
	Header       http.Header
	ETag         string        // to be stored and sent back: of a 304 that has none, the request's
	LastModified string        // the same
	Hash         string        // SHA-256 of Body, hexadecimal; "" of a 304
	Conditional  bool          // the request had validators
	Hub          string        // WebSub hub, by the Link header
	Wait         time.Duration // Retry-After of an answer that went well
	Fresh        time.Duration // how long the server wants not to be asked again: max-age less Age, or Expires
	done         func()
}

// Done lets go of the body, which may make room for that of another request. It is for requests that hold theirs; a second
// call, or one of no response, does nothing.
func (r *Response) Done() {
	if r == nil {
		return
	}
	r.Body = nil
	if r.done != nil {
		r.done()
		r.done = nil
	}
}

// Options are the client's settings. Zero values are defaults.
type Options struct {
	UserAgent string // "newspane/VERSION (what it is; whom to ask)"
	PerHost   int    // requests at a time to one host: 2
	Total     int    // requests at a time: 64
	PerSecond int    // requests begun in any second to one host: 10
	Log       *slog.Logger
	Now       func() time.Time
	// Proxy returns the proxy for an address, nil for none (http, https and socks5 proxies). The default follows
	// HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY.
	Proxy func(*url.URL) (*url.URL, error)
}

// DefaultUserAgent is sent when [Options] names none.
const DefaultUserAgent = "newspane/dev (personal feed reader)"

// Client fetches. It is safe for many goroutines.
type Client struct {
	o         Options
	limits    limits
	gate      *gate
	transport *http.Transport
	large     chan struct{} // places for large bodies

	mu      sync.RWMutex
	trusted map[string]bool // origins that may be inside the network
}

// New returns a client.
func New(o Options) *Client { return newClient(o, defaultLimits) }

func newClient(o Options, l limits) *Client {
	if o.UserAgent == "" {
		o.UserAgent = DefaultUserAgent
	}
	if o.PerHost <= 0 {
		o.PerHost = 2
	}
	if o.Total <= 0 {
		o.Total = 64
	}
	if o.PerSecond <= 0 {
		o.PerSecond = 10
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Proxy == nil {
		o.Proxy = environmentProxy()
	}
	c := &Client{o: o, limits: l, gate: newGate(o), trusted: map[string]bool{}, large: make(chan struct{}, l.large)}
	c.transport = newTransport(c)
	return c
}

// Trust allows addresses inside the network (loopback, private …) for the origin (scheme, host and port) of a URL
// that the reader typed. What is no http(s) address is ignored.
func (c *Client) Trust(url string) {
	u, err := parseURL(url)
	if err != nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.trusted[origin(u)] = true
}

func (c *Client) trusts(u *url.URL) bool {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.trusted[origin(u)]
}

// Hold leaves the host of a URL alone for d, as if it had answered so: a Retry-After that outlived a restart.
// Requests to it fail at once with kind Limited and the remaining wait.
func (c *Client) Hold(url string, d time.Duration) {
	if u, err := parseURL(url); err == nil {
		c.gate.hold(hostKey(u), d)
	}
}

// Get fetches r. Its error is a [*feed.Error]; one of kind Limited has the seconds to wait, as the server asked or,
// where it gave none, ten minutes doubled with each such answer up to a day (0 for a page or picture that answers 503
// without a time: that is no word about its host). A Limited error of status 0 means that
// the server was not asked at all, because it is still to be left alone. Waiting for a turn ends with ctx and does not
// count against the time-outs.
func (c *Client) Get(ctx context.Context, r Request) (*Response, error) {
	u, err := parseURL(r.URL)
	if err != nil {
		return nil, failure(r.URL, err)
	}
	res, err := newTrip(c, r, u).run(ctx)
	if err != nil {
		e := failure(r.URL, err)
		c.o.Log.Debug("fetch", "url", e.URL, "status", e.Status, "err", e.Err)
		return nil, e
	}
	c.o.Log.Debug("fetch", "url", redact(r.URL), "status", res.Status, "bytes", len(res.Body))
	return res, nil
}

// Close drops idle connections.
func (c *Client) Close() { c.transport.CloseIdleConnections() }
