package page

import (
	"strings"
	"testing"

	"newspane/feed"
)

func TestWhatServesTheSiteIsCutFromTheEnd(t *testing.T) {
	tail := `<p>Ann Lee</p><p>Get the news on your phone</p><a href="https://play.example/app"><img src="/gp.png" alt="Google Play"></a><p>3 May 2024 (updated 4 May 2024 | 10:12)</p>`
	p := extract(t, pears(`<meta name="author" content="Ann Lee">`, filler+filler+tail))
	if text := feed.Plain(p.Body); strings.HasSuffix(text, "Ann Lee") || strings.Contains(text, "phone") || strings.Contains(text, "updated") {
		t.Errorf("the end is %q", text[max(0, len(text)-200):])
	}
	for _, b := range p.Body {
		if b.Kind == feed.Figure {
			t.Errorf("a badge is left: %+v", b)
		}
	}
}

func TestPicturesOfOtherStoriesBelowTheTextAreDropped(t *testing.T) {
	card := func(n string) string {
		return `<div class="c"><div class="w"><a href="/world/a-storm-nears-the-coast-` + n + `" title="A storm nears the coast"></a><div><img src="/` + n + `.jpg" alt="A storm nears the coast, number ` + n + `"></div></div></div>`
	}
	p := extract(t, pears("", filler+`<figure><img src="/own.jpg" alt="The pears" width="800" height="600"></figure>`+filler+`<div>`+card("1001")+card("1002")+card("1003")+`</div>`))
	var pictures []string
	for _, b := range p.Body {
		if b.Kind == feed.Figure {
			pictures = append(pictures, b.Image.URL)
		}
	}
	if got := strings.Join(pictures, " "); got != "https://news.example/own.jpg" {
		t.Errorf("pictures %s", got)
	}
}

func TestAParagraphThatSaysWhatAPictureShowsIsItsCaption(t *testing.T) {
	p := extract(t, pears("", filler+`<img src="/own.jpg" alt="The mayor and the pears, at …" width="800" height="600"><p>The mayor and the pears, at the market on Tuesday. Photo: Lee</p>`+filler))
	for _, b := range p.Body {
		if b.Kind == feed.Figure && feed.Plain([]feed.Block{{Text: b.Text}}) == "The mayor and the pears, at the market on Tuesday. Photo: Lee" {
			return
		}
	}
	t.Errorf("no such caption in %+v", p.Body)
}

func TestADescriptionThatIsTheCutBeginningIsNoStandfirst(t *testing.T) {
	const first = "韓国の大統領は３日夜、緊急談話を出し、野党が国政をまひさせているとして「非常戒厳」を宣言した。大統領は「憲政秩序を守るためだ」とし、具体的な措置については明らかにされていない。"
	cut := "【東西新聞】" + first[:len("韓国の大統領は３日夜、緊急談話を出し、野党が国政をまひさせているとして「非常戒厳」を宣言した。大統領は「憲政")]
	p := extract(t, `<html lang="ja"><head><title>非常戒厳を宣言</title><meta property="og:description" content="`+cut+`"></head><body><article><h1>非常戒厳を宣言</h1><p>`+first+`</p><p>`+first[len("韓国の"):]+`続く。</p><p>野党は反発し、国会前には多くの市民が集まった。警察官も多数が警備に当たっている。</p></article></body></html>`)
	if !p.Standfirst.IsEmpty() {
		t.Errorf("standfirst %q", p.Standfirst)
	}
}

func TestTheNameOfTheSiteIsNoPartOfTheStandfirst(t *testing.T) {
	for s, want := range map[string]string{
		"The minister said that eleven thousand stations were built. - The Quay": "The minister said that eleven thousand stations were built.",
		"The minister - and his deputy - said so":                                "The minister - and his deputy - said so",
	} {
		if got := withoutName(s, "The Quay"); got != want {
			t.Errorf("%q gives %q", s, got)
		}
	}
}

func TestStampsAreToldFromSentences(t *testing.T) {
	for s, want := range map[string]bool{
		"Updated Nov 19, 2019, 9:41 AM; Posted Nov 18, 2019, 8:19 PM": true, "5 gennaio 2025 ( modifica il 6 gennaio 2025 | 15:24)": true,
		"It snowed on 3 May 2024.": false, "The council meets on 3 May 2024 to hear the report": false, "No date at all": false,
	} {
		if got := isStamp(s, "en"); got != want {
			t.Errorf("%q: %v", s, got)
		}
	}
	for s, want := range map[string]bool{
		"00:00": true, "12:30 / 1:02:45": true, "3 Kommentare": true, "Image 2 of 5": true, "ログインする": true, "Text size": true,
		"By the river": false, "1 of 6 boats sank": false, "Register offices close": false, "12:30 was the hour": false,
	} {
		if got := isBoilerplate(s); got != want {
			t.Errorf("boilerplate %q: %v", s, got)
		}
	}
}
