package ui

import (
	"io"
	"os"
	"time"

	tea "charm.land/bubbletea/v2"
)

// A Job is the program as a shell sees it: something that can be stopped, and told to go on.
type Job struct {
	// Alone says that no shell waits for the program: were it stopped, nobody would tell it to go on.
	Alone bool
	// Continued tells that the program was stopped and goes on (SIGCONT); nil never does.
	Continued <-chan os.Signal
}

// suspend goes to the shell, which gets the terminal's own order back.
func (m *Model) suspend(int) tea.Cmd {
	switch {
	case m.opts.Job.Alone:
		m.say("There is no shell to go to: newspane was not started from one. ! runs a command, Q quits.", failure)
		return nil
	case m.opts.Bidi == BidiExplicit:
		return tea.Sequence(tea.Raw(implicitOrder), tea.Suspend)
	}
	return tea.Suspend
}

// resumed puts back what the terminal lost while the shell had it.
func (m *Model) resumed() tea.Cmd {
	m.pictures.forget()
	if m.opts.Bidi == BidiExplicit {
		return tea.Raw(explicitOrder)
	}
	return nil
}

// waitContinued waits for the program to go on after somebody stopped it.
func (m *Model) waitContinued() tea.Cmd {
	told := m.opts.Job.Continued
	if told == nil {
		return nil
	}
	return func() tea.Msg {
		<-told
		return continued{}
	}
}

// continued takes the terminal anew: whoever stopped the program from outside did not ask, and whoever had the terminal
// since left it as they liked it.
func (m *Model) continued() tea.Cmd {
	take := tea.Exec(pause{}, func(error) tea.Msg { return tea.ResumeMsg{} })
	return tea.Batch(take, m.waitContinued())
}

// pause is a command that does nothing for a while: the terminal is left before it and taken after it. Bubble Tea's
// renderer stops its clock only after it has said that it is over; were it started anew before, the clock of the new
// one would be stopped, and nothing drawn any more.
type pause struct{}

// rendererStops is more than the renderer takes to stop its clock.
const rendererStops = 50 * time.Millisecond

// Run waits.
func (pause) Run() error { time.Sleep(rendererStops); return nil }

// SetStdin does nothing.
func (pause) SetStdin(io.Reader) {}

// SetStdout does nothing.
func (pause) SetStdout(io.Writer) {}

// SetStderr does nothing.
func (pause) SetStderr(io.Writer) {}
