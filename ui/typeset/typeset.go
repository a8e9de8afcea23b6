// Package typeset sets blocks of text in lines of terminal cells, as a newspaper would. It knows neither colours
// (styles are applied last, by the caller's theme) nor scrolling.
package typeset

import "newspane/feed"

// Options say how to set.
type Options struct {
	Width    int  // cells, at least 1
	Numbers  bool // dim numbers behind links
	First    int  // number of the first link, usually 1
	ASCII    bool // no box drawing, no typographic bullets
	Language string
}

// Style is a set of attributes by meaning; the low bits are feed.Style.
type Style uint32

// Segment is a run of cells of one style.
type Segment struct {
	Text   string
	Style  Style
	Link   int // number of the link, 0 when none
	Offset int // byte offset of its first character in the article's text, -1 for decoration (bars, bullets, numbers)
}

// Line is one row.
type Line struct {
	Segments []Segment
	Block    int // index of the top-level block
	Indent   int
}

// Doc is a set article.
type Doc struct {
	Lines    []Line
	Links    []feed.Link // as feed.Links; number n is Links[n-1]
	Headings []int       // lines where headings begin
}

// Set lays out blocks.
func Set(blocks []feed.Block, o Options) *Doc { return &Doc{} }
