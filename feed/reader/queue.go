package reader

import (
	"context"
	"net/url"
	"strings"
	"sync"
	"time"

	"newspane/feed"
)

// Result is what one check of a feed came to.
type Result struct {
	Feed   feed.Subscription // with its poll after a check that failed
	Status int               // HTTP status, 0 when there was no answer
	New    int               // articles that were not there before
	Err    error
	Shared bool // Err is no fault of the feed and befalls all: no network, no room to store
	Took   time.Duration

	failed bool         // Err is to be remembered of the feed
	found  []feed.Offer // feeds that a page names which stands where the feed was
	sign   string       // why Err may be no fault of the feed; see [doubt]
}

// job is a check of one feed that waits or runs. Whoever asks for a feed that is being checked shares the job.
type job struct {
	sub    feed.Subscription
	host   string
	ctx    context.Context
	cancel context.CancelFunc
	wanted int           // who still waits for it; at 0 it is cancelled
	tell   []chan<- *job // whom to tell of the end; each has room
	result Result        // to be read after the end
}

// queue holds the jobs in lines by host. Hosts are served in turn and only so many at a time, so a host that hangs
// holds up its own feeds alone.
type queue struct {
	workers, perHost int

	mu      sync.Mutex
	jobs    map[feed.ID]*job
	lines   map[string][]*job // those that wait
	busy    map[string]int    // hosts' jobs that run
	turn    []string          // hosts that have a job and leave to run it
	inTurn  map[string]bool
	running int
}

func newQueue(n, host int) *queue {
	if n <= 0 {
		n = workers
	}
	if host <= 0 {
		host = perHost
	}
	return &queue{
		workers: n, perHost: host, jobs: map[feed.ID]*job{}, lines: map[string][]*job{}, busy: map[string]int{},
		inTurn: map[string]bool{},
	}
}

// ask puts a check of sub into its line, or joins the one there is, and reports whether the job is new. tell must
// have room for it.
func (q *queue) ask(ctx context.Context, sub feed.Subscription, tell chan<- *job) (*job, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if j := q.jobs[sub.ID]; j != nil && j.wanted > 0 {
		j.wanted++
		j.tell = append(j.tell, tell)
		return j, false
	}
	j := &job{sub: sub, host: hostOf(sub.URL), wanted: 1, tell: []chan<- *job{tell}}
	j.ctx, j.cancel = context.WithCancel(ctx)
	q.jobs[sub.ID] = j
	q.lines[j.host] = append(q.lines[j.host], j)
	q.ready(j.host)
	return j, true
}

// leave is called by one who waits no longer.
func (q *queue) leave(j *job) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if j.wanted--; j.wanted == 0 {
		j.cancel()
	}
}

// ready gives a host its turn if it has a job and may run it.
func (q *queue) ready(host string) {
	if len(q.lines[host]) > 0 && q.busy[host] < q.perHost && !q.inTurn[host] {
		q.inTurn[host] = true
		q.turn = append(q.turn, host)
	}
}

// next takes the next job to run; nil when all that may run do.
func (q *queue) next() *job {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.turn) == 0 || q.running >= q.workers {
		return nil
	}
	host := q.turn[0]
	q.turn = q.turn[1:]
	q.inTurn[host] = false
	line := q.lines[host]
	j := line[0]
	if len(line) == 1 {
		delete(q.lines, host)
	} else {
		q.lines[host] = line[1:]
	}
	q.busy[host]++
	q.running++
	q.ready(host)
	return j
}

// rest gives up the place of a job that ran, for others to run.
func (q *queue) rest(j *job) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.running--
	if q.busy[j.host]--; q.busy[j.host] == 0 {
		delete(q.busy, j.host)
	}
	q.ready(j.host)
}

// finish ends a job that rests.
func (q *queue) finish(j *job, r Result) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.jobs[j.sub.ID] == j {
		delete(q.jobs, j.sub.ID)
	}
	j.result = r
	j.cancel()
	for _, c := range j.tell {
		c <- j
	}
}

// idle reports whether no job runs and none waits to.
func (q *queue) idle() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.running == 0 && len(q.turn) == 0
}

// hostOf returns the host and port of an address, the unit of politeness.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return strings.ToLower(u.Host)
}
