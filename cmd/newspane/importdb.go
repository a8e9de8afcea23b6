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
	"slices"
	"strings"

	driver "modernc.org/sqlite" // newsboat, NewsFlash and eilmeldung keep SQLite databases
	sqlite3 "modernc.org/sqlite/lib"

	"newspane/feed"
	"newspane/feed/opml"
)

// isSQLite reports whether a file is an SQLite database, and goes back to its beginning.
func isSQLite(f *os.File) bool {
	head := make([]byte, 16)
	_, err := io.ReadFull(f, head)
	_, back := f.Seek(0, io.SeekStart)
	return err == nil && back == nil && string(head) == "SQLite format 3\x00"
}

// remembered is an article as another program remembers it.
type remembered struct {
	feed, link, title string
	read, kept        bool
	tags              []string
}

// holdings are what another program's database holds.
type holdings struct {
	program  string
	feeds    []feed.Subscription
	articles map[string][]remembered // by the feed's address
	problems []string
}

// importDatabase takes over what another program's database holds: the feeds it follows, then what was read, kept and
// tagged. Articles are known again by their address, else by their title, among those that are stored; so the feeds must
// have been fetched, and the same command is given again then. What was kept and is no longer in its feed becomes a
// bookmark of the page.
func (a *App) importDatabase(ctx context.Context, path string) error {
	have, err := readDatabase(ctx, path, true)
	if err != nil {
		return fmt.Errorf("%s is not taken: %w. newspane knows newsboat's cache.db, and the database.sqlite of NewsFlash and eilmeldung", feed.Clean(path), err)
	}
	for _, p := range have.problems {
		a.say("%s: %s", feed.Clean(path), feed.Clean(p))
	}
	if len(have.feeds) > 0 {
		if err := a.importFeeds(ctx, have.feeds, len(have.problems)); err != nil {
			return err
		}
	}
	took, err := a.recall(ctx, have)
	switch {
	case err != nil:
		return err
	case took.found+took.pages == 0 && took.unknown > 0:
		a.say("newspane: none of the %s of %s is stored here. Fetch the feeds, then import it once more: newspane fetch", plural(took.unknown, "article"), feed.Clean(path))
		if len(have.feeds) > 0 {
			return partly()
		}
		return nothing()
	case took.found+took.unknown+took.pages == 0:
		if len(have.feeds) > 0 {
			return nil
		}
		a.say("newspane: nothing in %s was read or kept.", feed.Clean(path))
		return nothing()
	}
	a.say("%s known again, %d marks set, %d kept as pages, %d not stored here.", plural(took.found, "article"), took.marks, took.pages, took.unknown)
	if len(have.problems) > 0 {
		return partly()
	}
	return nil
}

// recalled counts what was taken over of articles.
type recalled struct{ found, marks, pages, unknown int }

// recall sets the marks of what another program remembers.
func (a *App) recall(ctx context.Context, have holdings) (took recalled, err error) {
	subs, err := a.Engine.Subscriptions(ctx)
	if err != nil {
		return took, err
	}
	byURL := map[string]feed.ID{}
	for _, s := range subs {
		byURL[s.URL] = s.ID
	}
	var marks []feed.Mark
	var tags []feed.Tagging
	var pages []opml.SavedPage
	for address, list := range have.articles {
		var stored map[string]feed.ID
		if id, ok := byURL[feed.ResolveURL("", address)]; ok {
			if stored, err = a.storedOf(ctx, id); err != nil {
				return took, err
			}
		}
		for _, r := range list {
			id := stored["link "+feed.WithoutTracking(feed.ResolveURL("", r.link))]
			if id == 0 {
				id = stored["title "+feed.Clean(r.title).String()]
			}
			switch {
			case id == 0 && len(stored) > 0 && r.kept && feed.ResolveURL("", r.link) != "":
				pages = append(pages, opml.SavedPage{URL: feed.ResolveURL("", r.link), Title: feed.Clean(r.title), Tags: r.tags})
				continue
			case id == 0:
				took.unknown++
				continue
			}
			took.found++
			for key, on := range map[feed.MarkKey]bool{feed.MarkRead: r.read, feed.MarkBookmark: r.kept} {
				if on {
					marks = append(marks, feed.Mark{Article: id, Key: key, On: true, At: now()})
				}
			}
			for _, t := range r.tags {
				tags = append(tags, feed.Tagging{Article: id, Tag: t, On: true})
			}
		}
	}
	if len(marks) > 0 {
		err = a.Engine.Mark(ctx, marks...)
	}
	if err == nil && len(tags) > 0 {
		err = a.Engine.Tag(ctx, tags...)
	}
	if err == nil && len(pages) > 0 {
		failed := 0
		failed, err = a.importPages(ctx, pages)
		took.unknown += failed
		took.pages = len(pages) - failed
	}
	took.marks = len(marks)
	return took, err
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

// readDatabase reads another program's database, without writing to it: the feeds, and articles on request.
func readDatabase(ctx context.Context, path string, articles bool) (have holdings, err error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return have, err
	}
	db, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Path: filepath.ToSlash(abs), RawQuery: "mode=ro"}).String())
	if err != nil {
		return have, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := bounded(ctx, db); err != nil {
		return have, err
	}
	var tables []string
	err = rowsOf(ctx, db, "SELECT name FROM sqlite_master WHERE type = 'table'", func(scan func(...any) error) error {
		name := ""
		err := scan(&name)
		tables = append(tables, name)
		return err
	})
	has := func(names ...string) bool {
		return !slices.ContainsFunc(names, func(n string) bool { return !slices.Contains(tables, n) })
	}
	switch {
	case err != nil:
		return have, err
	case has("rss_item", "rss_feed") && articles:
		return readNewsboat(ctx, db)
	case has("feeds", "articles", "categories", "feed_mapping"):
		return readNewsFlash(ctx, db, has, articles)
	}
	return have, errors.New("this is a database of no program that is known here")
}

