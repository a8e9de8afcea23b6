package related

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func folded(text string) (list []string) {
	words(text, func(w word) {
		if !w.single {
			list = append(list, w.folded)
		}
	})
	return list
}

func TestWordsOfEveryScript(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"case", "The CONSULATE in Almaty, 2026", "the consulate in almaty 2026"},
		{"accents", "Élysée, Łódź, Ærø, Straße, Đặng", "elysee lodz aero strasse dang"},
		{"decomposed", "E\u0301lyse\u0301e", "elysee"},
		{"soft hyphen", "con\u00adsulate", "consulate"},
		{"Cyrillic", "Ёлка в Синьцзяне", "елка синьцзяне"},
		{"Greek", "Ο Οδυσσεύς", "οδυσσευσ"},
		{"Arabic", "القُنصليّة في ألماتي", "القنصليه في الماتي"},
		{"Hebrew", "שָׁלוֹם עולם", "שלום עולם"},
		{"Chinese", "新疆领事馆。北京", "新疆 疆领 领事 事馆 北京"},
		{"Japanese", "アルマトイの領事", "アル ルマ マト トイ イの の領 領事"},
		{"Korean", "서울 시장", "서울 시장"},
		{"full width", "ＡＢＣ", "abc"},
		{"Hindi", "हिन्दी समाचार", "हिन्दी समाचार"},
		{"mixed", "Apple発表2026年", "apple 発表 2026"},
		{"apostrophe", "Xi's", "xi"},
		{"marks alone", "\u0301 \u0301a", ""},
		{"nothing", " …—!? ", ""},
	} {
		if got := strings.Join(folded(c.text), " "); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func FuzzWords(f *testing.F) {
	for _, s := range []string{"The Almaty consulate", "新疆领事馆", "กันยายน", "Élysée\u0301", "\xff\xfe日\xffa", "ـ\u200d\u00ad", "\u0301日\u0301本", "ｶﾞ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		at := 0
		words(text, func(w word) {
			if w.folded == "" || w.spelled == "" {
				t.Fatalf("an empty word in %q", text)
			}
			if utf8.ValidString(text) && !utf8.ValidString(w.spelled) {
				t.Fatalf("%q is cut inside a character", w.spelled)
			}
			if !w.dense {
				i := strings.Index(text[at:], w.spelled)
				if i < 0 {
					t.Fatalf("%q does not stand in %q in order", w.spelled, text)
				}
				at += i
			}
			if w.joined && (!w.dense || w.single) {
				t.Fatalf("%+v is joined", w)
			}
		})
		if up, plain := folded(strings.ToUpper(text)), folded(text); len(up) == len(plain) && utf8.ValidString(text) && len(text) == utf8.RuneCountInString(text) && !slices.Equal(up, plain) {
			t.Fatalf("case tells: %q, %q", up, plain)
		}
		d := Read(text, text)
		var fr Frequencies
		for range coldBelow {
			fr.Add(d)
		}
		v, _ := fr.Vector(d)
		Spell(text, text).Why(&v, &v)
		if like := Cosine(&v, &v); !v.IsEmpty() && like < 0.999 {
			t.Fatalf("an article is like itself by %v", like)
		}
	})
}
