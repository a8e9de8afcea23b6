package ui

import (
	"image/color"
	"maps"
	"slices"

	tea "charm.land/bubbletea/v2"

	"newspane/ui/theme"
)

// themeNames are the themes there are: the built-in ones, then the reader's own.
func (m *Model) themeNames() []string {
	return append(theme.Names(), slices.Sorted(maps.Keys(m.opts.Themes))...)
}

// setTheme paints in the colours of a theme, as the terminal can show them.
func (m *Model) setTheme(name string) {
	p, own := m.opts.Themes[name]
	if !own {
		t := theme.New(name, m.opts.ASCII, m.fg, m.bg)
		name, p = t.Name, t.Palette
	}
	m.look.Theme = theme.Of(name, p.At(m.colours, m.bg), m.opts.ASCII)
	if m.opts.Plain {
		m.look.Theme = plainTheme()
	}
	m.article.setMeasure()
}

// coloured learns the terminal's own colours.
func (m *Model) coloured(fg, bg color.Color) tea.Cmd {
	m.fg, m.bg = fg, bg
	m.setTheme(m.look.Name)
	return nil
}

// profiled learns how many colours the terminal has.
func (m *Model) profiled(msg tea.ColorProfileMsg) tea.Cmd {
	if m.colours != msg.Profile {
		m.colours = msg.Profile
		m.setTheme(m.look.Name)
	}
	return m.terminalSaid(msg)
}
