package main

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"github.com/fsnotify/fsnotify"

	"newspane/ui"
)

// settleDelay is how long a file is left alone after it was written before it is read: editors write in several steps.
const settleDelay = 150 * time.Millisecond

// written tells, until ctx ends, that one of the files in dirs for which of is true was written, put in place or taken
// away; signals that are not taken become one. Directories are watched, as editors put a new file in the old one's
// place. What cannot be watched is logged as what, and counts from the next start on.
func (a *App) written(ctx context.Context, what string, dirs []string, of func(path string) bool) <-chan struct{} {
	news := make(chan struct{}, 1)
	w, err := fsnotify.NewWatcher()
	if err != nil {
		a.Log.Info("not watched", "what", what, "err", err)
		return news
	}
	for _, dir := range dirs {
		if err := w.Add(dir); err != nil {
			a.Log.Info("not watched", "what", what, "err", err)
		}
	}
	go a.tellWritten(ctx, w, what, of, news)
	return news
}

func (a *App) tellWritten(ctx context.Context, w *fsnotify.Watcher, what string, of func(string) bool, news chan<- struct{}) {
	defer w.Close()
	for {
		select {
		case <-ctx.Done():
			return
		case e, ok := <-w.Events:
			if !ok {
				return
			}
			if !of(e.Name) || e.Has(fsnotify.Chmod) {
				continue
			}
			select {
			case news <- struct{}{}:
			default:
			}
		case err, ok := <-w.Errors:
			if !ok {
				return
			}
			a.Log.Warn("watch", "what", what, "err", err)
		}
	}
}

// watchSettings tells of changes of the settings, the themes and the rules for sites until ctx ends.
func (a *App) watchSettings(ctx context.Context) <-chan ui.Settings {
	dirs, themes := []string{filepath.Dir(a.Paths.Config)}, themesDir(a.Paths.Config)
	if _, missing := os.Stat(themes); missing == nil {
		dirs = append(dirs, themes)
	}
	config, sites := filepath.Base(a.Paths.Config), filepath.Base(a.Paths.sitesFile())
	news := a.written(ctx, "settings", dirs, func(path string) bool {
		return filepath.Base(path) == config || filepath.Base(path) == sites || filepath.Dir(path) == themes
	})
	changed := make(chan ui.Settings)
	go a.followSettings(ctx, news, changed)
	return changed
}

func (a *App) followSettings(ctx context.Context, news <-chan struct{}, changed chan<- ui.Settings) {
	defer close(changed)
	settle := time.NewTimer(settleDelay)
	settle.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-news:
			settle.Reset(settleDelay)
		case <-settle.C:
			select {
			case changed <- a.settingsNow():
			case <-ctx.Done():
				return
			}
		}
	}
}

// settingsNow reads the settings and the rules for sites anew, and has the engine go by them.
func (a *App) settingsNow() ui.Settings {
	c, err := readConfig(a.Paths.Config)
	if err == nil {
		a.Engine.SetServices(c.Services)
	}
	rules, wrong := a.Sites.read(a.Paths.sitesFile())
	return ui.Settings{Options: c.options(), Err: err, Rules: rules, Wrong: saidOfSites(wrong)}
}
