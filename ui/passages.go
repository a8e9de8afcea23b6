package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"newspane/feed"
	"newspane/ui/text"
	"newspane/ui/theme"
	"newspane/ui/typeset"
)

// A passage is chosen sentence by sentence: a cursor of whole sentences goes through the text, can be made longer, and is
// kept as a highlight. Highlights are found again by their words, whatever becomes of the text around them.

// sentence is a stretch of the article's text, in bytes, in one block.
type sentence struct {
	from, to int
	block    int // as feed.Walk counts
	start    int // where the block begins
}

// picking is the choice of a passage: the sentences at..to.
type picking struct {
	on        bool
	source    string // the article's text
	sentences []sentence
	at, to    int
}

// sentencesOf cuts an article's text into sentences; code and verse are one each.
func sentencesOf(body []feed.Block) (string, []sentence) {
	var b strings.Builder
	var all []sentence
	block := 0
	feed.Walk(body, func(k *feed.Block, spans []feed.Span) {
		start := b.Len()
		for _, s := range spans {
			b.WriteString(s.Text.String())
		}
		own := b.String()[start:]
		ends := []int{len(own)}
		if k.Kind != feed.Code && k.Kind != feed.Verse {
			ends = text.Sentences(own)
		}
		from := 0
		for _, to := range ends {
			if strings.TrimSpace(own[from:to]) != "" {
				end := from + len(strings.TrimRight(own[from:to], " \n\u00a0"))
				all = append(all, sentence{start + from, start + end, block, start})
			}
			from = to
		}
		block++
	})
	return b.String(), all
}

// pick begins to choose a passage at the first sentence in sight.
func (m *Model) pick(int) tea.Cmd {
	cmd := m.setFocus(paneArticle)
	p := &m.article
	p.whole()
	k := picking{on: true}
	k.source, k.sentences = sentencesOf(p.body)
	if len(k.sentences) == 0 {
		m.say("This article has no text to highlight.", news)
		return cmd
	}
	top := 0
	if offset, within := p.offset(); within {
		top = offset
	}
	for k.at < len(k.sentences)-1 && k.sentences[k.at].from < top {
		k.at++
	}
	k.to = k.at
	p.picking = k
	p.showPicked()
	return cmd
}

// pressPicking takes a key while a passage is chosen.
func (m *Model) pressPicking(stroke string) tea.Cmd {
	p := &m.article
	k := &p.picking
	last := len(k.sentences) - 1
	switch stroke {
	case "j", "down", "l", "right", "space":
		k.at = min(k.to+1, last)
		k.to = k.at
	case "k", "up", "h", "left":
		k.at = max(k.at-1, 0)
		k.to = k.at
	case "J", "shift+down", "L":
		k.to = min(k.to+1, last)
	case "K", "shift+up", "H":
		k.to = max(k.to-1, k.at)
	case "}", "pgdown", "ctrl+d":
		for block := k.sentences[k.to].block; k.to < last && k.sentences[k.to].block == block; {
			k.to++
		}
		k.at = k.to
	case "{", "pgup", "ctrl+u":
		for block := k.sentences[k.at].block; k.at > 0 && k.sentences[k.at].block == block; {
			k.at--
		}
		k.to = k.at
	case "n", "N":
		p.pickHighlight(map[string]int{"n": 1, "N": -1}[stroke])
	case "enter", "M":
		return m.keepPicked(true)
	case "x", "d", "backspace":
		return m.keepPicked(false)
	default:
		p.picking = picking{}
		return nil
	}
	p.showPicked()
	return nil
}

// picked is the passage that is chosen.
func (k *picking) picked(article feed.ID) feed.Highlight {
	first := k.sentences[k.at]
	var b strings.Builder
	for i := k.at; i <= k.to; i++ {
		s, end := k.sentences[i], k.sentences[i].to
		if i < k.to && k.sentences[i+1].block == s.block {
			end = k.sentences[i+1].from
		}
		b.WriteString(k.source[s.from:end])
		if i < k.to && k.sentences[i+1].block != s.block {
			b.WriteString("\n\n")
		}
	}
	before := k.source[first.start:first.from]
	if len(before) > beforeBytes {
		before = strings.ToValidUTF8(before[len(before)-beforeBytes:], "")
	}
	return feed.Highlight{Article: article, Quote: feed.CleanBlock(b.String()), Before: feed.CleanBlock(before), Block: first.block, On: true}
}

