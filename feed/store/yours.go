package store

import (
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"newspane/feed"
	"newspane/feed/fold"
)

// What the reader makes of articles: tags, notes, highlights. Every change is on the disk when it returns, stands in
// the journal, and outlives the article; triggers bring the sets of stored articles in step (see 0004.sql).

// tagKey returns what tells tags apart: case, accents and runs of blanks do not.
func tagKey(name string) string { return fold.Text(feed.Clean(name).String()) }

// tagNames reads what headlineColumns has of tags.
func tagNames(lines string) []feed.Text {
	if lines == "" {
		return nil
	}
	var names []feed.Text
	for name := range strings.SplitSeq(lines, "\n") {
		names = append(names, feed.Clean(name))
	}
	return names
}

// Tags returns the tags that stored articles have, by name.
func (s *Store) Tags(ctx context.Context) ([]feed.Tag, error) {
	rows, err := s.reads.QueryContext(ctx, `SELECT t.name, t.colour, count(*), count(u.id) FROM tags t
		JOIN tagged x ON x.tag_id = t.id LEFT JOIN unread u ON u.id = x.id GROUP BY t.id ORDER BY t.key`)
	if err != nil {
		return nil, s.fail("list tags", err)
	}
	defer rows.Close()
	var tags []feed.Tag
	for rows.Next() {
		var tag feed.Tag
		var name string
		if err := rows.Scan(&name, &tag.Colour, &tag.Articles, &tag.Unread); err != nil {
			return nil, s.fail("list tags", err)
		}
		tag.Name = feed.Clean(name)
		tags = append(tags, tag)
	}
	return tags, s.fail("list tags", rows.Err())
}

// Tag gives articles tags and takes them away, durably, all or none, in order. A tag that no article has is made when
// it is given. Articles that are gone are passed over; when all are, the error is of kind NotFound.
func (s *Store) Tag(ctx context.Context, taggings ...feed.Tagging) error {
	if len(taggings) == 0 {
		return nil
	}
	err := s.writeUser(ctx, "tag", func(t *tx) error {
		found := int64(0)
		for rest := taggings; len(rest) > 0; {
			n := 1
			for n < len(rest) && n < markBatch && rest[n].Tag == rest[0].Tag && rest[n].On == rest[0].On {
				n++
			}
			k, err := s.tag(t, rest[:n])
			if err != nil {
				return err
			}
			found += k
			rest = rest[n:]
		}
		if found == 0 {
			return notFound("tag")
		}
		return nil
	})
	if err != nil {
		return err
	}
	s.keepTags(ctx, taggings)
	return nil
}

// keepTags has the journal know which tags were given and taken away.
func (s *Store) keepTags(ctx context.Context, taggings []feed.Tagging) {
	ids := make([]feed.ID, len(taggings))
	for i, g := range taggings {
		ids[i] = g.Article
	}
	s.keepArticles(ctx, ids, func(i int, e *entry) {
		e.Op, e.Tag = opUntag, feed.Clean(taggings[i].Tag).String()
		if taggings[i].On {
			e.Op = opTag
		}
	})
}

