package query

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"newspane/feed"
)

// Bounds of a query.
const (
	maxText         = 2000 // bytes of the text, also of the canonical one
	maxTerms        = 40
	maxDepth        = 20 // parentheses within parentheses
	maxAlternatives = 64 // see Alternatives
)

// Parse reads a query. A word, or the words after a field, that end the text with no blank behind them count as
// unfinished, as do those with a star; a phrase whose quote is not closed goes on to the end. Words without a letter or
// digit are passed over. Errors are of type [*feed.QueryError].
func Parse(text string) (Expr, error) {
	p := &parser{text: text}
	if len(text) > maxText {
		return Expr{}, p.wrong(0, len(text), "the search is too long", fmt.Sprintf("shorten it to %d letters", maxText))
	}
	e, err := p.alternatives()
	if err != nil {
		return Expr{}, err
	}
	switch p.skipBlanks(); {
	case p.pos < len(text): // only a ")" ends the parsing early, and only in a group
		return Expr{}, p.wrong(p.pos, p.pos+1, "stray ')'", "take it away, or put '(' before it")
	case e.IsEmpty() && strings.TrimSpace(text) != "":
		return Expr{}, p.unfinished(0, "there is no word", "type letters or digits to look for")
	case len(e.String()) > maxText:
		return Expr{}, p.wrong(0, len(text), "the search is too long", "shorten it")
	case e.alternatives(false) > maxAlternatives:
		return Expr{}, p.wrong(0, len(text), "there are too many ORs", "make two searches of it")
	}
	return e, nil
}

// parser reads a text from the left. depth counts the parentheses that are open.
type parser struct {
	text  string
	pos   int
	depth int
	terms int
}

func (p *parser) wrong(at, end int, problem, remedy string) *feed.QueryError {
	return &feed.QueryError{Query: p.text, At: at, End: min(max(end, at), len(p.text)), Problem: problem, Remedy: remedy}
}

func (p *parser) unfinished(at int, problem, remedy string) *feed.QueryError {
	e := p.wrong(at, len(p.text), problem, remedy)
	e.Unfinished = true
	return e
}

// alternatives reads what stands between ORs, up to the end or the parenthesis that closes the group.
func (p *parser) alternatives() (Expr, error) {
	var alts []Expr
	or := -1 // where the last OR stands
	for {
		e, err := p.conjunction()
		if err != nil {
			return e, err
		}
		more := p.keyword("OR")
		switch {
		case e.IsEmpty() && or < 0 && !more:
			return e, nil
		case e.IsEmpty() && !more:
			err := p.wrong(or, or+2, "OR with nothing behind it", `write what else may be found, or "OR" in quotes for the word`)
			err.Unfinished = p.pos == len(p.text)
			return e, err
		case e.IsEmpty():
			return e, p.wrong(p.pos, p.pos+2, "OR with nothing before it", `write what else may be found, or "OR" in quotes for the word`)
		}
		alts = append(alts, e)
		if !more {
			return any(alts), nil
		}
		or = p.pos
		p.pos += 2
	}
}

// conjunction reads what all is wanted.
func (p *parser) conjunction() (Expr, error) {
	var parts []Expr
	for {
		p.skipBlanks()
		if p.keyword("AND") {
			p.pos += 3
			continue
		}
		if p.pos == len(p.text) || p.depth > 0 && p.text[p.pos] == ')' || p.keyword("OR") {
			break
		}
		e, err := p.part()
		if err != nil {
			return e, err
		}
		if !e.IsEmpty() {
			parts = append(parts, e)
		}
	}
	if len(parts) == 0 {
		return Expr{}, nil
	}
	return all(parts), nil
}

// part reads a term or a group, with what negates it.
func (p *parser) part() (Expr, error) {
	negated, is := false, false
	start := p.pos
	for {
		rest := p.text[p.pos:]
		switch {
		case p.keyword("NOT"):
			p.pos += 3
			p.skipBlanks()
		case len(rest) > 1 && rest[0] == '-' && rest[1] != '-' && !blankAt(rest[1:]):
			p.pos++
		default:
			e, err := p.primary(negated)
			if err == nil && is && !e.IsEmpty() {
				e = not(e)
			}
			return e, err
		}
		negated, is = true, !is
		if p.pos == len(p.text) {
			return Expr{}, p.unfinished(start, "NOT with nothing behind it", `write what is not wanted, or "NOT" in quotes for the word`)
		}
	}
}

