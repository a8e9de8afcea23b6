package store

import (
	"context"
	"slices"

	"newspane/feed"
)

// headlinesByFeed returns the rows of q in w by feed: those of one feed after those of the other, until there are
// enough.
func (s *Store) headlinesByFeed(ctx context.Context, q feed.Query, w feed.Window) ([]feed.Headline, error) {
	feeds, err := s.feedsOf(ctx, q)
	if err != nil {
		return nil, s.fail("list headlines", err)
	}
	up := w.After != 0 || w.Oldest
	if up {
		slices.Reverse(feeds)
	}
	if w.Before != 0 || w.After != 0 {
		feeds = feeds[max(0, slices.Index(feeds, w.Feed)):]
	}
	part := feed.Window{Before: w.Before, After: w.After, Oldest: w.Oldest}
	var parts [][]feed.Headline
	for left := w.Limit; len(feeds) > 0 && left > 0; feeds = feeds[1:] {
		one := q
		one.Feed, one.Pages = feeds[0], feeds[0] == 0
		part.Limit = left
		rows, err := s.Headlines(ctx, one, part)
		if err != nil {
			return nil, err
		}
		parts = append(parts, rows)
		left -= len(rows)
		part = feed.Window{Oldest: up}
	}
	if up {
		slices.Reverse(parts)
	}
	return slices.Concat(parts...), nil
}

// feedsOf returns the feeds that q may draw from in the order of the sidebar; those that are followed no more come
// after it, and last what no feed brought (0).
func (s *Store) feedsOf(ctx context.Context, q feed.Query) ([]feed.ID, error) {
	c := conditions{}
	c.add("c.total > 0")
	switch {
	case q.Since > 0:
		c.add("f.id IN (SELECT feed_id FROM articles WHERE id >= ?)", min(q.Since, maxSince)<<seqBits)
	case q.Unread:
		c.add("c.unread > 0")
	}
	if q.Folder != "" {
		c.add(inFolder, folderArgs(tidyFolder(q.Folder))...)
	}
	rows, err := s.reads.QueryContext(ctx, "SELECT f.id, f.url, f.title, f.name, f.folder, f.subscribed FROM feeds f JOIN counts c ON c.feed_id = f.id WHERE "+
		c.sql(), c.args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var followed, others []feed.Subscription
	for rows.Next() {
		var sub feed.Subscription
		var title, name string
		var follows bool
		if err := rows.Scan(&sub.ID, &sub.URL, &title, &name, &sub.Folder, &follows); err != nil {
			return nil, err
		}
		sub.Title = feedTitle(title, name, sub.URL)
		if follows {
			followed = append(followed, sub)
		} else {
			others = append(others, sub)
		}
	}
	sortSubscriptions(followed)
	sortSubscriptions(others)
	var ids []feed.ID
	for _, sub := range append(followed, others...) {
		ids = append(ids, sub.ID)
	}
	if q.Folder == "" {
		ids = append(ids, 0)
	}
	return ids, rows.Err()
}
