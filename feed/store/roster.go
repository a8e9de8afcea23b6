package store

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"newspane/feed"
	"newspane/feed/fold"
	"newspane/feed/query"
)

// roster is the feeds and folders as queries may call them.
type roster []called

type called struct {
	id                 feed.ID
	title, url, folder string // without case, accents and quotes
	followed           bool
}

// readRoster reads all feeds; those that are no longer followed may still have bookmarked articles.
func readRoster(ctx context.Context, db querier) (roster, error) {
	rows, err := db.QueryContext(ctx, "SELECT id, url, title, name, folder, subscribed FROM feeds")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	r := roster{}
	for rows.Next() {
		var c called
		var title, name string
		if err := rows.Scan(&c.id, &c.url, &title, &name, &c.folder, &c.followed); err != nil {
			return nil, err
		}
		c.title = fold.Text(query.Unquoted(feedTitle(title, name, c.url).String()))
		c.url, c.folder = fold.Text(c.url), fold.Text(query.Unquoted(c.folder))
		r = append(r, c)
	}
	return r, rows.Err()
}

// feeds returns the feeds of a name: those that are called so, or else those whose title has it, or else whose address
// has it.
func (r roster) feeds(name string) []feed.ID {
	name = fold.Text(name)
	return r.best(func(c called) int {
		switch {
		case c.title == name:
			return 3
		case strings.Contains(c.title, name):
			return 2
		case strings.Contains(c.url, name):
			return 1
		}
		return 0
	})
}

// folder returns the feeds in a folder, and in those in it: the one with this path, or else those with this name, or
// else those whose path has it.
func (r roster) folder(name string) []feed.ID {
	name = fold.Text(tidyFolder(name))
	if name == "" {
		return nil
	}
	return r.best(func(c called) int {
		path := "/" + c.folder + "/"
		switch {
		case !c.followed:
			return 0
		case strings.HasPrefix(path, "/"+name+"/"):
			return 3
		case strings.Contains(path, "/"+name+"/"):
			return 2
		case strings.Contains(path, name):
			return 1
		}
		return 0
	})
}

// best returns the feeds of the highest grade above 0, by number.
func (r roster) best(grade func(called) int) []feed.ID {
	ids, most := []feed.ID{}, 1
	for _, c := range r {
		g := grade(c)
		if g > most {
			ids, most = ids[:0], g
		}
		if g == most {
			ids = append(ids, c.id)
		}
	}
	slices.SortFunc(ids, func(a, b feed.ID) int { return cmp.Compare(a, b) })
	return ids
}
