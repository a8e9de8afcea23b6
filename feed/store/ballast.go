package store

import (
	"bytes"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"sync"
	"syscall"
)

// ballastBytes is the room that the reader's marks have on a full disk. It must hold what the write-ahead log has not
// yet brought into the file, so that the log can begin anew, and ballastSpare besides: for a transaction that makes the
// file grow by more than that the ballast grows first (see [Store.reserve]).
const (
	ballastBytes = 4 << 20
	ballastSpare = 1 << 20
)

// ballastRoom is how many times the ballast's size must be free for it to be laid.
const ballastRoom = 2

// ballast is a file that takes up room until the disk is full.
type ballast struct {
	path string
	log  *slog.Logger
	mu   sync.Mutex
}

// newBallast lays the ballast unless it lies there.
func newBallast(path string, log *slog.Logger) *ballast {
	b := &ballast{path: path, log: log}
	b.lay()
	return b
}

// lay puts the ballast in its place, and reports whether it lies there: if not, the disk is full, and what room there
// is belongs to the reader's marks. Where it has been let go it needs more room than that to come back. It is called
// by the writer, so that it never takes the room from a mark that is under way.
func (b *ballast) lay() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.size() >= ballastBytes {
		return true
	}
	err := os.WriteFile(b.path, weight(ballastRoom*ballastBytes), 0o600)
	if err == nil {
		err = os.Truncate(b.path, ballastBytes)
	}
	if err == nil {
		return true
	}
	b.log.Warn("lay ballast", "err", err)
	if err := os.Remove(b.path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		b.log.Warn("remove ballast", "err", err)
	}
	return false
}

// weigh gives the ballast that lies there another size, never less than its own. Where the disk has no room for that,
// it stays as it is.
func (b *ballast) weigh(size int64) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	have := b.size()
	switch want := max(size, ballastBytes); {
	case have < ballastBytes:
		return syscall.ENOSPC // it was let go
	case have > want:
		return os.Truncate(b.path, want)
	case have < want:
		return b.grow(have, want)
	}
	return nil
}

func (b *ballast) grow(have, want int64) error {
	f, err := os.OpenFile(b.path, os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(weight(want - have))
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return errors.Join(err, os.Truncate(b.path, have))
	}
	return nil
}

// size is that of the file; 0 when it cannot be told.
func (b *ballast) size() int64 {
	info, err := os.Lstat(b.path)
	if err != nil || !info.Mode().IsRegular() {
		return 0
	}
	return info.Size()
}

// weight is what the ballast is made of.
func weight(n int64) []byte { return bytes.Repeat([]byte("ballast "), int(n+7)/8)[:n] }

// release lets the ballast go, if it is there.
func (b *ballast) release() {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch err := os.Remove(b.path); {
	case err == nil:
		b.log.Warn("disk is full: ballast let go")
	case !errors.Is(err, fs.ErrNotExist):
		b.log.Warn("let ballast go", "err", err)
	}
}
