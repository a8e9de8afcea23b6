package clean

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// rough builds a tree of a page that html.Parse cannot be trusted with: one forward pass, a stack, implied end tags,
// no adoption agency, no foster parents. An element nested deeper than maxDepth becomes two empty ones, where it
// begins and where it ends, beside its content: the edges of blocks stay, depth does not grow.
type rough struct {
	doc, head, body *html.Node
	nodes           []*html.Node // open elements, at most maxDepth
	open            []atom.Atom  // of nodes, then those that are open beyond maxDepth
	count           int
	mute            bool // the next text is of a script or style beyond maxDepth
	cut             bool
}

func newRough() *rough {
	r := &rough{doc: &html.Node{Type: html.DocumentNode}, head: element(atom.Head), body: element(atom.Body)}
	root := element(atom.Html)
	r.doc.AppendChild(root)
	root.AppendChild(r.head)
	root.AppendChild(r.body)
	return r
}

func element(a atom.Atom) *html.Node {
	return &html.Node{Type: html.ElementNode, DataAtom: a, Data: a.String()}
}

func (r *rough) read(src []byte) {
	z := html.NewTokenizer(bytes.NewReader(src))
	for r.count < maxNodes {
		t := z.Next()
		switch t {
		case html.ErrorToken:
			return
		case html.TextToken:
			if !r.mute {
				r.text(string(z.Text()))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			r.start(z)
			continue
		case html.EndTagToken:
			name, _ := z.TagName()
			r.end(atom.Lookup(name))
		}
		r.mute = false
	}
	r.cut = true
}

// top is the element that takes the next node.
func (r *rough) top() *html.Node {
	if len(r.nodes) == 0 {
		return r.body
	}
	return r.nodes[len(r.nodes)-1]
}

func (r *rough) add(n *html.Node) {
	r.count++
	r.top().AppendChild(n)
}

func (r *rough) text(s string) {
	if strings.TrimSpace(s) == "" && (r.top() == r.body || s == "") {
		return
	}
	r.add(&html.Node{Type: html.TextNode, Data: s})
}

func (r *rough) start(z *html.Tokenizer) {
	n := tag(z)
	a := n.DataAtom
	r.mute = false
	switch {
	case a == atom.Html, a == atom.Body:
		if to := map[atom.Atom]*html.Node{atom.Html: r.head.Parent, atom.Body: r.body}[a]; len(to.Attr) == 0 {
			to.Attr = n.Attr
		}
		return
	case a == atom.Head:
		return
	case void[a] && headOnly[a] && len(r.open) == 0 && r.body.FirstChild == nil:
		r.count++
		r.head.AppendChild(n)
		return
	}
	r.open, _ = implied(r.open, a, 0)
	r.shrink()
	switch {
	case headOnly[a] && len(r.open) == 0 && r.body.FirstChild == nil:
		r.count++
		r.head.AppendChild(n)
		r.nodes, r.open = append(r.nodes, n), append(r.open, a)
	case void[a]:
		r.add(n)
	case len(r.open) < maxDepth:
		r.add(n)
		r.nodes, r.open = append(r.nodes, n), append(r.open, a)
	case rawText[a]:
		r.mute = true
	case !formatting[a]:
		r.add(n)
		r.open = append(r.open, a)
	}
}

// tag returns the element of the tokenizer's start tag.
func tag(z *html.Tokenizer) *html.Node {
	name, more := z.TagName()
	n := &html.Node{Type: html.ElementNode, DataAtom: atom.Lookup(name), Data: string(name)}
	for more {
		var k, v []byte
		k, v, more = z.TagAttr()
		if len(n.Attr) < maxAttrs && len(v) <= maxAttrBytes {
			n.Attr = append(n.Attr, html.Attribute{Key: string(k), Val: string(v)})
		}
	}
	return n
}

func (r *rough) end(a atom.Atom) {
	if a == atom.Br {
		r.add(element(atom.Br))
		return
	}
	before := len(r.open)
	r.open, _ = closed(r.open, a, 0)
	if len(r.open) >= maxDepth && len(r.open) < before {
		r.add(element(atom.Div))
	}
	r.shrink()
}

// shrink drops the open nodes whose names were popped.
func (r *rough) shrink() {
	if len(r.nodes) > len(r.open) {
		r.nodes = r.nodes[:len(r.open)]
	}
}
