package ui

import (
	"fmt"
	"net/url"
	"path"
	"strings"
	"time"
	"unicode"

	"newspane/feed"
	"newspane/ui/text"
	"newspane/ui/theme"
)

// headerLines are kicker, title, standfirst, byline, date and a rule, painted, each exactly the pane's width.
func (p *articlePane) headerLines() []string {
	a := p.article
	var lines []string
	add := func(s string, role theme.Role, attr theme.Attr) {
		lines = append(lines, p.indented().put(s, role, attr).String())
	}
	gap := func() { lines = append(lines, blank(p.w)) }
	if p.rows() > 12 {
		gap()
	}
	lines = append(lines, p.kicker()...)
	gap()
	for _, l := range p.title() {
		lines = append(lines, p.prose(l, a.Title, theme.Strong, theme.Bold))
	}
	gap()
	if !a.Standfirst.IsEmpty() {
		for _, l := range text.Prose(p.look.line(a.Standfirst), p.measure) {
			lines = append(lines, p.prose(l, a.Standfirst, theme.Text, theme.Italic))
		}
		gap()
	}
	if by := letterly(a.Author.String()); by != "" && by != letterly(a.Site.String()) && by != letterly(a.Source.String()) {
		for _, l := range text.Wrap("By "+p.look.line(a.Author), p.measure) {
			add(l, theme.Text, 0)
		}
	}
	for _, l := range filled(p.dateParts(), " "+p.look.Glyphs.Dot+" ", p.measure) {
		add(l, theme.Muted, 0)
	}
	lines = append(lines, p.yours()...)
	for _, n := range p.notes() {
		for _, l := range text.Wrap(n, p.measure) {
			add(l, theme.Warn, 0)
		}
	}
	return append(lines, blank(p.margin)+p.look.rule(p.measure)+blank(p.w-p.margin-p.measure), blank(p.w))
}

// maxTitle is the most lines of a title.
const maxTitle = 3

// title is the article's title in lines as even as can be; one of more than three ends in an ellipsis.
func (p *articlePane) title() []string {
	t := text.Cut(p.look.line(p.article.Title), (maxTitle+1)*p.measure) // more is never seen
	rows := text.Break(t, p.measure)
	if len(rows) <= maxTitle {
		return text.Balance(t, p.measure)
	}
	lines := text.Wrap(t, p.measure)[:maxTitle]
	lines[maxTitle-1] = text.Cut(t[rows[maxTitle-1].From:], p.measure)
	return lines
}

func (p *articlePane) indented() *row { return p.look.row(p.w, 0).add("", p.margin, theme.Text, 0) }

// kicker is where the article is from and, at its right, which text of it is shown; below it when there is no room.
func (p *articlePane) kicker() []string {
	a := p.article
	r := p.indented().put(text.Cut(strings.ToUpper(p.look.line(a.Source)), p.measure), theme.Accent, theme.Bold)
	shown, role := a.Shown(), theme.Muted
	if a.Others > 0 {
		shown = othersMark(&a.Headline) + " same story " + p.look.Glyphs.Dot + " " + shown
	}
	if a.Paywalled || a.PagesOf > max(1, a.Pages) {
		role = theme.Warn
	}
	room := p.margin + p.measure - text.Width(shown)
	own := r.used+2 > room
	if own {
		room = p.margin + p.measure
	}
	if of := p.partOf(); of != "" && room-r.used-4 >= minSection {
		r.put("  ", theme.Muted, 0).put(text.Cut(of, room-r.used-4), theme.Muted, 0)
	}
	if own {
		return []string{r.String(), p.indented().put(text.Cut(shown, p.measure), role, 0).String()}
	}
	return []string{r.add("", room-r.used, theme.Text, 0).put(shown, role, 0).String()}
}

// partOf is the site, where the feed is of another, and the section of it.
func (p *articlePane) partOf() string {
	a := p.article
	var parts []string
	if source, site := letterly(a.Source.String()), letterly(a.Site.String()); site != "" && !strings.Contains(source, site) && !strings.Contains(site, source) {
		parts = append(parts, p.look.line(a.Site))
	}
	if !a.Section.IsEmpty() {
		parts = append(parts, p.look.line(a.Section))
	}
	return strings.Join(parts, " "+p.look.Glyphs.Dot+" ")
}

