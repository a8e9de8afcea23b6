package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"newspane/feed"
	"newspane/feed/export"
)

// downloadFlags are what `newspane download` is told.
type downloadFlags struct {
	to                              string
	list, retry, stop, drop, asJSON bool
}

func newDownload() *cobra.Command {
	var f downloadFlags
	c := &cobra.Command{
		Use:   "download [ID…]",
		Short: "Download the audio and video that articles enclose, and show the queue",
		Long: "Files are named after their articles, and never take the place of others. What is broken off goes on where it was: by\n" +
			"this command without an ID, and while the screen is up; unless the file has become another one.",
		Example: "newspane download 1234\n" +
			"newspane download 1234 --to ~/podcasts\n" +
			"newspane download --list      # what is under way, waits, is there, and what is not and why",
		RunE: withLibrary(func(ctx context.Context, a *App, _ *cobra.Command, args []string) error {
			return a.download(ctx, f, args)
		}),
	}
	c.Flags().StringVar(&f.to, "to", "", "directory; without it, the one that articles are saved in")
	c.Flags().BoolVar(&f.list, "list", false, "show the queue")
	c.Flags().BoolVar(&f.retry, "retry", false, "try what is not whole once more, now")
	c.Flags().BoolVar(&f.stop, "stop", false, "call off what waits or is under way; --retry goes on with it")
	c.Flags().BoolVar(&f.drop, "drop", false, "forget what is not whole")
	c.Flags().BoolVar(&f.asJSON, "json", false, "with --list: one JSON object a line")
	c.MarkFlagsMutuallyExclusive("list", "retry", "stop", "drop", "to")
	return c
}

func (a *App) download(ctx context.Context, f downloadFlags, args []string) error {
	if (f.list || f.retry || f.stop || f.drop) && len(args) > 0 {
		return usage(errors.New("--list, --retry, --stop and --drop are for the whole queue; leave the numbers out"))
	}
	switch {
	case f.list:
		return a.listDownloads(ctx, f.asJSON)
	case f.stop:
		n, err := a.Engine.StopDownloads(ctx)
		if err == nil {
			a.say("%s called off; `newspane download --retry` goes on.", plural(n, "download"))
		}
		return err
	case f.drop:
		n, err := a.Engine.DropDownloads(ctx)
		if err == nil {
			a.say("%s forgotten.", plural(n, "download"))
		}
		return err
	case f.to != "":
		return a.downloadTo(ctx, saveDir(f.to), args)
	case f.retry:
		if _, err := a.Engine.RetryDownloads(ctx); err != nil {
			return err
		}
	}
	return a.downloadQueued(ctx, args)
}

// downloadQueued queues what articles enclose and downloads all that is due.
func (a *App) downloadQueued(ctx context.Context, args []string) error {
	var asked []feed.Enclosure
	bad := false
	if len(args) > 0 {
		articles, err := a.enclosing(ctx, args)
		if err != nil {
			return err
		}
		for _, art := range articles {
			bad = bad || len(art.Enclosures) == 0
			asked = append(asked, art.Enclosures...)
			if len(art.Enclosures) > 0 {
				if _, err := a.Engine.QueueMedia(ctx, art.ID); err != nil {
					return err
				}
			}
		}
	}
	tell := a.progress()
	done, err := a.Engine.DownloadDue(ctx, func(d feed.Download) { tell(d.Title, d.Done, d.Whole) })
	for _, d := range done {
		if d.State == feed.DownloadDone && len(args) == 0 {
			fmt.Fprintln(a.Out, d.Path)
		} else if d.State != feed.DownloadDone {
			bad = true
			a.say("%s: %s", d.Title, d.Trouble)
		}
	}
	for _, e := range asked {
		path, perr := a.Engine.Downloaded(ctx, e.URL)
		if perr != nil {
			return perr
		}
		if path != "" {
			fmt.Fprintln(a.Out, path)
		}
	}
	switch {
	case err != nil:
		return err
	case bad:
		return partly()
	case len(done) == 0 && len(args) == 0:
		a.say("Nothing is due; `newspane download --list` shows the queue.")
	}
	return nil
}

