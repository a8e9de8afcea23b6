package parse

import (
	"regexp"
	"strings"
	"time"
)

// jsonReader reads a JSON Feed (version 1 and 1.1, jsonfeed.org) one item at a time.
type jsonReader struct {
	lenientJSON
	feed      envelope
	known     func(string) bool
	sink      func(*entry, record)
	version   string
	items     int
	useful    int // items that say anything
	hasItems  bool
	truncated bool
}

// jsonBegins are the beginnings of documents that are JSON: of an object, as it is, in an array, in a call of a function,
// or behind what keeps browsers from running it.
var jsonBegins = regexp.MustCompile(`^(?:\)\]\}',?|while\(1\);|for\(;;\);|\[|(?:/\*\*/)?[A-Za-z_$][\w$.]*\()?\s*\{`)

// readJSON reads the document that begins with "{"; false when it is no feed.
func readJSON(text string, known func(string) bool, sink func(*entry, record)) (*jsonReader, bool) {
	j := &jsonReader{lenientJSON: lenientJSON{s: text, pos: 1}, known: known, sink: sink}
	for {
		key, ok := j.key()
		if !ok {
			break
		}
		j.nodes = 0
		switch lower(key) {
		case "items", "entries":
			switch j.peek() {
			case '[':
				j.hasItems = true
				j.list()
			case '{':
				j.hasItems = true
				j.table()
			default:
				j.skip()
			}
		default:
			v := j.value(1)
			j.member(lower(key), &v)
		}
	}
	j.truncated = j.truncated || j.cut
	isFeed := strings.Contains(j.version, "jsonfeed.org") ||
		j.hasItems && (j.useful > 0 || j.feed.title.s != "" && j.feed.link.s+j.feed.self.s != "")
	return j, isFeed
}

// member reads a member of the feed other than its items.
func (j *jsonReader) member(key string, v *node) {
	f := &j.feed
	switch key {
	case "version":
		j.version = v.str()
	case "title":
		f.title.offer(plainTitle(v.str()), 0)
	case "home_page_url":
		f.link.offer(usable(v.str()), 0)
	case "feed_url":
		f.self.offer(usable(v.str()), 0)
	case "hubs":
		for i := range v.list {
			f.hub.offer(usable(v.list[i].get("url").str()), 0)
		}
	case "description":
		f.description.offer(plainTitle(v.str()), 0)
	case "icon":
		f.image.offer(usable(v.str()), 0)
	case "favicon":
		f.image.offer(usable(v.str()), 1)
	case "language":
		f.language.offer(v.str(), 0)
	case "authors":
		jsonPeople(&f.people, v, 0)
	case "author":
		jsonPeople(&f.people, v, 1)
	}
}

// plainTitle returns a text of JSON, which is plain by the specification. References that stand in it all the same,
// and no markup with them, were not meant to be seen.
func plainTitle(s string) string {
	if strings.IndexByte(s, '<') < 0 {
		s = display(s, guessed)
	}
	return clean(s)
}

// list reads the items.
func (j *jsonReader) list() {
	j.pos++
	for {
		switch j.peek() {
		case 0:
			return
		case ']':
			j.pos++
			return
		case '}':
			return
		}
		if j.items >= maxItems {
			j.truncated = true
			j.skip()
			continue
		}
		j.one()
	}
}

// table reads the items of an object, whose keys are numbers or the like.
func (j *jsonReader) table() {
	j.pos++
	for j.items < maxItems {
		if _, ok := j.key(); !ok {
			return
		}
		j.one()
	}
	j.truncated = true
}

// one reads the value at hand as an item, if it is an object.
func (j *jsonReader) one() {
	start := j.pos
	j.nodes, j.cut = 0, false
	v := j.value(2)
	if j.pos == start {
		j.pos++
	}
	if v.kind == jsonObject {
		j.items++
		j.item(&v, hashed([]byte(j.s[start:j.pos])))
	}
}

// item reads one item.
func (j *jsonReader) item(v *node, hash string) {
	e := &entry{hash: hash, cut: j.cut}
	e.guid.offer(strings.TrimSpace(v.get("id").str()), 0)
	e.link.offer(usable(v.get("url").str()), 1)
	e.link.offer(usable(v.get("external_url").str()), 2)
	e.link.offer(usable(v.get("link").str()), 3)
	if id := e.guid.s; strings.Contains(id, "://") {
		e.link.offer(usable(id), 4)
	}
	e.title.offer(plainTitle(v.get("title").str()), 0)
	e.body.offer(v.get("content_html").str(), 0)
	if s := v.get("content_text").str(); s != "" {
		e.body.offer(textHTML(s), 1)
	}
	e.body.offer(v.get("content").str(), 2)
	if s := v.get("summary").str(); s != "" {
		e.summary.offer(textHTML(s), 0)
	}
	e.summary.offer(v.get("description").str(), 1)
	e.image.offer(usable(v.get("image").str()), 0)
	e.image.offer(usable(v.get("banner_image").str()), 1)
	e.published.offer(jsonDate(v.get("date_published")), 0)
	e.updated.offer(jsonDate(v.get("date_modified")), 0)
	e.language.offer(v.get("language").str(), 0)
	jsonPeople(&e.people, v.get("authors"), 0)
	jsonPeople(&e.people, v.get("author"), 1)
	tags := v.get("tags")
	for _, tag := range tags.elements() {
		if tags.kind == jsonArray {
			e.category(clean(tag.str()))
			continue
		}
		for name := range strings.SplitSeq(tag.str(), ",") {
			e.category(clean(name))
		}
	}
	for _, a := range v.get("attachments").elements() {
		e.medium(medium{url: usable(a.get("url").str()), kind: a.get("mime_type").str(), title: a.get("title").str(),
			length: a.get("size_in_bytes").str(), duration: a.get("duration_in_seconds").str()})
	}
	if e.guid.s+e.link.s+e.title.s+e.body.s+e.summary.s == "" {
		return
	}
	j.useful++
	rec := record{hash: hash, cut: e.cut, id: identityOf(e), link: e.link.s, title: e.title.s}
	if rec.id == "" && rec.link == "" {
		rec.id = hashOf(rec.title, e.published.t.String(), e.summary.s, e.body.s)
	}
	rec.known = j.known != nil && j.known(hash)
	if rec.known {
		e = nil
	}
	j.sink(e, rec)
}

func jsonDate(v *node) time.Time {
	t, _ := readDate(v.str(), unsure)
	return t
}

// jsonPeople reads authors: objects, or names.
func jsonPeople(p *people, v *node, rank uint8) {
	for _, a := range v.elements() {
		name := a.str()
		if a.kind == jsonObject {
			name = a.get("name").str()
		}
		who := readPerson(clean(name))
		if who.email == "" {
			who.email = a.get("email").str()
		}
		p.offer(who, rank)
	}
}

// jsonComplaint returns the message of a JSON document that reports an error, for a message of ours.
func jsonComplaint(text string) string {
	j := lenientJSON{s: text[:min(len(text), 64<<10)]}
	v := j.value(0)
	for _, key := range []string{"error", "message", "errors", "detail", "msg", "error_description"} {
		m := v.get(key)
		if m.kind == jsonObject {
			m = m.get("message")
		}
		if s := clean(m.str()); s != "" {
			return "; it says: " + capped(s, 200)
		}
	}
	return ""
}
