package feed

import (
	"strings"
)

// BlockKind is the kind of a [Block].
type BlockKind uint8

// The closed set of blocks.
const (
	Paragraph   BlockKind = iota // Text
	Heading                      // Text, Level
	List                         // Items; Ordered, Start, Numerals
	Quote                        // Blocks; Pull for a pull quote
	Code                         // Text of one span with line feeds; Lang
	Table                        // Rows; Text is the caption
	Figure                       // Image; Text is the caption
	Rule                         // nothing
	Definitions                  // Items: Text of an item is the term, Blocks its definitions
	Verse                        // Text whose line feeds matter (poems, addresses)
	Media                        // audio, video or an embedded frame: Text, whose span has the URL
	Footnotes                    // Items, numbered from Start
)

// Block is a piece of an article: the only thing that stands between HTML and the screen. Which fields count is
// said beside each kind.
type Block struct {
	Kind     BlockKind  `json:"kind"`
	Level    int        `json:"level,omitempty"` // 1..6
	Text     []Span     `json:"text,omitempty"`
	Blocks   []Block    `json:"blocks,omitempty"`
	Items    []ListItem `json:"items,omitempty"`
	Ordered  bool       `json:"ordered,omitempty"`
	Start    int        `json:"start,omitempty"`
	Numerals string     `json:"numerals,omitempty"` // of an ordered list, as HTML's type: a, A, i, I; "" for figures
	Rows     [][]Cell   `json:"rows,omitempty"`
	Image    *Image     `json:"image,omitempty"`
	Lang     string     `json:"lang,omitempty"` // of code; BCP 47 elsewhere
	RTL      bool       `json:"rtl,omitempty"`
	Pull     bool       `json:"pull,omitempty"`
}

// Style is a set of inline attributes.
type Style uint16

// The inline attributes.
const (
	Strong Style = 1 << iota
	Emphasis
	Mono
	Deleted
	Inserted
	Marked
	Superscript
	Subscript
	Small
	Keyboard
)

// Span is a run of text of one style. A line feed in its text is a forced break.
type Span struct {
	Text  Text   `json:"text"`
	Style Style  `json:"style,omitempty"`
	URL   string `json:"url,omitempty"` // absolute http(s); neighbours with one URL are one link
}

// Cell is a table's cell.
type Cell struct {
	Text   []Span `json:"text,omitempty"`
	Header bool   `json:"header,omitempty"`
	Span   int    `json:"span,omitempty"` // columns, 0 and 1 are one
	Right  bool   `json:"right,omitempty"`
}

// Image is a picture of a figure.
type Image struct {
	URL    string `json:"url"`
	Alt    Text   `json:"alt"`
	Width  int    `json:"width,omitempty"`  // pixels, 0 when unknown
	Height int    `json:"height,omitempty"` // pixels, 0 when unknown
}

// Walk calls f for every span list below blocks, in reading order.
func Walk(blocks []Block, f func(b *Block, spans []Span)) {
	for i := range blocks {
		b := &blocks[i]
		if len(b.Text) > 0 {
			f(b, b.Text)
		}
		for j := range b.Items {
			if len(b.Items[j].Term) > 0 {
				f(b, b.Items[j].Term)
			}
			Walk(b.Items[j].Blocks, f)
		}
		for _, row := range b.Rows {
			for _, c := range row {
				f(b, c.Text)
			}
		}
		Walk(b.Blocks, f)
	}
}

// Links returns the links in the text, in order, each address once; the number of a link is its index + 1.
func Links(blocks []Block) []Link {
	var links []Link
	index := map[string]int{}
	last := -1
	Walk(blocks, func(_ *Block, spans []Span) {
		prev := ""
		for _, s := range spans {
			if s.URL == "" {
				prev = ""
				continue
			}
			i, ok := index[s.URL]
			switch {
			case !ok:
				index[s.URL] = len(links)
				last = len(links)
				links = append(links, Link{Title: Clean(s.Text.s), URL: s.URL, Kind: InText})
			case prev == s.URL && i == last:
				links[i].Title = Clean(links[i].Title.s + s.Text.s)
			}
			prev = s.URL
		}
	})
	return links
}

// Pictures calls f for the pictures of blocks in the order of the text, until it returns false.
func Pictures(blocks []Block, f func(*Image) bool) bool {
	for i := range blocks {
		b := &blocks[i]
		if b.Image != nil && !f(b.Image) || !Pictures(b.Blocks, f) {
			return false
		}
		for j := range b.Items {
			if !Pictures(b.Items[j].Blocks, f) {
				return false
			}
		}
	}
	return true
}

// Plain returns the blocks' text, block elements parted by blank lines; captions and alternative texts are left out.
func Plain(blocks []Block) string {
	var b strings.Builder
	plain(&b, blocks)
	return strings.TrimSpace(b.String())
}

func plain(b *strings.Builder, blocks []Block) {
	for i := range blocks {
		k := &blocks[i]
		if k.Kind == Figure {
			continue
		}
		writeSpans(b, k.Text)
		for _, it := range k.Items {
			writeSpans(b, it.Term)
			plain(b, it.Blocks)
		}
		for _, row := range k.Rows {
			var cells []string
			for _, c := range row {
				var cb strings.Builder
				for _, s := range c.Text {
					cb.WriteString(s.Text.s)
				}
				cells = append(cells, cb.String())
			}
			if t := strings.TrimSpace(strings.Join(cells, "  ")); t != "" {
				b.WriteString(t)
				b.WriteString("\n\n")
			}
		}
		plain(b, k.Blocks)
	}
}

func writeSpans(b *strings.Builder, spans []Span) {
	if len(spans) == 0 {
		return
	}
	for _, s := range spans {
		b.WriteString(s.Text.s)
	}
	b.WriteString("\n\n")
}

// ListItem is an item of a list, a definition list or the footnotes.
type ListItem struct {
	Term   []Span  `json:"term,omitempty"`   // of a definition
	Number int     `json:"number,omitempty"` // in an ordered list, 0 when it is the one behind the item before
	Blocks []Block `json:"blocks,omitempty"`
}
