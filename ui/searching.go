package ui

import (
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"newspane/feed"
)

// searching is the search that narrows the list, and what is known of it while it is typed.
type searching struct {
	words      string           // "" searches nothing
	everywhere bool             // it is not bounded to the sidebar's line
	wrong      *feed.QueryError // why the search for wrongFor could not be made; its places count in words
	wrongFor   feed.Query
	prompt     *prompt // in which it was typed last
	suggested  []feed.Suggestion
	suggestFor string // the words that they are for
	load       load   // of suggestions
}

// query narrows what a sidebar's line stands for by the search.
func (s *searching) query(q feed.Query) feed.Query {
	if s.words == "" {
		return q
	}
	if s.everywhere {
		q = feed.Query{}
	}
	q.Search = before(q.Search) + s.words
	return q
}

// before is what stands before the words where they narrow a saved search.
func before(saved string) string {
	if saved == "" {
		return ""
	}
	return "(" + saved + ") "
}

const searchHint = "? language · tab everywhere · esc ends"

// askSearch asks for a search and shows what it finds while it is typed.
func (m *Model) askSearch() tea.Cmd {
	formerly, wide := m.search.words, m.search.everywhere
	p := newPrompt(m.searchLabel(), "words, or ? for the language", searchHint)
	p.past = &m.searched
	p.set(m.search.words)
	p.offers = func(m *Model, s string) []offer { return m.search.offers(s) }
	p.typing = func(m *Model, s string) tea.Cmd {
		m.search.words, p.wrong = strings.TrimLeft(s, " "), nil
		return m.suggest(s, p.at())
	}
	p.tab = func(m *Model) tea.Cmd {
		m.search.everywhere = !m.search.everywhere
		p.label = m.searchLabel()
		return nil
	}
	p.own = func(m *Model, stroke string) (tea.Cmd, bool) { return m.searchKey(p, stroke) }
	p.submit = func(m *Model, _ string) (tea.Cmd, bool) {
		if m.search.wrong != nil && m.search.wrongFor == m.wantedQuery() {
			p.wrong = m.search.wrong
			return nil, false
		}
		return m.setFocus(paneList), true
	}
	p.cancel = func(m *Model) tea.Cmd {
		m.search.words, m.search.everywhere = "", false
		if formerly != "" {
			m.search.words, m.search.everywhere = formerly, wide
		}
		return nil
	}
	m.search.prompt = p
	m.open(p)
	m.opened = false
	return m.setFocus(paneList)
}

// searchPrompt is the prompt in which a search is being typed, nil when none is.
func (m *Model) searchPrompt() *prompt {
	for _, o := range m.overlays {
		if p, ok := o.(*prompt); ok && p == m.search.prompt {
			return p
		}
	}
	return nil
}

func (m *Model) searchLabel() string {
	if m.search.everywhere {
		return "search everywhere"
	}
	return "search"
}

// searchKey takes the keys of the search's prompt that are its own.
func (m *Model) searchKey(p *prompt, stroke string) (tea.Cmd, bool) {
	switch {
	case stroke == "?" && p.input.Value() == "":
		m.showLanguage(p)
		return nil, true
	case stroke == "right" && p.at() == len(p.input.Value()):
		if o, ok := p.takes(); ok {
			return p.put(m, o), true
		}
	case stroke == "ctrl+s" && m.search.words != "":
		m.closeOverlay(p)
		return m.saveSearch(0), true
	}
	return nil, false
}

// showLanguage shows what may be written; what is chosen is put into the prompt.
func (m *Model) showLanguage(p *prompt) {
	idioms := m.lib.Language()
	var choices []choice
	for _, i := range idioms {
		choices = append(choices, choice{group: i.Group, label: i.Write, detail: i.Finds})
	}
	m.open(newChooser("the language of searches", choices, func(m *Model, chosen []int) tea.Cmd {
		p.set(idioms[chosen[0]].Write)
		return p.typing(m, p.input.Value())
	}))
}

// suggest looks for ways to go on with what is typed.
func (m *Model) suggest(typed string, at int) tea.Cmd {
	ctx, gen := m.search.load.begin(m.ctx)
	lib := m.lib
	return func() tea.Msg {
		list, err := lib.Suggest(ctx, typed, at)
		return suggestionsFound{gen: gen, typed: typed, list: list, err: err}
	}
}

// suggestionsArrived offers them, if the prompt still says what they are for.
func (m *Model) suggestionsArrived(msg suggestionsFound) tea.Cmd {
	p := m.searchPrompt()
	if msg.gen != m.search.load.gen || p == nil || p.input.Value() != msg.typed {
		return nil
	}
	if msg.err != nil {
		m.say(feed.Sentence(msg.err), failure)
		return nil
	}
	m.search.suggested, m.search.suggestFor = msg.list, msg.typed
	p.shown, p.picked = m.search.offers(msg.typed), -1
	if p.hint = searchHint; p.tab == nil {
		p.hint = ruleHint
	}
	if len(p.shown) > 0 {
		p.hint = "tab completes · ↑↓ choose · esc ends"
	}
	return nil
}

// offers are the suggestions for what is typed.
func (s *searching) offers(typed string) []offer {
	if s.suggestFor != typed {
		return nil
	}
	var list []offer
	for _, g := range s.suggested {
		if g.From > g.To || g.To > len(typed) {
			continue
		}
		list = append(list, offer{text: typed[:g.From] + strings.TrimSuffix(g.Insert, " ") + typed[g.To:], about: g.Detail.String(), more: true})
	}
	return list
}

// searchFailed takes the news that a search could not be made, and reports whether that was its words' fault: then
// the list stays as it was.
func (m *Model) searchFailed(q feed.Query, err error) bool {
	var wrong *feed.QueryError
	if !errors.As(err, &wrong) {
		return false
	}
	own := *wrong
	if own.Query == q.Search && strings.HasSuffix(q.Search, m.search.words) {
		shift := len(q.Search) - len(m.search.words)
		own.Query, own.At, own.End = m.search.words, max(0, own.At-shift), max(0, own.End-shift)
	}
	m.search.wrong, m.search.wrongFor = &own, q
	switch p := m.searchPrompt(); {
	case p == nil:
		m.say(feed.Sentence(err), failure)
	case !own.Unfinished:
		p.wrong = &own
	}
	return true
}

// indexGrown makes a search anew that did not know all articles; the cursor stays on its article, unless that is far down.
func (m *Model) indexGrown() {
	if m.list.behind == 0 || !m.list.loaded || m.list.list.Cursor >= pageRows {
		return
	}
	m.list.stale, m.list.touched = true, m.list.touched || m.opened
}
