package parse

import (
	"strings"
	"testing"
)

func TestLimitsHold(t *testing.T) {
	d := mustParse(t, "<rss><channel>"+strings.Repeat("<item><title>x</title></item>", 3)+strings.Repeat("<item/>", maxItems)+"</channel></rss>")
	if len(d.Items) > maxItems || !d.Truncated {
		t.Errorf("%d items, truncated %v", len(d.Items), d.Truncated)
	}
	var many strings.Builder
	for i := range 500 {
		many.WriteString("<category>" + strings.Repeat("c", i+1) + "</category><author>" + strings.Repeat("a", i+1) + "</author>")
		many.WriteString(`<enclosure url="https://e.example/` + strings.Repeat("e", i+1) + `"/>`)
	}
	it := mustParse(t, rssWith(many.String()+"<title>"+strings.Repeat("é", maxLine)+"</title><description>"+strings.Repeat("é", maxText)+"</description><link>https://e.example/"+strings.Repeat("x", maxURL)+"</link>")).Items[0]
	if len(it.Categories) != maxCats || len(it.Authors) != maxPeople || len(it.Enclosures) != maxMedia || len(it.Title.String()) > maxLine ||
		len(it.Summary) > maxText || strings.Contains(string(it.Summary), "\ufffd") || strings.Contains(it.Link, "xxx") {
		t.Errorf("%d categories, %d authors, %d enclosures, title of %d, body of %d, link of %d bytes", len(it.Categories), len(it.Authors),
			len(it.Enclosures), len(it.Title.String()), len(it.Summary), len(it.Link))
	}
}

func TestABodyOverTheLimitKeepsItsBeginning(t *testing.T) {
	d := mustParse(t, `<rss><channel><title>T</title><item><title>first</title></item><item><description>`+strings.Repeat("x", maxBody)+`</description></item></channel></rss>`)
	if !d.Truncated || len(d.Items) != 2 || d.Items[0].Cut || !d.Items[1].Cut {
		t.Errorf("truncated %v, %d items", d.Truncated, len(d.Items))
	}
}

// Each of these made a parser quadratic, deep or large somewhere; a regression shows as a test that does not end.
func TestHostileInputEnds(t *testing.T) {
	const n = 4 << 20
	fill := func(s string) string { return strings.Repeat(s, n/len(s)) }
	item := "<rss><channel><item><description>"
	for name, body := range map[string]string{
		"items": "<rss><channel>" + fill("<item/>"), "open tags": item + fill("<a "), "angles": item + fill("<"), "CDATA": item + fill(cdataOpen),
		"CDATA over items": item + fill(cdataOpen+"</item>") + cdataClose, "CDATA over tags": item + fill(cdataOpen+"</x>") + "</item>" + cdataOpen + cdataClose,
		"comments": item + fill("<!--"), "declarations": item + fill("<!DOCTYPE [>"), "open declarations": item + fill("<!DOCTYPE ["),
		"instructions": item + fill("<?x"), "other instructions": item + fill("<?x >"), "quotes": item + fill(`<a b="<c d='`), "references": item + fill("&#"),
		"nested bodies": "<rss><channel><item>" + fill("<description>"), "nested entries": "<feed>" + fill("<entry><content>"), "heads": "<rss><channel>" + fill("<title>"),
		"deep JSON": `{"items":[` + fill("["), "deep objects": `{"items":[{"a":` + fill(`{"a":`), "flat JSON": `{"items":[{"id":1,"tags":[` + fill("1,"), "JSON keys": "{" + fill(`"a":1,`),
		"scripts": item + cdataOpen + fill("<script>"), "escapes": item + fill("\x1b]"), "no feed": fill("<a>"), "blank": fill("\x00"), "bytes": fill("\xc3"),
		"laughs": `<!DOCTYPE r [<!ENTITY a "` + strings.Repeat("b", 900) + `">]>` + item + fill("&a;"), "images": "<rss><channel>" + fill("<image><url>"),
		"relative links": item + cdataOpen + fill(`<a href="x">`), "people": "<feed><entry><source>" + fill("<author><name>"), "dates": "<rss><channel>" + fill("<item><pubDate>99 Bar 20255 1 2 3</pubDate></item>"),
	} {
		d, err := Parse([]byte(body), Options{URL: "https://feeds.example/"})
		if err == nil && len(d.Items) > maxItems {
			t.Errorf("%s: %d items", name, len(d.Items))
		}
	}
}
