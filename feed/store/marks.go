package store

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"newspane/feed"
)

// The kinds of rows in the table marks: those of feed.MarkKey, and our own.
const (
	kindRead     = int(feed.MarkRead)     // 0 or 1
	kindBookmark = int(feed.MarkBookmark) // 0 or 1
	kindHidden   = int(feed.MarkHidden)   // 0 or 1
	kindLater    = int(feed.MarkLater)    // 0 or 1
	kindPlace    = 16                     // 0..1
	kindDeleted  = 17                     // 1: not to come back
)

// markBatch is how many articles one statement marks.
const markBatch = 5000

// marked is what is remembered of an identity.
type marked struct {
	read, bookmarked, hidden, deleted bool
	place                             float64
}

func marksOf(t *tx, id feed.ID, identity []byte) (marked, error) {
	var m marked
	s, err := t.stmt("SELECT kind, value FROM marks WHERE feed_id = ? AND identity = ?")
	if err != nil {
		return m, err
	}
	rows, err := s.QueryContext(t.ctx, id, identity)
	if err != nil {
		return m, err
	}
	defer rows.Close()
	for rows.Next() {
		var kind int
		var value float64
		if err := rows.Scan(&kind, &value); err != nil {
			return m, err
		}
		switch kind {
		case kindRead:
			m.read = value == 1
		case kindBookmark:
			m.bookmarked = value == 1
		case kindHidden:
			m.hidden = value == 1
		case kindDeleted:
			m.deleted = value == 1
		case kindPlace:
			m.place = value
		}
	}
	return m, rows.Err()
}

// Mark stores marks durably (synchronous=FULL) before it returns, all or none, in order. Marks of articles that are
// gone are passed over; when all are, the error is of kind NotFound.
func (s *Store) Mark(ctx context.Context, marks ...feed.Mark) error {
	if len(marks) == 0 {
		return nil
	}
	var changed []feed.Mark
	err := s.writeUser(ctx, "mark", func(t *tx) error {
		found := int64(0)
		changed = changed[:0]
		for rest := marks; len(rest) > 0; {
			n := 1
			for n < len(rest) && n < markBatch && rest[n].Key == rest[0].Key && rest[n].On == rest[0].On && rest[n].At.Equal(rest[0].At) {
				n++
			}
			ids := make([]feed.ID, n)
			for i := range ids {
				ids[i] = rest[i].Article
			}
			k, err := s.mark(t, ids, rest[0].Key, rest[0].On, rest[0].At)
			if err != nil {
				return err
			}
			found += k
			if rest[0].Key == feed.MarkBookmark || rest[0].Key == feed.MarkLater {
				changed = append(changed, rest[:n]...)
			}
			rest = rest[n:]
		}
		if found == 0 {
			return notFound("mark")
		}
		return nil
	})
	if err != nil {
		return err
	}
	s.keepMarks(ctx, changed)
	return nil
}

// mark sets one mark on articles, and returns how many of them there are.
func (s *Store) mark(t *tx, ids []feed.ID, key feed.MarkKey, on bool, at time.Time) (int64, error) {
	if at.IsZero() {
		at = s.now()
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return 0, err
	}
	value := 0
	if on {
		value = 1
	}
	r, err := t.exec(`INSERT INTO marks (feed_id, identity, kind, value, at)
		SELECT feed_id, identity, ?2, ?3, ?4 FROM articles WHERE id IN (SELECT value FROM json_each(?1))
		ON CONFLICT DO UPDATE SET value = excluded.value, at = excluded.at`, string(list), int(key), value, at.UnixMilli())
	if err != nil {
		return 0, err
	}
	n, err := r.RowsAffected()
	if err != nil {
		return 0, err
	}
	if on && (key == feed.MarkBookmark || key == feed.MarkLater) {
		if err := claim(t, ids...); err != nil {
			return 0, err
		}
	}
	for _, statement := range effects(key, on) {
		if _, err := t.exec(statement, string(list)); err != nil {
			return 0, err
		}
	}
	return n, nil
}

