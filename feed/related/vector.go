package related

import (
	"cmp"
	"errors"
	"math"
	"slices"
)

// Vector is what is kept of an article to compare it: its weightiest words, and a sketch of its text. The zero value
// is like nothing.
type Vector struct {
	terms   []Term // ascending
	weights []byte // of the terms, of a length of 255 together
	length  float64
	sketch  sketch
}

// IsEmpty reports whether the article has no word that tells anything.
func (v *Vector) IsEmpty() bool { return len(v.terms) == 0 }

func (v *Vector) measure() {
	sum := 0
	for _, w := range v.weights {
		sum += int(w) * int(w)
	}
	v.length = math.Sqrt(float64(sum))
}

// vectorOf makes a vector of weighed words.
func vectorOf(list []weighed) (v Vector) {
	slices.SortFunc(list, func(a, b weighed) int { return cmp.Compare(a.term, b.term) })
	sum := 0.0
	for _, w := range list {
		sum += w.weight * w.weight
	}
	for _, w := range list {
		v.terms = append(v.terms, w.term)
		v.weights = append(v.weights, byte(math.Round(255*w.weight/math.Sqrt(sum))))
	}
	v.measure()
	return v
}

// Cosine returns how alike two articles are by their words, 0..1. It is symmetric.
func Cosine(a, b *Vector) float64 {
	dot := 0
	common(a, b, func(i, j int) { dot += int(a.weights[i]) * int(b.weights[j]) })
	return cosine(dot, a, b)
}

// common yields the places of the words that two vectors have in common.
func common(a, b *Vector, yield func(i, j int)) {
	for i, j := 0, 0; i < len(a.terms) && j < len(b.terms); {
		switch {
		case a.terms[i] < b.terms[j]:
			i++
		case a.terms[i] > b.terms[j]:
			j++
		default:
			yield(i, j)
			i++
			j++
		}
	}
}

func cosine(dot int, a, b *Vector) float64 {
	if dot == 0 {
		return 0
	}
	return min(1, float64(dot)/(a.length*b.length))
}

// OnSubject reports whether two articles are on one subject: alike enough, and not by one word alone, which may be the
// name of two things.
func OnSubject(a, b *Vector) bool {
	n := 0
	common(a, b, func(int, int) { n++ })
	return n >= subjectWords && Cosine(a, b) >= onSubject
}

// NearCopy reports whether two articles are one text, but for small changes: an agency's report in two papers.
func NearCopy(a, b *Vector) bool { return a.sketch.alike(&b.sketch) >= nearCopy }

// vectorVersion is the first byte of an encoded vector.
const vectorVersion = 1

// MarshalBinary encodes a vector in 66 to 226 bytes.
func (v *Vector) MarshalBinary() ([]byte, error) {
	b := append(make([]byte, 0, 2+bins+4*len(v.terms)), vectorVersion, byte(len(v.terms)))
	b = append(b, v.sketch[:]...)
	for i, t := range v.terms {
		b = append(b, byte(t>>16), byte(t>>8), byte(t), v.weights[i])
	}
	return b, nil
}

// errVector is returned for bytes that are no vector of this version.
var errVector = errors.New("no vector of an article")

// UnmarshalBinary decodes what MarshalBinary made.
func (v *Vector) UnmarshalBinary(b []byte) error {
	if len(b) < 2+bins || b[0] != vectorVersion || len(b) != 2+bins+4*int(b[1]) {
		return errVector
	}
	n := int(b[1])
	read := Vector{terms: make([]Term, n), weights: make([]byte, n)}
	b = b[2+copy(read.sketch[:], b[2:]):]
	for i := range n {
		t := b[4*i:]
		read.terms[i] = Term(t[0])<<16 | Term(t[1])<<8 | Term(t[2])
		read.weights[i] = t[3]
		if i > 0 && read.terms[i] <= read.terms[i-1] {
			return errVector
		}
	}
	read.measure()
	*v = read
	return nil
}
