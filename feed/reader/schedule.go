package reader

import (
	"errors"
	"slices"
	"strings"
	"time"

	"newspane/feed"
)

// The tuning of the schedule (design: reading.md section 4, R4 to R10).
const (
	usual       = time.Hour
	floor       = 15 * time.Minute
	day         = 24 * time.Hour
	week        = 7 * day
	jitter      = 0.1
	retryFirst  = time.Hour        // after a failure, doubled by each further one
	limitFirst  = 10 * time.Minute // after a 429 or 503 that names no time
	deadAfter   = 90 * day         // without an article, a feed is checked less and less
	moveChecks  = 3                // checks in a row before a permanent redirect is believed
	moveDays    = day              // and the time they must span
	gapsCounted = 20
	doubtAfter  = 30 * day  // of "not modified" and nothing else, the whole document is asked for once (R3)
	strictFor   = 365 * day // unless the server asked to be left alone in that time
	searchPause = week      // between searches for feeds that find none
)

// answer is what a check that went well says of the next.
type answer struct {
	fresh      time.Duration // by Cache-Control or Expires
	wait       time.Duration // by Retry-After
	validators bool          // the server can say "not modified"
	chosen     time.Duration // the reader's own interval for all feeds; 0 when left to us
	set        time.Duration // the reader's own interval for this feed; 0 when left to us
}

// nextAfter returns when a feed is checked again after an answer. chance in [0, 1) spreads the checks. Hints of the
// server lengthen the interval, never shorten it, and no further than a day, or a week by its Retry-After. An interval
// that the reader set for the feed stands in place of its habit (Poll.Pace), not of what the server says of caching.
func nextAfter(now time.Time, p feed.Poll, a answer, chance float64) time.Time {
	wait := min(a.wait, week)
	if a.set > 0 {
		own := min(max(a.set, feed.MinInterval), feed.MaxInterval)
		return allowed(now.Add(max(spread(own, chance), feed.MinInterval, min(a.fresh, day), wait)), p)
	}
	own := a.chosen
	if own == 0 {
		own = usual
	}
	own = max(own, floor, min(p.Pace, week))
	hinted := min(a.fresh, day)
	if !a.validators && a.chosen == 0 && a.fresh <= 0 {
		own = max(own, day) // each check costs the server a whole document (R4)
	}
	d := max(spread(own, chance), hinted, floor, wait)
	return allowed(now.Add(d), p)
}

// doubted reports whether the whole document is to be asked for, although the server would say "not modified": some do so
// for ever. It is not asked of a server that counts requests.
func doubted(now time.Time, p feed.Poll) bool {
	last := p.Whole
	if p.Changed.After(last) { // of before Whole was kept
		last = p.Changed
	}
	age := now.Sub(last)
	return !last.IsZero() && age >= doubtAfter && now.Sub(p.Limited) > strictFor
}

// retryAfter returns when a feed is checked again after a failure, and until when its host wants no request at all
// (zero when it did not say so). p.Failures counts this failure. The zero time is never: the feed is gone.
func retryAfter(now time.Time, p feed.Poll, err error, chance float64) (next, until time.Time) {
	var fe *feed.Error
	if !errors.As(err, &fe) {
		fe = &feed.Error{Kind: feed.Broken}
	}
	wait := min(time.Duration(fe.Wait)*time.Second, week)
	switch {
	case fe.Kind == feed.Gone:
		return time.Time{}, time.Time{}
	case fe.Kind == feed.Limited && wait <= 0:
		wait = double(limitFirst, p.Failures-1, day)
		fallthrough
	case fe.Kind == feed.Limited:
		late := time.Duration(float64(wait) * jitter * chance) // never before the server's time
		return now.Add(max(wait, floor) + late), now.Add(wait)
	}
	return now.Add(max(spread(double(retryFirst, p.Failures-1, week), chance), wait)), time.Time{}
}

