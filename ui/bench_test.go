package ui

import (
	"testing"

	"newspane/feed"
	"newspane/ui/uitest"
)

// crowd is a shelf of n articles.
func crowd(n int) *shelf {
	s := morning()
	proto := s.articles
	s.articles = nil
	for i := range n {
		a := proto[i%len(proto)]
		a.ID = feed.ID(n + 1000 - i)
		s.articles = append(s.articles, a)
	}
	return s
}

func BenchmarkView200x60(b *testing.B) {
	d := start(b, crowd(1000), 200, 60, func(o *Options) { o.Theme = "dark" })
	b.ReportAllocs()
	for b.Loop() {
		d.Model.View()
	}
}

func BenchmarkCursorMove200x60(b *testing.B) {
	d := start(b, crowd(1000), 200, 60, func(o *Options) { o.Theme = "dark" })
	d.Hold = true // loads are not the screen's time
	down, up := uitest.Key("j"), uitest.Key("k")
	for b.Loop() {
		for _, k := range []uitest.Press{down, up} {
			d.Send(k)
			d.Model.View()
		}
	}
}

func BenchmarkOpenAndSetAnArticle(b *testing.B) {
	d := start(b, crowd(100), 120, 40, func(o *Options) { o.Theme = "dark" })
	m := model(d)
	a := *m.article.article
	for b.Loop() {
		m.article.set(&a)
		d.Model.View()
	}
}

// BenchmarkScrollStep is a line down in a long article: nothing is set anew, the lines in sight are painted.
func BenchmarkScrollStep(b *testing.B) {
	d := start(b, longRead(), 120, 40, func(o *Options) { o.Theme = "dark" })
	d.Press("enter")
	a := &model(d).article
	for i := 0; b.Loop(); i++ {
		if i%10000 == 9999 {
			a.move(toTop, 1)
		}
		a.move(byRow, 1)
		a.lines(true)
	}
}
