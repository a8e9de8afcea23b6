package ui

import (
	"errors"
	"net/url"
	"strings"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"newspane/feed"
)

// withFeed reads the subscription of the feed under the sidebar's cursor and goes on with it.
func (m *Model) withFeed(then func(*Model, feed.Subscription) tea.Cmd) tea.Cmd {
	lib, ctx, id := m.lib, m.ctx, m.feeds.node().Query.Feed
	return func() tea.Msg {
		subs, err := lib.Subscriptions(ctx)
		for _, s := range subs {
			if s.ID == id {
				return feedRead{feed: s, then: then}
			}
		}
		if err == nil {
			err = &feed.Error{Op: "read feed", Kind: feed.NotFound}
		}
		return feedRead{err: err}
	}
}

// feedCame goes on with a subscription that was read.
func (m *Model) feedCame(msg feedRead) tea.Cmd {
	if msg.err != nil {
		m.say(feed.Sentence(msg.err), failure)
		return nil
	}
	return msg.then(m, msg.feed)
}

func (m *Model) changeAddress(int) tea.Cmd { return m.withFeed((*Model).askAddress) }

// pause stops a feed's checks, or lets them go on.
func (m *Model) pause(int) tea.Cmd {
	n := m.feeds.node()
	name := n.Title.String()
	return m.do("", resetting{feed: n.Query.Feed,
		set: func(s *feed.Settings) { s.Paused = !s.Paused },
		say: func(s feed.Settings) string {
			if s.Paused {
				return name + " is paused: it is checked only when you ask for it alone"
			}
			return name + " is checked again"
		},
	})
}

// fullText has the pages of a feed's articles read always, or only when the feed has but a teaser.
func (m *Model) fullText(int) tea.Cmd {
	n := m.feeds.node()
	name := n.Title.String()
	return m.do("", resetting{feed: n.Query.Feed,
		set: func(s *feed.Settings) {
			if s.FullText == feed.FullTextAlways {
				s.FullText = feed.FullTextAuto
			} else {
				s.FullText = feed.FullTextAlways
			}
		},
		say: func(s feed.Settings) string {
			if s.FullText == feed.FullTextAlways {
				return name + ": the page of every article is read"
			}
			return name + ": pages are read when the feed has but a teaser"
		},
	})
}

// interval asks how often a feed is checked.
func (m *Model) interval(int) tea.Cmd { return m.withFeed((*Model).askInterval) }

func (m *Model) askInterval(s feed.Subscription) tea.Cmd {
	p := newPrompt("check every", "30m, 2h or 1d; empty: as often as something comes", "enter save · esc cancel")
	p.set(feed.FormatInterval(s.Settings.Interval))
	p.submit = func(m *Model, typed string) (tea.Cmd, bool) {
		wanted := feed.Settings{}
		if err := wanted.Set("interval", typed); err != nil {
			p.fault = "“" + feed.Clean(typed).String() + "” is no interval. Give a time from 5m to 7d, such as 30m, 2h or 1d."
			return nil, false
		}
		return m.do("", resetting{feed: s.ID,
			set: func(s *feed.Settings) { s.Interval = wanted.Interval },
			say: func(now feed.Settings) string {
				if now.Interval == 0 {
					return s.Title.String() + " is checked as often as something comes"
				}
				return s.Title.String() + " is checked every " + feed.FormatInterval(now.Interval)
			},
		}), true
	}
	m.open(p)
	return nil
}

// login asks what a feed's server is asked with.
func (m *Model) login(int) tea.Cmd { return m.withFeed((*Model).askLogin) }

func (m *Model) askLogin(s feed.Subscription) tea.Cmd {
	p := newPrompt("user", "your name there; empty: no password", "enter go on · esc cancel")
	if s.Settings.Auth.Scheme == feed.Basic {
		p.set(s.Settings.Auth.Name)
	} else {
		p.set(s.Settings.Auth.String())
	}
	p.submit = func(m *Model, typed string) (tea.Cmd, bool) {
		typed = strings.TrimSpace(typed)
		if typed != "" && !strings.Contains(typed, " ") {
			m.closeOverlay(p)
			m.askPassword(s, typed)
			return nil, true
		}
		wanted := feed.Settings{}
		if err := wanted.Set("auth", typed); err != nil {
			p.fault = feed.Clean(err.Error()).String() + "."
			return nil, false
		}
		return m.do("", resetting{feed: s.ID,
			set: func(s *feed.Settings) { s.Auth = wanted.Auth },
			say: func(now feed.Settings) string {
				if now.Auth.Scheme == feed.NoLogin {
					return s.Title.String() + " is asked without a password"
				}
				return s.Title.String() + " is asked with a password"
			},
		}), true
	}
	m.open(p)
	return nil
}

// askPassword asks for a password and stores it where secrets are kept.
func (m *Model) askPassword(s feed.Subscription, user string) {
	m.open(newPasswordPrompt(func(m *Model, password string) tea.Cmd {
		lib, ctx := m.lib, m.ctx
		m.saving++
		return func() tea.Msg {
			before, after, err := lib.Login(ctx, s.ID, user, password)
			return changeSaved{change: change{label: "The password for " + s.Title.String() + " is kept apart from the library",
				deed: resetting{feed: s.ID, before: before, after: after}}, err: err}
		}
	}))
}

// newPasswordPrompt asks for a password, which is not shown.
func newPasswordPrompt(then func(m *Model, password string) tea.Cmd) *prompt {
	p := newPrompt("password", "not shown while you type", "enter save · esc cancel")
	p.input.EchoMode = textinput.EchoPassword
	p.input.EchoCharacter = '*'
	p.submit = func(m *Model, typed string) (tea.Cmd, bool) {
		if typed == "" {
			p.fault = "No password was typed."
			return nil, false
		}
		m.closeOverlay(p)
		return then(m, typed), true
	}
	return p
}

// askLoginToAdd asks for a user and a password to add a feed that lets nobody else in. They are put into its address,
// out of which the library moves them.
func (m *Model) askLoginToAdd(address string) {
	u, err := url.Parse(address)
	if err != nil {
		return
	}
	p := newPrompt(u.Host+" wants a password; user", "your name there", "enter go on · esc cancel")
	p.submit = func(m *Model, user string) (tea.Cmd, bool) {
		if user = strings.TrimSpace(user); user == "" {
			p.fault = "No name was typed."
			return nil, false
		}
		m.closeOverlay(p)
		m.open(newPasswordPrompt(func(m *Model, password string) tea.Cmd {
			u.User = url.UserPassword(user, password)
			m.say("looking at "+u.Host+" …", news)
			return m.findFeed(u.String())
		}))
		return nil, true
	}
	m.open(p)
}

// lockedAddress is the address that was typed for a feed that wants a password, "" where the error is another, or a
// password was given already.
func lockedAddress(typed string, err error) string {
	var e *feed.Error
	if !errors.As(err, &e) || e.Kind != feed.Auth || e.Status != 401 || feed.ShownURL(typed) != typed {
		return ""
	}
	if feed.ResolveURL("", typed) == typed {
		return typed
	}
	scheme, _, _ := strings.Cut(e.URL, "://")
	if scheme != "http" {
		scheme = "https"
	}
	return feed.ResolveURL("", scheme+"://"+strings.TrimSpace(typed))
}
