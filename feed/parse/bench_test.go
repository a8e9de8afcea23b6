package parse

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/mmcdole/gofeed"
)

// paragraphs returns n paragraphs of a blog post with links, a picture and the entities that such posts have.
func paragraphs(seed, n int) string {
	words := strings.Fields("the quick brown fox jumps over a lazy dog while markets in Łódź and São Paulo report " +
		"growth of 3.5% &mdash; experts say &ldquo;more&rdquo; is to come this year")
	var b strings.Builder
	for p := range n {
		b.WriteString("<p>")
		for w := range 60 {
			b.WriteString(words[(seed*7+p*13+w*5)%len(words)])
			b.WriteByte(' ')
		}
		fmt.Fprintf(&b, `<a href="https://site.example/story/%d">more</a></p>`, seed+p)
		if p%4 == 0 {
			fmt.Fprintf(&b, `<img src="https://img.example/%d.jpg" alt="">`, seed+p)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// sampleRSS is what a blog with WordPress serves.
func sampleRSS(from, n int) []byte {
	var b bytes.Buffer
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:wfw="http://wellformedweb.org/CommentAPI/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"
 xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"><channel>
<title>A blog</title><atom:link href="https://site.example/feed/" rel="self" type="application/rss+xml" /><link>https://site.example</link>
<description>News</description><lastBuildDate>Wed, 05 Nov 2025 14:04:05 +0000</lastBuildDate><language>en-US</language>
<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>1</sy:updateFrequency>
`)
	for i := from; i > from-n; i-- {
		fmt.Fprintf(&b, `<item><title>Story number %d &#8211; what it means</title><link>https://site.example/story/%d/</link>
<comments>https://site.example/story/%d/#comments</comments><dc:creator><![CDATA[Ann Lee]]></dc:creator><pubDate>%s</pubDate>
<category><![CDATA[Economy]]></category><category><![CDATA[World]]></category><guid isPermaLink="false">https://site.example/?p=%d</guid>
<description><![CDATA[%s]]></description><content:encoded><![CDATA[%s]]></content:encoded>
<wfw:commentRss>https://site.example/story/%d/feed/</wfw:commentRss><slash:comments>%d</slash:comments></item>
`, i, i, i, sampleTime(i).Format(time.RFC1123Z), i, paragraphs(i, 1), paragraphs(i, 8), i, i%9)
	}
	b.WriteString("</channel></rss>\n")
	return b.Bytes()
}

// sampleAtom is what a generator of static sites serves.
func sampleAtom(from, n int) []byte {
	var b bytes.Buffer
	b.WriteString(`<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>A site</title>
<link href="https://site.example/atom.xml" rel="self"/><link href="https://site.example/"/><id>https://site.example/</id>
<updated>2025-11-05T14:04:05Z</updated><author><name>Ann Lee</name></author>
`)
	for i := from; i > from-n; i-- {
		fmt.Fprintf(&b, `<entry><title type="html">Story number %d &amp;amp; more</title><link href="https://site.example/story/%d/"/>
<id>https://site.example/story/%d</id><published>%s</published><updated>%s</updated><category term="economy"/>
<content type="html">%s</content><summary type="html">%s</summary></entry>
`, i, i, i, sampleTime(i).Format(time.RFC3339), sampleTime(i).Format(time.RFC3339), escapeText(paragraphs(i, 8)), escapeText(paragraphs(i, 1)))
	}
	b.WriteString("</feed>\n")
	return b.Bytes()
}

// sampleNews is what a news site serves: headlines and teasers.
func sampleNews(from, n int) []byte {
	var b bytes.Buffer
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel>
<title>News</title><link>https://news.example/</link><description>World news</description><ttl>15</ttl>
`)
	for i := from; i > from-n; i-- {
		fmt.Fprintf(&b, `<item><title>Headline %d: ministers meet</title><description>Ministers met on day %d to talk about what they had
talked about before.</description><link>https://news.example/%d</link><guid isPermaLink="true">https://news.example/%d</guid>
<pubDate>%s</pubDate><media:thumbnail width="240" height="135" url="https://img.example/%d.jpg"/></item>
`, i, i, i, i, sampleTime(i).Format(time.RFC1123), i)
	}
	b.WriteString("</channel></rss>\n")
	return b.Bytes()
}

func sampleTime(i int) time.Time {
	return time.Date(2025, 1, 1, 6, 0, 0, 0, time.UTC).Add(time.Duration(i) * time.Hour)
}

var samples = []struct {
	name string
	make func(from, n int) []byte
}{{"blog", sampleRSS}, {"atom", sampleAtom}, {"news", sampleNews}}

// BenchmarkFirstParse reads feeds of which nothing is known.
func BenchmarkFirstParse(b *testing.B) {
	for _, s := range samples {
		b.Run(s.name, func(b *testing.B) {
			body := s.make(1000, 30)
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for b.Loop() {
				if d, err := Parse(body, Options{URL: "https://site.example/feed"}); err != nil || len(d.Items) != 30 {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkPollWithOneNewItem reads feeds of which 29 of 30 items are known.
func BenchmarkPollWithOneNewItem(b *testing.B) {
	for _, s := range samples {
		b.Run(s.name, func(b *testing.B) {
			old, err := Parse(s.make(1000, 30), Options{})
			if err != nil {
				b.Fatal(err)
			}
			known := map[string]bool{}
			for _, it := range old.Items {
				known[it.Hash] = true
			}
			body := s.make(1001, 30)
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for b.Loop() {
				d, err := Parse(body, Options{Known: func(h string) bool { return known[h] }})
				if err != nil || len(d.Items) != 30 || d.Items[0].Title.IsEmpty() || !d.Items[1].Title.IsEmpty() {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkBareGofeed is what the two others are measured against.
func BenchmarkBareGofeed(b *testing.B) {
	for _, s := range samples {
		b.Run(s.name, func(b *testing.B) {
			body := s.make(1000, 30)
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for b.Loop() {
				if f, err := gofeed.NewParser().Parse(bytes.NewReader(body)); err != nil || len(f.Items) != 30 {
					b.Fatal(err)
				}
			}
		})
	}
}
