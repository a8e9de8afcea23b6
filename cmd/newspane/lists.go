package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"newspane/feed"
	"newspane/feed/opml"
)

func newImport() *cobra.Command {
	return &cobra.Command{
		Use:   "import FILE",
		Short: "Follow the feeds of an OPML file (- reads standard input)",
		Args:  wants("the name of an OPML file"),
		RunE: withApp(func(ctx context.Context, a *App, cmd *cobra.Command, args []string) error {
			name, src := args[0], cmd.InOrStdin()
			if name != "-" {
				f, err := os.Open(name)
				if err != nil {
					return fmt.Errorf("%w\nGive the name of an OPML file, as other readers export it", err)
				}
				defer f.Close()
				src = f
			}
			return a.importList(ctx, name, src)
		}),
	}
}

func (a *App) importList(ctx context.Context, name string, src io.Reader) error {
	subs, problems, err := opml.Read(src)
	if err != nil {
		return fmt.Errorf("%s is not taken: %s. Give it an OPML file, as other readers export it", feed.Clean(name), cause(err))
	}
	before, err := a.Engine.Subscriptions(ctx)
	if err != nil {
		return err
	}
	for _, p := range problems {
		a.say("%s:%d: %s", feed.Clean(name), p.Line, feed.Clean(p.Text))
	}
	if len(subs) == 0 {
		if len(problems) == 0 {
			a.say("newspane: %s names no feeds.", feed.Clean(name))
		}
		return nothing()
	}
	if err := a.Engine.SubscribeAll(ctx, subs); err != nil {
		return err
	}
	after, err := a.Engine.Subscriptions(ctx)
	if err != nil {
		return err
	}
	added := len(after) - len(before)
	a.say("%d of %s added, %d followed already, %d skipped. Fetch them: newspane fetch",
		added, plural(len(subs)+len(problems), "feed"), len(subs)-added, len(problems))
	if len(problems) > 0 {
		return partly()
	}
	return nil
}

// cause is what lies at the bottom of an error.
func cause(err error) error {
	for inner := errors.Unwrap(err); inner != nil; inner = errors.Unwrap(err) {
		err = inner
	}
	return err
}
