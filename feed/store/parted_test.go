package store

import (
	"testing"
	"time"

	"newspane/feed"
)

// leftFeed is a library with a feed of four articles (one read, one hidden, one bookmarked), which was left.
func leftFeed(t *testing.T) (s *Store, c *clock, ids map[string]feed.ID, sub feed.Subscription) {
	s, c = library(t)
	id := follow(t, s, "https://example.org/feed", "News")
	save(t, s, id, item("a", 1, "Read one", "zebra"), item("b", 2, "Hidden one", "zebra"), item("c", 3, "Kept one", "zebra"), item("d", 4, "Unread one", "zebra"))
	ids = map[string]feed.ID{}
	for _, h := range headlines(t, s, feed.Query{}) {
		ids[h.Title.String()] = h.ID
	}
	ok(t, s.Mark(t.Context(), feed.Mark{Article: ids["Read one"], Key: feed.MarkRead, On: true},
		feed.Mark{Article: ids["Hidden one"], Key: feed.MarkHidden, On: true}, feed.Mark{Article: ids["Kept one"], Key: feed.MarkBookmark, On: true}))
	sub = must[[]feed.Subscription](t)(s.Subscriptions(t.Context()))[0]
	ok(t, s.Unsubscribe(t.Context(), id))
	return s, c, ids, sub
}

func TestArticlesOfALeftFeedAreNowhereAndComeBackWithIt(t *testing.T) {
	s, _, ids, sub := leftFeed(t)
	for _, search := range []string{"", "zebra", "is:hidden", "-is:hidden", "feed:example", "is:unread"} {
		want := []string{"Kept one"}
		if search == "is:hidden" {
			want = []string{}
		}
		same(t, titles(t, s, feed.Query{Search: search}, feed.Window{}), want)
	}
	same(t, must[Stats](t)(s.Stats(t.Context())).Articles, 1)
	same(t, must[[]feed.Headline](t)(s.Rows(t.Context(), []feed.ID{ids["Unread one"]})), []feed.Headline{})
	same(t, must[feed.ID](t)(s.Find(t.Context(), "https://example.org/d")), 0)
	ok(t, s.Mark(t.Context(), feed.Mark{Article: ids["Unread one"], Key: feed.MarkHidden, On: true}, feed.Mark{Article: ids["Unread one"], Key: feed.MarkHidden}))
	same(t, titles(t, s, feed.Query{}, feed.Window{}), []string{"Kept one"})

	back := must[[]feed.ID](t)(s.Subscribe(t.Context(), sub))[0]
	same(t, back, sub.ID)
	same(t, titles(t, s, feed.Query{Feed: back}, feed.Window{}), []string{"Read one", "Kept one", "Unread one"})
	same(t, titles(t, s, feed.Query{Unread: true}, feed.Window{}), []string{"Kept one", "Unread one"})
	same(t, titles(t, s, feed.Query{Search: "is:hidden"}, feed.Window{}), []string{"Hidden one"})
	same(t, titles(t, s, feed.Query{Search: "zebra"}, feed.Window{}), []string{"Read one", "Kept one", "Unread one"})
	now := must[[]feed.Subscription](t)(s.Subscriptions(t.Context()))[0]
	same(t, []any{now.Unread, now.Total, now.Folder}, []any{2, 3, "News"})
}

func TestArticlesOfALeftFeedAreLetGoInTheEnd(t *testing.T) {
	s, c, _, sub := leftFeed(t)
	same(t, must[int](t)(s.Withheld(t.Context(), c.now())), 0)
	same(t, must[int](t)(s.LetGo(t.Context(), c.now())), 0)
	c.t = c.t.Add(time.Hour)
	same(t, must[int](t)(s.Withheld(t.Context(), c.now())), 3)
	same(t, must[int](t)(s.LetGo(t.Context(), c.now())), 3)
	must[[]feed.ID](t)(s.Subscribe(t.Context(), sub))
	same(t, titles(t, s, feed.Query{}, feed.Window{}), []string{"Kept one"})
	// They are not deleted for good: the feed may bring them again, and they are as they were.
	save(t, s, sub.ID, item("a", 1, "Read one", "zebra"), item("b", 2, "Hidden one", "zebra"), item("d", 4, "Unread one", "zebra"))
	same(t, titles(t, s, feed.Query{Unread: true}, feed.Window{}), []string{"Kept one", "Unread one"})
	same(t, must[int](t)(s.LetGo(t.Context(), c.now().Add(time.Hour))), 0)
}

func TestAnArticleThatIsStillOpenCanBeKept(t *testing.T) {
	s, c, ids, _ := leftFeed(t)
	id := ids["Unread one"]
	for name, keep := range map[string]func() error{
		"bookmark": func() error {
			return s.Mark(t.Context(), feed.Mark{Article: id, Key: feed.MarkBookmark, On: true})
		},
		"tag":  func() error { return s.Tag(t.Context(), feed.Tagging{Article: ids["Read one"], Tag: "asia", On: true}) },
		"note": func() error { return s.SetNote(t.Context(), feed.Note{Article: id, Text: feed.Clean("note")}) },
		"highlight": func() error {
			_, err := s.Highlight(t.Context(), feed.Highlight{Article: id, Quote: feed.Clean("zebra"), On: true})
			return err
		},
	} {
		if err := keep(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	same(t, titles(t, s, feed.Query{}, feed.Window{}), []string{"Read one", "Kept one", "Unread one"})
	same(t, titles(t, s, feed.Query{Unread: true}, feed.Window{}), []string{"Kept one", "Unread one"})
	same(t, must[int](t)(s.LetGo(t.Context(), c.now().Add(time.Hour))), 1)
	same(t, len(titles(t, s, feed.Query{}, feed.Window{})), 3)
}
