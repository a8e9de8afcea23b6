package main

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"newspane/feed"
	"newspane/feed/reader"
	"newspane/ui"
)

// feedsOnScreen is the feeds file for the screen. It is watched until ctx ends, and joined with the library when either
// has changed.
func (a *App) feedsOnScreen(ctx context.Context) ui.FeedsFile {
	news := make(chan ui.FeedsNews)
	go a.followFeeds(ctx, a.watchFeeds(ctx), news)
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

// watchFeeds tells of changes of the feeds file and of the file that it may be a link to.
func (a *App) watchFeeds(ctx context.Context) <-chan struct{} {
	dirs, name := []string{filepath.Dir(a.Paths.Feeds)}, filepath.Base(a.Paths.Feeds)
	linked := name
	if target, err := filepath.EvalSymlinks(a.Paths.Feeds); err == nil && target != a.Paths.Feeds {
		linked = filepath.Base(target)
		dirs = append(dirs, filepath.Dir(target))
	}
	return a.written(ctx, "feeds file", dirs, func(path string) bool {
		return filepath.Base(path) == name || filepath.Base(path) == linked
	})
}

// followFeeds joins library and file at once, and a while after either has changed.
func (a *App) followFeeds(ctx context.Context, written <-chan struct{}, news chan<- ui.FeedsNews) {
	defer close(news)
	settle := time.NewTimer(0)
	for {
		select {
		case <-ctx.Done():
			return
		case <-written:
			settle.Reset(settleDelay)
		case <-a.Engine.FeedsChanged():
			settle.Reset(settleDelay)
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
