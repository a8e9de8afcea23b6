package reader

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"time"

	"newspane/feed"
	"newspane/feed/fetch"
	"newspane/feed/parse"
	"newspane/feed/store"
)

const gone = http.StatusGone

// errUnasked is an answer "not modified" to a request that had no condition.
var errUnasked = errors.New("the server says that nothing has changed, and has never sent anything")

// check is the pipeline for one feed: ask, and when there is something new, parse and store it.
func (e *Engine) check(ctx context.Context, sub feed.Subscription) Result {
	began := e.now()
	r := Result{Feed: sub}
	if IsBuiltin(sub.URL) {
		r.New, r.Err = e.saveBuiltin(ctx, sub)
		return r
	}
	if _, err := e.disk.lasting(began); err != nil {
		r.Err = err
		return r
	}
	resp, err := e.current(ctx, sub)
	defer resp.Done()
	switch {
	case err != nil:
		r.Status = statusOf(err)
	case resp.NotModified && sub.Poll.ETag == "" && sub.Poll.LastModified == "":
		r.Status = resp.Status
		err = &feed.Error{Op: "fetch", URL: sub.URL, Kind: feed.Broken, Status: resp.Status, Err: errUnasked}
	case resp.NotModified || !resp.Delta && sub.Poll.Hash != "" && resp.Hash == sub.Poll.Hash:
		r.Status = resp.Status
		err = e.unchanged(ctx, sub, resp)
	default:
		r.Status = resp.Status
		r.New, err = e.changed(ctx, sub, resp)
	}
	if err != nil {
		if kindOf(err) == feed.NotFeed && began.Sub(sub.Poll.Searched) > searchPause {
			r.found = e.offers(resp)
		}
		r.Err, r.failed, r.sign = err, true, signOf(sub, err, resp)
	} else {
		e.disk.over()
		if e.wanted(sub).FullText == feed.FullTextAlways {
			e.ahead.want(sub.ID)
		}
	}
	if r.sign == "" && r.Status != 0 {
		if e.doubts.prove(sub.URL) {
			e.network.over()
		}
	}
	r.Took = e.now().Sub(began)
	return r
}

// current asks for a feed, unless it was just asked for to find out that it is one.
func (e *Engine) current(ctx context.Context, sub feed.Subscription) (*fetch.Response, error) {
	if resp := e.proofs.take(sub.URL, e.now()); resp != nil && sub.Poll.Checked.IsZero() {
		return resp, nil
	}
	r := fetch.Request{URL: sub.URL, Kind: fetch.Feed, ETag: sub.Poll.ETag, LastModified: sub.Poll.LastModified, Holds: true}
	if doubted(e.now(), sub.Poll) {
		r.ETag, r.LastModified = "", ""
	}
	return e.ask(ctx, sub, r)
}

// unchanged stores a check that found the feed as it was.
func (e *Engine) unchanged(ctx context.Context, sub feed.Subscription, resp *fetch.Response) error {
	p := answered(e.now(), sub.Poll, resp)
	p.Asked = p.Asked.With(askedOf(p, resp, feed.SameBytes))
	if sub.Poll.Failures == 0 {
		p.Error, p.State = sub.Poll.Error, sub.Poll.State // what was missing is missing still
	}
	if p.Pace == 0 {
		p.Pace = e.paceOf(ctx, sub.ID, nil)
	}
	return e.settle(ctx, sub, p, resp, func(p feed.Poll) error { return e.store.SavePoll(ctx, sub.ID, p) })
}

// changed parses and stores what a check brought, and returns how many articles are new. Few documents are in memory
// at a time: what waits to be stored is small.
func (e *Engine) changed(ctx context.Context, sub feed.Subscription, resp *fetch.Response) (int, error) {
	known, err := e.store.KnownHashes(ctx, sub.ID)
	if err != nil {
		return 0, err
	}
	var p feed.Poll
	var arrival *store.Arrival
	err = e.compute(ctx, "parse", sub.URL, func() error {
		doc, err := parse.Parse(resp.Body, parse.Options{
			URL: resp.URL, Header: resp.Header, Known: func(hash string) bool { return known[hash] },
		})
		if err != nil {
			return err
		}
		p = e.brought(ctx, sub, doc, resp)
		arrival, err = e.store.Prepare(doc)
		return err
	})
	if err != nil { // what was no feed may be a page that names one
		return 0, err
	}
	resp.Done()
	return e.keep(ctx, sub, p, arrival, resp)
}

