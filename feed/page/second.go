package page

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// ownParagraphs is how many good paragraphs of its own an article must have before what follows can be another one.
const ownParagraphs = 3

// cutSecond drops the articles that a page without end shows below its own: article elements after the title's own
// paragraphs, and the blocks of articles with an h1.
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
	counts := make([]int, len(t.nodes)+1) // good paragraphs before each node
	for i := range t.nodes {
		counts[i+1] = counts[i]
		if t.nodes[i].para {
			counts[i+1]++
		}
	}
	for i := title; i < int32(len(t.nodes)); i++ {
		e := t.nodes[i]
		if counts[i]-counts[title] < ownParagraphs || e.n == x.title {
			continue
		}
		var other *html.Node
		switch {
		case e.n.DataAtom == atom.H1:
			if other = apart(e.n, x.title); !isWhole(other, e.n) {
				continue // an h1 that heads a section of the same text
			}
		case e.n.DataAtom == atom.Article && home != nil && !inside(e.n, home):
			other = e.n
		}
		if other == nil || t.of(other).paras < ownParagraphs || t.at[other] < title {
			continue
		}
		if begin := t.at[other]; counts[begin]-counts[title] >= ownParagraphs {
			remove(other)
			i = t.of(other).end - 1
		}
	}
}

// isWhole reports whether an article element stands between a block and the h1 in it, or is the block.
func isWhole(block, h1 *html.Node) bool {
	for p := h1.Parent; p != nil; p = p.Parent {
		if p.DataAtom == atom.Article {
			return true
		}
		if p == block {
			break
		}
	}
	return false
}

// apart is the highest element above n that does not hold other.
func apart(n, other *html.Node) *html.Node {
	for n.Parent != nil && !inside(other, n.Parent) {
		n = n.Parent
	}
	return n
}
