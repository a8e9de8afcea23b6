package page

import (
	"fmt"
	"strings"
	"testing"

	"newspane/feed"
)

// cards is a list of links to stories of the site.
func cards(titles ...string) string {
	var b strings.Builder
	b.WriteString("<ul>")
	for i, s := range titles {
		fmt.Fprintf(&b, `<li><a href="/2024/04/%s-%d.html">%s</a></li>`, strings.ReplaceAll(fold(s), " ", "-"), 4100+i, s)
	}
	b.WriteString("</ul>")
	return b.String()
}

func kinds(p *feed.Page) string {
	var out []string
	for _, l := range p.Related {
		out = append(out, l.Kind.String()+": "+l.Title.String())
	}
	return strings.Join(out, "\n")
}

func TestLabelOfEachLanguageHeadsRelatedStories(t *testing.T) {
	for _, l := range labels {
		for kind, list := range map[string][]string{"see-also": l.related, "more": l.more, "site": l.site} {
			for _, label := range list {
				shown := strings.ReplaceAll(label, " *", " Lindenau")
				p := extract(t, pears("", filler+`</article><section><h3>`+shown+`</h3>`+cards("Witnesses and pears at last", "Pears for the second witness")+`</section>`))
				want := kind
				if k := labelOf(shown); k != noLabel { // a word may mean more in another language
					want = linkKinds[k].String()
				}
				if n := strings.Count(kinds(p), want+": "); n != 2 {
					t.Errorf("%s %q: got %q, want 2 × %s", l.lang, shown, kinds(p), want)
				}
			}
		}
	}
}

func TestLabelsSayWhatTheyHead(t *testing.T) {
	for s, want := range map[string]labelKind{
		"See also": relatedLabel, "SEE ALSO:": relatedLabel, "Related articles": relatedLabel, "Mehr zum Thema Gaza": relatedLabel,
		"Lesen Sie auch": relatedLabel, "À lire aussi": relatedLabel, "Czytaj też": relatedLabel, "関連記事": relatedLabel,
		"Más información": relatedLabel, "Taip pat skaitykite": relatedLabel, "مقالات ذات صلة": relatedLabel,
		"More from Politics": moreLabel, "Mehr aus dem Ressort": moreLabel,
		"Most read": siteLabel, "Most popular in Sport": siteLabel, "Meistgelesen": siteLabel, "Lo más visto": siteLabel, "ランキング": siteLabel,
		"": noLabel, "The committee": noLabel, "Related to this is the question of who paid for the second bridge and why": noLabel,
	} {
		if got := labelOf(s); got != want {
			t.Errorf("%q: got %d want %d", s, got, want)
		}
	}
}

func TestSiteWideListsAreNotRelated(t *testing.T) {
	p := extract(t, pears("", filler+`</article><aside><h4>Most read</h4>`+cards("Choir sings for the last time", "Clock strikes thirteen again")+`</aside><div class="latest-news">`+cards("Plum harvest opens early", "Rain expected on Sunday night")+`</div>`))
	for _, l := range p.Related {
		if l.Kind == feed.SeeAlso || l.Kind == feed.Inline {
			t.Errorf("%s %q", l.Kind, l.Title)
		}
	}
}

