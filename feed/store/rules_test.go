package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"newspane/feed"
)

func rule(name, query, actions string) feed.SavedRule {
	list, err := feed.ParseRuleActions(actions)
	if err != nil {
		panic(err)
	}
	return feed.SavedRule{Name: feed.Clean(name), Query: query, Actions: list, On: true}
}

func saveRule(t testing.TB, s *Store, r feed.SavedRule) feed.SavedRule {
	t.Helper()
	return must[feed.SavedRule](t)(s.SaveRule(t.Context(), r))
}

func rulesOf(t testing.TB, s *Store) string {
	var list []string
	for _, r := range must[[]feed.SavedRule](t)(s.Rules(t.Context())) {
		list = append(list, fmt.Sprintf("%s: %s: %s: %t", r.Name, r.Query, feed.RuleActions(r.Actions), r.On))
	}
	return strings.Join(list, "; ")
}

// arrive stores articles as a check of a feed would, and has the rules look at all that has come.
func arrive(t testing.TB, s *Store, id feed.ID, titles ...string) (seen int, notices []feed.RuleNotice) {
	t.Helper()
	doc := &feed.Document{Title: feed.Clean("Times")}
	for _, title := range titles {
		doc.Items = append(doc.Items, feed.Item{ID: title, Title: feed.Clean(title), Content: "<p>text</p>"})
	}
	must[[]feed.ID](t)(s.SaveDocument(t.Context(), id, doc, feed.Poll{}))
	for {
		done := must[Ruled](t)(s.RuleNew(t.Context()))
		if done.Seen == 0 {
			return seen, notices
		}
		seen += done.Seen
		notices = append(notices, done.Notices...)
	}
}

func TestRulesActOnWhatComesInTheirOrder(t *testing.T) {
	s, _ := library(t)
	id := follow(t, s, "https://a.example/feed", "")
	if seen, _ := arrive(t, s, id, "Old flood"); seen != 0 {
		t.Error("without rules nothing is to be looked at")
	}
	saveRule(t, s, rule("Dams", "title:dam", "hide"))
	saveRule(t, s, rule("Water", "flood OR dam ", "tag water, score +3, read, notify"))
	saveRule(t, s, rule("Floods", "title:flood", "score +2, bookmark, later"))
	seen, notices := arrive(t, s, id, "Old flood", "Dam", "Flood", "Snow")
	same(t, seen, 3)
	same(t, notices, []feed.RuleNotice{{Rule: feed.Clean("Water"), New: 1}})
	for query, want := range map[string]string{
		"": "Flood Old flood Snow", "is:hidden": "Dam", "score:5": "Flood", "score:>5": "", "score:<1": "Old flood Snow", "-score:5": "Old flood Snow",
		"tag:water": "Flood", "is:bookmarked": "Flood", "is:later": "Flood", "is:read": "Flood", "score:>4 flood": "Flood", "score:5 is:hidden": "",
	} {
		got := titles(t, s, feed.Query{Search: query}, feed.Window{})
		slices.Sort(got)
		same(t, strings.Join(got, " "), want)
	}
	flood := headlines(t, s, feed.Query{Search: "score:5"})[0]
	reasons, score, err := s.Reasons(t.Context(), flood.ID)
	ok(t, err)
	same(t, score, 5)
	same(t, reasons, []feed.RuleReason{{Rule: feed.Clean("Water"), Did: "tag water, score +3, read, notify"}, {Rule: feed.Clean("Floods"), Did: "score +2, bookmark, later"}})
}

// TestRulesLeaveAloneWhatTheReaderMarked: an article that went and comes again has its old marks.
func TestRulesLeaveAloneWhatTheReaderMarked(t *testing.T) {
	s, _ := library(t)
	ctx := t.Context()
	id := follow(t, s, "https://a.example/feed", "")
	saveRule(t, s, rule("All", "text", "read, tag x, bookmark"))
	arrive(t, s, id, "One")
	one := headlines(t, s, feed.Query{})[0]
	same(t, []any{one.Read, one.Bookmarked, len(one.Tags)}, []any{true, true, 1})
	ok(t, s.Mark(ctx, feed.Mark{Article: one.ID, Key: feed.MarkRead}, feed.Mark{Article: one.ID, Key: feed.MarkBookmark}))
	ok(t, s.Tag(ctx, feed.Tagging{Article: one.ID, Tag: "x"}))
	arrive(t, s, id, "One")
	must[feed.RuleRun](t)(s.RunRule(ctx, 1, nil))
	ok(t, s.Unsubscribe(ctx, id))
	arrive(t, s, follow(t, s, "https://a.example/feed", ""), "One")
	for _, h := range headlines(t, s, feed.Query{}) {
		same(t, []any{h.Read, h.Bookmarked, len(h.Tags)}, []any{false, false, 0})
	}
}

