package page

import (
	"hash/fnv"
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newspane/feed"
	"newspane/feed/clean"
)

// Rule is a reader's own word on how the pages of a site are to be read. Its zero value leaves all to newspane.
type Rule struct {
	Body    []Selector // the elements that are the text, in the order of the page; where none is found, as without
	Strip   []Selector // elements that are neither text nor anything else
	Related []Selector // elements whose links are the related stories
}

// Selector is a CSS selector, or a group of them (Selectors Level 3 and some of 4, as cascadia has them).
type Selector struct {
	text  string
	match cascadia.Matcher
}

// ParseSelector reads a selector. Its error says what is wrong with it.
func ParseSelector(s string) (Selector, error) {
	g, err := cascadia.ParseGroup(s)
	if err != nil {
		return Selector{}, err
	}
	return Selector{text: s, match: g}, nil
}

// Hash tells rules apart; it is 0 for none.
func (r *Rule) Hash() uint16 {
	if r == nil || len(r.Body)+len(r.Strip)+len(r.Related) == 0 {
		return 0
	}
	h := fnv.New32a()
	for i, list := range [][]Selector{r.Body, r.Strip, r.Related} {
		for _, s := range list {
			h.Write([]byte{byte(i)}) // a hash does not fail
			h.Write([]byte(s.text))
		}
	}
	sum := h.Sum32()
	return max(1, uint16(sum^sum>>16))
}

// find returns the outermost elements that one of the selectors matches, in the order of the page.
func find(doc *html.Node, list []Selector) []*html.Node {
	var found []*html.Node
	if len(list) == 0 {
		return nil
	}
	for n := doc; n != nil; {
		hit := false
		for _, s := range list {
			hit = hit || n.Type == html.ElementNode && s.match.Match(n)
		}
		if hit && n.DataAtom != atom.Html {
			found = append(found, n)
		}
		n = next(n, doc, !hit)
	}
	return found
}

// ruled are the blocks of the elements that the reader's rule calls the text; ok is false when there are none.
func (x *extraction) ruled() (blocks []feed.Block, ok bool) {
	if x.Rule == nil {
		return nil, false
	}
	found := find(x.doc, x.Rule.Body)
	if len(found) == 0 {
		return nil, false
	}
	root := &html.Node{Type: html.ElementNode, DataAtom: atom.Div, Data: "div"}
	for _, n := range found {
		remove(n)
		root.AppendChild(n)
	}
	blocks = clean.Node(root, x.base)
	return blocks, strings.TrimSpace(feed.Plain(blocks)) != ""
}

// strip drops what the reader's rule strips.
func (x *extraction) strip() {
	if x.Rule == nil {
		return
	}
	for _, n := range find(x.doc, x.Rule.Strip) {
		remove(n)
	}
}

// ruledRelated are the stories in the elements that the reader's rule calls related; ok is false when it names none, or
// none of them is on the page.
func (x *extraction) ruledRelated(g *gathering) (ok bool) {
	if x.Rule == nil {
		return false
	}
	for _, n := range find(x.doc, x.Rule.Related) {
		g.add(block{kind: feed.SeeAlso, nodes: []*html.Node{n}, sure: true})
	}
	return len(g.used) > 0
}
