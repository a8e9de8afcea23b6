package reader

import (
	"context"
	"errors"
	"slices"
	"sync"

	"newspane/feed"
	"newspane/feed/related"
	"newspane/feed/store"
)

// Relating goes on behind everything else: when the search index has caught up, the articles that have no vector yet
// (or an old one) are read, their words counted and weighed, and each is put into its story. Everything it makes can
// be made again from the articles.

// Tuning of relating.
const (
	relateBatch = 200              // articles in a transaction
	relateFirst = 2000             // whose words are counted before any is weighed, in a young library
	young       = 4096             // articles: up to here all vectors are made anew whenever their number has doubled
	relateSpan  = 2 * 24 * 60 * 60 // seconds between the articles of a batch, at most
	relateAhead = 2                // days before a batch that are read with its own
	saveEvery   = 5000             // articles counted between savings of the table; the end of a session saves it too
)

// relations is what relating remembers.
type relations struct {
	mu      sync.Mutex // guards what follows
	words   *related.Frequencies
	docs    int     // how many articles words knew when all vectors were made
	unsaved int     // articles counted since words was saved
	recount bool    // words was begun anew: articles that have a vector are not in it unless they were related since
	open    feed.ID // the article that was opened last
}

// keepRelated relates what there is to relate until ctx ends.
func (e *Engine) keepRelated(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-e.store.Indexed():
			e.recount() // searches find now what they could not before
		}
		if err := e.ruleAll(e.ctx); err != nil && ctx.Err() == nil && e.ctx.Err() == nil {
			e.log.Error("rules", "err", err)
			e.events.emit(feed.Event{Kind: feed.Failed, Err: err})
		}
		if err := e.relateAll(e.ctx); err != nil && ctx.Err() == nil && e.ctx.Err() == nil {
			e.log.Error("relate articles", "err", err)
			e.events.emit(feed.Event{Kind: feed.Failed, Err: err})
		}
	}
}

// relateAll relates all articles that are to be related, the newest first. It can be interrupted: what was done is
// kept, and the next session goes on from there. While articles come in it stands back: when the search index has them, it
// is begun again.
func (e *Engine) relateAll(ctx context.Context) (err error) {
	if err := e.loadWords(ctx); err != nil {
		return err
	}
	defer func() {
		if ctx.Err() != nil {
			err = errors.Join(err, e.saveWords(context.WithoutCancel(ctx), 1))
		}
	}()
	counted, err := e.countFirst(ctx)
	if err != nil {
		return err
	}
	var window placing
	for batches := 0; ; batches++ {
		if e.store.Busy() {
			return nil
		}
		batch, err := e.store.Unrelated(ctx, relateBatch)
		if err != nil {
			return err
		}
		if len(batch) == 0 {
			more, err := e.relateAnew(ctx)
			if err == nil && more {
				continue
			}
			if batches > 1 {
				e.tell(e.openArticle())
			}
			return errors.Join(err, e.saveWords(ctx, 1))
		}
		if err := e.relateBatch(ctx, &window, near(batch), counted); err != nil {
			return err
		}
		if err := e.saveWords(ctx, saveEvery); err != nil {
			return err
		}
	}
}

// near returns the articles of a batch, newest first, that lie near its newest in time: a window must hold them all.
func near(batch []store.Unrelated) []store.Unrelated {
	n := 1
	for n < len(batch) && (batch[0].ID-batch[n].ID)>>20 <= relateSpan {
		n++
	}
	return batch[:n]
}

