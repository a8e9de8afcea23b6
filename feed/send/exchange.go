package send

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"newspane/feed"
)

// Bounds of an exchange.
const (
	patience  = 30 * time.Second // for a whole answer
	maxAnswer = 256 << 10        // bytes read of it
)

// call is a request to the target.
type call struct {
	method string
	path   string     // below the target's address
	query  url.Values // of the address
	form   url.Values // the body, unless json is it
	json   any
	header map[string]string
}

// answer is what came back with a status of success.
type answer struct {
	status int
	body   []byte
}

// exchange makes one request. It follows no redirect: credentials would go along, and a POST would become a GET that does
// nothing and succeeds. A status from 300 on is an error, with the service's own words.
func (d *delivery) exchange(c call) (answer, error) {
	ctx, cancel := context.WithTimeout(d.ctx, patience)
	defer cancel()
	req, err := d.request(ctx, c)
	if err != nil {
		return answer{}, err
	}
	client := *d.s.HTTP
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	res, err := client.Do(req)
	if err != nil {
		return answer{}, d.unreached(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer))
	if err != nil {
		return answer{}, d.unreached(err)
	}
	if res.StatusCode >= 300 {
		return answer{res.StatusCode, body}, d.refusal(res, body)
	}
	return answer{res.StatusCode, body}, nil
}

func (d *delivery) request(ctx context.Context, c call) (*http.Request, error) {
	address := strings.TrimRight(d.t.URL, "/") + c.path
	if len(c.query) > 0 {
		address += "?" + c.query.Encode()
	}
	var body io.Reader
	kind := ""
	switch {
	case c.json != nil:
		b, err := json.Marshal(c.json)
		if err != nil {
			return nil, err
		}
		body, kind = bytes.NewReader(b), "application/json"
	case c.form != nil:
		body, kind = strings.NewReader(c.form.Encode()), "application/x-www-form-urlencoded"
	}
	req, err := http.NewRequestWithContext(ctx, c.method, address, body)
	if err != nil {
		return nil, errors.New("its address cannot be used") // the error would repeat it, and what stands in it
	}
	if kind != "" {
		req.Header.Set("Content-Type", kind)
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("User-Agent", d.s.Agent)
	for k, v := range c.header {
		req.Header.Set(k, v)
	}
	return req, nil
}

// unreached makes an error of what kept a request from its answer. The address, which may hold a token, is not in it.
func (d *delivery) unreached(err error) error {
	var known *feed.Error
	if errors.As(err, &known) {
		return known
	}
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	kind := feed.Offline
	var network net.Error
	switch {
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &network) && network.Timeout():
		kind = feed.Timeout
	case strings.Contains(err.Error(), "tls: "), strings.Contains(err.Error(), "x509: "):
		kind = feed.BadTLS
	}
	return &feed.Error{Op: "send", URL: d.t.URL, Kind: kind, Err: errors.New(d.scrub(root(err)))}
}

// root is the innermost cause of an error: "connection refused", "no such host".
func root(err error) string {
	var dns *net.DNSError
	if errors.As(err, &dns) {
		return dns.Err
	}
	for inner := errors.Unwrap(err); inner != nil; inner = errors.Unwrap(inner) {
		err = inner
	}
	return err.Error()
}

// refusal makes an error of an answer that is no success.
func (d *delivery) refusal(res *http.Response, body []byte) error {
	e := &feed.Error{Op: "send", URL: d.t.URL, Status: res.StatusCode, Kind: feed.Server}
	words := d.scrub(words(body))
	switch s := res.StatusCode; {
	case s == http.StatusUnauthorized, s == http.StatusForbidden:
		e.Kind = feed.Auth
	case s == http.StatusTooManyRequests, s == http.StatusServiceUnavailable:
		e.Kind, e.Wait = feed.Limited, d.retryAfter(res.Header.Get("Retry-After"))
	case s < 400:
		words = "it sends on to another address" + whither(res) + "; put that into url"
	}
	if words == "" {
		words = fmt.Sprintf("HTTP %d", res.StatusCode)
	}
	e.Err = errors.New(words)
	return e
}

// whither names where a redirect leads, without its query.
func whither(res *http.Response) string {
	u, err := res.Location()
	if err != nil {
		return ""
	}
	return ", " + feed.Clean(u.Scheme+"://"+u.Host+u.Path).String()
}

// maxWait is the longest that a service can ask to be left alone.
const maxWait = 7 * 24 * time.Hour

// retryAfter reads a Retry-After field (RFC 9110, 10.2.3) in seconds, 0 when there is none that makes sense.
func (d *delivery) retryAfter(field string) int {
	if n, err := strconv.Atoi(strings.TrimSpace(field)); err == nil {
		return max(0, min(n, int(maxWait/time.Second)))
	}
	at, err := http.ParseTime(field)
	if err != nil {
		return 0
	}
	return int(max(0, min(at.Sub(d.s.Now()), maxWait)) / time.Second)
}

// scrub takes the secrets that were used out of foreign words, and makes them one clean line.
func (d *delivery) scrub(s string) string {
	for _, secret := range d.secrets {
		if secret == "" {
			continue
		}
		for _, form := range []string{secret, url.QueryEscape(secret), url.PathEscape(secret)} {
			s = strings.ReplaceAll(s, form, "…")
		}
	}
	return feed.Clean(s).String()
}
