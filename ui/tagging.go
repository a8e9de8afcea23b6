package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"newspane/feed"
	"newspane/ui/text"
)

// Tags are written as a line, parted by commas: "asia, to read". What several articles have in common is offered to be
// changed; tags that only some of them have stay.

// askTags asks for the tags of the open article, of the selected rows, or of n rows.
func (m *Model) askTags(n int) tea.Cmd {
	ts := m.targets(n)
	before := commonTags(ts)
	names := make([]string, len(before))
	for i, t := range before {
		names[i] = t.String()
	}
	what := "tags"
	if len(ts) > 1 {
		what = "tags of " + count(len(ts), "article")
	}
	p := newPrompt(what, "names parted by commas: asia, to read", "enter save · tab completes · esc cancel")
	line := strings.Join(names, ", ")
	if line != "" {
		line += ", "
	}
	p.set(line)
	p.offers = (*Model).tagOffers
	p.shown = m.tagOffers(line)
	p.submit = func(m *Model, s string) (tea.Cmd, bool) {
		tags := parseTags(s)
		if p.fault = longTag(tags); p.fault != "" {
			return nil, false
		}
		return m.setTags(ts, before, tags), true
	}
	m.open(p)
	return nil
}

// longTag says which of some tags is too long, "" when none is.
func longTag(tags []string) string {
	for _, t := range tags {
		if len(t) > feed.MaxTag {
			return "A tag is a word or a few: “" + text.Cut(feed.Clean(t).String(), 31) + "” is too long."
		}
	}
	return ""
}

// commonTags are the tags that all articles have.
func commonTags(hs []*feed.Headline) []feed.Text {
	var common []feed.Text
	for _, t := range hs[0].Tags {
		all := true
		for _, h := range hs[1:] {
			all = all && hasTag(h.Tags, t.String())
		}
		if all {
			common = append(common, t)
		}
	}
	return common
}

func hasTag(tags []feed.Text, name string) bool {
	for _, t := range tags {
		if sameTag(t.String(), name) {
			return true
		}
	}
	return false
}

// parseTags reads a line of tags; a # before one does not count.
func parseTags(s string) []string {
	var tags []string
	for part := range strings.SplitSeq(s, ",") {
		name := feed.Clean(strings.TrimLeft(strings.TrimSpace(part), "#")).String()
		if name != "" {
			tags = append(tags, name)
		}
	}
	return tags
}

// setTags changes the tags that articles have in common from before to what was typed.
func (m *Model) setTags(ts []*feed.Headline, before []feed.Text, typed []string) tea.Cmd {
	d, label := tagging(ts, before, typed)
	if len(d.tags) == 0 {
		return nil
	}
	return m.do(label, d)
}

// tagging is the change of the tags that articles have in common from before to what was typed, and the words for it.
func tagging(ts []*feed.Headline, before []feed.Text, typed []string) (d marking, label string) {
	var said []string
	set := func(name string, on bool) {
		said = append(said, map[bool]string{true: "+", false: "-"}[on]+name)
		for _, h := range ts {
			if hasTag(h.Tags, name) != on {
				d.tags = append(d.tags, feed.Tagging{Article: h.ID, Tag: name, On: on})
			}
		}
	}
	var now []feed.Text
	for _, name := range typed {
		if hasTag(now, name) {
			continue
		}
		now = append(now, feed.Clean(name))
		if !hasTag(before, name) {
			set(name, true)
		}
	}
	for _, t := range before {
		if !hasTag(now, t.String()) {
			set(t.String(), false)
		}
	}
	label = "tags " + strings.Join(said, " ") + ": " + ts[0].Title.String()
	if len(ts) > 1 {
		label = "tags " + strings.Join(said, " ") + " on " + count(len(ts), "article")
	}
	return d, label
}

// tagOffers are the tags that begin like, or hold, what stands after the last comma.
func (m *Model) tagOffers(line string) []offer {
	at := strings.LastIndexByte(line, ',') + 1
	head, typed := line[:at], strings.TrimLeft(strings.TrimSpace(line[at:]), "#")
	if at > 0 {
		head += " "
	}
	var all []offer
	for _, n := range m.feeds.nodes {
		if n.Kind == feed.TagNode && !hasTag(texts(parseTags(head)), n.Title.String()) {
			all = append(all, offer{text: n.Title.String(), about: count(n.Total, "article")})
		}
	}
	all = ranked(all, typed, "")
	for i := range all {
		all[i].text = head + all[i].text + ", "
	}
	return all
}

func texts(names []string) []feed.Text {
	all := make([]feed.Text, len(names))
	for i, n := range names {
		all[i] = feed.Clean(n)
	}
	return all
}

// chooseTag goes to a tag by name.
func (m *Model) chooseTag(int) tea.Cmd {
	var choices []choice
	var names []string
	for _, n := range m.feeds.nodes {
		if n.Kind == feed.TagNode {
			choices = append(choices, choice{label: "#" + m.look.line(n.Title), detail: count(n.Total, "article")})
			names = append(names, n.Query.Tag)
		}
	}
	if len(names) == 0 {
		m.say(m.look.keyed("There are no tags yet. {tag} on an article gives it some."), news)
		return nil
	}
	m.open(newChooser("go to tag", choices, func(m *Model, i []int) tea.Cmd {
		m.feeds.folded[foldTags] = false
		m.feeds.unfold()
		return goTo("tag "+names[i[0]], func(n feed.Node) bool { return n.Kind == feed.TagNode && n.Query.Tag == names[i[0]] })(m, 0)
	}))
	return nil
}

// colourTag gives the tag of the sidebar's line another colour.
func (m *Model) colourTag(int) tea.Cmd {
	n := *m.feeds.node()
	colours := append([]string{""}, feed.TagColours()...)
	var choices []choice
	for _, c := range colours {
		label := c
		if c == "" {
			label = "no colour"
		}
		choices = append(choices, choice{label: label})
	}
	m.open(newChooser("colour of #"+m.look.line(n.Title), choices, func(m *Model, i []int) tea.Cmd {
		return m.do("coloured #"+n.Title.String(), painting{tag: n.Query.Tag, from: n.Colour, to: colours[i[0]]})
	}))
	return nil
}

func needsTag(m *Model) string {
	if n := m.feeds.node(); n == nil || n.Kind != feed.TagNode {
		return "Select a tag in the sidebar first."
	}
	return ""
}
