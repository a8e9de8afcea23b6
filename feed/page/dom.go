package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// tree is a document in reading order with sums over each subtree, so that a question about a block costs no walk.
type tree struct {
	nodes []entry
	at    map[*html.Node]int32
}

// entry is a node with the sums over its subtree.
type entry struct {
	n      *html.Node
	end    int32 // index just after the subtree
	text   int32 // letters and digits
	linked int32 // those of them in links
	links  int32 // a[href]
	para   bool  // is a good paragraph: see isGood
	paras  int32 // good paragraphs
	good   int32 // letters in good paragraphs
}

// index lists the nodes below root that can be seen; it does not recur.
func index(root *html.Node) *tree {
	count := 0
	for n := root; n != nil; n = next(n, root, true) {
		count++
	}
	t := &tree{nodes: make([]entry, 0, count), at: make(map[*html.Node]int32, count)}
	var open []int32
	inLink := 0
	for n := root; n != nil; {
		i := int32(len(t.nodes))
		t.at[n] = i
		e := entry{n: n}
		skip := n.Type == html.CommentNode
		switch n.Type {
		case html.TextNode:
			e.text = letters(n.Data)
			if inLink > 0 {
				e.linked = e.text
			}
		case html.ElementNode:
			skip = n.DataAtom == atom.Script || n.DataAtom == atom.Style || n.DataAtom == atom.Noscript ||
				n.DataAtom == atom.Template || n.DataAtom == atom.Head || n.DataAtom == atom.Svg || n.DataAtom == atom.Iframe
			if n.DataAtom == atom.A {
				e.links = 1
			}
		}
		t.nodes = append(t.nodes, e)
		if n.FirstChild != nil && !skip {
			open = append(open, i)
			if n.DataAtom == atom.A {
				inLink++
			}
			n = n.FirstChild
			continue
		}
		t.nodes[i].end = int32(len(t.nodes))
		for n.NextSibling == nil && len(open) > 0 {
			n = t.close(open, &inLink)
			open = open[:len(open)-1]
		}
		if len(open) == 0 {
			break
		}
		n = n.NextSibling
	}
	t.sum()
	return t
}

// close ends the innermost open element and returns it.
func (t *tree) close(open []int32, inLink *int) *html.Node {
	e := &t.nodes[open[len(open)-1]]
	e.end = int32(len(t.nodes))
	if e.n.DataAtom == atom.A {
		*inLink--
	}
	return e.n
}

// sum adds each node's figures to its parent's, children before parents. On a page with hardly a paragraph, divisions
// without blocks in them are taken for paragraphs.
func (t *tree) sum() {
	for i := len(t.nodes) - 1; i > 0; i-- {
		e := &t.nodes[i]
		if p, ok := t.at[e.n.Parent]; ok {
			q := &t.nodes[p]
			q.text += e.text
			q.linked += e.linked
			q.links += e.links
		}
	}
	if t.markGood(atom.P); t.nodes[0].paras < fewParagraphs {
		t.markGood(atom.Div)
	}
}

const fewParagraphs = 3

// markGood finds the good paragraphs among the elements a and adds them up.
func (t *tree) markGood(a atom.Atom) {
	for i := len(t.nodes) - 1; i > 0; i-- {
		e := &t.nodes[i]
		if e.n.DataAtom == a && isGood(e) && (a == atom.P || isLeafBlock(e.n)) {
			e.para = true
			for p, ok := int32(i), true; ok; p, ok = t.at[t.nodes[p].n.Parent] {
				t.nodes[p].paras++
				t.nodes[p].good += e.text
			}
		}
	}
}

// of returns a node's sums, zero for one that is not in the tree.
func (t *tree) of(n *html.Node) entry {
	if i, ok := t.at[n]; ok {
		return t.nodes[i]
	}
	return entry{n: n}
}

// goodLetters is the length from which a paragraph is taken for running text.
const goodLetters = 64

// isGood reports whether an element's text is running text: long, and not mostly links.
func isGood(e *entry) bool {
	if e.linked*3 > e.text {
		return false
	}
	return e.text >= goodLetters || e.text >= goodLetters/3 && e.text > 0 && isWide(e.n)
}

// isWide reports whether a paragraph is in a script that needs few characters.
func isWide(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode {
			for _, r := range c.Data {
				if isCJK(r) {
					return true
				}
			}
		}
	}
	return false
}

func letters(s string) int32 {
	var n int32
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' {
				n++
			}
			i++
			continue
		}
		r, k := utf8.DecodeRuneInString(s[i:])
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
		i += k
	}
	return n
}