// keep stores what a check brought together with its poll, and returns how many articles are new.
func (e *Engine) keep(ctx context.Context, sub feed.Subscription, p feed.Poll, a *store.Arrival, resp *fetch.Response) (int, error) {
	var ids []feed.ID
	err := e.settle(ctx, sub, p, resp, func(p feed.Poll) (err error) {
		ids, err = e.store.Save(ctx, sub.ID, a, p)
		return err
	})
	if err != nil {
		return 0, err
	}
	return len(ids) - e.ruleArrived(ctx, ids), nil
}

// brought is a poll after an answer with a document.
func (e *Engine) brought(ctx context.Context, sub feed.Subscription, doc *feed.Document, resp *fetch.Response) feed.Poll {
	now := e.now()
	p := answered(now, sub.Poll, resp)
	p.Changed = now
	p.Asked = p.Asked.With(askedOf(p, resp, feed.FreshBytes))
	if resp.Hub == "" {
		p.Hub = doc.Hub
	}
	if !resp.Delta {
		p.Hash = resp.Hash
	}
	p.Error, p.State = shortfall(sub.URL, doc, resp)
	p.Pace = max(e.paceOf(ctx, sub.ID, doc), min(doc.TTL, day))
	p.SkipHours, p.SkipDays = skips(doc)
	return p
}

// shortfall says what is missing of a feed of which only a part was read, or nothing is there; "" when all is there.
func shortfall(address string, doc *feed.Document, resp *fetch.Response) (feed.Text, feed.State) {
	switch {
	case resp.Cut:
		return feed.Clean(hostOf(address) + " sends more than newspane reads of a feed; what is at its end is missing."), feed.Incomplete
	case doc.Truncated:
		return feed.Clean("What " + hostOf(address) + " sends is damaged or too much; a part of it is missing."), feed.Incomplete
	case len(doc.Items) == 0 && !resp.Delta:
		return feed.Text{}, feed.Emptied
	}
	return feed.Text{}, feed.Well
}

// settle gives a poll its next time, saves it, and follows a feed that has moved for good.
func (e *Engine) settle(ctx context.Context, sub feed.Subscription, p feed.Poll, resp *fetch.Response, save func(feed.Poll) error) error {
	now := e.now()
	has := p.ETag != "" || p.LastModified != ""
	p.Next = nextAfter(now, p, answer{fresh: resp.Fresh, wait: resp.Wait, validators: has, chosen: e.interval, set: sub.Settings.Interval},
		chance())
	adopt := moved(now, &p, sub.URL, resp.Moved) &&
		(sub.Settings.Auth.Scheme == feed.NoLogin || sameHost(sub.URL, resp.Moved)) // a password belongs to its host
	if adopt {
		twice, err := e.follows(ctx, resp.Moved)
		if err != nil {
			return err
		}
		if adopt = !twice; twice {
			p.State, p.Next = feed.FollowedTwice, now.Add(spread(week, chance())) // the other brings the same
		}
	}
	if err := save(p); err != nil || !adopt {
		return err
	}
	e.log.Info("feed moved", "feed", sub.ID)
	err := e.store.SetURL(ctx, sub.ID, resp.Moved)
	e.feedsChanged()
	return err
}

// follows reports whether the feed at an address is followed.
func (e *Engine) follows(ctx context.Context, address string) (bool, error) {
	all, err := e.store.Subscriptions(ctx)
	return slices.ContainsFunc(all, func(s feed.Subscription) bool { return s.URL == address }), err
}

// answered is a poll after an answer: validators as they came (R2), failures forgotten.
func answered(now time.Time, p feed.Poll, resp *fetch.Response) feed.Poll {
	p.Status, p.Checked = resp.Status, now
	p.Failures, p.FailingSince, p.Error, p.Until = 0, time.Time{}, feed.Text{}, time.Time{}
	p.State, p.Cause, p.Found, p.Searched = feed.Well, feed.Text{}, nil, time.Time{}
	if resp.Status == http.StatusOK {
		p.Whole = now
	}
	if resp.Hub != "" {
		p.Hub = resp.Hub
	}
	switch {
	case !resp.NotModified && !resp.Delta:
		p.ETag, p.LastModified = resp.ETag, resp.LastModified
	default:
		if resp.ETag != "" {
			p.ETag = resp.ETag
		}
		if resp.LastModified != "" {
			p.LastModified = resp.LastModified
		}
	}
	return p
}

