package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"newspane/feed"
)

// seedDir holds the article of the reader we build for, where it is at hand.
const seedDir = "../../../shared/seed"

// wanted is what must come out of the seed's page.
type wanted struct {
	Title, Byline, Standfirst string
	DateISO                   string `json:"date_iso"`
	Paragraphs                []string
	Related                   []struct {
		Title, Href, Date string
		DateISO           string `json:"date_iso"`
	}
	MustNotAppear []string `json:"must_not_appear"`
	NotRelated    []string `json:"not_related"`
}

// serveSeed serves the seed as its README says and returns the address of its feed.
func serveSeed(t *testing.T, page string) (feedURL string, want wanted) {
	t.Helper()
	if _, err := os.Stat(seedDir); err != nil {
		t.Skip("the seed article is not at hand")
	}
	read := func(name string) []byte {
		b, err := os.ReadFile(filepath.Join(seedDir, name))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	if err := json.Unmarshal(read("expected.json"), &want); err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/feed.xml":
			w.Header().Set("Content-Type", "application/rss+xml")
			body := bytes.ReplaceAll(read("feed.xml"), []byte("http://127.0.0.1:PORT"), []byte("http://"+r.Host))
			if _, err := w.Write(body); err != nil {
				t.Error(err)
			}
		case strings.HasSuffix(r.URL.Path, "-56125.html"):
			w.Header().Set("Content-Type", "text/html")
			if _, err := w.Write(read(page)); err != nil {
				t.Error(err)
			}
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(s.Close)
	return s.URL + "/feed.xml", want
}

func TestTheSeedArticleComesOutWhole(t *testing.T) {
	for _, page := range []string{"page.html", "page-old.html"} {
		t.Run(page, func(t *testing.T) {
			feedURL, want := serveSeed(t, page)
			t.Setenv("NEWSPANE_HOME", t.TempDir())
			a, err := open(t.Context(), os.Stdout, os.Stderr)
			if err != nil {
				t.Fatal(err)
			}
			defer func() {
				if err := a.Close(); err != nil {
					t.Error(err)
				}
			}()
			if _, _, err := a.Engine.Subscribe(t.Context(), feedURL, ""); err != nil {
				t.Fatal(err)
			}
			rows, err := a.Engine.Headlines(t.Context(), feed.Query{}, feed.Window{Limit: 10})
			if err != nil || len(rows) != 4 {
				t.Fatalf("%d headlines, %v", len(rows), err)
			}
			art, err := a.Engine.Complete(t.Context(), rows[0].ID)
			if err != nil {
				t.Fatal(err)
			}
			compareSeed(t, art, want)
			other, err := a.Engine.Complete(t.Context(), rows[1].ID)
			if err != nil || !strings.Contains(other.Note.String(), "HTTP 404") || !strings.Contains(feed.Plain(other.Body), "Parents and teachers") {
				t.Errorf("an article without a page: %+v, %v", other, err)
			}
		})
	}
}

func compareSeed(t *testing.T, art *feed.Article, want wanted) {
	t.Helper()
	if got := art.Title.String(); got != want.Title {
		t.Errorf("title %q", got)
	}
	if got := art.Author.String(); got != want.Byline {
		t.Errorf("byline %q", got)
	}
	if got := art.Standfirst.String(); got != want.Standfirst {
		t.Errorf("standfirst %q", got)
	}
	if got := art.Published.Format("2006-01-02T15:04"); got != want.DateISO {
		t.Errorf("date %s", got)
	}
	if got := strings.Split(feed.Plain(art.Body), "\n\n"); strings.Join(got, "\n") != strings.Join(want.Paragraphs, "\n") {
		t.Errorf("%d paragraphs: %q", len(got), got)
	}
	if len(art.Related) < len(want.Related) {
		t.Fatalf("related: %+v", art.Related)
	}
	for i, w := range want.Related {
		l := art.Related[i]
		path := strings.TrimPrefix(w.Href, "https://www.asianews.it")
		if l.Title.String() != w.Title || l.Date.String() != w.Date || l.Kind != feed.SeeAlso && l.Kind != feed.Inline ||
			l.Published.Format("2006-01-02T15:04") != w.DateISO || !strings.HasSuffix(l.URL, path) {
			t.Errorf("related %d: %+v, want %+v", i, l, w)
		}
	}
	all := strings.Join([]string{art.Title.String(), art.Author.String(), art.Standfirst.String(), feed.Plain(art.Body)}, "\n")
	for _, no := range want.MustNotAppear {
		if strings.Contains(all, no) {
			t.Errorf("%q is in the article", no)
		}
	}
	for _, no := range want.NotRelated {
		for _, l := range art.Related {
			if l.Title.String() == no && l.Kind != feed.Site && l.Kind != feed.More {
				t.Errorf("%q is given as related", no)
			}
		}
	}
}
