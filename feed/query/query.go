// Package query is the language in which articles are searched for: in the search box, in saved searches, in rules and
// on the command line.
//
//	climate "sea level" -opinion (title:treaty OR author:ferreira) feed:"AsiaNews" is:unread after:2022-06 minutes:>10
//
// [Parse] makes an [Expr] of a text, and [Expr.String] the canonical text of an expression: parsing that gives the same
// expression, so that two searches are the same when their canonical texts are.
//
// It is not for finding anything: feed/store translates expressions into SQL, and knows which feeds, folders and tags
// there are.
package query

import (
	"slices"
	"strings"
	"unicode"

	"newspane/feed/fold"
)

// Op says how an expression is put together.
type Op uint8

// The ways.
const (
	And  Op = iota // all of Parts
	Or             // one of Parts, which are two or more
	Not            // not the one Part
	Leaf           // Term
)

// Expr is a query, or a part of one. Its zero value, all of nothing, selects everything.
type Expr struct {
	Op    Op
	Parts []Expr
	Term  Term
}

// Term is what an article is asked for.
type Term struct {
	Field      Field
	Value      string // words, a name, a state …; without quotes
	Unfinished bool   // the last word of Value may go on in the article (Words, Title, Text, Author, Link)
	Sign       Sign   // of Minutes and Score
	Number     int    // of Minutes and Score
}

// Sign compares numbers.
type Sign string

// The signs.
const (
	Equal   Sign = "="
	Less    Sign = "<"
	More    Sign = ">"
	AtMost  Sign = "<="
	AtLeast Sign = ">="
)

// IsEmpty reports whether the expression selects everything.
func (e Expr) IsEmpty() bool { return e.Op == And && len(e.Parts) == 0 }

// Map returns the expression with every term as f gives it.
func (e Expr) Map(f func(Term) Term) Expr {
	if e.Op == Leaf {
		e.Term = f(e.Term)
		return e
	}
	parts := make([]Expr, len(e.Parts))
	for i, p := range e.Parts {
		parts[i] = p.Map(f)
	}
	if len(parts) > 0 {
		e.Parts = parts
	}
	return e
}

// Textual reports whether the search index alone can tell whether an article meets the expression: it is about words,
// names, addresses, languages and what was published with the article, not about what became of it here.
func (e Expr) Textual() bool {
	if e.Op == Leaf {
		return e.Term.textual()
	}
	for _, p := range e.Parts {
		if !p.Textual() {
			return false
		}
	}
	return true
}

// OfText reports whether the expression is about something that an article's text brings: its words, its length, its
// pictures.
func (e Expr) OfText() bool {
	if e.Op == Leaf {
		switch e.Term.Field {
		case Words, Text, Minutes:
			return true
		case Has:
			return e.Term.textual()
		}
		return false
	}
	return slices.ContainsFunc(e.Parts, Expr.OfText)
}

// Indexed reports whether the search index is needed for some part of the expression.
func (e Expr) Indexed() bool {
	return e.Op == Leaf && e.Term.textual() || slices.ContainsFunc(e.Parts, Expr.Indexed)
}

func (t Term) textual() bool {
	switch t.Field {
	case Words, Title, Text, Author, Link, Lang:
		return true
	case Has:
		return t.Value != HasNote && t.Value != HasHighlight
	}
	return false
}

// all returns the expression that wants all of the parts, and any the one that wants one of them; parts of the same
// kind are taken in.
func all(parts []Expr) Expr { return join(And, parts) }
func any(parts []Expr) Expr { return join(Or, parts) }

func join(op Op, parts []Expr) Expr {
	var flat []Expr
	for _, p := range parts {
		if p.Op == op {
			flat = append(flat, p.Parts...)
		} else {
			flat = append(flat, p)
		}
	}
	if len(flat) == 1 {
		return flat[0]
	}
	return Expr{Op: op, Parts: flat}
}

func not(e Expr) Expr {
	if e.Op == Not {
		return e.Parts[0]
	}
	return Expr{Op: Not, Parts: []Expr{e}}
}

// hasWord reports whether s has anything that the index knows.
func hasWord(s string) bool {
	return strings.ContainsFunc(fold.Text(s), func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r)
	})
}
