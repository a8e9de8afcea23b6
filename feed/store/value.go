package store

import (
	"context"
	"database/sql"
	"errors"
)

// Value returns what is stored under a name, "" when there is nothing.
func (s *Store) Value(ctx context.Context, name string) (string, error) {
	var value string
	err := s.reads.QueryRowContext(ctx, "SELECT value FROM settings WHERE name = ?", name).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return value, s.fail("read value", err)
}

// SetValue stores a value under a name.
func (s *Store) SetValue(ctx context.Context, name, value string) error {
	return s.write(ctx, "store value", func(t *tx) error {
		_, err := t.exec("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", name, value)
		return err
	})
}
