package reader

import (
	"context"

	"newspane/feed"
)

// Story returns the articles that tell the story of an article, itself among them, the newest first; the article alone
// when no other feed tells it.
func (e *Engine) Story(ctx context.Context, id feed.ID) ([]feed.Headline, error) {
	kept, ok, err := e.store.Compared(ctx, id)
	if err != nil {
		return nil, err
	}
	ids := []feed.ID{id}
	if ok && kept.Story != 0 {
		told, err := e.store.Story(ctx, kept.Story)
		if err != nil {
			return nil, err
		}
		if len(told) > 0 {
			ids = ids[:0]
		}
		for i := len(told) - 1; i >= 0; i-- {
			ids = append(ids, told[i].ID)
		}
	}
	return e.store.Rows(ctx, ids)
}
