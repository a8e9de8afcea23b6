package ui

import (
	"context"
	"errors"
	"image"
	"image/color"
	"maps"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"

	"newspane/feed"
	"newspane/ui/picture"
)

const (
	picturesHeld   = 64   // pictures that are ready to be shown
	picturesAtOnce = 3    // fetched at a time
	picturesNear   = 32   // looked after around the view
	sizesKnown     = 2000 // pictures whose size is remembered
	fullGrowth     = 2    // how much larger than itself a picture is shown at full size
)

// pictureKey names a picture as it is shown: in a box of cells.
type pictureKey struct {
	url  string
	box  image.Point
	full bool // at full size
}

// heldPicture is a picture of the article on the screen: on its way while art is nil.
type heldPicture struct {
	id    uint8
	art   *picture.Art
	ready bool // the terminal has what its lines need
}

// gallery is the pictures of the article on the screen. Those near the view are fetched and drawn by commands, one
// after the other; what is shown of them are lines of cells like any other.
type gallery struct {
	ask     bool // how the terminal shows pictures is still being asked
	answers picture.Answers
	style   picture.Style
	full    picture.Mode // how a picture is shown at full size, Off as the others
	sixels  bool         // the terminal says that it draws them
	over    pictureKey   // the picture of pixels that is over the screen, or about to be
	poor    bool         // the terminal has not colours enough
	hidden  bool         // the reader switched them off
	decoder *picture.Decoder

	of      feed.ID // the article
	due     feed.ID // the article that was looked at long enough
	load    load
	ctx     context.Context
	loads   int // under way
	pool    *picture.Pool[pictureKey]
	held    map[pictureKey]*heldPicture
	known   map[string]image.Point // sizes in pixels by address, [broken] of what cannot be shown
	laid    map[string]image.Point // what of known the article is set by: it does not change under the reader's eyes
	laidGen int                    // how often laid has changed
}

// broken is the size of a picture that cannot be shown.
var broken = image.Point{X: -1}

func newGallery(c picture.Choice) gallery {
	return gallery{
		ask: c.Ask, full: c.Full, style: picture.Style{Mode: c.Mode, Tmux: c.Tmux, TrueColour: true, Cell: c.Cell}, decoder: picture.NewDecoder(),
		pool: picture.NewPool[pictureKey](picturesHeld), held: map[pictureKey]*heldPicture{},
		known: map[string]image.Point{}, laid: map[string]image.Point{},
	}
}

// possible reports whether the terminal can show pictures, if only at full size.
func (g *gallery) possible() bool {
	return g.style.Mode != picture.Off && (!g.poor || g.styleOf(pictureKey{full: true}).Mode != picture.Blocks)
}

// inline reports whether pictures are shown in the text.
func (g *gallery) inline() bool { return g.style.Mode != picture.Off && !g.poor && !g.hidden }

// settle takes what is known now for the setting of an article.
func (g *gallery) settle() {
	if !maps.Equal(g.laid, g.known) {
		g.laid = maps.Clone(g.known)
		g.laidGen++
	}
}

// size is what an article is set by: the file's size, but the page's where that has the same proportions.
func (g *gallery) size(img *feed.Image) (w, h int, ok bool) {
	p, known := g.laid[img.URL]
	switch {
	case p == broken:
		return 0, 0, false
	case known && !sameProportions(p, image.Pt(img.Width, img.Height)):
		return p.X, p.Y, true
	}
	return img.Width, img.Height, true
}

func sameProportions(a, b image.Point) bool {
	x, y := int64(a.X)*int64(b.Y), int64(a.Y)*int64(b.X)
	return x > 0 && y > 0 && 20*max(x-y, y-x) <= x
}

// drawn returns a picture that is ready to be shown, nil when it is not.
func (g *gallery) drawn(key pictureKey) *picture.Art {
	if h := g.held[key]; h != nil && h.ready {
		return h.art
	}
	return nil
}

// forget drops all pictures, so that they are drawn anew. In the terminal the new ones take the places of the old.
func (g *gallery) forget() {
	g.load.stop()
	g.ctx, g.loads = nil, 0
	clear(g.held)
	g.pool = picture.NewPool[pictureKey](picturesHeld)
}

