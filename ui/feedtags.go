package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"newspane/feed"
)

// The tags of a feed are a rule: what comes from it gets them. So they are listed, switched off and undone with the
// rules.

// askFeedTags reads what tags a feed gives its articles.
func (m *Model) askFeedTags(int) tea.Cmd {
	id, name := m.killFeed()
	lib, ctx := m.lib, m.ctx
	return func() tea.Msg {
		msg := feedTagsLoaded{name: name}
		msg.where, msg.err = lib.Written(ctx, feed.Query{Feed: id})
		if msg.err != nil {
			return msg
		}
		var rules []feed.SavedRule
		rules, msg.err = lib.Rules(ctx)
		if i := slices.IndexFunc(rules, func(r feed.SavedRule) bool { return r.Query == msg.where && tagsOnly(r) }); i >= 0 {
			msg.rule = &rules[i]
		}
		return msg
	}
}

// tagsOnly reports whether a rule does nothing but give tags.
func tagsOnly(r feed.SavedRule) bool {
	return !slices.ContainsFunc(r.Actions, func(a feed.RuleAction) bool { return a.Verb != feed.RuleTag })
}

// feedTagsArrived asks for the tags.
func (m *Model) feedTagsArrived(msg feedTagsLoaded) tea.Cmd {
	if msg.err != nil {
		m.say("The rules could not be read: "+feed.Sentence(msg.err), failure)
		return nil
	}
	line := ""
	if msg.rule != nil {
		for _, a := range msg.rule.Actions {
			line += a.Tag + ", "
		}
	}
	p := newPrompt("tags of what comes from "+m.look.line(msg.name), "names parted by commas: asia, to read", "enter go on · tab completes · esc cancel")
	p.set(line)
	p.offers = (*Model).tagOffers
	p.shown = m.tagOffers(line)
	p.submit = func(m *Model, s string) (tea.Cmd, bool) {
		rule := feed.SavedRule{Name: feed.Clean("tags of " + msg.name.String()), Query: msg.where, On: true}
		if msg.rule != nil {
			rule = *msg.rule
			rule.Actions = nil
		}
		tags := parseTags(s)
		if p.fault = longTag(tags); p.fault != "" {
			return nil, false
		}
		for _, t := range tags {
			if !slices.ContainsFunc(rule.Actions, func(a feed.RuleAction) bool { return strings.EqualFold(a.Tag, t) }) {
				rule.Actions = append(rule.Actions, feed.RuleAction{Verb: feed.RuleTag, Tag: t})
			}
		}
		switch {
		case len(rule.Actions) > 0:
			return m.previewRule(ruling{before: msg.rule, rule: rule}), false
		case msg.rule != nil:
			return m.do("what comes from "+msg.name.String()+" gets no tags", changingRule{from: msg.rule, name: rule.Name}), true
		}
		return nil, true
	}
	m.open(p)
	return nil
}
