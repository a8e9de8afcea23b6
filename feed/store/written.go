package store

import (
	"context"
	"errors"
	"path/filepath"

	"github.com/fsnotify/fsnotify"
)

// Written tells that the library's files have been written, by whom ever, until ctx ends; signals that are not taken
// become one. Ask [Store.Changed] then whether it was another process. It is nil where files cannot be watched, and
// closed when they no longer can be.
func (s *Store) Written(ctx context.Context) <-chan struct{} {
	w, err := fsnotify.NewWatcher()
	if err == nil {
		// The directory: the write-ahead log comes and goes.
		if err = w.Add(filepath.Dir(s.path)); err != nil {
			err = errors.Join(err, w.Close())
		}
	}
	if err != nil {
		s.log.Info("the library is not watched", "err", err)
		return nil
	}
	written := make(chan struct{}, 1)
	go s.watch(ctx, w, written)
	return written
}

// watch passes on the writes of the database and its write-ahead log.
func (s *Store) watch(ctx context.Context, w *fsnotify.Watcher, written chan<- struct{}) {
	defer close(written)
	defer w.Close()
	for {
		select {
		case <-ctx.Done():
			return
		case e, ok := <-w.Events:
			if !ok {
				return
			}
			if name := filepath.Base(e.Name); name != filepath.Base(s.path) && name != filepath.Base(s.path)+"-wal" || e.Has(fsnotify.Chmod) {
				continue
			}
			select {
			case written <- struct{}{}:
			default:
			}
		case err, ok := <-w.Errors:
			if !ok {
				return
			}
			s.log.Warn("watch the library", "err", err)
		}
	}
}
