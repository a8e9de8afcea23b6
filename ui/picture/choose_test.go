package picture

import "testing"

func TestChooseByTerminal(t *testing.T) {
	for _, c := range []struct {
		setting string
		env     map[string]string
		tmux    string
		want    Choice
	}{
		{"auto", map[string]string{"TERM": "xterm-kitty"}, "", Choice{Mode: Blocks, Full: Sixel, Ask: true}},
		{"auto", map[string]string{"TERM": "xterm-ghostty", "TERM_PROGRAM": "ghostty"}, "", Choice{Mode: Blocks, Full: Sixel, Ask: true}},
		{"auto", map[string]string{"TERM": "xterm-256color"}, "", Choice{Mode: Blocks, Full: Sixel}},
		{"auto", map[string]string{"TERM": "xterm-256color", "KONSOLE_VERSION": "240500", "KITTY_WINDOW_ID": "1"}, "", Choice{Mode: Blocks, Full: Sixel}},
		{"auto", map[string]string{"TERM": "wezterm", "TERM_PROGRAM": "WezTerm"}, "", Choice{Mode: Blocks, Full: Sixel}},
		{"auto", map[string]string{"TERM": "foot"}, "", Choice{Mode: Blocks, Full: Sixel}},
		{"auto", map[string]string{"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}, "", Choice{Mode: Blocks, Full: ITerm}},
		{"auto", map[string]string{"TERM": "xterm-256color", "LC_TERMINAL": "iTerm2"}, "", Choice{Mode: Blocks, Full: ITerm}},
		{"auto", map[string]string{"TERM": "xterm-kitty", "NO_COLOR": "yes"}, "", Choice{}},
		{"kitty", map[string]string{"TERM": "xterm-kitty", "NO_COLOR": "1"}, "", Choice{}},
		{"auto", map[string]string{"TERM": "dumb"}, "", Choice{}},
		{"auto", map[string]string{"TERM": "linux"}, "", Choice{}},
		{"auto", map[string]string{"TERM": "tmux-256color", "TMUX": "/tmp/t,1,0"}, "on xterm-kitty\n", Choice{Mode: Kitty, Tmux: true}},
		{"auto", map[string]string{"TERM": "tmux-256color", "TMUX": "/tmp/t,1,0"}, "all xterm-ghostty\n", Choice{Mode: Kitty, Tmux: true}},
		{"auto", map[string]string{"TERM": "tmux-256color", "TMUX": "/tmp/t,1,0"}, "off xterm-kitty\n", Choice{Mode: Blocks, Full: Sixel}},
		{"auto", map[string]string{"TERM": "tmux-256color", "TMUX": "/tmp/t,1,0"}, "on xterm-256color\n", Choice{Mode: Blocks, Full: Sixel}},
		{"auto", map[string]string{"TERM": "tmux-256color", "TMUX": "/tmp/t,1,0", "KITTY_WINDOW_ID": "1"}, "", Choice{Mode: Blocks, Full: Sixel}},
		{"auto", map[string]string{"TERM": "screen-256color", "STY": "1.tty", "KITTY_WINDOW_ID": "1"}, "", Choice{Mode: Blocks, Full: Sixel}},
		{"kitty", map[string]string{"TERM": "xterm-256color"}, "", Choice{Mode: Kitty}},
		{"kitty", map[string]string{"TERM": "tmux-256color", "TMUX": "/tmp/t,1,0"}, "", Choice{Mode: Kitty, Tmux: true}},
		{"blocks", map[string]string{"TERM": "xterm-kitty"}, "", Choice{Mode: Blocks}},
		{"off", map[string]string{"TERM": "xterm-kitty"}, "", Choice{}},
	} {
		if got := Choose(c.setting, func(k string) string { return c.env[k] }, c.tmux); got != c.want {
			t.Errorf("%s in %v (tmux: %q) is %+v, want %+v", c.setting, c.env, c.tmux, got, c.want)
		}
	}
}

func TestOnlyTerminalsThatKnowPlaceholdersGetKittyImages(t *testing.T) {
	for _, c := range []struct {
		name string
		want bool
	}{
		{"kitty(0.28.0)", true}, {"kitty(0.40.1)", true}, {"kitty(1.0.0)", true}, {"kitty(0.26.5)", false}, {"kitty", false},
		{"ghostty 1.2.0", true}, {"Konsole 24.05", false}, {"WezTerm 20240203", false}, {"", false},
	} {
		a := Answers{Name: c.name}
		a.Graphics(queryID+1, "OK")
		if a.Kitty() {
			t.Errorf("%q without an answer of its own is taken for one that takes images", c.name)
		}
		a.Graphics(queryID, "ENOTSUPPORTED:no")
		if a.Kitty() {
			t.Errorf("%q that refused is taken for one that takes images", c.name)
		}
		a.Graphics(queryID, "OK")
		if got := a.Kitty(); got != c.want {
			t.Errorf("%q: %v", c.name, got)
		}
	}
}
