package page

import (
	"net/http"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"newspane/feed"
)

func TestBylineIsNamesAndNothingElse(t *testing.T) {
	for _, c := range []struct{ head, body, want string }{
		{`<script type="application/ld+json">{"@type":"NewsArticle","headline":"Eleven witnesses and a basket of pears","author":[{"@type":"Person","name":"Ann Lee"},{"@type":"Person","name":"Bo Ray"}]}</script>`, "", "Ann Lee, Bo Ray"},
		{`<script type="application/ld+json">{"@graph":[{"@id":"#a","@type":"Person","name":"Ann Lee"},{"@type":"Article","headline":"Eleven","author":{"@id":"#a"}}]}</script>`, "", "Ann Lee"},
		{`<meta name=author content="By Ann Lee and Bo Ray">`, "", "Ann Lee, Bo Ray"},
		{`<meta property="article:author" content="https://facebook.example/ann">`, `<p class=byline>Von <a href=/a/lee>Ann Lee</a></p>`, "Ann Lee"},
		{"", `<div>by Ann Lee</div>`, "Ann Lee"},
		{"", `<div class="author">Ann Lee (Berlin)</div>`, "Ann Lee"},
		{"", `<span>Par Ann Lee | Bo Ray</span>`, "Ann Lee, Bo Ray"},
		{"", `<span itemprop=author>ann@news.example</span>`, ""},
		{`<meta property="og:site_name" content="News Example"><meta name=author content="News Example">`, `<p class=byline>By Ann Lee</p>`, "Ann Lee"},
		{`<meta property="og:site_name" content="News Example"><meta name=author content="News Example">`, ``, "News Example"},
		{"", "", ""},
	} {
		p := extract(t, pears(c.head, c.body+filler))
		if got := p.Byline.String(); got != c.want {
			t.Errorf("%s%s: got %q want %q", c.head, c.body, got, c.want)
		}
	}
}

func TestStandfirstIsItsElementElseTheDescription(t *testing.T) {
	const own = "Nobody knows what the bridge cost, and the pears are getting soft."
	for _, c := range []struct{ name, head, body, want string }{
		{"class", "", `<p class="article__standfirst">` + own + `</p>`, own},
		{"itemprop", "", `<p itemprop="description">` + own + `</p>`, own},
		{"description", `<meta name=description content="` + own + `">`, "", own},
		{"cut description", `<meta name=description content="Nobody knows what the bridge cost, and the pears are getting...">`, "", ""},
		{"description begins the text", `<meta name=description content="The committee met for the third time on Tuesday and heard eleven witnesses,">`, "", ""},
		{"element shown as described", `<meta name=description content="` + own + `">`, `<h2>` + own + `</h2>`, own},
		{"bold", "", `<p><b>` + own + ` Nobody dares to open the letter.</b></p>`, own + " Nobody dares to open the letter."},
		{"none", "", "", ""},
	} {
		p := extract(t, pears(c.head, c.body+filler))
		if got := p.Standfirst.String(); got != c.want {
			t.Errorf("%s: got %q want %q", c.name, got, c.want)
		}
		if c.want != "" && strings.Contains(feed.Plain(p.Body), own) {
			t.Errorf("%s: the standfirst is in the body too", c.name)
		}
	}
}

func TestTitleAgreesWithWhatThePageIsCalled(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"h1", `<title>Pears | News</title><h1>Pears for the mayor</h1>` + filler, "Pears for the mayor"},
		{"og", `<meta property="og:title" content="Pears for the mayor - News Example"><meta property="og:site_name" content="News Example">` + filler, "Pears for the mayor"},
		{"not the site's h1", `<meta property="og:title" content="Pears for the mayor"><h1>News Example</h1><h2>Pears for the mayor</h2>` + filler, "Pears for the mayor"},
		{"angle brackets", `<meta property="og:title" content="Vec&lt;T&gt; is not a pear"><h1>Vec&lt;T&gt; is not a pear</h1>` + filler, "Vec<T> is not a pear"},
		{"kicker", `<meta property="og:title" content="Pears for the mayor"><h1><span class="kicker">Fruit</span><span>Pears for the mayor</span></h1>` + filler, "Pears for the mayor"},
		{"capitals", `<title>PEARS FOR THE MAYOR - NEWS</title><h1>Pears for the mayor</h1>` + filler, "Pears for the mayor"},
	} {
		p := extract(t, `<html><body>`+c.src+`</body></html>`)
		if got := p.Title.String(); got != c.want {
			t.Errorf("%s: got %q want %q", c.name, got, c.want)
		}
	}
}

func TestBrokenLinkedDataIsAsGoodAsNone(t *testing.T) {
	for _, in := range []string{`{"@type":`, `[1,2,{"@type":["Article"],"author":5,"headline":{"x":1}}]`, `null`, `"Article"`, `{"@type":"Article","headline":"Eleven` + "\n" + ` witnesses","author":[[[[["Ann Lee"]]]]]}`} {
		p := extract(t, pears(`<script type="application/ld+json">`+in+`</script>`, filler))
		if got := p.Title.String(); got != "Eleven witnesses and a basket of pears" {
			t.Errorf("%s: title %q", in, got)
		}
	}
}

func TestPageIsDecodedWhateverItDeclares(t *testing.T) {
	const want = "Žluťoučký kůň příšerně úpěl"
	latin2, err := charmap.ISO8859_2.NewEncoder().String(want)
	if err != nil {
		t.Fatal(err)
	}
	cp1250, err := charmap.Windows1250.NewEncoder().String(want)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, in, header string }{
		{"utf-8 declared as latin-1", `<meta charset=iso-8859-1><p>` + want, ""},
		{"latin-2 declared", `<meta charset=iso-8859-2><p>` + latin2, ""},
		{"latin-2 in a meta http-equiv", `<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-2"><p>` + latin2, ""},
		{"header", `<p>` + cp1250, "text/html; charset=windows-1250"},
		{"declared utf-8, is latin-2, header knows", `<meta charset=utf-8><p>` + latin2, "text/html; charset=iso-8859-2"},
		{"nothing but the language", `<html lang=cs><p>` + latin2, ""},
		{"byte order mark", "\xef\xbb\xbf<p>" + want, "text/html; charset=iso-8859-1"},
	} {
		h := http.Header{}
		h.Set("Content-Type", c.header)
		if got := string(decode([]byte(c.in), h)); !strings.Contains(got, want) {
			t.Errorf("%s: got %q", c.name, got)
		}
	}
}

func TestALanguageThatTheScriptBeliesIsNotBelieved(t *testing.T) {
	const ru = `<p>Совет острова поздно вечером во вторник проголосовал за то, чтобы старый маяк продолжал гореть, после долгих дебатов.</p>`
	page := func(lang, head string) string {
		return `<html lang="` + lang + `"><head><title>Маяк</title>` + head + `</head><body><article><h1>Маяк остаётся гореть</h1><p>03/04/2024</p>` + ru + ru + ru + `</article></body></html>`
	}
	for _, c := range []struct{ lang, head, want string }{
		{"en-US", "", ""}, {"en-US", `<meta property="og:locale" content="ru_RU">`, "ru-RU"}, {"ru", "", "ru"},
	} {
		p := extract(t, page(c.lang, c.head))
		if p.Language != c.want || p.Published.Format("01-02") != "04-03" {
			t.Errorf("%s %s: %q, %s", c.lang, c.head, p.Language, p.Published)
		}
	}
	if p := extract(t, pears("", filler)); p.Language != "en" {
		t.Errorf("English: %q", p.Language)
	}
}
