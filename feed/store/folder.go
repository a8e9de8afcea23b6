package store

import (
	"context"
	"encoding/json"
	"slices"

	"newspane/feed"
)

// mergedFeeds is the most feeds of a folder whose lists are merged; more of them are much of all articles, and a scan
// by date that passes over the others is as good.
const mergedFeeds = 300

// selectFolder merges the newest of each feed of a folder: a scan by date would pass over all other feeds' articles.
// A few are taken of each feed, and more of those of which all came into the list.
func selectFolder(ctx context.Context, db querier, q feed.Query, sp span) (selection, error) {
	feeds, err := scanIDs(db.QueryContext(ctx, "SELECT id FROM feeds WHERE "+inFolder, folderArgs(q.Folder)...))
	if err != nil || len(feeds) == 0 {
		return nothing(), err
	}
	if len(feeds) > mergedFeeds {
		return scanList(q, sp), nil
	}
	table := "articles"
	if q.Unread {
		table = "unread"
	}
	m := merging{sp: sp, table: table}
	if q.Folded {
		m.only, m.args = newestTold(q, "y.id")
		m.only = " AND " + m.only
	}
	return m.feeds(ctx, db, feeds)
}

// mergeFeeds merges the newest of each of the feeds, as a table has them.
func mergeFeeds(ctx context.Context, db querier, feeds []feed.ID, table string, sp span) (selection, error) {
	m := merging{sp: sp, table: table}
	return m.feeds(ctx, db, feeds)
}

func (m *merging) feeds(ctx context.Context, db querier, feeds []feed.ID) (selection, error) {
	sp := m.sp
	m.heads = map[feed.ID][]feed.ID{}
	share := 2*sp.limit/len(feeds) + 8
	for len(feeds) > 0 {
		share = min(share, sp.limit)
		if err := m.fetch(ctx, db, feeds, share); err != nil {
			return nothing(), err
		}
		feeds = m.merge(share)
		share *= 4
	}
	list, err := json.Marshal(m.ids)
	return selection{"SELECT value AS id FROM json_each(?)", []any{string(list)}}, err
}

// merging is a list that is put together from those of feeds.
type merging struct {
	sp    span
	table string
	only  string // a further condition, with its arguments
	args  []any
	heads map[feed.ID][]feed.ID // the first of each feed, in the list's order
	ids   []feed.ID             // the first of all
}

// fetch reads the first n of each feed.
func (m *merging) fetch(ctx context.Context, db querier, feeds []feed.ID, n int) error {
	list, err := json.Marshal(feeds)
	if err != nil {
		return err
	}
	visible := ""
	if m.table == "articles" {
		visible = " AND y.hidden = 0"
	}
	low, high := m.sp.bounds()
	rows, err := db.QueryContext(ctx, "SELECT f.value, (SELECT json_group_array(id) FROM (SELECT y.id AS id FROM "+m.table+
		" y WHERE y.feed_id = f.value"+visible+" AND y.id > ? AND y.id < ?"+m.only+m.sp.order("y.id")+")) FROM json_each(?) f",
		append(append([]any{low, high}, m.args...), n, string(list))...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id feed.ID
		var head string
		if err := rows.Scan(&id, &head); err != nil {
			return err
		}
		var ids []feed.ID
		if err := json.Unmarshal([]byte(head), &ids); err != nil {
			return err
		}
		m.heads[id] = ids
	}
	return rows.Err()
}

// merge puts the list together and returns the feeds of which more is needed, when n of each were asked for.
func (m *merging) merge(n int) (more []feed.ID) {
	m.ids = m.ids[:0]
	for _, head := range m.heads {
		m.ids = append(m.ids, head...)
	}
	sortNewestFirst(m.ids)
	if m.sp.asc {
		slices.Reverse(m.ids)
	}
	m.ids = m.ids[:min(m.sp.limit, len(m.ids))]
	if n >= m.sp.limit {
		return nil
	}
	for id, head := range m.heads {
		if len(head) == n && (len(m.ids) < m.sp.limit || m.before(head[n-1], m.ids[len(m.ids)-1])) {
			more = append(more, id)
		}
	}
	return more
}

// before reports whether a comes before b in the list, or is b.
func (m *merging) before(a, b feed.ID) bool { return m.sp.asc && a <= b || !m.sp.asc && a >= b }
