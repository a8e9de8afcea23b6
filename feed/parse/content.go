package parse

import "strings"

// form says how the inside of an element is to be read.
type form uint8

const (
	escaped form = iota // HTML that XML escapes, or that was left bare: tags stay, text is decoded once
	markup              // XHTML: tags stay, text stays as it is
	plain               // text: tags are dropped, text is decoded once
)

// content returns the inside of an element, read as f: HTML for escaped and markup, text for plain.
func (e *entities) content(inner string, f form) string {
	if strings.IndexByte(inner, '<') < 0 {
		if f == markup {
			return e.expand(inner)
		}
		return e.decode(inner)
	}
	if f != markup {
		if s, ok := oneSection(inner); ok {
			return s
		}
	}
	var b strings.Builder
	b.Grow(len(inner))
	text := func(s string) {
		if f == markup {
			b.WriteString(e.expand(s))
		} else {
			b.WriteString(e.decode(s))
		}
	}
	z, from := scanner{s: inner}, 0
	for {
		i := strings.IndexByte(inner[z.pos:], '<')
		if i < 0 || z.pos+i+1 >= len(inner) {
			text(inner[from:])
			return b.String()
		}
		i += z.pos
		switch c := inner[i+1]; {
		case c == '!':
			text(inner[from:i])
			end := z.declaration(i)
			if s, ok := strings.CutPrefix(inner[i:end], cdataOpen); ok {
				s = strings.TrimSuffix(s, cdataClose)
				if f == markup {
					s = escapeText(s)
				}
				b.WriteString(s)
			}
			z.pos, from = end, end
		case c == '?':
			text(inner[from:i])
			z.pos = z.instruction(i)
			from = z.pos
		case isNameStart(c) || c == '/' && i+2 < len(inner) && isNameStart(inner[i+2]):
			t := z.read(i, i+1+b2i(c == '/'))
			if f != markup && c != '/' && bareAngle(inner, i, t) {
				continue
			}
			text(inner[from:i])
			t.close = c == '/'
			if f != plain && !t.cut {
				writeTag(&b, t)
			}
			from = t.end
		default:
			z.pos = i + 1
		}
	}
}

// bareAngle reports whether the "<" at i is meant as it stands: what follows is no tag of HTML and has no end, as in "x<y".
func bareAngle(s string, i int, t tag) bool {
	return htmlTags[lower(t.name)] == 0 && (t.cut && i > 0 && isAlnum(s[i-1]) || !t.cut && s[t.end-1] != '>')
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// oneSection returns the text of an element that holds a single CDATA section and nothing else.
func oneSection(inner string) (string, bool) {
	s, ok := strings.CutPrefix(strings.TrimSpace(inner), cdataOpen)
	if !ok {
		return "", false
	}
	s, ok = strings.CutSuffix(s, cdataClose)
	return s, ok && !strings.Contains(s, cdataClose)
}

// writeTag writes a tag of XHTML as HTML: without its prefix, and with an end tag where "/>" would not be one.
func writeTag(b *strings.Builder, t tag) {
	name := localName(t.name)
	b.WriteByte('<')
	if t.close {
		b.WriteByte('/')
	}
	b.WriteString(name)
	b.WriteString(t.attrs)
	b.WriteByte('>')
	if t.empty && !isVoid(name) {
		b.WriteString("</")
		b.WriteString(name)
		b.WriteByte('>')
	}
}

// isVoid reports whether an HTML element has no end tag (HTML section 13.1.2).
func isVoid(name string) bool {
	switch strings.ToLower(name) {
	case "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr":
		return true
	}
	return false
}

var escapeMarkup = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

// escapeText returns text as HTML.
func escapeText(s string) string { return escapeMarkup.Replace(s) }
