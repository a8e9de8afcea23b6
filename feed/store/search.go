package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"newspane/feed"
)

// A search is words and "phrases": articles that have all of them in their title or text are found. The last word may
// be unfinished. Its cost is that of its rarest word, but an unfinished word stands for all that begin with it, so:
// of one or two letters it is looked for in titles, and beside other words the short ones stand for the commonest
// words of titles only.

// Bounds of a search.
const (
	maxSearch     = 1000 // bytes of the text
	maxTerms      = 24
	directPrefix  = 4  // letters from which an unfinished word is looked up in texts as it is
	expansions    = 40 // words that a shorter one stands for
	maxFeedTokens = 50 // feeds of a folder that are looked for by their tokens
)

// term is a word or phrase that must be there.
type term struct {
	tokens []token
	prefix bool // the last token may be unfinished
}

// feedToken returns the word that stands in the index for the feed of an article. Its first letter, of private use,
// is in no text.
func feedToken(id feed.ID) string { return fmt.Sprintf("\ue000%d", id) }

// parseSearch cuts a search into its terms. A text that ends with a blank, or a closed quote, has no unfinished word.
func parseSearch(text string) []term {
	if len(text) > maxSearch {
		text = strings.ToValidUTF8(text[:maxSearch], "")
	}
	var terms []term
	add := func(s string, prefix bool) {
		t := term{prefix: prefix}
		tokens(s, func(k token) { t.tokens = append(t.tokens, k) })
		if len(t.tokens) > 0 && len(terms) < maxTerms {
			terms = append(terms, t)
		}
	}
	for text != "" {
		before, rest, quoted := strings.Cut(text, `"`)
		words := strings.Fields(before)
		for i, w := range words {
			add(w, !quoted && i == len(words)-1 && strings.HasSuffix(before, w))
		}
		if !quoted {
			break
		}
		phrase, after, closed := strings.Cut(rest, `"`)
		add(phrase, !closed)
		text = after
	}
	return terms
}

// compiled is a search as FTS5 expressions: for the texts, and, when a word is too short for them, for the titles.
type compiled struct {
	texts  string
	titles string
}

// compileSearch translates a search; ok is false when it has no word.
func compileSearch(ctx context.Context, db querier, text string) (c compiled, ok bool, err error) {
	terms := parseSearch(text)
	if len(terms) == 0 {
		return c, false, nil
	}
	var parts []string
	for _, t := range terms {
		part, err := t.expression(ctx, db, len(terms) == 1)
		if err != nil {
			return c, false, err
		}
		parts = append(parts, part)
	}
	c.texts = strings.Join(parts, " AND ")
	if t := terms[0]; len(terms) == 1 && t.short() {
		c.titles = quote(t.phrase()) + " *"
	}
	return c, true, nil
}

// short reports whether the term is one unfinished word of one or two letters.
func (t term) short() bool {
	return t.prefix && len(t.tokens) == 1 && !t.tokens[0].dense && utf8.RuneCountInString(t.tokens[0].text) <= 2
}

// phrase returns the tokens that must follow one another. A dense run that ends the term may go on in the text, so
// its last letter is not looked for by itself unless it is alone.
func (t term) phrase() []string {
	var words []string
	for i, k := range t.tokens {
		if k.last && i == len(t.tokens)-1 && i > 0 && t.tokens[i-1].dense && !t.tokens[i-1].last {
			break
		}
		words = append(words, k.text)
	}
	return words
}

func (t term) expression(ctx context.Context, db querier, alone bool) (string, error) {
	words := t.phrase()
	last := t.tokens[len(t.tokens)-1]
	if last.dense {
		if words[len(words)-1] == last.text { // one letter: it begins every pair that it is in
			return quote(words) + " *", nil
		}
		return quote(words), nil
	}
	n := utf8.RuneCountInString(last.text)
	switch {
	case !t.prefix:
		return quote(words), nil
	case len(words) > 1 && n < 3:
		return quote(words[:len(words)-1]), nil
	case len(words) > 1, n >= directPrefix, alone && n >= 3:
		return quote(words) + " *", nil
	case n < 2, alone:
		return quote(words), nil
	}
	return expand(ctx, db, words[0])
}

