package ui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"newspane/feed"
)

// Found is what another reader on this machine follows.
type Found struct {
	Program string // its name, as people know it
	Path    string // the file that was read
	Feeds   []feed.Subscription
}

// askFirst greets a reader who follows nothing yet: first with what other programs on the machine follow, then with
// questions over the starter set. esc leaves to the welcome edition at any step; nothing here needs the network but the
// last answer, when it is yes.
func (m *Model) askFirst() {
	if len(m.opts.Found) == 0 {
		m.askLanguages()
		return
	}
	var choices []choice
	for _, f := range m.opts.Found {
		choices = append(choices, choice{label: fmt.Sprintf("%s: %s", f.Program, count(len(f.Feeds), "feed")), detail: f.Path, on: true})
	}
	choices = append(choices, choice{label: "none of these: choose from a starter set"})
	c := newChooser("Welcome. Take over what you follow already?", choices, func(m *Model, chosen []int) tea.Cmd {
		var add []feed.Subscription
		for _, i := range chosen {
			if i < len(m.opts.Found) {
				add = append(add, m.opts.Found[i].Feeds...)
			}
		}
		if len(add) == 0 || slices.Contains(chosen, len(m.opts.Found)) {
			m.askLanguages()
			return nil
		}
		return m.askFetch(add)
	})
	c.many = true
	m.open(c)
}

// keepAsked remembers that the questions were asked: once is enough.
func (m *Model) keepAsked() tea.Cmd {
	if m.view.Asked == m.opts.View.Asked {
		return nil
	}
	return m.keepView()
}

// askLanguages is the first question.
func (m *Model) askLanguages() {
	starters := m.lib.Starters()
	var codes []string
	var choices []choice
	for _, s := range starters {
		if slices.Contains(codes, s.Language) {
			continue
		}
		codes = append(codes, s.Language)
	}
	if i := slices.Index(codes, m.opts.Language); i > 0 { // the reader's own first
		codes = slices.Insert(slices.Delete(codes, i, i+1), 0, m.opts.Language)
	}
	for _, code := range codes {
		n := 0
		for _, s := range starters {
			if s.Language == code {
				n++
			}
		}
		choices = append(choices, choice{label: languageName(code), detail: count(n, "feed"), on: code == m.opts.Language})
	}
	c := newChooser("Welcome. 1 of 3: which languages do you read?", choices, func(m *Model, chosen []int) tea.Cmd {
		var subs []feed.Subscription
		for _, s := range starters {
			if i := slices.Index(codes, s.Language); slices.Contains(chosen, i) {
				subs = append(subs, s)
			}
		}
		m.askTopics(subs)
		return nil
	})
	c.many = true
	m.open(c)
}

// askTopics is the second question.
func (m *Model) askTopics(starters []feed.Subscription) {
	var topics []string
	names := map[string][]string{}
	for _, s := range starters {
		if !slices.Contains(topics, s.Folder) {
			topics = append(topics, s.Folder)
		}
		names[s.Folder] = append(names[s.Folder], m.look.line(s.Title))
	}
	var choices []choice
	for i, topic := range topics {
		choices = append(choices, choice{label: topic, detail: strings.Join(names[topic], ", "), on: i == 0})
	}
	c := newChooser("2 of 3: what do you want to read about?", choices, func(m *Model, chosen []int) tea.Cmd {
		var add []feed.Subscription
		for _, s := range starters {
			if slices.Contains(chosen, slices.Index(topics, s.Folder)) {
				add = append(add, s)
			}
		}
		return m.askFetch(add)
	})
	c.many = true
	m.open(c)
}

// askFetch is the last question.
func (m *Model) askFetch(add []feed.Subscription) tea.Cmd {
	choices := []choice{
		{label: "yes, fetch the news now"}, {label: "not now: only follow them", detail: m.look.keyed("{refresh-all} fetches later")},
	}
	m.open(newChooser("3 of 3: follow "+count(len(add), "feed")+" and fetch their news?", choices, func(m *Model, i []int) tea.Cmd {
		if i[0] == 0 {
			return m.addFeeds(add)
		}
		lib, ctx := m.lib, m.ctx
		return func() tea.Msg { return feedsAdded{len(add), lib.SubscribeAll(ctx, add)} }
	}))
	return nil
}

// addedFeeds takes the answer of an addition without a check for news.
func (m *Model) addedFeeds(msg feedsAdded) tea.Cmd {
	m.treeStale = true
	if msg.err != nil {
		m.say(feed.Sentence(msg.err), failure)
		return nil
	}
	m.say(count(msg.n, "feed")+m.look.keyed(" added. {refresh-all} looks for their news."), news)
	return nil
}

// languageName is a language as those who speak it call it, its code where that is not known here.
func languageName(code string) string {
	if name, ok := languageNames[code]; ok {
		return name
	}
	return code
}

var languageNames = map[string]string{
	"ar": "العربية", "de": "Deutsch", "en": "English", "es": "Español", "fr": "Français", "it": "Italiano", "ja": "日本語",
	"nl": "Nederlands", "no": "Norsk", "pt": "Português", "ru": "Русский", "sv": "Svenska", "uk": "Українська", "zh": "中文",
}
