package ui

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"newspane/feed"
	"newspane/ui/text"
)

// ruling is a rule in the making, or about to be changed.
type ruling struct {
	before  *feed.SavedRule // nil for a new one
	rule    feed.SavedRule
	preview feed.RulePreview
}

// ruleExamples is how many of the articles that a rule would act on are shown.
const ruleExamples = 12

// listRules reads the rules and shows them.
func (m *Model) listRules(int) tea.Cmd {
	lib, ctx := m.lib, m.ctx
	return func() tea.Msg {
		rules, err := lib.Rules(ctx)
		return rulesLoaded{rules, err}
	}
}

// rulesArrived offers the rules; what is chosen shows what can be done with it.
func (m *Model) rulesArrived(msg rulesLoaded) tea.Cmd {
	if msg.err != nil {
		m.say("The rules could not be read: "+feed.Sentence(msg.err), failure)
		return nil
	}
	choices := []choice{{label: "new rule …", detail: "which articles, and what is done with them"}}
	for _, r := range msg.rules {
		choices = append(choices, choice{label: ruleState(r) + m.look.line(r.Name), detail: ruleDetail(r)})
	}
	m.open(newChooser("rules, in the order in which they act", choices, func(m *Model, i []int) tea.Cmd {
		if i[0] == 0 {
			return m.askRule(ruling{rule: feed.SavedRule{Query: m.search.words, On: true}})
		}
		m.ruleMenu(msg.rules[i[0]-1])
		return nil
	}))
	return nil
}

func ruleState(r feed.SavedRule) string {
	if r.On {
		return "on   "
	}
	return "off  "
}

func ruleDetail(r feed.SavedRule) string {
	s := feed.RuleActions(r.Actions)
	if r.Acted > 0 {
		s += " · " + count(r.Acted, "article")
	}
	return s
}

// ruleMenu offers what can be done with a rule.
func (m *Model) ruleMenu(r feed.SavedRule) {
	turn, on := "switch it on …", r
	if r.On {
		turn = "switch it off"
	}
	on.On = !r.On
	name := r.Name.String()
	does := []struct {
		label, detail string
		run           func(m *Model) tea.Cmd
	}{
		{"run it now on stored articles", "those that it has not acted on", func(m *Model) tea.Cmd { return m.do("", changingRule{run: &feed.RuleRun{Rule: r.ID}, name: r.Name}) }},
		{turn, "", func(m *Model) tea.Cmd {
			if r.On {
				return m.do("rule switched off: "+name, changingRule{from: &r, to: &on})
			}
			return m.previewRule(ruling{before: &r, rule: on})
		}},
		{"change which articles", r.Query, func(m *Model) tea.Cmd { return m.askRule(ruling{&r, r, feed.RulePreview{}}) }},
		{"change what is done", feed.RuleActions(r.Actions), func(m *Model) tea.Cmd {
			return m.askRuleActions(ruling{&r, r, feed.RulePreview{}})
		}},
		{"rename", "", func(m *Model) tea.Cmd { return m.renameRule(r) }},
		{"move up", "", func(m *Model) tea.Cmd { return m.moveRule(r, -1) }},
		{"move down", "", func(m *Model) tea.Cmd { return m.moveRule(r, 1) }},
		{"remove", "what it did stays, but for scores", func(m *Model) tea.Cmd {
			return m.do("rule removed: "+name, changingRule{from: &r})
		}},
	}
	choices := make([]choice, len(does))
	for i, d := range does {
		choices[i] = choice{label: d.label, detail: m.look.line(feed.Clean(d.detail))}
	}
	m.open(newChooser("rule: "+m.look.line(r.Name), choices, func(m *Model, i []int) tea.Cmd { return does[i[0]].run(m) }))
}

// moveRule moves a rule so many places down, or up, and shows the rules again.
func (m *Model) moveRule(r feed.SavedRule, by int) tea.Cmd {
	lib, ctx := m.lib, m.ctx
	return func() tea.Msg {
		if err := lib.MoveRule(ctx, r.ID, by); err != nil {
			return rulesLoaded{nil, err}
		}
		rules, err := lib.Rules(ctx)
		return rulesLoaded{rules, err}
	}
}

func (m *Model) renameRule(r feed.SavedRule) tea.Cmd {
	p := newPrompt("rename", "a name for the rule", "enter save · esc cancel")
	p.set(r.Name.String())
	p.submit = func(m *Model, s string) (tea.Cmd, bool) {
		now := r
		now.Name = feed.Clean(s)
		if now.Name.IsEmpty() {
			p.fault = "A rule needs a name."
			return nil, false
		}
		return m.do("rule renamed: "+now.Name.String(), changingRule{from: &r, to: &now}), true
	}
	m.open(p)
	return nil
}

