//go:build unix

package main

import (
	"fmt"
	"html"
	"net/http"
	"strings"
)

// badLinks are addresses that a reader must neither follow nor hand on.
func badLinks(elsewhere string) []string {
	host := strings.TrimPrefix(elsewhere, "http://")
	return []string{
		"javascript:fetch('" + elsewhere + "/PWNED')", "JaVaScRiPt://%0aPWNED", "java\tscript:PWNED", "java\nscript:PWNED", " javascript:PWNED", "\x01javascript:PWNED", "javascript&colon;PWNED",
		"data:text/html;base64,PHNjcmlwdD4=", "data:text/html,<script>PWNED</script>", "vbscript:PWNED", "file:///etc/passwd", "FILE:/etc/passwd", "file://" + host + "/x", "\\\\" + host + "\\share",
		"//" + host + "/link-x", "http:\\\\" + host + "\\x", "http:/" + host + "/x", "http:" + host, "https:///x", "http://", "http://:80", "http://[::1", "http://%31%32%37.0.0.1/", "ftp://" + host + "/x",
		"gopher://" + host + "/_x", "ssh://-oProxyCommand=touch%20PWNED/", "steam://run/1", "intent://x#Intent;scheme=http;end", "x-apple.systempreferences:", "ms-msdt:/id", "jar:" + elsewhere + "!/",
		"view-source:" + elsewhere, "blob:" + elsewhere + "/1", "filesystem:" + elsewhere, "mailto:a@b?subject=\x1b]0;PWNED\a", "-oProxyCommand=touch PWNED", "$(touch PWNED)", "`touch PWNED`", "| touch PWNED", "; touch PWNED",
		"http://user:pass@" + host + "/", "http://assault.example\x00@" + host, "http://assault.example%00@" + host, "http://аpple.com/", "http://xn--80ak6aa92e.com/", "http://a\u200db.example/", "http://a\u202eelpmaxe.example/",
		"http://assault.example:99999/", "http://assault.example:-1/", "http://1.2.3.4.5/", strings.Repeat("http://assault.example/", 5000), "http://" + strings.Repeat("a.", 5000) + "example/", "cid:x", "about:blank", "tel:112", "sms:112",
	}
}

