package ui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"newspane/feed"
)

// change is something the reader did to the library.
type change struct {
	label string // "38 marked read"
	quiet bool   // what the screen shows anyway needs no saying
	deed  deed   // nil for what is done and cannot be undone
	turn  int    // grows with every change: they are stored in any order, and undone in that in which they were made
}

// deed is what a change does; there is a type for each kind (deeds.go).
type deed interface {
	// store does it. It returns the deed with what only the library knew, and the words for it where they depend on that.
	store(ctx context.Context, lib Library) (done deed, label string, err error)
	// inverse is the deed that undoes it.
	inverse() deed
	// shown is what rows and the article show of it.
	shown() marking
}

// doing is whether a change was made, undone, or made again.
type doing int

const (
	doneFirst doing = iota
	doneBack
	doneAgain
)

// do makes a change: the screen shows it now, a command saves it.
func (m *Model) do(label string, d deed) tea.Cmd { return m.change(change{label: label, deed: d}) }

// doQuietly is [Model.do] for what the screen shows anyway.
func (m *Model) doQuietly(label string, d deed) tea.Cmd {
	return m.change(change{label: label, deed: d, quiet: true})
}

func (m *Model) change(c change) tea.Cmd {
	m.redos = nil
	return m.save(changeSaved{change: c})
}

// save shows a change at once and stores it.
func (m *Model) save(s changeSaved) tea.Cmd {
	m.saving++
	if s.how != doneBack {
		s.change.turn = m.nextTurn()
	}
	m.show(s.change.deed.shown())
	lib, ctx := m.lib, m.ctx
	if d, ok := s.change.deed.(changingRule); ok && d.runs() {
		ctx, m.stopRule = context.WithCancel(ctx)
		m.say(m.look.keyed("“"+d.name.String()+"” looks at the stored articles … {cancel} stops it."), news)
	} else if ok && d.run != nil {
		m.say("Taking back what “"+d.name.String()+"” did …", news)
	}
	return func() tea.Msg {
		done, label, err := s.change.deed.store(ctx, lib)
		if s.err = err; err == nil {
			s.change.deed = done
		}
		if label != "" && s.how != doneBack {
			s.change.label = label
		}
		return s
	}
}

func (m *Model) nextTurn() int {
	m.turn++
	return m.turn
}

// changeStored takes the answer of a save: what failed is put back and said.
func (m *Model) changeStored(msg changeSaved) tea.Cmd {
	m.saving--
	if d, ok := msg.change.deed.(changingRule); ok && d.runs() && m.stopRule != nil {
		m.stopRule()
		m.stopRule = nil
	}
	if msg.err != nil {
		m.notStored(msg)
		return m.endIfSaved()
	}
	c := msg.change
	m.treeStale = true
	if q := m.list.query; msg.added && q.Feed == 0 && q.Folder == "" && q.Search == "" {
		m.list.stale = true // it may belong there
	}
	switch {
	case msg.how == doneBack:
		m.say("Undone: "+c.label, news)
	case msg.how == doneAgain:
		m.say("Done again: "+c.label, news)
	case !c.quiet:
		m.say(c.label+m.look.keyed(" – {undo} undoes"), news)
	}
	if c.deed == nil {
		return m.endIfSaved()
	}
	m.show(c.deed.shown()) // what it came to is known now
	back := change{label: c.label, deed: c.deed.inverse(), turn: c.turn}
	if msg.how == doneBack {
		m.redos = append(m.redos, back)
	} else {
		at := len(m.undos)
		for at > 0 && m.undos[at-1].turn > back.turn {
			at--
		}
		m.undos = slices.Insert(m.undos, at, back)
		m.undos = m.undos[max(0, len(m.undos)-undoSteps):]
	}
	m.followDeed(c.deed)
	return m.endIfSaved()
}

// notStored puts a change back that could not be stored, and says so. What was to be undone can be undone still.
func (m *Model) notStored(msg changeSaved) {
	if d := msg.change.deed; d != nil {
		m.show(d.inverse().shown())
	}
	switch msg.how {
	case doneBack:
		m.undos = append(m.undos, msg.change)
	case doneAgain:
		m.redos = append(m.redos, msg.change)
	}
	m.say("Not saved: "+feed.Sentence(msg.err), failure)
}

// followDeed leads the screen where a stored deed leaves it: a list whose rows are others now is loaded anew.
func (m *Model) followDeed(d deed) {
	switch d := d.(type) {
	case unsubscribing:
		m.list.begin(feed.Query{Feed: -1})
	case resubscribing:
		if len(d.feeds) == 1 {
			m.returnTo = d.feeds[0].ID
		}
	case restoringSearch:
		m.selectSaved = d.search.ID
	case changingRule:
		if slices.ContainsFunc(d.shown().marks, func(k feed.Mark) bool { return k.Key == feed.MarkHidden }) {
			m.list.begin(feed.Query{Feed: -1})
		}
	}
}

func (m *Model) undo() tea.Cmd {
	c, ok := pop(&m.undos)
	if !ok {
		m.say(m.look.keyed("Nothing to undo. Links are at {follow}."), news)
		return nil
	}
	return m.save(changeSaved{change: c, how: doneBack})
}

func (m *Model) redo() tea.Cmd {
	c, ok := pop(&m.redos)
	if !ok {
		m.say("Nothing to do again.", news)
		return nil
	}
	return m.save(changeSaved{change: c, how: doneAgain})
}

// pop takes the last change of a stack.
func pop(stack *[]change) (c change, ok bool) {
	n := len(*stack)
	if n == 0 {
		return c, false
	}
	c, *stack = (*stack)[n-1], (*stack)[:n-1]
	return c, true
}

// mark sets a mark of articles; label says what was done.
func (m *Model) mark(key feed.MarkKey, on, quiet bool, label string, ids ...feed.ID) tea.Cmd {
	var d marking
	for _, id := range ids {
		d.marks = append(d.marks, feed.Mark{Article: id, Key: key, On: on, At: m.look.now})
	}
	switch {
	case len(d.marks) == 0:
		return nil
	case quiet:
		return m.doQuietly(label, d)
	}
	return m.do(label, d)
}
