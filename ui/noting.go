package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"newspane/feed"
)

// askNote asks for the reader's note on the article: a line at the bottom of the screen, or, where there is more to say,
// the reader's editor.
func (m *Model) askNote(int) tea.Cmd {
	lib, ctx, h := m.lib, m.ctx, *m.targets(1)[0]
	return func() tea.Msg {
		n, err := lib.Note(ctx, h.ID)
		return noteLoaded{headline: h, note: n.Text, err: err}
	}
}

// noteArrived asks for the note in place of the one that there is.
func (m *Model) noteArrived(msg noteLoaded) tea.Cmd {
	if msg.err != nil {
		m.say(feed.Sentence(msg.err), failure)
		return nil
	}
	if strings.Contains(msg.note.String(), "\n") && m.opts.Editor != nil {
		return m.editNote(msg, msg.note.String())
	}
	hint := "enter save · esc cancel"
	if m.opts.Editor != nil {
		hint = "enter save · tab editor · esc cancel"
	}
	p := newPrompt("note", "what you make of this article; empty: none", hint)
	p.input.CharLimit = feed.MaxNote
	p.set(strings.ReplaceAll(msg.note.String(), "\n", " "))
	if m.opts.Editor != nil {
		p.tab = func(m *Model) tea.Cmd {
			m.closeOverlay(p)
			return m.editNote(msg, p.input.Value())
		}
	}
	p.submit = func(m *Model, s string) (tea.Cmd, bool) {
		return m.setNote(msg.headline, msg.note, feed.CleanBlock(strings.TrimSpace(s))), true
	}
	m.open(p)
	return nil
}

// editNote gives the note to the reader's editor, which has the terminal meanwhile.
func (m *Model) editNote(of noteLoaded, text string) tea.Cmd {
	command, result := m.opts.Editor(text)
	return tea.Exec(command, func(err error) tea.Msg {
		var s string
		if err == nil {
			s, err = result()
		}
		return noteEdited{of: of, text: s, err: err}
	})
}

// noteWritten takes a note from the editor.
func (m *Model) noteWritten(msg noteEdited) tea.Cmd {
	if msg.err != nil {
		m.say("The editor could not be used: "+msg.err.Error()+". $EDITOR names another one.", failure)
		return nil
	}
	return m.setNote(msg.of.headline, msg.of.note, feed.CleanBlock(strings.TrimSpace(msg.text)))
}

func (m *Model) setNote(h feed.Headline, from, to feed.Text) tea.Cmd {
	if from == to {
		return nil
	}
	label := "note on " + h.Title.String()
	if to.IsEmpty() {
		label = "note removed: " + h.Title.String()
	}
	return m.do(label, marking{note: &noting{h.ID, from, to}})
}
