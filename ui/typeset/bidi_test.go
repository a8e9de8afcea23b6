package typeset

import (
	"strings"
	"testing"

	"newspane/feed"
)

// The cases write Hebrew letters in logical order; what is expected is what stands on the screen from left to right.
func TestRightToLeftLinesAreInVisualOrder(t *testing.T) {
	for _, c := range []struct{ name, s, want string }{
		{"a word", "שלום", "םולש"},
		{"two words", "שלום עולם", "םלוע םולש"},
		{"a number", "שנת 2025 טובה", "הבוט 2025 תנש"},
		{"brackets", "שלום (עולם)", "(םלוע) םולש"},
		{"Latin in brackets", "שלום (OK)", "(OK) םולש"},
		{"Latin phrase", "אמר hello world היום", "םויה hello world רמא"},
		{"end mark", "שלום!", "!םולש"},
		{"price", "עולה 5.30$ היום", "םויה 5.30$ הלוע"},
		{"Latin first", "He said שלום עולם.", "He said םלוע םולש."},
		{"number behind Latin", "In שלום 25 it", "In 25 םולש it"},
		{"Arabic number", "سعر 12/5 دولار", "رالود 12/5 رعس"},
		{"marks stay with their letter", "שָׁב", "בשָׁ"},
		{"plain Latin", "nothing to do (2025)", "nothing to do (2025)"},
		{"nested", "car (אבג [def]) x", "car (גבא [def]) x"},
	} {
		d := Set([]feed.Block{para(c.s)}, Options{Width: 40, Bidi: true})
		if got := strings.TrimSpace(shown(d.Lines[0])); got != c.want {
			t.Errorf("%s: %q is set as %q, want %q", c.name, c.s, got, c.want)
		}
	}
}

func TestRightToLeftParagraphsStandAtTheRight(t *testing.T) {
	for _, bidi := range []bool{false, true} {
		d := Set([]feed.Block{para("שלום עולם")}, Options{Width: 20, Bidi: bidi})
		if got := shown(d.Lines[0]); !strings.HasPrefix(got, strings.Repeat(" ", 11)) || strings.HasPrefix(got, strings.Repeat(" ", 12)) {
			t.Errorf("with bidi %v: %q", bidi, got)
		}
	}
}

func TestMarkersOfRightToLeftListsStandAtTheRight(t *testing.T) {
	d := Set([]feed.Block{{Kind: feed.List, RTL: true, Items: []feed.ListItem{item(para("שלום"))}}}, Options{Width: 12, Bidi: true})
	if got, want := shown(d.Lines[0]), "      םולש •"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestLanguageTellsTheDirectionOfMixedParagraphs(t *testing.T) {
	blocks := []feed.Block{para("iPhone חדש"), para("Latin only")}
	d := Set(blocks, Options{Width: 14, Bidi: true, Language: "he-IL"})
	for i, want := range []string{"    שדח iPhone", "", "Latin only"} {
		if got := shown(d.Lines[i]); got != want {
			t.Errorf("line %d is %q, want %q", i, got, want)
		}
	}
	if got, want := shown(Set(blocks, Options{Width: 14, Bidi: true, Language: "en"}).Lines[0]), "iPhone שדח"; got != want {
		t.Errorf("in an English article: %q, want %q", got, want)
	}
}

func TestOneLineIsPutInVisualOrder(t *testing.T) {
	for _, c := range []struct {
		in   string
		rtl  bool
		want string
	}{
		{"plain", false, "plain"},
		{"שלום (2025) OK", true, "OK (2025) םולש"},
		{"An (שלום) end", false, "An (םולש) end"},
		{"", true, ""},
	} {
		if got := Visual(c.in, c.rtl); got != c.want {
			t.Errorf("Visual(%q, %v) = %q, want %q", c.in, c.rtl, got, c.want)
		}
	}
	for s, want := range map[string]bool{"… שלום": true, "a שלום": false, "2025": false, "العربية": true, "": false} {
		if FromRight(s) != want {
			t.Errorf("FromRight(%q) = %v", s, !want)
		}
	}
}
