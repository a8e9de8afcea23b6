package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"newspane/feed"
)

// What articles are compared by is made elsewhere (the engine, with feed/related); here it is kept, and found by words.

// Unrelated is an article whose vector is to be made, or made anew.
type Unrelated struct {
	ID, Feed    feed.ID
	Title, Text string
	Known       bool // it was counted or had a vector before
	turn        int64
}

// Compared is what is kept of an article to compare it.
type Compared struct {
	ID, Feed feed.ID
	Story    feed.ID // the article its story began with, 0 when it stands alone
	Vector   []byte  // nil while too little was known of its language
}

// Indexed hands over a signal each time the search index has caught up with the articles, and at the start: then
// there may be something to relate. Signals that are not taken become one. Whoever asks for them, or searches, begins
// the upkeep of the index; a program that but fetches leaves it to the next.
func (s *Store) Indexed() <-chan struct{} {
	if s.readOnly {
		return nil
	}
	s.indexer.start()
	return s.indexer.rested
}

// Busy reports whether articles have come in that the search index has not caught up with: what can wait, waits then,
// for the signal of [Store.Indexed].
func (s *Store) Busy() bool { return !s.readOnly && !s.indexer.isIdle() }

// Unrelated returns the newest articles whose vectors are to be made, at most limit.
func (s *Store) Unrelated(ctx context.Context, limit int) ([]Unrelated, error) {
	const op = "list unrelated articles"
	rows, err := s.reads.QueryContext(ctx, `SELECT u.id, u.turn, coalesce(a.feed_id, 0), coalesce(a.title, ''), b.item,
		g.plain, EXISTS (SELECT 1 FROM vectors v WHERE v.id = u.id)
		FROM (SELECT id, turn FROM unrelated ORDER BY id DESC LIMIT ?) u LEFT JOIN articles a ON a.id = u.id
		LEFT JOIN bodies b ON b.id = u.id LEFT JOIN pages g ON g.id = u.id ORDER BY u.id DESC`, limit)
	if err != nil {
		return nil, wrap(op, s.noted(err))
	}
	defer rows.Close()
	var list []Unrelated
	for rows.Next() {
		var u Unrelated
		var item, page []byte
		if err := rows.Scan(&u.ID, &u.turn, &u.Feed, &u.Title, &item, &page, &u.Known); err != nil {
			return nil, wrap(op, err)
		}
		if u.Text, err = s.text(item, page); err != nil {
			return nil, wrap(op, err)
		}
		list = append(list, u)
	}
	return list, wrap(op, s.noted(rows.Err()))
}

// SaveCompared keeps the vectors of articles that [Store.Unrelated] listed (done), in the same order, and the stories
// of others that they have changed. It waits for all other writing. Articles that have changed meanwhile stay listed.
func (s *Store) SaveCompared(ctx context.Context, done []Unrelated, vectors []Compared, stories map[feed.ID]feed.ID) error {
	if s.readOnly {
		return wrap("save vectors", errReadOnly)
	}
	err := s.w.send(s.w.idle, job{ctx: ctx, before: s.room, after: s.reserve, do: func(t *tx) error {
		for i, v := range vectors {
			if _, err := t.exec("DELETE FROM unrelated WHERE id = ? AND turn = ?", done[i].ID, done[i].turn); err != nil {
				return err
			}
			_, err := t.exec(`INSERT OR REPLACE INTO vectors (id, feed_id, story, vector)
				SELECT id, feed_id, ?2, ?3 FROM articles WHERE id = ?1`, v.ID, v.Story, v.Vector)
			if err != nil {
				return err
			}
		}
		for id, story := range stories {
			if _, err := t.exec("UPDATE vectors SET story = ? WHERE id = ?", story, id); err != nil {
				return err
			}
		}
		return nil
	}})
	return wrap("save vectors", s.noted(err))
}

