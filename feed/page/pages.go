package page

import (
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newspane/feed"
	"newspane/feed/clean"
)

const (
	maxPage   = 99 // a larger number in an address is an identity, not a page
	maxTurner = 60 // letters of a link that turns the page, with what says on which page one is
	maxIndex  = 4  // linked headings in the text: more are a list of articles, whose second page is no second page
)

// onward finds where the article goes on (Next, Of, Single) and its other editions (AMP, Print). Blogs name the next
// article where others name the next page, so an address counts only when it is the page's own with the next number.
func (x *extraction) onward(p *feed.Page) {
	t := turner{x: x, part: max(1, x.Part), own: x.ownStems()}
	t.offer(x.meta.next, true)
	p.AMP = x.alternate(x.meta.amp)
	p.Print = x.alternate(x.meta.print)
	for i := range x.tree.nodes {
		e := &x.tree.nodes[i]
		if e.n.DataAtom == atom.A && e.text <= maxTurner && !inComments(e.n) {
			x.follow(e, &t, p)
		}
	}
	if t.next == "" || x.isIndex() {
		return
	}
	p.Next = t.next
	p.Of = max(t.most, x.statedPages(t.part))
}

// follow looks at one link of the document.
func (x *extraction) follow(e *entry, t *turner, p *feed.Page) {
	href := attr(e.n, "href")
	label := fold(text(e.n))
	if label == "" {
		label = fold(attr(e.n, "title") + " " + attr(e.n, "aria-label"))
	}
	n, err := strconv.Atoi(label)
	turns := hasWord(strings.ToLower(attr(e.n, "rel")), "next") || turnLabels[label] || err == nil && n == t.part+1
	t.count(href)
	if turns {
		t.offer(href, turnLabels[label])
	}
	if p.Single == "" && singleLabels[label] {
		p.Single = x.alternate(href)
	}
	if p.Print == "" && (printLabels[label] || printHint(e.n, href)) && x.namesThis(href) {
		p.Print = x.alternate(href)
	}
}

// alternate returns the address of another edition of this page, "" for what leads back to it or off the site.
func (x *extraction) alternate(href string) string {
	if href == "" || href[0] == '#' {
		return ""
	}
	u := clean.Link(x.base, href)
	to, err := url.Parse(u)
	if err != nil || u == "" || same(u) == same(x.URL) || siteOf(to.Hostname()) != siteOf(x.page.Hostname()) || mediaFile[strings.TrimPrefix(path.Ext(to.Path), ".")] {
		return ""
	}
	return u
}

// namesThis reports whether an address holds this page's name or one of its numbers, as that of another edition does.
func (x *extraction) namesThis(href string) bool {
	name := path.Base(x.page.Path)
	if name = strings.TrimSuffix(name, path.Ext(name)); len(name) >= 8 && strings.Contains(href, name) {
		return true
	}
	for _, number := range strings.FieldsFunc(x.page.RequestURI(), func(r rune) bool { return r < '0' || r > '9' }) {
		if len(number) >= 3 && strings.Contains(href, number) {
			return true
		}
	}
	return false
}

// printHint reports whether a link's address or class says that it leads to a printable version of this very page.
func printHint(n *html.Node, href string) bool {
	said := false
	for _, w := range append(appendWords(nil, href), words(n)...) {
		switch w {
		case "printable", "printversion", "printview", "printerfriendly", "printfriendly", "druckversion", "druckansicht":
			said = true
		case "print", "drucken":
			said = said || strings.ContainsAny(href, "?=") || strings.Contains(href, "/print")
		case "javascript", "share", "subscribe", "edition", "shop", "abo":
			return false
		}
	}
	return said
}

// turner looks for the address of the article's next page.
type turner struct {
	x    *extraction
	part int             // the number of this page
	own  map[string]bool // the page's own addresses without page number
	next string
	most int // the highest number of a page that a link names
}

// offer takes an address that is said to be the next page, when its form bears that out; the first one stays.
func (t *turner) offer(href string, sure bool) {
	u := clean.Link(t.x.base, href)
	if u == "" || t.next != "" || strings.Contains(href, "#comment") || same(u) == same(t.x.URL) {
		return
	}
	stem, n := split(u)
	if t.own[stem] && n == t.part+1 || sure && n == 0 && t.beside(u) {
		t.next = u
	}
}

// beside reports whether an address without a number is a file beside this page whose name begins alike: the second of
// two pages that have names of their own.
func (t *turner) beside(u string) bool {
	to, err := url.Parse(u)
	if err != nil || t.x.statedPages(t.part) <= t.part || to.Host != t.x.page.Host {
		return false
	}
	dir, name := path.Split(strings.TrimSuffix(to.Path, "/"))
	home, mine := path.Split(strings.TrimSuffix(t.x.page.Path, "/"))
	return dir == home && len(name) > 3 && len(mine) > 3 && name[:4] == mine[:4]
}

