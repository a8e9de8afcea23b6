package ui

import (
	tea "charm.land/bubbletea/v2"

	"newspane/feed"
)

// showStory lists the articles of all feeds that tell the story of the selected one.
func (m *Model) showStory() tea.Cmd {
	hs := m.targets(1)
	if len(hs) == 0 {
		return nil
	}
	if hs[0].Others == 0 {
		m.say("No other feed tells this story, as far as newspane can see.", news)
		return nil
	}
	lib, ctx, id := m.lib, m.ctx, hs[0].ID
	return func() tea.Msg {
		rows, err := lib.Story(ctx, id)
		return storyLoaded{rows, err}
	}
}

func (m *Model) storyArrived(msg storyLoaded) tea.Cmd {
	if msg.err != nil {
		m.say(feed.Sentence(msg.err), failure)
		return nil
	}
	var choices []choice
	for i := range msg.rows {
		h := &msg.rows[i]
		label := "  "
		if !h.Read {
			label = m.look.Glyphs.Unread + " "
		}
		choices = append(choices, choice{label: label + m.look.line(h.Title), detail: m.look.line(h.Source) + "  " + age(m.look.now, h)})
	}
	m.open(newChooser("one story, "+count(len(msg.rows), "article"), choices, func(m *Model, i []int) tea.Cmd {
		return m.openArticle(msg.rows[i[0]].ID)
	}))
	return nil
}
