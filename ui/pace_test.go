package ui

import (
	"bytes"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
)

// ending is a model that looks at its program's pace, and ends.
type ending struct {
	pace    pace
	program *tea.Program
}

func (e *ending) Init() tea.Cmd {
	e.pace.take(e.program)
	return tea.Quit
}

func (e *ending) Update(tea.Msg) (tea.Model, tea.Cmd) { return e, nil }

func (e *ending) View() tea.View { return tea.NewView("") }

func TestThePaceOfThePinnedRendererCanBeTaken(t *testing.T) {
	e := &ending{}
	var out bytes.Buffer
	e.program = tea.NewProgram(e, tea.WithInput(nil), tea.WithOutput(&out), tea.WithoutSignalHandler())
	if _, err := e.program.Run(); err != nil {
		t.Fatal(err)
	}
	if e.pace.ticker == nil {
		t.Error("Bubble Tea's ticker is not where it was")
	}
}

func TestThePaceIsQuickAfterAViewAndRestsWhenThereIsNone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &pace{ticker: time.NewTicker(time.Hour)}
		defer p.ticker.Stop()
		looks := func(in time.Duration) (n int) {
			for end := time.After(in); ; n++ {
				select {
				case <-p.ticker.C:
				case <-end:
					return n
				}
			}
		}
		p.viewed()
		if n := looks(frameSoon + time.Microsecond); n != 1 {
			t.Errorf("%d looks at once", n)
		}
		if n := looks(frameRest / 2 * frameNext); n < 10 {
			t.Errorf("%d looks soon after", n)
		}
		p.viewed()
		if n := looks(frameRest * frameNext); n < 20 {
			t.Errorf("%d looks after another view", n)
		}
		looks(2 * frameRest * frameNext)
		if n := looks(10 * frameIdle); n != 10 {
			t.Errorf("%d looks in ten times a rest", n)
		}
		p.viewed()
		if n := looks(2 * frameSoon); n < 1 {
			t.Error("a view after a rest is not looked for")
		}
	})
}
