package store

import (
	"context"
	"encoding/json"
	"net/url"
	"time"

	"newspane/feed"
)

// Stored is an article as it is kept: what came, before it is made readable.
type Stored struct {
	feed.Headline
	FeedURL    string        // of its feed, "" for a page of none
	Settings   feed.Settings // of its feed
	Authors    []feed.Text
	Language   string
	Comments   string
	Replies    int
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
	Remark     feed.Text        // the reader's note
	Highlights []feed.Highlight // the passages that the reader has marked
}

// Article returns one article; a missing one is a [*feed.Error] of kind NotFound.
func (s *Store) Article(ctx context.Context, id feed.ID) (*Stored, error) {
	var item, page, derived []byte
	var language, pageError, settings string
	var tried int64
	a := &Stored{}
	row := s.reads.QueryRowContext(ctx, "SELECT "+headlineColumns+`, coalesce(f.language, ''), b.item, coalesce(g.url, ''),
		coalesce(g.type, ''), g.body, g.derived, coalesce(g.derived_by, 0), coalesce(g.error, ''), coalesce(g.tried, 0),
		coalesce(f.url, ''), coalesce(f.settings, '{}') FROM articles a LEFT JOIN feeds f ON f.id = a.feed_id LEFT JOIN bodies b ON b.id = a.id
		LEFT JOIN pages g ON g.id = a.id WHERE a.id = ?`, id)
	h, err := scanHeadline(row, &language, &item, &a.PageURL, &a.PageType, &page, &derived, &a.DerivedBy, &pageError, &tried,
		&a.FeedURL, &settings)
	if err != nil {
		return nil, s.fail("read article", err)
	}
	b, err := s.codec.unpackBody(item)
	if err == nil {
		a.Page, err = s.codec.unpack(page)
	}
	if err == nil {
		a.Derived, err = s.codec.unpack(derived)
	}
	if err == nil {
		err = json.Unmarshal([]byte(settings), &a.Settings)
	}
	if err != nil {
		return nil, s.fail("read article", err)
	}
	a.Headline = h
	a.Authors, a.Comments, a.Replies, a.Enclosures, a.Image = b.Authors, b.Comments, b.Replies, b.Enclosures, b.Image
	a.Summary, a.Content, a.Updated = b.Summary, b.Content, fromUnix(b.Updated)
	if a.Language = b.Language; a.Language == "" {
		a.Language = language
	}
	a.PageError, a.PageTried = feed.Clean(pageError), fromUnix(tried)
	if a.Noted {
		n, err := s.Note(ctx, id)
		if err != nil {
			return nil, err
		}
		a.Remark = n.Text
	}
	if a.Highlit {
		if a.Highlights, err = s.Highlights(ctx, id); err != nil {
			return nil, err
		}
	}
	return a, nil
}

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

// SavePage keeps an article's page and what was read from it. plain is its text for the search index. A copy without
// a body leaves the stored one, so that an error takes nothing away and a page can be read anew.
func (s *Store) SavePage(ctx context.Context, id feed.ID, p PageCopy) error {
	var text []byte
	if p.Plain != "" {
		text = s.codec.pack([]byte(p.Plain))
	}
	body, derived := s.codec.pack(p.Body), s.codec.pack(p.Derived)
	err := s.write(ctx, "save page", func(t *tx) error {
		if err := one(t.exec("UPDATE articles SET words = CASE WHEN ?2 > 0 THEN ?2 ELSE words END WHERE id = ?1", id, p.Words)); err != nil {
			return err
		}
		// No upsert: its conflict clause would take the place of those in the triggers.
		if _, err := t.exec("INSERT OR IGNORE INTO pages (id) VALUES (?)", id); err != nil {
			return err
		}
		first := false
		if err := t.row("SELECT plain IS NULL FROM pages WHERE id = ?", []any{id}, &first); err != nil {
			return err
		}
		_, err := t.exec(`UPDATE pages SET url = coalesce(nullif(?2, ''), url), type = coalesce(nullif(?3, ''), type),
			body = coalesce(?4, body), derived = coalesce(?5, derived),
			derived_by = CASE WHEN ?5 IS NULL THEN derived_by ELSE ?6 END,
			plain = coalesce(?7, plain), error = ?8, tried = max(tried, ?9) WHERE id = ?1`,
			id, p.URL, p.Type, body, derived, p.DerivedBy, text, p.Error, unix(p.Tried))
		if err != nil || text == nil {
			return err
		}
		if first {
			if err := listAgain(t, id); err != nil {
				return err
			}
		}
		_, err = t.exec("INSERT OR REPLACE INTO pending (id, turn) VALUES (?, random())", id)
		return err
	})
	if err == nil && text != nil {
		s.indexer.wake()
	}
	return err
}

