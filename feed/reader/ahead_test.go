package reader

import (
	"strings"
	"testing"

	"newspane/feed"
)

func TestAFeedThatIsAlwaysReadInFullIsReadAhead(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/f", l.rss("one|"+prose(400)))
	l.html("/one.html", story("one", ""))
	s := l.subscribe(t, "/f")
	id := l.article(t, "one")
	l.Run(t.Context())
	if _, _, err := l.Configure(t.Context(), s.ID, func(s *feed.Settings) { s.FullText = feed.FullTextAlways }); err != nil {
		t.Fatal(err)
	}
	for l.await(t, feed.ArticleChanged).Feed != s.ID {
		continue // one that was related
	}
	a, err := l.Article(t.Context(), id)
	if err != nil || a.Text != feed.FromPage || a.Teaser || !strings.Contains(feed.Plain(a.Body), "Paragraph 4") {
		t.Errorf("%v, %+v", err, a)
	}
	l.html("/two.html", story("two", ""))
	l.serve("/f", l.rss("two|"+prose(400), "one|"+prose(400)))
	l.check(t, s.ID)
	for two := l.article(t, "two"); l.await(t, feed.ArticleChanged).Article != two; {
		continue // one that was related
	}
	if l.requests("/one.html") != 1 || l.requests("/two.html") != 1 {
		t.Errorf("%d requests for the first, %d for the second", l.requests("/one.html"), l.requests("/two.html"))
	}
}

func TestAFeedThatIsNeverReadInFullShowsItsOwnText(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/f", l.rss("one|A short word about it."))
	l.html("/one.html", story("one", ""))
	s := l.subscribe(t, "/f")
	id := l.article(t, "one")
	if _, _, err := l.Configure(t.Context(), s.ID, func(s *feed.Settings) { s.FullText = feed.FullTextNever }); err != nil {
		t.Fatal(err)
	}
	a, err := l.Complete(t.Context(), id)
	if err != nil || a.Teaser || a.Text != feed.FromFeed || l.requests("/one.html") != 0 {
		t.Errorf("%v, %+v, %d requests", err, a, l.requests("/one.html"))
	}
	if a, err = l.Text(t.Context(), id, feed.FromPage); err != nil || a.Text != feed.FromPage {
		t.Errorf("asked for: %v, %+v", err, a)
	}
	if a, err = l.Article(t.Context(), id); err != nil || a.Text != feed.FromFeed {
		t.Errorf("afterwards: %v, %+v", err, a)
	}
}

func TestAProgramThatEndsReadsAheadBeforeItDoes(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/f", l.rss("one|"+prose(400), "two|"+prose(400), "gone|"+prose(400)))
	l.html("/one.html", story("one", ""))
	l.html("/two.html", story("two", ""))
	s := l.subscribe(t, "/f")
	if _, _, err := l.Configure(t.Context(), s.ID, func(s *feed.Settings) { s.FullText = feed.FullTextAlways }); err != nil {
		t.Fatal(err)
	}
	if read, missed := l.ReadAhead(t.Context()); read != 2 || missed != 1 {
		t.Errorf("%d read, %d missed", read, missed)
	}
	l.check(t, s.ID)
	if read, _ := l.ReadAhead(t.Context()); read != 0 || l.requests("/one.html") != 1 || l.requests("/gone.html") != 1 {
		t.Errorf("again: %d read, %d and %d requests", read, l.requests("/one.html"), l.requests("/gone.html"))
	}
}
