package reader

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"newspane/feed"
)

// sheet is a feed of stories: each paper tells one in words of its own.
func (l *lab) sheet(paper string, stories int) {
	var items []string
	for i := range stories {
		names := fmt.Sprintf("Zhanibek%d Karaganda%d pipeline%d embassy%d", i, i, i, i)
		text := strings.Repeat(fmt.Sprintf("The %s says of the %s that it is a matter for the court and for all who were in it. ", paper, names), 3)
		items = append(items, fmt.Sprintf("%s-%d %s|%s", paper, i, names, text))
	}
	l.serve("/"+paper, l.rss(items...))
}

// related waits until everything is related.
func (l *lab) related(t *testing.T) {
	t.Helper()
	for <-l.store.Indexed(); l.store.Busy(); <-l.store.Indexed() { // the signal may be of what came before
	}
	if err := l.relateAll(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func (l *lab) subscribed(t *testing.T, paths ...string) {
	t.Helper()
	for _, p := range paths {
		if _, _, err := l.Subscribe(t.Context(), l.url+p, ""); err != nil {
			t.Fatal(err)
		}
	}
}

func titlesOf(a *feed.Article, kind feed.LinkKind) (titles []string) {
	for _, k := range a.Related {
		if k.Kind == kind {
			titles = append(titles, k.Title.String())
		}
	}
	return titles
}

func TestArticleHasTheSameStoryOfOtherFeedsBesideIt(t *testing.T) {
	l := newLab(t, nil)
	l.sheet("herald", 20)
	l.sheet("courier", 20)
	l.sheet("tribune", 20)
	l.subscribed(t, "/herald", "/courier", "/tribune")
	l.related(t)
	rows, err := l.Headlines(t.Context(), feed.Query{}, feed.Window{Limit: 60})
	if err != nil || len(rows) != 60 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for _, h := range rows {
		a, err := l.Article(t.Context(), h.ID)
		if err != nil {
			t.Fatal(err)
		}
		paper, rest, _ := strings.Cut(h.Title.String(), "-")
		got := titlesOf(a, feed.Elsewhere)
		if len(got) != 2 {
			t.Fatalf("beside %q stand %q", h.Title, got)
		}
		for _, g := range got {
			other, same, _ := strings.Cut(g, "-")
			if other == paper || same != rest {
				t.Errorf("beside %q stands %q", h.Title, g)
			}
		}
		for _, k := range a.Related {
			if k.Article == h.ID {
				t.Errorf("%q stands beside itself", h.Title)
			}
			if k.Kind == feed.Elsewhere && !strings.Contains(k.Why.String(), "Zhanibek") && !strings.Contains(k.Why.String(), "Karaganda") {
				t.Errorf("the reason is %q", k.Why)
			}
		}
	}
}

func TestRelatingStandsBackWhileArticlesComeIn(t *testing.T) {
	l := newLab(t, nil)
	l.sheet("herald", 40)
	l.subscribed(t, "/herald") // nobody has asked for the index yet: it lags behind
	waiting := func() int {
		list, err := l.store.Unrelated(t.Context(), 100)
		if err != nil {
			t.Fatal(err)
		}
		return len(list)
	}
	if err := l.relateAll(t.Context()); err != nil || waiting() != 40 {
		t.Errorf("%d of 40 wait, %v", waiting(), err)
	}
	l.related(t)
	if waiting() != 0 {
		t.Errorf("%d are never related", waiting())
	}
}

func TestRelatingEndsWithItsContext(t *testing.T) {
	l := newLab(t, nil)
	l.sheet("herald", 40)
	l.subscribed(t, "/herald")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := l.relateAll(ctx); err == nil {
		t.Error("relating went on")
	}
	l.related(t)
}

func TestRelatingGoesOnWhereASessionEnded(t *testing.T) {
	const articles = relateBatch + 100
	l := newLab(t, nil)
	l.sheet("herald", articles)
	l.subscribed(t, "/herald")
	<-l.store.Indexed()
	if err := l.loadWords(t.Context()); err != nil {
		t.Fatal(err)
	}
	counted, err := l.countFirst(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	batch, err := l.store.Unrelated(t.Context(), relateBatch)
	if err != nil {
		t.Fatal(err)
	}
	if batch = near(batch); len(batch) == articles {
		t.Fatal("all are one batch")
	}
	if err := l.relateBatch(t.Context(), new(placing), batch, counted); err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	l.start(t, nil)
	if err := l.loadWords(t.Context()); err != nil {
		t.Fatal(err)
	}
	if left, err := l.store.Unrelated(t.Context(), articles); err != nil || len(left) != articles-len(batch) {
		t.Fatalf("%d are left of %d, %v", len(left), articles-len(batch), err)
	}
	l.related(t)
	if left, err := l.store.Unrelated(t.Context(), articles); err != nil || len(left) != 0 {
		t.Fatalf("%d are left in the end, %v", len(left), err)
	}
	if n := l.relation.words.Docs(); n != articles {
		t.Fatalf("%d articles are counted, want %d", n, articles)
	}
}

func TestEarlierArticlesOnTheSubjectStandBesideAnArticle(t *testing.T) {
	l := newLab(t, nil)
	l.sheet("herald", 120) // what a language is known by
	// A feed's own articles on one subject, newest first: an hour lies between them.
	var items []string
	for i := range 9 {
		var text strings.Builder
		for k := range 8 {
			fmt.Fprintf(&text, "The ferry%d of Kerguelen says of the keeper%d that the lighthouse and it are for all in the fog%d. ", i, 9*i+k, 9*k+i)
		}
		items = append(items, fmt.Sprintf("strait-%d|%s", i, text.String()))
	}
	l.serve("/pilot", l.rss(items...))
	l.subscribed(t, "/herald", "/pilot")
	l.related(t)
	rows, err := l.Headlines(t.Context(), feed.Query{Search: "kerguelen "}, feed.Window{Limit: 20})
	if err != nil || len(rows) != 9 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for i, h := range rows {
		a, err := l.Article(t.Context(), h.ID)
		if err != nil {
			t.Fatal(err)
		}
		if got := titlesOf(a, feed.Elsewhere); len(got) > 0 {
			t.Errorf("elsewhere stands %q, of the same feed", got)
		}
		if n := len(titlesOf(a, feed.Earlier)); n != min(maxEarlier, len(rows)-1-i) {
			t.Errorf("beside number %d stand %d earlier articles", i, n)
		}
		last := h.Published
		for _, k := range a.Related {
			if k.Kind != feed.Earlier {
				continue
			}
			if !k.Published.Before(last) {
				t.Errorf("%q of %v is not earlier than %v", k.Title, k.Published, last)
			}
			if last = k.Published; !strings.Contains(k.Why.String(), "Kerguelen") {
				t.Errorf("the reason is %q", k.Why)
			}
		}
	}
}

func TestStoredArticlesAreRelatedAnewWhenTheVersionChanges(t *testing.T) {
	l := newLab(t, nil)
	l.sheet("herald", 20)
	l.sheet("courier", 20)
	l.subscribed(t, "/herald", "/courier")
	l.related(t)
	if left, err := l.store.Unrelated(t.Context(), 10); err != nil || len(left) > 0 {
		t.Fatalf("%d are left, %v", len(left), err)
	}
	if err := l.store.SaveFrequencies(t.Context(), []byte("of another version"), 0, 40); err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	l.start(t, nil)
	if err := l.loadWords(t.Context()); err != nil {
		t.Fatal(err)
	}
	if left, err := l.store.Unrelated(t.Context(), 100); err != nil || len(left) != 40 {
		t.Fatalf("%d are to be related anew, %v", len(left), err)
	}
	l.related(t)
	rows, err := l.Headlines(t.Context(), feed.Query{}, feed.Window{Limit: 40})
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range rows {
		a, err := l.Article(t.Context(), h.ID)
		if err != nil || len(titlesOf(a, feed.Elsewhere)) != 1 {
			t.Errorf("beside %q stand %q, %v", h.Title, titlesOf(a, feed.Elsewhere), err)
		}
	}
}
