package parse

import (
	"strings"
	"time"

	"newspane/feed"
)

// address offers a link of the item; only what can be opened counts.
func (x *itemReader) address(ref string, rank uint8) {
	if ref = usable(ref); ref != "" {
		x.e.link.offer(absolute(x.base, ref), rank)
	}
}

// addressFrom is address for an attribute of t, which may have a base of its own.
func (x *itemReader) addressFrom(t tag, ref string, rank uint8) {
	if ref = usable(ref); ref != "" {
		x.e.link.offer(x.resolved(t, ref), rank)
	}
}

// resolved returns an address in t, absolute when xml:base says how.
func (x *itemReader) resolved(t tag, ref string) string {
	return absolute(x.repair.base(t, x.base), strings.TrimSpace(ref))
}

// absolute resolves ref against base if both allow it, and returns it as it is otherwise.
func absolute(base, ref string) string {
	if base != "" && isRelative(ref) {
		if u := feed.ResolveURL(base, ref); u != "" {
			return u
		}
	}
	return ref
}

// usable returns an address that may be an http(s) one, "" for others and for what is too long to be one.
func usable(ref string) string {
	ref = strings.TrimSpace(ref)
	if ref == "" || len(ref) > maxURL {
		return ""
	}
	if isBareHost(ref) {
		return "http://" + ref
	}
	if isRelative(ref) || ref[0] == '#' {
		return ref
	}
	if len(ref) > 7 && strings.EqualFold(ref[:4], "http") && (ref[4] == ':' || ref[4]|0x20 == 's' && ref[5] == ':') {
		return ref
	}
	return ""
}

// isBareHost reports whether an address lacks the scheme before "www." and a host, as people write them.
func isBareHost(ref string) bool {
	if len(ref) < 8 || !strings.EqualFold(ref[:4], "www.") {
		return false
	}
	host := ref[4:]
	if i := strings.IndexAny(host, "/?#"); i >= 0 {
		host = host[:i]
	}
	dot := strings.IndexByte(host, '.')
	return dot > 0 && dot < len(host)-1 && !strings.ContainsAny(host, " \t\n")
}

// linkTo reads a link of RSS (text) or Atom (href, RFC 4287 section 4.2.7).
func (x *itemReader) linkTo(t tag, inner string, rank uint8) {
	href := x.attribute(t, "href")
	if href == "" {
		if ref := usable(x.line(inner)); ref != "" {
			x.e.link.offer(x.resolved(t, ref), rank)
		}
		return
	}
	kind := lower(x.attribute(t, "type"))
	switch x.relation(t) {
	case "", "alternate":
		if kind != "" && !strings.Contains(kind, "html") {
			rank++
		}
		x.addressFrom(t, href, rank)
	case "enclosure":
		x.e.medium(medium{url: x.resolved(t, href), kind: kind, length: x.attribute(t, "length"),
			title: x.attribute(t, "title")})
	case "replies":
		x.e.count(x.attribute(t, "thr:count"))
		if kind == "" || strings.Contains(kind, "html") {
			if !strings.ContainsAny(href, " \t\n") {
				x.e.comments.offer(x.resolved(t, href), 2)
			}
		}
	case "image", "thumbnail", "icon":
		x.e.image.offer(x.resolved(t, href), 6)
	case "canonical":
		x.addressFrom(t, href, 0)
	case "self":
		x.addressFrom(t, href, 8)
	case "via", "related":
		x.addressFrom(t, href, 9)
	}
}

// relation returns what a link is to its entry, in lower case and without the registry's address.
func (r *repair) relation(t tag) string {
	return strings.TrimPrefix(lower(r.attribute(t, "rel")), "http://www.iana.org/assignments/relation/")
}

// personFields are the parts of a person.
var personFields = map[string]field{
	"name": {personText, 0}, "email": {identity, 0}, "uri": {linkTo, 0}, "url": {linkTo, 0}, "homepage": {linkTo, 0},
	"title": {ignored, 0}, "author": {author, 0}, "itunes:name": {personText, 0}, "itunes:email": {identity, 0},
	"dc:creator": {personText, 0}, "foaf:name": {personText, 0},
}

// readPeople reads a person with elements inside, or a text that names one.
func (r *repair) readPeople(inner string) person {
	if len(inner) > 8*maxPerson {
		inner = inner[:8*maxPerson]
	}
	if strings.IndexByte(inner, '<') < 0 {
		return readPerson(r.text(inner))
	}
	var p person
	w := walker{scanner: scanner{s: inner}, names: r.names, table: personFields}
	w.each(func(t tag, _ string, f field) {
		if f.role == author {
			return
		}
		in, _ := w.inside(t, f)
		switch f.role {
		case personText:
			if p.name == "" {
				p.name = r.text(in)
			}
		case identity:
			if p.email == "" {
				p.email = r.line(in)
			}
		}
	})
	if p == (person{}) {
		return readPerson(r.text(inner))
	}
	if p.email == "" {
		return readPerson(p.name)
	}
	return p
}

// author reads an author, or the authors of the feed that an item was copied from.
func (x *itemReader) author(inner string, f field) {
	if f.role == author {
		x.e.people.offer(x.readPeople(inner), f.rank)
		return
	}
	if strings.IndexByte(inner, '<') < 0 {
		return
	}
	if len(inner) > 16*maxPerson {
		inner = inner[:16*maxPerson]
	}
	w := walker{scanner: scanner{s: inner}, names: x.names, table: personFields}
	w.each(func(t tag, _ string, f field) {
		in, _ := w.inside(t, f)
		if f.role == author {
			x.e.people.offer(x.readPeople(in), 7)
		}
	})
}

