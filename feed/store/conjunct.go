package store

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"newspane/feed"
	"newspane/feed/query"
)

// A query with a search is a union of conjuncts (see query.Alternatives). Each is a walk like any list's: down the hits
// in the search index where words are asked for, else down the smallest set that holds the whole list; what is left
// becomes conditions on the way.

// compiler translates searches.
type compiler struct {
	ctx    context.Context
	db     querier
	now    time.Time
	small  int // see Store.smallSet
	docs   numbering
	roster roster // read when the first name asks for it
}

// selectSearch translates a query with a search.
func (s *Store) selectSearch(ctx context.Context, db querier, q feed.Query, sp span) (selection, error) {
	e, err := query.Parse(q.Search)
	if err != nil {
		return nothing(), err
	}
	c := compiler{ctx: ctx, db: db, now: s.now(), small: s.smallSet, docs: s.numbering()}
	var parts []selection
	for _, literals := range e.Alternatives() {
		j, err := c.conjunct(literals, q, sp)
		if err != nil {
			return nothing(), err
		}
		if sel, some, err := c.walk(j); err != nil {
			return nothing(), err
		} else if some {
			parts = append(parts, sel)
		}
	}
	switch len(parts) {
	case 0:
		return nothing(), nil
	case 1:
		return parts[0], nil
	}
	return union(parts, sp), nil
}

// union puts walks together.
func union(parts []selection, sp span) selection {
	var all selection
	for i, p := range parts {
		if i > 0 {
			all.sql += " UNION "
		}
		all.sql += "SELECT id FROM (" + p.sql + ")"
		all.args = append(all.args, p.args...)
	}
	return selection{"SELECT id FROM (" + all.sql + ")" + sp.order("id"), append(all.args, sp.limit)}
}

// conjunct is what all an article must meet.
type conjunct struct {
	sp     span
	words  []query.Expr // for the search index
	sets   []set        // in which it must be
	out    []set        // in which it must not be
	feeds  []feed.ID    // of which its feed must be one; nil is any
	others []feed.ID    // of which its feed must be none
	hidden bool         // it must be hidden: it is in no set then, and neither read nor unread
	read   bool         // it must be read
	scores []string     // comparisons of its score, as of a number s.score
	rows   []string     // conditions of its row, as of a table a, without arguments
	none   bool         // no article can meet it
	match  string       // what the index is to have, looked up for each article of a small set
	docs   numbering
}

// conjunct sorts literals, and the rest of the query, by how they are answered.
func (c *compiler) conjunct(literals []query.Literal, q feed.Query, sp span) (*conjunct, error) {
	j := &conjunct{sp: sp, sets: setsOf(q), docs: c.docs}
	for _, l := range literals {
		if l.Expr.Textual() {
			e := l.Expr
			if l.Not {
				e = query.Expr{Op: query.Not, Parts: []query.Expr{e}}
			}
			j.words = append(j.words, e)
			continue
		}
		if err := c.add(j, l.Expr.Term, l.Not); err != nil {
			return nil, err
		}
	}
	if q.Feed != 0 || q.Pages {
		if q.Feed != 0 && q.Pages {
			j.none = true
		}
		j.keepFeeds([]feed.ID{q.Feed})
	}
	if q.Folder != "" {
		ids, err := scanIDs(c.db.QueryContext(c.ctx, "SELECT id FROM feeds WHERE "+inFolder, folderArgs(q.Folder)...))
		if err != nil {
			return nil, err
		}
		j.keepFeeds(ids)
	}
	if len(j.others) > 0 && j.feeds != nil {
		j.feeds = slices.DeleteFunc(j.feeds, func(id feed.ID) bool { return slices.Contains(j.others, id) })
		j.others = nil
	}
	j.none = j.none || j.feeds != nil && len(j.feeds) == 0
	return j, nil
}

// keepFeeds narrows the conjunct to feeds.
func (j *conjunct) keepFeeds(ids []feed.ID) {
	if j.feeds == nil {
		j.feeds = append([]feed.ID{}, ids...)
		return
	}
	j.feeds = slices.DeleteFunc(j.feeds, func(id feed.ID) bool { return !slices.Contains(ids, id) })
}

