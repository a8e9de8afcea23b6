package store

import (
	"os"
	"strings"
	"testing"
	"time"

	"newspane/feed"
)

func passage(id feed.ID, quote, before string, block int) feed.Highlight {
	return feed.Highlight{Article: id, Quote: feed.CleanBlock(quote), Before: feed.CleanBlock(before), Block: block, On: true}
}

func yours(h feed.Headline) []any { return []any{h.Tags, h.Noted, h.Highlit, h.Bookmarked, h.Later} }

// annotated makes a library whose second article, B, has everything that a reader makes of one.
func annotated(t *testing.T) (s *Store, c *clock, source feed.ID, fresh []feed.ID) {
	t.Helper()
	s, c = library(t)
	source = follow(t, s, "https://example.org/feed", "")
	fresh = save(t, s, source, item("a", 1, "A", "x"), item("b", 2, "B", "one two"), item("c", 3, "C", "z"))
	b := fresh[1]
	ctx := t.Context()
	ok(t, s.Tag(ctx, feed.Tagging{Article: b, Tag: "Zürich", On: true}, feed.Tagging{Article: b, Tag: "asia", On: true}))
	ok(t, s.ColourTag(ctx, "ZURICH", "blue"))
	ok(t, s.SetNote(ctx, feed.Note{Article: b, Text: feed.CleanBlock("first line\nsecond")}))
	must[[]feed.Highlight](t)(s.Highlight(ctx, passage(b, "two", "one ", 0)))
	ok(t, s.Mark(ctx, feed.Mark{Article: b, Key: feed.MarkLater, On: true}, feed.Mark{Article: b, Key: feed.MarkBookmark, On: true}))
	return s, c, source, fresh
}

// all are the queries that select B of an annotated library.
func all() []feed.Query {
	return []feed.Query{{Tag: "zurich"}, {Tag: "Asia", Unread: true}, {Noted: true}, {Highlit: true}, {Later: true},
		{Noted: true, Tag: "asia", Later: true, Highlit: true, Bookmarked: true}, {Tag: "ZÜRICH", Search: "one"}}
}

func TestWhatTheReaderMadeSelectsArticles(t *testing.T) {
	s, _, _, fresh := annotated(t)
	for _, q := range all() {
		same(t, titles(t, s, q, feed.Window{}), []string{"B"})
		total, _, err := s.Count(t.Context(), q)
		ok(t, err)
		same(t, total, 1)
	}
	same(t, titles(t, s, feed.Query{Tag: feed.AnyTag}, feed.Window{}), []string{"B"})
	same(t, titles(t, s, feed.Query{Tag: "asi"}, feed.Window{}), []string{})
	same(t, yours(headlines(t, s, feed.Query{})[1]), []any{[]string{"asia", "Zürich"}, true, true, true, true})
	same(t, yours(headlines(t, s, feed.Query{})[0]), []any{[]string{}, false, false, false, false})
	same(t, must[[]feed.Tag](t)(s.Tags(t.Context())), []feed.Tag{{Name: feed.Clean("asia"), Articles: 1, Unread: 1},
		{Name: feed.Clean("Zürich"), Colour: "blue", Articles: 1, Unread: 1}})
	same(t, must[feed.Note](t)(s.Note(t.Context(), fresh[1])).Text, "first line\nsecond")
	same(t, must[feed.Note](t)(s.Note(t.Context(), fresh[0])).Text, "")
	h := must[[]feed.Highlight](t)(s.Highlights(t.Context(), 0))[0]
	same(t, []any{h.Article, h.Quote, h.Before, h.Title, h.Source}, []any{fresh[1], "two", "one ", "B", "example.org/feed"})
}

func TestWhatTheReaderTookAwayIsGone(t *testing.T) {
	s, _, _, fresh := annotated(t)
	b, ctx := fresh[1], t.Context()
	ok(t, s.Tag(ctx, feed.Tagging{Article: b, Tag: "zurich"}, feed.Tagging{Article: b, Tag: "asia"}))
	ok(t, s.SetNote(ctx, feed.Note{Article: b}))
	h := must[[]feed.Highlight](t)(s.Highlights(ctx, b))[0]
	h.On = false
	must[[]feed.Highlight](t)(s.Highlight(ctx, h))
	ok(t, s.Mark(ctx, feed.Mark{Article: b, Key: feed.MarkLater}))
	for _, q := range all() {
		same(t, titles(t, s, q, feed.Window{}), []string{})
	}
	same(t, len(must[[]feed.Tag](t)(s.Tags(ctx))), 0)
	same(t, len(must[[]feed.Highlight](t)(s.Highlights(ctx, 0))), 0)
}

func TestHiddenArticlesLeaveTheListsOfTagsAndComeBack(t *testing.T) {
	s, _, _, fresh := annotated(t)
	ok(t, s.Mark(t.Context(), feed.Mark{Article: fresh[1], Key: feed.MarkHidden, On: true}))
	for _, q := range all() {
		same(t, titles(t, s, q, feed.Window{}), []string{})
	}
	ok(t, s.Mark(t.Context(), feed.Mark{Article: fresh[1], Key: feed.MarkHidden}))
	for _, q := range all() {
		same(t, titles(t, s, q, feed.Window{}), []string{"B"})
	}
}

