package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"newspane/feed"
)

// shelfTag begins the tags that are shelves: an article stands on one shelf at most.
const shelfTag = "shelf/"

// bookmarkForm asks for the tags, the note and the shelf that an article is bookmarked with; several articles get them
// all.
func (m *Model) bookmarkForm(n int) tea.Cmd {
	lib, ctx, h := m.lib, m.ctx, *m.targets(n)[0]
	var hs []feed.Headline
	for _, t := range m.targets(n) {
		hs = append(hs, *t)
	}
	return func() tea.Msg {
		note, err := lib.Note(ctx, h.ID)
		return bookmarkAsked{headlines: hs, note: note.Text, err: err}
	}
}

// formArrived opens the form over what is known of the articles.
func (m *Model) formArrived(msg bookmarkAsked) tea.Cmd {
	if msg.err != nil {
		m.say(feed.Sentence(msg.err), failure)
		return nil
	}
	ts := make([]*feed.Headline, len(msg.headlines))
	for i := range ts {
		ts[i] = &msg.headlines[i]
	}
	before := commonTags(ts)
	tags, shelf := "", ""
	for _, t := range before {
		if name, is := strings.CutPrefix(t.String(), shelfTag); is {
			shelf = name
		} else {
			tags += t.String() + ", "
		}
	}
	title := "bookmark: " + ts[0].Title.String()
	if len(ts) > 1 {
		title = "bookmark " + count(len(ts), "article")
	}
	fields := []field{
		newField("tags", "parted by commas", tags, (*Model).tagOffers),
		newField("shelf", "a name; empty: none", shelf, (*Model).shelfOffers),
	}
	if len(ts) == 1 && !strings.Contains(msg.note.String(), "\n") {
		note := newField("note", "what you make of it", msg.note.String(), nil)
		note.input.CharLimit = feed.MaxNote
		fields = append(fields, note)
	}
	f := newForm(title, fields...)
	f.submit = func(m *Model, values []string) (tea.Cmd, string) {
		typed := parseTags(values[0])
		if name := feed.Clean(values[1]).String(); name != "" {
			typed = append(typed, shelfTag+name)
		}
		for _, t := range typed {
			if len(t) > feed.MaxTag {
				return nil, "A tag, or a shelf, is a word or a few, of at most 100 bytes."
			}
		}
		d, _ := tagging(ts, before, typed)
		label := "bookmarked: " + ts[0].Title.String()
		if len(ts) > 1 {
			label = count(len(ts), "article") + " bookmarked"
		}
		for _, h := range ts {
			if !h.Bookmarked {
				d.marks = append(d.marks, feed.Mark{Article: h.ID, Key: feed.MarkBookmark, On: true, At: m.look.now})
			}
		}
		if len(values) > 2 {
			if to := feed.CleanBlock(strings.TrimSpace(values[2])); to != msg.note {
				d.note = &noting{ts[0].ID, msg.note, to}
			}
		}
		if len(d.marks) == 0 && len(d.tags) == 0 && d.note == nil {
			return nil, ""
		}
		return m.do(label, d), ""
	}
	m.open(f)
	return nil
}

// shelfOffers are the shelves that begin like what is typed, or hold it.
func (m *Model) shelfOffers(typed string) []offer {
	var all []offer
	for _, n := range m.feeds.nodes {
		if name, is := strings.CutPrefix(n.Title.String(), shelfTag); is && n.Kind == feed.TagNode {
			all = append(all, offer{text: name, about: count(n.Total, "article")})
		}
	}
	return ranked(all, typed, "")
}
