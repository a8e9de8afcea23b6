package ui

import (
	"fmt"
	"image"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"newspane/feed"
	"newspane/ui/keys"
	"newspane/ui/text"
	"newspane/ui/theme"
	"newspane/ui/typeset"
)

// figure is a picture of an article with the words below it.
type figure struct {
	img     *feed.Image
	caption string
}

// figuresOf returns the figures of an article in reading order.
func figuresOf(a *feed.Article) []figure {
	var figures []figure
	var walk func([]feed.Block)
	walk = func(blocks []feed.Block) {
		for i := range blocks {
			b := &blocks[i]
			if b.Kind == feed.Figure && b.Image != nil && b.Image.URL != "" {
				figures = append(figures, figure{b.Image, captionOf(b)})
			}
			for _, it := range b.Items {
				walk(it.Blocks)
			}
			walk(b.Blocks)
		}
	}
	if a != nil {
		walk(a.Body)
	}
	return figures
}

// captionOf is a figure's caption, or else its alternative text, in one line.
func captionOf(b *feed.Block) string {
	var words strings.Builder
	for _, s := range b.Text {
		words.WriteString(s.Text.String())
	}
	if caption := feed.Clean(words.String()); !caption.IsEmpty() {
		return caption.String()
	}
	return b.Image.Alt.String()
}

func needsPictures(m *Model) string {
	switch {
	case m.shownID() == 0:
		return "Open an article first."
	case len(figuresOf(m.article.article)) == 0:
		return "This article has no pictures."
	}
	return ""
}

// pictureView shows the pictures of an article one at a time on the whole screen.
type pictureView struct {
	figures []figure
	at      int
}

// viewPicture shows the first picture in sight, or the one after it; where the terminal cannot, the browser does.
func (m *Model) viewPicture(int) tea.Cmd {
	v := &pictureView{figures: figuresOf(m.article.article)}
	if img := m.article.pictureBelow(); img != nil {
		v.at = max(0, slices.IndexFunc(v.figures, func(f figure) bool { return f.img == img }))
	}
	if !m.pictures.possible() {
		return m.browse(v.figures[v.at].img.URL)
	}
	m.open(v)
	return nil
}

// key names the picture as it is shown.
func (v *pictureView) key(m *Model) pictureKey {
	return pictureKey{url: v.figures[v.at].img.URL, box: image.Pt(max(1, m.w), max(1, m.h-1)), full: true}
}

func (v *pictureView) press(m *Model, k tea.KeyPressMsg) (tea.Cmd, bool) {
	n := len(v.figures)
	switch keys.Stroke(k.Key()) {
	case "esc", "q", "backspace", "ctrl+c":
		return nil, true
	case "o":
		return m.browse(v.figures[v.at].img.URL), true
	case "left", "h", "p", "N", "k", "up", "pgup", "shift+space":
		v.at = (v.at + n - 1) % n
	case "i", "space", "enter", "right", "l", "n", "j", "down", "pgdown":
		v.at = (v.at + 1) % n
	}
	return nil, false
}

func (v *pictureView) paste(*Model, string) tea.Cmd { return nil }

func (v *pictureView) draw(m *Model, screen []string) *tea.Cursor {
	for y := range screen {
		screen[y] = blank(m.w)
	}
	f := v.figures[v.at]
	key := v.key(m)
	rows := len(screen) - 1
	if art := m.pictures.drawn(key); art != nil {
		left, top := (m.w-art.Cols)/2, (rows-art.Rows)/2
		for i, l := range art.Lines {
			if y := top + i; y >= 0 && y < rows {
				screen[y] = blank(left) + l + blank(m.w-left-art.Cols)
			}
		}
	} else {
		said := (&typeset.Options{}).Alternative(f.img)
		if m.pictures.known[key.url] == broken {
			said += m.look.keyed(" – it cannot be shown; {browser} opens it in the browser")
		}
		words := text.Wrap(m.look.line(feed.Clean(said)), max(1, min(m.w-2, m.look.measure)))
		for i, l := range words {
			if y := max(0, (rows-len(words))/2) + i; y < rows {
				left := max(0, (m.w-text.Width(l))/2)
				screen[y] = m.look.row(m.w, 0).add("", left, theme.Text, 0).put(l, theme.Muted, theme.Italic).String()
			}
		}
	}
	if rows >= 0 {
		screen[rows] = v.bottom(m, f)
	}
	return nil
}

// bottom is the caption and what may be pressed.
func (v *pictureView) bottom(m *Model, f figure) string {
	keysRow := "esc back "
	if n := len(v.figures); n > 1 {
		keysRow = fmt.Sprintf("%d/%d  i next  %s", v.at+1, n, keysRow)
	}
	r := m.look.row(m.w, 0)
	if room := m.w - text.Width(keysRow) - 3; room > 8 {
		r.put(" "+text.Cut(m.look.line(feed.Clean(f.caption)), room), theme.Muted, theme.Italic)
	}
	return r.right(keysRow, theme.Muted, 0).String()
}
