package clean

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newspane/feed"
)

const maxNumber = 1_000_000 // of a list item; what claims more starts at 1

// list adds ul, ol, menu and dir. What stands between the items belongs to the item before it.
func (w *flow) list(n *html.Node, f frame) {
	if f.nesting >= maxNesting {
		w.division(n, f)
		return
	}
	w.flush(f)
	b := feed.Block{Kind: feed.List, Ordered: n.DataAtom == atom.Ol}
	if b.Ordered {
		b.Start = number(n)
		switch v := attr(n, "type"); v {
		case "a", "A", "i", "I":
			b.Numerals = v
		}
	}
	b.Items = w.items(n, f)
	if len(b.Items) == 0 {
		return
	}
	if b.Ordered && hasAttr(n, "reversed") {
		if attr(n, "start") == "" {
			b.Start = len(b.Items)
		}
		for i := range b.Items {
			b.Items[i].Number = b.Start - i
		}
	}
	b.RTL = b.Items[0].Blocks[0].RTL
	w.out = append(w.out, b)
}

func (w *flow) items(n *html.Node, f frame) []feed.ListItem {
	var items []feed.ListItem
	f.depth++
	f.nesting++
	f.style, f.url = 0, ""
	for c := n.FirstChild; c != nil && w.left > 0; c = c.NextSibling {
		if c.Type == html.ElementNode && hidden(c) {
			continue
		}
		g := f
		g.dir = f.dir.under(c)
		in := &flow{builder: w.builder}
		if c.DataAtom == atom.Li {
			in.children(c, g)
		} else {
			in.node(c, g)
		}
		in.flush(g)
		switch {
		case len(in.out) == 0:
		case c.DataAtom != atom.Li && len(items) > 0:
			last := &items[len(items)-1]
			last.Blocks = append(last.Blocks, in.out...)
		default:
			it := feed.ListItem{Blocks: in.out}
			if v, err := strconv.Atoi(strings.TrimSpace(attr(c, "value"))); err == nil && c.DataAtom == atom.Li && n.DataAtom == atom.Ol && len(items) > 0 &&
				v >= -maxNumber && v <= maxNumber {
				it.Number = v
			}
			items = append(items, it)
		}
	}
	return items
}

// number is the number of an ordered list's first item.
func number(n *html.Node) int {
	v := attr(n, "start")
	if v == "" {
		if li := find(n, atom.Li); li != nil {
			v = attr(li, "value")
		}
	}
	i, err := strconv.Atoi(strings.TrimSpace(v))
	if err != nil || i < -maxNumber || i > maxNumber {
		return 1
	}
	return i
}

// definitions adds a dl; its groups may be wrapped in div.
func (w *flow) definitions(n *html.Node, f frame) {
	if f.nesting >= maxNesting {
		w.division(n, f)
		return
	}
	w.flush(f)
	b := feed.Block{Kind: feed.Definitions}
	w.groups(n, f, &b.Items)
	if len(b.Items) > 0 {
		w.out = append(w.out, b)
	}
}

func (w *flow) groups(n *html.Node, f frame, items *[]feed.ListItem) {
	f.depth++
	for c := n.FirstChild; c != nil && w.left > 0; c = c.NextSibling {
		if c.Type == html.ElementNode && hidden(c) {
			continue
		}
		switch {
		case c.DataAtom == atom.Dt:
			in := &flow{builder: w.builder}
			in.flat(c, f, " ")
			if term := in.run.line(); len(term) > 0 {
				*items = append(*items, feed.ListItem{Term: term})
			}
			continue
		case c.DataAtom == atom.Div && f.depth < maxWalk:
			w.groups(c, f, items)
			continue
		}
		in := &flow{builder: w.builder}
		g := f
		g.nesting++
		if c.DataAtom == atom.Dd {
			in.children(c, g)
		} else {
			in.node(c, g)
		}
		in.flush(g)
		if len(in.out) == 0 {
			continue
		}
		if len(*items) == 0 {
			*items = append(*items, feed.ListItem{})
		}
		last := &(*items)[len(*items)-1]
		last.Blocks = append(last.Blocks, in.out...)
	}
}

// isFootnotes reports whether an element holds a text's footnotes.
func isFootnotes(n *html.Node) bool {
	return attr(n, "role") == "doc-endnotes" || hasClass(n, "footnotes", "endnotes", "footnotes-list", "footnote-list")
}

// footnotes adds the notes of the ordered list that n holds, and what else n holds before them.
func (w *flow) footnotes(n *html.Node, f frame) bool {
	list := within(n, func(n *html.Node) bool { return n.DataAtom == atom.Ol })
	if list == nil || f.nesting >= maxNesting {
		return false
	}
	w.flush(f)
	items := w.items(list, f)
	if len(items) > 0 {
		w.out = append(w.out, feed.Block{Kind: feed.Footnotes, Items: items, Start: number(list), RTL: items[0].Blocks[0].RTL})
	}
	return true
}
