package store

import (
	"fmt"
	"math"
	"testing"

	"newspane/feed"
)

func TestNumbersOfTheIndexKeepTheOrderOfIDs(t *testing.T) {
	s, _ := library(t)
	for _, n := range []numbering{denseBits, seqBits} {
		last := int64(-1)
		for sec := int64(1_700_000_000); sec < 1_700_000_003; sec++ {
			for _, seq := range []int64{0, 1, 1<<denseBits - 1} {
				id := sec<<seqBits | seq
				number := n.floor(id)
				if number <= last || n.ceil(id) != number {
					t.Errorf("%d bits: number of second %d, sequence %d is %d and %d, after %d", n, sec, seq, number, n.ceil(id), last)
				}
				last = number
				same(t, n.back(number), feed.ID(id))
				var back, there int64
				ok(t, s.reads.QueryRow(fmt.Sprintf("SELECT %s, %s FROM (SELECT ? AS number, ? AS id)", n.id("number"), n.number("id")), number, id).Scan(&back, &there))
				same(t, []int64{back, there}, []int64{id, number})
			}
		}
		low, high := n.bounds(span{low: 7<<seqBits - 1})
		if first := n.floor(7 << seqBits); low >= first || low != n.floor(7<<seqBits-1) {
			t.Errorf("%d bits: what is from second 7 on begins after %d, its first is %d", n, low, first)
		}
		if most := n.floor(math.MaxInt64 - 1<<seqBits); high <= most {
			t.Errorf("%d bits: the last number, %d, is not below the end %d", n, most, high)
		}
	}
}

func TestALibraryWithCrowdedSecondsIsSearchedAsAnyOther(t *testing.T) {
	s, _ := library(t)
	id := follow(t, s, "https://a.example/feed", "")
	save(t, s, id, item("a", 1, "Flood", "x"), item("b", 2, "Flood too", "y"))
	list := headlines(t, s, feed.Query{})
	crowded := list[1].ID + 1<<denseBits + 5
	ok(t, s.write(t.Context(), "test", func(tx *tx) error {
		_, err := tx.exec("INSERT INTO articles (id, feed_id, identity, seen, title) VALUES (?, ?, x'01', 1, 'Flood as well')", crowded, id)
		return err
	}))
	ok(t, s.Reindex(t.Context()))
	same(t, s.numbering(), numbering(seqBits))
	caughtUp(t, s)
	same(t, len(headlines(t, s, feed.Query{Search: "flood "})), 3)
	ok(t, s.Delete(t.Context(), crowded))
	ok(t, s.Reindex(t.Context()))
	same(t, s.numbering(), numbering(seqBits)) // it may be open elsewhere
	ok(t, s.Close())
	again := reopen(t, s.path, &clock{noon})
	same(t, again.numbering(), numbering(seqBits))
	same(t, len(headlines(t, again, feed.Query{Search: "flood "})), 2)
}
