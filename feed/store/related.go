package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"math"
	"slices"

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

// Candidates returns articles that have most of some words in title or text, the rare ones counting more: at most limit
// of those with IDs from low to high, and as many of the older ones by the first far words alone. Words are as a text
// spells them. Of a common word the newest articles count. When the time is over it returns, with the context's error,
// what it has found so far.
//
// It gathers by itself what bm25 would rank: that looks for every word in the whole index to learn how common it is.
func (s *Store) Candidates(ctx context.Context, words []string, low, high feed.ID, far, limit int) ([]feed.ID, error) {
	n := s.numbering()
	near, last := n.ceil(int64(low)), n.floor(int64(high))
	scores := map[int64]float64{}
	var failed error
	for i, word := range words {
		from := near
		if i < far {
			from = 0
		}
		hits, err := s.haveWord(ctx, word, from, last)
		if failed = err; err != nil {
			break
		}
		around := 1
		for _, k := range hits {
			if k >= near {
				around++
			}
		}
		for _, k := range hits {
			scores[k] += math.Log(1 + mostHits/float64(around))
		}
	}
	var close, old []int64
	for k := range scores {
		if k >= near {
			close = append(close, k)
		} else {
			old = append(old, k)
		}
	}
	var ids []feed.ID
	for _, list := range [][]int64{close, old} {
		slices.SortFunc(list, func(a, b int64) int { return cmp.Or(cmp.Compare(scores[b], scores[a]), cmp.Compare(b, a)) })
		for _, k := range list[:min(limit, len(list))] {
			ids = append(ids, n.back(k))
		}
	}
	return ids, wrap("find comparable articles", s.noted(failed))
}

// mostHits is how many articles of one word are looked at.
const mostHits = 1000

// haveWord returns the numbers of the newest articles that have a word, in a stretch of the index.
func (s *Store) haveWord(ctx context.Context, word string, from, last int64) ([]int64, error) {
	t := termOf(word, false)
	if len(t.tokens) == 0 {
		return nil, nil
	}
	rows, err := s.reads.QueryContext(ctx, "SELECT rowid FROM texts WHERE texts MATCH ? AND rowid >= ? AND rowid <= ? ORDER BY rowid DESC LIMIT ?",
		quote(t.phrase()), from, last, mostHits)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var hits []int64
	for rows.Next() {
		var k int64
		if err := rows.Scan(&k); err != nil {
			return nil, err
		}
		hits = append(hits, k)
	}
	return hits, rows.Err()
}

// ComparedOf returns what is kept of articles that are not hidden and can be compared.
func (s *Store) ComparedOf(ctx context.Context, ids []feed.ID) ([]Compared, error) {
	packed, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	list, err := scanCompared(s.reads.QueryContext(ctx, "SELECT "+comparedColumns+` FROM json_each(?) j CROSS JOIN vectors v ON v.id = j.value
		CROSS JOIN articles a ON a.id = v.id WHERE a.hidden = 0 AND v.vector IS NOT NULL`, string(packed)))
	return list, wrap("read vectors", s.noted(err))
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
