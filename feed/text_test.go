package feed

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestCleanDropsEscapeSequencesAsUnits(t *testing.T) {
	for _, c := range []struct{ name, s, want string }{
		{"colour", "a\x1b[31;5;7mb", "ab"},
		{"private mode", "a\x1b[?1049lb", "ab"},
		{"intermediates", "a\x1b[0 qb", "ab"},
		{"reset", "a\x1bcb", "ab"},
		{"charset", "a\x1b(0b\x0ec", "abc"},
		{"double-byte charset", "a\x1b$)Cb", "ab"},
		{"title ended by BEL", "a\x1b]0;evil\x07b", "ab"},
		{"title ended by ST", "a\x1b]2;evil\x1b\\b", "ab"},
		{"hyperlink", "a\x1b]8;;http://x/\x1b\\click\x1b]8;;\x1b\\b", "aclickb"},
		{"sixel", "a\x1bPq\"1;1;9;9#0evil\x1b\\b", "ab"},
		{"nested in a passthrough", "a\x1bPtmux;\x1b\x1b]52;c;ZXZpbA==\x07\x1b\\b", "ab"},
		{"graphics", "a\x1b_Gi=1;AAAA\x1b\\b", "ab"},
		{"privacy message", "a\x1b^evil\x1b\\b", "ab"},
		{"start of string", "a\x1bXevil\x1b\\b", "ab"},
		{"screen's title", "a\x1bkevil\x1b\\b", "ab"},
		{"cancelled", "a\x1b]0;evil\x18b", "ab"},
		{"unterminated", "a\x1b]0;evil b", "a"},
		{"lone before a space", "a\x1b end", "a end"},
		{"announcer", "a\x1b Fb", "ab"},
		{"lone at the end", "a\x1b", "a"},
		{"before a letter of another script", "a\x1bбb", "aбb"},
		{"C1 control sequence", "a\u009b31mb", "ab"},
		{"C1 title", "a\u009d0;evil\u009cb", "ab"},
		{"C1 device control", "a\u0090evil\u009cb", "ab"},
		{"C1 unterminated", "a\u009fevil", "a"},
		{"raw C1 control sequence", "a\x9b31;31Hb", "ab"},
		{"raw C1 title", "a\x9d0;evil\x9cb", "ab"},
		{"raw byte of another charset", "a\x9db", "a\ufffdb"},
		{"bare terminator", "a\u009cb", "ab"},
		{"in an address", "a\x1b]0;x\u201cy\x07b", "ab"},
		{"controls", "a\x00\a\b\x7fb", "ab"},
	} {
		if got := Clean(c.s).String(); got != c.want {
			t.Errorf("%s: Clean(%q) = %q, want %q", c.name, c.s, got, c.want)
		}
		if got := CleanBlock(c.s).String(); got != c.want {
			t.Errorf("%s: CleanBlock(%q) = %q, want %q", c.name, c.s, got, c.want)
		}
	}
}

func TestCleanRemovesWhatReordersOrHides(t *testing.T) {
	for _, c := range []struct{ name, s, want string }{
		{"override", "invoice \u202egpj.exe", "invoice gpj.exe"},
		{"isolates", "\u2066a\u2067b\u2068c\u2069", "abc"},
		{"marks of direction stay", "עברית\u200e!", "עברית\u200e!"},
		{"noncharacters", "a\ufdd0b\ufffec\U0010ffffd", "abcd"},
		{"private use", "a\ue000b", "ab"},
		{"tags", "hi\U000e0050\U000e0057", "hi"},
		{"annotations", "a\ufff9b\ufffbc", "abc"},
		{"a run without width", "a\u200b\u200b\u200bb", "ab"},
		{"two without width", "a\u200b\u200bb", "a\u200b\u200bb"},
		{"a flood of joiners", "a" + strings.Repeat("\u200d", 900) + "b", "ab"},
		{"marks on a letter", "Z" + strings.Repeat("\u0351", 200) + "x", "Z" + strings.Repeat("\u0351", 8) + "x"},
		{"nothing but marks", strings.Repeat("\u0301", 50), ""},
		{"nothing to see", "\u200b \u200e\u3164", ""},
		{"selectors that smuggle", "a" + strings.Repeat("\U000e0100", 50), "a\U000e0100"},
		{"emoji form of a letter", "a\ufe0fb", "ab"},
		{"emoji form of a space", "a \ufe0fb", "a b"},
		{"bad UTF-8", "a\xff\xc0\xafb", "a\ufffd\ufffd\ufffdb"},
		{"a surrogate", "a\xed\xa0\x80b", "a\ufffd\ufffd\ufffdb"},
	} {
		if got := Clean(c.s).String(); got != c.want {
			t.Errorf("%s: Clean(%q) = %q, want %q", c.name, c.s, got, c.want)
		}
	}
}

// legitimate is text that must come through as it is.
var legitimate = []string{
	"family 👨\u200d👩\u200d👧 flag 🇪🇺 keycap 1\ufe0f\u20e3 heart ❤\ufe0f\u200d🔥 thumb 👍🏽",
	"العربية RTL", "עברית\u200e!", "हिन्दी ไทยกำลัง", "क्\u200dष می\u200cخواهم", "日本語の見出し", "cafe\u0301 naïve", "Z\u0351\u036b\u0343 mild",
	"石破首相、臨時国会で　防災庁の設置", "葛\U000e0100城", "대한민국", "“quoted” – dash — … ½ €", "co\u00adoperate", "བོད་ཡིག", "E = mc² ∑ ≤ ™ ☂ ☂\ufe0e",
	"Tiếng Việt", "\u1e9b\u0323", "<b>angle</b> & ampersand", "ﷺ", "a\u2060b",
}

