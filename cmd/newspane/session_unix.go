//go:build unix

package main

import (
	"errors"
	"os"
	"os/signal"
	"syscall"

	"golang.org/x/sys/unix"

	"newspane/ui"
)

// shellJob is the program as its shell sees it. A shell that stops its jobs gives each a process group of its own: in
// the group that leads the session, nobody waits for a program to be stopped, and nobody tells it to go on. Call done
// when the screen has ended.
func shellJob() (job ui.Job, done func()) {
	told := make(chan os.Signal, 1)
	signal.Notify(told, syscall.SIGCONT)
	session, err := unix.Getsid(0)
	return ui.Job{Alone: err == nil && session == unix.Getpgrp(), Continued: told}, func() { signal.Stop(told) }
}

// ownSession keeps a child from our terminal and its signals.
func ownSession() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setsid: true} }

// readOnlyDisk reports whether err says that a disk can only be read.
func readOnlyDisk(err error) bool { return errors.Is(err, syscall.EROFS) }
