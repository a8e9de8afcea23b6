//go:build unix

package main

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestTheFirstStartAsksAndEscLeadsToTheWelcomeEdition(t *testing.T) {
	t.Setenv("LC_ALL", "de_DE.UTF-8")
	home := t.TempDir()
	view := filepath.Join(home, "view.json")
	if err := os.WriteFile(view, []byte("{}"), 0o600); err != nil { // nothing was asked yet
		t.Fatal(err)
	}
	p := openTTY(t, home, 80, 24)
	p.shows("which languages do you read?")
	p.shows("[x] Deutsch")
	p.press("\r")
	p.shows("what do you want to read about?")
	p.press("\r")
	p.shows("follow")
	p.press("\x1b[27u")
	p.shows("One key reads the whole paper")
	p.press("Q")
	p.end()
	if v := readView(view); !v.Asked {
		t.Error("it would ask again")
	}
	p = openTTY(t, home, 80, 24)
	p.shows("One key reads the whole paper")
	p.press("Q")
	p.end()
}

func TestListsOfOtherReadersAreFound(t *testing.T) {
	home := t.TempDir()
	for name, content := range map[string]string{
		".newsboat/urls": "https://a.example/rss x\n", ".config/nom/config.yml": "feeds:\n  - url: https://b.example/rss\n",
		"feeds.opml": "<opml><body><outline text='C' xmlUrl='https://c.example/rss'/></body></opml>", "letter.opml": "dear reader",
	} {
		path := filepath.Join(home, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var got []string
	for _, f := range foundLists(t.Context(), func(k string) string { return map[string]string{"HOME": home}[k] }) {
		got = append(got, f.Program+" "+f.Path)
	}
	if want := []string{"newsboat ~/.newsboat/urls", "nom ~/.config/nom/config.yml", "OPML ~/feeds.opml"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
