package parse

import (
	"strings"

	"newspane/feed"
)

// urlAttrs are the attributes of HTML whose value is an address that readers follow or see.
var urlAttrs = map[string]bool{
	"href": true, "src": true, "cite": true, "poster": true, "action": true, "background": true, "data": true,
	"longdesc": true, "data-src": true, "xlink:href": true, "formaction": true, "usemap": true,
}

// finishBody returns an item's HTML with relative addresses made absolute and without scripts and styles. It is the
// same string when there is nothing to do, which is the rule.
func finishBody(s, base string) string {
	s = capped(s, maxText)
	if strings.IndexByte(s, '<') < 0 {
		return s
	}
	var b *strings.Builder
	z, from, links := scanner{s: s, noSection: true}, 0, 0
	flush := func(to int) {
		if b == nil {
			b = &strings.Builder{}
			b.Grow(len(s) + 256)
		}
		b.WriteString(s[from:to])
	}
	for {
		t, ok := z.next()
		if !ok {
			break
		}
		if t.close {
			continue
		}
		if len(t.name) > 4 && htmlTags[strings.ToLower(t.name)]&silent != 0 {
			flush(t.start)
			from = closeOf(s, t.end, t.name)
			z.pos = from
			continue
		}
		if base == "" || links >= maxLinks || len(t.attrs) < len(` src=x`) || !relative(t.attrs) {
			continue
		}
		links++
		flush(t.start)
		writeResolved(b, t, base)
		from = t.end
	}
	if b == nil {
		return s
	}
	b.WriteString(s[from:])
	return b.String()
}

// relative reports whether an attribute in attrs is a relative address.
func relative(attrs string) bool {
	found := false
	eachAttr(attrs, func(name, value string) bool {
		if len(name) >= 3 && value != "" && (urlAttrs[lower(name)] || lower(name) == "srcset") && isRelative(value) {
			found = true
		}
		return !found
	})
	return found
}

// isRelative reports whether an address has no scheme and is more than a place in the same document.
func isRelative(ref string) bool {
	ref = strings.TrimSpace(ref)
	if ref == "" || ref[0] == '#' {
		return false
	}
	for i := 0; i < len(ref); i++ {
		switch c := ref[i]; {
		case c == ':':
			return i == 0
		case isAlnum(c) || c == '+' || c == '-' || c == '.':
		default:
			return true
		}
	}
	return true
}

// writeResolved writes a start tag with its addresses made absolute.
func writeResolved(b *strings.Builder, t tag, base string) {
	b.WriteByte('<')
	b.WriteString(t.name)
	eachAttr(t.attrs, func(name, value string) bool {
		b.WriteByte(' ')
		b.WriteString(name)
		text := noEntities.decode(value)
		switch {
		case lower(name) == "srcset":
			text = resolveSet(text, base)
		case urlAttrs[lower(name)] && isRelative(text):
			if u := feed.ResolveURL(base, text); u != "" {
				text = u
			}
		}
		b.WriteString(`="`)
		b.WriteString(escapeText(text))
		b.WriteByte('"')
		return true
	})
	if t.empty {
		b.WriteString(" /")
	}
	b.WriteByte('>')
}

// resolveSet resolves the candidates of a srcset attribute.
func resolveSet(set, base string) string {
	parts := strings.Split(set, ", ")
	for i, p := range parts {
		ref, size, _ := strings.Cut(strings.TrimSpace(p), " ")
		if isRelative(ref) {
			if u := feed.ResolveURL(base, ref); u != "" {
				parts[i] = strings.TrimSpace(u + " " + size)
			}
		}
	}
	return strings.Join(parts, ", ")
}

// lower is strings.ToLower for names, which mostly are in lower case already.
func lower(s string) string {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 'A' && c <= 'Z' || c >= 0x80 {
			return strings.ToLower(s)
		}
	}
	return s
}
