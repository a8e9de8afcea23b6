package parse

import (
	"errors"
	"net/http"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"newspane/feed"
)

func fixture(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func mustParse(t *testing.T, body string) *feed.Document {
	t.Helper()
	d, err := Parse([]byte(body), Options{URL: "https://feeds.example/dir/feed.xml"})
	if err != nil {
		t.Fatalf("Parse(%.200q): %v", body, err)
	}
	return d
}

// rssWith returns a feed of one item that holds inner.
func rssWith(inner string) string {
	return `<rss version="2.0"><channel><title>T</title><link>https://site.example/</link><item>` + inner + `</item></channel></rss>`
}

func texts(all []feed.Text) []string {
	var out []string
	for _, t := range all {
		out = append(out, t.String())
	}
	return out
}

var noon = time.Date(2025, 11, 5, 14, 4, 5, 0, time.UTC)

func TestRSSIsReadWhole(t *testing.T) {
	d := mustParse(t, string(fixture(t, "rss20.xml")))
	if d.Title.String() != "Harbour News" || d.Link != "https://harbour.example/" || d.Self != "https://harbour.example/feed" ||
		d.Description.String() != "What the tide brings" || d.Language != "en-gb" || d.Rights.String() != "2025 Harbour & Sons" ||
		d.Generator.String() != "Press 1.0" || d.Author.String() != "The Desk" || d.Image != "https://harbour.example/logo.png" ||
		!d.Updated.Equal(noon) || d.Truncated {
		t.Errorf("feed: %+v", d)
	}
	if d.TTL != 6*time.Hour || !reflect.DeepEqual(d.SkipHours, []int{1, 0}) || !reflect.DeepEqual(d.SkipDays, []time.Weekday{time.Sunday}) {
		t.Errorf("schedule: %v %v %v", d.TTL, d.SkipHours, d.SkipDays)
	}
	if len(d.Items) != 2 {
		t.Fatalf("%d items", len(d.Items))
	}
	it := d.Items[0]
	if it.ID != "harbour-1" || it.Title.String() != "Ferry Blue sails & returns" || it.Link != "https://harbour.example/ferry" ||
		!it.Published.Equal(noon) || it.Comments != "https://harbour.example/ferry#comments" || it.Summary != "Short." {
		t.Errorf("item: %+v", it)
	}
	if got := texts(it.Authors); !reflect.DeepEqual(got, []string{"Ann Lee", "Bo Ek"}) {
		t.Errorf("authors: %q", got)
	}
	if got := texts(it.Categories); !reflect.DeepEqual(got, []string{"Ships", "Tides & Times"}) {
		t.Errorf("categories: %q", got)
	}
	const body = `<p>Long <a href="https://harbour.example/more.html">text</a><img src="https://harbour.example/pic.jpg"></p>`
	if it.Content != body {
		t.Errorf("content: %s", it.Content)
	}
	want := []feed.Enclosure{{URL: "https://harbour.example/audio.mp3", Type: "audio/mpeg", Length: 12345}}
	if !reflect.DeepEqual(it.Enclosures, want) {
		t.Errorf("enclosures: %+v", it.Enclosures)
	}
	if second := d.Items[1]; second.Link != "https://harbour.example/quiet" || second.Authors[0].String() != "The Desk" {
		t.Errorf("second item: %+v", second)
	}
}

func TestAtomIsReadWhole(t *testing.T) {
	d := mustParse(t, string(fixture(t, "atom10.xml")))
	if d.Title.String() != "Das <Blatt>" || d.Language != "de" || d.Author.String() != "Redaktion" || d.Rights.String() != "frei" ||
		d.Self != "https://blatt.example/atom.xml" || len(d.Items) != 2 {
		t.Fatalf("feed: %+v", d)
	}
	it := d.Items[0]
	if it.Title.String() != "Eins & zwei" || it.Link != "https://blatt.example/a/1.html" || it.ID != "tag:blatt.example,2025:1" ||
		it.Comments != "https://blatt.example/a/1.html#replies" || !it.Published.Equal(noon) || !it.Updated.Equal(noon.AddDate(0, 0, 1)) ||
		it.Authors[0].String() != "Redaktion" || it.Categories[0].String() != "Ex" {
		t.Errorf("entry: %+v", it)
	}
	if it.Content != `<p>Ein <b>Satz</b> &lt; zwei.<br></p>` || it.Summary != "a &lt; b" {
		t.Errorf("bodies: %q %q", it.Content, it.Summary)
	}
	if e := it.Enclosures; len(e) != 1 || e[0].URL != "https://blatt.example/a/1.mp3" || e[0].Title.String() != "Hören" {
		t.Errorf("enclosures: %+v", e)
	}
	second := d.Items[1]
	if got := texts(second.Authors); !reflect.DeepEqual(got, []string{"Eva", "Max"}) || second.Summary != "Vom Wasser" ||
		second.Image != "https://blatt.example/v.jpg" || second.Enclosures[0].Duration != 61*time.Second {
		t.Errorf("media: %+v", second)
	}
}

func TestOtherFormatsAreRead(t *testing.T) {
	for _, c := range []struct{ file, title, item, link, id string }{
		{"rss10.xml", "RDF site", "First", "https://rdf.example/1", "https://rdf.example/1"},
		{"channel.cdf", "Old channel", "An item", "http://cdf.example/a", "http://cdf.example/a"},
		{"podcast.xml", "Talk", "Episode 1", "https://talk.example/1.mp3", "ep1"},
		{"feed.json", "JSON site", "One", "https://json.example/one", "1"},
	} {
		d := mustParse(t, string(fixture(t, c.file)))
		if d.Title.String() != c.title || len(d.Items) == 0 {
			t.Errorf("%s: %+v", c.file, d)
			continue
		}
		if it := d.Items[0]; it.Title.String() != c.item || it.Link != c.link || it.ID != c.id {
			t.Errorf("%s: %+v", c.file, it)
		}
	}
}

func TestPodcastHasItsDurationAndPicture(t *testing.T) {
	it := mustParse(t, string(fixture(t, "podcast.xml"))).Items[0]
	if it.Enclosures[0].Duration != time.Hour+2*time.Minute+3*time.Second || it.Image != "https://talk.example/1.jpg" ||
		it.Summary != "We talk." || it.Authors[0].String() != "The Talkers" {
		t.Errorf("%+v", it)
	}
}

func TestJSONFeedIsReadLeniently(t *testing.T) {
	d := mustParse(t, string(fixture(t, "feed.json")))
	if len(d.Items) != 2 || d.Truncated {
		t.Fatalf("%+v", d)
	}
	one, two := d.Items[0], d.Items[1]
	if one.Content != `<p>Hi <img src="https://json.example/a.png"></p>` && !strings.Contains(string(one.Content), `src="https://json.example/`) {
		t.Errorf("content: %s", one.Content)
	}
	if one.Enclosures[0].Duration != 90*time.Second || one.Authors[0].String() != "Ann" || len(one.Categories) != 2 {
		t.Errorf("%+v", one)
	}
	if two.Content != "1 &lt; 2<br>\nthree" || two.Authors[0].String() != "Bo (staff)" || two.Link != "https://json.example/two" {
		t.Errorf("%+v", two)
	}
}

func TestDamageStaysInItsItem(t *testing.T) {
	good := `<item><title>Good</title><link>https://site.example/good</link></item>`
	for name, bad := range map[string]string{
		"unclosed item":        `<item><title>Bad</title>`,
		"unclosed title":       `<item><title>Bad<link>https://site.example/b</link></item>`,
		"unclosed description": `<item><title>Bad</title><description>text <b>bold</item>`,
		"unclosed CDATA":       `<item><title>Bad</title><description><![CDATA[text</description></item>`,
		"unclosed comment":     `<item><title>Bad</title><!-- text </item>`,
		"bare markup":          `<item><title>Bad</title><description><p>a<br>b <img src=x> & c < d</description></item>`,
		"wrong end tag":        `<item><title>Bad</TITLE><description>x</b></i></description></item>`,
		"undeclared prefix":    `<item><title>Bad</title><foo:bar xyz:a="1">x</foo:bar></item>`,
		"unquoted attributes":  `<item><title>Bad</title><enclosure url=https://site.example/x.mp3 length=5></item>`,
		"control characters":   "<item><title>B\x00a\x08d</title>\x0b</item>",
		"stray end tags":       `</b></p><item></i><title>Bad</title></item></div>`,
		"unknown reference":    `<item><title>Bad</title><description>&foo; &#xffff; &</description></item>`,
		"half a tag":           `<item><title>Bad</title><descr </item>`,
	} {
		d := mustParse(t, `<rss><channel><title>T</title>`+good+bad+strings.ReplaceAll(good, "ood", "reat")+`</channel></rss>`)
		if len(d.Items) != 3 {
			t.Errorf("%s: %d items: %+v", name, len(d.Items), d.Items)
			continue
		}
		if a, b, c := d.Items[0].Title.String(), d.Items[1].Title.String(), d.Items[2].Title.String(); a != "Good" || b != "Bad" || c != "Great" {
			t.Errorf("%s: titles %q %q %q", name, a, b, c)
		}
	}
}

func TestJunkAroundTheFeedIsSkipped(t *testing.T) {
	body := rssWith("<title>x</title>")
	for _, before := range []string{"\n \t", "garbage ", "<br />\n<b>Warning</b>: x in <b>/a.php</b>", "<!-- " + strings.Repeat("x", 200_000) + " -->",
		"<?xml version='1.0'?><?xml version='1.1'?>", "\ufeff\ufeff", "ï»¿", "<? php ?>"} {
		if d := mustParse(t, before+body+"<script>x</script>\x00\x00 tail"); len(d.Items) != 1 || d.Title.String() != "T" {
			t.Errorf("%.20q: %+v", before, d)
		}
	}
}

func TestACutFeedKeepsWhatIsWhole(t *testing.T) {
	whole := string(fixture(t, "rss20.xml"))
	start, end := strings.Index(whole, "<item>"), strings.Index(whole, "</item>")
	for i := start + 40; i < end; i += 7 {
		d := mustParse(t, whole[:i])
		if !d.Truncated {
			t.Fatalf("cut at %d: not marked as truncated", i)
		}
		for _, it := range d.Items {
			if !it.Cut {
				t.Errorf("cut at %d: the item is not marked", i)
			}
			if it.Link != "" && it.Link != "https://harbour.example/ferry" && it.Link != "https://harbour.example/audio.mp3" {
				t.Errorf("cut at %d: half a link: %q", i, it.Link)
			}
		}
	}
	if d := mustParse(t, whole); d.Truncated || d.Items[1].Cut {
		t.Error("the whole feed is marked as cut")
	}
}

func TestNamespacesCountHoweverTheyAreSpelt(t *testing.T) {
	for _, uri := range []string{"http://purl.org/dc/elements/1.1/", "https://purl.org/dc/elements/1.1", "HTTP://PURL.ORG/DC/ELEMENTS/1.1/", "http://purl.org/dc/elements/1.0/"} {
		d := mustParse(t, `<rss xmlns:x="`+uri+`"><channel><item><title>t</title><x:creator>Ann</x:creator></item></channel></rss>`)
		if len(d.Items[0].Authors) != 1 || d.Items[0].Authors[0].String() != "Ann" {
			t.Errorf("%s: %v", uri, d.Items[0].Authors)
		}
	}
	d := mustParse(t, `<a:feed xmlns:a="https://www.w3.org/2005/Atom/"><a:title>T</a:title><a:entry><a:title>x &lt;b&gt;</a:title></a:entry></a:feed>`)
	if d.Title.String() != "T" || d.Items[0].Title.String() != "x <b>" {
		t.Errorf("prefixed Atom: %+v", d)
	}
}

func TestTitlesAreShownAsMeant(t *testing.T) {
	for in, want := range map[string]string{
		"Tom &amp; Jerry": "Tom & Jerry", "Tom &amp;amp; Jerry": "Tom & Jerry", "AT&T": "AT&T", "a &lt; b": "a < b",
		"Vec&lt;T&gt; and I &lt;3 you": "Vec<T> and I <3 you", "&lt;b&gt;bold&lt;/b&gt;": "bold", "<![CDATA[<em>Hey</em>]]>": "Hey",
		"x?a=1&b=2&copy=3": "x?a=1&b=2&copy=3", "&#147;q&#x94;": "“q”", "a&#0;b": "ab", "It&#8217;s": "It’s", "It&amp;#8217;s": "It’s",
		"One <i>it</i>": "One it", "&#55357;&#56832;": "😀", "<![CDATA[a]]> &amp; <![CDATA[b]]>": "a & b", "a\u202eb": "ab",
		"<![CDATA[<script>x</script>y]]>": "y", "\n  two\n lines ": "two lines", "&eacute;&nbsp;&hellip;": "é …", "a &amp b": "a & b",
	} {
		if got := mustParse(t, rssWith("<title>"+in+"</title>")).Items[0].Title.String(); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestLinksFallBackInOrder(t *testing.T) {
	for in, want := range map[string]string{
		`<link>/a b</link>`:                          "https://site.example/a%20b",
		`<link>javascript:x</link>`:                  "",
		`<guid>https://g.example/1</guid>`:           "https://g.example/1",
		`<guid>tag:x,2025:1</guid>`:                  "",
		`<link href="https://h.example/"/>`:          "https://h.example/",
		`<enclosure url="https://e.example/x.mp3"/>`: "https://e.example/x.mp3",
		`<link>https://p.example/r</link><feedburner:origLink>https://o.example/</feedburner:origLink>`: "https://o.example/",
		`<guid isPermaLink="false">https://g.example/1</guid><atom:link href="https://a.example/"/>`:    "https://a.example/",
	} {
		if got := mustParse(t, rssWith("<title>t</title>"+in)).Items[0].Link; got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}

func TestPeopleAreRead(t *testing.T) {
	for in, want := range map[string]person{
		"Ann Lee": {"Ann Lee", ""}, "ann@e.org (Ann Lee)": {"Ann Lee", "ann@e.org"}, "Ann Lee (ann@e.org)": {"Ann Lee", "ann@e.org"},
		`"Ann Lee" <ann@e.org>`: {"Ann Lee", "ann@e.org"}, "ann@e.org": {"", "ann@e.org"}, "Ann (Reuters)": {"Ann (Reuters)", ""},
		"Ann (mailto:ann@e.org)": {"Ann", "ann@e.org"}, "Ann (@ann)": {"Ann (@ann)", ""}, "<a@b.c>": {"", "a@b.c"}, "": {}, "A @ B": {"A @ B", ""},
	} {
		if got := readPerson(in); got != want {
			t.Errorf("%q: %+v, want %+v", in, got, want)
		}
	}
}

func TestDurationsAreClamped(t *testing.T) {
	for in, want := range map[string]time.Duration{
		"90": 90 * time.Second, "1:30": 90 * time.Second, "1:00:00": time.Hour, "PT1H2M3S": time.Hour + 2*time.Minute + 3*time.Second,
		"P1DT1S": 24*time.Hour + time.Second, "": 0, "soon": 0, "-5": 0, "NaN": 0, "99999999999999999999": maxDuration, "1e300:00": maxDuration,
	} {
		if got := readDuration(in); got != want {
			t.Errorf("%q: %v, want %v", in, got, want)
		}
	}
}

func TestWhatIsNoFeedIsNamed(t *testing.T) {
	for body, want := range map[string]string{
		"": "empty", " \n ": "blank", "Service unavailable": `"Service unavailable"`,
		"<!DOCTYPE html><html><head><title>Just a moment</title><link rel=alternate href=/feed></head><body><p>x": `web page, not a feed: "Just a moment"`,
		`{"error":"rate limited"}`: "rate limited", "[1,2]": "JSON", `<opml><body/></opml>`: "OPML", `<urlset><url/></urlset>`: "sitemap",
		"%PDF-1.4": "PDF", "\x89PNG\r\n": "picture", `<svg><title>x</title></svg>`: "picture", "<note>x</note>": "<note>",
	} {
		_, err := Parse([]byte(body), Options{})
		var e *feed.Error
		if !errors.As(err, &e) || e.Kind != feed.NotFeed || !strings.Contains(e.Err.Error(), want) {
			t.Errorf("%.40q: %v, want %q", body, err, want)
		}
	}
}

func TestEntitiesOfADoctypeAreReplacedOnce(t *testing.T) {
	d := mustParse(t, `<!DOCTYPE rss [<!ENTITY who "World"><!ENTITY a "&b;&b;"><!ENTITY b "&a;&a;">]>`+rssWith("<title>Hello &who; &a;</title>"))
	if got := d.Items[0].Title.String(); got != "Hello World &b;&b;" {
		t.Errorf("%q", got)
	}
}

func TestBaseIsTheDocumentForAtomAndThePageForRSS(t *testing.T) {
	atom := mustParse(t, `<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><link href="https://site.example/"/><entry><id>1</id><link href="p/1"/><content type="html">&lt;img src="i.png"></content></entry></feed>`)
	if it := atom.Items[0]; it.Link != "https://feeds.example/dir/p/1" || it.Content != `<img src="https://feeds.example/dir/i.png">` {
		t.Errorf("Atom: %+v", it)
	}
	rss := mustParse(t, rssWith(`<link>https://site.example/p/1</link><description>&lt;a href='/x' title="q">l&lt;/a> &lt;a href="#n">n&lt;/a></description>`))
	if got := rss.Items[0].Summary; got != `<a href="https://site.example/x" title="q">l</a> <a href="#n">n</a>` {
		t.Errorf("RSS: %s", got)
	}
	d, err := Parse([]byte(`<feed><entry><link href="x"/></entry></feed>`), Options{URL: "https://a.example/", Header: http.Header{"Content-Location": {"/real/feed"}}})
	if err != nil || d.Items[0].Link != "https://a.example/real/x" {
		t.Errorf("Content-Location: %+v %v", d, err)
	}
}
