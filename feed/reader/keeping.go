package reader

import (
	"context"
	"time"

	"newspane/feed"
	"newspane/feed/store"
)

// What is bookmarked, or to be read later, is stored whole while it can be had: the text of its page, and its pictures
// as long as they are small. Where there is no network, or a site is down, it is tried again, also by a later process.
const (
	keptPictures = 20        // of an article
	keptPicture  = 512 << 10 // bytes of one; larger ones are left to the network
	keptInAll    = 3 << 20   // bytes of an article's pictures
	keepTries    = 12        // that fail, and no more is tried
	keepPause    = 5 * time.Minute
	keepAtMost   = 24 * time.Hour // between two tries
	keepBatch    = 50
)

// keepKept stores what is still missing of kept articles, until ctx ends. It sleeps while nothing is.
func (e *Engine) keepKept(ctx context.Context) {
	if e.store.ReadOnly() {
		return
	}
	for ctx.Err() == nil {
		next, err := e.KeepDue(ctx)
		if err != nil && ctx.Err() == nil {
			e.log.Warn("keep articles", "err", err)
			next = e.now().Add(keepPause)
		}
		wait := time.NewTimer(max(next.Sub(e.now()), time.Second))
		if next.IsZero() {
			wait.Stop()
		}
		select {
		case <-wait.C:
		case <-e.unkept:
		case <-ctx.Done():
		}
		wait.Stop()
	}
}

// KeepDue stores what is missing of the kept articles whose turn it is, and returns when the next one's is; zero when
// all is there.
func (e *Engine) KeepDue(ctx context.Context) (time.Time, error) {
	if e.store.ReadOnly() {
		return time.Time{}, nil
	}
	for {
		list, err := e.store.Unkept(ctx, keepBatch)
		if err != nil || len(list) == 0 {
			return time.Time{}, err
		}
		for _, u := range list {
			if u.Next.After(e.now()) {
				return u.Next, nil
			}
			if err := e.keepWhole(ctx, u); err != nil {
				return time.Time{}, err
			}
		}
	}
}

// KeepNow stores what is missing of articles at once, for a program that ends thereafter. What cannot be had is left to
// another one.
func (e *Engine) KeepNow(ctx context.Context, ids ...feed.ID) error {
	for _, id := range ids {
		if err := e.keepWhole(ctx, store.Unkept{ID: id}); err != nil {
			return err
		}
	}
	return nil
}

// keepWhole stores what is missing of an article, or says when to try again.
func (e *Engine) keepWhole(ctx context.Context, u store.Unkept) error {
	e.keeping.Lock()
	defer e.keeping.Unlock()
	rows, err := e.store.Rows(ctx, []feed.ID{u.ID})
	if err != nil {
		return err
	}
	if len(rows) == 0 || !rows[0].Bookmarked && !rows[0].Later {
		return e.store.Kept(ctx, u.ID)
	}
	whole := false
	a, err := e.Complete(ctx, u.ID)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case noStorage(err):
		return err
	case err != nil:
		e.log.Warn("keep article", "article", u.ID, "err", err)
	default:
		whole, err = e.keepPictures(ctx, a)
		if err != nil {
			return err
		}
		whole = whole && !a.Teaser && !a.Lacking
	}
	if whole || u.Tries+1 >= keepTries {
		return e.store.Kept(ctx, u.ID)
	}
	pause := min(keepPause<<min(u.Tries, 10), keepAtMost)
	return e.store.Postpone(ctx, u.ID, e.now().Add(pause))
}

// keepPictures stores the pictures of an article that are small enough; all is false when some could not be had now and
// may be later.
func (e *Engine) keepPictures(ctx context.Context, a *feed.Article) (all bool, err error) {
	if !e.keepsPictures {
		return true, nil
	}
	have, bytes, err := e.store.PicturesOf(ctx, a.ID)
	if err != nil {
		return false, err
	}
	all = true
	for _, url := range figures(a.Body) {
		if have[url] {
			continue
		}
		b, err := e.Picture(ctx, a.Feed, url)
		switch {
		case ctx.Err() != nil:
			return false, ctx.Err()
		case err != nil:
			switch kindOf(err) {
			case feed.Offline, feed.Timeout, feed.Limited, feed.Server, feed.Portal:
				all = false
			}
		case len(b) <= keptPicture && bytes+len(b) <= keptInAll:
			if err := e.store.KeepPicture(ctx, a.ID, url, b); err != nil {
				return false, err
			}
			bytes += len(b)
		}
	}
	return all, nil
}

// figures are the addresses of an article's first pictures.
func figures(body []feed.Block) []string {
	var urls []string
	seen := map[string]bool{}
	feed.Pictures(body, func(img *feed.Image) bool {
		if url := feed.ResolveURL("", img.URL); url != "" && !seen[url] {
			seen[url] = true
			urls = append(urls, url)
		}
		return len(urls) < keptPictures
	})
	return urls
}

// keepSoon has kept articles completed in the background.
func (e *Engine) keepSoon() {
	if !e.runs.Load() {
		e.spawn("keep articles", func() {
			if _, err := e.KeepDue(e.ctx); err != nil && e.ctx.Err() == nil {
				e.log.Warn("keep articles", "err", err)
			}
		})
		return
	}
	signal(e.unkept)
}