// tag sets one tag on articles, or takes it away, and returns how many of them there are.
func (s *Store) tag(t *tx, taggings []feed.Tagging) (int64, error) {
	id, err := tagID(t, taggings[0].Tag)
	if err != nil {
		return 0, err
	}
	ids := make([]feed.ID, len(taggings))
	for i, g := range taggings {
		ids[i] = g.Article
	}
	list, err := json.Marshal(ids)
	if err == nil && taggings[0].On {
		err = claim(t, ids...)
	}
	if err != nil {
		return 0, err
	}
	r, err := t.exec(`INSERT OR REPLACE INTO taggings (feed_id, identity, tag_id, value, at)
		SELECT feed_id, identity, ?2, ?3, ?4 FROM articles WHERE id IN (SELECT value FROM json_each(?1))`,
		string(list), id, taggings[0].On, s.now().UnixMilli())
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

// tagID finds or makes a tag.
func tagID(t *tx, name string) (int64, error) {
	name = feed.Clean(name).String()
	key := tagKey(name)
	if key == "" || len(name) > feed.MaxTag {
		return 0, &feed.Error{Op: "tag", Kind: feed.Refused, Err: errors.New("a tag is a word or a few, of at most 100 bytes")}
	}
	var id int64
	err := t.row("SELECT id FROM tags WHERE key = ?", []any{key}, &id)
	if !errors.Is(err, sql.ErrNoRows) {
		return id, err
	}
	r, err := t.exec("INSERT INTO tags (key, name) VALUES (?, ?)", key, name)
	if err != nil {
		return 0, err
	}
	return r.LastInsertId()
}

// ColourTag gives a tag one of the colours of [feed.TagColours], or ("") none. A tag that there is not is an error of
// kind NotFound.
func (s *Store) ColourTag(ctx context.Context, name, colour string) error {
	if colour != "" && !slices.Contains(feed.TagColours(), colour) {
		return &feed.Error{Op: "colour tag", Kind: feed.Refused, Err: errors.New("no such colour: " + colour)}
	}
	err := s.writeUser(ctx, "colour tag", func(t *tx) error {
		return one(t.exec("UPDATE tags SET colour = ?2 WHERE key = ?1", tagKey(name), colour))
	})
	if err == nil {
		s.keep(entry{Op: opColour, Tag: feed.Clean(name).String(), Colour: colour, At: s.now()})
	}
	return err
}

// SetNote writes the reader's note on an article in place of the one before; the empty text takes it away. Of a text
// beyond [feed.MaxNote] nothing is stored: the error is of kind TooLarge.
func (s *Store) SetNote(ctx context.Context, n feed.Note) error {
	text := strings.TrimRight(n.Text.String(), " \n")
	if len(text) > feed.MaxNote {
		return &feed.Error{Op: "note", Kind: feed.TooLarge, Err: errors.New("a note has at most 64 kB")}
	}
	err := s.writeUser(ctx, "note", func(t *tx) error {
		if err := claim(t, n.Article); err != nil {
			return err
		}
		return one(t.exec(`INSERT OR REPLACE INTO notes (feed_id, identity, text, at)
			SELECT feed_id, identity, ?2, ?3 FROM articles WHERE id = ?1`, n.Article, text, s.now().UnixMilli()))
	})
	if err == nil {
		s.keepArticles(ctx, []feed.ID{n.Article}, func(_ int, e *entry) { e.Op, e.Note = opNote, text })
	}
	return err
}

// Note returns the reader's note on an article, one with an empty text when there is none.
func (s *Store) Note(ctx context.Context, id feed.ID) (feed.Note, error) {
	n := feed.Note{Article: id}
	var text string
	var at int64
	err := s.reads.QueryRowContext(ctx, `SELECT n.text, n.at FROM articles a JOIN notes n ON n.feed_id = a.feed_id
		AND n.identity = a.identity WHERE a.id = ?`, id).Scan(&text, &at)
	if errors.Is(err, sql.ErrNoRows) {
		return n, nil
	}
	n.Text, n.At = feed.CleanBlock(text), fromMilli(at)
	return n, s.fail("read note", err)
}

// Highlight marks passages of articles, or takes the marks away, durably, all or none, and returns them with their
// keys. Marking a passage twice is no error. A missing article is an error of kind NotFound.
func (s *Store) Highlight(ctx context.Context, passages ...feed.Highlight) ([]feed.Highlight, error) {
	passages = slices.Clone(passages)
	for i := range passages {
		h := &passages[i]
		if h.Quote.IsEmpty() || len(h.Quote.String()) > feed.MaxQuote || len(h.Before.String()) > feed.MaxQuote {
			return nil, &feed.Error{Op: "highlight", Kind: feed.Refused, Err: errors.New("a passage has words, and at most 32 kB")}
		}
		if h.Key == 0 {
			h.Key = passageKey(h.Quote.String(), h.Before.String())
		}
		if h.At.IsZero() {
			h.At = s.now()
		}
	}
	err := s.writeUser(ctx, "highlight", func(t *tx) error {
		for _, h := range passages {
			if err := claim(t, h.Article); err != nil {
				return err
			}
			err := one(t.exec(`INSERT OR REPLACE INTO highlights (feed_id, identity, key, block, quote, before, note, gone, at)
				SELECT feed_id, identity, ?2, ?3, ?4, ?5, ?6, ?7, ?8 FROM articles WHERE id = ?1`, h.Article, h.Key, h.Block,
				h.Quote.String(), h.Before.String(), h.Note.String(), !h.On, h.At.UnixMilli()))
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	ids := make([]feed.ID, len(passages))
	for i, h := range passages {
		ids[i] = h.Article
	}
	s.keepArticles(ctx, ids, func(i int, e *entry) {
		h := passages[i]
		e.Op, e.Quote, e.Before, e.Block, e.Note, e.At = opHighlight, h.Quote.String(), h.Before.String(), h.Block, h.Note.String(), h.At
		if !h.On {
			e.Op = opUnhighlight
		}
	})
	return passages, nil
}

// passageKey tells the passages of an article apart.
func passageKey(quote, before string) int64 {
	sum := sha256.Sum256([]byte(quote + "\x00" + before))
	return int64(binary.BigEndian.Uint64(sum[:8])>>1) | 1
}

// Highlights returns the passages that are marked in an article, in the order of its text; of all articles (0) the
// latest mark first.
func (s *Store) Highlights(ctx context.Context, id feed.ID) ([]feed.Highlight, error) {
	const columns = `SELECT a.id, h.key, h.quote, h.block, h.before, h.note, h.at, a.title, a.link, a.source,
		coalesce(f.title, ''), coalesce(f.name, ''), coalesce(f.url, '') FROM `
	query, args := columns+`highlights h JOIN articles a ON a.feed_id = h.feed_id AND a.identity = h.identity
		LEFT JOIN feeds f ON f.id = a.feed_id WHERE h.gone = 0 AND a.hidden = 0`, []any(nil)
	if id != 0 {
		query, args = columns+`articles a CROSS JOIN highlights h ON h.feed_id = a.feed_id AND h.identity = a.identity
			LEFT JOIN feeds f ON f.id = a.feed_id WHERE h.gone = 0 AND a.id = ?`, []any{id}
	}
	rows, err := s.reads.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, s.fail("list highlights", err)
	}
	defer rows.Close()
	var list []feed.Highlight
	for rows.Next() {
		h := feed.Highlight{On: true}
		var quote, before, note, title, source, feedOwn, feedName, feedURL string
		var at int64
		if err := rows.Scan(&h.Article, &h.Key, &quote, &h.Block, &before, &note, &at, &title, &h.Link, &source,
			&feedOwn, &feedName, &feedURL); err != nil {
			return nil, s.fail("list highlights", err)
		}
		h.Quote, h.Before, h.Note, h.At = feed.CleanBlock(quote), feed.CleanBlock(before), feed.CleanBlock(note), fromMilli(at)
		h.Title, h.Source, h.Link = feed.Clean(title), feed.Clean(source), feed.WithoutTracking(h.Link)
		if feedURL != "" {
			h.Source = feedTitle(feedOwn, feedName, feedURL)
		}
		list = append(list, h)
	}
	slices.SortStableFunc(list, func(a, b feed.Highlight) int {
		if id != 0 {
			return cmp.Or(a.Block-b.Block, len(a.Before.String())-len(b.Before.String()))
		}
		return b.At.Compare(a.At)
	})
	return list, s.fail("list highlights", rows.Err())
}
