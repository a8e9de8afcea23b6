//go:build unix

package store

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"newspane/feed"
)

var (
	articlesFlag = flag.Int("articles", 10_000, "articles of the library that benchmarks run on")
	libraryFlag  = flag.String("library", "", "file of that library, made when it is missing; default is a temporary one")
)

// generator makes articles whose words are as unevenly frequent as a language's.
type generator struct {
	r     *rand.Rand
	zipf  *rand.Zipf
	words []string
}

func newGenerator(seed uint64) *generator {
	r := rand.New(rand.NewPCG(seed, 7))
	g := &generator{r: r, zipf: rand.NewZipf(r, 1.1, 8, 99_999)}
	for i := range 100_000 {
		word := ""
		for n := i + 1; n > 0; n /= 70 {
			word += string("bcdfghklmnprst"[n%14]) + string("aeiou"[n/14%5])
		}
		g.words = append(g.words, word)
	}
	return g
}

func (g *generator) text(b *strings.Builder, words int, dense bool) {
	for range words {
		if dense {
			n := g.zipf.Uint64() % 3000
			b.WriteRune(rune(0x4e00 + n))
			b.WriteRune(rune(0x4e00 + n*7%3000))
			continue
		}
		b.WriteString(g.words[g.zipf.Uint64()])
		b.WriteByte(' ')
	}
}

func (g *generator) item(n int, published time.Time) feed.Item {
	var title, text strings.Builder
	dense := n%20 == 0
	g.text(&title, 8, dense)
	for range 5 {
		text.WriteString("<p>")
		g.text(&text, 60+g.r.IntN(60), dense)
		text.WriteString("</p>\n")
	}
	return feed.Item{ID: fmt.Sprintf("https://example.org/?p=%d", n), Title: feed.Clean(title.String()),
		Link: fmt.Sprintf("https://example.org/%d/%02d/%d-story", published.Year(), published.Month(), n), Published: published,
		Authors: []feed.Text{feed.Clean("A. Writer")}, Content: feed.HTML(text.String()), Hash: fmt.Sprintf("%032x", n)}
}

// benchLibrary opens the library of the flags.
func benchLibrary(b *testing.B) *Store {
	b.Helper()
	path := *libraryFlag
	if path == "" {
		path = filepath.Join(os.TempDir(), fmt.Sprintf("newspane-bench-%d-%d", os.Getpid(), *articlesFlag), "newspane.db")
	}
	s, err := Open(b.Context(), path, Options{})
	ok(b, err)
	b.Cleanup(func() { ok(b, s.Close()) })
	if st := must[Stats](b)(s.Stats(b.Context())); st.Articles < *articlesFlag {
		fillLibrary(b, s, st.Articles)
	}
	return s
}

func fillLibrary(b *testing.B, s *Store, have int) {
	b.Helper()
	const batch = 500
	feeds := max(10, min(1000, *articlesFlag/100))
	g := newGenerator(1)
	begin := time.Now()
	var subs []feed.Subscription
	for i := range feeds {
		subs = append(subs, feed.Subscription{URL: fmt.Sprintf("https://example.org/%d.xml", i), Folder: fmt.Sprint("folder ", i%20)})
	}
	ids := must[[]feed.ID](b)(s.Subscribe(b.Context(), subs...))
	first := time.Now().Add(-time.Duration(*articlesFlag) * time.Minute)
	for n := have; n < *articlesFlag; n += batch {
		doc := &feed.Document{}
		for i := range batch {
			doc.Items = append(doc.Items, g.item(n+i, first.Add(time.Duration(n+i)*time.Minute)))
		}
		// The minutes are dealt to the feeds in turn, so that each has articles of all times.
		for part := range 10 {
			share := &feed.Document{Items: doc.Items[part*batch/10 : (part+1)*batch/10]}
			_, err := s.SaveDocument(b.Context(), ids[(n/50+part)%feeds], share, feed.Poll{})
			ok(b, err)
		}
	}
	saved := time.Since(begin)
	for {
		st := must[Stats](b)(s.Stats(b.Context()))
		if st.Pending == 0 {
			break
		}
		s.settle(b.Context())
	}
	indexed := time.Since(begin)
	ok(b, s.w.send(s.w.user, job{ctx: b.Context(), bare: true, do: checkpoint}))
	st := must[Stats](b)(s.Stats(b.Context()))
	b.Logf("%d articles: saved in %v, indexed after %v, %d bytes an article", st.Articles, saved, indexed, st.Bytes/int64(st.Articles))
}

