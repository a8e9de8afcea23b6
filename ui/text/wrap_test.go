package text

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

func TestWrapBreaksWhereAReaderWould(t *testing.T) {
	clustered(t)
	for _, c := range []struct {
		name, s string
		w       int
		want    []string
	}{
		{"words", "Nine port cities signed a treaty", 12, []string{"Nine port", "cities", "signed a", "treaty"}},
		{"empty", "", 10, []string{""}},
		{"line feeds", "a\n\nb", 10, []string{"a", "", "b"}},
		{"unit", "it takes 4 min to read", 12, []string{"it takes", "4 min to", "read"}},
		{"reference", "bonds see [12] there", 10, []string{"bonds", "see [12]", "there"}},
		{"reference behind ideographs", "防災庁[1]の設置", 6, []string{"防災", "庁[1]", "の設置"}},
		{"title of a person", "with Dr. Smith", 9, []string{"with", "Dr. Smith"}},
		{"initials", "by J. R. Smithson", 10, []string{"by", "J. R.", "Smithson"}},
		{"French marks", "le vote : oui", 8, []string{"le", "vote :", "oui"}},
		{"hyphen", "a well-known fact", 8, []string{"a well-", "known", "fact"}},
		{"no break behind one letter", "the e-mail", 6, []string{"the", "e-mail"}},
		{"option", "use --verbose", 8, []string{"use", "--verbos", "e"}},
		{"address", "see https://example.org/a/long-path?x=1&y=2 end", 20,
			[]string{"see https://", "example.org/a/long-", "path?x=1&y=2 end"}},
		{"kinsoku", "臨時国会で、所信表明。", 10, []string{"臨時国会", "で、所信表", "明。"}},
		{"small kana", "チェック", 6, []string{"チェッ", "ク"}},
		{"Chinese quotes", "他说说“你好”然后走", 7, []string{"他说说", "“你好”", "然后走"}},
		{"Korean keep-all", "대한민국 정부는 2개/월 보고", 9, []string{"대한민국", "정부는", "2개/월", "보고"}},
		{"soft hyphen shown", "Wirtschafts\u00administer", 14, []string{"Wirtschafts-", "minister"}},
		{"soft hyphen hidden", "Wirtschafts\u00administer", 30, []string{"Wirtschaftsminister"}},
		{"soft hyphen without room", "abc de\u00adfg", 6, []string{"abc", "defg"}},
		{"over-long word", "abcdefghij klm", 4, []string{"abcd", "efgh", "ij", "klm"}},
		{"no full stop alone", "abcdefgh.", 8, []string{"abcdefg", "h."}},
		{"no full stop alone in one cell", "ab.", 1, []string{"a", "b", "."}},
		{"rest of a word shares its row", "abcdefghij kl", 5, []string{"abcde", "fghij", "kl"}},
		{"no-break space", "10\u00a0000 euros", 8, []string{"10\u00a0000", "euros"}},
		{"misfit", "日本", 1, []string{"\ufffd", "\ufffd"}},
		{"Thai", "ประเทศไทยเป็น", 5, []string{"ประ", "เทศ", "ไทย", "เป็น"}},
		{"joined emoji", "👨\u200d👩\u200d👧👨\u200d👩\u200d👧", 2, []string{"👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"}},
		{"combining", "e\u0301e\u0301e\u0301", 2, []string{"e\u0301e\u0301", "e\u0301"}},
	} {
		if got := Wrap(c.s, c.w); !slices.Equal(got, c.want) {
			t.Errorf("%s: Wrap(%q, %d) = %q, want %q", c.name, c.s, c.w, got, c.want)
		}
	}
}

