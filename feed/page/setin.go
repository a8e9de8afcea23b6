package page

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newspane/feed"
)

const (
	maxSetIn    = 8   // stories in one block set into the text
	cardLetters = 420 // letters of a card, for each story in it
)

// between reports whether the subtree at i stands between two good paragraphs of the article's text.
func (x *extraction) between(i int32) bool {
	return i > x.firstGood && x.tree.nodes[i].end <= x.lastGood
}

// closes reports whether n is a box that follows the text's last paragraph in the same container.
func (x *extraction) closes(i int32) bool {
	n := x.tree.nodes[i].n
	if x.lastGood == 0 || i <= x.lastGood || n.DataAtom != atom.Aside && n.DataAtom != atom.Article && !relatedClass(n) {
		return false
	}
	last := x.tree.nodes[x.lastGood].n
	return n.Parent != nil && n.Parent.DataAtom != atom.Body && (last.Parent == n.Parent || last.Parent.Parent == n.Parent && x.tree.of(last.Parent).paras > 1)
}

// setInAt returns the block of an element set between the paragraphs of the text that holds nothing but cards of
// other stories: an article, an aside, a list, a box.
func (x *extraction) setInAt(i int32) (block, bool) {
	e := x.tree.nodes[i]
	n := e.n
	if !x.between(i) && !x.closes(i) || e.links == 0 || e.links > 4*maxSetIn || x.tree.of(n.Parent).paras <= e.paras || e.text < 12 {
		return block{}, false
	}
	switch n.DataAtom {
	case atom.P, atom.H2, atom.H3, atom.H4, atom.H5:
		return x.lineAt(e)
	case atom.Div, atom.Aside, atom.Section, atom.Article, atom.Ul, atom.Ol, atom.Figure, atom.Blockquote:
	case atom.A:
		if !standsAlone(n) {
			return block{}, false
		}
	default:
		return block{}, false
	}
	stories := x.stories([]*html.Node{n}, false)
	if len(stories) == 0 || len(stories) > maxSetIn || int(e.paras) > len(stories) || x.siteWord(n) || x.innerLabel(n) == siteLabel || !x.onlyStories(n, stories) {
		return block{}, false
	}
	if int(e.text) > cardLetters*len(stories) || e.linked*2 < e.text && !x.hasCards(n, stories) {
		return block{}, false
	}
	says, kind := x.innerLabel(n), feed.Inline
	if says == relatedLabel && i > x.lastGood {
		kind = feed.SeeAlso
	}
	return block{kind: kind, label: n, nodes: []*html.Node{n}, bare: says == noLabel && !relatedClass(n)}, true
}

// standsAlone reports whether a link is a block among blocks, not a word in a sentence.
func standsAlone(a *html.Node) bool {
	for _, s := range []*html.Node{a.PrevSibling, a.NextSibling} {
		if s != nil && s.Type == html.TextNode && strings.TrimSpace(s.Data) != "" {
			return false
		}
	}
	switch a.Parent.DataAtom {
	case atom.Div, atom.Section, atom.Article, atom.Main, atom.Aside:
		return !isLeafBlock(a)
	}
	return false
}

// lineAt returns the block of a paragraph that is one link to another story, when its form says so: capitals, brackets, a
// class, or a label within the link.
func (x *extraction) lineAt(e entry) (block, bool) {
	n := e.n
	_, a := beforeLink(n)
	if e.links != 1 || e.linked*20 < e.text*19 || a == nil || x.storyAddress(a, true) == "" {
		return block{}, false
	}
	s := text(n)
	if !isCapitals(s) && !relatedClass(n) && !labelledWithin(s) && !(strings.HasPrefix(s, "[") && strings.HasSuffix(s, "]")) {
		return block{}, false
	}
	return block{kind: feed.Inline, label: n, nodes: []*html.Node{n}}, true
}

// onlyStories reports whether the links of a block lead to its stories, a link or two to a subject aside.
func (x *extraction) onlyStories(root *html.Node, stories []story) bool {
	links := 0
	for _, s := range stories {
		links += len(s.links)
	}
	return int(x.tree.of(root).links)-links <= len(stories)
}

