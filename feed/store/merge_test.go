package store

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"newspane/feed"
)

// said is what a state says, without what two libraries need not have in common: their numbers, and places in order.
func said(t *testing.T, s *Store) []string {
	t.Helper()
	var lines []string
	for l := range strings.Lines(string(written(t, s))) {
		var e entry
		ok(t, json.Unmarshal([]byte(l), &e))
		if e.Op == opState {
			continue
		}
		e.ID, e.Place, e.Was, e.Title, e.Link = 0, 0, "", "", "" // of an article that is not stored nothing is known
		b, err := json.Marshal(e)
		ok(t, err)
		lines = append(lines, string(b))
	}
	slices.Sort(lines)
	return lines
}

// exchange has each library read the other's state.
func exchange(t *testing.T, a, b *Store) {
	t.Helper()
	for _, pair := range [][2]*Store{{a, b}, {b, a}} {
		got, err := pair[1].ReadState(t.Context(), bytes.NewReader(written(t, pair[0])))
		if err != nil || got.Wrong > 0 {
			t.Fatalf("%v %+v", err, got)
		}
	}
}

func feedsOf(t *testing.T, s *Store) string {
	t.Helper()
	var all []string
	for _, f := range must[[]feed.Subscription](t)(s.Subscriptions(t.Context())) {
		all = append(all, f.URL+"="+f.Title.String()+"/"+f.Folder)
	}
	return strings.Join(all, " ")
}

func TestFeedsThatAreLeftMovedAndRenamedAreSoElsewhere(t *testing.T) {
	a, ca := library(t)
	b, cb := library(t)
	id := follow(t, a, "https://one.example/feed", "News")
	follow(t, a, "https://two.example/feed", "")
	kept := save(t, a, id, item("a", 1, "One", "x"))
	ok(t, a.Mark(t.Context(), feed.Mark{Article: kept[0], Key: feed.MarkBookmark, On: true, At: ca.t}))
	exchange(t, a, b)
	here := feedsOf(t, b)
	if strings.Count(here, "https://") != 2 || here != feedsOf(t, a) {
		t.Errorf("b follows %s", here)
	}
	ca.t = ca.t.Add(time.Hour)
	cb.t = ca.t
	ok(t, a.Rename(t.Context(), id, "My One"))
	ok(t, a.SetURL(t.Context(), id, "https://moved.example/feed"))
	for _, f := range must[[]feed.Subscription](t)(b.Subscriptions(t.Context())) {
		if f.URL == "https://two.example/feed" {
			ok(t, b.Unsubscribe(t.Context(), f.ID))
		}
	}
	exchange(t, a, b)
	exchange(t, a, b)
	for name, s := range map[string]*Store{"a": a, "b": b} {
		same(t, feedsOf(t, s), "https://moved.example/feed=My One/News")
		if got := titles(t, s, feed.Query{Bookmarked: true}, feed.Window{}); len(got) != 1 {
			t.Errorf("%s keeps %q", name, got)
		}
	}
	ca.t = ca.t.Add(time.Hour)
	follow(t, a, "https://two.example/feed", "")
	exchange(t, b, a)
	if !strings.Contains(feedsOf(t, b), "two.example") {
		t.Errorf("what is followed again is not in b: %s", feedsOf(t, b))
	}
}

func TestSearchesAndRulesThatAreChangedOrRemovedAreSoElsewhere(t *testing.T) {
	a, ca := library(t)
	b, cb := library(t)
	fresh := must[feed.SavedSearch](t)(a.SaveSearch(t.Context(), saved("Fresh", "is:unread")))
	must[feed.SavedSearch](t)(a.SaveSearch(t.Context(), saved("Sea", "sea*")))
	ads := must[feed.SavedRule](t)(a.SaveRule(t.Context(), feed.SavedRule{Name: feed.Clean("Ads"), Query: "sponsored", Actions: hiding(t), On: true}))
	exchange(t, a, b)
	same(t, names(t, b), "Fresh=is:unread; Sea=sea*")
	ca.t = ca.t.Add(time.Minute)
	fresh.Name, fresh.Query = feed.Clean("New"), "is:unread after:7d"
	must[feed.SavedSearch](t)(a.SaveSearch(t.Context(), fresh))
	ads.On = false
	must[feed.SavedRule](t)(a.SaveRule(t.Context(), ads))
	cb.t = ca.t.Add(time.Minute)
	for _, f := range must[[]feed.SavedSearch](t)(b.Searches(t.Context())) {
		if f.Name.String() == "Sea" {
			must[feed.SavedSearch](t)(b.DropSearch(t.Context(), f.ID))
		}
	}
	exchange(t, a, b)
	for _, s := range []*Store{a, b} {
		same(t, names(t, s), "New=is:unread after:7d")
		rules := must[[]feed.SavedRule](t)(s.Rules(t.Context()))
		if len(rules) != 1 || rules[0].On {
			t.Errorf("rules: %+v", rules)
		}
	}
}

