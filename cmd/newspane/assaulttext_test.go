//go:build unix

package main

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"strings"
	"unicode/utf16"
)

// xmlOrders are the orders as XML can hold them: everything that it forbids as a reference, which a lenient reader takes.
func xmlOrders(reference string) string {
	var b strings.Builder
	for _, c := range orders {
		if c < ' ' || c >= 0x7f && c < 0xa0 || strings.ContainsRune("<>&\"", c) {
			fmt.Fprintf(&b, reference, c)
			continue
		}
		b.WriteRune(c)
	}
	return b.String()
}

// everywhere is a feed with a text in every place that a feed has for text.
func everywhere(s string) string {
	return `<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"><channel><title>` + s + `Feed</title><link>http://` + s + `/</link>
<description>` + s + `</description><language>` + s + `</language><generator>` + s + `</generator><copyright>` + s + `</copyright><ttl>` + s + `</ttl><managingEditor>` + s + `</managingEditor>
<image><url>` + s + `</url><title>` + s + `</title></image><skipDays><day>` + s + `</day></skipDays><item><title>` + s + `Headline` + s + `</title><guid>` + s + `</guid>
<link>http://assault.example/` + s + `</link><author>` + s + `</author><dc:creator>` + s + `</dc:creator><category domain="` + s + `">` + s + `</category><pubDate>` + s + `</pubDate>
<comments>http://assault.example/` + s + `</comments><slash:comments>` + s + `</slash:comments><enclosure url="http://assault.example/` + s + `" type="audio/` + s + `" length="` + s + `"/>
<source url="http://assault.example/` + s + `">` + s + `</source><itunes:duration>` + s + `</itunes:duration><media:description>` + s + `</media:description><media:thumbnail url="` + s + `"/>
<content:encoded><![CDATA[<h2 id="` + s + `">` + s + `</h2><p title="` + s + `">Plain words` + s + `</p><img src="http://assault.example/` + s + `" alt="` + s + `" title="` + s + `">
<a href="http://assault.example/` + s + `">` + s + `</a><pre><code class="language-` + s + `">` + s + `</code></pre><table><caption>` + s + `</caption><tr><th abbr="` + s + `">` + s + `<td>` + s + `</table>
<ol start="` + s + `" type="` + s + `"><li value="` + s + `">` + s + `</ol><abbr title="` + s + `">` + s + `</abbr><time datetime="` + s + `">` + s + `</time><details><summary>` + s + `</summary>` + s + `</details>
<math alttext="` + s + `"><mi>` + s + `</mi></math><ruby>` + s + `<rt>` + s + `</ruby><iframe title="` + s + `" src="http://assault.example/` + s + `"></iframe><video poster="` + s + `" title="` + s + `"></video>]]></content:encoded></item></channel></rss>`
}

