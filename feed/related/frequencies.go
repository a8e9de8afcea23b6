package related

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
)

// Frequencies knows in how many articles every word stands. It has one size however many words there are: counts are
// kept by hash in two rows, and the smaller one is right or nearly so (a count-min sketch, Cormode and Muthukrishnan
// 2005, updated conservatively). It forgets slowly: when it holds halveAt articles, every count is halved. The zero
// value is empty. It is not safe for many goroutines.
type Frequencies struct {
	docs int
	rows [2][]uint16
}

const (
	slots   = 1 << 18 // of a row
	halveAt = 60_000  // articles; counts fit 16 bits
)

// Docs returns how many articles are counted, the forgotten ones not.
func (f *Frequencies) Docs() int { return f.docs }

// Add counts the words of an article, each once.
func (f *Frequencies) Add(d Document) {
	if len(d.counts) == 0 {
		return
	}
	f.make()
	if f.docs >= halveAt {
		f.halve()
	}
	f.docs++
	for _, c := range d.counts {
		a, b := f.cells(c.term)
		n := min(*a, *b) + 1
		*a, *b = max(*a, n), max(*b, n)
	}
}

func (f *Frequencies) make() {
	if f.rows[0] == nil {
		f.rows = [2][]uint16{make([]uint16, slots), make([]uint16, slots)}
	}
}

func (f *Frequencies) halve() {
	f.docs /= 2
	for _, row := range f.rows {
		for i := range row {
			row[i] /= 2
		}
	}
}

func (f *Frequencies) cells(t Term) (a, b *uint16) {
	h := mix(uint64(t) + 1)
	return &f.rows[0][h%slots], &f.rows[1][h>>32%slots]
}

// of returns in how many articles a word stands.
func (f *Frequencies) of(t Term) int {
	a, b := f.cells(t)
	return int(min(*a, *b))
}

// Vector weighs the words of an article and keeps the weightiest. ok is false while the articles of its language are
// too few to tell which words are common.
//
// How many articles there are in a language is taken from the article itself: the words that it uses most stand in
// nearly all of them. So the common words of a language count as common however few of all articles are written in it.
func (f *Frequencies) Vector(d Document) (v Vector, ok bool) {
	if len(d.counts) == 0 {
		return v, true
	}
	if f.docs < coldBelow {
		return v, false
	}
	kin := f.kindred(d)
	if kin < coldBelow {
		return v, false
	}
	v = vectorOf(f.weightiest(d, kin))
	v.sketch = d.sketch
	return v, true
}

// weighed is a word with its weight.
type weighed struct {
	term   Term
	weight float64
}

// weightiest returns the words that tell an article best from the kin others of its language.
func (f *Frequencies) weightiest(d Document, kin int) []weighed {
	limit := max(commonFloor, int(tooCommon*float64(kin)))
	var list []weighed
	for _, c := range d.counts {
		df := max(f.of(c.term), 1)
		if df > limit || c.single {
			continue
		}
		n := float64(c.n + titleWeight*c.title)
		list = append(list, weighed{c.term, (1 + math.Log(n)) * math.Log(1+float64(kin)/float64(df))})
	}
	slices.SortFunc(list, func(a, b weighed) int { return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.term, b.term)) })
	return list[:min(len(list), maxTerms)]
}

// kindred estimates how many articles are in the language of one, by the words that it uses most: up to a third of them
// may stand in articles of other languages too, more than half may be what it is about.
func (f *Frequencies) kindred(d Document) int {
	most := make([][2]int, len(d.counts)) // uses, frequency
	for i, c := range d.counts {
		most[i] = [2]int{c.n, f.of(c.term)}
	}
	slices.SortFunc(most, func(a, b [2]int) int { return cmp.Or(b[0]-a[0], b[1]-a[1]) })
	most = most[:min(kinWords, (len(most)+1)/2)]
	slices.SortFunc(most, func(a, b [2]int) int { return b[1] - a[1] })
	return most[len(most)*3/8][1]
}

// tableVersion is the first byte of an encoded table.
const tableVersion = 1

// MarshalBinary encodes the table: a version, the number of articles, the rows as varints (most are small).
func (f *Frequencies) MarshalBinary() ([]byte, error) {
	b := append(make([]byte, 0, slots*5/2), tableVersion)
	b = binary.AppendUvarint(b, uint64(f.docs))
	for _, row := range f.rows {
		for _, n := range row {
			b = binary.AppendUvarint(b, uint64(n))
		}
	}
	return b, nil
}

// errTable is returned for bytes that are no table of this version.
var errTable = errors.New("no table of word frequencies")

// UnmarshalBinary decodes what MarshalBinary made; on an error the table is empty.
func (f *Frequencies) UnmarshalBinary(b []byte) error {
	*f = Frequencies{}
	if len(b) == 0 || b[0] != tableVersion {
		return errTable
	}
	b = b[1:]
	next := func(most uint64) (uint64, error) {
		n, size := binary.Uvarint(b)
		if size <= 0 || n > most {
			return 0, errTable
		}
		b = b[size:]
		return n, nil
	}
	docs, err := next(halveAt)
	if err != nil || len(b) == 0 {
		return err
	}
	read := Frequencies{docs: int(docs)}
	read.make()
	for _, row := range read.rows {
		for i := range row {
			n, err := next(math.MaxUint16)
			if err != nil {
				return fmt.Errorf("%w: cut short", err)
			}
			row[i] = uint16(n)
		}
	}
	*f = read
	return nil
}
