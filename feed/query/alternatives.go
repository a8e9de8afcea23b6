package query

// Literal is something that an article must meet, or (Not) must not: a term, or an expression of words alone, which
// the search index answers as a whole.
type Literal struct {
	Not  bool
	Expr Expr
}

// Alternatives returns the expression as lists of literals: an article is selected when it meets all literals of one
// list. There are at most 64 in an expression that [Parse] has made.
func (e Expr) Alternatives() [][]Literal { return e.spread(false) }

func (e Expr) spread(negated bool) [][]Literal {
	switch {
	case e.IsEmpty():
		return [][]Literal{nil}
	case e.Op == Not:
		return e.Parts[0].spread(!negated)
	case e.Op == Leaf || e.Textual():
		return [][]Literal{{{Not: negated, Expr: e}}}
	}
	if (e.Op == Or) != negated {
		var lists [][]Literal
		for _, p := range e.Parts {
			lists = append(lists, p.spread(negated)...)
		}
		return lists
	}
	lists := [][]Literal{nil}
	for _, p := range e.Parts {
		var longer [][]Literal
		for _, list := range lists {
			for _, more := range p.spread(negated) {
				longer = append(longer, append(append([]Literal(nil), list...), more...))
			}
		}
		lists = longer
	}
	return lists
}

// alternatives counts what spread returns, up to a little more than maxAlternatives.
func (e Expr) alternatives(negated bool) int {
	switch {
	case e.Op == Not:
		return e.Parts[0].alternatives(!negated)
	case e.Op == Leaf || e.Textual():
		return 1
	}
	sum, product := 0, 1
	for _, p := range e.Parts {
		n := p.alternatives(negated)
		sum, product = min(sum+n, maxAlternatives+1), min(product*n, maxAlternatives+1)
	}
	if (e.Op == Or) != negated {
		return sum
	}
	return product
}
