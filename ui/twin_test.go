package ui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"newspane/ui/text"
	"newspane/ui/uitest"
)

func twin(o *Options) { o.View.Twin = true }

func TestAnArticleStandsInTwoColumnsWhereItIsWideEnough(t *testing.T) {
	for name, size := range map[string][2]int{"twin-240x70": {240, 70}, "twin-260x60": {260, 60}} {
		d := start(t, longRead(), size[0], size[1], twin)
		d.Press("enter")
		golden(t, name, d.Screen())
	}
	d := start(t, longRead(), 140, 40, twin)
	d.Press("enter z")
	golden(t, "twin-zen-140x40", d.Screen())
	if a := &model(d).article; a.columns != 2 || a.rows() != a.h/2 {
		t.Errorf("%d columns, %d rows of %d", a.columns, a.rows(), a.h)
	}
	d.Press("z")
	if a := &model(d).article; a.columns != 1 {
		t.Errorf("%d columns beside the list", a.columns)
	}
}

func TestTwoColumnsFillTheScreenExactlyAndGoOnWhereTheFirstEnds(t *testing.T) {
	for w := 128; w <= 300; w += 13 {
		d := start(t, longRead(), w, 30, twin)
		d.Press("enter z")
		for range 4 {
			for y, l := range strings.Split(d.Screen(), "\n") {
				if got := text.Width(l); got != w {
					t.Fatalf("%d wide: line %d is %d cells: %q", w, y, got, l)
				}
			}
			d.Press("space")
		}
		a := &model(d).article
		if a.columns == 2 && a.inSight()[a.rows()] != a.textLine(a.top+a.rows()-len(a.header)) {
			t.Errorf("%d wide: the second column does not go on", w)
		}
	}
}

func TestALinkInTheSecondColumnIsClicked(t *testing.T) {
	lib := morning()
	d := start(t, lib, 140, 16, twin)
	d.Press("enter z")
	a := &model(d).article
	for y, l := range strings.Split(d.Screen(), "\n") {
		if x := strings.Index(l, "forecasts[1]"); x > 0 && text.Width(l[:x]) > a.w {
			d.Send(tea.MouseClickMsg{X: text.Width(l[:x]), Y: y, Button: tea.MouseLeft})
			if s := strings.Join(lib.asked, " "); !strings.Contains(s, "open ") {
				t.Errorf("nothing was opened: %s", s)
			}
			return
		}
	}
	t.Errorf("no link in the second column:\n%s", d.Screen())
}

func TestTheSentenceStaysWhenTheColumnsChange(t *testing.T) {
	d := start(t, longRead(), 200, 40)
	d.Press("enter z space space space")
	first := firstWords(d)
	d.Press("V 2")
	wantShown(t, d, "article in two columns")
	if got := firstWords(d); !strings.HasPrefix(first, got) && !strings.HasPrefix(got, first) {
		t.Errorf("at the top stood %q, now %q", first, got)
	}
	d.Press("V 2")
	if got := firstWords(d); got != first {
		t.Errorf("at the top stood %q, now %q", first, got)
	}
}

// firstWords are the first words of the text in sight.
func firstWords(d *uitest.Driver) string {
	a := &model(d).article
	for _, seg := range a.doc.Lines[a.top-len(a.header)].Segments {
		if s := strings.TrimSpace(seg.Text); s != "" {
			return s
		}
	}
	return ""
}
