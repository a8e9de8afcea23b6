package store

import (
	"testing"

	"newspane/feed"
)

func TestTheTreeCountsFeedsInTroubleWhateverTheirServersSay(t *testing.T) {
	s, c := library(t)
	trouble := func() int {
		for _, n := range must[[]feed.Node](t)(s.Tree(t.Context(), c.now())) {
			if n.Kind == feed.TroubleNode {
				return n.Total
			}
		}
		return 0
	}
	id := follow(t, s, "https://a.example/feed", "")
	ok(t, s.SavePoll(t.Context(), id, feed.Poll{Status: 200}))
	same(t, trouble(), 0)
	well := `"Failures":0,"Error":"",`
	ok(t, s.SavePoll(t.Context(), id, feed.Poll{Status: 404, Failures: 9, FailingSince: c.now().AddDate(0, 0, -30), Error: feed.Clean(well), ETag: well}))
	same(t, trouble(), 1)
	ok(t, s.Configure(t.Context(), id, feed.Settings{Paused: true})) // its reader knows
	same(t, trouble(), 0)
}
