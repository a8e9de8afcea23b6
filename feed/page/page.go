// Package page reads an article's page: the full article, its metadata and its related links. It does no I/O.
package page

import (
	"errors"
	"net/http"
	"time"

	"newspane/feed"
)

// Version rises when the page read from the same bytes changes.
const Version = 1

// Options say where the page came from and what its feed says of it.
type Options struct {
	URL       string      // final address
	Header    http.Header // of the response: Content-Type
	Title     string      // the feed's title, to choose the h1; "" when unknown
	Published time.Time   // the feed's date; zero when unknown
	FeedHTML  feed.HTML   // the feed's own content, "" when unknown
}

// Extract reads a page. A page without an article gives a Page with an empty Body and its metadata. Its error is a
// [*feed.Error] of kind TooLarge or Broken.
func Extract(body []byte, o Options) (*feed.Page, error) {
	return nil, &feed.Error{Op: "read page", URL: o.URL, Kind: feed.NoArticle, Err: errors.New("not built yet")}
}
