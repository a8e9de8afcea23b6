package store

import (
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"newspane/feed"
)

// oldLibrary unpacks a library that an earlier schema made. Each was made by the program of its day with the same
// articles: one bookmarked and half read, with its page; one read; one unread; one hidden; and an opened page.
func oldLibrary(t *testing.T, version int) string {
	t.Helper()
	packed := must[*os.File](t)(os.Open(fmt.Sprintf("testdata/library-v%d.db.gz", version)))
	defer packed.Close()
	path := filepath.Join(t.TempDir(), "newspane.db")
	content := must[[]byte](t)(io.ReadAll(must[*gzip.Reader](t)(gzip.NewReader(packed))))
	ok(t, os.WriteFile(path, content, 0o600))
	return path
}

func TestOldLibrariesComeForwardWhole(t *testing.T) {
	for v := 1; v < schema; v++ {
		t.Run(fmt.Sprint(v), func(t *testing.T) {
			path := oldLibrary(t, v)
			s := reopen(t, path, &clock{noon})
			same(t, []any{s.ReadOnly(), s.Notice()}, []any{false, ""})
			var now int
			ok(t, s.reads.QueryRow("PRAGMA user_version").Scan(&now))
			same(t, now, schema)
			same(t, titles(t, s, feed.Query{}, feed.Window{}), []string{"Opened page", "Kept story", "Read story", "Unread story"})
			same(t, titles(t, s, feed.Query{Unread: true}, feed.Window{}), []string{"Kept story", "Unread story"})
			same(t, titles(t, s, feed.Query{Pages: true}, feed.Window{}), []string{"Opened page"})
			same(t, titles(t, s, feed.Query{Search: "quick brown"}, feed.Window{}), []string{"Kept story"})
			kept := headlines(t, s, feed.Query{Bookmarked: true})[0]
			same(t, []any{kept.Title, kept.Place, kept.Read}, []any{"Kept story", 0.5, false})
			a := must[*Stored](t)(s.Article(t.Context(), kept.ID))
			same(t, []any{a.Content, string(a.Page), string(a.Derived)}, []any{"<p>the quick brown fox</p>", "<p>page", "{}"})
			same(t, len(must[[]Unrelated](t)(s.Unrelated(t.Context(), 10))), 5)
			old := must[os.FileInfo](t)(os.Stat(fmt.Sprintf("%s.v%d", path, v)))
			same(t, old.Mode().Perm(), os.FileMode(0o600))
		})
	}
}

func TestKilledMigrationBeginsAnew(t *testing.T) {
	path := oldLibrary(t, 1)
	ok(t, os.WriteFile(path+".v1.part", []byte("half a copy"), 0o600)) // what a kill during the copy leaves
	s := reopen(t, path, &clock{noon})
	same(t, len(titles(t, s, feed.Query{}, feed.Window{})), 4)
	if _, err := os.Stat(path + ".v1.part"); !os.IsNotExist(err) {
		t.Errorf("half a copy is left: %v", err)
	}
}
