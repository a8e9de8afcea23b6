package query

import (
	"strconv"
	"strings"
)

// String returns the canonical text of the expression.
func (e Expr) String() string {
	p := printer{bare: -1}
	p.expr(e, Or)
	s := p.b.String()
	if p.bare >= 0 && p.end == len(s) { // a word that ends the text would be taken for an unfinished one
		return s[:p.bare] + `"` + s[p.bare:] + `"`
	}
	return s
}

// printer writes an expression. bare and end are where the last finished word without quotes stands, bare -1 when
// the last word is another one.
type printer struct {
	b         strings.Builder
	bare, end int
}

// expr writes an expression that stands in one of the kind in.
func (p *printer) expr(e Expr, in Op) {
	sep := " "
	switch e.Op {
	case Leaf:
		p.term(e.Term, in == Not)
		return
	case Not:
		p.b.WriteByte('-')
		p.expr(e.Parts[0], Not)
		return
	case Or:
		sep = " OR "
	}
	group := in == Not || in == And && e.Op == Or
	if group {
		p.b.WriteByte('(')
	}
	for i, part := range e.Parts {
		if i > 0 {
			p.b.WriteString(sep)
		}
		p.expr(part, e.Op)
	}
	if group {
		p.b.WriteByte(')')
	}
}

func (p *printer) term(t Term, negated bool) {
	p.bare = -1
	if t.Field != Words {
		p.b.WriteString(t.Field.String() + ":")
	}
	switch t.Field {
	case Minutes, Score:
		if t.Sign != Equal {
			p.b.WriteString(string(t.Sign))
		}
		p.b.WriteString(strconv.Itoa(t.Number))
		return
	}
	at := p.b.Len()
	if needsQuotes(t) {
		p.b.WriteString(`"` + t.Value + `"`)
	} else {
		p.b.WriteString(t.Value)
		if t.worded() && !t.Unfinished && !negated {
			p.bare, p.end = at, p.b.Len()
		}
	}
	if t.Unfinished {
		p.b.WriteByte('*')
	}
}

// needsQuotes reports whether a value would be read as something else without them.
func needsQuotes(t Term) bool {
	v := t.Value
	if strings.ContainsAny(v, " ()*") || strings.HasPrefix(v, "-") {
		return true
	}
	if t.Field != Words {
		return false
	}
	return v == "OR" || v == "AND" || v == "NOT" || fieldEnd(v) > 0
}
