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
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"newspane/feed"
)

// The journal is a file of JSON lines, only ever added to, that has what cannot be fetched again: what the reader made of
// articles (see journalyours.go), the saved searches and rules, and which feeds are followed. It is read when the database is lost, and written anew, shorter, when
// the library opens.

// The operations of a journal's lines.
const (
	opBookmark    = "bookmark"
	opUnbookmark  = "unbookmark"
	opSubscribe   = "subscribe"
	opUnsubscribe = "unsubscribe"
)

// entry is a line of the journal.
type entry struct {
	Op       string        `json:"op"`
	Feed     string        `json:"feed,omitempty"`     // address; "" for a page that was opened by its address
	Name     string        `json:"name,omitempty"`     // of the feed
	Folder   string        `json:"folder,omitempty"`   // of the feed
	Settings feed.Settings `json:"settings,omitzero"`  // of the feed
	Was      string        `json:"was,omitempty"`      // the address that the feed had before
	Identity string        `json:"identity,omitempty"` // of the article in its feed, hexadecimal
	ID       feed.ID       `json:"id,omitempty"`       // of the article: its place in time
	Title    string        `json:"title,omitempty"`
	Link     string        `json:"link,omitempty"`
	At       time.Time     `json:"at"`

	Query   string `json:"query,omitempty"` // of a saved search or a rule, whose Name and ID are above
	Place   int    `json:"place,omitempty"`
	Actions string `json:"actions,omitempty"` // of the rule
	Off     bool   `json:"off,omitempty"`     // the rule is

	Tag    string `json:"tag,omitempty"`
	Colour string `json:"colour,omitempty"` // of the tag
	Note   string `json:"note,omitempty"`   // on the article, or on the passage
	Quote  string `json:"quote,omitempty"`  // the passage, its words before and its block
	Before string `json:"before,omitempty"`
	Block  int    `json:"block,omitempty"`
}

// key returns what the entry is about: of several entries with one key the last one holds.
func (e entry) key() string {
	switch {
	case e.Op == opSearch, e.Op == opUnsearch:
		return fmt.Sprintf("\nsearch %d", e.ID)
	case e.Op == opRule, e.Op == opUnrule:
		return fmt.Sprintf("\nrule %d", e.ID)
	case e.Op == opColour:
		return "\ncolour " + tagKey(e.Tag)
	case e.Identity != "":
		return e.Feed + "\n" + e.Identity + e.about()
	}
	return e.Feed
}

type journal struct {
	path string
	mu   sync.Mutex
}

func newJournal(path string) *journal { return &journal{path: path} }