// SaveCounted remembers that the words of articles are counted, whose vectors are still to be made.
func (s *Store) SaveCounted(ctx context.Context, list []Unrelated) error {
	if len(list) == 0 {
		return nil
	}
	return s.write(ctx, "save what is counted", func(t *tx) error {
		for _, u := range list {
			_, err := t.exec("INSERT OR IGNORE INTO vectors (id, feed_id) SELECT id, feed_id FROM articles WHERE id = ?", u.ID)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// Relate lists articles as unrelated: all that have a vector, or those alone whose language was not known well enough.
func (s *Store) Relate(ctx context.Context, all bool) error {
	return s.write(ctx, "relate anew", func(t *tx) error {
		_, err := t.exec(`INSERT OR REPLACE INTO unrelated (id, turn) SELECT id, random() FROM vectors
			WHERE ? OR vector IS NULL`, all)
		return err
	})
}

// Frequencies returns the table of words that was saved last, the version that made it, and how many articles it knew
// when all vectors were made, as they were given to [Store.SaveFrequencies]; nil when there is none.
func (s *Store) Frequencies(ctx context.Context) (counts []byte, version, docs int, err error) {
	var packed []byte
	err = s.reads.QueryRowContext(ctx, "SELECT counts, version, docs FROM frequencies LIMIT 1").Scan(&packed, &version, &docs)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, 0, 0, nil
	}
	if err == nil {
		counts, err = s.codec.unpack(packed)
	}
	return counts, version, docs, wrap("read word frequencies", s.noted(err))
}

// SaveFrequencies keeps the table of words in place of the last one.
func (s *Store) SaveFrequencies(ctx context.Context, counts []byte, version, docs int) error {
	packed := s.codec.pack(counts)
	return s.write(ctx, "save word frequencies", func(t *tx) error {
		if _, err := t.exec("DELETE FROM frequencies"); err != nil {
			return err
		}
		_, err := t.exec("INSERT INTO frequencies (version, docs, counts) VALUES (?, ?, ?)", version, docs, packed)
		return err
	})
}

const comparedColumns = "v.id, v.feed_id, v.story, v.vector"

func scanCompared(rows *sql.Rows, err error) ([]Compared, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []Compared
	for rows.Next() {
		var c Compared
		if err := rows.Scan(&c.ID, &c.Feed, &c.Story, &c.Vector); err != nil {
			return nil, err
		}
		list = append(list, c)
	}
	return list, rows.Err()
}

// Compared returns what is kept of one article; ok is false when that is nothing yet.
func (s *Store) Compared(ctx context.Context, id feed.ID) (c Compared, ok bool, err error) {
	list, err := scanCompared(s.reads.QueryContext(ctx, "SELECT "+comparedColumns+" FROM vectors v WHERE v.id = ?", id))
	if err != nil || len(list) == 0 {
		return c, false, wrap("read vector", s.noted(err))
	}
	return list[0], true, nil
}

// ComparedBetween returns the articles with IDs from low to high that can be compared, hidden ones too, oldest first.
func (s *Store) ComparedBetween(ctx context.Context, low, high feed.ID) ([]Compared, error) {
	list, err := scanCompared(s.reads.QueryContext(ctx, "SELECT "+comparedColumns+` FROM vectors v
		WHERE v.id >= ? AND v.id <= ? AND v.vector IS NOT NULL ORDER BY v.id`, low, high))
	return list, wrap("read vectors", s.noted(err))
}

// Story returns the articles of a story that are not hidden, oldest first.
func (s *Store) Story(ctx context.Context, story feed.ID) ([]Compared, error) {
	list, err := scanCompared(s.reads.QueryContext(ctx, "SELECT "+comparedColumns+` FROM vectors v CROSS JOIN articles a ON a.id = v.id
		WHERE v.story = ? AND v.story <> 0 AND a.hidden = 0 ORDER BY v.id`, story))
	return list, wrap("read story", s.noted(err))
}

// Comparable returns the articles with IDs from low to high, not hidden, that have most of the words in title or
// text (by bm25), at most limit. Words are as a text spells them. Common words make it slow: choose rare ones.
func (s *Store) Comparable(ctx context.Context, words []string, low, high feed.ID, limit int) ([]Compared, error) {
	var parts []string
	for _, w := range words {
		t := term{}
		tokens(w, func(k token) { t.tokens = append(t.tokens, k) })
		if len(t.tokens) > 0 {
			parts = append(parts, quote(t.phrase()))
		}
	}
	if len(parts) == 0 || limit <= 0 {
		return nil, nil
	}
	n := s.numbering()
	list, err := scanCompared(s.reads.QueryContext(ctx, "SELECT "+comparedColumns+` FROM (SELECT `+n.id("rowid")+` AS id FROM texts
		WHERE texts MATCH ? AND rowid >= ? AND rowid <= ? ORDER BY rank LIMIT ?) t CROSS JOIN vectors v ON v.id = t.id
		CROSS JOIN articles a ON a.id = t.id WHERE a.hidden = 0 AND v.vector IS NOT NULL`,
		strings.Join(parts, " OR "), n.ceil(int64(low)), n.floor(int64(high)), limit))
	return list, wrap("find comparable articles", s.noted(err))
}

// Rows returns the rows of articles, in the order of their IDs; those that are not there are left out.
func (s *Store) Rows(ctx context.Context, ids []feed.ID) ([]feed.Headline, error) {
	list := make([]feed.Headline, 0, len(ids))
	for _, id := range ids {
		row := s.reads.QueryRowContext(ctx, "SELECT "+headlineColumns+` FROM articles a LEFT JOIN feeds f ON f.id = a.feed_id
			WHERE a.id = ? AND a.hidden < 2`, id)
		h, err := scanHeadline(row)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return nil, wrap("read headlines", s.noted(err))
		}
		list = append(list, h)
	}
	return list, nil
}
