package ui

import (
	"reflect"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
)

// When the renderer looks whether there is a new frame.
const (
	frameSoon = time.Millisecond     // after a view that is not one of many
	frameNext = 8 * time.Millisecond // as long as views come
	frameRest = 25                   // such looks without a view, after which it rests
	frameIdle = time.Minute          // at rest, should it have missed something
)

// pace has the renderer draw when there is something to draw. By itself it looks sixty times a second, all day, and a
// key waits for the next look; the rate can be set (WithFPS, 1 to 120), but not made to follow what happens. So its
// ticker, a private field of the program, is taken and set anew. Should another version of Bubble Tea have no such
// field, everything is as it comes there. (https://github.com/charmbracelet/bubbletea/pull/1796 would make this needless.)
//
// A pace is safe for many goroutines; the zero pace is one that was not taken.
type pace struct {
	mu     sync.Mutex
	ticker *time.Ticker
	busy   bool
	views  int // so far
	seen   int // of them, at the last beat
	quiet  int // beats since there was one
	soon   int // beats for which looks come soon: one may be about to
}

// take takes the ticker of a program. Only the program's own loop may call it, which is where it is made.
func (p *pace) take(program *tea.Program) {
	f := reflect.ValueOf(program).Elem().FieldByName("ticker")
	if !f.IsValid() || f.Type() != reflect.TypeFor[*time.Ticker]() {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ticker = (*time.Ticker)(f.UnsafePointer())
}

// viewed says that there is a view, which the renderer is about to be given.
func (p *pace) viewed() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.views++
	if p.ticker == nil {
		return
	}
	if !p.busy || p.quiet > 0 {
		p.soon, p.quiet = 2, 0
		p.ticker.Reset(frameSoon)
	}
	if !p.busy {
		p.busy = true
		time.AfterFunc(frameNext, p.beat)
	}
}

// beat goes along with the looks that follow the first, no more of them than eyes can tell, until so many of its own came
// without a view that the renderer has surely had the last one. It counts rather than measures: a machine may stop both
// for as long as it likes, and what is set anew forgets a look that is due.
func (p *pace) beat() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.soon > 0 {
		if p.soon--; p.soon == 0 {
			p.ticker.Reset(frameNext)
		}
	}
	if p.quiet++; p.seen != p.views {
		p.seen, p.quiet = p.views, 0
	}
	if p.quiet < frameRest {
		time.AfterFunc(frameNext, p.beat)
		return
	}
	p.busy = false
	p.ticker.Reset(frameIdle)
}
