package reader

import (
	"strings"
	"testing"
	"time"

	"newspane/feed"
)

func TestAFeedLargerThanIsReadKeepsItsStart(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/f", l.rss("first", "long|"+strings.Repeat("word ", 5<<20), "beyond"))
	s := l.subscribe(t, "/f")
	if got := l.titles(t); got != "first long" && got != "first" {
		t.Errorf("titles %q", got)
	}
	if p := l.sub(t, s.ID).Poll; p.Failures != 0 || !strings.Contains(p.Error.String(), "more than newspane reads") {
		t.Errorf("poll %+v", p)
	}
	l.pass(time.Hour)
	if r := l.check(t, s.ID); r.Err != nil || r.New != 0 {
		t.Errorf("checked again: %+v", r)
	}
	if p := l.sub(t, s.ID).Poll; p.Error.IsEmpty() {
		t.Error("what is missing was forgotten by a check that found nothing new")
	}
	l.serve("/f", l.rss("second", "first"))
	l.pass(time.Hour)
	if r := l.check(t, s.ID); r.Err != nil || !l.sub(t, s.ID).Poll.Error.IsEmpty() {
		t.Errorf("a whole feed: %+v, %q", r, l.sub(t, s.ID).Poll.Error)
	}
}

func TestAPageLargerThanIsReadIsShownAsFarAsItGoes(t *testing.T) {
	l := newLab(t, nil)
	words := strings.Repeat("Plain words of a story that goes on for some time. ", 12)
	l.serve("/long.html", text("text/html; charset=utf-8", "<html><head><title>A long story</title></head><body><article><h1>A long story</h1><p>"+
		words+"</p><p>"+words+"</p></article><div hidden>"+strings.Repeat("<i>x</i>", 2<<20)+"</div></body></html>"))
	l.client.Trust(l.url)
	a, err := l.OpenURL(t.Context(), l.url+"/long.html", "")
	if err != nil {
		t.Fatal(err)
	}
	if got := feed.Plain(a.Body); !strings.Contains(got, "Plain words") || !strings.HasSuffix(strings.TrimSpace(got), cutOff) {
		t.Errorf("text ends %q", got[max(0, len(got)-200):])
	}
}
