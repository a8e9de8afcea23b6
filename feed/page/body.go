package page

import (
	"strings"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newspane/feed"
	"newspane/feed/clean"
)

// maxReadable is the most nodes of a document that readability is given: it keeps copies for its attempts.
const maxReadable = 60_000

// body returns the article's blocks: what readability finds in the prepared document, checked against the page's own
// paragraphs; against the feed's content it is held up.
func (x *extraction) body(p *feed.Page) []feed.Block {
	if blocks, ok := x.ruled(); ok {
		return blocks
	}
	x.cutSecond()
	x.shelter()
	x.preclean()
	guard := x.newGuard()
	var blocks []feed.Block
	if guard.nodes > maxReadable {
		blocks = guard.whole()
	} else {
		parser := readability.NewParser()
		parser.KeepClasses = true
		parser.DisableJSONLD = true
		if a, err := parser.ParseAndMutate(x.doc, x.page); err == nil && a.Node != nil {
			atomize(a.Node)
			x.postclean(a.Node)
			blocks = clean.Node(a.Node, x.base)
		}
	}
	blocks = withoutRepetition(guard.check(blocks))
	p.FeedBetter = x.judge(blocks, guard)
	return blocks
}

// clutterWords are words in the class or id of a block that is no part of any article.
var clutterWords = map[string]bool{"related": true, "share": true, "sharing": true, "social": true, "newsletter": true, "comments": true,
	"cookie": true, "cookies": true, "consent": true, "onetrust": true, "didomi": true, "gdpr": true, "promo": true, "sponsor": true, "sponsored": true,
	"outbrain": true, "taboola": true, "recommended": true, "recommendations": true, "breadcrumb": true, "breadcrumbs": true, "disqus": true, "paywall": true,
	"subscribe": true, "subscription": true, "signup": true, "tags": true, "taglist": true, "advert": true, "advertisement": true, "ads": true, "popup": true, "modal": true, "toolbar": true,
	"trending": true, "popular": true, "jp-relatedposts": true, "yarpp": true, "toc": true, "printfriendly": true, "noprint": true, "editsection": true, "postmetadata": true, "sidebar": true}

// preclean drops what is plainly not the article. A block that holds three good paragraphs or a fifth of the text is
// kept whatever it is called.
func (x *extraction) preclean() {
	x.dropCards()
	t := index(x.doc)
	x.dropForms(t)
	total := t.nodes[0].text
	for i := 0; i < len(t.nodes); i++ {
		e := t.nodes[i]
		n := e.n
		if n.Type != html.ElementNode || n.Parent == nil {
			continue
		}
		if n.DataAtom == atom.Noscript && (n.FirstChild == nil || len(n.FirstChild.Data) > 8<<10 || !strings.Contains(n.FirstChild.Data, "<img")) {
			remove(n)
			continue
		}
		if e.paras >= 3 || e.text*5 > total || !x.isClutter(n, e) {
			continue
		}
		if x.title != nil && inside(x.title, n) {
			continue
		}
		remove(n)
		i = int(e.end) - 1
	}
}

func (x *extraction) isClutter(n *html.Node, e entry) bool {
	if n.DataAtom != atom.Html && n.DataAtom != atom.Body && clean.Hidden(n) {
		return true
	}
	switch n.DataAtom {
	case atom.Nav, atom.Footer, atom.Form, atom.Dialog, atom.Button:
		return true
	case atom.Aside:
		return e.linked*3 > e.text
	case atom.Td:
		return e.links >= 3 && e.linked*10 > e.text*8 && e.paras == 0 && isLayout(x, n)
	case atom.Html, atom.Body, atom.Article, atom.Main, atom.P, atom.A, atom.Em, atom.Strong, atom.H1, atom.H2:
		return false
	}
	if attr(n, "role") == "navigation" {
		return true
	}
	w := words(n)
	for i, s := range w {
		if clutterWords[s] || i > 0 && (w[i-1] == "author" && aboutAuthor[s] || w[i-1] == "about" && s == "author" || w[i-1] == "no" && s == "print" || w[i-1] == "hidden" && s == "print") {
			return true
		}
	}
	return false
}

// aboutAuthor are words that, after "author" in a class, name the box that introduces the author.
var aboutAuthor = wordSet("bio box info card description about profile desc details biography")

// postclean drops from the found article short blocks of boilerplate and lists of links at its end.
func (x *extraction) postclean(root *html.Node) {
	t := index(root)
	for i := 0; i < len(t.nodes); i++ {
		e := t.nodes[i]
		n := e.n
		if n == root || n.Type != html.ElementNode {
			continue
		}
		switch n.DataAtom {
		case atom.Pre, atom.Table, atom.Figure, atom.Blockquote:
			i = int(e.end) - 1
			continue
		}
		if isHeading(n.DataAtom) && e.text > 0 && e.text < 160 && headsBox(text(n)) {
			if box := boxOf(n, root, t); box != nil {
				remove(box)
				i = int(t.of(box).end) - 1
				continue
			}
		}
		if (e.text > 0 || n.DataAtom == atom.A) && e.text < 160 && isLeafBlock(n) && !isReference(n) && (isAnchor(n) || allBoilerplate(n) && !isWord(n) || n.DataAtom != atom.A && isAppeal(text(n))) {
			remove(n)
			i = int(e.end) - 1
		}
	}
	for range maxTail {
		n := lastBlock(root)
		if n == nil {
			break
		}
		e := t.of(n)
		if e.text > 0 && (e.links == 0 || e.linked*10 < e.text*9 || e.text > 2000) || n.DataAtom == atom.Figure || holdsPicture(n) {
			break
		}
		remove(n)
	}
}

