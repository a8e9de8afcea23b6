package store

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"newspane/feed"
)

// keptLibrary makes a library with three feeds and two bookmarks, closes it and returns its file.
func keptLibrary(t *testing.T) (string, *clock) {
	t.Helper()
	c := &clock{noon}
	path := filepath.Join(t.TempDir(), "newspane.db")
	s, err := Open(t.Context(), path, Options{Now: c.now})
	ok(t, err)
	var last []feed.ID
	for i := range 3 {
		id := follow(t, s, fmt.Sprintf("https://f%d.example/feed", i), "news/daily")
		var items []feed.Item
		for n := range 40 {
			items = append(items, item(fmt.Sprint("i", n), n+i, fmt.Sprintf("title %d of %d", n, i), strings.Repeat("many words ", 200)))
		}
		last = save(t, s, id, items...)
	}
	ok(t, s.Rename(t.Context(), 1, "My name"))
	ok(t, s.Mark(t.Context(), feed.Mark{Article: last[0], Key: feed.MarkBookmark, On: true},
		feed.Mark{Article: last[5], Key: feed.MarkBookmark, On: true}, feed.Mark{Article: last[6], Key: feed.MarkBookmark, On: true}))
	ok(t, s.Mark(t.Context(), feed.Mark{Article: last[6], Key: feed.MarkBookmark, On: false}))
	caughtUp(t, s)
	ok(t, s.Close())
	return path, c
}

// restored checks that a library has what the journal of keptLibrary knows.
func restored(t *testing.T, s *Store) {
	t.Helper()
	same(t, titles(t, s, feed.Query{Bookmarked: true}, feed.Window{}), []string{"title 0 of 2", "title 5 of 2"})
	subs := must[[]feed.Subscription](t)(s.Subscriptions(t.Context()))
	same(t, []any{len(subs), subs[2].Title, subs[0].Folder}, []any{3, "My name", "news/daily"})
	// The feed brings back what the journal has not.
	save(t, s, subs[1].ID, item("i0", 2, "title 0 of 2", "back again"))
	a := must[*Stored](t)(s.Article(t.Context(), must[[]feed.Headline](t)(s.Headlines(t.Context(), feed.Query{Bookmarked: true}, feed.Window{Limit: 1}))[0].ID))
	if !strings.Contains(string(a.Content), "back again") || !a.Bookmarked {
		t.Fatalf("restored article is %+v", a)
	}
}

func aside(t *testing.T, path string) []string {
	t.Helper()
	return must[[]string](t)(filepath.Glob(path + ".damaged-2026-03-04*"))
}

func TestDamagedLibraryIsKeptAsideAndBookmarksComeBack(t *testing.T) {
	for name, harm := range map[string]func([]byte) []byte{
		"garbage":   func(b []byte) []byte { return bytes.Repeat([]byte("garbage "), 999) },
		"header":    func(b []byte) []byte { return append(make([]byte, 64), b[64:]...) },
		"truncated": func(b []byte) []byte { return b[:len(b)/2] },
		"one page":  func(b []byte) []byte { return b[:8192] },
		"short":     func(b []byte) []byte { return b[:50] },
		"schema":    func(b []byte) []byte { return append(append(bytes.Clone(b[:100]), make([]byte, 8092)...), b[8192:]...) },
	} {
		t.Run(name, func(t *testing.T) {
			path, c := keptLibrary(t)
			whole := must[[]byte](t)(os.ReadFile(path))
			broken := harm(whole)
			ok(t, os.WriteFile(path, broken, 0o600))
			s := reopen(t, path, c)
			old := aside(t, path)
			if len(old) != 1 || !bytes.Equal(must[[]byte](t)(os.ReadFile(old[0])), broken) {
				t.Fatalf("kept aside: %v", old)
			}
			if n := s.Notice(); !strings.Contains(n, "damaged") || !strings.Contains(n, "3 feeds and 2 bookmarks") {
				t.Fatalf("notice is %q", n)
			}
			restored(t, s)
		})
	}
}

func TestLostLibraryComesBackFromTheJournal(t *testing.T) {
	path, c := keptLibrary(t)
	ok(t, os.Remove(path))
	s := reopen(t, path, c)
	if !strings.Contains(s.Notice(), "missing") {
		t.Fatalf("notice is %q", s.Notice())
	}
	restored(t, s)
}

func TestLostJournalComesBackFromTheLibrary(t *testing.T) {
	path, c := keptLibrary(t)
	ok(t, os.Remove(path+"-journal.jsonl"))
	ok(t, reopen(t, path, c).Close())
	ok(t, os.Remove(path))
	restored(t, reopen(t, path, c))
}

func TestTornJournalLineIsPassedOver(t *testing.T) {
	path, c := keptLibrary(t)
	b := must[[]byte](t)(os.ReadFile(path + "-journal.jsonl"))
	spoilt := slices.Concat(bytes.Repeat([]byte{0}, 2<<20), []byte("\n"), b, []byte(`{"op":"bookm`))
	ok(t, os.WriteFile(path+"-journal.jsonl", spoilt, 0o600))
	ok(t, os.Remove(path))
	restored(t, reopen(t, path, c))
}