// add takes in one term that the search index does not answer.
func (c *compiler) add(j *conjunct, t query.Term, negated bool) error {
	switch t.Field {
	case query.Is, query.Has, query.Tag:
		j.addState(c.now, t, negated)
	case query.After, query.Before:
		j.bound((t.Field == query.After) != negated, t.Moment(c.now))
	case query.Feed, query.Folder:
		if c.roster == nil {
			var err error
			if c.roster, err = readRoster(c.ctx, c.db); err != nil {
				return err
			}
		}
		ids := c.roster.feeds(t.Value)
		if t.Field == query.Folder {
			ids = c.roster.folder(t.Value)
		}
		if negated {
			j.others = append(j.others, ids...)
		} else {
			j.keepFeeds(ids)
		}
	case query.Minutes, query.Score:
		j.compare(t, negated)
	}
	return nil
}

// addState takes in a state of the article.
func (j *conjunct) addState(now time.Time, t query.Term, negated bool) {
	in, ok := setOf(t)
	switch {
	case ok && negated:
		j.out = append(j.out, in)
	case ok:
		j.sets = append(j.sets, in)
	case t.Value == query.IsRead && negated: // hidden articles are neither read nor unread
		j.sets = append(j.sets, set{from: "unread"})
	case t.Value == query.IsRead:
		j.out = append(j.out, set{from: "unread"})
		j.read = true
	case t.Value == query.IsHidden && !negated:
		j.hidden = true
	case t.Value == query.IsNew:
		j.bound(!negated, now.Add(-newFor))
	}
}

// newFor is how long an article is new.
const newFor = 24 * time.Hour

// bound narrows the conjunct to what came after a moment, or before it.
func (j *conjunct) bound(after bool, t time.Time) {
	sec := min(t.Unix(), maxSince)
	switch {
	case after:
		j.sp.low = max(j.sp.low, max(sec, 0)<<seqBits-1)
	case sec <= 0:
		j.none = true
	case j.sp.high == 0 || sec<<seqBits < j.sp.high:
		j.sp.high = sec << seqBits
	}
}

// compare takes in a comparison of a number.
func (j *conjunct) compare(t query.Term, negated bool) {
	number := minutesOf
	if t.Field == query.Score {
		number = "s.score"
	}
	s := number + " " + string(t.Sign) + " " + strconv.Itoa(t.Number)
	if negated {
		s = "NOT " + s
	}
	if t.Field == query.Score {
		j.scores = append(j.scores, s)
		return
	}
	j.rows = append(j.rows, s)
}

// addScores decides how the score is looked at. Few articles have one: where 0 does not do, those that do are a set.
func (c *compiler) addScores(j *conjunct) error {
	if len(j.scores) == 0 {
		return nil
	}
	all := strings.Join(j.scores, " AND ")
	zero, err := scanIDs(c.db.QueryContext(c.ctx, "SELECT 1 FROM (SELECT 0 AS score) s WHERE "+all))
	switch {
	case err != nil:
		return err
	case len(zero) > 0:
		j.rows = append(j.rows, "NOT EXISTS (SELECT 1 FROM scores s WHERE s.id = a.id AND NOT ("+all+"))")
	case j.hidden:
		j.rows = append(j.rows, "EXISTS (SELECT 1 FROM scores s WHERE s.id = a.id AND "+all+")")
	default:
		j.sets = append(j.sets, set{from: "(SELECT s.id AS id, h.feed_id AS feed_id FROM scores s CROSS JOIN articles h ON h.id = s.id WHERE h.hidden = 0 AND " + all + ")"})
	}
	return nil
}

// minutesOf is the reading time of a row, as scanHeadline has it.
var minutesOf = "(a.words + " + strconv.Itoa(wordsPerMinute/2) + ") / " + strconv.Itoa(wordsPerMinute)

