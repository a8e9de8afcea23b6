package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"github.com/spf13/cobra"

	"newspane/feed/fetch"
	"newspane/feed/reader"
	"newspane/feed/store"
)

// App is the program put together: commands and end-to-end tests start it alike.
type App struct {
	Paths   Paths
	Config  Config
	Engine  *reader.Engine
	Store   *store.Store
	Client  *fetch.Client
	Secrets *secrets
	Feeds   *feedsFile
	Sites   siteRules
	Out     io.Writer // results
	Err     io.Writer // messages
	Log     *slog.Logger
	Plain   bool   // the screen is for screen readers
	Notice  string // what the reader should know about the library, "" when all is well

	logFile io.Closer
	defects atomic.Int64 // tasks that panicked
}

// open puts the program together. Close must be called.
func open(ctx context.Context, out, errs io.Writer) (*App, error) {
	paths, err := findPaths(os.Getenv)
	if err != nil {
		return nil, &failure{exitNothing, err}
	}
	config, err := readConfig(paths.Config)
	if err != nil {
		return nil, usage(err)
	}
	if err := paths.makeDirs(os.Getenv("HOME")); err != nil {
		return nil, &failure{exitNothing, err}
	}
	a := &App{Paths: paths, Config: config, Out: out, Err: errs}
	a.Log, a.logFile = openLog(paths.Log)
	st, err := store.Open(ctx, paths.Library, store.Options{Log: a.Log})
	if err != nil {
		return nil, errors.Join(&failure{exitNothing, fmt.Errorf("%s: %w", paths.Library, err)}, a.logFile.Close())
	}
	a.Store, a.Notice = st, st.Notice()
	_, wrong := a.Sites.read(paths.sitesFile())
	a.Notice = strings.TrimSpace(a.Notice + " " + saidOfSites(wrong))
	a.Secrets = newSecrets(paths.Secrets, os.Getenv)
	proxy, err := config.proxy(a.Secrets.get)
	if err != nil {
		return nil, errors.Join(usage(err), st.Close(), a.logFile.Close())
	}
	a.Client = fetch.New(fetch.Options{UserAgent: userAgent(), Log: a.Log, Proxy: proxy, PerHost: config.PerHost, Total: config.Requests})
	a.Engine, err = reader.New(ctx, reader.Options{
		Store: st, Client: a.Client, Log: a.Log, Interval: config.Refresh, Builtin: builtin(),
		Pictures: filepath.Join(paths.Cache, "pictures"), KeepPictures: config.Images != "off",
		KeepDays: config.KeepDays, KeepMost: config.KeepMost, PerHost: config.PerHost, Workers: config.Requests,
		Secret: a.Secrets.get, KeepSecret: a.Secrets.keep, Defect: a.goesOn, Defaults: config.Feeds,
		Rules: a.Sites.Rule, Sender: a.sender(), Services: config.Services, Download: a.downloader, Hook: a.hook,
	})
	if err != nil {
		return nil, errors.Join(err, st.Close(), a.logFile.Close())
	}
	a.Feeds = &feedsFile{path: paths.Feeds, engine: a.Engine}
	return a, nil
}

// Close ends the engine and closes what is open.
func (a *App) Close() error { return errors.Join(a.Engine.Close(), a.logFile.Close()) }

// action is a command's work on the program.
type action func(ctx context.Context, a *App, cmd *cobra.Command, args []string) error

// withApp makes cobra's function of an action: it puts the program together, takes up the feeds file before and writes
// it after, and takes the program apart.
func withApp(do action) func(*cobra.Command, []string) error {
	return withLibrary(func(ctx context.Context, a *App, cmd *cobra.Command, args []string) error {
		said, taken := a.joinFeeds(ctx)
		a.say("%s", said)
		err := do(ctx, a, cmd, args)
		if taken {
			said, _ = a.joinFeeds(context.WithoutCancel(ctx))
			a.say("%s", said)
		}
		return err
	})
}

// withLibrary is withApp without the feeds file.
func withLibrary(do action) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) (err error) {
		ctx := cmd.Context()
		a, err := open(ctx, cmd.OutOrStdout(), cmd.ErrOrStderr())
		if err != nil {
			return status(err)
		}
		if cmd.HasParent() && a.Notice != "" { // the screen shows it itself
			a.say("newspane: %s", a.Notice)
		}
		defer func() {
			if cerr := a.Close(); err == nil && cerr != nil {
				err = status(cerr)
			}
		}()
		return status(do(ctx, a, cmd, args))
	}
}

// say tells a person something that is no result.
func (a *App) say(format string, args ...any) {
	if s := fmt.Sprintf(format, args...); s != "" {
		fmt.Fprintln(a.Err, s)
	}
}

// maxLog is the size at which a log makes room for a new one.
const maxLog = 4 << 20

// openLog opens the log file; a library that can be read but not logged about is read without a log.
func openLog(path string) (*slog.Logger, io.Closer) {
	if info, err := os.Stat(path); err == nil && info.Size() > maxLog {
		if err := os.Rename(path, path+".old"); err != nil {
			return slog.New(slog.DiscardHandler), io.NopCloser(nil)
		}
	}
	f, err := privateFile(path)
	if err != nil {
		return slog.New(slog.DiscardHandler), io.NopCloser(nil)
	}
	return slog.New(slog.NewTextHandler(f, &slog.HandlerOptions{Level: slog.LevelInfo})), f
}

// now is the clock of commands.
func now() time.Time { return time.Now() }
