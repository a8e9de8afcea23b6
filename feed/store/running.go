package store

import (
	"context"
	"slices"

	"newspane/feed"
)

// A rule that acts on stored articles may act on very many: it does so in pieces, between which others write, and which
// can be called off.

// runBatch is how many articles a rule acts on in a transaction.
const runBatch = 1000

// RunRule has a rule act on the stored articles that it has not acted on, and returns what that changed. It says how far
// it is to tell, which may be nil. When its context ends it is stopped: what it did is returned, and is no error.
func (s *Store) RunRule(ctx context.Context, id feed.ID, tell func(done, of int)) (feed.RuleRun, error) {
	run := feed.RuleRun{Rule: id}
	r, selected, err := s.selectForRun(ctx, &run)
	for part := range slices.Chunk(selected, runBatch) {
		if err != nil || ctx.Err() != nil {
			break
		}
		piece := feed.RuleRun{Rule: id}
		err = s.writeUser(ctx, "run rule", func(t *tx) error {
			piece = feed.RuleRun{Rule: id}
			return s.actOn(t, r, part, false, &piece)
		})
		if err != nil {
			break
		}
		s.keepRuled(ctx, piece.Marks, piece.Tags)
		run.Acted, run.Marks, run.Tags = append(run.Acted, piece.Acted...), append(run.Marks, piece.Marks...), append(run.Tags, piece.Tags...)
		run.Looked += len(part)
		if tell != nil {
			tell(run.Looked, len(selected))
		}
	}
	if run.Stopped = ctx.Err() != nil && (err != nil || run.Looked < len(selected)); run.Stopped {
		err = nil
	}
	return run, err
}

// selectForRun returns a rule and the stored articles that it selects.
func (s *Store) selectForRun(ctx context.Context, run *feed.RuleRun) (r feed.SavedRule, selected []feed.ID, err error) {
	if run.Behind, err = s.AwaitIndex(ctx); err != nil {
		return r, nil, err
	}
	rules, err := readRules(ctx, s.reads)
	if err != nil {
		return r, nil, s.fail("run rule", err)
	}
	i := slices.IndexFunc(rules, func(r feed.SavedRule) bool { return r.ID == run.Rule })
	if i < 0 {
		return r, nil, notFound("run rule")
	}
	selected, err = s.selectedBy(ctx, s.reads, rules[i], nil)
	run.Matches = len(selected)
	return rules[i], selected, s.fail("run rule", err)
}

// UndoRule takes back what a rule did in a run, and forgets that it acted. It goes through with it: what was begun is not
// left half undone.
func (s *Store) UndoRule(ctx context.Context, run feed.RuleRun) error {
	ctx = context.WithoutCancel(ctx)
	pieces := make([]feed.RuleRun, (len(run.Acted)+runBatch-1)/runBatch)
	in := make(map[feed.ID]*feed.RuleRun, len(run.Acted))
	for i, id := range run.Acted {
		p := &pieces[i/runBatch]
		p.Acted = append(p.Acted, id)
		in[id] = p
	}
	for _, m := range run.Marks {
		if p := in[m.Article]; p != nil {
			m.On = false
			p.Marks = append(p.Marks, m)
		}
	}
	for _, g := range run.Tags {
		if p := in[g.Article]; p != nil {
			g.On = false
			p.Tags = append(p.Tags, g)
		}
	}
	for _, p := range pieces {
		err := s.writeUser(ctx, "undo rule", func(t *tx) error {
			if err := s.set(t, p.Marks, p.Tags); err != nil {
				return err
			}
			return forget(t, run.Rule, p.Acted)
		})
		if err != nil {
			return err
		}
		s.keepRuled(ctx, p.Marks, p.Tags)
	}
	return nil
}
