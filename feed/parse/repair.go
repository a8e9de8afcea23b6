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
	more  func(*record) // reads link and title, where that was not done; nil when it was
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
	for {
		r.each(r.envelope)
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
	sum := sha256.Sum256(r.raw)
	rec := record{hash: hex.EncodeToString(sum[:16]), cut: cut}
	r.records++
	rec.known = r.known != nil && r.known(rec.hash)
	if rec.known {
		if rec.id = identityOf(r.safely(t, inner, true)); rec.id != "" {
			rec.more = func(rec *record) { r.describe(rec, r.safely(t, inner, false)) }
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

// itemInside returns what the item of t holds and moves behind it: to its end tag, else to the next item's start or
// the end of the feed. cut says that the document ended before.
func (r *repair) itemInside(t tag) (inner string, cut bool) {
	if t.empty || t.cut {
		r.pos = t.end
		return "", t.cut
	}
	from := t.end
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

// identityOf returns what an item calls itself, trimmed and otherwise as it came.
func identityOf(e *entry) string {
	if len(e.guid.s) > maxURL {
		return hashOf(e.guid.s)
	}
	return e.guid.s
}

func hashOf(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:16])
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
