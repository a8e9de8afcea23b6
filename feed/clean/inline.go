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

// math adds a formula as text: what its author wrote beside it, else its symbols.
func (w *flow) math(n *html.Node, f frame) {
	s := attr(n, "alttext")
	if s == "" {
		if a := within(n, func(n *html.Node) bool {
			return n.Data == "annotation" && strings.Contains(attr(n, "encoding"), "tex")
		}); a != nil {
			s = textOf(a)
		}
	}
	if s == "" {
		s = textOf(n)
	}
	s = strings.Join(strings.Fields(s), " ")
	if s == "" || len(s) > w.left {
		return
	}
	w.left -= len(s)
	if attr(n, "display") == "block" {
		w.flush(f)
		defer w.flush(f)
	}
	w.run.verbatim(s, f.style, f.url)
}

// isControl reports whether an element within a line is a control of the page, such as the one that unfolds a caption.
func isControl(n *html.Node) bool {
	return n.DataAtom == atom.Span && attr(n, "role") == "button" && len(strings.TrimSpace(textOf(n))) < controlText &&
		within(n, func(n *html.Node) bool { return n.DataAtom == atom.Img }) == nil
}

const controlText = 40 // bytes

// isBacklink reports whether an element only leads from a footnote back to the text.
func isBacklink(n *html.Node) bool {
	return n.DataAtom == atom.A && (attr(n, "role") == "doc-backlink" ||
		hasClass(n, "footnote-backref", "reversefootnote", "footnote-back", "mw-cite-backlink"))
}
