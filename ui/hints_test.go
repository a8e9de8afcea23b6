package ui

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"newspane/feed"
)

// linksTo is an article that is open, with these links: words and their addresses.
func linksTo(links ...string) *shelf {
	s := morning()
	var body []feed.Block
	for i := 0; i < len(links); i += 2 {
		body = append(body, linked("Paragraph. ", links[i], links[i+1], " ends."))
		s.pages[links[i+1]] = feed.Article{Headline: feed.Headline{ID: feed.ID(7000 + i), Title: feed.Clean("Page of " + links[i])}}
	}
	s.articles[0].Body, s.articles[0].Related, s.articles[0].Comments = body, nil, ""
	return s
}

func TestHintsAreNarrowedByTheWordsOfALink(t *testing.T) {
	d := start(t, linksTo("surge forecasts", "https://a.example/1", "surge bonds", "https://b.example/2", "deltas", "https://c.example/3"), 80, 24)
	d.Press("enter f")
	wantShown(t, d, "forecasts[a]", "bonds[f]", "deltas[g]") // s and d begin links: they are no labels
	d.Type("surge b")
	wantShown(t, d, "b.example", "bonds[f]")
	wantGone(t, d, "forecasts[a]", "deltas[g]", "a.example")
	d.Press("x")
	wantShown(t, d, "“surge bx” is on no link here.")
	d.Press("enter")
	wantShown(t, d, "Page of surge bonds")
}

func TestTabGoesThroughTheLinksThatWordsLeave(t *testing.T) {
	d := start(t, linksTo("surge forecasts", "https://a.example/1", "surge bonds", "https://b.example/2"), 80, 24)
	d.Press("enter f")
	d.Type("su")
	d.Press("tab backspace tab")
	d.Press("enter")
	wantShown(t, d, "Page of surge bonds")
}

func TestManyLinksHavePairsOfLettersAndTellTheirHosts(t *testing.T) {
	var links []string
	for i := range 30 {
		links = append(links, fmt.Sprintf("m%d", i), fmt.Sprintf("https://h%d.example/", i))
	}
	d := start(t, linksTo(links...), 80, 140)
	d.Press("enter z f")
	labels := model(d).article.hint.labels
	if len(labels) != 30 {
		t.Errorf("%d links have labels", len(labels))
	}
	seen := map[string]bool{}
	for n, l := range labels {
		if len(l) != 2 || seen[l] {
			t.Errorf("label %q of link %d", l, n)
		}
		seen[l] = true
	}
	d.Press(labels[1][:1])
	wantShown(t, d, labels[1]+" h0.example")
	d.Press(labels[1][1:])
	wantShown(t, d, "Page of m0")
}

func TestLabelsKeepTheWidthOfTheNumbersTheyStandFor(t *testing.T) {
	h := newHints([]hinted{{number: 7, title: "x"}, {number: 123, title: "y"}}, false)
	h.labels[7] = "as"
	for _, c := range []struct {
		number string
		n      int
		want   string
	}{{"[7]", 7, "as "}, {"[123]", 123, "[s  ]"}, {"[9]", 9, "   "}} {
		if got := h.inPlaceOf(c.number, c.n); got != c.want {
			t.Errorf("in place of %q: %q, want %q", c.number, got, c.want)
		}
	}
}

func TestANumberThatIsTypedShowsWhereTheLinkLeads(t *testing.T) {
	d := start(t, morning(), 80, 24)
	d.Press("enter 1")
	wantShown(t, d, "1–", "ecmwf.example")
	if !strings.Contains(d.Styled(), "\x1b[7") && !strings.Contains(d.Styled(), ";7") {
		t.Error("the link is not marked in the text")
	}
}

func TestHintsTakeLettersOfOtherAlphabetsByTheirKeys(t *testing.T) {
	d := start(t, linksTo("surge", "https://a.example/1"), 80, 24)
	d.Press("enter f")
	d.Send(tea.KeyPressMsg{Code: 'ф', BaseCode: 'a', Text: "ф"})
	wantShown(t, d, "Page of surge")
}
