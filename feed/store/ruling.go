package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"newspane/feed"
	"newspane/feed/query"
)

// Rules act on articles in batches: on those that have come once the search index has them, on stored ones when they
// are asked to. What a rule has done to an article is remembered, so that it does it once. Where the page of an article
// brings a text later, the rules that are about texts look at it once more.

// RuleBatch is how many new articles the rules look at in a transaction.
const RuleBatch = indexBatch

// Ruled is what the rules did to new articles.
type Ruled struct {
	Seen    int       // articles that they looked at
	Quiet   []feed.ID // of them those that are no longer unread
	Keep    []feed.ID // of them those that are bookmarked now, or to be read later
	Notices []feed.RuleNotice
	Told    []Told
}

// Told are the new articles that a rule is to tell of, by its name.
type Told struct {
	Rule     string
	Articles []feed.ID
}

// HasUnruled reports whether articles have come that the rules have not looked at.
func (s *Store) HasUnruled(ctx context.Context) (bool, error) {
	ids, err := scanIDs(s.reads.QueryContext(ctx, "SELECT id FROM unruled LIMIT 1"))
	return len(ids) > 0, s.fail("rule", err)
}

// RuleNew has the rules act on the newest of the articles that have come, at most [RuleBatch] of them, which are put
// into the search index before. Where the reader (or a rule before) has set a mark or a tag, or has taken it away, it
// stays. Seen is 0 when there is nothing left to look at.
func (s *Store) RuleNew(ctx context.Context) (Ruled, error) {
	var done Ruled
	some, err := s.HasUnruled(ctx)
	if err != nil || !some {
		return done, err
	}
	ids, err := scanIDs(s.reads.QueryContext(ctx, "SELECT id FROM unruled ORDER BY id DESC LIMIT ?", RuleBatch))
	if err != nil {
		return done, s.fail("rule", err)
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return done, err
	}
	batch, err := s.indexer.gather(ctx, "SELECT id, turn FROM pending WHERE id IN (SELECT value FROM json_each(?))", string(list))
	if err != nil {
		return done, s.fail("rule", err)
	}
	var marks []feed.Mark
	var tags []feed.Tagging
	err = s.write(ctx, "rule", func(t *tx) error {
		done, marks, tags = Ruled{Seen: len(ids)}, nil, nil
		if err := put(t, s.numbering(), batch); err != nil {
			return err
		}
		rules, err := readRules(t.ctx, t.w.conn)
		if err != nil {
			return err
		}
		looks, err := looksAt(t, string(list))
		if err != nil {
			return err
		}
		for _, r := range rules {
			if !r.On {
				continue
			}
			run, told, err := s.look(t, r, looks)
			if err != nil {
				return fmt.Errorf("rule %q: %w", r.Name, err)
			}
			marks, tags = append(marks, run.Marks...), append(tags, run.Tags...)
			if len(told) > 0 {
				done.Notices = append(done.Notices, feed.RuleNotice{Rule: r.Name, New: len(told)})
				done.Told = append(done.Told, Told{r.Name.String(), told})
			}
		}
		_, err = t.exec("DELETE FROM unruled WHERE id IN (SELECT value FROM json_each(?))", string(list))
		return err
	})
	if err != nil {
		return Ruled{}, err
	}
	s.keepRuled(ctx, marks, tags)
	for _, m := range marks {
		switch {
		case m.Key == feed.MarkBookmark || m.Key == feed.MarkLater:
			done.Keep = append(done.Keep, m.Article)
		case !slices.Contains(done.Quiet, m.Article):
			done.Quiet = append(done.Quiet, m.Article)
		}
	}
	return done, nil
}

// PreviewRule says what a rule of this query would have done to the stored articles, with the newest examples.
func (s *Store) PreviewRule(ctx context.Context, typed string, examples int) (feed.RulePreview, error) {
	var p feed.RulePreview
	e, err := query.Parse(typed + " ")
	if err != nil {
		return p, err
	}
	q := feed.Query{Search: e.String()}
	if p.Behind, err = s.AwaitIndex(ctx); err != nil {
		return p, err
	}
	if p.Matches, _, err = s.Count(ctx, q); err != nil {
		return p, err
	}
	if p.Of, _, err = s.Count(ctx, feed.Query{}); err != nil {
		return p, err
	}
	p.Examples, err = s.Headlines(ctx, q, feed.Window{Limit: examples})
	return p, err
}

