package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"newspane/feed"
)

// Feeds, saved searches, rules and the colours of tags are changed and taken away. When that was is remembered, so that
// two libraries that read each other's state agree: the later word counts.

// The kinds of edits.
const (
	editFeed   = "feed"
	editSearch = "search"
	editRule   = "rule"
	editColour = "colour"
)

// edited returns what a line of the journal is an edit of, and whether that is gone; "" when it is none.
func (e entry) edited() (kind, name string, gone bool) {
	switch e.Op {
	case opSubscribe, opUnsubscribe:
		return editFeed, e.Feed, e.Op == opUnsubscribe
	case opSearch, opUnsearch:
		return editSearch, feed.Clean(e.Name).String(), e.Op == opUnsearch
	case opRule, opUnrule:
		return editRule, feed.Clean(e.Name).String(), e.Op == opUnrule
	case opColour:
		return editColour, tagKey(e.Tag), e.Colour == ""
	}
	return "", "", false
}

// noteEdits remembers when the reader changed what lines of the journal are about.
func (s *Store) noteEdits(entries []entry) error {
	edits := entries[:0:0]
	for _, e := range entries {
		if kind, _, _ := e.edited(); kind != "" {
			edits = append(edits, e)
		}
	}
	if len(edits) == 0 {
		return nil
	}
	return s.writeUser(context.Background(), "remember changes", func(t *tx) error {
		for _, e := range edits {
			if err := putEdit(t, e); err != nil {
				return err
			}
		}
		return nil
	})
}

// putEdit remembers an edit. Another name that a search or rule had is gone with it.
func putEdit(t *tx, e entry) error {
	kind, name, gone := e.edited()
	id := feed.ID(0)
	if kind == editSearch || kind == editRule {
		id = e.ID
		_, err := t.exec("UPDATE edits SET gone = 1, at = ?1, id = 0 WHERE kind = ?2 AND id = ?3 AND name <> ?4 AND gone = 0", e.At.UnixMilli(), kind, id, name)
		if err != nil {
			return err
		}
	}
	_, err := t.exec(`INSERT INTO edits (kind, name, id, was, at, gone) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
		ON CONFLICT DO UPDATE SET id = excluded.id, was = CASE excluded.was WHEN '' THEN was ELSE excluded.was END, at = excluded.at, gone = excluded.gone`,
		kind, name, id, e.Was, e.At.UnixMilli(), gone)
	return err
}

// edit is what is remembered of an edit; at is 0 when there is nothing.
type edit struct {
	kind, name, was string
	at              int64
	gone            bool
}

// editOf returns the last edit of what a line is about.
func editOf(t *tx, e entry) (edit, error) {
	kind, name, _ := e.edited()
	have := edit{kind: kind, name: name}
	err := t.row("SELECT was, at, gone FROM edits WHERE kind = ? AND name = ?", []any{kind, name}, &have.was, &have.at, &have.gone)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return have, err
}

// edits returns all that is remembered, by kind and name.
func (s *Store) edits(ctx context.Context) (map[[2]string]edit, error) {
	rows, err := s.reads.QueryContext(ctx, "SELECT kind, name, was, at, gone FROM edits")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := map[[2]string]edit{}
	for rows.Next() {
		var e edit
		if err := rows.Scan(&e.kind, &e.name, &e.was, &e.at, &e.gone); err != nil {
			return nil, err
		}
		all[[2]string{e.kind, e.name}] = e
	}
	return all, rows.Err()
}

// entry is the line of a state that says that something is gone.
func (e edit) entry() entry {
	line := entry{At: time.UnixMilli(e.at).UTC()}
	switch e.kind {
	case editFeed:
		line.Op, line.Feed = opUnsubscribe, e.name
	case editSearch:
		line.Op, line.Name = opUnsearch, e.name
	case editRule:
		line.Op, line.Name = opUnrule, e.name
	case editColour:
		line.Op, line.Tag = opColour, e.name
	}
	return line
}

// mergeEdit takes a line about a feed, a search, a rule or a colour, unless what is known here is as late. Of two that are as
// late as each other and differ, both libraries take the same: what is there, not that it is gone.
func (s *Store) mergeEdit(t *tx, e entry, done *Merged) error {
	have, err := editOf(t, e)
	if err != nil {
		return err
	}
	if have.name == "" {
		done.Wrong++
		return nil
	}
	switch e.Op {
	case opSubscribe, opUnsubscribe:
		return s.mergeFeed(t, e, have, done)
	case opSearch, opUnsearch:
		return mergeNamed(t, e, have, "searches", done, func(here *feed.ID, place int) error {
			r, err := t.exec("INSERT OR REPLACE INTO searches (id, name, query, place) VALUES (nullif(?, 0), ?, ?, ?)", *here, have.name, e.Query, place)
			return inserted(r, err, here)
		})
	case opRule, opUnrule:
		rule, err := e.rule()
		if err != nil && e.Op == opRule {
			done.Wrong++ // of a newer program
			return nil
		}
		return mergeNamed(t, e, have, "rules", done, func(here *feed.ID, place int) error {
			r, err := t.exec("INSERT OR REPLACE INTO rules (id, name, query, actions, enabled, place) VALUES (nullif(?, 0), ?, ?, ?, ?, ?)",
				*here, have.name, rule.Query, feed.RuleActions(rule.Actions), rule.On, place)
			if err := inserted(r, err, here); err != nil {
				return err
			}
			return rescoreRule(t, *here)
		})
	}
	colour := ""
	err = t.row("SELECT colour FROM tags WHERE key = ?", []any{have.name}, &colour)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if e.At.UnixMilli() < have.at || e.At.UnixMilli() == have.at && e.Colour <= colour {
		done.Older++
		return nil
	}
	count(&done.Changes, &done.Older, colour != e.Colour)
	if err := s.remake(t, e); err != nil {
		return err
	}
	return putEdit(t, e)
}