// effects returns the statements that bring the sets of stored articles in step with a mark.
func effects(key feed.MarkKey, on bool) []string {
	const (
		given  = " id IN (SELECT value FROM json_each(?1))"
		unread = `INSERT OR IGNORE INTO unread (id, feed_id) SELECT id, feed_id FROM articles WHERE hidden = 0 AND` + given
		kept   = `INSERT OR IGNORE INTO bookmarks (id, feed_id) SELECT id, feed_id FROM articles WHERE hidden = 0 AND` + given
		is     = ` EXISTS (SELECT 1 FROM marks m WHERE m.feed_id = articles.feed_id AND m.identity = articles.identity
			AND m.value = 1 AND m.kind = `
	)
	switch {
	case key == feed.MarkRead && on:
		return []string{"DELETE FROM unread WHERE" + given}
	case key == feed.MarkRead:
		return []string{unread}
	case key == feed.MarkBookmark && on:
		return []string{kept}
	case key == feed.MarkBookmark:
		return []string{"DELETE FROM bookmarks WHERE" + given}
	case key == feed.MarkLater && on:
		return []string{`INSERT OR IGNORE INTO later (id, feed_id) SELECT id, feed_id FROM articles WHERE hidden = 0 AND` + given}
	case key == feed.MarkLater:
		return []string{"DELETE FROM later WHERE" + given}
	case on:
		return []string{"UPDATE articles SET hidden = 1 WHERE hidden = 0 AND" + given, "DELETE FROM unread WHERE" + given,
			"DELETE FROM bookmarks WHERE" + given}
	}
	return []string{"UPDATE articles SET hidden = 0 WHERE hidden = 1 AND" + given, unread + " AND NOT" + is + "0)", kept + " AND" + is + "1)"}
}

// MarkAll marks everything unread of q read and returns what it marked, for undo.
func (s *Store) MarkAll(ctx context.Context, q feed.Query, at time.Time) ([]feed.ID, error) {
	q.Unread, q.Folded = true, false
	var ids []feed.ID
	err := s.writeUser(ctx, "mark all read", func(t *tx) error {
		ids = nil
		sel, err := s.selectQuery(t.ctx, t.w.conn, q, span{limit: -1})
		if err != nil {
			return err
		}
		if ids, err = scanIDs(t.query(sel.sql, sel.args...)); err != nil {
			return err
		}
		for part := range slices.Chunk(ids, markBatch) {
			if _, err := s.mark(t, part, feed.MarkRead, true, at); err != nil {
				return err
			}
		}
		return nil
	})
	return ids, err
}

// SetPlace remembers how far an article was read, 0..1.
func (s *Store) SetPlace(ctx context.Context, id feed.ID, place float64) error {
	place = min(max(place, 0), 1)
	return s.write(ctx, "remember place", func(t *tx) error {
		if err := one(t.exec("UPDATE articles SET place = ? WHERE id = ?", place, id)); err != nil {
			return err
		}
		_, err := t.exec(`INSERT INTO marks (feed_id, identity, kind, value, at)
			SELECT feed_id, identity, ?2, ?3, ?4 FROM articles WHERE id = ?1
			ON CONFLICT DO UPDATE SET value = excluded.value, at = excluded.at`, id, kindPlace, place, s.now().UnixMilli())
		return err
	})
}

// isKept is the condition that a row of articles has something that nothing but the reader removes.
const isKept = "EXISTS (SELECT 1 FROM kept k WHERE k.feed_id = articles.feed_id AND k.identity = articles.identity)"

// Delete removes articles for good: they do not come back with their feed. Those stay that are bookmarked, to be read
// later, tagged, noted or highlighted.
func (s *Store) Delete(ctx context.Context, ids ...feed.ID) error {
	err := s.writeUser(ctx, "delete", func(t *tx) error {
		for part := range slices.Chunk(ids, markBatch) {
			list, err := json.Marshal(part)
			if err != nil {
				return err
			}
			const doomed = " id IN (SELECT value FROM json_each(?1)) AND NOT " + isKept
			if _, err := t.exec(`INSERT INTO marks (feed_id, identity, kind, value, at) SELECT feed_id, identity, ?2, 1, ?3
				FROM articles WHERE`+doomed+` ON CONFLICT DO UPDATE SET value = 1, at = excluded.at`,
				string(list), kindDeleted, s.now().UnixMilli()); err != nil {
				return err
			}
			if _, err := t.exec("DELETE FROM articles WHERE"+doomed, string(list)); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		s.indexer.wake()
	}
	return err
}

// sortNewestFirst orders IDs by descending time.
func sortNewestFirst(ids []feed.ID) {
	slices.SortFunc(ids, func(a, b feed.ID) int {
		switch {
		case a > b:
			return -1
		case a < b:
			return 1
		}
		return 0
	})
}
