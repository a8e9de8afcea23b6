package main

import (
	"context"
	_ "embed"
	"strings"

	"newspane/feed"
)

// welcomeFeed is the address of the welcome edition.
const welcomeFeed = "newspane:welcome"

// welcomeEdition is a feed of our own that teaches newspane by being read.
//
//go:embed welcome/welcome.xml
var welcomeEdition []byte

// builtin returns the feeds that are part of the program.
func builtin() map[string][]byte { return map[string][]byte{welcomeFeed: welcomeEdition} }

// firstRun takes up the feeds file in a library without feeds, gives one that has none still the welcome edition, and
// reports whether that is all the reader follows. In other libraries the screen takes up the file once it is there
// ([App.followFeeds]), since it need not be waited for.
func (a *App) firstRun(ctx context.Context) (alone bool, err error) {
	subs, err := a.Engine.Subscriptions(ctx)
	if err == nil && len(subs) == 0 {
		said, _ := a.joinFeeds(ctx)
		a.Notice = strings.TrimSpace(a.Notice + " " + strings.ReplaceAll(said, "\n", " "))
		subs, err = a.Engine.Subscriptions(ctx)
	}
	if err != nil || len(subs) > 0 {
		return len(subs) == 1 && subs[0].URL == welcomeFeed, err
	}
	return true, a.Engine.SubscribeAll(ctx, []feed.Subscription{{URL: welcomeFeed, Title: feed.Clean("Welcome to newspane")}})
}
