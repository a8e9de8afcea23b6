package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"newspane/feed"
)

func newAdd() *cobra.Command {
	var folder, user string
	c := &cobra.Command{
		Use:   "add URL",
		Short: "Follow a feed, or the feed of a site",
		Example: "newspane add lwn.net --folder Linux\n" +
			"newspane add https://example.org/members.xml --user ann",
		Args: wants("the address of a feed or a site"),
		RunE: withApp(func(ctx context.Context, a *App, cmd *cobra.Command, args []string) error {
			address, err := a.withUser(args[0], user, cmd.InOrStdin())
			if err != nil {
				return err
			}
			sub, choices, err := a.Engine.Subscribe(ctx, address, folder)
			if err != nil {
				return err
			}
			if len(choices) > 0 {
				a.say("newspane: %s offers %d feeds. Add one of them:", feed.Clean(feed.ShownURL(args[0])), len(choices))
				for _, ch := range choices {
					a.say("  newspane add %s   # %s", shellWord(ch.URL), aboutChoice(ch))
				}
				return nothing()
			}
			fmt.Fprintf(a.Out, "%s\t%s\n", feed.ShownURL(sub.URL), sub.Title)
			if kind, _ := sub.Settings.Auth.Secret.Cut(); kind == feed.Kept {
				a.say("The password is kept in %s, not with the address.", a.Paths.Secrets)
			}
			return nil
		}),
	}
	c.Flags().StringVar(&user, "user", "", "your name at a feed that wants a password, which is then asked for")
	c.Flags().StringVar(&folder, "folder", "", "put it into this folder (a/b for folders in folders)")
	return c
}

// shellWord is an address as a shell takes it for one word, whoever made it up.
func shellWord(address string) string { return "'" + strings.ReplaceAll(address, "'", "%27") + "'" }

// aboutChoice is what is known of a feed that may be added.
func aboutChoice(s feed.Subscription) string {
	parts := []string{s.Title.String()}
	if s.Format != "" {
		parts = append(parts, s.Format)
	}
	if s.Total > 0 {
		parts = append(parts, plural(s.Total, "article"))
	}
	if !s.Poll.Changed.IsZero() {
		parts = append(parts, "newest of "+s.Poll.Changed.Local().Format("2 January 2006"))
	}
	return strings.Join(parts, ", ")
}

func newRemove() *cobra.Command {
	return &cobra.Command{
		Use:   "remove URL",
		Short: "Follow a feed no longer; bookmarked articles stay",
		Args:  wants("the address or title of a feed"),
		RunE: withApp(func(ctx context.Context, a *App, _ *cobra.Command, args []string) error {
			subs, err := a.Engine.Subscriptions(ctx)
			if err != nil {
				return err
			}
			sub, err := oneFeed(subs, args[0])
			if err != nil {
				return err
			}
			if _, err := a.Engine.Unsubscribe(ctx, sub.ID); err != nil {
				return err
			}
			a.say("%s is removed; bookmarked articles stay. Within a week, this brings all of it back: newspane add %s", title(sub), feed.ShownURL(sub.URL))
			return nil
		}),
	}
}

// feedRow is a feed in the JSON contract.
type feedRow struct {
	ID       feed.ID     `json:"id"`
	URL      string      `json:"url"`
	Title    string      `json:"title"`
	Site     string      `json:"site"`
	Folder   string      `json:"folder"`
	Unread   int         `json:"unread"`
	Total    int         `json:"total"`
	Status   int         `json:"status"`
	Error    string      `json:"error"`
	Failures int         `json:"failures"`
	Since    *time.Time  `json:"failing_since"`
	Trouble  troubleRow  `json:"trouble"`
	Checked  *time.Time  `json:"checked"`
	Next     *time.Time  `json:"next"`
	Hub      string      `json:"hub"`    // WebSub hub
	Checks   []checkLine `json:"checks"` // the last requests, the newest first
	Settings settingsRow `json:"settings"`
}

// checkLine is a request for a feed in the JSON contract.
type checkLine struct {
	At     time.Time        `json:"at"`
	Status int              `json:"status"`
	Bytes  int              `json:"bytes"`
	Result feed.AskedResult `json:"result"`
}

func checksOf(l feed.AskedLog) []checkLine {
	lines := []checkLine{}
	for _, a := range l.All() {
		lines = append(lines, checkLine(a))
	}
	return lines
}

func newFeedsChecks() *cobra.Command {
	return &cobra.Command{
		Use:   "checks [FEED...]",
		Short: "Show the last requests for feeds: when, HTTP status, bytes, and what came of it",
		RunE: withApp(func(ctx context.Context, a *App, _ *cobra.Command, args []string) error {
			subs, err := a.Engine.Subscriptions(ctx)
			if err != nil {
				return err
			}
			ids, err := severalFeeds(subs, args)
			if err != nil {
				return usage(err)
			}
			out := newPrinter(a.Out)
			for _, s := range subs {
				if len(ids) > 0 && !slices.Contains(ids, s.ID) {
					continue
				}
				for _, c := range s.Poll.Asked.All() {
					out.row(title(s), c.At.Local().Format("2 Jan 15:04:05"), strconv.Itoa(c.Status), strconv.Itoa(c.Bytes), string(c.Result))
				}
			}
			return out.flush()
		}),
	}
}

