package store

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"newspane/feed"
)

// childEnv names the library that TestChild works on: the test binary starts itself.
const childEnv = "NEWSPANE_STORE_CHILD"

// TestChild marks and saves until it is killed, and says what has been acknowledged.
func TestChild(t *testing.T) {
	path := os.Getenv(childEnv)
	if path == "" {
		t.Skip("runs as the child of TestKilledProcessLosesNothing")
	}
	s, err := Open(t.Context(), path, Options{})
	ok(t, err)
	id := follow(t, s, "https://example.org/feed", "")
	seed := uint64(os.Getpid())
	r := rand.New(rand.NewPCG(seed, 3))
	var ids []feed.ID
	for _, h := range must[[]feed.Headline](t)(s.Headlines(t.Context(), feed.Query{}, feed.Window{Limit: 5000})) {
		ids = append(ids, h.ID)
	}
	var wg sync.WaitGroup
	defer wg.Wait()
	wg.Go(func() {
		for n := 0; ; n++ {
			var items []feed.Item
			for i := range 30 {
				items = append(items, item(fmt.Sprint(seed, "-", n, "-", i), n%500, "title", strings.Repeat("some words ", 100)))
			}
			save(t, s, id, items...)
		}
	})
	for {
		m := feed.Mark{Article: ids[r.IntN(len(ids))], Key: feed.MarkKey(r.IntN(2)), On: true}
		ok(t, s.Mark(t.Context(), m))
		fmt.Printf("marked %d %d\n", m.Article, m.Key)
	}
}

func TestKilledProcessLosesNothing(t *testing.T) {
	kills := 6
	if testing.Short() {
		kills = 2
	}
	path := filepath.Join(t.TempDir(), "newspane.db")
	c := &clock{time.Now()}
	s := reopen(t, path, c)
	id := follow(t, s, "https://example.org/feed", "")
	var items []feed.Item
	for i := range 2000 {
		items = append(items, item(fmt.Sprint("i", i), 24*7+i, "first title", "text"))
	}
	save(t, s, id, items...)
	ok(t, s.Close())
	read, kept := map[feed.ID]bool{}, map[feed.ID]bool{}
	r := rand.New(rand.NewPCG(uint64(os.Getpid()), 4))
	for range kills {
		cmd := exec.Command(os.Args[0], "-test.run=^TestChild$", "-test.v")
		cmd.Env = append(os.Environ(), childEnv+"="+path)
		out := must[interface{ Read([]byte) (int, error) }](t)(cmd.StdoutPipe())
		ok(t, cmd.Start())
		in := bufio.NewScanner(out)
		for stop := 1 + r.IntN(60); in.Scan(); {
			var article feed.ID
			var key feed.MarkKey
			if n, _ := fmt.Sscanf(in.Text(), "marked %d %d", &article, &key); n != 2 {
				continue
			}
			if key == feed.MarkRead {
				read[article] = true
			} else {
				kept[article] = true
			}
			if stop--; stop == 0 { // what it says while it dies was acknowledged too
				ok(t, cmd.Process.Kill())
			}
		}
		if err := cmd.Wait(); err == nil {
			t.Fatal("the child ended by itself")
		}
		whole(t, path, c, read, kept)
	}
	t.Logf("%d kills, %d marks acknowledged", kills, len(read)+len(kept))
}

// whole opens a library and checks that it is sound and has the marks.
func whole(t *testing.T, path string, c *clock, read, kept map[feed.ID]bool) {
	t.Helper()
	s, err := Open(t.Context(), path, Options{Now: c.now})
	ok(t, err)
	same(t, s.Notice(), "")
	verdict := ""
	ok(t, s.reads.QueryRow("PRAGMA integrity_check").Scan(&verdict))
	same(t, verdict, "ok")
	for _, h := range must[[]feed.Headline](t)(s.Headlines(t.Context(), feed.Query{}, feed.Window{Limit: 1 << 20})) {
		if read[h.ID] && !h.Read || kept[h.ID] && !h.Bookmarked {
			t.Errorf("a mark of %d is lost", h.ID)
		}
	}
	var wrong int
	ok(t, s.reads.QueryRow(`SELECT count(*) FROM counts c WHERE total <> (SELECT count(*) FROM articles a WHERE a.feed_id = c.feed_id AND hidden = 0)
		OR unread <> (SELECT count(*) FROM unread u WHERE u.feed_id = c.feed_id)`).Scan(&wrong))
	same(t, wrong, 0)
	ok(t, s.Close())
}

func TestTwoProcessesMarkSideBySide(t *testing.T) {
	s, c := library(t)
	id := follow(t, s, "https://example.org/feed", "")
	var items []feed.Item
	for i := range 1000 {
		items = append(items, item(fmt.Sprint("i", i), i, "title", "text"))
	}
	ids := save(t, s, id, items...)
	other := reopen(t, s.path, c)
	if must[bool](t)(other.Changed(t.Context())) {
		t.Error("changed before anything was")
	}
	var wg sync.WaitGroup
	for n, handle := range []*Store{s, other} {
		wg.Go(func() {
			for i := n; i < len(ids); i += 2 {
				ok(t, handle.Mark(t.Context(), feed.Mark{Article: ids[i], Key: feed.MarkRead, On: true}))
			}
		})
	}
	wg.Wait()
	for _, handle := range []*Store{s, other} {
		_, unread, err := handle.Count(t.Context(), feed.Query{})
		ok(t, err)
		same(t, unread, 0)
		if !must[bool](t)(handle.Changed(t.Context())) {
			t.Error("the other's marks are no change")
		}
		if must[bool](t)(handle.Changed(t.Context())) {
			t.Error("changed twice")
		}
	}
}