// count notes which page of the article a link names.
func (t *turner) count(href string) {
	if u := clean.Link(t.x.base, href); u != "" {
		if stem, n := split(u); t.own[stem] && n > t.most {
			t.most = n
		}
	}
}

// ownStems are the page's addresses without its number; none when the page is not the part it is said to be.
func (x *extraction) ownStems() map[string]bool {
	own := map[string]bool{}
	for _, u := range []string{x.URL, x.meta.canonical} {
		if u = clean.Link(x.base, u); u == "" {
			continue
		}
		stem, n := split(u)
		if max(1, n) == max(1, x.Part) {
			own[stem] = true
		}
		if x.Part <= 1 && n > 1 { // a number that is no page's, as of the twelfth article
			own[strings.TrimSuffix(same(u), path.Ext(u))] = true
		}
	}
	return own
}

var (
	// pageKey is a query parameter that counts pages.
	pageKey = regexp.MustCompile(`^(?i:p|pg|pn|page|paged|pagen|pageno|page_no|pagenr|pagenum|page_num|pagenumber|pagewanted|currentpage|seite|pagina|pag|strona|sida|side|sivu|str|stranica)$`)
	// pageSegment is a segment of a path that is a page's number.
	pageSegment = regexp.MustCompile(`^(?i:(?:page|seite|pagina|página|pag|strona|sida|side|sivu|p)[-_]?)?([1-9]\d?)$`)
	// pageSuffix is a page's number at the end of a file's name.
	pageSuffix = regexp.MustCompile(`^(?i:(.{3,}?)[-_,.](?:page|seite|pagina|pag|strona|sida|side|sivu|p|s)?[-_]?)([1-9]\d?)$`)
)

// split parts an address into what all pages of an article share and the page's number, 0 when it has none.
func split(address string) (stem string, n int) {
	u, err := url.Parse(address)
	if err != nil {
		return address, 0
	}
	var rest []string
	for pair := range strings.SplitSeq(u.RawQuery, "&") {
		k, v, _ := strings.Cut(pair, "=")
		if i, err := strconv.Atoi(v); err == nil && i > 0 && i <= maxPage && n == 0 && pageKey.MatchString(k) {
			n = i
			continue
		}
		if pair != "" {
			rest = append(rest, pair)
		}
	}
	p := strings.TrimSuffix(u.EscapedPath(), "/")
	p = strings.TrimSuffix(p, "/index.html")
	if ext := path.Ext(p); len(ext) > 1 && len(ext) <= 6 && strings.Trim(ext[1:], "0123456789") != "" {
		p = strings.TrimSuffix(p, ext)
	}
	if n == 0 {
		p, n = splitPath(p)
	}
	stem = same(u.Scheme + "://" + u.Host + p)
	if len(rest) > 0 {
		stem += "?" + strings.Join(rest, "&")
	}
	return stem, n
}

func splitPath(p string) (string, int) {
	dir, last := path.Split(p)
	dir = strings.TrimSuffix(dir, "/")
	if m := pageSegment.FindStringSubmatch(last); m != nil && dir != "" {
		if parent, word := path.Split(dir); pageKey.MatchString(word) && parent != "/" {
			dir = strings.TrimSuffix(parent, "/")
		}
		n, _ := strconv.Atoi(m[1]) // two digits at most
		return dir, n
	}
	if m := pageSuffix.FindStringSubmatch(last); m != nil {
		n, _ := strconv.Atoi(m[2]) // two digits at most
		return dir + "/" + m[1], n
	}
	return p, 0
}

// stated is "page 1 of 4", in the languages of most pages.
var stated = regexp.MustCompile(`^(?:.{0,12}\s)?(?:page|seite|página|pagina|pàgina|strona|stránka|strana|sida|side|sivu|oldal|sayfa|страница|стр|сторінка|σελιδα|صفحة)\s?(\d{1,2})\s(?:(?:of|von|de|sur|di|van|av|af|z|ze|iz|din|из|з|από|من)\s)?(\d{1,2})$|^第?\s?(\d{1,2})\s?(?:页|頁|ページ)?\s?(?:共|全)?\s?(\d{1,2})\s?(?:页|頁|ページ)$`)

// statedPages is how many pages the article has by the page's own words, 0 when it does not say so of this part.
func (x *extraction) statedPages(part int) int {
	for i := range x.tree.nodes {
		e := &x.tree.nodes[i]
		if e.n.Type != html.ElementNode || e.text < 3 || e.text > 24 || inComments(e.n) {
			continue
		}
		m := stated.FindStringSubmatch(fold(text(e.n)))
		if m == nil {
			continue
		}
		at, _ := strconv.Atoi(m[1] + m[3]) // two digits at most
		of, _ := strconv.Atoi(m[2] + m[4])
		if at == part && of >= at {
			return of
		}
	}
	return 0
}

