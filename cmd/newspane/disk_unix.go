//go:build linux || darwin || freebsd

package main

import "syscall"

// freeBytes is the room that is left for the likes of us where a directory is.
func freeBytes(dir string) (int64, bool) {
	var fs syscall.Statfs_t
	if err := syscall.Statfs(dir, &fs); err != nil {
		return 0, false
	}
	return int64(fs.Bavail) * int64(fs.Bsize), true
}