// changeable is all that rules can change, for comparison.
func changeable(t testing.TB, s *Store) string {
	var b strings.Builder
	for _, q := range []string{"", "is:hidden"} {
		for _, h := range headlines(t, s, feed.Query{Search: q}) {
			_, score, err := s.Reasons(t.Context(), h.ID)
			ok(t, err)
			fmt.Fprintln(&b, h.ID, h.Read, h.Bookmarked, h.Later, h.Tags, q, score)
		}
	}
	return b.String()
}

func TestARuleThatRunsTwiceChangesNothingMoreAndIsUndone(t *testing.T) {
	c := newCorpus(t)
	s, ctx := c.s, t.Context()
	for i, r := range []feed.SavedRule{rule("a", "glacier", "hide, read"), rule("b", "is:unread -treaty", "read, tag water, score -4"),
		rule("c", "feed:\"Quarterly\" OR lantern*", "score +3, bookmark, later"), rule("d", "score:>0", "tag good, notify"), rule("e", "title:harbour author:lee", "hide")} {
		r.On = i%2 == 0
		id := saveRule(t, s, r).ID
		before := changeable(t, s)
		run := must[feed.RuleRun](t)(s.RunRule(ctx, id, nil))
		once := changeable(t, s)
		if len(run.Acted) == 0 || before == once {
			t.Fatalf("rule %s did nothing", r.Name)
		}
		again := must[feed.RuleRun](t)(s.RunRule(ctx, id, nil))
		same(t, []any{len(again.Acted), len(again.Marks), len(again.Tags)}, []any{0, 0, 0})
		same(t, changeable(t, s), once)
		ok(t, s.UndoRule(ctx, run))
		same(t, changeable(t, s), before)
		must[feed.RuleRun](t)(s.RunRule(ctx, id, nil))
		same(t, changeable(t, s), once)
	}
}

func TestRulesKeepTheirOrderAndComeBack(t *testing.T) {
	s, _ := library(t)
	ctx := t.Context()
	a := saveRule(t, s, rule("Dams", "title:dam", "hide"))
	b := saveRule(t, s, rule("Floods", "flood* OR drought", "tag water, score -3"))
	b.On = false
	b = saveRule(t, s, b)
	same(t, rulesOf(t, s), `Dams: title:"dam": hide: true; Floods: flood* OR "drought": tag water, score -3: false`)
	ok(t, s.MoveRule(ctx, b.ID, -5))
	_, err := s.SaveRule(ctx, rule("dams", "x", "hide"))
	kind(t, err, feed.Exists)
	_, err = s.SaveRule(ctx, feed.SavedRule{Name: feed.Clean("idle"), Query: "x"})
	kind(t, err, feed.Refused)
	kind(t, s.MoveRule(ctx, 99, 1), feed.NotFound)
	var wrong *feed.QueryError
	if _, err := s.SaveRule(ctx, rule("x", "titel:x", "hide")); !errors.As(err, &wrong) {
		t.Errorf("a wrong query: %v", err)
	}
	gone := must[feed.SavedRule](t)(s.DropRule(ctx, a.ID))
	same(t, rulesOf(t, s), `Floods: flood* OR "drought": tag water, score -3: false`)
	saveRule(t, s, gone)
	same(t, len(must[[]feed.SavedRule](t)(s.Rules(ctx))), 2)
	held, _, err := s.journal.read()
	ok(t, err)
	same(t, len(held), 2)
	var out strings.Builder
	ok(t, s.WriteState(ctx, &out))
	other, _ := library(t)
	must[Merged](t)(other.ReadState(ctx, strings.NewReader(out.String())))
	same(t, rulesOf(t, other), rulesOf(t, s))
}

