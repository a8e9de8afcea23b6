package feed

import (
	"strings"
	"testing"
)

func TestLeadsAreOrderedByKindAndLeaveOutWhatTheSiteHasEverywhere(t *testing.T) {
	link := func(title string, k LinkKind) Link {
		return Link{Title: Clean(title), URL: "https://a.example/" + title, Kind: k}
	}
	a := &Article{
		Body: []Block{{Text: []Span{{Text: Clean("x"), URL: "https://a.example/x"}}}},
		Related: []Link{link("site", Site), link("more", More), link("earlier", Earlier), link("see", SeeAlso),
			link("elsewhere", Elsewhere), link("inline", Inline)},
	}
	names := func() string {
		var s []string
		for _, l := range a.Leads() {
			s = append(s, l.Title.String())
		}
		return strings.Join(s, " ")
	}
	if got := names(); got != "x see inline elsewhere earlier" {
		t.Errorf("leads: %s", got)
	}
	a.Related = a.Related[:2]
	if got := names(); got != "x more" {
		t.Errorf("leads without related stories: %s", got)
	}
}
