package store

import (
	"context"
	"errors"
	"slices"

	"newspane/feed"
	"newspane/feed/fold"
)

// ordered is a kind of thing that the reader names, gives a query and puts in order: saved searches, rules. Its table has
// the columns id, query and place.
type ordered[T any] struct {
	table string
	one   string // what one is called, in errors
	keep  string // the operation of its line in the journal
	read  func(ctx context.Context, db querier) ([]T, error)
	parts func(v *T) parts
	entry func(s *Store, op string, v T) entry
}

// parts are what all kinds have.
type parts struct {
	id    feed.ID
	name  feed.Text
	query *string
	place *int
}

// admit refuses a name that another one has, and gives a new one its place: the last.
func (o ordered[T]) admit(t *tx, op string, v *T) error {
	all, err := o.read(t.ctx, t.w.conn)
	if err != nil {
		return err
	}
	own := o.parts(v)
	for i := range all {
		if p := o.parts(&all[i]); p.id != own.id && fold.Text(p.name.String()) == fold.Text(own.name.String()) {
			return &feed.Error{Op: op, Kind: feed.Exists, Err: errors.New("another " + o.one + " has this name")}
		}
	}
	if own.id == 0 && len(all) > 0 {
		*own.place = *o.parts(&all[len(all)-1]).place + 1
	}
	return nil
}

// find returns all and the position of one.
func (o ordered[T]) find(t *tx, op string, id feed.ID) (all []T, at int, err error) {
	if all, err = o.read(t.ctx, t.w.conn); err != nil {
		return nil, 0, err
	}
	at = slices.IndexFunc(all, func(v T) bool { return o.parts(&v).id == id })
	if at < 0 {
		return nil, 0, notFound(op)
	}
	return all, at, nil
}

// move moves one so many places down (up when by is negative) among the others; at the ends it stays.
func (o ordered[T]) move(ctx context.Context, s *Store, id feed.ID, by int) error {
	op := "move " + o.one
	var moved []T
	err := s.writeUser(ctx, op, func(t *tx) error {
		all, i, err := o.find(t, op, id)
		if err != nil {
			return err
		}
		v := all[i]
		all = slices.Delete(all, i, i+1)
		all = slices.Insert(all, min(max(i+by, 0), len(all)), v)
		moved = moved[:0]
		for place, v := range all {
			p := o.parts(&v)
			if *p.place == place {
				continue
			}
			*p.place = place
			if _, err := t.exec("UPDATE "+o.table+" SET place = ?2 WHERE id = ?1", p.id, place); err != nil {
				return err
			}
			moved = append(moved, v)
		}
		return nil
	})
	if err != nil {
		return err
	}
	s.keep(o.entries(s, moved)...)
	return nil
}

// rename puts a feed's new name in place of the one before in the queries, and returns those that it changed. One that
// would become too long stays as it is.
func (o ordered[T]) rename(t *tx, before, after string) ([]T, error) {
	all, err := o.read(t.ctx, t.w.conn)
	if err != nil {
		return nil, err
	}
	var changed []T
	for _, v := range all {
		p := o.parts(&v)
		now, ok := renamed(*p.query, before, after)
		if !ok {
			continue
		}
		*p.query = now
		if _, err := t.exec("UPDATE "+o.table+" SET query = ?2 WHERE id = ?1", p.id, now); err != nil {
			return nil, err
		}
		changed = append(changed, v)
	}
	return changed, nil
}

// entries are the lines of the journal that hold of some.
func (o ordered[T]) entries(s *Store, list []T) []entry {
	entries := make([]entry, len(list))
	for i, v := range list {
		entries[i] = o.entry(s, o.keep, v)
	}
	return entries
}

// allEntries are the lines of the journal that hold of all.
func (o ordered[T]) allEntries(ctx context.Context, s *Store) ([]entry, error) {
	all, err := o.read(ctx, s.reads)
	return o.entries(s, all), err
}
