package typeset

import (
	"fmt"
	"strings"
	"testing"

	"newspane/feed"
)

// These documents are of sizes at which a quadratic step or an unbounded recursion would not end in reasonable time.

func TestDeepNestingIsSetFlat(t *testing.T) {
	for _, wrap := range []func(feed.Block) feed.Block{
		func(b feed.Block) feed.Block { return quote(b) },
		func(b feed.Block) feed.Block { return ul(item(b)) },
		func(b feed.Block) feed.Block {
			return feed.Block{Kind: feed.Definitions, Items: []feed.ListItem{{Term: words("t"), Blocks: []feed.Block{b}}}}
		},
	} {
		b := para("innermost")
		for range 50_000 {
			b = wrap(b)
		}
		d := Set([]feed.Block{b}, Options{Width: 68})
		if !strings.Contains(shown(d.Lines[len(d.Lines)-1]), "innermost") {
			t.Errorf("the innermost text is not set last, but %q", shown(d.Lines[len(d.Lines)-1]))
		}
	}
}

func TestHugeDocumentsAreSet(t *testing.T) {
	cells := make([][]feed.Cell, 20_000)
	for i := range cells {
		cells[i] = []feed.Cell{{Text: words("name")}, {Text: words("value"), Header: i < 10_000}, {Text: words("a longer remark")}}
	}
	row := make([]feed.Cell, 50_000)
	for i := range row {
		row[i] = feed.Cell{Text: words("x"), Span: i % 3}
	}
	var links []feed.Span
	for i := range 20_000 {
		links = append(links, link("word ", fmt.Sprintf("https://example.org/%d", i)))
	}
	headers := [][]feed.Cell{}
	for range 1_000 {
		headers = append(headers, []feed.Cell{{Text: words(strings.Repeat("long header ", 20)), Header: true}, {Text: words("y"), Header: true}})
	}
	headers = append(headers, headers[0])
	headers[len(headers)-1] = []feed.Cell{{Text: words("body")}, {Text: words("body")}}
	for name, b := range map[string]feed.Block{
		"rows":    {Kind: feed.Table, Rows: cells},
		"columns": {Kind: feed.Table, Rows: [][]feed.Cell{row, row}},
		"headers": {Kind: feed.Table, Rows: headers},
		"links":   {Text: links},
		"word":    para(strings.Repeat("x", 1<<18)),
		"marks":   para(strings.Repeat("[1]", 200_000)),
		"hyphens": para(strings.Repeat("a\u00ad", 200_000)),
		"spaces":  para("a" + strings.Repeat(" ", 1<<20) + "b"),
		"opened":  para(strings.Repeat("(", 200_000) + "א"),
		"hebrew":  para(strings.Repeat("(א) a ", 50_000)),
		"code":    code(strings.Repeat("日本", 100_000)),
		"verse":   verse(strings.Repeat(" ", 1000) + strings.Repeat("line\n", 50_000)),
	} {
		for _, w := range []int{1, 68} {
			d := Set([]feed.Block{b}, Options{Width: w, Numbers: true, Bidi: true})
			if len(d.Lines) == 0 {
				t.Errorf("%s: nothing is set at width %d", name, w)
			}
			d.Find("o")
		}
	}
}