func isCJK(r rune) bool {
	return r >= 0x1100 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// next returns the node after n in the tree below root, skipping n's content when deep is false.
func next(n, root *html.Node, deep bool) *html.Node {
	if deep && n.FirstChild != nil {
		return n.FirstChild
	}
	for ; n != root && n != nil; n = n.Parent {
		if n.NextSibling != nil {
			return n.NextSibling
		}
	}
	return nil
}

// text returns the text of a tree as one line; the edges of blocks and forced breaks part words.
func text(root *html.Node) string {
	var b strings.Builder
	space := false
	for n := root; n != nil; {
		deep := true
		switch n.Type {
		case html.TextNode:
			for i, w := range strings.Fields(n.Data) {
				if b.Len() > 0 && (i > 0 || space || isBlank(n.Data[0])) {
					b.WriteByte(' ')
				}
				b.WriteString(w)
				space = false
			}
			if n.Data != "" && isBlank(n.Data[len(n.Data)-1]) {
				space = true
			}
		case html.ElementNode:
			switch n.DataAtom {
			case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Svg, atom.Iframe, atom.Textarea:
				deep = false
			}
			space = space || !isPhrase(n.DataAtom)
		}
		m := next(n, root, deep)
		// leaving a block parts words as entering one does
		for p := n; m != nil && p != root && p != m.Parent; p = p.Parent {
			if p.Type == html.ElementNode && !isPhrase(p.DataAtom) {
				space = true
			}
		}
		n = m
	}
	return b.String()
}

func isBlank(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }

// isPhrase reports whether an element stands within a line.
func isPhrase(a atom.Atom) bool {
	switch a {
	case atom.A, atom.Abbr, atom.B, atom.Bdi, atom.Bdo, atom.Big, atom.Cite, atom.Code, atom.Data, atom.Del, atom.Dfn,
		atom.Em, atom.Font, atom.I, atom.Ins, atom.Kbd, atom.Mark, atom.Nobr, atom.Q, atom.S, atom.Samp, atom.Small,
		atom.Span, atom.Strong, atom.Sub, atom.Sup, atom.Time, atom.Tt, atom.U, atom.Var, atom.Wbr:
		return true
	}
	return false
}

// words returns the words of n's class and id in lower case: "see-also__list" is see, also, list.
func words(n *html.Node) []string {
	var out []string
	for _, a := range n.Attr {
		if a.Key == "class" || a.Key == "id" || a.Key == "data-testid" || a.Key == "data-component" || a.Key == "itemprop" {
			out = appendWords(out, a.Val)
		}
	}
	return out
}

// appendWords adds the words of s, parted by what is no letter and by changes to upper case.
func appendWords(out []string, s string) []string {
	if len(s) > 1000 {
		s = s[:1000]
	}
	from := 0
	for i := 0; i <= len(s); i++ {
		edge := i == len(s) || !(s[i]|0x20 >= 'a' && s[i]|0x20 <= 'z' || s[i] >= 0x80)
		hump := !edge && i > from && s[i] >= 'A' && s[i] <= 'Z' && s[i-1] >= 'a'
		if edge || hump {
			if i > from {
				out = append(out, strings.ToLower(s[from:i]))
			}
			from = i
			if edge {
				from++
			}
		}
	}
	return out
}

// inside reports whether n stands below root.
func inside(n, root *html.Node) bool {
	for p := n; p != nil; p = p.Parent {
		if p == root {
			return true
		}
	}
	return false
}

// above returns the nearest element at n or above it that f accepts.
func above(n *html.Node, f func(*html.Node) bool) *html.Node {
	for p := n; p != nil; p = p.Parent {
		if p.Type == html.ElementNode && f(p) {
			return p
		}
	}
	return nil
}

// firstBelow returns the first element below root that f accepts.
func firstBelow(root *html.Node, f func(*html.Node) bool) *html.Node {
	for n := next(root, root, true); n != nil; n = next(n, root, true) {
		if n.Type == html.ElementNode && f(n) {
			return n
		}
	}
	return nil
}

func remove(n *html.Node) {
	if n.Parent != nil {
		n.Parent.RemoveChild(n)
	}
}

// unseen reports whether an element is hidden by an attribute or its own style.
func unseen(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "style":
			if s := strings.ReplaceAll(strings.ToLower(a.Val), " ", ""); strings.Contains(s, "display:none") || strings.Contains(s, "visibility:hidden") {
				return true
			}
		}
	}
	return false
}

func isHeading(a atom.Atom) bool {
	switch a {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}
