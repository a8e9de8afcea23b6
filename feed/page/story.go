package page

import (
	"net/url"
	"path"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/publicsuffix"

	"newspane/feed"
	"newspane/feed/clean"
)

// same returns the form of an address in which two spellings of one page are equal.
func same(u string) string {
	u, _, _ = strings.Cut(u, "#")
	_, rest, ok := strings.Cut(u, "://")
	if !ok {
		return u
	}
	return strings.ToLower(strings.TrimSuffix(strings.TrimPrefix(rest, "www."), "/"))
}

// siteOf is the registrable part of a host name, by the Public Suffix List (https://publicsuffix.org); the host itself
// where there is none.
func siteOf(host string) string {
	host = strings.ToLower(host)
	if site, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return site
	}
	return host
}

// storyAddress returns the absolute address of a link that can lead to another story, "" for menus, subjects,
// authors, media and this page itself. A strong label vouches for addresses of other forms and other sites.
func (x *extraction) storyAddress(a *html.Node, strong bool) string {
	href := strings.TrimSpace(attr(a, "href"))
	if href == "" || href[0] == '#' {
		return ""
	}
	s := clean.Link(x.base, href)
	if s == "" || x.self[same(s)] {
		return ""
	}
	u, err := url.Parse(s)
	if err != nil || isAd(a, u) {
		return ""
	}
	p := strings.ToLower(strings.Trim(u.Path, "/"))
	if p == "" && u.RawQuery == "" {
		return ""
	}
	if mediaFile[strings.TrimPrefix(path.Ext(p), ".")] {
		return ""
	}
	segments := strings.Split(p, "/")
	for i, seg := range segments {
		if isNotStory(seg) && (i < len(segments)-1 || i == 0) {
			return ""
		}
	}
	if siteOf(u.Hostname()) != siteOf(x.page.Hostname()) {
		if !strong || isSocial(u.Hostname()) {
			return ""
		}
		return s
	}
	if strong || looksLikeStory(p, u.RawQuery) {
		return s
	}
	return ""
}

// isNotStory reports whether a path's segment says that what is under it is no story.
func isNotStory(seg string) bool {
	if notStory[seg] {
		return true
	}
	words := strings.FieldsFunc(seg, func(r rune) bool { return r == '-' || r == '_' })
	return len(words) == 2 && (notStory[words[0]] || notStory[words[1]])
}

// saysEnough reports whether a link's text, or what stands for it, is long enough for a headline.
func saysEnough(a *html.Node) bool {
	s := text(a)
	if s == "" {
		s = attr(a, "aria-label") + attr(a, "title")
	}
	return letters(s) >= 15 || letters(s) >= 7 && isWideText(s)
}

func isWideText(s string) bool {
	for _, r := range s {
		if isCJK(r) {
			return true
		}
	}
	return false
}

// looksLikeStory reports whether a path has a number or a slug.
func looksLikeStory(p, query string) bool {
	last := p[strings.LastIndexByte(p, '/')+1:]
	digits, dashes := 0, 0
	for _, r := range p {
		if unicode.IsDigit(r) {
			digits++
		}
	}
	for _, r := range last {
		if r == '-' || r == '_' || r == '+' {
			dashes++
		}
	}
	if digits >= 4 || dashes >= 2 || dashes >= 1 && digits >= 1 {
		return true
	}
	digits = 0
	for _, r := range query {
		if unicode.IsDigit(r) {
			digits++
		}
	}
	return digits >= 3
}

var notStory = wordSet("tag tags topic topics topicos tópicos thema themen theme themes subject author authors autor autoren auteur profile profil people person user users category categories kategorie rubrik login signin signup register subscribe subscription abo account newsletter newsletters privacy terms contact kontakt impressum about search suche feed rss shop store coupons gutscheine advertise jobs share sharer intent cookie cookies donate schlagwort schlagworte stichwort tema temas etiqueta seccion autores noticias-de hashtag contributors contributor writers bio staff korrespondenten korrespondent redaktion redakteure autorinnen journalist journalists reporter reporters contributors correspondents team member keyword keywords members mitarbeiter")

