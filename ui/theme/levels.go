package theme

import (
	"image/color"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

// At returns the palette as a terminal of these abilities can show it. With 256 colours each role takes the one of them
// that is nearest and as legible; with sixteen, the terminal's own, and reversed selections; without colours, none.
//
// Behind it is the terminal's own background, nil when unknown.
func (p Palette) At(profile colorprofile.Profile, behind color.Color) Palette {
	switch {
	case p == Palette{}, profile >= colorprofile.TrueColor || profile == colorprofile.Unknown:
		return p
	case profile == colorprofile.ANSI256:
		if p.Ground != nil {
			behind = p.Ground
		}
		return p.in256(behind)
	case profile == colorprofile.ANSI:
		if behind == nil {
			behind = p.Ground
		}
		p = sixteen(behind)
		p.Reversed = true
		return p
	}
	return Palette{}
}

// in256 returns the palette in the colours 16 to 255 of xterm.
func (p Palette) in256(behind color.Color) Palette {
	out := p
	for r, c := range p.Roles {
		if _, own := c.(ansi.BasicColor); own || c == nil || behind == nil {
			continue
		}
		want := textContrast
		if Role(r) == Rule {
			want = ruleContrast
		}
		out.Roles[r] = near256(c, behind, min(want, Contrast(c, behind)))
	}
	if p.Selection != nil {
		out.Selection = colorprofile.ANSI256.Convert(p.Selection)
	}
	return out
}

// near256 returns the colour of the cube or the greys of xterm that is nearest to c among those with the contrast.
func near256(c, against color.Color, contrast float64) color.Color {
	first := colorprofile.ANSI256.Convert(c)
	if Contrast(first, against) >= contrast {
		return first
	}
	best, least := first, 0.0
	for i := 16; i < 256; i++ {
		candidate := ansi.IndexedColor(i)
		if d := distance(candidate, c); Contrast(candidate, against) >= contrast && (best == first || d < least) {
			best, least = candidate, d
		}
	}
	return best
}

// distance is how far two colours are apart, squared.
func distance(a, b color.Color) float64 {
	ar, ag, ab, _ := a.RGBA()
	br, bg, bb, _ := b.RGBA()
	d := func(x, y uint32) float64 { f := (float64(x) - float64(y)) / 0xffff; return f * f }
	return 3*d(ar, br) + 6*d(ag, bg) + d(ab, bb)
}