// letterly is a name without case and without all that is no letter or digit, to tell whether two name the same.
func letterly(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

const minSection = 6 // cells of a section's name that say something

// dateParts is the line below the byline: date, age, words, minutes, comments, and the language when it is not the
// reader's own.
func (p *articlePane) dateParts() []string {
	a := p.article
	var parts []string
	if !a.Published.IsZero() {
		d := dateline(p.look.now, a.Published)
		if rel := ago(p.look.now, a.Published); rel != "" {
			d += " (" + rel + ")"
		}
		parts = append(parts, d)
		if a.Updated.After(a.Published) && a.Updated.Sub(a.Published) >= 10*time.Minute {
			parts = append(parts, "updated "+dateline(p.look.now, a.Updated))
		}
	}
	if a.Words > 0 {
		parts = append(parts, count(a.Words, "word"))
	}
	if a.Minutes > 0 {
		parts = append(parts, fmt.Sprintf("%d min", a.Minutes))
	}
	if a.Replies > 0 {
		parts = append(parts, count(a.Replies, "comment"))
	}
	if l := foreignLanguage(a.Language, p.look.language); l != "" {
		parts = append(parts, l)
	}
	return parts
}

// filled sets parts on lines of at most w cells, broken between parts where that can be.
func filled(parts []string, between string, w int) []string {
	var lines []string
	line := ""
	for _, part := range parts {
		if whole := line + between + part; line != "" && text.Width(whole) <= w {
			line = whole
			continue
		}
		if line != "" {
			lines = append(lines, text.Wrap(line, w)...)
		}
		line = part
	}
	if line != "" {
		lines = append(lines, text.Wrap(line, w)...)
	}
	return lines
}

// notes say, only if true, what the reader should know of the text.
func (p *articlePane) notes() []string {
	a := p.article
	var n []string
	if !a.Note.IsEmpty() {
		n = append(n, p.look.line(a.Note))
	} else if a.Teaser {
		n = append(n, "The page is still to be read: opening brings the full article.")
	}
	return n
}

// tailLine is a line below the text; link is the number of the link that it belongs to, 0 for none.
type tailLine struct {
	text string
	link int
}

// tailLines list where the article leads, in arrangements without a related pane; links in the text have had their
// place there.
func (p *articlePane) tailLines() []tailLine {
	var lines []tailLine
	last := ""
	for i := p.inText; i < len(p.links); i++ {
		l := p.links[i]
		if s := sectionOf(l.Kind); s != last {
			last = s
			lines = append(lines, tailLine{text: blank(p.w)},
				tailLine{text: p.indented().put(s, theme.Accent, theme.Bold).String()})
		}
		lines = append(lines, p.tailLink(i+1, l)...)
	}
	if len(lines) > 0 {
		lines = append(lines, tailLine{text: blank(p.w)})
	}
	return lines
}

func (p *articlePane) tailLink(n int, l feed.Link) []tailLine {
	number := fmt.Sprintf("[%d] ", n)
	role, attr := theme.Muted, theme.Attr(0)
	if p.hint.on {
		if number = p.hint.inPlaceOf(number, n); strings.TrimSpace(number) != "" {
			role, attr = theme.Accent, theme.Reverse
		}
	}
	indent := text.Width(number)
	var lines []tailLine
	for i, s := range text.Wrap(p.look.line(l.Title), max(1, p.measure-indent)) {
		r := p.indented()
		if i == 0 {
			label := strings.TrimRight(number, " ")
			r.put(label, role, attr).add("", indent-len(label), theme.Muted, 0)
		} else {
			r.add("", indent, theme.Muted, 0)
		}
		lines = append(lines, tailLine{r.put(s, theme.Accent, theme.Underline).String(), n})
	}
	if meta := linkMeta(p.look, l, p.article.Link); meta != "" {
		r := p.indented().add("", indent, theme.Muted, 0).put(text.Cut(meta, max(1, p.measure-indent)), theme.Muted, 0)
		lines = append(lines, tailLine{r.String(), n})
	}
	return lines
}

// linkMeta is the line below a link's title: its date, the host when it leaves the article's, why it is shown.
func linkMeta(l *look, link feed.Link, from string) string {
	var parts []string
	switch {
	case !link.Date.IsEmpty():
		parts = append(parts, l.line(link.Date))
	case !link.Published.IsZero():
		parts = append(parts, dateline(l.now, link.Published))
	}
	if h := host(link.URL); h != host(from) || link.Kind == feed.InText {
		parts = append(parts, h)
	}
	if !link.Why.IsEmpty() {
		parts = append(parts, l.line(link.Why))
	}
	return strings.Join(parts, " "+l.Glyphs.Dot+" ")
}

// sectionOf heads the links of a kind.
func sectionOf(k feed.LinkKind) string {
	switch k {
	case feed.InText:
		return "Links in this article"
	case feed.SeeAlso, feed.Inline:
		return "See also"
	case feed.Elsewhere:
		return "Same story elsewhere"
	case feed.Earlier:
		return "Earlier on this subject"
	case feed.Comments:
		return "Discussion"
	case enclosureLink:
		return "Media"
	}
	return "More from this site"
}

func enclosureName(e feed.Enclosure) string {
	kind, _, _ := strings.Cut(e.Type, "/")
	if kind == "" {
		kind = "file"
	}
	u, err := url.Parse(e.URL)
	if err != nil {
		return kind
	}
	return kind + ": " + path.Base(u.Path)
}
