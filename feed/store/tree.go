package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"newspane/feed"
)

// Tree returns the sidebar: views, saved searches, folders and feeds in order. now bounds "Today". The unread articles
// of saved searches are not counted (see [Store.CountUnread]).
func (s *Store) Tree(ctx context.Context, now time.Time) ([]feed.Node, error) {
	subs, err := s.branches(ctx)
	if err != nil {
		return nil, err
	}
	nodes, err := s.views(ctx, now)
	if err != nil {
		return nil, err
	}
	searches, err := s.Searches(ctx)
	if err != nil {
		return nil, err
	}
	for _, f := range searches {
		nodes = append(nodes, feed.Node{Kind: feed.SearchNode, Title: f.Name, Saved: f.ID, Place: f.Place, Query: feed.Query{Search: f.Query}})
	}
	if n := inTrouble(subs, now); n > 0 {
		nodes = append(nodes, feed.Node{Kind: feed.TroubleNode, Title: feed.Clean("Feeds in trouble"), Total: n, Query: feed.NoArticles})
	}
	return s.appendTags(ctx, appendFolders(nodes, subs))
}

// appendTags adds the tags below a heading of their own.
func (s *Store) appendTags(ctx context.Context, nodes []feed.Node) ([]feed.Node, error) {
	tags, err := s.Tags(ctx)
	if err != nil || len(tags) == 0 {
		return nodes, err
	}
	head := feed.Node{Kind: feed.TagsNode, Title: feed.Clean("Tags"), Query: feed.Query{Tag: feed.AnyTag}}
	err = s.reads.QueryRowContext(ctx, `SELECT count(*), count(u.id) FROM (SELECT DISTINCT id FROM tagged) t
		LEFT JOIN unread u ON u.id = t.id`).Scan(&head.Total, &head.Unread)
	if err != nil {
		return nil, s.fail("list tags", err)
	}
	nodes = append(nodes, head)
	for _, t := range tags {
		nodes = append(nodes, feed.Node{Kind: feed.TagNode, Title: t.Name, Depth: 1, Unread: t.Unread, Total: t.Articles,
			Colour: t.Colour, Query: feed.Query{Tag: t.Name.String()}})
	}
	return nodes, nil
}

// inTrouble counts the feeds from which news may be missing.
func inTrouble(subs []feed.Subscription, now time.Time) int {
	n := 0
	for i := range subs {
		if p := &subs[i].Poll; p.State == feed.Well && p.Failures == 0 && p.Error.IsEmpty() {
			continue // so are most
		}
		if feed.TroubleOf(subs[i], now).Level >= feed.Weak {
			n++
		}
	}
	return n
}

// branches returns the subscriptions with no more of them than the tree shows.
func (s *Store) branches(ctx context.Context) ([]feed.Subscription, error) {
	rows, err := s.reads.QueryContext(ctx, `SELECT f.id, f.url, f.title, f.name, f.folder, f.poll, f.settings, c.total, c.unread
		FROM feeds f JOIN counts c ON c.feed_id = f.id WHERE f.subscribed = 1`)
	if err != nil {
		return nil, s.fail("list feeds", err)
	}
	defer rows.Close()
	subs := make([]feed.Subscription, 0, 128)
	var poll, settings sql.RawBytes
	for rows.Next() {
		subs = append(subs, feed.Subscription{})
		sub := &subs[len(subs)-1]
		var title, name string
		err := rows.Scan(&sub.ID, &sub.URL, &title, &name, &sub.Folder, &poll, &settings, &sub.Total, &sub.Unread)
		if err == nil {
			err = errors.Join(readHealth(poll, &sub.Poll), readPause(settings, &sub.Settings))
		}
		if err != nil {
			return nil, s.fail("list feeds", err)
		}
		sub.Title = feedTitle(title, name, sub.URL)
	}
	sortSubscriptions(subs)
	return subs, s.fail("list feeds", rows.Err())
}

// readHealth reads what is wrong with a feed. Nothing is with most of them, which shows without taking the JSON apart:
// what it quotes has a backslash before its own quotation marks.
func readHealth(poll []byte, p *feed.Poll) error {
	if bytes.Equal(poll, []byte("{}")) || bytes.Contains(poll, []byte(`"Failures":0,`)) &&
		bytes.Contains(poll, []byte(`"Error":"",`)) && !bytes.Contains(poll, []byte(`"State":`)) {
		return nil
	}
	return json.Unmarshal(poll, p)
}

