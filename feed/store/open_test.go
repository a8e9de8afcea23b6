package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"newspane/feed"
)

func TestNewerLibraryOpensForReadingOnly(t *testing.T) {
	path, c := keptLibrary(t)
	s := reopen(t, path, c)
	ok(t, s.w.send(s.w.user, job{ctx: t.Context(), bare: true, do: func(x *tx) error {
		_, err := x.exec("PRAGMA user_version=999")
		return err
	}}))
	ok(t, s.Close())
	before := must[[]byte](t)(os.ReadFile(path))
	s = reopen(t, path, c)
	if !s.ReadOnly() || !strings.Contains(s.Notice(), "newer") {
		t.Fatalf("read only: %v, notice %q", s.ReadOnly(), s.Notice())
	}
	same(t, len(titles(t, s, feed.Query{}, feed.Window{Limit: 500})), 120)
	same(t, len(titles(t, s, feed.Query{Search: "many"}, feed.Window{Limit: 500})), 120)
	kind(t, s.Mark(t.Context(), feed.Mark{Article: 1, On: true}), feed.Refused)
	_, err := s.Subscribe(t.Context(), feed.Subscription{URL: "https://x.example/"})
	kind(t, err, feed.Refused)
	kind(t, s.Reindex(t.Context()), feed.Refused)
	ok(t, s.Close())
	same(t, len(before), len(must[[]byte](t)(os.ReadFile(path))))
}

func TestMigrationKeepsACopyAndComesToItsEndOnce(t *testing.T) {
	path, c := keptLibrary(t)
	s := reopen(t, path, c)
	step := func(v int) (string, error) {
		return []string{"CREATE TABLE things (id INTEGER PRIMARY KEY); INSERT INTO things VALUES (7)", "ALTER TABLE things ADD COLUMN name TEXT"}[v-schema-1], nil
	}
	run := func(last int, step func(int) (string, error)) error {
		return s.w.send(s.w.user, job{ctx: t.Context(), bare: true, do: func(x *tx) error { return migrate(x.ctx, x.w.conn, path, last, step) }})
	}
	ok(t, run(schema+1, step))
	ok(t, run(schema+1, step))
	backup := fmt.Sprintf("%s.v%d", path, schema)
	copied := reopen(t, backup, c)
	same(t, len(titles(t, copied, feed.Query{}, feed.Window{Limit: 500})), 120)
	same(t, must[os.FileInfo](t)(os.Stat(backup)).Mode().Perm(), os.FileMode(0o600))
	bad := errors.New("half")
	if err := run(schema+2, func(int) (string, error) { return "CREATE TABLE half (x); SELECT nonsense", nil }); err == nil {
		t.Fatal("a wrong step went well")
	}
	if err := run(schema+2, func(int) (string, error) { return "", bad }); !errors.Is(err, bad) {
		t.Fatalf("error is %v", err)
	}
	var n int
	ok(t, s.reads.QueryRow("SELECT count(*) FROM sqlite_schema WHERE name = 'half'").Scan(&n))
	same(t, n, 0)
	ok(t, run(schema+2, step))
	ok(t, s.reads.QueryRow("SELECT id FROM things WHERE name IS NULL").Scan(&n))
	same(t, n, 7)
}

func TestSchemaIsTheNewestMigration(t *testing.T) {
	files := must[[]os.DirEntry](t)(migrations.ReadDir("migrations"))
	same(t, files[len(files)-2].Name(), fmt.Sprintf("%04d.sql", schema))
}

func TestClosedLibraryRefuses(t *testing.T) {
	path, c := keptLibrary(t)
	s := reopen(t, path, c)
	ok(t, s.Close())
	ok(t, s.Close())
	kind(t, s.Mark(context.Background(), feed.Mark{Article: 1, On: true}), feed.Refused)
	if _, err := os.Stat(path + "-wal"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("write-ahead log is left: %v", err)
	}
}

func TestCancelledContextIsHonoured(t *testing.T) {
	s, _ := library(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := s.Headlines(ctx, feed.Query{}, feed.Window{Limit: 1})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v", err)
	}
	if _, err := s.Subscribe(ctx, feed.Subscription{URL: "https://x.example/"}); !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v", err)
	}
}

func TestPathWithOddLettersOpens(t *testing.T) {
	c := &clock{noon}
	s := reopen(t, filepath.Join(t.TempDir(), "a b?c#d%20é&mode=ro", "news pane.db"), c)
	follow(t, s, "https://example.org/feed", "")
	must[os.FileInfo](t)(os.Stat(s.path + "-wal"))
}
