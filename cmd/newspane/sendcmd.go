package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"newspane/feed"
)

// sendFlags are what `newspane send` is told.
type sendFlags struct {
	to                        string
	list, retry, drop, asJSON bool
}

func newSend() *cobra.Command {
	var f sendFlags
	c := &cobra.Command{
		Use:   "send [ID…]",
		Short: "Send articles to a bookmark service, and show the outbox",
		Long: "Articles go into an outbox, and from there to a service that the settings name in a table [services.NAME]. What cannot be\n" +
			"sent now, offline or because the service asks for patience, is tried again: by this command without an ID, and while\n" +
			"the screen is up. Without an ID, all that waits is sent.",
		Example: "newspane send 1234 --to shelf\n" +
			"newspane send --list      # what waits, what was sent, what was not and why\n" +
			"newspane send --retry     # what failed once more, now; with IDs, only these\n" +
			"newspane send --drop 1234",
		RunE: withLibrary(func(ctx context.Context, a *App, _ *cobra.Command, args []string) error { return a.send(ctx, f, args) }),
	}
	c.Flags().StringVar(&f.to, "to", "", "the service's name in the settings; not needed where there is but one")
	c.Flags().BoolVar(&f.list, "list", false, "show the outbox")
	c.Flags().BoolVar(&f.retry, "retry", false, "try what failed or waits once more, now: all, or the articles that are named")
	c.Flags().BoolVar(&f.drop, "drop", false, "forget what was not sent: all, or the articles that are named")
	c.Flags().BoolVar(&f.asJSON, "json", false, "with --list: one JSON object a line")
	c.MarkFlagsMutuallyExclusive("list", "retry", "drop")
	completes(c, "to", serviceNames)
	return c
}

func (a *App) send(ctx context.Context, f sendFlags, args []string) error {
	if f.list && len(args) > 0 {
		return usage(errors.New("--list shows the whole outbox; leave the numbers out"))
	}
	switch {
	case f.list:
		return a.listOutbox(ctx, f.asJSON)
	case f.drop, f.retry:
		parcels, err := a.unsent(ctx, args)
		if err != nil {
			return err
		}
		if f.drop {
			n, err := a.Engine.DropOutbox(ctx, parcels...)
			if err == nil {
				a.say("%s forgotten.", plural(n, "article"))
			}
			return err
		}
		if _, err := a.Engine.RetryOutbox(ctx, parcels...); err != nil {
			return err
		}
	case len(args) > 0:
		if err := a.queue(ctx, f.to, args); err != nil {
			return err
		}
	}
	n, bad, err := a.deliver(ctx)
	switch {
	case err != nil:
		return err
	case bad:
		return partly()
	case n == 0:
		a.say("Nothing is due; `newspane send --list` shows the outbox.")
	}
	return nil
}

// unsent returns the parcels of articles that were not sent; of none, none, which stands for all.
func (a *App) unsent(ctx context.Context, args []string) ([]feed.ID, error) {
	if len(args) == 0 {
		return nil, nil
	}
	articles, err := numbers(args)
	if err != nil {
		return nil, usage(errors.New("articles are named by their numbers; `newspane send --list` shows them"))
	}
	all, err := a.Engine.Outbox(ctx)
	if err != nil {
		return nil, err
	}
	var parcels []feed.ID
	for _, p := range all {
		if p.State != feed.ParcelSent && slices.Contains(articles, p.Article) {
			parcels = append(parcels, p.ID)
		}
	}
	if len(parcels) == 0 {
		return nil, errors.New("nothing of these articles waits in the outbox; `newspane send --list` shows what does")
	}
	return parcels, nil
}

// deliver sends what is due and tells what became of it: how many articles it was, and whether any was not sent.
func (a *App) deliver(ctx context.Context) (n int, bad bool, err error) {
	done, err := a.Engine.Deliver(ctx)
	for _, p := range done {
		if p.State == feed.ParcelSent {
			a.say("Sent to %s: %s", p.Service, p.Title)
			continue
		}
		bad = true
		a.say("%s: %s", p.Title, p.Trouble)
	}
	return len(done), bad, err
}

// queue puts articles into the outbox.
func (a *App) queue(ctx context.Context, to string, args []string) error {
	ids, err := numbers(args)
	if err != nil {
		return usage(errors.New("articles are named by their numbers; `newspane list` shows them"))
	}
	service, err := a.knownService(to)
	if err != nil {
		return err
	}
	err = a.Engine.Send(ctx, service, ids...)
	if isMissing(err) {
		return errors.New("there is no such article; `newspane list` shows those there are")
	}
	return err
}

// listOutbox prints the outbox.
func (a *App) listOutbox(ctx context.Context, asJSON bool) error {
	all, err := a.Engine.Outbox(ctx)
	if err != nil {
		return err
	}
	out := newPrinter(a.Out)
	for _, p := range all {
		if asJSON {
			out.json(parcelRow{p.Article, p.Service, p.Title, p.URL, append([]feed.Text{}, p.Tags...), p.State, p.Tries, p.Next.UTC().Truncate(time.Second), p.Trouble})
			continue
		}
		out.row(outboxRow(p, now())...)
	}
	if len(all) == 0 {
		a.say("The outbox is empty.")
	}
	return out.flush()
}

// parcelRow is a parcel as JSON.
type parcelRow struct {
	Article feed.ID          `json:"article"`
	Service string           `json:"service"`
	Title   feed.Text        `json:"title"`
	URL     string           `json:"url"`
	Tags    []feed.Text      `json:"tags"`
	State   feed.ParcelState `json:"state"`
	Tries   int              `json:"tries"`
	Next    time.Time        `json:"next"`
	Trouble feed.Text        `json:"trouble"`
}

// outboxRow is a parcel as fields: how it stands, its service, its article, and what is the matter.
func outboxRow(p feed.Parcel, now time.Time) []string {
	fields := []string{string(p.State), p.Service, fmt.Sprint(p.Article), p.Title.String(), p.Trouble.String()}
	if p.State == feed.ParcelWaiting && p.Next.After(now) {
		fields[0] += " " + p.Next.Sub(now).Round(time.Second).String()
	}
	return fields
}
