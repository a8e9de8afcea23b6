package ui

import (
	"maps"

	tea "charm.land/bubbletea/v2"

	"newspane/feed"
	"newspane/ui/typeset"
)

const (
	longText  = 200 << 10 // bytes of a text that is set in two steps: what is to be seen soon, then, by a command, all of it
	soonSeen  = 48 << 10  // bytes behind the reader's place that are set in the first
	textsKept = 3         // settings of an article that are kept, so that going back to a width costs nothing
)

// settingKey is all that lines depend on.
type settingKey struct {
	body, width, maxRows, pictures       int
	ascii, bidi, words, fromLeft, images bool
	aspect                               float64
}

// setText is a text with what it was set by.
type setText struct {
	key settingKey
	doc *typeset.Doc
}

func (p *articlePane) settingKey(o typeset.Options) settingKey {
	return settingKey{p.bodies, o.Width, o.MaxRows, p.gallery.laidGen, o.ASCII, o.Bidi, o.Words, o.FromLeft, o.Images, o.Aspect}
}

// setLines sets the article's text, or takes it from those that are kept, the latest last.
func (p *articlePane) setLines() {
	o := p.setting()
	key := p.settingKey(o)
	for i, k := range p.kept {
		if k.key == key {
			p.doc = k.doc
			p.kept = append(append(p.kept[:i:i], p.kept[i+1:]...), k)
			return
		}
	}
	if p.length > longText {
		offset, _ := p.offset()
		o.Until = max(offset, p.goal) + soonSeen
	}
	p.keep(setText{key, typeset.Set(p.body, o)})
}

// keep shows a text that was set, and keeps it if it is whole.
func (p *articlePane) keep(t setText) {
	p.doc = t.doc
	if t.doc.Cut {
		return
	}
	p.kept = append(p.kept, t)
	if len(p.kept) > textsKept {
		p.kept = p.kept[1:]
	}
}

// whole sets what is left of a text at once, for what needs all of it.
func (p *articlePane) whole() {
	if p.doc.Cut {
		o := p.setting()
		p.keep(setText{p.settingKey(o), typeset.Set(p.body, o)})
	}
}

// followText has the rest of a long text set by a command.
func (m *Model) followText() tea.Cmd {
	p := &m.article
	if !p.doc.Cut {
		return nil
	}
	o := p.setting()
	key := p.settingKey(o)
	if key == p.coming {
		return nil
	}
	p.coming = key
	known := gallery{laid: maps.Clone(m.pictures.laid)}
	o.Picture = known.size
	body := p.body
	return func() tea.Msg { return textSet{setText{key, typeset.Set(body, o)}} }
}

// linesArrived takes a long text that was set to its end; its beginning is as it was.
func (m *Model) linesArrived(msg textSet) tea.Cmd {
	p := &m.article
	if p.doc.Cut && msg.key == p.settingKey(p.setting()) {
		p.keep(msg.setText)
		p.findAgain()
	}
	return nil
}

// lengthOf is the number of bytes of the text of blocks.
func lengthOf(blocks []feed.Block) int {
	n := 0
	feed.Walk(blocks, func(_ *feed.Block, spans []feed.Span) {
		for _, s := range spans {
			n += len(s.Text.String())
		}
	})
	return n
}
