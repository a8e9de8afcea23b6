package feed

import (
	"strconv"
	"strings"
)

// Labels returns what stands before the items of an ordered list or of footnotes, as print has it without the point:
// "9", "10", "c", "xiv". What letters or Roman numerals cannot say is said in figures.
func (b *Block) Labels() []string {
	labels := make([]string, len(b.Items))
	n := b.Start
	for i := range b.Items {
		if v := b.Items[i].Number; v != 0 {
			n = v
		}
		labels[i] = label(n, b.Numerals)
		n++
	}
	return labels
}

// label writes a number as HTML's type of an ordered list says.
func label(n int, numerals string) string {
	s := ""
	switch numerals {
	case "a", "A":
		s = letters(n)
	case "i", "I":
		s = roman(n)
	}
	switch {
	case s == "":
		return strconv.Itoa(n)
	case numerals < "a":
		return strings.ToUpper(s)
	}
	return s
}

// letters counts a, b, … z, aa, ab; it knows no number below 1.
func letters(n int) string {
	s := ""
	for ; n > 0; n = (n - 1) / 26 {
		s = string(rune('a'+(n-1)%26)) + s
	}
	return s
}

// roman knows the numbers from 1 to 3999.
func roman(n int) string {
	if n < 1 || n > 3999 {
		return ""
	}
	var b strings.Builder
	for i, v := range [...]int{1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1} {
		for ; n >= v; n -= v {
			b.WriteString([...]string{"m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"}[i])
		}
	}
	return b.String()
}
