package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"time"

	_ "modernc.org/sqlite" // registers the driver

	"newspane/feed"
)

// Tuning. Readers are few: SQLite reads in parallel, but the machine has other work.
const (
	readers     = 4
	busyTimeout = 10_000  // milliseconds for another process to finish its transaction
	walLimit    = 1 << 20 // bytes that the write-ahead log keeps after a checkpoint
	walPages    = 120     // pages in it that call for one: the ballast must have room for them (see ballast.go)
	pageSize    = 8192
)

// What a reader is told of a library that is only opened for reading.
const (
	unwritable = "The library cannot be written: nothing that you do now is kept."
	fullDisk   = "The disk is full: nothing that you do now is kept. Make room and start newspane again."
)

// Open opens or makes the library in the file path (":memory:" is not supported), migrating it forward. A library
// that a newer newspane made, or that cannot be written, opens for reading only ([Store.ReadOnly]); one that is damaged
// is kept aside, and a new one is begun with the bookmarks and subscriptions of the journal. [Store.Notice] tells of
// both.
func Open(ctx context.Context, path string, o Options) (*Store, error) {
	s, err := open(ctx, path, o, "")
	if ruined(err) {
		lost, aerr := setAside(path, timeOf(o)())
		if aerr != nil {
			return nil, wrap("open library", errors.Join(err, aerr))
		}
		s, err = open(ctx, path, o, lost)
	}
	return s, wrap("open library", err)
}

func timeOf(o Options) func() time.Time {
	if o.Now == nil {
		return time.Now
	}
	return o.Now
}

// open opens the library once; lost is the name under which a damaged one was kept aside just now.
func open(ctx context.Context, path string, o Options, lost string) (*Store, error) {
	s := &Store{smallSet: smallSet, path: path, now: timeOf(o), log: o.Log}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	var err error
	if s.codec, err = newCodec(); err != nil {
		return nil, err
	}
	if err := s.open(ctx, lost); err != nil {
		return nil, errors.Join(err, s.codec.close())
	}
	return s, nil
}

func (s *Store) open(ctx context.Context, lost string) error {
	fresh, err := prepare(s.path)
	if errors.Is(err, os.ErrPermission) || errors.Is(err, errReadOnlyDisk) {
		return s.openToRead(ctx, unwritable)
	}
	if err != nil {
		return err
	}
	if !fresh {
		sound, err := looksSound(ctx, s.path)
		if err != nil {
			return err
		}
		if !sound {
			if lost, err = setAside(s.path, s.now()); err != nil {
				return err
			}
			fresh = true
		}
	}
	whole := false
	if lost != "" {
		if whole, err = s.salvaged(ctx, lost); err != nil {
			return err
		}
	}
	err = s.connect(ctx)
	if full(err) { // its shared memory wants room too
		(&ballast{path: s.path + "-ballast", log: s.log}).release()
		if err = s.connect(ctx); full(err) && !fresh && s.openToRead(ctx, fullDisk) == nil {
			return nil
		}
	}
	if err != nil && kindOf(err) == feed.Refused && !fresh {
		return s.openToRead(ctx, unwritable) // the directory cannot be written
	}
	if err != nil || s.readOnly {
		return err
	}
	return s.begin(ctx, fresh, lost, whole)
}

// salvaged makes a new library of what is left of a damaged one, and reports whether that was everything. Where nothing
// can be made of it, the new one is empty.
func (s *Store) salvaged(ctx context.Context, lost string) (whole bool, err error) {
	backup, err := soundBackup(ctx, s.path)
	if err != nil {
		return false, err
	}
	whole, err = s.salvageInto(ctx, s.path, lost, backup)
	if err != nil && ctx.Err() == nil {
		s.log.Error("salvage the library", "err", err)
		return false, nil
	}
	return whole, err
}

// begin starts what runs beside the database, and restores what the journal holds of a lost one.
func (s *Store) begin(ctx context.Context, fresh bool, lost string, whole bool) error {
	s.ballast = newBallast(s.path+"-ballast", s.log)
	s.journal = newJournal(s.path + "-journal.jsonl")
	s.indexer = newIndexer(s)
	err := s.restore(ctx, fresh, lost, whole)
	if full(err) && !fresh { // reading goes on, and marks have the room of the ballast
		s.log.Warn("open library", "err", err)
		s.notice((&feed.NoRoom{Dir: filepath.Dir(s.path), Needs: ballastRoom * ballastBytes}).Sentence())
		err = nil
	}
	if err == nil {
		_, err = s.Changed(ctx)
	}
	if err != nil {
		return errors.Join(err, s.Close())
	}
	return nil
}