// walk chooses how the conjunct is answered; some is false when no article can meet it.
func (c *compiler) walk(j *conjunct) (sel selection, some bool, err error) {
	if j.none || j.hidden && (j.read || len(j.sets) > 0) {
		return nothing(), false, nil
	}
	if err := c.addScores(j); err != nil {
		return nothing(), false, err
	}
	if len(j.words) > 0 {
		sel, err = c.hits(j)
		return sel, true, err
	}
	if n := len(j.feeds); n > 1 && n <= mergedFeeds && j.sp.limit >= 0 && len(j.out) == 0 && len(j.rows) == 0 && !j.hidden {
		switch {
		case len(j.sets) == 0:
			sel, err = mergeFeeds(c.ctx, c.db, j.feeds, "articles", j.sp)
			return sel, true, err
		case len(j.sets) == 1 && j.sets[0].from == "unread":
			sel, err = mergeFeeds(c.ctx, c.db, j.feeds, "unread", j.sp)
			return sel, true, err
		}
	}
	sel, err = j.scan()
	return sel, true, err
}

// scan walks down the first of the sets, or all articles.
func (j *conjunct) scan() (selection, error) {
	table, alias, rest := set{from: "articles"}, "a", j.sets
	if len(rest) > 0 {
		table, alias, rest = rest[0], "x", rest[1:]
	}
	w := conditions{sp: j.sp, args: slices.Clone(table.args)}
	w.bound(alias + ".id")
	for _, s := range rest {
		w.in(s, alias+".id")
	}
	if alias == "a" {
		hidden := "a.hidden = 0"
		if j.hidden {
			hidden = "a.hidden <> 0 AND a.hidden = 1" // the first is the condition of the index
		}
		w.add(hidden)
	}
	if j.match != "" {
		w.add("EXISTS (SELECT 1 FROM texts WHERE texts MATCH ? AND rowid = "+j.docs.number(alias+".id")+")", j.match)
	}
	err := j.narrow(&w, alias+".id", alias+".feed_id", alias == "a")
	return selection{"SELECT " + alias + ".id AS id FROM " + table.from + " " + alias + " WHERE " + w.sql() + j.sp.order(alias+".id"),
		append(w.args, j.sp.limit)}, err
}

// narrow adds what every walk must look at: sets the article must not be in, feeds, and its row.
func (j *conjunct) narrow(w *conditions, id, feedID string, row bool) error {
	for _, s := range j.out {
		w.add("NOT EXISTS (SELECT 1 FROM "+s.from+" s WHERE s.id = "+id+")", s.args...)
	}
	rows, args := slices.Clone(j.rows), []any(nil)
	for _, f := range []struct {
		ids []feed.ID
		in  string
	}{{j.feeds, " IN "}, {j.others, " NOT IN "}} {
		if len(f.ids) == 0 {
			continue
		}
		list, err := json.Marshal(f.ids)
		if err != nil {
			return err
		}
		column := "a.feed_id"
		if feedID != "" {
			column = feedID
		}
		term, arg := column+f.in+"(SELECT value FROM json_each(?))", any(string(list))
		if len(f.ids) == 1 && f.in == " IN " {
			term, arg = column+" = ?", f.ids[0]
		}
		if feedID != "" {
			w.add(term, arg)
		} else {
			rows, args = append(rows, term), append(args, arg)
		}
	}
	if row {
		for _, r := range rows {
			w.add(r)
		}
	} else if len(rows) > 0 {
		w.add("EXISTS (SELECT 1 FROM articles a WHERE a.id = "+id+" AND "+strings.Join(rows, " AND ")+")", args...)
	}
	return nil
}

// hits walks down the articles that the search index has for the words.
func (c *compiler) hits(j *conjunct) (selection, error) {
	one := oneTerm(j.words)
	m := matcher{ctx: c.ctx, db: c.db, alone: one != nil}
	match, err := m.all(j.words...)
	if err != nil {
		return nothing(), err
	}
	if few, err := c.isSmall(j.sets); err != nil || few && !strings.Contains(match, " *") {
		j.match = match
		sel, serr := j.scan()
		return sel, errors.Join(err, serr)
	}
	narrowed := *j
	and := ""
	if n := len(j.feeds); n > 0 && n <= maxFeedTokens {
		large, err := c.isLarge(j.feeds)
		if err != nil {
			return nothing(), err
		}
		if !large {
			and, narrowed.feeds = " AND ("+feedTokens(j.feeds)+")", nil
		}
	}
	if n := len(j.others); n > 0 && n <= maxFeedTokens {
		and, narrowed.others = and+" NOT ("+feedTokens(j.others)+")", nil
	}
	texts, err := narrowed.within("texts", match+and)
	if err != nil || one == nil || one.Field != query.Words || !termOf(one.Value, one.Unfinished).short() {
		return texts, err
	}
	titles, err := narrowed.within("titles", quote(termOf(one.Value, true).phrase())+" *"+and)
	return union([]selection{titles, texts}, j.sp), err
}

