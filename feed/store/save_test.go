package store

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"newspane/feed"
)

func headlines(t testing.TB, s *Store, q feed.Query) []feed.Headline {
	t.Helper()
	return must[[]feed.Headline](t)(s.Headlines(t.Context(), q, feed.Window{Limit: 1000}))
}

func TestChangedItemKeepsItsPlaceAndMarks(t *testing.T) {
	s, c := library(t)
	id := follow(t, s, "https://example.org/feed", "")
	fresh := save(t, s, id, item("a", 5, "Old", "old text"))
	ok(t, s.Mark(t.Context(), feed.Mark{Article: fresh[0], Key: feed.MarkRead, On: true}))
	c.t = c.t.Add(time.Hour)
	changed := item("a", 5, "New", "new text")
	changed.Published = noon
	same(t, len(save(t, s, id, changed)), 0)
	h := headlines(t, s, feed.Query{})[0]
	same(t, []any{h.ID, h.Title, h.Read, h.Published}, []any{fresh[0], "New", true, noon.Add(-5 * time.Hour)})
	same(t, must[*Stored](t)(s.Article(t.Context(), h.ID)).Content, "<p>new text</p>")
	empty := item("a", 5, "Newer", "")
	save(t, s, id, empty)
	a := must[*Stored](t)(s.Article(t.Context(), h.ID))
	same(t, []any{a.Title, a.Content}, []any{"Newer", "<p>new text</p>"})
}

func TestCutItemAddsButNeverOverwrites(t *testing.T) {
	s, _ := library(t)
	id := follow(t, s, "https://example.org/feed", "")
	save(t, s, id, item("a", 5, "Whole", "whole text"))
	cutA, cutB := item("a", 5, "Who", "who"), item("b", 6, "Begin", "begin")
	cutA.Cut, cutB.Cut = true, true
	same(t, len(save(t, s, id, cutA, cutB)), 1)
	same(t, titles(t, s, feed.Query{}, feed.Window{}), []string{"Whole", "Begin"})
	if must[map[string]bool](t)(s.KnownHashes(t.Context(), id))[cutB.Hash] {
		t.Error("a cut item is known")
	}
	whole := cutB
	whole.Cut, whole.Title = false, feed.Clean("Beginning and end")
	save(t, s, id, whole)
	same(t, titles(t, s, feed.Query{}, feed.Window{}), []string{"Whole", "Beginning and end"})
}

func TestAKnownItemIsUnchanged(t *testing.T) {
	s, _ := library(t)
	id := follow(t, s, "https://example.org/feed", "")
	a := item("a", 5, "A", "text")
	save(t, s, id, a)
	same(t, must[map[string]bool](t)(s.KnownHashes(t.Context(), id)), map[string]bool{a.Hash: true})
	same(t, len(save(t, s, id, feed.Item{ID: "a", Hash: a.Hash, Known: true}, feed.Item{ID: "zz", Hash: "zz", Known: true})), 0)
	same(t, titles(t, s, feed.Query{}, feed.Window{}), []string{"A"})
}

func TestOneIDInTwoFeedsIsTwoArticles(t *testing.T) {
	s, _ := library(t)
	for i, title := range []string{"One", "Two"} {
		save(t, s, follow(t, s, fmt.Sprintf("https://f%d.example/", i), ""), item("same", i, title, "text"))
	}
	same(t, titles(t, s, feed.Query{}, feed.Window{}), []string{"One", "Two"})
}

func TestUndatedAndFutureItemsComeNowInTheFeedsOrder(t *testing.T) {
	s, c := library(t)
	id := follow(t, s, "https://example.org/feed", "")
	a, b, future := item("a", 0, "A", "x"), item("b", 0, "B", "y"), item("c", -100, "Future", "z")
	a.Published, b.Published = time.Time{}, time.Time{}
	fresh := save(t, s, id, a, b, future)
	same(t, titles(t, s, feed.Query{}, feed.Window{}), []string{"A", "B", "Future"})
	same(t, int64(fresh[2])>>seqBits, noon.Unix())
	c.t = noon.AddDate(1, 0, 0)
	save(t, s, id, a, b, future)
	same(t, int64(headlines(t, s, feed.Query{})[0].ID)>>seqBits, noon.Unix())
}

