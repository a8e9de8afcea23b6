package store

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"newspane/feed"
)

// markedLibrary is a kept library in which every third article of the first feed is read, and one is tagged.
func markedLibrary(t *testing.T) (string, *clock) {
	t.Helper()
	path, c := keptLibrary(t)
	s := reopen(t, path, c)
	var marks []feed.Mark
	for i, h := range headlines(t, s, feed.Query{Feed: 1}) {
		if i%3 == 0 {
			marks = append(marks, feed.Mark{Article: h.ID, Key: feed.MarkRead, On: true})
		}
	}
	ok(t, s.Mark(t.Context(), marks...))
	ok(t, s.Tag(t.Context(), feed.Tagging{Article: marks[0].Article, Tag: "kept", On: true}))
	caughtUp(t, s)
	ok(t, s.Close())
	return path, c
}

// state is what a reader would miss: how many articles, unread ones, bookmarks and tagged ones there are.
func state(t *testing.T, s *Store) string {
	t.Helper()
	st := must[Stats](t)(s.Stats(t.Context()))
	var tagged int
	ok(t, s.reads.QueryRow("SELECT count(*) FROM tagged").Scan(&tagged))
	return fmt.Sprint(st.Feeds, " feeds ", st.Articles, " articles ", st.Unread, " unread ", st.Bookmarks, " bookmarks ", tagged, " tagged")
}

const wholeState = "3 feeds 120 articles 106 unread 2 bookmarks 1 tagged"

// spoil fills the first pages of tables with nonsense.
func spoil(t *testing.T, path string, tables ...string) {
	t.Helper()
	s := reopen(t, path, &clock{noon})
	var roots []int64
	for _, name := range tables {
		var root int64
		ok(t, s.reads.QueryRow("SELECT rootpage FROM sqlite_schema WHERE name = ?", name).Scan(&root))
		roots = append(roots, root)
	}
	ok(t, s.Close())
	f := must[*os.File](t)(os.OpenFile(path, os.O_RDWR, 0))
	defer f.Close()
	for _, root := range roots {
		must[int](t)(f.WriteAt([]byte(strings.Repeat("nonsense", pageSize/8)), (root-1)*pageSize))
	}
	ok(t, suspect(path)) // as the first use of them does
}

func TestDamageOfTheSearchIndexCostsNothingElse(t *testing.T) {
	for _, table := range []string{"texts_data", "titles_idx", "texts_docsize", "texts_config"} {
		t.Run(table, func(t *testing.T) {
			path, c := markedLibrary(t)
			spoil(t, path, table)
			s := reopen(t, path, c)
			if n := s.Notice(); !strings.Contains(n, "search index") || !strings.Contains(n, "nothing is lost") || len(aside(t, path)) != 1 {
				t.Errorf("notice is %q, aside lie %v", n, aside(t, path))
			}
			same(t, state(t, s), wholeState)
			same(t, len(titles(t, s, feed.Query{Search: "many"}, feed.Window{Limit: 500})), 120)
			whole(t, path, c, nil, nil)
		})
	}
}

func TestWhatCanBeReadOfADamagedLibraryIsKept(t *testing.T) {
	for table, want := range map[string]string{
		"bodies":      wholeState, // the articles are listed, their texts may come back with the feeds
		"frequencies": wholeState,
		"counts":      wholeState,
		"unread_feed": wholeState,
		"marks":       "3 feeds 120 articles 120 unread 2 bookmarks 1 tagged",
		"tags":        wholeState,
	} {
		t.Run(table, func(t *testing.T) {
			path, c := markedLibrary(t)
			spoil(t, path, table)
			s := reopen(t, path, c)
			if len(aside(t, path)) != 1 || s.Notice() == "" {
				t.Errorf("notice is %q, aside lie %v", s.Notice(), aside(t, path))
			}
			same(t, state(t, s), want)
		})
	}
}

func TestABackupFillsInWhatIsLost(t *testing.T) {
	for table, unread := range map[string]int{"marks": 107, "articles": 106, "feeds": 107, "sqlite_schema": 106} { // the journal makes read articles
		t.Run(table, func(t *testing.T) {
			path, c := markedLibrary(t)
			s := reopen(t, path, c)
			ok(t, s.KeepBackups(t.Context()))
			id := save(t, s, 1, item("later", 0, "after the backup", "x"))[0]
			ok(t, s.Mark(t.Context(), feed.Mark{Article: id, Key: feed.MarkBookmark, On: true}))
			ok(t, s.Close())
			if table == "sqlite_schema" {
				ok(t, os.WriteFile(path, []byte("nothing of it is left"), 0o600))
			} else {
				spoil(t, path, table)
			}
			s = reopen(t, path, c)
			same(t, state(t, s), fmt.Sprintf("3 feeds 121 articles %d unread 3 bookmarks 1 tagged", unread))
		})
	}
}

