package store

import (
	"context"
	"database/sql"
	"net/url"
	"slices"
	"strings"

	"newspane/feed"
)

// headlineColumns are the columns that scanHeadline reads, of articles a and feeds f.
const headlineColumns = `a.id, a.feed_id, a.title, a.author, a.link, a.source, a.published, a.seen, a.summary, a.words,
	a.place, coalesce(f.title, ''), coalesce(f.name, ''), coalesce(f.url, ''),
	a.hidden = 0 AND NOT EXISTS (SELECT 1 FROM unread u WHERE u.id = a.id),
	EXISTS (SELECT 1 FROM bookmarks b WHERE b.id = a.id), EXISTS (SELECT 1 FROM later l WHERE l.id = a.id),
	EXISTS (SELECT 1 FROM noted n WHERE n.id = a.id), EXISTS (SELECT 1 FROM highlit h WHERE h.id = a.id),
	(SELECT group_concat(name, char(10)) FROM (SELECT t.name AS name FROM tagged x JOIN tags t ON t.id = x.tag_id
		WHERE x.id = a.id ORDER BY t.key)),
	(SELECT count(DISTINCT w.feed_id) FROM vectors v CROSS JOIN vectors w ON w.story = v.story AND w.story <> 0 AND w.feed_id <> v.feed_id
		CROSS JOIN articles o ON o.id = w.id AND o.hidden = 0 WHERE v.id = a.id AND v.story <> 0)`

// Headlines returns the rows of q in w, newest first. Hidden articles are in no list.
func (s *Store) Headlines(ctx context.Context, q feed.Query, w feed.Window) ([]feed.Headline, error) {
	switch {
	case w.Limit <= 0:
		return nil, nil
	case w.ByFeed && q.HasFeeds():
		return s.headlinesByFeed(ctx, q, w)
	}
	if q.Search != "" {
		s.settle(ctx)
	}
	sp := spanOf(w)
	sel, err := s.selectQuery(ctx, s.reads, q, sp)
	if err != nil {
		return nil, s.fail("list headlines", err)
	}
	rows, err := s.reads.QueryContext(ctx, "SELECT "+headlineColumns+" FROM ("+sel.sql+
		") s CROSS JOIN articles a ON a.id = s.id LEFT JOIN feeds f ON f.id = a.feed_id", sel.args...)
	if err != nil {
		return nil, s.fail("list headlines", err)
	}
	defer rows.Close()
	list := make([]feed.Headline, 0, min(w.Limit, 1000))
	for rows.Next() {
		h, err := scanHeadline(rows)
		if err != nil {
			return nil, s.fail("list headlines", err)
		}
		list = append(list, h)
	}
	if sp.asc {
		slices.Reverse(list)
	}
	return list, s.fail("list headlines", rows.Err())
}

// scanner is a row.
type scanner interface{ Scan(dest ...any) error }

func scanHeadline(row scanner, more ...any) (feed.Headline, error) {
	var h feed.Headline
	var title, author, source, summary, feedOwn, feedName, feedURL string
	var published, seen int64
	var words int
	var tags sql.NullString
	err := row.Scan(append([]any{&h.ID, &h.Feed, &title, &author, &h.Link, &source, &published, &seen, &summary, &words,
		&h.Place, &feedOwn, &feedName, &feedURL, &h.Read, &h.Bookmarked, &h.Later, &h.Noted,
		&h.Highlit, &tags, &h.Others}, more...)...)
	if err != nil {
		return h, err
	}
	h.Title, h.Author, h.Summary = feed.Clean(title), feed.Clean(author), feed.Clean(summary)
	if h.Title.IsEmpty() {
		h.Title = titleFrom(summary)
	}
	h.Link = feed.WithoutTracking(h.Link)
	h.Tags = tagNames(tags.String)
	h.Published, h.Seen = fromUnix(published), fromUnix(seen)
	h.Minutes = (words + wordsPerMinute/2) / wordsPerMinute
	switch {
	case h.Feed != 0:
		h.Source = feedTitle(feedOwn, feedName, feedURL)
	case source != "":
		h.Source = feed.Clean(source)
	default:
		if u, err := url.Parse(h.Link); err == nil {
			h.Source = feed.Clean(u.Hostname())
		}
	}
	return h, nil
}

// titleBytes is the most of a text that stands in for a title.
const titleBytes = 80

// titleFrom makes a title of the first words of a text.
func titleFrom(text string) feed.Text {
	if len(text) > titleBytes {
		cut := strings.LastIndexByte(text[:titleBytes], ' ')
		if cut <= 0 {
			cut = titleBytes
			for cut > 0 && text[cut]&0xc0 == 0x80 {
				cut--
			}
		}
		text = text[:cut] + "…"
	}
	if t := feed.Clean(text); !t.IsEmpty() {
		return t
	}
	return feed.Untitled
}

// Count returns how many articles q selects and how many of them are unread.
func (s *Store) Count(ctx context.Context, q feed.Query) (total, unread int, err error) {
	q.Folder = tidyFolder(q.Folder)
	if q.Search == "" && q.Since <= 0 && (q.Unread && len(setsOf(q)) == 1 || len(setsOf(q)) == 0) {
		return s.countKept(ctx, q)
	}
	if q.Search != "" {
		s.settle(ctx)
	}
	sel, err := s.selectQuery(ctx, s.reads, q, span{limit: -1})
	if err == nil {
		err = s.reads.QueryRowContext(ctx, `SELECT count(*), coalesce(sum(EXISTS (SELECT 1 FROM unread u WHERE u.id = s.id)), 0)
			FROM (`+sel.sql+") s", sel.args...).Scan(&total, &unread)
	}
	return total, unread, s.fail("count", err)
}

// countKept answers from the counters.
func (s *Store) countKept(ctx context.Context, q feed.Query) (total, unread int, err error) {
	c := conditions{}
	c.add("1")
	c.narrow(q, "counts", "c")
	err = s.reads.QueryRowContext(ctx, "SELECT coalesce(sum(c.total), 0), coalesce(sum(c.unread), 0) FROM counts c WHERE "+c.sql(),
		c.args...).Scan(&total, &unread)
	if q.Unread {
		total = unread
	}
	return total, unread, s.fail("count", err)
}
