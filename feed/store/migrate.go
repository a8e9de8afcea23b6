package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"os"
)

//go:embed migrations/*.sql
var migrations embed.FS

// schema is the newest version this program knows: the number of the last file in migrations.
const schema = 14

// version returns the schema version of a database, 0 for an empty one.
func version(ctx context.Context, conn *sql.Conn) (int, error) {
	var v int
	err := conn.QueryRowContext(ctx, "PRAGMA user_version").Scan(&v)
	return v, err
}

// migrate brings a database forward to the version last, each step in a transaction of its own. A library that
// exists is copied aside first.
func migrate(ctx context.Context, conn *sql.Conn, path string, last int, step func(int) (string, error)) error {
	from, err := version(ctx, conn)
	if err != nil || from >= last {
		return err
	}
	if from > 0 {
		if err := backup(ctx, conn, fmt.Sprintf("%s.v%d", path, from)); err != nil {
			return fmt.Errorf("backup before migration: %w", err)
		}
	}
	for v := from + 1; v <= last; v++ {
		statements, err := step(v)
		if err != nil {
			return err
		}
		if err := advance(ctx, conn, v, statements); err != nil {
			return fmt.Errorf("migration %d: %w", v, err)
		}
	}
	return nil
}

func embedded(v int) (string, error) {
	b, err := migrations.ReadFile(fmt.Sprintf("migrations/%04d.sql", v))
	return string(b), err
}

// advance runs one step, unless another process has been faster.
func advance(ctx context.Context, conn *sql.Conn, v int, statements string) (err error) {
	if _, err := conn.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			// The cause is what counts; the connection is closed after it.
			_, _ = conn.ExecContext(ctx, "ROLLBACK")
		}
	}()
	now, err := version(ctx, conn)
	if err != nil {
		return err
	}
	if now < v {
		if _, err := conn.ExecContext(ctx, statements); err != nil {
			return err
		}
		if _, err := conn.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version=%d", v)); err != nil {
			return err
		}
	}
	_, err = conn.ExecContext(ctx, "COMMIT")
	return err
}

// backup writes a whole copy of the database to path, which appears only when it is complete.
func backup(ctx context.Context, conn *sql.Conn, path string) error {
	temp := path + ".part"
	if err := os.Remove(temp); err != nil && !os.IsNotExist(err) {
		return err
	}
	f, err := os.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600) // SQLite would let everybody read it
	if err != nil {
		return err
	}
	err = f.Close()
	if err == nil {
		_, err = conn.ExecContext(ctx, "VACUUM INTO ?", temp)
	}
	if err == nil {
		err = settleFile(temp)
	}
	if err == nil {
		err = os.Rename(temp, path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(temp))
	}
	return nil
}
