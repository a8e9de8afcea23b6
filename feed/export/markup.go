package export

import (
	"fmt"
	"strings"

	"newspane/feed"
)

// markup writes blocks as XHTML: well-formed, so that HTML and EPUB share it.
type markup struct {
	b       strings.Builder
	picture func(address string) (src string, ok bool) // where a picture is to be found from the document
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\r", " ")

func escape(s string) string { return escaper.Replace(s) }

func (m *markup) put(format string, args ...any) { fmt.Fprintf(&m.b, format, args...) }

func (m *markup) blocks(blocks []feed.Block) {
	for i := range blocks {
		m.block(&blocks[i])
	}
}

func (m *markup) block(k *feed.Block) {
	attrs := ""
	if k.RTL {
		attrs += ` dir="rtl"`
	}
	if k.Lang != "" && k.Kind != feed.Code {
		attrs += fmt.Sprintf(` lang="%s" xml:lang="%[1]s"`, escape(k.Lang))
	}
	switch k.Kind {
	case feed.Paragraph:
		m.element("p", attrs, k.Text)
	case feed.Heading:
		m.element(fmt.Sprintf("h%d", min(6, max(2, k.Level))), attrs, k.Text) // h1 is the article's title
	case feed.Verse:
		m.element("p", attrs+` class="verse"`, indented(k.Text))
	case feed.Media:
		m.element("p", attrs+` class="media"`, k.Text)
	case feed.Code:
		if k.Lang != "" {
			attrs += fmt.Sprintf(` class="language-%s"`, escape(k.Lang))
		}
		m.put("<pre><code%s>", attrs)
		for _, s := range k.Text {
			m.b.WriteString(escape(s.Text.String()))
		}
		m.put("</code></pre>\n")
	case feed.Rule:
		m.put("<hr/>\n")
	case feed.Quote:
		if k.Pull {
			attrs += ` class="pull"`
		}
		m.put("<blockquote%s>\n", attrs)
		if len(k.Text) > 0 {
			m.element("p", "", k.Text)
		}
		m.blocks(k.Blocks)
		m.put("</blockquote>\n")
	case feed.List:
		m.list(k, attrs)
	case feed.Definitions:
		m.put("<dl%s>\n", attrs)
		for _, it := range k.Items {
			m.element("dt", "", it.Term)
			m.put("<dd>\n")
			m.blocks(it.Blocks)
			m.put("</dd>\n")
		}
		m.put("</dl>\n")
	case feed.Footnotes:
		m.put("<ol class=\"notes\" start=\"%d\">\n", max(1, k.Start))
		for _, it := range k.Items {
			m.put("<li>\n")
			m.blocks(it.Blocks)
			m.put("</li>\n")
		}
		m.put("</ol>\n")
	case feed.Table:
		m.table(k, attrs)
	case feed.Figure:
		m.figure(k)
	}
}

func (m *markup) list(k *feed.Block, attrs string) {
	name := "ul"
	if k.Ordered {
		name = "ol"
		if k.Start > 1 {
			attrs += fmt.Sprintf(` start="%d"`, k.Start)
		}
		if k.Numerals != "" {
			attrs += fmt.Sprintf(` type="%s"`, escape(k.Numerals))
		}
	}
	m.put("<%s%s>\n", name, attrs)
	for _, it := range k.Items {
		if it.Number != 0 {
			m.put("<li value=\"%d\">", it.Number)
		} else {
			m.put("<li>")
		}
		m.spans(it.Term)
		m.blocks(it.Blocks)
		m.put("</li>\n")
	}
	m.put("</%s>\n", name)
}

func (m *markup) table(k *feed.Block, attrs string) {
	m.put("<table%s>\n", attrs)
	if len(k.Text) > 0 {
		m.element("caption", "", k.Text)
	}
	for _, row := range k.Rows {
		m.put("<tr>")
		for _, c := range row {
			name, a := "td", ""
			if c.Header {
				name = "th"
			}
			if c.Span > 1 {
				a += fmt.Sprintf(` colspan="%d"`, c.Span)
			}
			if c.Right {
				a += ` class="right"`
			}
			m.put("<%s%s>", name, a)
			m.spans(c.Text)
			m.put("</%s>", name)
		}
		m.put("</tr>\n")
	}
	m.put("</table>\n")
}

// figure writes a picture with its caption; one that is not at hand is named by its words and its address.
func (m *markup) figure(k *feed.Block) {
	if k.Image == nil {
		m.element("p", ` class="caption"`, k.Text)
		return
	}
	alt := escape(k.Image.Alt.String())
	m.put("<figure>\n")
	if src, ok := m.picture(k.Image.URL); ok {
		m.put("<img src=\"%s\" alt=\"%s\"/>\n", escape(src), alt)
	} else {
		if alt == "" {
			alt = "picture"
		}
		m.put("<p class=\"missing\">[<a href=\"%s\">%s</a>]</p>\n", escape(k.Image.URL), alt)
	}
	if len(k.Text) > 0 {
		m.element("figcaption", "", k.Text)
	}
	m.put("</figure>\n")
}

func (m *markup) element(name, attrs string, spans []feed.Span) {
	m.put("<%s%s>", name, attrs)
	m.spans(spans)
	m.put("</%s>\n", name)
}

// tagOf are the elements of styles, the outermost first.
var tagOf = []struct {
	style feed.Style
	name  string
}{
	{feed.Deleted, "del"}, {feed.Inserted, "ins"}, {feed.Marked, "mark"}, {feed.Small, "small"}, {feed.Strong, "strong"},
	{feed.Emphasis, "em"}, {feed.Superscript, "sup"}, {feed.Subscript, "sub"}, {feed.Keyboard, "kbd"}, {feed.Mono, "code"},
}

// spans writes running text; neighbours with one address are one link.
func (m *markup) spans(spans []feed.Span) {
	link := ""
	for _, s := range spans {
		if s.URL != link {
			if link != "" {
				m.put("</a>")
			}
			if link = s.URL; link != "" {
				m.put("<a href=\"%s\">", escape(link))
			}
		}
		var closing string
		for _, t := range tagOf {
			if s.Style&t.style != 0 {
				m.put("<%s>", t.name)
				closing = "</" + t.name + ">" + closing
			}
		}
		m.b.WriteString(strings.ReplaceAll(escape(s.Text.String()), "\n", "<br/>"))
		m.b.WriteString(closing)
	}
	if link != "" {
		m.put("</a>")
	}
}

// article writes a whole article: head, text, notes of the reader's, its page's own links.
func (m *markup) article(a *feed.Article) {
	attrs := ""
	if a.Language != "" {
		attrs = fmt.Sprintf(` lang="%s" xml:lang="%[1]s"`, escape(a.Language))
	}
	m.put("<article%s>\n<header>\n", attrs)
	if !a.Section.IsEmpty() {
		m.put("<p class=\"kicker\">%s</p>\n", escape(a.Section.String()))
	}
	m.put("<h1>%s</h1>\n", escape(a.Title.String()))
	if !a.Standfirst.IsEmpty() {
		m.put("<p class=\"standfirst\">%s</p>\n", escape(a.Standfirst.String()))
	}
	m.put("<p class=\"byline\">%s</p>\n", escape(byline(a)))
	if a.Link != "" {
		m.put("<p class=\"source\"><a href=\"%s\">%s</a></p>\n", escape(a.Link), escape(feed.ShownURL(a.Link)))
	}
	m.put("</header>\n")
	m.blocks(a.Body)
	if len(a.Highlights) > 0 || !a.Remark.IsEmpty() {
		m.put("<section class=\"yours\">\n<h2>Marked and noted</h2>\n")
		for _, h := range a.Highlights {
			m.put("<blockquote><p>%s</p></blockquote>\n", escape(h.Quote.String()))
		}
		for p := range strings.SplitSeq(a.Remark.String(), "\n") {
			if strings.TrimSpace(p) != "" {
				m.put("<p>%s</p>\n", escape(p))
			}
		}
		m.put("</section>\n")
	}
	if links := ownLinks(a); len(links) > 0 {
		m.put("<section class=\"related\">\n<h2>See also</h2>\n<ul>\n")
		for _, l := range links {
			m.put("<li><a href=\"%s\">%s</a>", escape(l.URL), escape(l.Title.String()))
			if !l.Date.IsEmpty() {
				m.put(" <small>%s</small>", escape(l.Date.String()))
			}
			m.put("</li>\n")
		}
		m.put("</ul>\n</section>\n")
	}
	m.put("</article>\n")
}

// ownLinks are the links that belong to the article: what its page lists beside it.
func ownLinks(a *feed.Article) []feed.Link {
	var links []feed.Link
	for _, l := range a.Related {
		if l.Kind == feed.SeeAlso || l.Kind == feed.Inline {
			links = append(links, l)
		}
	}
	return links
}

// indented returns verse with spaces at the beginning of lines that HTML and Markdown keep.
func indented(spans []feed.Span) []feed.Span {
	out := make([]feed.Span, len(spans))
	margin := true
	for i, s := range spans {
		out[i] = s
		out[i].Text = feed.CleanBlock(strings.Map(func(r rune) rune {
			switch {
			case r == '\n':
				margin = true
			case margin && r == ' ':
				return '\u00a0'
			default:
				margin = false
			}
			return r
		}, s.Text.String()))
	}
	return out
}
