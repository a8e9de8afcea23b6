package page

import (
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"newspane/feed"
	"newspane/feed/clean"
)

const ferryURL = "https://www.inlandwire.example/en/Lower-Vltrava:-ninth-week-at-the-quay-for-the-ferry-crews-70470.html"

func read(t testing.TB, file, url string) *feed.Page {
	t.Helper()
	b, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	p, err := Extract(b, Options{URL: url})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// extract reads a page that a test writes itself.
func extract(t testing.TB, src string) *feed.Page {
	t.Helper()
	p, err := Extract([]byte(src), Options{URL: "https://news.example/2024/05/story-one.html"})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestBothLayoutsOfTheFerryStoryGiveTheSamePage(t *testing.T) {
	for _, file := range []string{"ferry.html", "ferry-old.html"} {
		t.Run(file, func(t *testing.T) {
			p := read(t, file, ferryURL)
			for _, c := range []struct{ what, got, want string }{
				{"title", p.Title.String(), "Lower Vltrava: ninth week at the quay for the ferry crews"},
				{"byline", p.Byline.String(), "Tomáš Veselý"},
				{"date", p.Published.Format("2006-01-02T15:04"), "2023-09-25T18:30"},
				{"printed date", p.Date.String(), "09/25/2023, 18.30"},
			} {
				if c.got != c.want {
					t.Errorf("%s: got %q want %q", c.what, c.got, c.want)
				}
			}
			if s := p.Standfirst.String(); !strings.HasPrefix(s, "Seven boats idle") || !strings.HasSuffix(s, "a date to it.") {
				t.Errorf("standfirst %q", s)
			}
			checkFerryText(t, feed.Plain(p.Body))
			checkFerryLinks(t, p.Related)
		})
	}
}

func checkFerryText(t *testing.T, text string) {
	t.Helper()
	paras := strings.Split(text, "\n\n")
	begin := []string{"Lipno (Inland Wire)", "Their speaker, Radmila Žáková", "The authority's deputy, Łukasz Wrona", "Shopkeepers on both", "Economists at", "On Sunday evening"}
	if len(paras) != len(begin) {
		t.Fatalf("%d paragraphs: %q", len(paras), text)
	}
	for i, b := range begin {
		if !strings.HasPrefix(paras[i], b) {
			t.Errorf("paragraph %d begins %.40q", i, paras[i])
		}
	}
	for _, s := range []string{"Send to a friend", "Printable", "Subscribe", "Panta rhei", "cookies", "Most read", "See also", "Facebook", "Copyright", "Seven boats idle"} {
		if strings.Contains(text, s) {
			t.Errorf("%q is in the text", s)
		}
	}
}

func checkFerryLinks(t *testing.T, links []feed.Link) {
	t.Helper()
	var got []feed.Link
	for _, l := range links {
		if l.Kind == feed.SeeAlso || l.Kind == feed.Inline {
			got = append(got, l)
		}
	}
	want := []struct{ title, printed, day string }{
		{"Cable winch slips in the March flood, nobody hurt", "02/09/2023 08:40", "2023-09-02T08:40"},
		{"The bread boat of the northern landing", "30/08/2023 17:05", "2023-08-30T17:05"},
		{`Skalny pass: "fifty-one kilometres for a box of pills"`, "11/12/2022 10:15", "2022-12-11T10:15"},
		{"A cattle barge, a school bus and forty years of paint", "07/05/2016 12:00", "2016-05-07T12:00"},
	}
	if len(got) != len(want) {
		t.Fatalf("%d related links: %+v", len(got), got)
	}
	for i, w := range want {
		l := got[i]
		if l.Title.String() != w.title || l.Date.String() != w.printed || l.Published.Format("2006-01-02T15:04") != w.day {
			t.Errorf("link %d: %q %q %s", i, l.Title, l.Date, l.Published)
		}
		if !strings.HasPrefix(l.URL, "https://www.inlandwire.example/en/") {
			t.Errorf("link %d: %s", i, l.URL)
		}
	}
}

func TestPageWithoutArticleHasItsMetadataAndNoBody(t *testing.T) {
	p := extract(t, `<title>Sign in</title><body><form><input name=u><input name=p></form>`)
	if len(p.Body) != 0 || p.Title.String() != "Sign in" || p.Words != 0 {
		t.Errorf("got %+v", p)
	}
}

func TestPageThatIsTooLargeOrNowhereIsRefused(t *testing.T) {
	var e *feed.Error
	_, err := Extract(make([]byte, maxBody+1), Options{URL: "https://a.example/"})
	if !errors.As(err, &e) || e.Kind != feed.TooLarge {
		t.Errorf("got %v", err)
	}
	_, err = Extract([]byte("<p>x"), Options{URL: "no address"})
	if !errors.As(err, &e) || e.Kind != feed.Broken {
		t.Errorf("got %v", err)
	}
}

const filler = `<p>The committee met for the third time on Tuesday and heard eleven witnesses, none of whom agreed on what the bridge had cost.</p>
<p>A clerk read the minutes of the first meeting aloud, twice, because the second half had been filed under another name.</p>
<p>By the evening the members had settled on a date for the next session, though not on the room in which it would be held.</p>
<p>The mayor, who had promised to attend, sent a letter and a basket of pears; the letter has not been opened yet.</p>`

// pears is a plain page around an article's head and body.
func pears(head, body string) string {
	return `<html lang=en><head>` + head + `</head><body><article><h1>Eleven witnesses and a basket of pears</h1>` + body + `</article></body></html>`
}

func TestDateKeepsThePagesOwnOffset(t *testing.T) {
	p := extract(t, pears(`<meta property="article:published_time" content="2024-05-04T23:30:00+09:00"><meta property="article:modified_time" content="2024-05-05T01:00:00+09:00">`, filler))
	if got := p.Published.Format(time.RFC3339); got != "2024-05-04T23:30:00+09:00" {
		t.Errorf("published %s", got)
	}
	if got := p.Updated.Format(time.RFC3339); got != "2024-05-05T01:00:00+09:00" {
		t.Errorf("updated %s", got)
	}
}

func TestArticleDateIsNeverThatOfARelatedStory(t *testing.T) {
	p := extract(t, pears("", `<div class="date">3 May 2024</div>`+filler+`<h3>See also</h3><ul><li><a href="/2024/04/older-story-about-pears.html">An older story about pears</a> <time datetime="2024-04-01T10:00:00Z">1 April</time></li></ul>`))
	if got := p.Published.Format("2006-01-02"); got != "2024-05-03" {
		t.Errorf("published %s", got)
	}
	if len(p.Related) != 1 || p.Related[0].Published.Format("2006-01-02") != "2024-04-01" {
		t.Errorf("related %+v", p.Related)
	}
}

func TestLeadImageStandsFirstOnlyWhenTheBodyHasNone(t *testing.T) {
	og := `<meta property="og:image" content="/lead.jpg">`
	p := extract(t, pears(og, filler))
	if p.Body[0].Kind != feed.Figure || p.Body[0].Image.URL != "https://news.example/lead.jpg" {
		t.Errorf("first block %+v", p.Body[0])
	}
	p = extract(t, pears(og, filler+`<figure><img src="/own.jpg" alt="pears" width=800 height=600></figure>`+filler))
	n := 0
	for _, b := range p.Body {
		if b.Kind == feed.Figure {
			n++
		}
	}
	if n != 1 {
		t.Errorf("%d figures", n)
	}
}

func TestFeedContentIsTakenWhenThePageIsAStub(t *testing.T) {
	o := Options{URL: "https://news.example/a/1234.html", FeedHTML: feed.HTML(strings.Repeat(filler, 3))}
	p, err := Extract([]byte(pears("", `<p>The committee met for the third time on Tuesday and heard eleven witnesses, subscribe to read on.</p>`)), o)
	if err != nil {
		t.Fatal(err)
	}
	if !p.FeedBetter || !strings.Contains(feed.Plain(p.Body), "subscribe to read on") {
		t.Errorf("feed better %v, text %q", p.FeedBetter, feed.Plain(p.Body))
	}
}

func TestFeedContentIsTakenWhenItHoldsMoreOfThePagesParagraphs(t *testing.T) {
	var all strings.Builder
	for i := range 10 {
		all.WriteString(strings.Replace(strings.Split(filler, "\n")[0], "<p>", "<p>Session "+string(rune('A'+i))+": ", 1))
	}
	x := &extraction{Options: Options{URL: "https://news.example/a/1.html", FeedHTML: feed.HTML(all.String())}}
	g := &guard{x: x}
	for _, b := range clean.HTML(x.FeedHTML, x.URL) {
		f := fold(feed.Plain([]feed.Block{b}))
		g.prints, g.homes, g.total = append(g.prints, f), append(g.homes, "div"), g.total+len(f)
	}
	whole := clean.HTML(x.FeedHTML, x.URL)
	if !x.judge(whole[:7], g) {
		t.Error("the feed's ten paragraphs are no better than the page's seven")
	}
	other := clean.HTML(feed.HTML(strings.ReplaceAll(all.String(), "committee", "orchestra")), x.URL)
	x.FeedHTML = feed.HTML(strings.ReplaceAll(all.String(), "committee", "choir"))
	if x.judge(other, g) {
		t.Error("a feed that holds nothing of the page was taken")
	}
}

func TestFeedTitleChoosesTheHeading(t *testing.T) {
	src := `<html><head><title>Site</title></head><body><h1>The Daily Example</h1><div><h1>Pears for the mayor</h1>` + filler + `</div></body></html>`
	p, err := Extract([]byte(src), Options{URL: "https://news.example/a/1.html", Title: "Pears for the mayor"})
	if err != nil {
		t.Fatal(err)
	}
	if p.Title.String() != "Pears for the mayor" {
		t.Errorf("title %q", p.Title)
	}
}

func TestBodyCutUpByAdvertisementsIsWhole(t *testing.T) {
	paras := strings.Split(filler, "\n")
	var b strings.Builder
	for i := range 6 {
		b.WriteString(`<div class="body__part">`)
		for _, p := range paras {
			b.WriteString(strings.Replace(p, "<p>", "<p>Part "+string(rune('A'+i))+": ", 1))
		}
		b.WriteString(`</div><div class="ad-slot"><p>Advertisement</p></div>`)
	}
	p := extract(t, `<html><head><title>Parts</title></head><body><main><h1>Parts</h1><div class="wrap">`+b.String()+`</div></main></body></html>`)
	text := feed.Plain(p.Body)
	for i := range 6 {
		if !strings.Contains(text, "Part "+string(rune('A'+i))+": By the evening") {
			t.Errorf("part %c is missing", 'A'+i)
		}
	}
	if strings.Contains(text, "Advertisement") {
		t.Error("an advertisement is in the text")
	}
}

func TestSecondArticleOnThePageIsCut(t *testing.T) {
	other := strings.ReplaceAll(filler, "committee", "orchestra")
	p := extract(t, `<html><body><main><article><h1>Eleven witnesses</h1>`+filler+`</article><article><h1>Another story</h1>`+other+`</article></main></body></html>`)
	text := feed.Plain(p.Body)
	if !strings.Contains(text, "committee met") || strings.Contains(text, "orchestra met") {
		t.Errorf("text %q", text)
	}
}

func TestArticleInAnAsideIsRead(t *testing.T) {
	const lead = "Nobody knows what the bridge cost, and the pears are getting soft."
	const only = "The committee met for the third time on Tuesday and heard eleven witnesses, none of whom agreed on what the bridge had cost."
	p := extract(t, `<html><body><aside><section><h1>Eleven witnesses and a basket of pears</h1><p itemprop=description>`+lead+`</p><article><div><p>`+only+`</p></div></article></section></aside></body></html>`)
	if got := feed.Plain(p.Body); got != only || p.Standfirst.String() != lead {
		t.Errorf("text %q, standfirst %q", got, p.Standfirst)
	}
}

func TestStandfirstThatIsTheLastParagraphIsNoPlaceForRelatedLinks(t *testing.T) {
	p := extract(t, `<html><body><div><h1>Eleven witnesses and a basket of pears</h1><p itemprop=description>Nobody knows what the bridge cost, and the pears are getting soft, said the second witness.</p><section class="related"><ul><li><a href="/2024/04/older-story-about-pears-41.html">An older story about pears</a></li></ul></section></div></body></html>`)
	if p.Standfirst.IsEmpty() || len(p.Body) != 0 && strings.Contains(feed.Plain(p.Body), "Nobody knows") {
		t.Errorf("standfirst %q, text %q", p.Standfirst, feed.Plain(p.Body))
	}
}

func TestOnlyParagraphStaysThoughItIsTheStandfirstToo(t *testing.T) {
	const only = "The committee met for the third time on Tuesday and heard eleven witnesses, none of whom agreed on what the bridge had cost."
	p := extract(t, pears("", `<p itemprop=description>`+only+`</p><div itemprop=articleBody><p>`+only+`</p></div>`))
	if got := feed.Plain(p.Body); got != only || !p.Standfirst.IsEmpty() {
		t.Errorf("text %q, standfirst %q", got, p.Standfirst)
	}
}

func TestWordsAreCountedInEveryScript(t *testing.T) {
	for s, want := range map[string]int{
		"":                  0,
		"one two-three":     2,
		"it's l’été":        2,
		"ここは日本です":           4,
		"한국어 두 단어":          3,
		"mixed 漢字 and 12.5": 5,
	} {
		if got := countWords(s); got != want {
			t.Errorf("%q: %d words, want %d", s, got, want)
		}
	}
}
