package parse

import "strings"

// tag is a start, end or empty-element tag of the source.
type tag struct {
	start, end int    // where it stands; end is behind it
	name       string // qualified, as written
	attrs      string // raw
	close      bool
	empty      bool
	cut        bool // the source ended inside it
}

// scanner finds tags in markup of any quality. It only moves forward; each byte is looked at a bounded number of times.
type scanner struct {
	s   string
	pos int
	// items says that s is a whole document, where a CDATA section that holds another's start and the end of an item
	// was never closed.
	items                bool
	noComment, noSection bool // no terminator follows
	sectionEnd, itemEnd  int  // where the last terminator of a section, and the end of an item before it, were found
	odd                  int  // declarations and instructions met; after maxOdd they are only searched for ">"
	noAngle              bool // no ">" ended the last of them
}

const maxOdd = 16

const (
	cdataOpen  = "<![CDATA["
	cdataClose = "]]>"
)

// next returns the next tag, skipping text, comments, CDATA sections, declarations and instructions.
func (z *scanner) next() (tag, bool) {
	for {
		i := strings.IndexByte(z.s[z.pos:], '<')
		if i < 0 || z.pos+i+1 >= len(z.s) {
			z.pos = len(z.s)
			return tag{}, false
		}
		i += z.pos
		switch c := z.s[i+1]; {
		case c == '!':
			z.pos = z.declaration(i)
		case c == '?':
			z.pos = z.instruction(i)
		case c == '/' && i+2 < len(z.s) && isNameStart(z.s[i+2]):
			t := z.read(i, i+2)
			t.close = true
			return t, true
		case isNameStart(c):
			return z.read(i, i+1), true
		default:
			z.pos = i + 1
		}
	}
}

// declaration returns the end of what begins with "<!" at i.
func (z *scanner) declaration(i int) int {
	rest := z.s[i:]
	switch {
	case strings.HasPrefix(rest, "<!--"):
		if !z.noComment {
			if j := strings.Index(rest[4:], "-->"); j >= 0 {
				return i + 4 + j + 3
			}
			z.noComment = true
		}
		return i + 4
	case strings.HasPrefix(rest, cdataOpen):
		return z.section(i + len(cdataOpen))
	case len(rest) > 2 && isNameStart(rest[2]):
		return z.upTo(i, "]>")
	}
	return i + 2
}

// section returns the end of the CDATA section whose text begins at i, or i when it is not closed.
func (z *scanner) section(i int) int {
	if z.noSection {
		return i
	}
	if z.sectionEnd < i {
		j := strings.Index(z.s[i:], cdataClose)
		if j < 0 {
			z.noSection = true
			return i
		}
		z.sectionEnd = i + j
	}
	if z.items && z.swallows(z.s[i:z.sectionEnd], i) {
		return i
	}
	return z.sectionEnd + len(cdataClose)
}

// swallows reports whether a CDATA section at offset runs over the end of an item into the section of another.
func (z *scanner) swallows(section string, offset int) bool {
	if !strings.Contains(section, cdataOpen) { // much faster than LastIndex, and the rule
		return false
	}
	last := strings.LastIndex(section, cdataOpen)
	if z.itemEnd > offset && z.itemEnd < offset+last {
		return true
	}
	for i := 0; ; i += 2 {
		k := strings.Index(section[i:last], "</")
		if k < 0 {
			return false
		}
		i += k
		if n := nameEnd(section, i+2); isItemName(localName(section[i+2 : n])) {
			z.itemEnd = offset + i
			return true
		}
	}
}

// instruction returns the end of the processing instruction at i.
func (z *scanner) instruction(i int) int { return z.upTo(i, "?>") }

// upTo returns the end of the declaration or instruction at i, which is terminated by term, else by ">".
func (z *scanner) upTo(i int, term string) int {
	if z.noAngle {
		return i + 2
	}
	w := z.s[i:min(len(z.s), i+maxQuoted)]
	j := strings.IndexByte(w, '>')
	if j < 0 {
		z.noAngle = true
		return i + 2
	}
	if z.odd++; z.odd > maxOdd || term == "]>" && strings.IndexByte(w[:j], '[') < 0 {
		return i + j + 1
	}
	if k := strings.Index(w, term); k >= 0 {
		return i + k + len(term)
	}
	return i + j + 1
}

// read reads the tag at start whose name begins at i, and moves behind it.
func (z *scanner) read(start, i int) tag {
	s := z.s
	n := nameEnd(s, i)
	t := tag{start: start, name: s[i:n]}
	j, valued := n, false
	for ; j < len(s); j++ {
		switch c := s[j]; c {
		case '>':
			t.attrs = s[n:j]
			if k := len(t.attrs); k > 0 && t.attrs[k-1] == '/' {
				t.attrs, t.empty = t.attrs[:k-1], true
			}
			t.end = j + 1
			z.pos = t.end
			return t
		case '<':
			t.attrs, t.end = s[n:j], j
			z.pos = j
			return t
		case '"', '\'':
			if valued {
				if k := strings.IndexByte(s[j+1:min(len(s), j+1+maxQuoted)], c); k >= 0 {
					j += 1 + k
				}
			}
			valued = false
		case '=':
			valued = true
		case ' ', '\t', '\n', '\r':
		default:
			valued = false
		}
	}
	t.attrs, t.end, t.cut = s[n:], len(s), true
	z.pos = len(s)
	return t
}

// eachAttr calls f for the attributes in raw, as written, until it returns false.
func eachAttr(raw string, f func(name, value string) bool) {
	for i, n := 0, 0; i < len(raw) && n < maxAttrs; n++ {
		for i < len(raw) && !isNameStart(raw[i]) {
			i++
		}
		e := nameEnd(raw, i)
		name := raw[i:e]
		for i = e; i < len(raw) && isSpace(raw[i]); i++ {
		}
		value := ""
		if i < len(raw) && raw[i] == '=' {
			for i++; i < len(raw) && isSpace(raw[i]); i++ {
			}
			value, i = attrValue(raw, i)
		}
		if name != "" && !f(name, value) {
			return
		}
	}
}

// attrValue returns the value that begins at i, quoted or bare, and where it ends.
func attrValue(raw string, i int) (string, int) {
	if i < len(raw) && (raw[i] == '"' || raw[i] == '\'') {
		if k := strings.IndexByte(raw[i+1:], raw[i]); k >= 0 {
			return raw[i+1 : i+1+k], i + k + 2
		}
		return raw[i+1:], len(raw)
	}
	j := i
	for j < len(raw) && !isSpace(raw[j]) {
		j++
	}
	return raw[i:j], j
}

func isNameStart(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || c >= 0x80
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// nameEnd returns the end of the name that begins at i.
func nameEnd(s string, i int) int {
	for i < len(s) {
		c := s[i]
		if !isNameStart(c) && !(c >= '0' && c <= '9') && c != ':' && c != '-' && c != '.' {
			break
		}
		i++
	}
	return i
}

// localName returns the name behind its prefix.
func localName(name string) string {
	if i := strings.LastIndexByte(name, ':'); i >= 0 {
		return name[i+1:]
	}
	return name
}

// isItemName reports whether an element of this local name is an article.
func isItemName(local string) bool {
	return strings.EqualFold(local, "item") || strings.EqualFold(local, "entry")
}
