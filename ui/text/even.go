package text

import (
	"math"
	"strings"
	"unicode/utf8"
)

// maxEven is the number of pieces up to which lines are balanced: beyond it the text is no title.
const maxEven = 400

// BreakEven is [Break] into the same number of rows, of lengths as even as can be: the sum of the squares of the blank
// cells is least, and a row that ends within a word counts as one that is half blank. Texts of more than some hundred words, or with words wider than w, are broken first fit.
func BreakEven(s string, w int) []Row {
	rows := Break(s, w)
	ps := pieces(s)
	if len(rows) < 2 || len(ps) > maxEven || len(rows) > len(ps) {
		return rows
	}
	for _, p := range ps {
		if p.must || p.width > w {
			return rows
		}
	}
	ends := even(s, ps, w, len(rows))
	if ends == nil {
		return rows
	}
	from := 0
	for i, end := range ends {
		last := ps[end-1]
		r := Row{From: ps[from].from, To: last.to, Width: span(ps[from:end]), Hyphen: last.soft && end < len(ps)}
		if r.Hyphen {
			r.Width++
		}
		rows[i] = r
		from = end
	}
	return rows
}

// tears reports whether a break behind p would part a word: at a hyphen, a dash or a slash.
func tears(s string, p *piece) bool {
	r, _ := utf8.DecodeLastRuneInString(s[p.from:p.to])
	return p.soft || p.space == 0 && strings.ContainsRune("-‐–/", r)
}

// span returns the cells of pieces on one row.
func span(ps []piece) int {
	n := 0
	for i, p := range ps {
		n += p.width
		if i < len(ps)-1 {
			n += p.space
		}
	}
	return n
}

// even returns where each of k rows of at most w cells ends, so that the raggedness is least; nil when k rows cannot
// be had without breaking what is bound.
func even(s string, ps []piece, w, k int) []int {
	n := len(ps)
	cost := make([][]float64, k+1) // cost[r][i]: the first i pieces on r rows
	from := make([][]int, k+1)
	for r := range cost {
		cost[r] = make([]float64, n+1)
		from[r] = make([]int, n+1)
		for i := range cost[r] {
			cost[r][i] = math.Inf(1)
		}
	}
	cost[0][0] = 0
	for r := 1; r <= k; r++ {
		for i := r - 1; i < n; i++ {
			if math.IsInf(cost[r-1][i], 1) {
				continue
			}
			cur := 0
			for j := i; j < n; j++ {
				need := cur + ps[j].width
				if need > w {
					break
				}
				cur = need + ps[j].space
				if ps[j].soft && j < n-1 {
					need++
				}
				if need > w || ps[j].glue && j < n-1 {
					continue
				}
				blank := float64(w - need)
				c := cost[r-1][i] + blank*blank
				if j < n-1 && tears(s, &ps[j]) {
					c += float64(w*w) / 4
				}
				if c < cost[r][j+1] {
					cost[r][j+1], from[r][j+1] = c, i
				}
			}
		}
	}
	if math.IsInf(cost[k][n], 1) {
		return nil
	}
	ends := make([]int, k)
	for r, i := k, n; r > 0; r-- {
		ends[r-1] = i
		i = from[r][i]
	}
	return ends
}

// BreakProse is [Break] for paragraphs: a last row of one short word takes another with it from the row before, where
// only a space parts them.
func BreakProse(s string, w int) []Row {
	const short = 6 // of the measure
	rows := Break(s, w)
	n := len(rows)
	if n < 2 {
		return rows
	}
	prev, last := &rows[n-2], &rows[n-1]
	word := s[last.From:last.To]
	if last.Width*short > w || word == "" || strings.ContainsAny(word, " \n") || prev.Hyphen || prev.To >= len(s) || s[prev.To] != ' ' ||
		strings.TrimLeft(s[prev.To:last.From], " ") != "" {
		return rows
	}
	line := s[prev.From:prev.To]
	at := strings.LastIndexByte(line, ' ')
	if at < 0 || strings.Count(line, " ") < 3 || !breakable(s, prev.From+at) {
		return rows
	}
	head, taken := strings.TrimRight(line[:at], " "), line[at+1:]
	if taken == "" || bound(head, taken) {
		return rows
	}
	if width := Width(s[prev.From+at+1 : last.To]); width <= w {
		last.From, last.Width = prev.From+at+1, width
		prev.To, prev.Width = prev.From+len(head), Width(head)
	}
	return rows
}

// Prose is [Wrap] for paragraphs, see [BreakProse].
func Prose(s string, w int) []string { return shown(s, BreakProse(s, w), w) }
