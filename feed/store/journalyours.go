package store

import (
	"context"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"time"

	"newspane/feed"
)

// The operations of the journal's lines that are about what the reader made of an article.
const (
	opLater       = "later"
	opUnlater     = "unlater"
	opTag         = "tag"
	opUntag       = "untag"
	opColour      = "colour" // of a tag; without a colour it has none
	opNote        = "note"   // without a text it is taken away
	opHighlight   = "highlight"
	opUnhighlight = "unhighlight"
)

// about tells lines about one article apart that do not take each other's place.
func (e entry) about() string {
	switch e.Op {
	case opLater, opUnlater:
		return "\nlater"
	case opTag, opUntag:
		return "\ntag " + tagKey(e.Tag)
	case opNote:
		return "\nnote"
	case opHighlight, opUnhighlight:
		return "\nhighlight " + e.Before + "\n" + e.Quote
	}
	return "" // bookmarks
}

// holds reports whether the line says that something is there, and not that it was taken away.
func (e entry) holds() bool {
	switch e.Op {
	case opBookmark, opSubscribe, opSearch, opRule, opLater, opTag, opHighlight:
		return true
	case opColour:
		return e.Colour != ""
	case opNote:
		return e.Note != ""
	}
	return false
}

const (
	entryColumns = "coalesce(f.url, ''), a.identity, a.id, a.title, a.link"
	entryTables  = " FROM articles a LEFT JOIN feeds f ON f.id = a.feed_id "
)

func scanEntry(row scanner, e *entry, more ...any) error {
	var identity []byte
	err := row.Scan(append([]any{&e.Feed, &identity, &e.ID, &e.Title, &e.Link}, more...)...)
	e.Identity = hex.EncodeToString(identity)
	return err
}

// keepArticles adds a line for each article that is stored; fill completes the line of ids[i].
func (s *Store) keepArticles(ctx context.Context, ids []feed.ID, fill func(i int, e *entry)) {
	entries, err := s.entriesOf(context.WithoutCancel(ctx), ids, fill)
	if err != nil {
		s.log.Error("write journal", "err", err)
	}
	s.keep(entries...)
}

func (s *Store) entriesOf(ctx context.Context, ids []feed.ID, fill func(i int, e *entry)) ([]entry, error) {
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	rows, err := s.reads.QueryContext(ctx, "SELECT "+entryColumns+", j.key FROM json_each(?) j CROSS JOIN articles a ON a.id = j.value "+
		"LEFT JOIN feeds f ON f.id = a.feed_id ORDER BY j.key", string(list))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var entries []entry
	for rows.Next() {
		e := entry{At: s.now()}
		i := 0
		if err := scanEntry(rows, &e, &i); err != nil {
			return entries, err
		}
		fill(i, &e)
		entries = append(entries, e)
	}
	return entries, rows.Err()
}

// keepMarks adds bookmarks, and articles to be read later, that were set or taken away.
func (s *Store) keepMarks(ctx context.Context, marks []feed.Mark) {
	ids := make([]feed.ID, len(marks))
	for i, m := range marks {
		ids[i] = m.Article
	}
	s.keepArticles(ctx, ids, func(i int, e *entry) {
		switch m := marks[i]; {
		case m.Key == feed.MarkLater && m.On:
			e.Op = opLater
		case m.Key == feed.MarkLater:
			e.Op = opUnlater
		case m.On:
			e.Op = opBookmark
		default:
			e.Op = opUnbookmark
		}
	})
}

// remake brings a new library what the journal knows that the reader made of an article, or of a tag.
func (s *Store) remake(t *tx, e entry) error {
	if e.Op == opColour {
		id, err := tagID(t, e.Tag)
		if err == nil {
			_, err = t.exec("UPDATE tags SET colour = ?2 WHERE id = ?1", id, e.Colour)
		}
		return err
	}
	id, err := s.reenter(t, e)
	if err != nil || id == 0 {
		return err
	}
	given := []feed.ID{id}
	switch e.Op {
	case opBookmark:
		_, err = s.mark(t, given, feed.MarkBookmark, true, e.At)
	case opLater:
		_, err = s.mark(t, given, feed.MarkLater, true, e.At)
	case opTag:
		_, err = s.tag(t, []feed.Tagging{{Article: id, Tag: e.Tag, On: true}})
	case opNote:
		_, err = t.exec(`INSERT OR REPLACE INTO notes (feed_id, identity, text, at)
			SELECT feed_id, identity, ?2, ?3 FROM articles WHERE id = ?1`, id, e.Note, e.At.UnixMilli())
	case opHighlight:
		_, err = t.exec(`INSERT OR REPLACE INTO highlights (feed_id, identity, key, block, quote, before, note, gone, at)
			SELECT feed_id, identity, ?2, ?3, ?4, ?5, ?6, 0, ?7 FROM articles WHERE id = ?1`, id, passageKey(e.Quote, e.Before),
			e.Block, e.Quote, e.Before, e.Note, e.At.UnixMilli())
	}
	return err
}

