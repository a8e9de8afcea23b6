package typeset

import (
	"slices"
	"strings"
	"testing"

	"newspane/feed"
	"newspane/ui/text"
)

// asKitty shows a line as kitty does (0.26, DejaVu Sans Mono, which has Arabic but no Hebrew letters): runs without a
// space, of one font, from the right where their first letter is.
func asKitty(l Line) string {
	out := ""
	var run []string
	flush := func() {
		setFromRight(run)
		out += strings.Join(run, "")
		run = nil
	}
	last, hebrew := Style(0), false
	for _, g := range l.Segments {
		for rest := strings.ReplaceAll(g.Text, text.Mark, ""); rest != ""; {
			n, _ := text.Next(rest)
			of := rest[0] == 0xd7 // the lead byte of Hebrew
			if rest[:n] == " " || face(g) != last || of != hebrew {
				flush()
			}
			last, hebrew = face(g), of
			run = append(run, rest[:n])
			if rest[:n] == " " {
				flush()
			}
			rest = rest[n:]
		}
	}
	flush()
	return out
}

// setFromRight sets a run from the right, brackets mirrored, if its first letter is of a right-to-left script.
func setFromRight(run []string) {
	for _, c := range run {
		if strings.ToLower(c) != strings.ToUpper(c) { // a Latin letter
			return
		}
		if FromRight(c) || c >= "۰" && c <= "۹" {
			slices.Reverse(run)
			for i := range run {
				run[i] = mirrored(run[i])
			}
			return
		}
	}
}

func TestKittyShowsWhatOtherTerminalsShow(t *testing.T) {
	for name, blocks := range map[string][]feed.Block{"hebrew": hebrew(), "arabic": arabic(),
		"numbers": {p("הדו\"ח פורסם ב-12 במרץ (עד ה-31.12); ראו C++ ו-C#. כן!"), p("در سال ۱۴۰۳، جمعیت ۸۹ میلیون نفر")}, "cjk": cjk()} {
		for w := 12; w < 90; w += 7 {
			others := Set(blocks, Options{Width: w, Numbers: true, Bidi: true})
			kitty := Set(blocks, Options{Width: w, Numbers: true, Bidi: true, Words: true})
			for i, l := range others.Lines {
				if got, want := asKitty(kitty.Lines[i]), strings.ReplaceAll(shown(l), text.Mark, ""); got != want {
					t.Errorf("%s, %d columns, line %d: kitty shows %q of %q, want %q", name, w, i, got, shown(kitty.Lines[i]), want)
				}
			}
		}
	}
}

func TestWordsKeepTheirLettersWhereTheTerminalTurnsThem(t *testing.T) {
	for in, want := range map[string]string{"שלום עולם": "עולם שלום", "plain": "plain", "(שלום) 12": "12 (שלום)"} {
		if got := VisualWords(in, FromRight(in)); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
