package store

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"newspane/feed"
)

// chosen are settings of every kind.
func chosen(t *testing.T) feed.Settings {
	t.Helper()
	var s feed.Settings
	for _, kv := range [][2]string{{"full-text", "always"}, {"interval", "2h"}, {"paused", "yes"}, {"user-agent", "Mine/1"},
		{"header", "X-One: 1"}, {"header", "X-Two: 2"}, {"auth", "basic ann command:pass show news"}, {"proxy", "socks5://127.0.0.1:9"}} {
		ok(t, s.Set(kv[0], kv[1]))
	}
	return s
}

func settingsOf(t *testing.T, s *Store, url string) feed.Settings {
	t.Helper()
	for _, sub := range must[[]feed.Subscription](t)(s.Subscriptions(t.Context())) {
		if sub.URL == url {
			return sub.Settings
		}
	}
	t.Fatalf("%s is not followed", url)
	return feed.Settings{}
}

func TestSettingsAreKeptWithTheFeed(t *testing.T) {
	s, c := library(t)
	want := chosen(t)
	id := follow(t, s, "https://a.example/feed", "")
	same(t, settingsOf(t, s, "https://a.example/feed"), feed.Settings{})
	ok(t, s.Configure(t.Context(), id, want))
	same(t, settingsOf(t, s, "https://a.example/feed"), want)
	ok(t, s.Close())
	s = reopen(t, s.path, c)
	same(t, settingsOf(t, s, "https://a.example/feed"), want)
	nodes := must[[]feed.Node](t)(s.Tree(t.Context(), noon))
	same(t, nodes[len(nodes)-1].Paused, true)
}

func TestAFeedThatComesBackHasItsSettings(t *testing.T) {
	s, _ := library(t)
	id := follow(t, s, "https://a.example/feed", "")
	ok(t, s.Configure(t.Context(), id, feed.Settings{Interval: 3 * time.Hour}))
	ok(t, s.Unsubscribe(t.Context(), id))
	follow(t, s, "https://a.example/feed", "")
	same(t, settingsOf(t, s, "https://a.example/feed"), feed.Settings{Interval: 3 * time.Hour})
	journal := string(must[[]byte](t)(os.ReadFile(s.path + "-journal.jsonl")))
	if last := journal[strings.LastIndex(strings.TrimSpace(journal), "\n")+1:]; !strings.Contains(last, `"interval":10800000000000`) {
		t.Errorf("the journal's last line is without the settings: %s", last)
	}
}

func TestSettingsComeBackFromTheJournalOfALostLibrary(t *testing.T) {
	s, c := library(t)
	want := chosen(t)
	must[[]feed.ID](t)(s.Subscribe(t.Context(), feed.Subscription{URL: "https://new.example/feed", Settings: want}))
	id := follow(t, s, "https://later.example/feed", "News")
	ok(t, s.Configure(t.Context(), id, want))
	ok(t, s.Close())
	ok(t, os.WriteFile(s.path, []byte("this is no database, however long it may be"), 0o600))
	for _, end := range []string{"-wal", "-shm"} {
		if err := os.Remove(s.path + end); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	s = reopen(t, s.path, c)
	same(t, settingsOf(t, s, "https://new.example/feed"), want)
	same(t, settingsOf(t, s, "https://later.example/feed"), want)
	ok(t, s.rewriteJournal(t.Context()))
	ok(t, s.Close())
	kept := must[[]byte](t)(os.ReadFile(s.path + "-journal.jsonl"))
	fresh := filepath.Join(t.TempDir(), "newspane.db")
	ok(t, os.WriteFile(fresh+"-journal.jsonl", kept, 0o600))
	same(t, settingsOf(t, reopen(t, fresh, c), "https://later.example/feed"), want)
}
