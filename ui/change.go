package ui

import (
	"context"
	"errors"
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"newspane/feed"
)

// change is something the reader did to the library that can be undone. A change may be of several kinds at once.
type change struct {
	label    string // "38 marked read"
	quiet    bool   // what the screen shows anyway needs no saying
	marks    []feed.Mark
	story    feed.ID // what else tells the story of this article gets its mark too, once that is known
	tags     []feed.Tagging
	note     *noting
	passages []feed.Highlight
	all      *feed.Query        // everything of a query was marked read; marks are known once it is saved
	gone     *feed.Subscription // the feed that was removed
	goneID   feed.ID
	moved    *move   // a feed got another address
	edited   *naming // a feed got another name or folder
	resets   *resetting
	lost     []feed.Subscription // feeds that the feeds file took away
	dropped  *feed.SavedSearch   // the saved search that was removed
	lasting  bool                // it cannot be undone
	painted  *painting
	ruled    *rulesChange  // a rule was made, changed or removed
	ran      *feed.RuleRun // a rule acted on stored articles: the one of ruled, when there is one
	rule     feed.Text     // its name
}

// rulesChange is a change of a rule; nil is none.
type rulesChange struct{ from, to *feed.SavedRule }

// painting is a change of a tag's colour.
type painting struct{ tag, from, to string }

// move is a feed's change of address.
type move struct {
	feed     feed.ID
	from, to string
	settings feed.Settings // at the old address
}

// naming is a feed's change of name and folder.
type naming struct {
	feed                     feed.ID
	title, folder            string
	formerTitle, formerPlace string
}

// noting is a change of the note on an article.
type noting struct {
	article  feed.ID
	from, to feed.Text
}

// inverse is the change that undoes c.
func (c change) inverse() change {
	inv := change{label: c.label, gone: c.gone, goneID: c.goneID, lost: c.lost, dropped: c.dropped, resets: c.resets}
	inv.ran, inv.rule = c.ran, c.rule
	if c.ruled != nil {
		inv.ruled = &rulesChange{c.ruled.to, c.ruled.from}
	}
	if c.moved != nil {
		inv.moved = &move{c.moved.feed, c.moved.to, c.moved.from, c.moved.settings}
	}
	if c.painted != nil {
		inv.painted = &painting{c.painted.tag, c.painted.to, c.painted.from}
	}
	if n := c.edited; n != nil {
		inv.edited = &naming{n.feed, n.formerTitle, n.formerPlace, n.title, n.folder}
	}
	if c.note != nil {
		inv.note = &noting{c.note.article, c.note.to, c.note.from}
	}
	for _, m := range c.marks {
		m.On = !m.On
		inv.marks = append(inv.marks, m)
	}
	for _, t := range c.tags {
		t.On = !t.On
		inv.tags = append(inv.tags, t)
	}
	for _, h := range c.passages {
		h.On = !h.On
		inv.passages = append(inv.passages, h)
	}
	return inv
}

// do makes a change: the screen shows it now, a command saves it.
func (m *Model) do(c change) tea.Cmd {
	m.redos = nil
	return m.save(c, changeSaved{})
}

// save shows a change at once and stores it, or what undoes it.
func (m *Model) save(c change, how changeSaved) tea.Cmd {
	m.saving++
	shown := c
	if how.undone {
		shown = c.inverse()
	}
	m.show(shown)
	lib, ctx := m.lib, m.ctx
	return func() tea.Msg {
		how.err = shown.store(ctx, lib, how.undone)
		how.change = c
		if !how.undone { // what became known of it
			how.change = shown
		}
		return how
	}
}

// store writes the change to the library, and learns what was not known before.
func (c *change) store(ctx context.Context, lib Library, undoing bool) error {
	var err error
	switch {
	case c.goneID != 0, len(c.lost) > 0, c.moved != nil, c.edited != nil, c.resets != nil:
		return c.storeFeeds(ctx, lib, undoing)
	case c.ruled != nil, c.ran != nil:
		return c.storeRule(ctx, lib, undoing)
	case c.dropped != nil && undoing:
		_, err = lib.SaveSearch(ctx, *c.dropped)
		return err
	case c.dropped != nil:
		_, err = lib.DropSearch(ctx, c.dropped.ID)
		return err
	case c.painted != nil:
		return lib.ColourTag(ctx, c.painted.tag, c.painted.to)
	case c.all != nil:
		var ids []feed.ID
		ids, err = lib.MarkAll(ctx, *c.all)
		c.marks, c.all = readMarks(ids), nil
		c.label = fmt.Sprintf("%d marked read", len(ids))
		return err
	}
	if c.story != 0 {
		if err := c.tellAll(ctx, lib); err != nil {
			return err
		}
	}
	if len(c.marks) > 0 {
		err = lib.Mark(ctx, c.marks...)
	}
	if err == nil && len(c.tags) > 0 {
		err = lib.Tag(ctx, c.tags...)
	}
	if err == nil && c.note != nil {
		err = lib.SetNote(ctx, feed.Note{Article: c.note.article, Text: c.note.to})
	}
	if err == nil && len(c.passages) > 0 {
		c.passages, err = lib.Highlight(ctx, c.passages...)
	}
	return err
}

