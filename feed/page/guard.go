package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newspane/feed"
	"newspane/feed/clean"
)

// guard remembers the page's good paragraphs before readability takes the document apart, to see whether it found
// the article.
type guard struct {
	x        *extraction
	prints   []string // the paragraphs, folded
	homes    []string // and what holds each: the parent's name and class
	total    int
	nodes    int
	fallback *html.Node // a copy of the smallest node that holds most of them
}

const (
	minFound = 25 // per cent of the good paragraphs' text that must be in the result
	minKin   = 25 // per cent that may be missing from containers like those of the rest
	minHeld  = 80 // per cent that the smallest node taken instead must hold
	maxGood  = 400
)

func (x *extraction) newGuard() *guard {
	g := &guard{x: x}
	t := index(x.doc)
	g.nodes = len(t.nodes)
	for i := range t.nodes {
		e := &t.nodes[i]
		if !e.para || len(g.prints) >= maxGood || x.besideText(e.n) {
			continue
		}
		f := fold(text(e.n))
		g.prints = append(g.prints, f)
		g.homes = append(g.homes, e.n.Parent.Data+" "+attr(e.n.Parent, "class"))
		g.total += len(f)
	}
	if len(g.prints) == 0 {
		return g
	}
	all := t.nodes[0].good
	best := int32(-1)
	for i := range t.nodes {
		e := &t.nodes[i]
		if e.n.Type == html.ElementNode && e.n.DataAtom != atom.Body && e.n.DataAtom != atom.Html && e.good*100 >= all*minHeld && (e.paras > 1 || e.paras == 1 && !e.para) {
			best = int32(i)
		}
	}
	if best >= 0 {
		g.fallback = t.nodes[best].n
		if g.nodes <= maxReadable {
			g.fallback = copyOf(g.fallback) // readability takes the document apart
		}
	}
	return g
}

// besideText reports whether a paragraph stands in comments, a side box, navigation or a caption. A box that holds the
// title too holds the article.
func (x *extraction) besideText(n *html.Node) bool {
	return above(n, func(n *html.Node) bool {
		if x.title != nil && inside(x.title, n) {
			return false
		}
		switch n.DataAtom {
		case atom.Aside, atom.Nav, atom.Figure, atom.Footer, atom.Form:
			return true
		}
		for _, w := range words(n) {
			if notText[w] {
				return n.DataAtom != atom.Body && n.DataAtom != atom.Html && n.DataAtom != atom.Article
			}
		}
		return false
	}) != nil
}

// whole returns the blocks of the fallback or, without one, of the whole document: for one that is too large for
// readability.
func (g *guard) whole() []feed.Block {
	root := g.fallback
	if root == nil {
		root = g.x.doc
	}
	g.fallback = nil
	g.x.postclean(root)
	return clean.Node(root, g.x.base)
}

// notText are words in the class of a container whose paragraphs are not the article's.
var notText = wordSet("comments comment cookie cookies consent gallery slideshow caption captions legends")

// described reports whether a folded text holds the beginning of what the page says of itself.
func (g *guard) described(text string) bool {
	for _, s := range []string{g.x.meta.get("og:description"), g.x.meta.get("description"), g.x.meta.ld.description} {
		if f := beginning(fold(s)); f != "" && strings.Contains(text, f) {
			return true
		}
	}
	return false
}

// beginning is the first words of a folded text, "" when it is too short to tell.
func beginning(f string) string {
	if len(f) < describedBytes {
		return ""
	}
	f = strings.ToValidUTF8(f[:describedBytes], "")
	if i := strings.LastIndexByte(f, ' '); i > 0 {
		f = f[:i]
	}
	return f
}

// describedBytes is how much of a description's beginning must stand in a text that begins like it.
const describedBytes = 48

// check returns blocks, or those of the fallback when blocks lack most of the good paragraphs.
func (g *guard) check(blocks []feed.Block) []feed.Block {
	if g.total == 0 || g.fallback == nil {
		return blocks
	}
	found, kin := g.found(blocks)
	if found*100 >= g.total*minFound && kin*100 < g.total*minKin || len(g.prints) == 1 && len(blocks) > 0 {
		return blocks
	}
	g.x.postclean(g.fallback)
	other := clean.Node(g.fallback, g.x.base)
	mine, its := fold(feed.Plain(blocks)), fold(feed.Plain(other))
	if g.described(mine) && !g.described(its) {
		return blocks
	}
	if judge := fold(g.x.meta.ld.body); judge != "" && overlap(mine, judge) >= overlap(its, judge) {
		return blocks
	}
	return other
}

// found is how much of the good paragraphs is in blocks, and how much is not there although it stands in containers
// of the same class as what is.
func (g *guard) found(blocks []feed.Block) (found, kin int) {
	have := fold(feed.Plain(blocks))
	homes := map[string]bool{}
	missing := map[string]int{}
	for i, p := range g.prints {
		if strings.Contains(have, p) {
			found += len(p)
			homes[g.homes[i]] = true
		} else {
			missing[g.homes[i]] += len(p)
		}
	}
	for h, n := range missing {
		if homes[h] && strings.Contains(h, " ") && len(h) > len("section ") {
			kin += n
		}
	}
	return found, kin
}

// copyOf copies a tree; it does not recur.
func copyOf(root *html.Node) *html.Node {
	top := &html.Node{Type: root.Type, DataAtom: root.DataAtom, Data: root.Data, Namespace: root.Namespace, Attr: root.Attr}
	to := top
	for n := root; n != nil; {
		if n.FirstChild != nil {
			n = n.FirstChild
		} else {
			for n != root && n.NextSibling == nil {
				n, to = n.Parent, to.Parent
			}
			if n == root {
				break
			}
			n, to = n.NextSibling, to.Parent
		}
		c := &html.Node{Type: n.Type, DataAtom: n.DataAtom, Data: n.Data, Namespace: n.Namespace, Attr: n.Attr}
		to.AppendChild(c)
		to = c
	}
	return top
}

const (
	stub    = 60 // per cent of the feed's text: a shorter page is a paywall's stub
	inFeed  = 60 // per cent of the good paragraphs that make the feed's text the article's
	feedHas = 10 // per cent more of them than the page gave, for the feed to be better
)

// judge says whether what the feed brought is the better text: when the page gave none or a stub, or when the feed holds
// most of the page's own paragraphs and the body holds fewer.
func (x *extraction) judge(blocks []feed.Block, g *guard) (feedBetter bool) {
	if x.FeedHTML == "" {
		return false
	}
	own := clean.HTML(x.FeedHTML, x.URL)
	a, b := len(fold(feed.Plain(blocks))), len(fold(feed.Plain(own)))
	if b > minLead && (a == 0 || a*100 < b*stub) {
		return true
	}
	if g.total == 0 {
		return false
	}
	mine, _ := g.found(blocks)
	its, _ := g.found(own)
	return its*100 >= g.total*inFeed && (its-mine)*100 >= g.total*feedHas
}
