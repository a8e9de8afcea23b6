package store

import (
	"context"
	"strings"
	"unicode/utf8"
)

// Words are looked for in the search index. Their cost is that of the rarest, but an unfinished word stands for all that
// begin with it, so: of one or two letters it is looked for in titles, and beside other words the short ones stand for
// the commonest words of titles only.

// Bounds of a search.
const (
	directPrefix  = 4   // letters from which an unfinished word is looked up in texts as it is
	expansions    = 40  // words that a shorter one stands for
	smallSet      = 300 // articles of a set that are looked up one by one
	maxFeedTokens = 50  // feeds that are looked for by their tokens
	largeFeeds    = 330 // what it costs to look at the feeds of a page's hits, by what it costs to look at an article's tokens
)

// term is a word or phrase that must be there.
type term struct {
	tokens []token
	prefix bool // the last token may be unfinished
}

func termOf(text string, unfinished bool) term {
	t := term{prefix: unfinished}
	tokens(text, func(k token) { t.tokens = append(t.tokens, k) })
	return t
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

// expression returns the FTS5 expression of the term; alone says that the search is nothing else.
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
