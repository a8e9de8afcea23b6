package ui

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"newspane/feed"
)

// linkDelay is how long a link is looked at before it is completed from the page it leads to.
const linkDelay = 800 * time.Millisecond

// followLooks notes on which link of the related pane the cursor rests, when something of it is not known.
func (m *Model) followLooks() tea.Cmd {
	p := &m.related
	at := p.selected()
	if m.focus != paneRelated || at == 0 {
		p.rest = ""
		return nil
	}
	l := p.links[at-1]
	if l.URL == p.rest {
		return nil
	}
	p.rest = l.URL
	if !incomplete(l) || p.known[l.URL].URL != "" {
		return nil
	}
	return m.opts.After(linkDelay, linkDue{l.URL})
}

// incomplete reports whether a link lacks its date, and its target is not in the library.
func incomplete(l feed.Link) bool {
	switch l.Kind {
	case feed.InText, feed.SeeAlso, feed.Inline, feed.More:
		return l.Article == 0 && l.Published.IsZero() && l.Date.IsEmpty()
	}
	return false
}

// linkWanted completes the link on which the cursor has rested.
func (m *Model) linkWanted(msg linkDue) tea.Cmd {
	p := &m.related
	at := p.selected()
	if m.focus != paneRelated || at == 0 || p.links[at-1].URL != msg.url || p.rest != msg.url || p.known[msg.url].URL != "" {
		return nil
	}
	l, lib, ctx := p.links[at-1], m.lib, m.ctx
	p.known[msg.url] = l // asked for once
	return func() tea.Msg {
		got, err := lib.Look(ctx, l)
		return linkCompleted{got, err}
	}
}

// linkKnown shows what a link leads to, or why that cannot be said.
func (m *Model) linkKnown(msg linkCompleted) tea.Cmd {
	l := msg.link
	if msg.err != nil {
		l.Why = feed.Clean(strings.TrimSuffix(feed.Sentence(msg.err), "."))
	}
	m.related.known[l.URL] = l
	m.related.set(&m.article)
	return nil
}

// completed is a link with what is known of it.
func completed(l, known feed.Link) feed.Link {
	if l.Kind != feed.InText {
		l.Title = known.Title
	}
	l.Published, l.Article, l.Why = known.Published, known.Article, known.Why
	return l
}
