//go:build linux

package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"newspane/feed"
)

// What a library of a million articles costs. It is generated once (about an hour) by the program's own way of storing,
// indexing and relating, and measured in minutes from then on.
var (
	millionFlag     = flag.String("million", "", "directory of the library of a million articles, which is made when it is missing; measures it")
	millionArticles = flag.Int("million.articles", 1_000_000, "how many articles it has")
	millionOnly     = flag.String("million.only", "", "measure the parts alone whose names have this in them")
)

const (
	millionFeeds   = 1000
	millionFolders = 25
	millionDaily   = 1370 // articles a day
	millionRound   = 10   // days that are stored before the index and the relating follow
)

// millionLibrary is the library while it is made.
type millionLibrary struct {
	t     *testing.T
	dir   string
	app   *App
	press *press
	feeds []feed.ID
	end   time.Time // of the newest article
	once  sync.Once // the engine runs

	rounds int // of which it is made
}

// openMillion opens the library in -million and makes what is missing of it.
func openMillion(t *testing.T) *millionLibrary {
	t.Helper()
	dir, err := filepath.Abs(*millionFlag)
	if err == nil {
		err = os.MkdirAll(dir, 0o700)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("NEWSPANE_HOME", dir)
	l := &millionLibrary{t: t, dir: dir, press: newPress(1, millionFeeds)}
	l.open()
	t.Cleanup(l.close)
	l.rounds = (*millionArticles + millionDaily*millionRound - 1) / (millionDaily * millionRound)
	began := time.Now()
	next := l.printing(l.done())
	for n := l.done(); n < l.rounds; n++ {
		l.round(n, next)
		t.Logf("%s: %d of %d parts, %d articles", time.Since(began).Round(time.Second), n+1, l.rounds, l.stats())
	}
	l.rest()
	return l
}

// open opens the library without anything in the background.
func (l *millionLibrary) open() {
	l.t.Helper()
	var said bytes.Buffer
	a, err := open(l.t.Context(), &said, &said)
	if err != nil {
		l.t.Fatal(err)
	}
	l.app = a
	l.subscribe()
}

// subscribe follows the feeds when the library is new, and sees to it that none of them is to be checked soon.
func (l *millionLibrary) subscribe() {
	ctx := l.t.Context()
	subs, err := l.app.Store.Subscriptions(ctx)
	if err == nil && len(subs) == 0 {
		for i := range millionFeeds {
			subs = append(subs, feed.Subscription{URL: fmt.Sprintf("https://paper%d.example/feed.xml", i),
				Title: feed.Clean(fmt.Sprintf("Paper %04d", i)), Folder: fmt.Sprintf("Folder %02d", i%millionFolders)})
		}
		_, err = l.app.Store.Subscribe(ctx, subs...)
		if err == nil {
			subs, err = l.app.Store.Subscriptions(ctx)
		}
	}
	if err != nil {
		l.t.Fatal(err)
	}
	l.feeds = make([]feed.ID, millionFeeds)
	for _, s := range subs {
		var n int
		if _, err := fmt.Sscanf(s.URL, "https://paper%d.example/feed.xml", &n); err != nil {
			l.t.Fatal(err)
		}
		l.feeds[n] = s.ID
		if time.Until(s.Poll.Next) < 2*24*time.Hour {
			if err := l.app.Store.SavePoll(ctx, s.ID, millionPoll()); err != nil {
				l.t.Fatal(err)
			}
		}
	}
}

func millionPoll() feed.Poll {
	return feed.Poll{ETag: `"5f3e"`, Status: 200, Checked: time.Now(), Changed: time.Now(), Next: time.Now().Add(9 * 24 * time.Hour)}
}

// done is how many rounds are stored. The file beside the library also says when the newest article was published.
func (l *millionLibrary) done() int {
	name := filepath.Join(l.dir, "million")
	b, err := os.ReadFile(name)
	if os.IsNotExist(err) {
		l.end = time.Now().Truncate(time.Minute)
		l.keep(0)
		return 0
	}
	if err != nil {
		l.t.Fatal(err)
	}
	n, end, _ := strings.Cut(strings.TrimSpace(string(b)), " ")
	sec, err := strconv.ParseInt(end, 10, 64)
	if err != nil {
		l.t.Fatal(err)
	}
	l.end = time.Unix(sec, 0)
	rounds, err := strconv.Atoi(n)
	if err != nil {
		l.t.Fatal(err)
	}
	return rounds
}

func (l *millionLibrary) keep(rounds int) {
	if err := os.WriteFile(filepath.Join(l.dir, "million"), fmt.Appendf(nil, "%d %d\n", rounds, l.end.Unix()), 0o600); err != nil {
		l.t.Fatal(err)
	}
}

func (l *millionLibrary) stats() int {
	st, err := l.app.Store.Stats(l.t.Context())
	if err != nil {
		l.t.Fatal(err)
	}
	return st.Articles
}

// printing prints the news of the rounds from one on, beside the work on those before.
func (l *millionLibrary) printing(from int) <-chan map[int][]feed.Item {
	next := make(chan map[int][]feed.Item)
	go func() {
		defer close(next)
		for n := from; n < l.rounds; n++ {
			l.press.r, l.press.seq = rand.New(rand.NewPCG(uint64(n)+1, 5)), n*10_000_000
			begin := l.end.Add(-time.Duration(l.rounds-n) * millionRound * 24 * time.Hour)
			docs := map[int][]feed.Item{}
			for _, a := range l.press.edition((*millionArticles+l.rounds-1)/l.rounds, begin, begin.Add((millionRound*24-36)*time.Hour)) {
				docs[a.feed] = append(docs[a.feed], a.item)
			}
			select {
			case next <- docs:
			case <-l.t.Context().Done():
				return
			}
		}
	}()
	return next
}

// round stores the news of some days as checks of the feeds would bring them, reads most of them, and waits for the
// index and the relating.
func (l *millionLibrary) round(n int, next <-chan map[int][]feed.Item) {
	r := rand.New(rand.NewPCG(uint64(n)+1, 6))
	var marks []feed.Mark
	for _, id := range l.save(<-next) {
		switch x := r.IntN(1000); {
		case x < 850:
			marks = append(marks, feed.Mark{Article: id, Key: feed.MarkRead, On: true})
		case x < 852:
			marks = append(marks, feed.Mark{Article: id, Key: feed.MarkBookmark, On: true})
		case x < 854:
			marks = append(marks, feed.Mark{Article: id, Key: feed.MarkHidden, On: true})
		}
	}
	if err := l.app.Store.Mark(l.t.Context(), marks...); err != nil {
		l.t.Fatal(err)
	}
	l.keep(n + 1)
	l.rest()
}

// save stores documents as the engine's workers do, and returns the articles in a random order.
func (l *millionLibrary) save(docs map[int][]feed.Item) []feed.ID {
	var mu sync.Mutex
	var fresh []feed.ID
	var wg sync.WaitGroup
	work := make(chan int)
	for range 8 {
		wg.Go(func() {
			for n := range work {
				doc := &feed.Document{Title: feed.Clean(fmt.Sprintf("Paper %04d", n)), Link: fmt.Sprintf("https://paper%d.example/", n), Items: docs[n]}
				ids, err := l.app.Store.SaveDocument(context.Background(), l.feeds[n], doc, millionPoll())
				if err != nil {
					l.t.Error(err)
				}
				mu.Lock()
				fresh = append(fresh, ids...)
				mu.Unlock()
			}
		})
	}
	for n := range docs {
		work <- n
	}
	close(work)
	wg.Wait()
	return fresh
}

// rest has the engine index and relate until there is nothing left to do.
func (l *millionLibrary) rest() {
	for {
		st, err := l.app.Store.Stats(l.t.Context())
		if err != nil {
			l.t.Error(err)
			return
		}
		left, err := l.app.Store.Unrelated(l.t.Context(), 1)
		if err != nil {
			l.t.Error(err)
			return
		}
		if st.Pending == 0 && len(left) == 0 {
			return
		}
		l.once.Do(func() { l.app.Engine.Run(l.t.Context()) })
		time.Sleep(100 * time.Millisecond) // the engine tells no one that it rests
	}
}

// TestMillion makes the library and measures it.
func TestMillion(t *testing.T) {
	if *millionFlag == "" {
		t.Skip("measures only with -million DIR")
	}
	f := &speedTable{t: t}
	bin := t.TempDir()
	build(t, ".", filepath.Join(bin, "newspane"))
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	t.Setenv("GOMEMLIMIT", "") // as most people have it
	l := openMillion(t)
	began := load(t)
	part := func(name string, do func(*gauge)) {
		t.Run(name, func(t *testing.T) {
			if !strings.Contains(name, *millionOnly) {
				t.Skip("not in -million.only")
			}
			do(&gauge{t: t, l: l, f: f, r: rand.New(rand.NewPCG(4, 2))})
		})
	}
	part("Size", (*gauge).size)
	part("Lists", (*gauge).lists)
	part("Searches", (*gauge).searches)
	part("Beside", (*gauge).beside)
	var ends []feed.Headline // of All, as it is shown
	for _, w := range []feed.Window{{Limit: 1}, {Limit: 1, Oldest: true}} {
		h, err := l.app.Engine.Headlines(t.Context(), feed.Query{Folded: true}, w)
		if err != nil {
			t.Fatal(err)
		}
		ends = append(ends, h...)
	}
	l.close()
	part("Screen", func(g *gauge) { g.screen(ends[0], ends[1]) })
	part("Writes", func(g *gauge) {
		l.copied()
		g.writes()
		l.close()
	})
	f.print(fmt.Sprintf("%d processors, best of %d runs; load %s before, %s after", runtime.NumCPU(), *speedRuns, began, load(t)))
}

// close closes the library.
func (l *millionLibrary) close() {
	if l.app == nil {
		return
	}
	if err := l.app.Close(); err != nil {
		l.t.Error(err)
	}
	l.app, l.once = nil, sync.Once{}
}

// copied goes on with a copy of the library, which ends with the test.
func (l *millionLibrary) copied() {
	scratch, err := os.MkdirTemp(filepath.Dir(l.dir), filepath.Base(l.dir)+"-copy-")
	if err != nil {
		l.t.Fatal(err)
	}
	l.t.Cleanup(func() {
		l.close()
		if err := os.RemoveAll(scratch); err != nil {
			l.t.Error(err)
		}
	})
	for _, name := range []string{"newspane.db", "newspane.db-journal.jsonl"} {
		if out, err := exec.Command("cp", filepath.Join(l.dir, name), scratch).CombinedOutput(); err != nil {
			l.t.Fatalf("%v\n%s", err, out)
		}
	}
	l.t.Setenv("NEWSPANE_HOME", scratch)
	l.open()
}
