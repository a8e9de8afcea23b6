package page

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newspane/feed"
)

// maxTitle is the longest text that is taken for a title.
const maxTitle = 400

// findTitle chooses the title and remembers the element that shows it: the h1 that agrees with what the page and its
// feed call the article; else another element that shows exactly that; else what the page says.
func (x *extraction) findTitle() feed.Text {
	named := x.names()
	var best *html.Node
	top := 0.0
	var h1 []*html.Node
	for i := range x.tree.nodes {
		n := x.tree.nodes[i].n
		if n.DataAtom != atom.H1 || isMenu(n) {
			continue
		}
		s := headlineText(n)
		if s == "" || len(s) > maxTitle || hiddenBranch(n) || x.isLogo(n) {
			continue
		}
		h1 = append(h1, n)
		if a := agreement(s, named); a > top {
			best, top = n, a
		}
	}
	shown := false
	if top < 0.5 {
		found := x.showing(named)
		if found == nil && len(h1) == 0 {
			found = x.showingPart()
			shown = found != nil
		}
		if found != nil {
			best = found
		} else if best == nil && (len(h1) == 1 || len(h1) > 0 && len(named) == 0) && x.tree.of(h1[0]).links == 0 {
			best = h1[0]
		}
	}
	x.title = best
	if best != nil && (top >= 0.5 || len(named) == 0 || shown) {
		return feed.Clean(spelled(best, named))
	}
	if len(named) > 0 {
		return feed.Clean(named[0])
	}
	if best != nil {
		return feed.Clean(text(best))
	}
	return feed.Clean(x.Title)
}

// isLogo reports whether a heading is the name of the site: all of it leads to the site's front page.
func (x *extraction) isLogo(h *html.Node) bool {
	e := x.tree.of(h)
	if e.links != 1 || e.linked < e.text {
		return false
	}
	a := firstBelow(h, func(n *html.Node) bool { return n.DataAtom == atom.A })
	u, err := url.Parse(feed.ResolveURL(x.base, attr(a, "href")))
	return err == nil && u.Host == x.page.Host && strings.Trim(u.Path, "/") == "" && u.RawQuery == "" && u.Fragment == "" && strings.Trim(x.page.Path, "/") != ""
}

// showingPart returns the element that shows a part of the page's title, the longest that one shows: names of sites are
// shorter than headlines.
func (x *extraction) showingPart() *html.Node {
	for _, p := range parts(x.meta.title) {
		if n := x.showing([]string{p}); n != nil {
			return n
		}
	}
	return nil
}