// linkAssaults lead astray.
func linkAssaults(elsewhere string) []assault {
	var anchors, items strings.Builder
	for i, l := range badLinks(elsewhere) {
		l := html.EscapeString(strings.ReplaceAll(l, "\x00", ""))
		fmt.Fprintf(&anchors, `<p>Number %d: <a href="%s">a link</a> <img src="%s" alt="a picture"> <iframe src="%s"></iframe></p>`, i, l, l, l)
		fmt.Fprintf(&items, `<item><title>Item %d</title><guid>%d</guid><link>%s</link><comments>%s</comments><enclosure url="%s" type="audio/mpeg"/><description>Plain words.</description></item>`, i, i, l, l, l)
	}
	n := len(badLinks(elsewhere))
	beacons := `<p>Plain words.</p><img src="E/link-pixel.gif" width=1 height=1><img src="E/link-hidden.gif" style="display:none"><link rel=stylesheet href="E/link-css"><script src="E/link-js"></script>
<iframe src="E/link-frame"></iframe><object data="E/link-object"></object><embed src="E/link-embed"><video src="E/link-video" poster="E/link-poster"></video><audio src="E/link-audio"></audio>
<svg><image href="E/link-svg"/><use href="E/link-use"/></svg><style>@import "E/link-import";p{background:url(E/link-bg)}</style><form action="E/link-form"><input type=image src="E/link-input"></form>
<meta http-equiv=refresh content="0;url=E/link-refresh"><base href="E/link-base/"><a ping="E/link-ping" href="https://assault.example/">x</a><link rel=prefetch href="E/link-prefetch"><link rel=dns-prefetch href="E">`
	beacons = html.EscapeString(strings.ReplaceAll(beacons, "E/", elsewhere+"/"))
	return []assault{
		{name: "link-in-text", serve: sendsXML(rss("<title>Links</title><description>" + html.EscapeString(anchors.String()) + "</description>")), wants: "ok", items: 1, show: []string{"Number 3"}, hide: []string{"javascript:", "file:///", "vbscript:"}},
		{name: "link-in-fields", serve: sendsXML(`<rss version="2.0"><channel><title>x</title><link>javascript:PWNED</link>` + items.String() + "</channel></rss>"), wants: "ok", items: n, hide: []string{"javascript:", "file:///etc"}},
		{name: "link-beacons", serve: sendsXML(rss("<title>Beacons</title><description>" + beacons + "</description>")), wants: "ok", items: 1, show: []string{"Plain words"}},
		{name: "link-base", serve: sendsXML(`<feed xmlns="http://www.w3.org/2005/Atom" xml:base="javascript:"><title>x</title><entry xml:base="file:///etc/"><id>1</id><title>Based</title><link href="passwd"/><link rel="enclosure" href="shadow"/><content type="html">&lt;base href="file:///"&gt;&lt;a href="etc/passwd"&gt;Plain words&lt;/a&gt;&lt;img src="etc/passwd"&gt;</content></entry></feed>`), wants: "ok", items: 1, show: []string{"Plain words"}, hide: []string{"file:"}},
		{name: "link-feed-relations", serve: sendsXML(`<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><link rel="self" href="` + elsewhere + `/link-feed-relations"/><link rel="next" href="` + elsewhere + `/link-feed-relations"/><link rel="hub" href="` + elsewhere + `/link-feed-relations"/><icon>` + elsewhere + `/link-feed-relations</icon><logo>` + elsewhere + `/link-feed-relations</logo><entry><id>1</id><title>Led</title></entry></feed>`), wants: "ok", items: 1},
	}
}

