package store

import (
	"slices"

	"newspane/feed"
	"newspane/feed/query"
)

// looks are the articles that the rules look at by themselves.
type looks struct {
	fresh  []feed.ID // have come
	unread []feed.ID // have a text now, and are unread
	read   []feed.ID // have a text now, and are read: the reader may be reading them
}

// looksAt returns those of a list of articles (JSON) that are still to be looked at.
func looksAt(t *tx, list string) (looks, error) {
	rows, err := t.query(`SELECT w.id, w.again, EXISTS (SELECT 1 FROM unread u WHERE u.id = w.id) FROM unruled w
		WHERE w.id IN (SELECT value FROM json_each(?)) ORDER BY w.id DESC`, list)
	if err != nil {
		return looks{}, err
	}
	defer rows.Close()
	var l looks
	for rows.Next() {
		var id feed.ID
		var again, unread bool
		if err := rows.Scan(&id, &again, &unread); err != nil {
			return l, err
		}
		switch {
		case !again:
			l.fresh = append(l.fresh, id)
		case unread:
			l.unread = append(l.unread, id)
		default:
			l.read = append(l.read, id)
		}
	}
	return l, rows.Err()
}

// look has a rule act on articles by itself, and returns those that it is to tell of. One that the reader has read already
// is neither hidden nor told of because of the text that reading it brought.
func (s *Store) look(t *tx, r feed.SavedRule, l looks) (all feed.RuleRun, told []feed.ID, err error) {
	e, err := query.Parse(r.Query)
	if err != nil {
		return all, nil, err
	}
	seen := r
	seen.Actions = slices.DeleteFunc(slices.Clone(r.Actions), func(a feed.RuleAction) bool {
		return a.Verb == feed.RuleRead || a.Verb == feed.RuleHide || a.Verb == feed.RuleNotify
	})
	tells := slices.ContainsFunc(r.Actions, func(a feed.RuleAction) bool { return a.Verb == feed.RuleNotify })
	for _, part := range []struct {
		rule  feed.SavedRule
		ids   []feed.ID
		again bool
	}{{r, l.fresh, false}, {r, l.unread, true}, {seen, l.read, true}} {
		if len(part.ids) == 0 || len(part.rule.Actions) == 0 || part.again && !e.OfText() {
			continue
		}
		ids := part.ids
		if part.again {
			ids, err = pick(t, ids, "NOT EXISTS (SELECT 1 FROM ruled d WHERE d.id = a.id AND d.rule_id = ?2)", r.ID)
		}
		if err != nil {
			return all, told, err
		}
		run, err := s.rule(t, part.rule, ids, true)
		if err != nil {
			return all, told, err
		}
		all.Marks, all.Tags = append(all.Marks, run.Marks...), append(all.Tags, run.Tags...)
		if tells && len(part.rule.Actions) == len(r.Actions) {
			told = append(told, run.Acted...)
		}
	}
	return all, told, nil
}

// listAgain has the rules look once more at an article of a feed whose page has brought its first text.
func listAgain(t *tx, id feed.ID) error {
	_, err := t.exec(`INSERT OR IGNORE INTO unruled (id, again) SELECT id, 1 FROM articles WHERE id = ? AND feed_id <> 0
		AND hidden = 0 AND EXISTS (SELECT 1 FROM rules WHERE enabled = 1)`, id)
	return err
}
