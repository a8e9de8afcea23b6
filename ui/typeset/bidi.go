package typeset

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"

	"newspane/ui/text"
)

// paired are the brackets and what else is mirrored in right-to-left text, openers before closers.
var paired = pairs("()[]{}<>«»‹›≤≥≪≫⁅⁆⁽⁾₍₎〈〉⌈⌉⌊⌋❨❩❪❫❬❭❮❯❰❱❲❳❴❵⟦⟧⟨⟩⟪⟫⟬⟭⟮⟯⦃⦄⦅⦆〈〉《》「」『』【】〔〕〖〗〘〙〚〛（）［］｛｝＜＞｟｠｢｣")

// closers are the openers by their closers.
var closers = inverse(paired)

func inverse(m map[rune]rune) map[rune]rune {
	inv := make(map[rune]rune, len(m))
	for a, b := range m {
		inv[b] = a
	}
	return inv
}

// rightward reports whether a flow is set from the right: when its block says so, when its first letter does, and in
// an article of a right-to-left language when any does.
func (s *setter) rightward(f *flow, rtl bool) bool {
	if s.FromLeft {
		return false
	}
	return rtl || FromRight(f.text) || s.native && text.RightToLeft(f.text)
}

// nativeRight reports whether a language (BCP 47) is written from right to left.
func nativeRight(language string) bool {
	primary, _, _ := strings.Cut(strings.ToLower(language), "-")
	switch primary {
	case "ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ps", "sd", "syr", "ug", "ur", "yi":
		return true
	}
	return false
}

// FromRight reports whether the first letter of t is of a right-to-left script (UAX #9, P2).
func FromRight(t string) bool {
	for i := 0; i < len(t); {
		p, n := bidi.LookupString(t[i:])
		if n == 0 {
			break
		}
		switch p.Class() {
		case bidi.L:
			return false
		case bidi.R, bidi.AL:
			return true
		}
		i += n
	}
	return false
}

// order finds the levels of a flow whose lines are to be put in visual order.
func (s *setter) order(f *flow, rtl bool) {
	if !s.Bidi {
		return
	}
	base := int8(0)
	if rtl {
		base = 1
	}
	f.levels = levels(f.text, base)
}

// levels returns the embedding level of every byte of t by UAX #9, whose paragraphs are the lines of t; nil when all
// are 0. There are no embeddings and isolates to heed: cleaning has removed them.
func levels(t string, base int8) []int8 {
	if base == 0 && !text.RightToLeft(t) {
		return nil
	}
	all := make([]int8, len(t))
	for from := 0; from < len(t); {
		to := len(t)
		if i := strings.IndexByte(t[from:], '\n'); i >= 0 {
			to = from + i + 1
		}
		resolve(t[from:to], base, all[from:to])
		from = to
	}
	return all
}

// resolve writes the levels of the bytes of one paragraph.
func resolve(t string, base int8, out []int8) {
	n := utf8.RuneCountInString(t)
	runes := make([]rune, 0, n)
	classes := make([]bidi.Class, 0, n)
	for _, r := range t {
		p, _ := bidi.LookupRune(r)
		runes = append(runes, r)
		classes = append(classes, p.Class())
	}
	edge := bidi.L
	if base == 1 {
		edge = bidi.R
	}
	weak(classes, edge)
	brackets(runes, classes, edge)
	neutral(classes, edge)
	i := 0
	for at, r := range t {
		l := base
		switch classes[i] {
		case bidi.R:
			l = 1
		case bidi.L:
			l = 2 * base
		case bidi.EN, bidi.AN:
			l = 2
		}
		for k := at; k < at+size(t[at:], r); k++ {
			out[k] = l
		}
		i++
	}
}

func size(s string, r rune) int {
	if r != utf8.RuneError {
		return utf8.RuneLen(r)
	}
	_, n := utf8.DecodeRuneInString(s)
	return n
}

// weak resolves weak types, rules W1 to W7.
func weak(c []bidi.Class, edge bidi.Class) {
	prev, strong := edge, edge
	for i := range c {
		switch c[i] {
		case bidi.NSM, bidi.BN:
			c[i] = prev
		case bidi.L, bidi.R, bidi.AL:
			strong = c[i]
		case bidi.EN:
			if strong == bidi.AL {
				c[i] = bidi.AN
			}
		}
		prev = c[i]
	}
	for i := range c {
		if c[i] == bidi.AL {
			c[i] = bidi.R
		}
	}
	for i := 1; i+1 < len(c); i++ {
		if c[i-1] == c[i+1] && (c[i-1] == bidi.EN && (c[i] == bidi.ES || c[i] == bidi.CS) || c[i-1] == bidi.AN && c[i] == bidi.CS) {
			c[i] = c[i-1]
		}
	}
	for i := 0; i < len(c); i++ {
		if c[i] != bidi.ET {
			continue
		}
		j := i
		for j < len(c) && c[j] == bidi.ET {
			j++
		}
		to := bidi.ON
		if i > 0 && c[i-1] == bidi.EN || j < len(c) && c[j] == bidi.EN {
			to = bidi.EN
		}
		for ; i < j; i++ {
			c[i] = to
		}
		i--
	}
	strong = edge
	for i := range c {
		switch c[i] {
		case bidi.ES, bidi.CS, bidi.B, bidi.S, bidi.WS:
			c[i] = bidi.ON
		case bidi.L, bidi.R:
			strong = c[i]
		case bidi.EN:
			if strong == bidi.L {
				c[i] = bidi.L
			}
		}
	}
}

