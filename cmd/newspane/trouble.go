package main

import (
	"strings"
	"time"

	"newspane/feed"
)

// troubleRow is what is amiss with a feed in the JSON contract.
type troubleRow struct {
	State   string       `json:"state"` // "ok" when all is well
	Level   string       `json:"level"` // ok, note, warn, bad
	Since   *time.Time   `json:"since"`
	Reason  string       `json:"reason"`
	Remedy  string       `json:"remedy"`
	Choices []feed.Offer `json:"choices"` // addresses that may take the feed's place
}

// levelNames are the levels in the JSON contract.
var levelNames = [...]string{feed.Fine: "ok", feed.Noted: "note", feed.Weak: "warn", feed.Bad: "bad"}

func troubleOf(t feed.Trouble) troubleRow {
	r := troubleRow{
		State: t.State.Name(), Level: levelNames[t.Level], Since: moment(t.Since), Reason: t.Reason.String(), Remedy: t.Remedy.String(),
		Choices: []feed.Offer{},
	}
	for _, o := range t.Choices {
		r.Choices = append(r.Choices, feed.Offer{Title: o.Title, URL: feed.ShownURL(o.URL)})
	}
	return r
}

// inWords is a feed's trouble as running text, "" when all is well.
func inWords(s feed.Subscription, t feed.Trouble) string {
	return strings.TrimSpace(t.Reason.String() + " " + remedyOf(s, t))
}

// remedyOf is what to do about a feed's trouble, with the commands that do it.
func remedyOf(s feed.Subscription, t feed.Trouble) string {
	remedy := t.Remedy.String()
	for _, o := range t.Choices {
		remedy += " → newspane set " + shellWord(feed.ShownURL(s.URL)) + " url " + shellWord(feed.ShownURL(o.URL))
	}
	return remedy
}