func inserted(r sql.Result, err error, id *feed.ID) error {
	if err != nil {
		return err
	}
	n, err := r.LastInsertId()
	*id = feed.ID(n)
	return err
}

// mergeNamed takes a line about a search or a rule, which are the same by their names; put stores it.
func mergeNamed(t *tx, e entry, have edit, table string, done *Merged, put func(here *feed.ID, place int) error) error {
	var here feed.ID
	var text string
	place := e.Place
	columns := "query"
	if table == "rules" {
		columns = "query || char(10) || actions || char(10) || (1 - enabled)"
	}
	err := t.row("SELECT id, place, "+columns+" FROM "+table+" WHERE name = ? ORDER BY id LIMIT 1", []any{have.name}, &here, &place, &text)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	_, _, gone := e.edited()
	theirs := e.Query
	if table == "rules" {
		theirs += "\n" + e.Actions + "\n" + fmt.Sprint(b2i(e.Off))
	}
	at, same := e.At.UnixMilli(), gone == (here == 0) && (gone || theirs == text)
	switch {
	case at < have.at, at == have.at && (same || gone || here != 0 && theirs <= text):
		done.Older++
		return nil
	case same:
		done.Older++
	case gone:
		done.Changes++
		if _, err := t.exec("DELETE FROM "+table+" WHERE id = ?", here); err != nil {
			return err
		}
		if table == "rules" {
			if err := rescoreRule(t, here); err != nil {
				return err
			}
		}
	default:
		done.Changes++
		if err := put(&here, place); err != nil {
			return err
		}
	}
	e.ID = here
	return putEdit(t, e)
}

// mergeFeed takes a line about a feed: followed, called otherwise, moved, or left.
func (s *Store) mergeFeed(t *tx, e entry, have edit, done *Merged) error {
	var id feed.ID
	var name, folder, settings string
	var added int64
	followed := false
	err := t.row("SELECT id, name, folder, settings, added, subscribed FROM feeds WHERE url = ? ORDER BY subscribed DESC, id DESC LIMIT 1", []any{e.Feed},
		&id, &name, &folder, &settings, &added, &followed)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	at := e.At.UnixMilli()
	if have.at == 0 && followed {
		have.at = added * 1000
	}
	theirs, err := json.Marshal(e.Settings)
	if err != nil {
		return err
	}
	text, ours := e.Name+"\n"+e.Folder+"\n"+string(theirs), name+"\n"+folder+"\n"+settings
	switch {
	case at < have.at, at == have.at && (e.Op == opUnsubscribe || followed && text <= ours):
		done.Older++
		return nil
	case e.Op == opUnsubscribe && !followed, e.Op == opSubscribe && followed && text == ours:
		done.Older++
	case e.Op == opUnsubscribe:
		done.Changes++
		if err := s.part(t, id); err != nil {
			return err
		}
	case followed:
		done.Changes++
		if _, err := t.exec("UPDATE feeds SET name = ?2, folder = ?3, settings = ?4 WHERE id = ?1", id, feed.Clean(e.Name).String(), tidyFolder(e.Folder), string(theirs)); err != nil {
			return err
		}
	default:
		done.Feeds++
		if err := s.followHere(t, e); err != nil {
			return err
		}
	}
	return putEdit(t, e)
}

// followHere follows a feed of a state; one that is followed here at the address that it had before gets the new one.
func (s *Store) followHere(t *tx, e entry) error {
	sub := feed.Subscription{URL: e.Feed, Title: feed.Clean(e.Name), Folder: tidyFolder(e.Folder), Settings: e.Settings, Added: e.At}
	if e.Was != "" {
		r, err := t.exec("UPDATE feeds SET url = ?2, poll = '{}' WHERE url = ?1 AND subscribed = 1", e.Was, e.Feed)
		if err != nil {
			return err
		}
		if n, err := r.RowsAffected(); err != nil || n > 0 {
			return err
		}
	}
	_, _, err := s.subscribe(t, &sub)
	return err
}
