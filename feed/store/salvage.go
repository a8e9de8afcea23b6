package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
)

// A damaged library is not repaired in its file, which stays as it is: what can be read of it is copied into a new one,
// and what is missing then is filled in from the newest backup, and last from the journal. Derived tables are not
// copied but made anew, so damage of the search index costs nothing else.

// derived are the tables that triggers, or the upkeep in the background, make of the others.
var derived = []string{"counts", "unread", "bookmarks", "later", "tagged", "noted", "highlit", "unruled", "scores", "pending", "vectors", "unrelated", "frequencies"}

// foundation are the tables whose triggers look into all others, in their order; they are copied last.
var foundation = []string{"articles", "bodies", "pages"}

const (
	probes = 400 // places of a damaged table at which reading is taken up again
)

// salvage is a new library in the making.
type salvage struct {
	ctx   context.Context
	codec *codec
	to    *sql.Tx
	lost  bool // something could not be read
}

// salvageInto makes the library in path of what is left of the one in lost and of a backup ("" when there is none). It
// reports whether everything was there. When nothing can be made of them, path is not touched.
func (s *Store) salvageInto(ctx context.Context, path, lost, backup string) (whole bool, err error) {
	part := path + ".salvage"
	for _, name := range []string{part, part + "-journal", part + "-wal", part + "-shm"} {
		if err := os.Remove(name); err != nil && !os.IsNotExist(err) {
			return false, err
		}
	}
	whole, err = s.salvageTo(ctx, part, lost, backup)
	if err == nil {
		err = settleFile(part)
	}
	if err != nil {
		return false, errors.Join(err, os.Remove(part))
	}
	return whole, os.Rename(part, path)
}

// settleFile makes a file its owner's alone, and brings it to the disk.
func settleFile(name string) error {
	f, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Chmod(0o600), f.Sync(), f.Close())
}

func (s *Store) salvageTo(ctx context.Context, part, lost, backup string) (whole bool, err error) {
	db, err := sql.Open("sqlite", dsn(part, url.Values{"mode": {"rwc"}, "_pragma": {fmt.Sprintf("page_size(%d)", pageSize), "journal_mode(OFF)"}}))
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	db.SetMaxOpenConns(1)
	conn, err := db.Conn(ctx)
	if err != nil {
		return false, err
	}
	if err := errors.Join(migrate(ctx, conn, part, schema, embedded), conn.Close()); err != nil {
		return false, err
	}
	to, err := db.BeginTx(ctx, nil)
	if err != nil {
		return false, err
	}
	v := salvage{ctx: ctx, codec: s.codec, to: to}
	err = v.takeAll(lost, backup)
	if err == nil {
		err = v.derive()
	}
	if err != nil {
		return false, errors.Join(err, to.Rollback())
	}
	return !v.lost, to.Commit()
}

// takeAll copies from the damaged library and then, where that lacks something, from the backup.
func (v *salvage) takeAll(lost, backup string) error {
	tables, err := v.names("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY rowid")
	if err != nil {
		return err
	}
	tables = slices.DeleteFunc(tables, func(t string) bool { return slices.Contains(derived, t) || slices.Contains(foundation, t) })
	tables = append(tables, foundation...)
	for _, name := range []string{lost, backup} {
		if name == "" || name == backup && !v.lost {
			continue
		}
		if err := v.takeFrom(name, tables); err != nil {
			return err
		}
	}
	return v.ctx.Err()
}

// takeFrom copies tables of a library, beside which nothing is left that was not there.
func (v *salvage) takeFrom(name string, tables []string) (err error) {
	q := url.Values{"mode": {"ro"}, "_query_only": {"1"}, "_pragma": {"cell_size_check(1)"}}
	if info, err := os.Stat(name + "-wal"); err != nil || info.Size() == 0 {
		q.Set("immutable", "1")
	}
	from, err := sql.Open("sqlite", dsn(name, q))
	if err != nil {
		return err
	}
	defer func() {
		if err = errors.Join(err, from.Close()); err == nil && !q.Has("immutable") {
			if rerr := os.Remove(name + "-shm"); rerr != nil && !os.IsNotExist(rerr) {
				err = rerr
			}
		}
	}()
	from.SetMaxOpenConns(1)
	for _, t := range tables {
		if err := v.take(from, t); err != nil {
			return err
		}
	}
	return nil
}

