package reader

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"newspane/feed"
)

// pixel is a GIF of one pixel.
const pixel = "GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x00\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"

func (l *lab) bookmark(t *testing.T, id feed.ID, on bool) {
	t.Helper()
	if err := l.Mark(t.Context(), feed.Mark{Article: id, Key: feed.MarkBookmark, On: on}); err != nil {
		t.Fatal(err)
	}
}

func TestWhatIsBookmarkedIsTriedAgainUntilItCanBeHad(t *testing.T) {
	l := newLab(t, nil)
	l.runs.Store(true) // nothing is done before it is asked for
	l.serve("/f", l.rss("one|A short word about it."))
	l.serve("/one.html", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) })
	l.subscribe(t, "/f")
	id := l.article(t, "one")
	l.bookmark(t, id, true)
	next, err := l.KeepDue(t.Context())
	if err != nil || next.Sub(l.now()) != keepPause {
		t.Fatalf("tried again in %v, %v", next.Sub(l.now()), err)
	}
	l.serve("/one.html", text("text/html", story("one", "")))
	if _, err := l.KeepDue(t.Context()); err != nil || l.requests("/one.html") != 1 {
		t.Fatalf("%d requests before its time, %v", l.requests("/one.html"), err)
	}
	l.pass(2 * time.Hour) // the host is let alone for a while
	if next, err = l.KeepDue(t.Context()); err != nil || !next.IsZero() {
		t.Fatalf("still something to do in %v, %v", next.Sub(l.now()), err)
	}
	a, err := l.Article(t.Context(), id)
	if err != nil || a.Teaser || !strings.Contains(feed.Plain(a.Body), "Paragraph 4") {
		t.Errorf("%+v, %v", a, err)
	}
}

func TestPicturesOfABookmarkOutliveTheirServer(t *testing.T) {
	l := newLab(t, nil)
	l.runs.Store(true)
	l.keepsPictures = true
	l.serve("/f", l.rss("one|A short word about it."))
	l.serve("/one.html", text("text/html", strings.Replace(story("one", ""), "<p>", `<figure><img src="/small.gif" width=600 height=400></figure><figure><img src="/large.gif" width=600 height=400></figure><p>`, 1)))
	l.serve("/small.gif", text("image/gif", pixel))
	l.serve("/large.gif", text("image/gif", pixel+strings.Repeat("\x00", keptPicture)))
	l.subscribe(t, "/f")
	id := l.article(t, "one")
	l.bookmark(t, id, true)
	if next, err := l.KeepDue(t.Context()); err != nil || !next.IsZero() {
		t.Fatalf("still something to do, %v", err)
	}
	gone := func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) }
	l.serve("/small.gif", gone)
	l.serve("/large.gif", gone)
	if b, err := l.Picture(t.Context(), 0, l.url+"/small.gif"); err != nil || string(b) != pixel {
		t.Errorf("%q, %v", b, err)
	}
	if _, err := l.Picture(t.Context(), 0, l.url+"/large.gif"); err == nil {
		t.Error("the large picture is kept")
	}
}

func TestWhatIsNoLongerBookmarkedIsNotFetched(t *testing.T) {
	l := newLab(t, nil)
	l.runs.Store(true)
	l.serve("/f", l.rss("one|A short word about it."))
	l.subscribe(t, "/f")
	id := l.article(t, "one")
	l.bookmark(t, id, true)
	l.bookmark(t, id, false)
	if next, err := l.KeepDue(t.Context()); err != nil || !next.IsZero() || l.requests("/one.html") != 0 {
		t.Errorf("%v, %v, %d requests", next, err, l.requests("/one.html"))
	}
}

func TestASavedPageIsReadWhenItCanBeHad(t *testing.T) {
	l := newLab(t, nil)
	l.runs.Store(true)
	l.serve("/f", l.rss("one|A short word about it."))
	l.subscribe(t, "/f")
	l.serve("/page", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) })
	id, err := l.Save(t.Context(), l.url+"/page", "As the link said")
	if err != nil {
		t.Fatal(err)
	}
	a, err := l.Complete(t.Context(), id)
	if err != nil || a.Title.String() != "As the link said" || a.Read || !a.Later || !a.Teaser || a.Note.IsEmpty() {
		t.Fatalf("%+v, %v", a, err)
	}
	l.serve("/page", text("text/html", story("Elsewhere", "")))
	l.pass(2 * time.Hour)
	if _, err := l.KeepDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	if a, err = l.Article(t.Context(), id); err != nil || a.Title.String() != "Elsewhere" || a.Teaser || !strings.Contains(feed.Plain(a.Body), "Paragraph 4") {
		t.Errorf("%+v, %v", a, err)
	}
}

