package main

import (
	"context"
	_ "embed"

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

// firstRun gives a library without feeds the welcome edition, and reports whether that is all the reader follows.
func (a *App) firstRun(ctx context.Context) (alone bool, err error) {
	subs, err := a.Engine.Subscriptions(ctx)
	if err != nil || len(subs) > 0 {
		return len(subs) == 1 && subs[0].URL == welcomeFeed, err
	}
	return true, a.Engine.SubscribeAll(ctx, []feed.Subscription{{URL: welcomeFeed, Title: feed.Clean("Welcome to newspane")}})
}
