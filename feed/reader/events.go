package reader

import (
	"context"
	"sync"

	"newspane/feed"
)

// maxEvents is how many events wait for a screen that does not take them; beyond, checks of single feeds are let go:
// the screen learns of them from the TreeChanged that stands in for them.
const maxEvents = 8192

// events hands events over in order without ever holding up who emits them.
type events struct {
	out  chan feed.Event
	more chan struct{}

	mu      sync.Mutex
	waiting []feed.Event
	lost    bool
}

func newEvents() *events {
	return &events{out: make(chan feed.Event), more: make(chan struct{}, 1)}
}

func (q *events) emit(ev feed.Event) {
	q.mu.Lock()
	if len(q.waiting) >= maxEvents && (ev.Kind == feed.FeedChecked || ev.Kind == feed.TreeChanged) {
		q.lost = true
	} else {
		q.waiting = append(q.waiting, ev)
	}
	q.mu.Unlock()
	signal(q.more)
}

// take returns what waits, and what stands for the lost.
func (q *events) take() []feed.Event {
	q.mu.Lock()
	defer q.mu.Unlock()
	taken := q.waiting
	if q.lost {
		taken = append(taken, feed.Event{Kind: feed.TreeChanged})
	}
	q.waiting, q.lost = nil, false
	return taken
}

// pump moves events to the screen until ctx ends, then closes the channel.
func (q *events) pump(ctx context.Context) {
	defer close(q.out)
	for {
		select {
		case <-q.more:
		case <-ctx.Done():
			return
		}
		for _, ev := range q.take() {
			select {
			case q.out <- ev:
			case <-ctx.Done():
				return
			}
		}
	}
}

// progress counts the checks that were asked for and those that are done, whoever asked.
type progress struct {
	mu          sync.Mutex
	done, total int
}

// add announces n more checks.
func (p *progress) add(n int, emit func(feed.Event)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.total += n
	emit(feed.Event{Kind: feed.RefreshStarted, Done: p.done, Total: p.total})
}

// asked returns how many checks the refresh has that is going on.
func (p *progress) asked() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.total
}

// resting reports whether nothing is being checked.
func (p *progress) resting() bool { return p.asked() == 0 }

// tick announces that one check is done, and the end after the last.
func (p *progress) tick(ev feed.Event, emit func(feed.Event)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done++
	ev.Kind, ev.Done, ev.Total = feed.FeedChecked, p.done, p.total
	emit(ev)
	if p.done == p.total {
		emit(feed.Event{Kind: feed.RefreshEnded, Done: p.done, Total: p.total})
		p.done, p.total = 0, 0
	}
}