// askRule asks which articles a rule is for, in the language of searches, and goes on with what it would have done.
func (m *Model) askRule(r ruling) tea.Cmd {
	p := newPrompt("rule: which articles", "as in a search: title:sponsored feed:\"The Guardian\"", ruleHint)
	p.past = &m.searched
	p.set(r.rule.Query)
	p.offers = func(m *Model, s string) []offer { return m.search.offers(s) }
	p.typing = func(m *Model, s string) tea.Cmd { return m.suggest(s, p.at()) }
	p.own = func(m *Model, stroke string) (tea.Cmd, bool) {
		if stroke != "?" || p.input.Value() != "" {
			return nil, false
		}
		m.showLanguage(p)
		return nil, true
	}
	p.submit = func(m *Model, s string) (tea.Cmd, bool) {
		if strings.TrimSpace(s) == "" {
			p.fault = "A rule is for some articles: words, or title:…, feed:…, is:…"
			return nil, false
		}
		if r.before == nil {
			r.rule.Name = feed.Clean(s)
		}
		r.rule.Query = s
		return m.previewRule(r), false
	}
	m.search.prompt = p
	m.open(p)
	return nil
}

const ruleHint = "? language · tab completes · esc ends"

// previewRule looks what a rule would have done.
func (m *Model) previewRule(r ruling) tea.Cmd {
	lib, ctx := m.lib, m.ctx
	return func() tea.Msg {
		var err error
		r.preview, err = lib.PreviewRule(ctx, r.rule.Query, ruleExamples)
		return rulePreviewed{ruling: r, err: err}
	}
}

// ruleSeen goes on with a rule whose preview has come: what is done, when that is not known, else the last question.
func (m *Model) ruleSeen(msg rulePreviewed) tea.Cmd {
	p, prompting := m.top().(*prompt)
	var wrong *feed.QueryError
	switch {
	case msg.err != nil && prompting && errors.As(msg.err, &wrong):
		wrong.Query = p.input.Value()
		wrong.At, wrong.End = min(wrong.At, len(wrong.Query)), min(wrong.End, len(wrong.Query))
		p.wrong = wrong
		return nil
	case msg.err != nil && prompting:
		p.fault = feed.Sentence(msg.err)
		return nil
	case msg.err != nil:
		m.say("The rule was not tried: "+feed.Sentence(msg.err), failure)
		return nil
	}
	if prompting {
		m.closeOverlay(p)
	}
	if msg.kill && msg.ruling.preview.Matches == 0 { // else what is stored is asked about, as of any rule
		r := msg.ruling.rule
		return m.do("hidden from now on: “"+r.Name.String()+"”; no stored article has it", changingRule{to: &r})
	}
	if len(msg.ruling.rule.Actions) == 0 {
		return m.askRuleActions(msg.ruling)
	}
	m.confirmRule(msg.ruling)
	return nil
}

// askRuleActions asks what a rule does.
func (m *Model) askRuleActions(r ruling) tea.Cmd {
	label := "what is done"
	if r.preview.Of > 0 {
		label = fmt.Sprintf("what is done with articles like these %d", r.preview.Matches)
	}
	p := newPrompt(label, feed.RuleLanguage, "enter go on · esc cancel")
	line := feed.RuleActions(r.rule.Actions)
	if line != "" {
		line += ", "
	}
	p.set(line)
	p.offers = ruleOffers
	p.shown = ruleOffers(m, line)
	p.submit = func(m *Model, s string) (tea.Cmd, bool) {
		actions, err := feed.ParseRuleActions(s)
		if err != nil {
			p.fault = err.Error()
			return nil, false
		}
		r.rule.Actions = actions
		return m.previewRule(r), false
	}
	m.open(p)
	return nil
}

// ruleOffers are the actions that begin like what stands after the last comma; tags are completed.
func ruleOffers(m *Model, line string) []offer {
	at := strings.LastIndexByte(line, ',') + 1
	head, typed := line[:at], strings.TrimSpace(line[at:])
	if at > 0 {
		head += " "
	}
	var all []offer
	if _, tagging := strings.CutPrefix(typed, "tag "); tagging {
		for _, n := range m.feeds.nodes {
			if n.Kind == feed.TagNode {
				all = append(all, offer{text: "tag " + n.Title.String(), about: count(n.Total, "article")})
			}
		}
	} else {
		all = []offer{{text: "read", about: "mark it read"}, {text: "hide", about: "not shown in any list"}, {text: "tag ", about: "give it a tag"},
			{text: "score +", about: "search by it: score:>5"}, {text: "bookmark", about: "keep it for ever"}, {text: "later", about: "put it aside to be read later"},
			{text: "notify", about: "tell of it after a refresh"}}
	}
	all = slices.DeleteFunc(ranked(all, typed, ""), func(o offer) bool {
		return slices.ContainsFunc(strings.Split(head, ","), func(s string) bool { return strings.TrimSpace(s) == o.text })
	})
	for i := range all {
		if !strings.HasSuffix(all[i].text, " ") && !strings.HasSuffix(all[i].text, "+") {
			all[i].text += ", "
		}
		all[i].text = head + all[i].text
	}
	return all
}

