//go:build unix

package main

import "syscall"

// ownSession keeps a child from our terminal and its signals.
func ownSession() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setsid: true} }
