package ui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"newspane/feed"
)

// readLater keeps articles to be read later, as unread, or no longer. A link that is chosen in the related pane, or by
// its number, is kept as an article of its own.
func (m *Model) readLater(n int) tea.Cmd {
	if l := m.linkMeant(n); l > 0 {
		return m.saveLink(l)
	}
	ts, on := without(m.targets(n), func(h *feed.Headline) bool { return h.Later })
	if len(ts) == 0 {
		return nil
	}
	label, d := "to be read later: "+ts[0].Title.String(), marking{}
	switch {
	case len(ts) > 1 && on:
		label = fmt.Sprintf("%s to be read later", count(len(ts), "article"))
	case len(ts) > 1:
		label = fmt.Sprintf("%s no longer to be read later", count(len(ts), "article"))
	case !on:
		label = "no longer to be read later: " + ts[0].Title.String()
	}
	for _, h := range ts {
		d.marks = append(d.marks, feed.Mark{Article: h.ID, Key: feed.MarkLater, On: on, At: m.look.now})
		if on && h.Read {
			d.marks = append(d.marks, feed.Mark{Article: h.ID, Key: feed.MarkRead, At: m.look.now})
		}
	}
	return m.do(label, d)
}

// linkMeant is the number of the link that an action is for: the one typed before it, or the one under the cursor of the
// related pane; 0 when it is for the article.
func (m *Model) linkMeant(n int) int {
	switch {
	case m.focus == paneRelated:
		return m.related.selected()
	case m.focus == paneArticle && n > 0 && n <= len(m.article.links):
		return n
	}
	return 0
}

// saveLink keeps the page behind a link to be read later.
func (m *Model) saveLink(n int) tea.Cmd {
	l := m.article.links[n-1]
	if l.Kind == enclosureLink {
		m.say("This link is a media file, not a page.", news)
		return nil
	}
	if l.Article != 0 {
		return m.do("to be read later: "+l.Title.String(), marking{marks: []feed.Mark{
			{Article: l.Article, Key: feed.MarkLater, On: true, At: m.look.now}, {Article: l.Article, Key: feed.MarkRead, At: m.look.now}}})
	}
	return m.saveURL(l.URL, l.Title.String(), false)
}

// saveURL keeps any page to be read later. Only an address that the reader typed may lead into his own network.
func (m *Model) saveURL(url, title string, typed bool) tea.Cmd {
	m.saving++
	lib, ctx, turn := m.lib, m.ctx, m.nextTurn()
	return func() tea.Msg {
		if typed {
			lib.Typed(url)
		}
		id, err := lib.Save(ctx, url, title)
		if title == "" {
			title = host(url)
		}
		return changeSaved{err: err, added: true, change: change{turn: turn, label: "to be read later: " + title,
			deed: marking{marks: []feed.Mark{{Article: id, Key: feed.MarkLater, On: true}}}}}
	}
}

// askSave asks for the address of a page to be read later.
func (m *Model) askSave(int) tea.Cmd {
	p := newPrompt("read later", "address of a page", "enter keep · esc cancel")
	p.submit = func(m *Model, s string) (tea.Cmd, bool) {
		url := feed.ResolveURL("", s)
		if url == "" {
			url = feed.ResolveURL("", "https://"+s)
		}
		if url == "" {
			p.fault = "This is no address of a page."
			return nil, false
		}
		return m.saveURL(url, "", true), true
	}
	m.open(p)
	return nil
}

// finished marks articles that were read to their end or are done: read, with their stories, and no longer to be read
// later.
func (m *Model) finished(hs []*feed.Headline) marking {
	var d marking
	for _, h := range hs {
		if !h.Read {
			d.marks = append(d.marks, feed.Mark{Article: h.ID, Key: feed.MarkRead, On: true, At: m.look.now})
			if m.readsStory(h) {
				d.stories = append(d.stories, h.ID)
			}
		}
		if h.Later {
			d.marks = append(d.marks, feed.Mark{Article: h.ID, Key: feed.MarkLater, At: m.look.now})
		}
	}
	return d
}
