package main

import (
	"errors"
	"fmt"
	"runtime"
	"time"

	"github.com/atotto/clipboard"

	"newspane/ui"
)

// clipboardPatience is how long a clipboard program has to take a text.
const clipboardPatience = 3 * time.Second

// Clipboard uses the machine's clipboard where the reader sits at it: on a desktop, and not over ssh.
func (o *outside) Clipboard(text string) error {
	if o.getenv("SSH_TTY") != "" || o.getenv("SSH_CONNECTION") != "" {
		return ui.ErrElsewhere
	}
	if clipboard.Unsupported {
		return o.noClipboard(runtime.GOOS)
	}
	done := make(chan error, 1)
	go func() { done <- clipboard.WriteAll(text) }() // ends with the program that it starts; cannot panic
	select {
	case err := <-done:
		if err != nil {
			return fmt.Errorf("the clipboard program failed (%w)", err)
		}
		return nil
	case <-time.After(clipboardPatience):
		return errors.New("the clipboard program does not answer")
	}
}

// noClipboard says what to install where there is a clipboard and nothing to reach it by.
func (o *outside) noClipboard(goos string) error {
	switch {
	case goos == "darwin" || goos == "windows":
		return errors.New("the system's clipboard program is missing")
	case o.getenv("WAYLAND_DISPLAY") != "":
		return errors.New("where that does nothing, install wl-clipboard")
	case o.getenv("DISPLAY") != "":
		return errors.New("where that does nothing, install xclip or xsel")
	case o.getenv("TERMUX_VERSION") != "":
		return errors.New("where that does nothing, install termux-api")
	}
	return ui.ErrElsewhere
}
