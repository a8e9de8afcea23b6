package ui

import (
	"slices"
	"strings"

	"newspane/feed"
	"newspane/ui/text"
	"newspane/ui/theme"
)

// show makes the screen show a change of marks, tags, notes and highlights.
func (m *Model) show(d marking) {
	m.list.show(d)
	if a := m.article.article; a != nil {
		m.article.show(d)
	}
}

// show changes the loaded rows at once; the library follows.
func (p *headlinesPane) show(d marking) {
	rows := make(map[feed.ID]*feed.Headline, len(p.rows))
	for i := range p.rows {
		rows[p.rows[i].ID] = &p.rows[i]
	}
	for _, k := range d.marks {
		h := rows[k.Article]
		if h == nil {
			continue
		}
		if k.Key == feed.MarkRead && h.Read != k.On {
			p.unread += map[bool]int{true: -1, false: 1}[k.On]
		}
		setMark(h, k)
	}
	for _, t := range d.tags {
		if h := rows[t.Article]; h != nil {
			h.Tags = withTag(h.Tags, t)
		}
	}
	if d.note != nil && rows[d.note.article] != nil {
		rows[d.note.article].Noted = !d.note.to.IsEmpty()
	}
	for _, k := range d.passages {
		if h := rows[k.Article]; h != nil && k.On {
			h.Highlit = true
		}
	}
	p.showHidden(d.marks) // last: it moves the rows
}

// show changes what is said of the article.
func (p *articlePane) show(d marking) {
	a, stale := p.article, false
	for _, k := range d.marks {
		if k.Article == a.ID {
			setMark(&a.Headline, k)
			stale = stale || k.Key == feed.MarkLater
		}
	}
	for _, t := range d.tags {
		if t.Article == a.ID {
			a.Tags, stale = withTag(a.Tags, t), true
		}
	}
	if d.note != nil && d.note.article == a.ID {
		a.Remark, a.Noted, stale = d.note.to, !d.note.to.IsEmpty(), true
	}
	for _, k := range d.passages {
		if k.Article == a.ID {
			a.Highlights, stale = withPassage(a.Highlights, k), true
		}
	}
	if stale {
		p.marked = marked{}
		p.relay()
	}
}

func setMark(h *feed.Headline, m feed.Mark) {
	switch m.Key {
	case feed.MarkRead:
		h.Read = m.On
	case feed.MarkBookmark:
		h.Bookmarked = m.On
	case feed.MarkLater:
		h.Later = m.On
	}
}

// withTag returns tags with one more, or without one.
func withTag(tags []feed.Text, t feed.Tagging) []feed.Text {
	name := feed.Clean(t.Tag)
	tags = slices.DeleteFunc(slices.Clone(tags), func(other feed.Text) bool { return sameTag(other.String(), name.String()) })
	if t.On {
		tags = append(tags, name)
		slices.SortFunc(tags, func(a, b feed.Text) int {
			return strings.Compare(strings.ToLower(a.String()), strings.ToLower(b.String()))
		})
	}
	return tags
}

// sameTag reports whether two names are taken for one tag, as far as can be told here: the library also folds accents.
func sameTag(a, b string) bool { return strings.EqualFold(a, b) }

// withPassage returns highlights with one more, or without one.
func withPassage(all []feed.Highlight, h feed.Highlight) []feed.Highlight {
	all = slices.DeleteFunc(slices.Clone(all), func(o feed.Highlight) bool { return o.Quote == h.Quote && o.Before == h.Before })
	if h.On {
		all = append(all, h)
	}
	return all
}

// tagRole is the role whose colour comes nearest to that of a tag.
func tagRole(colour string) theme.Role {
	switch colour {
	case "red":
		return theme.Error
	case "orange":
		return theme.Warn
	case "yellow":
		return theme.Star
	case "green":
		return theme.OK
	case "cyan":
		return theme.Name
	case "blue":
		return theme.Accent
	case "purple":
		return theme.Keyword
	case "grey":
		return theme.Muted
	}
	return theme.Text
}

// tagLine is a tag, or several, as they are written.
func tagLine(l *look, tags []feed.Text) string {
	var b strings.Builder
	for i, t := range tags {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString("#" + l.line(t))
	}
	return b.String()
}

// markCells is how many signs a row's marks take.
func markCells(h *feed.Headline) int {
	n := 0
	for _, is := range []bool{h.Bookmarked, h.Noted || h.Highlit, h.Later} {
		if is {
			n++
		}
	}
	return n
}

// putMarks puts the signs of a row's marks, the most telling first, at the right of n cells.
func (p *headlinesPane) putMarks(r *row, h *feed.Headline, n int) {
	g := p.look.Glyphs
	type mark struct {
		is   bool
		sign string
		role theme.Role
	}
	var marks []mark
	for _, k := range []mark{{h.Bookmarked, g.Star, theme.Star}, {h.Noted || h.Highlit, g.Note, theme.Accent}, {h.Later, g.Later, theme.Accent}} {
		if k.is && len(marks) < n {
			marks = append(marks, k)
		}
	}
	r.add("", n-len(marks), theme.Muted, 0)
	for _, k := range marks {
		r.put(k.sign, k.role, 0)
	}
}

// yours are the lines of the header that say what the reader made of the article.
func (p *articlePane) yours() []string {
	a, l := p.article, p.look
	var lines []string
	wrapped := func(sign string, s string, role theme.Role, attr theme.Attr) {
		lead := sign + " "
		for _, par := range strings.Split(s, "\n") {
			for _, line := range text.Wrap(l.line(feed.Clean(par)), max(1, p.measure-2)) {
				lines = append(lines, p.indented().add(lead, 2, theme.Accent, 0).put(line, role, attr).String())
				lead = "  "
			}
		}
	}
	if len(a.Tags) > 0 {
		r := p.indented()
		for i, t := range a.Tags {
			s := "#" + l.line(t)
			if i > 0 && r.used-p.margin+1+text.Width(s) > p.measure {
				lines = append(lines, r.String())
				r = p.indented()
			} else if i > 0 {
				r.put(" ", theme.Muted, 0)
			}
			r.put(text.Cut(s, p.measure), tagRole(l.tags[strings.ToLower(t.String())]), 0)
		}
		lines = append(lines, r.String())
	}
	if a.Later {
		wrapped(l.Glyphs.Later, "kept to be read later", theme.Muted, 0)
	}
	if n := len(a.Highlights); n > 0 {
		wrapped(l.Glyphs.Note, count(n, "highlight")+l.keyed(" – {go-highlights} lists them"), theme.Muted, 0)
	}
	if !a.Remark.IsEmpty() {
		wrapped(l.Glyphs.Note, a.Remark.String(), theme.Text, theme.Italic)
	}
	return lines
}
