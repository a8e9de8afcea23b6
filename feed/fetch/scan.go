package fetch

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
)

const (
	maxTokens  = 500_000 // of a page that is searched for feeds
	maxAnchors = 5_000
	maxLinks   = 1_000
	maxText    = 200 // bytes of an anchor's text or the title that count
)

// document is what a page has that may lead to feeds.
type document struct {
	base, title, generator string
	links                  []link // link elements, wherever they stand
	anchors                []link // a elements with their text
}

// scan reads a page once, without a tree.
func scan(body []byte) document {
	var d document
	z := html.NewTokenizer(bytes.NewReader(body))
	var into *string // where text belongs: the last anchor's or the title's
	for range maxTokens {
		switch z.Next() {
		case html.ErrorToken:
			return d
		case html.TextToken:
			if into == nil {
				continue
			}
			if room := maxText - len(*into); room > 0 {
				text := z.Text()
				*into += string(text[:min(len(text), room)]) + " "
			}
		case html.EndTagToken:
			if name, _ := z.TagName(); string(name) == "a" || string(name) == "title" {
				into = nil
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			into = d.tag(z, into)
		}
	}
	return d
}

// tag takes the start tag at hand and returns where the text after it belongs.
func (d *document) tag(z *html.Tokenizer, into *string) *string {
	name, more := z.TagName()
	switch string(name) {
	case "title":
		if d.title == "" {
			return &d.title
		}
	case "a":
		if !more || len(d.anchors) >= maxAnchors {
			return nil
		}
		d.anchors = append(d.anchors, attributes(z))
		return &d.anchors[len(d.anchors)-1].text
	case "link":
		if more && len(d.links) < maxLinks {
			d.links = append(d.links, attributes(z))
		}
	case "base":
		if more && d.base == "" {
			d.base = attributes(z).href
		}
	case "meta":
		if !more {
			break
		}
		if l := attributes(z); strings.EqualFold(l.rel, "generator") {
			d.generator = l.text
		}
	}
	return into
}

// attributes reads the attributes that matter of the tag at hand; a meta element's name is given as rel and its content
// as text.
func attributes(z *html.Tokenizer) link {
	var l link
	for {
		k, v, more := z.TagAttr()
		switch string(k) {
		case "href":
			l.href = string(v)
		case "rel", "name":
			l.rel = string(v)
		case "type":
			l.kind = string(v)
		case "title":
			l.title = string(v)
		case "content":
			l.text = string(v)
		}
		if !more {
			return l
		}
	}
}

// linkHeader reads Link header fields (RFC 8288 section 3), leniently.
func linkHeader(values []string) []link {
	var links []link
	s := strings.Join(values, ",")
	for len(links) < maxLinks {
		start := strings.IndexByte(s, '<')
		if start < 0 {
			return links
		}
		s = s[start+1:]
		end := strings.IndexByte(s, '>')
		if end < 0 {
			return links
		}
		l := link{href: s[:end]}
		s = l.parameters(s[end+1:])
		links = append(links, l)
	}
	return links
}

// parameters reads the parameters that s begins with and returns what follows them.
func (l *link) parameters(s string) string {
	for {
		s = strings.TrimLeft(s, " \t")
		if s == "" || s[0] != ';' {
			return s
		}
		s = strings.TrimLeft(s[1:], " \t")
		n := strings.IndexAny(s, "=;,")
		if n < 0 || s[n] != '=' {
			s = s[max(n, 0):]
			if n < 0 {
				return ""
			}
			continue
		}
		name := strings.ToLower(strings.TrimSpace(s[:n]))
		var value string
		value, s = parameterValue(strings.TrimLeft(s[n+1:], " \t"))
		switch name {
		case "rel":
			l.rel = value
		case "type":
			l.kind = value
		case "title":
			l.title = value
		}
	}
}

// parameterValue reads a token or a quoted string and returns it and what follows.
func parameterValue(s string) (value, rest string) {
	if !strings.HasPrefix(s, `"`) {
		n := strings.IndexAny(s, ";,")
		if n < 0 {
			n = len(s)
		}
		return strings.TrimSpace(s[:n]), s[n:]
	}
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '"':
			return b.String(), s[i+1:]
		case s[i] == '\\' && i+1 < len(s):
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String(), ""
}