func TestMarksOutliveSubscription(t *testing.T) {
	s, _ := library(t)
	ctx := t.Context()
	id := follow(t, s, "https://example.org/feed", "x")
	a, b, c := item("a", 1, "A", "full text of A"), item("b", 2, "B", "b"), item("c", 3, "C", "c")
	fresh := must[[]feed.ID](t)(s.SaveDocument(ctx, id, &feed.Document{Title: feed.Clean("The Paper"), Items: []feed.Item{a, b, c}}, feed.Poll{ETag: "e"}))
	ok(t, s.Mark(ctx, feed.Mark{Article: fresh[0], Key: feed.MarkBookmark, On: true}, feed.Mark{Article: fresh[1], Key: feed.MarkRead, On: true}))
	ok(t, s.SetPlace(ctx, fresh[1], 0.5))
	ok(t, s.Unsubscribe(ctx, id))
	kind(t, s.Unsubscribe(ctx, id), feed.NotFound)
	kept := headlines(t, s, feed.Query{Bookmarked: true})
	same(t, []any{len(kept), kept[0].ID, kept[0].Source}, []any{1, fresh[0], "The Paper"})
	same(t, must[*Stored](t)(s.Article(ctx, fresh[0])).Content, a.Content)
	same(t, titles(t, s, feed.Query{Search: "full text"}, feed.Window{}), []string{"A"})
	same(t, must[int](t)(s.LetGo(ctx, noon.Add(time.Hour))), 2)
	_, err := s.Article(ctx, fresh[1])
	kind(t, err, feed.NotFound)
	_, err = s.SaveDocument(ctx, id, &feed.Document{}, feed.Poll{})
	kind(t, err, feed.NotFound)

	same(t, follow(t, s, "https://example.org/feed", "y"), id)
	subs := must[[]feed.Subscription](t)(s.Subscriptions(ctx))
	same(t, []any{subs[0].Folder, subs[0].Poll.ETag, subs[0].Title}, []any{"y", "", "The Paper"})
	same(t, save(t, s, id, a, b, c), []feed.ID{fresh[2]})
	all := headlines(t, s, feed.Query{})
	same(t, []any{all[0].Bookmarked, all[1].Read, all[1].Place, all[2].Read}, []any{true, true, 0.5, false})
}

func TestDeletedArticleDoesNotComeBack(t *testing.T) {
	s, _ := library(t)
	id := follow(t, s, "https://example.org/feed", "")
	a, b := item("a", 1, "A", "x"), item("b", 2, "B", "y")
	fresh := save(t, s, id, a, b)
	ok(t, s.Mark(t.Context(), feed.Mark{Article: fresh[1], Key: feed.MarkBookmark, On: true}))
	ok(t, s.Delete(t.Context(), fresh...))
	same(t, len(save(t, s, id, a, b)), 0)
	same(t, titles(t, s, feed.Query{}, feed.Window{}), []string{"B"})
}

// moved returns items as a feed shows them after a change of its ids.
func moved(items []feed.Item, change func(*feed.Item)) []feed.Item {
	out := append([]feed.Item(nil), items...)
	for i := range out {
		change(&out[i])
		out[i].Hash += "moved"
	}
	return out
}

func TestNewSchemeOfIDsMakesNoArticleNew(t *testing.T) {
	for name, change := range map[string]func(*feed.Item){
		"http to https":     func(it *feed.Item) { it.ID = "https:" + it.ID; it.Link = strings.Replace(it.Link, "https", "http", 1) },
		"tracking":          func(it *feed.Item) { it.ID = "x" + it.ID; it.Link += "/?utm_source=rss#top" },
		"titles changed":    func(it *feed.Item) { it.ID = "x" + it.ID; it.Title = feed.Clean("Updated: " + it.Title.String()) },
		"links and domains": func(it *feed.Item) { it.ID = "y" + it.ID; it.Link = "https://new.example/posts/" + it.ID },
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := library(t)
			id := follow(t, s, "https://example.org/feed", "")
			var items []feed.Item
			for i := range 10 {
				items = append(items, item(fmt.Sprint("i", i), i, fmt.Sprint("title ", i), "text"))
			}
			fresh := save(t, s, id, items...)
			ok(t, s.Mark(t.Context(), feed.Mark{Article: fresh[3], Key: feed.MarkRead, On: true}))
			same(t, len(save(t, s, id, append(moved(items, change), item("new", 0, "really new", "text"))...)), 1)
			all := headlines(t, s, feed.Query{})
			same(t, len(all), 11)
			for _, h := range all {
				same(t, h.Read, h.ID == fresh[3])
			}
			// The articles come back with their new ids and their marks, none as new.
			ok(t, s.Unsubscribe(t.Context(), id))
			follow(t, s, "https://example.org/feed", "")
			same(t, len(save(t, s, id, moved(items, change)...)), 0)
			for _, h := range headlines(t, s, feed.Query{}) {
				same(t, h.Read, h.ID == fresh[3])
			}
		})
	}
}

