package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"newspane/feed"
	"newspane/feed/export"
	"newspane/feed/opml"
	"newspane/feed/reader"
)

// exportFlags are what `newspane export` is told.
type exportFlags struct {
	format, output string
	highlights     bool
	state          bool
	limit          int
}

// exportFormats are the formats of `newspane export`, with the names that [outside.Save] knows them by.
var exportFormats = map[string]string{"text": "text", "md": "markdown", "html": "html", "epub": "epub", "json": "json"}

func newExport() *cobra.Command {
	var f exportFlags
	c := &cobra.Command{
		Use:   "export [ID…|QUERY]",
		Short: "Print subscriptions as OPML, or articles as text, Markdown, HTML, EPUB or JSON",
		Long: "Without anything, the feeds that are followed are printed as OPML. Numbers or a query name articles, which are\n" +
			"printed in the chosen format, the newest first; text fits a printer, HTML is one file with its pictures, EPUB is\n" +
			"a book with a chapter for each.",
		Example: "newspane export > feeds.opml\n" +
			"newspane export --format md 1234 > story.md\n" +
			"newspane export --format epub --output today.epub 'after:today -is:read'\n" +
			"newspane export --highlights > highlights.md\n" +
			"newspane export --state -o state.jsonl    # and on the other machine: newspane import state.jsonl",
		RunE: withApp(func(ctx context.Context, a *App, _ *cobra.Command, args []string) error {
			if f.state {
				return a.exportState(ctx, f.output)
			}
			if !f.highlights && f.format == "" && len(args) == 0 {
				return a.exportFeeds(ctx)
			}
			if f.format == "" {
				f.format = "text"
			}
			if exportFormats[f.format] == "" {
				return usage(fmt.Errorf("--format cannot be %q; it is text, md, html, epub or json", f.format))
			}
			return a.exportArticles(ctx, f, args)
		}),
	}
	c.Flags().StringVar(&f.format, "format", "", "text, md, html, epub or json")
	c.Flags().StringVarP(&f.output, "output", "o", "", "write into this file, which must not exist")
	c.Flags().BoolVar(&f.highlights, "highlights", false, "only passages that are marked and notes, as Markdown")
	c.Flags().BoolVar(&f.state, "state", false, "everything of your own as JSON lines: subscriptions, searches, marks, tags, notes, highlights; import merges it elsewhere")
	c.Flags().IntVar(&f.limit, "limit", 200, "at most so many articles; 0 is all")
	completes(c, "format", func() []string { return []string{"text", "md", "html", "epub", "json"} })
	return c
}

// exportFeeds prints the subscriptions.
func (a *App) exportFeeds(ctx context.Context) error {
	all, err := a.Engine.Subscriptions(ctx)
	if err != nil {
		return err
	}
	var subs []feed.Subscription
	for _, s := range all {
		if reader.IsBuiltin(s.URL) {
			continue
		}
		if public := feed.ShownURL(s.URL); public != s.URL {
			a.say("newspane: %s is written without its password.", title(s))
			s.URL = public
		}
		subs = append(subs, s)
	}
	if err := opml.Write(a.Out, "newspane", now(), subs); err != nil {
		return errors.Join(errors.New("the list could not be written"), err)
	}
	return nil
}

// exportState writes everything that is the reader's own. A file is replaced in one go, so that a synced folder never
// holds half of it.
func (a *App) exportState(ctx context.Context, path string) error {
	if path == "" {
		return a.Engine.WriteState(ctx, a.Out)
	}
	return writeWhole(path, 0o600, func(w io.Writer) error { return a.Engine.WriteState(ctx, w) })
}

// exportArticles prints articles.
func (a *App) exportArticles(ctx context.Context, f exportFlags, args []string) error {
	articles, err := a.chosen(ctx, f, args)
	if err != nil {
		return err
	}
	if len(articles) == 0 {
		a.say("newspane: there is no such article; `newspane list` shows those there are.")
		return nothing()
	}
	out := a.Out
	if f.format == "epub" && f.output == "" && isTerminal(out) {
		return usage(errors.New("an EPUB is no text for a terminal; name a file: --output paper.epub"))
	}
	if f.output == "" {
		return a.exportTo(ctx, out, f, articles)
	}
	file, err := os.OpenFile(f.output, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, os.ErrExist) {
		return fmt.Errorf("%s exists already; name another file", feed.Clean(f.output))
	}
	if err != nil {
		return err
	}
	if err := errors.Join(a.exportTo(ctx, file, f, articles), file.Close()); err != nil {
		return errors.Join(err, os.Remove(f.output))
	}
	a.say("%s written to %s.", plural(len(articles), "article"), feed.Clean(f.output))
	return nil
}

func (a *App) exportTo(ctx context.Context, w io.Writer, f exportFlags, articles []*feed.Article) error {
	switch {
	case f.highlights:
		for _, art := range articles {
			if err := export.Highlights(w, art); err != nil {
				return err
			}
		}
		return nil
	case f.format == "json":
		subs, err := a.Engine.Subscriptions(ctx)
		if err != nil {
			return err
		}
		out := newPrinter(w)
		for _, art := range articles {
			address := ""
			if i := slices.IndexFunc(subs, func(s feed.Subscription) bool { return s.ID == art.Feed }); i >= 0 {
				address = feed.ShownURL(subs[i].URL)
			}
			out.json(rowOf(art, address))
		}
		return out.flush()
	}
	return a.writeArticles(ctx, w, exportFormats[f.format], articles)
}

// chosen reads the articles that are named by numbers or by a query.
func (a *App) chosen(ctx context.Context, f exportFlags, args []string) ([]*feed.Article, error) {
	list, err := numbers(args)
	if err != nil {
		if list, err = a.selectIDs(ctx, f, strings.Join(args, " ")); err != nil {
			return nil, err
		}
	}
	var articles []*feed.Article
	for _, id := range list {
		art, err := a.Engine.Complete(ctx, id)
		if isMissing(err) {
			return nil, fmt.Errorf("there is no article %d; `newspane list` shows those there are", id)
		}
		if err != nil {
			return nil, err
		}
		articles = append(articles, art)
	}
	return articles, nil
}

// numbers takes arguments that are all numbers; none are none.
func numbers(args []string) ([]feed.ID, error) {
	if len(args) == 0 {
		return nil, errors.New("no numbers")
	}
	var list []feed.ID
	for _, s := range args {
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil {
			return nil, err
		}
		list = append(list, feed.ID(n))
	}
	return list, nil
}

// selectIDs returns the newest articles that a query selects; for highlights, those that have any.
func (a *App) selectIDs(ctx context.Context, f exportFlags, words string) ([]feed.ID, error) {
	search, err := a.searched(ctx, listFlags{search: words})
	if err != nil {
		return nil, err
	}
	queries := []feed.Query{{Search: search}}
	if f.highlights {
		queries = []feed.Query{{Search: search, Highlit: true}, {Search: search, Noted: true}}
	}
	var list []feed.ID
	for _, q := range queries {
		for h, err := range a.headlines(ctx, q, f.limit) { // of as many, some may be there already
			if err != nil {
				return nil, err
			}
			if f.limit > 0 && len(list) == f.limit {
				break
			}
			if !slices.Contains(list, h.ID) {
				list = append(list, h.ID)
			}
		}
	}
	return list, nil
}
