package theme

import (
	"image/color"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

func TestEveryPaletteIsLegible(t *testing.T) {
	terminals := map[string][2]string{
		"Dracula": {"#f8f8f2", "#282a36"}, "Nord": {"#d8dee9", "#2e3440"}, "Gruvbox dark": {"#ebdbb2", "#282828"},
		"Tokyo Night": {"#a9b1d6", "#1a1b26"}, "One Light": {"#383a42", "#fafafa"}, "GNOME light": {"#171421", "#ffffff"},
		"xterm": {"#ffffff", "#000000"}, "Catppuccin": {"#cdd6f4", "#1e1e2e"},
	}
	palettes := map[string]Palette{"dark": dark(), "light": light(), "contrast": contrast()}
	for name, c := range terminals {
		fg, bg := lipgloss.Color(c[0]), lipgloss.Color(c[1])
		p := Compute(fg, bg)
		p.Roles[Text], p.Roles[Strong], p.Ground = fg, fg, bg
		palettes[name] = p
	}
	for name, p := range palettes {
		legibleOn(t, name, p, 0.01)
		legibleOn(t, name+" in 256 colours", p.At(colorprofile.ANSI256, p.Ground), 0.01)
	}
}

// legibleOn fails where a role of a palette has not the contrast it needs.
func legibleOn(t *testing.T, name string, p Palette, slack float64) {
	t.Helper()
	for r := Text; r < roles; r++ {
		want := textContrast
		if r == Rule {
			want = ruleContrast
		}
		if got := Contrast(p.Roles[r], p.Ground); got < want-slack {
			t.Errorf("%s: role %d has contrast %.2f, want %.1f", name, r, got, want)
		}
	}
	if got := Contrast(p.Roles[Text], p.Selection); got < textContrast {
		t.Errorf("%s: text on the selection has contrast %.2f", name, got)
	}
}

// xtermColours are the first of xterm's own colours.
var xtermColours = [...]color.Color{
	lipgloss.Color("#000000"), lipgloss.Color("#cd0000"), lipgloss.Color("#00cd00"), lipgloss.Color("#cdcd00"), lipgloss.Color("#0000ee"),
	lipgloss.Color("#cd00cd"), lipgloss.Color("#00cdcd"),
}

func TestFewerColoursAreTheTerminalsOwn(t *testing.T) {
	for _, name := range []string{"dark", "light", "contrast"} {
		p, _ := BuiltIn(name)
		few := p.At(colorprofile.ANSI, nil)
		for r, c := range few.Roles {
			if b, ok := c.(ansi.BasicColor); c != nil && (!ok || b == 0 || b > 6) {
				t.Errorf("%s: role %d is %v", name, r, c)
			}
			if c != nil && Contrast(xtermColours[c.(ansi.BasicColor)], p.Ground) < textContrast {
				t.Errorf("%s: role %d, %v, cannot be read in xterm", name, r, c)
			}
		}
		if few.Ground != nil || few.Selection != nil || !few.Reversed {
			t.Errorf("%s: %+v", name, few)
		}
		if none := p.At(colorprofile.ASCII, nil); none != (Palette{}) {
			t.Errorf("%s without colours: %+v", name, none)
		}
	}
	if p := (Palette{}).At(colorprofile.ANSI, nil); p != (Palette{}) {
		t.Errorf("mono in sixteen colours: %+v", p)
	}
	th := Of("dark", sixteen(color.Black).At(colorprofile.ANSI, color.Black), false)
	if got := th.Paint("x", Accent, Selected); got != "\x1b[7mx\x1b[m" {
		t.Errorf("a selection is painted %q", got)
	}
}

func TestSolarizedKeepsMutedTextAsLegibleAsItsOwn(t *testing.T) {
	fg, bg := lipgloss.Color("#657b83"), lipgloss.Color("#fdf6e3") // its plain text is 4.13:1
	if got := Compute(fg, bg).Roles[Muted]; Contrast(got, bg) < Contrast(fg, bg)-0.01 {
		t.Errorf("muted %v is fainter than the text", got)
	}
}

func TestAnUnknownTerminalGetsOnlyItsOwnColours(t *testing.T) {
	for r, c := range Compute(nil, color.Black).Roles {
		if _, own := c.(color.RGBA); own {
			t.Errorf("role %d has a colour of ours: %v", r, c)
		}
	}
}

func TestPaintWrapsTheTextAndResets(t *testing.T) {
	th := New("dark", false, nil, nil)
	got := th.Paint("news", Strong, Bold|Selected)
	if !strings.Contains(got, "news") || !strings.HasPrefix(got, "\x1b[") || !strings.HasSuffix(got, "m") {
		t.Errorf("painted %q", got)
	}
	if th.Paint("", Strong, Bold) != "" {
		t.Error("painting nothing gave something")
	}
	if got := New("mono", false, nil, nil).Paint("news", Error, 0); got != "news" {
		t.Errorf("mono painted %q", got)
	}
}

func TestASCIIGlyphsAreASCII(t *testing.T) {
	g := New("mono", true, nil, nil).Glyphs
	for _, s := range []string{g.Cursor, g.Unread, g.Half, g.Star, g.VLine, g.HLine, g.Cross, g.Done, g.Ellipsis, g.Back} {
		if len(s) != 1 || s[0] >= 0x80 {
			t.Errorf("glyph %q", s)
		}
	}
}
