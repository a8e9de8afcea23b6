package reader

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"newspane/feed"
)

// Refresh checks feeds now; none means all. A paused feed is checked when it is the only one asked for. Of several, those
// that went well less than 15 minutes ago are left alone (R4, R15); when that is so of all of them, the error is of kind
// TooSoon. It returns when they are checked; events tell the progress. Its error is that of the only feed, or the one that
// all feeds share (no network, disk full); failures of single feeds among many are events and stand in their polls. A
// host that asked to be left alone is not asked.
func (e *Engine) Refresh(ctx context.Context, ids ...feed.ID) (feed.Tally, error) {
	var t feed.Tally
	var last Result
	var all error
	err := e.refresh(ctx, ids, true, func(r Result) {
		t.Checked++
		t.New += r.New
		if r.Shared {
			all = r.Err
		}
		if r.Err != nil {
			t.Failed++
			last = r
		}
	})
	switch {
	case err != nil:
		return t, err
	case t.Checked == 1, all != nil:
		return t, cmp.Or(all, last.Err)
	}
	return t, nil
}

// RefreshEach is [Engine.Refresh] that hands over the result of every feed as it comes, one at a time, and leaves none
// alone for having been checked of late: who runs a command means it.
func (e *Engine) RefreshEach(ctx context.Context, ids []feed.ID, each func(Result)) error {
	return e.refresh(ctx, ids, false, each)
}

func (e *Engine) refresh(ctx context.Context, ids []feed.ID, spare bool, each func(Result)) error {
	switch {
	case e.isClosed():
		return errClosed
	case e.store.ReadOnly():
		return &feed.Error{Op: "refresh", Kind: feed.Refused, Err: errReadOnly}
	}
	all, err := e.store.Subscriptions(ctx)
	if err != nil {
		return err
	}
	subs := slices.DeleteFunc(slices.Clone(all), func(s feed.Subscription) bool { return IsBuiltin(s.URL) })
	if len(ids) > 0 {
		if subs, err = pick(all, ids); err != nil {
			return err
		}
	}
	if len(ids) != 1 { // one that is asked for by itself is asked for
		subs = slices.DeleteFunc(subs, func(s feed.Subscription) bool { return s.Settings.Paused })
		if spare {
			var wait time.Duration
			if subs, wait = unspared(e.now(), subs); len(subs) == 0 && wait > 0 {
				return &feed.Error{Op: "refresh", Kind: feed.TooSoon, Wait: int((wait + time.Second - 1) / time.Second)}
			}
		}
	}
	return e.checkAll(ctx, subs, each)
}

// unspared returns the feeds that may be asked again, and after how long the first of the others may be.
func unspared(now time.Time, subs []feed.Subscription) (asked []feed.Subscription, wait time.Duration) {
	for _, s := range subs {
		rest := floor
		if own := s.Settings.Interval; own > 0 {
			rest = min(rest, own)
		}
		left := s.Poll.Checked.Add(rest).Sub(now)
		if s.Poll.Checked.IsZero() || s.Poll.Failures > 0 || left <= 0 || left > rest { // more is a clock that was set back
			asked = append(asked, s)
		} else if wait == 0 || left < wait {
			wait = left
		}
	}
	return asked, wait
}

func pick(all []feed.Subscription, ids []feed.ID) ([]feed.Subscription, error) {
	byID := make(map[feed.ID]feed.Subscription, len(all))
	for _, s := range all {
		byID[s.ID] = s
	}
	subs := make([]feed.Subscription, 0, len(ids))
	for _, id := range ids {
		s, ok := byID[id]
		if !ok {
			return nil, &feed.Error{Op: "refresh", Kind: feed.NotFound}
		}
		subs = append(subs, s)
	}
	return subs, nil
}

// checkAll puts feeds into the queue and waits for them. When ctx ends, those that nobody else waits for are called
// off.
func (e *Engine) checkAll(ctx context.Context, subs []feed.Subscription, each func(Result)) error {
	jobs := make([]*job, 0, len(subs))
	ended := make(chan *job, len(subs))
	fresh := 0
	if e.queue.idle() {
		e.doubts.anew()
	}
	for _, s := range subs {
		j, isNew := e.queue.ask(e.ctx, s, ended)
		if isNew {
			fresh++
		}
		jobs = append(jobs, j)
	}
	if fresh > 0 {
		e.progress.add(fresh, e.events.emit)
	}
	stop := context.AfterFunc(ctx, func() {
		for _, j := range jobs {
			e.queue.leave(j)
		}
	})
	defer stop()
	e.dispatch()
	for range jobs {
		select {
		case j := <-ended:
			each(j.result)
		case <-ctx.Done():
			return ctx.Err()
		case <-e.ctx.Done():
			return errClosed
		}
	}
	return nil
}

// dispatch starts as many jobs as may run.
func (e *Engine) dispatch() {
	for j := e.queue.next(); j != nil; j = e.queue.next() {
		if !e.spawn("check", func() { e.work(j) }) {
			e.queue.rest(j)
			e.queue.finish(j, Result{Feed: j.sub, Err: errClosed})
		}
	}
}

// work runs a job and then whatever may run next, so that a long line takes no new goroutine for each of its feeds.
func (e *Engine) work(j *job) {
	for ; j != nil; j = e.queue.next() {
		seen := e.doubts.began()
		r := e.run(j)
		if r.sign != "" && j.ctx.Err() == nil {
			e.doubts.hold(&doubt{job: j, r: r, sign: r.sign, seen: seen})
			e.queue.rest(j)
		} else {
			e.queue.rest(j)
			e.conclude(j, r)
		}
		e.dispatch()
		e.judge()
		e.dispatch() // a witness
	}
}

