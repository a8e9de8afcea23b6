package ui

import (
	"slices"
	"strings"
)

// hints are letters in place of link numbers: typing one follows its link.
type hints struct {
	on      bool
	browser bool // follow outside
	typed   string
	labels  map[int]string // by number of link
}

// hintLetters are the labels' letters, the easiest to reach first.
const hintLetters = "asdfghjklqwertyuiopzxcvbnm"

// newHints labels the links with these numbers: single letters while they last, else pairs for all.
func newHints(numbers []int, browser bool) hints {
	slices.Sort(numbers)
	numbers = slices.Compact(numbers)
	h := hints{on: len(numbers) > 0, browser: browser, labels: map[int]string{}}
	for i, n := range numbers {
		if len(numbers) <= len(hintLetters) {
			h.labels[n] = hintLetters[i : i+1]
			continue
		}
		first, second := i/len(hintLetters)%len(hintLetters), i%len(hintLetters)
		h.labels[n] = hintLetters[first:first+1] + hintLetters[second:second+1]
	}
	return h
}

// label is what stands for a link's number.
func (h *hints) label(n int) string { return h.labels[n] }

// inPlaceOf returns a number's text with the label in place of the digits, in the same width.
func (h *hints) inPlaceOf(number string, n int) string {
	label, ok := h.labels[n]
	if !ok {
		return strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return ' '
			}
			return r
		}, number)
	}
	from := strings.IndexAny(number, "0123456789")
	if from < 0 {
		return number
	}
	to := strings.LastIndexAny(number, "0123456789") + 1
	room := to - from
	return number[:from] + (label + strings.Repeat(" ", room))[:max(room, len(label))] + number[to:]
}

// press takes a letter; it returns the number of the link that is meant, or 0, and whether one still may be.
func (h *hints) press(letter string) (link int, more bool) {
	h.typed += letter
	for n, l := range h.labels {
		if l == h.typed {
			return n, false
		}
		more = more || strings.HasPrefix(l, h.typed)
	}
	return 0, more
}

// visibleLinks are the numbers of the links in sight.
func (p *articlePane) visibleLinks() []int {
	var numbers []int
	for y := 0; y < p.h; y++ {
		i := p.top + y - len(p.header)
		switch {
		case i < 0:
		case i < len(p.doc.Lines):
			for _, s := range p.doc.Lines[i].Segments {
				if s.Link > 0 {
					numbers = append(numbers, s.Link)
				}
			}
		case i-len(p.doc.Lines) < len(p.tail):
			if n := p.tail[i-len(p.doc.Lines)].link; n > 0 {
				numbers = append(numbers, n)
			}
		}
	}
	return numbers
}

// setHints turns letters on (or, given the zero value, off).
func (p *articlePane) setHints(h hints) {
	p.hint = h
	if p.tailed && p.article != nil {
		p.tail = p.tailLines()
	}
}