func TestARuleFollowsTheNameOfItsFeed(t *testing.T) {
	s, _ := library(t)
	id := follow(t, s, "https://a.example/feed", "")
	arrive(t, s, id, "One")
	saveRule(t, s, rule("Word", `feed:"Times" title:one`, "hide"))
	ok(t, s.Rename(t.Context(), id, "The Evening Times"))
	same(t, rulesOf(t, s), `Word: feed:"The Evening Times" title:"one": hide: true`)
	arrive(t, s, id, "One more")
	same(t, titles(t, s, feed.Query{}, feed.Window{}), []string{"One"})
}

func TestAPreviewCountsAndShows(t *testing.T) {
	s, _ := library(t)
	arrive(t, s, follow(t, s, "https://a.example/feed", ""), "One", "Two", "Two more")
	p := must[feed.RulePreview](t)(s.PreviewRule(t.Context(), "title:two", 1))
	same(t, []int{p.Matches, p.Of, len(p.Examples)}, []int{2, 3, 1})
}

func TestARuleOnStoredArticlesWaitsForTheIndex(t *testing.T) {
	s, _ := library(t)
	id := follow(t, s, "https://a.example/feed", "")
	doc := &feed.Document{Title: feed.Clean("Times")}
	for i := range settleAtMost + 50 {
		doc.Items = append(doc.Items, feed.Item{ID: fmt.Sprint(i), Title: feed.Clean(fmt.Sprint("Flood ", i))})
	}
	must[[]feed.ID](t)(s.SaveDocument(t.Context(), id, doc, feed.Poll{}))
	p := must[feed.RulePreview](t)(s.PreviewRule(t.Context(), "flood", 0))
	same(t, []int{p.Matches, p.Of, p.Behind}, []int{settleAtMost + 50, settleAtMost + 50, 0})
	run := must[feed.RuleRun](t)(s.RunRule(t.Context(), saveRule(t, s, rule("Floods", "flood", "read")).ID, nil))
	same(t, []int{len(run.Acted), run.Behind}, []int{settleAtMost + 50, 0})
}

func TestRulesOutliveTheDatabase(t *testing.T) {
	path, c := keptLibrary(t)
	s := reopen(t, path, c)
	saveRule(t, s, rule("One", "one", "hide"))
	two := rule("Two", "two", "tag x, score -3, notify")
	two.On = false
	saveRule(t, s, two)
	before := rulesOf(t, s)
	ok(t, s.Close())
	for _, end := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(path + end); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	s = reopen(t, path, c)
	same(t, rulesOf(t, s), before)
	if !strings.Contains(s.Notice(), "2 rules") {
		t.Errorf("the notice is %q", s.Notice())
	}
}

func TestAScoreGoesWithItsRuleAndComesBack(t *testing.T) {
	s, _ := library(t)
	r := saveRule(t, s, rule("Floods", "flood", "score +3"))
	arrive(t, s, follow(t, s, "https://a.example/feed", ""), "Flood", "Snow")
	scored := func() []string { return titles(t, s, feed.Query{Search: "score:>0"}, feed.Window{}) }
	same(t, scored(), []string{"Flood"})
	r = must[feed.SavedRule](t)(s.DropRule(t.Context(), r.ID))
	same(t, len(scored()), 0)
	saveRule(t, s, r)
	same(t, scored(), []string{"Flood"})
	same(t, must[[]feed.SavedRule](t)(s.Rules(t.Context()))[0].Acted, 1)
}

func TestARuleThatCannotBeReadHoldsUpNoOther(t *testing.T) {
	s, _ := library(t)
	r := saveRule(t, s, rule("Newer", "x", "hide"))
	saveRule(t, s, rule("Floods", "flood", "score +3"))
	ok(t, s.writeUser(t.Context(), "test", func(t *tx) error {
		_, err := t.exec("UPDATE rules SET query = 'later:language', actions = 'sing' WHERE id = ?", r.ID)
		return err
	}))
	arrive(t, s, follow(t, s, "https://a.example/feed", ""), "Flood", "Snow")
	same(t, titles(t, s, feed.Query{Search: "score:3"}, feed.Window{}), []string{"Flood"})
	same(t, must[[]feed.SavedRule](t)(s.Rules(t.Context()))[0].On, false)
}

