package store

import (
	"bytes"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"sync"
)

// ballastBytes is the room that the reader's marks have on a full disk.
const ballastBytes = 1 << 20

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
// is belongs to the reader's marks.
func (b *ballast) lay() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if info, err := os.Lstat(b.path); err == nil && info.Size() == ballastBytes {
		return true
	}
	err := os.WriteFile(b.path, bytes.Repeat([]byte("ballast "), ballastBytes/8), 0o600)
	if err == nil {
		return true
	}
	b.log.Warn("lay ballast", "err", err)
	if err := os.Remove(b.path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		b.log.Warn("remove ballast", "err", err)
	}
	return false
}

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
