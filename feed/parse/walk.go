package parse

import "strings"

// walker steps through the elements of a piece of a feed that may have lost any of its tags.
type walker struct {
	scanner
	names *namespaces
	table map[string]field
	stop  func(tag) bool // tags that no element contains; nil for none
	open  map[string]bool
	tries int
	count int // elements read
}

// maxTries is how many names whose end tag is missing are searched for in one piece.
const maxTries = 8

// inside returns what the element of t holds, and moves behind it. Without an end tag, a one-line text ends at the next
// element of a feed, any other at the next that is not HTML; whole is false then.
func (w *walker) inside(t tag, f field) (inner string, whole bool) {
	if t.empty || t.cut {
		return "", t.empty
	}
	if end, ok := w.endOf(t, f.oneLine()); ok {
		inner = w.s[t.end:end.start]
		w.pos = end.end
		return inner, true
	}
	for w.pos = t.end; ; {
		u, ok := w.next()
		if !ok {
			w.pos = len(w.s)
			return w.s[t.end:], false
		}
		if w.stop != nil && w.stop(u) || !u.close && w.isField(u) && (f.oneLine() || htmlTags[lower(u.name)] == 0) {
			w.pos = u.start
			return w.s[t.end:u.start], false
		}
	}
}

// endOf finds the end tag that belongs to t.
func (w *walker) endOf(t tag, oneLine bool) (tag, bool) {
	if w.open[t.name] || w.tries >= maxTries {
		return tag{}, false
	}
	defer func(pos int) { w.pos = pos }(w.pos)
	depth := 0
	for w.pos = t.end; ; {
		u, ok := w.next()
		if !ok {
			return w.failed(t)
		}
		switch same := sameName(u.name, t.name); {
		case u.close && same && depth == 0:
			return u, true
		case u.close && same:
			depth--
		case u.close && oneLine && strings.EqualFold(localName(u.name), localName(t.name)):
			return u, true
		case w.stop != nil && w.stop(u):
			return w.failed(t)
		case !u.close && oneLine && w.isField(u):
			return tag{}, false
		case same && !u.empty:
			depth++
		}
	}
}

func (w *walker) failed(t tag) (tag, bool) {
	if w.open == nil {
		w.open = map[string]bool{}
	}
	w.open[t.name] = true
	w.tries++
	return tag{}, false
}

func sameName(a, b string) bool { return a == b || strings.EqualFold(a, b) }

// isField reports whether t is an element of a feed rather than markup.
func (w *walker) isField(t tag) bool {
	key := w.names.key(t)
	if strings.HasPrefix(key, "xhtml:") || htmlTags[key]&inTitle != 0 {
		return false
	}
	_, ok := w.table[key]
	return ok
}

// each calls f for the elements that the table has and steps over the others. It ends at a tag that stops it, and reads no
// more than maxElements.
func (w *walker) each(f func(t tag, key string, d field)) {
	for {
		t, ok := w.next()
		if !ok {
			return
		}
		if w.stop != nil && w.stop(t) {
			w.pos = t.start
			return
		}
		if t.close || w.count >= maxElements {
			continue
		}
		w.count++
		key := w.names.key(t)
		if d, ok := w.table[key]; ok {
			f(t, key, d)
			continue
		}
		if end, ok := w.endOf(t, false); !t.empty && ok {
			w.pos = end.end
		}
	}
}
