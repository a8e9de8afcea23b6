package reader

import (
	"context"
	"time"

	"newspane/feed"
	"newspane/feed/store"
)

// How much is kept is the reader's to say; unless told otherwise, everything is. A feed's own rule counts for it in
// place of the age that counts for all. Nothing that the reader made something of is ever removed, and what was removed
// does not come back with its feed.
const (
	expireBatch = 500             // articles that are removed at a time, so that nobody waits for it
	expireRest  = 2 * time.Minute // after the start, before old articles are removed
	expireEvery = 24 * time.Hour
	expiredName = "expired" // under which the library keeps when old articles were last removed

	withholdFor = 7 * 24 * time.Hour // the articles of a feed that was left, unless [Engine.LetGo] is asked for
)

// expiries are what is past its time now. Ages count from the newest article, so that a clock that is wrong removes nothing.
func (e *Engine) expiries(ctx context.Context) ([]store.Expiry, error) {
	subs, err := e.store.Subscriptions(ctx)
	if err != nil {
		return nil, err
	}
	newest, err := e.store.Headlines(ctx, feed.Query{}, feed.Window{Limit: 1})
	if err != nil || len(newest) == 0 {
		return nil, err
	}
	today := newest[0].ID.Time()
	if now := e.now(); now.Before(today) {
		today = now
	}
	var rules []store.Expiry
	all := store.Expiry{All: true}
	since := func(days int) time.Time {
		if days == 0 {
			return time.Time{}
		}
		return today.AddDate(0, 0, -days)
	}
	for _, s := range subs {
		if s.Settings.KeepDays > 0 || s.Settings.KeepMost > 0 {
			rules = append(rules, store.Expiry{Feed: s.ID, Before: since(s.Settings.KeepDays), Most: s.Settings.KeepMost})
		}
		if s.Settings.KeepDays > 0 {
			all.Except = append(all.Except, s.ID)
		}
	}
	if e.keepDays > 0 {
		all.Before = since(e.keepDays)
		rules = append(rules, all)
	}
	if e.keepMost > 0 {
		rules = append(rules, store.Expiry{All: true, Most: e.keepMost})
	}
	return rules, nil
}

// Expire removes the articles past their time, and returns how many there are; dry only counts them.
func (e *Engine) Expire(ctx context.Context, dry bool) (int, error) {
	if e.isClosed() {
		return 0, errClosed
	}
	rules, err := e.expiries(ctx)
	if err != nil {
		return 0, err
	}
	doomed := map[feed.ID]bool{}
	n := 0
	for _, r := range rules {
		if dry {
			ids, err := e.store.Expired(ctx, r, -1)
			if err != nil {
				return 0, err
			}
			for _, id := range ids {
				doomed[id] = true
			}
			continue
		}
		for {
			ids, err := e.store.Expired(ctx, r, expireBatch)
			if err != nil {
				return n, err
			}
			if len(ids) == 0 {
				break
			}
			if err := e.store.Delete(ctx, ids...); err != nil {
				return n, err
			}
			n += len(ids)
		}
	}
	if n > 0 {
		e.treeChanged()
	}
	return n + len(doomed), nil
}

// LetGo removes the articles of feeds that are no longer followed, which else are kept for a week should the feed come
// back, and returns how many there are; dry only counts them.
func (e *Engine) LetGo(ctx context.Context, dry bool) (int, error) {
	if e.isClosed() {
		return 0, errClosed
	}
	now := e.now().Add(time.Second) // those too that have just been left
	if dry {
		return e.store.Withheld(ctx, now)
	}
	return e.store.LetGo(ctx, now)
}

// ExpireDaily removes the articles past their time, at most once a day, and returns how many.
func (e *Engine) ExpireDaily(ctx context.Context) (int, error) {
	if e.store.ReadOnly() {
		return 0, nil
	}
	kept, err := e.store.Value(ctx, expiredName)
	if err != nil {
		return 0, err
	}
	last, err := time.Parse(time.RFC3339, kept)
	if since := e.now().Sub(last); err == nil && since >= 0 && since < expireEvery {
		return 0, nil
	}
	n, err := e.Expire(ctx, false)
	if err == nil {
		_, err = e.store.LetGo(ctx, e.now().Add(-withholdFor))
	}
	if err == nil {
		err = e.store.SetValue(ctx, expiredName, e.now().Format(time.RFC3339))
	}
	return n, err
}

// keepTidy does so while the program runs.
func (e *Engine) keepTidy(ctx context.Context) {
	for wait := expireRest; ; wait = expireEvery {
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return
		}
		if _, err := e.ExpireDaily(ctx); err != nil && ctx.Err() == nil {
			e.log.Warn("remove old articles", "err", err)
		}
	}
}

// Compact gives the disk back what deleted articles took.
func (e *Engine) Compact(ctx context.Context) error { return e.store.Compact(ctx) }

// Stats counts what the library holds.
func (e *Engine) Stats(ctx context.Context) (store.Stats, error) { return e.store.Stats(ctx) }
