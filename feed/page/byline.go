package page

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newspane/feed"
	"newspane/feed/clean"
)

const (
	maxNames     = 12 // authors listed
	maxName      = 80 // bytes of one author's name
	maxNameWords = 7
	wideName     = 6   // characters of a name in Chinese, Japanese or Korean
	nextAuthor   = 40  // nodes between one author's mark and the next's
	maxLine      = 200 // bytes of a line that can be a byline
	smallBranch  = 200 // nodes of an element that can be one line
)

// byWords stand before an author's name, in lower case; the longer first where one begins another.
var byWords = []string{"written by", "reported by", "interview by", "interviewed by", "text by", "review by", "analysis by", "photos and text by", "words by", "story by", "article by", "posted by", "published by", "submitted by", "reporting by", "report by", "contributed by", "author:", "authors:", "writer:", "by",
	"ein artikel von", "eine analyse von", "ein kommentar von", "interview von", "text von", "von", "verfasst von", "autor:", "autorin:", "text:", "foto:",
	"publié par", "rédigé par", "écrit par", "texte de", "texte :", "propos recueillis par", "par", "por", "texto de", "texto:", "escrito por", "redactado por", "redacción:", "a cura di", "scritto da", "articolo di", "articolo a cura di", "di", "geschreven door", "geplaatst door", "auteur:", "auteur :", "autore:", "door", "tekst:", "av", "af", "skrevet af", "skrevet av", "kirjoittaja", "autorka:", "autor", "oprac.", "opracowanie:",
	"napsal", "od", "szerző:", "írta:", "yazan:", "haber:", "yazar:", "автор:", "автор", "текст:", "подготовил", "подготовила", "автори:", "από τον", "από την", "από", "του", "της", "γράφει ο", "γράφει η", "συντάκτης:", "بقلم", "كتب", "كتبت", "كتبه", "إعداد", "الكاتب", "نوشته", "نویسنده", "מאת", "מאת:", "लेखक", "द्वारा", "penulis", "oleh", "người viết", "bài", "โดย", "autorius:", "escrit per", "reporter:", "文／", "文:", "撰文:", "取材・文", "本报记者", "记者", "記者", "作者:", "作者：", "作者", "文：", "撰稿:", "撰稿：", "글", "글:"}

// byline names the authors, parted by ", ", without "by": as the page says for machines, else as it prints them.
func (x *extraction) byline() feed.Text {
	var desk []string
	for i, list := range [][]string{x.meta.ld.authors, x.metaAuthors(), x.printedAuthors()} {
		names := x.cleanNames(list, i == 2)
		switch {
		case len(names) == 0:
		case x.isDesk(names):
			if desk == nil {
				desk = names
			}
		case desk != nil && !isName(names[0]):
		default:
			return feed.Clean(strings.Join(names, ", "))
		}
	}
	return feed.Clean(strings.Join(desk, ", "))
}

// isDesk reports whether the only author is the site itself: a person who is named elsewhere is the better answer.
func (x *extraction) isDesk(names []string) bool {
	if len(names) != 1 {
		return false
	}
	name := strings.ReplaceAll(fold(names[0]), " ", "")
	for _, s := range []string{x.meta.ld.publisher, x.meta.get("og:site_name"), strings.TrimPrefix(x.page.Hostname(), "www.")} {
		s = strings.ReplaceAll(fold(s), " ", "")
		if s != "" && (name == s || strings.HasPrefix(s, name) || strings.HasPrefix(name, s)) {
			return true
		}
	}
	return false
}

func (x *extraction) metaAuthors() []string {
	for _, k := range []string{"author", "article:author", "article:author_name", "article:authorname", "parsely-author", "sailthru.author", "byl", "dc.creator", "dcterms.creator", "citation_author", "twitter:creator:name", "og:article:author", "cxenseparse:author"} {
		var names []string
		for _, v := range x.meta.values[k] {
			if !strings.Contains(v, "://") && !strings.HasPrefix(v, "@") && !strings.HasPrefix(v, "/") {
				names = append(names, v)
			}
		}
		if len(names) > 0 {
			return names
		}
	}
	return nil
}

