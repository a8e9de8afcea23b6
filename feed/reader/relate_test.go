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
	<-l.store.Indexed()
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
