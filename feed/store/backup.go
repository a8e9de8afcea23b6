package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"time"

	"newspane/feed"
)

// Backups are whole libraries, each in one file that opens like any. The newest three of the automatic ones, of a day
// each, lie beside the library, where a damaged one is mended from them.

// backupsKept is how many automatic backups there are.
const backupsKept = 3

// Backup writes a copy of the library as it is now into a new file, for its owner alone. The file appears when the copy
// is whole and has been looked over; one that is there already is never touched (an error of kind Exists).
func (s *Store) Backup(ctx context.Context, path string) error {
	return wrap("back up", s.backupTo(ctx, path))
}

func (s *Store) backupTo(ctx context.Context, path string) error {
	if _, err := os.Lstat(path); err == nil {
		return &feed.Error{Op: "back up", Kind: feed.Exists, Err: fmt.Errorf("%s: %w", path, fs.ErrExist)}
	}
	temp, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".part-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(temp.Name()) }() // gone already when all went well
	if err := temp.Close(); err != nil {
		return err
	}
	db, err := sql.Open("sqlite", dsn(s.path, url.Values{"mode": {"ro"}}))
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, "VACUUM INTO ?", temp.Name())
	if err := errors.Join(err, db.Close()); err != nil {
		return err
	}
	if sound, err := checked(ctx, temp.Name()); err != nil || !sound {
		return errors.Join(err, errors.New("the copy is not sound"))
	}
	if err := settleFile(temp.Name()); err != nil {
		return err
	}
	return appear(temp.Name(), path)
}

// appear gives a whole file its name, unless there is a file of that name.
func appear(temp, path string) error {
	err := os.Link(temp, path)
	if errors.Is(err, fs.ErrExist) {
		return &feed.Error{Op: "back up", Kind: feed.Exists, Err: err}
	}
	if err != nil { // a file system without links
		if _, serr := os.Lstat(path); serr == nil {
			return &feed.Error{Op: "back up", Kind: feed.Exists, Err: err}
		}
		return os.Rename(temp, path)
	}
	return nil
}

// KeepBackups looks after the journal, makes the backup of the day, unless there is one, and removes all but the newest
// three. A full disk, or a library that can only be read, gets none.
func (s *Store) KeepBackups(ctx context.Context) error {
	if s.readOnly || !s.ballast.lay() {
		return nil
	}
	if err := s.tendJournal(ctx); err != nil {
		return err
	}
	name := s.path + ".backup-" + s.now().UTC().Format(time.DateOnly)
	if _, err := os.Lstat(name); err == nil {
		return nil
	}
	if err := s.Backup(ctx, name); err != nil {
		return err
	}
	all, err := Backups(s.path)
	if err != nil {
		return wrap("remove old backups", err)
	}
	for _, old := range all[min(backupsKept, len(all)):] {
		if err := os.Remove(old); err != nil {
			return wrap("remove old backups", err)
		}
	}
	return nil
}

// Backups returns the automatic backups of the library in path, the newest first.
func Backups(path string) ([]string, error) {
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return nil, err
	}
	prefix := filepath.Base(path) + ".backup-"
	var all []string
	for _, e := range entries {
		if n := e.Name(); e.Type().IsRegular() && len(n) == len(prefix)+len(time.DateOnly) && n[:len(prefix)] == prefix {
			all = append(all, filepath.Join(filepath.Dir(path), n))
		}
	}
	slices.Sort(all)
	slices.Reverse(all)
	return all, nil
}

// soundBackup returns the newest automatic backup that is whole, "" when there is none.
func soundBackup(ctx context.Context, path string) (string, error) {
	all, err := Backups(path)
	if err != nil {
		return "", err
	}
	for _, name := range all {
		if sound, err := checked(ctx, name); err == nil && sound {
			return name, nil
		}
	}
	return "", ctx.Err()
}

// Restore puts a copy of a backup in the place of the library in path, which must not be open. The library that was
// there, and its journal, are kept under another name, which is returned; "" when there was none.
func Restore(ctx context.Context, from, path string, now time.Time) (kept string, err error) {
	if err := wholeLibrary(ctx, from); err != nil {
		return "", err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", wrap("restore", err)
	}
	part := path + ".restore"
	if err := copyFile(from, part); err != nil {
		return "", wrap("restore", errors.Join(err, os.Remove(part)))
	}
	if err := wholeLibrary(ctx, part); err != nil {
		return "", errors.Join(err, os.Remove(part))
	}
	if err := notOpen(ctx, path); err != nil {
		return "", errors.Join(err, os.Remove(part))
	}
	if _, err := os.Lstat(path); err == nil {
		if kept, err = moveAside(path, ".replaced-", now); err != nil {
			return kept, wrap("restore", errors.Join(err, os.Remove(part)))
		}
	}
	return kept, wrap("restore", os.Rename(part, path))
}

// wholeLibrary returns an error unless name is a library that this program knows, and sound.
func wholeLibrary(ctx context.Context, name string) error {
	refuse := func(why string) error {
		return &feed.Error{Op: "restore", Kind: feed.Refused, Err: fmt.Errorf("%s %s", name, why)}
	}
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return wrap("restore", err)
	case !info.Mode().IsRegular():
		return refuse("is no regular file")
	}
	db, err := sql.Open("sqlite", dsn(name, url.Values{"mode": {"ro"}, "immutable": {"1"}}))
	if err != nil {
		return wrap("restore", err)
	}
	var v, feeds int
	verdict := ""
	err = db.QueryRowContext(ctx, "SELECT user_version, (SELECT count(*) FROM sqlite_schema WHERE name = 'feeds') FROM pragma_user_version").Scan(&v, &feeds)
	if err == nil {
		err = db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&verdict)
	}
	if cerr := db.Close(); cerr != nil {
		return wrap("restore", cerr)
	}
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil && !damaged(err):
		return wrap("restore", err)
	case err != nil || verdict != "ok":
		return refuse("is damaged, or no library of newspane's")
	case feeds == 0 || v == 0:
		return refuse("is no library of newspane's")
	case v > schema:
		return refuse("belongs to a newer newspane")
	}
	return nil
}

// notOpen returns an error when another process has the library open. A file that is no database is open in none.
func notOpen(ctx context.Context, path string) error {
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	q := url.Values{"mode": {"rw"}, "_pragma": {"locking_mode(EXCLUSIVE)", "busy_timeout(200)"}}
	db, err := sql.Open("sqlite", dsn(path, q))
	if err != nil {
		return wrap("restore", err)
	}
	db.SetMaxOpenConns(1)
	_, err = db.ExecContext(ctx, "BEGIN EXCLUSIVE; ROLLBACK")
	if cerr := db.Close(); err == nil {
		err = cerr
	}
	if kindOf(err) == feed.Locked {
		return &feed.Error{Op: "restore", Kind: feed.Locked, Err: err}
	}
	return ctx.Err()
}

// copyFile copies a file into a new one for its owner alone, and brings it to the disk.
func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	if err := os.Remove(to); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return errors.Join(err, in.Close())
	}
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return errors.Join(err, in.Close())
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Sync(), out.Close(), in.Close())
}