// category reads a category of RSS (text) or Atom (label, term).
func (x *itemReader) category(t tag, inner string) {
	for _, name := range [...]string{"label", "term", "text"} {
		if s := x.attribute(t, name); s != "" {
			x.e.category(clean(s))
			return
		}
	}
	x.e.category(x.text(inner))
}

// enclosure reads an RSS enclosure.
func (x *itemReader) enclosure(t tag) {
	u := x.attribute(t, "url")
	if u == "" {
		u = x.attribute(t, "href")
	}
	if u = usable(u); u == "" {
		return
	}
	x.e.medium(medium{url: x.resolved(t, u), kind: x.attribute(t, "type"), length: x.attribute(t, "length"),
		title: clean(x.attribute(t, "title"))})
	if strings.HasPrefix(x.attribute(t, "type"), "image/") {
		x.e.image.offer(x.resolved(t, u), 5)
	}
}

// mediaFile reads a media:content of Media RSS 1.5.
func (x *itemReader) mediaFile(t tag) {
	u := usable(x.attribute(t, "url"))
	if u == "" {
		return
	}
	u = x.resolved(t, u)
	kind, what := x.attribute(t, "type"), x.attribute(t, "medium")
	if what == "image" || strings.HasPrefix(kind, "image/") {
		x.e.image.offer(u, 4)
	}
	if kind == "" && (what == "image" || what == "audio" || what == "video") {
		kind = what + "/*"
	}
	x.e.medium(medium{url: u, kind: kind, length: x.attribute(t, "fileSize"), duration: x.attribute(t, "duration")})
}

// picture reads an image of any of the vocabularies.
func (x *itemReader) picture(t tag, inner string, rank uint8) {
	x.e.image.offer(x.pictureOf(t, inner, x.base), rank)
}

// pictureFields are the parts of an image element.
var pictureFields = map[string]field{"url": {linkTo, 0}, "link": {ignored, 0}, "title": {ignored, 0},
	"description": {ignored, 0}, "href": {linkTo, 0}}

// pictureOf returns the address of an image.
func (r *repair) pictureOf(t tag, inner, base string) string {
	base = r.base(t, base)
	for _, name := range [...]string{"url", "href", "rdf:resource"} {
		if u := usable(r.attribute(t, name)); u != "" {
			return absolute(base, u)
		}
	}
	if strings.IndexByte(inner, '<') < 0 || strings.Contains(inner, cdataOpen) && !strings.Contains(inner, "</") {
		return absolute(base, usable(r.line(inner)))
	}
	found := ""
	w := walker{scanner: scanner{s: inner}, names: r.names, table: pictureFields}
	w.each(func(t tag, _ string, f field) {
		in, _ := w.inside(t, f)
		if f.role == linkTo && found == "" {
			found = absolute(base, usable(r.line(in)))
		}
	})
	if found == "" {
		found = absolute(base, usable(r.attribute(t, "rdf:about")))
	}
	return found
}

// dated offers a date, or remembers its text when it cannot be read.
func (x *itemReader) dated(d *dated, inner string, rank uint8) {
	s := x.dateText(inner)
	t := x.date(s)
	d.offer(t, rank)
	if t.IsZero() && x.e.rawDate == "" && d == &x.e.published && x.rawDates < maxRawDates {
		x.e.rawDate = s
		x.rawDates++
	}
}

// dateText returns the text of a date element.
func (r *repair) dateText(inner string) string {
	if len(inner) > 4*maxDate {
		return ""
	}
	return strings.TrimSpace(r.entities.decode(r.entities.content(inner, plain)))
}

// date reads a date as this document writes them; the zero time when it cannot be read.
func (r *repair) date(s string) time.Time {
	if s == "" {
		return time.Time{}
	}
	t, ok := readDate(s, r.dates.order(s))
	if !ok {
		return time.Time{}
	}
	return t
}

// dateContext knows in which order a document writes days and months.
type dateContext struct {
	text    string
	decided bool
	found   order
}

// order looks through the document, once, for a date with slashes that can only be read in one way.
func (c *dateContext) order(s string) order {
	if c.decided || strings.Count(s, "/") < 2 {
		return c.found
	}
	c.decided = true
	two := func(i int) (int, int) {
		n, j := 0, i
		for j < len(c.text) && j < i+2 && c.text[j] >= '0' && c.text[j] <= '9' {
			n = n*10 + int(c.text[j]-'0')
			j++
		}
		return n, j
	}
	for i := 0; ; {
		k := strings.IndexByte(c.text[i:], '>')
		if k < 0 {
			return c.found
		}
		i += k + 1
		a, j := two(i)
		if j == i || j >= len(c.text) || c.text[j] != '/' {
			continue
		}
		b, k := two(j + 1)
		switch {
		case k == j+1 || k >= len(c.text) || c.text[k] != '/' || a == 0 || b == 0:
		case a > 12 && b <= 12:
			c.found = dayFirst
			return c.found
		case b > 12 && a <= 12:
			c.found = monthFirst
			return c.found
		}
	}
}