// each measures do, and the processor time that it takes beside the time by the clock: the machine may have other
// work.
func each(b *testing.B, name string, do func(i int) error) {
	b.Run(name, func(b *testing.B) {
		begin, i := cpuTime(b), 0
		for ; b.Loop(); i++ {
			ok(b, do(i))
		}
		b.ReportMetric(float64(cpuTime(b)-begin)/float64(i)/1e6, "cpu-ms/op")
	})
}

func cpuTime(b *testing.B) int64 {
	var u syscall.Rusage
	ok(b, syscall.Getrusage(syscall.RUSAGE_SELF, &u))
	return u.Utime.Nano() + u.Stime.Nano()
}

func BenchmarkLibrary(b *testing.B) {
	s := benchLibrary(b)
	ctx := context.Background()
	subs := must[[]feed.Subscription](b)(s.Subscriptions(ctx))
	folder := subs[0].Folder
	g := newGenerator(1)
	list := func(name string, q feed.Query, w feed.Window) {
		each(b, name, func(int) error {
			_, err := s.Headlines(ctx, q, w)
			return err
		})
	}
	page := feed.Window{Limit: 100}
	list("newest", feed.Query{}, page)
	list("middle", feed.Query{}, feed.Window{Limit: 100, Before: feed.ID(time.Now().Add(-time.Duration(*articlesFlag)*time.Minute/2).Unix() << seqBits)})
	list("end", feed.Query{}, feed.Window{Limit: 100, Oldest: true})
	list("unread", feed.Query{Unread: true}, page)
	list("feed", feed.Query{Feed: subs[0].ID}, page)
	list("folder", feed.Query{Folder: folder}, page)
	list("folder unread", feed.Query{Folder: folder, Unread: true}, page)
	list("folder end", feed.Query{Folder: folder}, feed.Window{Limit: 100, Oldest: true})
	for _, search := range []struct{ name, text string }{
		{"common", g.words[0] + " "}, {"mid", g.words[300] + " "}, {"rare", g.words[60_000] + " "},
		{"two words", g.words[20] + " " + g.words[300] + " "}, {"phrase", `"` + g.words[0] + " " + g.words[1] + " " + g.words[2] + `"`},
		{"prefix 1", g.words[300][:1]}, {"prefix 2", g.words[300][:2]}, {"prefix 3", g.words[5000][:3]}, {"prefix 4", g.words[300][:4]},
		{"word and prefix 2", g.words[300] + " " + g.words[300][:2]}, {"word and prefix 3", g.words[300] + " " + g.words[5000][:3]},
		{"word and prefix 4", g.words[300] + " " + g.words[5000][:4]},
		{"CJK one", "丁"}, {"CJK two", "丁万"}, {"CJK four", "一一丁万"},
	} {
		list("search "+search.name, feed.Query{Search: search.text}, page)
	}
	list("search in feed", feed.Query{Search: g.words[0] + " ", Feed: subs[0].ID}, page)
	list("search in folder", feed.Query{Search: g.words[300] + " ", Folder: folder}, page)
	list("search unread", feed.Query{Search: g.words[300] + " ", Unread: true}, page)
	benchQueries(b, s, g, page)
	each(b, "tree", func(int) error {
		_, err := s.Tree(ctx, time.Now())
		return err
	})
	each(b, "count folder", func(int) error {
		_, _, err := s.Count(ctx, feed.Query{Folder: folder})
		return err
	})
	each(b, "count search common", func(int) error {
		_, _, err := s.Count(ctx, feed.Query{Search: g.words[0] + " "})
		return err
	})
	benchArticle(b, s)
	benchMarks(b, s)
	benchSave(b, s, subs[0].ID, g)
}