// prepare makes the directory and the file, for their owner alone, and reports whether the library is new.
func prepare(path string) (fresh bool, err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return false, err
	}
	for _, end := range []string{"-wal", "-shm", "-journal", "-journal.jsonl", "-ballast", "-suspect"} {
		if _, err := owned(path + end); err != nil {
			return false, err
		}
	}
	info, err := owned(path)
	if err != nil {
		return false, err
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return false, readOnlyDisk(err)
	}
	return info == nil || info.Size() == 0, f.Close()
}

// owned returns a file of ours, nil when it is not there, and closes it to all but its owner. A symbolic link, or
// anything else that is no regular file, is refused: whoever planted it would have us write elsewhere.
func owned(path string) (os.FileInfo, error) {
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, &feed.Error{Op: "open library", Kind: feed.Refused, Err: fmt.Errorf("%s is no regular file", path)}
	case info.Mode().Perm()&0o077 == 0:
		return info, nil
	}
	return info, readOnlyDisk(os.Chmod(path, 0o600))
}

// connect opens the connections and migrates.
func (s *Store) connect(ctx context.Context) error {
	db, err := sql.Open("sqlite", dsn(s.path, url.Values{"mode": {"rw"}, "_txlock": {"immediate"}, "_pragma": {"cache_size(-16000)"}}))
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	conn, err := db.Conn(ctx)
	if err != nil {
		return errors.Join(err, db.Close())
	}
	v, err := prime(ctx, conn)
	if err == nil && v <= schema {
		err = migrate(ctx, conn, s.path, schema, embedded)
	}
	if err != nil || v > schema {
		err = errors.Join(err, conn.Close(), db.Close())
	}
	if err != nil {
		return err
	}
	if v > schema {
		return s.openToRead(ctx, "The library belongs to a newer newspane: nothing that you do now is kept. Update newspane to go on.")
	}
	if s.reads, err = sql.Open("sqlite", dsn(s.path, url.Values{"mode": {"ro"}, "_query_only": {"1"}})); err != nil {
		return errors.Join(err, conn.Close(), db.Close())
	}
	s.reads.SetMaxOpenConns(readers)
	s.reads.SetMaxIdleConns(readers)
	s.writes, s.w = db, newWriter(conn)
	return nil
}

// prime sets what belongs to the file, and returns its schema version. The page size counts for a new file only.
func prime(ctx context.Context, conn *sql.Conn) (int, error) {
	v, err := version(ctx, conn)
	if err != nil || v > schema {
		return v, err
	}
	for _, p := range []string{fmt.Sprintf("page_size=%d", pageSize), "journal_mode=WAL", fmt.Sprintf("journal_size_limit=%d", walLimit),
		fmt.Sprintf("wal_autocheckpoint=%d", walPages)} {
		if _, err := conn.ExecContext(ctx, "PRAGMA "+p); err != nil {
			return v, err
		}
	}
	return v, nil
}

// openToRead opens a library that must not, or cannot, be written.
func (s *Store) openToRead(ctx context.Context, why string) error {
	for _, q := range []url.Values{{"mode": {"ro"}}, {"mode": {"ro"}, "immutable": {"1"}}} {
		q.Set("_query_only", "1")
		db, err := sql.Open("sqlite", dsn(s.path, q))
		if err != nil {
			return err
		}
		var v, n int
		err = db.QueryRowContext(ctx, "SELECT user_version, (SELECT count(*) FROM feeds) FROM pragma_user_version").Scan(&v, &n)
		if err == nil && v < schema {
			return errors.Join(wrap("open library", errOlder), db.Close())
		}
		if err == nil {
			db.SetMaxOpenConns(readers)
			s.reads, s.readOnly = db, true
			s.notice(why)
			said, err := s.setting(ctx, "index")
			if err != nil {
				return errors.Join(err, db.Close())
			}
			s.heed(said)
			return nil
		}
		if cerr := db.Close(); cerr != nil || q.Has("immutable") {
			return errors.Join(err, cerr)
		}
	}
	return nil
}

// dsn returns the driver's name for the database in path.
func dsn(path string, q url.Values) string {
	q.Add("_busy_timeout", fmt.Sprint(busyTimeout))
	q.Add("_synchronous", "NORMAL")
	q.Add("_foreign_keys", "0")
	if !q.Has("_pragma") {
		q.Add("_pragma", "cache_size(-4000)") // of each reader; the system has the file in its memory, too
	}
	q.Add("_pragma", "temp_store(MEMORY)")
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(path), RawQuery: q.Encode()}
	return u.String()
}
