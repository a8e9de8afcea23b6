package reader

import (
	"errors"
	"testing"
	"time"

	"newspane/feed"
)

// noon is a Wednesday.
var noon = time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)

const even = 0.5 // the chance that moves nothing

func TestNextCheckIsTheLongestOfOwnIntervalAndHints(t *testing.T) {
	for _, c := range []struct {
		name string
		poll feed.Poll
		a    answer
		want time.Duration
	}{
		{"nothing said", feed.Poll{}, answer{validators: true}, time.Hour},
		{"own interval", feed.Poll{}, answer{validators: true, chosen: 2 * time.Hour}, 2 * time.Hour},
		{"own interval below the floor", feed.Poll{}, answer{validators: true, chosen: time.Minute}, 15 * time.Minute},
		{"max-age longer", feed.Poll{}, answer{validators: true, fresh: 3 * time.Hour}, 3 * time.Hour},
		{"max-age shorter does not shorten", feed.Poll{}, answer{validators: true, fresh: time.Minute}, time.Hour},
		{"max-age of a year", feed.Poll{}, answer{validators: true, fresh: 365 * day}, day},
		{"ttl or habit", feed.Poll{Pace: 5 * time.Hour}, answer{validators: true}, 5 * time.Hour},
		{"habit of a dead feed", feed.Poll{Pace: 30 * day}, answer{validators: true}, week},
		{"no validators", feed.Poll{}, answer{}, day},
		{"no validators, but the server says how long", feed.Poll{}, answer{fresh: 20 * time.Minute}, time.Hour},
		{"no validators, but the reader insists", feed.Poll{}, answer{chosen: time.Hour}, time.Hour},
		{"set for the feed: below its habit and ttl", feed.Poll{Pace: 5 * time.Hour}, answer{set: 10 * time.Minute}, 10 * time.Minute},
		{"set for the feed: above all", feed.Poll{}, answer{validators: true, set: 3 * day}, 3 * day},
		{"set for the feed: max-age holds", feed.Poll{}, answer{validators: true, set: 10 * time.Minute, fresh: time.Hour}, time.Hour},
		{"set for the feed: in bounds", feed.Poll{}, answer{set: time.Second}, 5 * time.Minute},
	} {
		if got := nextAfter(noon, c.poll, c.a, even).Sub(noon); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestJitterIsATenthAndNeverUndercutsTheServer(t *testing.T) {
	a := answer{validators: true}
	if got := nextAfter(noon, feed.Poll{}, a, 0).Sub(noon); got != 54*time.Minute {
		t.Errorf("earliest %v", got)
	}
	if got := nextAfter(noon, feed.Poll{}, a, 1).Sub(noon); got != 66*time.Minute {
		t.Errorf("latest %v", got)
	}
	a.fresh = time.Hour
	if got := nextAfter(noon, feed.Poll{}, a, 0).Sub(noon); got != time.Hour {
		t.Errorf("with max-age=3600: %v", got)
	}
	a = answer{validators: true, chosen: 15 * time.Minute}
	if got := nextAfter(noon, feed.Poll{}, a, 0).Sub(noon); got != 15*time.Minute {
		t.Errorf("below the floor: %v", got)
	}
}

func TestSkippedHoursAndDaysMoveTheCheck(t *testing.T) {
	hours := func(hs ...int) (m uint32) {
		for _, h := range hs {
			m |= 1 << h
		}
		return m
	}
	a := answer{validators: true}
	for _, c := range []struct {
		name string
		poll feed.Poll
		want time.Time
	}{
		{"hour", feed.Poll{SkipHours: hours(13, 14)}, noon.Add(3 * time.Hour)},
		{"day", feed.Poll{SkipDays: 1 << time.Wednesday}, noon.Add(12 * time.Hour)},
		{"hour over midnight", feed.Poll{SkipHours: hours(13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 0)}, noon.Add(13 * time.Hour)},
		{"everything", feed.Poll{SkipHours: 1<<24 - 1}, noon.Add(time.Hour)},
		{"every day", feed.Poll{SkipDays: 1<<7 - 1}, noon.Add(time.Hour)},
	} {
		if got := nextAfter(noon, c.poll, a, even); !got.Equal(c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	h, d := skips(&feed.Document{SkipHours: []int{0, 24, 5, -3}, SkipDays: []time.Weekday{time.Sunday, 9}})
	if h != hours(0, 5) || d != 1 {
		t.Errorf("skips: %b %b", h, d)
	}
}

func TestFailuresBackOffByKind(t *testing.T) {
	fail := func(kind feed.ErrorKind, wait time.Duration) error {
		return &feed.Error{Kind: kind, Wait: int(wait.Seconds())}
	}
	for _, c := range []struct {
		name        string
		failures    int
		err         error
		next, until time.Duration
	}{
		{"first", 1, fail(feed.Server, 0), time.Hour, 0},
		{"third", 3, fail(feed.NotFound, 0), 4 * time.Hour, 0},
		{"hundredth", 100, fail(feed.Offline, 0), week, 0},
		{"not even ours", 1, errors.New("odd"), time.Hour, 0},
		{"limited with a time", 1, fail(feed.Limited, 2*time.Hour), 2 * time.Hour, 2 * time.Hour},
		{"limited for a moment", 1, fail(feed.Limited, time.Second), 15 * time.Minute, time.Second},
		{"limited for a year", 1, fail(feed.Limited, 365*day), week, week},
		{"limited without a time", 1, fail(feed.Limited, 0), 15 * time.Minute, 10 * time.Minute},
		{"limited again", 3, fail(feed.Limited, 0), 40 * time.Minute, 40 * time.Minute},
		{"limited for ever", 50, fail(feed.Limited, 0), day, day},
	} {
		chance := even
		if kindOf(c.err) == feed.Limited {
			chance = 0
		}
		next, until := retryAfter(noon, feed.Poll{Failures: c.failures}, c.err, chance)
		if got := next.Sub(noon); got != c.next {
			t.Errorf("%s: next in %v, want %v", c.name, got, c.next)
		}
		if c.until == 0 != until.IsZero() || c.until != 0 && until.Sub(noon) != c.until {
			t.Errorf("%s: until %v, want %v", c.name, until, c.until)
		}
	}
	if next, _ := retryAfter(noon, feed.Poll{Failures: 1}, fail(feed.Gone, 0), even); !next.IsZero() {
		t.Errorf("a feed that is gone is asked again at %v", next)
	}
	if next, until := retryAfter(noon, feed.Poll{Failures: 1}, fail(feed.Limited, time.Hour), 0.999); next.Before(until) {
		t.Error("jitter undercuts Retry-After")
	}
}

func TestPaceFollowsTheMedianGap(t *testing.T) {
	every := func(gap time.Duration, n int) (ts []time.Time) {
		for i := range n {
			ts = append(ts, noon.Add(-time.Duration(i)*gap))
		}
		return ts
	}
	burst := append(every(time.Minute, 9), noon.Add(-10*day), noon.Add(-20*day))
	for _, c := range []struct {
		name  string
		times []time.Time
		want  time.Duration
	}{
		{"none", nil, day},
		{"only unknown", make([]time.Time, 5), day},
		{"a wire", every(time.Minute, 40), time.Hour},
		{"four hours", every(4*time.Hour, 30), 2 * time.Hour},
		{"a weekly", every(week, 30), day},
		{"a burst", burst, time.Hour},
		{"one article", every(day, 1), time.Hour},
		{"silent for a year", []time.Time{noon.Add(-365 * day)}, 365 * day / 90},
		{"silent for ten years", []time.Time{noon.Add(-3650 * day)}, week},
		{"dated tomorrow", []time.Time{noon.Add(day)}, time.Hour},
	} {
		if got := pace(noon, c.times); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestOnlyDueFeedsAreChecked(t *testing.T) {
	sub := func(id feed.ID, url string, p feed.Poll) feed.Subscription {
		return feed.Subscription{ID: id, URL: url, Poll: p}
	}
	checks, next := due(noon, []feed.Subscription{
		sub(1, "https://a.example/", feed.Poll{Next: noon.Add(-time.Hour)}),
		sub(2, "https://b.example/", feed.Poll{Next: noon.Add(time.Hour)}),
		sub(3, "https://c.example/", feed.Poll{}),
		sub(4, "https://d.example/", feed.Poll{Status: gone, Next: noon.Add(-time.Hour)}),
		sub(5, "newspane:welcome", feed.Poll{}),
		sub(6, "https://e.example/1", feed.Poll{Until: noon.Add(30 * time.Minute), Next: noon.Add(40 * time.Minute)}),
		sub(7, "https://e.example/2", feed.Poll{Next: noon.Add(-time.Hour)}),    // its neighbour's Retry-After holds it
		sub(8, "https://f.example/", feed.Poll{Next: noon.Add(10 * 365 * day)}), // the clock was set back
	})
	var got []feed.ID
	for _, s := range checks {
		got = append(got, s.ID)
	}
	if len(got) != 3 || got[0] != 1 || got[1] != 3 || got[2] != 8 {
		t.Errorf("due: %v", got)
	}
	if want := noon.Add(30 * time.Minute); !next.Equal(want) {
		t.Errorf("next at %v, want %v", next, want)
	}
}

func TestPermanentRedirectIsBelievedAfterThreeChecksOverADay(t *testing.T) {
	const from, to = "https://old.example/feed", "https://new.example/feed"
	var p feed.Poll
	for i, c := range []struct {
		at   time.Duration
		to   string
		want bool
	}{
		{0, to, false}, {time.Hour, to, false}, {2 * time.Hour, to, false}, {25 * time.Hour, to, true},
		{26 * time.Hour, "", false}, {27 * time.Hour, to, false}, {60 * time.Hour, to, false}, {61 * time.Hour, to, true},
	} {
		if got := moved(noon.Add(c.at), &p, from, c.to); got != c.want {
			t.Errorf("check %d: %v, want %v", i, got, c.want)
		}
	}
	p = feed.Poll{}
	for i := range 5 {
		if moved(noon.Add(time.Duration(i)*day), &p, from, "http://new.example/feed") {
			t.Fatal("a redirect from https to http was believed")
		}
	}
	p = feed.Poll{}
	for i := range 6 { // two targets in turn
		if moved(noon.Add(time.Duration(i)*day), &p, from, to+string(rune('0'+i%2))) {
			t.Fatal("a redirect that wavers was believed")
		}
	}
}
