// Package store keeps everything in one SQLite file: subscriptions, articles, their bodies, marks, counts, and the
// search index. It is not for deciding anything: no HTTP, no HTML.
//
// Articles and marks are separate: marks hang on identities (a feed's number and an item's id) and outlive articles
// and subscriptions. Article IDs grow with time, so every list is a walk down an index (see list.go). Counts are
// kept by triggers, the search index by a background goroutine that follows the articles (see index.go).
//
// Beside the file lie: a journal of bookmarks and subscriptions, from which they are restored when the database is
// lost; a ballast that is let go when the disk is full, so that marks can still be saved; and, after a migration or
// a loss, a copy of the old file.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"newspane/feed"
)

// Store is the open library. Its methods are safe for many goroutines; writes go through one connection. Their
// errors are of type [*feed.Error] (Locked, Full, NotFound, Exists, Refused when the library can only be read,
// Broken), or the context's. A write that has begun is finished whatever becomes of its context.
type Store struct {
	path     string
	now      func() time.Time
	log      *slog.Logger
	reads    *sql.DB
	writes   *sql.DB // of one connection, the writer's
	w        *writer
	codec    *codec
	journal  *journal
	ballast  *ballast
	indexer  *indexer
	readOnly bool
	smallSet int           // articles of a set that are looked up one by one in the search index
	version  int64         // the writer's last PRAGMA data_version
	docBits  atomic.Uint32 // the index's numbering

	mu      sync.Mutex
	notices []string
	closed  bool
}

// Options are settings of a store; zero values are defaults.
type Options struct {
	Now func() time.Time // for tests
	Log *slog.Logger     // what befalls the upkeep; nil discards
}

// Notice returns what the reader should know about the opening (a library that was lost and restored, one that can
// only be read), as sentences; "" when all is well.
func (s *Store) Notice() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	text := ""
	for i, n := range s.notices {
		if i > 0 {
			text += " "
		}
		text += n
	}
	return text
}

// ReadOnly reports whether the library can only be read: it belongs to a newer newspane, or its directory cannot be
// written. Writes are errors of kind Refused then.
func (s *Store) ReadOnly() bool { return s.readOnly }

// Changed reports whether another process has changed the library since the last call.
func (s *Store) Changed(ctx context.Context) (bool, error) {
	if s.readOnly {
		return false, nil
	}
	changed := false
	err := s.w.send(s.w.user, job{ctx: ctx, bare: true, do: func(t *tx) error {
		var v int64
		if err := t.row("PRAGMA data_version", nil, &v); err != nil {
			return err
		}
		changed = v != s.version
		s.version = v
		return nil
	}})
	return changed, wrap("look for changes", err)
}

// Close ends writing, checkpoints and closes. Closing twice is no error.
func (s *Store) Close() error {
	s.mu.Lock()
	closed := s.closed
	s.closed = true
	s.mu.Unlock()
	if closed {
		return nil
	}
	var errs [5]error
	if !s.readOnly {
		s.indexer.close()
	}
	// The writer closes last: only it can remove the write-ahead log.
	errs[4] = s.reads.Close()
	if !s.readOnly {
		errs[0] = s.w.send(s.w.user, job{ctx: context.Background(), bare: true, do: checkpoint})
		if full(errs[0]) { // all is in the write-ahead log, and stays there
			s.log.Warn("close library", "err", errs[0])
			errs[0] = nil
		}
		errs[1] = s.w.close()
		errs[2] = s.writes.Close()
	}
	errs[3] = s.codec.close()
	for _, err := range errs {
		if err != nil {
			return wrap("close library", err)
		}
	}
	return nil
}

