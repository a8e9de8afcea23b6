package reader

import (
	"context"
	"errors"
	"time"
)

// The library is backed up once a day: a while after the start, which has other work, and while newspane runs on.
const (
	firstBackup = 20 * time.Second
	nextBackup  = time.Hour // looked whether the day has changed
)

// keepBackups keeps the daily backups until ctx ends.
func (e *Engine) keepBackups(ctx context.Context) {
	wait := firstBackup
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
		wait = nextBackup
		if err := e.store.KeepBackups(e.ctx); err != nil && !errors.Is(err, context.Canceled) {
			e.log.Warn("keep backups", "err", err)
		}
	}
}
