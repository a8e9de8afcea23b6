package reader

import (
	"context"
	"io"

	"newspane/feed/store"
)

// WriteState writes everything that is the reader's own; see [store.Store.WriteState].
func (e *Engine) WriteState(ctx context.Context, w io.Writer) error {
	return e.store.WriteState(ctx, w)
}

// ReadState merges what another library wrote with [Engine.WriteState]: of each thing the later word counts.
func (e *Engine) ReadState(ctx context.Context, r io.Reader) (store.Merged, error) {
	if e.isClosed() {
		return store.Merged{}, errClosed
	}
	return e.store.ReadState(ctx, r)
}
