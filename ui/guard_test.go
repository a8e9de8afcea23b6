package ui

import (
	"bytes"
	"context"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"newspane/feed"
)

// trap is an overlay, and a library, that panics.
type trap struct {
	overlay
	Library
}

func (trap) draw(*Model, []string) *tea.Cursor { panic("drawing") }

func (trap) Tree(context.Context) ([]feed.Node, error) { panic("loading") }

// inNet runs a screen that panics and returns what comes of it.
func inNet(t *testing.T, change func(*guarded)) error {
	t.Helper()
	m, err := New(t.Context(), &shelf{}, Options{Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	g := &guarded{Model: m}
	change(g)
	var out bytes.Buffer
	p := tea.NewProgram(g, tea.WithoutSignalHandler(), tea.WithoutCatchPanics(), tea.WithInput(nil), tea.WithOutput(&out), tea.WithWindowSize(80, 24))
	g.quit = func() { p.Send(endAsked{}) }
	return g.run(p)
}

func TestAPanicEndsTheScreenInGoodOrder(t *testing.T) {
	for where, change := range map[string]func(*guarded){
		"view":    func(g *guarded) { g.open(trap{}) },
		"command": func(g *guarded) { g.lib = trap{Library: g.lib} },
		"update":  func(g *guarded) { g.byName = nil; g.opts.Now = func() time.Time { panic("the clock") } },
	} {
		t.Run(where, func(t *testing.T) {
			err := inNet(t, func(g *guarded) {
				g.lately = []string{"read-on"}
				change(g)
			})
			var p *Panic
			if !errors.As(err, &p) || p.Where != where || !strings.Contains(string(p.Stack), "newspane/ui.") || !slices.Equal(p.Actions, []string{"read-on"}) {
				t.Errorf("error is %v: %+v", err, p)
			}
		})
	}
}

func TestCommandsWithinCommandsAreInTheNet(t *testing.T) {
	for name, of := range map[string]func(...tea.Cmd) tea.Cmd{"batch": tea.Batch, "sequence": tea.Sequence} {
		g := &guarded{Model: &Model{}}
		bad := func() tea.Msg { panic("within") }
		all := reflect.ValueOf(g.command(of(bad, bad))())
		cmd, ok := all.Index(1).Interface().(tea.Cmd)
		if !ok || all.Len() != 2 {
			t.Fatalf("%s became %v", name, all)
		}
		if msg := cmd(); msg != tea.Quit() || !g.over() {
			t.Errorf("%s: a panic became %v", name, msg)
		}
	}
}

func TestWhatBeginsWhileAPanicIsSettledIsNoRace(t *testing.T) {
	g := &guarded{Model: &Model{}}
	g.note("command", "x")
	begun, hold := make(chan struct{}), make(chan struct{})
	first := g.command(func() tea.Msg { close(begun); <-hold; return nil })
	ended := make(chan struct{}, 2)
	go func() { first(); ended <- struct{}{} }()
	<-begun
	idle := g.quiet()
	go func() { g.command(func() tea.Msg { return nil })(); ended <- struct{}{} }()
	<-ended // the second; the first is held
	select {
	case <-idle:
		t.Error("it is quiet while a command is under way")
	default:
	}
	close(hold)
	<-idle
	<-ended
	if <-g.quiet(); g.underWay != 0 {
		t.Errorf("%d commands are under way", g.underWay)
	}
}
