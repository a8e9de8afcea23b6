package ui

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"newspane/feed"
)

// command is a word of the command line that takes an argument. Every action is a command too, by its name.
type command struct {
	name, arg, help string
	offers          func(m *Model) []offer // what the argument may be, text without the command's name
	run             func(m *Model, arg string) (tea.Cmd, error)
}

// commands are the words of the command line besides the actions' names.
func commands() []command {
	return []command{
		{"add", "ADDRESS", "add a feed", nil, func(m *Model, s string) (tea.Cmd, error) { return m.findFeed(s), nil }},
		{"open", "ADDRESS", "read a page here", nil, func(m *Model, s string) (tea.Cmd, error) {
			url := feed.ResolveURL("", s)
			if url == "" {
				url = feed.ResolveURL("", "https://"+s)
			}
			if url == "" {
				return nil, fmt.Errorf("%q is no address of a page", s)
			}
			return m.openTyped(url), nil
		}},
		{"go", "NAME", "go to a feed, folder or view", (*Model).nodeOffers, (*Model).goByName},
		{"search", "WORDS", "search this list", nil, func(m *Model, s string) (tea.Cmd, error) {
			m.search.words, m.search.everywhere = s, false
			return m.setFocus(paneList), nil
		}},
		{"search-all", "WORDS", "search everything", nil, func(m *Model, s string) (tea.Cmd, error) {
			m.search.words, m.search.everywhere = s, true
			return m.setFocus(paneList), nil
		}},
		{"theme", "NAME", "choose the colours", wordOffers((*Model).themeNames), func(m *Model, s string) (tea.Cmd, error) {
			if !slices.Contains(m.themeNames(), s) {
				return nil, fmt.Errorf("there is no theme %q; there are %s", s, strings.Join(m.themeNames(), ", "))
			}
			m.setTheme(s)
			return nil, nil
		}},
		{"layout", "NAME", "arrange the panes", wordOffers(func(*Model) []string { return layouts }), func(m *Model, s string) (tea.Cmd, error) {
			if !slices.Contains(layouts, s) {
				return nil, fmt.Errorf("there is no layout %q; there are %s", s, strings.Join(layouts, ", "))
			}
			m.view.Layout = s
			if s == layouts[0] {
				m.view.Layout = ""
			}
			m.arrange()
			return m.keepView(), nil
		}},
		{"measure", "CELLS", "width of the text", nil, func(m *Model, s string) (tea.Cmd, error) {
			n, err := strconv.Atoi(s)
			if err != nil || n < minMeasure || n > maxMeasure {
				return nil, fmt.Errorf("the width is a number from %d to %d", minMeasure, maxMeasure)
			}
			return m.setMeasure(n - m.look.measure), nil
		}},
	}
}

// wordOffers makes offers of words.
func wordOffers(words func(*Model) []string) func(*Model) []offer {
	return func(m *Model) []offer {
		var out []offer
		for _, w := range words(m) {
			out = append(out, offer{text: w})
		}
		return out
	}
}

// nodeOffers are the names of the sidebar's lines.
func (m *Model) nodeOffers() []offer {
	var out []offer
	for i := range m.feeds.nodes {
		n := &m.feeds.nodes[i]
		out = append(out, offer{text: m.look.line(n.Title), about: nodeCount(n)})
	}
	return out
}

// goByName goes to the line of the sidebar with this name, or the first that begins with it or has it.
func (m *Model) goByName(name string) (tea.Cmd, error) {
	best, at := 4, -1
	want := strings.ToLower(name)
	for i := range m.feeds.nodes {
		if rank := matchRank(strings.ToLower(m.look.line(m.feeds.nodes[i].Title)), want); rank < best {
			best, at = rank, i
		}
	}
	if at < 0 {
		return nil, fmt.Errorf("nothing in the sidebar is called %q", name)
	}
	_, act := m.nodeChoices("")
	return act(m, at), nil
}

