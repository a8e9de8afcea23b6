package main

import (
	"context"
	"errors"
)

// screen opens the screen, on a page when an address is given.
func (a *App) screen(ctx context.Context, address string) error {
	if !isTerminal(a.Out) {
		return usage(errors.New("the screen needs a terminal; `newspane list` and `newspane show` print into files and pipes"))
	}
	if err := a.firstRun(ctx); err != nil {
		return err
	}
	a.Engine.Run(ctx)
	return errors.New("the screen is not built yet")
}
