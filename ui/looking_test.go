package ui

import (
	"slices"
	"testing"

	"newspane/feed"
)

func TestALinkOnWhichTheCursorRestsIsCompletedOnce(t *testing.T) {
	s := morning()
	d := start(t, s, 200, 60)
	d.Press("enter")
	asked := func(url string) int {
		n := 0
		for _, a := range s.asked {
			if a == "look "+url {
				n++
			}
		}
		return n
	}
	i := slices.IndexFunc(model(d).related.links, func(l feed.Link) bool { return incomplete(l) })
	if i < 0 {
		t.Fatal("no link lacks its date")
	}
	l := model(d).related.links[i]
	s.pages = map[string]feed.Article{l.URL: {Headline: feed.Headline{Title: feed.Clean("What it leads to"), Published: noon.AddDate(0, 0, -9)}}}
	d.Send(linkDue{l.URL})
	if asked(l.URL) != 0 {
		t.Fatal("a link was completed that nobody looks at")
	}
	d.Press("g l")
	model(d).related.list.Go(i)
	d.Send(linkDue{l.URL})
	d.Send(linkDue{l.URL})
	if asked(l.URL) != 1 {
		t.Errorf("asked %d times", asked(l.URL))
	}
	wantShown(t, d, "What it leads to", "14 Nov 2026")
	d.Send(eventsGathered{events: []feed.Event{{Kind: feed.ArticleChanged, Article: s.articles[0].ID}}})
	wantShown(t, d, "What it leads to")
}

func TestALinkThatCannotBeCompletedSaysWhy(t *testing.T) {
	s := morning()
	s.pages = nil
	d := start(t, s, 200, 60)
	d.Press("enter")
	d.Press("g l")
	i := slices.IndexFunc(model(d).related.links, func(l feed.Link) bool { return incomplete(l) })
	model(d).related.list.Go(i)
	d.Send(nil)
	d.Send(linkDue{model(d).related.links[i].URL})
	wantShown(t, d, "There is nothing at")
}
