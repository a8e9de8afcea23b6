package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	sqlite3 "modernc.org/sqlite/lib"

	"newspane/feed"
)

// indexVersion is the version of what the index holds; a library with another one builds it anew.
const indexVersion = 3

// Tuning of the index's upkeep.
const (
	indexBatch    = 50                     // articles in a transaction
	tellAfter     = 20                     // transactions after which searches are made anew
	mergePages    = 64                     // pages of the index merged in a transaction
	settleAtMost  = 400                    // articles that a search waits for
	settleWait    = 400 * time.Millisecond // and for how long
	indexPatience = 20 * time.Second       // how long those wait who must not miss anything
	quiet         = 500 * time.Millisecond // without news, before the index follows
)

// indexer is the goroutine that brings the search index in step with the articles, behind all other writing and after
// a refresh rather than beside it, unless a search waits.
type indexer struct {
	s      *Store
	cancel context.CancelFunc
	ctx    context.Context
	woken  chan struct{} // holds one
	hurry  chan struct{} // holds one: a search waits
	once   sync.Once
	done   chan struct{}
	mu     sync.Mutex
	idle   chan struct{} // closed while nothing is pending
	rested chan struct{} // holds one: the index has caught up
	grown  chan struct{} // holds one: searches find more than before
	asked  atomic.Int32  // searches that wait
}

func newIndexer(s *Store) *indexer {
	ctx, cancel := context.WithCancel(context.Background())
	x := &indexer{s: s, ctx: ctx, cancel: cancel, woken: make(chan struct{}, 1), hurry: make(chan struct{}, 1),
		done: make(chan struct{}), idle: make(chan struct{}), rested: make(chan struct{}, 1), grown: make(chan struct{}, 1)}
	x.wake()
	return x
}

// start begins the upkeep, if it has not begun: a program that but fetches does not wait for it.
func (x *indexer) start() {
	x.once.Do(func() { go x.loop() })
}

func (x *indexer) close() {
	x.cancel()
	x.once.Do(func() { close(x.done) })
	<-x.done
}

// wake tells that articles have changed.
func (x *indexer) wake() {
	x.mu.Lock()
	select {
	case <-x.idle:
		x.idle = make(chan struct{})
	default:
	}
	x.mu.Unlock()
	select {
	case x.woken <- struct{}{}:
	default:
	}
}

func (x *indexer) loop() {
	defer close(x.done)
	for {
		select {
		case <-x.ctx.Done():
			return
		case <-x.woken:
		}
		if !x.rouse() {
			return
		}
		if err := x.guarded(); err != nil && !errors.Is(err, context.Canceled) && !errors.Is(err, errClosed) {
			x.s.log.Error("keep search index", "err", err)
			if code(err) == sqlite3.SQLITE_CORRUPT_VTAB {
				if err := x.s.Reindex(x.ctx); err != nil {
					x.s.log.Error("rebuild search index", "err", err)
				}
			}
		}
		x.rest()
	}
}

// rouse waits until there has been no news for a moment, or a search wants the index, and reports whether to go on.
func (x *indexer) rouse() bool {
	t := time.NewTimer(quiet)
	defer t.Stop()
	for x.asked.Load() == 0 {
		select {
		case <-x.woken:
			t.Reset(quiet)
		case <-x.hurry:
		case <-t.C:
			return true
		case <-x.ctx.Done():
			return false
		}
	}
	return true
}

// overtaken reports whether news has come, and no search waits.
func (x *indexer) overtaken() bool { return len(x.woken) > 0 && x.asked.Load() == 0 }

// guarded is catchUp, whose panics are errors: an article that cannot be indexed must not end the program.
func (x *indexer) guarded() (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %s\n%s", feed.Defect(p), debug.Stack())
		}
	}()
	return x.catchUp()
}

// rest lets go what waits for the index (searches, and what is done after it), unless there is news.
func (x *indexer) rest() {
	x.mu.Lock()
	defer x.mu.Unlock()
	if len(x.woken) == 0 {
		select {
		case <-x.idle:
		default:
			close(x.idle)
		}
		select {
		case x.rested <- struct{}{}:
		default:
		}
		x.tellGrown()
	}
}

// tellGrown tells that searches find more than before.
func (x *indexer) tellGrown() {
	select {
	case x.grown <- struct{}{}:
	default:
	}
}

// isIdle reports whether the index has caught up.
func (x *indexer) isIdle() bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	select {
	case <-x.idle:
		return true
	default:
		return false
	}
}

