package main

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/fsnotify/fsnotify"

	"newspane/feed"
	"newspane/feed/reader"
	"newspane/ui"
)

// feedsOnScreen is the feeds file for the screen. It is watched until ctx ends, and joined with the library when either
// has changed.
func (a *App) feedsOnScreen(ctx context.Context) ui.FeedsFile {
	news := make(chan ui.FeedsNews)
	go a.followFeeds(ctx, a.watchFeeds(), news)
	return ui.FeedsFile{
		News: news,
		Edit: func() *exec.Cmd {
			a.Feeds.hold(true)
			c := a.editor(ctx)
			c.Stdin, c.Stdout, c.Stderr = os.Stdin, os.Stdout, os.Stderr
			return c
		},
		Edited: func(ctx context.Context, all bool) (feed.Joined, error) {
			a.Feeds.hold(false)
			did, err := a.Feeds.join(ctx, true, all)
			return did, a.onlyFaults(err)
		},
	}
}

// onlyFaults is an error that the reader can mend; others are for the log.
func (a *App) onlyFaults(err error) error {
	var fault *failure
	if err == nil || errors.As(err, &fault) {
		return err
	}
	a.Log.Warn("feeds file", "err", err)
	return nil
}

// watchFeeds watches the directories of the feeds file and of the file that it may be a link to. Where that cannot be
// done (nil), changes count from the next start on.
func (a *App) watchFeeds() *fsnotify.Watcher {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		a.Log.Info("the feeds file is not watched", "err", err)
		return nil
	}
	dirs := []string{filepath.Dir(a.Paths.Feeds)}
	if target, err := filepath.EvalSymlinks(a.Paths.Feeds); err == nil && filepath.Dir(target) != dirs[0] {
		dirs = append(dirs, filepath.Dir(target))
	}
	for _, dir := range dirs {
		if err := w.Add(dir); err != nil {
			a.Log.Info("the feeds file is not watched", "err", err)
		}
	}
	return w
}

// followFeeds joins library and file a while after either has changed.
func (a *App) followFeeds(ctx context.Context, w *fsnotify.Watcher, news chan<- ui.FeedsNews) {
	defer close(news)
	var events <-chan fsnotify.Event
	var faults <-chan error
	if w != nil {
		defer w.Close()
		events, faults = w.Events, w.Errors
	}
	settle := time.NewTimer(settleDelay)
	settle.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case e, ok := <-events:
			if !ok {
				return
			}
			if filepath.Base(e.Name) == filepath.Base(a.Paths.Feeds) || len(w.WatchList()) > 1 {
				settle.Reset(settleDelay)
			}
		case <-a.Engine.FeedsChanged():
			settle.Reset(settleDelay)
		case err, ok := <-faults:
			if !ok {
				return
			}
			a.Log.Warn("watch the feeds file", "err", err)
		case <-settle.C:
			did, err := a.Feeds.join(ctx, false, false)
			if errors.Is(err, reader.ErrLater) || errors.Is(err, errMeanwhile) {
				settle.Reset(wholeAfter)
				continue
			}
			n := ui.FeedsNews{Joined: did, Err: a.onlyFaults(err)}
			if n.Err == nil && did.Sentence() == "" {
				continue
			}
			select {
			case news <- n:
			case <-ctx.Done():
				return
			}
		}
	}
}