// keepRuled has the journal know what rules did.
func (s *Store) keepRuled(ctx context.Context, marks []feed.Mark, tags []feed.Tagging) {
	s.keepMarks(ctx, slices.DeleteFunc(slices.Clone(marks), func(m feed.Mark) bool {
		return m.Key != feed.MarkBookmark && m.Key != feed.MarkLater
	}))
	s.keepTags(ctx, tags)
}

// rule has a rule act on those of some articles that it selects and has not acted on. New articles are let alone where a
// mark or tag was ever set or taken away; others only where it is set already.
func (s *Store) rule(t *tx, r feed.SavedRule, ids []feed.ID, arriving bool) (feed.RuleRun, error) {
	run := feed.RuleRun{Rule: r.ID}
	selected, err := s.selectedBy(t.ctx, t.w.conn, r, ids)
	if err == nil && len(selected) > 0 {
		err = s.actOn(t, r, selected, arriving, &run)
	}
	return run, err
}

// actOn has a rule act on articles that it selects, except on those that it has acted on.
func (s *Store) actOn(t *tx, r feed.SavedRule, selected []feed.ID, arriving bool, run *feed.RuleRun) error {
	did := feed.RuleActions(r.Actions)
	fresh, err := pick(t, selected, "NOT EXISTS (SELECT 1 FROM ruled d WHERE d.id = a.id AND d.rule_id = ?2 AND d.did = ?3)", r.ID, did)
	if err != nil || len(fresh) == 0 {
		return err
	}
	run.Acted = append(run.Acted, fresh...)
	for _, a := range r.Actions {
		if err := s.act(t, a, fresh, arriving, run); err != nil {
			return err
		}
	}
	return remember(t, r, did, fresh)
}

// selectedBy returns the articles that a rule selects, of some or (nil) of all.
func (s *Store) selectedBy(ctx context.Context, db querier, r feed.SavedRule, ids []feed.ID) ([]feed.ID, error) {
	e, err := query.Parse(r.Query)
	if err != nil {
		return nil, err
	}
	c := compiler{ctx: ctx, db: db, now: s.now(), docs: s.numbering()}
	var parts []selection
	for _, literals := range e.Alternatives() {
		j, err := c.conjunct(literals, feed.Query{}, span{limit: -1})
		if err != nil {
			return nil, err
		}
		if ids != nil {
			list, err := json.Marshal(ids)
			if err != nil {
				return nil, err
			}
			j.sets = slices.Insert(j.sets, 0, set{"(SELECT id, feed_id FROM articles WHERE hidden = 0 AND id IN (SELECT value FROM json_each(?)))", []any{string(list)}})
		}
		if sel, some, err := c.walk(j); err != nil {
			return nil, err
		} else if some {
			parts = append(parts, sel)
		}
	}
	if len(parts) == 0 {
		return nil, nil
	}
	all := union(parts, span{limit: -1})
	return scanIDs(db.QueryContext(ctx, all.sql, all.args...))
}

// pick returns those of the articles a that meet a condition, whose first argument is ?2.
func pick(t *tx, ids []feed.ID, condition string, args ...any) ([]feed.ID, error) {
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	return scanIDs(t.query("SELECT a.id FROM articles a WHERE a.id IN (SELECT value FROM json_each(?1)) AND "+condition, append([]any{string(list)}, args...)...))
}

// markOf are the marks that rules set.
var markOf = map[feed.RuleVerb]feed.MarkKey{
	feed.RuleRead: feed.MarkRead, feed.RuleHide: feed.MarkHidden, feed.RuleBookmark: feed.MarkBookmark, feed.RuleLater: feed.MarkLater,
}

// act does one thing to articles and adds what it changed to the run.
func (s *Store) act(t *tx, a feed.RuleAction, ids []feed.ID, arriving bool, run *feed.RuleRun) error {
	let := " AND m.value = 1)"
	if arriving {
		let = ")"
	}
	const own = " m WHERE m.feed_id = a.feed_id AND m.identity = a.identity AND "
	if key, ok := markOf[a.Verb]; ok {
		changed, err := pick(t, ids, "NOT EXISTS (SELECT 1 FROM marks"+own+"m.kind = ?2"+let, int(key))
		if err != nil {
			return err
		}
		marks := make([]feed.Mark, len(changed))
		for i, id := range changed {
			marks[i] = feed.Mark{Article: id, Key: key, On: true, At: s.now()}
		}
		run.Marks = append(run.Marks, marks...)
		return s.set(t, marks, nil)
	}
	if a.Verb != feed.RuleTag {
		return nil
	}
	tag, err := tagID(t, a.Tag)
	if err != nil {
		return err
	}
	changed, err := pick(t, ids, "NOT EXISTS (SELECT 1 FROM taggings"+own+"m.tag_id = ?2"+let, tag)
	if err != nil {
		return err
	}
	tags := make([]feed.Tagging, len(changed))
	for i, id := range changed {
		tags[i] = feed.Tagging{Article: id, Tag: a.Tag, On: true}
	}
	run.Tags = append(run.Tags, tags...)
	return s.set(t, nil, tags)
}

