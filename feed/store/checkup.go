package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"

	"newspane/feed"
)

// Checkup is what a look at a library finds that changes nothing in it.
type Checkup struct {
	Missing     bool   // there is no library yet
	Bytes       int64  // of the database
	Log         int64  // bytes of the write-ahead log
	Pages, Free int64  // pages of the database, and those of them that hold nothing
	Mode        string // how changes are written: "wal", "delete" …
	Schema      int    // the library's version
	Known       int    // the newest version this program knows
	Fault       string // what is damaged, "" when all is sound
	Unchecked   bool   // the look was cut short: whether all is sound is not known
	Suspect     bool   // it has shown damage in use
	Kept        int    // bookmarks and subscriptions in the journal, from which a lost library is restored
	Feeds       []feed.Subscription
	Unread      error // why the feeds could not be read
}

// Examine looks a library over, for as long as ctx lasts. It only reads, so it may look at one that is damaged, that
// cannot be written, or that another program is using.
func Examine(ctx context.Context, path string) (Checkup, error) {
	c := Checkup{Known: schema}
	for _, end := range []string{"", "-wal", "-shm", "-journal.jsonl"} {
		if info, err := os.Lstat(path + end); err == nil && !info.Mode().IsRegular() {
			c.Fault = path + end + " is no regular file"
			return c, nil
		}
	}
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		c.Missing = true
		return c, nil
	}
	if err != nil {
		return c, wrap("examine library", err)
	}
	c.Bytes = info.Size()
	if info, err := os.Stat(path + "-wal"); err == nil {
		c.Log = info.Size()
	}
	_, err = os.Stat(path + "-suspect")
	c.Suspect = err == nil
	held, _, err := newJournal(path + "-journal.jsonl").read()
	if err != nil {
		return c, wrap("examine journal", err)
	}
	c.Kept = len(held)
	db, err := openAsItIs(ctx, path)
	switch {
	case ctx.Err() != nil:
		c.Unchecked = true
		return c, nil
	case err != nil:
		c.Fault = err.Error()
		return c, nil
	}
	s := &Store{path: path, reads: db}
	c.look(ctx, db)
	c.Feeds, c.Unread = s.Subscriptions(ctx)
	return c, wrap("examine library", db.Close())
}

// openAsItIs opens a database for reading; where its directory cannot be written, as a file that nobody changes.
func openAsItIs(ctx context.Context, path string) (*sql.DB, error) {
	var last error
	for _, q := range []url.Values{{"mode": {"ro"}}, {"mode": {"ro"}, "immutable": {"1"}}} {
		q.Set("_query_only", "1")
		db, err := sql.Open("sqlite", dsn(path, q))
		if err != nil {
			return nil, err
		}
		var n int
		if last = db.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&n); last == nil {
			return db, nil
		}
		if err := db.Close(); err != nil {
			return nil, err
		}
	}
	return nil, last
}

// look reads the database's own figures and has SQLite check every page of it.
func (c *Checkup) look(ctx context.Context, db *sql.DB) {
	for _, f := range []struct {
		pragma string
		into   any
	}{
		{"page_count", &c.Pages}, {"freelist_count", &c.Free}, {"journal_mode", &c.Mode}, {"user_version", &c.Schema},
	} {
		if err := db.QueryRowContext(ctx, "PRAGMA "+f.pragma).Scan(f.into); err != nil {
			c.Fault = fmt.Sprintf("%s cannot be read: %v", f.pragma, err)
			return
		}
	}
	verdict := ""
	err := db.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&verdict)
	switch {
	case ctx.Err() != nil:
		c.Unchecked = true
	case err != nil:
		c.Fault = err.Error()
	case verdict != "ok":
		c.Fault = verdict
	}
}
