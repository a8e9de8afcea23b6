package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"newspane/feed"
)

// Unkept is an article that is bookmarked or to be read later, and of which not all is stored yet.
type Unkept struct {
	ID    feed.ID
	Tries int       // that failed
	Next  time.Time // not to be tried before
}

// Unkept returns the articles of which something is still to be stored, the most urgent first, at most limit.
func (s *Store) Unkept(ctx context.Context, limit int) ([]Unkept, error) {
	rows, err := s.reads.QueryContext(ctx, "SELECT id, tries, next FROM unkept ORDER BY next, id DESC LIMIT ?", limit)
	if err != nil {
		return nil, s.fail("list what is to be kept", err)
	}
	defer rows.Close()
	var list []Unkept
	for rows.Next() {
		var u Unkept
		var next int64
		if err := rows.Scan(&u.ID, &u.Tries, &next); err != nil {
			return nil, s.fail("list what is to be kept", err)
		}
		u.Next = fromUnix(next)
		list = append(list, u)
	}
	return list, s.fail("list what is to be kept", rows.Err())
}

// Kept says that all of an article is stored, or as much as can be had.
func (s *Store) Kept(ctx context.Context, id feed.ID) error {
	return s.write(ctx, "keep article", func(t *tx) error {
		_, err := t.exec("DELETE FROM unkept WHERE id = ?", id)
		return err
	})
}

// Postpone says that an article could not be stored wholly and when to try again.
func (s *Store) Postpone(ctx context.Context, id feed.ID, next time.Time) error {
	return s.write(ctx, "postpone article", func(t *tx) error {
		_, err := t.exec("UPDATE unkept SET tries = tries + 1, next = ? WHERE id = ?", unix(next), id)
		return err
	})
}

// KeepPicture stores a picture of an article for as long as the article is kept.
func (s *Store) KeepPicture(ctx context.Context, id feed.ID, url string, bytes []byte) error {
	return s.write(ctx, "keep picture", func(t *tx) error {
		_, err := t.exec(`INSERT OR REPLACE INTO pictures (article, url, bytes) SELECT id, ?2, ?3 FROM articles WHERE id = ?1`, id, url, bytes)
		return err
	})
}

// Picture returns a picture that is kept, nil when it is not.
func (s *Store) Picture(ctx context.Context, url string) ([]byte, error) {
	var b []byte
	err := s.reads.QueryRowContext(ctx, "SELECT bytes FROM pictures WHERE url = ? LIMIT 1", url).Scan(&b)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return b, s.fail("read picture", err)
}

// PicturesOf returns the addresses of an article's pictures that are kept, and how many bytes they are.
func (s *Store) PicturesOf(ctx context.Context, id feed.ID) (urls map[string]bool, bytes int, err error) {
	rows, err := s.reads.QueryContext(ctx, "SELECT url, length(bytes) FROM pictures WHERE article = ?", id)
	if err != nil {
		return nil, 0, s.fail("list pictures", err)
	}
	defer rows.Close()
	urls = map[string]bool{}
	for rows.Next() {
		var url string
		var n int
		if err := rows.Scan(&url, &n); err != nil {
			return nil, 0, s.fail("list pictures", err)
		}
		urls[url] = true
		bytes += n
	}
	return urls, bytes, s.fail("list pictures", rows.Err())
}
