// Package reader is the engine: it decides when feeds are checked, runs the pipeline fetch → parse → clean → store,
// reads pages, and tells the screen what happened. It owns every goroutine below the screen.
//
// It is not for showing anything (package ui) and reads neither flags nor files of settings (cmd/newspane). Only
// cmd/newspane imports it.
package reader

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"newspane/feed"
	"newspane/feed/fetch"
	"newspane/feed/page"
	"newspane/feed/send"
	"newspane/feed/store"
)

const (
	workers = 64              // feeds in work at a time
	perHost = 2               // of them at one host, so that a slow host holds up no other
	grace   = 2 * time.Second // how long Close waits for writes
)

// Options are what an engine works with. Store and Client are required; the rest has defaults.
type Options struct {
	Store    *store.Store
	Client   *fetch.Client
	Log      *slog.Logger
	Now      func() time.Time
	Interval time.Duration     // between checks of a feed, at least; 0 is an hour
	Workers  int               // feeds checked at a time; 0 is 64
	PerHost  int               // of them at one host; 0 is 2
	Builtin  map[string][]byte // feeds that are part of the program, by address ("newspane:welcome")
	// Secret returns the secret that is kept in a place, for a request; nil where none can be had.
	Secret func(ctx context.Context, place feed.Secret, url string) (string, error)
	// KeepSecret stores the secret of a user at an address's host and returns its place; nil where none can be kept.
	KeepSecret func(address, user, secret string) (feed.Secret, error)
	Defaults   feed.Settings // full text and user agent of feeds whose own settings say nothing of them
	// Rules says how the page at an address is to be read, by the reader's own word; nil or a nil rule leaves it to us.
	Rules    func(url string) *page.Rule
	Defect   func(op string, value any, stack []byte) // is told of panics, each of which costs one document or task; may be nil
	Sender   *send.Sender                             // gives articles to bookmark services; nil where there are none
	Services map[string]send.Target                   // by name
	// Hook is handed the new articles that a rule is to tell of, once for each refresh; nil where nobody asks for them.
	Hook     func(ctx context.Context, rule string, articles []feed.ID) error
	Download Downloader // brings what articles enclose to the disk; nil where that cannot be
	Pictures string     // directory in which fetched pictures are kept; "" keeps none
	// KeepPictures has small pictures stored with articles that are bookmarked or to be read later.
	KeepPictures bool
	KeepDays     int // how old articles of feeds without a rule of their own may become; 0 is any age
	KeepMost     int // how many articles stay in all; 0 is all
}

// Engine is the library at work. Its methods are safe for many goroutines and honour their contexts.
type Engine struct {
	store    *store.Store
	client   *fetch.Client
	log      *slog.Logger
	now      func() time.Time
	interval time.Duration
	builtin  map[string][]byte
	defect   func(op string, value any, stack []byte)
	events   *events
	queue    *queue
	progress progress
	network  outage // no network
	doubts   doubts
	linked   func() bool // whether the computer is in a network
	disk     outage      // nothing can be stored
	pages    flights
	rules    func(url string) *page.Rule
	ahead    ahead
	looked   looked
	relation relations
	proofs   proofs
	pictures pictures
	unkept   chan struct{} // kept articles may lack something
	runs     atomic.Bool   // [Engine.Run] was called
	keeping  sync.Mutex    // one article at a time is completed for keeping

	keepsPictures      bool
	keepDays, keepMost int
	counts             counts
	notices            notices
	cores              chan struct{} // a token for each document in work
	wake               chan struct{} // something for the schedule to look at
	outbox             *outbox
	downloads          *downloads
	hook               func(ctx context.Context, rule string, articles []feed.ID) error
	preferences

	ctx        context.Context // of background work; ended by Close
	cancel     context.CancelFunc
	mu         sync.Mutex // guards closed against wg.Add, and stopChecks
	closed     bool
	stopChecks func() // calls off what the schedule checks; nil when it rests
	wg         sync.WaitGroup
}

// errClosed is returned by methods of an engine that was closed.
var errClosed = errors.New("newspane is closing")

// errReadOnly is why a library that can only be read is not refreshed.
var errReadOnly = errors.New("the library can only be read")

