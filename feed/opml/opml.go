// Package opml reads and writes lists of subscriptions (OPML 1 and 2). It does no I/O of its own and runs nothing
// that a list names.
package opml

import (
	"errors"
	"io"
	"time"

	"newspane/feed"
)

// Problem is an outline that was not taken, and why.
type Problem struct {
	Line int
	Text string // a sentence
}

// Read returns the subscriptions of an OPML document: URL, Title, Site, Folder, Language. Outlines that are no http(s)
// feed come back as problems.
func Read(r io.Reader) ([]feed.Subscription, []Problem, error) {
	return nil, nil, errors.New("not built yet")
}

// Write writes subscriptions as OPML 2.0, folders as nested outlines.
func Write(w io.Writer, title string, now time.Time, subs []feed.Subscription) error {
	return errors.New("not built yet")
}