// release takes the pictures that the terminal holds from it; nil when it holds none.
func (g *gallery) release() tea.Cmd {
	ids := g.pool.IDs()
	if g.style.Mode != picture.Kitty || len(ids) == 0 {
		return nil
	}
	var b strings.Builder
	for _, id := range ids {
		b.WriteString(picture.Delete(id, g.style.Tmux))
	}
	return tea.Raw(b.String())
}

// drop forgets one picture, which is not in the terminal yet.
func (g *gallery) drop(key pictureKey) {
	g.pool.Drop(key)
	delete(g.held, key)
}

// transmission is a message to the terminal that comes back as a [tea.RawMsg] once it is on its way there.
type transmission struct {
	key pictureKey
	art *picture.Art
}

// String is what the terminal gets.
func (t transmission) String() string { return t.art.Transmit }

// askTerminal asks for what pictures need to know.
func (g *gallery) askTerminal() tea.Cmd {
	if !g.possible() {
		return nil
	}
	q := picture.QueryCell()
	if g.ask {
		q += picture.Query()
	}
	return tea.Raw(q + picture.QueryAbilities())
}

// terminalSaid takes what a terminal tells of itself; another way to show pictures draws them anew.
func (m *Model) terminalSaid(msg tea.Msg) tea.Cmd {
	g := &m.pictures
	style, poor := g.style, g.poor
	switch msg := msg.(type) {
	case tea.ColorProfileMsg:
		style.TrueColour, poor = msg.Profile == colorprofile.TrueColor, msg.Profile < colorprofile.ANSI256
	case tea.TerminalVersionMsg:
		g.answers.Name = msg.Name
	case uv.KittyGraphicsEvent:
		g.answers.Graphics(msg.Options.ID, string(msg.Payload))
	case uv.PrimaryDeviceAttributesEvent: // the last answer
		if g.ask && g.answers.Kitty() {
			style.Mode = picture.Kitty
		}
		g.ask = false
		g.sixels = picture.Sixels(msg)
	case uv.CellSizeEvent:
		style.Cell = picture.Cell{Width: msg.Width, Height: msg.Height}
	case uv.PixelSizeEvent:
		if m.w > 0 && m.h > 0 {
			style.Cell = picture.Cell{Width: msg.Width / m.w, Height: msg.Height / m.h}
		}
	}
	if style == g.style && poor == g.poor {
		return nil
	}
	g.forget()
	g.style, g.poor = style, poor
	m.article.setMeasure()
	return nil
}

// ground is the colour behind pictures, nil when it is unknown.
func (m *Model) ground() color.Color {
	if g := m.look.Palette.Ground; g != nil {
		return g
	}
	return m.bg
}

// followPictures starts what loads the pictures near the view call for. Those of an article that is only looked at
// beside the list wait until the reader has stayed with it for a moment.
func (m *Model) followPictures() tea.Cmd {
	g := &m.pictures
	var cmds []tea.Cmd
	if id := m.shownID(); id != g.of {
		g.of = id
		g.abandon()
		if !m.opened {
			cmds = append(cmds, m.opts.After(lookDelay, pictureDue{id}))
		}
	}
	if ground := m.ground(); ground != g.style.Ground {
		g.forget()
		g.style.Ground = ground
	}
	if _, viewing := m.top().(*pictureView); !viewing && !m.opened && g.due != g.of {
		return tea.Batch(append(cmds, m.followPixels())...)
	}
	cmds = append(cmds, m.followPixels())
	for _, key := range m.wantedPictures() {
		if _, ok := g.pool.Use(key); ok || g.known[key.url] == broken || g.loads >= picturesAtOnce {
			continue
		}
		cmds = append(cmds, m.loadPicture(key))
	}
	return tea.Batch(cmds...)
}

// abandon stops what is under way, for another article.
func (g *gallery) abandon() {
	g.load.stop()
	g.ctx, g.loads = nil, 0
	for key, h := range g.held {
		if h.art == nil {
			g.drop(key)
		}
	}
	maps.DeleteFunc(g.known, func(_ string, p image.Point) bool { return p == broken || len(g.known) > sizesKnown })
}