func TestBalanceEvensLinesWithoutMoreOfThem(t *testing.T) {
	s := "Coastal cities sign first joint flood-defence treaty after three years of talks"
	if got, want := Balance(s, 68), []string{"Coastal cities sign first joint flood-defence", "treaty after three years of talks"}; !slices.Equal(got, want) {
		t.Errorf("Balance = %q, want %q", got, want)
	}
	for _, s := range samples {
		for w := 1; w < 60; w++ {
			lines := Balance(s, w)
			if len(lines) != len(Wrap(s, w)) {
				t.Errorf("Balance(%q, %d) has %d lines, Wrap %d", s, w, len(lines), len(Wrap(s, w)))
			}
			checkLines(t, s, w, lines)
		}
	}
}

// checkLines fails when a line is too wide or the lines do not hold the characters of s in order.
func checkLines(t *testing.T, s string, w int, lines []string) {
	t.Helper()
	misfits := false
	for _, l := range lines {
		if Width(l) > w {
			t.Errorf("%q at %d: line %q has %d cells", s, w, l, Width(l))
		}
		misfits = misfits || l == misfit
	}
	if got, want := letters(strings.Join(lines, " ")), letters(s); got != want && !misfits {
		t.Errorf("%q at %d: %q", s, w, lines)
	}
}

// letters returns s without white space, soft hyphens, hyphens and invisible characters at breaks.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == softHyphen || r == '-' || r == 0x200b {
			return -1
		}
		return r
	}, s)
}

func FuzzWrap(f *testing.F) {
	for i, s := range samples {
		f.Add(s, i)
	}
	f.Add("https://example.org/?q=日本&x-y=1 a\u00ad\u00adb \n\n", 3)
	f.Fuzz(func(t *testing.T, s string, w int) {
		if !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool { return r < 0x20 && r != '\n' || r >= 0x7f && r < 0xa0 }) {
			return
		}
		w = w&63 + 1
		checkLines(t, s, w, Wrap(s, w))
		checkLines(t, s, w, Balance(s, w))
	})
}

// The shortcut between ideographs must find the breaks that UAX #14 finds.
func TestIdeographsBreakAsUAX14Says(t *testing.T) {
	for r := rune(0x2e80); r <= 0xa000; r++ {
		for _, s := range []string{"漢" + string(r) + "か", string(r) + "漢。"} {
			if !kanji(string(r)) {
				continue
			}
			want := 0
			for rest, state := s, -1; rest != ""; want++ {
				_, rest, _, state = uniseg.FirstLineSegmentInString(rest, state)
			}
			if got := len(pieces(s)); got != want || Width(string(r)) != 2 {
				t.Errorf("%q has %d pieces, want %d", s, got, want)
			}
		}
	}
}

func BenchmarkWrapArticle(b *testing.B) {
	s := strings.Repeat("The agreement, known as the Rotterdam Compact, takes effect in April. It covers 41 million people and creates a joint fund. ", 40)
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		Break(s, 68)
	}
}

func BenchmarkWrapCJK(b *testing.B) {
	s := strings.Repeat("石破首相、臨時国会で所信表明　防災庁の設置に意欲。", 100)
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		Break(s, 68)
	}
}

func TestAParagraphDoesNotEndInAShortWordAlone(t *testing.T) {
	for _, c := range []struct {
		in   string
		w    int
		want []string
	}{
		{"the first time, the bill and a half of it in any case yes", 50, []string{"the first time, the bill and a half of it in any", "case yes"}},
		{"the first time, the bill and a half of it, in 4 min now", 52, []string{"the first time, the bill and a half of it, in 4 min", "now"}},
		{"the first time, the bill and a half of it incomprehensible", 48, []string{"the first time, the bill and a half of it", "incomprehensible"}},
		{"one two three", 8, []string{"one two", "three"}},
	} {
		if got := Prose(c.in, c.w); !slices.Equal(got, c.want) {
			t.Errorf("Prose(%q, %d) = %q, want %q", c.in, c.w, got, c.want)
		}
	}
	for _, s := range samples {
		for w := 1; w < 70; w++ {
			lines := Prose(s, w)
			if len(lines) != len(Wrap(s, w)) {
				t.Errorf("Prose(%q, %d) has %d lines", s, w, len(lines))
			}
			checkLines(t, s, w, lines)
		}
	}
}
