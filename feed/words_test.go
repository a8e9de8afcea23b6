package feed

import (
	"slices"
	"testing"
)

func TestWordsAreSplitAsShellsDo(t *testing.T) {
	for _, c := range []struct {
		line  string
		words []string
		end   int
	}{
		{"", nil, 0},
		{"  a  b\t", []string{"a", "b"}, 7},
		{`"a b" 'c "d"' e"f g"h`, []string{"a b", `c "d"`, "ef gh"}, 21},
		{`"a \"b\" \\ \n"`, []string{`a "b" \ \n`}, 15},
		{`'a\'`, []string{`a\`}, 4},
		{`"" x`, []string{"", "x"}, 4},
		{"a#b #c d", []string{"a#b"}, 4},
		{"#", nil, 0},
		{`"#a"`, []string{"#a"}, 4},
	} {
		words, end, err := Words(c.line)
		if err != nil || !slices.Equal(words, c.words) || end != c.end {
			t.Errorf("%q: %q up to %d, %v; want %q up to %d", c.line, words, end, err, c.words, c.end)
		}
	}
	for _, open := range []string{`"a`, `a 'b`, `"a\"`} {
		if _, _, err := Words(open); err == nil {
			t.Errorf("%q has no error", open)
		}
	}
}

func FuzzQuotedWordsAreReadAsOne(f *testing.F) {
	for _, s := range []string{"a", "", "a b", `a"b\`, "#x", "'", "a\\", `\"`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		words, end, err := Words("x " + QuoteWord(s) + " #c")
		if err != nil || len(words) != 2 || words[1] != s || end != len(QuoteWord(s))+3 {
			t.Errorf("%q quoted is %q, read as %q up to %d, %v", s, QuoteWord(s), words, end, err)
		}
	})
}
