package ui

import (
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"newspane/feed"
	"newspane/ui/text"
	"newspane/ui/theme"
)

// form asks for several lines at once, in a box.
type form struct {
	title  string
	fields []field
	at     int
	fault  string
	submit func(m *Model, values []string) (tea.Cmd, string) // a sentence says what is wrong; the form stays then
}

// field is a line of a form.
type field struct {
	label string
	input textinput.Model
	offering
}

func newField(label, placeholder, value string, offers func(m *Model, s string) []offer) field {
	p := newPrompt(label, placeholder, "")
	p.set(value)
	p.input.Blur()
	return field{label: label, input: p.input, offering: offering{picked: -1, offers: offers}}
}

func newForm(title string, fields ...field) *form {
	f := &form{title: title, fields: fields}
	f.fields[0].input.Focus()
	return f
}

// step moves to another line, around the ends.
func (f *form) step(d int) {
	f.fields[f.at].input.Blur()
	f.fields[f.at].shown = nil
	f.at = (f.at + d + len(f.fields)) % len(f.fields)
	f.fields[f.at].input.Focus()
}

func (f *form) press(m *Model, k tea.KeyPressMsg) (tea.Cmd, bool) {
	c := &f.fields[f.at]
	switch k.Keystroke() {
	case "esc", "ctrl+c":
		return nil, true
	case "enter":
		values := make([]string, len(f.fields))
		for i := range f.fields {
			values[i] = f.fields[i].input.Value()
		}
		cmd, fault := f.submit(m, values)
		f.fault = fault
		return cmd, fault == ""
	case "tab":
		if o, ok := c.takes(); ok {
			c.input.SetValue(o.text)
			c.input.CursorEnd()
			c.shown = nil
			return nil, false
		}
		f.step(1)
	case "down", "ctrl+n":
		f.step(1)
	case "up", "shift+tab", "ctrl+p":
		f.step(-1)
	default:
		f.update(m, k)
	}
	return nil, false
}

func (f *form) paste(m *Model, s string) tea.Cmd {
	f.update(m, tea.PasteMsg{Content: s})
	return nil
}

func (f *form) update(m *Model, msg tea.Msg) {
	c := &f.fields[f.at]
	before := c.input.Value()
	c.input, _ = c.input.Update(msg) // its command only blinks a cursor that the terminal draws
	if c.input.Value() == before {
		return
	}
	f.fault = ""
	if c.offers != nil {
		c.shown = c.offers(m, c.input.Value())
	}
}

// maxFormOffers is how many offers a form shows at a time.
const maxFormOffers = 4

func (f *form) draw(m *Model, screen []string) *tea.Cursor {
	w := m.boxWidth(76)
	l := &m.look
	indent := 0
	for _, c := range f.fields {
		indent = max(indent, text.Width(c.label)+3)
	}
	indent = min(indent, w/2)
	var lines []string
	x, y := 0, 0
	for i := range f.fields {
		c := &f.fields[i]
		cursor, attr := " ", theme.Attr(0)
		if i == f.at {
			cursor, attr = l.Glyphs.Cursor, theme.Bold
		}
		c.input.SetWidth(max(4, w-indent-1))
		value, role := feed.Clean(c.input.View()).String(), theme.Text
		if c.input.Value() == "" {
			value, role = c.input.Placeholder, theme.Muted
		}
		r := l.row(w, 0).put(cursor+" ", theme.Accent, 0)
		r.add(c.label, indent-2, theme.Text, attr)
		if at := c.input.Cursor(); i == f.at && at != nil {
			x, y = indent+at.X, len(lines)
		}
		lines = append(lines, r.add(value, r.left(), role, 0).String())
		for _, o := range c.shown[:min(len(c.shown), maxFormOffers)] {
			lines = append(lines, l.row(w, 0).add("", indent, theme.Muted, 0).put(o.text, theme.Muted, 0).String())
		}
	}
	for _, s := range text.Wrap(f.fault, w) {
		lines = append(lines, l.row(w, 0).put(s, theme.Error, 0).String())
	}
	foot := "tab next or complete · enter save · esc cancel"
	lines = append(lines, l.row(w, 0).right(text.Cut(foot, w), theme.Muted, 0).String())
	top := max(0, (len(screen)-len(lines)-2)/3)
	m.box(screen, f.title, lines, w, top)
	left := max(0, (m.w-w-4)/2) + 2
	if m.w < w+4 {
		left, top = 0, top-1
	}
	return tea.NewCursor(min(m.w-1, left+x), min(len(screen)-1, max(0, top+1+y)))
}
