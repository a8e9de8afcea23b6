package ui

import (
	"fmt"
	"strings"
	"testing"

	"newspane/feed"
)

// chapters are n paragraphs, each of several lines and unlike the others.
func chapters(from, to int) []feed.Block {
	var b []feed.Block
	for i := from; i <= to; i++ {
		b = append(b, feed.Block{Text: []feed.Span{{Text: feed.Clean(fmt.Sprintf("Chapter %d begins here and goes on for some lines, so that a reader "+
			"may stand in the middle of it; it tells of day %d at sea, of the wind, the bread and the lamp that burned.", i, 7*i))}}})
	}
	return b
}

// twoTexts is a library whose first article has a feed's text and a longer one on its page.
func twoTexts() *shelf {
	s := morning()
	a := &s.articles[0]
	a.Body, a.Teaser = chapters(5, 20), false
	whole := *a
	whole.Body, whole.Text = chapters(1, 24), feed.FromPage
	s.whole = map[feed.ID]feed.Article{a.ID: whole}
	return s
}

// topWords is the first line of the article's text on the screen.
func topWords(m *Model) string {
	p := &m.article
	if p.top < len(p.header) {
		return ""
	}
	line := ""
	for _, seg := range p.doc.Lines[p.top-len(p.header)].Segments {
		line += seg.Text
	}
	return line
}

func TestTheTextIsChosenAndTheSentenceAtTheTopStays(t *testing.T) {
	d := start(t, twoTexts(), 80, 24)
	d.Press("enter")
	wantShown(t, d, "the feed’s text")
	for !strings.Contains(topWords(model(d)), "Chapter 9") {
		d.Press("j")
	}
	d.Press("x")
	if got := topWords(model(d)); !strings.Contains(got, "Chapter 9") {
		t.Errorf("at the top stands %q", got)
	}
	wantShown(t, d, "Shown: full article. x goes back.")
	d.Press("g g")
	wantShown(t, d, "full article", "Chapter 1 ")
	d.Press("x")
	wantShown(t, d, "the feed’s text")
	wantGone(t, d, "Chapter 1 ")
}

func TestTheChosenTextStaysWhenTheArticleIsReadAnew(t *testing.T) {
	s := twoTexts()
	d := start(t, s, 80, 24)
	d.Press("enter")
	d.Press("x")
	d.Send(eventsGathered{events: []feed.Event{{Kind: feed.ArticleChanged, Article: s.articles[0].ID}}})
	wantShown(t, d, "full article")
}

func TestATextThatCannotBeHadSaysWhy(t *testing.T) {
	s := twoTexts()
	s.whole = nil
	d := start(t, s, 80, 24)
	d.Press("enter")
	d.Press("x")
	wantShown(t, d, "HTTP 404", "the feed’s text")
	if len(model(d).texts) != 0 {
		t.Errorf("a choice that could not be met is kept: %v", model(d).texts)
	}
}

func TestTheHeaderSaysWhichTextIsShown(t *testing.T) {
	for want, a := range map[string]feed.Article{
		"the feed’s text":               {},
		"full article":                  {Text: feed.FromPage},
		"full article (AMP version)":    {Text: feed.FromPage, Edition: feed.AMPEdition},
		"full article (print version)":  {Text: feed.FromPage, Edition: feed.PrintEdition},
		"pages 1–4 joined":              {Text: feed.FromPage, Pages: 4, PagesOf: 4},
		"pages 1–20 of 34 joined":       {Text: feed.FromPage, Pages: 20, PagesOf: 34},
		"page 1 of 3 only":              {Text: feed.FromPage, PagesOf: 3},
		"paywalled: the beginning only": {Text: feed.FromPage, Paywalled: true, Pages: 2},
	} {
		s := morning()
		s.articles[0].Text, s.articles[0].Edition, s.articles[0].Pages = a.Text, a.Edition, a.Pages
		s.articles[0].PagesOf, s.articles[0].Paywalled, s.articles[0].Teaser = a.PagesOf, a.Paywalled, false
		for _, w := range []int{30, 60, 80, 200} {
			d := start(t, s, w, 30)
			d.Press("enter")
			if w >= 60 && !strings.Contains(d.Screen(), want) || !strings.Contains(d.Screen(), want[:12]) {
				t.Errorf("%d columns do not say %q:\n%s", w, want, d.Screen())
			}
		}
	}
}

func TestTheHeaderNamesTheSiteWhereTheFeedIsOfAnother(t *testing.T) {
	for site, want := range map[string]string{"The Quay": "THE GUARDIAN  The Quay · World", "the guardian": "THE GUARDIAN  World"} {
		s := morning()
		s.articles[0].Site = feed.Clean(site)
		d := start(t, s, 80, 24)
		d.Press("enter")
		wantShown(t, d, want)
	}
}