func TestRulesOnTextMeetTheTextThatThePageBringsOnce(t *testing.T) {
	s, _ := library(t)
	id := follow(t, s, "https://a.example/feed", "")
	saveRule(t, s, rule("Sponsored", "sponsored", "hide"))
	saveRule(t, s, rule("Walrus", "text:walrus", "tag sea, score +3, notify"))
	saveRule(t, s, rule("State", "is:read", "hide"))
	if seen, _ := arrive(t, s, id, "One", "Two", "Three", "Four"); seen != 4 {
		t.Fatalf("%d seen", seen)
	}
	ids := map[string]feed.ID{}
	for _, h := range headlines(t, s, feed.Query{}) {
		ids[h.Title.String()] = h.ID
	}
	look := func() (seen int, told []feed.RuleNotice) {
		for {
			done := must[Ruled](t)(s.RuleNew(t.Context()))
			if done.Seen == 0 {
				return seen, told
			}
			seen, told = seen+done.Seen, append(told, done.Notices...)
		}
	}
	page := func(title, text string) {
		ok(t, s.SavePage(t.Context(), ids[title], PageCopy{URL: "https://a.example/" + title, Body: []byte("<p>x"), Plain: text}))
	}
	read := func(title string) {
		ok(t, s.Mark(t.Context(), feed.Mark{Article: ids[title], Key: feed.MarkRead, On: true}))
	}
	page("One", "a sponsored text")
	page("Two", "the walrus sleeps")
	read("Three")
	page("Three", "a sponsored walrus") // the reader has it open: it does not vanish, and is no news
	seen, told := look()
	same(t, []any{seen, told}, []any{3, []feed.RuleNotice{{Rule: feed.Clean("Walrus"), New: 1}}})
	same(t, titles(t, s, feed.Query{}, feed.Window{}), []string{"Two", "Three", "Four"})
	same(t, titles(t, s, feed.Query{Tag: "sea"}, feed.Window{}), []string{"Two", "Three"})
	same(t, titles(t, s, feed.Query{Search: "score:3"}, feed.Window{}), []string{"Two", "Three"})
	ok(t, s.Tag(t.Context(), feed.Tagging{Article: ids["Two"], Tag: "sea"}))
	page("Two", "the walrus wakes") // read anew: no news to the rules
	seen, _ = look()
	same(t, seen, 0)
	same(t, titles(t, s, feed.Query{Tag: "sea"}, feed.Window{}), []string{"Three"})
}

func TestALongRunLetsOthersWriteCanBeStoppedAndIsUndone(t *testing.T) {
	s, _ := library(t)
	id := follow(t, s, "https://a.example/feed", "")
	items := make([]feed.Item, 2*runBatch+100)
	for i := range items {
		items[i] = item(fmt.Sprint(i), i%900, "Flood", "water")
	}
	save(t, s, id, items...)
	r := saveRule(t, s, rule("Floods", "flood", "tag water, bookmark, score +2"))
	caughtUp(t, s)
	first := headlines(t, s, feed.Query{})[0].ID
	ctx, cancel := context.WithCancel(t.Context())
	told := ""
	run := must[feed.RuleRun](t)(s.RunRule(ctx, r.ID, func(done, of int) {
		told += fmt.Sprint(done, "/", of, " ")
		ok(t, s.Mark(t.Context(), feed.Mark{Article: first, Key: feed.MarkRead, On: true}))
		cancel()
	}))
	same(t, []any{told, run.Stopped, run.Looked, run.Matches, len(run.Acted)}, []any{fmt.Sprintf("%d/%d ", runBatch, len(items)), true, runBatch, len(items), runBatch})
	count := func(q feed.Query) int { n, _, err := s.Count(t.Context(), q); ok(t, err); return n }
	same(t, []int{count(feed.Query{Tag: "water"}), count(feed.Query{Bookmarked: true}), count(feed.Query{Search: "score:2"})}, []int{runBatch, runBatch, runBatch})

	rest := must[feed.RuleRun](t)(s.RunRule(t.Context(), r.ID, nil))
	same(t, []any{rest.Stopped, len(rest.Acted)}, []any{false, runBatch + 100})
	ended, end := context.WithCancel(t.Context())
	end()
	ok(t, s.UndoRule(ended, rest)) // what was begun is gone through with
	same(t, count(feed.Query{Tag: "water"}), runBatch)
	ok(t, s.UndoRule(t.Context(), run))
	same(t, []int{count(feed.Query{Tag: "water"}), count(feed.Query{Bookmarked: true}), count(feed.Query{Search: "score:2"})}, []int{0, 0, 0})
	none := must[feed.RuleRun](t)(s.RunRule(ended, r.ID, nil))
	same(t, []any{none.Stopped, len(none.Acted)}, []any{true, 0})
}