// isSmall reports whether one of the sets has so few articles that each is looked up in the index, and puts it first:
// a walk down the hits of a common word would meet very many that are not in it.
func (c *compiler) isSmall(sets []set) (bool, error) {
	for i, s := range sets {
		ids, err := scanIDs(c.db.QueryContext(c.ctx, "SELECT x.id FROM "+s.from+" x LIMIT ?", append(slices.Clone(s.args), c.small+1)...))
		if err != nil {
			return false, err
		}
		if len(ids) <= c.small {
			sets[0], sets[i] = sets[i], sets[0]
			return true, nil
		}
	}
	return false, nil
}

// isLarge reports whether several feeds have so many of all articles that it is quicker to look at the feed of each hit
// than to go through all of theirs: of n articles, that takes n steps; a page of hits, as many as all have more than they.
func (c *compiler) isLarge(feeds []feed.ID) (bool, error) {
	if len(feeds) == 1 {
		return false, nil
	}
	list, err := json.Marshal(feeds)
	if err != nil {
		return false, err
	}
	counts, err := scanIDs(c.db.QueryContext(c.ctx, `SELECT coalesce(sum(total), 0) FROM counts UNION ALL
		SELECT coalesce(sum(total), 0) FROM counts WHERE feed_id IN (SELECT value FROM json_each(?))`, string(list)))
	if err != nil || len(counts) < 2 {
		return false, err
	}
	all, theirs := float64(counts[0]), float64(counts[1])
	return theirs*theirs > largeFeeds*all, nil
}

// oneTerm returns the only term of the expressions, nil when there are several or it is negated.
func oneTerm(words []query.Expr) *query.Term {
	if len(words) == 1 && words[0].Op == query.Leaf {
		return &words[0].Term
	}
	return nil
}

func feedTokens(ids []feed.ID) string {
	parts := make([]string, len(ids))
	for i, id := range ids {
		parts[i] = quote([]string{feedToken(id)})
	}
	return strings.Join(parts, " OR ")
}

// within selects the articles that match in one table of the index. The walk stays within the ends of the sets that
// the conjunct is narrowed to.
func (j *conjunct) within(table, match string) (selection, error) {
	w := conditions{sp: j.sp}
	id := j.docs.id(table + ".rowid")
	w.add(table+" MATCH ?", match)
	low, high := j.docs.bounds(j.sp)
	w.add("rowid > ? AND rowid < ?", low, high)
	for _, s := range j.sets {
		w.add("rowid >= (SELECT "+j.docs.number("min(id)")+" FROM "+s.from+") AND rowid <= (SELECT "+j.docs.number("max(id)")+" FROM "+s.from+")",
			append(slices.Clone(s.args), s.args...)...)
		w.in(s, "+"+id) // the plus: SQLite is not to walk the set and look each article up in the index, which cannot match then
	}
	// Hidden and removed articles are few: to look whether a hit is one of them is cheap, to look at its row is not.
	there := "EXISTS (SELECT 1 FROM articles h INDEXED BY articles_hidden WHERE h.hidden <> 0 AND h.id = " + id
	if j.hidden {
		w.add(there + " AND h.hidden = 1)")
	} else {
		w.add("NOT " + there + ")")
	}
	w.add("NOT EXISTS (SELECT 1 FROM pending p WHERE p.id = " + id + " AND p.gone = 1)")
	err := j.narrow(&w, id, "", false)
	return selection{"SELECT " + id + " AS id FROM " + table + " WHERE " + w.sql() + j.sp.order("rowid"), append(w.args, j.sp.limit)}, err
}
