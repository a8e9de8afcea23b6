package page

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"codeberg.org/readeck/go-readability/v2"

	"newspane/feed"
)

// check reports what must hold for whatever was read of any page.
func check(t *testing.T, p *feed.Page) {
	t.Helper()
	address := func(u string) {
		if feed.ResolveURL("", u) != u || u == "" {
			t.Errorf("address %q", u)
		}
	}
	for _, s := range []feed.Text{p.Title, p.Byline, p.Date, p.Standfirst, p.Site, p.Section} {
		for _, r := range s.String() {
			if unicode.IsControl(r) {
				t.Errorf("%U in %q", r, s)
			}
		}
	}
	n := map[feed.LinkKind]int{}
	seen := map[string]bool{}
	for _, l := range p.Related {
		address(l.URL)
		if n[l.Kind]++; n[l.Kind] > maxRelated || seen[l.URL] || l.Title.IsEmpty() {
			t.Errorf("link %+v", l)
		}
		seen[l.URL] = true
	}
	if p.Image != "" {
		address(p.Image)
	}
	if p.Words < 0 || !p.Published.IsZero() && (p.Published.Year() < 1970 || p.Published.Year() > 2100) {
		t.Errorf("%d words, published %s", p.Words, p.Published)
	}
	if !p.Updated.IsZero() && p.Updated.Before(p.Published) {
		t.Errorf("updated %s before %s", p.Updated, p.Published)
	}
	feed.Walk(p.Body, func(_ *feed.Block, spans []feed.Span) {
		for _, s := range spans {
			if s.URL != "" {
				address(s.URL)
			}
			if strings.ContainsFunc(s.Text.String(), func(r rune) bool { return r != '\n' && unicode.IsControl(r) }) {
				t.Errorf("control in %q", s.Text)
			}
		}
	})
}

func FuzzExtract(f *testing.F) {
	for _, file := range []string{"ferry.html", "ferry-old.html"} {
		b, err := os.ReadFile("testdata/" + file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Add([]byte(pears(`<script type="application/ld+json">{"@type":"Article","author":[]}</script>`, filler)))
	f.Add([]byte("<p>a<br><br>b\x1b[31m<h3>See also</h3><a href=//x/\x7f1234>story of \u202e something</a><time datetime=9999999999999>"))
	f.Add([]byte("\xff\xfe<\x00p\x00>\x00"))
	f.Fuzz(func(t *testing.T, src []byte) {
		if len(src) > 1<<15 {
			return
		}
		p, err := Extract(src, Options{URL: "https://news.example/a/1.html"})
		if err != nil {
			t.Fatal(err)
		}
		check(t, p)
	})
}

// savedPages are the pages kept beside the project for measuring, when they are there.
func savedPages(t testing.TB) [][]byte {
	files, err := filepath.Glob("../../../shared/data/pages/html/*.gz")
	if err != nil {
		t.Fatal(err)
	}
	var out [][]byte
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		z, err := gzip.NewReader(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		if b, err = io.ReadAll(z); err != nil {
			t.Fatal(err)
		}
		out = append(out, b)
	}
	return out
}

func TestSavedPagesKeepThePromises(t *testing.T) {
	pages := savedPages(t)
	if len(pages) == 0 {
		t.Skip("no saved pages")
	}
	for _, b := range pages {
		p, err := Extract(b, Options{URL: "https://news.example/a/1.html"})
		if err != nil {
			t.Fatal(err)
		}
		check(t, p)
		if len(p.Body) == 0 {
			t.Error("a saved page has no body")
		}
	}
}

// BenchmarkExtract and BenchmarkReadability read the same page; their ratio is what reading costs beyond readability.
func BenchmarkExtract(b *testing.B) {
	src := benchmarkPage(b)
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		if _, err := Extract(src, Options{URL: ferryURL}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkReadability(b *testing.B) {
	src := benchmarkPage(b)
	u, err := url.Parse(ferryURL)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		if _, err := readability.FromReader(bytes.NewReader(src), u); err != nil {
			b.Fatal(err)
		}
	}
}

// benchmarkPage is the ferry story among as much of a site as news pages carry.
func benchmarkPage(b *testing.B) []byte {
	src, err := os.ReadFile("testdata/ferry.html")
	if err != nil {
		b.Fatal(err)
	}
	var side strings.Builder
	for range 60 {
		side.WriteString(`<div class="teaser"><a href="/en/Plum-harvest-70460.html"><img src="/i.jpg" alt=""><span class="kicker">Fruit</span><h3 class="teaser__title">Plum harvest opens early on the terraces</h3></a><p class="teaser__text">Three weeks before its time.</p><time>26/09/2023</time></div>`)
	}
	return bytes.Replace(src, []byte(`<aside class="right">`), []byte(`<aside class="right">`+side.String()), 1)
}

// BenchmarkSavedPages and BenchmarkSavedPagesReadability do the same over the saved pages.
func BenchmarkSavedPages(b *testing.B) {
	pages := savedPages(b)
	if len(pages) == 0 {
		b.Skip("no saved pages")
	}
	for b.Loop() {
		for _, p := range pages {
			if _, err := Extract(p, Options{URL: ferryURL}); err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkSavedPagesReadability(b *testing.B) {
	pages := savedPages(b)
	if len(pages) == 0 {
		b.Skip("no saved pages")
	}
	u, err := url.Parse(ferryURL)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		for _, p := range pages {
			if _, err := readability.FromReader(bytes.NewReader(p), u); err != nil {
				b.Fatal(err)
			}
		}
	}
}