// catchUp indexes what is pending, newest first, until there is news.
func (x *indexer) catchUp() error {
	for batches := 1; ; batches++ {
		if x.overtaken() {
			return nil
		}
		batch, err := x.gather(x.ctx, "SELECT id, turn FROM pending ORDER BY id DESC LIMIT ?", indexBatch)
		if err != nil {
			return err
		}
		if len(batch) > 0 {
			if err := x.send(func(t *tx) error { return put(t, x.s.numbering(), batch) }); err != nil {
				return err
			}
		}
		if len(batch) < indexBatch {
			x.rest()
		} else if batches%tellAfter == 0 {
			x.tellGrown()
		}
		more, err := x.merge()
		if err != nil {
			return err
		}
		if len(batch) == 0 && !more {
			return nil
		}
	}
}

func (x *indexer) send(do func(*tx) error) error {
	return x.s.noted(x.s.w.send(x.s.w.idle, job{ctx: x.ctx, before: x.s.room, after: x.s.reserve, do: do}))
}

// indexing is an article on its way into the index; gone has no text.
type indexing struct {
	id          feed.ID
	turn        int64
	gone        bool
	title, body string
	short       string // the title with nothing but its feed
}

// gather reads and cuts into tokens some of what is pending, apart from the writer.
func (x *indexer) gather(ctx context.Context, some string, args ...any) ([]indexing, error) {
	rows, err := x.s.reads.QueryContext(ctx, `SELECT p.id, p.turn, a.id IS NULL, coalesce(a.feed_id, 0),
		coalesce(a.title, ''), coalesce(a.author, ''), coalesce(a.link, ''), coalesce(f.language, ''), b.item, g.plain, g.derived FROM (`+some+`) p
		LEFT JOIN articles a ON a.id = p.id LEFT JOIN bodies b ON b.id = p.id LEFT JOIN pages g ON g.id = p.id
		LEFT JOIN feeds f ON f.id = a.feed_id`, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var batch []indexing
	for rows.Next() {
		var e indexing
		var a about
		var title, author string
		var item, page, derived []byte
		if err := rows.Scan(&e.id, &e.turn, &e.gone, &a.feed, &title, &author, &a.link, &a.language, &item, &page, &derived); err != nil {
			return nil, err
		}
		if !e.gone {
			it, err := x.s.codec.unpackBody(item)
			if err != nil {
				return nil, err
			}
			text, err := x.s.textOf(it, page)
			if err == nil {
				err = x.s.describe(&a, it, author, derived)
			}
			if err != nil {
				return nil, err
			}
			var b strings.Builder
			indexed(&b, title)
			e.short = b.String() + feedToken(a.feed)
			a.write(&b)
			e.title = b.String()
			b.Reset()
			indexed(&b, text)
			e.body = b.String()
		}
		batch = append(batch, e)
	}
	return batch, rows.Err()
}

// text returns an article's words: the page's when it was read and says more, else the feed's.
func (s *Store) text(item, page []byte) (string, error) {
	b, err := s.codec.unpackBody(item)
	if err != nil {
		return "", err
	}
	return s.textOf(b, page)
}

func (s *Store) textOf(b body, page []byte) (string, error) {
	text := plain(b.Content)
	if text == "" {
		text = plain(b.Summary)
	}
	p, err := s.codec.unpack(page)
	if len(p) >= len(text) {
		text = string(p)
	}
	return text, err
}

// describe gathers what the index says of an article beside its words.
func (s *Store) describe(a *about, b body, author string, derived []byte) error {
	for _, name := range b.Authors {
		a.authors = append(a.authors, name.String())
	}
	if len(a.authors) == 0 && author != "" {
		a.authors = []string{author}
	}
	if b.Language != "" {
		a.language = b.Language
	}
	page, err := s.codec.unpack(derived)
	a.has = things(&b, string(page))
	return err
}

// put writes a batch, newest first, except for what another process has done or the articles have overtaken. It goes
// up the IDs: FTS5 gathers what it is given in that order, and writes it out whenever an ID is below the one before.
func put(t *tx, n numbering, batch []indexing) error {
	for _, e := range slices.Backward(batch) {
		r, err := t.exec("DELETE FROM pending WHERE id = ? AND turn = ?", e.id, e.turn)
		if err != nil {
			return err
		}
		if n, err := r.RowsAffected(); err != nil || n == 0 {
			if err != nil {
				return err
			}
			continue
		}
		for _, drop := range []string{"DELETE FROM texts WHERE rowid = ?", "DELETE FROM titles WHERE rowid = ?"} {
			if _, err := t.exec(drop, n.floor(int64(e.id))); err != nil {
				return err
			}
		}
		if e.gone {
			continue
		}
		if _, err := t.exec("INSERT INTO texts (rowid, title, body) VALUES (?, ?, ?)", n.floor(int64(e.id)), e.title, e.body); err != nil {
			return err
		}
		if _, err := t.exec("INSERT INTO titles (rowid, title) VALUES (?, ?)", n.floor(int64(e.id)), e.short); err != nil {
			return err
		}
	}
	return nil
}

// merge does a piece of the index's own upkeep and reports whether there is more to do: FTS5's automatic merges hold
// up a transaction for seconds.
func (x *indexer) merge() (more bool, err error) {
	for _, statement := range []string{"INSERT INTO texts (texts, rank) VALUES ('merge', ?)",
		"INSERT INTO titles (titles, rank) VALUES ('merge', ?)"} {
		err := x.send(func(t *tx) error {
			var before, after int64
			if err := t.row("SELECT total_changes()", nil, &before); err != nil {
				return err
			}
			if _, err := t.exec(statement, mergePages); err != nil {
				return err
			}
			err := t.row("SELECT total_changes()", nil, &after)
			more = more || after-before >= 2 // as the documentation of FTS5 says
			return err
		})
		if err != nil {
			return false, err
		}
	}
	return more, nil
}

// settle waits a moment for the index to catch up with what was just stored.
func (s *Store) settle(ctx context.Context) {
	if s.readOnly {
		return
	}
	s.indexer.start()
	var far int
	err := s.reads.QueryRowContext(ctx, "SELECT 1 FROM pending LIMIT 1 OFFSET ?", settleAtMost).Scan(&far)
	if !errors.Is(err, sql.ErrNoRows) {
		return // too far behind; or the search itself tells what is wrong
	}
	s.indexer.await(ctx, settleWait)
}

// AwaitIndex waits for the search index to catch up, for a while, and returns how many articles it lacks then.
func (s *Store) AwaitIndex(ctx context.Context) (behind int, err error) {
	if !s.readOnly {
		s.indexer.await(ctx, indexPatience)
	}
	err = s.reads.QueryRowContext(ctx, "SELECT count(*) FROM pending p JOIN articles a ON a.id = p.id WHERE a.hidden = 0").Scan(&behind)
	return behind, s.fail("wait for search index", err)
}

// Grown hands over a signal now and then while the search index catches up, and when it has: searches find more. Signals
// that are not taken become one.
func (s *Store) Grown() <-chan struct{} {
	if s.readOnly {
		return nil
	}
	return s.indexer.grown
}

// Behind returns how many articles the search index lacks.
func (s *Store) Behind(ctx context.Context) (n int, err error) {
	err = s.reads.QueryRowContext(ctx, "SELECT count(*) FROM pending WHERE gone = 0").Scan(&n)
	return n, s.fail("count what is to be indexed", err)
}

// await has the index catch up at once, and waits until it has or the time is over.
func (x *indexer) await(ctx context.Context, patience time.Duration) {
	x.start()
	x.asked.Add(1)
	defer x.asked.Add(-1)
	select {
	case x.hurry <- struct{}{}:
	default:
	}
	x.mu.Lock()
	idle := x.idle
	x.mu.Unlock()
	limit := time.NewTimer(patience)
	defer limit.Stop()
	select {
	case <-idle:
	case <-limit.C:
	case <-ctx.Done():
	}
}

// Reindex drops the search index and begins to build it anew in the background.
func (s *Store) Reindex(ctx context.Context) error {
	statements, err := migrations.ReadFile("migrations/index.sql")
	if err != nil {
		return s.fail("rebuild search index", err)
	}
	said := ""
	err = s.write(ctx, "rebuild search index", func(t *tx) (err error) {
		if said, err = s.numberIndex(t); err != nil {
			return err
		}
		if _, err := t.w.conn.ExecContext(t.ctx, string(statements)); err != nil {
			return err
		}
		_, err = t.exec("INSERT OR REPLACE INTO settings (name, value) VALUES ('index', ?)", said)
		return err
	})
	if err == nil {
		s.heed(said)
		s.indexer.wake()
	}
	return err
}

// reindexOld builds the index when there is none of this program's version.
func (s *Store) reindexOld(ctx context.Context) error {
	have, err := s.setting(ctx, "index")
	if err != nil {
		return err
	}
	if have == denseIndex || have == wideIndex {
		s.heed(have)
		return nil
	}
	return s.Reindex(ctx)
}

// setting returns what the library says of itself, "" when it says nothing.
func (s *Store) setting(ctx context.Context, name string) (string, error) {
	all, err := columnOf(ctx, s.reads, "SELECT value FROM settings WHERE name = ?", name)
	if err != nil || len(all) == 0 {
		return "", err
	}
	return all[0], nil
}