func TestOldArticlesGoByTheirFeedsRuleButNotWhatTheReaderKeeps(t *testing.T) {
	l := newLab(t, nil)
	titles := strings.Fields("a b c d e f g h") // an hour apart, newest first
	l.serve("/f", l.rss(titles...))
	s := l.subscribe(t, "/f")
	ctx := t.Context()
	if err := l.Tag(ctx, feed.Tagging{Article: l.article(t, "h"), Tag: "keep", On: true}); err != nil {
		t.Fatal(err)
	}
	if n, err := l.Expire(ctx, false); err != nil || n != 0 {
		t.Fatalf("%d went without a rule, %v", n, err)
	}
	if _, _, err := l.Configure(ctx, s.ID, func(s *feed.Settings) { s.KeepMost = 3 }); err != nil {
		t.Fatal(err)
	}
	if n, err := l.Expire(ctx, true); err != nil || n != 4 {
		t.Fatalf("%d would go, %v", n, err)
	}
	if n, err := l.Expire(ctx, false); err != nil || n != 4 || l.titles(t) != "a b c h" {
		t.Fatalf("%d went, %s stay, %v", n, l.titles(t), err)
	}
	l.pass(time.Hour)
	if _, err := l.Refresh(ctx, s.ID); err != nil || l.titles(t) != "a b c h" {
		t.Errorf("%s came back, %v", l.titles(t), err)
	}
}

func TestAClockThatIsWrongRemovesNothing(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/f", l.rss("a", "b", "c"))
	l.subscribe(t, "/f")
	l.keepDays = 30
	l.pass(10 * 365 * day)
	if n, err := l.ExpireDaily(t.Context()); err != nil || n != 0 {
		t.Errorf("%d went, %v", n, err)
	}
	l.keepDays, l.keepMost = 0, 2
	l.pass(2 * day)
	if n, err := l.ExpireDaily(t.Context()); err != nil || n != 1 || strings.TrimSpace(l.titles(t)) != "a b" {
		t.Errorf("%d went, %s stay, %v", n, l.titles(t), err)
	}
}

func TestAnotherProcessIsHeard(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/f", l.rss("one|A short word about it."))
	l.subscribe(t, "/f")
	id := l.article(t, "one")
	l.Run(t.Context())
	other := &lab{time: l.now(), pages: l.pages, path: l.path, url: l.url}
	other.start(t, nil)
	if err := other.Mark(t.Context(), feed.Mark{Article: id, Key: feed.MarkRead, On: true}); err != nil {
		t.Fatal(err)
	}
	l.await(t, feed.LibraryChanged)
}

func TestTheArticlesOfALeftFeedGoAfterAWeekOrWhenAsked(t *testing.T) {
	for _, c := range []struct {
		passes time.Duration
		asked  bool
		back   string
	}{{6 * day, false, "a b"}, {8 * day, false, ""}, {0, true, ""}} {
		l := newLab(t, nil)
		l.serve("/f", l.rss("a", "b"))
		s := l.subscribe(t, "/f")
		gone, err := l.Unsubscribe(t.Context(), s.ID)
		if err != nil {
			t.Fatal(err)
		}
		l.pass(c.passes)
		if _, err := l.ExpireDaily(t.Context()); err != nil {
			t.Fatal(err)
		}
		if would, err := l.LetGo(t.Context(), true); err != nil || would != len(strings.Fields(c.back)) && !c.asked {
			t.Errorf("after %v %d would go, %v", c.passes, would, err)
		}
		if c.asked {
			if n, err := l.LetGo(t.Context(), false); err != nil || n != 2 {
				t.Errorf("%d went, %v", n, err)
			}
		}
		if err := l.SubscribeAll(t.Context(), []feed.Subscription{gone}); err != nil {
			t.Fatal(err)
		}
		if got := l.titles(t); got != c.back {
			t.Errorf("after %v %q came back", c.passes, got)
		}
	}
}
