package ui

import (
	"context"
	"slices"

	"newspane/feed"
)

func (s *shelf) Rules(context.Context) ([]feed.SavedRule, error) { return slices.Clone(s.rules), nil }

func (s *shelf) SaveRule(_ context.Context, r feed.SavedRule) (feed.SavedRule, error) {
	if err := s.failing(); err != nil {
		return r, err
	}
	for i := range s.rules {
		if s.rules[i].ID == r.ID {
			s.rules[i] = r
			return r, nil
		}
	}
	if r.ID == 0 {
		r.ID = feed.ID(100 + len(s.rules))
	}
	s.rules = append(s.rules, r)
	return r, nil
}

func (s *shelf) DropRule(_ context.Context, id feed.ID) (feed.SavedRule, error) {
	i := slices.IndexFunc(s.rules, func(r feed.SavedRule) bool { return r.ID == id })
	if i < 0 {
		return feed.SavedRule{}, &feed.Error{Op: "remove rule", Kind: feed.NotFound}
	}
	r := s.rules[i]
	s.rules = slices.Delete(s.rules, i, i+1)
	return r, nil
}

func (s *shelf) MoveRule(_ context.Context, id feed.ID, by int) error {
	i := slices.IndexFunc(s.rules, func(r feed.SavedRule) bool { return r.ID == id })
	j := min(max(i+by, 0), len(s.rules)-1)
	s.rules[i], s.rules[j] = s.rules[j], s.rules[i]
	return nil
}

func (s *shelf) PreviewRule(_ context.Context, query string, examples int) (feed.RulePreview, error) {
	if s.wrong != nil {
		return feed.RulePreview{}, s.wrong
	}
	found := s.in(feed.Query{Search: query})
	return feed.RulePreview{Matches: len(found), Of: len(s.articles), Examples: found[:min(examples, len(found))]}, nil
}

func (s *shelf) RunRule(ctx context.Context, id feed.ID) (feed.RuleRun, error) {
	run := feed.RuleRun{Rule: id}
	for _, r := range s.rules {
		if r.ID != id {
			continue
		}
		for _, h := range s.in(feed.Query{Search: r.Query}) {
			run.Acted = append(run.Acted, h.ID)
			run.Marks = append(run.Marks, feed.Mark{Article: h.ID, Key: feed.MarkBookmark, On: true})
		}
	}
	run.Matches = len(run.Acted)
	return run, s.Mark(ctx, run.Marks...)
}

func (s *shelf) UndoRule(ctx context.Context, run feed.RuleRun) error {
	for _, k := range run.Marks {
		k.On = false
		if err := s.Mark(ctx, k); err != nil {
			return err
		}
	}
	return nil
}

func (s *shelf) Reasons(context.Context, feed.ID) ([]feed.RuleReason, int, error) {
	return s.reasons, 5 * len(s.reasons), nil
}
