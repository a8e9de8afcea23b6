package ui

import (
	"strings"
	"testing"

	"newspane/feed"
)

// threeParagraphs is a shelf whose first article is three paragraphs of a few sentences.
func threeParagraphs() *shelf {
	s := morning()
	s.articles[0].Body = []feed.Block{para("First one. Then two, which is a longer sentence that goes over the end of a line of text. And three."),
		para("Second paragraph. Its end."), para("Third paragraph. He left.")}
	return s
}

func quotes(a feed.Article) string {
	var all []string
	for _, h := range a.Highlights {
		all = append(all, h.Before.String()+"["+h.Quote.String()+"]")
	}
	return strings.Join(all, " ")
}

func TestSentencesAreHighlightedAndUndone(t *testing.T) {
	s := threeParagraphs()
	d := start(t, s, 80, 24)
	d.Press("enter M")
	wantShown(t, d, "highlight 1 sentence")
	d.Press("j J J")
	wantShown(t, d, "highlight 3 sentences")
	d.Press("enter")
	if got := quotes(s.articles[0]); got != "First one. [Then two, which is a longer sentence that goes over the end of a line of text. And three.\n\nSecond paragraph.]" {
		t.Fatal(got)
	}
	wantShown(t, d, "highlighted: Then two", "✎ 1 highlight", "▌ Second paragraph")
	d.Press("u")
	wantShown(t, d, "Undone: highlighted")
	wantGone(t, d, "▌ Second paragraph", "1 highlight")
	d.Press("ctrl+r")
	wantShown(t, d, "▌ Second paragraph")
}

func TestAHighlightIsTakenAwayAndReplaced(t *testing.T) {
	s := threeParagraphs()
	d := start(t, s, 80, 24)
	d.Press("enter M enter") // First one.
	d.Press("M J enter")     // First one. Then two …
	if got := quotes(s.articles[0]); !strings.HasPrefix(got, "[First one. Then two") || len(s.articles[0].Highlights) != 1 {
		t.Fatal(got)
	}
	d.Press("M j enter")
	wantShown(t, d, "highlighted already")
	d.Press("M x")
	if got := quotes(s.articles[0]); got != "" {
		t.Fatal(got)
	}
	d.Press("M x")
	wantShown(t, d, "Nothing is highlighted here.")
	d.Press("u")
	if got := quotes(s.articles[0]); !strings.HasPrefix(got, "[First one. Then two") {
		t.Fatal(got)
	}
}

func TestHighlightsAreListedAndGoneTo(t *testing.T) {
	s := threeParagraphs()
	for range 40 {
		s.articles[1].Body = append(s.articles[1].Body, para("More of the same."))
	}
	s.articles[1].Body = append(s.articles[1].Body, para("The very end of it."))
	s.articles[1].Highlights = []feed.Highlight{{Article: s.articles[1].ID, Quote: feed.CleanBlock("The very end of it."), Block: 41, On: true}}
	s.articles[0].Highlights = []feed.Highlight{{Article: s.articles[0].ID, Quote: feed.CleanBlock("He left."), Before: feed.CleanBlock("Third paragraph. "), Block: 2, On: true}}
	d := start(t, s, 80, 24)
	d.Press("enter g m")
	wantShown(t, d, "highlights", "He left.", "The very end of it.", "A new open router stack")
	d.Type("very")
	d.Press("enter")
	wantShown(t, d, "▌ The very end of it.")
	d.Press("backspace")
	wantShown(t, d, "First one.")
}

func TestAHighlightWhoseTextIsGoneSaysSo(t *testing.T) {
	s := threeParagraphs()
	s.articles[0].Highlights = []feed.Highlight{{Article: s.articles[0].ID, Quote: feed.CleanBlock("No longer here."), On: true}}
	d := start(t, s, 80, 24)
	d.Press("enter g m enter")
	wantShown(t, d, "this passage is no longer in it")
}

func TestEscapeLeavesTheChoiceOfAPassage(t *testing.T) {
	s := threeParagraphs()
	d := start(t, s, 80, 24)
	d.Press("enter M j esc")
	wantGone(t, d, "enter keep")
	if len(s.articles[0].Highlights) != 0 {
		t.Fatal("something was kept")
	}
	d.Press("M q")
	wantGone(t, d, "enter keep")
	if model(d).focus != paneArticle {
		t.Fatal("the article was left")
	}
}