// maxValue is the most that is taken of one value, in bytes: a column may be computed, and be as large as it likes.
const maxValue = 8 << 20

// bounded bounds the values of a database that somebody else made. They are read on one connection, the bounded one.
func bounded(ctx context.Context, db *sql.DB) error {
	db.SetMaxOpenConns(1)
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	_, err = driver.Limit(conn, sqlite3.SQLITE_LIMIT_LENGTH, maxValue)
	return errors.Join(err, conn.Close())
}

// rowsOf hands each row of a query on.
func rowsOf(ctx context.Context, db *sql.DB, query string, one func(scan func(...any) error) error) (err error) {
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		if err := one(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

// readNewsboat reads newsboat's cache: what was read, and flagged. A flag keeps the article and becomes a tag. Which feeds
// are followed is in its file urls.
func readNewsboat(ctx context.Context, db *sql.DB) (holdings, error) {
	have := holdings{program: "newsboat", articles: map[string][]remembered{}}
	err := rowsOf(ctx, db, "SELECT feedurl, coalesce(url, ''), coalesce(title, ''), unread = 0, coalesce(flags, '') FROM rss_item WHERE coalesce(deleted, 0) = 0",
		func(scan func(...any) error) error {
			var r remembered
			flags := ""
			if err := scan(&r.feed, &r.link, &r.title, &r.read, &flags); err != nil {
				return err
			}
			r.kept = flags != ""
			for _, flag := range flags[:min(len(flags), maxFlags)] {
				r.tags = append(r.tags, "newsboat-"+string(flag))
			}
			have.remember(r)
			return nil
		})
	return have, err
}

// maxFlags is how many flags of an article are taken; newsboat has one for each letter.
const maxFlags = 52

// remember takes an article of which there is something to say.
func (h *holdings) remember(r remembered) {
	if r.read || r.kept || len(r.tags) > 0 {
		h.articles[r.feed] = append(h.articles[r.feed], r)
	}
}

// maxDepth is how deep folders may lie in one another.
const maxDepth = 8

// readNewsFlash reads the database of NewsFlash, which eilmeldung has, too: feeds in their categories; what was read,
// marked and tagged.
func readNewsFlash(ctx context.Context, db *sql.DB, has func(...string) bool, articles bool) (holdings, error) {
	have := holdings{program: "NewsFlash", articles: map[string][]remembered{}}
	names, parents, folders, tags := map[string]string{}, map[string]string{}, map[string]string{}, map[string][]string{}
	pair := func(put func(a, b string)) func(scan func(...any) error) error {
		return func(scan func(...any) error) error {
			var a, b string
			err := scan(&a, &b)
			put(a, b)
			return err
		}
	}
	errs := rowsOf(ctx, db, "SELECT category_id, label FROM categories", pair(func(id, name string) { names[id] = name }))
	nesting := "SELECT category_id, parent_id FROM category_mapping"
	if !has("category_mapping") { // versions before 2.0
		nesting = "SELECT category_id, parent_id FROM categories"
	}
	errs = errors.Join(errs, rowsOf(ctx, db, nesting, pair(func(id, parent string) { parents[id] = parent })),
		rowsOf(ctx, db, "SELECT feed_id, category_id FROM feed_mapping", pair(func(id, category string) { folders[id] = category })))
	if articles && has("tags", "taggings") {
		errs = errors.Join(errs, rowsOf(ctx, db, "SELECT g.article_id, t.label FROM taggings g JOIN tags t ON t.tag_id = g.tag_id",
			pair(func(id, tag string) { tags[id] = append(tags[id], tag) })))
	}
	if errs != nil {
		return have, errs
	}
	folder := func(id string) string {
		var path []string
		for at := folders[id]; names[at] != "" && len(path) < maxDepth; at = parents[at] {
			path = append([]string{strings.ReplaceAll(feed.Clean(names[at]).String(), "/", "-")}, path...)
		}
		return strings.Join(path, "/")
	}
	err := rowsOf(ctx, db, "SELECT feed_id, coalesce(label, ''), coalesce(feed_url, '') FROM feeds", func(scan func(...any) error) error {
		var id, title, address string
		if err := scan(&id, &title, &address); err != nil {
			return err
		}
		u := feed.ResolveURL("", address)
		if u == "" {
			have.problems = append(have.problems, fmt.Sprintf("%q has no address of a feed; skipped", title))
			return nil
		}
		have.feeds = append(have.feeds, feed.Subscription{URL: u, Title: feed.Clean(title), Named: title != "", Folder: folder(id)})
		return nil
	})
	if err != nil || !articles {
		return have, err
	}
	return have, rowsOf(ctx, db, `SELECT a.article_id, coalesce(f.feed_url, ''), coalesce(a.url, ''), coalesce(a.title, ''), a.unread = 0, a.marked <> 0
		FROM articles a LEFT JOIN feeds f ON f.feed_id = a.feed_id`, func(scan func(...any) error) error {
		var r remembered
		id := ""
		if err := scan(&id, &r.feed, &r.link, &r.title, &r.read, &r.kept); err != nil {
			return err
		}
		r.tags = tags[id]
		have.remember(r)
		return nil
	})
}
