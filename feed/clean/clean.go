// Package clean turns foreign HTML into []feed.Block: an allow-list of elements, absolute links without tracking
// parameters, no control characters, bounded depth and size. It does no I/O.
package clean

import (
	"golang.org/x/net/html"

	"newspane/feed"
)

// Version rises when the blocks made of the same HTML change.
const Version = 1

// HTML returns the blocks of a fragment or document of HTML; relative addresses are taken relative to base.
func HTML(src feed.HTML, base string) []feed.Block { return nil }

// Node returns the blocks of a parsed tree.
func Node(n *html.Node, base string) []feed.Block { return nil }

// Parse parses HTML with a budget: depth beyond 256 is flattened, nodes beyond 200,000 are left out. It returns the
// document node, never nil, and whether something was left out.
func Parse(src []byte) (doc *html.Node, cut bool) { return &html.Node{Type: html.DocumentNode}, false }
