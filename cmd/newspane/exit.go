package main

import (
	"context"
	"errors"

	"newspane/feed"
)

// The exit statuses, a stable contract.
const (
	exitOK      = 0
	exitPartly  = 1 // some of it failed
	exitUsage   = 2 // the command line or the settings are wrong
	exitNothing = 3 // nothing could be done
	exitDefect  = 4 // newspane itself is wrong; there is a report
)

// failure is an error that knows its exit status. A silent one was told already.
type failure struct {
	status int
	err    error
}

func (f *failure) Error() string { return message(f.err) }
func (f *failure) Unwrap() error { return f.err }

// partly says that some of it failed, which was told already.
func partly() error { return &failure{status: exitPartly} }

// nothing says that nothing could be done, which was told already.
func nothing() error { return &failure{status: exitNothing} }

// usage says that the command line is wrong.
func usage(err error) error { return &failure{exitUsage, err} }

// exitStatus returns the exit status for an error. What cobra itself finds wrong is wrong usage.
func exitStatus(err error) int {
	var f *failure
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &f):
		return f.status
	}
	return exitUsage
}

// status makes a failure of an error of a command's work.
func status(err error) error {
	var f *failure
	var fe *feed.Error
	switch {
	case err == nil || errors.As(err, &f):
		return err
	case errors.As(err, &fe) && fe.Kind == feed.BadURL:
		return usage(err)
	}
	return &failure{exitNothing, err}
}

// message is what a person reads of an error.
func message(err error) string {
	var f *failure
	if errors.As(err, &f) {
		err = f.err
	}
	var fe *feed.Error
	switch {
	case err == nil:
		return ""
	case errors.As(err, &fe), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return feed.Sentence(err)
	}
	return feed.CleanBlock(err.Error()).String()
}
