package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"newspane/feed"
)

// Arrival is a document made ready to be stored: compressed, counted, cut into rows. It is much smaller than the
// document, and does not hold on to it.
type Arrival struct {
	title, site, language string
	items                 []entering
}

// entering is an item on its way into the library.
type entering struct {
	known, cut bool
	identity   []byte
	hash       string
	title      string
	author     string
	link       string
	linkKey    int64
	published  time.Time
	summary    string
	words      int
	body       []byte
	empty      bool // has no text
	stored     *row // the article it is, nil when it is new
}

// row is what SaveDocument needs to know of a stored article.
type row struct {
	id        feed.ID
	identity  []byte
	hash      string
	title     string
	link      string
	published int64
}

// SaveDocument is [Store.Prepare] and [Store.Save].
func (s *Store) SaveDocument(ctx context.Context, id feed.ID, doc *feed.Document, poll feed.Poll) ([]feed.ID, error) {
	a, err := s.Prepare(doc)
	if err != nil {
		return nil, err
	}
	return s.Save(ctx, id, a, poll)
}

// Prepare does the work of storing a document that needs no library; of several items with one ID the first counts.
func (s *Store) Prepare(doc *feed.Document) (*Arrival, error) {
	a := &Arrival{title: doc.Title.String(), site: doc.Link, language: doc.Language, items: make([]entering, 0, len(doc.Items))}
	seen := make(map[string]bool, len(doc.Items))
	for i := range doc.Items {
		it := &doc.Items[i]
		e := entering{known: it.Known, cut: it.Cut, identity: identityOf(it.ID), hash: it.Hash, published: it.Published}
		if seen[string(e.identity)] {
			continue
		}
		seen[string(e.identity)] = true
		if !it.Known {
			if err := s.fill(&e, it); err != nil {
				return nil, s.fail("save feed", err)
			}
		}
		a.items = append(a.items, e)
	}
	return a, nil
}

func (s *Store) fill(e *entering, it *feed.Item) error {
	markup := it.Content
	if markup == "" {
		markup = it.Summary
	}
	text := plain(markup)
	e.title = it.Title.String()
	if len(it.Authors) > 0 {
		e.author = it.Authors[0].String()
	}
	e.link, e.linkKey = it.Link, linkKey(it.Link)
	e.summary, e.words = preview(text), countWords(text)
	e.empty = e.words == 0
	var err error
	e.body, err = s.codec.packBody(bodyOf(it))
	return err
}

