//go:build linux

package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
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
	rounds := (*millionArticles + millionDaily*millionRound - 1) / (millionDaily * millionRound)
	began := time.Now()
	for n := l.done(); n < rounds; n++ {
		l.round(n, rounds)
		t.Logf("%s: %d of %d parts, %d articles", time.Since(began).Round(time.Second), n+1, rounds, l.stats())
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
	l.t.Cleanup(func() {
		if err := a.Close(); err != nil {
			l.t.Error(err)
		}
	})
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

// round stores the news of some days as checks of the feeds would bring them, and reads most of them.
func (l *millionLibrary) round(n, rounds int) {
	l.press.r = rand.New(rand.NewPCG(uint64(n)+1, 5))
	l.press.seq = n * 10_000_000
	begin := l.end.Add(-time.Duration(rounds-n) * millionRound * 24 * time.Hour)
	news := l.press.edition((*millionArticles+rounds-1)/rounds, begin, begin.Add((millionRound*24-36)*time.Hour))
	docs := map[int][]feed.Item{}
	for _, a := range news {
		docs[a.feed] = append(docs[a.feed], a.item)
	}
	fresh := l.save(docs)
	var marks []feed.Mark
	for _, id := range fresh {
		switch x := l.press.r.IntN(1000); {
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
	ctx := l.t.Context()
	for {
		st, err := l.app.Store.Stats(ctx)
		if err != nil {
			l.t.Fatal(err)
		}
		left, err := l.app.Store.Unrelated(ctx, 1)
		if err != nil {
			l.t.Fatal(err)
		}
		if st.Pending == 0 && len(left) == 0 {
			return
		}
		l.once.Do(func() { l.app.Engine.Run(ctx) })
		time.Sleep(100 * time.Millisecond) // the engine tells no one that it rests
	}
}

// TestMillion makes the library and measures it.
func TestMillion(t *testing.T) {
	if *millionFlag == "" {
		t.Skip("measures only with -million DIR")
	}
	openMillion(t)
}
