package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var siteWords = wordSet("popular trending latest mostread mostpopular sponsored taboola outbrain advert advertisement ads newsletter ticker breaking footer comments comment")

// siteWord reports whether a class within three ancestors says that a block is not about this article.
func (x *extraction) siteWord(n *html.Node) bool {
	for p, i := n, 0; p != nil && i < 4 && p.DataAtom != atom.Body; p, i = p.Parent, i+1 {
		if x.tree.of(p).paras > 2 {
			return false
		}
		if saysSite(p) {
			return true
		}
	}
	return false
}

func saysSite(n *html.Node) bool {
	w := words(n)
	for i, s := range w {
		if siteWords[s] || i > 0 && w[i-1] == "most" && (s == "read" || s == "viewed" || s == "popular" || s == "shared") {
			return true
		}
	}
	return false
}

// siteWordIn reports whether a class at the top of a block says that it is site-wide.
func (x *extraction) siteWordIn(nodes []*html.Node) bool {
	for _, n := range nodes {
		for p, i := n, 0; p != nil && i < 3; p, i = firstElement(p), i+1 {
			if saysSite(p) {
				return true
			}
		}
	}
	return false
}

func firstElement(n *html.Node) *html.Node {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode {
			return c
		}
	}
	return nil
}

// innerLabel is the first label among the short texts in a block.
func (x *extraction) innerLabel(root *html.Node) labelKind {
	i := x.tree.at[root]
	for end, seen := x.tree.nodes[i].end, 0; i < end && seen < 6; i++ {
		e := x.tree.nodes[i]
		if e.n.Type != html.ElementNode || e.text == 0 || e.text > maxLabel || e.links > 0 && e.linked == e.text || !isLeafBlock(e.n) && !isPhrase(e.n.DataAtom) {
			continue
		}
		seen++
		s := text(e.n)
		if k := labelOf(s); k != noLabel && (k != siteLabel || isHeading(e.n.DataAtom) || strings.Contains(s, " ")) {
			return k // one word for the news is a kicker, unless it is a heading
		}
	}
	return noLabel
}

func isContainer(a atom.Atom) bool {
	switch a {
	case atom.Div, atom.Section, atom.Aside, atom.Ul, atom.Ol, atom.Article:
		return true
	}
	return false
}

// isBlocked reports whether n stands in a block that was found to be site-wide.
func (x *extraction) isBlocked(n *html.Node) bool {
	return above(n, func(p *html.Node) bool { return x.blocked[p] }) != nil
}
