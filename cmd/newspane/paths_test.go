package main

import (
	"path/filepath"
	"runtime"
	"testing"
)

func TestNewspaneHomeOverridesAll(t *testing.T) {
	home := t.TempDir()
	p, err := findPaths(func(k string) string {
		return map[string]string{"NEWSPANE_HOME": home, "XDG_DATA_HOME": "/elsewhere", "HOME": "/nowhere"}[k]
	})
	if err != nil {
		t.Fatal(err)
	}
	want := Paths{
		Config: filepath.Join(home, "config.toml"), Feeds: filepath.Join(home, "feeds"), Secrets: filepath.Join(home, "secrets.json"), Library: filepath.Join(home, "newspane.db"),
		Log: filepath.Join(home, "newspane.log"), View: filepath.Join(home, "view.json"), Cache: filepath.Join(home, "cache"),
	}
	if p != want {
		t.Errorf("got %+v", p)
	}
}

func TestXDGDirectoriesAreHonoured(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("XDG paths are slashed")
	}
	p, err := findPaths(func(k string) string {
		return map[string]string{"HOME": "/h", "XDG_DATA_HOME": "/data", "XDG_STATE_HOME": "relative"}[k]
	})
	if err != nil {
		t.Fatal(err)
	}
	want := Paths{
		Config: "/h/.config/newspane/config.toml", Feeds: "/h/.config/newspane/feeds", Secrets: "/data/newspane/secrets.json", Library: "/data/newspane/newspane.db",
		Log: "/h/.local/state/newspane/newspane.log", View: "/h/.local/state/newspane/view.json", Cache: "/h/.cache/newspane",
	}
	if p != want {
		t.Errorf("got %+v, want %+v", p, want)
	}
}
