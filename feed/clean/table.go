package clean

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newspane/feed"
)

const (
	maxColumns  = 64     // a wider table becomes a list of its rows
	maxRowspan  = 1000   // rows one cell may reach down
	maxCells    = 20_000 // of one table, gaps of rowspan included
	layoutWidth = 300    // bytes in a cell without header cells that make a table one of layout
)

// table adds a table of data; a table that only lays out the page is taken apart, cell by cell.
func (w *flow) table(n *html.Node, f frame) {
	w.flush(f)
	rows, caption := rowsOf(n)
	if !isData(n, rows, caption) {
		role := attr(n, "role")
		w.layout(n, f, role != "presentation" && role != "none")
		return
	}
	b := feed.Block{Kind: feed.Table}
	if caption != nil {
		in := &flow{builder: w.builder}
		in.flat(caption, f, " ")
		b.Text = in.run.line()
	}
	b.Rows = w.rows(rows, f)
	switch columns := width(b.Rows); {
	case columns == 0:
	case columns > maxColumns:
		w.out = append(w.out, listed(b)...)
	default:
		b.RTL = f.dir == rightToLeft || f.dir == unsaid && len(b.Rows[0]) > 0 && f.dir.rtl(b.Rows[0][0].Text)
		w.out = append(w.out, b)
	}
}

// layout adds the content of the cells, each on its own; that of headers is bold where they are any.
func (w *flow) layout(n *html.Node, f frame, headers bool) {
	f.depth++
	for c := n.FirstChild; c != nil && w.left > 0; c = c.NextSibling {
		switch c.DataAtom {
		case atom.Thead, atom.Tbody, atom.Tfoot, atom.Tr:
			if !hidden(c) {
				w.layout(c, f, headers)
			}
		case atom.Td, atom.Th, atom.Caption:
			if !hidden(c) && !isGutter(c) {
				g := f
				if headers && c.DataAtom == atom.Th {
					g.style |= feed.Strong
				}
				w.division(c, g)
			}
		default:
			w.node(c, f)
		}
	}
	w.flush(f)
}

// rowsOf returns the rows of a table, not those of tables in it, and its caption.
func rowsOf(n *html.Node) (rows []*html.Node, caption *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.DataAtom {
		case atom.Caption:
			caption = c
		case atom.Tr:
			rows = append(rows, c)
		case atom.Thead, atom.Tbody, atom.Tfoot:
			for r := c.FirstChild; r != nil; r = r.NextSibling {
				if r.DataAtom == atom.Tr {
					rows = append(rows, r)
				}
			}
		}
	}
	return rows, caption
}

// isData reports whether a table holds data: it says so by header cells or a caption, or it has the shape, short
// cells of text in two or more rows and columns.
func isData(n *html.Node, rows []*html.Node, caption *html.Node) bool {
	if r := attr(n, "role"); r == "presentation" || r == "none" {
		return false
	}
	columns, headers, long := 0, caption != nil, false
	for _, r := range rows {
		count := 0
		for c := r.FirstChild; c != nil; c = c.NextSibling {
			if c.DataAtom != atom.Td && c.DataAtom != atom.Th {
				continue
			}
			count++
			headers = headers || c.DataAtom == atom.Th
			nested, blocks := inCell(c)
			if nested {
				return false
			}
			long = long || blocks || isLong(c)
		}
		columns = max(columns, count)
	}
	return columns > 0 && (headers && columns > 1 || !long && columns > 1 && len(rows) > 1)
}

// inCell looks for what a cell of data does not hold: a table or code, and two or more blocks.
func inCell(c *html.Node) (nested, blocks bool) {
	count := 0
	for d := after(c, c, true); d != nil; d = after(d, c, true) {
		switch d.DataAtom {
		case atom.Table, atom.Pre, atom.Article, atom.Figure:
			return true, true
		case atom.H1, atom.H2, atom.H3, atom.Form, atom.Section:
			blocks = true
		case atom.P, atom.Div, atom.Ul, atom.Ol, atom.Br, atom.Img:
			count++
		}
	}
	return false, blocks || count > 3
}

