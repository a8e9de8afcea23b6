package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"newspane/feed"
)

// headlineRow is a headline in the JSON contract.
type headlineRow struct {
	ID         feed.ID    `json:"id"`
	Feed       string     `json:"feed"`
	Title      string     `json:"title"`
	Link       string     `json:"link"`
	Author     string     `json:"author"`
	Published  *time.Time `json:"published"`
	Read       bool       `json:"read"`
	Bookmarked bool       `json:"bookmarked"`
	Later      bool       `json:"later"`
	Tags       []string   `json:"tags"`
	Noted      bool       `json:"noted"`
	Highlights bool       `json:"highlights"`
}

// rowOfHeadline is a headline in the JSON contract; published is its date as it is to be told.
func rowOfHeadline(h *feed.Headline, address string, published *time.Time) headlineRow {
	row := headlineRow{
		ID: h.ID, Feed: address, Title: h.Title.String(), Link: h.Link, Author: h.Author.String(), Published: published,
		Read: h.Read, Bookmarked: h.Bookmarked, Later: h.Later, Tags: []string{}, Noted: h.Noted, Highlights: h.Highlit,
	}
	for _, t := range h.Tags {
		row.Tags = append(row.Tags, t.String())
	}
	return row
}

// listFlags are what `newspane list` can be asked.
type listFlags struct {
	all, unread, bookmarked, later, noted, json bool
	feed, tag, search, saved                    string
	limit                                       int
}

func newList() *cobra.Command {
	var f listFlags
	c := &cobra.Command{
		Use:     "list [QUERY]",
		Aliases: []string{"search"},
		Short:   "List headlines, newest first",
		Long: "List headlines, newest first: all, or those that a query selects.\n" +
			"The language of queries is that of the search box; newspane help query shows it.",
		Example: "newspane list --unread --limit 20\nnewspane list --feed lwn.net --json\n" +
			"newspane list 'flood title:dam after:7d -is:read'",
		RunE: withApp(func(ctx context.Context, a *App, _ *cobra.Command, args []string) error {
			f.search = strings.Join(args, " ")
			if f.limit < 0 {
				return usage(fmt.Errorf("--limit cannot be %d; it is a number of headlines, 0 for all", f.limit))
			}
			return a.list(ctx, f)
		}),
	}
	c.Flags().BoolVar(&f.all, "all", false, "read and unread (the default)")
	c.Flags().BoolVar(&f.unread, "unread", false, "only what is unread")
	c.Flags().BoolVar(&f.bookmarked, "bookmarked", false, "only bookmarks")
	c.Flags().BoolVar(&f.later, "later", false, "only what is to be read later")
	c.Flags().BoolVar(&f.noted, "noted", false, "only what has a note of yours")
	c.Flags().StringVar(&f.tag, "tag", "", "only what has this tag (* is any)")
	c.Flags().StringVar(&f.saved, "saved", "", "what the saved search of this name selects")
	c.Flags().StringVar(&f.feed, "feed", "", "only this feed, by address, title or number")
	c.Flags().IntVar(&f.limit, "limit", 0, "at most so many; 0 is all")
	c.Flags().BoolVar(&f.json, "json", false, "print JSON lines")
	c.MarkFlagsMutuallyExclusive("all", "unread")
	return c
}

// listPage is how many headlines are read at once.
const listPage = 500

func (a *App) list(ctx context.Context, f listFlags) error {
	subs, err := a.Engine.Subscriptions(ctx)
	if err != nil {
		return err
	}
	q := feed.Query{Unread: f.unread, Bookmarked: f.bookmarked, Later: f.later, Noted: f.noted, Tag: f.tag}
	if q.Search, err = a.searched(ctx, f); err != nil {
		return err
	}
	if f.feed != "" {
		s, err := oneFeed(subs, f.feed)
		if err != nil {
			return err
		}
		q.Feed = s.ID
	}
	address := make(map[feed.ID]string, len(subs))
	for _, s := range subs {
		address[s.ID] = feed.ShownURL(s.URL)
	}
	out := newPrinter(a.Out)
	for h, err := range a.headlines(ctx, q, f.limit) {
		if err != nil {
			return err
		}
		printHeadline(out, &h, address, f.json)
	}
	return out.flush()
}

