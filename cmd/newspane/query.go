package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"newspane/feed"
	"newspane/feed/query"
	"newspane/ui/text"
)

// newQueryHelp is the help topic on the language of queries.
func newQueryHelp() *cobra.Command {
	var b strings.Builder
	b.WriteString("The language of the search box (/), of saved searches and of newspane list:\n")
	group := ""
	for _, g := range query.Guide() {
		if g.Group != group {
			group = g.Group
			fmt.Fprintf(&b, "\n%s\n", group)
		}
		fmt.Fprintf(&b, "  %-28s %s\n", g.Write, g.Finds)
	}
	b.WriteString("\nAll of it must be true of an article. Quote the query for the shell:\n" +
		"  newspane list 'title:\"sea level\" after:7d -is:read'\n")
	return &cobra.Command{Use: "query", Short: "The language of queries", Long: b.String()}
}

// searched returns the query that the command line asks for.
func (a *App) searched(ctx context.Context, f listFlags) (string, error) {
	if err := spelled(f.search); err != nil || f.saved == "" {
		return f.search, err
	}
	list, err := a.Engine.Searches(ctx)
	if err != nil {
		return "", err
	}
	var names []string
	for _, s := range list {
		if strings.EqualFold(s.Name.String(), f.saved) {
			return strings.TrimSpace("(" + s.Query + ") " + f.search), nil
		}
		names = append(names, s.Name.String())
	}
	if len(names) == 0 {
		return "", usage(errors.New("no search is saved yet; search in newspane with / and save with ctrl+s"))
	}
	return "", usage(fmt.Errorf("no saved search is called %q; there are %s", feed.Clean(f.saved), strings.Join(names, ", ")))
}

// spelled checks a query; what is wrong is shown under its place.
func spelled(typed string) error {
	_, err := query.Parse(typed)
	var wrong *feed.QueryError
	if !errors.As(err, &wrong) {
		return err
	}
	shown := func(s string) string { return feed.CleanBlock(strings.ReplaceAll(s, "\n", " ")).String() }
	before, place := text.Width(shown(typed[:wrong.At])), text.Width(shown(typed[wrong.At:wrong.End]))
	return usage(fmt.Errorf("%w\n  %s\n  %s%s\nnewspane help query shows the language", wrong, shown(typed),
		strings.Repeat(" ", before), strings.Repeat("^", max(1, place))))
}
