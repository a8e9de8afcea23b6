package picture

import (
	"fmt"
	"slices"
	"testing"
)

func TestPoolTakesTheIdThatWasUsedLongestAgo(t *testing.T) {
	p := NewPool[string](3)
	for _, k := range []string{"a", "b", "c"} {
		if _, lost, evicted := p.Take(k); evicted {
			t.Errorf("%s evicted %s", k, lost)
		}
	}
	a, ok := p.Use("a")
	if !ok {
		t.Fatal("a has no id")
	}
	b := p.ids["b"]
	id, lost, evicted := p.Take("d")
	if !evicted || lost != "b" || id != b {
		t.Errorf("d got %d and evicted %q", id, lost)
	}
	if again, _, evicted := p.Take("a"); again != a || evicted {
		t.Errorf("a has another id: %d, %d", a, again)
	}
	if _, ok := p.Use("b"); ok {
		t.Error("b still has an id")
	}
	p.Drop("c")
	if _, _, evicted := p.Take("e"); evicted {
		t.Error("a free id was not used")
	}
}

func TestPoolNeverGivesAnIdTwice(t *testing.T) {
	p := NewPool[int](1000)
	for k := range 500 {
		p.Take(k)
		if k%7 == 0 {
			p.Drop(k - 3)
		}
		ids := p.IDs()
		slices.Sort(ids)
		if n := len(slices.Compact(slices.Clone(ids))); n != len(ids) || n > maxIDs {
			t.Fatalf("after %d: %d ids, %d of them different", k, len(ids), n)
		}
		if ids[0] < 16 || int(ids[len(ids)-1]) > 255 {
			t.Fatal(fmt.Sprint(ids))
		}
	}
}