// direction returns the direction that a resolved type counts as among neutrals, ON when it has none.
func direction(c bidi.Class) bidi.Class {
	switch c {
	case bidi.EN, bidi.AN:
		return bidi.R
	case bidi.L, bidi.R:
		return c
	}
	return bidi.ON
}

// brackets resolves paired brackets, rule N0.
func brackets(runes []rune, c []bidi.Class, edge bidi.Class) {
	const maxOpen = 63
	type pair struct{ open, close int }
	var open []int
	var found []pair
	for i, r := range runes {
		if c[i] != bidi.ON {
			continue
		}
		p, _ := bidi.LookupRune(r)
		if !p.IsBracket() {
			continue
		}
		if p.IsOpeningBracket() {
			if len(open) == maxOpen {
				break
			}
			open = append(open, i)
			continue
		}
		for k := len(open) - 1; k >= 0; k-- {
			if runes[open[k]] == closers[r] {
				found = append(found, pair{open[k], i})
				open = open[:k]
				break
			}
		}
	}
	slices.SortFunc(found, func(a, b pair) int { return a.open - b.open })
	for _, p := range found {
		within := bidi.ON
		for i := p.open + 1; i < p.close && within != edge; i++ {
			if d := direction(c[i]); d != bidi.ON {
				within = d
			}
		}
		if within == bidi.ON {
			continue
		}
		if within != edge {
			before := edge
			for i := p.open - 1; i >= 0; i-- {
				if d := direction(c[i]); d != bidi.ON {
					before = d
					break
				}
			}
			within = before
		}
		c[p.open], c[p.close] = within, within
	}
}

// neutral resolves neutral types, rules N1 and N2.
func neutral(c []bidi.Class, edge bidi.Class) {
	before := edge
	for i := 0; i < len(c); {
		if d := direction(c[i]); d != bidi.ON {
			before = d
			i++
			continue
		}
		j := i
		for j < len(c) && direction(c[j]) == bidi.ON {
			j++
		}
		after := edge
		if j < len(c) {
			after = direction(c[j])
		}
		to := edge
		if before == after {
			to = before
		}
		for ; i < j; i++ {
			c[i] = to
		}
	}
}

// glyph is a grapheme of a line that is put in visual order.
type glyph struct {
	from, to int // bytes of the flow
	level    int8
	run      int
}

// visual sets a row of a flow in visual order, rule L2; brackets are mirrored, rule L4.
func (s *setter) visual(f *flow, r text.Row) {
	var gs []glyph
	highest := int8(0)
	run := f.run(r.From)
	for at := r.From; at < r.To; {
		for at >= f.end(run) {
			run++
		}
		n, _ := text.Next(f.text[at:min(r.To, f.end(run))])
		gs = append(gs, glyph{at, at + n, f.levels[at], run})
		highest = max(highest, f.levels[at])
		at += n
	}
	rearrange(gs, highest)
	for i := 0; i < len(gs); {
		back := gs[i].level&1 == 1
		j := i + 1
		for j < len(gs) && gs[j].run == gs[i].run && gs[j].level == gs[i].level && (back && gs[j].to == gs[j-1].from || !back && gs[j].from == gs[j-1].to) {
			j++
		}
		if !back {
			s.piece(f, gs[i].run, gs[i].from, gs[j-1].to, false)
		} else if t := reversed(f.text, gs[i:j]); t != "" {
			s.piece(f, gs[i].run, gs[j-1].from, gs[i].to, true)
			s.segments[len(s.segments)-1].Text = t
		}
		i = j
	}
}

// rearrange puts glyphs in visual order, rule L2.
func rearrange(gs []glyph, highest int8) {
	for l := highest; l > 0; l-- {
		for i := 0; i < len(gs); i++ {
			j := i
			for j < len(gs) && gs[j].level >= l {
				j++
			}
			slices.Reverse(gs[i:j])
			i = j
		}
	}
}

// Visual returns one line in visual order, with mirrored brackets (UAX #9); rtl is the direction of its paragraph.
func Visual(t string, rtl bool) string {
	base := int8(0)
	if rtl {
		base = 1
	}
	all := levels(t, base)
	if all == nil {
		return t
	}
	var gs []glyph
	highest := int8(0)
	for at := 0; at < len(t); {
		n, _ := text.Next(t[at:])
		gs = append(gs, glyph{from: at, to: at + n, level: all[at]})
		highest = max(highest, all[at])
		at += n
	}
	rearrange(gs, highest)
	var b strings.Builder
	for i := 0; i < len(gs); {
		j := i + 1
		for j < len(gs) && gs[j].level == gs[i].level {
			j++
		}
		if gs[i].level&1 == 1 {
			b.WriteString(reversed(t, gs[i:j]))
		} else {
			for _, g := range gs[i:j] {
				b.WriteString(t[g.from:g.to])
			}
		}
		i = j
	}
	return b.String()
}

// reversed returns the text of glyphs in their order, mirrored.
func reversed(t string, gs []glyph) string {
	var b strings.Builder
	for _, g := range gs {
		if part := t[g.from:g.to]; part != softHyphen {
			b.WriteString(mirrored(part))
		}
	}
	return b.String()
}