func TestCleanKeepsLegitimateText(t *testing.T) {
	for _, s := range legitimate {
		if got := Clean(s).String(); got != s {
			t.Errorf("Clean(%q) = %q", s, got)
		}
		if got := CleanBlock(s).String(); got != s {
			t.Errorf("CleanBlock(%q) = %q", s, got)
		}
	}
}

func TestCleanFoldsWhiteSpace(t *testing.T) {
	for _, c := range []struct{ s, want string }{
		{" a \t\r\n b ", "a b"}, {"a\u00a0b\u202fc", "a b c"}, {"a\u2028b\u0085c", "a b c"}, {"首相　会見", "首相　会見"}, {"首相 　 会見", "首相　会見"},
		{"\u3000a\u3000", "a"}, {"a\u3000\u3000b", "a\u3000\u3000b"}, {"", ""}, {"  ", ""}, {strings.Repeat("line\n\t", 3), "line line line"},
	} {
		if got := Clean(c.s).String(); got != c.want {
			t.Errorf("Clean(%q) = %q, want %q", c.s, got, c.want)
		}
	}
}

func TestCleanBlockKeepsLinesAndExpandsTabs(t *testing.T) {
	for _, c := range []struct{ s, want string }{
		{"a\r\nb\rc\u2028d\n", "a\nb\nc\nd\n"}, {"\ta\tbc\td\n\te", "    a   bc  d\n    e"}, {"  a  b", "  a  b"}, {"a\vb", "a b"},
	} {
		if got := CleanBlock(c.s).String(); got != c.want {
			t.Errorf("CleanBlock(%q) = %q, want %q", c.s, got, c.want)
		}
	}
}

func TestCleanKeepsAtMostMaxLine(t *testing.T) {
	for _, s := range []string{strings.Repeat("é", MaxLine), strings.Repeat("a", 100*MaxLine), strings.Repeat("1\ufe0f\u20e3", MaxLine), strings.Repeat("日 ", MaxLine)} {
		got := Clean(s).String()
		if len(got) > MaxLine || len(got) < MaxLine-16 || !utf8.ValidString(got) || Clean(got).String() != got {
			t.Errorf("Clean of %d bytes beginning with %.8q has %d bytes", len(s), s, len(got))
		}
	}
}

func TestTextReadFromJSONIsCleanedAgain(t *testing.T) {
	var x Text
	if err := json.Unmarshal([]byte(`"a\u001b]0;evil\u0007b"`), &x); err != nil || x.String() != "ab" {
		t.Errorf("got %q, %v", x, err)
	}
}

// foul returns the first rune of s that no text may hold, and whether there is one.
func foul(s string) (rune, bool) {
	for _, r := range s {
		switch {
		case r < 0x20 && r != '\n', r >= 0x7f && r <= 0x9f, r == 0x2028, r == 0x2029, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x206f,
			r >= 0xfdd0 && r <= 0xfdef, r&0xfffe == 0xfffe, r >= 0xe0000 && r <= 0xe007f, unicode.Is(unicode.Co, r):
			return r, true
		}
	}
	return 0, false
}

func FuzzClean(f *testing.F) {
	for _, s := range legitimate {
		f.Add(s)
	}
	f.Add("a\x1b]0;evil\x07\u009b31m\x9b1m\xff \u3000\t\r\n\u2028\u200b\u200b\u200b\ufe0f\u20e3")
	f.Fuzz(func(t *testing.T, s string) {
		line, block := Clean(s).String(), CleanBlock(s).String()
		for _, got := range []string{line, block} {
			if r, ok := foul(got); ok {
				t.Errorf("%q of %q holds %U", got, s, r)
			}
			if !utf8.ValidString(got) {
				t.Errorf("%q of %q is no UTF-8", got, s)
			}
			marks, run := 0, 0
			for _, r := range got {
				switch {
				case widthless(r):
					run++
				case combining(r):
					marks, run = marks+1, 0
				default:
					marks, run = 0, 0
				}
				if marks > maxMarks || run > maxWidthless {
					t.Fatalf("%q of %q: %d marks, %d without width", got, s, marks, run)
				}
			}
		}
		if len(line) > MaxLine || strings.ContainsAny(line, "\n") || strings.Contains(line, "  ") || strings.TrimSpace(line) != line {
			t.Errorf("Clean(%q) = %q is no line", s, line)
		}
		if again := Clean(line).String(); again != line {
			t.Errorf("Clean(%q) = %q, cleaned again %q", s, line, again)
		}
		if again := CleanBlock(block).String(); again != block {
			t.Errorf("CleanBlock(%q) = %q, cleaned again %q", s, block, again)
		}
	})
}

func BenchmarkCleanHeadline(b *testing.B) {
	for b.Loop() {
		Clean("Germany’s heat-pump sales overtake gas boilers – für das erste Mal")
	}
}

func BenchmarkCleanBlockCJK(b *testing.B) {
	s := strings.Repeat("石破首相、臨時国会で所信表明　防災庁の設置に意欲。", 1000)
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		CleanBlock(s)
	}
}

func BenchmarkCleanUnterminated(b *testing.B) {
	s := strings.Repeat("\x9dx\x98", 100_000)
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		CleanBlock(s)
	}
}
