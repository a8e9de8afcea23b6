package typeset

import (
	"cmp"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// sortMarks puts the marks in the order of the text; but for tables and right-to-left lines they are.
func (d *Doc) sortMarks() {
	byOffset := func(a, b mark) int { return cmp.Compare(a.from, b.from) }
	if !slices.IsSortedFunc(d.marks, byOffset) {
		slices.SortStableFunc(d.marks, byOffset)
	}
}

// LineAt returns the line that holds the character at offset of the article's text, so that a reader's place survives
// another width.
func (d *Doc) LineAt(offset int) int {
	i := sort.Search(len(d.marks), func(i int) bool { return d.marks[i].from > offset })
	if i == 0 {
		return 0
	}
	return d.marks[i-1].line
}

// OffsetAt returns the offset of the first character on or after a line; that of the last text when none follows.
func (d *Doc) OffsetAt(line int) int {
	for i := max(line, 0); i < len(d.Lines); i++ {
		first := -1
		for _, g := range d.Lines[i].Segments {
			if g.Offset >= 0 && (first < 0 || g.Offset < first) {
				first = g.Offset
			}
		}
		if first >= 0 {
			return first
		}
	}
	if n := len(d.marks); n > 0 {
		return d.marks[n-1].from
	}
	return 0
}

// Plain returns the lines as text without styles, for files and pipes; with links, the addresses follow by number.
func Plain(d *Doc, links bool) string {
	var b strings.Builder
	for i := range d.Lines {
		for _, g := range d.Lines[i].Segments {
			b.WriteString(g.Text)
		}
		b.WriteByte('\n')
	}
	if links && len(d.Links) > 0 {
		b.WriteByte('\n')
		for i, l := range d.Links {
			b.WriteString("[" + strconv.Itoa(i+1) + "] " + l.URL + "\n")
		}
	}
	return b.String()
}
