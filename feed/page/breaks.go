package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// minBreaks is how many empty lines an element must have for its content to be taken for paragraphs parted by them.
const minBreaks = 2

// paragraphs makes p elements of text that is parted by two or more br, as pages of the early 2000s have it, so that
// all that follows sees paragraphs.
func paragraphs(root *html.Node) {
	var found []*html.Node
	seen := map[*html.Node]bool{}
	for n := root; n != nil; n = next(n, root, true) {
		p := n.Parent
		if n.DataAtom != atom.Br || p == nil || seen[p] {
			continue
		}
		seen[p] = true
		if emptyLines(n) && !isPhrase(p.DataAtom) && p.DataAtom != atom.P && p.DataAtom != atom.Pre && !isHeading(p.DataAtom) {
			found = append(found, p)
		}
	}
	for _, n := range found {
		wrap(n)
	}
}

// emptyLines reports whether br is the first of two and its parent holds enough of such.
func emptyLines(br *html.Node) bool {
	count := 0
	for c := br; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Br {
			continue
		}
		if d := solid(c.NextSibling); d != nil && d.DataAtom == atom.Br {
			count++
			c = d
		}
		if count >= minBreaks {
			return true
		}
	}
	return false
}

// solid is n or the first sibling after it that is no blank text.
func solid(n *html.Node) *html.Node {
	for n != nil && (n.Type == html.CommentNode || n.Type == html.TextNode && strings.TrimSpace(n.Data) == "") {
		n = n.NextSibling
	}
	return n
}

// wrap puts each run of phrases between empty lines into a p; single breaks stay in it.
func wrap(n *html.Node) {
	var p *html.Node
	for c := n.FirstChild; c != nil; {
		after := c.NextSibling
		switch {
		case c.DataAtom == atom.Br && (p == nil || follows(c)):
			if p != nil && follows(c) {
				p = nil
			}
			n.RemoveChild(c)
		case c.Type == html.TextNode, isPhrase(c.DataAtom), c.DataAtom == atom.Br, c.DataAtom == atom.Img:
			if p == nil {
				if c.Type == html.TextNode && strings.TrimSpace(c.Data) == "" {
					break
				}
				p = &html.Node{Type: html.ElementNode, DataAtom: atom.P, Data: "p"}
				n.InsertBefore(p, c)
			}
			n.RemoveChild(c)
			p.AppendChild(c)
		default:
			p = nil
		}
		c = after
	}
}

// follows reports whether another br, or the end, comes next after a br.
func follows(br *html.Node) bool {
	d := solid(br.NextSibling)
	return d == nil || d.DataAtom == atom.Br
}

// lines returns the text of a block's lines, parted by br.
func lines(root *html.Node) []string {
	var out []string
	var b strings.Builder
	for n := root; n != nil; n = next(n, root, true) {
		switch {
		case n.DataAtom == atom.Br:
			out = append(out, b.String())
			b.Reset()
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
		}
	}
	out = append(out, b.String())
	kept := out[:0]
	for _, l := range out {
		if l = strings.Join(strings.Fields(l), " "); l != "" {
			kept = append(kept, l)
		}
	}
	return kept
}

// atomize sets the atoms that readability leaves wrong where it renames or makes elements.
func atomize(root *html.Node) {
	for n := root; n != nil; n = next(n, root, true) {
		if n.Type == html.ElementNode {
			n.DataAtom = atom.Lookup([]byte(n.Data))
		}
	}
}
