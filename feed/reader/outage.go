package reader

import (
	"sync"
	"time"

	"newspane/feed"
)

const (
	offlinePause = 5 * time.Minute  // how long the schedule rests when there is no network
	diskPause    = 30 * time.Second // how long no feed is checked when nothing can be stored
)

// outage is a trouble that all feeds share, so that it is told once and not for every feed.
type outage struct {
	pause time.Duration

	mu    sync.Mutex
	err   error
	until time.Time
}

// began notes that the trouble was met; the first time is an event.
func (o *outage) began(now time.Time, err error, emit func(feed.Event)) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.until = now.Add(o.pause)
	if o.err == nil {
		emit(feed.Event{Kind: feed.Failed, Err: err})
	}
	o.err = err
}

// over notes that all is well.
func (o *outage) over() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.err, o.until = nil, time.Time{}
}

// lasting returns until when to rest and the trouble; nil when there is none or it is time to try again.
func (o *outage) lasting(now time.Time) (time.Time, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.err == nil || !o.until.After(now) {
		return time.Time{}, nil
	}
	return o.until, o.err
}

// noStorage reports whether nothing can be stored at present.
func noStorage(err error) bool {
	k := kindOf(err)
	return err != nil && (k == feed.Full || k == feed.Locked)
}
