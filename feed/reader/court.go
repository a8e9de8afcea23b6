package reader

import (
	"errors"
	"regexp"
	"slices"
	"strings"

	"newspane/feed"
)

const (
	maxWitnesses = 3 // servers that are called on to find out whether there is a network
	alike        = 2 // hosts with one and the same page, which is none of theirs
)

// judge ends the checks that were put off and of which more is known now.
func (e *Engine) judge() {
	for _, d := range e.doubts.disproved() {
		e.conclude(d.job, d.r)
	}
	held := e.doubts.take(e.queue.idle())
	if len(held) == 0 {
		return
	}
	held = e.judgeInside(held)
	trouble := e.sharedBy(held)
	if trouble == nil && e.askWitness(held) {
		return
	}
	e.doubts.judged(trouble, !inside(held[0].job.sub.URL))
	if trouble != nil {
		e.network.began(e.now(), trouble, e.events.emit)
		e.log.Info("no network", "feeds", len(held), "sign", held[0].sign)
	}
	for _, d := range held {
		if trouble != nil {
			d.r.Err, d.r.Shared, d.r.failed = trouble, true, false
		}
		e.conclude(d.job, d.r)
	}
}

// judgeInside ends the checks of hosts inside the network, unless there are no others: whether they answer has nothing
// to do with what is outside. It returns the others.
func (e *Engine) judgeInside(held []*doubt) []*doubt {
	var within, without []*doubt
	for _, d := range held {
		if inside(d.job.sub.URL) {
			within = append(within, d)
		} else {
			without = append(without, d)
		}
	}
	if len(without) == 0 {
		return within
	}
	for _, d := range within {
		e.conclude(d.job, d.r)
	}
	return without
}

// sharedBy returns the trouble that all of the doubts share, nil when they are their feeds' own.
func (e *Engine) sharedBy(held []*doubt) error {
	bySign := map[string][]*doubt{}
	for _, d := range held {
		bySign[d.sign] = append(bySign[d.sign], d)
	}
	for sign, ds := range bySign {
		if sign == signLogin || sign != signAway && sign != signUnsafe && len(hostsOf(ds)) >= alike {
			return &feed.Error{Op: "refresh", Kind: feed.Portal, Err: errors.New(portalOf(sign))}
		}
	}
	away, unsafe := bySign[signAway], bySign[signUnsafe]
	if len(hostsOf(unsafe)) >= alike && len(unsafe)+len(away) == len(held) {
		return &feed.Error{Op: "refresh", Kind: feed.BadTLS, Err: unsafe[0].r.Err}
	}
	if len(away) == 0 || e.isThere(held) {
		return nil
	}
	return &feed.Error{Op: "refresh", Kind: feed.Offline, Err: away[0].r.Err}
}

// hash is what stands for the title of a page without one.
var hash = regexp.MustCompile(`^[0-9a-f]{64}$`)

// portalOf says in a few words what the network answers in place of the feeds.
func portalOf(sign string) string {
	if host, ok := strings.CutPrefix(sign, signHost); ok {
		return "all feeds lead to " + host
	}
	if title, ok := strings.CutPrefix(sign, signPage); ok && !hash.MatchString(title) {
		return "all feeds are the page " + feed.Clean(title).String()
	}
	return "it answers for all servers"
}

// isThere reports whether there is a network, when nobody was reached who was asked: by calling on servers that answered
// before. Without any it goes by how many fail, and at last by whether the computer is in a network at all.
func (e *Engine) isThere(held []*doubt) bool {
	well, untried := e.others(held)
	switch {
	case len(well) > 0:
		return e.reach(e.ctx, well[:min(len(well), maxWitnesses)])
	case len(untried) >= maxWitnesses:
		return e.reach(e.ctx, untried[:maxWitnesses])
	case len(hostsOf(held)) > 1:
		return false
	}
	return inside(held[0].job.sub.URL) || e.linked()
}

// others are the addresses of feeds at hosts that are not in doubt, one of each: of those that went well the last time,
// the last asked first, and of those that were never asked.
func (e *Engine) others(held []*doubt) (well, untried []string) {
	for _, s := range e.bystanders(held) {
		switch p := s.Poll; {
		case p.Checked.IsZero():
			untried = append(untried, s.URL)
		case p.Failures == 0:
			well = append(well, s.URL)
		}
	}
	return well, untried
}

// bystanders are the feeds at other hosts than those in doubt, one of each host, the last asked first.
func (e *Engine) bystanders(held []*doubt) []feed.Subscription {
	all, err := e.store.Subscriptions(e.ctx)
	if err != nil {
		e.log.Warn("look for other feeds", "err", err)
	}
	seen := hostsOf(held)
	within := inside(held[0].job.sub.URL)
	subs := slices.DeleteFunc(slices.Clone(all), func(s feed.Subscription) bool {
		return IsBuiltin(s.URL) || s.Settings.Paused || s.Settings.Proxy != "" || s.Poll.Status == gone || !within && inside(s.URL)
	})
	slices.SortStableFunc(subs, func(a, b feed.Subscription) int { return b.Poll.Checked.Compare(a.Poll.Checked) })
	return slices.DeleteFunc(subs, func(s feed.Subscription) bool {
		host := hostOf(s.URL)
		seen[host]++
		return seen[host] > 1
	})
}

// askWitness checks another feed, before a page that stands where a single feed was is believed to be there for good: the
// one that was not asked for longest, and that may be asked again (R4). It reports whether it does; the doubts then go
// on being put off.
func (e *Engine) askWitness(held []*doubt) bool {
	if !slices.ContainsFunc(held, func(d *doubt) bool { return d.sign != signAway && d.job.sub.Poll.Failures == 0 }) {
		return false
	}
	now := e.now()
	for _, s := range slices.Backward(e.bystanders(held)) {
		p := s.Poll
		if p.Checked.IsZero() || p.Failures > 0 || now.Sub(p.Checked) < floor || p.Until.After(now) {
			continue
		}
		if !e.doubts.witness() {
			return false
		}
		e.doubts.hold(held...)
		if _, isNew := e.queue.ask(e.ctx, s, make(chan *job, 1)); isNew {
			e.progress.add(1, e.events.emit)
		}
		return true
	}
	return false
}
