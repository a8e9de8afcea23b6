package ui

import (
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"newspane/feed"
	"newspane/ui/text"
	"newspane/ui/theme"
)

// How matches look: never by colour alone.
const (
	matchRole = theme.Accent
	matchAttr = theme.Underline
)

// maxExcerpts is how many rows' excerpts are read at once.
const maxExcerpts = 60

// followExcerpts has it read where a search found the rows that are on the screen.
func (m *Model) followExcerpts() tea.Cmd {
	p := &m.list
	if p.query.Search == "" || !p.loaded || m.excerptsFor == p.query && m.excerptsLoading {
		return nil
	}
	var missing []feed.ID
	for i := p.list.Top; i < p.list.Top+max(1, p.list.Height) && len(missing) < maxExcerpts; i++ {
		if h := p.at(i); h != nil {
			if _, known := p.excerpts[h.ID]; !known {
				missing = append(missing, h.ID)
			}
		}
	}
	if h := p.selected(); h != nil && len(missing) < maxExcerpts {
		if _, known := p.excerpts[h.ID]; !known {
			missing = append(missing, h.ID)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	ctx, gen := m.excerptLoad.begin(m.ctx)
	m.excerptsFor, m.excerptsLoading = p.query, true
	lib, q := m.lib, p.query
	return func() tea.Msg {
		found, err := lib.Excerpts(ctx, q.Search, missing)
		return excerptsFound{gen: gen, query: q, ids: missing, found: found, err: err}
	}
}

// excerptsArrived takes them; where there is none to show, that is known too.
func (m *Model) excerptsArrived(msg excerptsFound) tea.Cmd {
	if msg.gen != m.excerptLoad.gen {
		return nil
	}
	m.excerptsLoading = false
	if msg.query != m.list.query {
		return nil
	}
	if msg.err != nil {
		m.say(feed.Sentence(msg.err), failure)
	}
	if m.list.excerpts == nil {
		m.list.excerpts = map[feed.ID]feed.Excerpt{}
	}
	for _, id := range msg.ids {
		m.list.excerpts[id] = msg.found[id]
	}
	return nil
}

// tracing goes along a text whose matches are known, as it is broken into lines, cut and simplified.
type tracing struct {
	runes []rune
	match []bool
	at    int
}

// mark begins with what an excerpt has of a text; without pieces nothing matches.
func (l *look) mark(pieces []feed.Piece) *tracing {
	k := &tracing{}
	for _, p := range pieces {
		for _, r := range l.line(p.Text) {
			k.runes, k.match = append(k.runes, r), append(k.match, p.Match)
		}
	}
	return k
}

// near returns the pieces from a little before the first match, where that would stand in the second half of so many
// cells or beyond them.
func (l *look) near(pieces []feed.Piece, cells int) []feed.Piece {
	if len(pieces) < 2 {
		return pieces
	}
	lead, first := "", 0
	for ; first < len(pieces) && !pieces[first].Match; first++ {
		lead += l.line(pieces[first].Text)
	}
	w := text.Width(lead)
	if w <= cells/2 {
		return pieces
	}
	kept := text.Slice(lead, w-cells/4, w)
	if i := strings.IndexByte(kept, ' '); i >= 0 {
		kept = kept[i+1:]
	}
	return append([]feed.Piece{{Text: feed.CleanBlock("… " + kept)}}, pieces[first:]...)
}

// plain is the text without its marks.
func (k *tracing) plain() string { return string(k.runes) }

// put appends the next line of the text in so many cells of a row, its matches marked by colour and a line under them.
func (k *tracing) put(r *row, line string, cells int, role theme.Role, attr theme.Attr) {
	end := r.used + min(cells, r.left())
	from, is := 0, false
	flush := func(to int) {
		s := line[from:to]
		if n := min(text.Width(s), end-r.used); n > 0 {
			if is {
				r.add(s, n, matchRole, attr|matchAttr)
			} else {
				r.add(s, n, role, attr)
			}
		}
		from = to
	}
	for i, c := range line {
		if m := k.next(c); m != is {
			flush(i)
			is = m
		}
	}
	flush(len(line))
	r.add("", end-r.used, role, attr)
}

// next reports whether the next letter of a line matches. Lines lack blanks of the text, and have ellipses it has not.
func (k *tracing) next(c rune) bool {
	for at := k.at; at < len(k.runes); at++ {
		if k.runes[at] == c {
			k.at = at + 1
			return k.match[at]
		}
		if !unicode.IsSpace(k.runes[at]) {
			return false
		}
	}
	return false
}
