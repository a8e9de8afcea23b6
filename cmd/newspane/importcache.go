package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"

	_ "modernc.org/sqlite" // newsboat's cache is an SQLite database

	"newspane/feed"
)

// isSQLite reports whether a file is an SQLite database, and goes back to its beginning.
func isSQLite(f *os.File) bool {
	head := make([]byte, 16)
	_, err := io.ReadFull(f, head)
	_, back := f.Seek(0, io.SeekStart)
	return err == nil && back == nil && string(head) == "SQLite format 3\x00"
}

// cached is an article as newsboat remembers it.
type cached struct {
	feed, link, title string
	read              bool
	flags             string
}

// importCache takes over what was read and flagged in newsboat. Articles are known again by their address, else by their
// title, among those that are stored; so the feeds must have been fetched. A flag keeps the article and becomes a tag.
func (a *App) importCache(ctx context.Context, path string) error {
	items, err := readCache(ctx, path)
	if err != nil {
		return fmt.Errorf("%s is not taken: %w. newspane knows newsboat's cache.db", feed.Clean(path), err)
	}
	subs, err := a.Engine.Subscriptions(ctx)
	if err != nil {
		return err
	}
	byURL := map[string]feed.ID{}
	for _, s := range subs {
		byURL[s.URL] = s.ID
	}
	var marks []feed.Mark
	var tags []feed.Tagging
	found, unknown := 0, 0
	for address, list := range items {
		id, ok := byURL[feed.ResolveURL("", address)]
		if !ok {
			unknown += len(list)
			continue
		}
		stored, err := a.storedOf(ctx, id)
		if err != nil {
			return err
		}
		for _, c := range list {
			article := stored["link "+feed.ResolveURL("", c.link)]
			if article == 0 {
				article = stored["title "+feed.Clean(c.title).String()]
			}
			if article == 0 {
				unknown++
				continue
			}
			found++
			if c.read {
				marks = append(marks, feed.Mark{Article: article, Key: feed.MarkRead, On: true, At: now()})
			}
			for _, flag := range c.flags {
				marks = append(marks, feed.Mark{Article: article, Key: feed.MarkBookmark, On: true, At: now()})
				tags = append(tags, feed.Tagging{Article: article, Tag: "newsboat-" + string(flag), On: true})
			}
		}
	}
	if found == 0 {
		a.say("newspane: none of the %s of %s is stored here. Fetch the feeds first: newspane fetch", plural(unknown, "article"), feed.Clean(path))
		return nothing()
	}
	if err := a.Engine.Mark(ctx, marks...); err != nil {
		return err
	}
	if len(tags) > 0 {
		if err := a.Engine.Tag(ctx, tags...); err != nil {
			return err
		}
	}
	a.say("%s known again, %d set read or kept, %d not stored here.", plural(found, "article"), len(marks), unknown)
	return nil
}

// readCache reads newsboat's cache, without writing to it: feed address → articles.
func readCache(ctx context.Context, path string) (items map[string][]cached, err error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	db, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Path: filepath.ToSlash(abs), RawQuery: "mode=ro"}).String())
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	rows, err := db.QueryContext(ctx, "SELECT feedurl, coalesce(url, ''), coalesce(title, ''), unread = 0, coalesce(flags, '') FROM rss_item WHERE coalesce(deleted, 0) = 0")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	items = map[string][]cached{}
	for rows.Next() {
		var c cached
		if err := rows.Scan(&c.feed, &c.link, &c.title, &c.read, &c.flags); err != nil {
			return nil, err
		}
		if c.read || c.flags != "" {
			items[c.feed] = append(items[c.feed], c)
		}
	}
	return items, rows.Err()
}

// storedOf returns the articles of a feed by what they are known again by.
func (a *App) storedOf(ctx context.Context, id feed.ID) (map[string]feed.ID, error) {
	stored := map[string]feed.ID{}
	for h, err := range a.headlines(ctx, feed.Query{Feed: id}, 0) {
		if err != nil {
			return nil, err
		}
		if h.Link != "" {
			stored["link "+h.Link] = h.ID
		}
		if _, twice := stored["title "+h.Title.String()]; !twice {
			stored["title "+h.Title.String()] = h.ID
		}
	}
	return stored, nil
}