// set writes marks and tags, those that are alike together.
func (s *Store) set(t *tx, marks []feed.Mark, tags []feed.Tagging) error {
	for len(marks) > 0 {
		n := 1
		for n < len(marks) && n < markBatch && marks[n].Key == marks[0].Key && marks[n].On == marks[0].On {
			n++
		}
		ids := make([]feed.ID, n)
		for i := range ids {
			ids[i] = marks[i].Article
		}
		if _, err := s.mark(t, ids, marks[0].Key, marks[0].On, s.now()); err != nil {
			return err
		}
		marks = marks[n:]
	}
	for len(tags) > 0 {
		n := 1
		for n < len(tags) && n < markBatch && tags[n].Tag == tags[0].Tag && tags[n].On == tags[0].On {
			n++
		}
		if _, err := s.tag(t, tags[:n]); err != nil {
			return err
		}
		tags = tags[n:]
	}
	return nil
}

// remember keeps that a rule has acted on articles, and what it gave to their scores.
func remember(t *tx, r feed.SavedRule, did string, ids []feed.ID) error {
	score := 0
	for _, a := range r.Actions {
		score += a.Score
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return err
	}
	_, err = t.exec("INSERT OR REPLACE INTO ruled (id, rule_id, did, score) SELECT value, ?2, ?3, ?4 FROM json_each(?1)", string(list), r.ID, did, score)
	if err != nil {
		return err
	}
	return rescore(t, string(list))
}

// forget is the inverse of remember.
func forget(t *tx, rule feed.ID, ids []feed.ID) error {
	for part := range slices.Chunk(ids, markBatch) {
		list, err := json.Marshal(part)
		if err != nil {
			return err
		}
		if _, err := t.exec("DELETE FROM ruled WHERE rule_id = ?2 AND id IN (SELECT value FROM json_each(?1))", string(list), rule); err != nil {
			return err
		}
		if err := rescore(t, string(list)); err != nil {
			return err
		}
	}
	return nil
}

// rescore sums up the scores of articles anew.
func rescore(t *tx, list string) error {
	for _, statement := range []string{"DELETE FROM scores WHERE id IN (SELECT value FROM json_each(?1))",
		`INSERT INTO scores (id, score) SELECT id, sum(score) FROM ruled WHERE id IN (SELECT value FROM json_each(?1))
			AND rule_id IN (SELECT id FROM rules) GROUP BY id HAVING sum(score) <> 0`} {
		if _, err := t.exec(statement, list); err != nil {
			return err
		}
	}
	return nil
}

// rescoreRule sums up anew the scores of the articles that a rule acted on.
func rescoreRule(t *tx, id feed.ID) error {
	ids, err := scanIDs(t.query("SELECT id FROM ruled WHERE rule_id = ? AND score <> 0", id))
	if err != nil {
		return err
	}
	for part := range slices.Chunk(ids, markBatch) {
		list, err := json.Marshal(part)
		if err != nil {
			return err
		}
		if err := rescore(t, string(list)); err != nil {
			return err
		}
	}
	return nil
}

// Reasons returns which rules acted on an article, in their order, and its score.
func (s *Store) Reasons(ctx context.Context, id feed.ID) (reasons []feed.RuleReason, score int, err error) {
	rows, err := s.reads.QueryContext(ctx, "SELECT r.name, d.did, d.score FROM ruled d JOIN rules r ON r.id = d.rule_id WHERE d.id = ? ORDER BY r.place, r.id", id)
	if err != nil {
		return nil, 0, s.fail("ask rules", err)
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		var r feed.RuleReason
		var n int
		if err := rows.Scan(&name, &r.Did, &n); err != nil {
			return nil, 0, s.fail("ask rules", err)
		}
		r.Rule = feed.Clean(name)
		score += n
		reasons = append(reasons, r)
	}
	return reasons, score, s.fail("ask rules", rows.Err())
}
