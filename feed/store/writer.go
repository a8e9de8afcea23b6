package store

import (
	"context"
	"database/sql"
	"fmt"
	"runtime/debug"

	"newspane/feed"
)

// together is how many transactions of the refreshes become one when they wait: what they write to the same pages is
// written once. Each is whole after a crash, since all are, and none is answered before it is stored.
const (
	together      = 32
	togetherBytes = 2 << 20 // by which they make the file grow, and no more join
)

// writer is the one goroutine that writes. The reader's own marks overtake the refreshes, which overtake the upkeep
// of the index; a job that has begun runs to its end.
type writer struct {
	conn  *sql.Conn
	stmts map[string]*sql.Stmt // prepared once in the life of the store
	user  chan job
	bulk  chan job
	idle  chan job
	stop  chan struct{}
	done  chan struct{}
	held  *job // of the user's line, taken while others ran
	full  bool // the connection's PRAGMA synchronous is FULL
}

// job is a transaction.
type job struct {
	ctx    context.Context
	full   bool            // on the disk before it is answered
	bare   bool            // no transaction: for pragmas and checkpoints
	joins  bool            // can be one transaction with others; do may run more than once
	before func(*tx) error // comes before the transaction, and can refuse it; may be nil
	after  func(*tx) error // comes before it is stored, and can refuse it; may be nil
	do     func(*tx) error
	answer chan error
}

func newWriter(conn *sql.Conn) *writer {
	w := &writer{
		conn: conn, stmts: map[string]*sql.Stmt{},
		user: make(chan job), bulk: make(chan job), idle: make(chan job),
		stop: make(chan struct{}), done: make(chan struct{}),
	}
	go w.loop()
	return w
}

func (w *writer) loop() {
	defer close(w.done)
	for {
		j, ok := w.next()
		switch {
		case !ok:
			return
		case j.joins:
			w.runTogether(j)
		default:
			j.answer <- w.run(j)
		}
	}
}

// runTogether runs a job and those of its line that wait as one transaction, until one of the user's comes. When that
// fails each runs by itself: a job that is refused takes nothing from the others.
func (w *writer) runTogether(first job) {
	group := []job{first}
	all := first
	all.do = func(t *tx) error {
		had, err := t.size()
		if err == nil {
			err = first.do(t)
		}
		for err == nil && len(group) < together {
			var has int64
			if has, err = t.size(); err != nil || has-had > togetherBytes {
				break
			}
			j, ok := w.waiting()
			if !ok {
				break
			}
			group = append(group, j)
			err = j.do(t)
		}
		return err
	}
	err := w.run(all)
	if err != nil && len(group) > 1 {
		for _, j := range group {
			j.answer <- w.run(j)
		}
		return
	}
	for _, j := range group {
		j.answer <- err
	}
}

// waiting returns a job that may join those at hand, if one waits and none of the user's does.
func (w *writer) waiting() (j job, ok bool) {
	select {
	case u := <-w.user:
		w.held = &u
		return job{}, false
	default:
	}
	select {
	case j := <-w.bulk:
		return j, true
	default:
		return job{}, false
	}
}

// next returns the foremost job that waits, or the first to come.
func (w *writer) next() (job, bool) {
	if j := w.held; j != nil {
		w.held = nil
		return *j, true
	}
	select {
	case j := <-w.user:
		return j, true
	default:
	}
	select {
	case j := <-w.user:
		return j, true
	case j := <-w.bulk:
		return j, true
	case <-w.stop:
		return job{}, false
	default:
	}
	select {
	case j := <-w.user:
		return j, true
	case j := <-w.bulk:
		return j, true
	case j := <-w.idle:
		return j, true
	case <-w.stop:
		return job{}, false
	}
}

// send hands a job to the writer and waits for its end. The context counts until the job begins.
func (w *writer) send(line chan job, j job) error {
	j.answer = make(chan error, 1)
	j.joins = line == w.bulk
	select {
	case line <- j:
		return <-j.answer
	case <-j.ctx.Done():
		return j.ctx.Err()
	case <-w.done:
		return errClosed
	}
}

func (w *writer) run(j job) (err error) {
	if err := j.ctx.Err(); err != nil {
		return err
	}
	t := &tx{ctx: context.WithoutCancel(j.ctx), w: w}
	if err := t.synchronous(j.full); err != nil {
		return err
	}
	if j.before != nil {
		if err := j.before(t); err != nil {
			return err
		}
	}
	if j.bare {
		return j.do(t)
	}
	if _, err := t.exec("BEGIN IMMEDIATE"); err != nil {
		return err
	}
	committed := false
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %s\n%s", feed.Defect(p), debug.Stack())
		}
		if !committed {
			// SQLite may have rolled back by itself, then this fails and means nothing; a transaction that is
			// still open makes the next BEGIN fail, which is reported.
			_, _ = t.exec("ROLLBACK")
		}
	}()
	if err := j.do(t); err != nil {
		return err
	}
	if j.after != nil {
		if err := j.after(t); err != nil {
			return err
		}
	}
	if _, err := t.exec("COMMIT"); err != nil {
		return err
	}
	committed = true
	return nil
}

// close ends the goroutine after the job at hand.
func (w *writer) close() error {
	close(w.stop)
	<-w.done
	var first error
	for _, s := range w.stmts {
		if err := s.Close(); err != nil && first == nil {
			first = err
		}
	}
	if err := w.conn.Close(); err != nil && first == nil {
		first = err
	}
	return first
}

// tx is the transaction of a job.
type tx struct {
	ctx context.Context
	w   *writer
}

func (t *tx) synchronous(full bool) error {
	if t.w.full == full {
		return nil
	}
	mode := "NORMAL"
	if full {
		mode = "FULL"
	}
	if _, err := t.w.conn.ExecContext(t.ctx, "PRAGMA synchronous="+mode); err != nil {
		return err
	}
	t.w.full = full
	return nil
}

func (t *tx) stmt(query string) (*sql.Stmt, error) {
	if s, ok := t.w.stmts[query]; ok {
		return s, nil
	}
	s, err := t.w.conn.PrepareContext(t.ctx, query)
	if err != nil {
		return nil, err
	}
	t.w.stmts[query] = s
	return s, nil
}

// exec runs a statement that is kept prepared: its text must come from a small set.
func (t *tx) exec(query string, args ...any) (sql.Result, error) {
	s, err := t.stmt(query)
	if err != nil {
		return nil, err
	}
	return s.ExecContext(t.ctx, args...)
}

// size is how many bytes the file has when all of the log is in it, and the transaction.
func (t *tx) size() (n int64, err error) {
	err = t.row("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size", nil, &n)
	return n, err
}

// row scans the one row of a statement that is kept prepared.
func (t *tx) row(query string, args []any, dest ...any) error {
	s, err := t.stmt(query)
	if err != nil {
		return err
	}
	return s.QueryRowContext(t.ctx, args...).Scan(dest...)
}

// query runs a statement of any text.
func (t *tx) query(query string, args ...any) (*sql.Rows, error) {
	return t.w.conn.QueryContext(t.ctx, query, args...)
}
