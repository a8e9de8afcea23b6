package ui

import (
	tea "charm.land/bubbletea/v2"
)

// waitSettings waits for the reader to change the settings.
func (m *Model) waitSettings() tea.Cmd {
	changed := m.opts.Settings
	if changed == nil {
		return nil
	}
	return func() tea.Msg {
		s, ok := <-changed
		if !ok {
			return nil
		}
		return settingsChanged{s}
	}
}

// settled takes up new settings; wrong ones change nothing.
func (m *Model) settled(s Settings) tea.Cmd {
	m.reload = m.reload || s.Rules && m.shownID() != 0
	o := s.Options.withDefaults()
	err := s.Err
	if err == nil {
		err = m.bind(o.Keys)
	}
	if err != nil {
		m.say(err.Error(), failure)
		return m.waitSettings()
	}
	m.opts.Themes = o.Themes
	m.opts.Theme, m.opts.ASCII, m.opts.NoMouse, m.opts.NoHints = o.Theme, o.ASCII, o.NoMouse, o.NoHints
	m.opts.Notify, m.opts.Tmux, m.opts.ReadOne = o.Notify, o.Tmux, o.ReadOne
	m.opts.Keys, m.opts.Browser, m.opts.Measure = o.Keys, o.Browser, o.Measure
	m.look.measure = o.Measure
	m.setTheme(o.Theme)
	m.arrange()
	switch {
	case s.Wrong != "":
		m.say(s.Wrong, failure)
	case s.Rules:
		m.say("The rules for sites were changed.", news)
	default:
		m.say("The settings were changed.", news)
	}
	return m.waitSettings()
}