var mediaFile = wordSet("jpg jpeg png gif webp svg mp3 mp4 pdf zip xml rss ics webm avif")

func wordSet(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

func isSocial(host string) bool {
	switch siteOf(host) {
	case "facebook.com", "twitter.com", "x.com", "t.me", "whatsapp.com", "linkedin.com", "pinterest.com", "instagram.com", "youtube.com", "reddit.com", "apple.com", "google.com", "vk.com", "telegram.me", "tiktok.com", "threads.net", "bsky.app", "spotify.com", "flipboard.com", "taboola.com", "outbrain.com", "amazon.com", "wa.me", "line.me", "hatena.ne.jp":
		return true
	}
	return false
}

// paid are the words, folded, with which sites mark what they are paid for.
var paid = labelSet("annonsørinnhold|kommersielt innhold|sponset innhold|annonsörsmaterial|sponsrat innehåll|i samarbete med|annoncørbetalt indhold|sponsoreret indhold|kaupallinen yhteistyö|mainossisältö|sponsored content|paid content|partner content|paid post|promoted content|anzeige|sponsored post|advertorial|contenido patrocinado|contenido promocionado|publirreportaje|conteúdo patrocinado|conteúdo de marca|contenu sponsorisé|contenu partenaire|publi rédactionnel|contenuto sponsorizzato|gesponsorde inhoud|materiał sponsorowany|artykuł sponsorowany|komerční sdělení|komerčná správa|szponzorált tartalom|conținut sponsorizat|спонсорский материал|партнерский материал|на правах рекламы|на правах реклами|sponsorlu içerik|محتوى ممول|スポンサーコンテンツ|広告企画|赞助内容|광고")

func isAd(a *html.Node, u *url.URL) bool {
	if strings.Contains(attr(a, "rel"), "sponsored") {
		return true
	}
	h := u.Hostname()
	return strings.HasPrefix(h, "ad.") || strings.HasPrefix(h, "ads.") || strings.Contains(h, "doubleclick")
}

// story is another story that a block leads to: its address and its links.
type story struct {
	url   string
	links []*html.Node
}

const maxStories = 24 // in one block; a longer list is no list of related stories

// stories lists the stories that the nodes of a block lead to, in the order of the page, each address once.
func (x *extraction) stories(block []*html.Node, strong bool) []story {
	var out []story
	at := map[string]int{}
	for _, root := range block {
		for n := root; n != nil; n = next(n, root, n.DataAtom != atom.A) {
			if n.DataAtom != atom.A || n.Type != html.ElementNode {
				continue
			}
			u := x.storyAddress(n, strong)
			if u == "" || strong && !saysEnough(n) && x.storyAddress(n, false) == "" {
				continue
			}
			k := same(u)
			i, ok := at[k]
			if !ok {
				i = len(out)
				at[k] = i
				out = append(out, story{url: u})
			}
			out[i].links = append(out[i].links, n)
		}
	}
	return out
}

// card is the largest element below one of the block's nodes that holds a story's first link and no other story.
func (x *extraction) card(s story, block []*html.Node, strong bool) *html.Node {
	card := s.links[0]
	for p := card.Parent; p != nil && p.Type == html.ElementNode; p = p.Parent {
		within := false
		for _, b := range block {
			within = within || inside(p, b)
		}
		if !within || x.tree.of(p).links > 40 || len(x.stories([]*html.Node{p}, strong)) > 1 {
			break
		}
		card = p
	}
	return card
}

// link makes a related link of a story, its title and date taken from its card; ok is false when it has no title.
func (x *extraction) link(s story, block []*html.Node, strong bool, kind feed.LinkKind) (l feed.Link, ok bool) {
	card := x.card(s, block, strong)
	title := x.storyTitle(s, card)
	if title == "" || letters(title) < 12 && len(strings.Fields(title)) < 3 && !isWideText(title) || title[0] == '#' || paid[fold(title)] || printLabels[fold(title)] || isBoilerplate(title) || x.isAuthor(title) {
		return l, false
	}
	l = feed.Link{Title: feed.Clean(title), URL: s.url, Kind: kind}
	x.storyDate(&l, card, s)
	return l, true
}

// storyTitle is the headline of a story: a heading in or around the link, else an element whose class says so, else
// the longest text of its links, else what the links or the card say for those who do not see.
func (x *extraction) storyTitle(s story, card *html.Node) string {
	for _, a := range s.links {
		if h := headline(a); h != nil {
			return tidy(headlineText(h))
		}
	}
	for _, a := range s.links {
		if h := above(a.Parent, func(n *html.Node) bool { return isHeading(n.DataAtom) && inside(n, card) }); h != nil {
			if t := tidy(linkText(a)); letters(t) >= 8 && !isInvitation(t) {
				return t
			}
			return tidy(headlineText(h))
		}
	}
	best := ""
	for _, a := range s.links {
		if t := tidy(linkText(a)); letters(t) > letters(best) && !isInvitation(t) {
			best = t
		}
	}
	if letters(best) >= 8 {
		return best
	}
	if h := headline(card); h != nil && card.DataAtom != atom.A {
		return tidy(headlineText(h))
	}
	if best != "" {
		return best
	}
	for _, a := range s.links {
		for _, key := range []string{"aria-label", "title"} {
			if t := tidy(attr(a, key)); letters(t) >= 8 && !isInvitation(t) {
				return t
			}
		}
	}
	return ""
}

// headline is the heading below n, or the element whose class says that it is one.
func headline(root *html.Node) *html.Node {
	var marked *html.Node
	for n := next(root, root, true); n != nil; n = next(n, root, true) {
		if n.Type != html.ElementNode {
			continue
		}
		if isHeading(n.DataAtom) && labelOf(text(n)) == noLabel {
			return unkicked(n)
		}
		if marked == nil && n.DataAtom != atom.Img && n.DataAtom != atom.Picture && n.DataAtom != atom.Figure {
			for _, w := range words(n) {
				if w == "title" || w == "headline" || w == "heading" || w == "titel" || w == "titulo" || w == "titre" || w == "hed" {
					if t := text(n); letters(t) >= 8 && labelOf(t) == noLabel {
						marked = n
					}
					break
				}
			}
		}
	}
	if marked != nil {
		return unkicked(marked)
	}
	return nil
}

// unkicked is the part of a heading that is the headline, when a kicker stands in the heading too.
func unkicked(h *html.Node) *html.Node {
	for n := next(h, h, true); n != nil; n = next(n, h, true) {
		if n.Type != html.ElementNode {
			continue
		}
		for _, w := range words(n) {
			if (w == "title" || w == "headline" || w == "titel") && letters(text(n)) >= 8 {
				return n
			}
		}
	}
	return h
}

// linkText is the text of a link without a kicker, a summary or a date in elements of their own.
func linkText(a *html.Node) string {
	var parts []string
	whole := text(a)
	if l := labelIn(a); l != nil {
		whole = strings.TrimSpace(strings.TrimPrefix(whole, text(l)))
	}
	for c := a; c != nil; c = next(c, a, true) {
		if c == a || c.Type != html.ElementNode || !isLeafBlock(c) && c.DataAtom != atom.Span || c.DataAtom == atom.Time {
			continue
		}
		if isPhrase(c.DataAtom) && c.DataAtom != atom.Span {
			continue
		}
		if t := text(c); t != "" && labelOf(t) == noLabel {
			parts = append(parts, t)
		}
	}
	if len(parts) == 0 || len(parts) == 1 && letters(parts[0])*2 < letters(whole) {
		return whole
	}
	best := ""
	for _, p := range parts {
		if letters(p) > letters(best) && letters(p) < 200 {
			best = p
		}
	}
	if letters(best)*2 < letters(whole) {
		return whole
	}
	return best
}

// tidy drops from a headline the labels, kickers and hints that sites set before or after it.
func tidy(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	s = strings.Trim(s, "[]")
	if head, rest, ok := strings.Cut(s, ": "); ok && letters(rest) >= 12 && labelOf(head) == relatedLabel {
		s = rest
	}
	return strings.Trim(s, " ·•|>»→›[]\u00a0")
}

// isInvitation reports whether a link's text only says to follow it.
func isInvitation(s string) bool {
	f := fold(s)
	if letters(s) > 40 {
		return false
	}
	return labelOf(s) != noLabel && len(strings.Fields(f)) < 4 || isBoilerplate(s)
}

// relativeDate is a date counted from now, as it is printed; without a clock it cannot be more.
var relativeDate = regexp.MustCompile(`(?i)^(?:vor \d+ (?:sekunden|minuten?|std\.?|stunden?|tage?n?|wochen?)|(?:heute|gestern|today|yesterday|hoy|ayer|aujourd.hui|hier|oggi|ieri|dzisiaj|wczoraj)(?:,? (?:um )?\d{1,2}[:.h]\d\d(?: uhr)?)?|(?:posted )?\d+ ?(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|h|m|d) ago|il y a \d+ (?:minutes?|heures?|jours?)|hace \d+ (?:minutos?|horas?|días?)|há \d+ (?:minutos?|horas?|dias?)|\d+ (?:ore|minuti|giorni) fa|\d+ (?:godz|min|dni)\.? temu|\d+ ?(?:分|時間|日)前|\d+ ?(?:분|시간|일) ?전)$`)

const maxDateCard = 1500 // letters of a card that is searched for a date

// storyDate sets the date that a story's card shows.
func (x *extraction) storyDate(l *feed.Link, card *html.Node, s story) {
	if letters(text(card)) > maxDateCard {
		return
	}
	for n := card; n != nil; n = next(n, card, true) {
		if n.DataAtom == atom.Time && n.Type == html.ElementNode {
			if t, ok := parseMachine(attr(n, "datetime")); ok {
				l.Published = t
			}
			l.Date = feed.Clean(text(n))
			if !l.Date.IsEmpty() || !l.Published.IsZero() {
				return
			}
		}
	}
	for n := card; n != nil; n = next(n, card, true) {
		if n.Type != html.TextNode || letters(n.Data) > 60 {
			continue
		}
		shown := strings.Join(strings.Fields(n.Data), " ")
		if relativeDate.MatchString(shown) {
			l.Date = feed.Clean(shown)
			return
		}
		d, ok := findDate(shown, x.lang)
		if !ok || insideAny(n, s.links) && letters(n.Data) > letters(d.text)+12 {
			continue
		}
		x.dated(l, d)
		return
	}
	if isPhrase(card.DataAtom) {
		if d, ok := findDate(besideOnLine(card), x.lang); ok {
			x.dated(l, d)
		}
	}
}

// dated sets a printed date.
func (x *extraction) dated(l *feed.Link, d printed) {
	if d.open() {
		d = d.ordered(dayFirst(d, x.forms, x.lang))
	}
	l.Date, l.Published = feed.Clean(d.text), d.at(x.zone())
}

// besideOnLine is the text before and after a link on its line, up to the next link: lists whose lines are parted by br.
func besideOnLine(a *html.Node) string {
	before, after := "", ""
	for s, i := a.PrevSibling, 0; s != nil && s.DataAtom != atom.A && onLine(s) && i < lineReach; s, i = s.PrevSibling, i+1 {
		before = text(s) + " " + before
	}
	for s, i := a.NextSibling, 0; s != nil && s.DataAtom != atom.A && onLine(s) && i < lineReach; s, i = s.NextSibling, i+1 {
		after += " " + text(s)
	}
	if letters(before)+letters(after) > maxLineDate {
		return ""
	}
	return before + " " + after
}

const maxLineDate = 40 // letters beside a link that may be its date

func insideAny(n *html.Node, roots []*html.Node) bool {
	for _, r := range roots {
		if inside(n, r) {
			return true
		}
	}
	return false
}

// isAuthor reports whether a text is the name of one of the article's authors.
func (x *extraction) isAuthor(s string) bool {
	f := fold(s)
	for name := range strings.SplitSeq(x.authors, ", ") {
		if f == fold(name) && f != "" {
			return true
		}
	}
	return false
}