func TestRandomDamageIsSalvaged(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for i := range 20 {
		path, c := markedLibrary(t)
		s := reopen(t, path, c)
		ok(t, s.KeepBackups(t.Context()))
		ok(t, s.Close())
		b := must[[]byte](t)(os.ReadFile(path))
		for range 1 + r.IntN(8) {
			at := r.IntN(len(b)/pageSize) * pageSize
			copy(b[at:min(at+pageSize, len(b))], make([]byte, 1+r.IntN(pageSize)))
		}
		if i%4 == 0 {
			b = b[:r.IntN(len(b))]
		}
		ok(t, os.WriteFile(path, b, 0o600))
		ok(t, suspect(path))
		s = reopen(t, path, c)
		if len(aside(t, path)) > 0 {
			same(t, state(t, s), wholeState)
		}
		verdict := ""
		ok(t, s.reads.QueryRow("PRAGMA integrity_check").Scan(&verdict))
		same(t, verdict, "ok")
		ok(t, s.Close())
	}
}

func TestThreeDailyBackupsAreKept(t *testing.T) {
	path, c := markedLibrary(t)
	s := reopen(t, path, c)
	for range 5 {
		ok(t, s.KeepBackups(t.Context()))
		ok(t, s.KeepBackups(t.Context())) // once a day
		c.t = c.t.Add(24 * time.Hour)
	}
	var names []string
	for _, b := range must[[]string](t)(Backups(path)) {
		names = append(names, strings.TrimPrefix(b, path))
		same(t, must[os.FileInfo](t)(os.Stat(b)).Mode(), os.FileMode(0o600))
		copied := reopen(t, b, c)
		same(t, state(t, copied), wholeState)
	}
	same(t, names, []string{".backup-2026-03-08", ".backup-2026-03-07", ".backup-2026-03-06"})
}

func TestABackupNeverReplacesAFile(t *testing.T) {
	path, c := markedLibrary(t)
	s := reopen(t, path, c)
	name := filepath.Join(t.TempDir(), "copy.db")
	ok(t, os.WriteFile(name, []byte("mine"), 0o600))
	kind(t, s.Backup(t.Context(), name), feed.Exists)
	same(t, string(must[[]byte](t)(os.ReadFile(name))), "mine")
	ok(t, os.Remove(name))
	ok(t, s.Backup(t.Context(), name))
	same(t, len(must[[]os.DirEntry](t)(os.ReadDir(filepath.Dir(name)))), 1)
}

func TestARestoredBackupTakesThePlaceOfTheLibrary(t *testing.T) {
	path, c := markedLibrary(t)
	s := reopen(t, path, c)
	name := filepath.Join(t.TempDir(), "copy.db")
	ok(t, s.Backup(t.Context(), name))
	ok(t, s.Mark(t.Context(), feed.Mark{Article: headlines(t, s, feed.Query{Bookmarked: true})[0].ID, Key: feed.MarkBookmark, On: false}))
	_, err := Restore(t.Context(), name, path, noon)
	kind(t, err, feed.Locked) // it is open
	same(t, state(t, s), "3 feeds 120 articles 106 unread 1 bookmarks 1 tagged")
	ok(t, s.Close())
	kept := must[string](t)(Restore(t.Context(), name, path, noon))
	same(t, state(t, reopen(t, path, c)), wholeState)
	same(t, state(t, reopen(t, kept, c)), "3 feeds 120 articles 106 unread 1 bookmarks 1 tagged")
}

func TestWhatIsNoSoundLibraryIsNotRestored(t *testing.T) {
	path, c := markedLibrary(t)
	other, _ := markedLibrary(t)
	before := must[[]byte](t)(os.ReadFile(path))
	spoil(t, other, "articles")
	text := filepath.Join(t.TempDir(), "text")
	ok(t, os.WriteFile(text, []byte("no library"), 0o600))
	empty := filepath.Join(t.TempDir(), "empty")
	ok(t, os.WriteFile(empty, nil, 0o600))
	for _, from := range []string{other, text, empty, t.TempDir()} {
		_, err := Restore(t.Context(), from, path, noon)
		kind(t, err, feed.Refused)
	}
	_, err := Restore(t.Context(), filepath.Join(t.TempDir(), "missing"), path, noon)
	kind(t, err, feed.NotFound)
	same(t, must[[]byte](t)(os.ReadFile(path)), before)
	if _, err := os.Lstat(path + ".restore"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("half a restoring is left: %v", err)
	}
	same(t, state(t, reopen(t, path, c)), wholeState)
}

func TestAKillBeforeTheJournalWasReadLosesNothing(t *testing.T) {
	path, c := keptLibrary(t)
	ok(t, os.Remove(path))
	ok(t, os.Rename(path+"-journal.jsonl", path+"-aside"))
	s := reopen(t, path, c)
	ok(t, s.write(t.Context(), "test", func(x *tx) error {
		_, err := x.exec("DELETE FROM settings WHERE name = ?", settingMerged)
		return err
	}))
	ok(t, s.Close()) // a new library that has nothing yet
	ok(t, os.Rename(path+"-aside", path+"-journal.jsonl"))
	restored(t, reopen(t, path, c))
}

func TestALibraryThatCannotBeBroughtForwardSaysSo(t *testing.T) {
	s := &Store{path: oldLibrary(t, 1)}
	err := s.openToRead(t.Context(), unwritable)
	kind(t, err, feed.Refused)
	if !strings.Contains(err.Error(), "older newspane") {
		t.Errorf("error is %v", err)
	}
}
