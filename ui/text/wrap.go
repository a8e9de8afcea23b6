package text

import "strings"

// Row is a line of a broken text: the bytes From..To of it, without the white space at the break.
type Row struct {
	From, To int
	Width    int  // cells, the hyphen included
	Hyphen   bool // a soft hyphen stands at the break and is to be shown
}

// String returns the row of s as it is shown: without soft hyphens, but for the one at its end.
func (r Row) String(s string) string {
	t := s[r.From:r.To]
	if strings.Contains(t, "\u00ad") {
		t = strings.ReplaceAll(t, "\u00ad", "")
	}
	if r.Hyphen {
		t += "-"
	}
	return t
}

// Wrap breaks s into lines of at most w cells by UAX #14 (kinsoku, Korean keep-all, soft hyphens, no-break rules of
// newspane: "4 min", "[1]"). A word wider than w is broken between graphemes; a grapheme wider than w becomes U+FFFD.
func Wrap(s string, w int) []string {
	return shown(s, Break(s, w), w)
}

// Balance is [Wrap] into the same number of lines, but of lengths as even as can be, for titles.
func Balance(s string, w int) []string {
	return shown(s, BreakEven(s, w), w)
}

func shown(s string, rows []Row, w int) []string {
	lines := make([]string, len(rows))
	for i, r := range rows {
		lines[i] = r.String(s)
		if Width(lines[i]) > w {
			lines[i] = misfit
		}
	}
	return lines
}

// Break returns the rows that s breaks into at w cells, first fit; at least one, which may be empty. Line feeds in s
// end rows. Only a row of one grapheme that is wider than w is wider than w. It is linear in len(s).
func Break(s string, w int) []Row { return BreakHanging(s, w, w) }

// BreakHanging is [Break] with another measure for the rows behind the first.
func BreakHanging(s string, first, rest int) []Row {
	w := max(first, 1)
	ps := pieces(s)
	rows := make([]Row, 0, 1+len(s)/w)
	for i := 0; i < len(ps); {
		if len(rows) > 0 {
			w = max(rest, 1)
		}
		end, width := fill(ps[i:], w)
		if end == 0 { // the first piece is wider than a row
			var last Row
			rows, last = chop(rows, s, ps[i], w, max(rest, 1))
			if last.From == ps[i].from { // a misfit, or no room for its hyphen
				rows = append(rows, last)
				i++
				continue
			}
			// The rest of the word begins the next row, so that what follows may stand beside it.
			ps[i].from, ps[i].width = last.From, last.Width
			continue
		}
		last := ps[i+end-1]
		r := Row{From: ps[i].from, To: last.to, Width: width, Hyphen: last.soft && i+end < len(ps)}
		if r.Hyphen {
			r.Width++
		}
		rows = append(rows, r)
		i += end
	}
	if len(rows) == 0 {
		rows = append(rows, Row{From: len(s), To: len(s)})
	}
	return rows
}

// Measure returns the cells of the widest part of s that Break keeps together, and of its longest line when nothing
// but line feeds breaks it.
func Measure(s string) (word, line int) {
	cur := 0
	for _, p := range pieces(s) {
		cur += p.width
		word, line = max(word, p.width), max(line, cur)
		cur += p.space
		if p.soft {
			word = max(word, p.width+1)
		}
		if p.must {
			cur = 0
		}
	}
	return word, line
}

// fill returns how many of the pieces stand on one row of w cells, and their width; 0 when not even the first does.
func fill(ps []piece, w int) (n, width int) {
	cur := 0 // cells up to the current piece, white space before it included
	glued, gluedWidth := 0, 0
	for j := range ps {
		p := &ps[j]
		need := cur + p.width
		if need > w {
			break
		}
		if !p.soft || need < w || j == len(ps)-1 {
			if p.glue {
				glued, gluedWidth = j+1, need
			} else {
				n, width = j+1, need
			}
		}
		if p.must {
			break
		}
		cur = need + p.space
	}
	if n == 0 {
		return glued, gluedWidth
	}
	return n, width
}

// chop breaks a piece between graphemes into rows of w, then rest cells; the last is not appended but returned.
func chop(rows []Row, s string, p piece, w, rest int) ([]Row, Row) {
	from, cells := p.from, 0
	last := from // where the last grapheme began
	for i := p.from; i < p.to; {
		n, c := unit(s[i:p.to], w)
		if cells > 0 && cells+c > w {
			cut := i
			if last > from && dangling(s[i:p.to]) { // a full stop takes a letter with it
				cut = last
			}
			rows = append(rows, Row{From: from, To: cut, Width: Width(s[from:cut])})
			from, cells, w = cut, Width(s[cut:i]), rest
			continue
		}
		last = i
		i += n
		cells += c
	}
	return rows, Row{From: from, To: p.to, Width: cells}
}

// unit returns the bytes and cells of the first grapheme of s together with the bracketed numbers behind it, which do
// not begin a line, as far as all fit in w cells.
func unit(s string, w int) (bytes, cells int) {
	n, c := grapheme(s)
	for n < len(s) && s[n] == '[' && reference(s[n:]) {
		end := strings.IndexByte(s[n:], ']') + 1
		if c+end > w {
			break
		}
		n, c = n+end, c+end
	}
	return n, c
}
