package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"newspane/feed"
)

// remedy is something that can be done about a feed in trouble.
type remedy struct {
	choice
	act func(m *Model) tea.Cmd
}

// chooseRemedy offers what can be done about a feed.
func (m *Model) chooseRemedy(f troubled) {
	remedies := m.remedies(f)
	choices := make([]choice, len(remedies))
	for i, r := range remedies {
		choices[i] = r.choice
	}
	m.open(newChooser(m.look.line(f.Title), choices, func(m *Model, chosen []int) tea.Cmd { return remedies[chosen[0]].act(m) }))
}

func (m *Model) remedies(f troubled) []remedy {
	var list []remedy
	for _, o := range f.Choices {
		label := "follow “" + m.look.line(o.Title) + "” instead"
		if f.State == feed.HasMoved {
			label = "accept the new address"
		}
		list = append(list, remedy{
			choice{label: label, detail: feed.ShownURL(o.URL)},
			func(m *Model) tea.Cmd { return m.setAddress(f.Subscription, o.URL) },
		})
	}
	if f.State == feed.WantsPassword || f.State == feed.NoPassword {
		list = append(list, remedy{choice{label: "give it a password …"}, func(m *Model) tea.Cmd { return m.askLogin(f.Subscription) }})
	}
	if f.State == feed.WantsPassword || f.State == feed.NoPassword {
		list = append(list, remedy{choice{label: "give it a name and a password …"}, func(m *Model) tea.Cmd { return m.askLogin(f.Subscription) }})
	}
	return append(list,
		remedy{choice{label: "try again now"}, func(m *Model) tea.Cmd { return m.tryAgain(f) }},
		remedy{choice{label: "open in the browser", detail: siteOf(f.Subscription)},
			func(m *Model) tea.Cmd { return m.browse(siteOf(f.Subscription)) }},
		remedy{choice{label: "change its address …", detail: feed.ShownURL(f.URL)},
			func(m *Model) tea.Cmd { return m.askAddress(f.Subscription) }},
		remedy{choice{label: "pause it: it is checked only when you ask for it alone"}, func(m *Model) tea.Cmd { return m.pauseFeed(f.Subscription) }},
		remedy{choice{label: "unsubscribe; bookmarks stay"}, func(m *Model) tea.Cmd {
			return m.do("unsubscribed from "+f.Title.String(), unsubscribing{feeds: []feed.Subscription{f.Subscription}})
		}},
	)
}

// pauseFeed stops the checks of a feed.
func (m *Model) pauseFeed(s feed.Subscription) tea.Cmd {
	return m.do("", resetting{
		feed: s.ID,
		set:  func(s *feed.Settings) { s.Paused = true },
		say: func(feed.Settings) string {
			return s.Title.String() + " is paused: it is checked only when you ask for it alone"
		},
	})
}

// askAddress asks for a feed's new address.
func (m *Model) askAddress(s feed.Subscription) tea.Cmd {
	p := newPrompt("address", "the feed’s new address", "enter save · esc cancel")
	if feed.ShownURL(s.URL) == s.URL { // a password is not shown
		p.set(s.URL)
	}
	p.submit = func(m *Model, typed string) (tea.Cmd, bool) {
		address := feed.ResolveURL("", strings.TrimSpace(typed))
		if address == "" {
			p.fault = "“" + feed.Clean(typed).String() + "” is not a web address. Give one like https://example.org/feed.xml."
			return nil, false
		}
		if typed = strings.TrimSpace(typed); feed.ShownURL(typed) != typed {
			address = typed // with a password, which the library moves out
		}
		return m.setAddress(s, address), true
	}
	m.open(p)
	return nil
}

// setAddress gives a feed another address and looks for its news there.
func (m *Model) setAddress(s feed.Subscription, address string) tea.Cmd {
	return m.do(s.Title.String()+" is at "+feed.ShownURL(address)+" now", moving{feed: s.ID, from: s.URL, to: address, settings: s.Settings})
}
