package clean

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newspane/feed"
)

const (
	maxText    = 4 << 20 // bytes of text of one document (trust.md P1)
	maxNesting = 24      // quotes and lists inside each other; what is deeper joins the innermost
	maxLinks   = 2000    // addresses of one document; later links are plain text (trust.md P4)
	maxWalk    = 600     // levels of a tree that are walked; deeper than any that Parse returns
)

// builder is what is shared by all flows of one document.
type builder struct {
	base     string
	left     int             // bytes of text that may still be kept
	pictures map[string]bool // addresses of the pictures so far
	links    map[string]bool // addresses of the links so far
}

// frame is what an element hands down to its content.
type frame struct {
	style   feed.Style
	url     string
	dir     direction
	verse   bool // in a poem
	depth   int  // in the tree
	nesting int  // of blocks that hold blocks
}

// flow fills one container: blocks that are done, and the run of inline text under way.
type flow struct {
	*builder
	out     []feed.Block
	run     run
	figures []feed.Block // pictures met in the run, to follow its paragraph
}

// container returns the blocks of n's content.
func (b *builder) container(n *html.Node, f frame) []feed.Block {
	w := &flow{builder: b}
	w.children(n, f)
	w.flush(f)
	stanzas(w.out)
	return w.out
}

// nested is [builder.container] one block deeper.
func (b *builder) nested(n *html.Node, f frame) []feed.Block {
	f.nesting++
	f.style, f.url = 0, ""
	return b.container(n, f)
}

func (w *flow) children(n *html.Node, f frame) {
	f.depth++
	for c := n.FirstChild; c != nil && w.left > 0; c = c.NextSibling {
		w.node(c, f)
	}
}

func (w *flow) node(n *html.Node, f frame) {
	switch n.Type {
	case html.TextNode:
		w.run.text(n.Data, f.style, f.url, &w.left)
	case html.DocumentNode:
		w.children(n, f)
	case html.ElementNode:
		switch {
		case f.depth > maxWalk:
			w.run.text(textOf(n), f.style, f.url, &w.left)
		case !hidden(n):
			f.dir, f.verse = f.dir.under(n), f.verse || isPoem(n)
			w.element(n, f)
		}
	}
}

// element adds an element that is seen.
func (w *flow) element(n *html.Node, f frame) {
	a := n.DataAtom
	switch {
	case a == atom.Noscript:
		w.noscript(n, f)
	case dropped[a]:
	case a == atom.Math || n.Data == "math":
		w.math(n, f)
	case inline[a] || a == 0 && n.FirstChild != nil && !hasBlock(n):
		w.inline(n, f)
	case a == atom.Br:
		w.run.br()
	case a == atom.Img || n.Data == "amp-img":
		w.image(n, f)
	case w.block(n, f):
	default:
		w.division(n, f)
	}
}

// block adds an element that makes blocks of its own kind, and reports whether it was one.
func (w *flow) block(n *html.Node, f frame) bool {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		w.heading(n, f)
	case atom.Ul, atom.Ol, atom.Menu, atom.Dir:
		w.list(n, f)
	case atom.Dl:
		w.definitions(n, f)
	case atom.Table:
		w.table(n, f)
	case atom.Pre, atom.Xmp, atom.Listing, atom.Plaintext:
		if f.verse {
			w.poem(n, f)
		} else {
			w.code(n, f)
		}
	case atom.Blockquote:
		w.quote(n, f)
	case atom.Figure:
		w.figure(n, f)
	case atom.Hr:
		w.emit(f, feed.Block{Kind: feed.Rule})
	case atom.Audio, atom.Video, atom.Iframe, atom.Embed, atom.Object:
		w.media(n, f)
	case atom.Details:
		w.details(n, f)
	default:
		return w.classed(n, f)
	}
	return true
}

// classed adds a division whose class or role says what it is.
func (w *flow) classed(n *html.Node, f frame) bool {
	switch {
	case isFootnotes(n):
		return w.footnotes(n, f)
	case isPullQuote(n):
		w.quote(n, f)
		return true
	case isCaption(n):
		return w.caption(n, f)
	}
	return false
}

// division adds the content of an element that only parts blocks.
func (w *flow) division(n *html.Node, f frame) {
	w.flush(f)
	w.children(n, f)
	w.flush(f)
}

// emit ends the run and adds a block.
func (w *flow) emit(f frame, b feed.Block) {
	w.flush(f)
	w.out = append(w.out, b)
}

// flush makes paragraphs of the run and adds the pictures met in it.
func (w *flow) flush(f frame) {
	w.out = append(w.out, w.run.paragraphs(f)...)
	w.out = append(w.out, w.figures...)
	w.figures = nil
}

func (w *flow) heading(n *html.Node, f frame) {
	w.flush(f)
	in := &flow{builder: w.builder}
	f.style, f.url = f.style&^feed.Strong, ""
	in.flat(n, f, " ")
	if spans := in.run.line(); len(spans) > 0 {
		level := int(n.Data[1] - '0')
		w.out = append(w.out, feed.Block{Kind: feed.Heading, Level: level, Text: spans, RTL: f.dir.rtl(spans)})
	}
	w.out = append(w.out, in.figures...)
}

// flat adds everything below n as inline text, blocks parted by sep ("\n" or " ").
func (w *flow) flat(n *html.Node, f frame, sep string) {
	f.depth++
	for c := n.FirstChild; c != nil && w.left > 0; c = c.NextSibling {
		a := c.DataAtom
		if c.Type == html.ElementNode && !hidden(c) && !inline[a] && !dropped[a] && a != atom.Br && a != atom.Img &&
			a != atom.Noscript && a != atom.Math && f.depth < maxWalk {
			w.run.part(sep)
			w.flat(c, f, sep)
			w.run.part(sep)
			continue
		}
		if c.Type == html.ElementNode && inline[a] && hasBlock(c) && !hidden(c) && f.depth < maxWalk {
			w.flat(c, w.styled(c, f), sep)
			continue
		}
		w.node(c, f)
	}
}

func (w *flow) quote(n *html.Node, f frame) {
	pull := isPullQuote(n) || n.Parent != nil && isPullQuote(n.Parent)
	if f.nesting >= maxNesting {
		w.division(n, f)
		return
	}
	w.flush(f)
	if blocks := w.nested(n, f); len(blocks) > 0 {
		w.out = append(w.out, feed.Block{Kind: feed.Quote, Blocks: blocks, Pull: pull, RTL: blocks[0].RTL})
	}
}

func (w *flow) details(n *html.Node, f frame) {
	w.flush(f)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Summary {
			g := f
			g.style |= feed.Strong
			w.division(c, g)
			continue
		}
		f.depth++
		w.node(c, f)
		f.depth--
	}
	w.flush(f)
}
