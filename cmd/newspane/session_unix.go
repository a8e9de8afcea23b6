//go:build unix

package main

import (
	"errors"
	"syscall"
)

// ownSession keeps a child from our terminal and its signals.
func ownSession() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setsid: true} }

// readOnlyDisk reports whether err says that a disk can only be read.
func readOnlyDisk(err error) bool { return errors.Is(err, syscall.EROFS) }
