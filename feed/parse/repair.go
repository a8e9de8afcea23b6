package parse

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"newspane/feed"
)

// repair reads a feed that may be broken anywhere, in one pass over its text. Items are found first, by their tags,
// so that damage inside one cannot reach the next, and so that the raw text of each can be hashed before anything is
// done with it.
type repair struct {
	walker
	entities  *entities
	dates     dateContext
	feed      envelope
	lang      string
	known     func(string) bool
	sink      func(*entry, record)
	records   int
	rawDates  int    // unreadable dates so far
	scratch   entry  // of an item of which only the identity is wanted
	raw       []byte // of the item at hand
	truncated bool
	root      string // the name of the root, as written
}

// record is what identity needs of an item.
type record struct {
	hash  string
	known bool
	id    string // as written, "" when there is none
	link  string
	title string
	cut   bool

	again           *repair // has yet to read link and title; nil where that was done
	start, from, to int     // of the item's tag and of what it holds
}

// newRepair returns a repair of text, whose root is at pos.
func newRepair(text string, pos int) *repair {
	r := &repair{entities: readEntities(text[:pos]), dates: dateContext{text: text}}
	r.walker = walker{scanner: scanner{s: text, pos: pos, items: true}, names: &namespaces{}, table: feedFields}
	r.stop = r.isItem
	z := r.scanner
	if t, ok := z.next(); ok {
		r.root = t.name
	}
	return r
}

// isItem reports whether t begins an article.
func (r *repair) isItem(t tag) bool {
	if t.close || !isItemName(localName(t.name)) {
		return false
	}
	key := r.names.key(t)
	return key == "item" || key == "entry"
}

// run walks the whole document.
func (r *repair) run() {
	envelope := r.envelope
	for {
		r.each(envelope)
		t, ok := r.next()
		if !ok {
			break
		}
		if r.records >= maxItems {
			r.truncated = true
			break
		}
		r.one(t)
	}
	r.truncated = r.truncated || !r.rootClosed()
}

// rootClosed reports whether the root's end tag is there.
func (r *repair) rootClosed() bool {
	return strings.LastIndex(r.s, "</"+r.root) >= 0 ||
		strings.Contains(strings.ToLower(r.s[max(0, len(r.s)-4096):]), "</"+strings.ToLower(r.root))
}

// one reads the item that begins with t.
func (r *repair) one(t tag) {
	inner, cut := r.itemInside(t)
	r.raw = append(r.raw[:0], r.s[t.start:r.pos]...)
	rec := record{hash: hashed(r.raw), cut: cut}
	r.records++
	rec.known = r.known != nil && r.known(rec.hash)
	if rec.known {
		if rec.id = r.identity(t, inner); rec.id != "" {
			rec.again, rec.start, rec.from, rec.to = r, t.start, t.end, t.end+len(inner)
		} else {
			r.describe(&rec, r.safely(t, inner, false))
		}
		r.sink(nil, rec)
		return
	}
	e := r.safely(t, inner, false)
	e.hash, e.cut = rec.hash, cut
	r.describe(&rec, e)
	r.sink(e, rec)
}

// describe takes from an item what its record lacks.
func (r *repair) describe(rec *record, e *entry) {
	rec.id, rec.link, rec.title = identityOf(e), e.link.s, e.title.s
	if rec.id == "" && rec.link == "" {
		rec.id = hashOf(rec.title, e.rawDate, e.published.t.String(), e.summary.s, e.body.s)
	}
}

// reread takes from the item of a record what was left out when it was known.
func (r *repair) reread(rec *record) {
	z := scanner{s: r.s, pos: rec.start}
	if t, ok := z.next(); ok {
		r.describe(rec, r.safely(t, r.s[rec.from:rec.to], false))
	}
}

// itemInside returns what the item of t holds and moves behind it: to its end tag, else to the next item's start or
// the end of the feed. cut says that the document ended before.
func (r *repair) itemInside(t tag) (inner string, cut bool) {
	if t.empty || t.cut {
		r.pos = t.end
		return "", t.cut
	}
	from := t.end
	if to := r.plainEnd(t); to >= 0 {
		r.pos = to + len("</>") + len(t.name)
		return r.s[from:to], false
	}
	for {
		u, ok := r.next()
		if !ok {
			r.pos = len(r.s)
			return r.s[from:], true
		}
		switch {
		case u.cut:
			r.pos = len(r.s)
			return r.s[from:u.start], true
		case u.close && sameName(u.name, t.name):
			return r.s[from:u.start], false
		case !u.close && u.name == t.name, u.close && isRoot(u):
			r.pos = u.start
			return r.s[from:u.start], false
		}
	}
}

