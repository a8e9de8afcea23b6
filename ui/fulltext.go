package ui

import (
	tea "charm.land/bubbletea/v2"

	"newspane/feed"
)

// toggleText shows the full article in place of the feed's text, or the other way round; the choice holds for this
// article as long as the program runs.
func (m *Model) toggleText(int) tea.Cmd {
	a := m.article.article
	switch {
	case a.Feed == 0:
		m.say("This page is of no feed: there is only this text.", news)
		return nil
	case a.Link == "":
		m.say("This article has no page on the web: there is only the feed’s text.", news)
		return nil
	}
	to := feed.FromPage
	if a.Text == feed.FromPage {
		to = feed.FromFeed
	} else {
		m.say("Reading the page at "+host(a.Link)+" …", news)
	}
	m.texts[a.ID] = to
	ctx, gen := m.articleLoad.begin(m.ctx)
	m.completing = a.ID
	lib, id := m.lib, a.ID
	return func() tea.Msg {
		a, err := lib.Text(ctx, id, to)
		return articleLoaded{gen: gen, article: a, complete: true, chosen: true, err: err}
	}
}

// textArrived says which text has come of those that the reader chose; a choice that could not be met is forgotten.
func (m *Model) textArrived(msg articleLoaded) {
	if msg.err != nil || msg.article == nil {
		return
	}
	id := msg.article.ID
	if to, chosen := m.texts[id]; chosen && to != msg.article.Text {
		delete(m.texts, id)
	}
	switch {
	case !msg.chosen:
	case msg.article.Note.IsEmpty():
		m.say(m.look.keyed("Shown: "+msg.article.Shown()+". {text} goes back."), news)
	default:
		m.say(m.look.line(msg.article.Note), failure)
	}
}
