package related

// A sketch is a MinHash by one permutation (Li, Owen, Zhang 2012): the shingles of a text, three words each, are dealt
// to bins by their hash, and of each bin the smallest is kept, of which eight bits. Two texts agree in as many bins as
// they have shingles in common.
type sketch [bins]byte

const (
	bins     = 64
	fewest   = 12 // bins that a text must fill for its sketch to say something
	binBits  = 6
	emptyBin = 0
)

// shingler forms shingles of the words that come.
type shingler struct {
	last [2]Term
	n    int
	min  [bins]uint32
}

// add takes the next word.
func (s *shingler) add(k *sketch, t Term) {
	if s.n >= 2 {
		h := mix(uint64(s.last[0])<<48 ^ uint64(s.last[1])<<24 ^ uint64(t))
		bin := h >> (64 - binBits)
		if v := uint32(h); k[bin] == emptyBin || v < s.min[bin] {
			s.min[bin] = v
			k[bin] = byte(h>>32%255) + 1
		}
	}
	s.last[0], s.last[1] = s.last[1], t
	s.n++
}

// alike estimates the share of their shingles that two texts have in common (Jaccard); 0 when one is too short to tell.
func (k *sketch) alike(o *sketch) float64 {
	same, either, mine, theirs := 0, 0, 0, 0
	for i := range k {
		a, b := k[i], o[i]
		if a != emptyBin {
			mine++
		}
		if b != emptyBin {
			theirs++
		}
		if a != emptyBin || b != emptyBin {
			either++
			if a == b {
				same++
			}
		}
	}
	if mine < fewest || theirs < fewest {
		return 0
	}
	return float64(same) / float64(either)
}
