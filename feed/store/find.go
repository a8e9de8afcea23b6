package store

import (
	"context"

	"newspane/feed"
)

// Find returns the article that has an address, as [Store.OpenPage] would, and 0 when none has.
func (s *Store) Find(ctx context.Context, address string) (feed.ID, error) {
	id, err := s.byAddress(ctx, s.reads, linkKey(address), canonical(address))
	return id, wrap("find page", err)
}
