package parse

import (
	"bytes"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"newspane/feed"
)

// The repair stage hands gofeed one dialect, whatever came in: RSS 2.0 with each fact once, dates in RFC 3339, and a few
// elements of Dublin Core, iTunes, Media RSS and Atom by their customary prefixes. The prefixes are not declared:
// gofeed takes undeclared ones by name, and copies all declared ones for every element.

const (
	emitHead = `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>`
	emitTail = `</channel></rss>`
)

// emitter writes the dialect.
type emitter struct{ bytes.Buffer }

// element writes an element that holds text, nothing for the empty text.
func (w *emitter) element(name, text string) {
	if text == "" {
		return
	}
	w.WriteByte('<')
	w.WriteString(name)
	w.WriteByte('>')
	w.text(text)
	w.WriteString("</")
	w.WriteString(name)
	w.WriteByte('>')
}

// text writes text, in CDATA sections if it holds markup: that is copied faster than it is escaped.
func (w *emitter) text(s string) {
	if !strings.ContainsAny(s, "<&>\x1b\x07") {
		w.WriteString(s)
		return
	}
	if strings.ContainsAny(s, "\x1b\x07") {
		s = feed.CleanBlock(s).String()
	}
	w.WriteString(cdataOpen)
	for {
		i := strings.Index(s, cdataClose)
		if i < 0 {
			break
		}
		w.WriteString(s[:i+2])
		w.WriteString(cdataClose + cdataOpen)
		s = s[i+2:]
	}
	w.WriteString(s)
	w.WriteString(cdataClose)
}

// empty writes an element that has only attributes: pairs of name and value, of which empty ones are left out.
func (w *emitter) empty(name string, pairs ...string) {
	w.WriteByte('<')
	w.WriteString(name)
	for i := 0; i+1 < len(pairs); i += 2 {
		if v := pairs[i+1]; v != "" {
			w.WriteByte(' ')
			w.WriteString(pairs[i])
			w.WriteString(`="`)
			w.WriteString(escapeText(clean(v)))
			w.WriteByte('"')
		}
	}
	w.WriteString("/>")
}

func (w *emitter) date(name string, t time.Time) {
	if !t.IsZero() {
		w.element(name, t.UTC().Format(time.RFC3339))
	}
}

// capped cuts s to at most n bytes, at the start of a character.
func capped(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// item writes an entry.
func (w *emitter) item(e *entry) {
	w.WriteString("<item>")
	w.element("title", capped(e.title.s, maxLine))
	w.element("link", capped(e.link.s, maxURL))
	w.element("guid", e.guid.s)
	w.date("pubDate", e.published.t)
	if e.published.t.IsZero() && strings.ContainsAny(e.rawDate, "0123456789") {
		w.element("pubDate", e.rawDate) // gofeed may know the form
	}
	w.date("dc:date", e.updated.t)
	for i, p := range e.people.all {
		if i == 0 && p.email != "" {
			w.element("author", p.email)
		}
		if p.name == "" {
			p.name = p.email
		}
		w.element("dc:creator", clean(capped(p.name, maxPerson)))
	}
	w.element("dc:language", clean(e.language.s))
	w.element("description", capped(e.summary.s, maxText))
	w.element("content:encoded", capped(e.body.s, maxText))
	for _, c := range e.categories {
		w.element("category", c)
	}
	for _, m := range e.media {
		w.empty("media:content", "url", m.url, "type", m.kind, "fileSize", m.length, "duration", m.duration, "title", m.title)
	}
	if e.image.s != "" {
		w.empty("itunes:image", "href", e.image.s)
	}
	w.element("itunes:duration", clean(e.duration))
	w.element("comments", capped(e.comments.s, maxURL))
	w.WriteString("</item>")
}

// envelope writes a feed without its items.
func (w *emitter) envelope(v *envelope) {
	w.element("title", capped(v.title.s, maxLine))
	w.element("link", v.link.s)
	if v.self.s != "" {
		w.empty("atom:link", "rel", "self", "href", v.self.s)
	}
	w.element("description", capped(v.description.s, maxLine))
	w.element("language", clean(v.language.s))
	w.element("copyright", v.rights.s)
	w.element("generator", v.generator.s)
	for _, p := range v.people.all {
		if p.name == "" {
			p.name = p.email
		}
		w.element("dc:creator", clean(capped(p.name, maxPerson)))
	}
	w.date("lastBuildDate", v.updated.t)
	if d := v.interval(); d > 0 {
		w.element("ttl", strconv.Itoa(int(d/time.Minute)))
	}
	if v.image.s != "" {
		w.WriteString("<image>")
		w.element("url", v.image.s)
		w.WriteString("</image>")
	}
	w.list("skipHours", "hour", v.hours)
	w.list("skipDays", "day", v.days)
}

func (w *emitter) list(name, part string, values []string) {
	if len(values) == 0 {
		return
	}
	w.WriteString("<" + name + ">")
	for _, v := range values {
		w.element(part, clean(v))
	}
	w.WriteString("</" + name + ">")
}