// matchRank tells how well a name answers to what was typed: 0 is the same, then it begins so, a word of it does, it has
// it, and 4 for not at all.
func matchRank(name, typed string) int {
	i := strings.Index(name, typed)
	switch {
	case name == typed:
		return 0
	case i == 0:
		return 1
	case i > 0 && strings.ContainsAny(name[i-1:i], " -_/"):
		return 2
	case i > 0:
		return 3
	}
	return 4
}

// commandLine asks for a command.
func (m *Model) commandLine(int) tea.Cmd {
	p := newPrompt(":", "a command, or the number of a row; tab completes", "")
	p.past = &m.entered
	p.offers = (*Model).commandOffers
	p.submit = func(m *Model, s string) (tea.Cmd, bool) {
		if strings.TrimSpace(s) == "" {
			return nil, true
		}
		m.closeOverlay(p)
		cmd, err := m.execute(s)
		if err != nil {
			p.fault = err.Error()
			m.open(p)
			return nil, false
		}
		return cmd, true
	}
	p.shown = p.offers(m, "")
	m.open(p)
	return nil
}

// execute runs a line: a command with its argument, an action with its count before it, or the number of a row.
func (m *Model) execute(line string) (tea.Cmd, error) {
	line = strings.TrimSpace(line)
	digits := strings.TrimLeft(line, "0123456789")
	n := 0
	if digits != line {
		n, _ = strconv.Atoi(line[:len(line)-len(digits)]) // too large a number is the largest
		line = strings.TrimSpace(digits)
	}
	if line == "" {
		m.list.move(byRow, n-1-m.list.list.Cursor)
		m.opened = false
		return m.setFocus(paneList), nil
	}
	word, arg, _ := strings.Cut(line, " ")
	arg = strings.TrimSpace(arg)
	for _, c := range commands() {
		switch {
		case c.name != word:
		case arg != "":
			return c.run(m, arg)
		case m.byName[word] == nil:
			return nil, fmt.Errorf("%s wants %s: %s", word, strings.ToLower(c.arg), c.help)
		}
	}
	if m.byName[word] == nil {
		return nil, fmt.Errorf("there is no command %q; tab shows what there is", word)
	}
	if arg != "" {
		return nil, fmt.Errorf("%s takes nothing after it; %q is too much", word, arg)
	}
	return m.run(word, n), nil
}

// commandOffers completes a command line: names first, then what the command may be given.
func (m *Model) commandOffers(s string) []offer {
	word, arg, spaced := strings.Cut(strings.TrimLeft(s, " "), " ")
	if spaced {
		for _, c := range commands() {
			if c.name == word && c.offers != nil {
				return ranked(c.offers(m), strings.TrimSpace(arg), word+" ")
			}
		}
		return nil
	}
	var all []offer
	for _, c := range commands() {
		all = append(all, offer{text: c.name, about: strings.ToLower(c.arg) + " – " + c.help, more: true})
	}
	for _, a := range m.actions {
		about := a.help
		if len(a.keys) > 0 {
			about += "  " + keyName(a.keys[0])
		}
		if a.why != nil {
			if why := a.why(m); why != "" {
				about = why
			}
		}
		all = append(all, offer{text: a.name, about: about})
	}
	return ranked(all, word, "")
}

// ranked keeps the offers that answer to what was typed, the best first, and puts a word before each.
func ranked(all []offer, typed, before string) []offer {
	typed = strings.ToLower(typed)
	type rankedOffer struct {
		offer
		rank int
	}
	var kept []rankedOffer
	for _, o := range all {
		if r := matchRank(strings.ToLower(o.text), typed); r < 4 {
			o.text = before + o.text
			kept = append(kept, rankedOffer{o, r})
		}
	}
	slices.SortStableFunc(kept, func(a, b rankedOffer) int { return cmp.Compare(a.rank, b.rank) })
	out := make([]offer, len(kept))
	for i, k := range kept {
		out[i] = k.offer
	}
	return out
}
