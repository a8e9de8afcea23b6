package main

import (
	"bytes"
	"context"
	"fmt"

	"newspane/feed"
)

// hook runs the command that the settings have for a rule, if any, with the rule's new articles on its input: JSON lines as
// `newspane export --format json` has them. Nothing of an article is in its words.
func (a *App) hook(ctx context.Context, rule string, articles []feed.ID) error {
	argv := commandWords(a.Config.Hooks[rule])
	if len(argv) == 0 {
		return nil
	}
	var list []*feed.Article
	for _, id := range articles {
		art, err := a.Engine.Article(ctx, id)
		if isMissing(err) {
			continue // it has gone meanwhile
		}
		if err != nil {
			return fmt.Errorf("the hook of the rule “%s”: %w", rule, err)
		}
		list = append(list, art)
	}
	var lines bytes.Buffer
	if err := a.exportTo(ctx, &lines, exportFlags{format: "json"}, list); err != nil {
		return fmt.Errorf("the hook of the rule “%s”: %w", rule, err)
	}
	if err := newOutside(a).run(ctx, argv, lines.String(), "the table [hooks] in the settings names it"); err != nil {
		return fmt.Errorf("the hook of the rule “%s”: %w", rule, err)
	}
	return nil
}
