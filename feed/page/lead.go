package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newspane/feed"
)

const (
	minLead = 25  // letters of a standfirst
	maxLead = 900 // letters of a standfirst
)

// leadWords are words in the class of an element that holds the standfirst.
var leadWords = map[string]bool{"standfirst": true, "summary": true, "lead": true, "lede": true, "dek": true, "deck": true, "abstract": true,
	"subtitle": true, "subheadline": true, "subheading": true, "subhead": true, "intro": true, "introduction": true, "excerpt": true, "chapo": true, "chapeau": true,
	"entradilla": true, "sumario": true, "bajada": true, "copete": true, "sottotitolo": true, "sommario": true, "vorspann": true, "anleser": true, "ingress": true, "manchet": true,
	"leadin": true, "resumo": true, "perex": true, "zajawka": true, "spot": true, "description": true, "strapline": true, "preamble": true, "teasertext": true, "kicker-text": true}

// lead sets the standfirst and takes its element from the document: it is shown on its own.
func (x *extraction) lead(p *feed.Page) {
	described := x.description()
	n := x.leadElement(described)
	if n == nil {
		p.Standfirst = feed.Clean(described)
		if described == "" {
			if n = x.boldLead(); n != nil {
				p.Standfirst = feed.Clean(text(n))
				remove(n)
			}
		}
		return
	}
	p.Standfirst = feed.Clean(text(n))
	remove(n)
}

// description is what the page says of itself in a sentence; one that was cut is none.
func (x *extraction) description() string {
	for _, s := range []string{x.meta.get("og:description"), x.meta.get("description"), x.meta.ld.description, x.meta.get("twitter:description", "dc.description")} {
		s = strings.Join(strings.Fields(plain(s)), " ")
		if letters(s) < minLead || isCut(s) || fold(s) == fold(x.meta.get("og:title")) {
			continue
		}
		return s
	}
	return ""
}

func isCut(s string) bool {
	s = strings.TrimRight(s, " ]")
	return strings.HasSuffix(s, "...") || strings.HasSuffix(s, "…") || strings.HasSuffix(s, "[…") || strings.HasSuffix(s, "&hellip;")
}

// leadElement is the element under the title that holds the standfirst: by its class, or because it holds exactly
// what the page says of itself and is no paragraph of the text.
func (x *extraction) leadElement(described string) *html.Node {
	if x.title == nil {
		return nil
	}
	from, to := x.tree.of(x.title).end, min(int32(len(x.tree.nodes)), x.tree.of(x.title).end+near)
	want := fold(described)
	for i := from; i < to; i++ {
		e := x.tree.nodes[i]
		n := e.n
		if n.Type != html.ElementNode || e.text < minLead || e.text > maxLead || e.linked*2 > e.text || n.DataAtom == atom.Li {
			continue
		}
		if e.paras > 2 || isMenu(n) || unseen(n) {
			continue
		}
		marked := hasWord(attr(n, "itemprop"), "description") || hasWord(attr(n, "itemprop"), "alternativeheadline")
		if !marked {
			for _, w := range words(n) {
				marked = marked || leadWords[w]
			}
		}
		if !marked && want != "" && (isHeading(n.DataAtom) || n.DataAtom == atom.P || n.DataAtom == atom.Div) {
			marked = isHeading(n.DataAtom) && overlap(fold(text(n)), want) > 0.9
		}
		if marked && !inCaption(n) {
			return n
		}
	}
	return nil
}

func inCaption(n *html.Node) bool {
	return above(n, func(n *html.Node) bool {
		return n.DataAtom == atom.Figure || n.DataAtom == atom.Figcaption || n.DataAtom == atom.Aside
	}) != nil
}

// boldLead is the text in bold between the title and the first paragraph, on pages that mark nothing else.
func (x *extraction) boldLead() *html.Node {
	if x.title == nil {
		return nil
	}
	from := x.tree.of(x.title).end
	for i := from; i < min(int32(len(x.tree.nodes)), from+near/4); i++ {
		e := x.tree.nodes[i]
		n := e.n
		switch {
		case n.Type == html.TextNode && e.text > goodLetters && above(n, isBold) == nil:
			return nil
		case n.Type == html.ElementNode && isBold(n) && e.text >= goodLetters && e.text <= maxLead && e.linked == 0:
			if p := n.Parent; p.DataAtom != atom.P || x.tree.of(p).text == e.text {
				return n
			}
			return nil
		}
	}
	return nil
}

func isBold(n *html.Node) bool { return n.DataAtom == atom.B || n.DataAtom == atom.Strong }