// Random damage must never crash, hang or lose a bookmark: either the library works, or it is found out at an
// opening.
func TestRandomDamageLosesNoBookmark(t *testing.T) {
	tries := 20
	if testing.Short() {
		tries = 4
	}
	r := rand.New(rand.NewPCG(1, 2))
	for i := range tries {
		path, c := keptLibrary(t)
		b := must[[]byte](t)(os.ReadFile(path))
		for range 1 + r.IntN(30) {
			at := r.IntN(len(b) - 512)
			for k := range 1 + r.IntN(512) {
				b[at+k] = byte(r.Uint32())
			}
		}
		ok(t, os.WriteFile(path, b, 0o600))
		s, err := Open(t.Context(), path, Options{Now: c.now})
		ok(t, err)
		use(t, s)
		ok(t, s.Close())
		if err := suspect(path); err != nil { // as the next failure would
			t.Fatal(err)
		}
		s, err = Open(t.Context(), path, Options{Now: c.now})
		ok(t, err)
		got := titles(t, s, feed.Query{Bookmarked: true}, feed.Window{})
		if len(aside(t, path)) > 0 && fmt.Sprint(got) != "[title 0 of 2 title 5 of 2]" {
			t.Errorf("try %d: bookmarks are %v", i, got)
		}
		ok(t, s.Close())
	}
}

// use reads and writes; what fails must fail as Broken.
func use(t *testing.T, s *Store) {
	t.Helper()
	_, err := s.Headlines(t.Context(), feed.Query{}, feed.Window{Limit: 1000})
	broken(t, err)
	_, err = s.Tree(t.Context(), noon)
	broken(t, err)
	_, err = s.Headlines(t.Context(), feed.Query{Search: "many"}, feed.Window{Limit: 1000})
	broken(t, err)
	_, err = s.SaveDocument(t.Context(), 1, &feed.Document{Items: []feed.Item{item("new", 1, "new", "new")}}, feed.Poll{})
	broken(t, err)
}

func broken(t *testing.T, err error) {
	t.Helper()
	var e *feed.Error
	if err != nil && (!errors.As(err, &e) || e.Kind != feed.Broken && e.Kind != feed.NotFound) {
		t.Errorf("damage shows as %v", err)
	}
}

func TestFilesAreForTheirOwnerAlone(t *testing.T) {
	s, _ := library(t)
	follow(t, s, "https://example.org/feed", "")
	dir := filepath.Dir(s.path)
	same(t, must[os.FileInfo](t)(os.Stat(dir)).Mode().Perm(), os.FileMode(0o700))
	files := must[[]os.DirEntry](t)(os.ReadDir(dir))
	if len(files) < 4 {
		t.Fatalf("only %v", files)
	}
	for _, f := range files {
		if mode := must[os.FileInfo](t)(f.Info()).Mode(); mode.Perm() != 0o600 {
			t.Errorf("%s is %v", f.Name(), mode)
		}
	}
}

func TestSymlinkIsNotFollowed(t *testing.T) {
	path, c := keptLibrary(t)
	link := filepath.Join(t.TempDir(), "link.db")
	ok(t, os.Symlink(path, link))
	_, err := Open(t.Context(), link, Options{Now: c.now})
	kind(t, err, feed.Refused)
}

var errFullDisk = &os.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC}

func TestFullDiskLetsTheBallastGo(t *testing.T) {
	s, _ := library(t)
	if info := must[os.FileInfo](t)(os.Stat(s.path + "-ballast")); info.Size() != ballastBytes {
		t.Fatalf("ballast has %d bytes", info.Size())
	}
	s.indexer.close() // it would lay the ballast again: the disk is not really full
	tries := 0
	err := s.writeUser(t.Context(), "test", func(*tx) error {
		if tries++; tries == 1 {
			return errFullDisk
		}
		return nil
	})
	ok(t, err)
	if _, err := os.Stat(s.path + "-ballast"); !errors.Is(err, os.ErrNotExist) || tries != 2 {
		t.Fatalf("ballast: %v after %d tries", err, tries)
	}
	kind(t, s.writeUser(t.Context(), "test", func(*tx) error { return errFullDisk }), feed.Full)
	ok(t, os.MkdirAll(s.path+"-ballast/in the way", 0o700)) // no ballast can be laid: the refreshes leave the room to the reader
	kind(t, s.SavePoll(t.Context(), 1, feed.Poll{}), feed.Full)
	ok(t, os.RemoveAll(s.path+"-ballast"))
	id := follow(t, s, "https://example.org/feed", "")
	save(t, s, id, item("a", 1, "A", "a"))
	must[os.FileInfo](t)(os.Stat(s.path + "-ballast")) // there is room again
}
