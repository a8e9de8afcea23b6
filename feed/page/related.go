package page

import (
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newspane/feed"
)

const (
	maxRelated = 15
	maxBare    = 4 // stories set into the text without a label: more, mostly off the subject, are the site's own news
)

// relatedStories are the links found, and the nodes that showed them.
type relatedStories struct {
	links []feed.Link
	used  []*html.Node
}

// remove takes what showed the links out of the document: exactly that.
func (r relatedStories) remove() {
	for _, n := range r.used {
		remove(n)
	}
}

// zone is the offset that dates without one are taken in: the article's own.
func (x *extraction) zone() *time.Location {
	if x.published.IsZero() {
		return time.UTC
	}
	return x.published.Location()
}

// block is a candidate: a label and the nodes after it, or an element that its class calls related.
type block struct {
	kind  feed.LinkKind
	label *html.Node // nil when only the class says so
	nodes []*html.Node
	bare  bool // cards without a label
	sure  bool // the reader's rule says so
}

// related finds the stories that the page sets beside its article.
func (x *extraction) related(p *feed.Page) relatedStories {
	x.published = p.Published
	x.self = map[string]bool{same(x.URL): true}
	for _, u := range []string{x.meta.canonical, x.meta.get("og:url")} {
		if u = feed.ResolveURL(x.base, u); u != "" {
			x.self[same(u)] = true
		}
	}
	x.place()
	x.blocked = map[*html.Node]bool{}
	g := gathering{x: x, seen: map[string]bool{}}
	if x.ruledRelated(&g) {
		return g.result()
	}
	for i := int32(0); i < int32(len(x.tree.nodes)); i++ {
		e := x.tree.nodes[i]
		if e.n == x.taken && x.taken != nil {
			i = e.end - 1
			continue
		}
		if e.n.Type != html.ElementNode || g.taken(e.n) || len(x.blocked) > 0 && x.isBlocked(e.n) {
			continue
		}
		if b, ok := x.blockAt(i); ok {
			g.add(b)
		}
	}
	return g.result()
}

// gathering collects blocks in the page's order.
type gathering struct {
	x     *extraction
	seen  map[string]bool
	lists map[feed.LinkKind][]feed.Link
	used  []*html.Node
	marks map[*html.Node]bool
	bare  int // stories of cards without a label
	apt   int // those of them that are on the subject
}

func (g *gathering) taken(n *html.Node) bool {
	if len(g.marks) == 0 {
		return false
	}
	for p := n; p != nil; p = p.Parent {
		if g.marks[p] {
			return true
		}
	}
	return false
}

func (g *gathering) add(b block) {
	strong := b.label != nil || b.sure
	stories := g.x.stories(b.nodes, strong)
	if g.lists == nil {
		g.lists, g.marks = map[feed.LinkKind][]feed.Link{}, map[*html.Node]bool{}
	}
	named := 0
	for _, s := range stories {
		l, ok := g.x.link(s, b.nodes, strong, b.kind)
		if ok {
			named++
		}
		if ok && !g.seen[same(s.url)] {
			g.seen[same(s.url)] = true
			g.lists[b.kind] = append(g.lists[b.kind], l)
		}
	}
	if named == 0 {
		return
	}
	if b.bare {
		g.bare += len(stories)
		if g.x.onSubject(b.nodes) {
			g.apt += len(stories)
		}
	}
	for _, n := range append(b.nodes, b.label) {
		if n != nil {
			g.marks[n] = true
			g.used = append(g.used, n)
		}
	}
}

// result orders the kinds: the page's list, then what is set into the text, then the rest.
func (g *gathering) result() relatedStories {
	r := relatedStories{used: g.used}
	if g.bare > maxBare && g.apt*2 < g.bare {
		g.lists[feed.More] = append(g.lists[feed.More], g.lists[feed.Inline]...)
		g.lists[feed.Inline] = nil
	}
	for _, k := range []feed.LinkKind{feed.SeeAlso, feed.Inline, feed.More, feed.Site} {
		n := 0
		for _, l := range g.lists[k] {
			if n < maxRelated {
				r.links = append(r.links, l)
				n++
			}
		}
	}
	return r
}

// place finds where the article's text stands.
func (x *extraction) place() {
	all := x.tree.nodes[0].good
	x.main = 0
	for i := range x.tree.nodes {
		e := &x.tree.nodes[i]
		if e.n.Type == html.ElementNode && all > 0 && e.good*10 >= all*6 && e.paras > 1 {
			x.main = int32(i)
		}
	}
	x.firstGood, x.lastGood = int32(len(x.tree.nodes)), 0
	for i := x.main; i < x.tree.nodes[x.main].end; i++ {
		if e := &x.tree.nodes[i]; e.para && !x.besideText(e.n) && !x.isTaken(e.n) {
			x.firstGood, x.lastGood = min(x.firstGood, i), i
		}
	}
}

// isTaken reports whether n went with the standfirst.
func (x *extraction) isTaken(n *html.Node) bool { return x.taken != nil && inside(n, x.taken) }