// derive makes the tables that nothing was copied into; triggers have made the others.
func (v *salvage) derive() error {
	const without = " AND NOT EXISTS (SELECT 1 FROM marks m WHERE m.feed_id = a.feed_id AND m.identity = a.identity AND m.value = 1 AND m.kind = 0)"
	const with = " AND EXISTS (SELECT 1 FROM marks m WHERE m.feed_id = a.feed_id AND m.identity = a.identity AND m.value = 1 AND m.kind = 1)"
	for _, statement := range []string{
		"DELETE FROM bodies WHERE id NOT IN (SELECT id FROM articles)",
		"DELETE FROM pages WHERE id NOT IN (SELECT id FROM articles)",
		"UPDATE articles SET hash = '' WHERE id NOT IN (SELECT id FROM bodies)", // their feed may bring them again
		"INSERT OR IGNORE INTO unread (id, feed_id) SELECT id, feed_id FROM articles a WHERE hidden = 0" + without,
		"INSERT OR IGNORE INTO bookmarks (id, feed_id) SELECT id, feed_id FROM articles a WHERE hidden = 0" + with,
		"INSERT OR IGNORE INTO unrelated (id, turn) SELECT id, random() FROM articles",
		"INSERT OR IGNORE INTO scores (id, score) SELECT id, sum(score) FROM ruled WHERE rule_id IN (SELECT id FROM rules) GROUP BY id HAVING sum(score) <> 0",
		// No new feed may take the number of one that is lost, and with it its articles and marks.
		`INSERT OR IGNORE INTO feeds (id, url, added, subscribed)
			SELECT feed_id, '', 0, 0 FROM (SELECT feed_id FROM articles UNION SELECT feed_id FROM marks) WHERE feed_id > 0`,
		"DELETE FROM counts",
		`INSERT INTO counts (feed_id, total, unread) SELECT f.id,
			(SELECT count(*) FROM articles a WHERE a.feed_id = f.id AND a.hidden = 0), (SELECT count(*) FROM unread u WHERE u.feed_id = f.id)
			FROM (SELECT 0 AS id UNION SELECT id FROM feeds) f`,
		"DELETE FROM settings WHERE name = 'index'",
	} {
		if _, err := v.to.ExecContext(v.ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

func (v *salvage) names(query string, args ...any) ([]string, error) {
	return columnOf(v.ctx, v.to, query, args...)
}

// take copies the rows of a table that can be read and are not there yet.
func (v *salvage) take(from *sql.DB, table string) error {
	columns, err := v.names("SELECT name FROM pragma_table_info(?)", table)
	if err != nil {
		return err
	}
	there, err := columnOf(v.ctx, from, "SELECT name FROM pragma_table_info(?)", table)
	if err != nil {
		v.lost = true // not even its name can be read
		return v.ctx.Err()
	}
	columns = slices.DeleteFunc(columns, func(c string) bool { return !slices.Contains(there, c) })
	if len(columns) == 0 {
		return nil // a library of before the table
	}
	verdict := ""
	if err := from.QueryRowContext(v.ctx, "PRAGMA quick_check("+table+")").Scan(&verdict); err != nil || verdict != "ok" {
		v.lost = true
	}
	c := copying{v: v, from: from, table: table, columns: strings.Join(columns, ", "), n: len(columns)}
	return c.run()
}

// copying copies one table.
type copying struct {
	v       *salvage
	from    *sql.DB
	table   string
	columns string
	n       int
}

// run copies all rows that can be read: on from the start, where that ends on damage from further on, and back from the
// end.
func (c *copying) run() error {
	without := ""
	if err := c.v.to.QueryRowContext(c.v.ctx, "SELECT wr FROM pragma_table_list WHERE name = ?", c.table).Scan(&without); err != nil {
		return &writeError{err}
	}
	var err error
	if without == "1" { // it has no rowids: its key orders it
		for _, way := range []string{"", " ORDER BY 1 DESC, 2 DESC"} {
			if _, err = c.read("SELECT "+c.columns+" FROM "+c.table+" NOT INDEXED"+way, false); err == nil {
				return nil
			}
			c.v.lost = true
		}
		return c.fatal(err)
	}
	last, step := int64(-1), int64(1)
	for range probes {
		from := last + step
		if from < last { // beyond all numbers
			break
		}
		var reached int64
		reached, err = c.read("SELECT rowid, "+c.columns+" FROM "+c.table+" NOT INDEXED WHERE rowid >= "+strconv.FormatInt(from, 10)+" ORDER BY rowid", true)
		if err == nil {
			return nil
		}
		c.v.lost = true
		if err := c.fatal(err); err != nil {
			return err
		}
		if reached >= from {
			last, step = reached, 1
		} else {
			step *= 2
		}
	}
	_, err = c.read("SELECT rowid, "+c.columns+" FROM "+c.table+" NOT INDEXED ORDER BY rowid DESC", true)
	return c.fatal(err)
}

// fatal is the error of what is no damage: the new library cannot be written, or nobody waits for it any more.
func (c *copying) fatal(err error) error {
	var w *writeError
	if errors.As(err, &w) {
		return w
	}
	return c.v.ctx.Err()
}

// writeError is one of the new library.
type writeError struct{ err error }

func (e *writeError) Error() string { return "salvage: " + e.err.Error() }
func (e *writeError) Unwrap() error { return e.err }

// read copies the rows of a query until one cannot be read, and returns the last rowid, -1 without one.
func (c *copying) read(query string, keyed bool) (last int64, err error) {
	last = -1
	rows, err := c.from.QueryContext(c.v.ctx, query)
	if err != nil {
		return last, err
	}
	defer rows.Close()
	insert, err := c.v.to.PrepareContext(c.v.ctx, "INSERT OR IGNORE INTO "+c.table+" ("+c.columns+") VALUES ("+strings.Repeat("?, ", c.n-1)+"?)")
	if err != nil {
		return last, &writeError{err}
	}
	defer insert.Close()
	row := make([]any, c.n)
	into := make([]any, 0, c.n+1)
	if keyed {
		into = append(into, &last)
	}
	for i := range row {
		into = append(into, &row[i])
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return last, err
		}
		if !c.sense(row) {
			c.v.lost = true
			continue
		}
		if _, err := insert.ExecContext(c.v.ctx, row...); err != nil {
			return last, &writeError{err}
		}
	}
	return last, rows.Err()
}

// sense reports whether a row can be used: what is packed can be unpacked.
func (c *copying) sense(row []any) bool {
	if c.table != "bodies" && c.table != "pages" {
		return true
	}
	for _, value := range row {
		if b, ok := value.([]byte); ok {
			if _, err := c.v.codec.unpack(b); err != nil {
				return false
			}
		}
	}
	return true
}

// columnOf returns the values of a query of one column.
func columnOf(ctx context.Context, db querier, query string, args ...any) ([]string, error) {
	rows, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []string
	for rows.Next() {
		var v string
		if err := rows.Scan(&v); err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, rows.Err()
}
