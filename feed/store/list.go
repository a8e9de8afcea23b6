package store

import (
	"context"
	"database/sql"
	"math"
	"strings"

	"newspane/feed"
)

// A list is a walk down the integers: IDs grow with time, so a page is "the next so many below this one" in some
// table whose key is the ID. selectQuery chooses the table (the smallest set that holds the whole list) and adds what
// is left of the query as conditions.

// span is a stretch of a list: the IDs between low and high (both exclusive, high 0 is no bound), from its lower end
// when asc is set; limit -1 is no limit.
type span struct {
	low, high int64
	asc       bool
	limit     int
}

// spanOf translates a window.
func spanOf(w feed.Window) span {
	sp := span{low: int64(w.After), high: int64(w.Before), limit: w.Limit}
	sp.asc = w.Oldest || w.After != 0
	return sp
}

func (sp span) bounds() (low, high int64) {
	if sp.high == 0 {
		return sp.low, math.MaxInt64
	}
	return sp.low, sp.high
}

func (sp span) order(column string) string {
	if sp.asc {
		return " ORDER BY " + column + " LIMIT ?"
	}
	return " ORDER BY " + column + " DESC LIMIT ?"
}

// selection is a statement that gives the IDs of a list in the order of its span.
type selection struct {
	sql  string
	args []any
}

// nothing is the selection of a query that no article can meet.
func nothing() selection { return selection{sql: "SELECT id FROM unread WHERE 0"} }

// querier is a connection, or a pool of them.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// maxSince is the last second that an ID can hold.
const maxSince = math.MaxInt64 >> seqBits

// inFolder is the condition that a feed is in a folder, or in a folder in it.
const inFolder = "subscribed = 1 AND (folder = ? OR folder > ? AND folder < ?)"

func folderArgs(folder string) []any { return []any{folder, folder + "/", folder + "0"} }

// selectQuery translates a query. Folders are few and searches need their feeds, hence db.
func (s *Store) selectQuery(ctx context.Context, db querier, q feed.Query, sp span) (selection, error) {
	if q.Since > 0 {
		sp.low = max(sp.low, min(q.Since, maxSince)<<seqBits-1)
	}
	q.Folder = tidyFolder(q.Folder)
	if q.Search != "" {
		return s.selectSearch(ctx, db, q, sp)
	}
	if q.History && q.Since <= 0 {
		return selectHistory(q, sp), nil
	}
	if sets := setsOf(q); q.Folder != "" && q.Feed == 0 && !q.Pages && sp.limit >= 0 && (len(sets) == 0 || sets[0].from == "unread") {
		return selectFolder(ctx, db, q, sp)
	}
	return scanList(q, sp), nil
}

// scanList walks down the smallest set that holds the whole list.
func scanList(q feed.Query, sp span) selection {
	table, rest := set{from: "articles"}, setsOf(q)
	if len(rest) > 0 {
		table, rest = rest[0], rest[1:]
	}
	c := conditions{sp: sp, args: table.args}
	c.bound("x.id")
	for _, s := range rest {
		c.in(s, "x.id")
	}
	c.narrow(q, table.from, "x")
	if q.Folded {
		term, args := newestTold(q, "x.id")
		c.add(term, args...)
	}
	return selection{"SELECT x.id AS id FROM " + table.from + " x WHERE " + c.sql() + sp.order("x.id"), append(c.args, sp.limit)}
}

// newestTold is the condition that no newer article of the same story is in the list: the newest stands for all.
func newestTold(q feed.Query, id string) (term string, args []any) {
	there := "articles m ON m.id = w.id AND m.hidden = 0"
	if q.Unread {
		there = "unread m ON m.id = w.id"
	}
	within := ""
	if q.Folder != "" {
		within, args = " AND w.feed_id IN (SELECT id FROM feeds WHERE "+inFolder+")", folderArgs(q.Folder)
	}
	return "NOT EXISTS (SELECT 1 FROM vectors v CROSS JOIN vectors w ON w.story = v.story AND w.story <> 0 AND w.id > v.id CROSS JOIN " + there +
		" WHERE v.id = " + id + " AND v.story <> 0" + within + ")", args
}

// set is a table, or a selection, of the IDs and feeds of some stored articles that are not hidden.
type set struct {
	from string
	args []any
}

// tagSet is the articles that have a tag, or any.
func tagSet(name string) set {
	if name == feed.AnyTag {
		return set{from: "(SELECT DISTINCT id, feed_id FROM tagged)"}
	}
	return set{"(SELECT id, feed_id FROM tagged WHERE tag_id = (SELECT id FROM tags WHERE key = ?))", []any{tagKey(name)}}
}

// setsOf returns the sets in which all articles of a query are, the smallest by nature first.
func setsOf(q feed.Query) []set {
	var sets []set
	if q.History {
		sets = append(sets, historySet)
	}
	if q.Tag != "" {
		sets = append(sets, tagSet(q.Tag))
	}
	for _, s := range []struct {
		on    bool
		table string
	}{{q.Highlit, "highlit"}, {q.Noted, "noted"}, {q.Later, "later"}, {q.Bookmarked, "bookmarks"}, {q.Unread, "unread"}} {
		if s.on {
			sets = append(sets, set{from: s.table})
		}
	}
	return sets
}

// conditions gathers the conditions of a statement.
type conditions struct {
	sp    span
	terms []string
	args  []any
}

func (c *conditions) add(term string, args ...any) {
	c.terms = append(c.terms, term)
	c.args = append(c.args, args...)
}

func (c *conditions) bound(id string) {
	low, high := c.sp.bounds()
	c.add(id+" > ? AND "+id+" < ?", low, high)
}

// in adds that an article is in a set.
func (c *conditions) in(s set, id string) {
	c.add("EXISTS (SELECT 1 FROM "+s.from+" s WHERE s.id = "+id+")", s.args...)
}

// narrow adds what is left of the query, besides its sets, for the rows of a table under an alias.
func (c *conditions) narrow(q feed.Query, table, alias string) {
	if table == "articles" {
		c.add(alias + ".hidden = 0")
	}
	if q.Pages {
		c.add(alias + ".feed_id = 0")
	}
	if q.Feed != 0 {
		c.add(alias+".feed_id = ?", q.Feed)
	}
	if q.Folder != "" {
		c.add(alias+".feed_id IN (SELECT id FROM feeds WHERE "+inFolder+")", folderArgs(q.Folder)...)
	}
}

func (c *conditions) sql() string { return strings.Join(c.terms, " AND ") }

// scanIDs reads the one column of a selection.
func scanIDs(rows *sql.Rows, err error) ([]feed.ID, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var ids []feed.ID
	for rows.Next() {
		var id feed.ID
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
}
