package ui

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"newspane/feed"
	"newspane/ui/keys"
	"newspane/ui/text"
	"newspane/ui/theme"
)

// act is something that can be done with an entry of a queue.
type act struct {
	name          string // of the action whose key does it at once, "" for none
	label, detail string
	run           func(m *Model) tea.Cmd
}

// waiting is an entry of a queue.
type waiting struct {
	id          feed.ID
	title       string
	note        string // at the right
	state       string
	role        theme.Role // of the state
	bar         bool       // how much of it is there is drawn
	done, whole int64
	acts        []act
}

// queueList is a queue in front of the panes: what waits, how far it is, what went wrong, and what can be done.
type queueList struct {
	board
	kind  queueKind
	items []waiting
	w     int
	lines [][]string // the states for the width w
}

// set takes the entries; the cursor stays on its own.
func (q *queueList) set(items []waiting) {
	at := feed.ID(0)
	if s := q.selected(); s != nil {
		at = s.id
	}
	q.items, q.lines = items, nil
	q.list.SetN(len(items))
	if i := slices.IndexFunc(items, func(w waiting) bool { return w.id == at }); i >= 0 {
		q.list.Go(i)
	}
}

// put takes an entry as it is now; false when there is none like it.
func (q *queueList) put(w waiting) bool {
	i := slices.IndexFunc(q.items, func(o waiting) bool { return o.id == w.id })
	if i >= 0 {
		q.items[i], q.lines = w, nil
	}
	return i >= 0
}

func (q *queueList) selected() *waiting {
	if q.list.Cursor >= len(q.items) {
		return nil
	}
	return &q.items[q.list.Cursor]
}

// press takes a key by what it does elsewhere, so that the reader's own keys hold here, too.
func (q *queueList) press(m *Model, k tea.KeyPressMsg) (tea.Cmd, bool) {
	name, _ := m.keymap.Lookup("list", []string{keys.Stroke(k.Key())})
	m.toast = toast{}
	switch name {
	case "cancel", "leave", "left":
		return nil, true
	case "quit":
		return m.quit(), true
	case "refresh-all":
		return q.retryAll(m), false
	}
	s := q.selected()
	if q.move(name, q.height) || s == nil {
		return nil, false
	}
	if name == "open" || name == "right" {
		acts := s.acts
		choices := make([]choice, len(acts))
		for i, a := range acts {
			choices[i] = choice{label: a.label, detail: a.detail}
		}
		m.open(newChooser(s.title, choices, func(m *Model, i []int) tea.Cmd { return acts[i[0]].run(m) }))
		return nil, false
	}
	for _, a := range s.acts {
		if a.name == name && name != "" {
			return a.run(m), false
		}
	}
	return nil, false
}

// retryAll tries all of the queue again.
func (q *queueList) retryAll(m *Model) tea.Cmd {
	return m.changeQueue(q.kind, func(ctx context.Context, lib Library) (string, error) {
		retry := lib.RetryDownloads
		if q.kind == outboxQueue {
			retry = lib.RetryOutbox
		}
		n, err := retry(ctx)
		switch {
		case n == 0:
			return "There is nothing to be tried again", err
		case q.kind == outboxQueue:
			return count(n, "article") + " tried again", err
		}
		return count(n, "file") + " tried again", err
	})
}

func (q *queueList) paste(*Model, string) tea.Cmd { return nil }

func (q *queueList) height(i int) int { return len(q.lines[i]) + 2 }

// arrange sets what is to be read of each entry for a width.
func (q *queueList) arrange(w int) {
	if q.lines != nil && q.w == w {
		return
	}
	q.w, q.lines = w, make([][]string, len(q.items))
	for i, item := range q.items {
		q.lines[i] = text.Wrap(item.state, max(1, w-4-item.barWidth(w)))
	}
}

func (q *queueList) draw(m *Model, screen []string) *tea.Cursor {
	w := m.boxWidth(boardWidth)
	q.arrange(w)
	title := "downloads"
	if q.kind == outboxQueue {
		title = "outbox of bookmark services"
	}
	return q.board.draw(m, screen, title, w, q.height, func(i int) []string { return q.rows(m, i, w) }, q.foot(m, w, q.hints(m)...))
}

// rows are the lines of an entry, and an empty one.
func (q *queueList) rows(m *Model, i, w int) []string {
	l, item := &m.look, q.items[i]
	var attr theme.Attr
	cursor := " "
	if i == q.list.Cursor {
		attr, cursor = theme.Selected, l.Glyphs.Cursor
	}
	begin := func() *row { return l.row(w, attr).put(cursor, theme.Accent, 0).put("  ", theme.Text, 0) }
	r := begin()
	r.add(item.title, r.left()-text.Width(item.note)-1, theme.Strong, theme.Bold)
	out := []string{r.right(item.note, theme.Muted, 0).String()}
	role := item.role
	if role == 0 {
		role = theme.Muted
	}
	for j, s := range q.lines[i] {
		r := begin()
		r.add(s, r.left()-item.barWidth(w), role, 0)
		if j == 0 && item.barWidth(w) > 0 && !l.plain {
			r.right(item.drawn(l), theme.Accent, 0)
		} else {
			r.right("", theme.Text, 0)
		}
		out = append(out, r.String())
	}
	return append(out, l.row(w, 0).String())
}

// barCells is the width of the bar that shows how much of a file is there.
const barCells = 16

// barWidth is the room that an entry's bar takes in w cells.
func (item *waiting) barWidth(w int) int {
	if !item.bar || w < 3*barCells {
		return 0
	}
	return barCells + 2
}

// drawn is the bar.
func (item *waiting) drawn(l *look) string {
	full := 0
	if item.whole > 0 {
		full = int(min(item.done*barCells/item.whole, barCells))
	}
	return strings.Repeat(l.Glyphs.Done, full) + strings.Repeat(l.Glyphs.Todo, barCells-full)
}

// hints are the keys of what can be done.
func (q *queueList) hints(m *Model) []string {
	hints := []string{m.look.keyed("{open} what can be done")}
	if s := q.selected(); s != nil {
		for _, a := range s.acts {
			if a.name != "" {
				hints = append(hints, m.look.keyed("{"+a.name+"} ")+a.label)
			}
		}
	}
	return append(hints, m.look.keyed("{refresh-all} try all again"), m.look.keyed("{leave} close"))
}
