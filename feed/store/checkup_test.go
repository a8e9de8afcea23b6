package store

import (
	"context"
	"os"
	"path/filepath"
	"testing"
)

// files are the names and sizes of a directory.
func files(t *testing.T, dir string) map[string]int64 {
	t.Helper()
	list := must[[]os.DirEntry](t)(os.ReadDir(dir))
	found := map[string]int64{}
	for _, f := range list {
		found[f.Name()] = must[os.FileInfo](t)(f.Info()).Size()
	}
	return found
}

func TestExamineFindsASoundLibrarySound(t *testing.T) {
	s, _ := library(t)
	follow(t, s, "https://a.example/f", "")
	for _, name := range []string{"while it is in use", "when it is closed"} {
		c, err := Examine(t.Context(), s.path)
		if err != nil || c.Fault != "" || c.Unchecked || c.Missing || c.Suspect || c.Unread != nil {
			t.Errorf("%s: %+v, %v", name, c, err)
		}
		if len(c.Feeds) != 1 || c.Pages == 0 || c.Bytes == 0 || c.Mode != "wal" || c.Schema != schema || c.Kept != 1 {
			t.Errorf("%s: %+v", name, c)
		}
		ok(t, s.Close())
	}
}

func TestExamineChangesNothing(t *testing.T) {
	s, _ := library(t)
	follow(t, s, "https://a.example/f", "")
	ok(t, s.Close())
	dir := filepath.Dir(s.path)
	before := files(t, dir)
	if _, err := Examine(t.Context(), s.path); err != nil {
		t.Fatal(err)
	}
	after := files(t, dir)
	for name, size := range before {
		if after[name] != size {
			t.Errorf("%s had %d bytes, has %d", name, size, after[name])
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "missing.db")); err == nil {
		t.Fatal("there is a file that should not be")
	}
	c, err := Examine(t.Context(), filepath.Join(dir, "missing.db"))
	if err != nil || !c.Missing {
		t.Errorf("%+v, %v", c, err)
	}
	if _, err := os.Stat(filepath.Join(dir, "missing.db")); err == nil {
		t.Error("it made a library")
	}
}

func TestExamineTellsDamage(t *testing.T) {
	whole, _ := library(t)
	for i := range 40 {
		follow(t, whole, "https://a.example/"+string(rune('a'+i%26))+string(rune('a'+i/26)), "")
	}
	ok(t, whole.Close())
	content := must[[]byte](t)(os.ReadFile(whole.path))
	for name, damage := range map[string]func([]byte) []byte{
		"no database": func([]byte) []byte { return []byte("this was a library once") },
		"cut short":   func(b []byte) []byte { return b[:len(b)/2] },
		"overwritten": func(b []byte) []byte {
			for i := pageSize; i < len(b); i++ {
				b[i] ^= 0x5a
			}
			return b
		},
	} {
		path := filepath.Join(t.TempDir(), "newspane.db")
		ok(t, os.WriteFile(path, damage(append([]byte(nil), content...)), 0o600))
		c, err := Examine(t.Context(), path)
		if err != nil || c.Fault == "" {
			t.Errorf("%s: %+v, %v", name, c, err)
		}
		if _, err := os.Stat(path); err != nil {
			t.Errorf("%s: it is gone: %v", name, err)
		}
	}
}

func TestExamineEndsWithItsContext(t *testing.T) {
	s, _ := library(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	c, err := Examine(ctx, s.path)
	if err != nil || c.Fault != "" || !c.Unchecked {
		t.Errorf("%+v, %v", c, err)
	}
}
