package store

import (
	"context"
	"errors"
	"slices"

	"newspane/feed"
	"newspane/feed/fold"
	"newspane/feed/query"
)

// The operations of the journal's lines that are about saved searches.
const (
	opSearch   = "search"
	opUnsearch = "unsearch"
)

// maxSearchName is the most bytes of a saved search's name.
const maxSearchName = 200

// savedSearches are the saved searches as one of the kinds that are put in order.
var savedSearches = ordered[feed.SavedSearch]{
	table: "searches", one: "search", keep: opSearch, read: readSearches, entry: (*Store).searchEntry,
	parts: func(f *feed.SavedSearch) parts { return parts{f.ID, f.Name, &f.Query, &f.Place} },
}

// Searches returns the saved searches in their order.
func (s *Store) Searches(ctx context.Context) ([]feed.SavedSearch, error) {
	list, err := readSearches(ctx, s.reads)
	return list, s.fail("list searches", err)
}

func readSearches(ctx context.Context, db querier) ([]feed.SavedSearch, error) {
	rows, err := db.QueryContext(ctx, "SELECT id, name, query, place FROM searches ORDER BY place, id")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []feed.SavedSearch
	for rows.Next() {
		var f feed.SavedSearch
		var name string
		if err := rows.Scan(&f.ID, &name, &f.Query, &f.Place); err != nil {
			return nil, err
		}
		f.Name = feed.Clean(name)
		list = append(list, f)
	}
	return list, rows.Err()
}

// SaveSearch stores a search and returns it as it is stored: its query canonical. Without an ID it is new, and comes
// last; with one it takes the place of the one before, or comes back when that was dropped. A query that cannot be
// read is a [*feed.QueryError]; a name that another search has is an error of kind Exists.
func (s *Store) SaveSearch(ctx context.Context, f feed.SavedSearch) (feed.SavedSearch, error) {
	e, err := query.Parse(f.Query)
	if err != nil {
		return f, err
	}
	f.Query = e.String()
	if f.Query == "" || f.Name.IsEmpty() || len(f.Name.String()) > maxSearchName {
		return f, &feed.Error{Op: "save search", Kind: feed.Refused, Err: errors.New("a saved search has a name, of at most 200 bytes, and something to look for")}
	}
	err = s.writeUser(ctx, "save search", func(t *tx) error {
		if err := savedSearches.admit(t, "save search", &f); err != nil {
			return err
		}
		if f.ID != 0 {
			return putSearch(t, f)
		}
		r, err := t.exec("INSERT INTO searches (name, query, place) VALUES (?, ?, ?)", f.Name.String(), f.Query, f.Place)
		if err != nil {
			return err
		}
		n, err := r.LastInsertId()
		f.ID = feed.ID(n)
		return err
	})
	if err == nil {
		s.keep(s.searchEntry(opSearch, f))
	}
	return f, err
}

func putSearch(t *tx, f feed.SavedSearch) error {
	_, err := t.exec("INSERT OR REPLACE INTO searches (id, name, query, place) VALUES (?, ?, ?, ?)", f.ID, f.Name.String(), f.Query, f.Place)
	return err
}

// renamed puts a feed's new name in place of the one before in a query, and reports whether that changed it.
func renamed(text, before, after string) (string, bool) {
	after, before = query.Unquoted(after), fold.Text(query.Unquoted(before))
	e, err := query.Parse(text)
	if err != nil || after == "" {
		return text, false // of a newer language; it is shown as wrong when it is looked at
	}
	now := e.Map(func(k query.Term) query.Term {
		if k.Field == query.Feed && fold.Text(k.Value) == before {
			k.Value = after
		}
		return k
	}).String()
	if now == text {
		return text, false
	}
	_, err = query.Parse(now)
	return now, err == nil
}

// DropSearch removes a saved search and returns it, for undo.
func (s *Store) DropSearch(ctx context.Context, id feed.ID) (feed.SavedSearch, error) {
	var f feed.SavedSearch
	err := s.writeUser(ctx, "drop search", func(t *tx) error {
		all, i, err := savedSearches.find(t, "drop search", id)
		if err != nil {
			return err
		}
		f = all[i]
		return one(t.exec("DELETE FROM searches WHERE id = ?", id))
	})
	if err == nil {
		s.keep(s.searchEntry(opUnsearch, f))
	}
	return f, err
}

// MoveSearch moves a saved search so many places down (up when by is negative) among the others; at the ends it stays.
func (s *Store) MoveSearch(ctx context.Context, id feed.ID, by int) error {
	return savedSearches.move(ctx, s, id, by)
}

func (s *Store) searchEntry(op string, f feed.SavedSearch) entry {
	return entry{Op: op, ID: f.ID, Name: f.Name.String(), Query: f.Query, Place: f.Place, At: s.now()}
}

// CountUnread returns how many of the articles that q selects are unread, counting no further than most; more says that
// there are more.
func (s *Store) CountUnread(ctx context.Context, q feed.Query, most int) (n int, more bool, err error) {
	q.Unread = true
	sel, err := s.selectQuery(ctx, s.reads, q, span{limit: most + 1})
	if err == nil {
		err = s.reads.QueryRowContext(ctx, "SELECT count(*) FROM ("+sel.sql+")", sel.args...).Scan(&n)
	}
	return min(n, most), n > most, s.fail("count", err)
}

// FeedsOf returns the followed feeds that q draws from: all that its search does not rule out. None means that it may
// draw from any.
func (s *Store) FeedsOf(ctx context.Context, q feed.Query) ([]feed.ID, error) {
	e, err := query.Parse(q.Search)
	if err != nil {
		return nil, err
	}
	c := compiler{ctx: ctx, db: s.reads, now: s.now(), docs: s.numbering()}
	wanted := map[feed.ID]bool{}
	for _, literals := range e.Alternatives() {
		j, err := c.conjunct(literals, q, span{})
		if err != nil {
			return nil, s.fail("list feeds", err)
		}
		if j.feeds == nil {
			return nil, nil
		}
		for _, id := range j.feeds {
			wanted[id] = true
		}
	}
	ids, err := scanIDs(s.reads.QueryContext(ctx, "SELECT id FROM feeds WHERE subscribed = 1 ORDER BY id"))
	return slices.DeleteFunc(ids, func(id feed.ID) bool { return !wanted[id] }), s.fail("list feeds", err)
}
