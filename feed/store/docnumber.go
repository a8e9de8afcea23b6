package store

import (
	"fmt"
	"strconv"

	"newspane/feed"
)

// The search index knows articles by numbers that are in the order of their IDs, with fewer bits for the articles of one
// second: FTS5 keeps the distance from one article to the next for every word of each, in as many bytes as it takes.

// denseBits are the bits that part the articles of a second in the index, and in the IDs that are given (newID).
const denseBits = 10

// numbering turns IDs into the index's numbers and back. Its value is how many bits part the articles of a second:
// denseBits, or seqBits in a library that has IDs of more from its early days.
type numbering uint

// floor and ceil are the highest number that is not above an ID's place, and the lowest that is not below. For the ID
// of an article both are its number.
func (n numbering) floor(id int64) int64 {
	most := int64(1)<<n - 1
	return id>>seqBits<<n | min(id&(1<<seqBits-1), most)
}

func (n numbering) ceil(id int64) int64 {
	if id&(1<<seqBits-1)>>n != 0 {
		return (id>>seqBits + 1) << n
	}
	return n.floor(id)
}

// back returns the ID of an article's number.
func (n numbering) back(number int64) feed.ID {
	return feed.ID(number>>n<<seqBits | number&(1<<n-1))
}

// id is the expression of an article's ID, for that of its number.
func (n numbering) id(number string) string {
	if n == seqBits {
		return number
	}
	return fmt.Sprintf("((%s >> %d << %d) | (%[1]s & %[4]d))", number, n, seqBits, 1<<n-1)
}

// number is the expression of an article's number, for that of its ID.
func (n numbering) number(id string) string {
	if n == seqBits {
		return id
	}
	return fmt.Sprintf("((%s >> %d << %d) | (%[1]s & %[4]d))", id, seqBits, n, 1<<n-1)
}

// bounds translates the ends of a span, both exclusive.
func (n numbering) bounds(sp span) (low, high int64) {
	low, high = sp.bounds()
	return n.floor(low), n.ceil(high)
}

// numbering is that of the index as it was built.
func (s *Store) numbering() numbering { return numbering(s.docBits.Load()) }

// What the library says of its index.
var (
	denseIndex = strconv.Itoa(indexVersion)
	wideIndex  = denseIndex + " wide" // its numbers are the IDs
)

// numberIndex returns what the library is to say of an index that is built now. Once wide, it stays so: another process may have
// it open.
func (s *Store) numberIndex(t *tx) (string, error) {
	var wide bool
	err := t.row(`SELECT EXISTS (SELECT 1 FROM settings WHERE name = 'index' AND value = ?)
		OR EXISTS (SELECT 1 FROM articles WHERE id & ? >= ?)`, []any{wideIndex, 1<<seqBits - 1, 1 << denseBits}, &wide)
	if wide {
		return wideIndex, err
	}
	return denseIndex, err
}

// heed takes the numbering of the index by what the library says of it.
func (s *Store) heed(said string) {
	bits := uint32(seqBits)
	if said == denseIndex {
		bits = denseBits
	}
	s.docBits.Store(bits)
}
