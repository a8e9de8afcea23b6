package ui

import (
	tea "charm.land/bubbletea/v2"

	"newspane/ui/picture"
)

// styleOf is how a picture is drawn: at full size by pixels where the terminal can. Sixels need to know how large its
// cells are.
func (g *gallery) styleOf(key pictureKey) picture.Style {
	style := g.style
	if !key.full || style.Mode != picture.Blocks {
		return style
	}
	switch {
	case g.full == picture.ITerm:
		style.Mode = picture.ITerm
	case g.full == picture.Sixel && g.answers.Taken:
		style.Mode = picture.Placed
	case g.full == picture.Sixel && g.sixels && style.Cell != picture.Cell{}:
		style.Mode = picture.Sixel
	}
	return style
}

// followPixels keeps what is over the screen in step with what is to be seen: pictures of pixels are not of the
// renderer's making. One that is to go is erased with the whole screen, one that is to come is sent once the screen
// below it has been drawn.
func (m *Model) followPixels() tea.Cmd {
	g := &m.pictures
	var want pictureKey
	if v, ok := m.top().(*pictureView); ok {
		if key := v.key(m); g.pixels(key) != nil {
			want = key
		}
	}
	if want == g.over {
		return nil
	}
	erase := tea.Cmd(tea.ClearScreen)
	if g.over == (pictureKey{}) {
		erase = nil
	}
	if g.over = want; want == (pictureKey{}) {
		return erase
	}
	return tea.Sequence(erase, m.opts.After(releaseDelay, screenCleared{want}))
}

// pixels returns a picture of pixels that is ready to be sent, nil when there is none.
func (g *gallery) pixels(key pictureKey) *picture.Art {
	if art := g.drawn(key); art != nil && art.Lines == nil {
		return art
	}
	return nil
}

// project sends a picture of pixels, in the middle of the screen, if it is still wanted.
func (m *Model) project(msg screenCleared) tea.Cmd {
	art := m.pictures.pixels(msg.picture)
	if art == nil || m.pictures.over != msg.picture {
		return nil
	}
	return tea.Raw(art.At((m.w-art.Cols)/2, (m.h-1-art.Rows)/2))
}