// checkpoint brings the write-ahead log into the file and empties it. A reader of another process that stands in the
// way is not waited for long, and no error: the next checkpoint does it.
func checkpoint(t *tx) error {
	if _, err := t.exec("PRAGMA busy_timeout=300"); err != nil {
		return err
	}
	var busy, frames, moved int
	err := t.row("PRAGMA wal_checkpoint(TRUNCATE)", nil, &busy, &frames, &moved)
	_, perr := t.exec(fmt.Sprintf("PRAGMA busy_timeout=%d", busyTimeout))
	return errors.Join(err, perr)
}

// write runs a transaction of the refreshes, unless the disk is full.
func (s *Store) write(ctx context.Context, op string, do func(*tx) error) error {
	if s.readOnly {
		return wrap(op, errReadOnly)
	}
	return s.fail(op, s.w.send(s.w.bulk, job{ctx: ctx, before: s.room, after: s.reserve, do: do}))
}

// room refuses a transaction when the disk is full: there is no ballast, or the write-ahead log cannot be brought into
// the file.
func (s *Store) room(t *tx) error {
	if !s.ballast.lay() {
		return &feed.NoRoom{Dir: filepath.Dir(s.path), Needs: ballastRoom * ballastBytes}
	}
	info, err := os.Stat(s.path + "-wal")
	if err != nil || info.Size() <= walLimit {
		return nil // what is wrong with the log shows in the transaction
	}
	var busy, frames, moved int
	if err := t.row("PRAGMA wal_checkpoint(PASSIVE)", nil, &busy, &frames, &moved); err != nil {
		return err
	}
	return s.reserve(t)
}

// reserve refuses a transaction that is about to be stored when it would leave the ballast too small: what makes the
// file grow stands in the write-ahead log until there is room in the file, and no mark can be stored before. Bytes that
// overwrite others need none.
func (s *Store) reserve(t *tx) error {
	size, err := t.size()
	if err != nil {
		return err
	}
	info, err := os.Stat(s.path)
	if err != nil {
		return err
	}
	return s.ballast.weigh(size - info.Size() + ballastSpare)
}

// writeUser runs a transaction of the reader's own: before all others, on the disk when it returns, and on a full
// disk in the room that the ballast took.
func (s *Store) writeUser(ctx context.Context, op string, do func(*tx) error) error {
	if s.readOnly {
		return wrap(op, errReadOnly)
	}
	j := job{ctx: ctx, full: true, do: do}
	err := s.w.send(s.w.user, j)
	if full(err) {
		s.makeRoom(ctx)
		err = s.w.send(s.w.user, j)
	}
	return s.fail(op, err)
}

// makeRoom lets the ballast go, and brings the write-ahead log into the file so that it can begin anew in its own
// room. Whether that went well shows when the write is tried again.
func (s *Store) makeRoom(ctx context.Context) {
	s.ballast.release()
	if err := s.w.send(s.w.user, job{ctx: ctx, bare: true, do: checkpoint}); err != nil {
		s.log.Warn("checkpoint on a full disk", "err", err)
	}
}

// fail is wrap for what was read: damage is noted.
func (s *Store) fail(op string, err error) error { return wrap(op, s.noted(err)) }

// noted leaves word for the next opening when the file has shown damage: it is looked over then.
func (s *Store) noted(err error) error {
	if damaged(err) {
		if serr := suspect(s.path); serr != nil {
			s.log.Error("mark library as damaged", "err", serr)
		}
	}
	return err
}

// notice adds a sentence for [Store.Notice].
func (s *Store) notice(text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.notices = append(s.notices, text)
}

// unix returns t in Unix seconds, 0 for the zero time.
func unix(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}

// fromUnix is the inverse of unix; times are UTC.
func fromUnix(sec int64) time.Time {
	if sec == 0 {
		return time.Time{}
	}
	return time.Unix(sec, 0).UTC()
}

// fromMilli is a time that is stored in Unix milliseconds, in UTC.
func fromMilli(ms int64) time.Time { return time.UnixMilli(ms).UTC() }

func notFound(op string) error { return &feed.Error{Op: op, Kind: feed.NotFound, Err: sql.ErrNoRows} }
