package text

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// samples are strings of every kind that newspane meets.
var samples = []string{
	"", "a", "Coastal cities sign first joint flood-defence treaty", "石破首相、臨時国会で所信表明　防災庁の設置に意欲",
	"Budget : le Sénat adopte la première partie", "Germany’s heat-pump sales overtake “gas” boilers — again…",
	"👨\u200d👩\u200d👧 family 🇪🇺 flag 1\ufe0f\u20e3 keycap", "हिन्दी समाचार", "ไทยกำลัง", "العربية", "עברית\u200e!",
	"cafe\u0301 nai\u0308ve", "대한민국 정부는 오늘", "soft\u00adhy\u00adphen", "a\tb", "\u0301\u0301", "Ångström × 5 ÷ 2",
	"x\u200by", "ｶﾞｷﾞ", "\ufe0f", "a\u00a0b", "日本a語b", "é\u0301\u0302",
}

// clustered is a terminal of mode 2027 until the test ends.
func clustered(t *testing.T) {
	Cluster(true)
	t.Cleanup(func() { Cluster(false) })
}

func TestWidthIsTheRenderers(t *testing.T) {
	for _, s := range samples {
		if got, want := Width(s), ansi.WcWidth.StringWidth(s); got != want {
			t.Errorf("Width(%q) = %d, the renderer takes %d", s, got, want)
		}
	}
	clustered(t)
	for _, s := range samples {
		if got, want := Width(s), ansi.GraphemeWidth.StringWidth(s); got != want {
			t.Errorf("in clusters Width(%q) = %d, the renderer takes %d", s, got, want)
		}
	}
}

// Most terminals give a vowel sign behind its letter a cell of its own: lines set by clusters would be cut off.
func TestLinesOfIndicTextFitTerminalsThatCountCharacters(t *testing.T) {
	for _, s := range []string{
		"प्रधानमंत्री ने कहा कि सरकार बाढ़ प्रभावित क्षेत्रों में राहत कार्य तेज़ करेगी", "தமிழ்நாட்டில் வெள்ளம் காரணமாக பல மாவட்டங்களில்",
		"រាជរដ្ឋាភិបាលកម្ពុជាបានប្រកាសថានឹងចាត់វិធានការបន្ទាន់", "นายกรัฐมนตรีแถลงว่ารัฐบาลจะดำเนินการ", "ｶﾞｷﾞｸﾞｹﾞｺﾞ",
	} {
		for w := 8; w < 60; w++ {
			for _, l := range Wrap(s, w) {
				if got := ansi.WcWidth.StringWidth(l); got > w {
					t.Errorf("%q takes %d cells of %d", l, got, w)
				}
			}
			if got := ansi.WcWidth.StringWidth(Fit(s, w)); got != w {
				t.Errorf("Fit(%q, %d) takes %d cells", s, w, got)
			}
		}
	}
}

func TestFitIsExact(t *testing.T) {
	for _, s := range samples {
		for w := -1; w < 90; w++ {
			if got := Width(Fit(s, w)); got != max(w, 0) {
				t.Errorf("Fit(%q, %d) has %d cells", s, w, got)
			}
		}
	}
}

func TestFitReplacesStraddlingGraphemesBySpaces(t *testing.T) {
	for _, c := range []struct {
		s    string
		w    int
		want string
	}{
		{"日本語", 5, "日本 "}, {"日本語", 1, " "}, {"ab日", 3, "ab "}, {"abc", 5, "abc  "}, {"abc", 2, "ab"},
		{"e\u0301x", 1, "e\u0301"}, {"soft\u00adly", 8, "softly  "}, {"a\x1bb", 3, "ab "}, {"שלום", 6, "שלום\u200e  "}, {"שלום", 2, "של\u200e"}, {"👨\u200d👩\u200d👧", 1, " "},
	} {
		if got := Fit(c.s, c.w); got != c.want {
			t.Errorf("Fit(%q, %d) = %q, want %q", c.s, c.w, got, c.want)
		}
	}
}

