package store

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"syscall"
	"time"
)

// magic begins every SQLite file (https://www.sqlite.org/fileformat.html section 1.3).
const magic = "SQLite format 3\x00"

var errReadOnlyDisk = errors.New("read-only disk")

func readOnlyDisk(err error) error {
	if errors.Is(err, syscall.EROFS) {
		return fmt.Errorf("%w: %w", errReadOnlyDisk, err)
	}
	return err
}

// suspect leaves word that the library in path has shown damage.
func suspect(path string) error { return os.WriteFile(path+"-suspect", nil, 0o600) }

// looksSound reports whether the file can be a whole database: its header and its length, and all of it when it has
// shown damage before. What it does not find comes to light in use, and is looked for at the next opening.
func looksSound(ctx context.Context, path string) (bool, error) {
	f, err := os.Open(path)
	if err != nil {
		return false, err
	}
	header := make([]byte, 100)
	n, err := io.ReadFull(f, header)
	if err := errors.Join(notShort(err), f.Close()); err != nil {
		return false, err
	}
	if n < len(header) || string(header[:len(magic)]) != magic {
		return false, nil
	}
	if !wholeLength(path, header) {
		return false, nil
	}
	if _, err := os.Stat(path + "-suspect"); errors.Is(err, fs.ErrNotExist) {
		return true, nil
	}
	sound, err := checked(ctx, path)
	if err == nil {
		err = os.Remove(path + "-suspect")
	}
	return sound, err
}

func notShort(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return nil
	}
	return err
}

// wholeLength reports whether the file has the pages that its header counts. With a write-ahead log beside it the
// header may run ahead, and the log has what is missing.
func wholeLength(path string, header []byte) bool {
	if info, err := os.Stat(path + "-wal"); err == nil && info.Size() > 0 {
		return true
	}
	info, err := os.Stat(path)
	if err != nil {
		return false
	}
	page := int64(binary.BigEndian.Uint16(header[16:]))
	if page == 1 {
		page = 65536
	}
	pages := int64(binary.BigEndian.Uint32(header[28:]))
	valid := binary.BigEndian.Uint32(header[24:]) == binary.BigEndian.Uint32(header[92:]) // the count is up to date
	return !valid || pages*page <= info.Size()
}

// checked looks the whole database over.
func checked(ctx context.Context, path string) (bool, error) {
	db, err := sql.Open("sqlite", dsn(path, url.Values{"mode": {"rw"}}))
	if err != nil {
		return false, err
	}
	verdict := ""
	err = db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&verdict)
	if damaged(err) {
		verdict, err = "damaged", nil
	}
	return verdict == "ok", errors.Join(err, db.Close())
}

// setAside renames the files of a damaged library after the day, puts an empty one in its place and returns the new name.
func setAside(path string, now time.Time) (string, error) {
	name, err := moveAside(path, ".damaged-", now)
	if err != nil {
		return "", err
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return "", err
	}
	return name, f.Close()
}

// moveAside renames the files of a library after the day and returns the new name.
func moveAside(path, why string, now time.Time) (string, error) {
	base := path + why + now.UTC().Format(time.DateOnly)
	name := base
	for n := 2; ; n++ {
		if _, err := os.Lstat(name); errors.Is(err, fs.ErrNotExist) {
			break
		}
		name = fmt.Sprintf("%s-%d", base, n)
	}
	moved := []string{"", "-wal"}
	if why == ".replaced-" {
		moved = append(moved, "-journal.jsonl")
	}
	for i, end := range moved {
		if err := os.Rename(path+end, name+end); err != nil && (i == 0 || !errors.Is(err, fs.ErrNotExist)) {
			return "", err
		}
	}
	for _, end := range []string{"-shm", "-suspect"} {
		if err := os.Remove(path + end); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
	}
	return name, nil
}
