package store

import (
	"slices"
	"testing"

	"newspane/feed"
)

// idsOf are the IDs of rows.
func idsOf(rows []feed.Headline) (ids []feed.ID) {
	for _, h := range rows {
		ids = append(ids, h.ID)
	}
	return ids
}

func TestRowsByFeedAreThoseOfOneFeedAfterTheOther(t *testing.T) {
	c := newCorpus(t)
	ctx := t.Context()
	list := func(q feed.Query, w feed.Window) []feed.Headline {
		t.Helper()
		rows, err := c.s.Headlines(ctx, q, w)
		if err != nil {
			t.Fatal(err)
		}
		return rows
	}
	for _, q := range []feed.Query{{}, {Unread: true}, {Folder: "World"}, {Since: noon.Unix() - 60*3600}, {Bookmarked: true}, {Unread: true, Folded: true, Folder: "World/Asia"}} {
		var want []feed.ID
		for _, f := range []int{2, 0, 1, 3} { // Science; World: Harbour Times; World/Asia; without a folder
			one := q
			one.Feed = c.feeds[f]
			want = append(want, idsOf(list(one, feed.Window{Limit: 1000}))...)
		}
		if got := idsOf(list(q, feed.Window{Limit: 1000, ByFeed: true})); !slices.Equal(got, want) {
			t.Fatalf("%+v: %d rows, want %d:\n%v\n%v", q, len(got), len(want), got, want)
		}
		var down, up []feed.ID
		for w := (feed.Window{Limit: 7, ByFeed: true}); ; {
			rows := list(q, w)
			if len(rows) == 0 {
				break
			}
			down = append(down, idsOf(rows)...)
			last := rows[len(rows)-1]
			w.Before, w.Feed = last.ID, last.Feed
		}
		for w := (feed.Window{Limit: 7, ByFeed: true, Oldest: true}); ; {
			rows := list(q, w)
			if len(rows) == 0 {
				break
			}
			up = append(idsOf(rows), up...)
			w = feed.Window{Limit: 7, ByFeed: true, After: rows[0].ID, Feed: rows[0].Feed}
		}
		if !slices.Equal(down, want) || !slices.Equal(up, want) {
			t.Fatalf("%+v in pages: %d down, %d up, want %d", q, len(down), len(up), len(want))
		}
	}
}