// blockAt returns the block whose label is the node at i.
func (x *extraction) blockAt(i int32) (block, bool) {
	e := x.tree.nodes[i]
	n := e.n
	if e.text == 0 || e.links == 0 && e.text > maxLabel || isMenuBranch(n) {
		return block{}, false
	}
	if b, ok := x.inlineAt(e); ok {
		return b, true
	}
	if x.between(i) || relatedClass(n) {
		if isContainer(n.DataAtom) && (saysSite(n) && e.paras < 3 || e.links > 0 && e.paras < 3 && x.innerLabel(n) == siteLabel) {
			x.blocked[n] = true
			return block{}, false
		}
	}
	if b, ok := x.setInAt(i); ok {
		return b, true
	}
	if b, ok := x.labelAt(e); ok {
		return b, true
	}
	return x.classAt(i)
}

// labelAt returns the block that the label e heads.
func (x *extraction) labelAt(e entry) (block, bool) {
	n := e.n
	if e.text > maxLabel || !canLabel(n) || e.links > 1 {
		return block{}, false
	}
	says := labelOf(text(n))
	if isHeading(n.DataAtom) && (says == noLabel || says == siteLabel && isLatest(text(n))) && x.headsSubject(n, e) {
		says = relatedLabel
	}
	kind, ok := linkKinds[says]
	if !ok || kind != feed.Site && x.siteWord(n) {
		return block{}, false
	}
	nodes := x.under(n)
	if len(nodes) == 0 {
		return block{}, false
	}
	if kind == feed.SeeAlso && (x.siteWordIn(nodes) || isInvitationLabel(n) && !x.endsText(n) && !x.onSubject(nodes)) {
		kind = feed.More
	}
	return block{kind: kind, label: n, nodes: nodes}, true
}

// invitations are labels that only ask to read on: what follows may be anything.
var invitations = map[string]bool{"read": true, "read more": true, "read next": true, "up next": true, "keep reading": true, "don t miss": true, "must read": true, "what to read next": true}

func isInvitationLabel(n *html.Node) bool { return invitations[fold(text(n))] }

// endsText reports whether a label stands after the text's last paragraph in the very element that holds the paragraphs.
func (x *extraction) endsText(label *html.Node) bool {
	return x.lastGood > 0 && x.tree.at[label] > x.lastGood && label.Parent == x.tree.nodes[x.lastGood].n.Parent
}

var linkKinds = map[labelKind]feed.LinkKind{relatedLabel: feed.SeeAlso, moreLabel: feed.More, siteLabel: feed.Site}

// canLabel reports whether an element can be a label: it stands alone, holds no block, and is no link.
func canLabel(n *html.Node) bool {
	switch n.DataAtom {
	case atom.H1, atom.Time, atom.Option, atom.Button, atom.Figcaption, atom.A:
		return false
	}
	return isLeafBlock(n) || isPhrase(n.DataAtom)
}

// isMenuBranch reports whether n stands in navigation, or in the page's header or footer.
func isMenuBranch(n *html.Node) bool {
	return above(n, func(p *html.Node) bool {
		switch p.DataAtom {
		case atom.Nav, atom.Form:
			return true
		case atom.Header, atom.Footer:
			return above(p.Parent, func(q *html.Node) bool {
				return q.DataAtom == atom.Article || q.DataAtom == atom.Main || q.DataAtom == atom.Section || q.DataAtom == atom.Aside
			}) == nil
		}
		return attr(p, "role") == "navigation"
	}) != nil
}

// inlineAt returns the block of a paragraph set into the text that is a label and one link.
func (x *extraction) inlineAt(e entry) (block, bool) {
	n := e.n
	switch n.DataAtom {
	case atom.P, atom.Li, atom.Div, atom.Aside, atom.H2, atom.H3, atom.H4, atom.Blockquote, atom.Strong:
	default:
		return block{}, false
	}
	if e.links != 1 || e.linked < 12 || e.text > e.linked+maxLabel || e.text > 300 {
		return block{}, false
	}
	before, a := beforeLink(n)
	if a != nil && before == "" && (labelledWithin(text(a)) || labelIn(a) != nil) && e.links == 1 && x.storyAddress(a, true) != "" {
		return block{kind: feed.Inline, label: n, nodes: []*html.Node{n}}, true
	}
	if a == nil || labelOf(before) != relatedLabel || !strings.ContainsAny(before, ":>»") && !endsInDash(before) && !isSeparate(a, n) || x.storyAddress(a, true) == "" {
		return block{}, false
	}
	if after := letters(text(n)) - letters(before) - letters(text(a)); after > 25 {
		return block{}, false
	}
	kind := feed.Inline
	if x.lastGood > 0 && x.tree.at[n] > x.lastGood {
		kind = feed.SeeAlso
	}
	return block{kind: kind, label: n, nodes: []*html.Node{n}}, true
}

// endsInDash reports whether a label is parted from its link by a dash or a bar.
func endsInDash(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimSpace(s))
	return strings.ContainsRune("-–—|→", r)
}

// beforeLink is the text of n before its link, and the link.
func beforeLink(root *html.Node) (string, *html.Node) {
	var b strings.Builder
	for n := root; n != nil; n = next(n, root, true) {
		if n.DataAtom == atom.A && n.Type == html.ElementNode {
			return strings.Join(strings.Fields(b.String()), " "), n
		}
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
			b.WriteByte(' ')
		}
	}
	return "", nil
}

// isSeparate reports whether a link stands in another element or line than the text before it.
func isSeparate(a, root *html.Node) bool {
	for p := a; p != root && p != nil; p = p.Parent {
		for s := p.PrevSibling; s != nil; s = s.PrevSibling {
			if s.Type == html.ElementNode {
				return true
			}
			if strings.TrimSpace(s.Data) != "" {
				return false
			}
		}
	}
	return false
}
