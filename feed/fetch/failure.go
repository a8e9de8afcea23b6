package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"syscall"

	"newspane/feed"
)

// failure makes any error of this package a [*feed.Error] without a secret in its text.
func failure(address string, err error) *feed.Error {
	e := &feed.Error{Kind: classify(err), Err: err}
	var known *feed.Error
	if errors.As(err, &known) {
		*e = *known
	}
	e.Op, e.URL = "fetch", redact(address)
	if e.Err != nil {
		e.Err = &cause{e.Err}
	}
	return e
}

// cause is an error whose text is one clean line: servers have a say in it, by certificates and header fields.
type cause struct{ err error }

func (c *cause) Error() string { return feed.Clean(c.err.Error()).String() }
func (c *cause) Unwrap() error { return c.err }

// classify finds the kind of an error that the transport or the body gave.
func classify(err error) feed.ErrorKind {
	var address *badAddress
	var inside *insideError
	var dns *net.DNSError
	var network net.Error
	switch {
	case errors.As(err, &address):
		return feed.BadURL
	case errors.As(err, &inside):
		return feed.Refused
	case errors.Is(err, errTooLarge), errors.Is(err, errBomb), longHeader(err):
		return feed.TooLarge
	case errors.Is(err, context.Canceled):
		return feed.Timeout
	case errors.As(err, &dns):
		return feed.Offline
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &network) && network.Timeout():
		return feed.Timeout
	case badTLS(err):
		return feed.BadTLS
	case errors.Is(err, io.ErrUnexpectedEOF):
		return feed.Broken
	}
	var op *net.OpError
	if errors.As(err, &op) && (op.Op == "dial" || op.Op == "proxyconnect" || op.Op == "socks connect") {
		return feed.Offline
	}
	for _, no := range []error{syscall.ECONNREFUSED, syscall.ENETUNREACH, syscall.EHOSTUNREACH, syscall.ENETDOWN} {
		if errors.Is(err, no) {
			return feed.Offline
		}
	}
	return feed.Broken
}

// longHeader knows the transport's complaints about long headers, in HTTP/1 and HTTP/2, which have no type.
func longHeader(err error) bool {
	s := err.Error()
	return strings.Contains(s, "response headers exceeded") || strings.Contains(s, "response header list larger")
}

func badTLS(err error) bool {
	var record tls.RecordHeaderError
	var verify *tls.CertificateVerificationError
	var alert tls.AlertError
	var host x509.HostnameError
	var op *net.OpError
	switch {
	case errors.As(err, &record), errors.As(err, &verify), errors.As(err, &alert), errors.As(err, &host):
		return true
	case errors.As(err, &op) && op.Op == "remote error": // an alert
		return true
	}
	s := err.Error()
	return strings.Contains(s, "tls: ") || strings.Contains(s, "x509: ") ||
		strings.Contains(s, "HTTP response to HTTPS client")
}

// refusal makes an error of a status that is no success.
func refusal(res *http.Response) *feed.Error {
	e := &feed.Error{Status: res.StatusCode}
	switch s := res.StatusCode; {
	case s == http.StatusNotFound:
		e.Kind = feed.NotFound
	case s == http.StatusGone:
		e.Kind = feed.Gone
	case s == http.StatusForbidden && strings.EqualFold(res.Header.Get("Cf-Mitigated"), "challenge"):
		e.Kind, e.Err = feed.Auth, errors.New("HTTP 403: the site lets browsers in only")
	case s == http.StatusUnauthorized, s == http.StatusForbidden, s == http.StatusProxyAuthRequired:
		e.Kind = feed.Auth
	case s == http.StatusTooManyRequests, s == http.StatusServiceUnavailable:
		e.Kind = feed.Limited
	case s >= 400 && s < 600:
		e.Kind = feed.Server
	default:
		e.Kind, e.Err = feed.Broken, fmt.Errorf("HTTP %d is no answer to this request", s)
	}
	return e
}

// secretName matches the names of query parameters whose values are nobody's business; "user" and "feed" are how
// Reddit names those of private feeds.
var secretName = regexp.MustCompile(`(?i)token|secret|passw|apikey|signature|session|hmac|jwt|^user$|^feed$|` +
	`(^|[_.-])(key|auth|sig|sid|pass|pwd|pw|code|hash|cred)($|[_.-])`)

// feedFormat matches the values of WordPress's parameter "feed".
var feedFormat = regexp.MustCompile(`^(rss2?|rdf|atom|json|comments-\w+)$`)

// secretValue matches values that look drawn by lot.
var secretValue = regexp.MustCompile(`^[A-Za-z0-9_\-+/=%.]{20,}$`)

// redact returns an address fit for logs and messages: no userinfo, no fragment, and "…" for the values of query
// parameters that may be secret, by name or by look.
func redact(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return redactLoose(address)
	}
	u.User = nil
	u.Fragment, u.RawFragment = "", ""
	if u.Opaque != "" {
		u.Opaque = redactLoose(u.Opaque)
	}
	if u.RawQuery != "" {
		u.RawQuery = redactQuery(u.RawQuery)
	}
	return feed.Clean(u.String()).String()
}

func redactQuery(q string) string {
	parts := strings.Split(q, "&")
	for i, p := range parts {
		name, value, pair := strings.Cut(p, "=")
		switch {
		case !pair && secretValue.MatchString(p):
			parts[i] = "…"
		case strings.HasSuffix(name, "_id"), feedFormat.MatchString(value): // channel_id, playlist_id are public
		case pair && (secretName.MatchString(name) || secretValue.MatchString(value)):
			parts[i] = name + "=…"
		}
	}
	return strings.Join(parts, "&")
}

// redactLoose is redact for what is no address: all before an "@" and after a "?" goes.
func redactLoose(s string) string {
	s, _, _ = strings.Cut(s, "?")
	if i := strings.LastIndexByte(s, '@'); i >= 0 {
		scheme, _, ok := strings.Cut(s, "://")
		s = s[i+1:]
		if ok {
			s = scheme + "://" + s
		}
	}
	return feed.Clean(s).String()
}