// double returns d × 2^n, at most limit.
func double(d time.Duration, n int, limit time.Duration) time.Duration {
	for ; n > 0 && d < limit; n-- {
		d *= 2
	}
	return min(d, limit)
}

// spread moves d by up to ±10 %.
func spread(d time.Duration, chance float64) time.Duration {
	return d + time.Duration(float64(d)*jitter*(2*chance-1))
}

// allowed moves t to the next hour that the feed does not skip (RSS 2.0 skipHours and skipDays, GMT), the minute
// kept. A feed that skips everything skips nothing.
func allowed(t time.Time, p feed.Poll) time.Time {
	for i := range 8 * 24 {
		u := t.Add(time.Duration(i) * time.Hour).UTC()
		if p.SkipHours&(1<<u.Hour()) == 0 && p.SkipDays&(1<<u.Weekday()) == 0 {
			return t.Add(time.Duration(i) * time.Hour)
		}
	}
	return t
}

// pace returns how often a feed is worth checking by the times of its newest articles: half the median gap, an hour
// to a day; a day for a feed that shows none, up to a week for one that has long been silent.
func pace(now time.Time, published []time.Time) time.Duration {
	times := slices.DeleteFunc(slices.Clone(published), time.Time.IsZero)
	slices.SortFunc(times, func(a, b time.Time) int { return b.Compare(a) })
	times = times[:min(len(times), gapsCounted+1)]
	if len(times) == 0 {
		return day
	}
	if quiet := now.Sub(times[0]); quiet > deadAfter {
		return min(max(quiet/90, day), week)
	}
	if len(times) == 1 {
		return min(max(now.Sub(times[0])/2, time.Hour), day)
	}
	gaps := make([]time.Duration, 0, len(times))
	for i := 1; i < len(times); i++ {
		gaps = append(gaps, times[i-1].Sub(times[i]))
	}
	slices.Sort(gaps)
	return min(max(gaps[len(gaps)/2]/2, time.Hour), day)
}

// due returns the feeds that are to be checked now, of those that are not paused, and when the next one is (zero when there is none). A Next beyond
// every interval we ever choose is a clock that was set back: such a feed is due.
func due(now time.Time, subs []feed.Subscription) (checks []feed.Subscription, next time.Time) {
	held := map[string]time.Time{}
	for _, s := range subs {
		if h := hostOf(s.URL); s.Poll.Until.After(held[h]) && s.Poll.Until.Before(now.Add(week+day)) {
			held[h] = s.Poll.Until
		}
	}
	for _, s := range subs {
		if IsBuiltin(s.URL) || s.Poll.Status == gone || s.Settings.Paused {
			continue
		}
		at := s.Poll.Next
		if at.After(now.Add(2 * week)) {
			at = now
		}
		if h := held[hostOf(s.URL)]; h.After(at) {
			at = h
		}
		switch {
		case !at.After(now):
			checks = append(checks, s)
		case next.IsZero() || at.Before(next):
			next = at
		}
	}
	return checks, next
}

// moved counts a permanent redirect and reports whether it is to be believed (R9): three checks in a row over a day
// that lead to the same address, never from https to http.
func moved(now time.Time, p *feed.Poll, from, to string) bool {
	if to == "" || to == from || strings.HasPrefix(from, "https:") && !strings.HasPrefix(to, "https:") {
		p.Moved, p.MovedCount, p.MovedSince = "", 0, time.Time{}
		return false
	}
	if p.Moved != to {
		p.Moved, p.MovedCount, p.MovedSince = to, 0, now
	}
	p.MovedCount++
	return p.MovedCount >= moveChecks && now.Sub(p.MovedSince) >= moveDays
}

// skips packs a document's skipHours and skipDays.
func skips(d *feed.Document) (hours uint32, days uint8) {
	for _, h := range d.SkipHours {
		if h = h % 24; h >= 0 {
			hours |= 1 << h
		}
	}
	for _, w := range d.SkipDays {
		if w >= time.Sunday && w <= time.Saturday {
			days |= 1 << w
		}
	}
	return hours, days
}
