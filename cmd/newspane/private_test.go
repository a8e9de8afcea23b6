//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// newspaneIn runs newspane on the library in home, and returns what it prints.
func newspaneIn(t *testing.T, home string, args ...string) (string, error) {
	t.Helper()
	cmd := exec.Command("newspane", args...)
	cmd.Env = append(os.Environ(), "NEWSPANE_HOME="+home)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func TestEverythingOfOursIsForItsOwnerAlone(t *testing.T) {
	home := filepath.Join(t.TempDir(), "home")
	if out, err := newspaneIn(t, home, "list"); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if out, err := newspaneIn(t, home, "config", "init"); err != nil {
		t.Logf("config init: %v\n%s", err, out)
	}
	open := func(path string, d os.DirEntry, err error) error { // as a careless umask, or another program, leaves it
		if err != nil || strings.HasSuffix(path, "config.toml") || strings.HasSuffix(path, "/feeds") { // the reader's own
			return err
		}
		return os.Chmod(path, map[bool]os.FileMode{true: 0o777, false: 0o666}[d.IsDir()])
	}
	if err := filepath.WalkDir(home, open); err != nil {
		t.Fatal(err)
	}
	p := openTTY(t, home, 80, 24) // the pictures' directory too
	p.shows("One key reads the whole paper")
	p.press("Q")
	p.end()
	files := 0
	err := filepath.WalkDir(home, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 && !strings.HasSuffix(path, "config.toml") && !strings.HasSuffix(path, "/feeds") {
			t.Errorf("%s is %v", path, info.Mode())
		}
		files++
		return err
	})
	if err != nil || files < 5 {
		t.Errorf("%d files, %v", files, err)
	}
}

func TestPlantedLinksAreNotFollowed(t *testing.T) {
	for _, name := range []string{"newspane.db", "newspane.db-wal", "newspane.db-journal.jsonl", "newspane.db-ballast", "newspane.db-suspect", "newspane.log", "view.json"} {
		t.Run(name, func(t *testing.T) {
			home, victim := t.TempDir(), filepath.Join(t.TempDir(), "victim")
			if err := os.WriteFile(victim, []byte("precious"), 0o644); err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink(victim, filepath.Join(home, name)); err != nil {
				t.Fatal(err)
			}
			out, err := newspaneIn(t, home, "list")
			if strings.HasPrefix(name, "newspane.db") && (err == nil || !strings.Contains(out, "is no regular file")) {
				t.Errorf("the reader is told %q, %v", out, err)
			}
			if !strings.HasPrefix(name, "newspane.db") {
				p := openTTY(t, home, 80, 24)
				p.wait("screen", func(s string) bool { return strings.Contains(s, "One key reads") || strings.Contains(s, "keys") })
				p.press("z")
				p.press("\x03\x03\x03\x03")
				p.end()
			}
			info, err := os.Stat(victim)
			if err != nil {
				t.Fatal(err)
			}
			text, err := os.ReadFile(victim)
			if err != nil || string(text) != "precious" || info.Mode().Perm() != 0o644 {
				t.Errorf("the other file is %v %q, %v", info.Mode(), text, err)
			}
		})
	}
}

func TestTheOwnersHomeIsNotClosed(t *testing.T) {
	home := t.TempDir()
	if err := os.Chmod(home, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := privateDir(home, home); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(home); err != nil || info.Mode().Perm() != 0o755 {
		t.Errorf("the home directory is %v, %v", info.Mode(), err)
	}
}
