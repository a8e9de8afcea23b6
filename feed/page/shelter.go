package page

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newspane/feed"
	"newspane/feed/clean"
)

// players are the sites whose frames in a text are a part of it: films, sound, maps, charts, posts.
var players = wordSet("youtube.com youtube-nocookie.com youtu.be vimeo.com dailymotion.com twitch.tv soundcloud.com spotify.com bandcamp.com mixcloud.com " +
	"archive.org ted.com brightcove.net jwplatform.com kaltura.com rutube.ru vk.com bilibili.com youku.com nicovideo.jp navertv.kr " +
	"datawrapper.de dwcdn.net flourish.studio flo.uri.sh infogram.com tableau.com knightlab.com documentcloud.org scribd.com slideshare.net " +
	"openstreetmap.org codepen.io jsfiddle.net gist.github.com observablehq.com arte.tv ardmediathek.de rts.ch rai.it podigee.io acast.com megaphone.fm libsyn.com buzzsprout.com simplecast.com")

// shelter puts what readability throws away, wherever it stands, into elements that it leaves alone: pull quotes set aside
// become quotes, frames that show something become films, which are shown as links, and formulas become text.
// Marks of notes that only a style sheet raises are raised.
func (x *extraction) shelter() {
	var marks []*html.Node
	for n := x.doc; n != nil; n = next(n, x.doc, true) {
		switch n.DataAtom {
		case atom.A:
			if c := n.FirstChild; c != nil && c.Type == html.TextNode && c.NextSibling == nil && isMark(c.Data) && isReference(n) && above(n, isRaised) == nil {
				marks = append(marks, n)
			}
		case atom.Aside:
			if clean.IsPullQuote(n) {
				n.DataAtom, n.Data = atom.Blockquote, "blockquote"
			}
		case atom.Math:
			x.formula(n)
		case atom.Iframe:
			if name := x.frame(n); name != "" {
				n.DataAtom, n.Data = atom.Video, "video"
				n.FirstChild, n.LastChild = nil, nil
				n.Attr = []html.Attribute{{Key: "src", Val: frameAddress(n)}, {Key: "title", Val: name}}
			}
		}
	}
	for _, a := range marks {
		sup := &html.Node{Type: html.ElementNode, DataAtom: atom.Sup, Data: "sup"}
		a.Parent.InsertBefore(sup, a)
		remove(a)
		sup.AppendChild(a)
	}
}

// isMark reports whether a text is a number or a sign that refers to a note.
func isMark(s string) bool {
	s = strings.TrimSpace(s)
	return s != "" && len(s) <= maxMark && strings.Trim(s, "0123456789*†‡") == ""
}

const maxMark = 6 // bytes of a footnote's mark

// formula puts a formula as text in the place of its symbols; one that stands on a line of its own keeps it.
func (x *extraction) formula(n *html.Node) {
	line := clean.Formula(n)
	if line == nil {
		return
	}
	n.Data, n.DataAtom, n.Namespace, n.FirstChild, n.LastChild = "span", atom.Span, "", nil, nil
	for c := line.FirstChild; c != nil; c = line.FirstChild {
		line.RemoveChild(c)
		n.AppendChild(c)
	}
	if attr(n, "display") == "block" {
		n.InsertBefore(&html.Node{Type: html.ElementNode, Data: "br", DataAtom: atom.Br}, n.FirstChild)
		n.AppendChild(&html.Node{Type: html.ElementNode, Data: "br", DataAtom: atom.Br})
	}
	n.Attr = nil
}

func frameAddress(n *html.Node) string {
	for _, key := range []string{"src", "data-src", "data-lazy-src"} {
		if v := attr(n, key); v != "" && v != "about:blank" {
			return v
		}
	}
	return ""
}

// frame is what a frame is called, "" when it is no part of the text: an advertisement, a counter, a box of the site's.
func (x *extraction) frame(n *html.Node) string {
	address := feed.ResolveURL(x.base, frameAddress(n))
	u, err := url.Parse(address)
	if err != nil || address == "" || clean.Hidden(n) || attr(n, "width") == "0" || attr(n, "height") == "0" || attr(n, "width") == "1" {
		return ""
	}
	title := strings.Join(strings.Fields(attr(n, "title")), " ")
	host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	known := players[siteOf(host)] || players[host] || strings.Contains(u.Path, "/maps/embed")
	if !known && (letters(title) < minFrameTitle || above(n, func(p *html.Node) bool {
		return p.DataAtom == atom.Article || p.DataAtom == atom.Main || p.DataAtom == atom.Figure
	}) == nil || isBoilerplate(title) || saysSite(n)) {
		return ""
	}
	if letters(title) < minFrameTitle {
		return "Embedded: " + host
	}
	return title
}

const minFrameTitle = 8 // letters of a title that says what a frame shows