// parts are the ends of a page's title that a mark parts from its beginning, and the beginnings: sites put their name
// before or after the article's, and not all say what it is. The longest comes first.
func parts(title string) []string {
	var out []string
	for _, sep := range []string{": ", " - ", " – ", " — ", " | ", " » ", " :: ", " · ", "_"} {
		if head, tail, ok := strings.Cut(title, sep); ok {
			out = append(out, tail, head)
		}
		if i := strings.LastIndex(title, sep); i > 0 {
			out = append(out, title[i+len(sep):], title[:i])
		}
	}
	out = slices.DeleteFunc(out, func(s string) bool { return letters(s) < minPart && !isWideText(s) })
	slices.SortStableFunc(out, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	return slices.Compact(out)
}

const minPart = 15 // letters of a part of a title that can be an article's

// kickerWords are words in the class of a line above a headline.
var kickerWords = wordSet("kicker overline topline dachzeile spitzmarke overtitle eyebrow rubric antetitulo titleheader strap")

// headlineText is the text of a heading without a kicker in it and without what only decorates.
func headlineText(h *html.Node) string {
	var b strings.Builder
	for n := h; n != nil; {
		deep := true
		switch n.Type {
		case html.TextNode:
			b.WriteString(n.Data)
		case html.ElementNode:
			deep = n == h || attr(n, "aria-hidden") != "true" && !isKicker(n) && n.DataAtom != atom.Svg && n.DataAtom != atom.Script && n.DataAtom != atom.Style
			if n != h && !isPhrase(n.DataAtom) {
				b.WriteByte(' ')
			}
		}
		n = next(n, h, deep)
	}
	if s := strings.Join(strings.Fields(b.String()), " "); letters(s) >= 8 {
		return s
	}
	return text(h)
}

func isKicker(n *html.Node) bool {
	for _, w := range words(n) {
		if kickerWords[w] {
			return true
		}
	}
	return false
}

// spelled returns the headline as a name spells it that has its letters, with the kicker or, better, without: elements
// side by side leave no space between them. Without such a name it is the headline's own text.
func spelled(h *html.Node, names []string) string {
	bare := headlineText(h)
	for _, s := range []string{bare, text(h)} {
		squeezed := squeeze(s)
		for _, n := range names {
			if squeeze(n) == squeezed {
				if fold(n) == fold(s) {
					return s
				}
				return n
			}
		}
	}
	return bare
}

func squeeze(s string) string { return strings.ReplaceAll(fold(s), " ", "") }

// names are what the page and its feed call the article, without the site's name, the surest first.
func (x *extraction) names() []string {
	if x.named != nil {
		return x.named
	}
	out := []string{}
	site := fold(x.meta.get("og:site_name"))
	for _, s := range []string{x.Title, x.meta.get("og:title"), x.meta.ld.headline, x.meta.get("twitter:title"), x.meta.get("dc.title", "title", "sailthru.title", "parsely-title"), x.meta.title} {
		s = withoutSite(strings.Join(strings.Fields(s), " "), site, x.page.Hostname())
		if s != "" && len(s) <= maxTitle && fold(s) != site {
			out = append(out, s)
		}
	}
	x.named = out
	return out
}

// withoutSite drops the site's name from either end of a title.
func withoutSite(s, site, host string) string {
	host = strings.ReplaceAll(strings.TrimPrefix(host, "www."), ".", " ")
	isSite := func(part string) bool {
		f := fold(part)
		if f == "" {
			return true
		}
		squeezed := strings.ReplaceAll(f, " ", "")
		return f == site || len(f) <= 40 && (strings.Contains(strings.ReplaceAll(host, " ", ""), squeezed) && len(squeezed) > 2 || len(site) > 3 && strings.HasPrefix(f, site))
	}
	for range 3 {
		cut := false
		for _, sep := range []string{" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", " / ", " ‹ "} {
			if i := strings.LastIndex(s, sep); i > 0 && isSite(s[i+len(sep):]) {
				s, cut = s[:i], true
			}
			if i := strings.Index(s, sep); i > 0 && isSite(s[:i]) {
				s, cut = s[i+len(sep):], true
			}
		}
		if !cut {
			break
		}
	}
	return strings.TrimSpace(s)
}

// agreement is the best share of words that s has in common with one of names.
func agreement(s string, names []string) float64 {
	best := 0.0
	s = fold(s)
	for _, n := range names {
		n = fold(n)
		best = max(best, overlap(s, n))
		if begins(s, n) || begins(n, s) {
			best = max(best, sameStart)
		}
	}
	return best
}

const (
	sameStart    = 0.6 // the agreement of two titles of which one begins the other
	minBeginning = 5   // bytes from which that says something
)

func begins(s, head string) bool {
	return len(head) >= minBeginning && strings.HasPrefix(s, head+" ")
}

// overlap is the F1 of the words of two folded texts; of the characters for scripts without spaces.
func overlap(a, b string) float64 {
	x, y := units(a), units(b)
	if len(x) == 0 || len(y) == 0 {
		return 0
	}
	count := map[string]int{}
	for _, w := range x {
		count[w]++
	}
	hit := 0
	for _, w := range y {
		if count[w] > 0 {
			count[w]--
			hit++
		}
	}
	return 2 * float64(hit) / float64(len(x)+len(y))
}

func units(s string) []string {
	f := strings.Fields(s)
	if len(f) > 0 && len(s)/len(f) > 20 {
		f = nil
		for _, r := range s {
			f = append(f, string(r))
		}
	}
	return f
}

// showing returns the element that shows exactly one of names: a heading before any other.
func (x *extraction) showing(names []string) *html.Node {
	want := map[string]bool{}
	for _, n := range names {
		if f := fold(n); len(f) > 8 {
			want[f] = true
		}
	}
	var plain *html.Node
	for i := range x.tree.nodes {
		e := &x.tree.nodes[i]
		n := e.n
		if n.Type != html.ElementNode || e.text == 0 || e.text > maxTitle || e.end-int32(i) > 20 || n.DataAtom == atom.A || isMenu(n) {
			continue
		}
		if e.links > 0 && e.linked == e.text && !x.leadsHere(n) || !want[fold(text(n))] || hiddenBranch(n) {
			continue
		}
		if isHeading(n.DataAtom) {
			return n
		}
		if plain == nil || inside(n, plain) {
			plain = n
		}
	}
	return plain
}

// leadsHere reports whether the link in a heading leads to this very page.
func (x *extraction) leadsHere(h *html.Node) bool {
	a := firstBelow(h, func(n *html.Node) bool { return n.DataAtom == atom.A })
	return a != nil && same(feed.ResolveURL(x.base, attr(a, "href"))) == same(x.URL)
}

func hiddenBranch(n *html.Node) bool {
	return above(n, func(n *html.Node) bool { return unseen(n) || n.DataAtom == atom.Template }) != nil
}

// isMenu reports whether n stands in navigation.
func isMenu(n *html.Node) bool {
	return above(n, func(n *html.Node) bool {
		return n.DataAtom == atom.Nav || n.DataAtom == atom.Footer || attr(n, "role") == "navigation" || n.DataAtom == atom.Option
	}) != nil
}
