package main

import (
	"syscall"

	"newspane/ui"
)

// shellJob is the program as its shell sees it: no shell of this system stops programs.
func shellJob() (job ui.Job, done func()) { return ui.Job{Alone: true}, func() {} }

// ownSession keeps a child from our console and its signals.
func ownSession() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{CreationFlags: syscall.CREATE_NEW_PROCESS_GROUP}
}

// readOnlyDisk reports whether err says that a disk can only be read.
func readOnlyDisk(error) bool { return false }
