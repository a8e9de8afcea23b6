package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"newspane/feed"
	"newspane/feed/fold"
)

// Subscriptions returns all feeds, with counts and polls, by folder and title.
func (s *Store) Subscriptions(ctx context.Context) ([]feed.Subscription, error) {
	rows, err := s.reads.QueryContext(ctx, `SELECT f.id, f.url, f.title, f.name, f.site, f.folder, f.language, f.added,
		f.settings, f.poll, c.total, c.unread FROM feeds f JOIN counts c ON c.feed_id = f.id WHERE f.subscribed = 1`)
	if err != nil {
		return nil, s.fail("list feeds", err)
	}
	defer rows.Close()
	var subs []feed.Subscription
	for rows.Next() {
		var sub feed.Subscription
		var title, name, settings, poll string
		var added int64
		if err := rows.Scan(&sub.ID, &sub.URL, &title, &name, &sub.Site, &sub.Folder, &sub.Language, &added, &settings, &poll,
			&sub.Total, &sub.Unread); err != nil {
			return nil, s.fail("list feeds", err)
		}
		err := errors.Join(json.Unmarshal([]byte(poll), &sub.Poll), json.Unmarshal([]byte(settings), &sub.Settings))
		if err != nil {
			return nil, s.fail("list feeds", err)
		}
		sub.Title, sub.Added, sub.Named = feedTitle(title, name, sub.URL), fromUnix(added), name != ""
		subs = append(subs, sub)
	}
	sortSubscriptions(subs)
	return subs, s.fail("list feeds", rows.Err())
}

// feedTitle returns the name that a feed goes by: the reader's, its own, or its address.
func feedTitle(title, name, url string) feed.Text {
	for _, s := range []string{name, title} {
		if t := feed.Clean(s); !t.IsEmpty() {
			return t
		}
	}
	_, rest, ok := strings.Cut(url, "://")
	if !ok {
		rest = url
	}
	return feed.Clean(strings.TrimSuffix(rest, "/"))
}

// sortSubscriptions orders by folder, the feeds without one last, then by title; case and accents do not count.
func sortSubscriptions(subs []feed.Subscription) {
	type keyed struct {
		folder, title string
		at            int
	}
	keys := make([]keyed, len(subs))
	for i := range subs {
		keys[i] = keyed{folderKey(subs[i].Folder), fold.Text(subs[i].Title.String()), i}
	}
	slices.SortFunc(keys, func(a, b keyed) int {
		if (a.folder == "") != (b.folder == "") {
			return strings.Compare(b.folder, a.folder)
		}
		x, y := &subs[a.at], &subs[b.at]
		return cmp.Or(strings.Compare(a.folder, b.folder), strings.Compare(x.Folder, y.Folder),
			strings.Compare(a.title, b.title), strings.Compare(x.URL, y.URL))
	})
	sorted := make([]feed.Subscription, len(subs))
	for i, k := range keys {
		sorted[i] = subs[k.at]
	}
	copy(subs, sorted)
}

// folderKey orders paths so that a folder is followed by what is in it.
func folderKey(folder string) string { return strings.ReplaceAll(fold.Text(folder), "/", "\x00") }

// tidyFolder returns a folder's path without empty parts and stray blanks.
func tidyFolder(folder string) string {
	parts := strings.Split(feed.Clean(folder).String(), "/")
	kept := parts[:0]
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, "/")
}

