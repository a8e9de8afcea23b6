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

// Style is a set of attributes by meaning; the low 16 bits are feed.Style.
type Style uint32

// Attributes beyond feed.Style.
const (
	Title   Style = 1 << (16 + iota) // a heading of level 1 or 2
	Sub                              // a deeper heading
	Bar                              // the bar of a quote
	Quoted                           // text of a quote
	Bullet                           // bullet or number of a list item
	Number                           // number of a link
	Caption                          // of a figure or a table
	Source                           // code
	Ruled                            // rules, table lines
	Found                            // a match of Find
	Focused                          // the link under focus
)

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

// LineAt returns the line that holds the character at offset of the article's text, so that a reader's place survives
// another width.
func (d *Doc) LineAt(offset int) int { return 0 }

// OffsetAt returns the offset of the first character on or after a line.
func (d *Doc) OffsetAt(line int) int { return 0 }

// Match is a place where a search was found: cells From..To of a line.
type Match struct{ Line, From, To int }

// Find returns where query stands in the text, case and accents folded, also across line breaks (one Match a line).
func (d *Doc) Find(query string) []Match { return nil }