// tellAll adds the unread articles that tell the same story.
func (c *change) tellAll(ctx context.Context, lib Library) error {
	told, err := lib.Story(ctx, c.story)
	if err != nil {
		return err
	}
	like := c.marks[0]
	for _, h := range told {
		if !h.Read && h.ID != like.Article {
			like.Article = h.ID
			c.marks = append(c.marks, like)
		}
	}
	c.story = 0
	return nil
}

// storeRule writes a change of a rule, and has it act or takes back what it did.
func (c *change) storeRule(ctx context.Context, lib Library, undoing bool) error {
	if c.ran != nil && undoing {
		if err := lib.UndoRule(ctx, *c.ran); err != nil {
			return err
		}
	}
	if r := c.ruled; r != nil && r.to != nil {
		kept, err := lib.SaveRule(ctx, *r.to)
		if err != nil {
			return err
		}
		c.ruled = &rulesChange{r.from, &kept}
	} else if r != nil {
		if _, err := lib.DropRule(ctx, r.from.ID); err != nil {
			return err
		}
	}
	if c.ran == nil || undoing {
		return nil
	}
	id := c.ran.Rule
	if c.ruled != nil {
		id = c.ruled.to.ID
	}
	run, err := lib.RunRule(ctx, id)
	c.ran, c.marks, c.tags = &run, run.Marks, run.Tags
	c.label = fmt.Sprintf("“%s” acted on %s", c.rule, count(len(run.Acted), "article"))
	return err
}

// storeFeeds writes a change of feeds.
func (c *change) storeFeeds(ctx context.Context, lib Library, undoing bool) (err error) {
	switch {
	case c.goneID != 0 && undoing:
		return lib.SubscribeAll(ctx, []feed.Subscription{*c.gone})
	case c.goneID != 0:
		var s feed.Subscription
		s, err = lib.Unsubscribe(ctx, c.goneID)
		c.gone = &s
	case len(c.lost) > 0 && undoing:
		return lib.SubscribeAll(ctx, c.lost)
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
	case c.edited != nil:
		return lib.Edit(ctx, c.edited.feed, c.edited.title, c.edited.folder)
	case c.moved != nil:
		err = lib.SetAddress(ctx, c.moved.feed, c.moved.to)
		if err == nil && undoing { // its login has stayed behind
			_, _, err = lib.Configure(ctx, c.moved.feed, func(s *feed.Settings) { *s = c.moved.settings })
		}
	}
	return err
}

func readMarks(ids []feed.ID) []feed.Mark {
	marks := make([]feed.Mark, len(ids))
	for i, id := range ids {
		marks[i] = feed.Mark{Article: id, Key: feed.MarkRead, On: true}
	}
	return marks
}

// changeStored takes the answer of a save: what failed is put back and said.
func (m *Model) changeStored(msg changeSaved) tea.Cmd {
	m.saving--
	c := msg.change
	if msg.err != nil {
		back := c
		if !msg.undone {
			back = c.inverse()
		}
		m.show(back)
		m.say("Not saved: "+feed.Sentence(msg.err), failure)
		return m.endIfSaved()
	}
	switch {
	case msg.undone:
		m.redos = append(m.redos, c)
		if c.dropped != nil {
			m.selectSaved = c.dropped.ID
		}
		m.say("Undone: "+c.label, news)
	case msg.redone:
		m.say("Done again: "+c.label, news)
	case !c.quiet:
		m.say(c.label+m.look.keyed(" – {undo} undoes"), news)
	}
	if !msg.undone {
		if !c.lasting {
			m.undos = append(m.undos, c)
		}
		m.undos = m.undos[max(0, len(m.undos)-undoSteps):]
		m.show(change{marks: c.marks}) // those of everything in a list are known now
		if c.goneID != 0 {
			m.list.begin(feed.Query{Feed: -1}) // what it showed is gone
		}
	}
	m.treeStale = true
	if c.ran != nil && slices.ContainsFunc(c.ran.Marks, func(k feed.Mark) bool { return k.Key == feed.MarkHidden }) {
		m.list.begin(feed.Query{Feed: -1}) // it has other rows now
	}
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
	return m.save(c, changeSaved{undone: true})
}

func (m *Model) redo() tea.Cmd {
	n := len(m.redos)
	if n == 0 {
		m.say("Nothing to do again.", news)
		return nil
	}
	c := m.redos[n-1]
	m.redos = m.redos[:n-1]
	return m.save(c, changeSaved{redone: true})
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
