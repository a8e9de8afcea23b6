package store

import (
	"bytes"

	"newspane/feed"
)

// When a feed changes the scheme of its ids (http to https, another blog engine), all its items look new. rebind finds
// the stored articles behind them, by canonical link, then by title and date, and gives them their new identity:
// only when that many ids have vanished at once, for a link or a title alone does not make two items one.
const rebindShare = 0.30

// Two items of one link are the same without further proof only when so many moved together.
const rebindSure = 3

func rebind(t *tx, id feed.ID, items []entering) error {
	known := 0
	present := map[feed.ID]bool{}
	links := map[int64]int{}
	titles := map[titleDate]int{}
	for i := range items {
		e := &items[i]
		if e.stored != nil {
			known++
			present[e.stored.id] = true
		}
		links[e.linkKey]++
		titles[e.titleDate()]++
	}
	if known == len(items) {
		return nil
	}
	found := map[int]*row{}
	sure := 0
	var byTitle map[titleDate]*row
	for i := range items {
		e := &items[i]
		if e.stored != nil || e.stub || e.item.Cut {
			continue
		}
		var r *row
		var err error
		if e.linkKey != 0 && links[e.linkKey] == 1 {
			if r, err = byLink(t, id, e, present); err != nil {
				return err
			}
		}
		if key := e.titleDate(); r == nil && key.title != "" && key.date != 0 && titles[key] == 1 {
			if byTitle == nil {
				if byTitle, err = recentTitles(t, id, len(items), present); err != nil {
					return err
				}
			}
			r = byTitle[key]
		}
		if r == nil || present[r.id] {
			continue
		}
		present[r.id] = true
		found[i] = r
		if r.title == e.title || r.published != 0 && r.published == published(e.item.Published) {
			sure++
		}
	}
	if len(found) == 0 || float64(len(found)) <= rebindShare*float64(known+len(found)) {
		return nil
	}
	for i, r := range found {
		e := &items[i]
		if len(found) < rebindSure && r.title != e.title && (r.published == 0 || r.published != published(e.item.Published)) {
			continue
		}
		if err := reidentify(t, id, r, e.identity); err != nil {
			return err
		}
		e.stored = r
	}
	return nil
}

// titleDate is a title with its date in Unix seconds.
type titleDate struct {
	title string
	date  int64
}

func (e *entering) titleDate() titleDate {
	return titleDate{e.title, published(e.item.Published)}
}

// byLink returns the one article of the feed that has the item's link, nil when there is none or more than one.
func byLink(t *tx, id feed.ID, e *entering, present map[feed.ID]bool) (*row, error) {
	rows, err := t.query("SELECT "+rowColumns+" FROM articles WHERE link_key = ? AND feed_id = ? LIMIT 3", e.linkKey, id)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var found *row
	n := 0
	want := canonical(e.item.Link)
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
	if n != 1 || present[found.id] || bytes.Equal(found.identity, e.identity) {
		found = nil
	}
	return found, rows.Err()
}

// recentTitles returns the feed's newest articles by title and date; ambiguous ones are nil.
func recentTitles(t *tx, id feed.ID, items int, present map[feed.ID]bool) (map[titleDate]*row, error) {
	rows, err := t.query("SELECT "+rowColumns+" FROM articles WHERE feed_id = ? AND hidden IN (0, 1) ORDER BY id DESC LIMIT ?",
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
		if _, twice := all[key]; twice || present[r.id] {
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
	_, err := t.exec("UPDATE OR REPLACE marks SET identity = ?3 WHERE feed_id = ?1 AND identity = ?2", id, r.identity, identity)
	return err
}
