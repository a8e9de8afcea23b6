package ui

import (
	"context"
	"errors"
	"fmt"
	"os"
	"reflect"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"newspane/ui/firewall"
)

// A Panic is a defect of the program that ended the screen. It is returned by [Run] once the terminal is as it was.
type Panic struct {
	Where         string   // "update", "view", "command", "screen"
	Value         any      // of the panic; it may hold content
	Stack         []byte   // see [debug.Stack]
	Actions       []string // the last ones that were done, oldest first
	Width, Height int      // of the terminal, in cells
}

// Error says where it was.
func (p *Panic) Error() string { return "panic in " + p.Where }

// panicWait is how long commands that are under way have after a panic, so that marks reach the library.
const panicWait = time.Second

// actionsKept is how many actions a report names.
const actionsKept = 12

// guarded is the screen within a net: a panic in it, or in a command, ends the program in good order. The first one
// counts.
type guarded struct {
	*Model
	quit    func()       // ends the program from outside its loop
	program *tea.Program // that runs it
	pace    pace
	last    tea.View

	mu       sync.Mutex
	panicked *Panic
	underWay int           // commands
	idle     chan struct{} // closed when none is under way; nil while nobody waits for it
}

// note keeps the first panic.
func (g *guarded) note(where string, value any) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.panicked == nil {
		g.panicked = &Panic{Where: where, Value: value, Stack: debug.Stack()}
	}
}

func (g *guarded) over() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.panicked != nil
}

// Init starts the screen.
func (g *guarded) Init() (cmd tea.Cmd) {
	defer func() {
		if v := recover(); v != nil {
			g.note("update", v)
			cmd = tea.Quit
		}
	}()
	g.pace.take(g.program)
	return g.command(g.Model.Init())
}

// Update takes a message.
func (g *guarded) Update(msg tea.Msg) (_ tea.Model, cmd tea.Cmd) {
	if g.over() {
		return g, tea.Quit
	}
	defer func() {
		if v := recover(); v != nil {
			g.note("update", v)
			cmd = tea.Quit
		}
	}()
	_, cmd = g.Model.Update(msg)
	return g, g.command(cmd)
}

// View draws the screen; after a panic the last one that could be drawn.
func (g *guarded) View() (v tea.View) {
	if g.over() {
		return g.last
	}
	defer func() {
		if p := recover(); p != nil {
			g.note("view", p)
			v = g.last
			go g.quit() // the loop, which takes it, is here
		}
	}()
	g.last = g.Model.View()
	g.pace.viewed()
	return g.last
}

// command puts the net under a command and those that come of it.
func (g *guarded) command(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		g.began()
		defer g.ended()
		defer func() {
			if v := recover(); v != nil {
				g.note("command", v)
				msg = tea.Quit()
			}
		}()
		return g.several(cmd())
	}
}

// began and ended count commands. A [sync.WaitGroup] cannot: it is raced by what begins while it is waited for, and
// Bubble Tea begins the commands of a batch when it likes.
func (g *guarded) began() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.underWay++
}

func (g *guarded) ended() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.underWay--; g.underWay == 0 && g.idle != nil {
		close(g.idle)
		g.idle = nil
	}
}

// quiet returns a channel that is closed when no command is under way.
func (g *guarded) quiet() <-chan struct{} {
	idle := make(chan struct{})
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.underWay == 0 {
		close(idle)
	} else {
		g.idle = idle
	}
	return idle
}

// several puts the net under the commands of a batch or a sequence, whose type is Bubble Tea's own.
func (g *guarded) several(msg tea.Msg) tea.Msg {
	v := reflect.ValueOf(msg)
	if v.Kind() != reflect.Slice || v.Type().Elem() != reflect.TypeFor[tea.Cmd]() {
		return msg
	}
	out := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
	for i := range v.Len() {
		if cmd, ok := v.Index(i).Interface().(tea.Cmd); ok {
			out.Index(i).Set(reflect.ValueOf(g.command(cmd)))
		}
	}
	return out.Interface()
}

// run runs the program, and returns its first panic as an error when all that was under way has ended.
func (g *guarded) run(p *tea.Program) (err error) {
	defer func() {
		if v := recover(); v != nil { // in Bubble Tea, which has left the terminal as it was used
			g.note("screen", v)
			p.Kill()
			err = g.settle()
		}
	}()
	g.program = p
	if _, err = p.Run(); g.over() {
		err = g.settle()
	}
	return err
}

// settle waits for the commands that are under way and returns the panic.
func (g *guarded) settle() error {
	select {
	case <-g.quiet():
	case <-time.After(panicWait):
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.panicked.Width, g.panicked.Height, g.panicked.Actions = g.w, g.h, slices.Clone(g.lately)
	return g.panicked
}

// Run shows the screen until the reader quits or ctx ends, and leaves the terminal as it was. Its error is a [*Panic]
// when a defect ended it.
func Run(ctx context.Context, lib Library, o Options) error {
	loads, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	m, err := New(loads, lib, o)
	if err != nil {
		return err
	}
	g := &guarded{Model: m}
	out := terminal{firewall.New(os.Stdout), os.Stdout}
	in := keyboard{os.Stdin, func() { go g.quit() }} // the loop may be waiting for this read to end
	p := tea.NewProgram(g, tea.WithoutSignalHandler(), tea.WithoutCatchPanics(), tea.WithInput(in), tea.WithOutput(out))
	g.quit = func() { p.Send(endAsked{}) }
	stop := context.AfterFunc(ctx, g.quit)
	defer stop()
	leave, err := o.Bidi.enter(out)
	if err != nil {
		return err
	}
	err = errors.Join(g.run(p), leave())
	if n, first := out.Dropped(); n > 0 && o.Dropped != nil {
		o.Dropped(fmt.Sprintf("%d sequences kept from the terminal, the first of kind %s", n, first))
	}
	return err
}