// loadWords reads the table of words once; one of another version begins anew, and all vectors with it.
func (e *Engine) loadWords(ctx context.Context) error {
	r := &e.relation
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.words != nil {
		return nil
	}
	counts, version, docs, err := e.store.Frequencies(ctx)
	if err != nil {
		return err
	}
	words := new(related.Frequencies)
	if counts != nil && version == related.Version {
		err = words.UnmarshalBinary(counts)
	}
	if err != nil || version != related.Version {
		if err != nil {
			e.log.Warn("word frequencies", "err", err)
		}
		docs, r.recount = 0, counts != nil
		if err := e.store.Relate(ctx, true); err != nil {
			return err
		}
	}
	r.words, r.docs, r.recount = words, max(docs, -docs), r.recount || docs < 0
	return nil
}

// countFirst counts the words of the newest articles of a young library before any is weighed: which words are common
// is not to be learned from the first few. It returns the articles that it counted.
func (e *Engine) countFirst(ctx context.Context) (map[feed.ID]bool, error) {
	r := &e.relation
	counted := map[feed.ID]bool{}
	if r.words.Docs() >= relateFirst {
		return counted, nil
	}
	list, err := e.store.Unrelated(ctx, relateFirst)
	if err != nil {
		return nil, err
	}
	for part := range slices.Chunk(list, relateBatch) {
		err := e.compute(ctx, "count words", "", func() error {
			e.countWords(part, read(part), nil)
			return nil
		})
		if err != nil {
			return nil, err
		}
		for _, u := range part {
			counted[u.ID] = true
		}
	}
	r.mu.Lock()
	if r.docs == 0 {
		r.docs = r.words.Docs()
	}
	r.mu.Unlock()
	if err := e.saveWords(ctx, 1); err != nil {
		return nil, err
	}
	return counted, e.store.SaveCounted(ctx, list)
}

func read(batch []store.Unrelated) []related.Document {
	docs := make([]related.Document, len(batch))
	for i, u := range batch {
		docs[i] = related.Read(u.Title, u.Text)
	}
	return docs
}

// countWords counts the words of the articles that are new, but for those that are counted already.
func (e *Engine) countWords(batch []store.Unrelated, docs []related.Document, counted map[feed.ID]bool) {
	r := &e.relation
	r.mu.Lock()
	defer r.mu.Unlock()
	for i, u := range batch {
		if (!u.Known || r.recount) && !counted[u.ID] {
			r.words.Add(docs[i])
			r.unsaved++
		}
	}
}

