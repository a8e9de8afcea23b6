package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

const (
	formLevels = 6   // above a field of a form that its box may be
	formText   = 400 // letters of a box with a form
	metaText   = 160 // letters of the line with author and date
)

// dropForms drops the boxes, whatever they are called, that want the reader to fill in a field.
func (x *extraction) dropForms(t *tree) {
	for i := range t.nodes {
		n := t.nodes[i].n
		if n.Parent == nil || !isField(n) {
			continue
		}
		var box *html.Node
		for p, level := n.Parent, 0; p != nil && level < formLevels; p, level = p.Parent, level+1 {
			e := t.of(p)
			if e.text > formText || e.paras > 0 || e.good*4 > t.nodes[0].good || p.DataAtom == atom.Body || p.DataAtom == atom.Table || x.title != nil && inside(x.title, p) {
				break
			}
			box = p
		}
		if box != nil {
			remove(box)
		}
	}
}

// isField reports whether an element is one that is typed into.
func isField(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Textarea:
		return true
	case atom.Input:
		switch strings.ToLower(attr(n, "type")) {
		case "", "text", "email", "tel", "password":
			return true
		}
	}
	return false
}

// metaLine is the folded text of the box between title and text that shows author and date, "" when there is none.
func (x *extraction) metaLine() string {
	if x.dateline == nil || x.title == nil {
		return ""
	}
	at := x.tree.at[x.dateline]
	if at < x.tree.of(x.title).end || at > x.firstGood {
		return ""
	}
	var box *html.Node
	for p := x.dateline.Parent; p != nil && !inside(x.title, p); p = p.Parent {
		e := x.tree.of(p)
		if e.text > metaText || e.paras > 0 || e.end-x.tree.at[p] > smallBranch || p.DataAtom == atom.Body || holdsPicture(p) {
			break
		}
		box = p
	}
	if box == nil {
		return ""
	}
	return fold(text(box))
}

const (
	maxBox      = 400 // letters of a box that its heading gives away
	maxBoxHead  = 8   // words of that heading
	maxBoxParas = 2
)

// boxOf returns the box that is headed by n, a line that serves the site; nil when n heads none. What follows such a
// heading serves the site too.
func boxOf(n, root *html.Node, t *tree) *html.Node {
	p := n.Parent
	if !isHeading(n.DataAtom) || p == nil || p == root || !inside(p, root) {
		return nil
	}
	for s, i := n.PrevSibling, 0; s != nil; s, i = s.PrevSibling, i+1 {
		if i == lineReach || t.of(s).text > 0 {
			return nil
		}
	}
	if e := t.of(p); e.text > maxBox || int(e.paras) > maxBoxParas || holdsPicture(p) {
		return nil
	}
	return p
}

// headsBox reports whether a heading is of a box that serves the site.
func headsBox(s string) bool {
	w := strings.Fields(fold(s))
	if len(w) > maxBoxHead {
		return false
	}
	for _, word := range w {
		if strings.Contains(word, "newsletter") || word == "nieuwsbrief" || word == "nyhetsbrev" || word == "boletín" || word == "infolettre" {
			return true
		}
	}
	return len(w) > 1 && appeals[w[0]] && isBoilerplate(s) || isAppeal(s)
}
