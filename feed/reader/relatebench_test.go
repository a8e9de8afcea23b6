package reader

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"newspane/feed"
	"newspane/feed/fetch"
	"newspane/feed/store"
)

var (
	articlesFlag = flag.Int("articles", 10_000, "articles of the library that benchmarks run on")
	libraryFlag  = flag.String("library", "", "file of that library, made when it is missing; default is a temporary one")
)

// newsroom makes reports of stories that one to eight feeds cover, in words as unevenly frequent as a language's.
type newsroom struct {
	r     *rand.Rand
	zipf  *rand.Zipf
	words []string
	n     int
}

func newNewsroom(begin int) *newsroom {
	r := rand.New(rand.NewPCG(3, uint64(begin)))
	g := &newsroom{r: r, zipf: rand.NewZipf(r, 1.1, 8, 199_999), n: begin}
	for i := range 200_000 {
		word := ""
		for n := i + 70; n > 0; n /= 70 {
			word += string("bcdfghklmnprst"[n%14]) + string("aeiou"[n/14%5])
		}
		g.words = append(g.words, word)
	}
	return g
}

func (g *newsroom) text(words int, own []string, share float64) string {
	var b strings.Builder
	for range words {
		if g.r.Float64() < share {
			b.WriteString(own[min(g.r.IntN(len(own)), g.r.IntN(len(own)))])
		} else {
			b.WriteString(g.words[g.zipf.Uint64()])
		}
		b.WriteByte(' ')
	}
	return b.String()
}

// story adds the reports of a story at a time to the documents of the feeds that cover it.
func (g *newsroom) story(at time.Time, docs map[int]*feed.Document, feeds int) {
	own := make([]string, 24)
	for i := range own {
		own[i] = g.words[300+g.r.IntN(len(g.words)-300)]
	}
	for range 1 + min(g.r.IntN(8), g.r.IntN(8)) {
		k := g.r.IntN(feeds)
		if docs[k] == nil {
			docs[k] = &feed.Document{}
		}
		g.n++
		docs[k].Items = append(docs[k].Items, feed.Item{ID: fmt.Sprint(g.n), Title: feed.Clean(g.text(8, own, 0.5)),
			Link: fmt.Sprintf("https://example.org/%d", g.n), Published: at.Add(time.Duration(g.r.IntN(36*60)) * time.Minute),
			Content: feed.HTML("<p>" + g.text(100+g.r.IntN(400), own, 0.15) + "</p>"), Hash: fmt.Sprint(g.n)})
	}
}

// besideLibrary opens a library of so many related articles, one a minute.
func besideLibrary(b *testing.B) *Engine {
	b.Helper()
	path := *libraryFlag
	if path == "" {
		path = filepath.Join(b.TempDir(), "newspane.db")
	} else if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		b.Fatal(err)
	}
	st, err := store.Open(b.Context(), path, store.Options{})
	check(b, err)
	e, err := New(b.Context(), Options{Store: st, Client: fetch.New(fetch.Options{})})
	check(b, err)
	b.Cleanup(func() { check(b, e.Close()) })
	if stats, err := st.Stats(b.Context()); err != nil || stats.Articles < *articlesFlag {
		check(b, err)
		fill(b, e, stats.Articles)
	}
	return e
}

func check(b *testing.B, err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

func fill(b *testing.B, e *Engine, have int) {
	const feeds = 500
	var subs []feed.Subscription
	for i := range feeds {
		subs = append(subs, feed.Subscription{URL: fmt.Sprintf("https://example.org/%d.xml", i)})
	}
	ids, err := e.store.Subscribe(b.Context(), subs...)
	check(b, err)
	begin := time.Now()
	g := newNewsroom(have)
	for g.n < *articlesFlag {
		docs := map[int]*feed.Document{}
		at := begin.Add(time.Duration(g.n-*articlesFlag) * time.Minute)
		for end := g.n + 1440; g.n < end; {
			g.story(at.Add(time.Duration(g.r.IntN(1440))*time.Minute), docs, feeds)
		}
		for k, doc := range docs {
			_, err := e.store.SaveDocument(b.Context(), ids[k], doc, feed.Poll{})
			check(b, err)
		}
	}
	saved := time.Since(begin)
	for pending := 1; pending > 0; {
		<-e.store.Indexed()
		stats, err := e.store.Stats(b.Context())
		check(b, err)
		pending = stats.Pending
	}
	indexed := time.Since(begin)
	check(b, e.relateAll(b.Context()))
	b.Logf("%d articles: saved after %v, indexed after %v, related after %v", g.n, saved, indexed, time.Since(begin))
}

func BenchmarkBeside(b *testing.B) {
	e := besideLibrary(b)
	for _, part := range []struct {
		name string
		at   float64 // share of the time that is older
	}{{"newest", 1}, {"middle", 0.5}, {"oldest", 0.01}} {
		newest, err := e.Headlines(b.Context(), feed.Query{}, feed.Window{Limit: 1})
		check(b, err)
		oldest, err := e.Headlines(b.Context(), feed.Query{}, feed.Window{Limit: 1, Oldest: true})
		check(b, err)
		before := oldest[0].ID + feed.ID(part.at*float64(newest[0].ID-oldest[0].ID))
		rows, err := e.Headlines(b.Context(), feed.Query{}, feed.Window{Before: before, Limit: 200})
		check(b, err)
		b.Run(part.name, func(b *testing.B) { benchBeside(b, e, rows) })
	}
}

func benchBeside(b *testing.B, e *Engine, rows []feed.Headline) {
	var took []time.Duration
	links := 0
	for i := 0; b.Loop(); i++ {
		b.StopTimer()
		a, err := e.store.Article(b.Context(), rows[i%len(rows)].ID)
		check(b, err)
		article, err := e.readable(b.Context(), a)
		check(b, err)
		b.StartTimer()
		begin := time.Now()
		found, err := e.linksBeside(b.Context(), article)
		check(b, err)
		took = append(took, time.Since(begin))
		links += len(found)
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
	b.ReportMetric(float64(links)/float64(len(took)), "links")
}