func TestReadMoreSetIntoTheTextIsTakenOut(t *testing.T) {
	for _, in := range []string{
		`<p><strong>Read also:</strong> <a href="/2024/04/older-story-about-pears-41.html">An older story about pears</a></p>`,
		`<p><a href="/2024/04/older-story-about-pears-41.html">[Read: An older story about pears]</a></p>`,
		`<p>Lesen Sie auch: <a href="/2024/04/older-story-about-pears-41.html">An older story about pears</a></p>`,
		`<aside class="teaser"><a href="/2024/04/older-story-about-pears-41.html"><span class="kicker">Fruit</span><h3>An older story about pears</h3></a></aside>`,
		`<article><a href="/2024/04/older-story-about-pears-41.html" aria-label="read"></a><h3>An older story about pears</h3><p>Short.</p></article>`,
		`<div class="read-more"><a href="/2024/04/older-story-about-pears-41.html"><img src="/i.jpg"></a><a href="/2024/04/older-story-about-pears-41.html">An older story about pears</a></div>`,
	} {
		p := extract(t, pears("", filler+in+filler))
		if got := kinds(p); got != "inline: An older story about pears" {
			t.Errorf("%s\n got %q", in, got)
		}
		if strings.Contains(feed.Plain(p.Body), "older story") {
			t.Errorf("%s\n is still in the text", in)
		}
	}
}

func TestLinksInSentencesStayInTheText(t *testing.T) {
	p := extract(t, pears("", filler+`<p>As <a href="/2024/04/older-story-about-pears-41.html">an older story about pears</a> told, the basket was returned in a state that nobody wished to describe.</p><p>The <a href="/2024/04/second-bridge-4711.html">second bridge</a> was cheaper.</p>`+filler))
	if len(p.Related) != 0 {
		t.Errorf("related %q", kinds(p))
	}
	if text := feed.Plain(p.Body); !strings.Contains(text, "As an older story about pears told") || !strings.Contains(text, "second bridge was cheaper") {
		t.Errorf("text %q", text)
	}
}

func TestRelatedLinksAreDistinctAbsoluteAndFew(t *testing.T) {
	var titles []string
	for i := range 22 {
		titles = append(titles, fmt.Sprintf("Story number %d of the long week", i))
	}
	twice := `<h3>See also</h3>` + cards(titles[0], titles[0], titles[1]) + `<h3>Related articles</h3>` + cards(titles[2:]...)
	p := extract(t, pears(`<link rel=canonical href="https://news.example/2024/05/story-one.html">`, filler+twice+`<a href="/2024/05/story-one.html?utm_source=x">Eleven witnesses and a basket of pears</a>`))
	seen := map[string]bool{}
	for _, l := range p.Related {
		if seen[l.URL] || !strings.HasPrefix(l.URL, "https://news.example/2024/04/") {
			t.Errorf("link %s", l.URL)
		}
		seen[l.URL] = true
	}
	if len(p.Related) != maxRelated {
		t.Errorf("%d links", len(p.Related))
	}
}

func TestTopicsAuthorsAndMediaAreNoStories(t *testing.T) {
	p := extract(t, pears("", filler+`<h3>Related</h3><ul><li><a href="/tag/pears">Everything there is about pears</a><li><a href="/author/jane-doe-17">Jane Doe, who writes about fruit</a>
		<li><a href="/files/report-2024-04.pdf">The report of the commission (PDF)</a><li><a href="https://www.facebook.com/example/posts/12345">Our page where you can like it</a>
		<li><a href="/2024/04/older-story-about-pears-41.html">An older story about pears</a></ul>`))
	if got := kinds(p); got != "see-also: An older story about pears" {
		t.Errorf("got %q", got)
	}
}

func TestTitlesLoseTheirKickersAndLabels(t *testing.T) {
	for _, in := range []string{
		`<a href="/2024/04/pears-4100.html"><span class="kicker">Fruit market</span><span class="title">An older story about pears</span></a>`,
		`<a href="/2024/04/pears-4100.html"><div>Fruit</div><div>An older story about pears</div></a>`,
		`<h4><span>Fruit</span> <a href="/2024/04/pears-4100.html">An older story about pears</a></h4>`,
		`<a href="/2024/04/pears-4100.html">Related: An older story about pears</a>`,
		`<a href="/2024/04/pears-4100.html"><img src="/i.jpg" alt="pears"></a> <a href="/2024/04/pears-4100.html">An older story about pears</a> <a href="/2024/04/pears-4100.html">Read more</a>`,
	} {
		p := extract(t, pears("", filler+`<h3>Related stories</h3><ul><li>`+in+`</li></ul>`))
		if len(p.Related) != 1 || p.Related[0].Title.String() != "An older story about pears" {
			t.Errorf("%s\n got %q", in, kinds(p))
		}
	}
}