// expand returns the alternatives that an unfinished word stands for.
func expand(ctx context.Context, db querier, word string) (string, error) {
	rows, err := db.QueryContext(ctx, "SELECT term FROM title_words WHERE term > ? AND term < ? ORDER BY doc DESC LIMIT ?",
		word, word+string(utf8.MaxRune), expansions)
	if err != nil {
		return "", err
	}
	defer rows.Close()
	alternatives := []string{quote([]string{word})}
	for rows.Next() {
		var w string
		if err := rows.Scan(&w); err != nil {
			return "", err
		}
		alternatives = append(alternatives, quote([]string{w}))
	}
	return "(" + strings.Join(alternatives, " OR ") + ")", rows.Err()
}

// quote returns tokens as an FTS5 string, in which nothing is special: tokens have no quotes.
func quote(words []string) string { return `"` + strings.Join(words, " ") + `"` }

// selectSearch translates a query with a search: a walk down the hits by date.
func selectSearch(ctx context.Context, db querier, q feed.Query, sp span) (selection, error) {
	c, ok, err := compileSearch(ctx, db, q.Search)
	if err != nil || !ok {
		return nothing(), err
	}
	if q.Pages && q.Feed != 0 {
		return nothing(), nil
	}
	feeds, err := feedTokens(ctx, db, &q)
	if err != nil {
		return nothing(), err
	}
	if feeds != "" {
		c.texts = "(" + c.texts + ") AND (" + feeds + ")"
		if c.titles != "" {
			c.titles = "(" + c.titles + ") AND (" + feeds + ")"
		}
	}
	texts := hits("texts", c.texts, q, sp)
	if c.titles == "" {
		return texts, nil
	}
	titles := hits("titles", c.titles, q, sp)
	return selection{"SELECT id FROM (SELECT id FROM (" + titles.sql + ") UNION SELECT id FROM (" + texts.sql + "))" + sp.order("id"),
		append(append(titles.args, texts.args...), sp.limit)}, nil
}

// hits selects the articles that match in one table of the index. The walk stays within the ends of the set that the
// query is narrowed to.
func hits(table, match string, q feed.Query, sp span) selection {
	c := conditions{sp: sp}
	c.add(table+" MATCH ?", match)
	c.bound("rowid")
	for _, in := range setsOf(q) {
		c.add("rowid >= (SELECT min(id) FROM "+in.from+") AND rowid <= (SELECT max(id) FROM "+in.from+")", append(slices.Clone(in.args), in.args...)...)
		c.in(in, table+".rowid")
	}
	// Hidden and removed articles are few: to look whether a hit is one of them is cheap, to look at its row is not.
	c.add("NOT EXISTS (SELECT 1 FROM articles a INDEXED BY articles_hidden WHERE a.hidden = 1 AND a.id = " + table + ".rowid)")
	c.add("NOT EXISTS (SELECT 1 FROM pending p WHERE p.id = " + table + ".rowid AND p.gone = 1)")
	if q.Folder != "" {
		c.add("EXISTS (SELECT 1 FROM articles a WHERE a.id = "+table+".rowid AND a.feed_id IN (SELECT id FROM feeds WHERE "+
			inFolder+"))", folderArgs(q.Folder)...)
	}
	return selection{"SELECT rowid AS id FROM " + table + " WHERE " + c.sql() + sp.order("rowid"), append(c.args, sp.limit)}
}

// feedTokens returns the expression for the feeds that a query is narrowed to, and takes from the query what it says;
// it is "" when there are none, or too many.
func feedTokens(ctx context.Context, db querier, q *feed.Query) (string, error) {
	if q.Pages || q.Feed != 0 {
		one := quote([]string{feedToken(q.Feed)}) // pages are those of feed 0
		q.Pages, q.Feed = false, 0
		return one, nil
	}
	if q.Folder == "" {
		return "", nil
	}
	ids, err := scanIDs(db.QueryContext(ctx, "SELECT id FROM feeds WHERE "+inFolder+" LIMIT ?",
		append(folderArgs(q.Folder), maxFeedTokens+1)...))
	if err != nil || len(ids) == 0 || len(ids) > maxFeedTokens {
		return "", err
	}
	q.Folder = ""
	var parts []string
	for _, id := range ids {
		parts = append(parts, quote([]string{feedToken(id)}))
	}
	return strings.Join(parts, " OR "), nil
}
