package clean

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

const (
	maxFormula = 40       // levels of a formula that are set; what is deeper is its symbols
	maxSymbols = 16 << 10 // bytes of a formula
)

// Formula returns a formula of MathML as an element of inline HTML that reads on one line: a fraction as (a + b)/c, a
// root behind √, exponents and indices above and below the line. It returns nil when there is nothing to set, and
// changes nothing of n.
func Formula(n *html.Node) *html.Node {
	t := &formula{out: element(atom.Span), left: maxSymbols}
	t.row(n, 0)
	if t.out.FirstChild == nil {
		return nil
	}
	return t.out
}

// formula writes a formula on one line.
type formula struct {
	out    *html.Node
	script bool // above or below the line: no room for spaces
	space  bool // due before the next symbol
	infix  bool // something stands before, to which an operator may belong
	left   int  // bytes that may still be written
}

// write adds symbols.
func (t *formula) write(s string) {
	if s == "" || len(s) > t.left {
		return
	}
	t.left -= len(s)
	if t.space && !t.script && t.out.FirstChild != nil {
		s = " " + s
	}
	t.space = false
	t.out.AppendChild(&html.Node{Type: html.TextNode, Data: s})
}

// within writes what f does in an element of its own.
func (t *formula) within(a atom.Atom, f func()) {
	if t.space {
		t.space = false
		t.write(" ")
	}
	outer := t.out
	t.out = element(a)
	f()
	if t.out.FirstChild != nil {
		outer.AppendChild(t.out)
	}
	t.out = outer
}

// row writes the parts of an element one behind the other.
func (t *formula) row(n *html.Node, depth int) {
	for _, c := range parts(n) {
		t.part(c, depth+1)
	}
}

// parts are the elements in an element of a formula.
func parts(n *html.Node) []*html.Node {
	var all []*html.Node
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && c.Data != "annotation" && c.Data != "annotation-xml" && c.Data != "mphantom" && c.Data != "none" {
			all = append(all, c)
		}
	}
	return all
}

