package typeset

import (
	"sort"
	"strings"
)

// Span returns the cells that show the bytes from..to of the article's text, one Match a line.
func (d *Doc) Span(from, to int) []Match {
	d.fold()
	ms, _ := d.cells(from, to, 0)
	return ms
}

func (d *Doc) fold() {
	if d.search == nil {
		d.search = foldBlocks(d.blocks)
	}
}

// endWords is how many bytes of a passage's beginning and end stand for the whole where it is not found word by word.
const endWords = 40

// Locate returns where a passage stands in the article's text: its bytes from..to. Case, accents and white space do not
// count, and blocks are parted by whatever space the quote has between them. Of several places the one is taken that
// has the most of before in front of it, of these the one that begins nearest to the block (as [feed.Walk] counts). A
// passage that is not there word by word is looked for by its beginning and its end.
func (d *Doc) Locate(quote, before string, block int) (from, to int, ok bool) {
	d.fold()
	text := d.search.text
	q := strings.Trim(passage(quote), " \n")
	if q == "" {
		return 0, 0, false
	}
	b := strings.TrimLeft(passage(before), " \n")
	at, n := d.nearest(text, q, b, block), len(q)
	if at < 0 && len(q) > 3*endWords {
		head, tail := q[:cutAt(q, endWords)], q[cutAt(q, len(q)-endWords):]
		if at = d.nearest(text, head, b, block); at >= 0 {
			rest := text[at:min(len(text), at+2*len(q))]
			if n = strings.Index(rest, tail) + len(tail); n < len(tail) {
				at = -1
			}
		}
	}
	if at < 0 {
		return 0, 0, false
	}
	return int(d.search.at[at]), int(d.search.at[at+n]), true
}

// passage folds a quote as the article's text is folded: a line feed where blocks meet.
func passage(s string) string {
	parts := strings.Split(s, "\n\n")
	for i, p := range parts {
		parts[i] = strings.TrimSpace(fold(p).text)
	}
	if len(parts) == 1 {
		return fold(s).text
	}
	return strings.Join(parts, "\n")
}

// cutAt is a place near n where no character is cut.
func cutAt(s string, n int) int {
	for n > 0 && n < len(s) && s[n]&0xc0 == 0x80 {
		n--
	}
	return n
}

// nearest returns where q stands in the folded text, -1 when nowhere.
func (d *Doc) nearest(text, q, before string, block int) int {
	const enough = 1000 // places that are compared
	best, most, away, seen := -1, -1, 0, 0
	var blocks []int // where the folded blocks end
	for at := 0; at <= len(text) && seen < enough; seen++ {
		i := strings.Index(text[at:], q)
		if i < 0 {
			break
		}
		i += at
		at = i + 1
		if blocks == nil {
			for j := range len(text) {
				if text[j] == '\n' {
					blocks = append(blocks, j)
				}
			}
		}
		k := sort.SearchInts(blocks, i)
		far := max(k-block, block-k)
		common := commonEnd(text[:i], before)
		if common > most || common == most && far < away {
			best, most, away = i, common, far
		}
	}
	return best
}

// commonEnd is how many bytes two texts have in common at their ends.
func commonEnd(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	return n
}
