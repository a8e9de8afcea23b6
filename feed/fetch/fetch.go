// Package fetch turns an address into bytes: conditional GET, limits, politeness per host, redirects under our own
// policy, a guard against addresses inside the network, and feed discovery. It holds the program's only
// http.Transport. It knows nothing of what the bytes mean.
package fetch

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"newspane/feed"
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
	URL          string
	Kind         Kind
	ETag         string // sent verbatim as If-None-Match
	LastModified string // sent verbatim as If-Modified-Since
	UserAgent    string // "" is the client's
	Header       http.Header
}

// Response is a whole answer; a part of one never comes back as a Response.
type Response struct {
	URL          string // final address
	Moved        string // where permanent redirects (301, 308) alone led, "" when there were none
	Status       int
	NotModified  bool   // 304
	Delta        bool   // 226: new items only (RFC 3229)
	Body         []byte // decoded of its content coding
	Header       http.Header
	ETag         string
	LastModified string
	Hash         string        // of Body, hexadecimal
	Fresh        time.Duration // how long the server wants not to be asked again: max-age less Age, or Expires
}

// Options are the client's settings. Zero values are defaults.
type Options struct {
	UserAgent string
	PerHost   int // requests at a time to one host: 2
	Total     int // requests at a time: 64
	Log       *slog.Logger
	Now       func() time.Time
}

// Client fetches. It is safe for many goroutines.
type Client struct{ o Options }

// New returns a client.
func New(o Options) *Client { return &Client{o: o} }

// Trust allows addresses inside the network (loopback, private …) for the origin of a URL that the reader typed.
func (c *Client) Trust(url string) {}

// Get fetches r. Its error is a [*feed.Error].
func (c *Client) Get(ctx context.Context, r Request) (*Response, error) {
	return nil, &feed.Error{Op: "fetch", URL: r.URL, Kind: feed.Broken, Err: errors.New("not built yet")}
}

// Close drops idle connections.
func (c *Client) Close() {}

// Candidate is a feed that an address may stand for.
type Candidate struct {
	URL   string
	Title feed.Text
	Type  string // media type, "" when unknown
}

// Addresses returns what to try, in order, for an address as a person types it ("feed://", a bare host, a site whose
// feed address is known by rule). Its error is a [*feed.Error] of kind BadURL.
func Addresses(typed string) ([]string, error) { return []string{typed}, nil }

// Discover returns the feeds that a page names, best first.
func Discover(r *Response) []Candidate { return nil }

// Guesses returns the addresses where feeds of a site usually are, to be tried one at a time.
func Guesses(pageURL string) []string { return nil }
