package clean

import (
	"bytes"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newspane/feed"
)

// The budget of one document. x/net/html refuses more than 512 open elements and returns no tree then, so depth is
// kept well below; its adoption agency can multiply a small page's nodes, so what it may make is bounded beforehand.
const (
	maxDepth  = 256     // open elements; what is nested deeper is hung on the element at this depth
	maxNodes  = 200_000 // elements and texts of one tree
	maxClones = 200_000 // formatting elements that x/net/html may have to open again
	maxAttrs  = 64      // attributes kept of one element
)

// Parse parses HTML with a budget: depth beyond 256 is flattened, nodes beyond 200,000 are left out. It returns the
// document node, never nil, and whether something was left out. Flattening leaves nothing out.
//
// A tame page goes to [html.Parse]. A page that is nested too deep, too large, or mis-nested so badly that the
// adoption agency would multiply its nodes is built by a plain stack machine, in linear time.
func Parse(src []byte) (doc *html.Node, cut bool) {
	if tame(src) {
		if doc, err := html.Parse(bytes.NewReader(src)); err == nil {
			return doc, false
		}
	}
	r := newRough()
	r.read(src)
	return r.doc, r.cut
}

// Base returns the address that the document's links are relative to: its first <base href> taken relative to base,
// else base.
func Base(doc *html.Node, base string) string {
	head := find(find(doc, atom.Html), atom.Head)
	if head == nil {
		return base
	}
	for c := head.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Base {
			if u := feed.ResolveURL(base, attr(c, "href")); u != "" {
				return u
			}
		}
	}
	return base
}

// find returns the first child of n that is an element a.
func find(n *html.Node, a atom.Atom) *html.Node {
	if n == nil {
		return nil
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && c.DataAtom == a {
			return c
		}
	}
	return nil
}

// tame reports whether html.Parse is sure to stay within the budget.
func tame(src []byte) bool {
	z := html.NewTokenizer(bytes.NewReader(src))
	z.SetMaxBuf(0)
	var stack []atom.Atom
	nodes, orphans, clones, attrs := 0, 0, 0, 0
	for {
		switch z.Next() {
		case html.ErrorToken:
			return true
		case html.TextToken:
			nodes++
			clones += orphans
		case html.StartTagToken:
			name, more := z.TagName()
			a := atom.Lookup(name)
			nodes++
			clones += orphans
			for n := 0; more; n++ {
				if _, _, more = z.TagAttr(); n > maxAttrs {
					attrs++
				}
			}
			if void[a] {
				continue
			}
			stack, orphans = implied(stack, a, orphans)
			stack = append(stack, a)
		case html.EndTagToken:
			name, _ := z.TagName()
			stack, orphans = closed(stack, atom.Lookup(name), orphans)
		}
		if nodes > maxNodes || clones > maxClones || len(stack) > maxDepth || attrs > 10*maxAttrs {
			return false
		}
	}
}

// implied pops the elements whose end tags a start tag a implies.
func implied(stack []atom.Atom, a atom.Atom, orphans int) ([]atom.Atom, int) {
	ends, ok := impliedEnds[a]
	if !ok {
		return stack, orphans
	}
	for i := len(stack) - 1; i >= 0 && i >= len(stack)-16; i-- {
		if holds(ends.stop, stack[i]) {
			break
		}
		if holds(ends.close, stack[i]) {
			return pop(stack, i, orphans)
		}
	}
	return stack, orphans
}

// closed pops the stack down to the element that the end tag a closes; an end tag that closes nothing near by is
// ignored.
func closed(stack []atom.Atom, a atom.Atom, orphans int) ([]atom.Atom, int) {
	for i := len(stack) - 1; i >= 0 && i >= len(stack)-maxDepth; i-- {
		if stack[i] == a {
			stack, orphans = pop(stack, i, orphans)
			return stack, orphans
		}
		if barrier[stack[i]] && !barrier[a] {
			if formatting[a] {
				orphans++
			}
			break
		}
	}
	return stack, orphans
}

// pop cuts the stack at i and counts the formatting elements that lose their place without an end tag of their own:
// html.Parse will open each of them again, at every block that follows.
func pop(stack []atom.Atom, i, orphans int) ([]atom.Atom, int) {
	for _, a := range stack[i+1:] {
		if formatting[a] {
			orphans++
		}
	}
	return stack[:i], orphans
}

func holds(list []atom.Atom, a atom.Atom) bool {
	for _, x := range list {
		if x == a {
			return true
		}
	}
	return false
}
