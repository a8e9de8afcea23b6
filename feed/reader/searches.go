package reader

import (
	"context"
	"strings"
	"sync"
	"time"

	"newspane/feed"
	"newspane/feed/query"
)

// Tuning of the counting of saved searches.
const (
	mostCounted = 999                    // unread articles of a search; beyond, there are just more
	countPause  = 300 * time.Millisecond // between countings, at least
	countShare  = 20                     // a counting is followed by a pause of so many times its length
)

// counts is how many unread articles the saved searches have. They are counted in the background, after whatever
// makes the screen ask for the sidebar, so that the sidebar itself waits for none of them.
type counts struct {
	mu      sync.Mutex
	known   map[feed.ID]counted
	asked   bool // a counting is wanted
	running bool // the goroutine is there
	next    time.Time
}

type counted struct {
	query  string
	unread int
	more   bool
}

// Tree returns the sidebar. The unread articles of saved searches are those of the last counting; a new one is begun,
// and [feed.CountsChanged] tells when it has brought others.
func (e *Engine) Tree(ctx context.Context) ([]feed.Node, error) {
	nodes, err := e.store.Tree(ctx, e.now())
	if err != nil {
		return nil, err
	}
	searches := false
	e.counts.mu.Lock()
	for i := range nodes {
		if nodes[i].Kind != feed.SearchNode {
			continue
		}
		searches = true
		if c, ok := e.counts.known[nodes[i].Saved]; ok && c.query == nodes[i].Query.Search {
			nodes[i].Unread, nodes[i].More = c.unread, c.more
		}
	}
	e.counts.mu.Unlock()
	if searches {
		e.recount()
	}
	return nodes, nil
}

// keepTelling tells the screen when searches find more than before, until ctx ends.
func (e *Engine) keepTelling(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-e.store.Grown():
			e.events.emit(feed.Event{Kind: feed.IndexGrown})
		}
	}
}

// Behind returns how many articles the index lacks that a search asks; 0 when it asks none.
func (e *Engine) Behind(ctx context.Context, search string) (int, error) {
	x, err := query.Parse(search)
	if err != nil || !x.Indexed() {
		return 0, nil // what is wrong with it, the search itself says
	}
	return e.store.Behind(ctx)
}

// AwaitIndex has the search index catch up with the articles, waits for it a while, and returns how many it lacks then:
// for a program that searches once and ends.
func (e *Engine) AwaitIndex(ctx context.Context) (behind int, err error) {
	return e.store.AwaitIndex(ctx)
}

// recount has the saved searches counted, soon.
func (e *Engine) recount() {
	c := &e.counts
	c.mu.Lock()
	defer c.mu.Unlock()
	c.asked = true
	if !c.running {
		c.running = e.spawn("count searches", e.keepCounting)
	}
}

// keepCounting counts as long as it is asked to.
func (e *Engine) keepCounting() {
	c := &e.counts
	for {
		c.mu.Lock()
		if !c.asked || e.ctx.Err() != nil {
			c.running = false
			c.mu.Unlock()
			return
		}
		wait := time.Until(c.next)
		c.mu.Unlock()
		if wait > 0 {
			t := time.NewTimer(wait)
			select {
			case <-t.C:
			case <-e.ctx.Done():
				t.Stop()
				continue
			}
		}
		c.mu.Lock()
		c.asked = false
		c.mu.Unlock()
		begin := time.Now()
		known, err := e.countSearches()
		if err != nil {
			if e.ctx.Err() == nil {
				e.log.Warn("count searches", "err", err)
			}
			continue
		}
		c.mu.Lock()
		changed := len(known) != len(c.known)
		for id, n := range known {
			changed = changed || c.known[id] != n
		}
		c.known = known
		c.next = time.Now().Add(max(countPause, countShare*time.Since(begin)))
		c.mu.Unlock()
		if changed {
			e.events.emit(feed.Event{Kind: feed.CountsChanged})
		}
	}
}

