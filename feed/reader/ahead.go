package reader

import (
	"context"
	"sync"

	"newspane/feed"
)

const (
	aheadMost  = 30 // of a feed's newest unread articles are read ahead
	missedMost = 3  // pages in a row that cannot be had end it
)

// ahead is the feeds whose articles are to be read in full before anyone opens them.
type ahead struct {
	mu    sync.Mutex
	feeds []feed.ID
	wake  chan struct{}
}

// want adds a feed.
func (a *ahead) want(id feed.ID) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, f := range a.feeds {
		if f == id {
			return
		}
	}
	a.feeds = append(a.feeds, id)
	signal(a.wake)
}

// next takes the feed that has waited longest, 0 when there is none.
func (a *ahead) next() feed.ID {
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.feeds) == 0 {
		return 0
	}
	id := a.feeds[0]
	a.feeds = a.feeds[1:]
	return id
}

// keepAhead reads the newest unread articles of feeds that are always read in full, one after the other, until ctx
// ends. What is there already is not fetched again, and what fails is tried anew after the next check.
func (e *Engine) keepAhead(ctx context.Context) {
	for {
		id := e.ahead.next()
		if id != 0 {
			e.readAhead(ctx, id)
			continue
		}
		select {
		case <-e.ahead.wake:
		case <-ctx.Done():
			return
		}
	}
}

// ReadAhead reads, for a program that ends when it has checked its feeds, what [Engine.Run] reads in the background: the
// newest unread articles of the feeds that are always read in full and were checked, one page after the other. It returns
// how many pages were read and how many could not be had; what ctx leaves no time for comes after the next check.
func (e *Engine) ReadAhead(ctx context.Context) (read, missed int) {
	for id := e.ahead.next(); id != 0 && ctx.Err() == nil; id = e.ahead.next() {
		r, m := e.readAhead(ctx, id)
		read, missed = read+r, missed+m
	}
	return read, missed
}

// readAhead does so for one feed. Where page after page cannot be had, the rest is left alone.
func (e *Engine) readAhead(ctx context.Context, id feed.ID) (read, failed int) {
	rows, err := e.store.Headlines(ctx, feed.Query{Feed: id, Unread: true}, feed.Window{Limit: aheadMost})
	if err != nil && ctx.Err() == nil {
		e.log.Warn("read ahead", "feed", id, "err", err)
	}
	missed := 0
	for _, h := range rows {
		if ctx.Err() != nil || missed == missedMost {
			break
		}
		s, err := e.store.Article(ctx, h.ID)
		if err == nil && (s.Page != nil || !s.PageError.IsEmpty()) && e.now().Sub(s.PageTried) < retryPage {
			continue // it was read or tried just now
		}
		var a *feed.Article
		if err == nil {
			a, err = e.readable(ctx, s)
		}
		if err == nil && !a.Teaser && !a.Lacking {
			missed = 0
			continue
		}
		if err == nil {
			a, err = e.complete(ctx, h.ID, false)
		}
		switch {
		case err == nil && !a.Teaser:
			read, missed = read+1, 0
		case ctx.Err() == nil:
			e.log.Info("read ahead", "article", h.ID, "err", err)
			failed, missed = failed+1, missed+1
		}
	}
	return read, failed
}