// markupAssaults are documents that blow up, dig deep or reach out.
func markupAssaults(elsewhere string) []assault {
	item := "<item><title>Plain</title><guid>1</guid><description>Plain words.</description></item>"
	doc := func(dtd, inner string) string {
		return `<?xml version="1.0"?><!DOCTYPE rss [` + dtd + `]><rss version="2.0"><channel><title>x</title>` + inner + item + `</channel></rss>`
	}
	var laughs, attrs strings.Builder
	laughs.WriteString(`<!ENTITY a0 "PWNEDPWNED">`)
	for i := 1; i < 12; i++ {
		fmt.Fprintf(&laughs, `<!ENTITY a%d "%s">`, i, strings.Repeat(fmt.Sprintf("&a%d;", i-1), 10))
	}
	for i := range 100_000 {
		fmt.Fprintf(&attrs, ` xmlns:n%d="http://n/%d" a%d="x"`, i, i, i)
	}
	deep := func(open string, n int) string { return strings.Repeat(open, n) }
	in := func(name, body string, items int) assault {
		return assault{name: "markup-" + name, serve: sendsXML(body), wants: "ok", items: items}
	}
	either := func(name, body string) assault { return assault{name: "markup-" + name, serve: sendsXML(body)} }
	inText := func(name, text string) assault {
		a := in(name, rss("<title>Headline</title><description>"+html.EscapeString("<p>Plain words.</p>"+text)+"</description>", "<title>Neighbour</title>"), 2)
		a.show = []string{"Plain words"}
		return a
	}
	var many strings.Builder
	for i := range 100_000 {
		fmt.Fprintf(&many, "<item><title>Item %d</title><guid>%d</guid></item>", i, i)
	}
	all := []assault{
		{name: "markup-laughs", serve: sendsXML(doc(laughs.String(), "<item><title>&a11;</title><guid>0</guid></item>")), hide: []string{"PWNEDPWNED"}},
		{name: "markup-laughs-attribute", serve: sendsXML(doc(laughs.String(), `<item><guid>0</guid><enclosure url="&a11;"/></item>`)), hide: []string{"PWNEDPWNED"}},
		{name: "markup-quadratic", serve: sendsXML(doc(`<!ENTITY a "`+strings.Repeat("PWNED", 20_000)+`">`, "<item><guid>0</guid><title>"+strings.Repeat("&a;", 20_000)+"</title></item>"))},
		{name: "markup-parameter", serve: sendsXML(doc(`<!ENTITY % a "%b;%b;"><!ENTITY % b "%a;%a;">%a;<!ENTITY % x SYSTEM "`+elsewhere+`/markup-parameter">%x;`, ""))},
		{name: "markup-recursive", serve: sendsXML(doc(`<!ENTITY a "&b;"><!ENTITY b "&a;">`, "<item><guid>0</guid><title>&a;</title></item>"))},
		{name: "markup-external", serve: sendsXML(doc(`<!ENTITY p SYSTEM "file:///etc/passwd"><!ENTITY h SYSTEM "`+elsewhere+`/markup-external"><!ENTITY q PUBLIC "x" "`+elsewhere+`/markup-external">`, "<item><guid>0</guid><title>&p;&h;&q;</title></item>")), hide: []string{"root:"}},
		{name: "markup-external-dtd", serve: sendsXML(strings.Replace(doc("", ""), "<!DOCTYPE rss [", `<!DOCTYPE rss SYSTEM "`+elsewhere+`/markup-external-dtd" [`, 1))},
		{name: "markup-include", serve: sendsXML(`<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="` + elsewhere + `/markup-include"?><rss version="2.0" xmlns:xi="http://www.w3.org/2001/XInclude" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="x ` + elsewhere + `/markup-include"><channel><title>x</title><xi:include href="file:///etc/passwd" parse="text"/><item><guid>1</guid><title>Plain<xi:include href="` + elsewhere + `/markup-include"/></title></item></channel></rss>`), wants: "ok", items: 1, hide: []string{"root:"}},
		{name: "markup-deep", serve: sendsXML("<rss><channel><title>x</title>" + item + deep("<a>", 1_000_000))},
		{name: "markup-deep-closed", serve: sendsXML("<rss><channel><title>x</title>" + item + deep("<a>", 300_000) + deep("</a>", 300_000) + "</channel></rss>")},
		in("attributes", `<rss version="2.0"><channel><title>x</title><item`+attrs.String()+"><title>Plain</title><guid>1</guid></item>"+strings.Replace(item, ">1<", ">2<", 1)+"</channel></rss>", 0),
		in("cdata-open", "<rss version='2.0'><channel><title>x</title>"+item+"<item><guid>2</guid><title><![CDATA["+strings.Repeat("open ", 100_000), 0),
		in("comment-open", "<rss version='2.0'><channel><title>x</title>"+item+"<!--"+strings.Repeat("-- >", 100_000), 0),
		in("instructions", "<rss version='2.0'><channel><title>x</title>"+strings.Repeat("<?a b?><!--c-->", 300_000)+item+"</channel></rss>", 0),
		either("declarations", strings.Repeat("<?xml version='1.0' encoding='utf-16'?>", 50_000)+"<rss version='2.0'><channel><title>x</title>"+item+"</channel></rss>"),
		in("fields-huge", rss("<title>Huge</title><link>http://a/"+strings.Repeat("x", 5_000_000)+"</link><author>"+strings.Repeat("y", 5_000_000)+"</author><category>"+strings.Repeat("z", 4_000_000)+"</category>"), 1),
		in("categories", rss("<title>Many</title>"+strings.Repeat("<category>x</category><enclosure url='http://a/x'/>", 100_000)), 1),
		{name: "markup-items-100000", serve: sendsXML("<rss version='2.0'><channel><title>x</title>" + many.String() + "</channel></rss>"), wants: "ok", seconds: 40},
		{name: "markup-guids-same", serve: sendsXML("<rss version='2.0'><channel><title>x</title>" + strings.Repeat(item, 20_000) + "</channel></rss>"), wants: "ok"},
		inText("div-deep", deep("<div>", 200_000)+"deep"), inText("inline-deep", deep("<b><i><a href=x>", 60_000)+"deep"), inText("list-deep", deep("<ul><li>", 60_000)+"deep"),
		inText("table-deep", deep("<table><tr><td>", 40_000)+"deep"), inText("quote-deep", deep("<blockquote>", 100_000)+"deep"), inText("font-formatting", strings.Repeat("<p><font><nobr><b>", 20_000)),
		inText("table-wide", "<table><tr>"+strings.Repeat("<td colspan=1000 rowspan=65534>x", 5_000)+"</table>"), inText("table-long", "<table>"+strings.Repeat("<tr><td>a<td>b", 60_000)+"</table>"),
		inText("select", "<select>"+strings.Repeat("<option>x<select>", 50_000)), inText("entities", strings.Repeat("&NotEqualTilde;&#1114111;&#xFFFFFFFFF;&bogus;&", 50_000)),
		inText("attributes-text", "<p "+strings.Repeat("a='b' ", 200_000)+">x"), inText("template", deep("<template><svg><math><mi>", 30_000)+"x"),
		inText("ordered", "<ol start=-99999999999999999999><li>a<li value=99999999999>b</ol><ol start=1e9><li>c</ol><ol type=i start=4000000000><li>d</ol>"),
		inText("code", "<pre><code class=language-go>"+strings.Repeat("func(((((\"`/*", 40_000)+"</code></pre>"), inText("math", "<math>"+deep("<mfrac><msqrt>", 20_000)+"x"),
		inText("comment", "<!--"+strings.Repeat("<!-- -", 200_000)), inText("plaintext", "<plaintext>"+strings.Repeat("</p>\x1b[31337m", 50_000)), inText("links", strings.Repeat("<a href=http://assault.example/>x</a> ", 60_000)),
	}
	return append(all, pageAssaults(elsewhere)...)
}