func TestCutMarksWhatItCuts(t *testing.T) {
	for _, c := range []struct {
		s    string
		w    int
		want string
	}{
		{"headline", 8, "headline"}, {"headline", 7, "headli…"}, {"two words", 5, "two…"}, {"日本語", 5, "日本…"}, {"日本語", 4, "日…"},
		{"日本語", 6, "日本語"}, {"abc", 1, "…"}, {"abc", 0, ""}, {"日", 1, "…"}, {"cafe\u0301", 4, "cafe\u0301"},
	} {
		if got := Cut(c.s, c.w); got != c.want {
			t.Errorf("Cut(%q, %d) = %q, want %q", c.s, c.w, got, c.want)
		}
	}
	for _, s := range samples {
		for w := range 60 {
			if got := Width(Cut(s, w)); got > w {
				t.Errorf("Cut(%q, %d) has %d cells", s, w, got)
			}
		}
	}
}

func TestSlicesJoinToTheWholeRow(t *testing.T) {
	for _, s := range samples {
		w := Width(s)
		for from := 0; from <= w+2; from++ {
			left, right := Slice(s, 0, from), Slice(s, from, w+4)
			if Width(left) != from || Width(right) != w+4-from {
				t.Fatalf("Slice(%q) at %d: %q (%d) and %q (%d)", s, from, left, Width(left), right, Width(right))
			}
		}
	}
	if got := Slice("日本語", 1, 5); got != " 本 " {
		t.Errorf("Slice cut through halves: %q", got)
	}
}

func TestSimplifyMakesDisputedGraphemesPlain(t *testing.T) {
	for _, c := range []struct{ s, want string }{
		{"👨\u200d👩\u200d👧 family", "👨 family"}, {"❤\ufe0f", "❤"}, {"👍🏽", "👍"}, {"1\ufe0f\u20e3", "1"}, {"plain", "plain"},
		{"می\u200dخواهم", "می\u200dخواهم"}, {"क्\u200dष", "क्\u200dष"}, {"🏳\ufe0f\u200d🌈!", "🏳!"}, {"👩🏽\u200d🚀🚀", "👩🚀"}, {"🏽", "🏽"},
		{"🇪🇺 日本", "🇪🇺 日本"}, {"🧑\u200d❤\ufe0f\u200d💋\u200d🧑x", "🧑x"},
	} {
		if got := Simplify(c.s); got != c.want {
			t.Errorf("Simplify(%q) = %q, want %q", c.s, got, c.want)
		}
	}
}

func FuzzFit(f *testing.F) {
	for i, s := range samples {
		f.Add(s, i)
	}
	f.Fuzz(func(t *testing.T, s string, w int) {
		if !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool { return r < 0x20 || r >= 0x7f && r < 0xa0 }) {
			return
		}
		w = w & 127
		if got, want := Width(s), ansi.WcWidth.StringWidth(s); got != want {
			t.Errorf("Width(%q) = %d, the renderer takes %d", s, got, want)
		}
		if got := Width(Fit(s, w)); got != w {
			t.Errorf("Fit(%q, %d) has %d cells", s, w, got)
		}
		if got := Width(Cut(s, w)); got > w {
			t.Errorf("Cut(%q, %d) has %d cells", s, w, got)
		}
		if got := Width(Slice(s, w/2, w)); got != w-w/2 {
			t.Errorf("Slice(%q, %d, %d) has %d cells", s, w/2, w, got)
		}
		Simplify(s)
	})
}

func BenchmarkFitASCII(b *testing.B) {
	s := "Coastal cities sign first joint flood-defence treaty after three years of talks"
	for b.Loop() {
		Fit(s, 60)
	}
}

func BenchmarkFitPadded(b *testing.B) {
	s := "Coastal cities sign first joint flood-defence treaty"
	for b.Loop() {
		Fit(s, 76)
	}
}

func BenchmarkFitCurly(b *testing.B) {
	s := "Germany’s heat-pump sales overtake gas boilers for the first time – “again”"
	for b.Loop() {
		Fit(s, 60)
	}
}

func BenchmarkFitCJK(b *testing.B) {
	s := "石破首相、臨時国会で所信表明　防災庁の設置に意欲石破首相、臨時国会で所信表明　防災庁の設置に意欲"
	for b.Loop() {
		Fit(s, 60)
	}
}

func TestOnlyScriptsThatSlantAreSlanted(t *testing.T) {
	for s, want := range map[string]bool{"": false, "naïve “word”": false, "Ελλάδα Россия": false, "日本": true, "한국": true, "שלום": true, "العربية": true, "a 、": true} {
		if Upright(s) != want {
			t.Errorf("Upright(%q) = %v", s, !want)
		}
	}
}
