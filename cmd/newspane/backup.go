package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"newspane/feed"
	"newspane/feed/store"
)

func newBackup() *cobra.Command {
	return &cobra.Command{
		Use:   "backup [FILE]",
		Short: "Copy the library into one file, while newspane may go on running",
		Long: "backup writes a copy of the whole library: feeds, articles, marks, tags and notes. Without a file it is\n" +
			"newspane-DATE.db in the working directory. A file that is there already is never touched. `newspane restore`\n" +
			"brings it back. newspane itself keeps the copies of the last three days on which it ran beside the library.",
		Args: cobra.MaximumNArgs(1),
		RunE: withApp(func(ctx context.Context, a *App, _ *cobra.Command, args []string) error {
			name := "newspane-" + now().Format(time.DateOnly) + ".db"
			if len(args) > 0 {
				name = args[0]
			}
			err := a.Store.Backup(ctx, name)
			var fe *feed.Error
			if errors.As(err, &fe) && fe.Kind == feed.Exists {
				return &failure{exitNothing, fmt.Errorf("%s is there already and was not touched; give another name", name)}
			}
			if err != nil {
				return err
			}
			info, err := os.Stat(name)
			if err != nil {
				return err
			}
			st, err := a.Store.Stats(ctx)
			if err != nil {
				return err
			}
			a.say("%s: %s, %s, %s (%.1f MB)", name, plural(st.Feeds, "feed"), plural(st.Articles, "article"), plural(st.Bookmarks, "bookmark"),
				float64(info.Size())/(1<<20))
			return nil
		}),
	}
}

func newRestore() *cobra.Command {
	return &cobra.Command{
		Use:   "restore [FILE]",
		Short: "Put a backup in the place of the library, which is kept under another name",
		Long: "restore puts a copy of a backup in the place of the library. The backup is looked over first, the library that\n" +
			"was there is kept under another name, and newspane must not be running. Without a file it lists the copies that\n" +
			"newspane keeps of itself, the newest first.",
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			paths, err := findPaths(os.Getenv)
			if err != nil {
				return &failure{exitNothing, err}
			}
			if len(args) == 0 {
				return status(listBackups(cmd, paths.Library))
			}
			kept, err := store.Restore(cmd.Context(), args[0], paths.Library, now())
			var fe *feed.Error
			switch {
			case errors.As(err, &fe) && fe.Kind == feed.Locked:
				return &failure{exitNothing, errors.New("the library is open in another newspane: end it, then restore again")}
			case err != nil && errors.As(err, &fe) && fe.Err != nil:
				return &failure{exitNothing, fmt.Errorf("nothing was restored: %w", fe.Err)}
			case err != nil:
				return status(err)
			case kept != "":
				fmt.Fprintf(cmd.ErrOrStderr(), "%s was restored. The library that was there is kept as %s.\n", args[0], kept)
			default:
				fmt.Fprintf(cmd.ErrOrStderr(), "%s was restored.\n", args[0])
			}
			return nil
		},
	}
}

// listBackups prints the automatic backups.
func listBackups(cmd *cobra.Command, library string) error {
	all, err := store.Backups(library)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if len(all) == 0 {
		fmt.Fprintf(cmd.ErrOrStderr(), "There is no backup in %s. `newspane backup` makes one.\n", filepath.Dir(library))
		return nothing()
	}
	p := newPrinter(cmd.OutOrStdout())
	for _, name := range all {
		p.row(name)
	}
	return p.flush()
}
