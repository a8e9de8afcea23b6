package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"newspane/feed/opml"
	"newspane/ui"
)

// maxForeign is the most that is read of a list that was not asked for, in bytes.
const maxForeign = 4 << 20

// foreignLists are where other readers keep their lists, below the home directory; CONFIG is that of settings, DATA of data.
var foreignLists = []string{
	"CONFIG/newsboat/urls", ".newsboat/urls", "CONFIG/newsraft/feeds", ".newsraft/feeds", ".sfeed/sfeedrc", "CONFIG/sfeed/sfeedrc",
	"CONFIG/nom/config.yml", "CONFIG/goread/urls.yml", "*.opml", "Downloads/*.opml",
	"DATA/news-flash/database.sqlite", ".var/app/io.gitlab.news_flash.NewsFlash/data/news-flash/database.sqlite", "DATA/eilmeldung/database.sqlite",
	".local/state/eilmeldung/database.sqlite",
}

// foundLists looks for what other readers on this machine follow, to offer it at the first start. Nothing is changed.
func foundLists(ctx context.Context, getenv func(string) string) []ui.Found {
	home := getenv("HOME")
	if home == "" {
		return nil
	}
	config := getenv("XDG_CONFIG_HOME")
	if config == "" {
		config = filepath.Join(home, ".config")
	}
	data := getenv("XDG_DATA_HOME")
	if data == "" {
		data = filepath.Join(home, ".local", "share")
	}
	var found []ui.Found
	for _, pattern := range foreignLists {
		if rest, ok := strings.CutPrefix(pattern, "CONFIG/"); ok {
			pattern = filepath.Join(config, filepath.FromSlash(rest))
		} else if rest, ok := strings.CutPrefix(pattern, "DATA/"); ok {
			pattern = filepath.Join(data, filepath.FromSlash(rest))
		} else {
			pattern = filepath.Join(home, filepath.FromSlash(pattern))
		}
		paths, err := filepath.Glob(pattern)
		if err != nil {
			continue // a home with signs of patterns in its name
		}
		for _, path := range paths[:min(len(paths), 5)] {
			if f, ok := foundList(ctx, path); ok {
				if rest, below := strings.CutPrefix(path, home+string(filepath.Separator)); below {
					f.Path = "~/" + filepath.ToSlash(rest)
				}
				found = append(found, f)
			}
		}
	}
	return found
}

// foundList reads a list if there is one.
func foundList(ctx context.Context, path string) (ui.Found, bool) {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() { // a pipe would be waited for
		return ui.Found{}, false
	}
	f, err := os.Open(path)
	if err != nil {
		return ui.Found{}, false
	}
	defer f.Close()
	if isSQLite(f) {
		have, err := readDatabase(ctx, path, false)
		return ui.Found{Program: have.program, Path: path, Feeds: have.feeds}, err == nil && len(have.feeds) > 0
	}
	if info.Size() > maxForeign {
		return ui.Found{}, false
	}
	in, err := opml.ReadAny(f)
	if err != nil || len(in.Feeds) == 0 {
		return ui.Found{}, false
	}
	return ui.Found{Program: in.Program, Path: path, Feeds: in.Feeds}, true
}
