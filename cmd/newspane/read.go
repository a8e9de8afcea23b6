package main

import (
	"context"
	"os"
	"strings"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"newspane/feed"
)

func newRead() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "read URL",
		Short: "Read any page as an article: on the screen, or as plain text into a pipe",
		Args:  wants("the address of a page"),
		RunE: withApp(func(ctx context.Context, a *App, _ *cobra.Command, args []string) error {
			address, err := typedAddress(args[0])
			if err != nil {
				return err
			}
			a.Client.Trust(address)
			if !asJSON && isTerminal(a.Out) && !isDumb(os.Getenv) {
				return a.screen(ctx, address)
			}
			art, err := a.Engine.OpenURL(ctx, address, "")
			if err != nil {
				return err
			}
			if !art.Note.IsEmpty() {
				a.say("newspane: %s", art.Note)
			}
			return a.print(ctx, art, asJSON)
		}),
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return c
}

// typedAddress completes an address as a person types it.
func typedAddress(typed string) (string, error) {
	typed = strings.TrimSpace(typed)
	address := typed
	if !strings.Contains(address, "://") {
		address = "https://" + strings.TrimPrefix(address, "//")
	}
	if address = feed.ResolveURL("", address); address == "" || strings.ContainsAny(typed, " \t\n") {
		return "", &feed.Error{Op: "open", URL: typed, Kind: feed.BadURL}
	}
	return address, nil
}

// isTerminal reports whether w is a terminal.
func isTerminal(w any) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(f.Fd())
}
