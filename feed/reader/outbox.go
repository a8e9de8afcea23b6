package reader

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"newspane/feed"
	"newspane/feed/send"
)

// Tuning of the outbox.
const (
	sendFirst  = time.Minute // before the second try, doubled by each further one
	sendMost   = 6 * time.Hour
	sendTries  = 12              // at a service that answers with an error of its own
	parcelHold = 3 * time.Minute // no other process sends a parcel meanwhile; longer than any delivery takes
)

// outbox is what articles are given to bookmark services with. What waits is in the store.
type outbox struct {
	sender *send.Sender
	posted chan struct{} // something may be due

	mu       sync.Mutex // guards services
	services map[string]send.Target
}

// service returns a service by its name.
func (o *outbox) service(name string) (send.Target, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	t, ok := o.services[name]
	return t, ok
}

// Services are the names of the bookmark services, sorted.
func (e *Engine) Services() []string {
	e.outbox.mu.Lock()
	defer e.outbox.mu.Unlock()
	var names []string
	for name := range e.outbox.services {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// SetServices changes the bookmark services, as the settings are changed.
func (e *Engine) SetServices(services map[string]send.Target) {
	e.outbox.mu.Lock()
	defer e.outbox.mu.Unlock()
	e.outbox.services = services
}

// Send queues articles for a bookmark service, durably. They are sent in the background while the engine runs, or by
// [Engine.Deliver]; [feed.ParcelSettled] tells what became of each.
func (e *Engine) Send(ctx context.Context, service string, ids ...feed.ID) error {
	if e.isClosed() {
		return errClosed
	}
	if _, ok := e.outbox.service(service); !ok {
		return fmt.Errorf("the settings name no bookmark service %q", service)
	}
	var parcels []feed.Parcel
	for _, id := range ids {
		a, err := e.Article(ctx, id)
		if err != nil {
			return err
		}
		if a.Link == "" {
			return fmt.Errorf("“%s” has no address that could be sent", a.Title)
		}
		parcels = append(parcels, feed.Parcel{Service: service, Article: id, URL: a.Link, Title: a.Title,
			Description: cmp.Or(a.Standfirst, a.Summary), Source: a.Source, Tags: a.Tags})
	}
	err := e.store.Pack(ctx, parcels...)
	e.post()
	return err
}

// Outbox returns what is to be sent and what became of the rest, what was touched last first.
func (e *Engine) Outbox(ctx context.Context) ([]feed.Parcel, error) { return e.store.Parcels(ctx) }

// RetryOutbox has what was not sent tried again now, all or these, and returns how many that are.
func (e *Engine) RetryOutbox(ctx context.Context, ids ...feed.ID) (int, error) {
	n, err := e.store.RetryParcels(ctx, ids...)
	e.post()
	return n, err
}

// DropOutbox takes parcels out of the outbox, these or (none) all that were not sent, and returns how many that were.
func (e *Engine) DropOutbox(ctx context.Context, ids ...feed.ID) (int, error) {
	return e.store.DropParcels(ctx, ids...)
}

// post has the outbox looked into.
func (e *Engine) post() {
	signal(e.outbox.posted)
}

// keepSending sends what is due until ctx ends. When nothing waits it sleeps until something is queued.
func (e *Engine) keepSending(ctx context.Context) {
	if e.store.ReadOnly() {
		return
	}
	for {
		_, err := e.Deliver(ctx)
		if !e.awaitDue(ctx, "send", err, e.store.NextParcel, sendFirst, e.outbox.posted) {
			return
		}
	}
}

// queueLook is the longest that a queue is not looked into in which something waits: clocks are set and machines sleep.
const queueLook = time.Hour

// awaitDue waits until something of a queue may be due: when next says, or something is posted; after an error, of before
// or of next, when retry has passed. It returns false when ctx has ended.
func (e *Engine) awaitDue(ctx context.Context, what string, err error, next func(context.Context) (time.Time, error),
	retry time.Duration, posted <-chan struct{}) bool {
	at, nerr := next(ctx)
	if ctx.Err() != nil {
		return false
	}
	if err := errors.Join(err, nerr); err != nil {
		e.log.Warn(what, "err", err)
		at = e.now().Add(retry)
	}
	var due <-chan time.Time
	if !at.IsZero() {
		due = time.After(min(max(at.Sub(e.now()), time.Second), queueLook))
	}
	select {
	case <-ctx.Done():
		return false
	case <-posted:
	case <-due:
	}
	return true
}

// Deliver sends all that is due, and returns how it went.
func (e *Engine) Deliver(ctx context.Context) ([]feed.Parcel, error) {
	var all []feed.Parcel
	for ctx.Err() == nil {
		p, ok, err := e.store.TakeParcel(ctx, parcelHold)
		if err != nil || !ok {
			return all, err
		}
		err = e.deliver(ctx, p)
		if ctx.Err() != nil && err != nil { // we were called off; it is as if it had not been tried
			p.State, p.Next = feed.ParcelWaiting, e.now()
			return all, errors.Join(ctx.Err(), e.store.SettleParcel(context.WithoutCancel(ctx), p))
		}
		p = settled(p, err, e.now(), chance())
		if err := e.store.SettleParcel(context.WithoutCancel(ctx), p); err != nil {
			return all, err
		}
		if ofService(err) {
			if err := e.store.HoldParcels(ctx, p.Service, p.Next); err != nil {
				return all, err
			}
		}
		all = append(all, p)
		e.log.Info("send", "service", p.Service, "state", string(p.State), "tries", p.Tries, "trouble", p.Trouble.String())
		e.events.emit(feed.Event{Kind: feed.ParcelSettled, Article: p.Article, Parcel: &p})
	}
	return all, ctx.Err()
}

// errNoService is why a parcel is not sent whose service is no longer in the settings.
var errNoService = errors.New("the settings no longer name it")

func (e *Engine) deliver(ctx context.Context, p feed.Parcel) error {
	t, ok := e.outbox.service(p.Service)
	if !ok || e.outbox.sender == nil {
		return errNoService
	}
	return e.guard("send", t.URL, func() error { return e.outbox.sender.Send(ctx, t, p) })
}

// ofService reports whether an error is about a service and not about what was sent to it.
func ofService(err error) bool {
	var fe *feed.Error
	return errors.As(err, &fe) && (fe.Kind == feed.Offline || fe.Kind == feed.Timeout || fe.Kind == feed.Limited || fe.Kind == feed.BadTLS)
}

// settled is a parcel after a try that ended with err: sent, to be tried again, stopped, or failed.
func settled(p feed.Parcel, err error, now time.Time, chance float64) feed.Parcel {
	p.State, p.Next, p.Trouble = feed.ParcelSent, now, feed.Text{}
	if err == nil {
		return p
	}
	var fe *feed.Error
	if !errors.As(err, &fe) {
		fe = &feed.Error{Kind: feed.Broken, Err: err}
	}
	wait := max(spread(double(sendFirst, p.Tries-1, sendMost), chance), time.Duration(fe.Wait)*time.Second)
	said := ""
	if fe.Err != nil {
		said = " (" + fe.Err.Error() + ")"
	}
	again := func(what string) {
		p.State, p.Next = feed.ParcelWaiting, now.Add(wait)
		p.Trouble = feed.Clean(fmt.Sprintf("%s %s%s; it is tried again by itself.", p.Service, what, said))
	}
	table := "[services." + p.Service + "] in the settings"
	switch {
	case errors.Is(err, errNoService):
		p.State, p.Trouble = feed.ParcelStopped, feed.Clean(fmt.Sprintf("There is no service %s: put a table [services.%s] into the settings, then `newspane send --retry`.", p.Service, p.Service))
	case fe.Kind == feed.Auth:
		p.State, p.Trouble = feed.ParcelStopped, feed.Clean(fmt.Sprintf("The token of %s was refused%s; set it in %s, then `newspane send --retry`.", p.Service, said, table))
	case fe.Kind == feed.NoSecret:
		p.State, p.Trouble = feed.ParcelStopped, feed.Clean(fmt.Sprintf("The token of %s could not be had%s; %s says where it is. Then `newspane send --retry`.", p.Service, said, table))
	case fe.Kind == feed.Offline:
		again("could not be reached")
	case fe.Kind == feed.Timeout:
		again("did not answer in time")
	case fe.Kind == feed.BadTLS:
		again("has no safe connection")
	case fe.Kind == feed.Limited:
		again("asks for patience")
	case fe.Kind == feed.Server && fe.Status >= 500 && p.Tries < sendTries:
		again("is out of order")
	default:
		p.State, p.Trouble = feed.ParcelFailed, feed.Clean(fmt.Sprintf("%s did not take it%s.", p.Service, said))
	}
	return p
}