// benchQueries measures what the query language can ask for beside words.
func benchQueries(b *testing.B, s *Store, g *generator, page feed.Window) {
	ctx := context.Background()
	common, mid, rare := g.words[0], g.words[300], g.words[60_000]
	old := must[[]feed.Headline](b)(s.Headlines(ctx, feed.Query{}, feed.Window{Limit: 20_000}))
	var kept []feed.Mark
	for i := 0; i < len(old); i += 100 {
		kept = append(kept, feed.Mark{Article: old[i].ID, Key: feed.MarkBookmark, On: true})
	}
	ok(b, s.Mark(ctx, kept...))
	for _, search := range []struct{ name, text string }{
		{"title", "title:" + mid + " "}, {"title prefix", "title:" + mid[:3]}, {"author", "author:writer "}, {"link", "link:example.org "},
		{"or", common + " OR " + rare + " "}, {"not", mid + " -" + common + " "}, {"only not", "-" + common},
		{"feed", "feed:example.org/1.xml " + mid + " "}, {"folder", `folder:"folder 3" ` + mid + " "}, {"folder unread", `folder:"folder 3" is:unread`},
		{"unread", mid + " is:unread"}, {"read", mid + " is:read"}, {"bookmarked", common + " is:bookmarked"},
		{"date", mid + " after:30d before:10d"}, {"minutes", "minutes:>1 " + mid + " "}, {"minutes alone", "minutes:>100"},
		{"has nothing", "has:video"}, {"states or words", "is:bookmarked OR " + mid + " "}, {"hidden", "is:hidden"},
	} {
		q := feed.Query{Search: search.text}
		each(b, "query "+search.name, func(int) error {
			_, err := s.Headlines(ctx, q, page)
			return err
		})
	}
	for _, search := range []struct{ name, text string }{{"mid", mid + " "}, {"common", common + " "}, {"only not", "-" + common}, {"minutes", "minutes:>1"}} {
		q := feed.Query{Search: search.text}
		each(b, "count unread "+search.name, func(int) error {
			_, _, err := s.CountUnread(ctx, q, 999)
			return err
		})
	}
	q := feed.Query{Search: mid + " " + common + " "}
	h := must[[]feed.Headline](b)(s.Headlines(ctx, q, feed.Window{Limit: 40}))
	ids := make([]feed.ID, len(h))
	for i := range h {
		ids[i] = h[i].ID
	}
	each(b, "excerpts of 40", func(int) error {
		_, err := s.Excerpts(ctx, q.Search, ids)
		return err
	})
}

func benchArticle(b *testing.B, s *Store) {
	h := must[[]feed.Headline](b)(s.Headlines(b.Context(), feed.Query{}, feed.Window{Limit: 100}))
	each(b, "article", func(i int) error {
		_, err := s.Article(context.Background(), h[i%len(h)].ID)
		return err
	})
}

func benchMarks(b *testing.B, s *Store) {
	ctx := context.Background()
	h := must[[]feed.Headline](b)(s.Headlines(b.Context(), feed.Query{}, feed.Window{Limit: 10_000}))
	marks := make([]feed.Mark, len(h))
	each(b, "mark one", func(i int) error {
		return s.Mark(ctx, feed.Mark{Article: h[i%len(h)].ID, Key: feed.MarkRead, On: i/len(h)%2 == 0})
	})
	each(b, "mark 10000, undo next", func(i int) error {
		for k := range h {
			marks[k] = feed.Mark{Article: h[k].ID, Key: feed.MarkRead, On: i%2 == 0}
		}
		return s.Mark(ctx, marks...)
	})
}

func benchSave(b *testing.B, s *Store, id feed.ID, g *generator) {
	n := int(time.Now().UnixNano() % 1e12)
	each(b, "save 30 items", func(int) error {
		doc := &feed.Document{}
		for range 30 {
			n++
			doc.Items = append(doc.Items, g.item(n, time.Now()))
		}
		_, err := s.SaveDocument(context.Background(), id, doc, feed.Poll{})
		return err
	})
	doc := &feed.Document{}
	for n := range 30 {
		doc.Items = append(doc.Items, g.item(2_000_000_000+n, time.Now()))
	}
	each(b, "save 30 known items", func(int) error {
		_, err := s.SaveDocument(context.Background(), id, doc, feed.Poll{})
		return err
	})
}
