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

// manyPending is from how many articles on a search that waits for them says so: they take about a second.
const manyPending = 1000

// settle waits for the search index when a search needs it, and says of how many articles it does not know the words yet.
func (a *App) settle(ctx context.Context, search string) error {
	if e, err := query.Parse(search); err != nil || !e.Indexed() {
		return nil // what is wrong with it, the search itself says
	}
	st, err := a.Engine.Stats(ctx)
	if err != nil {
		return err
	}
	if st.Pending >= manyPending {
		a.say("newspane: indexing %s …", plural(st.Pending, "article"))
	}
	behind, err := a.Engine.AwaitIndex(ctx)
	if behind > 0 {
		a.say("newspane: the words of %s are not indexed yet, and not searched; the next search goes on with them.", plural(behind, "article"))
	}
	return err
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
