package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"newspane/feed"
	"newspane/ui/keys"
	"newspane/ui/text"
	"newspane/ui/theme"
)

// troubled is a feed with what is amiss with it.
type troubled struct {
	feed.Subscription
	feed.Trouble
}

// troubleList is the list of feeds in trouble, in front of the panes: what happened to each, since when, and what to do.
type troubleList struct {
	board
	feeds []troubled
	w     int
	lines [][]row2 // of each feed, for the width w
}

// row2 is a line of a feed and how it is painted.
type row2 struct {
	text string
	role theme.Role
	attr theme.Attr
	note string // at the right
}

// goTrouble opens the list of feeds in trouble, if there are any.
func (m *Model) goTrouble(int) tea.Cmd { return m.loadTrouble() }

func (m *Model) loadTrouble() tea.Cmd {
	lib, ctx := m.lib, m.ctx
	return func() tea.Msg {
		subs, err := lib.Subscriptions(ctx)
		return troubleLoaded{subs, err}
	}
}

// troubles is the list when it is open.
func (m *Model) troubles() *troubleList {
	for _, o := range m.overlays {
		if t, ok := o.(*troubleList); ok {
			return t
		}
	}
	return nil
}

// renewTrouble reads an open list of trouble anew.
func (m *Model) renewTrouble() tea.Cmd {
	if m.troubles() == nil {
		return nil
	}
	return m.loadTrouble()
}

// troubleArrived shows the feeds in trouble; when there are none left the list closes.
func (m *Model) troubleArrived(msg troubleLoaded) tea.Cmd {
	t := m.troubles()
	if msg.err != nil {
		m.say(feed.Sentence(msg.err), failure)
		return nil
	}
	found := inTrouble(msg.subs, m)
	switch {
	case len(found) == 0:
		if t != nil {
			m.closeOverlay(t)
		}
		m.say("All feeds are well.", news)
		return nil
	case t == nil:
		t = &troubleList{}
		m.open(t)
	}
	t.set(found)
	return nil
}

// inTrouble returns the feeds of which there is something to say, the worst first.
func inTrouble(subs []feed.Subscription, m *Model) []troubled {
	var found []troubled
	for _, s := range subs {
		t := feed.TroubleOf(s, m.look.now)
		if t.Level >= feed.Noted && t.State != feed.OnHold && t.State != feed.NeverChecked {
			found = append(found, troubled{s, t})
		}
	}
	slices.SortStableFunc(found, func(a, b troubled) int { return int(b.Level) - int(a.Level) })
	return found
}

// set takes the feeds; the cursor stays on its feed.
func (t *troubleList) set(feeds []troubled) {
	at := feed.ID(0)
	if s := t.selected(); s != nil {
		at = s.ID
	}
	t.feeds, t.lines = feeds, nil
	t.list.SetN(len(feeds))
	if i := slices.IndexFunc(feeds, func(f troubled) bool { return f.ID == at }); i >= 0 {
		t.list.Go(i)
	}
}

func (t *troubleList) selected() *troubled {
	if t.list.Cursor >= len(t.feeds) {
		return nil
	}
	return &t.feeds[t.list.Cursor]
}

// press takes a key by what it does elsewhere, so that the reader's own keys hold here, too.
func (t *troubleList) press(m *Model, k tea.KeyPressMsg) (tea.Cmd, bool) {
	stroke := keys.Stroke(k.Key())
	name, _ := m.keymap.Lookup("list", []string{stroke})
	m.toast = toast{}
	switch name {
	case "cancel":
		if m.refreshing.cancel != nil {
			return m.cancel(0), false
		}
		return nil, true
	case "leave", "left":
		return nil, true
	case "quit":
		return m.quit(), true
	case "undo":
		return m.undo(), false
	case "redo":
		return m.redo(), false
	case "refresh-all":
		return m.tryAgain(t.feeds...), false
	}
	s := t.selected()
	if t.move(name, t.height) || s == nil {
		return nil, false
	}
	switch name {
	case "open", "right":
		m.chooseRemedy(*s)
	case "refresh":
		return m.tryAgain(*s), false
	case "browser":
		return m.browse(siteOf(s.Subscription)), false
	}
	return nil, false
}

func (t *troubleList) paste(*Model, string) tea.Cmd { return nil }

// tryAgain checks feeds again.
func (m *Model) tryAgain(feeds ...troubled) tea.Cmd {
	ids := make([]feed.ID, len(feeds))
	for i, f := range feeds {
		ids[i] = f.ID
	}
	return m.refreshFeeds(ids)
}

// siteOf is where a person looks for a feed's news: its home page, else its address.
func siteOf(s feed.Subscription) string {
	if s.Site != "" {
		return s.Site
	}
	return feed.ShownURL(s.URL)
}

func (t *troubleList) height(i int) int { return len(t.lines[i]) + 1 }

// arrange sets what is to be read of each feed for a width.
func (t *troubleList) arrange(m *Model, w int) {
	if t.lines != nil && t.w == w {
		return
	}
	t.w, t.lines = w, make([][]row2, len(t.feeds))
	for i := range t.feeds {
		t.lines[i] = t.feeds[i].lines(m, w-4)
	}
}

func (f *troubled) lines(m *Model, w int) []row2 {
	role := map[feed.Level]theme.Role{feed.Bad: theme.Error, feed.Weak: theme.Warn}[f.Level]
	if f.Level < feed.Weak {
		role = theme.Text
	}
	title := m.look.line(f.Title)
	if f.Folder != "" {
		title += " " + m.look.Glyphs.Dot + " " + feed.Clean(f.Folder).String()
	}
	note := ""
	if !f.Since.IsZero() {
		note = "since " + f.Since.In(m.look.now.Location()).Format("Mon 2 Jan 15:04")
	}
	lines := []row2{{text: title, role: theme.Strong, attr: theme.Bold, note: note}}
	for _, s := range text.Wrap(m.look.line(f.Reason), max(1, w)) {
		lines = append(lines, row2{text: s, role: role})
	}
	for _, s := range text.Wrap(m.look.line(f.Remedy), max(1, w)) {
		lines = append(lines, row2{text: s, role: theme.Muted})
	}
	return lines
}

func (t *troubleList) draw(m *Model, screen []string) *tea.Cursor {
	w, l := m.boxWidth(boardWidth), &m.look
	t.arrange(m, w)
	foot := t.foot(m, w, l.keyed("{open} what can be done"), l.keyed("{refresh} try again"), l.keyed("{refresh-all} try all again"),
		l.keyed("{browser} browser"), l.keyed("{leave} close"))
	return t.board.draw(m, screen, "feeds in trouble", w, t.height, func(i int) []string { return t.rows(m, i, w) }, foot)
}

// rows are the lines of a feed, and an empty one.
func (t *troubleList) rows(m *Model, i, w int) []string {
	l := &m.look
	var out []string
	for j, line := range t.lines[i] {
		var attr theme.Attr
		cursor, mark := " ", " "
		if i == t.list.Cursor {
			attr, cursor = theme.Selected, l.Glyphs.Cursor
		}
		if j == 0 && t.feeds[i].Level >= feed.Weak {
			mark = l.Glyphs.Failed
		}
		r := l.row(w, attr).put(cursor, theme.Accent, 0).put(mark+" ", theme.Warn, 0)
		r.add(line.text, r.left()-text.Width(line.note)-1, line.role, line.attr)
		out = append(out, r.right(line.note, theme.Muted, 0).String())
	}
	return append(out, l.row(w, 0).String())
}
