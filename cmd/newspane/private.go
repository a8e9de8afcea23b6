package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// privateDir makes a directory for the owner alone; one that others can look into is closed to them. A directory that
// is not ours to change stays as it is: whether it can be used shows in its use.
func privateDir(dir, home string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	info, err := os.Stat(dir)
	if err != nil {
		return err
	}
	if runtime.GOOS == "windows" || info.Mode().Perm()&0o077 == 0 || filepath.Clean(dir) == filepath.Clean(home) || info.Mode()&os.ModeSticky != 0 {
		return nil
	}
	if err := os.Chmod(dir, 0o700); err != nil && !cannotChange(err) {
		return err
	}
	return nil
}

// privateFile opens a file of ours for adding to it, for the owner alone. A symbolic link, or anything else that is no
// regular file, is refused: whoever planted it would have us write elsewhere.
func privateFile(path string) (*os.File, error) {
	root, err := os.OpenRoot(filepath.Dir(path))
	if err != nil {
		return nil, err
	}
	f, err := privateIn(root, filepath.Base(path))
	return f, errors.Join(err, root.Close())
}

func privateIn(root *os.Root, name string) (*os.File, error) {
	if info, err := root.Lstat(name); err == nil && !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: %w", name, fs.ErrInvalid)
	}
	f, err := root.OpenFile(name, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil && runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		if cerr := f.Chmod(0o600); cerr != nil && !cannotChange(cerr) {
			err = cerr
		}
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// cannotChange reports whether err says that something is not ours to change, or on a disk that can only be read.
func cannotChange(err error) bool { return errors.Is(err, fs.ErrPermission) || readOnlyDisk(err) }
