package opml

import (
	"bufio"
	"encoding/xml"
	"io"
	"slices"
	"strings"
	"time"

	"newspane/feed"
)

// Write writes subscriptions as OPML 2.0, folders as nested outlines. Feeds and folders come in the order in which subs
// has them, a folder where its first feed stands; the same arguments give the same bytes. Settings are attributes of a
// namespace of our own, which other readers pass over; where a password is stands there, the password does not.
func Write(w io.Writer, title string, now time.Time, subs []feed.Subscription) error {
	root := &group{}
	for i := range subs {
		root.add(&subs[i])
	}
	p := printer{w: bufio.NewWriter(w)}
	p.raw(xml.Header + "<opml version=\"2.0\"" + namespace(subs) + ">\n  <head>\n    <title>")
	p.text(feed.Clean(title).String())
	p.raw("</title>\n    <dateCreated>" + now.UTC().Format(time.RFC1123Z) + "</dateCreated>\n  </head>\n  <body>\n")
	p.group(root, 2)
	p.raw("  </body>\n</opml>\n")
	if p.err != nil {
		return p.err
	}
	return p.w.Flush()
}

// namespace declares our attributes where there are any.
func namespace(subs []feed.Subscription) string {
	if slices.ContainsFunc(subs, func(s feed.Subscription) bool { return s.Settings != feed.Settings{} }) {
		return ` xmlns:newspane="https://newspane.example/opml"`
	}
	return ""
}

// group is a folder: feeds and folders in order.
type group struct {
	name  string
	lines []line
	index map[string]*group
}

// line is a feed or a folder.
type line struct {
	sub   *feed.Subscription
	group *group
}

// add puts a subscription into its folder.
func (g *group) add(s *feed.Subscription) {
	depth := 0
	for _, name := range strings.Split(s.Folder, "/") {
		if name = feed.Clean(name).String(); name == "" || depth >= maxDepth {
			continue
		}
		depth++
		inner := g.index[name]
		if inner == nil {
			inner = &group{name: name}
			if g.index == nil {
				g.index = map[string]*group{}
			}
			g.index[name] = inner
			g.lines = append(g.lines, line{group: inner})
		}
		g = inner
	}
	g.lines = append(g.lines, line{sub: s})
}

// printer writes until the first error, which it keeps.
type printer struct {
	w   *bufio.Writer
	err error
}

func (p *printer) raw(s string) {
	if p.err == nil {
		_, p.err = p.w.WriteString(s)
	}
}

func (p *printer) text(s string) {
	if p.err == nil {
		p.err = xml.EscapeText(p.w, []byte(s))
	}
}

func (p *printer) attr(name, value string) {
	if value == "" {
		return
	}
	p.raw(" " + name + `="`)
	p.text(value)
	p.raw(`"`)
}

// group writes the outlines of a folder. Folders are at most maxDepth deep, so the recursion is.
func (p *printer) group(g *group, level int) {
	indent := strings.Repeat("  ", level)
	for _, l := range g.lines {
		p.raw(indent + "<outline")
		if l.group != nil {
			p.attr("text", l.group.name)
			p.attr("title", l.group.name)
			p.raw(">\n")
			p.group(l.group, level+1)
			p.raw(indent + "</outline>\n")
			continue
		}
		name := l.sub.Title.String()
		if name == "" {
			name = feed.Clean(l.sub.URL).String()
		}
		p.attr("text", name)
		p.attr("title", l.sub.Title.String())
		p.raw(` type="rss"`)
		p.attr("xmlUrl", l.sub.URL)
		p.attr("htmlUrl", l.sub.Site)
		p.attr("language", l.sub.Language)
		for _, key := range feed.SettingKeys() {
			p.attr(prefix+key, strings.Join(l.sub.Settings.Get(key), "\n"))
		}
		p.raw("/>\n")
	}
}
