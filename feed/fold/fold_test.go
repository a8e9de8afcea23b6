package fold

import "testing"

func TestTextTakesSpellingsForTheSame(t *testing.T) {
	for _, c := range []struct{ a, b string }{
		{"Łódź", "lodz"}, {"STRASSE", "straße"}, {"Œuvre", "oeuvre"}, {"ﬁre", "Fire"}, {"Ёлка", "елка"},
		{"Αθήνας", "αθηνασ"}, {"Ｔｏｋｙｏ", "tokyo"}, {"co\u00adoperate", "cooperate"}, {"مَكتَبة", "مكتبه"}, {"İstanbul", "istanbul"},
	} {
		if Text(c.a) != Text(c.b) {
			t.Errorf("Text(%q) = %q, Text(%q) = %q", c.a, Text(c.a), c.b, Text(c.b))
		}
	}
	if Text("नि") == Text("न") {
		t.Error("a vowel sign of Devanagari is taken for an accent")
	}
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"word", "ﷺ ﬁ", "x\u0301\u0302", "\xf0Î", "國家", "\x00\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if once, twice := Text(s), Text(Text(s)); once != twice {
			t.Fatalf("Text(%q) = %q, folded again %q", s, once, twice)
		}
	})
}
