package ui

import (
	tea "charm.land/bubbletea/v2"

	"newspane/feed"
)

// chooseHighlight lists the passages that were highlighted, those of the article that is shown first.
func (m *Model) chooseHighlight(int) tea.Cmd {
	lib, ctx := m.lib, m.ctx
	return func() tea.Msg {
		all, err := lib.Highlights(ctx, 0)
		return highlightsLoaded{all, err}
	}
}

// highlightsArrived offers the passages to go to.
func (m *Model) highlightsArrived(msg highlightsLoaded) tea.Cmd {
	if msg.err != nil {
		m.say(feed.Sentence(msg.err), failure)
		return nil
	}
	if len(msg.all) == 0 {
		m.say(m.look.keyed("Nothing is highlighted yet. {highlight} in an article chooses sentences to keep."), news)
		return nil
	}
	var list []feed.Highlight
	var order []feed.ID
	by := map[feed.ID][]feed.Highlight{}
	if id := m.shownID(); id != 0 {
		order = append(order, id)
	}
	for _, h := range msg.all {
		if by[h.Article] == nil && h.Article != m.shownID() {
			order = append(order, h.Article)
		}
		by[h.Article] = append(by[h.Article], h)
	}
	var choices []choice
	for _, id := range order {
		for _, h := range by[id] {
			list = append(list, h)
			choices = append(choices, choice{group: m.look.line(h.Title), label: m.look.line(feed.Clean(h.Quote.String())), detail: m.look.line(h.Source)})
		}
	}
	m.open(newChooser("highlights", choices, func(m *Model, i []int) tea.Cmd { return m.goHighlight(list[i[0]]) }))
	return nil
}

// goHighlight opens the article of a passage there.
func (m *Model) goHighlight(h feed.Highlight) tea.Cmd {
	m.jump = h
	if m.shownID() != h.Article {
		return m.openArticle(h.Article)
	}
	if m.opened {
		m.trail.push(m.here())
	}
	cmd := m.openArticle(h.Article)
	m.landOnHighlight()
	return cmd
}

// landOnHighlight scrolls to the passage that is gone to once its article is shown.
func (m *Model) landOnHighlight() {
	h, p := m.jump, &m.article
	if h.Article == 0 || m.shownID() != h.Article {
		return
	}
	m.jump = feed.Highlight{}
	p.whole()
	from, _, ok := p.doc.Locate(h.Quote.String(), h.Before.String(), h.Block)
	if !ok {
		m.say("The text has changed: this passage is no longer in it.", news)
		return
	}
	p.top = len(p.header) + p.doc.LineAt(from) - p.h/4
	p.clampTop()
}
