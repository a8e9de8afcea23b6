package reader

import (
	"context"

	"newspane/feed"
)

// Headlines returns the rows of q in w, newest first.
func (e *Engine) Headlines(ctx context.Context, q feed.Query, w feed.Window) ([]feed.Headline, error) {
	return e.store.Headlines(ctx, q, w)
}

// Count returns how many articles q selects and how many of them are unread.
func (e *Engine) Count(ctx context.Context, q feed.Query) (total, unread int, err error) {
	return e.store.Count(ctx, q)
}

// Mark stores marks durably. What is bookmarked, or to be read later, is
// fetched in the background ([Engine.Run]) and kept whole. No event tells of marks: who
// makes them knows.
func (e *Engine) Mark(ctx context.Context, marks ...feed.Mark) error {
	if e.isClosed() {
		return errClosed
	}
	now := e.now()
	for i := range marks {
		if marks[i].At.IsZero() {
			marks[i].At = now
		}
	}
	if err := e.store.Mark(ctx, marks...); err != nil {
		return err
	}
	for _, m := range marks {
		if m.On && (m.Key == feed.MarkBookmark || m.Key == feed.MarkLater) {
			e.keepSoon()
			break
		}
	}
	return nil
}

// MarkAll marks everything in q read and returns what it marked, for undo.
func (e *Engine) MarkAll(ctx context.Context, q feed.Query) ([]feed.ID, error) {
	if e.isClosed() {
		return nil, errClosed
	}
	return e.store.MarkAll(ctx, q, e.now())
}

// SetPlace remembers how far an article was read, 0..1.
func (e *Engine) SetPlace(ctx context.Context, id feed.ID, place float64) error {
	if e.isClosed() {
		return errClosed
	}
	return e.store.SetPlace(ctx, id, place)
}

// Subscriptions returns all feeds with their polls.
func (e *Engine) Subscriptions(ctx context.Context) ([]feed.Subscription, error) {
	return e.store.Subscriptions(ctx)
}

// Edit renames a feed ("" is the feed's own title) and puts it into a folder.
func (e *Engine) Edit(ctx context.Context, id feed.ID, title, folder string) error {
	sub, err := e.subscription(ctx, id)
	if err != nil {
		return err
	}
	if title != sub.Title.String() {
		if err := e.store.Rename(ctx, id, title); err != nil {
			return err
		}
	}
	if folder != sub.Folder {
		if err := e.store.Move(ctx, id, folder); err != nil {
			return err
		}
	}
	e.feedsChanged()
	return nil
}

// Configure changes what the reader wants of a feed, and returns it as it was and as it is.
func (e *Engine) Configure(ctx context.Context, id feed.ID, change func(*feed.Settings)) (before, after feed.Settings, err error) {
	sub, err := e.subscription(ctx, id)
	if err != nil {
		return before, after, err
	}
	before, after = sub.Settings, sub.Settings
	change(&after)
	if after == before {
		return before, after, nil
	}
	if err := e.store.Configure(ctx, id, after); err != nil {
		return before, before, err
	}
	if err := e.reschedule(ctx, sub, after); err != nil {
		return before, after, err
	}
	if after.FullText == feed.FullTextAlways && before.FullText != after.FullText {
		e.ahead.want(id)
	}
	e.feedsChanged()
	e.rouse()
	return before, after, nil
}

// reschedule moves the next check of a feed to where its new settings have it: a shorter interval counts from the last
// check, and a feed that failed is asked at once when it is asked in another way. A server's own wish to be left alone
// stands.
func (e *Engine) reschedule(ctx context.Context, sub feed.Subscription, now feed.Settings) error {
	p, was := sub.Poll, sub.Settings
	asked := now.Auth != was.Auth || now.Headers != was.Headers || now.UserAgent != was.UserAgent || now.Proxy != was.Proxy
	switch {
	case !p.Until.IsZero(), p.Next.IsZero():
		return nil
	case p.Failures > 0 && asked:
		p.Next = e.now()
	case p.Failures == 0 && now.Interval != was.Interval && now.Interval != 0: // else the next check sets it
		p.Next = allowed(p.Checked.Add(now.Interval), p)
	default:
		return nil
	}
	return e.store.SavePoll(ctx, sub.ID, p)
}

// Unsubscribe takes a feed and its articles away, except what the reader made something of, and returns it. Subscribed
// again within a week it brings them back (see [newspane/feed/store.Store.Unsubscribe]).
func (e *Engine) Unsubscribe(ctx context.Context, id feed.ID) (feed.Subscription, error) {
	sub, err := e.subscription(ctx, id)
	if err != nil {
		return sub, err
	}
	if err := e.store.Unsubscribe(ctx, id); err != nil {
		return sub, err
	}
	e.feedsChanged()
	return sub, nil
}

func (e *Engine) subscription(ctx context.Context, id feed.ID) (feed.Subscription, error) {
	if e.isClosed() {
		return feed.Subscription{}, errClosed
	}
	all, err := e.store.Subscriptions(ctx)
	if err != nil {
		return feed.Subscription{}, err
	}
	subs, err := pick(all, []feed.ID{id})
	if err != nil {
		return feed.Subscription{}, err
	}
	return subs[0], nil
}
