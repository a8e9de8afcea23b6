package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"newspane/feed"
)

// What is merely read stays in its list, which would shift under the reader's eyes; what is hidden goes at once, and comes
// back to its place when that is undone.

// hide takes articles out of all lists, or, where hidden ones are listed, back into them. Of a folded row it is all
// articles of the story: else the next of them would take its place.
func (m *Model) hide(n int) tea.Cmd {
	ts := m.targets(n)
	on, done := !m.list.listsHidden(), "hidden"
	if !on {
		done = "shown again"
	}
	d := marking{all: true}
	for _, h := range ts {
		d.marks = append(d.marks, feed.Mark{Article: h.ID, Key: feed.MarkHidden, On: on, At: m.look.now})
		if on && h.Others > 0 && m.list.query.Folded {
			d.stories = append(d.stories, h.ID)
		}
	}
	d.words = func(d marking) string { return count(len(d.marks), "article") + " " + done }
	listed := m.list.find(ts[0].ID) >= 0
	m.list.ranging = false
	if m.focus == paneList || !listed {
		m.opened = m.opened && m.focus != paneList
		return m.do(d.words(d), d)
	}
	next := m.next(1) // before it, so that undo brings back what was hidden, not that the next one is unread
	return tea.Batch(next, m.do(d.words(d), d))
}

// listsHidden reports whether the list is of hidden articles: only a search for them lists any.
func (p *headlinesPane) listsHidden() bool {
	return slices.Contains(strings.Fields(p.query.Search), "is:hidden")
}

// showHidden takes rows out of the list that do not belong there any more, and puts those back that do again.
func (p *headlinesPane) showHidden(marks []feed.Mark) {
	gone := map[feed.ID]bool{}
	for _, k := range marks {
		switch {
		case k.Key != feed.MarkHidden:
		case k.On != p.listsHidden():
			gone[k.Article] = true
		case p.find(k.Article) < 0:
			p.putBack(k.Article)
		}
	}
	if len(gone) == 0 {
		return
	}
	if p.hidden == nil {
		p.hidden = map[feed.ID]hiddenRow{}
	}
	rows, above, over := p.rows[:0:0], 0, 0
	for i, h := range p.rows {
		if !gone[h.ID] {
			rows = append(rows, h)
			continue
		}
		p.hidden[h.ID] = hiddenRow{h, p.base + i}
		if p.base+i < p.list.Cursor {
			above++
		}
		if p.base+i < p.list.Top {
			over++
		}
		p.total--
		if !h.Read {
			p.unread--
		}
	}
	n := p.list.N - (len(p.rows) - len(rows))
	p.rows = rows
	cursor, top := p.list.Cursor-above, p.list.Top-over
	p.list.SetN(n)
	p.list.Go(cursor)
	p.list.Top = max(0, top)
}

// hiddenRow is a row that was taken out, and where it was.
type hiddenRow struct {
	headline feed.Headline
	at       int
}

// putBack puts a row that was taken out back into its place, and the cursor on it; one that is not known is loaded.
func (p *headlinesPane) putBack(id feed.ID) {
	was, ok := p.hidden[id]
	if !ok {
		p.stale = true
		return
	}
	delete(p.hidden, id)
	i := len(p.rows)
	if p.query.History { // in no order of theirs
		i = clamp(was.at-p.base, 0, len(p.rows))
	} else if at := slices.IndexFunc(p.rows, func(h feed.Headline) bool { return (h.ID < id) != p.reverse }); at >= 0 {
		i = at
	}
	p.rows = slices.Insert(p.rows, i, was.headline)
	p.total++
	if !was.headline.Read {
		p.unread++
	}
	p.list.SetN(p.list.N + 1)
	p.list.Go(p.base + i)
}
