package page

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

const maxLevels = 4 // of wrappers around a label

// under returns the nodes after a label that it heads: its siblings or those of its wrapper, up to the next label,
// heading or running text.
func (x *extraction) under(label *html.Node) []*html.Node {
	start := label
	for range maxLevels {
		if nodes := x.following(start, label); len(nodes) > 0 {
			return nodes
		}
		p := start.Parent
		if p == nil || hasFollowers(start) || p.DataAtom == atom.Body || p.DataAtom == atom.Li || x.tree.of(p).text > x.tree.of(start).text+20 {
			break
		}
		start = p
	}
	return nil
}

// hasFollowers reports whether an element that can hold content, even if a script has not filled it, comes after n.
func hasFollowers(n *html.Node) bool {
	for s := n.NextSibling; s != nil; s = s.NextSibling {
		switch s.DataAtom {
		case atom.Div, atom.Section, atom.Ul, atom.Ol, atom.Article, atom.P:
			return true
		}
	}
	return false
}

func (x *extraction) following(start, label *html.Node) []*html.Node {
	var nodes []*html.Node
	stories := 0
	var shape *html.Node
	for s := start.NextSibling; s != nil; s = s.NextSibling {
		e := x.tree.of(s)
		if s.Type == html.TextNode {
			if e.text > 40 {
				break
			}
			continue
		}
		if s.Type != html.ElementNode || e.text == 0 && e.links == 0 {
			continue
		}
		if isHeading(s.DataAtom) && e.links == 0 || e.text <= maxLabel && labelOf(text(s)) != noLabel {
			break
		}
		found := len(x.stories([]*html.Node{s}, true))
		if found == 0 {
			if stories > 0 || e.text > 200 || e.paras > 0 {
				break
			}
			continue
		}
		if int(e.paras) > found || e.linked*3 < e.text && !x.hasCards(s, x.stories([]*html.Node{s}, true)) {
			break
		}
		if shape != nil && isPhrase(shape.DataAtom) != isPhrase(s.DataAtom) {
			break
		}
		if shape == nil {
			shape = s
		}
		nodes = append(nodes, s)
		if stories += found; stories > maxStories {
			return nil
		}
		if s.DataAtom == atom.Ul || s.DataAtom == atom.Ol || s.DataAtom == atom.Table {
			break
		}
	}
	return nodes
}
