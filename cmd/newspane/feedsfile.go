package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"newspane/feed"
	"newspane/feed/reader"
)

// wholeAfter is how old a feeds file must be before a feed that it leaves out is taken away: it may be half written.
const wholeAfter = 2 * time.Second

// feedsFile is the text file of the feeds that are followed. The file that a symbolic link leads to is read and written,
// so that it may lie among other files of its owner's.
type feedsFile struct {
	path   string
	engine *reader.Engine

	mu   sync.Mutex
	held bool // an editor has it open
}

// join carries changes between the library and the file. certain says that the file is whole, all that it may take any
// number of feeds away.
func (f *feedsFile) join(ctx context.Context, certain, all bool) (feed.Joined, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.held {
		return feed.Joined{}, nil
	}
	did, err := f.engine.Join(ctx, reader.FeedsFile{Read: f.read, Write: f.write, Fresh: !certain && f.fresh(), All: all})
	return did, f.explain(err)
}

// hold lets the file alone while an editor has it open.
func (f *feedsFile) hold(on bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.held = on
}

func (f *feedsFile) fresh() bool {
	info, err := os.Stat(f.path)
	age := time.Duration(0)
	if err == nil {
		age = now().Sub(info.ModTime())
	}
	return age >= 0 && age < wholeAfter
}

func (f *feedsFile) read() (text string, exists bool, err error) {
	b, err := readOwn(f.path, maxFeeds)
	if errors.Is(err, fs.ErrNotExist) {
		return "", false, nil
	}
	return string(b), err == nil, err
}

var errMeanwhile = errors.New("the feeds file was changed meanwhile")

// write puts a new text in the place of the one that was read, with its mode.
func (f *feedsFile) write(text, instead string) error {
	now, exists, err := f.read()
	switch {
	case err != nil:
		return err
	case exists && now != instead:
		return errMeanwhile
	}
	target, mode := f.path, os.FileMode(0o600)
	if to, err := filepath.EvalSymlinks(f.path); err == nil {
		target = to
	} else if to, err := os.Readlink(f.path); err == nil { // a link to a file that is yet to be
		if target = to; !filepath.IsAbs(to) {
			target = filepath.Join(filepath.Dir(f.path), to)
		}
	}
	if info, err := os.Stat(target); err == nil {
		mode = info.Mode().Perm()
	}
	if err := os.MkdirAll(filepath.Dir(target), 0o700); err != nil {
		return err
	}
	return writeWhole(target, mode, writing([]byte(text)))
}

// explain gives the faults of a file its name, and says what becomes of them.
func (f *feedsFile) explain(err error) error {
	var faults reader.FileFaults
	if !errors.As(err, &faults) {
		return err
	}
	lines := make([]string, 0, len(faults))
	for _, p := range faults {
		lines = append(lines, fmt.Sprintf("%s:%d: %s", f.path, p.Line, p.Text))
	}
	return &failure{exitUsage, fmt.Errorf("%s\nNothing of the file is taken up before that is mended; all feeds are followed as before",
		strings.Join(lines, "\n"))}
}

// joinFeeds joins library and file around a command, and returns what there is to say of it and whether the file could
// be taken up. That it cannot be written is for the log: who keeps it where it cannot be written knows.
func (a *App) joinFeeds(ctx context.Context) (said string, taken bool) {
	did, err := a.Feeds.join(ctx, false, false)
	if errors.Is(err, reader.ErrLater) {
		select {
		case <-time.After(wholeAfter):
			did, err = a.Feeds.join(ctx, true, false)
		case <-ctx.Done():
			return "", false
		}
	}
	said = joinedWords(did)
	var fault *failure
	switch {
	case errors.As(err, &fault):
		said = "newspane: " + message(err)
	case err != nil:
		a.Log.Warn("feeds file", "err", err)
	}
	return said, err == nil && did.Refused == 0
}

// joinedWords says what the feeds file did, with the feeds that were removed.
func joinedWords(did feed.Joined) string {
	said := did.Sentence()
	if said == "" {
		return ""
	}
	lines := []string{"newspane: " + said}
	for _, s := range did.Removed {
		lines = append(lines, "  removed: "+feed.Clean(feed.ShownURL(s.URL)).String()+" "+title(s))
	}
	if len(did.Removed) > 0 {
		lines = append(lines, "  To follow one again, put its line back; bookmarks and marks have stayed.")
	}
	return strings.Join(lines, "\n")
}

func newFeedsApply() *cobra.Command {
	var all bool
	c := &cobra.Command{
		Use:   "apply",
		Short: "Take up the feeds file now, and say what it changes",
		Long: "The feeds that are followed are also a text file, which you may edit: newspane takes up what you changed the next time it\n" +
			"runs, and writes what you changed in newspane into it. A file that leaves out all feeds, or more than five that are more\n" +
			"than a quarter of them, may be half a file: it is taken up with --all only.",
		Args: cobra.NoArgs,
		RunE: withLibrary(func(ctx context.Context, a *App, _ *cobra.Command, _ []string) error {
			did, err := a.Feeds.join(ctx, true, all)
			if err == nil && did.Refused > 0 {
				return &failure{exitNothing, errors.New(strings.TrimSuffix(did.Sentence(), "."))}
			}
			if err == nil && did.Sentence() == "" {
				a.say("%s and the library agree.", a.Paths.Feeds)
			}
			a.say("%s", joinedWords(did))
			return err
		}),
	}
	c.Flags().BoolVar(&all, "all", false, "take feeds away however many they are")
	return c
}

func newFeedsEdit() *cobra.Command {
	return &cobra.Command{
		Use:   "edit",
		Short: "Edit the feeds file in $EDITOR, and take it up afterwards",
		Args:  cobra.NoArgs,
		RunE: withApp(func(ctx context.Context, a *App, _ *cobra.Command, _ []string) error {
			a.Feeds.hold(true)
			c := a.editor(ctx)
			c.Stdin, c.Stdout, c.Stderr = os.Stdin, os.Stdout, os.Stderr
			err := c.Run()
			a.Feeds.hold(false)
			if err != nil {
				return fmt.Errorf("%s: %w; $EDITOR names another one", c.Path, err)
			}
			did, err := a.Feeds.join(ctx, true, false)
			a.say("%s", joinedWords(did))
			return err
		}),
	}
}

// editor is the reader's editor on the feeds file.
func (a *App) editor(ctx context.Context) *exec.Cmd {
	argv := editor(os.Getenv)
	return exec.CommandContext(ctx, argv[0], append(argv[1:], a.Paths.Feeds)...)
}