// confirmRule shows what a rule would have done, with examples, before it is made.
func (m *Model) confirmRule(r ruling) {
	title := "it " + r.preview.Would(r.rule.Actions)
	if text.Width(title) > m.boxWidth(76)-2 { // the numbers are what counts
		title = "it " + r.preview.Would(nil)
	}
	choices := []choice{
		{label: "switch it on", detail: "for what comes from now on"},
		{label: "switch it on, and run it now", detail: "on stored articles, too"},
		{label: "keep it switched off"},
	}
	for _, h := range r.preview.Examples {
		choices = append(choices, choice{group: "The newest of them", label: m.look.line(h.Title), detail: m.look.line(h.Source), off: "This is one of the articles that the rule is for."})
	}
	m.open(newChooser(title, choices, func(m *Model, i []int) tea.Cmd {
		rule := r.rule
		rule.On = i[0] < 2
		label, d := "rule is on: "+rule.Name.String(), changingRule{from: r.before, to: &rule, name: rule.Name}
		if !rule.On {
			label = "rule is kept, and off: " + rule.Name.String()
		}
		if i[0] == 1 {
			d.run = &feed.RuleRun{}
		}
		return m.do(label, d)
	}))
}

// askKillWord asks for a word whose articles are hidden when they come from this feed.
func (m *Model) askKillWord(int) tea.Cmd {
	id, name := m.killFeed()
	p := newPrompt("word to hide in "+m.look.line(name), "a word of titles", "enter hide · esc cancel")
	p.submit = func(m *Model, s string) (tea.Cmd, bool) {
		word := strings.TrimSpace(strings.ReplaceAll(feed.Clean(s).String(), `"`, ""))
		if word == "" {
			p.fault = "Type a word of the titles that are to be hidden."
			return nil, false
		}
		lib, ctx := m.lib, m.ctx
		return func() tea.Msg {
			where, err := lib.Written(ctx, feed.Query{Feed: id})
			r := feed.SavedRule{Name: feed.Clean(word + " in " + name.String()), Query: where + ` title:"` + word + `"`,
				Actions: []feed.RuleAction{{Verb: feed.RuleHide}}, On: true}
			done := rulePreviewed{ruling: ruling{rule: r}, kill: true, err: err}
			if err == nil {
				done.ruling.preview, done.err = lib.PreviewRule(ctx, r.Query, ruleExamples)
			}
			return done
		}, false
	}
	m.open(p)
	return nil
}

// killFeed is the feed under the sidebar's cursor, else that of the article.
func (m *Model) killFeed() (feed.ID, feed.Text) {
	if n := m.feeds.node(); m.focus == paneFeeds && n != nil && n.Kind == feed.FeedNode {
		return n.Query.Feed, n.Title
	}
	if ts := m.targets(1); len(ts) > 0 && m.focus != paneFeeds {
		return ts[0].Feed, ts[0].Source
	}
	return 0, feed.Text{}
}

func needsKillFeed(m *Model) string {
	if id, _ := m.killFeed(); id == 0 {
		return "Select a feed, or an article of one, first."
	}
	return ""
}

// askWhy reads which rules acted on the article.
func (m *Model) askWhy(int) tea.Cmd {
	lib, ctx, h := m.lib, m.ctx, *m.targets(1)[0]
	return func() tea.Msg {
		reasons, score, err := lib.Reasons(ctx, h.ID)
		return reasonsLoaded{reasons, score, err}
	}
}

// reasonsArrived says which rules acted on the article: one in a line, several in a box.
func (m *Model) reasonsArrived(msg reasonsLoaded) tea.Cmd {
	switch {
	case msg.err != nil:
		m.say("The rules could not be asked: "+feed.Sentence(msg.err), failure)
	case len(msg.reasons) == 0:
		m.say(m.look.keyed("No rule has acted on this article; its score is 0. {rules} lists the rules."), news)
	case len(msg.reasons) == 1:
		m.say(fmt.Sprintf("Score %+d: the rule “%s” did: %s.", msg.score, msg.reasons[0].Rule, msg.reasons[0].Did), news)
	default:
		var choices []choice
		for _, r := range msg.reasons {
			choices = append(choices, choice{label: m.look.line(r.Rule), detail: m.look.line(feed.Clean(r.Did))})
		}
		m.open(newChooser(fmt.Sprintf("why: score %+d, by these rules", msg.score), choices, func(m *Model, _ []int) tea.Cmd { return m.listRules(0) }))
	}
	return nil
}

// ruleRuns says how far a rule is that acts on stored articles.
func (m *Model) ruleRuns(e feed.Event) {
	if m.stopRule != nil {
		m.say(m.look.keyed(fmt.Sprintf("The rule has come to %d of %s. {cancel} stops it; what it did can be undone.", e.Done, count(e.Total, "article"))), news)
	}
}