// wantedPictures are the pictures that are shown or may soon be, the most urgent first.
func (m *Model) wantedPictures() []pictureKey {
	var keys []pictureKey
	if v, ok := m.top().(*pictureView); ok {
		keys = append(keys, v.key(m))
	}
	if m.pictures.inline() && m.geo.shows(paneArticle) {
		keys = append(keys, m.article.nearPictures(picturesNear)...)
	}
	return keys
}

func (m *Model) loadPicture(key pictureKey) tea.Cmd {
	g := &m.pictures
	if g.ctx == nil {
		g.ctx, _ = g.load.begin(m.ctx)
	}
	id, lost, evicted := g.pool.Take(key)
	if evicted {
		delete(g.held, lost)
	}
	g.held[key] = &heldPicture{id: id}
	g.loads++
	_, known := g.known[key.url]
	ctx, gen, lib, decoder, style := g.ctx, g.load.gen, m.lib, g.decoder, g.styleOf(key)
	of := feed.ID(0)
	if a := m.article.article; a != nil {
		of = a.Feed
	}
	return func() tea.Msg {
		msg := pictureLoaded{gen: gen, key: key, id: id}
		var b []byte
		if b, msg.err = lib.Picture(ctx, of, key.url); msg.err != nil {
			return msg
		}
		if !known {
			msg.size, msg.err = picture.Measure(b)
			return msg
		}
		msg.err = decoder.Do(ctx, b, func(img image.Image) (err error) {
			msg.art, err = picture.Make(img, key.box, key.growth(), id, style)
			return err
		})
		return msg
	}
}

// growth is how much larger than itself a picture may be shown.
func (k pictureKey) growth() float64 {
	if k.full {
		return fullGrowth
	}
	return 1
}

// pictureArrived takes a picture. First its size alone: where it is not in sight the text is set by it, so that nothing
// jumps; where it is, the picture stands within the rows that were kept.
func (m *Model) pictureArrived(msg pictureLoaded) tea.Cmd {
	g := &m.pictures
	if msg.gen != g.load.gen {
		return nil
	}
	g.loads--
	h := g.held[msg.key]
	if h == nil || h.id != msg.id { // evicted meanwhile
		return nil
	}
	switch {
	case msg.err != nil:
		g.drop(msg.key)
		if !errors.Is(msg.err, context.Canceled) {
			m.pictureKnown(msg.key.url, broken)
		}
	case msg.art == nil:
		g.drop(msg.key)
		m.pictureKnown(msg.key.url, msg.size)
	case msg.art.Transmit == "" || msg.art.Lines == nil: // a picture of pixels is sent when it is to be seen
		h.art, h.ready = msg.art, true
	default:
		h.art = msg.art
		return tea.Raw(transmission{msg.key, msg.art})
	}
	return nil
}

// pictureKnown takes what is known now of a picture. One in sight keeps its rows, so that the text does not move under
// the reader's eyes; but a reader who has not begun to scroll is not left with the hole of one that cannot be had.
func (m *Model) pictureKnown(url string, size image.Point) {
	g := &m.pictures
	g.known[url] = size
	atTop := m.article.top == 0 && size == broken
	if atTop || !m.article.showsPicture(url) || !m.geo.shows(paneArticle) {
		g.laid[url] = size
		g.laidGen++
		m.article.relay()
	}
}

// pictureSent notes that the terminal has got a picture.
func (m *Model) pictureSent(msg tea.RawMsg) tea.Cmd {
	t, ok := msg.Msg.(transmission)
	if !ok {
		return nil
	}
	if h := m.pictures.held[t.key]; h != nil && h.art == t.art {
		h.ready = true
		t.art.Transmit = ""
	}
	return nil
}

func (m *Model) pictureWanted(msg pictureDue) tea.Cmd {
	m.pictures.due = msg.article
	return nil
}

func (m *Model) togglePictures(int) tea.Cmd {
	g := &m.pictures
	if !g.possible() {
		m.say("This terminal shows no pictures.", news)
		return nil
	}
	g.hidden = !g.hidden
	m.article.setMeasure()
	m.say("pictures "+map[bool]string{true: "off", false: "on"}[g.hidden], news)
	return nil
}