// isAnchor reports whether a link is the sign beside a heading, or behind a note, that leads to a place of this page.
func isAnchor(n *html.Node) bool {
	if n.DataAtom != atom.A || !strings.HasPrefix(attr(n, "href"), "#") {
		return false
	}
	s := strings.TrimSpace(text(n))
	return s != "" && len(s) <= maxMark && strings.Trim(s, "#¶§🔗⚓↩↑^←⏎↵\ufe0e\ufe0f") == ""
}

// isReference reports whether a link is the mark of a footnote: a raised one, or one that leads to a note of the page.
func isReference(n *html.Node) bool {
	to, here := strings.CutPrefix(attr(n, "href"), "#")
	switch {
	case n.DataAtom != atom.A:
		return false
	case above(n, isRaised) != nil || firstBelow(n, isRaised) != nil:
		return true
	case attr(n, "role") == "doc-noteref" || attr(n, "epub:type") == "noteref":
		return true
	}
	w := words(n)
	if here {
		w = appendWords(w, to)
	}
	for _, s := range w {
		if noteWords[s] {
			return true
		}
	}
	return false
}

// isWord reports whether a link is a part of a sentence: words follow it on its line, or words that end no sentence stand
// before it.
func isWord(n *html.Node) bool {
	if n.DataAtom != atom.A {
		return false
	}
	before, after := "", ""
	for p := n; p != nil && isPhrase(p.DataAtom); p = p.Parent {
		for s, i := p.PrevSibling, 0; s != nil && onLine(s) && i < lineReach && before == ""; s, i = s.PrevSibling, i+1 {
			before = strings.TrimSpace(unlinked(s))
		}
		for s, i := p.NextSibling, 0; s != nil && onLine(s) && i < lineReach && letters(after) == 0; s, i = s.NextSibling, i+1 {
			after = unlinked(s)
		}
	}
	return letters(after) > 0 || letters(before) > 0 && !endsSentence(before) && !strings.HasSuffix(before, "|") && !strings.HasSuffix(before, "·")
}

const lineReach = 16 // neighbours of a link that are asked whether they are of its sentence

// onLine reports whether a node is within a line of text.
func onLine(n *html.Node) bool {
	return n.Type != html.ElementNode || isPhrase(n.DataAtom) || n.DataAtom == atom.Img
}

// unlinked is the text of a node that is no link and in no element of its own, which may as well be another line.
func unlinked(n *html.Node) string {
	switch n.DataAtom {
	case atom.Em, atom.Strong, atom.I, atom.B:
		return text(n)
	}
	if n.Type == html.TextNode {
		return n.Data
	}
	return ""
}

func isRaised(n *html.Node) bool { return n.DataAtom == atom.Sup }

// noteWords are words in the class of a footnote's mark or in the address of its note.
var noteWords = wordSet("fn fnref footnote footnotes noteref ftn ftnref edn ednref endnote endnotes note sdfootnote fussnote fußnote")

func holdsPicture(root *html.Node) bool {
	for n := root; n != nil; n = next(n, root, true) {
		switch n.DataAtom {
		case atom.Img, atom.Picture, atom.Video, atom.Iframe, atom.Audio:
			return true
		}
	}
	return false
}

// isLayout reports whether a cell is one of a table that holds most of the page.
func isLayout(x *extraction, cell *html.Node) bool {
	table := above(cell, func(n *html.Node) bool { return n.DataAtom == atom.Table })
	return table != nil && x.tree.of(table).text*2 > x.tree.nodes[0].text
}

// allBoilerplate reports whether every line of a block is boilerplate.
func allBoilerplate(n *html.Node) bool {
	all := lines(n)
	for _, l := range all {
		for part := range strings.SplitSeq(l, " | ") {
			if !isBoilerplate(part) && !printLabels[fold(part)] {
				return false
			}
		}
	}
	return len(all) > 0
}

// maxTail is how many blocks at the end are looked at.
const maxTail = 40

// lastBlock is the last block with content; it drops the blanks after it, going down while there is one element only.
func lastBlock(root *html.Node) *html.Node {
	for n := root; ; {
		last := n.LastChild
		for last != nil && (last.Type != html.ElementNode && strings.TrimSpace(last.Data) == "" || last.Type == html.CommentNode) {
			n.RemoveChild(last)
			last = n.LastChild
		}
		if last == nil || last.Type != html.ElementNode || isPhrase(last.DataAtom) {
			return nil
		}
		if last.DataAtom != atom.Div && last.DataAtom != atom.Section && last.DataAtom != atom.Article && last.DataAtom != atom.Main {
			return last
		}
		if last.FirstChild == nil {
			return last
		}
		n = last
	}
}

// isLeafBlock reports whether an element is a block without blocks of text in it.
func isLeafBlock(n *html.Node) bool {
	if isPhrase(n.DataAtom) && n.DataAtom != atom.A {
		return false
	}
	for c := next(n, n, true); c != nil; c = next(c, n, true) {
		if c.Type == html.ElementNode && !isPhrase(c.DataAtom) && c.DataAtom != atom.Br && c.DataAtom != atom.Img {
			return false
		}
	}
	return true
}