// Save stores what a check of a feed brought, in one transaction with its poll: new items, changed items
// (marks stay as they are), the feed's own title and site. It returns the IDs of the new articles, newest first.
//
// An item is the stored one of the same ID in this feed, never in another. When a feed has changed its ids wholesale,
// its items are found again by link, or by title and date (see rebind.go). Items with only ID and Hash are known and
// unchanged. An item that was cut adds, but never overwrites. What was deleted does not come back.
func (s *Store) Save(ctx context.Context, id feed.ID, a *Arrival, poll feed.Poll) ([]feed.ID, error) {
	items := a.items
	var fresh []feed.ID
	err := s.write(ctx, "save feed", func(t *tx) (err error) {
		fresh = fresh[:0]
		if err := savePoll(t, id, poll); err != nil {
			return err
		}
		if err := describe(t, id, a); err != nil {
			return err
		}
		for i := range items {
			if items[i].stored, err = lookUp(t, id, items[i].identity); err != nil {
				return err
			}
		}
		if err := rebind(t, id, items); err != nil {
			return err
		}
		// The first item of a document is its newest: it gets the highest ID of its second.
		for i := len(items) - 1; i >= 0; i-- {
			n, isNew, err := s.enter(t, id, &items[i])
			if err != nil {
				return err
			}
			if isNew {
				fresh = append(fresh, n)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	sortNewestFirst(fresh)
	s.indexer.wake()
	return fresh, nil
}

// describe stores what a feed says of itself; what it does not say stays.
func describe(t *tx, id feed.ID, a *Arrival) error {
	return one(t.exec(`UPDATE feeds SET title = coalesce(nullif(?2, ''), title), site = coalesce(nullif(?3, ''), site),
		language = coalesce(nullif(?4, ''), language), name = CASE WHEN name = ?2 THEN '' ELSE name END
		WHERE id = ?1`, id, a.title, a.site, a.language))
}

const rowColumns = "id, identity, hash, title, link, published"

func lookUp(t *tx, id feed.ID, identity []byte) (*row, error) {
	r := &row{}
	err := t.row("SELECT "+rowColumns+" FROM articles WHERE feed_id = ? AND identity = ?", []any{id, identity},
		&r.id, &r.identity, &r.hash, &r.title, &r.link, &r.published)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return r, err
}

// enter adds or updates one item, and reports whether it is new to the reader.
func (s *Store) enter(t *tx, id feed.ID, e *entering) (feed.ID, bool, error) {
	switch {
	case e.known:
		return 0, false, nil
	case e.stored == nil:
		return s.add(t, id, e)
	case e.cut, e.hash != "" && e.hash == e.stored.hash:
		return e.stored.id, false, nil
	}
	return e.stored.id, false, update(t, e)
}

func (s *Store) add(t *tx, id feed.ID, e *entering) (feed.ID, bool, error) {
	m, err := marksOf(t, id, e.identity)
	if err != nil || m.deleted {
		return 0, false, err
	}
	now := s.now()
	n, err := newID(t, sortTime(e.published, now))
	if err != nil {
		return 0, false, err
	}
	hash := e.hash
	if e.cut {
		hash = ""
	}
	_, err = t.exec(`INSERT INTO articles (id, feed_id, identity, hidden, link_key, published, seen, words, place, title,
		author, link, summary, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, n, id, e.identity, m.hidden,
		e.linkKey, published(e.published), now.Unix(), e.words, m.place, e.title, e.author, e.link, e.summary, hash)
	if err != nil {
		return 0, false, err
	}
	if _, err := t.exec("INSERT OR REPLACE INTO bodies (id, item) VALUES (?, ?)", n, e.body); err != nil {
		return 0, false, err
	}
	if m.hidden {
		return n, false, nil
	}
	if m.bookmarked {
		if _, err := t.exec("INSERT INTO bookmarks (id, feed_id) VALUES (?, ?)", n, id); err != nil {
			return 0, false, err
		}
	}
	if m.read {
		return n, false, nil
	}
	if _, err = t.exec("INSERT INTO unread (id, feed_id) VALUES (?, ?)", n, id); err != nil {
		return 0, false, err
	}
	_, err = t.exec("INSERT INTO unruled (id) SELECT ? WHERE EXISTS (SELECT 1 FROM rules WHERE enabled = 1)", n)
	return n, true, err
}

// update brings a stored article up to what its feed says now. Its place in the lists and its marks stay; a text that
// has become empty does not take the stored one away.
func update(t *tx, e *entering) error {
	_, err := t.exec(`UPDATE articles SET title = coalesce(nullif(?2, ''), title), author = ?3, link = ?4, link_key = ?5,
		published = CASE WHEN published = 0 THEN ?6 ELSE published END, hash = ?7 WHERE id = ?1`,
		e.stored.id, e.title, e.author, e.link, e.linkKey, published(e.published), e.hash)
	if err != nil {
		return err
	}
	if !e.empty {
		// A page that was read for the article has the better count of its words.
		_, err := t.exec(`UPDATE articles SET summary = ?2, words = CASE WHEN EXISTS (SELECT 1 FROM pages p
			WHERE p.id = ?1 AND p.body IS NOT NULL) THEN words ELSE ?3 END WHERE id = ?1`, e.stored.id, e.summary, e.words)
		if err != nil {
			return err
		}
		if _, err := t.exec("INSERT OR REPLACE INTO bodies (id, item) VALUES (?, ?)", e.stored.id, e.body); err != nil {
			return err
		}
	}
	_, err = t.exec("INSERT OR REPLACE INTO pending (id, turn) VALUES (?, random())", e.stored.id)
	return err
}

// published returns a date as it is stored; one before 1970 is kept as unknown.
func published(t time.Time) int64 { return max(unix(t), 0) }

// KnownHashes returns the raw-item hashes stored for a feed, of its newest articles: an item beyond them is found to
// be known when it is saved.
func (s *Store) KnownHashes(ctx context.Context, id feed.ID) (map[string]bool, error) {
	rows, err := s.reads.QueryContext(ctx, `SELECT hash FROM articles WHERE feed_id = ? AND hidden = 0 AND hash <> ''
		ORDER BY id DESC LIMIT 20000`, id)
	if err != nil {
		return nil, s.fail("list hashes", err)
	}
	defer rows.Close()
	known := map[string]bool{}
	for rows.Next() {
		var h string
		if err := rows.Scan(&h); err != nil {
			return nil, s.fail("list hashes", err)
		}
		known[h] = true
	}
	return known, s.fail("list hashes", rows.Err())
}
