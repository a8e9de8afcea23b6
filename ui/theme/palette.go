package theme

import (
	"image/color"
	"math"

	"charm.land/lipgloss/v2"
)

// Contrast wanted of text and of rules against their ground (WCAG 2.2, 1.4.3 and 1.4.11).
const (
	textContrast = 4.5
	ruleContrast = 3.0
)

func dark() Palette {
	return palette("#14161b", "#26364d", "#d6d8dd", "#f4f5f7", "#979daa", "#5f6675", "#7db7ff", "#f2c661", "#7cc9a6", "#f0a35e", "#ff8a8a",
		"#cba6f7", "#9fd49a", "#f2b38a", "#7fd1e0")
}

func light() Palette {
	return palette("#fbfaf7", "#d9e7f7", "#2b2d31", "#101114", "#63676f", "#8d9097", "#0b5cad", "#8a5a00", "#1b6e4b", "#9a4b00", "#b3261e",
		"#7a3ea8", "#2f6b1f", "#9a4b00", "#0a6476")
}

func contrast() Palette {
	return palette("#000000", "#003a70", "#ffffff", "#ffffff", "#d0d0d0", "#a0a0a0", "#ffd700", "#ffd700", "#7dff9a", "#ffb86b", "#ff9d9d",
		"#e0b3ff", "#9dff9d", "#ffcc99", "#9fe8ff")
}

func palette(ground, selection string, byRole ...string) Palette {
	p := Palette{Ground: lipgloss.Color(ground), Selection: lipgloss.Color(selection)}
	for i, c := range byRole {
		p.Roles[i] = lipgloss.Color(c)
	}
	return p
}

// sixteen is the palette of terminals with sixteen colours, which are the terminal's own: of them the few that can be
// read as text on such a ground in most terminals (never 8, whose contrast may be 1). On an unknown ground there are none.
func sixteen(ground color.Color) Palette {
	var colours map[Role]string
	switch {
	case ground == nil:
	case luminance(ground) < 0.18:
		colours = map[Role]string{Accent: "6", Star: "3", OK: "2", Warn: "3", Error: "3", Keyword: "6", Literal: "2", Number: "3"}
	default:
		colours = map[Role]string{Accent: "4", Star: "1", OK: "4", Warn: "1", Error: "1", Keyword: "4", Literal: "1", Number: "1"}
	}
	var p Palette
	for r, c := range colours {
		p.Roles[r] = lipgloss.Color(c)
	}
	return p
}

// Compute makes the palette of the "terminal" theme out of the terminal's own foreground and background: muted text
// and rules are mixed of the two up to the contrast they need, accents are taken from the built-in palette of the same
// brightness and drawn towards the foreground until they are legible. With a colour unknown it rests on attributes and,
// on a known background, the terminal's own accents.
func Compute(fg, bg color.Color) Palette {
	if fg == nil || bg == nil {
		return sixteen(bg)
	}
	base := dark()
	if luminance(bg) > luminance(fg) {
		base = light()
	}
	p := Palette{}
	p.Roles[Muted] = mixTo(bg, fg, textContrast)
	p.Roles[Rule] = mixTo(bg, fg, ruleContrast)
	for r := Accent; r < roles; r++ {
		p.Roles[r] = legible(base.Roles[r], fg, bg)
	}
	p.Selection = mix(bg, base.Roles[Accent], 0.18)
	for f := 0.15; f > 0 && Contrast(p.Roles[Muted], p.Selection) < textContrast-0.7; f -= 0.03 {
		p.Selection = mix(bg, base.Roles[Accent], f)
	}
	return p
}

// Contrast returns the contrast ratio of two colours, 1..21 (WCAG 2.2).
func Contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	if x < y {
		x, y = y, x
	}
	return (x + 0.05) / (y + 0.05)
}

// luminance is the relative luminance of WCAG 2.2, 0..1.
func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	lin := func(v uint32) float64 {
		x := float64(v) / 0xffff
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*lin(r) + 0.7152*lin(g) + 0.0722*lin(b)
}

// mix returns f parts of b in a.
func mix(a, b color.Color, f float64) color.Color {
	ar, ag, ab, _ := a.RGBA()
	br, bg, bb, _ := b.RGBA()
	m := func(x, y uint32) uint8 { return uint8((float64(x)*(1-f) + float64(y)*f) / 257) }
	return color.RGBA{m(ar, br), m(ag, bg), m(ab, bb), 255}
}

// mixTo returns the colour nearest to bg on the way to fg that has the contrast, or fg.
func mixTo(bg, fg color.Color, contrast float64) color.Color {
	for f := 0.3; f < 1; f += 0.02 {
		if c := mix(bg, fg, f); Contrast(c, bg) >= contrast {
			return c
		}
	}
	return fg
}

// legible draws c towards fg until it has the contrast of text.
func legible(c, fg, bg color.Color) color.Color {
	for f := 0.0; f < 1; f += 0.1 {
		if m := mix(c, fg, f); Contrast(m, bg) >= textContrast {
			return m
		}
	}
	return fg
}

// words are the roles as theme files call them.
var words = [roles]string{
	Text: "text", Strong: "strong", Muted: "muted", Rule: "rule", Accent: "accent", Star: "star", OK: "ok", Warn: "warn", Error: "error",
	Keyword: "keyword", Literal: "literal", Number: "number", Name: "name",
}

// Words are what a palette gives colours to, as theme files call it.
func Words() []string { return append([]string{"ground", "selection"}, words[:]...) }

// Colour returns where the palette has the colour of a word, nil when there is no such word.
func (p *Palette) Colour(word string) *color.Color {
	switch word {
	case "ground":
		return &p.Ground
	case "selection":
		return &p.Selection
	}
	for r := range words {
		if words[r] == word {
			return &p.Roles[r]
		}
	}
	return nil
}

// Faint is a word whose colour is hard to read on the ground.
type Faint struct {
	Word       string
	Have, Want float64 // contrast
}

// Faint returns the words that are hard to read, none when the ground is not known.
func (p Palette) Faint() []Faint {
	var faint []Faint
	for r, c := range p.Roles {
		if c == nil || p.Ground == nil {
			continue
		}
		want := textContrast
		if Role(r) == Rule {
			want = ruleContrast
		}
		if have := Contrast(c, p.Ground); have < want-0.01 {
			faint = append(faint, Faint{words[r], have, want})
		}
	}
	return faint
}
