package store

import (
	"context"

	"newspane/feed"
)

// Opened remembers that an article is being read now.
func (s *Store) Opened(ctx context.Context, id feed.ID) error {
	return s.write(ctx, "remember reading", func(t *tx) error {
		return one(t.exec(`INSERT OR REPLACE INTO history (at, id)
			SELECT max(?2, coalesce((SELECT max(at) + 1 FROM history WHERE id <> ?1), 0)), id FROM articles WHERE id = ?1`,
			id, s.now().UnixMilli()))
	})
}

// historySet is the articles that were opened.
var historySet = set{from: "(SELECT a.id AS id, a.feed_id AS feed_id FROM history o JOIN articles a ON a.id = o.id WHERE a.hidden = 0)"}

// selectHistory walks back through what was opened. Its span is of articles, whose places in the history are looked up.
func selectHistory(q feed.Query, sp span) selection {
	c := conditions{sp: sp}
	if sp.high != 0 {
		c.add("h.at < (SELECT at FROM history WHERE id = ?)", sp.high)
	}
	if sp.low != 0 {
		c.add("h.at > (SELECT at FROM history WHERE id = ?)", sp.low)
	}
	q.History = false
	for _, s := range setsOf(q) {
		c.in(s, "a.id")
	}
	c.narrow(q, "articles", "a")
	return selection{"SELECT h.id AS id FROM history h CROSS JOIN articles a ON a.id = h.id WHERE " + c.sql() + sp.order("h.at"), append(c.args, sp.limit)}
}
