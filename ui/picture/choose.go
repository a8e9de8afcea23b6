package picture

import (
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Settings are what the reader may choose.
func Settings() []string { return []string{"auto", "kitty", "blocks", "off"} }

// Choice is how pictures are shown in a terminal.
type Choice struct {
	Mode Mode
	Full Mode // at full size: Off as in the text; Sixel if the terminal says that it draws them ([Sixels]); ITerm
	Tmux bool
	Cell Cell // of the terminal, as the system knows it; the zero value when it does not
	Ask  bool // the terminal may be able to do better: [Query] asks it, [Answers.Kitty] tells
}

// QueryTmux is what `tmux display-message -p` is to tell of tmux and its terminal.
const QueryTmux = "#{allow-passthrough} #{client_termname}"

// Choose decides by the reader's setting, the environment, and, in tmux, the answer to [QueryTmux]. Terminals that answer kitty's query but print
// placeholders as text, or lack them, get half blocks.
func Choose(setting string, getenv func(string) string, tmux string) Choice {
	term := getenv("TERM")
	switch {
	case setting == "off" || getenv("NO_COLOR") != "" || term == "dumb" || term == "linux" || term == "vt100" || term == "vt220":
		return Choice{}
	case setting == "blocks":
		return Choice{Mode: Blocks}
	}
	multiplexed := getenv("TMUX") != ""
	if setting == "kitty" {
		return Choice{Mode: Kitty, Tmux: multiplexed}
	}
	if multiplexed {
		// Answers to queries do not come back through tmux: it is believed in what it says of its terminal.
		pass, outer, _ := strings.Cut(strings.TrimSpace(tmux), " ")
		if (pass == "on" || pass == "all") && isKitty(outer) {
			return Choice{Mode: Kitty, Tmux: true}
		}
		return Choice{Mode: Blocks, Full: Sixel}
	}
	full := Sixel
	if getenv("TERM_PROGRAM") == "iTerm.app" || getenv("LC_TERMINAL") == "iTerm2" {
		full = ITerm
	}
	other := getenv("STY") != "" || getenv("KONSOLE_VERSION") != "" || strings.HasPrefix(term, "screen") || strings.HasPrefix(term, "tmux")
	ours := isKitty(term) || isKitty(getenv("TERM_PROGRAM")) || getenv("KITTY_WINDOW_ID") != "" || getenv("GHOSTTY_RESOURCES_DIR") != ""
	return Choice{Mode: Blocks, Full: full, Ask: ours && !other}
}

// isKitty reports whether a terminal's name is that of one that knows placeholders.
func isKitty(name string) bool {
	name = strings.TrimPrefix(name, "xterm-")
	return name == "kitty" || name == "ghostty"
}

// queryID is the image id of the query; none is made with it.
const queryID = 31

// Query asks a terminal who it is and whether it takes kitty images.
func Query() string {
	return ansi.RequestNameVersion +
		ansi.KittyGraphics([]byte("AAAA"), "i="+strconv.Itoa(queryID), "s=1", "v=1", "a=q", "t=d", "f=24")
}

// QueryCell asks a terminal for the size of its cells and of its window.
func QueryCell() string { return "\x1b[16t\x1b[14t" }

// QueryAbilities asks a terminal what it can do. As all answer that, with it one has said all it will.
func QueryAbilities() string { return ansi.RequestPrimaryDeviceAttributes }

// Sixels reports whether a terminal's primary device attributes say that it draws sixels.
func Sixels(attributes []int) bool {
	const graphics = 4
	return len(attributes) > 1 && slices.Contains(attributes[1:], graphics)
}

// Answers are what a terminal said to [Query].
type Answers struct {
	Name  string // name and version, "kitty(0.40.1)", "ghostty 1.2.0"
	Taken bool   // it takes kitty images
}

// Graphics notes the answer to the query for kitty images.
func (a *Answers) Graphics(id int, payload string) {
	a.Taken = a.Taken || id == queryID && payload == "OK"
}

// Kitty reports whether the terminal knows kitty images under placeholders: kitty since 0.28, and Ghostty.
func (a Answers) Kitty() bool {
	name := strings.ToLower(a.Name)
	if !a.Taken || strings.HasPrefix(name, "ghostty") {
		return a.Taken
	}
	version, ok := strings.CutPrefix(name, "kitty(")
	if !ok {
		return false
	}
	major, rest, _ := strings.Cut(strings.TrimSuffix(version, ")"), ".")
	minor, _, _ := strings.Cut(rest, ".")
	m, err := strconv.Atoi(major)
	n, err2 := strconv.Atoi(minor)
	return err == nil && err2 == nil && (m > 0 || n >= 28)
}