// TestTwoLibrariesThatReadEachOtherBecomeTheSame has two readers do at random what readers do.
func TestTwoLibrariesThatReadEachOtherBecomeTheSame(t *testing.T) {
	for seed := range uint64(12) {
		r := rand.New(rand.NewPCG(seed, 7))
		a, ca := library(t)
		b, cb := library(t)
		stores, clocks := []*Store{a, b}, []*clock{ca, cb}
		for range 4 {
			for range 15 {
				i := r.IntN(2)
				later := clocks[0].t.Add(time.Duration(r.IntN(3)) * time.Second)
				clocks[0].t, clocks[1].t = later, later
				act(t, r, stores[i], later)
			}
			exchange(t, a, b)
			exchange(t, a, b)
			if x, y := said(t, a), said(t, b); !slices.Equal(x, y) {
				t.Fatalf("seed %d: a and b differ:\n%s", seed, strings.Join(differing(x, y), ""))
			}
			same(t, feedsOf(t, a), feedsOf(t, b))
			for _, s := range stores {
				if got, err := s.ReadState(t.Context(), bytes.NewReader(written(t, stores[0]))); err != nil || got.Feeds+got.Changes > 0 {
					t.Fatalf("seed %d: once more %v %+v", seed, err, got)
				}
			}
		}
	}
}

func differing(x, y []string) []string {
	var lines []string
	for _, l := range x {
		if !slices.Contains(y, l) {
			lines = append(lines, "a "+l+"\n")
		}
	}
	for _, l := range y {
		if !slices.Contains(x, l) {
			lines = append(lines, "b "+l+"\n")
		}
	}
	return lines
}

// act does something in a library.
func act(t *testing.T, r *rand.Rand, s *Store, at time.Time) {
	t.Helper()
	ctx := t.Context()
	n := r.IntN(3)
	url := fmt.Sprintf("https://%d.example/feed", n)
	subs := must[[]feed.Subscription](t)(s.Subscriptions(ctx))
	i := slices.IndexFunc(subs, func(f feed.Subscription) bool { return f.URL == url })
	if i < 0 {
		id := follow(t, s, url, fmt.Sprint("f", r.IntN(3)))
		save(t, s, id, item("a", 1, "One", "x"), item("b", 2, "Two", "y"))
		return
	}
	id := subs[i].ID
	rows := headlines(t, s, feed.Query{Feed: id})
	switch k := r.IntN(11); {
	case k == 0:
		ok(t, s.Unsubscribe(ctx, id))
	case k == 1:
		ok(t, s.Rename(ctx, id, fmt.Sprint("name", r.IntN(3))))
	case k == 2:
		ok(t, s.Move(ctx, id, fmt.Sprint("f", r.IntN(3))))
	case k == 3:
		all := must[[]feed.SavedSearch](t)(s.Searches(ctx))
		name := fmt.Sprint("s", r.IntN(3))
		at := slices.IndexFunc(all, func(f feed.SavedSearch) bool { return f.Name.String() == name })
		f := saved(name, fmt.Sprint("word", r.IntN(3)))
		if at >= 0 {
			f.ID = all[at].ID
		}
		must[feed.SavedSearch](t)(s.SaveSearch(ctx, f))
	case k == 4:
		if all := must[[]feed.SavedSearch](t)(s.Searches(ctx)); len(all) > 0 {
			must[feed.SavedSearch](t)(s.DropSearch(ctx, all[r.IntN(len(all))].ID))
		}
	case k == 5 && len(rows) > 0:
		_, err := s.Highlight(ctx, feed.Highlight{Article: rows[0].ID, Quote: feed.Clean(fmt.Sprint("words ", r.IntN(2))), On: r.IntN(2) == 0, At: at})
		ok(t, err)
	case len(rows) == 0:
	case k == 6 && r.IntN(2) == 0:
		tag := fmt.Sprint("tag", r.IntN(2))
		ok(t, s.Tag(ctx, feed.Tagging{Article: rows[0].ID, Tag: tag, On: true}))
		ok(t, s.ColourTag(ctx, tag, []string{"", "red", "blue"}[r.IntN(3)]))
	case k == 6:
		ok(t, s.Tag(ctx, feed.Tagging{Article: rows[r.IntN(len(rows))].ID, Tag: fmt.Sprint("tag", r.IntN(2)), On: r.IntN(2) == 0}))
	case k == 7:
		ok(t, s.SetNote(ctx, feed.Note{Article: rows[r.IntN(len(rows))].ID, Text: feed.Clean([]string{"", "one", "two"}[r.IntN(3)]), At: at}))
	default:
		key := []feed.MarkKey{feed.MarkRead, feed.MarkBookmark, feed.MarkLater, feed.MarkHidden}[r.IntN(4)]
		ok(t, s.Mark(ctx, feed.Mark{Article: rows[r.IntN(len(rows))].ID, Key: key, On: r.IntN(2) == 0, At: at}))
	}
}

func hiding(t *testing.T) []feed.RuleAction {
	t.Helper()
	return must[[]feed.RuleAction](t)(feed.ParseRuleActions("hide"))
}
