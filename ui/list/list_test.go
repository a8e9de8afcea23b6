package list

import (
	"math/rand/v2"
	"testing"
)

func one(int) int { return 1 }

func TestCursorIsAlwaysVisibleAndNoSpaceIsWasted(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		heights := make([]int, 1+rng.IntN(40))
		total := 0
		for i := range heights {
			heights[i] = 1 + rng.IntN(4)
			total += heights[i]
		}
		h := func(i int) int { return heights[i] }
		l := List{N: len(heights), Height: 4 + rng.IntN(20)}
		for range 30 {
			l.Go(rng.IntN(len(heights)))
			from, to := l.Show(h)
			if l.Cursor < from || l.Cursor >= to {
				t.Fatalf("cursor %d outside %d..%d", l.Cursor, from, to)
			}
			bottom := 0
			for i := from; i <= l.Cursor; i++ {
				bottom += heights[i]
			}
			if bottom > l.Height {
				t.Fatalf("cursor row ends at %d of %d", bottom, l.Height)
			}
			shown := 0
			for i := from; i < to; i++ {
				shown += heights[i]
			}
			if to == l.N && from > 0 && shown+heights[from-1] <= l.Height {
				t.Fatalf("space left for row %d", from-1)
			}
		}
	}
}

func TestShiftKeepsTheRowUnderTheCursor(t *testing.T) {
	l := List{N: 10, Height: 5}
	l.Go(4)
	l.Show(one)
	top := l.Cursor - l.Top
	l.SetN(13)
	l.Shift(3)
	l.Show(one)
	if l.Cursor != 7 || l.Cursor-l.Top != top {
		t.Errorf("cursor %d top %d", l.Cursor, l.Top)
	}
}

func TestRowAtFindsTheRowUnderThePointer(t *testing.T) {
	l := List{N: 3, Height: 10}
	h := func(i int) int { return i + 1 } // 1, 2, 3 cells
	for y, want := range []int{0, 1, 1, 2, 2, 2, -1} {
		if got := l.RowAt(y, h); got != want {
			t.Errorf("y %d: row %d, want %d", y, got, want)
		}
	}
}

func TestAnEmptyListHasNoRows(t *testing.T) {
	var l List
	if from, to := l.Show(one); from != 0 || to != 0 || l.Move(1) || l.RowAt(0, one) != -1 {
		t.Error("an empty list moved or showed a row")
	}
}