// askedOf is the request that an answer is to; other is what came when a whole document did, and was asked for with a
// condition.
func askedOf(p feed.Poll, resp *fetch.Response, other feed.AskedResult) feed.Asked {
	a := feed.Asked{At: p.Checked, Status: resp.Status, Bytes: len(resp.Body), Result: other}
	switch {
	case resp.NotModified:
		a.Result = feed.Unmodified
	case !resp.Conditional && other == feed.FreshBytes:
		a.Result = feed.FirstBytes
	}
	return a
}

// failed stores a check that failed and returns the poll and the error to show. Articles, validators and titles stay as
// they are. A check that was called off says nothing about the feed and leaves no trace.
func (e *Engine) failed(ctx context.Context, sub feed.Subscription, status int, err error, found []feed.Offer) (feed.Poll, error) {
	if ctx.Err() != nil {
		return sub.Poll, context.Cause(ctx)
	}
	now, p := e.now(), sub.Poll
	switch {
	case noStorage(err):
		e.disk.began(now, err, e.events.emit)
		return p, err
	case status == 0 && kindOf(err) == feed.Limited: // not asked at all: its host is to be left alone, or others come first
		p.Next = later(now, err)
		return p, e.remember(ctx, sub.ID, p, err)
	}
	p.Checked, p.Status, p.Error = now, status, feed.Clean(feed.Sentence(err))
	p.Asked = p.Asked.With(feed.Asked{At: now, Status: status, Result: feed.NoAnswer})
	if p.Found = found; kindOf(err) == feed.NotFeed && len(found) == 0 && now.Sub(p.Searched) > searchPause {
		p.Searched = now
	}
	if kindOf(err) == feed.Limited {
		p.Limited = now
	}
	if doubted(now, sub.Poll) {
		p.Whole = now
	}
	p.State, p.Cause = feed.StateOf(err)
	if p.Failures == 0 {
		p.FailingSince = now
	}
	p.Failures++
	p.Next, p.Until = retryAfter(now, p, err, chance())
	e.log.Info("check failed", "feed", sub.ID, "failures", p.Failures, "kind", kindOf(err), "status", p.Status)
	return p, e.remember(ctx, sub.ID, p, err)
}

// remember saves the poll of a check that failed and returns the error to show.
func (e *Engine) remember(ctx context.Context, id feed.ID, p feed.Poll, err error) error {
	serr := e.store.SavePoll(ctx, id, p)
	switch {
	case serr == nil, kindOf(serr) == feed.NotFound: // unsubscribed meanwhile
		return err
	case ctx.Err() == nil:
		e.disk.began(e.now(), serr, e.events.emit) // else the feed stays due
	}
	return errors.Join(err, serr)
}

// later is when a server may be asked that was not asked.
func later(now time.Time, err error) time.Time {
	var fe *feed.Error
	if errors.As(err, &fe) && fe.Wait > 0 {
		return now.Add(min(time.Duration(fe.Wait)*time.Second, week))
	}
	return now.Add(limitFirst)
}

// paceOf returns how often a feed is worth checking, by its stored articles and those of doc.
func (e *Engine) paceOf(ctx context.Context, id feed.ID, doc *feed.Document) time.Duration {
	var times []time.Time
	if doc != nil {
		for i := range doc.Items {
			if at := doc.Items[i].Published; !at.IsZero() {
				times = append(times, at)
			}
		}
	}
	if len(times) > gapsCounted { // all new: what is stored is older
		return pace(e.now(), times)
	}
	rows, err := e.store.Headlines(ctx, feed.Query{Feed: id}, feed.Window{Limit: gapsCounted + 1})
	if err != nil {
		e.log.Warn("pace", "feed", id, "err", err)
	}
	for i := range rows {
		times = append(times, rows[i].Published)
	}
	return pace(e.now(), times)
}

func kindOf(err error) feed.ErrorKind {
	var fe *feed.Error
	if errors.As(err, &fe) {
		return fe.Kind
	}
	return feed.Broken
}

func statusOf(err error) int {
	var fe *feed.Error
	if errors.As(err, &fe) {
		return fe.Status
	}
	return 0
}
