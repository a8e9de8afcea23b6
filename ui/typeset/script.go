package typeset

import (
	"strings"
	"unicode"

	"newspane/feed"
)

// raised and lowered are the characters that Unicode has above and below the line.
var (
	raised  = pairs("0⁰1¹2²3³4⁴5⁵6⁶7⁷8⁸9⁹+⁺-⁻−⁻=⁼(⁽)⁾aᵃbᵇcᶜdᵈeᵉfᶠgᵍhʰiⁱjʲkᵏlˡmᵐnⁿoᵒpᵖrʳsˢtᵗuᵘvᵛwʷxˣyʸzᶻ")
	lowered = pairs("0₀1₁2₂3₃4₄5₅6₆7₇8₈9₉+₊-₋−₋=₌(₍)₎aₐeₑhₕiᵢjⱼkₖlₗmₘnₙoₒpₚrᵣsₛtₜuᵤvᵥxₓ")
)

func pairs(s string) map[rune]rune {
	m := map[rune]rune{}
	prev := rune(0)
	for _, r := range s {
		if prev == 0 {
			prev = r
			continue
		}
		m[prev] = r
		prev = 0
	}
	return m
}

// maxScript is the longest text that is looked at for characters above or below the line.
const maxScript = 64

// script returns t as it is shown above or below the line: in the characters that Unicode has for that, else behind
// "^" or "_", in brackets when it is more than a word. What is no letter or number (a dagger, a bracketed note) stands
// as it is.
func (s *setter) script(t string, style feed.Style, r *run) (before, shown, after string) {
	table, sign := raised, "^"
	switch {
	case style&feed.Superscript != 0:
	case style&feed.Subscript != 0:
		table, sign = lowered, "_"
	default:
		return "", t, ""
	}
	if t == "" || strings.HasPrefix(t, "[") || !strings.ContainsFunc(t, wordly) {
		return "", t, ""
	}
	if !s.ASCII && len(t) <= maxScript {
		if small, ok := mapped(t, table); ok {
			r.exact, r.source = false, t
			return "", small, ""
		}
	}
	if strings.ContainsFunc(t, func(r rune) bool { return !wordly(r) }) {
		return sign + "(", t, ")"
	}
	return sign, t, ""
}

func wordly(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// mapped returns t with every character replaced by table, and whether all were in it.
func mapped(t string, table map[rune]rune) (string, bool) {
	var b strings.Builder
	for _, r := range t {
		small, ok := table[r]
		if !ok {
			return "", false
		}
		b.WriteRune(small)
	}
	return b.String(), true
}