func (e *Engine) countSearches() (map[feed.ID]counted, error) {
	list, err := e.store.Searches(e.ctx)
	if err != nil {
		return nil, err
	}
	known := make(map[feed.ID]counted, len(list))
	for _, f := range list {
		n, more, err := e.store.CountUnread(e.ctx, feed.Query{Search: f.Query}, mostCounted)
		if err != nil {
			return nil, err
		}
		known[f.ID] = counted{f.Query, n, more}
	}
	return known, nil
}

// Searches returns the saved searches in their order.
func (e *Engine) Searches(ctx context.Context) ([]feed.SavedSearch, error) {
	return e.store.Searches(ctx)
}

// SaveSearch stores a search (see [newspane/feed/store.Store.SaveSearch]).
func (e *Engine) SaveSearch(ctx context.Context, f feed.SavedSearch) (feed.SavedSearch, error) {
	if e.isClosed() {
		return f, errClosed
	}
	f, err := e.store.SaveSearch(ctx, f)
	if err == nil {
		e.treeChanged()
	}
	return f, err
}

// DropSearch removes a saved search and returns it, for undo.
func (e *Engine) DropSearch(ctx context.Context, id feed.ID) (feed.SavedSearch, error) {
	if e.isClosed() {
		return feed.SavedSearch{}, errClosed
	}
	f, err := e.store.DropSearch(ctx, id)
	if err == nil {
		e.treeChanged()
	}
	return f, err
}

// MoveSearch moves a saved search so many places down, or up when by is negative.
func (e *Engine) MoveSearch(ctx context.Context, id feed.ID, by int) error {
	if e.isClosed() {
		return errClosed
	}
	err := e.store.MoveSearch(ctx, id, by)
	if err == nil {
		e.treeChanged()
	}
	return err
}

// Excerpts returns where a search found its words in articles.
func (e *Engine) Excerpts(ctx context.Context, search string, ids []feed.ID) (map[feed.ID]feed.Excerpt, error) {
	return e.store.Excerpts(ctx, search, ids)
}

// Opened remembers that an article is being read now.
func (e *Engine) Opened(ctx context.Context, id feed.ID) error {
	if e.isClosed() {
		return errClosed
	}
	if e.store.ReadOnly() {
		return nil // what is read is of no account then, like its place
	}
	return e.store.Opened(ctx, id)
}

// RefreshQuery checks the feeds that q draws from: all, when its search names none.
func (e *Engine) RefreshQuery(ctx context.Context, q feed.Query) (feed.Tally, error) {
	ids, err := e.store.FeedsOf(ctx, q)
	if err != nil {
		return feed.Tally{}, err
	}
	return e.Refresh(ctx, ids...)
}

// Written returns the whole of q in the query language: what its search says and what it is narrowed to.
func (e *Engine) Written(ctx context.Context, q feed.Query) (string, error) {
	x, err := query.Parse(q.Search)
	if err != nil {
		return "", err
	}
	var parts []string
	if s := x.String(); s != "" {
		parts = append(parts, s)
		if x.Op == query.Or {
			parts[0] = "(" + s + ")"
		}
	}
	for _, state := range []struct {
		on   bool
		term string
	}{{q.Unread, "is:unread"}, {q.Bookmarked, "is:bookmarked"}, {q.Later, "is:later"}, {q.Noted, "is:noted"}, {q.Highlit, "has:highlight"}} {
		if state.on {
			parts = append(parts, state.term)
		}
	}
	if q.Tag != "" {
		parts = append(parts, "tag:"+query.Quote(q.Tag))
	}
	if q.Folder != "" {
		parts = append(parts, "folder:"+query.Quote(q.Folder))
	}
	if q.Feed != 0 {
		sub, err := e.subscription(ctx, q.Feed)
		if err != nil {
			return "", err
		}
		parts = append(parts, "feed:"+query.Quote(sub.Title.String()))
	}
	if q.Since > 0 {
		day := time.Unix(q.Since, 0).In(e.now().Location()).Format("2006-01-02")
		if day == e.now().Format("2006-01-02") {
			day = "today"
		}
		parts = append(parts, "after:"+day)
	}
	whole, err := query.Parse(strings.Join(parts, " ") + " ")
	return whole.String(), err
}

// Language returns the query language as a person learns it.
func (e *Engine) Language() []feed.Idiom { return query.Guide() }
