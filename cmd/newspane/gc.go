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
			"highlighted always stays. Articles of feeds that you follow no longer are kept for a week, should you want one back; gc\n" +
			"removes them at once. While newspane runs, and after newspane fetch, this is done once a day by itself; gc also makes\n" +
			"the library's file as small as it can be, which needs as much free room as the library takes.",
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
	left, err := a.Engine.LetGo(ctx, dry)
	if err != nil {
		return err
	}
	if dry {
		a.say("%s of %d would be removed%s. The library takes %s.", plural(n, "article"), before.Articles, ofLeft(left), megabytes(before.Bytes))
		return nil
	}
	if err := a.Engine.Compact(ctx); err != nil {
		return err
	}
	after, err := a.Engine.Stats(ctx)
	if err != nil {
		return err
	}
	a.say("%s of %d removed%s. The library took %s and takes %s.", plural(n, "article"), before.Articles, ofLeft(left), megabytes(before.Bytes), megabytes(after.Bytes))
	return nil
}

// ofLeft tells of articles of feeds that are no longer followed, if there are any.
func ofLeft(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(", and %d of feeds that you follow no longer", n)
}

// megabytes is a size as people read it.
func megabytes(n int64) string { return fmt.Sprintf("%.1f MB", float64(n)/1e6) }
