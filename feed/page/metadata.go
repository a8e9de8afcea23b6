package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newspane/feed"
)

// metadata is what a page says of itself for machines.
type metadata struct {
	values    map[string][]string // of meta elements, by property, name or itemprop in lower case
	title     string              // of the title element
	canonical string
	next      string // link rel=next
	amp       string // link rel=amphtml
	print     string // link rel=alternate media=print
	ld        article
}

const (
	maxMeta = 500     // meta elements read
	maxLD   = 2 << 20 // bytes of JSON-LD read
)

func readMetadata(doc *html.Node) metadata {
	m := metadata{values: map[string][]string{}}
	var graph linkedData
	count, size := 0, 0
	for n := doc; n != nil; n = next(n, doc, true) {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.DataAtom {
		case atom.Meta:
			if count++; count <= maxMeta {
				m.add(n)
			}
		case atom.Title:
			if m.title == "" && n.Namespace == "" {
				m.title = strings.Join(strings.Fields(text(n)), " ")
			}
		case atom.Link:
			m.link(n)
		case atom.Script:
			if strings.Contains(strings.ToLower(attr(n, "type")), "ld+json") && n.FirstChild != nil {
				if size += len(n.FirstChild.Data); size <= maxLD {
					graph.add(n.FirstChild.Data)
				}
			}
		}
	}
	m.ld = graph.article()
	return m
}

// link notes what the page says of its other addresses; the first of each stays.
func (m *metadata) link(n *html.Node) {
	var to *string
	switch rel := strings.ToLower(attr(n, "rel")); {
	case rel == "canonical":
		to = &m.canonical
	case hasWord(rel, "next"):
		to = &m.next
	case rel == "amphtml":
		to = &m.amp
	case hasWord(rel, "alternate") && strings.EqualFold(attr(n, "media"), "print"):
		to = &m.print
	default:
		return
	}
	if *to == "" {
		*to = attr(n, "href")
	}
}

func (m *metadata) add(n *html.Node) {
	content := strings.TrimSpace(attr(n, "content"))
	if content == "" {
		return
	}
	for _, key := range []string{"property", "name", "itemprop"} {
		if k := strings.ToLower(strings.TrimSpace(attr(n, key))); k != "" {
			m.values[k] = append(m.values[k], content)
		}
	}
}

// get returns the first value of the first key that has one.
func (m *metadata) get(keys ...string) string {
	for _, k := range keys {
		if v := m.values[k]; len(v) > 0 {
			return v[0]
		}
	}
	return ""
}

// languageOf is the language that the document declares.
func languageOf(doc *html.Node) string {
	for c := doc.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Html {
			for _, key := range []string{"lang", "xml:lang"} {
				if l := language(attr(c, key)); l != "" {
					return l
				}
			}
		}
	}
	return ""
}

// language returns a tag in the form of BCP 47, "" for what is none.
func language(s string) string {
	s = strings.ReplaceAll(strings.TrimSpace(s), "_", "-")
	if len(s) < 2 || len(s) > 35 {
		return ""
	}
	for _, r := range s {
		if !(r == '-' || r >= '0' && r <= '9' || r|0x20 >= 'a' && r|0x20 <= 'z') {
			return ""
		}
	}
	main, rest, _ := strings.Cut(s, "-")
	main = strings.ToLower(main)
	if len(main) > 3 {
		return ""
	}
	if rest != "" {
		return main + "-" + rest
	}
	return main
}

// notEnglish reports whether the text is in another script than English: systems for publishing say "en" of what nobody
// has told them the language of.
func (x *extraction) notEnglish() bool {
	latin, other, seen := 0, 0, 0
	for i := range x.tree.nodes {
		e := &x.tree.nodes[i]
		if !e.para {
			continue
		}
		for _, r := range text(e.n) {
			switch {
			case r < utf8.RuneSelf && unicode.IsLetter(r):
				latin++
			case r > 0x36f && unicode.IsLetter(r):
				other++
			}
		}
		if seen++; seen == scriptParas {
			break
		}
	}
	return other > 2*latin
}

const scriptParas = 6 // paragraphs whose letters tell the script

func (x *extraction) language() string {
	if main, _, _ := strings.Cut(x.lang, "-"); main == "en" && x.notEnglish() {
		x.lang = ""
	}
	if x.lang == "" {
		for _, v := range []string{x.meta.get("og:locale"), x.meta.ld.language, x.meta.get("content-language", "language", "dc.language"), x.Header.Get("Content-Language")} {
			l := language(v)
			if main, _, _ := strings.Cut(l, "-"); l != "" && !(main == "en" && x.notEnglish()) {
				x.lang = l
				break
			}
		}
	}
	return x.lang
}

func (x *extraction) site() feed.Text {
	for _, v := range []string{x.meta.get("og:site_name"), x.meta.ld.publisher, x.meta.get("application-name", "dc.publisher", "publisher")} {
		if v != "" && len(v) < 100 {
			return feed.Clean(v)
		}
	}
	return feed.Clean(strings.TrimPrefix(x.page.Hostname(), "www."))
}

func (x *extraction) section() feed.Text {
	for _, v := range []string{x.meta.get("article:section"), x.meta.ld.section, x.meta.get("parsely-section", "section", "category")} {
		if v != "" && len(v) < 100 {
			return feed.Clean(v)
		}
	}
	return feed.Text{}
}

func (x *extraction) image() string {
	for _, v := range []string{x.meta.get("og:image", "og:image:url", "og:image:secure_url"), x.meta.ld.image, x.meta.get("twitter:image", "twitter:image:src", "thumbnail", "image")} {
		if u := feed.ResolveURL(x.base, v); u != "" {
			return u
		}
	}
	return ""
}