// escapeAssaults give orders to the terminal, in every encoding.
func escapeAssaults() []assault {
	shown := []string{"Headline"}
	utf := func(name, text string) assault {
		return assault{name: "escape-" + name, serve: sendsXML(everywhere(text)), wants: "ok", items: 1}
	}
	latin := func(name, label string) assault { // the bytes 80 to 9F as they are
		body := strings.Replace(everywhere("\x9b31337m\x9d0;PWNED\x9c\x90PWNED\x9c\x9fPWNED\x9c\x85"), "<rss", `<?xml version="1.0" encoding="`+label+`"?><rss`, 1)
		return assault{name: "escape-" + name, serve: sends("application/xml; charset="+label, body), wants: "ok", items: 1}
	}
	all := []assault{
		utf("utf8", strings.NewReplacer("&", "&amp;", "<", "&lt;", `"`, "").Replace(orders)),
		utf("decimal", xmlOrders("&#%d;")), utf("hexadecimal", xmlOrders("&#x%X;")), utf("padded", xmlOrders("&#x0000%x;")), utf("twice", xmlOrders("&amp;#%d;")),
		utf("thrice", xmlOrders("&amp;amp;#x%x;")), utf("unclosed", xmlOrders("&amp;#%d ")), utf("named", xmlOrders("&amp;Tab;&amp;NewLine;&amp;#%d;")),
		utf("percent", xmlOrders("%%%02X")), utf("backslash", strings.ReplaceAll(xmlOrders("\\u%04x"), "<", "")), utf("octal", `\033]0;PWNED\007\x1b[31337m\e[31337m^[[31337m`),
		latin("latin1", "iso-8859-1"), latin("latin9", "iso-8859-15"), latin("ascii", "us-ascii"), latin("koi8", "koi8-r"), latin("cyrillic", "iso-8859-5"), latin("unknown", "x-no-such-thing"),
		{name: "escape-mime-words", serve: sendsXML(everywhere("=?utf-8?q?=1b]0;PWNED=07?= =?utf-8?b?" + base64.StdEncoding.EncodeToString([]byte("\x1b]52;c;UFdORUQ=\a")) + "?=")), wants: "ok", items: 1},
		{name: "escape-utf7", serve: sends("application/xml; charset=utf-7", everywhere("+ABs-]0;PWNED+AAc- +AJs-31337m")), items: 1},
		{name: "escape-charset-name", serve: sends("application/rss+xml; charset=\"\x1b]0;PWNED\a\u009b31337m\"", strings.Replace(everywhere("x"), "<rss", "<?xml version=\"1.0\" encoding=\"\u009b31337m\"?><rss", 1)), items: 1},
		{name: "escape-iso2022", serve: sends("application/xml; charset=iso-2022-jp", everywhere("\x1b$B$3$s\x1b(B\x1b[31337m\x1b$\x1b(X\x1b]0;PWNED\x07")), items: 1},
		{name: "escape-shift-jis-trail", serve: sends("application/xml; charset=shift_jis", everywhere("\x81\x1b[31337m\x9b\x40\xfc\x1b]0;PWNED\x07")), items: 1},
		{name: "escape-gb18030", serve: sends("application/xml; charset=gb18030", everywhere("\x81\x30\x84\x32\x81\x1b[31337m\x84\x31\xa4\x37")), items: 1},
		{name: "escape-utf16", serve: sends("application/xml", utf16le(everywhere("\x1b]0;PWNED\x07\u009b31337m\ufeff"))), wants: "ok", items: 1},
		{name: "escape-element-names", serve: sendsXML("<rss><channel><title>x</title><\u009b31337m>y</\u009b31337m><item><title>Headline</title><\x1b]0;PWNED\x07 a\x1b='b'/></item></channel></rss>")},
		{name: "escape-not-xml", serve: sendsXML("<\x1b]0;PWNED\x07 \u009b31337m=\"&\x1b;\"><<<"), wants: "error", items: -1},
		{name: "escape-html-instead", serve: sends("text/html", "<title>\x1b]0;PWNED\x07</title><link rel=alternate type='application/rss+xml' title='\u009b31337m' href='/\x1b]0;PWNED\x07'>"), wants: "error", items: -1},
		{name: "escape-page", page: true, wants: "ok", items: 1, serve: func(w http.ResponseWriter, r *http.Request, rest string) {
			if rest == "feed" {
				sendsXML(rss("<title>Headline</title><link>http://"+r.Host+"/escape-page/page</link><description>short</description>"))(w, r, rest)
				return
			}
			words := strings.Repeat("Plain words of a story that goes on for some time. ", 12)
			html := fmt.Sprintf(`<html lang="%[1]s"><head><title>%[1]s</title><meta property="og:site_name" content="%[1]s"><meta name=author content="%[1]s"><meta property="article:published_time" content="%[1]s">
<script type="application/ld+json">{"@type":"NewsArticle","headline":"\u001b]0;PWNED\u0007","author":{"name":"\u009b31337m"}}</script><link rel=canonical href="http://assault.example/%[1]s"></head>
<body><article><h1>%[1]s</h1><p>%[2]s%[1]s</p><figure><img src="/escape-page/x%[1]s" alt="%[1]s"><figcaption>%[1]s</figcaption></figure><p>%[2]s<a href="/x%[1]s" title="%[1]s">%[1]s link</a></p></article>
<aside><h2>Related%[1]s</h2><ul><li><a href="/escape-page/a-related-story-1.html?%[1]s">%[1]sRelated story number one</a> <time datetime="%[1]s">%[1]s</time></li><li><a href="/escape-page/a-related-story-2.html">Two</a></ul></aside>`,
				strings.ReplaceAll(orders, `"`, ""), words)
			sends("text/html; charset=utf-8", html)(w, r, rest)
		}},
	}
	for i := range all {
		if all[i].wants == "ok" && all[i].items == 1 && all[i].name != "escape-utf16" {
			all[i].show = shown
		}
	}
	return all
}