// relateBatch makes and keeps the vectors and stories of a batch.
func (e *Engine) relateBatch(ctx context.Context, window *placing, batch []store.Unrelated, counted map[feed.ID]bool) error {
	err := e.widen(ctx, window, batch)
	if err != nil {
		return err
	}
	made, moved := make([]store.Compared, len(batch)), map[feed.ID]feed.ID(nil)
	err = e.compute(ctx, "relate", "", func() error {
		docs := read(batch)
		e.countWords(batch, docs, counted)
		for i := len(batch) - 1; i >= 0; i-- { // as they came out
			u := batch[i]
			made[i] = store.Compared{ID: u.ID, Feed: u.Feed}
			v, ok := e.weigh(docs[i])
			if !ok {
				continue
			}
			if made[i].Vector, err = v.MarshalBinary(); err != nil {
				return err
			}
			if !v.IsEmpty() {
				made[i].Story = window.Place(related.Report{ID: u.ID, Feed: u.Feed, Vector: v})
				window.has[u.ID] = true
			}
		}
		moved = window.Moved()
		for i := range made {
			if story, ok := moved[made[i].ID]; ok {
				made[i].Story = story
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := e.store.SaveCompared(ctx, batch, made, moved); err != nil {
		return err
	}
	e.tellOpened(batch)
	return nil
}

func (e *Engine) weigh(d related.Document) (related.Vector, bool) {
	e.relation.mu.Lock()
	defer e.relation.mu.Unlock()
	return e.relation.words.Vector(d)
}

// placing is a window of the articles that were related already, from one ID to another. Batches come newest first, and each
// needs much the same days as the one before.
type placing struct {
	*related.Window
	low, high feed.ID
	has       map[feed.ID]bool
}

// holds reports whether a batch, newest first, can be placed into the window: its days are there, and it is not.
func (d *placing) holds(batch []store.Unrelated, low, high feed.ID) bool {
	return d.Window != nil && low >= d.low && high <= d.high &&
		!slices.ContainsFunc(batch, func(u store.Unrelated) bool { return d.has[u.ID] })
}

// widen makes the window one into which a batch can be placed, with some days before it when others are to follow.
func (e *Engine) widen(ctx context.Context, d *placing, batch []store.Unrelated) error {
	low, high := around(batch[len(batch)-1].ID, -related.Days), around(batch[0].ID, related.Days)
	if d.holds(batch, low, high) {
		return nil
	}
	if len(batch) == relateBatch {
		low = around(low, -relateAhead)
	}
	own := make(map[feed.ID]bool, len(batch))
	for _, u := range batch {
		own[u.ID] = true
	}
	list, err := e.store.ComparedBetween(ctx, low, high)
	if err != nil {
		return err
	}
	*d = placing{low: low, high: high, has: make(map[feed.ID]bool, len(list))}
	reports := make([]related.Report, 0, len(list))
	for _, c := range list {
		if r, ok := e.comparable(c); ok && !own[c.ID] {
			reports = append(reports, r)
			d.has[c.ID] = true
		}
	}
	d.Window = related.NewWindow(reports)
	return nil
}

// comparable reads what is kept of an article; ok is false when it cannot be compared.
func (e *Engine) comparable(c store.Compared) (r related.Report, ok bool) {
	r = related.Report{ID: c.ID, Feed: c.Feed, Story: c.Story}
	if c.Vector == nil {
		return r, false
	}
	if err := r.Vector.UnmarshalBinary(c.Vector); err != nil {
		e.log.Warn("vector", "article", c.ID, "err", err)
		return r, false
	}
	return r, !r.Vector.IsEmpty()
}

// around returns the ID that lies so many days from another.
func around(id feed.ID, days int) feed.ID { return max(0, id+feed.ID(days)*24*60*60<<20) }

// relateAnew lists articles to be related again when the table has learned enough to weigh them better: all of a
// young library, later those of languages that were new. It reports whether it did.
func (e *Engine) relateAnew(ctx context.Context) (bool, error) {
	r := &e.relation
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.recount {
		r.recount = false
		r.unsaved++
	}
	docs := r.words.Docs()
	if docs < 2*r.docs || docs < 2 {
		return false, nil
	}
	all := r.docs < young
	r.docs = docs
	r.unsaved++
	return true, e.store.Relate(ctx, all)
}

// saveWords keeps the table of words when so many articles have been counted since it was kept last.
func (e *Engine) saveWords(ctx context.Context, after int) error {
	r := &e.relation
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.unsaved < after || r.docs == 0 { // the first are not all counted yet: the next session does it anew
		return nil
	}
	counts, err := r.words.MarshalBinary()
	if err != nil {
		return err
	}
	docs := r.docs
	if r.recount {
		docs = -docs // what is still listed is not counted yet
	}
	if err := e.store.SaveFrequencies(ctx, counts, related.Version, docs); err != nil {
		return err
	}
	r.unsaved = 0
	return nil
}

// tellOpened tells the screen when the article that was opened last is one of those that have been related.
func (e *Engine) tellOpened(batch []store.Unrelated) {
	open := e.openArticle()
	if slices.ContainsFunc(batch, func(u store.Unrelated) bool { return u.ID == open }) {
		e.tell(open)
	}
}

func (e *Engine) openArticle() feed.ID {
	e.relation.mu.Lock()
	defer e.relation.mu.Unlock()
	return e.relation.open
}

// tell tells the screen that what stands beside an article may have changed.
func (e *Engine) tell(id feed.ID) {
	if id != 0 {
		e.events.emit(feed.Event{Kind: feed.ArticleChanged, Article: id})
	}
}
