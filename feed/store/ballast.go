package store

import (
	"bytes"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"sync"
)

// ballastBytes is the room that the reader's marks have on a full disk. It must hold what the write-ahead log has not
// yet brought into the file (walLimit and a transaction), so that the log can begin anew.
const ballastBytes = 4 << 20

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
	if info, err := os.Lstat(b.path); err == nil && info.Size() == ballastBytes {
		return true
	}
	err := os.WriteFile(b.path, bytes.Repeat([]byte("ballast "), ballastRoom*ballastBytes/8), 0o600)
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
