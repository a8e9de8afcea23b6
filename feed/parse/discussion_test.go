package parse

import "testing"

func TestDiscussionsAreFound(t *testing.T) {
	const head = `<rss version="2.0" xmlns:slash="http://purl.org/rss/1.0/modules/slash/" xmlns:wfw="http://wellformedweb.org/CommentAPI/"><channel><title>T</title><link>https://a.example/</link><item><title>One</title>`
	const tail = `</item></channel></rss>`
	reddit := func(content string) string {
		return `<feed xmlns="http://www.w3.org/2005/Atom"><title>r/news</title><entry><title>One</title><id>t3_1</id><link href="https://www.reddit.com/r/news/comments/1abc/one/"/>` +
			`<content type="html">` + content + `</content></entry></feed>`
	}
	for name, c := range map[string]struct {
		src, link, comments string
		replies             int
	}{
		"rss":            {head + `<link>https://a.example/1</link><comments>https://a.example/1#respond</comments><slash:comments>12</slash:comments>` + tail, "https://a.example/1", "https://a.example/1#respond", 12},
		"feed only":      {head + `<link>https://a.example/1</link><wfw:commentRss>https://a.example/1/feed</wfw:commentRss>` + tail, "https://a.example/1", "https://a.example/1#comments", 0},
		"none":           {head + `<link>https://a.example/1</link><slash:comments>many</slash:comments>` + tail, "https://a.example/1", "", 0},
		"atom threading": {`<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0"><title>T</title><entry><title>One</title><id>1</id><link href="https://a.example/1"/><link rel="replies" type="text/html" href="https://a.example/1#c" thr:count="7"/></entry></feed>`, "https://a.example/1", "https://a.example/1#c", 7},
		"hacker news":    {head + `<link>https://b.example/story</link><comments>https://news.ycombinator.com/item?id=42</comments>` + tail, "https://b.example/story", "https://news.ycombinator.com/item?id=42", 0},
		"reddit link":    {reddit(`&lt;a href=&quot;https://b.example/story?a=1&amp;amp;b=2&quot;&gt;[link]&lt;/a&gt; &lt;a href=&quot;https://www.reddit.com/r/news/comments/1abc/one/&quot;&gt;[comments]&lt;/a&gt;`), "https://b.example/story?a=1&b=2", "https://www.reddit.com/r/news/comments/1abc/one/", 0},
		"reddit text":    {reddit(`&lt;p&gt;Text&lt;/p&gt; &lt;a href=&quot;https://www.reddit.com/r/news/comments/1abc/one/&quot;&gt;[link]&lt;/a&gt;`), "https://www.reddit.com/r/news/comments/1abc/one/", "https://www.reddit.com/r/news/comments/1abc/one/", 0},
	} {
		d, err := Parse([]byte(c.src), Options{URL: "https://a.example/feed"})
		if err != nil || len(d.Items) != 1 {
			t.Fatalf("%s: %v, %+v", name, err, d)
		}
		if it := d.Items[0]; it.Link != c.link || it.Comments != c.comments || it.Replies != c.replies {
			t.Errorf("%s: link %q, comments %q, %d replies", name, it.Link, it.Comments, it.Replies)
		}
	}
}
