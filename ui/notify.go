package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"newspane/feed"
	"newspane/ui/text"
)

// NotifySettings are where the reader may be told of new articles, besides the screen: by the terminal in the way that it
// understands, or in one of the three ways; by the desktop; not at all.
func NotifySettings() []string {
	return []string{"terminal", "osc9", "osc99", "osc777", "desktop", "off"}
}

// ChooseNotify decides which of the ways the setting "terminal" is: kitty's own (OSC 99); that of rxvt (OSC 777), which
// foot, Ghostty, WezTerm and VTE took over; that of iTerm2 (OSC 9) elsewhere, and in tmux, behind which may be any.
func ChooseNotify(setting string, getenv func(string) string) string {
	if setting != "terminal" {
		return setting
	}
	term, program := getenv("TERM"), getenv("TERM_PROGRAM")
	switch {
	case getenv("TMUX") != "" || getenv("STY") != "":
		return "osc9"
	case term == "xterm-kitty" || getenv("KITTY_WINDOW_ID") != "":
		return "osc99"
	case strings.HasPrefix(term, "foot"), strings.HasPrefix(term, "rxvt"), strings.HasSuffix(term, "ghostty"),
		program == "ghostty", program == "WezTerm", getenv("VTE_VERSION") != "":
		return "osc777"
	}
	return "osc9"
}

// notifyCells is how long a message outside may be.
const notifyCells = 200

// notification is a message to the desktop in one of the terminal's ways, "" in none. tmux hands it on where it may.
func notification(way, words string, tmux bool) string {
	var parts []string
	switch way {
	case "osc9", "terminal":
		parts = []string{"\x1b]9;newspane: " + words + "\x07"}
	case "osc777":
		parts = []string{"\x1b]777;notify;newspane;" + words + "\x07"}
	case "osc99":
		parts = []string{"\x1b]99;i=newspane:d=0;newspane\x1b\\", "\x1b]99;i=newspane:d=1:p=body;" + words + "\x1b\\"}
	}
	if tmux {
		for i, p := range parts {
			parts[i] = "\x1bPtmux;" + strings.ReplaceAll(p, "\x1b", "\x1b\x1b") + "\x1b\\"
		}
	}
	return strings.Join(parts, "")
}

// rulesTold tells of new articles that rules are to tell of: on the screen, and as the reader wants it outside.
func (m *Model) rulesTold(notice string) tea.Cmd {
	said := feed.Clean(notice).String()
	m.say(said+".", news)
	if m.opts.Notify == "desktop" {
		if m.opts.Announce == nil {
			return nil
		}
		announce := m.opts.Announce
		return func() tea.Msg { return announced{announce(said)} }
	}
	if s := notification(m.opts.Notify, text.Cut(said, notifyCells), m.opts.Tmux); s != "" {
		return tea.Raw(s)
	}
	return nil
}

func (m *Model) announcementMade(msg announced) tea.Cmd {
	if msg.err != nil {
		m.say("The desktop was not told: "+feed.Sentence(msg.err)+` Set notify = "terminal" or "off" to do without.`, failure)
	}
	return nil
}
