package page

import (
	"regexp"
	"strings"
	"time"
	"unicode"

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
	if p.Updated.IsZero() {
		p.Updated = x.elementUpdate()
	}
	if s, ok := x.ownDate(shown, p.Published); ok {
		if !s.clock {
			x.clockOfDay(&s, shown)
		}
		p.Date, x.dateline = feed.Clean(s.text), s.node
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
	if p.Updated.IsZero() {
		p.Updated = x.shownUpdate(shown, p.Published)
	}
	if p.Updated.Before(p.Published) {
		p.Updated = time.Time{}
	}
}

// clockOfDay takes the clock from another line of the article that shows the same day: below the text, as blogs have it.
func (x *extraction) clockOfDay(s *shown, dates []shown) {
	for _, d := range dates {
		if d.clock && !d.updated && d.year == s.year && d.month == s.month && d.day == s.day && x.ownPart(d.node) && !inComments(d.node) {
			s.hour, s.minute, s.clock, s.zone = d.hour, d.minute, true, d.zone
			return
		}
	}
}

// shownUpdate is the printed date of the last change that stands nearest to the title.
func (x *extraction) shownUpdate(dates []shown, published time.Time) (best time.Time) {
	if x.title == nil || published.IsZero() {
		return best
	}
	title, closest := x.tree.at[x.title], int32(near)
	for _, d := range dates {
		away := max(d.place-title, title-d.place)
		if d.updated && away < closest && x.ownPart(d.node) {
			if t := d.printed.at(published.Location()); t.After(published) {
				best, closest = t, away
			}
		}
	}
	return best
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
		if n.Type != html.ElementNode {
			continue
		}
		v := attr(n, "datetime")
		marked := hasWord(attr(n, "itemprop"), "datepublished") || hasWord(attr(n, "class"), "dt-published") || n.DataAtom == atom.Time && hasKey(n, "pubdate")
		place := n
		if a := above(n, func(n *html.Node) bool { return n.DataAtom == atom.A }); a != nil && marked {
			place = a.Parent // a permanent link
		}
		if v == "" && !marked && n.DataAtom != atom.Abbr || !x.ownPart(place) {
			continue
		}
		if v == "" && marked {
			v = attr(n, "content")
		}
		if v == "" && n.DataAtom == atom.Abbr && (marked || hasWord(attr(n, "class"), "published")) {
			v, marked = attr(n, "title"), true // hAtom
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

// elementUpdate is the date that an element marks as that of the article's last change.
func (x *extraction) elementUpdate() time.Time {
	for i := range x.tree.nodes {
		n := x.tree.nodes[i].n
		if n.Type != html.ElementNode || !hasWord(attr(n, "itemprop"), "datemodified") && !hasWord(attr(n, "class"), "dt-updated") && !hasWord(attr(n, "class"), "updated") {
			continue
		}
		for _, v := range []string{attr(n, "datetime"), attr(n, "content"), attr(n, "title")} {
			if t, ok := parseMachine(v); ok && x.ownPart(n) {
				return t
			}
		}
	}
	return time.Time{}
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
	place   int32 // index in the tree
	node    *html.Node
	updated bool // by the words before it, of the last change
}

const (
	maxShown  = 400  // dates of a page
	maxInText = 3    // dates of one text
	maxBefore = 40   // bytes of a label before a date
	maxTried  = 4000 // texts with digits that are searched
)

// shownDates lists the dates printed in short texts, their orders settled by form.
func (x *extraction) shownDates() []shown {
	var out []shown
	var all []printed
	tried := 0
	for i := range x.tree.nodes {
		n := x.tree.nodes[i].n
		if n.Type != html.TextNode || len(n.Data) > 2*maxPrinted || len(out) >= maxShown || !hasDigit(n.Data) {
			continue
		}
		s := strings.TrimSpace(n.Data)
		if len(s) > 120 {
			continue
		}
		if tried++; tried > maxTried {
			break
		}
		s = westernDigits(s)
		d, at, ok := findDateIn(s, x.lang)
		for k := 0; ok && k < maxInText; k++ {
			label := s[:at.from]
			if letters(label) == 0 {
				label = x.labelBefore(n)
			}
			out = append(out, shown{d, int32(i), n, saysUpdated(label)})
			all = append(all, d)
			if s = s[at.to:]; s == "" && !d.clock {
				x.clockAfter(&out[len(out)-1].printed, int32(i))
			}
			d, at, ok = findDateIn(s, x.lang)
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

// clockAfter reads the clock that stands by itself after the text with a date.
func (x *extraction) clockAfter(d *printed, i int32) {
	for k := i + 1; k < min(i+6, int32(len(x.tree.nodes))); k++ {
		n := x.tree.nodes[k].n
		if n.Type != html.TextNode || strings.TrimSpace(n.Data) == "" {
			continue
		}
		s := westernDigits(strings.TrimSpace(n.Data))
		if len(s) <= maxBefore && loneClock.MatchString(s) && d.readClock(s) > 0 {
			d.text += " " + loneClock.FindString(s)
		}
		return
	}
}

// loneClock is a clock at the beginning of a text.
var loneClock = regexp.MustCompile(`^\d{1,2}:\d\d(?:\s?[APap]\.?[Mm]\b\.?)?`)

func hasDigit(s string) bool {
	for _, r := range s {
		if r >= '0' && r <= '9' || r > 0x600 && unicode.IsDigit(r) {
			return true
		}
	}
	return false
}

// labelBefore is the short text that stands before a node, in its own parent or before that.
func (x *extraction) labelBefore(n *html.Node) string {
	for range 3 {
		if n.PrevSibling != nil {
			s := n.PrevSibling
			for s.PrevSibling != nil && strings.TrimSpace(s.Data) == "" && s.Type == html.TextNode {
				s = s.PrevSibling
			}
			if t := x.tree.of(s).text; t > 0 && t <= maxBefore {
				return text(s)
			}
			return ""
		}
		if n = n.Parent; n == nil {
			break
		}
	}
	return ""
}

// updateWords are the words, folded, that stand before the date of an article's last change.
var updateWords = regexp.MustCompile(`(?:^| )(?:updated?|modified|last modified|last edited|edited|aktualisiert|geändert|aktualizace|aktualizováno|aktualizacja|aktualizowano|zaktualizowano|aktualizované|mis à jour|mise à jour|modifié|màj|actualizado|actualizada|actualización|atualizado|atualizada|atualização|modificado|modificata|aggiornato|aggiornamento|ultima modifica|bijgewerkt|gewijzigd|uppdaterad|oppdatert|opdateret|päivitetty|muokattu|frissítve|módosítva|actualizat|ažurirano|osveženo|atnaujinta|uuendatud|обновлено|обновлен|обновлена|изменено|оновлено|обновена|ажурирано|ενημερωση|ενημερωθηκε|τελευταια ενημερωση|güncelleme|güncellendi|güncellenme|تحديث|آخر تحديث|محدث|بروزرسانی|עודכן|עדכון|अपडेट|अद्यतन|更新|最終更新|修改|수정|업데이트|최종수정|cập nhật|diperbarui|diupdate|kemas kini|แก้ไข|อัปเดต)(?: \S+){0,2}$`)

// saysUpdated reports whether a text before a date says that it is of the last change.
func saysUpdated(label string) bool {
	return label != "" && updateWords.MatchString(fold(label))
}

// ownDate picks the printed date that is the article's: the same day as the one known, else the one nearest to the
// title, in no list, menu or box beside the article.
func (x *extraction) ownDate(dates []shown, known time.Time) (best shown, ok bool) {
	if x.title == nil {
		return best, false
	}
	title := x.tree.at[x.title]
	closest := int32(2 * near)
	for _, d := range dates {
		if !x.ownPart(d.node) {
			continue
		}
		away := d.place - title
		if away < 0 {
			away = -away
		}
		if away >= near {
			continue
		}
		if !known.IsZero() {
			t := d.printed.at(known.Location())
			if gap := t.Sub(known).Abs(); gap > 26*time.Hour {
				continue
			}
		}
		if d.updated {
			away += near // rather the date of publication
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
		case atom.Nav, atom.Aside, atom.Li:
			return false
		case atom.A:
			if !isDateLine(text(p), x.lang) { // a date may lead to the archive of its day
				return false
			}
		case atom.Footer:
			return x.ownFoot(p)
		case atom.Header:
			if x.title != nil && !inside(x.title, p) && above(p, func(n *html.Node) bool { return n.DataAtom == atom.Article || n.DataAtom == atom.Main }) == nil {
				return false
			}
		}
		if p.Type == html.ElementNode && p.DataAtom != atom.Body && p.DataAtom != atom.Html && !inside(x.title, p) {
			for _, w := range words(p) {
				if w == "footer" && x.ownFoot(p) {
					continue
				}
				if otherStories[w] {
					return false
				}
			}
		}
	}
	return true
}

// ownFoot reports whether a footer is the article's: it stands between its title and its text, or in the element that is
// the article.
func (x *extraction) ownFoot(n *html.Node) bool {
	if x.title == nil {
		return false
	}
	at := x.tree.at[n]
	if at > x.tree.at[x.title] && at < x.textAfterTitle() {
		return true
	}
	return above(n.Parent, func(p *html.Node) bool {
		if p.DataAtom != atom.Article && !hasWord(attr(p, "class"), "hentry") && !strings.HasSuffix(attr(p, "itemtype"), "Posting") && !strings.HasSuffix(attr(p, "itemtype"), "Article") {
			return false
		}
		return inside(x.title, p)
	}) != nil
}

// textAfterTitle is where the first good paragraph after the title stands.
func (x *extraction) textAfterTitle() int32 {
	if x.text == 0 {
		x.text = int32(len(x.tree.nodes))
		for i := x.tree.of(x.title).end; i < int32(len(x.tree.nodes)); i++ {
			if x.tree.nodes[i].para {
				x.text = i
				break
			}
		}
	}
	return x.text
}

// otherStories are words in the class of a block that shows other stories.
var otherStories = map[string]bool{"related": true, "recommended": true, "recommendations": true, "teaser": true, "teasers": true,
	"popular": true, "trending": true, "latest": true, "sidebar": true, "comments": true, "comment": true, "also": true, "carousel": true,
	"footer": true, "copyright": true}
