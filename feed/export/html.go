package export

import (
	"encoding/base64"
	"fmt"
	"io"
	"time"

	"newspane/feed"
)

// css sets documents as a newspaper would, on screens and on paper.
const css = `body{font:1.1rem/1.5 Georgia,"Times New Roman",serif;max-width:38rem;margin:2rem auto;padding:0 1rem;color:#1b1c1e;background:#fdfcf9}
h1{font-size:1.9rem;line-height:1.15;margin:.2rem 0 .6rem}h2,h3,h4{line-height:1.25;margin:1.6rem 0 .4rem}
a{color:#0b5cad}.kicker{font:bold .8rem/1 sans-serif;letter-spacing:.06em;text-transform:uppercase;margin:2rem 0 .4rem}
.standfirst{font-style:italic;font-size:1.15rem}.byline,.source,figcaption,.notes,small{color:#63676f;font-size:.9rem}
.source{overflow-wrap:anywhere}header{border-bottom:1px solid #c9c9c4;margin-bottom:1.2rem}
blockquote{margin:1rem 0;padding-left:1rem;border-left:3px solid #c9c9c4}.pull{font-size:1.25rem}
pre{overflow-x:auto;background:#f1f0ec;padding:.6rem;font-size:.85rem}figure{margin:1.2rem 0}img{max-width:100%;height:auto}
table{border-collapse:collapse}th,td{border-bottom:1px solid #d8d8d3;padding:.2rem .6rem .2rem 0;text-align:left;vertical-align:top}
.right{text-align:right}article+article{margin-top:4rem}nav ol{padding-left:1.2rem}
@media(prefers-color-scheme:dark){body{color:#d6d8dd;background:#14161b}a{color:#7db7ff}pre{background:#1d2027}}
@media print{body{font-size:11pt;max-width:none;margin:0;color:#000;background:#fff}a{color:inherit;text-decoration:none}
article{break-before:page}article:first-of-type{break-before:auto}h1,h2,h3{break-after:avoid}figure,blockquote,pre,tr{break-inside:avoid}
.source a::after{content:""}}
`

// HTML writes articles as one file that needs nothing else: styles for screen and print within, and the pictures that
// are at hand. It fetches and runs nothing when it is opened.
func HTML(w io.Writer, articles []*feed.Article, pictures Picture, now time.Time) error {
	m := markup{picture: func(address string) (string, bool) {
		data, kind, ok := pictures.get(address)
		if !ok {
			return "", false
		}
		return "data:" + kind + ";base64," + base64.StdEncoding.EncodeToString(data), true
	}}
	title := Title(articles, now)
	m.put("<!DOCTYPE html>\n<html%s>\n<head>\n<meta charset=\"utf-8\"/>\n", language(articles))
	m.put("<meta name=\"viewport\" content=\"width=device-width\"/>\n<meta name=\"generator\" content=\"newspane\"/>\n")
	m.put("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\"/>\n")
	m.put("<title>%s</title>\n<style>\n%s</style>\n</head>\n<body>\n", escape(title), css)
	if len(articles) > 1 {
		m.put("<h1>%s</h1>\n<nav>\n<ol>\n", escape(title))
		for i, a := range articles {
			m.put("<li><a href=\"#a%d\">%s</a></li>\n", i+1, escape(a.Title.String()))
		}
		m.put("</ol>\n</nav>\n")
	}
	for i, a := range articles {
		if len(articles) > 1 {
			m.put("<a id=\"a%d\"></a>\n", i+1)
		}
		m.article(a)
	}
	m.put("</body>\n</html>\n")
	_, err := io.WriteString(w, m.b.String())
	return err
}

// language is the attribute of the only language that articles are in.
func language(articles []*feed.Article) string {
	lang := ""
	for _, a := range articles {
		switch {
		case a.Language == "" || lang != "" && a.Language != lang:
			return ""
		}
		lang = a.Language
	}
	if lang == "" {
		return ""
	}
	return fmt.Sprintf(` lang="%s"`, escape(lang))
}
