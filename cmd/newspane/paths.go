package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"

	"github.com/adrg/xdg"
)

// Paths are where newspane's files are.
type Paths struct {
	Config  string // settings file, which need not exist
	Feeds   string // the feeds as a text file, which may be a link to one
	Library string // database
	Secrets string // passwords that newspane keeps, for the owner's eyes alone
	Log     string
	View    string // how the screen was arranged the last time
	Cache   string // directory
}

// findPaths returns the paths: below NEWSPANE_HOME when that is set, else in the XDG directories. macOS is treated as
// Linux, as terminal programs there do.
func findPaths(getenv func(string) string) (Paths, error) {
	if home := getenv("NEWSPANE_HOME"); home != "" {
		home, err := filepath.Abs(home)
		if err != nil {
			return Paths{}, fmt.Errorf("NEWSPANE_HOME: %w", err)
		}
		return Paths{
			Config: filepath.Join(home, "config.toml"), Library: filepath.Join(home, "newspane.db"),
			Feeds: filepath.Join(home, "feeds"), Secrets: filepath.Join(home, "secrets.json"),
			Log: filepath.Join(home, "newspane.log"), View: filepath.Join(home, "view.json"), Cache: filepath.Join(home, "cache"),
		}, nil
	}
	base := func(variable, below, native string) string {
		if dir := getenv(variable); filepath.IsAbs(dir) {
			return dir
		}
		if home := getenv("HOME"); runtime.GOOS != "windows" && home != "" {
			return filepath.Join(home, below)
		}
		return native
	}
	config := base("XDG_CONFIG_HOME", ".config", xdg.ConfigHome)
	data := base("XDG_DATA_HOME", ".local/share", xdg.DataHome)
	state := base("XDG_STATE_HOME", ".local/state", xdg.StateHome)
	cache := base("XDG_CACHE_HOME", ".cache", xdg.CacheHome)
	if !filepath.IsAbs(data) || !filepath.IsAbs(config) {
		return Paths{}, errors.New("there is no home directory: set HOME, or NEWSPANE_HOME to a directory of newspane's own")
	}
	return Paths{
		Config: filepath.Join(config, "newspane", "config.toml"), Library: filepath.Join(data, "newspane", "newspane.db"),
		Feeds: filepath.Join(config, "newspane", "feeds"), Secrets: filepath.Join(data, "newspane", "secrets.json"),
		Log: filepath.Join(state, "newspane", "newspane.log"), View: filepath.Join(state, "newspane", "view.json"), Cache: filepath.Join(cache, "newspane"),
	}, nil
}

// makeDirs makes the directories that are written to, for the owner alone. home is the owner's own directory, which is
// not ours to close.
func (p Paths) makeDirs(home string) error {
	for _, f := range []string{p.Library, p.Log} {
		if err := privateDir(filepath.Dir(f), home); err != nil && !readOnlyDisk(err) {
			return fmt.Errorf("%w\nSet NEWSPANE_HOME to a directory that can be written to", err)
		}
	}
	for _, dir := range []string{p.Cache, filepath.Dir(p.Config), filepath.Dir(p.Secrets)} {
		if _, err := os.Stat(dir); err == nil {
			if err := privateDir(dir, home); err != nil {
				return err
			}
		}
	}
	return nil
}