// isIndex reports whether the page lists articles.
func (x *extraction) isIndex() bool {
	count := 0
	for i := x.main; i < x.tree.nodes[x.main].end; i++ {
		e := &x.tree.nodes[i]
		if (e.n.DataAtom == atom.H2 || e.n.DataAtom == atom.H3) && e.links > 0 && e.linked*10 >= e.text*9 && !isMenuBranch(e.n) && above(e.n, func(n *html.Node) bool { return n.DataAtom == atom.Aside }) == nil {
			count++
		}
	}
	return count > maxIndex && x.tree.nodes[x.main].paras < int32(2*count)
}

// inComments reports whether an element stands among comments.
func inComments(n *html.Node) bool {
	return above(n, func(n *html.Node) bool {
		for _, w := range words(n) {
			if w == "comments" || w == "comment" || w == "disqus" || w == "kommentare" {
				return n.DataAtom != atom.Body && n.DataAtom != atom.Html
			}
		}
		return false
	}) != nil
}

// The labels of links, folded, in the languages of most pages.
var (
	turnLabels = labelSet("next page|continue to next page|go to next page|continue on next page|read next page|nächste seite|zur nächsten seite|weiter auf seite 2|page suivante|la page suivante|lire la page suivante|página siguiente|siguiente página|próxima página|página seguinte|pagina successiva|pagina seguente|volgende pagina|nästa sida|neste side|næste side|seuraava sivu|następna strona|kolejna strona|další strana|další stránka|ďalšia strana|következő oldal|pagina următoare|sljedeća stranica|следующая страница|далее на следующей странице|наступна сторінка|следваща страница|επόμενη σελίδα|sonraki sayfa|الصفحة التالية|העמוד הבא|अगला पृष्ठ|次のページ|次ページ|次のページへ|次へ|下一页|下一頁|다음 페이지")

	singleLabels = labelSet("single page|view as single page|show on single page|read as a single page|view all|view all pages|show all pages|view full article|one page|all on one page|auf einer seite lesen|artikel auf einer seite lesen|auf einer seite|gesamten artikel lesen|alles auf einer seite|tout lire sur une page|sur une seule page|afficher sur une page|ver en una sola página|todo en una página|ver tudo em uma página|tutto in una pagina|leggi su una pagina|op één pagina|alles op één pagina|visa på en sida|vis på én side|na jednej stronie|cały artykuł na jednej stronie|na jedné stránce|на одной странице|全文表示|1ページで読む|全文を1ページで|阅读全文|单页阅读|余下全文|顯示全文|전체 보기")

	printLabels = labelSet("print|print this|print this page|print this article|print article|print page|print version|printable version|printer friendly|printer friendly version|printer friendly page|view printable version|druckversion|druckansicht|drucken|artikel drucken|seite drucken|diesen artikel drucken|version imprimable|version à imprimer|imprimer|imprimer cet article|imprimer l article|versión para imprimir|versión imprimible|imprimir|imprimir artículo|imprime|versão para impressão|imprimir artigo|versão para imprimir|stampa|versione stampabile|versione per la stampa|stampa articolo|afdrukken|printversie|printvriendelijke versie|print dit artikel|skriv ut|utskriftsvänlig|utskriftsversion|utskriftsvennlig|utskriftsvennlig versjon|udskriv|printvenlig|tulosta|tulostusversio|tulostettava versio|drukuj|wersja do druku|wydrukuj|tisk|tisknout|verze pro tisk|vytisknout|verzia pre tlač|vytlačiť|tlač|nyomtatás|nyomtatható változat|nyomtatóbarát|versiune pentru tipărire|tipărește|printează|ispis|verzija za ispis|štampaj|verzija za štampu|natisni|spausdinti|versija spausdinimui|drukāt|izdrukāt|prindi|trükiversioon|версия для печати|распечатать|печать|версія для друку|друкувати|роздрукувати|версия за печат|отпечатай|εκτύπωση|εκτυπώσιμη έκδοση|yazdır|yazdırılabilir sürüm|طباعة|نسخة للطباعة|اطبع|הדפסה|גרסה להדפסה|הדפס|چاپ|نسخه چاپی|印刷|印刷する|印刷用ページ|印刷用画面|打印|打印本页|打印版|列印|友善列印|인쇄|인쇄하기|프린트|พิมพ์|in bài viết|bản in|cetak|versi cetak|प्रिंट")
)

func labelSet(s string) map[string]bool {
	m := map[string]bool{}
	for l := range strings.SplitSeq(s, "|") {
		m[fold(l)] = true
	}
	return m
}
