package ui

import (
	"errors"
	"io"
	"os"
	"os/exec"

	tea "charm.land/bubbletea/v2"

	"newspane/ui/firewall"
)

// terminal is what the screen is drawn on: the terminal behind the firewall. It is a file to Bubble Tea, which asks for
// its size. A program that is started in its place needs the terminal itself: see [inTerminal].
type terminal struct {
	*firewall.Writer
	file *os.File
}

// Read reads from the terminal.
func (t terminal) Read(b []byte) (int, error) { return t.file.Read(b) }

// Close closes the terminal.
func (t terminal) Close() error { return t.file.Close() }

// Fd is the terminal's descriptor.
func (t terminal) Fd() uintptr { return t.file.Fd() }

// keyboard is what keys come from. Where it ends, nothing will come any more: the terminal has gone.
type keyboard struct {
	*os.File
	ended func()
}

// Read reads keys.
func (k keyboard) Read(b []byte) (int, error) {
	n, err := k.File.Read(b)
	if errors.Is(err, io.EOF) {
		k.ended()
	}
	return n, err
}

// inTerminal gives a program the terminal itself, as far as it was not given something else, until it ends. Bubble Tea
// would give it what the screen has, which is no terminal to a child.
func inTerminal(c *exec.Cmd, ended tea.ExecCallback) tea.Cmd {
	if c.Stdin == nil {
		c.Stdin = os.Stdin
	}
	if c.Stdout == nil {
		c.Stdout = os.Stdout
	}
	return tea.ExecProcess(c, ended)
}
