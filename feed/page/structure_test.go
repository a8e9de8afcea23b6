package page

import (
	"os"
	"strings"
	"testing"

	"newspane/feed"
)

// everything is the page that holds whatever a page can hold, read.
func everything(t *testing.T) *feed.Page {
	t.Helper()
	src, err := os.ReadFile("testdata/everything.html")
	if err != nil {
		t.Fatal(err)
	}
	p, err := Extract(src, Options{URL: "https://quay.example/almanac/everything-1911.html"})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// outline writes the structure of blocks in short: P paragraph, H2 heading, U list, O3 list numbered from 3, Q quote, …
func outline(blocks []feed.Block) string {
	var parts []string
	for i := range blocks {
		b := &blocks[i]
		s := [...]string{"P", "H", "U", "Q", "C:" + b.Lang, "T", "F", "R", "D", "V", "M", "N"}[b.Kind]
		switch {
		case b.Kind == feed.Heading:
			s += string(rune('0' + b.Level))
		case b.Kind == feed.List && b.Ordered:
			s = "O" + string(rune('0'+b.Start))
		case b.Pull:
			s = "Pull"
		}
		var inner []string
		for _, it := range b.Items {
			inner = append(inner, outline(it.Blocks))
		}
		if len(b.Blocks) > 0 {
			inner = append(inner, outline(b.Blocks))
		}
		if len(inner) > 0 {
			s += "(" + strings.Join(inner, ", ") + ")"
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, " ")
}

func TestTheStructureOfAPageIsKept(t *testing.T) {
	p := everything(t)
	want := "P F H2 P U(P U(P O3(P, P), P), P P, P) O1(P, P) D(P, P P) H3 P T P C:go Q(P Q(P) P) P Pull(P) H2 P V R P M P P M M P P P N(P)"
	if got := outline(p.Body); got != want {
		t.Errorf("outline\n%s, want\n%s", got, want)
	}
	styled := map[feed.Style]string{}
	feed.Walk(p.Body, func(_ *feed.Block, spans []feed.Span) {
		for _, s := range spans {
			styled[s.Style] += s.Text.String() + "|"
		}
	})
	for style, want := range map[feed.Style]string{
		feed.Strong: "tables|How the seventh edition was bound|", feed.Emphasis: "everything|a|b|", feed.Deleted: "two|", feed.Inserted: "three|",
		feed.Marked: "red|", feed.Keyboard: "Ctrl|C|", feed.Subscript: "2|", feed.Superscript: "2|1|2|2|",
	} {
		if styled[style] != want {
			t.Errorf("style %d: %q, want %q", style, styled[style], want)
		}
	}
	plain := feed.Plain(p.Body)
	for _, want := range []string{"“the small print”", "follows from √(a2 + b2), as", "暦(こよみ)", "Roses are red,\nthe north mole is green;", "    if nights < 1 {", "تقويم"} {
		if !strings.Contains(plain, want) {
			t.Errorf("the text lacks %q", want)
		}
	}
	for _, b := range p.Body {
		switch b.Kind {
		case feed.Figure:
			if b.Image.Alt.String() != "The almanac, open at the moon" || b.Image.Width != 1200 || b.Text[0].Text.String() != "The edition of 1911, open at the moon. Photo: Harbour Museum" {
				t.Errorf("figure %+v", b)
			}
		case feed.Table:
			if len(b.Rows) != 4 || !b.Rows[0][0].Header || b.Rows[3][0].Span != 2 || b.Text[0].Text.String() != "Lights of the lower harbour" {
				t.Errorf("table %+v", b)
			}
		}
	}
	var links []string
	for _, l := range feed.Links(p.Body) {
		links = append(links, l.Title.String()+" "+l.URL)
	}
	if got, want := strings.Join(links, "\n"), "paper from the mill https://mill.example/paper?sort=weight\nthe west quay https://quay.example/reading/rooms.html#west\n"+
		"The ferry at midnight https://quay.example/media/ferry.mp4\nAudio: quay.example https://quay.example/media/bell.ogg\nMap of the quay https://maps.example/embed?place=quay"; got != want {
		t.Errorf("links\n%s, want\n%s", got, want)
	}
}

func TestTheMetadataOfAPageAreRead(t *testing.T) {
	p := everything(t)
	for name, c := range map[string][2]string{
		"title": {p.Title.String(), "The almanac of everything"}, "authors": {p.Byline.String(), "Ada Quill, Bo Reed"},
		"published": {p.Published.Format("2006-01-02T15:04:05Z07:00"), "2024-05-03T09:15:00+02:00"},
		"updated":   {p.Updated.Format("2006-01-02T15:04:05Z07:00"), "2024-05-04T18:40:00+02:00"},
		"site":      {p.Site.String(), "The Quay"}, "section": {p.Section.String(), "Almanacs"}, "language": {p.Language, "en"},
		"image":      {p.Image, "https://quay.example/img/lead.jpg"},
		"standfirst": {p.Standfirst.String(), "One page that holds whatever a page can hold, so that nothing of it is lost on the way to the reader."},
	} {
		if c[0] != c[1] {
			t.Errorf("%s: %q, want %q", name, c[0], c[1])
		}
	}
}

func TestFramesOfTheSitesOwnAreNoPartOfTheText(t *testing.T) {
	for src, want := range map[string]string{
		`<iframe src="https://www.youtube.com/embed/x1"></iframe>`:                               "Embedded: youtube.com",
		`<iframe src="https://charts.example/7" title="Tides of the year"></iframe>`:             "Tides of the year",
		`<iframe src="https://ads.example/7" title="Advertisement"></iframe>`:                    "",
		`<iframe src="https://count.example/7" width="1" height="1" title="A counter"></iframe>`: "",
		`<iframe src="https://box.example/7"></iframe>`:                                          "",
		`<iframe title="Nothing at all, really"></iframe>`:                                       "",
	} {
		p := extract(t, pears("", filler+src+filler))
		got := ""
		for _, b := range p.Body {
			if b.Kind == feed.Media {
				got += b.Text[0].Text.String()
			}
		}
		if got != want {
			t.Errorf("%s: %q, want %q", src, got, want)
		}
	}
}

func TestLinksThatAreWordsOfASentenceAndMarksOfNotesStay(t *testing.T) {
	first := strings.Split(filler, "\n")[0]
	for _, c := range []struct{ src, want string }{
		{`heard<a href="#fn1"><sup>[1]</sup></a> eleven`, "heard[1] eleven"},
		{`heard<sup><a href="#fn1">1</a></sup> eleven`, "heard1 eleven"},
		{`heard<a class="footnote-ref" href="#x">2</a> eleven`, "heard2 eleven"},
		{`heard<a href="#_ftn3">[3]</a> eleven`, "heard[3] eleven"},
		{`heard, on <a href="/f">Facebook</a> and in a <a href="/v">video</a>, eleven`, "heard, on Facebook and in a video, eleven"},
		{`heard in <a href="/y">2024</a> <em>from</em> a <a href="/n">newsletter</a> eleven`, "heard in 2024 from a newsletter eleven"},
		{`heard eleven`, "heard eleven"},
	} {
		src := strings.Replace(first, "heard eleven", c.src, 1) + `<p>The last word was the mayor's, who said that the pears were for everybody. <a href="/more">Read more</a></p>`
		got := feed.Plain(extract(t, pears("", src+filler)).Body)
		if !strings.Contains(got, c.want) || strings.Contains(got, "Read more") {
			t.Errorf("%s: %.120q", c.src, got)
		}
	}
}

func TestMarksOfNotesThatAStyleSheetRaisesAreRaised(t *testing.T) {
	src := strings.Replace(strings.Split(filler, "\n")[0], "heard eleven", `heard<a class="footnote-ref" href="#fn5">5</a> eleven`, 1)
	p := extract(t, pears("", src+filler))
	for _, s := range p.Body[0].Text {
		if s.Text.String() == "5" && s.Style&feed.Superscript != 0 {
			return
		}
	}
	t.Errorf("%+v", p.Body[0].Text)
}
