package parse

import (
	"strconv"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	ext "github.com/mmcdole/gofeed/extensions"
	"github.com/mmcdole/gofeed/rss"

	"newspane/feed"
)

// translator turns what gofeed has read into the words of package feed.
type translator struct {
	doc      *feed.Document
	base     string // of addresses in the feed
	bodyBase string // of addresses in bodies, when the item gives none
	atom     bool
	authors  []feed.Text
}

// translate makes the document; its items come from [translator.item].
func (t *translator) translate(f *gofeed.Feed, src *rss.Feed, v *envelope, o Options) *feed.Document {
	document := documentBase(o)
	if v.base != "" {
		if u := feed.ResolveURL(document, v.base); u != "" {
			document = u
		}
	}
	d := &feed.Document{
		Title:       feed.Clean(f.Title),
		Link:        feed.ResolveURL(document, f.Link),
		Self:        feed.ResolveURL(document, f.FeedLink),
		Hub:         feed.ResolveURL(document, v.hub.s),
		Description: feed.Clean(f.Description),
		Language:    language(f.Language),
		Rights:      feed.Clean(f.Copyright),
		Generator:   feed.Clean(f.Generator),
	}
	if d.Language == "" {
		d.Language = language(o.Header.Get("Content-Language"))
	}
	t.doc, t.atom = d, v.atom
	t.base = document
	if !v.atom && v.base == "" {
		for _, u := range []string{d.Link, d.Self} {
			if u != "" {
				t.base = u
				break
			}
		}
	}
	t.bodyBase = t.base
	if f.Image != nil {
		d.Image = feed.ResolveURL(t.base, f.Image.URL)
	}
	if f.UpdatedParsed != nil {
		d.Updated = f.UpdatedParsed.UTC()
	}
	t.authors = creators(f.DublinCoreExt)
	if len(t.authors) > 0 {
		d.Author = t.authors[0]
	}
	if n, err := strconv.Atoi(src.TTL); err == nil {
		d.TTL = time.Duration(n) * time.Minute
	}
	for _, h := range src.SkipHours {
		if n, err := strconv.Atoi(strings.TrimSpace(h)); err == nil && n >= 0 && n <= 24 {
			d.SkipHours = append(d.SkipHours, n%24)
		}
	}
	for _, day := range src.SkipDays {
		if w, ok := weekday(day); ok {
			d.SkipDays = append(d.SkipDays, w)
		}
	}
	return d
}

// documentBase is the address that a document's own addresses are relative to (RFC 3986 section 5.1).
func documentBase(o Options) string {
	base := feed.ResolveURL("", o.URL)
	if u := o.Header.Get("Content-Location"); u != "" {
		if u = feed.ResolveURL(base, u); u != "" {
			return u
		}
	}
	return base
}

func creators(dc *ext.DublinCoreExtension) []feed.Text {
	if dc == nil {
		return nil
	}
	var out []feed.Text
	for _, c := range dc.Creator {
		if name := feed.Clean(c); !name.IsEmpty() {
			out = append(out, name)
		}
	}
	return out
}

// language returns a language tag, "" for what cannot be one.
func language(s string) string {
	s = strings.ReplaceAll(strings.TrimSpace(s), "_", "-")
	for i := 0; i < len(s); i++ {
		if !isAlnum(s[i]) && s[i] != '-' || len(s) > 35 {
			return ""
		}
	}
	return s
}

func weekday(s string) (time.Weekday, bool) {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if strings.EqualFold(strings.TrimSpace(s), d.String()) {
			return d, true
		}
	}
	return 0, false
}

// item translates an item; identity is set by [identify].
func (t *translator) item(p *parsed) feed.Item {
	g := p.item
	it := feed.Item{
		Title: feed.Clean(g.Title),
		Link:  feed.ResolveURL(t.base, g.Link),
		Hash:  p.hash,
		Cut:   p.cut,
	}
	if g.PublishedParsed != nil && inRange(*g.PublishedParsed) { // gofeed takes any year where our own reader gave up
		it.Published = g.PublishedParsed.UTC()
	}
	if g.UpdatedParsed != nil {
		it.Updated = g.UpdatedParsed.UTC()
	}
	if it.Published.IsZero() {
		it.Published = it.Updated
	}
	if it.Authors = creators(g.DublinCoreExt); len(it.Authors) == 0 {
		it.Authors = t.authors
	}
	it.Email = feed.Clean(p.source.Author)
	for _, c := range g.Categories {
		if name := feed.Clean(c); !name.IsEmpty() {
			it.Categories = append(it.Categories, name)
		}
	}
	if g.DublinCoreExt != nil && len(g.DublinCoreExt.Language) > 0 {
		it.Language = language(g.DublinCoreExt.Language[0])
	}
	it.Comments, it.Replies = feed.ResolveURL(t.base, p.source.Comments), p.replies
	t.media(&it, g)
	base := t.baseOfBody(p, it.Link)
	it.Content = feed.HTML(finishBody(g.Content, base))
	it.Summary = feed.HTML(finishBody(g.Description, base))
	discussion(&it, p.discussed)
	return it
}

// baseOfBody returns the address that addresses in an item's HTML are relative to.
func (t *translator) baseOfBody(p *parsed, link string) string {
	switch {
	case p.bodyBase != "":
		if u := feed.ResolveURL(t.base, p.bodyBase); u != "" {
			return u
		}
	case !t.atom && link != "":
		return link
	}
	return t.bodyBase
}

// media takes enclosures, their durations and the picture.
func (t *translator) media(it *feed.Item, g *gofeed.Item) {
	for _, m := range g.Extensions["media"]["content"] {
		u := feed.ResolveURL(t.base, m.Attrs["url"])
		if u == "" {
			continue
		}
		size, err := strconv.ParseInt(strings.TrimSpace(m.Attrs["fileSize"]), 10, 64)
		if err != nil || size < 0 {
			size = 0
		}
		it.Enclosures = append(it.Enclosures, feed.Enclosure{URL: u, Type: strings.TrimSpace(m.Attrs["type"]), Length: size,
			Duration: readDuration(m.Attrs["duration"]), Title: feed.Clean(m.Attrs["title"])})
	}
	if g.ITunesExt != nil {
		it.Image = feed.ResolveURL(t.base, g.ITunesExt.Image)
		if d := readDuration(g.ITunesExt.Duration); d > 0 && len(it.Enclosures) > 0 && it.Enclosures[0].Duration == 0 {
			it.Enclosures[0].Duration = d
		}
	}
	if it.Link == "" && len(it.Enclosures) > 0 {
		it.Link = it.Enclosures[0].URL
	}
}

// resolve returns an address of the feed as an absolute one.
func (t *translator) resolve(ref string) string { return feed.ResolveURL(t.base, ref) }