// OpenPage finds or makes the article of a page opened by its address (Feed 0) and returns its ID. An address that
// a feed's article has gives that article. A page that is opened counts as read.
func (s *Store) OpenPage(ctx context.Context, address, title string) (feed.ID, error) {
	key, want := linkKey(address), canonical(address)
	if u, err := url.Parse(address); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return 0, &feed.Error{Op: "open page", URL: address, Kind: feed.BadURL, Err: err}
	}
	var id feed.ID
	if found, err := s.byAddress(ctx, s.reads, key, want); err != nil || found != 0 {
		return found, s.fail("open page", err)
	}
	err := s.writeUser(ctx, "open page", func(t *tx) error {
		found, err := s.byAddress(t.ctx, t.w.conn, key, want)
		if err != nil || found != 0 {
			id = found
			return err
		}
		now := s.now()
		if id, err = newID(t, sortTime(time.Time{}, now)); err != nil {
			return err
		}
		identity := identityOf(want)
		// Who opens a page that was deleted or hidden wants it again.
		if _, err := t.exec("DELETE FROM marks WHERE feed_id = 0 AND identity = ? AND kind IN (?, ?)", identity, kindHidden, kindDeleted); err != nil {
			return err
		}
		m, err := marksOf(t, 0, identity)
		if err != nil {
			return err
		}
		if _, err := t.exec(`INSERT INTO articles (id, feed_id, identity, link_key, seen, place, title, link)
			VALUES (?, 0, ?, ?, ?, ?, ?, ?)`, id, identity, key, now.Unix(), m.place, feed.Clean(title).String(), address); err != nil {
			return err
		}
		_, err = s.mark(t, []feed.ID{id}, feed.MarkRead, true, now)
		return err
	})
	if err == nil {
		s.indexer.wake()
	}
	return id, err
}

// byAddress returns the article that has an address, a feed's before a page's, the newest first; 0 when none has.
func (s *Store) byAddress(ctx context.Context, db querier, key int64, want string) (feed.ID, error) {
	rows, err := db.QueryContext(ctx, "SELECT id, link FROM articles WHERE link_key = ? AND link_key <> 0 AND hidden < 2 ORDER BY feed_id = 0, id DESC", key)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	for rows.Next() {
		var id feed.ID
		var link string
		if err := rows.Scan(&id, &link); err != nil {
			return 0, err
		}
		if canonical(link) == want {
			return id, nil
		}
	}
	return 0, rows.Err()
}

// DescribePage sets the title, site, byline and date of an article that was opened by its address; an article of a
// feed stays as its feed describes it.
func (s *Store) DescribePage(ctx context.Context, id feed.ID, p *feed.Page) error {
	err := s.write(ctx, "describe page", func(t *tx) error {
		var source feed.ID
		if err := t.row("SELECT feed_id FROM articles WHERE id = ?", []any{id}, &source); err != nil || source != 0 {
			return err
		}
		summary := p.Standfirst.String()
		if summary == "" {
			summary = feed.Plain(p.Body)
		}
		_, err := t.exec(`UPDATE articles SET title = coalesce(nullif(?2, ''), title), source = coalesce(nullif(?3, ''), source),
			author = coalesce(nullif(?4, ''), author), published = CASE WHEN ?5 > 0 THEN ?5 ELSE published END,
			summary = coalesce(nullif(?6, ''), summary) WHERE id = ?1`,
			id, p.Title.String(), p.Site.String(), p.Byline.String(), published(p.Published), preview(summary))
		if err != nil {
			return err
		}
		b, err := s.codec.packBody(body{Language: p.Language, Image: p.Image, Updated: unix(p.Updated)})
		if err != nil {
			return err
		}
		if _, err := t.exec("INSERT OR REPLACE INTO bodies (id, item) VALUES (?, ?)", id, b); err != nil {
			return err
		}
		_, err = t.exec("INSERT OR REPLACE INTO pending (id, turn) VALUES (?, random())", id)
		return err
	})
	if err == nil {
		s.indexer.wake()
	}
	return err
}
