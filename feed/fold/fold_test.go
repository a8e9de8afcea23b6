package fold

import (
	"math/rand/v2"
	"testing"
)

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

func TestTextIsTheSameLetterByLetterAsInTheGeneralWay(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 1))
	for r := rune(1); r < 0xfb00; r++ {
		for _, s := range []string{string(r), "a" + string(r), string(r) + "e", string(r) + string(rune(1+rng.IntN(0xd7fe)))} {
			if quick, slow := Text(s), general(s); quick != slow {
				t.Fatalf("Text(%q) = %q, the general way %q", s, quick, slow)
			}
		}
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
		if quick, slow := Text(s), general(s); quick != slow {
			t.Fatalf("Text(%q) = %q, the general way %q", s, quick, slow)
		}
	})
}