func TestSharedLinkOrTitleMakesNoTwoItemsOne(t *testing.T) {
	s, _ := library(t)
	id := follow(t, s, "https://example.org/feed", "")
	for n := range 5 { // a status feed: one item at a time, always the same link
		it := item(fmt.Sprint("s", n), 10-n, fmt.Sprint("status ", n), "text")
		it.Link = "https://example.org/status"
		same(t, len(save(t, s, id, it)), 1)
	}
	var items []feed.Item
	for n := range 6 { // all items of the front page
		it := item(fmt.Sprint("f", n), n, "Daily", "text")
		it.Link = "https://example.org/"
		items = append(items, it)
	}
	same(t, len(save(t, s, id, items...)), 6)
	same(t, len(save(t, s, id, moved(items[:3], func(it *feed.Item) { it.ID += "next"; it.Published = it.Published.Add(time.Minute) })...)), 3)
	same(t, len(headlines(t, s, feed.Query{})), 14)
}

func TestFeedsOwnTitleFollowsAndTheReadersStays(t *testing.T) {
	s, _ := library(t)
	ctx := t.Context()
	ids := must[[]feed.ID](t)(s.Subscribe(ctx, feed.Subscription{URL: "https://a.example/f", Title: feed.Clean("Mine")},
		feed.Subscription{URL: "https://b.example/f", Title: feed.Clean("Theirs")}, feed.Subscription{URL: "https://a.example/f"}))
	same(t, ids[0], ids[2])
	names := func() (out []string) {
		for _, sub := range must[[]feed.Subscription](t)(s.Subscriptions(ctx)) {
			out = append(out, sub.Title.String())
		}
		return out
	}
	for _, title := range []string{"Theirs", "Theirs, renamed"} {
		for _, id := range ids[:2] {
			doc := &feed.Document{Title: feed.Clean(title), Link: "https://a.example/", Language: "de"}
			must[[]feed.ID](t)(s.SaveDocument(ctx, id, doc, feed.Poll{}))
		}
	}
	same(t, names(), []string{"Mine", "Theirs, renamed"})
	ok(t, s.Rename(ctx, ids[0], ""))
	same(t, names(), []string{"Theirs, renamed", "Theirs, renamed"})
	sub := must[[]feed.Subscription](t)(s.Subscriptions(ctx))[0]
	same(t, []string{sub.Site, sub.Language}, []string{"https://a.example/", "de"})
	kind(t, s.Rename(ctx, 99, "x"), feed.NotFound)
}

func TestPollSurvivesAndAddressChangeForgetsValidators(t *testing.T) {
	s, _ := library(t)
	ctx := t.Context()
	id, other := follow(t, s, "https://a.example/f", ""), follow(t, s, "https://b.example/f", "")
	poll := feed.Poll{ETag: `W/"x"`, LastModified: "yesterday", Hash: "h", Status: 500, Checked: noon, Next: noon.Add(time.Hour),
		Failures: 2, Error: feed.Clean("broken"), Pace: time.Hour, SkipHours: 3}
	ok(t, s.SavePoll(ctx, id, poll))
	same(t, must[[]feed.Subscription](t)(s.Subscriptions(ctx))[0].Poll, poll)
	nodes := must[[]feed.Node](t)(s.Tree(ctx, noon))
	same(t, nodes[len(nodes)-2].Failed, true)
	same(t, len(must[[]feed.Subscription](t)(s.Due(ctx, noon))), 1)
	kind(t, s.SetURL(ctx, id, "https://b.example/f"), feed.Exists)
	ok(t, s.SetURL(ctx, id, "https://c.example/f"))
	got := must[[]feed.Subscription](t)(s.Subscriptions(ctx))[1]
	same(t, []any{got.ID, got.URL, got.Poll.ETag, got.Poll.LastModified, got.Poll.Hash, got.Poll.Failures}, []any{id, "https://c.example/f", "", "", "", 2})
	kind(t, s.SavePoll(ctx, 77, poll), feed.NotFound)
	ok(t, s.Unsubscribe(ctx, other))
}

func TestBackoffIsRemembered(t *testing.T) {
	path, c := keptLibrary(t)
	s := reopen(t, path, c)
	ok(t, s.SetBackoff(t.Context(), "example.org", noon))
	ok(t, s.Close())
	s = reopen(t, path, c)
	same(t, must[time.Time](t)(s.Backoff(t.Context(), "example.org")), noon)
	ok(t, s.SetBackoff(t.Context(), "example.org", time.Time{}))
	same(t, must[time.Time](t)(s.Backoff(t.Context(), "example.org")).IsZero(), true)
}

func TestAnItemWithoutAWordIsKeptAllTheSame(t *testing.T) {
	s, _ := library(t)
	id := follow(t, s, "https://example.org/feed", "")
	same(t, len(save(t, s, id, feed.Item{ID: "1", Hash: "h"})), 1)
}