func (p *parser) primary(negated bool) (Expr, error) {
	if p.text[p.pos] == '(' {
		return p.group()
	}
	start := p.pos
	t := Term{}
	if n := fieldEnd(p.text[p.pos:]); n > 0 {
		name := p.text[p.pos : p.pos+n-1]
		field, known := fieldCalled(name)
		switch web := strings.EqualFold(name, "http") || strings.EqualFold(name, "https"); {
		case web && strings.HasPrefix(p.text[p.pos+n:], "//"):
			t.Field = Link
		case known:
			t.Field = field
			p.pos += n
		case p.pos+n < len(p.text) && !blankAt(p.text[p.pos+n:]):
			return Expr{}, p.unknownField(p.pos, name)
		}
	}
	value, quoted, open := p.value()
	star := strings.HasPrefix(p.text[p.pos:], "*") && quoted && !open
	if star {
		p.pos++
	}
	if !quoted && strings.HasSuffix(value, "*") && !(t.Field == Tag && value == "*") { // tag:* is any tag
		value, star = strings.TrimRight(value, "*"), true
	}
	atEnd := p.pos == len(p.text) && p.depth == 0 && (!quoted || open)
	t.Value, t.Unfinished = value, star || atEnd && !negated
	return p.term(t, start)
}

// group reads what is in parentheses.
func (p *parser) group() (Expr, error) {
	start := p.pos
	if p.depth == maxDepth {
		return Expr{}, p.wrong(start, start+1, "too many parentheses", "take some away")
	}
	p.depth++
	p.pos++
	e, err := p.alternatives()
	if err != nil {
		return e, err
	}
	p.depth--
	switch {
	case p.pos == len(p.text):
		err := p.wrong(start, start+1, "'(' is not closed", "add ')'")
		err.Unfinished = true
		return e, err
	case e.IsEmpty():
		return e, p.wrong(start, p.pos+1, "empty parentheses", "write something between them, or take them away")
	}
	p.pos++
	return e, nil
}

// value reads a phrase in quotes (open when its end is missing), or a run without blanks.
func (p *parser) value() (value string, quoted, open bool) {
	rest := p.text[p.pos:]
	if strings.HasPrefix(rest, `"`) {
		phrase, _, closed := strings.Cut(rest[1:], `"`)
		p.pos = min(p.pos+len(phrase)+2, len(p.text))
		return tidy(phrase), true, !closed
	}
	inner, end := 0, len(rest)
scan:
	for i, r := range rest {
		switch {
		case unicode.IsSpace(r), r == '"':
			end = i
			break scan
		case r == '(':
			inner++
		case r == ')' && inner > 0:
			inner--
		case r == ')' && p.depth > 0:
			end = i
			break scan
		}
	}
	p.pos += end
	return tidy(rest[:end]), false, false
}

// tidy returns text with single blanks between its words, in valid UTF-8.
func tidy(s string) string {
	return strings.Join(strings.Fields(strings.ToValidUTF8(s, "\ufffd")), " ")
}

// term checks a term that begins at start; words without a letter give the empty expression.
func (p *parser) term(t Term, start int) (Expr, error) {
	if p.terms++; p.terms > maxTerms {
		return Expr{}, p.wrong(start, p.pos, "the search has too many words", fmt.Sprintf("leave it at %d", maxTerms))
	}
	if t.Field == Words && !hasWord(t.Value) {
		p.terms--
		return Expr{}, nil
	}
	if err := p.check(&t, start); err != nil {
		return Expr{}, err
	}
	t.Unfinished = t.Unfinished && t.worded()
	return Expr{Op: Leaf, Term: t}, nil
}

// worded reports whether the term's value is words, the last of which may be unfinished.
func (t Term) worded() bool {
	switch t.Field {
	case Words, Title, Text, Author, Link:
		return true
	}
	return false
}

func (p *parser) skipBlanks() {
	for p.pos < len(p.text) && blankAt(p.text[p.pos:]) {
		_, n := utf8.DecodeRuneInString(p.text[p.pos:])
		p.pos += n
	}
}

// keyword reports whether a word of the language stands here by itself.
func (p *parser) keyword(word string) bool {
	rest, ok := strings.CutPrefix(p.text[p.pos:], word)
	return ok && (rest == "" || blankAt(rest) || strings.ContainsRune(`"()`, rune(rest[0])))
}

// blankAt reports whether s begins with white space.
func blankAt(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsSpace(r)
}

// fieldEnd returns the length of the name that s begins with, its colon included; 0 when it begins with none.
func fieldEnd(s string) int {
	for i := range len(s) {
		switch c := s[i]; {
		case c == ':' && i > 0:
			return i + 1
		case c|0x20 < 'a' || c|0x20 > 'z':
			return 0
		}
	}
	return 0
}
