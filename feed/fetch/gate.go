package fetch

import (
	"context"
	"errors"
	"net"
	"net/url"
	"strings"
	"sync"
	"time"

	"newspane/feed"
)

const (
	patience   = 5 * time.Second    // a longer wait for a turn is an error with the wait in it
	firstHold  = 10 * time.Minute   // after a 429 or 503 that gives no time
	longHold   = 24 * time.Hour     // the most that doubling firstHold leads to
	maxHold    = 7 * 24 * time.Hour // the most that a server may ask
	maxPromise = time.Hour          // how far ahead turns are promised
	manyHosts  = 4096               // idle hosts are forgotten above
)

// redditHost allows one request a minute to those who are not signed in (since June 2026).
const redditHost = "reddit.com"

// slowHosts want their requests a minute apart: openrss.org answers one in each refresh.
var slowHosts = map[string]bool{redditHost: true, "openrss.org": true}

// gate lets requests through: so many at a time to one host and in all, so many begun in a span of time to one host,
// and none to a host that asked to be left alone. A stuck host fills its own places only.
type gate struct {
	perHost, perSecond int
	total              chan struct{}
	now                func() time.Time

	mu    sync.Mutex // guards hosts and what is in them
	hosts map[string]*host
}

type host struct {
	users   int           // requests inside or waiting
	places  chan struct{} // requests at a time
	begun   []time.Time   // when the last requests began, a ring
	oldest  int           // index in begun
	span    time.Duration // in which at most len(begun) requests begin
	told    time.Time     // turn promised last to one that was sent away
	until   time.Time     // no request before
	held    chan struct{} // closed when until is set, to wake those who wait
	strikes int           // answers in a row that asked for a wait and gave none
}

func newGate(o Options) *gate {
	return &gate{perHost: o.PerHost, perSecond: o.PerSecond, total: make(chan struct{}, o.Total), now: o.Now,
		hosts: map[string]*host{}}
}

// hostKey names the host whose limits hold for u. The default ports are one host, any other port one of its own.
func hostKey(u *url.URL) string {
	h := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	if h == redditHost || strings.HasSuffix(h, ".reddit.com") {
		return redditHost
	}
	if p := u.Port(); p != "" && p != "80" && p != "443" {
		return net.JoinHostPort(h, p)
	}
	return h
}

// enter waits until a request to the host may begin; leave is to be called when it has ended. A hop of a redirect
// within one host is not paced: it belongs to the request before it.
func (g *gate) enter(ctx context.Context, key string, paced bool) error {
	g.mu.Lock()
	h := g.hosts[key]
	if h == nil {
		h = g.meet(key)
	}
	h.users++
	g.mu.Unlock()
	err := g.wait(ctx, h, paced)
	if err != nil {
		g.mu.Lock()
		h.users--
		g.mu.Unlock()
	}
	return err
}

// leave gives the places of a request back.
func (g *gate) leave(key string) {
	<-g.total
	g.mu.Lock()
	defer g.mu.Unlock()
	h := g.hosts[key]
	h.users--
	<-h.places
}

// meet adds a host; g.mu is held.
func (g *gate) meet(key string) *host {
	if len(g.hosts) >= manyHosts {
		now := g.now()
		for k, h := range g.hosts {
			if h.users == 0 && h.strikes == 0 && now.After(h.until) && now.After(h.turn()) {
				delete(g.hosts, k)
			}
		}
	}
	h := &host{places: make(chan struct{}, g.perHost), held: make(chan struct{}), span: time.Second}
	n := g.perSecond
	if slowHosts[key] {
		n, h.span = 1, time.Minute
	}
	h.begun = make([]time.Time, n)
	g.hosts[key] = h
	return h
}

// turn is the earliest time for one more request.
func (h *host) turn() time.Time { return h.begun[h.oldest].Add(h.span) }

func (g *gate) wait(ctx context.Context, h *host, paced bool) error {
	if err := g.take(ctx, h, h.places); err != nil {
		return err
	}
	err := g.pace(ctx, h, paced)
	if err == nil {
		err = g.take(ctx, h, g.total)
	}
	if err != nil {
		<-h.places
	}
	return err
}

// take waits for one of places, unless the host comes to be left alone.
func (g *gate) take(ctx context.Context, h *host, places chan struct{}) error {
	for {
		held, err := g.standing(h)
		if err != nil {
			return err
		}
		select {
		case places <- struct{}{}:
			return nil
		case <-held: // for how long, standing says
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// standing returns an error while the host is to be left alone, else a channel that is closed when it comes to that.
func (g *gate) standing(h *host) (<-chan struct{}, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if left := h.until.Sub(g.now()); left > 0 && left <= maxHold { // more is a clock that was set back
		return nil, limited(0, left, errHeld)
	}
	return h.held, nil
}

// pace waits for the host's next turn.
func (g *gate) pace(ctx context.Context, h *host, paced bool) error {
	if !paced {
		return nil
	}
	wait, err := g.reserve(h)
	if err != nil || wait <= 0 {
		return err
	}
	t := time.NewTimer(wait)
	defer t.Stop()
	for {
		held, err := g.standing(h)
		if err != nil {
			return err
		}
		select {
		case <-t.C:
			return nil
		case <-held: // for how long, standing says
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// reserve takes the next turn and returns how long it is until then. When that is too long to wait, none is taken, and
// the error tells each caller a turn of its own.
func (g *gate) reserve(h *host) (time.Duration, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	now, at := g.now(), h.turn()
	if at.Before(now) || at.Sub(now) > h.span+patience { // the latter is a clock that was set back
		at = now
	}
	if at.Sub(now) > patience {
		if h.told.Before(at) || h.told.Sub(now) > maxPromise {
			h.told = at
		}
		wait := h.told.Sub(now)
		h.told = h.told.Add(h.span)
		return 0, limited(0, wait, errPaced)
	}
	h.begun[h.oldest] = at
	h.oldest = (h.oldest + 1) % len(h.begun)
	return at.Sub(now), nil
}

// hold leaves the host alone for d and sends those away who wait for it. d of 0 is a time of our own, doubled with each
// such answer in a row. It returns the time it settled on.
func (g *gate) hold(key string, d time.Duration) time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	h := g.hosts[key]
	if h == nil {
		h = g.meet(key)
	}
	if left := h.until.Sub(g.now()); d <= 0 && left > 0 && left <= maxHold {
		return left // the answer to a request that had begun before
	}
	if d <= 0 {
		d = longHold
		if h.strikes < 8 {
			d = min(d, firstHold<<h.strikes)
		}
		h.strikes++
	}
	d = min(d, maxHold)
	if until := g.now().Add(d); until.After(h.until) {
		h.until = until
	}
	close(h.held)
	h.held = make(chan struct{})
	return d
}

// pardon forgets the host's strikes: it answered.
func (g *gate) pardon(key string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if h := g.hosts[key]; h != nil {
		h.strikes = 0
	}
}

var (
	errHeld  = errors.New("the server asked to be left alone")
	errPaced = errors.New("too many requests to this server")
)

// limited returns an error of kind Limited; the wait is rounded up to whole seconds.
func limited(status int, wait time.Duration, err error) *feed.Error {
	return &feed.Error{Kind: feed.Limited, Status: status, Wait: int((wait + time.Second - 1) / time.Second), Err: err}
}
