package ui

import "newspane/feed"

// spot is where the reader was: an article and how far it was read.
type spot struct {
	article feed.ID
	place   float64
}

// trail is the way that the reader came, for back and forward.
type trail struct{ behind, ahead []spot }

// push remembers a spot that is left for another one.
func (t *trail) push(s spot) {
	if s.article == 0 {
		return
	}
	if n := len(t.behind); n > 0 && t.behind[n-1].article == s.article {
		t.behind[n-1] = s
	} else {
		t.behind = append(t.behind, s)
	}
	if len(t.behind) > trailSteps {
		t.behind = t.behind[1:]
	}
	t.ahead = nil
}

// back returns the spot before, leaving here for [trail.forward].
func (t *trail) back(here spot) (spot, bool) { return step(&t.behind, &t.ahead, here) }

// forward undoes [trail.back].
func (t *trail) forward(here spot) (spot, bool) { return step(&t.ahead, &t.behind, here) }

func step(from, to *[]spot, here spot) (spot, bool) {
	n := len(*from)
	if n == 0 {
		return spot{}, false
	}
	s := (*from)[n-1]
	*from = (*from)[:n-1]
	if here.article != 0 {
		*to = append(*to, here)
	}
	return s, true
}
