// Command newspane is a newspaper for the terminal: it fetches feeds, lists their headlines, and shows the whole
// article and what is related to it. Without a subcommand it opens the screen.
//
// This package joins the rooms: it alone reads flags, the environment and the settings file.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/spf13/cobra"

	"newspane/ui"
)

func main() {
	os.Exit(run(context.Background(), os.Args[1:]))
}

// run runs one command line and returns the exit status. The process is to end then.
func run(ctx context.Context, args []string) (code int) {
	defer func() {
		if v := recover(); v != nil {
			code = exitDefect
			printError(os.Stderr, reported(os.Getenv, &ui.Panic{Where: "command line", Value: v, Stack: debug.Stack()}))
		}
	}()
	normaliseEnvironment()
	// Signals are caught to the very end: one that comes while the program closes must not cut that short.
	ctx, _ = signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT)
	root := newRoot()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if err != nil {
		printError(root.ErrOrStderr(), err)
	}
	return exitStatus(err)
}

// printError tells on standard error what went wrong; messages are for people, results go to standard output.
func printError(w io.Writer, err error) {
	if s := message(err); s != "" {
		fmt.Fprintln(w, "newspane:", s)
	}
}

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "newspane",
		Short: "A newspaper for the terminal",
		Long: "newspane fetches feeds, lists headlines, and shows the whole article and what is related to it.\n" +
			"Without a command it opens the screen.",
		Example: "newspane                                  # read the news\n" +
			"newspane add theguardian.com              # follow a site\n" +
			"newspane read https://example.org/story   # read any page\n" +
			"newspane list --unread --json",
		Args: cobra.NoArgs,
		RunE: withLibrary(func(ctx context.Context, a *App, cmd *cobra.Command, _ []string) error {
			plain, err := cmd.Flags().GetBool("plain")
			if err != nil {
				return err
			}
			a.Plain = plain
			if err := a.screen(ctx, ""); err != nil {
				return err
			}
			said, _ := a.joinFeeds(context.WithoutCancel(ctx))
			a.say("%s", said)
			return nil
		}),
	}
	root.SilenceUsage, root.SilenceErrors = true, true
	root.SetHelpFunc(printHelp)
	root.Flags().Bool("plain", false, "a screen for screen readers and braille: one pane, no rules, state in words, the cursor on the selected row")
	root.AddGroup(&cobra.Group{ID: "feeds", Title: "Feeds"}, &cobra.Group{ID: "articles", Title: "Articles"})
	group(root, "feeds", newAdd(), newRemove(), newFeeds(), newSet(), newFetch(), newImport(), newExport())
	group(root, "articles", newRead(), newList(), newShow(), newBookmark(), newMark(), newTag(), newRules(), newNote(), newHighlights(), newSave(), newSend(), newDownload())
	debug := &cobra.Command{Use: "debug", Short: "Run one room by hand, JSON out", Hidden: true}
	debug.AddCommand(newDebugFetch(), newDebugParse(), newDebugPage())
	root.AddCommand(newConfig(), newKeys(), newBackup(), newRestore(), newGC(), newDoctor(), newVersion(), newQueryHelp(), newService(), newMan(), debug)
	return root
}

func group(root *cobra.Command, id string, commands ...*cobra.Command) {
	for _, c := range commands {
		c.GroupID = id
		root.AddCommand(c)
	}
}

// normaliseEnvironment makes NO_COLOR what https://no-color.org says: any value but the empty one. The colour library
// takes it for a boolean.
func normaliseEnvironment() {
	if os.Getenv("NO_COLOR") != "" {
		os.Setenv("NO_COLOR", "1")
	}
}
