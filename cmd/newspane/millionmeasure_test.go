//go:build linux

package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"newspane/feed"
)

// gauge measures operations on the library, in the program's process.
type gauge struct {
	t *testing.T
	l *millionLibrary
	f *speedTable
	r *rand.Rand
}

// each measures n operations several times. Of the time by the clock the best run counts, as the machine may have other
// work; its 95th in a hundred is the figure. The first run is what the disk adds; processor time is that of all.
func (g *gauge) each(what, bound string, n int, do func(i int) error) {
	g.t.Helper()
	var best []time.Duration
	var first, cpu time.Duration
	for run := range *speedRuns {
		before := processor(g.t)
		took := make([]time.Duration, n)
		for i := range took {
			began := time.Now()
			if err := do(i); err != nil {
				g.t.Fatalf("%s: %v", what, err)
			}
			took[i] = time.Since(began)
		}
		cpu += processor(g.t) - before
		slices.Sort(took)
		if run == 0 {
			first = hundredth(took, 95)
		}
		if best == nil || hundredth(took, 95) < hundredth(best, 95) {
			best = took
		}
	}
	cpu /= time.Duration(n * *speedRuns)
	value := fmt.Sprintf("%s, half %s, slowest %s, processor %s, first run %s", ms(hundredth(best, 95)), ms(hundredth(best, 50)), ms(best[n-1]), ms(cpu), ms(first))
	g.f.add(what, value, bound)
	g.t.Log(what, value)
}

// hundredth is the time within which so many in a hundred were done.
func hundredth(sorted []time.Duration, n int) time.Duration {
	return sorted[min(len(sorted)-1, len(sorted)*n/100)]
}

func ms(d time.Duration) string { return fmt.Sprintf("%.2f ms", float64(d.Microseconds())/1000) }

