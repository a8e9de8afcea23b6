//go:build unix

package main

import (
	"os"

	"golang.org/x/sys/unix"

	"newspane/ui/picture"
)

// cellSize is the size of a terminal's cells as the system knows it, the zero value when it does not.
func cellSize(f *os.File) picture.Cell {
	size, err := unix.IoctlGetWinsize(int(f.Fd()), unix.TIOCGWINSZ)
	if err != nil || size.Col == 0 || size.Row == 0 || size.Xpixel == 0 || size.Ypixel == 0 {
		return picture.Cell{}
	}
	return picture.Cell{Width: int(size.Xpixel / size.Col), Height: int(size.Ypixel / size.Row)}
}
