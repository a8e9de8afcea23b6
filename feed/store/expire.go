package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"newspane/feed"
)

// Expiry says which articles are past their time: those of a feed (or of all, 0, but for the feeds in Except) that are
// older than Before, or not among its Most newest. Articles that the reader bookmarked, keeps to read later, tagged,
// noted or highlighted never are, and count for none.
type Expiry struct {
	Feed   feed.ID
	All    bool // all feeds, and the pages that no feed brought
	Except []feed.ID
	Before time.Time // zero is any age
	Most   int       // 0 is all
}

// Expired returns the articles past their time, at most limit.
func (s *Store) Expired(ctx context.Context, x Expiry, limit int) ([]feed.ID, error) {
	of, args := " feed_id = ?", []any{x.Feed}
	if x.All {
		of, args = " 1", nil
		for _, id := range x.Except {
			of += " AND feed_id <> ?"
			args = append(args, id)
		}
	}
	low := int64(0)
	if !x.Before.IsZero() {
		low = x.Before.Unix() << seqBits
	}
	if x.Most > 0 {
		var edge int64
		err := s.reads.QueryRowContext(ctx, "SELECT id FROM articles WHERE"+of+" AND NOT "+isKept+" ORDER BY id DESC LIMIT 1 OFFSET ?",
			append(args, x.Most-1)...).Scan(&edge)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return nil, s.fail("list old articles", err)
		}
		low = max(low, edge)
	}
	if low == 0 {
		return nil, nil
	}
	ids, err := scanIDs(s.reads.QueryContext(ctx, "SELECT id FROM articles WHERE"+of+" AND id < ? AND NOT "+isKept+" ORDER BY id LIMIT ?",
		append(args, low, limit)...))
	return ids, s.fail("list old articles", err)
}

// Compact gives the disk back what deleted articles took. It needs as much free room as the library takes, and nobody
// else can write meanwhile.
func (s *Store) Compact(ctx context.Context) error {
	if s.readOnly {
		return wrap("compact library", errReadOnly)
	}
	return s.fail("compact library", s.w.send(s.w.idle, job{ctx: ctx, bare: true, do: func(t *tx) error {
		if _, err := t.exec("DELETE FROM pictures WHERE article NOT IN (SELECT id FROM bookmarks) AND article NOT IN (SELECT id FROM later)"); err != nil {
			return err
		}
		if _, err := t.w.conn.ExecContext(t.ctx, "VACUUM"); err != nil {
			return err
		}
		return checkpoint(t)
	}}))
}