func processor(t *testing.T) time.Duration {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// rowsAtOnce is how many rows a screen asks for.
const rowsAtOnce = 100

// lists measures what the keys of lists ask the library for.
func (g *gauge) lists() {
	ctx, e := g.t.Context(), g.l.app.Engine
	list := func(what, bound string, q feed.Query, window func(i int) feed.Window) {
		g.each(what, bound, 20, func(i int) error {
			_, err := e.Headlines(ctx, q, window(i))
			return err
		})
	}
	first := func(int) feed.Window { return feed.Window{Limit: rowsAtOnce} }
	deep := func(int) feed.Window { return feed.Window{Limit: rowsAtOnce, Before: g.someID()} }
	last := func(int) feed.Window { return feed.Window{Limit: rowsAtOnce, Oldest: true} }
	for _, q := range []struct {
		name  string
		query feed.Query
	}{
		{"All", feed.Query{Folded: true}}, {"All, stories not folded", feed.Query{}}, {"All unread", feed.Query{Folded: true, Unread: true}},
		{"a folder of 40 feeds", feed.Query{Folded: true, Folder: "Folder 03"}}, {"its unread", feed.Query{Folded: true, Unread: true, Folder: "Folder 03"}},
		{"a feed", feed.Query{Feed: g.l.feeds[7]}}, {"Bookmarks", feed.Query{Bookmarked: true}},
		{"Today", feed.Query{Folded: true, Since: time.Now().Add(-24 * time.Hour).Unix()}},
	} {
		list(q.name+": open", "50 ms", q.query, first)
		list(q.name+": page down, anywhere", "50 ms", q.query, deep)
		list(q.name+": jump to the end", "50 ms", q.query, last)
		g.each(q.name+": count", "50 ms", 5, func(int) error {
			_, _, err := e.Count(ctx, q.query)
			return err
		})
	}
	g.each("sidebar: unread counts of 1,000 feeds", "5 ms", 20, func(int) error {
		_, err := e.Tree(ctx)
		return err
	})
}

// someID is a place in the library.
func (g *gauge) someID() feed.ID {
	span := time.Duration(g.l.rounds) * millionRound * 24 * time.Hour
	return feed.ID(g.l.end.Add(-time.Duration(g.r.Int64N(int64(span)))).Unix()) << 20
}

// some are articles from anywhere in the library.
func (g *gauge) some(n int, q feed.Query) []feed.Headline {
	var list []feed.Headline
	for len(list) < n {
		rows, err := g.l.app.Engine.Headlines(g.t.Context(), q, feed.Window{Limit: 1, Before: g.someID()})
		if err != nil {
			g.t.Fatal(err)
		}
		list = append(list, rows...)
	}
	return list
}

// searches measures what the prompt asks for: the newest hundred that are found.
func (g *gauge) searches() {
	ctx, e := g.t.Context(), g.l.app.Engine
	search := func(what string, n int, text func() string) {
		texts := make([]string, n)
		for i := range texts {
			texts[i] = text()
		}
		found := 0
		g.each("search: "+what, "50 ms", n, func(i int) error {
			rows, err := e.Headlines(ctx, feed.Query{Search: texts[i]}, feed.Window{Limit: rowsAtOnce})
			found += len(rows)
			return err
		})
		g.t.Logf("%s: %d rows a search, such as %q", what, found/n / *speedRuns, texts[:3])
	}
	word := func(from, to int) func() string { return func() string { return g.word(from, to) + " " } }
	two := func(from, to, with, until int) func() string {
		return func() string {
			t := g.tongue()
			return t.words[from+g.r.IntN(to-from)] + " " + t.words[with+g.r.IntN(until-with)]
		}
	}
	phrases, dense := g.phrases(40)
	pick := func(list []string) func() string { return func() string { return list[g.r.IntN(len(list))] } }
	search("a rare word", 60, word(20_000, 49_000))
	search("a word of the middle", 60, word(300, 3000))
	search("a common word", 60, word(0, 20))
	search("two words, one common", 60, func() string { return two(0, 50, 300, 3000)() + " " })
	search("two words of the middle", 60, func() string { return two(100, 1000, 300, 3000)() + " " })
	search("a phrase of three words", 40, pick(phrases))
	search("CJK: two letters", 40, func() string { return cut(g.r, pick(dense)(), 2) })
	search("CJK: four letters", 40, func() string { return cut(g.r, pick(dense)(), 4) })
	for n := 1; n <= 4; n++ {
		search(fmt.Sprintf("a prefix of %d", n), 40, func() string { return cutWord(g.word(300, 3000), n) })
	}
	search("a word and a prefix of 2", 40, func() string { return cutLast(two(100, 1000, 300, 3000)(), 2) })
	search("a word and a prefix of 3", 40, func() string { return cutLast(two(100, 1000, 300, 3000)(), 3) })
	search("a word, unread", 40, func() string { return g.word(300, 3000) + " is:unread" })
	search("a word, bookmarked", 40, func() string { return g.word(300, 3000) + " is:bookmarked" })
	search("a word in a folder", 40, func() string { return g.word(300, 3000) + ` folder:"Folder 03"` })
	search("a word in a feed", 40, func() string { return g.word(300, 3000) + ` feed:"Paper 0007"` })
	search("a word without a common one", 40, func() string { return strings.Replace(two(300, 3000, 0, 20)(), " ", " -", 1) + " " })
	rows, err := e.Headlines(ctx, feed.Query{Search: g.word(300, 3000) + " "}, feed.Window{Limit: 40})
	if err != nil {
		g.t.Fatal(err)
	}
	ids := make([]feed.ID, len(rows))
	for i := range rows {
		ids[i] = rows[i].ID
	}
	g.each("excerpts of 40 rows", "50 ms", 5, func(int) error {
		_, err := e.Excerpts(ctx, g.word(300, 3000)+" ", ids)
		return err
	})
	g.each("count of a common word, after its rows", "", 5, func(int) error {
		_, _, err := e.Count(ctx, feed.Query{Search: g.word(0, 20) + " "})
		return err
	})
}

// tongue is a language with words.
func (g *gauge) tongue() *tongue {
	spaced := g.l.press.tongue[:len(g.l.press.tongue)-1]
	return spaced[g.r.IntN(len(spaced))]
}

// word is one of a language with words, by its rank.
func (g *gauge) word(from, to int) string { return g.tongue().words[from+g.r.IntN(to-from)] }

// phrases are three words of some articles, and what some of a script without spaces say.
func (g *gauge) phrases(n int) (phrases, dense []string) {
	for len(phrases) < n || len(dense) < n {
		h := g.some(1, feed.Query{})[0]
		a, err := g.l.app.Engine.Article(g.t.Context(), h.ID)
		if err != nil {
			g.t.Fatal(err)
		}
		text := feed.Plain(a.Body)
		if words := strings.Fields(text); len(words) > 100 {
			at := g.r.IntN(len(words) - 3)
			phrases = append(phrases, `"`+strings.ReplaceAll(strings.Join(words[at:at+3], " "), ".", "")+`"`)
		} else {
			dense = append(dense, strings.Join(words, ""))
		}
	}
	return phrases, dense
}

// cut is so many letters of a text.
func cut(r *rand.Rand, text string, n int) string {
	letters := []rune(text)
	at := r.IntN(len(letters) - n)
	return string(letters[at : at+n])
}

// cutLast is a text whose last word is unfinished after n letters.
func cutLast(text string, n int) string {
	before, last, _ := strings.Cut(text, " ")
	return before + " " + cutWord(last, n)
}

func cutWord(word string, n int) string {
	letters := []rune(word)
	return string(letters[:min(n, len(letters))])
}

// beside measures opening an article, with what stands beside it.
func (g *gauge) beside() {
	ctx, e := g.t.Context(), g.l.app.Engine
	for _, c := range []struct {
		what string
		list []feed.Headline
	}{{"open an article of any time, related and same story with it", g.related(g.some(300, feed.Query{}))}, {"open one of the newest", g.related(g.newest(100))}} {
		if len(c.list) == 0 {
			g.t.Errorf("%s: none is related", c.what)
			continue
		}
		links, stories := 0, 0
		g.each(c.what, "20 ms", len(c.list), func(i int) error {
			a, err := e.Article(ctx, c.list[i].ID)
			if err == nil {
				links += len(a.Related)
				if slices.ContainsFunc(a.Related, func(l feed.Link) bool { return l.Kind == feed.Elsewhere }) {
					stories++
				}
			}
			return err
		})
		g.t.Logf("%s: %.1f links each, %d in 100 with the same story elsewhere", c.what, float64(links)/float64(len(c.list)**speedRuns), stories / *speedRuns)
	}
}

// related are those of some articles that can be compared: in the end all.
func (g *gauge) related(list []feed.Headline) []feed.Headline {
	return slices.DeleteFunc(list, func(h feed.Headline) bool {
		c, ok, err := g.l.app.Store.Compared(g.t.Context(), h.ID)
		if err != nil {
			g.t.Fatal(err)
		}
		return !ok || c.Vector == nil
	})
}

func (g *gauge) newest(n int) []feed.Headline {
	rows, err := g.l.app.Engine.Headlines(g.t.Context(), feed.Query{}, feed.Window{Limit: n})
	if err != nil {
		g.t.Fatal(err)
	}
	return rows
}

// size tells how much room an article takes.
func (g *gauge) size() {
	st, err := g.l.app.Store.Stats(g.t.Context())
	if err != nil {
		g.t.Fatal(err)
	}
	g.f.add("articles, unread, bookmarks", fmt.Sprintf("%d, %d, %d", st.Articles, st.Unread, st.Bookmarks), "")
	g.f.add("on disk, an article of 3 kB with its index", fmt.Sprintf("%.2f kB", float64(st.Bytes)/1000/float64(st.Articles)), "3.5 kB")
}

// writes measures what changes the library: on a copy.
func (g *gauge) writes() {
	ctx, e := g.t.Context(), g.l.app.Engine
	rows := make([]feed.Headline, 0, 10_000)
	for len(rows) < cap(rows) {
		w := feed.Window{Limit: 1000}
		if len(rows) > 0 {
			w.Before = rows[len(rows)-1].ID
		}
		more, err := e.Headlines(ctx, feed.Query{Unread: true}, w)
		if err != nil || len(more) == 0 {
			g.t.Fatal(err, len(rows))
		}
		rows = append(rows, more...)
	}
	marks := make([]feed.Mark, len(rows))
	g.each("mark 10,000 read, and unread again", "200 ms", 4, func(n int) error {
		for i := range rows {
			marks[i] = feed.Mark{Article: rows[i].ID, Key: feed.MarkRead, On: n%2 == 0}
		}
		return e.Mark(ctx, marks...)
	})
	g.each("mark one read, on the disk", "", 40, func(n int) error {
		return e.Mark(ctx, feed.Mark{Article: rows[n/2].ID, Key: feed.MarkRead, On: n%2 == 0})
	})
	g.reading("nothing is written", func(done chan<- error) { time.AfterFunc(3*time.Second, func() { done <- nil }) })
	g.l.press.r, g.l.press.seq = rand.New(rand.NewPCG(99, 5)), 1_000_000_000
	news := g.l.press.edition(30_000, g.l.end.Add(-48*time.Hour), g.l.end)
	docs := map[int][]feed.Item{}
	for _, a := range news {
		docs[a.feed] = append(docs[a.feed], a.item)
	}
	began, cpu := time.Now(), processor(g.t)
	g.reading("30,000 items are written", func(done chan<- error) {
		g.l.save(docs)
		done <- nil
	})
	g.f.add("30,000 items written meanwhile", fmt.Sprintf("%s, processor %s", seconds(time.Since(began)), seconds(processor(g.t)-cpu)), "")
	st, err := g.l.app.Store.Stats(ctx)
	if err != nil {
		g.t.Fatal(err)
	}
	began = time.Now()
	g.l.app.Engine.Run(ctx)
	g.reading(fmt.Sprintf("%d are indexed and related", st.Pending), func(done chan<- error) {
		g.l.rest()
		done <- nil
	})
	g.f.add("30,000 items indexed and related", seconds(time.Since(began)), "")
}

// reading reads as a person would while something else goes on, and says how long that waited.
func (g *gauge) reading(while string, do func(done chan<- error)) {
	ctx, e := context.WithoutCancel(g.t.Context()), g.l.app.Engine
	done := make(chan error, 1)
	go do(done)
	newest := g.newest(200)
	reads := []struct {
		what string
		do   func(i int) error
		took []time.Duration
	}{
		{what: "a list", do: func(int) error {
			_, err := e.Headlines(ctx, feed.Query{Folded: true}, feed.Window{Limit: rowsAtOnce})
			return err
		}},
		{what: "a page down", do: func(int) error {
			_, err := e.Headlines(ctx, feed.Query{Folded: true}, feed.Window{Limit: rowsAtOnce, Before: g.someID()})
			return err
		}},
		{what: "the article", do: func(i int) error {
			_, err := g.l.app.Store.Article(ctx, newest[i%len(newest)].ID)
			return err
		}},
		{what: "the sidebar", do: func(int) error {
			_, err := e.Tree(ctx)
			return err
		}},
		{what: "a mark", do: func(i int) error {
			return e.Mark(ctx, feed.Mark{Article: newest[i%len(newest)].ID, Key: feed.MarkRead, On: i%2 == 0})
		}},
	}
	for i, going := 0, true; going; i++ {
		for k := range reads {
			began := time.Now()
			if err := reads[k].do(i); err != nil {
				g.t.Fatal(err)
			}
			reads[k].took = append(reads[k].took, time.Since(began))
		}
		select {
		case err := <-done:
			if err != nil {
				g.t.Fatal(err)
			}
			going = false
		case <-time.After(20 * time.Millisecond): // a person is no faster
		}
	}
	for _, r := range reads {
		slices.Sort(r.took)
		bound := "10 ms"
		if r.what == "a mark" {
			bound = ""
		}
		g.f.add(r.what+", while "+while, fmt.Sprintf("99 in 100: %s, half %s, slowest %s of %d", ms(hundredth(r.took, 99)), ms(hundredth(r.took, 50)), ms(r.took[len(r.took)-1]), len(r.took)), bound)
	}
}