func isLong(c *html.Node) bool {
	size := 0
	for d := after(c, c, true); d != nil; d = after(d, c, true) {
		if d.Type == html.TextNode {
			if size += len(strings.TrimSpace(d.Data)); size > layoutWidth {
				return true
			}
		}
	}
	return false
}

// isGutter reports whether a cell holds the line numbers of code.
func isGutter(c *html.Node) bool {
	return hasClass(c, "gutter", "linenos", "lineno", "line-numbers", "blob-num") || hasAttr(c, "data-line-number")
}

// rows returns the cells; what a rowspan covers is an empty cell, so that columns stay in place.
func (w *flow) rows(rows []*html.Node, f frame) [][]feed.Cell {
	var out [][]feed.Cell
	covered := map[int]int{} // column → rows still covered
	cells := 0
	for _, r := range rows {
		if hidden(r) || cells > maxCells || w.left <= 0 {
			continue
		}
		var row []feed.Cell
		column, own := 0, false
		fill := func() {
			for covered[column] > 0 && cells < maxCells {
				covered[column]--
				row = append(row, feed.Cell{})
				column++
				cells++
			}
		}
		for c := r.FirstChild; c != nil && cells < maxCells; c = c.NextSibling {
			if c.DataAtom != atom.Td && c.DataAtom != atom.Th || hidden(c) {
				continue
			}
			fill()
			cell := w.cell(c, f)
			if down := span(c, "rowspan", maxRowspan); down > 1 {
				for i := range max(1, cell.Span) {
					covered[column+i] = down - 1
				}
			}
			own = own || len(cell.Text) > 0
			column += max(1, cell.Span)
			cells++
			row = append(row, cell)
		}
		fill()
		if own {
			out = append(out, row)
		}
	}
	return out
}

func (w *flow) cell(c *html.Node, f frame) feed.Cell {
	f.style, f.url = 0, ""
	f.dir = f.dir.under(c)
	in := &flow{builder: w.builder}
	in.flat(c, f, "\n")
	cell := feed.Cell{Text: trim(in.run.take()), Header: c.DataAtom == atom.Th}
	if n := span(c, "colspan", maxColumns); n > 1 {
		cell.Span = n
	}
	align := strings.ToLower(attr(c, "align") + attr(c, "style"))
	cell.Right = align == "right" || strings.Contains(align, "text-align:right") ||
		strings.Contains(align, "text-align: right") || isNumber(cell.Text)
	return cell
}

// span reads colspan or rowspan, at most limit.
func span(c *html.Node, key string, limit int) int {
	n, err := strconv.Atoi(strings.TrimSpace(attr(c, key)))
	if err != nil && strings.Trim(attr(c, key), " 0123456789") != "" || n < 0 {
		return 1
	}
	return min(n, limit)
}

// isNumber reports whether a cell holds a number, perhaps with a sign, a unit or a currency.
func isNumber(spans []feed.Span) bool {
	digits, others, runes := 0, 0, 0
	for _, s := range spans {
		for _, r := range s.Text.String() {
			runes++
			switch {
			case unicode.IsDigit(r):
				digits++
			case unicode.IsLetter(r):
				others++
			}
		}
	}
	return digits > 0 && others <= 3 && others <= digits && runes <= 24
}

func width(rows [][]feed.Cell) int {
	most := 0
	for _, r := range rows {
		n := 0
		for _, c := range r {
			n += max(1, c.Span)
		}
		most = max(most, n)
	}
	return most
}

// listed returns a table that is too wide as its caption and a list of its rows.
func listed(t feed.Block) []feed.Block {
	var out []feed.Block
	if len(t.Text) > 0 {
		out = append(out, feed.Block{Kind: feed.Paragraph, Text: t.Text})
	}
	list := feed.Block{Kind: feed.List}
	for _, r := range t.Rows {
		var text []feed.Span
		for _, c := range r {
			if len(c.Text) > 0 && len(text) > 0 {
				text = append(text, feed.Span{Text: feed.CleanBlock(" · ")})
			}
			text = append(text, c.Text...)
		}
		if len(text) > 0 {
			list.Items = append(list.Items, feed.ListItem{Blocks: []feed.Block{{Kind: feed.Paragraph, Text: text}}})
		}
	}
	return append(out, list)
}
