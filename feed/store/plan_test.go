package store

import (
	"fmt"
	"regexp"
	"testing"

	"newspane/feed"
)

// wholeTable is a line of a query plan by which every row of a table is looked at. Tables of feeds and tags are small,
// and so are lists that the query brings itself.
var wholeTable = regexp.MustCompile(`^SCAN (a|h|m|n|o|u|v|w|x|articles|vectors|unread|bodies|marks)\b`)

func TestNoListLooksThroughTheWholeLibrary(t *testing.T) {
	s, _ := library(t)
	id := follow(t, s, "https://a.example/feed", "World")
	for _, q := range []feed.Query{
		{}, {Folded: true}, {Unread: true}, {Unread: true, Folded: true}, {Feed: id}, {Feed: id, Unread: true}, {Folder: "World", Folded: true},
		{Folder: "World", Folded: true, Unread: true}, {Since: 1000, Folded: true}, {Bookmarked: true, Unread: true}, {Search: "flood "}, {Search: "flood is:unread"},
		{Search: "title:flo"}, {Search: "flood folder:World after:7d"},
	} {
		for _, w := range []feed.Window{{Limit: 100}, {Limit: 100, Before: 1 << 60}, {Limit: 100, Oldest: true}} {
			sel := must[selection](t)(s.selectQuery(t.Context(), s.reads, q, spanOf(w)))
			for _, line := range plan(t, s, "SELECT "+headlineColumns+" FROM ("+sel.sql+") s CROSS JOIN articles a ON a.id = s.id LEFT JOIN feeds f ON f.id = a.feed_id", sel.args...) {
				if wholeTable.MatchString(line) {
					t.Errorf("%+v %+v: %s", q, w, line)
				}
			}
		}
	}
}

func TestALinkIsLookedUpAmongLinks(t *testing.T) {
	s, _ := library(t)
	same(t, plan(t, s, linkQuery, 1, 2), []string{"SEARCH articles USING INDEX articles_link (link_key=?)"})
}

// plan is how SQLite answers a query.
func plan(t *testing.T, s *Store, query string, args ...any) []string {
	t.Helper()
	rows, err := s.reads.Query("EXPLAIN QUERY PLAN "+query, args...)
	ok(t, err)
	defer rows.Close()
	var lines []string
	for rows.Next() {
		var id, parent, unused int
		var line string
		ok(t, rows.Scan(&id, &parent, &unused, &line))
		lines = append(lines, line)
	}
	ok(t, rows.Err())
	if len(lines) == 0 {
		t.Fatal(fmt.Errorf("no plan of %s", query))
	}
	return lines
}
