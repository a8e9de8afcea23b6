package store

import (
	"context"
	"strings"
	"unicode/utf8"

	"newspane/feed/query"
)

// matcher translates what the search index answers into an FTS5 expression.
type matcher struct {
	ctx   context.Context
	db    querier
	alone bool // the expression has one term
}

func (m *matcher) expr(e query.Expr) (string, error) {
	switch e.Op {
	case query.Leaf:
		return m.term(e.Term)
	case query.Not:
		return m.all(e)
	case query.Or:
		parts, err := m.each(e.Parts)
		return "(" + strings.Join(parts, " OR ") + ")", err
	}
	return m.all(e.Parts...)
}

// all returns the expression of what must be there, and of what (Not) must not. FTS5 takes away from something only:
// every article has the sign of feeds.
func (m *matcher) all(parts ...query.Expr) (string, error) {
	var wanted, unwanted []query.Expr
	for _, p := range parts {
		if p.Op == query.Not {
			unwanted = append(unwanted, p.Parts[0])
		} else {
			wanted = append(wanted, p)
		}
	}
	with, err := m.each(wanted)
	if err != nil {
		return "", err
	}
	without, err := m.each(unwanted)
	if err != nil {
		return "", err
	}
	if len(with) == 0 {
		with = []string{quote([]string{signFeed})}
	}
	s := "(" + strings.Join(with, " AND ") + ")"
	if len(without) > 0 {
		s = "(" + s + " NOT (" + strings.Join(without, " OR ") + "))"
	}
	return s, nil
}

func (m *matcher) each(parts []query.Expr) ([]string, error) {
	list := make([]string, 0, len(parts))
	for _, p := range parts {
		s, err := m.expr(p)
		if err != nil {
			return nil, err
		}
		list = append(list, s)
	}
	return list, nil
}

// term returns the expression of one term.
func (m *matcher) term(t query.Term) (string, error) {
	switch t.Field {
	case query.Lang:
		return quote([]string{langToken(t.Value)}), nil
	case query.Has:
		return quote([]string{signHas + t.Value}), nil
	case query.Author:
		return signed(termOf(t.Value, t.Unfinished), signAuthor), nil
	case query.Link:
		return signed(termOf(linkWords(t.Value), t.Unfinished), signLink), nil
	}
	words := termOf(t.Value, t.Unfinished)
	if len(words.tokens) == 0 {
		return unknownToken, nil
	}
	s, err := words.expression(m.ctx, m.db, m.alone && t.Field != query.Title)
	switch t.Field {
	case query.Title:
		s = "title : (" + s + ")"
	case query.Text:
		s = "body : (" + s + ")"
	}
	return s, err
}

// unknownToken is in no article.
const unknownToken = "\"\ue0ff\""

// signed returns the expression of words that stand in the index behind a sign.
func signed(t term, sign string) string {
	if len(t.tokens) == 0 {
		return unknownToken
	}
	words := t.phrase()
	last := t.tokens[len(t.tokens)-1]
	open := last.dense && words[len(words)-1] == last.text || t.prefix && !last.dense && utf8.RuneCountInString(last.text) > 1
	for i, w := range words {
		words[i] = sign + w
	}
	if open {
		return quote(words) + " *"
	}
	return quote(words)
}
