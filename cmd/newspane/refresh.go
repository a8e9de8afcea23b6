package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"newspane/feed"
	"newspane/feed/reader"
)

// checkRow is a check of a feed in the JSON contract.
type checkRow struct {
	Feed   string `json:"feed"`
	Status int    `json:"status"`
	New    int    `json:"new"`
	Error  string `json:"error"`
	MS     int64  `json:"ms"`
}

// checkSummary is the last line of a refresh in the JSON contract.
type checkSummary struct {
	Feeds  int   `json:"feeds"`
	New    int   `json:"new"`
	Failed int   `json:"failed"`
	MS     int64 `json:"ms"`
}

func newFetch() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "fetch [FEED…]",
		Short: "Check feeds for news without opening the screen",
		Long: "Check all feeds, or those given by address, title or number. A server that asked to be left alone is not asked. Of feeds " +
			"that are always read in full (newspane set FEED full-text always) the pages of the newest unread articles are read then, for two minutes at most.",
		RunE: withApp(func(ctx context.Context, a *App, _ *cobra.Command, args []string) error {
			subs, err := a.Engine.Subscriptions(ctx)
			if err != nil {
				return err
			}
			ids, err := severalFeeds(subs, args)
			if err != nil {
				return usage(err)
			}
			if !slices.ContainsFunc(subs, func(s feed.Subscription) bool { return !reader.IsBuiltin(s.URL) }) {
				a.say("There are no feeds yet. Add one: newspane add URL")
				return nil
			}
			return a.fetch(ctx, ids, asJSON)
		}),
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print a JSON line for each feed and a summary")
	return c
}

func (a *App) fetch(ctx context.Context, ids []feed.ID, asJSON bool) error {
	out := newPrinter(a.Out)
	began := now()
	var sum checkSummary
	told := false // a trouble that befalls all feeds is told once
	err := a.Engine.RefreshEach(ctx, ids, func(r reader.Result) {
		sum.Feeds++
		sum.New += r.New
		why := whatFailed(r)
		if r.Err != nil {
			sum.Failed++
		}
		switch {
		case asJSON:
			out.json(checkRow{Feed: feed.ShownURL(r.Feed.URL), Status: r.Status, New: r.New, Error: why, MS: r.Took.Milliseconds()})
		case r.Shared && told:
		case r.Shared:
			a.say("newspane: %s", why)
			told = true
		case r.Err != nil:
			a.say("newspane: %s: %s", title(r.Feed), why)
		case r.New > 0:
			out.row(fmt.Sprint(r.New), title(r.Feed), feed.ShownURL(r.Feed.URL))
		}
	})
	sum.MS = now().Sub(began).Milliseconds()
	if asJSON {
		out.json(sum)
	} else {
		a.say("%s checked, %s, %d failed.", plural(sum.Feeds, "feed"), plural(sum.New, "new article"), sum.Failed)
	}
	a.finishRules(ctx)
	a.readAhead(ctx)
	a.catchUp(ctx)
	_, _, serr := a.deliver(ctx) // what could not be sent before
	err = errors.Join(err, serr)
	switch ferr := out.flush(); {
	case err != nil:
		return err
	case ferr != nil:
		return ferr
	case sum.Failed == sum.Feeds && sum.Failed > 0:
		return nothing()
	case sum.Failed > 0:
		return partly()
	}
	return nil
}

// whatFailed says what a check that failed came to.
func whatFailed(r reader.Result) string {
	if r.Err == nil || r.Shared || r.Status == 0 && r.Feed.Poll.Status != 0 || r.Feed.Poll.State == feed.Well {
		return feed.Sentence(r.Err)
	}
	return inWords(r.Feed, feed.TroubleOf(r.Feed, now()))
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}

// finishRules has the rules look at what has come, and tells what they are to tell of.
func (a *App) finishRules(ctx context.Context) {
	notices, err := a.Engine.FinishRules(ctx)
	if err != nil {
		a.say("newspane: rules: %s", feed.Sentence(err))
	}
	told := feed.NoticeOf(notices)
	a.say("%s", told)
	if told == "" || a.Config.Notify != "desktop" {
		return
	}
	if err := announce(told); err != nil {
		a.say("newspane: the desktop was not told: %v", err)
	}
}

// aheadPatience is how long a fetch reads pages of feeds that are always read in full; the rest comes with the next one.
const aheadPatience = 2 * time.Minute

// readAhead reads the pages of feeds that are always read in full, and says how many.
func (a *App) readAhead(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, aheadPatience)
	defer cancel()
	read, missed := a.Engine.ReadAhead(ctx)
	switch {
	case missed > 0:
		a.say("%s read in full, %s could not be read and will be tried again.", plural(read, "article"), plural(missed, "page"))
	case read > 0:
		a.say("%s read in full.", plural(read, "article"))
	}
}

// keepPatience is how long a fetch goes on with what kept articles lack.
const keepPatience = 30 * time.Second

// catchUp stores what kept articles lack, and removes what is past its time. That it cannot be done is told by the doctor
// and the log; the news has come.
func (a *App) catchUp(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, keepPatience)
	defer cancel()
	_, err := a.Engine.KeepDue(ctx)
	if err == nil {
		_, err = a.Engine.ExpireDaily(ctx)
	}
	if err != nil {
		a.Log.Warn("after the fetch", "err", err)
	}
}