// part writes an element.
func (t *formula) part(n *html.Node, depth int) {
	in := parts(n)
	switch k := len(in); {
	case depth > maxFormula:
		t.write(strings.Join(strings.Fields(textOf(n)), " "))
	case n.Data == "mi" || n.Data == "mn" || n.Data == "ms" || n.Data == "mtext":
		t.symbol(n)
	case n.Data == "mo":
		t.operator(strings.TrimSpace(textOf(n)))
	case n.Data == "mspace":
		t.space = true
	case n.Data == "mfrac" && k == 2:
		t.fenced(in[0], depth)
		t.write("/")
		t.fenced(in[1], depth)
	case n.Data == "msqrt":
		t.write("√")
		t.radicand(n, depth)
	case n.Data == "mroot" && k == 2:
		t.above(in[1], depth)
		t.write("√")
		t.fenced(in[0], depth)
	case (n.Data == "mover" || n.Data == "munder") && k == 2 && t.accent(in[0], in[1], depth):
	case (n.Data == "msup" || n.Data == "mover") && k == 2:
		t.part(in[0], depth+1)
		t.above(in[1], depth)
	case (n.Data == "msub" || n.Data == "munder") && k == 2:
		t.part(in[0], depth+1)
		t.below(in[1], depth)
	case (n.Data == "msubsup" || n.Data == "munderover") && k == 3:
		t.part(in[0], depth+1)
		t.below(in[1], depth)
		t.above(in[2], depth)
	case n.Data == "mfenced":
		t.list(in, depth, orElse(attr(n, "open"), "("), ", ", orElse(attr(n, "close"), ")"))
	case n.Data == "mtable":
		t.list(in, depth, "", "; ", "")
	case n.Data == "mtr":
		t.list(in, depth, "", ", ", "")
	default:
		t.row(n, depth)
	}
	t.infix = n.Data != "mo" || t.infix
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// symbol writes a number, a name or words; a name of one letter is slanted, as print has it.
func (t *formula) symbol(n *html.Node) {
	s := strings.Join(strings.Fields(textOf(n)), " ")
	if n.Data == "mi" && !t.script && utf8.RuneCountInString(s) == 1 && attr(n, "mathvariant") != "normal" {
		t.within(atom.I, func() { t.write(s) })
		return
	}
	t.write(s)
}

// spaced are the operators that stand between spaces when something stands before them.
const spaced = "= < > + − ± ∓ × ÷ ⋅ ∗ ≤ ≥ ≪ ≫ ≠ ≈ ≡ ≅ ∼ ≃ ∝ → ← ↔ ⇒ ⇐ ⇔ ↦ ⟶ ⟹ ∈ ∉ ⊂ ⊆ ⊃ ⊇ ∪ ∩ ∧ ∨ ∣ ∥ ≔ :="

// operator writes an operator, with the spaces that print has around it.
func (t *formula) operator(s string) {
	switch s {
	case "", "\u2062", "\u2063", "\u2064": // times, comma and plus that are not seen
		return
	case "\u2061": // the function before it is applied
		t.space = true
		return
	case "-":
		s = "−"
	case ",", ";":
		t.space = false
		t.write(s)
		t.space, t.infix = true, false
		return
	}
	if t.infix && strings.Contains(" "+spaced+" ", " "+s+" ") {
		t.space = true
		t.write(s)
		t.space, t.infix = true, false
		return
	}
	if strings.ContainsAny(s, "([{|)]}") {
		t.space = false
	}
	t.write(s)
	t.infix = strings.ContainsAny(s, ")]}!′'|")
}

// fenced writes an element, in brackets when it has several parts.
func (t *formula) fenced(n *html.Node, depth int) {
	for {
		in := parts(n)
		if len(in) != 1 || n.Data != "mrow" && n.Data != "mstyle" && n.Data != "mpadded" {
			break
		}
		n = in[0]
	}
	switch n.Data {
	case "mrow", "mstyle", "mpadded", "mfrac":
		t.list([]*html.Node{n}, depth, "(", "", ")")
	default:
		t.part(n, depth+1)
	}
}

// radicand writes what stands under a root.
func (t *formula) radicand(n *html.Node, depth int) {
	if in := parts(n); len(in) == 1 {
		t.fenced(in[0], depth)
		return
	}
	t.write("(")
	t.infix = false
	t.row(n, depth)
	t.write(")")
}

// list writes elements between brackets, parted by a sign.
func (t *formula) list(in []*html.Node, depth int, open, sign, end string) {
	t.write(open)
	for i, c := range in {
		if i > 0 {
			t.space = false
			t.write(sign)
		}
		t.infix = false
		t.part(c, depth+1)
	}
	t.space = false
	t.write(end)
}

// above and below write what stands over and under the line. Unicode has no second storey: there it is said by a sign.
func (t *formula) above(n *html.Node, depth int) { t.storey(n, depth, atom.Sup, "^") }
func (t *formula) below(n *html.Node, depth int) { t.storey(n, depth, atom.Sub, "_") }

func (t *formula) storey(n *html.Node, depth int, a atom.Atom, sign string) {
	if t.script {
		t.write(sign)
		t.fenced(n, depth)
		return
	}
	t.space = false
	t.within(a, func() {
		t.script, t.infix = true, false
		t.part(n, depth+1)
		t.script, t.space = false, false
	})
}

// accents are the combining characters of the signs that stand over or under a letter.
var accents = map[string]string{
	"¯": "\u0304", "‾": "\u0304", "ˉ": "\u0304", "―": "\u0304", "^": "\u0302", "ˆ": "\u0302", "~": "\u0303", "˜": "\u0303", "∼": "\u0303",
	"→": "\u20d7", "⃗": "\u20d7", "⇀": "\u20d7", "˙": "\u0307", ".": "\u0307", "¨": "\u0308", "ˇ": "\u030c", "_": "\u0332", "̲": "\u0332",
}

// accent writes a letter with the sign over or under it; it reports false when it is no such pair.
func (t *formula) accent(base, sign *html.Node, depth int) bool {
	letter := strings.TrimSpace(textOf(base))
	mark, ok := accents[strings.TrimSpace(textOf(sign))]
	if !ok || utf8.RuneCountInString(letter) != 1 {
		return false
	}
	if t.script {
		t.write(letter + mark)
		return true
	}
	t.within(atom.I, func() { t.write(letter + mark) })
	return true
}
