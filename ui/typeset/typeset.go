// Package typeset sets blocks of text in lines of terminal cells, as a newspaper would. It knows neither colours
// (styles are applied last, by the caller's theme) nor scrolling.
package typeset

import "newspane/feed"

// Options say how to set.
type Options struct {
	Width    int     // cells, at least 1
	Numbers  bool    // dim numbers behind links
	First    int     // number that is printed for the first link, usually 1
	ASCII    bool    // no box drawing, no typographic bullets
	Language string  // of the article, BCP 47; "" when unknown: it tells the direction of mixed paragraphs
	Title    string  // of the article: alternative texts need not say it again
	Bidi     bool    // put right-to-left text in visual order, for terminals that do not
	Words    bool    // with Bidi: the terminal sets the letters of words from the right by itself
	FromLeft bool    // set all text from the left
	Images   bool    // reserve rows for pictures, see [Slot]
	Until    int     // set no blocks behind the one that holds this byte of the article's text; 0 sets all
	MaxRows  int     // most rows of a picture; 0 is 20
	Opens    string  // the key that opens a picture of which only words are set; "" when none does
	Aspect   float64 // height of a cell by its width; 0 is 2

	// Picture says what is known of a picture beyond its page's word: its size in pixels, 0 when it is not known, and
	// whether it can be shown at all. It may be nil.
	Picture func(*feed.Image) (width, height int, ok bool)
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
	Block    int         // index of the top-level block
	Indent   int         // cells of decoration at its start
	Slot     *Slot       // the picture that this row is kept for, nil when none
	Row      int         // which row of the slot
	Image    *feed.Image // the picture whose place it is in words, nil when none
}

// Slot is room for a picture: Rows lines in a row, each with the same Slot, whose cells Indent..Indent+Cols are blank.
type Slot struct {
	Image      *feed.Image
	Cols, Rows int
}

// Doc is a set article. The article's text, which offsets count, is that of all spans in the order of [feed.Walk], one
// behind the other. A Doc is for one goroutine.
type Doc struct {
	Lines    []Line
	Links    []feed.Link // as feed.Links; number n is Links[n-1]
	Headings []int       // lines where headings begin
	Cut      bool        // blocks follow that are not set, see [Options]

	blocks []feed.Block
	marks  []mark // by offset
	search *folded
}

// mark ties a stretch of the article's text to the segment that shows it.
type mark struct {
	from, to      int // bytes of the article's text
	line, segment int
	exact         bool // bytes of the text are bytes of the segment, but for soft hyphens
	backward      bool // set from right to left
}

// Set lays out blocks. No line is wider than o.Width; it takes time linear in the text.
func Set(blocks []feed.Block, o Options) *Doc {
	o.Width = max(o.Width, 1)
	if o.First < 1 {
		o.First = 1
	}
	if o.MaxRows < 1 {
		o.MaxRows = 20
	}
	if o.Aspect <= 0 {
		o.Aspect = 2
	}
	doc := &Doc{Links: feed.Links(blocks), blocks: blocks}
	s := &setter{Options: o, doc: doc, numbers: make(map[string]int, len(doc.Links)), printed: make([]int, len(doc.Links)+1)}
	s.native = nativeRight(o.Language)
	for i, l := range doc.Links {
		s.numbers[l.URL] = i + 1
	}
	s.blocks(blocks)
	doc.sortMarks()
	return doc
}
