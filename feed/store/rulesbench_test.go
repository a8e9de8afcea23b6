//go:build unix

package store

import (
	"fmt"
	"testing"
	"time"

	"newspane/feed"
)

// BenchmarkRules measures what rules add to a check that brings 20 articles, and what they take on all stored ones.
func BenchmarkRules(b *testing.B) {
	s := benchLibrary(b)
	ctx := b.Context()
	subs := must[[]feed.Subscription](b)(s.Subscriptions(ctx))
	g := newGenerator(11)
	s.indexer.await(ctx, time.Hour)
	n := 1 << 40
	arrive := func(int) error {
		doc := &feed.Document{Title: feed.Clean("Bench")}
		for range 20 {
			n++
			it := g.item(n, time.Now())
			it.ID = fmt.Sprint("rule ", n)
			doc.Items = append(doc.Items, it)
		}
		_, err := s.SaveDocument(ctx, subs[0].ID, doc, feed.Poll{})
		for err == nil {
			var done Ruled
			if done, err = s.RuleNew(ctx); done.Seen == 0 {
				break
			}
		}
		return err
	}
	each(b, "arrive without rules", arrive)
	var first feed.SavedRule
	for i := range 20 {
		r := rule(fmt.Sprint("rule ", i, " ", time.Now().UnixNano()), fmt.Sprintf("title:%s OR (%s -is:bookmarked)", g.words[i*7], g.words[200+i]), "score +1, tag bench")
		r.On = true
		first = saveRule(b, s, r)
	}
	each(b, "arrive with 20 rules", arrive)
	each(b, "preview", func(int) error { _, err := s.PreviewRule(ctx, first.Query, 12); return err })
	each(b, "run and undo", func(int) error {
		run, err := s.RunRule(ctx, first.ID, nil)
		if err != nil {
			return err
		}
		b.ReportMetric(float64(run.Matches), "articles")
		return s.UndoRule(ctx, run)
	})
	for _, r := range must[[]feed.SavedRule](b)(s.Rules(ctx)) {
		must[feed.SavedRule](b)(s.DropRule(ctx, r.ID))
	}
}
