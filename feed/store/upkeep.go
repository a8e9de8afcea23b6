package store

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"time"

	"newspane/feed"
)

// Due returns the feeds whose next check is not after now, the most overdue first.
func (s *Store) Due(ctx context.Context, now time.Time) ([]feed.Subscription, error) {
	subs, err := s.Subscriptions(ctx)
	if err != nil {
		return nil, err
	}
	due := subs[:0]
	for _, sub := range subs {
		if !sub.Poll.Next.After(now) {
			due = append(due, sub)
		}
	}
	sortByNext(due)
	return due, nil
}

// Backoff returns until when a host asked to be left alone; zero when it did not.
func (s *Store) Backoff(ctx context.Context, host string) (time.Time, error) {
	var until int64
	err := s.reads.QueryRowContext(ctx, "SELECT until FROM hosts WHERE host = ?", host).Scan(&until)
	if errors.Is(err, sql.ErrNoRows) {
		return time.Time{}, nil
	}
	return fromUnix(until), s.fail("read back-off", err)
}

// SetBackoff remembers until when a host is to be left alone; the zero time forgets it.
func (s *Store) SetBackoff(ctx context.Context, host string, until time.Time) error {
	return s.write(ctx, "save back-off", func(t *tx) error {
		if until.IsZero() {
			_, err := t.exec("DELETE FROM hosts WHERE host = ?", host)
			return err
		}
		_, err := t.exec("INSERT OR REPLACE INTO hosts (host, until) VALUES (?, ?)", host, until.Unix())
		return err
	})
}

// Stats tells how much the library holds.
type Stats struct {
	Feeds, Articles, Unread, Bookmarks int
	Pending                            int   // articles that the search index has not caught up with
	Bytes                              int64 // of the database on disk, its write-ahead log included
}

// Stats counts; hidden articles do not count.
func (s *Store) Stats(ctx context.Context) (Stats, error) {
	var st Stats
	err := s.reads.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM feeds WHERE subscribed = 1),
		(SELECT sum(total) FROM counts), (SELECT sum(unread) FROM counts), (SELECT count(*) FROM bookmarks),
		(SELECT count(*) FROM pending)`).Scan(&st.Feeds, &st.Articles, &st.Unread, &st.Bookmarks, &st.Pending)
	if err != nil {
		return st, s.fail("count", err)
	}
	for _, name := range []string{s.path, s.path + "-wal"} {
		info, err := os.Stat(name)
		if err == nil {
			st.Bytes += info.Size()
		} else if !errors.Is(err, os.ErrNotExist) {
			return st, s.fail("count", err)
		}
	}
	return st, nil
}
