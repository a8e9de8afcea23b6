package clean

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newspane/feed"
)

var styles = map[atom.Atom]feed.Style{
	atom.B: feed.Strong, atom.Strong: feed.Strong,
	atom.I: feed.Emphasis, atom.Em: feed.Emphasis, atom.Cite: feed.Emphasis, atom.Dfn: feed.Emphasis, atom.Var: feed.Emphasis,
	atom.Code: feed.Mono, atom.Tt: feed.Mono, atom.Samp: feed.Mono,
	atom.Kbd: feed.Keyboard,
	atom.Del: feed.Deleted, atom.S: feed.Deleted, atom.Strike: feed.Deleted,
	atom.Ins:  feed.Inserted,
	atom.Mark: feed.Marked,
	atom.Sup:  feed.Superscript, atom.Sub: feed.Subscript,
	atom.Small: feed.Small,
}

// inline adds an inline element.
func (w *flow) inline(n *html.Node, f frame) {
	switch n.DataAtom {
	case atom.Wbr:
		return
	case atom.Q:
		w.run.verbatim("“", f.style, f.url)
		w.children(n, f)
		w.run.space = false
		w.run.verbatim("”", f.style, f.url)
		return
	case atom.Rt, atom.Rtc:
		w.ruby(n, f)
		return
	case atom.Rb:
		w.children(n, f)
		return
	}
	if isBacklink(n) || isControl(n) {
		return
	}
	if n.DataAtom == atom.Sup && f.style&feed.Superscript != 0 { // there is but one storey
		w.run.verbatim("^", f.style, f.url)
	}
	w.children(n, w.styled(n, f))
}

// styled is the frame of an inline element's content.
func (w *flow) styled(n *html.Node, f frame) frame {
	f.style |= styles[n.DataAtom]
	if n.DataAtom == atom.A {
		f.url = w.link(attr(n, "href"))
	}
	return f
}

// ruby adds a reading in parentheses after its base.
func (w *flow) ruby(n *html.Node, f frame) {
	if strings.TrimSpace(textOf(n)) == "" {
		return
	}
	w.run.space = false
	w.run.verbatim("(", f.style, f.url)
	w.children(n, f)
	w.run.space = false
	w.run.verbatim(")", f.style, f.url)
}

// math adds a formula as text: its symbols on one line, else what its author wrote beside it.
func (w *flow) math(n *html.Node, f frame) {
	if attr(n, "display") == "block" {
		w.flush(f)
		defer w.flush(f)
	}
	if line := Formula(n); line != nil {
		w.children(line, f)
		return
	}
	s := strings.Join(strings.Fields(unwrapped(orElse(attr(n, "alttext"), textOf(n)))), " ")
	if s == "" || len(s) > w.left {
		return
	}
	w.left -= len(s)
	w.run.verbatim(s, f.style, f.url)
}

// unwrapped is a formula of TeX without the braces and the command that only say how large it is.
func unwrapped(tex string) string {
	t := strings.TrimSpace(tex)
	if inner, ok := strings.CutPrefix(t, "{"); ok && strings.HasSuffix(inner, "}") {
		t = strings.TrimSuffix(inner, "}")
	}
	for _, command := range []string{`\displaystyle `, `\textstyle `} {
		if inner, ok := strings.CutPrefix(t, command); ok {
			return inner
		}
	}
	return tex
}

// isControl reports whether an element within a line is a control of the page, such as the one that unfolds a caption.
func isControl(n *html.Node) bool {
	return n.DataAtom == atom.Span && attr(n, "role") == "button" && len(strings.TrimSpace(textOf(n))) < controlText &&
		within(n, func(n *html.Node) bool { return n.DataAtom == atom.Img }) == nil
}

const controlText = 40 // bytes

// isBacklink reports whether an element only leads from a footnote back to the text.
func isBacklink(n *html.Node) bool {
	if n.DataAtom != atom.A && n.DataAtom != atom.Span {
		return false
	}
	if attr(n, "role") == "doc-backlink" || hasClass(n, "footnote-backref", "reversefootnote", "footnote-back", "mw-cite-backlink") {
		return true
	}
	if n.DataAtom == atom.Span || !strings.Contains(attr(n, "href"), "#") {
		return false
	}
	return isArrow(n)
}

// isArrow reports whether a tree has no text but arrows that point back or up.
func isArrow(root *html.Node) bool {
	arrow := false
	for n := after(root, root, true); n != nil; n = after(n, root, true) {
		if n.Type != html.TextNode {
			continue
		}
		if strings.Trim(n.Data, "↩↵⏎↑⇑⬆⤴↰↲^\ufe0e\ufe0f \n\u00a0") != "" {
			return false
		}
		arrow = arrow || strings.TrimSpace(n.Data) != ""
	}
	return arrow
}
