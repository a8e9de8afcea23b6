package opml

import (
	"html"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/unicode"
)

// tag is a start, end or empty-element tag.
type tag struct {
	name, attrs  string
	close, empty bool
	line         int
}

// tags finds the tags of a list, which may be broken anywhere else.
type tags struct {
	s    string
	pos  int
	line int // at pos
}

// next returns the next tag, skipping comments, CDATA sections, declarations and a tag that was cut off.
func (t *tags) next() (tag, bool) {
	for {
		i := strings.IndexByte(t.s[t.pos:], '<')
		if i < 0 {
			t.move(len(t.s))
			return tag{}, false
		}
		t.move(t.pos + i)
		rest := t.s[t.pos:]
		switch {
		case strings.HasPrefix(rest, "<!--"):
			t.skip("-->", 4)
		case strings.HasPrefix(rest, "<![CDATA["):
			t.skip("]]>", 9)
		case len(rest) > 1 && (rest[1] == '!' || rest[1] == '?'):
			t.skip(">", 2)
		default:
			if found, ok := t.read(); ok {
				return found, true
			}
		}
	}
}

func (t *tags) move(to int) {
	t.line += strings.Count(t.s[t.pos:to], "\n")
	t.pos = to
}

// skip moves behind the next end, or to that of the list when there is none.
func (t *tags) skip(end string, start int) {
	i := strings.Index(t.s[t.pos+start:], end)
	if i < 0 {
		t.move(len(t.s))
		return
	}
	t.move(t.pos + start + i + len(end))
}

// read reads the tag at pos and moves behind it; false when there is none.
func (t *tags) read() (tag, bool) {
	out := tag{line: t.line}
	i := t.pos + 1
	if i < len(t.s) && t.s[i] == '/' {
		out.close = true
		i++
	}
	n := i
	for n < len(t.s) && isName(t.s[n]) {
		n++
	}
	if n == i {
		t.move(min(i, len(t.s)))
		return out, false
	}
	out.name = t.s[i:n]
	end := tagEnd(t.s, n)
	if end < 0 {
		t.move(len(t.s))
		return out, false
	}
	out.attrs = t.s[n:end]
	if strings.HasSuffix(out.attrs, "/") {
		out.attrs, out.empty = out.attrs[:len(out.attrs)-1], true
	}
	t.move(end + b2i(t.s[end] == '>'))
	return out, true
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// tagEnd returns the place of the ">" that ends a tag whose attributes begin at i, or of the next tag's "<" when it is
// missing; -1 when the document ends before. Only behind "=" does a quotation mark begin a value.
func tagEnd(s string, i int) int {
	for valued := false; i < len(s); i++ {
		switch c := s[i]; c {
		case '>', '<':
			return i
		case '=':
			valued = true
		case ' ', '\t', '\r', '\n':
		case '"', '\'':
			if valued {
				k := strings.IndexByte(s[i+1:], c)
				if k < 0 {
					return -1
				}
				i += k + 1
			}
			valued = false
		default:
			valued = false
		}
	}
	return -1
}

func isName(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c == '_' || c == '-' || c == ':' || c == '.' || c >= 0x80
}

// prefix is that of our own attributes.
const prefix = "newspane:"

// counted are the attributes of others that count.
var counted = map[string]bool{"text": true, "title": true, "name": true, "type": true, "xmlurl": true, "url": true, "htmlurl": true,
	"language": true, "category": true, "filtercmd": true}

// attributes are those of an outline, names in lower case.
type attributes map[string]string

func (a attributes) get(name string) string { return a[name] }

// name returns what an outline is called.
func (a attributes) name() string {
	for _, n := range []string{"title", "text", "name"} {
		if s := strings.TrimSpace(a[n]); s != "" {
			return s
		}
	}
	return ""
}

// attributes reads those that count.
func (t tag) attributes() attributes {
	a := attributes{}
	for s := t.attrs; ; {
		i := 0
		for i < len(s) && !isName(s[i]) {
			i++
		}
		n := i
		for n < len(s) && isName(s[n]) {
			n++
		}
		if n == i {
			return a
		}
		name := strings.ToLower(s[i:n])
		s = strings.TrimLeft(s[n:], " \t\r\n")
		value := ""
		if strings.HasPrefix(s, "=") {
			value, s = attrValue(strings.TrimLeft(s[1:], " \t\r\n"))
		}
		switch {
		case a[name] != "":
		case counted[name], strings.HasPrefix(name, prefix):
			a[name] = html.UnescapeString(value)
		}
	}
}

// attrValue returns the quoted or bare value that s begins with, and the rest.
func attrValue(s string) (value, rest string) {
	if s != "" && (s[0] == '"' || s[0] == '\'') {
		if i := strings.IndexByte(s[1:], s[0]); i >= 0 {
			return s[1 : 1+i], s[i+2:]
		}
		return s[1:], ""
	}
	i := strings.IndexAny(s, " \t\r\n")
	if i < 0 {
		return s, ""
	}
	return s[:i], s[i:]
}

// decode returns a list as UTF-8: by its byte order mark, as it is when it is valid, by its declaration, as
// windows-1252.
func decode(b []byte) string {
	marked := len(b) > 3 && (b[0] == 0xff && b[1] == 0xfe || b[0] == 0xfe && b[1] == 0xff)
	switch {
	case marked || len(b) > 3 && b[0] == '<' && b[1] == 0:
		order := unicode.LittleEndian
		if b[0] == 0xfe {
			order = unicode.BigEndian
		}
		if out, err := unicode.UTF16(order, unicode.UseBOM).NewDecoder().Bytes(b); err == nil {
			return string(out)
		}
	case len(b) > 3 && b[0] == 0 && b[1] == '<':
		if out, err := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewDecoder().Bytes(b); err == nil {
			return string(out)
		}
	case utf8.Valid(b):
		return strings.TrimPrefix(string(b), "\ufeff")
	}
	label := "windows-1252"
	head, _, _ := strings.Cut(string(b[:min(len(b), 1024)]), "?>")
	if i := strings.Index(head, "encoding="); i >= 0 {
		declared, _ := attrValue(head[i+len("encoding="):])
		if e, name := charset.Lookup(strings.TrimSpace(declared)); e != nil && name != "utf-8" {
			label = name
		} else if name == "utf-8" && strings.Count(string(b), "\xc3") > 0 {
			return strings.ToValidUTF8(string(b), "\ufffd")
		}
	}
	e, _ := charset.Lookup(label)
	out, err := e.NewDecoder().Bytes(b)
	if err != nil {
		return strings.ToValidUTF8(string(b), "\ufffd")
	}
	return string(out)
}
