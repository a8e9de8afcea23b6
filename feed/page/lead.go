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

// leadWords are words in the class of an element that holds the standfirst; the surer words weigh more.
var leadWords = leadTable()

func leadTable() map[string]int {
	m := map[string]int{}
	for w := range wordSet("standfirst lead lede leadtext dek deck subtitle subheadline subheading subhead subtitulo chapo chapeau entradilla bajada copete sottotitolo occhiello vorspann anleser ingress manchet opener perex zajawka strapline preamble leadin underrubrik unterzeile synopsis secondtitle undertitle undertittel alaotsikko podtytul podnaslov introtext linhafina") {
		m[w] = 2
	}
	for w := range wordSet("desc description sapo summary abstract intro introduction excerpt sumario sommario resumo spot teasertext") {
		m[w] = 1
	}
	return m
}

// lead sets the standfirst and takes its element from the document: it is shown on its own.
func (x *extraction) lead(p *feed.Page) {
	described := x.descriptions()
	n := x.leadElement(described)
	if n != nil && len(described) > 0 {
		s := text(n)
		if letters(s) < shortLead && agreement(s, described) < 0.3 && letters(described[0]) > 2*letters(s) && !isHeading(n.DataAtom) {
			n = nil
		}
	}
	switch {
	case n != nil:
	case len(described) > 0:
		p.Standfirst = feed.Clean(described[0])
		return
	default:
		if n = x.boldLead(); n == nil {
			if n = x.placedLead(); n == nil {
				return
			}
		}
	}
	p.Standfirst = feed.Clean(strings.Join(lines(n), " "))
	x.taken = n
	remove(n)
}

// shortLead is how many letters make an element's word for the standfirst doubtful.
const shortLead = 50

// descriptions are what the page says of itself in a sentence or two, the surest first; one that was cut is none.
func (x *extraction) descriptions() []string {
	var out []string
	for _, s := range []string{x.meta.get("og:description"), x.meta.get("description"), x.meta.ld.description, x.meta.get("twitter:description", "dc.description")} {
		s = strings.Join(strings.Fields(plain(s)), " ")
		if letters(s) >= minLead && !isCut(s) && fold(s) != fold(x.meta.get("og:title")) {
			out = append(out, s)
		}
	}
	return out
}

func isCut(s string) bool {
	s = strings.TrimRight(s, " ]")
	return strings.HasSuffix(s, "...") || strings.HasSuffix(s, "…") || strings.HasSuffix(s, "[…") || strings.HasSuffix(s, "&hellip;")
}

// leadElement is the element between the title and the text that holds the standfirst: it holds exactly what the
// page says of itself, or its class says so.
func (x *extraction) leadElement(described []string) *html.Node {
	if x.title == nil {
		return nil
	}
	from := x.tree.of(x.title).end
	to := min(int32(len(x.tree.nodes)), from+near)
	want := map[string]bool{}
	for _, d := range described {
		want[fold(d)] = true
	}
	var best *html.Node
	top := 0
	for i := from; i < to; i++ {
		e := x.tree.nodes[i]
		n := e.n
		if n.Type != html.ElementNode || e.text < minLead/2 || e.text > maxLead || e.linked*2 > e.text || n.DataAtom == atom.Li || n.DataAtom == atom.A {
			continue
		}
		if e.paras > 2 || isMenu(n) || unseen(n) || x.inCaption(n) {
			continue
		}
		r := leadRank(n)
		if (isHeading(n.DataAtom) || isLeafBlock(n)) && e.text >= minLead && len(want) > 0 && want[fold(text(n))] {
			r = 3
		}
		if r > top {
			best, top = n, r
		}
		if r == 0 && e.para && leadRank(n.Parent) == 0 {
			break
		}
	}
	return best
}

// placedLead is the only text between the title and the line with author or date, when both stand above the article's text:
// pages whose classes say nothing.
func (x *extraction) placedLead() *html.Node {
	if x.title == nil || x.dateline == nil {
		return nil
	}
	end := x.textStart()
	if inside(x.title, x.tree.nodes[x.main].n) {
		end = min(end, x.tree.at[x.dateline])
	}
	var found *html.Node
	for i := x.tree.of(x.title).end; i < end; i++ {
		e := x.tree.nodes[i]
		n := e.n
		if n.Type != html.ElementNode || e.text == 0 || e.end-i > smallBranch || !isLeafBlock(n) && !isHeading(n.DataAtom) {
			continue
		}
		if inside(x.dateline, n) {
			i = e.end - 1
			continue
		}
		s := text(n)
		if e.text < minPlaced || e.text > maxPlaced || e.links > 0 || beginsWithBy(s) || isBoilerplate(s) || isAppeal(s) || labelOf(s) != noLabel || isMenu(n) || unseen(n) || x.isClutter(n, e) || x.inCaption(n) || !x.ownPart(n) {
			if e.text >= minPlaced {
				return nil
			}
			continue
		}
		if found != nil || x.namesAuthor(s) {
			return nil
		}
		found = n
		i = e.end - 1
	}
	if found == nil {
		return nil
	}
	for i := x.tree.of(found).end; i < x.tree.at[x.dateline]; i++ {
		if x.tree.nodes[i].para {
			return nil // the date stands in or below the text
		}
	}
	return found
}

// namesAuthor reports whether a line names the first author.
func (x *extraction) namesAuthor(s string) bool {
	first, _, _ := strings.Cut(x.authors, ", ")
	return first != "" && strings.Contains(fold(s), fold(first)) && letters(s) < letters(x.authors)+maxPlace
}

const maxPlace = 30 // letters of what may stand beside names in a byline

const (
	minPlaced = 30  // letters of a standfirst that only its place tells
	maxPlaced = 400 // letters of one
)

// textStart is where the element begins that holds the article's text; where that holds the title too, the text's first
// paragraph.
func (x *extraction) textStart() int32 {
	x.place()
	if inside(x.title, x.tree.nodes[x.main].n) {
		return x.firstGood + 1
	}
	return min(x.main, x.firstGood+1)
}

// leadRank is how surely a class or an attribute says that an element holds the standfirst, 0 for not at all.
func leadRank(n *html.Node) int {
	if p := attr(n, "itemprop"); hasWord(p, "alternativeheadline") || hasWord(p, "description") {
		return 2
	}
	w := words(n)
	r := 0
	for i, s := range w {
		if i > 0 && (w[i-1] == "sub" || w[i-1] == "second") && (strings.HasPrefix(s, "tit") || strings.HasPrefix(s, "head")) {
			r = 2
		}
		r = max(r, leadWords[s])
	}
	return r
}

// inCaption reports whether n stands in a figure, a box or a form that the title does not stand in too.
func (x *extraction) inCaption(n *html.Node) bool {
	return above(n, func(n *html.Node) bool {
		return !inside(x.title, n) && (n.DataAtom == atom.Figure || n.DataAtom == atom.Figcaption || n.DataAtom == atom.Aside || n.DataAtom == atom.Form)
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