// hasCards reports whether each story has a card: a headline of its own, or a link over the whole.
func (x *extraction) hasCards(root *html.Node, stories []story) bool {
	for _, s := range stories {
		found := false
		for _, a := range s.links {
			found = found || headline(a) != nil || letters(text(a)) == 0 || above(a, func(n *html.Node) bool { return isHeading(n.DataAtom) && inside(n, root) }) != nil
		}
		if !found {
			return false
		}
	}
	return true
}

// isCapitals reports whether a headline is written in capitals.
func isCapitals(s string) bool {
	upper, lower := 0, 0
	for _, r := range s {
		switch {
		case unicode.IsUpper(r):
			upper++
		case unicode.IsLower(r):
			lower++
		}
	}
	return upper >= 12 && lower*10 <= upper
}

// relatedWords are words in the class of a block that shows related stories.
var relatedWords = wordSet("related seealso relatedposts relatedlinks relatedarticles relatedstories relatedcontent relatedlist similar verwandte weiterfuehrend relacionadas relacionados relacionada relacionado correlati correlate souvisejici connexes readmore readalso alsoread interstitial powiazane")

// relatedClass reports whether n's class or id calls it related.
func relatedClass(n *html.Node) bool {
	w := words(n)
	for i, s := range w {
		if relatedWords[s] || i > 0 && (w[i-1] == "see" || w[i-1] == "read") && (s == "also" || s == "more") {
			return true
		}
	}
	return false
}

// labelledWithin reports whether a link's own text begins with a label: "Read: …".
func labelledWithin(s string) bool {
	head, _, ok := strings.Cut(strings.TrimLeft(s, "[(»>→ "), ": ")
	return ok && labelOf(head) == relatedLabel
}

// labelIn returns the element at the beginning of a link that is a label for the rest of it, nil when there is none.
func labelIn(a *html.Node) *html.Node {
	for n, seen := next(a, a, true), 0; n != nil && seen < lineReach; n, seen = next(n, a, true), seen+1 {
		switch {
		case n.Type == html.TextNode && strings.TrimSpace(n.Data) != "":
			return nil
		case n.Type == html.ElementNode && n.FirstChild != nil && n.FirstChild.Type == html.TextNode && n.FirstChild.NextSibling == nil:
			s := text(n)
			if s != "" && labelOf(s) == relatedLabel && letters(text(a)) >= letters(s)+minLabelled {
				return n
			}
		}
	}
	return nil
}

const minLabelled = 8 // letters of a headline after a label in the same link

// classAt returns the block that only its class calls related. That suffices inside the article's text or right
// after it, nowhere else.
func (x *extraction) classAt(i int32) (block, bool) {
	e := x.tree.nodes[i]
	n := e.n
	if e.links == 0 || int(e.links) > 4*maxStories || !relatedClass(n) || x.siteWord(n) || n.DataAtom == atom.A || n.DataAtom == atom.Body || n.DataAtom == atom.Li {
		return block{}, false
	}
	if e.paras > 3 || !x.byText(i) {
		return block{}, false
	}
	stories := x.stories([]*html.Node{n}, false)
	if len(stories) == 0 || len(stories) > maxRelated || int(e.paras) > len(stories) || int(e.text) > cardLetters*len(stories) {
		return block{}, false
	}
	kind := feed.SeeAlso
	switch x.innerLabel(n) {
	case siteLabel:
		return block{}, false
	case moreLabel:
		return block{kind: feed.More, label: n, nodes: []*html.Node{n}}, true
	}
	if x.between(i) {
		kind = feed.Inline
	}
	return block{kind: kind, label: n, nodes: []*html.Node{n}}, true
}

// byText reports whether the subtree at i stands in the text's container or is one of the next to follow it.
func (x *extraction) byText(i int32) bool {
	if i < x.firstGood {
		return false
	}
	main := x.tree.nodes[x.main]
	if i < main.end {
		return true
	}
	for p, n := 0, main.n; p < 3 && n != nil; p, n = p+1, n.Parent {
		if x.tree.nodes[i].n.Parent == n {
			return true
		}
	}
	return false
}
