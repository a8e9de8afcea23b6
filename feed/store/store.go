// Package store keeps everything in one SQLite file: subscriptions, articles, their bodies, marks, counts, and the
// search index. It is not for deciding anything: no HTTP, no HTML.
package store

import (
	"context"
	"errors"
	"time"

	"newspane/feed"
)

var errNotBuilt = errors.New("not built yet")

// Store is the open library. Its methods are safe for many goroutines; writes go through one connection.
type Store struct{}

// Options are settings of a store; zero values are defaults.
type Options struct {
	Now func() time.Time // for tests
}

// Open opens or makes the library in the file path (":memory:" is not supported), migrating it forward.
func Open(ctx context.Context, path string, o Options) (*Store, error) { return nil, errNotBuilt }

// Close ends writing, checkpoints and closes.
func (s *Store) Close() error { return errNotBuilt }

// Subscriptions returns all feeds, with counts and polls, by folder and title.
func (s *Store) Subscriptions(ctx context.Context) ([]feed.Subscription, error) {
	return nil, errNotBuilt
}

// Subscribe adds feeds in one transaction and returns their IDs; one that exists keeps its ID and comes back with it.
func (s *Store) Subscribe(ctx context.Context, subs ...feed.Subscription) ([]feed.ID, error) {
	return nil, errNotBuilt
}

// Unsubscribe removes a feed and its articles, except those that are bookmarked.
func (s *Store) Unsubscribe(ctx context.Context, id feed.ID) error { return errNotBuilt }

// Rename sets the reader's own title of a feed ("" is the feed's) .
func (s *Store) Rename(ctx context.Context, id feed.ID, title string) error { return errNotBuilt }

// Move puts a feed into a folder.
func (s *Store) Move(ctx context.Context, id feed.ID, folder string) error { return errNotBuilt }

// SetURL changes a feed's address and forgets its validators.
func (s *Store) SetURL(ctx context.Context, id feed.ID, url string) error { return errNotBuilt }

// SaveDocument stores what a check of a feed brought, in one transaction with its poll: new items, changed items
// (marks stay as they are), the feed's own title and site. It returns the IDs of the new articles.
func (s *Store) SaveDocument(ctx context.Context, id feed.ID, doc *feed.Document, poll feed.Poll) ([]feed.ID, error) {
	return nil, errNotBuilt
}

// SavePoll stores a check that brought no document (304, error).
func (s *Store) SavePoll(ctx context.Context, id feed.ID, poll feed.Poll) error { return errNotBuilt }

// KnownHashes returns the raw-item hashes stored for a feed.
func (s *Store) KnownHashes(ctx context.Context, id feed.ID) (map[string]bool, error) {
	return nil, errNotBuilt
}

// Tree returns the sidebar: views, folders and feeds in order. now bounds "Today".
func (s *Store) Tree(ctx context.Context, now time.Time) ([]feed.Node, error) {
	return nil, errNotBuilt
}

// Headlines returns the rows of q in w, newest first.
func (s *Store) Headlines(ctx context.Context, q feed.Query, w feed.Window) ([]feed.Headline, error) {
	return nil, errNotBuilt
}

// Count returns how many articles q selects and how many of them are unread.
func (s *Store) Count(ctx context.Context, q feed.Query) (total, unread int, err error) {
	return 0, 0, errNotBuilt
}

// Stored is an article as it is kept: what came, before it is made readable.
type Stored struct {
	feed.Headline
	Authors    []feed.Text
	Language   string
	Comments   string
	Enclosures []feed.Enclosure
	Image      string
	Updated    time.Time
	Summary    feed.HTML // the feed's summary
	Content    feed.HTML // the feed's content
	PageURL    string    // final address of the stored page, "" when none is stored
	PageType   string    // its Content-Type
	Page       []byte    // the page as it came, nil when none
	Derived    []byte    // JSON of the page as it was read, by version DerivedBy; nil when none
	DerivedBy  int
	PageError  feed.Text // why the page could not be had, "" when it could or was not tried
	PageTried  time.Time
}

// Article returns one article; a missing one is a [*feed.Error] of kind NotFound.
func (s *Store) Article(ctx context.Context, id feed.ID) (*Stored, error) { return nil, errNotBuilt }

// SavePage keeps an article's page and what was read from it. plain is its text for the search index.
func (s *Store) SavePage(ctx context.Context, id feed.ID, p PageCopy) error { return errNotBuilt }

// PageCopy is an article's page as it is kept.
type PageCopy struct {
	URL       string
	Type      string // Content-Type
	Body      []byte
	Derived   []byte
	DerivedBy int
	Words     int
	Plain     string // text for the search index
	Error     string // why there is none; then the rest is empty
	Tried     time.Time
}

// OpenPage finds or makes the article of a page opened by its address (Feed 0) and returns its ID. An address that
// a feed's article has gives that article.
func (s *Store) OpenPage(ctx context.Context, url, title string) (feed.ID, error) {
	return 0, errNotBuilt
}

// DescribePage sets the title, site, byline and date of an article that was opened by its address.
func (s *Store) DescribePage(ctx context.Context, id feed.ID, p *feed.Page) error { return errNotBuilt }

// Mark stores marks durably (synchronous=FULL) before it returns.
func (s *Store) Mark(ctx context.Context, marks ...feed.Mark) error { return errNotBuilt }

// MarkAll marks everything unread of q read and returns what it marked, for undo.
func (s *Store) MarkAll(ctx context.Context, q feed.Query, at time.Time) ([]feed.ID, error) {
	return nil, errNotBuilt
}

// SetPlace remembers how far an article was read, 0..1.
func (s *Store) SetPlace(ctx context.Context, id feed.ID, place float64) error { return errNotBuilt }

// Search text and the index are kept by [Store.SaveDocument] and [Store.SavePage]; Query.Search uses them.