// headlines walks down the articles that a query selects, at most so many, 0 for all.
func (a *App) headlines(ctx context.Context, q feed.Query, most int) iter.Seq2[feed.Headline, error] {
	return func(yield func(feed.Headline, error) bool) {
		if err := a.settle(ctx, q.Search); err != nil {
			yield(feed.Headline{}, err)
			return
		}
		for left, before := most, feed.ID(0); most == 0 || left > 0; {
			n := listPage
			if most > 0 {
				n = min(n, left)
			}
			rows, err := a.Engine.Headlines(ctx, q, feed.Window{Before: before, Limit: n})
			if err != nil {
				yield(feed.Headline{}, err)
				return
			}
			for _, h := range rows {
				if !yield(h, nil) {
					return
				}
				before = h.ID
			}
			if len(rows) < n {
				return
			}
			left -= n
		}
	}
}

func printHeadline(out *printer, h *feed.Headline, address map[feed.ID]string, asJSON bool) {
	if asJSON {
		out.json(rowOfHeadline(h, address[h.Feed], moment(h.Published)))
		return
	}
	state := " "
	switch {
	case h.Bookmarked:
		state = "*"
	case !h.Read:
		state = "N"
	}
	when := h.Published
	if when.IsZero() {
		when = h.Seen
	}
	out.row(strconv.FormatInt(int64(h.ID), 10), state, when.Local().Format("2006-01-02 15:04"), h.Source.String(), h.Title.String())
}

// ids reads article numbers from the command line.
func ids(args []string) ([]feed.ID, error) {
	list := make([]feed.ID, 0, len(args))
	for _, s := range args {
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil || n <= 0 {
			return nil, usage(fmt.Errorf("%q is no article number; `newspane list` shows them in the first column", feed.Clean(s)))
		}
		list = append(list, feed.ID(n))
	}
	return list, nil
}

func newBookmark() *cobra.Command {
	var off bool
	c := &cobra.Command{
		Use:   "bookmark ID…",
		Short: "Keep articles for ever, with their full text",
		Args:  wantsSome(1, "the numbers of articles"),
		RunE: withApp(func(ctx context.Context, a *App, _ *cobra.Command, args []string) error {
			found, err := a.mark(ctx, args, feed.MarkBookmark, !off)
			if off {
				return err
			}
			for _, id := range found { // the program ends here: the text cannot be left to the background
				art, cerr := a.Engine.Complete(ctx, id)
				switch {
				case cerr != nil:
					err = errors.Join(err, cerr)
				case !art.Note.IsEmpty():
					a.say("newspane: %s: %s", art.Title, art.Note)
				}
			}
			return errors.Join(err, a.Engine.KeepNow(ctx, found...))
		}),
	}
	c.Flags().BoolVar(&off, "off", false, "take the bookmark away")
	return c
}

func newMark() *cobra.Command {
	return &cobra.Command{
		Use:       "mark read|unread ID…",
		Short:     "Mark articles read or unread",
		ValidArgs: []string{"read", "unread"},
		Args:      wantsSome(2, "read or unread, and the numbers of articles"),
		RunE: withApp(func(ctx context.Context, a *App, _ *cobra.Command, args []string) error {
			if args[0] != "read" && args[0] != "unread" {
				return usage(fmt.Errorf("an article cannot be marked %q; it is marked read or unread", feed.Clean(args[0])))
			}
			_, err := a.mark(ctx, args[1:], feed.MarkRead, args[0] == "read")
			return err
		}),
	}
}

// mark marks the articles that there are and returns them; that some are missing is told.
func (a *App) mark(ctx context.Context, args []string, key feed.MarkKey, on bool) ([]feed.ID, error) {
	found, short := a.known(ctx, args)
	if len(found) == 0 {
		return nil, short
	}
	var marks []feed.Mark
	for _, id := range found {
		marks = append(marks, feed.Mark{Article: id, Key: key, On: on, At: now()})
	}
	if err := a.Engine.Mark(ctx, marks...); err != nil {
		return nil, err
	}
	return found, short
}

// known returns the articles that there are of the numbers on the command line. That some are missing is told, and is
// the error beside those found.
func (a *App) known(ctx context.Context, args []string) ([]feed.ID, error) {
	wanted, err := ids(args)
	if err != nil {
		return nil, err
	}
	var found []feed.ID
	for _, id := range wanted {
		_, err := a.Engine.Article(ctx, id)
		switch {
		case err == nil:
			found = append(found, id)
		case isMissing(err):
			a.say("newspane: there is no article %d; `newspane list` shows those there are", id)
		default:
			return nil, err
		}
	}
	switch {
	case len(found) == 0:
		return nil, nothing()
	case len(found) < len(wanted):
		return found, partly()
	}
	return found, nil
}

func isMissing(err error) bool {
	var fe *feed.Error
	return errors.As(err, &fe) && fe.Kind == feed.NotFound
}