// Subscribe adds feeds in one transaction and returns their IDs; one that exists keeps its ID and comes back with it.
// A title counts as the reader's own until the feed is found to say the same. A feed that was followed before keeps
// its number, and so its marks, the articles that are withheld (see [Store.Unsubscribe]), and where nothing is said of
// them its name and settings.
func (s *Store) Subscribe(ctx context.Context, subs ...feed.Subscription) ([]feed.ID, error) {
	var ids []feed.ID
	var added []feed.Subscription
	err := s.writeUser(ctx, "subscribe", func(t *tx) error {
		ids, added = ids[:0], added[:0]
		for _, sub := range subs {
			sub.Folder = tidyFolder(sub.Folder)
			id, known, err := s.subscribe(t, &sub)
			if err != nil {
				return err
			}
			ids = append(ids, id)
			if !known {
				sub.ID = id
				added = append(added, sub)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	s.keepSubscriptions(added)
	return ids, nil
}

// subscribe adds sub, which comes to hold the name and settings that are stored.
func (s *Store) subscribe(t *tx, sub *feed.Subscription) (id feed.ID, known bool, err error) {
	err = t.row("SELECT id FROM feeds WHERE url = ? AND subscribed = 1", []any{sub.URL}, &id)
	if err == nil || !errors.Is(err, sql.ErrNoRows) {
		return id, true, err
	}
	added := sub.Added
	if added.IsZero() {
		added = s.now()
	}
	title := sub.Title.String()
	settings, err := json.Marshal(sub.Settings)
	if err != nil {
		return 0, false, err
	}
	err = t.row("SELECT id FROM feeds WHERE url = ? AND subscribed = 0 ORDER BY id DESC LIMIT 1", []any{sub.URL}, &id)
	if err == nil {
		name, kept := "", ""
		err = t.row(`UPDATE feeds SET subscribed = 1, folder = ?2, added = ?3, poll = '{}',
			name = CASE WHEN ?4 IN ('', title) THEN name ELSE ?4 END,
			settings = CASE WHEN ?5 = '{}' THEN settings ELSE ?5 END WHERE id = ?1 RETURNING name, settings`,
			[]any{id, sub.Folder, added.Unix(), title, string(settings)}, &name, &kept)
		if err == nil {
			sub.Title = feed.Clean(name)
			err = json.Unmarshal([]byte(kept), &sub.Settings)
		}
		if err == nil {
			err = giveBack(t, "feed_id = ?1", id)
		}
		return id, false, err
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return 0, false, err
	}
	r, err := t.exec("INSERT INTO feeds (url, name, site, folder, language, added, settings) VALUES (?, ?, ?, ?, ?, ?, ?)",
		sub.URL, title, sub.Site, sub.Folder, sub.Language, added.Unix(), string(settings))
	if err != nil {
		return 0, false, err
	}
	n, err := r.LastInsertId()
	return feed.ID(n), false, err
}

// Rename sets the reader's own title of a feed ("" is the feed's). Saved searches and rules that name the feed follow.
func (s *Store) Rename(ctx context.Context, id feed.ID, title string) error {
	var following []feed.SavedSearch
	var rules []feed.SavedRule
	err := s.writeUser(ctx, "rename feed", func(t *tx) error {
		before, err := titleOf(t, id)
		if err != nil {
			return err
		}
		err = one(t.exec("UPDATE feeds SET name = ? WHERE id = ? AND subscribed = 1", feed.Clean(title).String(), id))
		if err != nil {
			return err
		}
		after, err := titleOf(t, id)
		if err == nil {
			following, err = savedSearches.rename(t, before, after)
		}
		if err == nil {
			rules, err = savedRules.rename(t, before, after)
		}
		return err
	})
	if err != nil {
		return err
	}
	s.keep(savedSearches.entries(s, following)...)
	s.keep(savedRules.entries(s, rules)...)
	return s.keepFeed(ctx, id)
}

// titleOf returns the name that a feed goes by.
func titleOf(t *tx, id feed.ID) (string, error) {
	var title, name, url string
	err := t.row("SELECT title, name, url FROM feeds WHERE id = ?", []any{id}, &title, &name, &url)
	return feedTitle(title, name, url).String(), err
}

// Move puts a feed into a folder.
func (s *Store) Move(ctx context.Context, id feed.ID, folder string) error {
	return s.edit(ctx, "move feed", id, "UPDATE feeds SET folder = ? WHERE id = ? AND subscribed = 1", tidyFolder(folder))
}

// Configure stores what the reader wants of a feed.
func (s *Store) Configure(ctx context.Context, id feed.ID, settings feed.Settings) error {
	kept, err := json.Marshal(settings)
	if err != nil {
		return err
	}
	return s.edit(ctx, "configure feed", id, "UPDATE feeds SET settings = ? WHERE id = ? AND subscribed = 1", string(kept))
}

func (s *Store) edit(ctx context.Context, op string, id feed.ID, statement, value string) error {
	err := s.writeUser(ctx, op, func(t *tx) error { return one(t.exec(statement, value, id)) })
	if err != nil {
		return err
	}
	return s.keepFeed(ctx, id)
}

// SetURL changes a feed's address and forgets its validators. An address that is followed already is an error of
// kind Exists.
func (s *Store) SetURL(ctx context.Context, id feed.ID, url string) error {
	old := ""
	err := s.writeUser(ctx, "change address", func(t *tx) error {
		var other feed.ID
		err := t.row("SELECT id FROM feeds WHERE url = ? AND subscribed = 1", []any{url}, &other)
		if err == nil && other != id {
			return &feed.Error{Op: "change address", URL: url, Kind: feed.Exists}
		}
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		var raw string
		if err := t.row("SELECT url, poll FROM feeds WHERE id = ? AND subscribed = 1", []any{id}, &old, &raw); err != nil {
			return err
		}
		var poll feed.Poll
		if err := json.Unmarshal([]byte(raw), &poll); err != nil {
			return err
		}
		poll.ETag, poll.LastModified, poll.Hash, poll.Moved, poll.MovedCount = "", "", "", "", 0
		poll.MovedSince = fromUnix(0)
		kept, err := json.Marshal(poll)
		if err != nil {
			return err
		}
		return one(t.exec("UPDATE feeds SET url = ?, poll = ? WHERE id = ?", url, string(kept), id))
	})
	if err != nil || old == url {
		return err
	}
	at := s.now()
	if err := s.noteEdits([]entry{{Op: opUnsubscribe, Feed: old, At: at}, {Op: opSubscribe, Feed: url, Was: old, At: at}}); err != nil {
		return err
	}
	// The bookmarks' lines have the old address.
	return s.fail("write journal", s.rewriteJournal(context.WithoutCancel(ctx)))
}

// SavePoll stores a check that brought no document (304, error).
func (s *Store) SavePoll(ctx context.Context, id feed.ID, poll feed.Poll) error {
	return s.write(ctx, "save poll", func(t *tx) error { return savePoll(t, id, poll) })
}

func savePoll(t *tx, id feed.ID, poll feed.Poll) error {
	kept, err := json.Marshal(poll)
	if err != nil {
		return err
	}
	return one(t.exec("UPDATE feeds SET poll = ? WHERE id = ? AND subscribed = 1", string(kept), id))
}

// one makes a statement that changed nothing an error of kind NotFound.
func one(r sql.Result, err error) error {
	if err != nil {
		return err
	}
	n, err := r.RowsAffected()
	if err == nil && n == 0 {
		err = sql.ErrNoRows
	}
	return err
}

// sortByNext orders feeds by the time of their next check.
func sortByNext(subs []feed.Subscription) {
	slices.SortStableFunc(subs, func(a, b feed.Subscription) int { return a.Poll.Next.Compare(b.Poll.Next) })
}