// utf16le is a text in UTF-16, little end first, with its mark.
func utf16le(s string) string {
	b := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return string(b)
}

// writingAssaults misuse what Unicode has for the world's scripts.
func writingAssaults() []assault {
	titled := func(name, title string, show ...string) assault {
		return assault{name: "writing-" + name, serve: sendsXML(rss("<title>"+title+"</title>"+plainly(title), "<title>Neighbour</title>")), wants: "ok", items: 2, show: show}
	}
	million := func(s string) string { return strings.Repeat(s, 1_000_000/len(s)) }
	return []assault{
		titled("overrides", "safe\u202egpj.exe\u202d\u2067evil\u2066\u202b\u202a no end", "Plain words after"),
		titled("isolates", strings.Repeat("\u2067\u2066\u2068", 500)+"deep"+strings.Repeat("\u2069", 3), "deep"),
		titled("bidi-references", "&#x202e;&#8238;&amp;#x202e;&amp;rlm;txt", "txt"),
		titled("tags", "ok"+strings.Repeat("\U000e0041\U000e0042", 50_000)+"\U000e007f end", "end"),
		titled("tags-flag", "\U0001f3f4"+million("\U000e0067"), "Plain words"),
		titled("zero-width", million("\u200b\u200d\u2060\ufeff\u200c")+"seen", "Plain words"),
		titled("joiners", million("\U0001f468\u200d"), "Plain words"),
		titled("combining", "Z"+million("\u0334\u0489"), "Plain words"),
		titled("combining-each", strings.Repeat("a"+strings.Repeat("\u0301", 200), 2000), "Plain words"),
		titled("combining-first", million("\u0300")),
		titled("enclosing", million("\u20dd\u20e0"), "Plain words"),
		titled("selectors", "a"+million("\ufe0f\U000e0100"), "Plain words"),
		titled("fillers", "\u3164\u115f\u1160\uffa0\u2800\u00ad\u034f\u180e\u17b4", "Plain words"),
		titled("blank", "\u00a0\u2003\u3000\u2028\u2029\u0085", "Plain words"),
		titled("annotations", "a\ufff9b\ufffac\ufffbd\U0001d173\U0001d17a", "Plain words"),
		titled("nonsense", "\ufffe\uffff\U0010ffff\ufdd0 \ue000\uf8ff", "Plain words"),
		titled("wide", million("\ufdfd\U0001f9d1\u3000"), "Plain words"),
		titled("indic", million("क्\u200d"), "Plain words"),
		titled("hangul", million("\u1100\u1161\u11a8"), "Plain words"),
		titled("thai", million("ก\u0e31\u0e49"), "Plain words"),
		titled("one-word", strings.Repeat("x", 2_000_000), "Plain words"),
		titled("title-10mb", strings.Repeat("Long title. ", 870_000), "Long title"),
		titled("line-separators", strings.Repeat("a\u2028b\u2029c\u0085d\v\f", 1000), "Plain words"),
		{name: "writing-bad-utf8", serve: sendsXML(rss("<title>a\xc0\x9bb\xe0\x82\x9b31337m\xf0\x80\x80\x9b\xed\xa0\x80\xf4\x90\x80\x80\xfe\xff</title>" + plainly("\xc2")))},
	}
}
