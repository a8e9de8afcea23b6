package store

import (
	"context"
	"errors"

	"newspane/feed"
	"newspane/feed/query"
)

// The operations of the journal's lines that are about rules.
const (
	opRule   = "rule"
	opUnrule = "unrule"
)

// savedRules are the rules as one of the kinds that are put in order.
var savedRules = ordered[feed.SavedRule]{
	table: "rules", one: "rule", keep: opRule, read: readRules, entry: (*Store).ruleEntry,
	parts: func(r *feed.SavedRule) parts { return parts{r.ID, r.Name, &r.Query, &r.Place} },
}

// Rules returns the rules in the order in which they act.
func (s *Store) Rules(ctx context.Context) ([]feed.SavedRule, error) {
	list, err := readRules(ctx, s.reads)
	for i := range list {
		if err == nil {
			err = s.reads.QueryRowContext(ctx, "SELECT count(*) FROM ruled WHERE rule_id = ?", list[i].ID).Scan(&list[i].Acted)
		}
	}
	return list, s.fail("list rules", err)
}

func readRules(ctx context.Context, db querier) ([]feed.SavedRule, error) {
	rows, err := db.QueryContext(ctx, "SELECT id, name, query, actions, enabled, place FROM rules ORDER BY place, id")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []feed.SavedRule
	for rows.Next() {
		var r feed.SavedRule
		var name, actions string
		if err := rows.Scan(&r.ID, &name, &r.Query, &actions, &r.On, &r.Place); err != nil {
			return nil, err
		}
		r.Name = feed.Clean(name)
		if r.Actions, err = feed.ParseRuleActions(actions); err != nil {
			r.On = false // of a newer program: it is shown, and does nothing
		}
		if _, err := query.Parse(r.Query); err != nil {
			r.On = false
		}
		list = append(list, r)
	}
	return list, rows.Err()
}

// SaveRule stores a rule and returns it as it is stored: its query canonical. Without an ID it is new, and comes last;
// with one it takes the place of the one before, or comes back when that was dropped. A query that cannot be read is a
// [*feed.QueryError]; a name that another rule has is an error of kind Exists.
func (s *Store) SaveRule(ctx context.Context, r feed.SavedRule) (feed.SavedRule, error) {
	e, err := query.Parse(r.Query + " ")
	if err != nil {
		return r, err
	}
	r.Query = e.String()
	refuse := func(why string) (feed.SavedRule, error) {
		return r, &feed.Error{Op: "save rule", Kind: feed.Refused, Err: errors.New(why)}
	}
	if r.Query == "" || r.Name.IsEmpty() || len(r.Name.String()) > maxSearchName {
		return refuse("a rule has a name, of at most 200 bytes, and something to look for")
	}
	if r.Actions, err = feed.ParseRuleActions(feed.RuleActions(r.Actions)); err != nil {
		return refuse(err.Error())
	}
	err = s.writeUser(ctx, "save rule", func(t *tx) error {
		if err := savedRules.admit(t, "save rule", &r); err != nil {
			return err
		}
		if r.ID != 0 {
			if err := putRule(t, r); err != nil {
				return err
			}
			return rescoreRule(t, r.ID) // it may have been dropped
		}
		res, err := t.exec("INSERT INTO rules (name, query, actions, enabled, place) VALUES (?, ?, ?, ?, ?)",
			r.Name.String(), r.Query, feed.RuleActions(r.Actions), r.On, r.Place)
		if err != nil {
			return err
		}
		n, err := res.LastInsertId()
		r.ID = feed.ID(n)
		return err
	})
	if err == nil {
		s.keep(s.ruleEntry(opRule, r))
	}
	return r, err
}

func putRule(t *tx, r feed.SavedRule) error {
	_, err := t.exec("INSERT OR REPLACE INTO rules (id, name, query, actions, enabled, place) VALUES (?, ?, ?, ?, ?, ?)",
		r.ID, r.Name.String(), r.Query, feed.RuleActions(r.Actions), r.On, r.Place)
	return err
}

// DropRule removes a rule, and what it gave to scores, and returns it for undo: saved again it has given it again. What
// else it did stays.
func (s *Store) DropRule(ctx context.Context, id feed.ID) (feed.SavedRule, error) {
	var r feed.SavedRule
	err := s.writeUser(ctx, "remove rule", func(t *tx) error {
		all, i, err := savedRules.find(t, "remove rule", id)
		if err != nil {
			return err
		}
		r = all[i]
		if err := one(t.exec("DELETE FROM rules WHERE id = ?", id)); err != nil {
			return err
		}
		return rescoreRule(t, id)
	})
	if err == nil {
		s.keep(s.ruleEntry(opUnrule, r))
	}
	return r, err
}

// MoveRule moves a rule so many places down (up when by is negative) among the others; at the ends it stays.
func (s *Store) MoveRule(ctx context.Context, id feed.ID, by int) error {
	return savedRules.move(ctx, s, id, by)
}

func (s *Store) ruleEntry(op string, r feed.SavedRule) entry {
	return entry{Op: op, ID: r.ID, Name: r.Name.String(), Query: r.Query, Actions: feed.RuleActions(r.Actions), Off: !r.On, Place: r.Place, At: s.now()}
}

// rule is the rule that a line of the journal holds.
func (e entry) rule() (feed.SavedRule, error) {
	actions, err := feed.ParseRuleActions(e.Actions)
	return feed.SavedRule{ID: e.ID, Name: feed.Clean(e.Name), Query: e.Query, Actions: actions, On: !e.Off, Place: e.Place}, err
}
