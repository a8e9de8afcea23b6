package store

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"newspane/feed"
)

// A state is everything that is the reader's own, as JSON lines: the lines of the journal, and those of what was read
// and hidden, with what was taken away. Two libraries that read each other's state become the same: of each thing the
// later word counts.

// The operations of lines that only a state has.
const (
	opState  = "newspane-state"
	opRead   = "read"
	opUnread = "unread"
	opHide   = "hide"
	opUnhide = "unhide"
)

// stateVersion is raised when older programs would read a state wrongly.
const stateVersion = 1

// marksOfState are the rows of marks that a state has: kind → the operations of on and off.
var marksOfState = map[int][2]string{
	kindRead: {opRead, opUnread}, kindBookmark: {opBookmark, opUnbookmark}, kindHidden: {opHide, opUnhide}, kindLater: {opLater, opUnlater},
}

// Merged counts what a state brought.
type Merged struct {
	Feeds   int // followed now
	Changes int // of marks, tags, notes, highlights, feeds, searches and rules
	Older   int // lines that knew nothing newer
	Wrong   int // lines that could not be read
}

// WriteState writes everything that is the reader's own: feeds with their settings (without secrets, which are elsewhere),
// searches, rules, marks, tags, notes, highlights.
func (s *Store) WriteState(ctx context.Context, w io.Writer) error {
	out := bufio.NewWriter(w)
	enc := json.NewEncoder(out)
	if err := enc.Encode(entry{Op: opState, Place: stateVersion, At: s.now()}); err != nil {
		return err
	}
	entries, err := s.journalEntries(ctx)
	if err != nil {
		return wrap("export", err)
	}
	if err := s.writeEdits(ctx, enc, entries); err != nil {
		return wrap("export", err)
	}
	for _, part := range stateParts {
		if err := s.writePart(ctx, enc, part); err != nil {
			return wrap("export", err)
		}
	}
	return out.Flush()
}

// writeEdits writes feeds, searches, rules and colours, with the time of their last edit, and those that were taken away.
func (s *Store) writeEdits(ctx context.Context, enc *json.Encoder, entries []entry) error {
	edits, err := s.edits(ctx)
	if err != nil {
		return err
	}
	for _, e := range entries {
		kind, name, _ := e.edited()
		if kind == "" {
			continue // the others come with those that were taken away
		}
		have := edits[[2]string{kind, name}]
		if e.Was = have.was; have.at != 0 || kind != editFeed {
			e.At = time.UnixMilli(have.at).UTC()
		}
		if err := enc.Encode(e); err != nil {
			return err
		}
	}
	for _, have := range edits {
		if !have.gone {
			continue
		}
		if err := enc.Encode(have.entry()); err != nil {
			return err
		}
	}
	return nil
}

// statePart is a table of a state: what of it completes a line.
type statePart struct{ columns, from string }

// stateParts give feed address, identity, id, title, link, tag, note, quote, before, block, time, kind and value.
var stateParts = []statePart{
	{"'', '', '', '', 0, m.at, m.kind, m.value", "marks m WHERE m.kind IN (0, 1, 2, 3)"},
	{"g.name, '', '', '', 0, m.at, 100, m.value", "taggings m JOIN tags g ON g.id = m.tag_id WHERE 1"},
	{"'', m.text, '', '', 0, m.at, 101, 1", "notes m WHERE 1"},
	{"'', m.note, m.quote, m.before, m.block, m.at, 102, 1 - m.gone", "highlights m WHERE 1"},
}

func (s *Store) writePart(ctx context.Context, enc *json.Encoder, p statePart) error {
	rows, err := s.reads.QueryContext(ctx, `SELECT coalesce(f.url, ''), m.identity, coalesce(a.id, 0), coalesce(a.title, ''), coalesce(a.link, ''), m.*
		FROM (SELECT m.feed_id AS feed_id, m.identity AS identity, `+p.columns+` FROM `+p.from+`) m
		LEFT JOIN feeds f ON f.id = m.feed_id LEFT JOIN articles a ON a.feed_id = m.feed_id AND a.identity = m.identity`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var e entry
		var identity, again []byte
		var feedID, at int64
		var kind int
		var value float64
		if err := rows.Scan(&e.Feed, &identity, &e.ID, &e.Title, &e.Link, &feedID, &again, &e.Tag, &e.Note, &e.Quote, &e.Before, &e.Block, &at, &kind, &value); err != nil {
			return err
		}
		e.Identity, e.At = hex.EncodeToString(identity), fromMilli(at)
		off := 0
		if value == 0 {
			off = 1
		}
		switch ops, isMark := marksOfState[kind]; {
		case isMark:
			e.Op = ops[off]
		case kind == 100:
			e.Op = [2]string{opTag, opUntag}[off]
		case kind == 101:
			e.Op = opNote
		default:
			e.Op = [2]string{opHighlight, opUnhighlight}[off]
		}
		if err := enc.Encode(e); err != nil {
			return err
		}
	}
	return rows.Err()
}