// reenter makes an article of what the journal knows of it, unless it is there; its feed brings the rest when it still
// has it. 0 is returned for a line that names none.
func (s *Store) reenter(t *tx, e entry) (feed.ID, error) {
	identity, err := hex.DecodeString(e.Identity)
	if err != nil || len(identity) == 0 {
		return 0, nil // not ours; the other lines count
	}
	source, err := s.sourceOf(t, e)
	if err != nil {
		return 0, err
	}
	var id feed.ID
	err = t.row("SELECT id FROM articles WHERE feed_id = ? AND identity = ?", []any{source, identity}, &id)
	if !errors.Is(err, sql.ErrNoRows) {
		return id, err
	}
	if id, err = newID(t, min(max(int64(e.ID)>>seqBits, 1), s.now().Unix())); err != nil {
		return 0, err
	}
	_, err = t.exec("INSERT INTO articles (id, feed_id, identity, link_key, seen, title, link) VALUES (?, ?, ?, ?, ?, ?, ?)",
		id, source, identity, linkKey(e.Link), unix(e.At), e.Title, e.Link)
	if err != nil {
		return 0, err
	}
	read, at := true, e.At.Add(-time.Millisecond).UnixMilli() // what the reader says of it counts more
	err = t.row("SELECT value <> 0, at FROM marks WHERE feed_id = ? AND identity = ? AND kind = ?", []any{source, identity, kindRead}, &read, &at)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return 0, err
	}
	_, err = s.mark(t, []feed.ID{id}, feed.MarkRead, read, fromMilli(at))
	return id, err
}

// sourceOf finds the feed of a line, or makes one that is not followed.
func (s *Store) sourceOf(t *tx, e entry) (feed.ID, error) {
	if e.Feed == "" {
		return 0, nil
	}
	var id feed.ID
	err := t.row("SELECT id FROM feeds WHERE url = ? ORDER BY subscribed DESC, id DESC LIMIT 1", []any{e.Feed}, &id)
	if !errors.Is(err, sql.ErrNoRows) {
		return id, err
	}
	r, err := t.exec("INSERT INTO feeds (url, added, subscribed) VALUES (?, ?, 0)", e.Feed, unix(e.At))
	if err != nil {
		return 0, err
	}
	n, err := r.LastInsertId()
	return feed.ID(n), err
}

// yoursEntries are the lines that hold of what the reader made of articles and tags.
func (s *Store) yoursEntries(ctx context.Context) ([]entry, error) {
	const of = " ON m.feed_id = a.feed_id AND m.identity = a.identity WHERE "
	var entries []entry
	for _, part := range []struct{ op, more, from string }{
		{opBookmark, "'', '', '', '', 0, m.at", "marks m" + of + "m.kind = 1 AND m.value = 1"},
		{opLater, "'', '', '', '', 0, m.at", "marks m" + of + "m.kind = 3 AND m.value = 1"},
		{opTag, "g.name, '', '', '', 0, m.at", "taggings m" + of + "m.value = 1 AND g.id = m.tag_id"},
		{opNote, "'', m.text, '', '', 0, m.at", "notes m" + of + "m.text <> ''"},
		{opHighlight, "'', m.note, m.quote, m.before, m.block, m.at", "highlights m" + of + "m.gone = 0"},
	} {
		tables := entryTables
		if part.op == opTag {
			tables += "JOIN tags g "
		}
		rows, err := s.reads.QueryContext(ctx, "SELECT "+entryColumns+", "+part.more+tables+"JOIN "+part.from+" ORDER BY a.id")
		if err != nil {
			return nil, err
		}
		if entries, err = appendEntries(entries, rows, part.op); err != nil {
			return nil, err
		}
	}
	rows, err := s.reads.QueryContext(ctx, "SELECT name, colour FROM tags WHERE colour <> ''")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		e := entry{Op: opColour, At: s.now()}
		if err := rows.Scan(&e.Tag, &e.Colour); err != nil {
			return nil, err
		}
		entries = append(entries, e)
	}
	return entries, rows.Err()
}

func appendEntries(entries []entry, rows *sql.Rows, op string) ([]entry, error) {
	defer rows.Close()
	for rows.Next() {
		e := entry{Op: op}
		var at int64
		if err := scanEntry(rows, &e, &e.Tag, &e.Note, &e.Quote, &e.Before, &e.Block, &at); err != nil {
			return nil, err
		}
		e.At = fromMilli(at)
		entries = append(entries, e)
	}
	return entries, rows.Err()
}
