package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"newspane/feed"
	"newspane/feed/opml"
)

func newImport() *cobra.Command {
	var own bool
	c := &cobra.Command{
		Use:   "import FILE",
		Short: "Take over the feeds, searches and bookmarks of a file of another program (- reads standard input)",
		Long: "Take over what another program's file holds: subscriptions from OPML, newsboat (urls), newsraft (feeds), sfeed\n" +
			"(sfeedrc), nom, goread, NewsFlash and eilmeldung (database.sqlite); once the feeds were fetched, what was read and kept\n" +
			"from newsboat's cache.db and, given again, from database.sqlite; bookmarks from Netscape HTML and Pocket's CSV; and\n" +
			"everything of your own from newspane export --state. What is not taken is told with its line. Nothing that a file\n" +
			"names is run.",
		Example: "newspane import ~/.newsboat/urls && newspane fetch && newspane import ~/.newsboat/cache.db\n" +
			"newspane import feeds.opml",
		Args: wants("the name of a file"),
		RunE: withApp(func(ctx context.Context, a *App, cmd *cobra.Command, args []string) error {
			name, src := args[0], cmd.InOrStdin()
			if name != "-" {
				f, err := os.Open(name)
				if err != nil {
					return fmt.Errorf("%w\nGive the name of an OPML file, or of the list of another reader", err)
				}
				defer f.Close()
				if isSQLite(f) {
					return a.importDatabase(ctx, name)
				}
				src = f
			}
			return a.importList(ctx, name, src, own)
		}),
	}
	c.Flags().BoolVar(&own, "own", false, "the file is your own: take what it says of proxies, and of where passwords are")
	return c
}

// importList takes over what a list holds, and reports what was not taken.
func (a *App) importList(ctx context.Context, name string, src io.Reader, own bool) error {
	read := opml.ReadAny
	if own {
		read = opml.ReadOwn
	}
	buffered := bufio.NewReader(src)
	if head, _ := buffered.Peek(64); bytes.Contains(head, []byte(`"op":"newspane-state"`)) { // a short file is none
		return a.importState(ctx, name, buffered)
	}
	in, err := read(buffered)
	if err != nil {
		return fmt.Errorf("%s is not taken: %s. Give it an OPML file, or the list of another reader", feed.Clean(name), cause(err))
	}
	for _, p := range in.Problems {
		a.say("%s:%d: %s", feed.Clean(name), p.Line, feed.Clean(p.Text))
	}
	if len(in.Feeds)+len(in.Searches)+len(in.Pages) == 0 {
		if len(in.Problems) == 0 {
			a.say("newspane: %s names no feeds.", feed.Clean(name))
		}
		return nothing()
	}
	failed := len(in.Problems)
	if len(in.Feeds) > 0 {
		skipped := 0
		for _, p := range in.Problems {
			if strings.HasSuffix(p.Text, "skipped") {
				skipped++
			}
		}
		if err := a.importFeeds(ctx, in.Feeds, skipped); err != nil {
			return err
		}
	}
	failed += a.importSearches(ctx, in.Searches)
	n, err := a.importPages(ctx, in.Pages)
	if err != nil {
		return err
	}
	if failed+n > 0 {
		return partly()
	}
	return nil
}

// importState merges what another newspane wrote.
func (a *App) importState(ctx context.Context, name string, src io.Reader) error {
	got, err := a.Engine.ReadState(ctx, src)
	if err != nil {
		return fmt.Errorf("%s is not taken: %w", feed.Clean(name), err)
	}
	a.say("%s added; %s taken over, %d known already or older.", plural(got.Feeds, "feed"), plural(got.Changes, "change"), got.Older)
	if got.Wrong > 0 {
		a.say("newspane: %s of %s could not be read.", plural(got.Wrong, "line"), feed.Clean(name))
		return partly()
	}
	return nil
}

func (a *App) importFeeds(ctx context.Context, subs []feed.Subscription, skipped int) error {
	before, err := a.Engine.Subscriptions(ctx)
	if err != nil {
		return err
	}
	if err := a.Engine.SubscribeAll(ctx, subs); err != nil {
		return err
	}
	after, err := a.Engine.Subscriptions(ctx)
	if err != nil {
		return err
	}
	moved := 0
	for _, s := range subs {
		if feed.ShownURL(s.URL) != s.URL {
			moved++
		}
	}
	if moved > 0 {
		a.say("%s with a password in the address: it is kept in %s now, not with the address.", plural(moved, "feed"), a.Paths.Secrets)
	}
	added := len(after) - len(before)
	a.say("%d of %s added, %d followed already, %d skipped. Fetch them: newspane fetch",
		added, plural(len(subs)+skipped, "feed"), len(subs)-added, skipped)
	return nil
}

// importSearches saves searches and returns how many could not be.
func (a *App) importSearches(ctx context.Context, searches []feed.SavedSearch) (failed int) {
	if len(searches) == 0 {
		return 0
	}
	have, err := a.Engine.Searches(ctx)
	if err != nil {
		a.say("newspane: %v", err)
		return len(searches)
	}
	known := map[string]bool{}
	for _, s := range have {
		known[s.Name.String()] = true
	}
	saved := 0
	for _, s := range searches {
		if known[s.Name.String()] {
			continue
		}
		if _, err := a.Engine.SaveSearch(ctx, s); err != nil {
			a.say("newspane: the search %q is not saved: %v", s.Name, err)
			failed++
			continue
		}
		saved++
	}
	if saved == 1 {
		a.say("1 search saved.")
	} else {
		a.say("%d searches saved.", saved)
	}
	return failed
}

// importPages keeps bookmarks; those that were to be read later still are. Their texts are fetched in the background.
func (a *App) importPages(ctx context.Context, pages []opml.SavedPage) (failed int, err error) {
	for _, p := range pages {
		id, err := a.Engine.Save(ctx, p.URL, p.Title.String())
		if err != nil {
			a.say("newspane: %s is not kept: %v", feed.Clean(feed.ShownURL(p.URL)), err)
			failed++
			continue
		}
		if err := a.keepPage(ctx, id, p); err != nil {
			return failed, err
		}
	}
	if len(pages) > 0 {
		a.say("%s kept; their texts are fetched while newspane runs.", plural(len(pages)-failed, "bookmark"))
	}
	return failed, nil
}

func (a *App) keepPage(ctx context.Context, id feed.ID, p opml.SavedPage) error {
	if !p.Unread {
		err := a.Engine.Mark(ctx, feed.Mark{Article: id, Key: feed.MarkLater}, feed.Mark{Article: id, Key: feed.MarkBookmark, On: true}, feed.Mark{Article: id, Key: feed.MarkRead, On: true})
		if err != nil {
			return err
		}
	}
	var tags []feed.Tagging
	for _, t := range p.Tags {
		tags = append(tags, feed.Tagging{Article: id, Tag: t, On: true})
	}
	if len(tags) > 0 {
		if err := a.Engine.Tag(ctx, tags...); err != nil {
			return err
		}
	}
	if p.Note.IsEmpty() {
		return nil
	}
	return a.Engine.SetNote(ctx, feed.Note{Article: id, Text: p.Note, At: now()})
}

// cause is what lies at the bottom of an error.
func cause(err error) error {
	for inner := errors.Unwrap(err); inner != nil; inner = errors.Unwrap(err) {
		err = inner
	}
	return err
}
