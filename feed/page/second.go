package page

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// ownParagraphs is how many good paragraphs of its own an article must have before what follows can be another one.
const ownParagraphs = 3

// cutSecond drops the articles that a page without end shows below its own: what holds another h1, or is another
// article element, after the title's own paragraphs.
func (x *extraction) cutSecond() {
	if x.title == nil || x.title.Parent == nil {
		return
	}
	t := index(x.doc)
	title, ok := t.at[x.title]
	if !ok {
		return
	}
	home := above(x.title, func(n *html.Node) bool { return n.DataAtom == atom.Article })
	before := 0 // good paragraphs since the title
	for i := title; i < int32(len(t.nodes)); i++ {
		e := t.nodes[i]
		if isGoodParagraph(&e) {
			before++
		}
		if before < ownParagraphs || e.n == x.title {
			continue
		}
		var other *html.Node
		switch {
		case e.n.DataAtom == atom.H1:
			other = apart(e.n, x.title)
		case e.n.DataAtom == atom.Article && home != nil && !inside(e.n, home):
			other = e.n
		}
		if other == nil || t.of(other).paras < ownParagraphs || t.at[other] < title {
			continue
		}
		if begin := t.at[other]; paragraphsIn(t, title, begin) >= ownParagraphs {
			remove(other)
			i = t.of(other).end - 1
		}
	}
}

// apart is the highest element above n that does not hold other.
func apart(n, other *html.Node) *html.Node {
	for n.Parent != nil && !inside(other, n.Parent) {
		n = n.Parent
	}
	return n
}

func paragraphsIn(t *tree, from, to int32) int {
	count := 0
	for i := from; i < to; i++ {
		if isGoodParagraph(&t.nodes[i]) {
			count++
		}
	}
	return count
}