// New returns an engine over a library. Nothing runs in the background before [Engine.Run] or a request.
func New(ctx context.Context, o Options) (*Engine, error) {
	e := &Engine{
		store: o.Store, client: o.Client, log: o.Log, now: o.Now, interval: o.Interval, builtin: o.Builtin, defect: o.Defect,
		preferences: preferences{secret: o.Secret, keepSecret: o.KeepSecret, defaults: o.Defaults, changedFeeds: make(chan struct{}, 1)},
		events:      newEvents(), queue: newQueue(o.Workers, o.PerHost), pages: flights{running: map[feed.ID]chan struct{}{}},
		rules: o.Rules, ahead: ahead{wake: make(chan struct{}, 1)},
		cores: make(chan struct{}, min(runtime.GOMAXPROCS(0), runtime.NumCPU())), wake: make(chan struct{}, 1),
		linked:  linked,
		network: outage{pause: offlinePause}, disk: outage{pause: diskPause},
		pictures: pictures{dir: o.Pictures, most: maxPictures},
		outbox:   &outbox{sender: o.Sender, services: o.Services, posted: make(chan struct{}, 1)},
		keepDays: o.KeepDays, keepMost: o.KeepMost, keepsPictures: o.KeepPictures, unkept: make(chan struct{}, 1),
		hook:      o.Hook,
		downloads: &downloads{fetch: o.Download, posted: make(chan struct{}, 1), running: map[feed.ID]*fetching{}},
	}
	if e.log == nil {
		e.log = slog.New(slog.DiscardHandler)
	}
	if e.now == nil {
		e.now = time.Now
	}
	e.ctx, e.cancel = context.WithCancel(context.Background())
	subs, err := e.store.Subscriptions(ctx)
	if err != nil {
		e.cancel()
		return nil, err
	}
	if !e.store.ReadOnly() {
		e.moveAllOut(ctx, subs)
	}
	now := e.now()
	for _, s := range subs {
		e.client.Trust(s.URL)
		if left := s.Poll.Until.Sub(now); left > 0 && left <= week {
			e.client.Hold(s.URL, left)
		}
	}
	e.spawn("events", func() { e.events.pump(e.ctx) })
	return e, nil
}

// Run starts the schedule and returns. Feeds that are due are checked until ctx or the engine ends.
func (e *Engine) Run(ctx context.Context) {
	e.runs.Store(true)
	e.background(ctx, "built-in feeds", e.renewBuiltin)
	e.background(ctx, "schedule", e.keepSchedule)
	e.background(ctx, "read ahead", e.keepAhead)
	e.background(ctx, "other processes", e.keepAbreast)
	e.background(ctx, "remove old articles", e.keepTidy)
	e.background(ctx, "keep articles", e.keepKept)
	e.background(ctx, "relate", e.keepRelated)
	e.background(ctx, "search index", e.keepTelling)
	e.background(ctx, "backups", e.keepBackups)
	e.background(ctx, "send", e.keepSending)
	e.background(ctx, "download", e.keepDownloading)
}

// background runs f beside the rest until its context ends, which is when ctx or the engine does.
func (e *Engine) background(ctx context.Context, what string, f func(context.Context)) {
	e.spawn(what, func() {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		defer context.AfterFunc(e.ctx, cancel)()
		f(ctx)
	})
}

// Events is closed when the engine ends.
func (e *Engine) Events() <-chan feed.Event { return e.events.out }

// Close refuses new work, ends what runs, waits at most two seconds for writes, and closes the store.
func (e *Engine) Close() error {
	e.mu.Lock()
	again := e.closed
	e.closed = true
	e.mu.Unlock()
	if again {
		return nil
	}
	e.cancel()
	ended := make(chan struct{})
	go func() { // waits only; cannot panic
		e.wg.Wait()
		close(ended)
	}()
	late := time.NewTimer(grace)
	defer late.Stop()
	select {
	case <-ended:
	case <-late.C:
		e.log.Warn("closing with work unfinished")
	}
	e.client.Close()
	return errors.Join(e.pictures.close(), e.store.Close())
}

// spawn runs f in a goroutine of its own, unless the engine is closed, and reports whether it does. A panic in f is
// logged and becomes a Failed event: one bad document must not end the reading of all others.
func (e *Engine) spawn(what string, f func()) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed {
		return false
	}
	e.wg.Add(1)
	go func() {
		defer e.wg.Done()
		if err := e.guard(what, "", func() error { f(); return nil }); err != nil {
			e.events.emit(feed.Event{Kind: feed.Failed, Err: err})
		}
	}()
	return true
}

// guard runs f and turns a panic in it into a [*feed.Error].
func (e *Engine) guard(op, url string, f func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			stack := debug.Stack()
			e.log.Error("panic", "in", op, "host", hostOf(url), "value", feed.Defect(p), "stack", string(stack))
			if e.defect != nil {
				e.defect(op, p, stack)
			}
			err = &feed.Error{Op: op, URL: url, Kind: feed.Broken, Err: errors.New("panic: " + feed.Defect(p))}
		}
	}()
	return f()
}

// Spare leaves one processor to others: while it is in force, background work computes on all but one of them, and on one
// where there are no more.
func (e *Engine) Spare() (release func()) {
	if cap(e.cores) < 2 {
		return func() {}
	}
	e.cores <- struct{}{}
	return func() { <-e.cores }
}

// compute runs f, which needs a processor and memory more than anything else, when it is its turn.
func (e *Engine) compute(ctx context.Context, op, url string, f func() error) error {
	select {
	case e.cores <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-e.cores }()
	return e.guard(op, url, f)
}

func (e *Engine) isClosed() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.closed
}

// rouse makes the schedule look again.
func (e *Engine) rouse() { signal(e.wake) }

// signal leaves a signal in a channel with room for one. Signals that are not taken become one.
func signal(c chan<- struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

func (e *Engine) treeChanged() { e.events.emit(feed.Event{Kind: feed.TreeChanged}) }

// chance is a random number in [0, 1), for jitter.
func chance() float64 { return rand.Float64() }
