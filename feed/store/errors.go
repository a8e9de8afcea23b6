package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"strings"
	"syscall"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"newspane/feed"
)

var (
	errReadOnly = errors.New("the library is open for reading only")
	errClosed   = errors.New("the library is closed")
	errOlder    = errors.New("the library is one of an older newspane and has to be brought forward, but it cannot be written; make it so, and start newspane again")
)

// wrap turns an error of the database into a [*feed.Error] of a kind a person can act on. Cancelled contexts and
// errors that are wrapped already pass.
func wrap(op string, err error) error {
	if err == nil {
		return nil
	}
	var known *feed.Error
	var query *feed.QueryError
	if errors.As(err, &known) || errors.As(err, &query) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return &feed.Error{Op: op, Kind: kindOf(err), Err: err}
}

func kindOf(err error) feed.ErrorKind {
	switch {
	case errors.Is(err, sql.ErrNoRows), errors.Is(err, fs.ErrNotExist):
		return feed.NotFound
	case errors.Is(err, errReadOnly), errors.Is(err, errClosed), errors.Is(err, errOlder), errors.Is(err, fs.ErrPermission):
		return feed.Refused
	case full(err):
		return feed.Full
	}
	switch code(err) & 0xff {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return feed.Locked
	case sqlite3.SQLITE_FULL:
		return feed.Full
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN:
		return feed.Refused
	}
	return feed.Broken
}

// code returns SQLite's extended result code, 0 when err is not SQLite's.
func code(err error) int {
	var e *sqlite.Error
	if errors.As(err, &e) {
		return e.Code()
	}
	return 0
}

// damaged reports whether err says that the file is no whole database.
func damaged(err error) bool {
	c := code(err)
	return c&0xff == sqlite3.SQLITE_NOTADB || c&0xff == sqlite3.SQLITE_CORRUPT && c != sqlite3.SQLITE_CORRUPT_VTAB
}

// ruined reports whether err, met at opening, can only come from a damaged file: opening asks for nothing large, and
// for no search index of another format.
func ruined(err error) bool {
	c := code(err)
	return damaged(err) || c == sqlite3.SQLITE_TOOBIG || c == sqlite3.SQLITE_ERROR && strings.Contains(err.Error(), "invalid fts5 file format")
}

// full reports whether err says that there was no room on the disk.
func full(err error) bool {
	c := code(err)
	return c&0xff == sqlite3.SQLITE_FULL || c == sqlite3.SQLITE_IOERR_WRITE || c == sqlite3.SQLITE_IOERR_SHMSIZE ||
		errors.Is(err, syscall.ENOSPC)
}
