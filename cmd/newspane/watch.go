package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/fsnotify/fsnotify"

	"newspane/ui"
)

// settleDelay is how long a settings file is left alone before it is read: editors write in several steps.
const settleDelay = 150 * time.Millisecond

// watchSettings tells of changes of the settings file until ctx ends. Its directory is watched, as editors put a new
// file in the old one's place. Where that cannot be done, changes count from the next start on.
func (a *App) watchSettings(ctx context.Context) <-chan ui.Settings {
	w, err := fsnotify.NewWatcher()
	if err == nil {
		if err = w.Add(filepath.Dir(a.Paths.Config)); err != nil {
			err = fmt.Errorf("%w, %w", err, w.Close())
		}
	}
	if err == nil {
		if _, missing := os.Stat(themesDir(a.Paths.Config)); missing == nil {
			err = w.Add(themesDir(a.Paths.Config))
		}
	}
	if err != nil {
		a.Log.Info("the settings file is not watched", "err", err)
		return nil
	}
	changed := make(chan ui.Settings)
	go a.followSettings(ctx, w, changed)
	return changed
}

func (a *App) followSettings(ctx context.Context, w *fsnotify.Watcher, changed chan<- ui.Settings) {
	defer close(changed)
	defer w.Close()
	settle := time.NewTimer(settleDelay)
	settle.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case e, ok := <-w.Events:
			if !ok {
				return
			}
			of := filepath.Base(e.Name) == filepath.Base(a.Paths.Config) || filepath.Dir(e.Name) == themesDir(a.Paths.Config)
			if of && !e.Has(fsnotify.Chmod) {
				settle.Reset(settleDelay)
			}
		case err, ok := <-w.Errors:
			if !ok {
				return
			}
			a.Log.Warn("watch the settings file", "err", err)
		case <-settle.C:
			c, err := readConfig(a.Paths.Config)
			if err == nil {
				a.Engine.SetServices(c.Services)
			}
			select {
			case changed <- ui.Settings{Options: c.options(), Err: err}:
			case <-ctx.Done():
				return
			}
		}
	}
}