// printedAuthors finds the byline by the title: marked as such, else a short line that begins with "by".
func (x *extraction) printedAuthors() []string {
	if x.title == nil {
		return nil
	}
	title := x.tree.at[x.title]
	from, to := max(0, title-near/2), min(int32(len(x.tree.nodes)), x.tree.of(x.title).end+near)
	var marked []string
	lastMark := int32(0)
	for i := from; i < to; i++ {
		e := x.tree.nodes[i]
		if e.n.Type != html.ElementNode || e.text == 0 || e.text > maxLine || !marksAuthor(e.n) {
			continue
		}
		if n := above(e.n.Parent, marksAuthor); n != nil && x.tree.of(n).text <= maxLine && x.tree.at[n] >= from {
			continue
		}
		if lastMark > 0 && i-lastMark > nextAuthor || !x.ownPart(e.n.Parent) {
			continue
		}
		lastMark = e.end
		if names := authorsIn(e.n); len(marked)+len(names) <= maxNames {
			marked = append(marked, names...)
		}
	}
	if len(x.cleanNames(marked, true)) > 0 {
		return marked
	}
	for i := title; i < to; i++ {
		e := x.tree.nodes[i]
		if e.text < 4 || e.text > 100 || e.end-i > smallBranch || isHeading(e.n.DataAtom) || inside(e.n, x.title) || !isLeafBlock(e.n) && !isPhrase(e.n.DataAtom) && e.n.Type != html.TextNode {
			continue
		}
		if s := x.byIn(e.n); s != "" {
			return []string{s}
		}
	}
	if names := x.linkedAuthors(title, to); len(names) > 0 {
		return names
	}
	if name := x.loneName(to); name != "" {
		return []string{name}
	}
	if names := x.markedAnywhere(); len(names) > 0 {
		return names
	}
	if name := x.signature(); name != "" {
		return []string{name}
	}
	return nil
}

// byIn is the line that names the author, when the first of n's lines begins with "by": without the place and the date that
// follow the name. A text beside others counts when it is a name and nothing else.
func (x *extraction) byIn(n *html.Node) string {
	all := lines(n)
	if len(all) == 0 {
		return ""
	}
	s := all[0]
	if !beginsWithBy(s) {
		for _, part := range nameBreak.Split(s, -1)[1:] { // behind a date or the name of the paper
			if beginsWithBy(part) && isName(withoutBy(part)) {
				return part
			}
		}
		return ""
	}
	if _, at, ok := findDateIn(s, x.lang); ok && at.from > 0 && at.from <= len(s) && westernDigits(s) == s {
		s = beforeDate.ReplaceAllString(s[:at.from], "")
	}
	s, _, _ = strings.Cut(s, ", in ")
	name := withoutBy(s)
	if !hasCapital(name) || n.Type == html.TextNode && !isName(strings.Trim(name, " ,.|·")) {
		return ""
	}
	return s
}

// beforeDate is what stands between a name and a date: "on Tue, ".
var beforeDate = regexp.MustCompile(`(?i)[\s,|·•–—-]*(?:\b(?:on|at|am|le|il|el|den|published|updated)\b)?[\s,|·•–—-]*(?:\b(?:` + weekdays + `)\.?,?\s)?$`)

// weekdays are the days of the week as they stand before dates.
const weekdays = `(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|wed|thur?s?|fri|sat|sun|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|mo|di|mi|do|fr|sa|so|` +
	`lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|(?:segunda|terça|quarta|quinta|sexta)(?:-feira)?|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|` +
	`maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag|mandag|tirsdag|lørdag|søndag|poniedziałek|wtorek|środa|czwartek|piątek|sobota|niedziela|` +
	`понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|pazartesi|salı|çarşamba|perşembe|cuma|cumartesi|pazar`

// linkedAuthors are the names by the title, outside of the text, that lead to the pages of authors.
func (x *extraction) linkedAuthors(from, to int32) []string {
	var names []string
	for i := from; i < min(to, x.textAfterTitle()) && len(names) < maxNames; i++ {
		e := &x.tree.nodes[i]
		if e.n.DataAtom != atom.A || e.text == 0 || e.text > maxName || !x.ownPart(e.n.Parent) {
			continue
		}
		u, err := url.Parse(clean.Link(x.base, attr(e.n, "href")))
		if err != nil {
			continue
		}
		segments := strings.Split(strings.ToLower(strings.Trim(u.Path, "/")), "/")
		for _, s := range segments[:max(0, len(segments)-1)] {
			if name := text(e.n); authorSegments[s] && isName(name) {
				names = append(names, name)
				break
			}
		}
	}
	return names
}

// authorSegments are the segments of paths under which sites keep the pages of those who write.
var authorSegments = wordSet("author authors autor autores autoren auteur auteurs autore autori auctor profile profiles people person writer writers contributor contributors journalist journalists journalistes reporter reporters signataires signataire firmas firma redactor redactores redaktion redaktoren byline staff team columnist columnists forfatter skribent journalister kirjoittajat toimittajat autorzy avtor avtory yazar yazarlar penulis tac-gia")

