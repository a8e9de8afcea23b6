package main

import "syscall"

// ownSession keeps a child from our console and its signals.
func ownSession() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{CreationFlags: syscall.CREATE_NEW_PROCESS_GROUP}
}

// readOnlyDisk reports whether err says that a disk can only be read.
func readOnlyDisk(error) bool { return false }
