package ui

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"newspane/feed"
	"newspane/ui/uitest"
)

// longRead is a front page whose first article is longer than what is set at once.
func longRead() *shelf {
	s := morning()
	a := &s.articles[0]
	a.Body = nil
	for i := range 3000 {
		a.Body = append(a.Body, para(fmt.Sprintf("Paragraph %d. ", i)+strings.Repeat("Contributions are set by port tonnage rather than by population. ", 4)))
	}
	a.Body = append(a.Body, para("The very last words."))
	return s
}

// opened is a screen on which the long article has just arrived: no command has run since.
func opened(t *testing.T, s *shelf) (*uitest.Driver, *articlePane) {
	t.Helper()
	d := start(t, s, 80, 24)
	d.Press("enter")
	m := model(d)
	m.article.set(nil)
	m.article.set(&s.articles[0])
	if !m.article.doc.Cut {
		t.Fatalf("all of %d lines are set at once", len(m.article.doc.Lines))
	}
	return d, &m.article
}

func TestTheBeginningOfALongTextIsShownAtOnceAndTheRestFollows(t *testing.T) {
	d, a := opened(t, longRead())
	before, lines := d.Screen(), len(a.doc.Lines)
	if a.atEnd() || a.place() != 0 {
		t.Error("the beginning is taken for all")
	}
	d.Send(model(d).followText()())
	if a.doc.Cut || len(a.doc.Lines) <= lines || len(a.kept) != 1 {
		t.Errorf("%d lines, then %d", lines, len(a.doc.Lines))
	}
	text := func(screen string) string { return strings.Join(strings.Split(screen, "\n")[:22], "\n") }
	if after := d.Screen(); text(after) != text(before) {
		t.Errorf("what was there has moved:\n%s\n%s", before, after)
	}
	d.Press("G")
	wantShown(t, d, "The very last words.")
}

func TestTheEndOfALongTextIsThereWhenItIsAskedFor(t *testing.T) {
	for name, use := range map[string]func(*articlePane) bool{
		"end":  func(a *articlePane) bool { a.move(toEnd, 1); return a.atEnd() },
		"find": func(a *articlePane) bool { return a.search("very last") == 1 },
		"place": func(a *articlePane) bool {
			a.goToPlace(0.9)
			at, _ := a.offset()
			return at == int(0.9*float64(a.length)+0.5)
		},
	} {
		if _, a := opened(t, longRead()); !use(a) || a.doc.Cut {
			t.Errorf("%s: cut %v", name, a.doc.Cut)
		}
	}
}

func TestReadingGoesOnDeepInALongText(t *testing.T) {
	s := longRead()
	s.articles[0].Place = 0.7
	_, a := opened(t, s)
	at, ok := a.offset()
	if want := int(0.7*float64(a.length) + 0.5); !ok || at != want {
		t.Errorf("at %d of %d, want %d", at, a.length, want)
	}
}

func TestGoingBackToAWidthSetsNothingAnew(t *testing.T) {
	d := start(t, morning(), 80, 24)
	d.Press("enter")
	a := &model(d).article
	first := a.doc
	for _, w := range []int{60, 90, 80} {
		d.Send(tea.WindowSizeMsg{Width: w, Height: 24})
	}
	if a.doc != first {
		t.Error("the text was set anew")
	}
	d.Press("+ -")
	if a.doc != first || len(a.kept) > textsKept {
		t.Errorf("%d texts are kept", len(a.kept))
	}
	body := []feed.Block{para("Another text.")}
	other := *a.article
	other.Body = body
	a.set(&other)
	if a.doc == first || len(a.kept) != 1 {
		t.Error("lines of the text before it are kept")
	}
}

func TestTheHeaderNamesAForeignLanguageAndCountsComments(t *testing.T) {
	s := morning()
	s.articles[0].Language, s.articles[0].Replies = "de-CH", 12
	d := start(t, s, 80, 24, func(o *Options) { o.Language = "en" })
	d.Press("enter")
	wantShown(t, d, "12 comments", "German")
	d = start(t, s, 80, 24, func(o *Options) { o.Language = "de" })
	d.Press("enter")
	wantGone(t, d, "German")
	for _, c := range [][3]string{{"nb", "no", ""}, {"", "en", ""}, {"not a tag", "en", ""}, {"pt-BR", "es", "Portuguese"}, {"en", "", ""}} {
		if got := foreignLanguage(c[0], c[1]); got != c[2] {
			t.Errorf("%q to a reader of %q: %q", c[0], c[1], got)
		}
	}
}

func TestNewRulesForSitesAreSaidAndTheArticleIsReadAnew(t *testing.T) {
	s := morning()
	d := start(t, s, 80, 24)
	d.Press("enter")
	s.asked = nil
	d.Send(settingsChanged{Settings{Options: Options{Theme: "mono"}, Rules: true}})
	wantShown(t, d, "The rules for sites were changed.")
	if !strings.Contains(strings.Join(s.asked, "\n"), "article") {
		t.Errorf("asked for %q", s.asked)
	}
	d.Send(settingsChanged{Settings{Options: Options{Theme: "mono"}, Wrong: "sites.toml:3: no selector."}})
	wantShown(t, d, "sites.toml:3: no selector.")
}
