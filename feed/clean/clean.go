// Package clean turns foreign HTML into []feed.Block: an allow-list of elements, absolute links without tracking
// parameters, no control characters, bounded depth and size. It guarantees that text keeps its order, that nothing
// is glued across the edge of a block, and that neither markup nor an escape sequence crosses into a block.
//
// It is not for finding the article in a page (that is [newspane/feed/page], which uses it) and does no I/O.
package clean

import (
	"golang.org/x/net/html"

	"newspane/feed"
)

// Version rises when the blocks made of the same HTML change.
const Version = 3

// HTML returns the blocks of a fragment or document of HTML; relative addresses are taken relative to base, which a
// <base href> of the document itself overrides.
func HTML(src feed.HTML, base string) []feed.Block {
	doc, _ := Parse([]byte(src))
	return Node(doc, Base(doc, base))
}

// Node returns the blocks of a parsed tree; relative addresses are taken relative to base. It does not change the
// tree, works in time linear in its size, and is safe for concurrent use on different trees. Text that repeats an
// attribute (alternative texts, titles of frames) is the only text that does not come from the tree's text nodes.
func Node(n *html.Node, base string) []feed.Block {
	b := &builder{base: base, left: maxText, pictures: map[string]bool{}, links: map[string]bool{}}
	return b.container(n, frame{dir: inherited(n)})
}