// signature is a name that stands alone, set apart, below the text's last paragraph.
func (x *extraction) signature() string {
	x.place()
	if x.lastGood == 0 {
		return ""
	}
	for i, seen := x.tree.nodes[x.lastGood].end, 0; i < int32(len(x.tree.nodes)) && seen < signatureReach; i, seen = i+1, seen+1 {
		e := &x.tree.nodes[i]
		if e.n.Type != html.TextNode || e.text == 0 {
			continue
		}
		s := strings.Join(strings.Fields(e.n.Data), " ")
		set := above(e.n.Parent, func(n *html.Node) bool {
			return isBold(n) || n.DataAtom == atom.Em || n.DataAtom == atom.I || strings.Contains(attr(n, "style")+attr(n, "align"), "right")
		})
		if isName(s) && set != nil && inside(set, x.tree.nodes[x.main].n) && x.ownPart(e.n) {
			return s
		}
		return ""
	}
	return ""
}

const signatureReach = 12 // nodes after the text's end

// markedAnywhere is what the page's markup, wherever it stands, says is the author.
func (x *extraction) markedAnywhere() []string {
	for i := range x.tree.nodes {
		e := &x.tree.nodes[i]
		if e.text > 0 && e.text <= maxName && hasWord(attr(e.n, "itemprop"), "author") && x.ownPart(e.n.Parent) {
			return []string{text(e.n)}
		}
	}
	return nil
}

// loneName is a name that stands alone after the title: just before the article's date, or in bold on a line of its
// own before the text.
func (x *extraction) loneName(to int32) string {
	last, lastAt := "", int32(0)
	for i := x.tree.of(x.title).end; i < to; i++ {
		e := x.tree.nodes[i]
		if e.para {
			return ""
		}
		if e.n.Type != html.TextNode || e.text == 0 || !x.ownPart(e.n) {
			continue
		}
		s := strings.Trim(strings.Join(strings.Fields(e.n.Data), " "), " |·•,–-\u00a0")
		if _, ok := findDate(s, x.lang); ok && len(s) < 80 && last != "" && i-lastAt < 6 {
			return last
		}
		if last != "" && roleLine.MatchString(fold(s)) {
			lastAt = i // what one is stands between the name and the date
			continue
		}
		last = ""
		if isName(s) {
			last, lastAt = s, i
			if p := e.n.Parent; isBold(p) && p.Parent.DataAtom == atom.P && x.tree.of(p.Parent).text == e.text {
				return s
			}
		}
	}
	return ""
}

// isName reports whether a text has the form of a person's name: two to four words, each with a capital.
func isName(s string) bool {
	if isWideText(s) {
		return letters(s) <= wideName && letters(s) > 1 && labelOf(s) == noLabel && !isBoilerplate(s)
	}
	w := strings.Fields(s)
	if len(w) < 2 || len(w) > 4 || len(s) > maxName {
		return false
	}
	for _, p := range w {
		r, _ := utf8.DecodeRuneInString(p)
		if !unicode.IsUpper(r) || strings.ContainsAny(p, "0123456789:!?»«\"") {
			return false
		}
	}
	return labelOf(s) == noLabel && !isBoilerplate(s)
}

// marksAuthor reports whether an element says by attribute or class that it names an author.
func marksAuthor(n *html.Node) bool {
	if n.Type != html.ElementNode || n.DataAtom == atom.Body || n.DataAtom == atom.Html {
		return false
	}
	if attr(n, "rel") == "author" || hasWord(attr(n, "itemprop"), "author") {
		return true
	}
	for _, w := range words(n) {
		switch w {
		case "byline", "author", "authors", "autor", "autore", "auteur", "autoren", "auteurs", "autori", "forfatter", "skribent", "kirjoittaja", "toimittaja", "szerzo", "yazar", "muhabir", "penulis", "bylines", "writer", "reporter", "verfasser", "firma", "redactor", "autores":
			return true
		}
	}
	return false
}

// authorsIn returns the names in a marked element: those of its links, else its text.
func authorsIn(n *html.Node) []string {
	var names []string
	for a := n; a != nil; a = next(a, n, true) {
		if a.DataAtom == atom.A || hasWord(attr(a, "itemprop"), "name") && above(a.Parent, func(p *html.Node) bool { return p.DataAtom == atom.A && inside(p, n) }) == nil {
			if s := text(a); s != "" && hasCapital(s) && !strings.ContainsAny(s, "@0123456789") {
				names = append(names, s)
			}
		}
	}
	if len(names) > 0 {
		return names
	}
	return []string{spaced(n)}
}

// spaced is the text of an element with a space between its texts: names and addresses stand side by side without one.
func spaced(root *html.Node) string {
	var all []string
	for n := root; n != nil; n = next(n, root, true) {
		if n.Type == html.TextNode {
			all = append(all, strings.Fields(n.Data)...)
		}
	}
	return strings.Join(all, " ")
}

