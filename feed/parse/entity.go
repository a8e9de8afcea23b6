package parse

import (
	"html"
	"strings"
	"unicode/utf8"
)

// entities are those that a document's DOCTYPE declares. They are replaced once and never within each other, and no
// more than maxExpansion of their text in all. nil has none.
type entities struct {
	text map[string]string
	left int
}

// readEntities returns the internal entities that head, the part before the root, declares.
func readEntities(head string) *entities {
	e := &entities{left: maxExpansion}
	for len(e.text) < maxEntities {
		i := strings.Index(head, "<!ENTITY")
		if i < 0 {
			break
		}
		head = head[i+len("<!ENTITY"):]
		body, _, _ := strings.Cut(head[:min(len(head), maxEntity)], ">")
		name, value, ok := strings.Cut(strings.TrimSpace(body), " ")
		value = strings.TrimSpace(value)
		if !ok || len(value) < 2 || value[0] != '"' && value[0] != '\'' {
			continue
		}
		if j := strings.IndexByte(value[1:], value[0]); j >= 0 {
			if e.text == nil {
				e.text = map[string]string{}
			}
			e.text[name] = value[1 : 1+j]
		}
	}
	return e
}

// noEntities decodes without a DOCTYPE.
var noEntities *entities

// declared returns the text of a declared entity, as long as there is room for it.
func (e *entities) declared(name string) (string, bool) {
	if e == nil || len(e.text) == 0 {
		return "", false
	}
	v, ok := e.text[name]
	if !ok || len(v) > e.left {
		return "", false
	}
	e.left -= len(v)
	return v, true
}

// decode replaces the references in s: numeric (windows-1252 where C1 would be meant), HTML's by name, the DOCTYPE's.
// What is no reference stays; references to what no text may hold disappear.
func (e *entities) decode(s string) string {
	i := strings.IndexByte(s, '&')
	if i < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for {
		b.WriteString(s[:i])
		s = s[i:]
		text, n := e.reference(s)
		b.WriteString(text)
		s = s[n:]
		if i = strings.IndexByte(s, '&'); i < 0 {
			b.WriteString(s)
			return b.String()
		}
	}
}

// expand replaces the DOCTYPE's entities only.
func (e *entities) expand(s string) string {
	if e == nil || len(e.text) == 0 || strings.IndexByte(s, '&') < 0 {
		return s
	}
	var b strings.Builder
	for {
		i := strings.IndexByte(s, '&')
		if i < 0 {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:i])
		s = s[i:]
		n := nameEnd(s, 1)
		if n < len(s) && s[n] == ';' {
			if v, ok := e.declared(s[1:n]); ok {
				b.WriteString(v)
				s = s[n+1:]
				continue
			}
		}
		b.WriteByte('&')
		s = s[1:]
	}
}

// reference returns the text of the reference that s begins with, and its length; a "&" for what is none.
func (e *entities) reference(s string) (string, int) {
	if len(s) > 1 && s[1] == '#' {
		return numeric(s)
	}
	n := 1
	for n < len(s) && n < 40 && isAlnum(s[n]) {
		n++
	}
	name := s[1:n]
	if n < len(s) && s[n] == ';' {
		if v, ok := e.declared(name); ok {
			return e.within(v), n + 1
		}
		if v := html.UnescapeString(s[:n+1]); v[len(v)-1] != ';' {
			return v, n + 1
		}
		return "&", 1
	}
	if n < len(s) && s[n] == '=' {
		return "&", 1
	}
	switch strings.ToLower(name) {
	case "amp":
		return "&", n
	case "lt":
		return "<", n
	case "gt":
		return ">", n
	case "quot":
		return `"`, n
	case "nbsp":
		return "\u00a0", n
	}
	if v := html.UnescapeString(s[:n]); n > 3 && utf8.RuneCountInString(v) == 1 && (n == len(s) || strings.IndexByte(" \t\n.,!?)<\"'", s[n]) >= 0) {
		return v, n // one of those that HTML knows without a semicolon
	}
	if e != nil && len(e.text) > 0 { // a name with a dot or a dash
		if m := nameEnd(s, 1); m < len(s) && s[m] == ';' {
			if v, ok := e.declared(s[1:m]); ok {
				return e.within(v), m + 1
			}
		}
	}
	return "&", 1
}

// within returns an entity's text, whose own references are replaced without the DOCTYPE's: that is how laughs multiply.
func (*entities) within(v string) string { return noEntities.decode(v) }

// numeric reads a numeric reference, with or without its semicolon. ESC and BEL are let through, see [sanitize].
func numeric(s string) (string, int) {
	r, n := codePoint(s)
	if n == 0 {
		return "&", 1
	}
	switch {
	case r >= 0xd800 && r < 0xdc00:
		if low, m := codePoint(s[n:]); m > 0 && low >= 0xdc00 && low < 0xe000 {
			return string((r-0xd800)<<10 + (low - 0xdc00) + 0x10000), n + m
		}
		return "", n
	case r >= 0x80 && r < 0xa0:
		return string(windows1252[r-0x80]), n
	case !isText(r) && r != 0x1b && r != 0x07:
		return "", n
	}
	return string(r), n
}

// codePoint reads the number of the numeric reference that s begins with; 0 bytes when it is none.
func codePoint(s string) (r rune, n int) {
	if len(s) < 3 || s[0] != '&' || s[1] != '#' {
		return 0, 0
	}
	base, i := rune(10), 2
	if s[2]|0x20 == 'x' {
		base, i = 16, 3
	}
	first := i
	for ; i < len(s); i++ {
		d := digit(s[i])
		if d < 0 || d >= base {
			break
		}
		if r <= utf8.MaxRune {
			r = r*base + d
		}
	}
	if i == first {
		return 0, 0
	}
	if i < len(s) && s[i] == ';' {
		i++
	}
	return r, i
}

func digit(c byte) rune {
	switch {
	case c >= '0' && c <= '9':
		return rune(c - '0')
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return rune(c|0x20-'a') + 10
	}
	return -1
}

func isAlnum(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' }

// isText reports whether XML 1.0 allows r (section 2.2), noncharacters aside.
func isText(r rune) bool {
	switch {
	case r < 0x20:
		return r == '\t' || r == '\n' || r == '\r'
	case r >= 0xd800 && r < 0xe000, r&0xfffe == 0xfffe, r > utf8.MaxRune:
		return false
	}
	return true
}

// windows1252 is what 0x80..0x9f mean in windows-1252; the five that it leaves open are shown as nothing readable.
var windows1252 = [32]rune{
	'€', 0xfffd, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0xfffd, 'Ž', 0xfffd,
	0xfffd, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0xfffd, 'ž', 'Ÿ',
}