// settingsRow is what is set of a feed in the JSON contract: the values that `newspane set` takes. A login names the
// place of its secret, never the secret.
type settingsRow struct {
	FullText  string   `json:"full_text"`
	Interval  string   `json:"interval"` // "auto" when it is not set
	Paused    bool     `json:"paused"`
	UserAgent string   `json:"user_agent"`
	Headers   []string `json:"headers"`
	Auth      string   `json:"auth"`
	Proxy     string   `json:"proxy"`
}

func settingsOf(s feed.Settings) settingsRow {
	return settingsRow{
		FullText: s.FullText.String(), Interval: cmp.Or(feed.FormatInterval(s.Interval), "auto"), Paused: s.Paused,
		UserAgent: s.UserAgent, Headers: append([]string{}, s.HeaderLines()...), Auth: s.Auth.String(), Proxy: s.Proxy,
	}
}

func newFeeds() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "feeds",
		Short: "List the feeds that are followed",
		Args:  cobra.NoArgs,
		RunE: withApp(func(ctx context.Context, a *App, _ *cobra.Command, _ []string) error {
			subs, err := a.Engine.Subscriptions(ctx)
			if err != nil {
				return err
			}
			out := newPrinter(a.Out)
			for _, s := range subs {
				trouble := feed.TroubleOf(s, now())
				if asJSON {
					out.json(feedRow{
						ID: s.ID, URL: feed.ShownURL(s.URL), Title: title(s), Site: s.Site, Folder: s.Folder, Unread: s.Unread,
						Total: s.Total, Status: s.Poll.Status, Error: s.Poll.Error.String(), Failures: s.Poll.Failures,
						Since: moment(s.Poll.FailingSince), Trouble: troubleOf(trouble), Checked: moment(s.Poll.Checked), Next: moment(s.Poll.Next),
						Hub: s.Poll.Hub, Checks: checksOf(s.Poll.Asked),
						Settings: settingsOf(s.Settings),
					})
					continue
				}
				out.row(strconv.Itoa(s.Unread), title(s), feed.ShownURL(s.URL), s.Folder, inWords(s, trouble))
			}
			return out.flush()
		}),
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON lines")
	c.AddCommand(newFeedsEdit(), newFeedsApply(), newFeedsChecks())
	return c
}

// title is a feed's title, its address when it has none yet.
func title(s feed.Subscription) string {
	if s.Title.IsEmpty() {
		return feed.Clean(feed.ShownURL(s.URL)).String()
	}
	return s.Title.String()
}

// oneFeed finds the feed that a person means: by address, as it is or as it would be completed, by number, or by
// title.
func oneFeed(subs []feed.Subscription, what string) (feed.Subscription, error) {
	var found []feed.Subscription
	for _, s := range subs {
		if s.URL == what || strconv.FormatInt(int64(s.ID), 10) == what {
			return s, nil
		}
		if sameAddress(s.URL, what) || sameAddress(feed.ShownURL(s.URL), what) || strings.EqualFold(s.Title.String(), what) {
			found = append(found, s)
		}
	}
	if len(found) == 0 {
		found = onHost(subs, what)
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return feed.Subscription{}, fmt.Errorf("you do not follow %q; `newspane feeds` lists what you do", feed.Clean(feed.ShownURL(what)))
	}
	return feed.Subscription{}, fmt.Errorf("%d feeds are called %q; give the address of one", len(found), feed.Clean(what))
}

// onHost returns the feeds of the host that was typed, such as lwn.net.
func onHost(subs []feed.Subscription, typed string) (found []feed.Subscription) {
	for _, s := range subs {
		u, err := url.Parse(s.URL)
		if err == nil && u.Host != "" && sameAddress(strings.TrimPrefix(u.Host, "www."), strings.TrimPrefix(typed, "www.")) {
			found = append(found, s)
		}
	}
	return found
}

// sameAddress reports whether what was typed means the address of a feed, but for the scheme and a last slash.
func sameAddress(address, typed string) bool {
	bare := func(s string) string {
		s = strings.TrimPrefix(s, "feed:")
		if _, rest, ok := strings.Cut(s, "://"); ok {
			s = rest
		}
		return strings.TrimSuffix(strings.TrimPrefix(s, "//"), "/")
	}
	return bare(address) == bare(typed)
}

// severalFeeds finds the feeds that are meant; none means all.
func severalFeeds(subs []feed.Subscription, names []string) ([]feed.ID, error) {
	var ids []feed.ID
	var wrong []error
	for _, n := range names {
		s, err := oneFeed(subs, n)
		if err != nil {
			wrong = append(wrong, err)
			continue
		}
		ids = append(ids, s.ID)
	}
	return ids, errors.Join(wrong...)
}
