package typeset

import (
	"slices"
	"strings"
	"testing"

	"newspane/feed"
	"newspane/ui/text"
)

func TestFindFoldsCaseAndAccentsAcrossLines(t *testing.T) {
	blocks := []feed.Block{
		para("Le Sénat adopte la PREMIÈRE partie du texte."),
		{Text: append(append(words("Pool "), link("storm-surge forecasts", "https://example.org/1")), words(", dredging ves\u00adsels and Straße.")...)},
		para("end"), para("start of another"),
		{Text: []feed.Span{{Text: feed.Clean("E=mc")}, {Text: feed.Clean("2"), Style: feed.Superscript}, {Text: feed.CleanBlock(" holds")}}},
	}
	d := Set(blocks, Options{Width: 24, Numbers: true})
	for _, c := range []struct {
		query string
		want  []string
	}{
		{"senat", []string{"Sénat"}},
		{"la premiere partie", []string{"la", "PREMIÈRE partie"}},
		{"forecasts, dredging", []string{"forecasts[1], dredging"}},
		{"vessels", []string{"vessels"}},
		{"STRASSE", []string{"Straße"}},
		{"endstart", nil},
		{"", nil},
		{" ", nil},
		{"mc2 holds", []string{"mc² holds"}},
		{"t", slices.Repeat([]string{"t"}, 11)},
	} {
		var got []string
		for _, m := range d.Find(c.query) {
			got = append(got, text.Slice(shown(d.Lines[m.Line]), m.From, m.To))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("Find(%q) = %q, want %q", c.query, got, c.want)
		}
	}
}

func TestFindMarksRightToLeftTextWhereItStands(t *testing.T) {
	d := Set([]feed.Block{para("שלום עולם טוב")}, Options{Width: 20, Bidi: true})
	m := d.Find("עולם")
	if len(m) != 1 {
		t.Fatalf("found %v", m)
	}
	if got, want := strings.TrimSuffix(text.Slice(shown(d.Lines[m[0].Line]), m[0].From, m[0].To), text.Mark), "םלוע"; got != want {
		t.Errorf("found %q, want %q", got, want)
	}
}

func TestPlacesOfAnEmptyDocumentAreZero(t *testing.T) {
	d := Set(nil, Options{Width: 0})
	if d.LineAt(5) != 0 || d.OffsetAt(3) != 0 || d.Find("x") != nil || len(d.Lines) != 0 {
		t.Errorf("an empty document has places: %+v", d)
	}
}