func TestNothingButTheReaderRemovesWhatIsAnnotated(t *testing.T) {
	for _, annotate := range map[string]func(s *Store, id feed.ID) error{
		"tag": func(s *Store, id feed.ID) error {
			return s.Tag(t.Context(), feed.Tagging{Article: id, Tag: "x", On: true})
		},
		"note": func(s *Store, id feed.ID) error {
			return s.SetNote(t.Context(), feed.Note{Article: id, Text: feed.Clean("x")})
		},
		"later": func(s *Store, id feed.ID) error {
			return s.Mark(t.Context(), feed.Mark{Article: id, Key: feed.MarkLater, On: true})
		},
		"highlight": func(s *Store, id feed.ID) error {
			_, err := s.Highlight(t.Context(), passage(id, "x", "", 0))
			return err
		},
	} {
		s, _ := library(t)
		source := follow(t, s, "https://example.org/feed", "")
		fresh := save(t, s, source, item("a", 1, "A", "x"), item("b", 2, "B", "x"))
		ok(t, annotate(s, fresh[1]))
		ok(t, s.Delete(t.Context(), fresh...))
		same(t, titles(t, s, feed.Query{}, feed.Window{}), []string{"B"})
		ok(t, s.Unsubscribe(t.Context(), source))
		same(t, titles(t, s, feed.Query{}, feed.Window{}), []string{"B"})
	}
}

func TestWhatTheReaderMadeFollowsAnItemToItsNewID(t *testing.T) {
	s, _, source, _ := annotated(t)
	var moved []feed.Item
	for i, id := range []string{"a", "b", "c"} {
		it := item(id, i+1, strings.ToUpper(id), "one two")
		it.ID = "https://new.example/" + id
		moved = append(moved, it)
	}
	save(t, s, source, moved...)
	same(t, yours(headlines(t, s, feed.Query{})[1]), []any{[]string{"asia", "Zürich"}, true, true, true, true})
	same(t, len(must[[]feed.Highlight](t)(s.Highlights(t.Context(), 0))), 1)
}

func TestJournalBringsBackWhatTheReaderMade(t *testing.T) {
	s, c, source, fresh := annotated(t)
	ctx := t.Context()
	ok(t, s.Tag(ctx, feed.Tagging{Article: fresh[0], Tag: "gone", On: true}, feed.Tagging{Article: fresh[0], Tag: "gone"}))
	path := s.path
	for _, rewritten := range []bool{false, true} {
		if rewritten {
			ok(t, s.rewriteJournal(ctx))
		}
		ok(t, s.Close())
		ok(t, os.Remove(path))
		s = reopen(t, path, c)
		same(t, s.Notice(), "The library was missing. 1 feeds and 1 bookmarks were restored, with 6 tags, notes, highlights and articles to read later.")
		for _, q := range all()[2:6] {
			same(t, titles(t, s, q, feed.Window{}), []string{"B"})
		}
		h := headlines(t, s, feed.Query{})[0]
		same(t, yours(h), []any{[]string{"asia", "Zürich"}, true, true, true, true})
		same(t, must[feed.Note](t)(s.Note(ctx, h.ID)).Text, "first line\nsecond")
		same(t, must[[]feed.Tag](t)(s.Tags(ctx))[1].Colour, "blue")
		same(t, must[[]feed.Highlight](t)(s.Highlights(ctx, h.ID))[0].Quote, "two")
	}
	save(t, s, source, item("a", 1, "A", "x"), item("b", 2, "B", "one two")) // the feed still has it
	same(t, titles(t, s, feed.Query{Tag: "asia"}, feed.Window{}), []string{"B"})
	same(t, len(must[*Stored](t)(s.Article(ctx, headlines(t, s, feed.Query{Noted: true})[0].ID)).Content) > 0, true)
}

func TestJournalIsNotWrittenAnewWhenItHoldsAll(t *testing.T) {
	s, c, _, _ := annotated(t)
	path := s.path
	ok(t, s.Close())
	before := must[os.FileInfo](t)(os.Stat(path + "-journal.jsonl"))
	c.t = c.t.Add(time.Hour)
	ok(t, reopen(t, path, c).Close())
	same(t, os.SameFile(before, must[os.FileInfo](t)(os.Stat(path+"-journal.jsonl"))), true)
}

func TestOversizedAnnotationsAreRefused(t *testing.T) {
	s, _, _, fresh := annotated(t)
	id := fresh[0]
	kind(t, s.Tag(t.Context(), feed.Tagging{Article: id, Tag: strings.Repeat("x", feed.MaxTag+1), On: true}), feed.Refused)
	kind(t, s.Tag(t.Context(), feed.Tagging{Article: id, Tag: " \n", On: true}), feed.Refused)
	kind(t, s.SetNote(t.Context(), feed.Note{Article: id, Text: feed.CleanBlock(strings.Repeat("x", feed.MaxNote+1))}), feed.TooLarge)
	kind(t, s.SetNote(t.Context(), feed.Note{Article: 1, Text: feed.CleanBlock("x")}), feed.NotFound)
	_, err := s.Highlight(t.Context(), passage(id, "", "", 0))
	kind(t, err, feed.Refused)
	_, err = s.Highlight(t.Context(), passage(1, "x", "", 0))
	kind(t, err, feed.NotFound)
	kind(t, s.ColourTag(t.Context(), "asia", "mauve"), feed.Refused)
	kind(t, s.ColourTag(t.Context(), "no such", "red"), feed.NotFound)
	same(t, yours(headlines(t, s, feed.Query{})[0]), []any{[]string{}, false, false, false, false})
}
