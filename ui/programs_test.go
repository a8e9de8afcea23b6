package ui

import (
	"regexp"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"newspane/feed"
	"newspane/ui/theme"
	"newspane/ui/typeset"
)

// coded is an article with a long text and code below it.
func coded() *shelf {
	s := morning()
	a := &s.articles[0]
	for range 30 {
		a.Body = append(a.Body, para("Contributions are set by port tonnage rather than by population, a formula that was first proposed."))
	}
	a.Body = append(a.Body,
		feed.Block{Kind: feed.Code, Lang: "go", Text: []feed.Span{{Text: feed.CleanBlock("func main() {\n\tx := \"naïve\" // because\n\treturn 42\n}\n"), Style: feed.Mono}}},
		feed.Block{Kind: feed.Code, Text: []feed.Span{{Text: feed.CleanBlock("func plain() {}\n")}}})
	return s
}

func TestCodeIsColouredWhenItComesIntoView(t *testing.T) {
	d := start(t, coded(), 80, 24, func(o *Options) { o.Theme = "dark" })
	d.Press("enter")
	for _, c := range model(d).article.programs {
		if c.asked {
			t.Error("code far below the view was highlighted")
		}
	}
	d.Press("G")
	th := model(d).look.Theme
	painted := func(s string, r theme.Role, a theme.Attr) *regexp.Regexp { // blanks before it may be in it
		on, off, _ := strings.Cut(th.Paint("|", r, a), "|")
		return regexp.MustCompile(regexp.QuoteMeta(on) + " *" + regexp.QuoteMeta(s+off))
	}
	for _, want := range []*regexp.Regexp{
		painted("func", theme.Keyword, 0), painted("main", theme.Name, 0), painted(`"naïve"`, theme.Literal, 0),
		painted("// because", theme.Muted, theme.Italic), painted("42", theme.Number, 0), painted("func plain() {}", theme.Text, 0),
	} {
		if !want.MatchString(d.Styled()) {
			t.Errorf("the screen has no %v", want)
		}
	}
}

func TestAnAnswerForAnotherTextColoursNothing(t *testing.T) {
	d := start(t, coded(), 80, 24)
	d.Press("enter")
	a := &model(d).article
	tints := []typeset.Tint{{From: a.programs[0].From, To: a.programs[0].From + 4, Kind: typeset.Keyword}}
	d.Send(codeRead{body: a.bodies - 1, from: a.programs[0].From, tints: tints})
	if len(a.programs[0].tints) > 0 {
		t.Error("code of the text before it has coloured this one")
	}
	d.Send(codeRead{body: a.bodies, from: a.programs[0].From, tints: tints})
	if len(a.programs[0].tints) != 1 {
		t.Error("the answer was dropped")
	}
}

func TestThemesAreShownInTheColoursTheTerminalHas(t *testing.T) {
	for profile, want := range map[colorprofile.Profile]string{
		colorprofile.TrueColor: "38;2;125;183;255", colorprofile.ANSI256: "38;5;", colorprofile.ANSI: "36m", colorprofile.ASCII: "\x1b[1m",
	} {
		d := start(t, morning(), 80, 24, func(o *Options) { o.Theme = "dark" })
		d.Send(tea.ColorProfileMsg{Profile: profile})
		if s := d.Styled(); !strings.Contains(s, want) || profile == colorprofile.ASCII && strings.Contains(s, "[3") {
			t.Errorf("%v: no %q in\n%q", profile, want, s[:400])
		}
	}
}

func TestOwnThemesComeBehindTheBuiltInOnes(t *testing.T) {
	p, _ := theme.BuiltIn("light")
	d := start(t, morning(), 80, 24, func(o *Options) { o.Theme, o.Themes = "sepia", map[string]theme.Palette{"sepia": p} })
	if m := model(d); m.look.Name != "sepia" || m.look.Palette != p {
		t.Errorf("theme %q, %v", m.look.Name, m.look.Palette)
	}
	d.Press("V c")
	wantShown(t, d, "theme terminal")
	d.Press("V c V c V c V c V c")
	wantShown(t, d, "theme sepia")
}