func hasCapital(s string) bool {
	for _, r := range s {
		if unicode.IsUpper(r) || unicode.IsLetter(r) && !unicode.IsLower(r) {
			return true
		}
	}
	return false
}

func beginsWithBy(s string) bool { return withoutBy(s) != strings.TrimSpace(s) }

// withoutBy drops the words before a name.
func withoutBy(s string) string {
	s = strings.TrimSpace(s)
	l := strings.ToLower(s)
	if len(l) != len(s) {
		return s
	}
	for _, w := range byWords {
		if !strings.HasPrefix(l, w) {
			continue
		}
		rest := s[len(w):]
		r, _ := utf8.DecodeRuneInString(rest)
		if strings.HasSuffix(w, ":") || r == ':' || unicode.IsSpace(r) || r > 0x2e80 {
			return strings.TrimSpace(strings.TrimLeft(rest, ": \u00a0"))
		}
	}
	return s
}

var (
	nameBreak = regexp.MustCompile(`\s*(?:;|／|\||•|·|\n|\s[-–—]\s|/\s|\s/)\s*`)
	andBreak  = regexp.MustCompile(`\s*,\s*(?:and|und|et|y|e|en|og|och|i)\s+|\s+(?:and|und|et|og|och|&)\s+|\s*,\s+`)
	asideText = regexp.MustCompile(`\s*\([^)]{0,80}\)|\s*\[[^\]]{0,80}\]|\s*<[^>]{0,80}>|\S+@\S+`)
)

// cleanNames parts and tidies names: no "by", no address, no role, no repetition; of those that are printed, nothing
// after a dash.
func (x *extraction) cleanNames(list []string, printed bool) []string {
	var out []string
	seen := map[string]bool{}
	for _, s := range list {
		if len(s) > 4*maxLine {
			continue
		}
		s = strings.Join(strings.Fields(s), " ")
		s = asideText.ReplaceAllString(s, "")
		if printed {
			s = inPlace.ReplaceAllString(s, "")
		}
		for i, part := range nameBreak.Split(withoutBy(s), -1) {
			if printed && i > 0 && len(out) > 0 && !strings.Contains(part, " ") && strings.Contains(out[0], " ") {
				continue
			}
			if head, last, ok := cutLast(part, ", "); ok && !hasCapital(last) {
				part = head
			}
			for _, name := range splitAnd(part) {
				name = strings.Trim(withoutBy(name), " ,.:;|\u00a0")
				if head, _, ok := strings.Cut(name, ","); ok && (len(name) > maxName/2 || strings.Contains(name, ", in")) {
					name = head
				}
				f := fold(name)
				if f == "" || seen[f] || editors.MatchString(f) || len(name) > maxName || len(strings.Fields(name)) > maxNameWords || notName(name, f) || len(out) >= maxNames {
					continue
				}
				seen[f] = true
				out = append(out, name)
			}
		}
	}
	return out
}

// editors are the words, folded, before those who did not write an article but looked after it.
var editors = regexp.MustCompile(`^(?:责任编辑|責任編輯|责编|責編|编辑|編輯|校对|审核|edited by|editing by|editors?$|editor |редактор|redaktor |bearbeitet von|redigerad av|editado por|modifié par|photo by|photos by|photography by|fotos? )`)

func cutLast(s, sep string) (head, last string, ok bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

// inPlace is where an author wrote from.
var inPlace = regexp.MustCompile(`\s+in\s+\p{Lu}[\pL.'’-]+(?:\s\p{Lu}[\pL.'’-]+){0,2}$`)

// splitAnd parts "A and B" and "A, B" when both sides look like names.
func splitAnd(s string) []string {
	parts := andBreak.Split(s, -1)
	if len(parts) == 1 {
		return parts
	}
	for _, p := range parts {
		if n := len(strings.Fields(p)); n == 0 || n > 4 || !hasCapital(p) {
			return []string{s}
		}
	}
	return parts
}

// notName reports whether a text can be no author: an address, a date, a role, a word of the page.
func notName(name, folded string) bool {
	if strings.Contains(name, "://") || strings.HasPrefix(name, "@") || strings.HasPrefix(name, "www.") {
		return true
	}
	if _, ok := findDate(name, ""); ok {
		return true
	}
	switch folded {
	case "admin", "administrator", "super user", "superuser", "webmaster", "site admin", "siteadmin", "author", "null", "undefined", "anonymous", "none", "unknown", "share", "follow", "comments", "updated", "published", "true", "false", "staff", "user":
		return true
	}
	return strings.HasSuffix(folded, " by") || strings.Trim(name, "0123456789:.,/- ") == ""
}
