// Package uitest drives a Bubble Tea model without a terminal: messages are handled and their commands run at once, in
// order, so tests wait for causes and never for time. Only tests import it.
package uitest

import (
	"fmt"
	"reflect"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// Driver holds a model and what it asked the program for.
type Driver struct {
	Model     tea.Model
	Quit      bool     // the model asked to end
	Clipboard []string // what it asked to copy
	Raw       []string // what it sent to the terminal as it is
	held      []tea.Cmd
	Hold      bool // keep commands instead of running them; see [Driver.Release]
}

// New starts a model on a screen of w×h cells.
func New(m tea.Model, w, h int) *Driver {
	d := &Driver{Model: m}
	d.run(m.Init())
	d.Send(tea.WindowSizeMsg{Width: w, Height: h})
	return d
}

// Send handles messages and everything that follows of them.
func (d *Driver) Send(msgs ...tea.Msg) {
	for _, msg := range msgs {
		var cmd tea.Cmd
		d.Model, cmd = d.Model.Update(msg)
		d.run(cmd)
	}
}

// Release runs the commands that were held, the oldest first, and lets later ones run at once.
func (d *Driver) Release() {
	held := d.held
	d.held, d.Hold = nil, false
	for _, c := range held {
		d.run(c)
	}
}

func (d *Driver) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	if d.Hold {
		d.held = append(d.held, cmd)
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			d.run(c)
		}
	case tea.QuitMsg:
		d.Quit = true
	case tea.RawMsg:
		d.Raw = append(d.Raw, fmt.Sprint(msg.Msg))
		d.Send(msg)
	default:
		v := reflect.ValueOf(msg)
		switch {
		case v.Kind() == reflect.String && strings.HasPrefix(v.Type().Name(), "setClipboard"):
			d.Clipboard = append(d.Clipboard, v.String())
		case v.Type().ConvertibleTo(commands): // a sequence
			for _, c := range v.Convert(commands).Interface().([]tea.Cmd) {
				d.run(c)
			}
		default:
			d.Send(msg)
		}
	}
}

var commands = reflect.TypeFor[[]tea.Cmd]()

// Press presses keys as bindings spell them, parted by spaces: "j j enter", "g g", "ctrl+d".
func (d *Driver) Press(strokes string) {
	for _, s := range strings.Fields(strokes) {
		d.Send(Key(s))
	}
}

// Type types text.
func (d *Driver) Type(text string) {
	for _, r := range text {
		d.Send(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
}

// Press is a press of a key.
type Press = tea.KeyPressMsg

// Key is the press of a key as bindings spell it.
func Key(stroke string) Press {
	var k Press
	for {
		mod, rest, ok := strings.Cut(stroke, "+")
		m, known := map[string]tea.KeyMod{"ctrl": tea.ModCtrl, "shift": tea.ModShift, "alt": tea.ModAlt}[mod]
		if !ok || !known {
			break
		}
		k.Mod |= m
		stroke = rest
	}
	if code, ok := named[stroke]; ok {
		k.Code = code
		if code == tea.KeySpace && k.Mod == 0 {
			k.Text = " "
		}
		return k
	}
	k.Code = []rune(stroke)[0]
	if k.Mod&tea.ModCtrl == 0 {
		k.Text = stroke
	}
	return k
}

var named = map[string]rune{
	"enter": tea.KeyEnter, "space": tea.KeySpace, "tab": tea.KeyTab, "esc": tea.KeyEscape, "backspace": tea.KeyBackspace,
	"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight, "home": tea.KeyHome, "end": tea.KeyEnd,
	"pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "f1": tea.KeyF1, "f5": tea.KeyF5,
}

// Screen is what is shown, without styles, one line a row.
func (d *Driver) Screen() string { return ansi.Strip(d.Model.View().Content) }

// Styled is what is shown, with its escape sequences.
func (d *Driver) Styled() string { return d.Model.View().Content }