// beforeBytes is how much of the text before a passage is kept to tell it from others of the same words.
const beforeBytes = 60

// keepPicked highlights the passage that is chosen, or takes the highlights away that it touches.
func (m *Model) keepPicked(on bool) tea.Cmd {
	p := &m.article
	h := p.picking.picked(p.article.ID)
	h.At = m.look.now
	from, to := p.picking.sentences[p.picking.at].from, p.picking.sentences[p.picking.to].to
	label, d := "highlighted: "+text.Cut(feed.Clean(h.Quote.String()).String(), 60), marking{}
	if !on {
		label = "highlight removed"
	}
	for _, old := range p.article.Highlights {
		f, t, ok := p.doc.Locate(old.Quote.String(), old.Before.String(), old.Block)
		switch {
		case !ok || t <= from || f >= to:
		case on && f <= from && t >= to:
			m.say("This is highlighted already; x takes the highlight away.", news)
			p.picking = picking{}
			return nil
		default: // the new one takes the place of those it touches
			old.On, old.Article = false, p.article.ID
			d.passages = append(d.passages, old)
		}
	}
	if on {
		d.passages = append(d.passages, h)
	}
	if len(d.passages) == 0 {
		m.say("Nothing is highlighted here.", news)
		p.picking = picking{}
		return nil
	}
	p.picking = picking{}
	return m.do(label, d)
}

// pickHighlight chooses the next highlight (d 1) or the one before.
func (p *articlePane) pickHighlight(d int) {
	k := &p.picking
	best, to := -1, 0
	for _, h := range p.article.Highlights {
		f, t, ok := p.doc.Locate(h.Quote.String(), h.Before.String(), h.Block)
		if !ok {
			continue
		}
		at, end := k.sentenceAt(f), k.sentenceAt(t-1)
		if d > 0 && at > k.at && (best < 0 || at < best) || d < 0 && at < k.at && at > best {
			best, to = at, end
		}
	}
	if best >= 0 {
		k.at, k.to = best, max(best, to)
	}
}

// sentenceAt is the sentence that holds a byte of the text.
func (k *picking) sentenceAt(offset int) int {
	at := 0
	for i, s := range k.sentences {
		if s.from <= offset {
			at = i
		}
	}
	return at
}

// showPicked scrolls what is chosen into sight.
func (p *articlePane) showPicked() {
	k := &p.picking
	first := len(p.header) + p.doc.LineAt(k.sentences[k.at].from)
	last := len(p.header) + p.doc.LineAt(max(k.sentences[k.to].from, k.sentences[k.to].to-1))
	if last >= p.top+p.h-1 {
		p.top = last - p.h + 2
	}
	if first < p.top+1 {
		p.top = first - 1
	}
	p.clampTop()
}

// marked are the cells of what is highlighted, and of what is being chosen.
type marked struct {
	doc   *typeset.Doc
	of    int // how many highlights there were
	cells []typeset.Match
}

// marks returns the cells of the highlights.
func (p *articlePane) marks() []typeset.Match {
	hs := p.article.Highlights
	if p.marked.doc == p.doc && p.marked.of == len(hs) {
		return p.marked.cells
	}
	p.marked = marked{doc: p.doc, of: len(hs)}
	for _, h := range hs {
		if from, to, ok := p.doc.Locate(h.Quote.String(), h.Before.String(), h.Block); ok {
			p.marked.cells = append(p.marked.cells, p.doc.Span(from, to)...)
		}
	}
	return p.marked.cells
}

// pickedCells are the cells of what is being chosen.
func (p *articlePane) pickedCells() []typeset.Match {
	k := &p.picking
	if !k.on {
		return nil
	}
	return p.doc.Span(k.sentences[k.at].from, k.sentences[k.to].to)
}

// pickBar says what is being chosen and what can be done with it.
func (m *Model) pickBar(r *row) string {
	k := &m.article.picking
	r.put(" highlight "+count(k.to-k.at+1, "sentence"), theme.Accent, theme.Bold)
	s := "  j k next  J K longer, shorter  enter keep  x remove  n N highlights"
	return r.add(s, r.left()-9, theme.Muted, 0).right("esc stop ", theme.Muted, 0).String()
}