// readPause reads whether a feed is paused.
func readPause(settings []byte, s *feed.Settings) error {
	if !bytes.Contains(settings, []byte(`"paused":`)) {
		return nil
	}
	return json.Unmarshal(settings, s)
}

// views returns the lists that every library has, and the pages when there are any.
func (s *Store) views(ctx context.Context, now time.Time) ([]feed.Node, error) {
	y, m, d := now.Date()
	today := feed.Query{Since: time.Date(y, m, d, 0, 0, 0, 0, now.Location()).Unix()}
	var all, unread, pages, pagesUnread, new, kept, keptUnread, opened int
	err := s.reads.QueryRowContext(ctx, `SELECT (SELECT sum(total) FROM counts), (SELECT sum(unread) FROM counts),
		(SELECT total FROM counts WHERE feed_id = 0), (SELECT unread FROM counts WHERE feed_id = 0),
		(SELECT count(*) FROM unread WHERE id >= ?1), (SELECT count(*) FROM bookmarks),
		(SELECT count(*) FROM bookmarks b JOIN unread u ON u.id = b.id), (SELECT count(*) FROM history)`, today.Since<<seqBits).
		Scan(&all, &unread, &pages, &pagesUnread, &new, &kept, &keptUnread, &opened)
	if err != nil {
		return nil, s.fail("list views", err)
	}
	view := func(title string, unread, total int, q feed.Query) feed.Node {
		return feed.Node{Kind: feed.ViewNode, Title: feed.Clean(title), Unread: unread, Total: total, Query: q}
	}
	nodes := []feed.Node{
		view("Today", new, 0, today),
		view("All unread", unread, unread, feed.Query{Unread: true}),
		view("Bookmarks", keptUnread, kept, feed.Query{Bookmarked: true}),
	}
	yours, err := s.yourViews(ctx, view)
	if err != nil {
		return nil, err
	}
	nodes = append(append(nodes, yours...), view("History", 0, opened, feed.Query{History: true}), view("All", unread, all, feed.Query{}))
	if pages > 0 {
		nodes = append(nodes, view("Pages", pagesUnread, pages, feed.Query{Pages: true}))
	}
	return nodes, nil
}

// yourViews returns what is to be read later, and what has notes and highlights when there is any.
func (s *Store) yourViews(ctx context.Context, view func(string, int, int, feed.Query) feed.Node) ([]feed.Node, error) {
	var nodes []feed.Node
	for _, v := range []struct {
		title, table string
		query        feed.Query
	}{{"Read later", "later", feed.Query{Later: true}}, {"Notes", "noted", feed.Query{Noted: true}}, {"Highlights", "highlit", feed.Query{Highlit: true}}} {
		var total, unread int
		err := s.reads.QueryRowContext(ctx, "SELECT count(*), count(u.id) FROM "+v.table+" v LEFT JOIN unread u ON u.id = v.id").Scan(&total, &unread)
		if err != nil {
			return nil, s.fail("list views", err)
		}
		if total > 0 || v.query.Later {
			nodes = append(nodes, view(v.title, unread, total, v.query))
		}
	}
	return nodes, nil
}

// appendFolders adds feeds, which come by folder and title, each folder before what is in it with the counts of all
// below it.
func appendFolders(nodes []feed.Node, subs []feed.Subscription) []feed.Node {
	var open []int // the nodes of the folders that the last feed is in
	path := ""
	for _, sub := range subs {
		for path != "" && path != sub.Folder && !strings.HasPrefix(sub.Folder, path+"/") {
			open = open[:len(open)-1]
			path = path[:max(strings.LastIndexByte(path, '/'), 0)]
		}
		for path != sub.Folder {
			rest := strings.TrimPrefix(sub.Folder[len(path):], "/")
			name, _, _ := strings.Cut(rest, "/")
			path = strings.TrimPrefix(path+"/"+name, "/")
			nodes = append(nodes, feed.Node{Kind: feed.FolderNode, Title: feed.Clean(name), Depth: len(open),
				Query: feed.Query{Folder: path}})
			open = append(open, len(nodes)-1)
		}
		for _, i := range open {
			nodes[i].Unread += sub.Unread
			nodes[i].Total += sub.Total
		}
		nodes = append(nodes, feed.Node{Kind: feed.FeedNode, Title: sub.Title, Depth: len(open), Unread: sub.Unread,
			Total: sub.Total, Query: feed.Query{Feed: sub.ID}, Failed: sub.Poll.Failures > 0,
			Paused: sub.Settings.Paused})
	}
	return nodes
}
