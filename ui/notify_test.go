package ui

import (
	"testing"
)

func TestTheTerminalIsToldInTheWayItUnderstands(t *testing.T) {
	for _, c := range []struct {
		setting string
		env     map[string]string
		want    string
	}{
		{"terminal", nil, "\x1b]9;newspane: 3 new\x07"},
		{"terminal", map[string]string{"TERM": "xterm-kitty"}, "\x1b]99;i=newspane:d=0;newspane\x1b\\\x1b]99;i=newspane:d=1:p=body;3 new\x1b\\"},
		{"terminal", map[string]string{"TERM": "rxvt-unicode-256color"}, "\x1b]777;notify;newspane;3 new\x07"},
		{"terminal", map[string]string{"TERM": "foot"}, "\x1b]777;notify;newspane;3 new\x07"},
		{"terminal", map[string]string{"TERM": "xterm-256color", "VTE_VERSION": "7600"}, "\x1b]777;notify;newspane;3 new\x07"},
		{"terminal", map[string]string{"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}, "\x1b]9;newspane: 3 new\x07"},
		{"terminal", map[string]string{"TERM": "tmux-256color", "TMUX": "x", "KITTY_WINDOW_ID": "1"}, "\x1bPtmux;\x1b\x1b]9;newspane: 3 new\x07\x1b\\"},
		{"osc777", map[string]string{"TERM": "xterm-kitty"}, "\x1b]777;notify;newspane;3 new\x07"},
		{"osc99", nil, "\x1b]99;i=newspane:d=0;newspane\x1b\\\x1b]99;i=newspane:d=1:p=body;3 new\x1b\\"},
		{"off", nil, ""}, {"desktop", nil, ""},
	} {
		getenv := func(name string) string { return c.env[name] }
		if got := notification(ChooseNotify(c.setting, getenv), "3 new", getenv("TMUX") != ""); got != c.want {
			t.Errorf("%s in %v: %q, want %q", c.setting, c.env, got, c.want)
		}
	}
}
