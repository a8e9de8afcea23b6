package page

import (
	"regexp"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newspane/feed"
)

// near is how many nodes around the title are searched for what belongs to it: dates, names, a standfirst.
const near = 250

var urlDate = regexp.MustCompile(`/((?:19|20)\d\d)[/-]?(\d\d)[/-]?(\d\d)(?:/|-|_|\.|$)`)

// dates sets Published, Updated and Date.
func (x *extraction) dates(p *feed.Page) {
	m := &x.meta
	p.Published = first(m.ld.published, m.get("article:published_time", "og:article:published_time", "og:published_time"),
		m.get("datepublished"), m.get("parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime",
			"article.published", "published", "publication_date", "publish-date", "publishdate", "pubdate", "dc.date.issued", "dcterms.issued",
			"dcterms.created", "dc.date", "dcterms.date", "date", "last-modified-date", "article:published", "citation_publication_date", "citation_date"))
	p.Updated = first(m.ld.modified, m.get("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified", "lastmod"))
	shown := x.shownDates()
	if p.Published.IsZero() {
		p.Published = x.elementDate()
	}
	if s, ok := x.ownDate(shown, p.Published); ok {
		p.Date = feed.Clean(s.text)
		if p.Published.IsZero() {
			p.Published = s.at(time.UTC)
		}
	}
	if p.Published.IsZero() {
		if m := urlDate.FindStringSubmatch(x.page.Path); m != nil {
			if d := (printed{year: num(m[1]), month: num(m[2]), day: num(m[3])}); d.valid() {
				p.Published = d.at(time.UTC)
			}
		}
	}
	if p.Published.IsZero() {
		p.Published = x.Published
	}
	if p.Updated.Before(p.Published) {
		p.Updated = time.Time{}
	}
}

// first returns the first value that is a date.
func first(values ...string) time.Time {
	for _, v := range values {
		if t, ok := parseMachine(v); ok {
			return t
		}
		if v != "" {
			if d, ok := findDate(v, "en"); ok && !d.open() {
				return d.at(time.UTC)
			}
		}
	}
	return time.Time{}
}

// elementDate is the date of a time element that the page marks as that of its article, or that stands by the title.
func (x *extraction) elementDate() time.Time {
	title := x.tree.at[x.title]
	var best time.Time
	closest := int32(1 << 30)
	for i := range x.tree.nodes {
		n := x.tree.nodes[i].n
		if n.Type != html.ElementNode || !x.ownPart(n) {
			continue
		}
		v := attr(n, "datetime")
		marked := hasWord(attr(n, "itemprop"), "datepublished") || hasWord(attr(n, "class"), "dt-published") || n.DataAtom == atom.Time && hasKey(n, "pubdate")
		if v == "" && marked {
			v = attr(n, "content")
		}
		if v == "" || n.DataAtom != atom.Time && !marked {
			continue
		}
		t, ok := parseMachine(v)
		if !ok {
			continue
		}
		away := int32(i) - title
		if away < 0 {
			away = -away
		}
		if marked {
			away /= 8
		}
		if x.title == nil && !marked {
			continue
		}
		if away < closest && (marked || away < near) {
			best, closest = t, away
		}
	}
	return best
}

func hasKey(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

func hasWord(s, word string) bool {
	for _, w := range strings.Fields(strings.ToLower(s)) {
		if w == word {
			return true
		}
	}
	return false
}

// shown is a date printed on the page, and where.
type shown struct {
	printed
	place int32 // index in the tree
	node  *html.Node
}

const (
	maxShown = 400  // dates of a page
	maxTried = 4000 // texts with digits that are searched
)

// shownDates lists the dates printed in short texts, their orders settled by form.
func (x *extraction) shownDates() []shown {
	var out []shown
	var all []printed
	tried := 0
	for i := range x.tree.nodes {
		n := x.tree.nodes[i].n
		if n.Type != html.TextNode || len(n.Data) > 2*maxPrinted || len(out) >= maxShown || !strings.ContainsAny(n.Data, "0123456789٠١٢٣٤٥٦٧٨٩०१२३४५६७८९") {
			continue
		}
		s := strings.TrimSpace(n.Data)
		if len(s) > 120 {
			continue
		}
		if tried++; tried > maxTried {
			break
		}
		if d, ok := findDate(s, x.lang); ok {
			out = append(out, shown{d, int32(i), n})
			all = append(all, d)
		}
	}
	x.forms = all
	for i := range out {
		if out[i].open() {
			out[i].printed = out[i].ordered(dayFirst(out[i].printed, all, x.lang))
		}
	}
	return out
}

// ownDate picks the printed date that is the article's: the same day as the one known, else the one nearest to the
// title, in no list, menu or box beside the article.
func (x *extraction) ownDate(dates []shown, known time.Time) (best shown, ok bool) {
	if x.title == nil {
		return best, false
	}
	title := x.tree.at[x.title]
	closest := int32(near)
	for _, d := range dates {
		if !x.ownPart(d.node) {
			continue
		}
		away := d.place - title
		if away < 0 {
			away = -away
		}
		if !known.IsZero() {
			t := d.printed.at(known.Location())
			if gap := t.Sub(known).Abs(); gap > 26*time.Hour {
				continue
			}
		}
		if away < closest {
			best, closest, ok = d, away, true
		}
	}
	return best, ok
}

// ownPart reports whether n can belong to the article's head: not in navigation, a side box, a footer, a list of
// other stories, or a link.
func (x *extraction) ownPart(n *html.Node) bool {
	for p := n; p != nil; p = p.Parent {
		switch p.DataAtom {
		case atom.Nav, atom.Footer, atom.Aside, atom.Li, atom.A:
			return false
		case atom.Header:
			if x.title != nil && !inside(x.title, p) && above(p, func(n *html.Node) bool { return n.DataAtom == atom.Article || n.DataAtom == atom.Main }) == nil {
				return false
			}
		}
		if p.Type == html.ElementNode && p.DataAtom != atom.Body && p.DataAtom != atom.Html && !inside(x.title, p) {
			for _, w := range words(p) {
				if otherStories[w] {
					return false
				}
			}
		}
	}
	return true
}

// otherStories are words in the class of a block that shows other stories.
var otherStories = map[string]bool{"related": true, "recommended": true, "recommendations": true, "teaser": true, "teasers": true,
	"popular": true, "trending": true, "latest": true, "sidebar": true, "comments": true, "comment": true, "also": true, "carousel": true,
	"footer": true, "copyright": true}
