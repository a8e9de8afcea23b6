package feed

import (
	"errors"
	"fmt"
	"syscall"
)

// ErrorKind says what went wrong in terms a person can act on.
type ErrorKind uint8

// The kinds of errors.
const (
	Broken    ErrorKind = iota // anything else: the answer makes no sense
	BadURL                     // not an http(s) address
	Offline                    // no network, no such host, connection refused
	Timeout                    // no answer in time
	BadTLS                     // the certificate or the handshake
	NotFound                   // 404
	Gone                       // 410
	Auth                       // 401, 403
	Limited                    // 429, 503: Retry-After
	Server                     // other 4xx, 5xx
	TooLarge                   // over a limit of ours
	NotFeed                    // a document, but no feed
	NoArticle                  // a page without an article
	Refused                    // our own policy: a private address, a scheme, a downgrade
	Locked                     // the database is in use
	Full                       // the disk is full
	Exists                     // already subscribed
	NoSecret                   // the feed's password is not where its settings say
	Portal                     // a page of the network stands before everything: it wants a login
	TooSoon                    // everything was asked a moment ago; Wait is until it may be asked again
)

// ErrIsFeed is the cause when a page is a feed.
var ErrIsFeed = errors.New("is a feed, not a page: add it to read it")

// Error is what went wrong, doing what, to which address. User interfaces turn its Kind into a sentence with the
// remedy; Error() is for logs.
type Error struct {
	Op     string // "fetch", "parse" …
	URL    string
	Kind   ErrorKind
	Status int   // HTTP status, 0 when none
	Err    error // the cause; may be nil
	// Wait is for how long the server asked to be left alone, in seconds; 0 when it did not.
	Wait int
}

func (e *Error) Error() string {
	s := e.Op
	if e.URL != "" {
		s += " " + e.URL
	}
	switch {
	case e.Err != nil:
		return fmt.Sprintf("%s: %v", s, e.Err)
	case e.Status != 0:
		return fmt.Sprintf("%s: HTTP %d", s, e.Status)
	}
	return fmt.Sprintf("%s: kind %d", s, e.Kind)
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// NoRoom is the cause of a [Full] error when there may be room, but less than is kept free for the reader's marks.
type NoRoom struct {
	Dir   string // what is on the disk
	Needs int64  // bytes that must be free
}

func (e *NoRoom) Error() string { return fmt.Sprintf("less than %d bytes are free", e.Needs) }

// Unwrap returns the system's error for a full disk.
func (e *NoRoom) Unwrap() error { return syscall.ENOSPC }

// Sentence says it, with the remedy.
func (e *NoRoom) Sentence() string {
	const mega = 1_000_000
	return fmt.Sprintf("The disk is full, or nearly: nothing new is stored while less than %d MB are free, so that marks still are. "+
		"Make room on the disk of %s, or set NEWSPANE_HOME to a folder on another.", (e.Needs+mega-1)/mega, e.Dir)
}
