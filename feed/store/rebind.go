package store

import "newspane/feed"

// When a feed changes the scheme of its ids (http to https, another blog engine), all its items look new. rebind finds
// the stored articles behind them, by canonical link, then by title and date, and gives them their new identity:
// only when that many ids have vanished at once, for a link or a title alone does not make two items one.
const rebindShare = 0.30

// Two items of one link are the same without further proof only when so many moved together.
const rebindSure = 3

func rebind(t *tx, id feed.ID, items []entering) error {
	known := 0
	m := matching{t: t, id: id, items: items, taken: map[feed.ID]bool{}, links: map[int64]int{}, titles: map[titleDate]int{}}
	for i := range items {
		e := &items[i]
		if e.stored != nil {
			known++
			m.taken[e.stored.id] = true
		}
		m.links[e.linkKey]++
		m.titles[e.titleDate()]++
	}
	if known == len(items) {
		return nil
	}
	if known == 0 {
		var other bool
		if err := t.row("SELECT EXISTS (SELECT 1 FROM articles WHERE feed_id = ?)", []any{id}, &other); err != nil || !other {
			return err
		}
	}
	found := map[int]*row{}
	for i := range items {
		if e := &items[i]; e.stored == nil && !e.known && !e.cut {
			r, err := m.find(e)
			if err != nil {
				return err
			}
			if r != nil {
				found[i] = r
				m.taken[r.id] = true
			}
		}
	}
	if float64(len(found)) <= rebindShare*float64(known+len(found)) {
		return nil
	}
	for i, r := range found {
		e := &items[i]
		if len(found) < rebindSure && r.title != e.title && (r.published == 0 || r.published != published(e.published)) {
			continue
		}
		if err := reidentify(t, id, r, e.identity); err != nil {
			return err
		}
		e.stored = r
	}
	return nil
}

// matching looks for the stored articles behind the items of a document.
type matching struct {
	t      *tx
	id     feed.ID
	items  []entering
	taken  map[feed.ID]bool // articles that are an item's already
	links  map[int64]int    // how many items have a link
	titles map[titleDate]int
	stored map[titleDate]*row // the feed's newest articles; read when first needed
}

// find returns the article that an item can only be, nil when there is none.
func (m *matching) find(e *entering) (*row, error) {
	if e.linkKey != 0 && m.links[e.linkKey] == 1 {
		r, err := byLink(m.t, m.id, e)
		if err != nil || r != nil && !m.taken[r.id] {
			return r, err
		}
	}
	key := e.titleDate()
	if key.title == "" || key.date == 0 || m.titles[key] != 1 {
		return nil, nil
	}
	if m.stored == nil {
		var err error
		if m.stored, err = recentTitles(m.t, m.id, len(m.items)); err != nil {
			return nil, err
		}
	}
	if r := m.stored[key]; r != nil && !m.taken[r.id] {
		return r, nil
	}
	return nil, nil
}

// titleDate is a title with its date in Unix seconds.
type titleDate struct {
	title string
	date  int64
}

func (e *entering) titleDate() titleDate {
	return titleDate{e.title, published(e.published)}
}

// linkQuery looks for a link in the index of links: SQLite takes that only where a term says that there is a link, and
// would go through all articles of the feed, but for the plus.
const linkQuery = "SELECT " + rowColumns + " FROM articles WHERE link_key = ? AND link_key <> 0 AND +feed_id = ? LIMIT 3"

// byLink returns the one article of the feed that has the item's link, nil when there is none or more than one.
func byLink(t *tx, id feed.ID, e *entering) (*row, error) {
	rows, err := t.query(linkQuery, e.linkKey, id)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var found *row
	n := 0
	want := canonical(e.link)
	for rows.Next() {
		r := &row{}
		if err := rows.Scan(&r.id, &r.identity, &r.hash, &r.title, &r.link, &r.published); err != nil {
			return nil, err
		}
		if canonical(r.link) == want {
			found = r
			n++
		}
	}
	if n != 1 {
		found = nil
	}
	return found, rows.Err()
}

// recentTitles returns the feed's newest articles by title and date; ambiguous ones are nil.
func recentTitles(t *tx, id feed.ID, items int) (map[titleDate]*row, error) {
	rows, err := t.query("SELECT "+rowColumns+" FROM articles WHERE feed_id = ? AND hidden = 0 ORDER BY id DESC LIMIT ?",
		id, max(200, 3*items))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := map[titleDate]*row{}
	for rows.Next() {
		r := &row{}
		if err := rows.Scan(&r.id, &r.identity, &r.hash, &r.title, &r.link, &r.published); err != nil {
			return nil, err
		}
		key := titleDate{r.title, r.published}
		if _, twice := all[key]; twice {
			r = nil
		}
		all[key] = r
	}
	return all, rows.Err()
}

// reidentify gives an article, and its marks, another identity.
func reidentify(t *tx, id feed.ID, r *row, identity []byte) error {
	if _, err := t.exec("UPDATE articles SET identity = ? WHERE id = ?", identity, r.id); err != nil {
		return err
	}
	for _, table := range []string{"marks", "taggings", "notes", "highlights"} {
		_, err := t.exec("UPDATE OR REPLACE "+table+" SET identity = ?3 WHERE feed_id = ?1 AND identity = ?2", id, r.identity, identity)
		if err != nil {
			return err
		}
	}
	return nil
}
