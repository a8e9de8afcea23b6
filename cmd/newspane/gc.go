package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"
)

func newGC() *cobra.Command {
	var dry bool
	c := &cobra.Command{
		Use:   "gc",
		Short: "Remove articles past their time, and give the disk back what they took",
		Long: "Removes the articles that keep-days and keep-articles do not keep: the settings of all (newspane config) and of each\n" +
			"feed (newspane set). Unless you set them, everything is kept. What you bookmarked, keep to read later, tagged, noted or\n" +
			"highlighted always stays. While newspane runs, and after newspane fetch, this is done once a day by itself; gc also\n" +
			"makes the library's file as small as it can be, which needs as much free room as the library takes.",
		Example: "newspane gc --dry-run\nnewspane set lwn.net keep-days 90",
		Args:    cobra.NoArgs,
		RunE: withApp(func(ctx context.Context, a *App, _ *cobra.Command, _ []string) error {
			return a.gc(ctx, dry)
		}),
	}
	c.Flags().BoolVar(&dry, "dry-run", false, "only say what would be removed")
	return c
}

func (a *App) gc(ctx context.Context, dry bool) error {
	before, err := a.Engine.Stats(ctx)
	if err != nil {
		return err
	}
	n, err := a.Engine.Expire(ctx, dry)
	if err != nil {
		return err
	}
	if dry {
		a.say("%s of %d would be removed. The library takes %s.", plural(n, "article"), before.Articles, megabytes(before.Bytes))
		return nil
	}
	if err := a.Engine.Compact(ctx); err != nil {
		return err
	}
	after, err := a.Engine.Stats(ctx)
	if err != nil {
		return err
	}
	a.say("%s of %d removed. The library took %s and takes %s.", plural(n, "article"), before.Articles, megabytes(before.Bytes), megabytes(after.Bytes))
	return nil
}

// megabytes is a size as people read it.
func megabytes(n int64) string { return fmt.Sprintf("%.1f MB", float64(n)/1e6) }
