package ui

import (
	"strings"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"newspane/feed"
	"newspane/ui/text"
	"newspane/ui/theme"
)

// prompt asks for a line at the bottom of the screen.
type prompt struct {
	offering
	label  string
	hint   string // what the keys do, at the right
	input  textinput.Model
	fault  string                                                 // what is wrong with what was typed
	wrong  *feed.QueryError                                       // the same, at a place of it
	own    func(m *Model, stroke string) (cmd tea.Cmd, done bool) // takes keys before all others; may be nil
	typing func(m *Model, s string) tea.Cmd
	submit func(m *Model, s string) (cmd tea.Cmd, done bool)
	cancel func(m *Model) tea.Cmd
	tab    func(m *Model) tea.Cmd
}

func newPrompt(label, placeholder, hint string) *prompt {
	in := textinput.New()
	in.Prompt = ""
	in.Placeholder = placeholder
	in.SetVirtualCursor(false)
	in.SetStyles(textinput.Styles{})
	in.CharLimit = 2000
	p := &prompt{label: label, hint: hint, input: in, offering: offering{picked: -1}}
	p.input.Focus()
	return p
}

func (p *prompt) press(m *Model, k tea.KeyPressMsg) (tea.Cmd, bool) {
	if p.own != nil {
		if cmd, done := p.own(m, k.Keystroke()); done {
			return cmd, false
		}
	}
	switch k.Keystroke() {
	case "esc", "ctrl+c":
		if p.cancel != nil {
			return p.cancel(m), true
		}
		return nil, true
	case "enter":
		if o, ok := p.takes(); ok && p.picked >= 0 {
			cmd := p.put(m, o)
			if o.more {
				return cmd, false
			}
		}
		p.remember(p.input.Value())
		return p.submit(m, p.input.Value())
	case "tab":
		if o, ok := p.takes(); ok {
			return p.put(m, o), false
		}
		if p.tab != nil {
			return p.tab(m), false
		}
		return nil, false
	case "shift+tab":
		p.pick(-1)
		return nil, false
	case "up", "ctrl+p", "down", "ctrl+n":
		return p.upDown(m, k.Keystroke()), false
	}
	return p.update(m, k), false
}

// upDown moves among the offers, or, while nothing of one's own is typed, through what was entered before.
func (p *prompt) upDown(m *Model, stroke string) tea.Cmd {
	d := 1
	if stroke == "down" || stroke == "ctrl+n" {
		d = -1
	}
	if p.back > 0 || d > 0 && p.input.Value() == "" && p.picked < 0 {
		if s, ok := p.recall(d); ok {
			p.set(s)
			if p.typing != nil {
				return p.typing(m, s)
			}
		}
		return nil
	}
	p.pick(-d)
	return nil
}

// put puts an offer in place of what is typed.
func (p *prompt) put(m *Model, o offer) tea.Cmd {
	s := o.text
	if o.more && !strings.HasSuffix(s, ":") {
		s += " "
	}
	p.set(s)
	p.fault, p.wrong, p.picked = "", nil, -1
	p.shown = p.offers(m, s)
	if p.typing != nil {
		return p.typing(m, s)
	}
	return nil
}

func (p *prompt) paste(m *Model, s string) tea.Cmd { return p.update(m, tea.PasteMsg{Content: s}) }

func (p *prompt) update(m *Model, msg tea.Msg) tea.Cmd {
	before := p.input.Value()
	p.input, _ = p.input.Update(msg) // its command only blinks a cursor that the terminal draws
	if p.input.Value() == before {
		return nil
	}
	p.fault, p.wrong, p.picked, p.back = "", nil, -1, 0
	if p.offers != nil {
		p.shown = p.offers(m, p.input.Value())
	}
	if p.typing != nil {
		return p.typing(m, p.input.Value())
	}
	return nil
}

// at is where the cursor stands, in bytes.
func (p *prompt) at() int {
	r := []rune(p.input.Value())
	return len(string(r[:clamp(p.input.Position(), 0, len(r))]))
}

func (p *prompt) set(s string) {
	p.input.SetValue(s)
	p.input.CursorEnd()
}

func (p *prompt) draw(m *Model, screen []string) *tea.Cursor {
	if len(screen) == 0 {
		return nil
	}
	l := &m.look
	y := len(screen) - 1
	if p.wrong != nil && y > 0 {
		y--
	}
	label := " " + p.label + " "
	hint := p.hint
	if m.w < text.Width(label)+text.Width(hint)+30 {
		hint = ""
	}
	if m.w < text.Width(label)+12 {
		label = text.Cut(label, m.w/2)
	}
	room := max(4, m.w-text.Width(label)-text.Width(hint)-2)
	p.input.SetWidth(room - 1)
	value, role := p.input.Value(), theme.Text
	if value == "" {
		value, role = p.input.Placeholder, theme.Muted
	} else {
		value = feed.Clean(p.input.View()).String()
	}
	r := l.row(m.w, 0).put(label, theme.Accent, theme.Bold)
	x := r.used
	r.add(value, room, role, 0)
	screen[y] = r.right(hint+" ", theme.Muted, 0).String()
	switch {
	case p.wrong != nil && y < len(screen)-1:
		screen[y+1] = l.wrongAt(p.wrong, m.w, x, room)
	case p.fault == "":
		m.drawOffers(screen, &p.offering, y)
	}
	if p.fault != "" && y > 0 {
		lines := text.Wrap(p.fault, max(1, m.w-2))
		for i, s := range lines {
			if at := y - len(lines) + i; at >= 0 {
				screen[at] = l.row(m.w, 0).put(" "+s, theme.Error, 0).String()
			}
		}
	}
	if c := p.input.Cursor(); c != nil {
		return tea.NewCursor(min(m.w-1, x+c.X), y)
	}
	return nil
}

// wrongAt is the line below a prompt that points at the place in its text, which begins at x in so many cells, at which
// something is wrong, and says what.
func (l *look) wrongAt(e *feed.QueryError, w, x, room int) string {
	cells := func(s string) int { return text.Width(feed.CleanBlock(s).String()) }
	from := min(cells(e.Query[:e.At]), max(0, room-2))
	mark := strings.Repeat("^", clamp(cells(e.Query[e.At:e.End]), 1, max(1, room-from)))
	say := e.Problem + ": " + e.Remedy
	r := l.row(w, 0)
	if before := x + from - 2; text.Width(say)+len(mark)+x+from+1 > w && text.Width(say) <= before {
		return r.add(" "+say, before, theme.Error, 0).add("", x+from-r.used, theme.Error, 0).put(mark, theme.Error, theme.Bold).String()
	}
	if at := w - text.Width(say) - 2 - len(mark); at < x+from {
		mark = mark[:clamp(len(mark)-(x+from-at), 1, len(mark))]
	}
	r.add("", min(x+from, max(0, w-text.Width(say)-len(mark)-2)), theme.Error, 0)
	return r.put(mark+" ", theme.Error, theme.Bold).put(say, theme.Error, 0).String()
}