// ReadState merges a state into the library: of each thing the later word counts, also when it says that a thing is gone. The
// whole of it is taken, or nothing.
func (s *Store) ReadState(ctx context.Context, r io.Reader) (Merged, error) {
	var done Merged
	entries, wrong, err := readEntries(r)
	if err != nil {
		return done, err
	}
	err = s.writeUser(ctx, "import", func(t *tx) error {
		done = Merged{Wrong: wrong}
		for _, e := range entries {
			if err := s.merge(t, e, &done); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return Merged{}, err
	}
	if err := s.rewriteJournal(ctx); err != nil {
		s.log.Error("write journal", "err", err)
	}
	return done, nil
}

// readEntries reads the lines of a state, and counts those that are none.
func readEntries(r io.Reader) (entries []entry, wrong int, err error) {
	in := bufio.NewScanner(r)
	in.Buffer(nil, 1<<20)
	for first := true; in.Scan(); first = false {
		var e entry
		err := json.Unmarshal(in.Bytes(), &e)
		switch {
		case first && (err != nil || e.Op != opState):
			return nil, 0, &feed.Error{Op: "import", Kind: feed.NotFeed, Err: errors.New("this is no state of newspane")}
		case first && e.Place > stateVersion:
			return nil, 0, &feed.Error{Op: "import", Kind: feed.NotFeed, Err: fmt.Errorf("this state is of a later newspane (version %d)", e.Place)}
		case err != nil:
			wrong++
		default:
			entries = append(entries, e)
		}
	}
	return entries, wrong, in.Err()
}

// merge takes a line.
func (s *Store) merge(t *tx, e entry, done *Merged) error {
	switch e.Op {
	case opState:
		return nil
	case opSubscribe, opUnsubscribe, opSearch, opUnsearch, opRule, opUnrule, opColour:
		return s.mergeEdit(t, e, done)
	}
	identity, err := hex.DecodeString(e.Identity)
	if err != nil || len(identity) == 0 {
		done.Wrong++
		return nil
	}
	source, err := s.sourceOf(t, e)
	if err != nil {
		return err
	}
	for kind, ops := range marksOfState {
		if e.Op == ops[0] || e.Op == ops[1] {
			return s.mergeMark(t, e, source, identity, kind, e.Op == ops[0], done)
		}
	}
	return s.mergeYours(t, e, source, identity, done)
}

// mergeMark takes a mark, unless the one that is there is as late; of two that are, on.
func (s *Store) mergeMark(t *tx, e entry, source feed.ID, identity []byte, kind int, on bool, done *Merged) error {
	r, err := t.exec(`INSERT INTO marks (feed_id, identity, kind, value, at) VALUES (?1, ?2, ?3, ?4, ?5)
		ON CONFLICT DO UPDATE SET value = excluded.value, at = excluded.at WHERE excluded.at > at OR excluded.at = at AND excluded.value > value`, source, identity, kind, on, e.At.UnixMilli())
	if err := counted(done, r, err); err != nil {
		return err
	}
	if n, err := r.RowsAffected(); err != nil || n == 0 {
		return err
	}
	var id feed.ID
	err = t.row("SELECT id FROM articles WHERE feed_id = ? AND identity = ?", []any{source, identity}, &id)
	switch {
	case errors.Is(err, sql.ErrNoRows) && on && (kind == kindBookmark || kind == kindLater):
		if id, err = s.reenter(t, e); err != nil || id == 0 {
			return err
		}
	case errors.Is(err, sql.ErrNoRows):
		return nil // it counts when the article comes
	case err != nil:
		return err
	}
	_, err = s.mark(t, []feed.ID{id}, feed.MarkKey(kind), on, e.At)
	return err
}

// mergeYours takes a tag, a note or a highlight, unless the one that is there is as late; of two that are, the one that says
// more.
func (s *Store) mergeYours(t *tx, e entry, source feed.ID, identity []byte, done *Merged) error {
	var at sql.NullInt64
	var ours sql.NullString
	var table, insert, value, theirs string
	var key []any
	switch e.Op {
	case opTag, opUntag:
		id, err := tagID(t, e.Tag)
		if err != nil {
			return err
		}
		value, theirs = "value", fmt.Sprint(b2i(e.Op == opTag))
		table, key = "taggings WHERE feed_id = ? AND identity = ? AND tag_id = ?", []any{source, identity, id}
		insert = "INSERT OR REPLACE INTO taggings (feed_id, identity, tag_id, value, at) VALUES (?, ?, ?, ?, ?)"
	case opNote:
		value, theirs = "text", feed.CleanBlock(e.Note).String()
		table, key = "notes WHERE feed_id = ? AND identity = ?", []any{source, identity}
		insert = "INSERT OR REPLACE INTO notes (feed_id, identity, text, at) VALUES (?, ?, ?, ?)"
	case opHighlight, opUnhighlight:
		value, theirs = "1 - gone", fmt.Sprint(b2i(e.Op == opHighlight))
		table, key = "highlights WHERE feed_id = ? AND identity = ? AND key = ?", []any{source, identity, passageKey(e.Quote, e.Before)}
		insert = "INSERT OR REPLACE INTO highlights (feed_id, identity, key, block, quote, before, note, gone, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
	default:
		done.Wrong++
		return nil
	}
	err := t.row("SELECT max(at), max(CAST("+value+" AS TEXT)) FROM "+table, key, &at, &ours)
	if now := e.At.UnixMilli(); err != nil || at.Valid && (at.Int64 > now || at.Int64 == now && ours.String >= theirs) {
		done.Older++
		return err
	}
	done.Changes++
	if e.holds() {
		if _, err := s.reenter(t, e); err != nil {
			return err
		}
	}
	switch e.Op {
	case opTag, opUntag:
		key = append(key, e.Op == opTag)
	case opNote:
		key = append(key, feed.CleanBlock(e.Note).String())
	default:
		key = append(key, e.Block, feed.CleanBlock(e.Quote).String(), feed.CleanBlock(e.Before).String(), feed.CleanBlock(e.Note).String(), e.Op == opUnhighlight)
	}
	_, err = t.exec(insert, append(key, e.At.UnixMilli())...)
	return err
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

func count(yes, no *int, is bool) {
	if is {
		*yes++
	} else {
		*no++
	}
}

// counted counts a statement that changed something, or found nothing to change.
func counted(done *Merged, r sql.Result, err error) error {
	if err != nil {
		return err
	}
	n, err := r.RowsAffected()
	count(&done.Changes, &done.Older, n > 0)
	return err
}