// run is the check of a job, unless there is nothing to be had.
func (e *Engine) run(j *job) Result {
	r := Result{Feed: j.sub, Err: j.ctx.Err()}
	if r.Err != nil {
		return r
	}
	if r.Err = e.doubts.shared(j.sub.URL); r.Err != nil {
		r.Shared = true
		return r
	}
	err := e.guard("check", j.sub.URL, func() error { r = e.check(j.ctx, j.sub); return nil })
	if err != nil {
		r.Err, r.failed = err, true
	}
	return r
}

// conclude ends a job with what its check came to, and remembers it.
func (e *Engine) conclude(j *job, r Result) {
	if r.failed {
		r.Feed.Poll, r.Err = e.failed(j.ctx, j.sub, r.Status, r.Err, r.found)
	}
	r.Shared = r.Shared || noStorage(r.Err)
	e.queue.finish(j, r)
	e.report(r)
}

// report tells the screen of a check.
func (e *Engine) report(r Result) {
	ev := feed.Event{Feed: r.Feed.ID, New: r.New, Err: r.Err}
	if r.Shared { // told once, when it began
		ev.Err = nil
	}
	e.progress.tick(ev, e.events.emit)
	e.tellNotices()
}

// keepSchedule checks feeds when they are due. It reads the library when something changed and when the next feed is
// due.
func (e *Engine) keepSchedule(ctx context.Context) {
	if e.store.ReadOnly() {
		return
	}
	for {
		next, err := e.checkDue(ctx)
		if err != nil && ctx.Err() == nil {
			e.log.Error("schedule", "err", err)
			next = e.now().Add(offlinePause)
		}
		if !e.sleepUntil(ctx, next) {
			return
		}
	}
}

// glance is how often the schedule looks up while it waits.
const glance = time.Minute

// sleepUntil waits until a time (the zero time is never) or until roused, and reports whether to go on. It looks at
// the clock now and then, since timers stand still while a computer sleeps, and at what another copy of the program
// has done to the library.
func (e *Engine) sleepUntil(ctx context.Context, next time.Time) bool {
	for {
		wait := glance
		if !next.IsZero() {
			wait = min(glance, next.Sub(e.now()))
			if wait <= 0 {
				return ctx.Err() == nil
			}
		}
		t := time.NewTimer(wait)
		select {
		case <-t.C:
			e.lookForChanges(ctx)
		case <-e.wake:
			t.Stop()
			return true
		case <-ctx.Done():
			t.Stop()
			return false
		}
	}
}

// lookForChanges tells the screen when another copy of the program has changed the library.
func (e *Engine) lookForChanges(ctx context.Context) {
	changed, err := e.store.Changed(ctx)
	switch {
	case err != nil && ctx.Err() == nil:
		e.log.Warn("look for changes", "err", err)
	case changed:
		e.events.emit(feed.Event{Kind: feed.LibraryChanged})
		e.keepSoon()
		e.rouse() // the other may have followed feeds, or checked them
		e.post()
	}
}

// settle is how long the library is let alone after a write before it is asked whose that was, so that a refresh of
// many feeds is asked about few times.
const settle = 300 * time.Millisecond

// keepAbreast tells the screen when another copy of the program has changed the library. It sleeps until the library's
// files are written; where that cannot be watched it asks every second.
func (e *Engine) keepAbreast(ctx context.Context) {
	written := e.store.Written(ctx)
	e.lookForChanges(ctx) // what was done before it was watched
	for ctx.Err() == nil {
		wait := time.Second
		if written != nil {
			select {
			case _, ok := <-written:
				if !ok {
					written = nil
				}
			case <-ctx.Done():
				return
			}
			wait = settle
		}
		select {
		case <-time.After(wait):
			e.lookForChanges(ctx)
		case <-ctx.Done():
		}
	}
}

// errStopped is why checks of the schedule end that the reader called off.
var errStopped = errors.New("the checks were called off")

// checkStoppably checks feeds until [Engine.StopChecks].
func (e *Engine) checkStoppably(ctx context.Context, checks []feed.Subscription) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	e.mu.Lock()
	e.stopChecks = func() { stop(errStopped) }
	e.mu.Unlock()
	if err := e.checkAll(ctx, checks, func(Result) {}); err != nil {
		return cmp.Or(context.Cause(ctx), err)
	}
	return nil
}

// StopChecks calls off the checks of the schedule that are under way, which then rests for a quarter of an hour.
func (e *Engine) StopChecks() {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.stopChecks != nil {
		e.stopChecks()
		e.stopChecks = nil
	}
}

// checkDue checks the feeds that are due and returns when to look again.
func (e *Engine) checkDue(ctx context.Context) (time.Time, error) {
	subs, err := e.store.Subscriptions(ctx)
	if err != nil {
		return time.Time{}, err
	}
	now := e.now()
	for _, o := range []*outage{&e.network, &e.disk} {
		if rest, trouble := o.lasting(now); trouble != nil {
			return rest, nil
		}
	}
	checks, next := due(now, subs)
	if len(checks) > 0 {
		err := e.checkStoppably(ctx, checks)
		if errors.Is(err, errStopped) {
			e.treeChanged()
			return e.now().Add(floor), nil
		}
		if err != nil {
			return time.Time{}, err
		}
		e.treeChanged()
		return e.now().Add(time.Second), nil // what they said is in the library now
	}
	if next.IsZero() {
		return next, nil
	}
	// A little later than due, so that a second copy of the program finds the feed checked.
	return next.Add(time.Duration(chance() * float64(30*time.Second))), nil
}
