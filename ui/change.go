package ui

import (
	"errors"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"newspane/feed"
)

// change is something the reader did to the library that can be undone: marks, or a feed taken away or added.
type change struct {
	label   string // "38 marked read"
	quiet   bool   // what the screen shows anyway needs no saying
	marks   []feed.Mark
	all     *feed.Query        // everything of a query was marked read; marks are known once it is saved
	gone    *feed.Subscription // the feed that was removed
	goneID  feed.ID
	moved   *move // a feed got another address
	resets  *resetting
	lost    []feed.Subscription // feeds that the feeds file took away
	dropped *feed.SavedSearch   // the saved search that was removed
	lasting bool                // it cannot be undone
}

// move is a feed's change of address.
type move struct {
	feed     feed.ID
	from, to string
	settings feed.Settings // at the old address
}

// inverse is the change that undoes c.
func (c change) inverse() change {
	inv := change{label: c.label, gone: c.gone, goneID: c.goneID, lost: c.lost, dropped: c.dropped}
	if r := c.resets; r != nil {
		inv.resets = &resetting{feed: r.feed, before: r.after, after: r.before}
	}
	if c.moved != nil {
		inv.moved = &move{c.moved.feed, c.moved.to, c.moved.from, c.moved.settings}
	}
	for _, m := range c.marks {
		m.On = !m.On
		inv.marks = append(inv.marks, m)
	}
	return inv
}

// do makes a change: the screen shows it now, a command saves it.
func (m *Model) do(c change) tea.Cmd {
	m.redos = nil
	return m.save(c, false)
}

// save shows a change at once and stores it.
func (m *Model) save(c change, undoing bool) tea.Cmd {
	m.saving++
	shown := c
	if undoing {
		shown = c.inverse()
	}
	m.show(shown.marks)
	lib, ctx := m.lib, m.ctx
	return func() tea.Msg {
		var err error
		switch {
		case c.goneID != 0 && undoing:
			err = lib.SubscribeAll(ctx, []feed.Subscription{*c.gone})
		case c.goneID != 0:
			var s feed.Subscription
			s, err = lib.Unsubscribe(ctx, c.goneID)
			c.gone = &s
		case len(c.lost) > 0 && undoing:
			err = lib.SubscribeAll(ctx, c.lost)
		case len(c.lost) > 0:
			for _, s := range c.lost {
				_, uerr := lib.Unsubscribe(ctx, s.ID)
				err = errors.Join(err, uerr)
			}
		case c.resets != nil:
			c.resets, err = c.resets.store(ctx, lib, undoing)
			if c.resets.say != nil {
				c.label = c.resets.say(c.resets.after)
			}
		case c.dropped != nil && undoing:
			_, err = lib.SaveSearch(ctx, *c.dropped)
		case c.dropped != nil:
			_, err = lib.DropSearch(ctx, c.dropped.ID)
		case c.moved != nil:
			err = lib.SetAddress(ctx, c.moved.feed, shown.moved.to)
			if err == nil && undoing { // its login has stayed behind
				_, _, err = lib.Configure(ctx, c.moved.feed, func(s *feed.Settings) { *s = c.moved.settings })
			}
		case c.all != nil:
			var ids []feed.ID
			ids, err = lib.MarkAll(ctx, *c.all)
			c.marks = readMarks(ids)
			c.label = fmt.Sprintf("%d marked read", len(ids))
			c.all = nil
		default:
			err = lib.Mark(ctx, shown.marks...)
		}
		return changeSaved{change: c, undone: undoing, err: err}
	}
}

func readMarks(ids []feed.ID) []feed.Mark {
	marks := make([]feed.Mark, len(ids))
	for i, id := range ids {
		marks[i] = feed.Mark{Article: id, Key: feed.MarkRead, On: true}
	}
	return marks
}

// show changes the marks that are on the screen.
func (m *Model) show(marks []feed.Mark) {
	for _, k := range marks {
		m.list.mark(k)
		if a := m.article.article; a != nil && a.ID == k.Article {
			switch k.Key {
			case feed.MarkRead:
				a.Read = k.On
			case feed.MarkBookmark:
				a.Bookmarked = k.On
			}
		}
	}
}

// changeStored takes the answer of a save: what failed is put back and said.
func (m *Model) changeStored(msg changeSaved) tea.Cmd {
	m.saving--
	c := msg.change
	if msg.err != nil {
		back := c.inverse()
		if msg.undone {
			back = c
		}
		m.show(back.marks)
		m.say("Not saved: "+feed.Sentence(msg.err), failure)
		return m.endIfSaved()
	}
	if msg.undone {
		if c.goneID == 0 { // a feed that came back has another ID
			m.redos = append(m.redos, c)
		}
		m.say("Undone: "+c.label, news)
	} else {
		if !c.lasting {
			m.undos = append(m.undos, c)
		}
		if len(m.undos) > undoSteps {
			m.undos = m.undos[1:]
		}
		m.show(c.marks)
		if !c.quiet {
			m.say(c.label+m.look.keyed(" – {undo} undoes"), news)
		}
		if c.goneID != 0 {
			m.list.begin(feed.Query{Feed: -1}) // what it showed is gone
		}
	}
	m.treeStale = true
	return m.endIfSaved()
}

func (m *Model) undo() tea.Cmd {
	n := len(m.undos)
	if n == 0 {
		m.say(m.look.keyed("Nothing to undo. Links are at {follow}."), news)
		return nil
	}
	c := m.undos[n-1]
	m.undos = m.undos[:n-1]
	return m.save(c, true)
}

func (m *Model) redo() tea.Cmd {
	n := len(m.redos)
	if n == 0 {
		m.say("Nothing to do again.", news)
		return nil
	}
	c := m.redos[n-1]
	m.redos = m.redos[:n-1]
	return m.save(c, false)
}

// mark sets a mark of articles; label says what was done.
func (m *Model) mark(key feed.MarkKey, on, quiet bool, label string, ids ...feed.ID) tea.Cmd {
	c := change{label: label, quiet: quiet}
	for _, id := range ids {
		c.marks = append(c.marks, feed.Mark{Article: id, Key: key, On: on, At: m.look.now})
	}
	if len(c.marks) == 0 {
		return nil
	}
	return m.do(c)
}