// write adds lines in one piece, so that two processes' lines do not mix. The file is not held open: another process
// may put a shorter one in its place.
func (j *journal) write(entries []entry) error {
	if len(entries) == 0 {
		return nil
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	text, err := lines(entries)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(j.path, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	return errors.Join(err, f.Close())
}

func lines(entries []entry) ([]byte, error) {
	var text []byte
	for _, e := range entries {
		b, err := json.Marshal(e)
		if err != nil {
			return nil, err
		}
		text = append(append(text, b...), '\n')
	}
	return text, nil
}

// read returns the entries that hold, in the order in which they were first made; a line that is no JSON (cut off by
// a crash, spoilt) is passed over, however long it is. long reports whether most lines no longer hold.
func (j *journal) read() (held []entry, long bool, err error) {
	f, err := os.Open(j.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	last := map[string]entry{}
	var order []string
	in := bufio.NewReader(f)
	n := 0
	for ; err == nil; n++ {
		var line []byte
		line, err = in.ReadBytes('\n')
		var e entry
		if json.Unmarshal(line, &e) != nil {
			continue
		}
		if _, known := last[e.key()]; !known {
			order = append(order, e.key())
		}
		last[e.key()] = e
	}
	for _, k := range order {
		if e := last[k]; e.holds() {
			held = append(held, e)
		}
	}
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return held, n > 2*len(held)+1000, errors.Join(err, f.Close())
}

// replace writes the journal anew with the entries that current returns. What is added meanwhile waits, and comes after them.
func (j *journal) replace(current func() ([]entry, error)) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	entries, err := current()
	if err != nil {
		return err
	}
	text, err := lines(entries)
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(j.path), filepath.Base(j.path)+".part-*")
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), j.path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

// keep adds to the journal. What it holds is in the database already, so that a failure is no error of the act, but
// the reader is told.
func (s *Store) keep(entries ...entry) {
	if err := s.journal.write(entries); err != nil {
		s.log.Error("write journal", "err", err)
		s.notice("The journal of bookmarks could not be written: " + err.Error() + ".")
	}
	if err := s.noteEdits(entries); err != nil {
		s.log.Error("remember changes", "err", err)
	}
}

func (s *Store) keepSubscriptions(subs []feed.Subscription) {
	entries := make([]entry, len(subs))
	for i, sub := range subs {
		entries[i] = entry{Op: opSubscribe, Feed: sub.URL, Name: sub.Title.String(), Folder: sub.Folder,
			Settings: sub.Settings, At: s.now()}
	}
	s.keep(entries...)
}

// keepFeed adds a feed as it is now.
func (s *Store) keepFeed(ctx context.Context, id feed.ID) error {
	e := entry{Op: opSubscribe, At: s.now()}
	var settings string
	err := s.reads.QueryRowContext(context.WithoutCancel(ctx), "SELECT url, name, folder, settings FROM feeds WHERE id = ?", id).
		Scan(&e.Feed, &e.Name, &e.Folder, &settings)
	if err == nil {
		err = json.Unmarshal([]byte(settings), &e.Settings)
	}
	if err == nil {
		s.keep(e)
	}
	return wrap("write journal", err)
}

// settingMerged says that the library has what the journal held when it was made. Without it the journal must not be
// written anew: a process that was killed before it came so far would have lost it all.
const settingMerged = "journal merged"

// restore brings a new library what the journal holds of a lost one, and the journal of a kept one up to date.
func (s *Store) restore(ctx context.Context, fresh bool, lost string, whole bool) error {
	if err := s.reindexOld(ctx); err != nil {
		return err
	}
	if whole {
		s.notice(fmt.Sprintf("The search index was damaged and is made anew; nothing is lost. The library as it was is kept as %s.", filepath.Base(lost)))
	}
	merged, err := s.setting(ctx, settingMerged)
	if err != nil {
		return err
	}
	if !fresh && merged != "" || whole {
		if info, err := os.Stat(s.journal.path); err == nil && info.Size() > longJournal {
			return nil // which takes time, and is done with the backups
		}
		return s.tendJournal(ctx)
	}
	held, _, err := s.journal.read()
	if err != nil {
		return err
	}
	var did restoration
	err = s.writeUser(ctx, "restore", func(t *tx) error {
		if err := adopt(t, held); err != nil {
			return err
		}
		for _, e := range held {
			if err := s.restoreEntry(t, e, &did); err != nil {
				return err
			}
		}
		_, err := t.exec("INSERT OR REPLACE INTO settings (name, value) VALUES (?, '1')", settingMerged)
		return err
	})
	switch {
	case err != nil:
		return err
	case lost != "":
		s.notice(fmt.Sprintf("The library was damaged; it is kept as %s. %s.", filepath.Base(lost), did))
	case fresh && len(held) > 0:
		s.notice("The library was missing. " + did.String() + ".")
	}
	return nil
}

// restoration counts what came back from the journal.
type restoration struct{ feeds, bookmarks, more, searches, rules int }

// String is a sentence without its full stop.
func (r restoration) String() string {
	what := fmt.Sprintf("%d feeds and %d bookmarks were restored", r.feeds, r.bookmarks)
	if r.more > 0 {
		what += fmt.Sprintf(", with %d tags, notes, highlights and articles to read later", r.more)
	}
	switch {
	case r.searches == 1:
		what += ", and one saved search"
	case r.searches > 1:
		what += fmt.Sprintf(", and %d saved searches", r.searches)
	}
	if r.rules > 0 {
		what += fmt.Sprintf(", and %d rules", r.rules)
	}
	return what
}

// restoreEntry makes what a line of the journal tells of anew, and counts it.
func (s *Store) restoreEntry(t *tx, e entry, did *restoration) error {
	switch e.Op {
	case opSubscribe:
		did.feeds++
		_, _, err := s.subscribe(t, &feed.Subscription{URL: e.Feed, Title: feed.Clean(e.Name), Folder: e.Folder,
			Settings: e.Settings, Added: e.At})
		return err
	case opSearch:
		did.searches++
		return putSearch(t, feed.SavedSearch{ID: e.ID, Name: feed.Clean(e.Name), Query: e.Query, Place: e.Place})
	case opRule:
		r, err := e.rule()
		if err != nil { // of a newer program
			return nil
		}
		did.rules++
		return putRule(t, r)
	case opBookmark:
		did.bookmarks++
	default:
		did.more++
	}
	return s.remake(t, e)
}

// adopt gives feeds whose lines were lost or spoilt the addresses that the journal has for them, by an article of
// theirs that it knows. Else they would be taken for other feeds, and their articles would come twice.
func adopt(t *tx, held []entry) error {
	done := map[string]bool{}
	for _, e := range held {
		identity, err := hex.DecodeString(e.Identity)
		if err != nil || len(identity) == 0 || e.Feed == "" || done[e.Feed] {
			continue
		}
		done[e.Feed] = true
		var known bool
		if err := t.row("SELECT EXISTS (SELECT 1 FROM feeds WHERE url = ?)", []any{e.Feed}, &known); err != nil {
			return err
		}
		if known {
			continue
		}
		var id feed.ID
		err = t.row("SELECT feed_id FROM articles WHERE id = ? AND identity = ? AND feed_id <> 0", []any{e.ID, identity}, &id)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err == nil {
			_, err = t.exec(`INSERT INTO feeds (id, url, added, subscribed) VALUES (?1, ?2, ?3, 0)
				ON CONFLICT (id) DO UPDATE SET url = excluded.url`, id, e.Feed, unix(e.At))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// longJournal is the size in bytes from which on a journal is not looked through whenever the library opens.
const longJournal = 128 << 10

// tendJournal writes the journal anew when it is too long, or does not hold as much as the database.
func (s *Store) tendJournal(ctx context.Context) error {
	held, long, err := s.journal.read()
	if err != nil {
		return err
	}
	var want int
	err = s.reads.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM feeds WHERE subscribed = 1) +
		(SELECT count(*) FROM kept) + (SELECT count(*) FROM tags WHERE colour <> '') + (SELECT count(*) FROM searches) +
		(SELECT count(*) FROM rules)`).Scan(&want)
	if err != nil || want == len(held) && !long {
		return err
	}
	return s.rewriteJournal(ctx)
}

func (s *Store) rewriteJournal(ctx context.Context) error {
	return s.journal.replace(func() ([]entry, error) { return s.journalEntries(ctx) })
}

func (s *Store) journalEntries(ctx context.Context) ([]entry, error) {
	var entries []entry
	rows, err := s.reads.QueryContext(ctx, "SELECT url, name, folder, settings, added FROM feeds WHERE subscribed = 1 ORDER BY id")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		e := entry{Op: opSubscribe}
		var added int64
		var settings string
		if err := rows.Scan(&e.Feed, &e.Name, &e.Folder, &settings, &added); err != nil {
			return nil, err
		}
		if err := json.Unmarshal([]byte(settings), &e.Settings); err != nil {
			return nil, err
		}
		e.At = fromUnix(added)
		entries = append(entries, e)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	searches, err := savedSearches.allEntries(ctx, s)
	if err != nil {
		return nil, err
	}
	rules, err := savedRules.allEntries(ctx, s)
	if err != nil {
		return nil, err
	}
	yours, err := s.yoursEntries(ctx)
	return slices.Concat(entries, searches, rules, yours), err
}