func TestShapesOfRelatedBlocks(t *testing.T) {
	const a, b = `<a href="/2024/04/older-story-about-pears-41.html">An older story about pears</a>`, `<a href="/2024/03/second-bridge-opens-4711.html">The second bridge opens at noon</a>`
	const want = "An older story about pears|The second bridge opens at noon"
	for name, in := range map[string]string{
		"flat paragraphs":       `<p>See also:</p><p>` + a + `</p><p>` + b + `</p>`,
		"label in a list":       `<ul><li>See also</li><li>` + a + `</li><li>` + b + `</li></ul>`,
		"label in a cell":       `<table><tr><td>See also</td></tr><tr><td>` + a + `</td></tr><tr><td>` + b + `</td></tr></table>`,
		"wrapped label":         `<div><div class=head><span>Related articles</span></div><div class=grid><div>` + a + `</div><div>` + b + `</div></div></div>`,
		"flat divisions":        `<h4>Related</h4><div class=card>` + a + `</div><div class=card>` + b + `</div>`,
		"class only":            `<div class="related-stories"><div>` + a + `</div><div>` + b + `</div></div>`,
		"with summaries":        `<h3>Related stories</h3><div><h4>` + a + `</h4><p>What was said about the pears in the first week of April, and by whom it was said.</p></div><div><h4>` + b + `</h4><p>Nobody came to the opening of the second bridge, and yet there were speeches.</p></div>`,
		"kicker and link pairs": `<ul><li><b>Fruit:</b> ` + a + `</li><li><b>Roads:</b> ` + b + `</li></ul>` + filler,
	} {
		p := extract(t, pears("", filler+in))
		var got []string
		for _, l := range p.Related {
			if l.Kind == feed.SeeAlso || l.Kind == feed.Inline {
				got = append(got, l.Title.String())
			}
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%s: got %q", name, kinds(p))
		}
		if strings.Contains(feed.Plain(p.Body), "older story") {
			t.Errorf("%s: the list is still in the text", name)
		}
	}
}

func TestRelatedDatesArePrintedAsTheyStand(t *testing.T) {
	for in, want := range map[string]string{
		`<time datetime="2024-04-01T10:00:00Z">1 April</time>`: "1 April",
		`<span>1 April 2024</span>`:                            "1 April 2024",
		`<span>vor 3 Stunden</span>`:                           "vor 3 Stunden",
		`<span>Heute, 12:34 Uhr</span>`:                        "Heute, 12:34 Uhr",
		`<span>22 hours ago</span>`:                            "22 hours ago",
		`<span>by Ann Lee</span>`:                              "",
	} {
		p := extract(t, pears("", filler+`<h3>See also</h3><ul><li><a href="/2024/04/older-story-about-pears-41.html">An older story about pears</a> `+in+`</li></ul>`))
		if len(p.Related) != 1 || p.Related[0].Date.String() != want {
			t.Errorf("%s: got %+v", in, p.Related)
		}
	}
}

func TestSitesAreToldApartByThePublicSuffixList(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"www.vg.no", "vg.no", true},
		{"www.bbc.co.uk", "news.bbc.co.uk", true},
		{"lrt.lt", "www.lrt.lt", true},
		{"alice.blogspot.com", "bob.blogspot.com", false},
		{"www.asahi.co.jp", "www.yomiuri.co.jp", false},
		{"localhost", "localhost", true},
		{"192.0.2.7", "192.0.2.8", false},
	} {
		if got := siteOf(c.a) == siteOf(c.b); got != c.same {
			t.Errorf("%s and %s are one site: %v", c.a, c.b, got)
		}
	}
}
