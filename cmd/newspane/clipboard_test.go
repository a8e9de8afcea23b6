package main

import (
	"errors"
	"strings"
	"testing"

	"newspane/ui"
)

func TestAMissingClipboardProgramIsNamedWhereThereIsAClipboard(t *testing.T) {
	for _, c := range []struct{ env, goos, says string }{
		{"WAYLAND_DISPLAY=wayland-0", "linux", "wl-clipboard"},
		{"DISPLAY=:0", "freebsd", "xclip"},
		{"TERMUX_VERSION=0.118", "android", "termux-api"},
	} {
		o := &outside{env: []string{c.env}}
		if err := o.noClipboard(c.goos); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %s in it", c.env, err, c.says)
		}
	}
	if err := (&outside{}).noClipboard("linux"); !errors.Is(err, ui.ErrElsewhere) {
		t.Errorf("on a console: %v", err)
	}
	if err := (&outside{env: []string{"SSH_TTY=/dev/pts/1", "DISPLAY=:0"}}).Clipboard("x"); !errors.Is(err, ui.ErrElsewhere) {
		t.Errorf("over ssh: %v", err)
	}
}
