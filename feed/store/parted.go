package store

import (
	"context"
	"encoding/json"
	"time"

	"newspane/feed"
)

// The articles of a feed that is no longer followed are withheld: they are in no list, no search finds them, and they can
// be had by no address; nothing else becomes of them. They come back with the feed, until they are let go.

// withheld is the value of articles.hidden for them. One that the reader has hidden is hidden again by its mark.
const withheld = 2

// partBatch is how many withheld articles are let go in a transaction.
const partBatch = 500

// Unsubscribe takes a feed and its articles away, except those that the reader made something of (see isKept): they stay
// in all lists but the feed's own place in the tree. Marks stay, and the articles are withheld until [Store.LetGo], should
// the feed come back.
func (s *Store) Unsubscribe(ctx context.Context, id feed.ID) error {
	url := ""
	err := s.writeUser(ctx, "unsubscribe", func(t *tx) error {
		if err := t.row("SELECT url FROM feeds WHERE id = ? AND subscribed = 1", []any{id}, &url); err != nil {
			return err
		}
		return s.part(t, id)
	})
	if err != nil {
		return err
	}
	s.keep(entry{Op: opUnsubscribe, Feed: url, At: s.now()})
	return nil
}

// part takes leave of a feed.
func (s *Store) part(t *tx, id feed.ID) error {
	if _, err := t.exec("UPDATE feeds SET subscribed = 0, poll = '{}', parted = ? WHERE id = ?", s.now().Unix(), id); err != nil {
		return err
	}
	if _, err := t.exec("UPDATE articles SET hidden = ?2 WHERE feed_id = ?1 AND hidden < ?2 AND NOT "+isKept, id, withheld); err != nil {
		return err
	}
	_, err := t.exec("DELETE FROM unread WHERE feed_id = ?1 AND id IN (SELECT id FROM articles WHERE feed_id = ?1 AND hidden = ?2)", id, withheld)
	return err
}

// giveBack ends the withholding of articles: they are as their marks say. Which, a condition says, whose argument is ?1.
func giveBack(t *tx, which string, arg any) error {
	const marked = "EXISTS (SELECT 1 FROM marks m WHERE m.feed_id = articles.feed_id AND m.identity = articles.identity AND m.value = 1 AND m.kind = "
	which += " AND hidden = ?2"
	if _, err := t.exec("INSERT OR IGNORE INTO unread (id, feed_id) SELECT id, feed_id FROM articles WHERE "+which+" AND NOT "+
		marked+"?3) AND NOT "+marked+"?4)", arg, withheld, kindRead, kindHidden); err != nil {
		return err
	}
	_, err := t.exec("UPDATE articles SET hidden = "+marked+"?3) WHERE "+which, arg, withheld, kindHidden)
	return err
}

// claim ends the withholding of articles that the reader makes something of: an article may be open still when its feed
// is left.
func claim(t *tx, ids ...feed.ID) error {
	list, err := json.Marshal(ids)
	if err != nil {
		return err
	}
	return giveBack(t, "id IN (SELECT value FROM json_each(?1))", string(list))
}

// Withheld counts the articles that [Store.LetGo] removes.
func (s *Store) Withheld(ctx context.Context, before time.Time) (n int, err error) {
	err = s.reads.QueryRowContext(ctx, "SELECT count(*) FROM articles WHERE "+parted, withheld, unix(before)).Scan(&n)
	return n, s.fail("count withheld articles", err)
}

// parted selects the withheld articles (?1) of feeds that were left before a time (?2).
const parted = "hidden = ?1 AND feed_id IN (SELECT id FROM feeds WHERE subscribed = 0 AND parted > 0 AND parted < ?2)"

// LetGo removes the withheld articles of the feeds that were left before a time, and returns how many. Marks stay: should
// the feed come back with them, they are as they were.
func (s *Store) LetGo(ctx context.Context, before time.Time) (int, error) {
	gone := 0
	for {
		var n int64
		err := s.write(ctx, "remove withheld articles", func(t *tx) error {
			r, err := t.exec("DELETE FROM articles WHERE id IN (SELECT id FROM articles WHERE "+parted+" LIMIT ?3)", withheld, unix(before), partBatch)
			if err == nil {
				n, err = r.RowsAffected()
			}
			return err
		})
		gone += int(n)
		if err != nil || n == 0 {
			if gone > 0 {
				s.indexer.wake()
			}
			return gone, err
		}
	}
}
