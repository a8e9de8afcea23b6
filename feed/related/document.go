package related

import (
	"cmp"
	"slices"
	"unicode/utf8"
)

// Term is the number of a word: 24 bits of its hash. Different words may have one number; it is so rare that it
// makes no difference to a comparison.
type Term uint32

// termBits are the bits of a Term.
const termBits = 24

// termOf returns the number of a folded word (FNV-1a, with its bits mixed).
func termOf(folded string) Term {
	h := uint64(14695981039346656037)
	for i := 0; i < len(folded); i++ {
		h = (h ^ uint64(folded[i])) * 1099511628211
	}
	return Term(mix(h) >> (64 - termBits))
}

// mix spreads the bits of h (the finaliser of SplitMix64).
func mix(h uint64) uint64 {
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}

// Document is an article as it is compared: how often each of its words stands in it. The zero value has no words.
type Document struct {
	counts []count // by term
	sketch sketch
}

type count struct {
	term   Term
	n      int // in the text
	title  int // in the title
	single bool
}

// Read makes a Document of an article's title and its text, of any length and script.
func Read(title, text string) Document {
	var d Document
	at := map[Term]int{}
	of := func(w word) *count {
		t := termOf(w.folded)
		i, ok := at[t]
		if !ok {
			i = len(d.counts)
			at[t] = i
			d.counts = append(d.counts, count{term: t, single: w.single})
		}
		return &d.counts[i]
	}
	words(clip(title), func(w word) { of(w).title++ })
	var s shingler
	words(clip(text), func(w word) {
		c := of(w)
		c.n++
		if !w.single {
			s.add(&d.sketch, c.term)
		}
	})
	slices.SortFunc(d.counts, func(a, b count) int { return cmp.Compare(a.term, b.term) })
	return d
}

// clip returns the beginning of a long text.
func clip(s string) string {
	if len(s) <= maxText {
		return s
	}
	n := maxText
	for !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
