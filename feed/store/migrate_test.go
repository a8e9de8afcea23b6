package store

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

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

// TestMigratingChild brings a library forward, as the child of TestKilledWithinAMigration.
func TestMigratingChild(t *testing.T) {
	path := os.Getenv(migrateEnv)
	if path == "" {
		t.Skip("runs as a child of TestKilledWithinAMigration")
	}
	fmt.Println("begins")
	s, err := Open(t.Context(), path, Options{})
	ok(t, err)
	ok(t, s.Close())
}

// migrateEnv names the library that TestMigratingChild works on.
const migrateEnv = "NEWSPANE_STORE_MIGRATE"

func TestKilledWithinAMigrationNothingIsLost(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 9))
	path := oldLibrary(t, 1)
	old := must[[]byte](t)(os.ReadFile(path))
	within := 0
	for range 25 {
		for _, name := range must[[]string](t)(filepath.Glob(path + "*")) {
			ok(t, os.Remove(name))
		}
		ok(t, os.WriteFile(path, old, 0o600))
		for range 3 { // it may be killed again while it begins anew
			cmd := exec.Command(os.Args[0], "-test.run=^TestMigratingChild$", "-test.v")
			cmd.Env = append(os.Environ(), migrateEnv+"="+path)
			out := must[io.ReadCloser](t)(cmd.StdoutPipe())
			ok(t, cmd.Start())
			in := bufio.NewScanner(out)
			for in.Scan() && in.Text() != "begins" {
			}
			kill := time.AfterFunc(time.Duration(r.IntN(60))*time.Millisecond, func() { _ = cmd.Process.Kill() }) // it may have ended
			if cmd.Wait() != nil {
				within++
			}
			kill.Stop()
		}
		s, err := Open(t.Context(), path, Options{Now: func() time.Time { return noon }})
		ok(t, err)
		same(t, s.Notice(), "")
		same(t, titles(t, s, feed.Query{}, feed.Window{}), []string{"Opened page", "Kept story", "Read story", "Unread story"})
		same(t, len(headlines(t, s, feed.Query{Bookmarked: true})), 1)
		verdict := ""
		ok(t, s.reads.QueryRow("PRAGMA integrity_check").Scan(&verdict))
		same(t, verdict, "ok")
		ok(t, s.Close())
	}
	t.Logf("killed %d times within", within)
}