// pageAssaults are articles whose page is the attack.
func pageAssaults(elsewhere string) []assault {
	words := strings.Repeat("<p>Plain words of a story that goes on for some time, and on, and on. </p>", 12)
	paged := func(name, text string) assault {
		return assault{name: name, page: true, wants: "ok", items: 1, serve: func(w http.ResponseWriter, r *http.Request, rest string) {
			if rest == "feed" {
				sendsXML(rss("<title>Headline</title><link>http://"+r.Host+"/"+name+"/page</link><description>short</description>"))(w, r, rest)
				return
			}
			sends("text/html; charset=utf-8", "<html><head><title>Headline</title></head><body><article><h1>Headline</h1>"+words+text+"</article></body></html>")(w, r, rest)
		}}
	}
	return []assault{
		paged("page-deep", strings.Repeat("<div><span>", 100_000)), paged("page-siblings", strings.Repeat("<p>x<aside>y</aside>", 100_000)),
		paged("page-data", `<script type="application/ld+json">`+strings.Repeat(`{"@graph":[`, 100_000)+`</script><script type="application/ld+json">{"@type":"NewsArticle","articleBody":`+strings.Repeat("[", 200_000)+`</script>`),
		paged("page-reach", `<link rel=next href="`+elsewhere+`/page-reach"><a rel=next href="`+elsewhere+`/page-reach">Next page</a><link rel=amphtml href="`+elsewhere+`/page-reach"><meta http-equiv=refresh content="0;url=`+elsewhere+`/page-reach"><link rel=canonical href="`+elsewhere+`/page-reach">`),
		paged("page-classes", strings.Repeat(`<div class="`+strings.Repeat("article content comment ", 500)+`" id=x>y</div>`, 200)),
		paged("page-related", "<aside><h2>Related</h2><ul>"+strings.Repeat(`<li><a href="/page-related/a-related-story-of-some-length.html">A related story of some length</a></li>`, 30_000)+"</ul></aside>"),
	}
}
