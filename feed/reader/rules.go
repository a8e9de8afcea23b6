package reader

import (
	"context"
	"errors"
	"slices"
	"sync"

	"newspane/feed"
	"newspane/feed/store"
)

// Rules look at the few articles that a check brings before anybody is told of them; many that come at once (the first
// check of feeds, a check of many) they look at in the background, in batches, when the search index has caught up.

// fewChecks is how many checks a refresh may have for its articles to be looked at one check after the other.
const fewChecks = 10

// notices are what rules are to tell of, gathered over a refresh.
type notices struct {
	mu      sync.Mutex
	waiting []feed.RuleNotice
	told    []store.Told // what hooks are to get
}

// addTold gathers the articles of a notice for hooks.
func (n *notices) addTold(list []store.Told) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, one := range list {
		i := slices.IndexFunc(n.told, func(o store.Told) bool { return o.Rule == one.Rule })
		if i < 0 {
			n.told = append(n.told, one)
		} else {
			n.told[i].Articles = append(n.told[i].Articles, one.Articles...)
		}
	}
}

func (n *notices) takeTold() []store.Told {
	n.mu.Lock()
	defer n.mu.Unlock()
	list := n.told
	n.told = nil
	return list
}

func (n *notices) add(list []feed.RuleNotice) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, one := range list {
		i := slices.IndexFunc(n.waiting, func(o feed.RuleNotice) bool { return o.Rule == one.Rule })
		if i < 0 {
			n.waiting = append(n.waiting, one)
		} else {
			n.waiting[i].New += one.New
		}
	}
}

func (n *notices) take() []feed.RuleNotice {
	n.mu.Lock()
	defer n.mu.Unlock()
	list := n.waiting
	n.waiting = nil
	return list
}

// tellNotices tells the screen, where there is one, what rules are to tell of, once nothing is being checked any more.
func (e *Engine) tellNotices() {
	if !e.runs.Load() || !e.progress.resting() {
		return
	}
	if list := e.notices.take(); len(list) > 0 {
		e.events.emit(feed.Event{Kind: feed.RulesTold, Notice: feed.NoticeOf(list)})
	}
	if list := e.notices.takeTold(); len(list) > 0 && e.hook != nil {
		e.spawn("hooks", func() {
			if err := e.runHooks(e.ctx, list); err != nil {
				e.events.emit(feed.Event{Kind: feed.Failed, Err: err})
			}
		})
	}
}

// ruleArrived has the rules look at what a check brought, if it is little, and returns how many of the articles are no
// news any more. What goes wrong here goes on in the background.
func (e *Engine) ruleArrived(ctx context.Context, ids []feed.ID) (quiet int) {
	if len(ids) == 0 || len(ids) > store.RuleBatch || e.progress.asked() > fewChecks {
		return 0
	}
	done, err := e.ruleNew(ctx)
	if err != nil {
		if ctx.Err() == nil {
			e.log.Warn("rules", "err", err)
		}
		return 0
	}
	for _, id := range done.Quiet {
		if slices.Contains(ids, id) {
			quiet++
		}
	}
	return quiet
}

func (e *Engine) ruleNew(ctx context.Context) (store.Ruled, error) {
	done, err := e.store.RuleNew(ctx)
	if err != nil {
		return done, err
	}
	e.notices.add(done.Notices)
	e.notices.addTold(done.Told)
	if len(done.Keep) > 0 {
		e.keepSoon()
	}
	return done, nil
}

// ruleAll has the rules look at all articles that have come.
func (e *Engine) ruleAll(ctx context.Context) error {
	if e.store.ReadOnly() {
		return nil
	}
	changed := false
	for {
		done, err := e.ruleNew(ctx)
		if err != nil {
			return err
		}
		if done.Seen == 0 {
			break
		}
		changed = true
	}
	if changed {
		e.events.emit(feed.Event{Kind: feed.LibraryChanged})
		e.tellNotices()
	}
	return nil
}

// FinishRules has the rules look at everything that has come, runs the hooks, and returns what the rules are to tell of: for
// a program that ends thereafter.
func (e *Engine) FinishRules(ctx context.Context) ([]feed.RuleNotice, error) {
	err := e.ruleAll(ctx)
	if list := e.notices.takeTold(); e.hook != nil {
		err = errors.Join(err, e.runHooks(ctx, list))
	}
	return e.notices.take(), err
}

// runHooks hands the articles that rules are to tell of to the hook, rule by rule.
func (e *Engine) runHooks(ctx context.Context, list []store.Told) error {
	var errs []error
	for _, told := range list {
		errs = append(errs, e.guard("hook", "", func() error { return e.hook(ctx, told.Rule, told.Articles) }))
	}
	return errors.Join(errs...)
}

// Rules returns the rules in the order in which they act.
func (e *Engine) Rules(ctx context.Context) ([]feed.SavedRule, error) { return e.store.Rules(ctx) }

// SaveRule stores a rule (see [newspane/feed/store.Store.SaveRule]).
func (e *Engine) SaveRule(ctx context.Context, r feed.SavedRule) (feed.SavedRule, error) {
	if e.isClosed() {
		return r, errClosed
	}
	return e.store.SaveRule(ctx, r)
}

// DropRule removes a rule and returns it, for undo.
func (e *Engine) DropRule(ctx context.Context, id feed.ID) (feed.SavedRule, error) {
	if e.isClosed() {
		return feed.SavedRule{}, errClosed
	}
	return e.store.DropRule(ctx, id)
}

// MoveRule moves a rule so many places down, or up when by is negative.
func (e *Engine) MoveRule(ctx context.Context, id feed.ID, by int) error {
	if e.isClosed() {
		return errClosed
	}
	return e.store.MoveRule(ctx, id, by)
}

// PreviewRule says what a rule of this query would have done to the stored articles.
func (e *Engine) PreviewRule(ctx context.Context, query string, examples int) (feed.RulePreview, error) {
	return e.store.PreviewRule(ctx, query, examples)
}

// RunRule has a rule act on the stored articles that it has not acted on, and returns what that changed, for undo; when
// its context ends, what it had changed until then. Events tell the progress.
func (e *Engine) RunRule(ctx context.Context, id feed.ID) (feed.RuleRun, error) {
	return e.RunRuleTelling(ctx, id, func(done, of int) {
		e.events.emit(feed.Event{Kind: feed.RuleRunning, Done: done, Total: of})
	})
}

// RunRuleTelling is [Engine.RunRule] that hands over the progress.
func (e *Engine) RunRuleTelling(ctx context.Context, id feed.ID, tell func(done, of int)) (feed.RuleRun, error) {
	if e.isClosed() {
		return feed.RuleRun{}, errClosed
	}
	run, err := e.store.RunRule(ctx, id, tell)
	if slices.ContainsFunc(run.Marks, func(m feed.Mark) bool { return m.Key == feed.MarkBookmark || m.Key == feed.MarkLater }) {
		e.keepSoon()
	}
	return run, err
}

// UndoRule takes back what a rule did in a run.
func (e *Engine) UndoRule(ctx context.Context, run feed.RuleRun) error {
	if e.isClosed() {
		return errClosed
	}
	return e.store.UndoRule(ctx, run)
}

// Reasons returns which rules acted on an article, in their order, and its score.
func (e *Engine) Reasons(ctx context.Context, id feed.ID) ([]feed.RuleReason, int, error) {
	return e.store.Reasons(ctx, id)
}