// enclosing reads the articles that are named, and says which enclose nothing.
func (a *App) enclosing(ctx context.Context, args []string) ([]*feed.Article, error) {
	ids, err := numbers(args)
	if err != nil {
		return nil, usage(errors.New("articles are named by their numbers; `newspane list 'has:audio'` shows some"))
	}
	var articles []*feed.Article
	for _, id := range ids {
		art, err := a.Engine.Article(ctx, id)
		if isMissing(err) {
			err = fmt.Errorf("there is no article %d; `newspane list` shows those there are", id)
		}
		if err != nil {
			return nil, err
		}
		if len(art.Enclosures) == 0 {
			a.say("%s encloses nothing.", art.Title)
		}
		articles = append(articles, art)
	}
	return articles, nil
}

// downloadTo downloads what articles enclose into a directory, without the queue.
func (a *App) downloadTo(ctx context.Context, dir string, args []string) error {
	articles, err := a.enclosing(ctx, args)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	bad, tell := false, a.progress()
	for _, art := range articles {
		bad = bad || len(art.Enclosures) == 0
		for _, e := range art.Enclosures {
			d := feed.Download{Article: art.ID, Title: art.Title, URL: e.URL, Type: e.Type}
			path, err := a.media(ctx, dir, d, func(done, whole int64) {
				d.Whole = done
				tell(art.Title, done, whole)
			})
			if err != nil {
				bad = true
				a.say("%s: %s The same command goes on from there.", art.Title, feed.Sentence(err))
				continue
			}
			fmt.Fprintln(a.Out, path)
			if d.Path, err = filepath.Abs(path); err == nil {
				err = a.Engine.KeepDownload(ctx, d)
			}
			if err != nil {
				return err
			}
		}
	}
	if bad {
		return partly()
	}
	return nil
}

// media downloads a file of an article into a directory and returns its path.
func (a *App) media(ctx context.Context, dir string, of feed.Download, progress func(done, whole int64)) (string, error) {
	d := download{client: a.Client, dir: dir, base: export.FileName(of.Title.String()), media: feed.Enclosure{URL: of.URL, Type: of.Type}, progress: progress}
	name, err := d.run(ctx)
	return filepath.Join(dir, name), err
}

// downloader brings what is queued into the directory that articles are saved in.
func (a *App) downloader(ctx context.Context, d feed.Download, progress func(done, whole int64)) (string, error) {
	dir, err := filepath.Abs(saveDir(a.Config.SaveTo))
	if err == nil {
		err = os.MkdirAll(dir, 0o755)
	}
	if err != nil {
		return "", err
	}
	return a.media(ctx, dir, d, progress)
}

// listDownloads prints the queue.
func (a *App) listDownloads(ctx context.Context, asJSON bool) error {
	all, err := a.Engine.Downloads(ctx)
	if err != nil {
		return err
	}
	out := newPrinter(a.Out)
	for _, d := range all {
		if asJSON {
			out.json(downloadRow{d.Article, d.Title, feed.ShownURL(d.URL), d.Type, d.State, d.Path, d.Done, d.Whole, d.Tries, d.Next.UTC().Truncate(time.Second), d.Trouble})
			continue
		}
		out.row(string(d.State), share(d), fmt.Sprint(d.Article), d.Title.String(), cmp.Or(d.Path, d.Trouble.String()))
	}
	if len(all) == 0 {
		a.say("There are no downloads.")
	}
	return out.flush()
}

// downloadRow is a download as JSON.
type downloadRow struct {
	Article feed.ID            `json:"article"`
	Title   feed.Text          `json:"title"`
	URL     string             `json:"url"`
	Type    string             `json:"type"`
	State   feed.DownloadState `json:"state"`
	Path    string             `json:"path"`
	Done    int64              `json:"done"`
	Whole   int64              `json:"whole"`
	Tries   int                `json:"tries"`
	Next    time.Time          `json:"next"`
	Trouble feed.Text          `json:"trouble"`
}

// share is how much of a download is there.
func share(d feed.Download) string {
	if d.Whole > 0 {
		return fmt.Sprintf("%d %% of %s", 100*d.Done/d.Whole, megabytes(d.Whole))
	}
	return megabytes(d.Done)
}

// progress shows how far downloads are, where somebody watches: a line for each tenth, or each ten megabytes of what has
// no known length.
func (a *App) progress() func(title feed.Text, done, whole int64) {
	last := int64(-1)
	return func(title feed.Text, done, whole int64) {
		step, text := done/(10<<20), fmt.Sprintf("%.0f MB", float64(done)/1e6)
		if whole > 0 {
			step, text = 10*done/whole, share(feed.Download{Done: done, Whole: whole})
		}
		if step != last && isTerminal(a.Err) {
			last = step
			a.say("%s: %s", title, text)
		}
	}
}
