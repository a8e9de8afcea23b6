package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"newspane/feed"
)

// queue is a table of what waits for its turn: parcels to be sent, files to be downloaded. It has the columns id, state
// ('waiting' for what does), tries and next (Unix milliseconds).
type queue[T any] struct {
	table   string
	columns string
	look    string // what looking into it is called, in errors
	change  string // what changing it is called
	taken   string // what else taking one sets, with its comma
	scan    func(scan func(...any) error) (T, error)
	turn    func(v *T) (id feed.ID, tries *int)
}

// list returns what the queue has, in an order.
func (q queue[T]) list(ctx context.Context, s *Store, what, order string) ([]T, error) {
	rows, err := s.reads.QueryContext(ctx, "SELECT "+q.columns+" FROM "+q.table+" ORDER BY "+order)
	if err != nil {
		return nil, s.fail(what, err)
	}
	defer rows.Close()
	var list []T
	for rows.Next() {
		v, err := q.scan(rows.Scan)
		if err != nil {
			return nil, s.fail(what, err)
		}
		list = append(list, v)
	}
	return list, s.fail(what, rows.Err())
}

// take returns what has been due longest and holds it back for a while, so that no other process takes it meanwhile;
// after a crash it is due again then. ok is false when none is due.
func (q queue[T]) take(ctx context.Context, s *Store, hold time.Duration) (v T, ok bool, err error) {
	due := false
	if err := s.reads.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM "+q.table+" WHERE state = 'waiting' AND next <= ?)",
		s.now().UnixMilli()).Scan(&due); err != nil || !due {
		return v, false, s.fail(q.look, err)
	}
	err = s.writeUser(ctx, q.look, func(t *tx) error {
		now := s.now()
		ok = false
		row, err := t.query("SELECT "+q.columns+" FROM "+q.table+" WHERE state = 'waiting' AND next <= ? ORDER BY next, id LIMIT 1", now.UnixMilli())
		if err != nil {
			return err
		}
		if row.Next() {
			ok = true
			v, err = q.scan(row.Scan)
		}
		if err := errors.Join(err, row.Err(), row.Close()); err != nil || !ok {
			return err
		}
		id, tries := q.turn(&v)
		*tries++
		_, err = t.exec("UPDATE "+q.table+" SET tries = ?, next = ?"+q.taken+" WHERE id = ?", *tries, now.Add(hold).UnixMilli(), id)
		return err
	})
	return v, ok && err == nil, err
}

// next returns when something is due, the zero time when nothing waits.
func (q queue[T]) next(ctx context.Context, s *Store) (time.Time, error) {
	var next sql.NullInt64
	err := s.reads.QueryRowContext(ctx, "SELECT min(next) FROM "+q.table+" WHERE state = 'waiting'").Scan(&next)
	if err != nil || !next.Valid {
		return time.Time{}, s.fail(q.look, err)
	}
	return fromMilli(next.Int64), nil
}

// exec runs a statement and returns how many rows it changed.
func (q queue[T]) exec(ctx context.Context, s *Store, statement string, args ...any) (int, error) {
	n := int64(0)
	err := s.writeUser(ctx, q.change, func(t *tx) error {
		r, err := t.exec(statement, args...)
		if err == nil {
			n, err = r.RowsAffected()
		}
		return err
	})
	return int(n), err
}

// among is the condition that a row is one of these; none are all.
func among(ids []feed.ID) string {
	if len(ids) == 0 {
		return ""
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return " AND false" // numbers can always be written
	}
	return " AND id IN (SELECT value FROM json_each('" + string(list) + "'))"
}