// plainItem is the length up to which an item is tried to be read without a look at all of its tags.
const plainItem = 16 << 10

// plainEnd returns where the end tag of t is, if that can be told without a look at what is between: there are no sections,
// comments or instructions, and nothing of the same name begins. Else it returns -1.
func (r *repair) plainEnd(t tag) int {
	rest := r.s[t.end:min(len(r.s), t.end+plainItem)]
	for i := 0; ; {
		k := strings.Index(rest[i:], t.name)
		if k < 0 {
			return -1
		}
		i += k
		after := i + len(t.name)
		switch before := rest[:i]; {
		case strings.HasSuffix(before, "</") && strings.HasPrefix(rest[after:], ">"):
			if inner := rest[:i-2]; !strings.Contains(inner, "<!") && !strings.Contains(inner, "<?") {
				return t.end + i - 2
			}
			return -1
		case strings.HasSuffix(before, "<"), strings.HasSuffix(before, "</"):
			return -1
		}
		i = after
	}
}

func isRoot(t tag) bool {
	switch local := localName(t.name); len(local) {
	case 3:
		return strings.EqualFold(local, "rss") || strings.EqualFold(local, "rdf")
	case 4:
		return strings.EqualFold(local, "feed")
	case 7:
		return strings.EqualFold(local, "channel")
	}
	return false
}

// safely reads an item and answers for its panics, so that one item cannot lose a feed.
func (r *repair) safely(t tag, inner string, idOnly bool) (e *entry) {
	defer func() {
		if p := recover(); p != nil {
			e = &entry{title: ranked{s: fmt.Sprintf("(this article cannot be read: %v)", p)}}
		}
	}()
	return r.item(t, inner, idOnly)
}

// identity returns what the item of t calls itself, "" for nothing.
func (r *repair) identity(t tag, inner string) string {
	if id := r.plainGUID(t, inner); id != "" && len(id) <= maxURL {
		return id
	}
	return identityOf(r.safely(t, inner, true))
}

// plainGUID returns an RSS item's guid if before it stand only elements that hold text, which is how nearly all items
// are; "" leaves it to [repair.item], which would find the same.
func (r *repair) plainGUID(t tag, inner string) string {
	if strings.Contains(t.attrs, "=") {
		return ""
	}
	for z := (scanner{s: inner}); ; {
		open, ok := z.next()
		if !ok || open.close || open.cut {
			return ""
		}
		if open.empty {
			continue
		}
		end, ok := z.next()
		if !ok || !end.close || end.name != open.name {
			return ""
		}
		if open.name == "guid" {
			if r.names.key(open) != "guid" {
				return ""
			}
			return r.line(inner[open.end:end.start])
		}
	}
}

// identityOf returns what an item calls itself, trimmed and otherwise as it came.
func identityOf(e *entry) string {
	if len(e.guid.s) > maxURL {
		return hashOf(e.guid.s)
	}
	return e.guid.s
}

func hashOf(parts ...string) string { return hashed([]byte(strings.Join(parts, "\x00"))) }

// hashed is the first half of the SHA-256 of b, hexadecimal.
func hashed(b []byte) string {
	sum := sha256.Sum256(b)
	var digits [sha256.Size]byte
	hex.Encode(digits[:], sum[:sha256.Size/2])
	return string(digits[:])
}

// base returns the address that xml:base gives inside t, "" when none does.
func (r *repair) base(t tag, outer string) string {
	if !strings.Contains(t.attrs, "base") {
		return outer
	}
	b := attr(t.attrs, "xml:base")
	if b == "" {
		return outer
	}
	b = strings.TrimSpace(r.entities.decode(b))
	if u := feed.ResolveURL(outer, b); u != "" {
		return u
	}
	if outer == "" && isRelative(b) {
		return b // completed by the document's own address
	}
	return outer
}

// attribute returns the decoded value of an attribute.
func (r *repair) attribute(t tag, name string) string {
	return strings.TrimSpace(r.entities.decode(attr(t.attrs, name)))
}
