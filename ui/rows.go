package ui

import (
	"fmt"
	"strings"

	"newspane/feed"
	"newspane/ui/text"
	"newspane/ui/theme"
)

// The fields of a headline's row, in cells, and the least that its title keeps.
const (
	sourceCells  = 14
	wideSource   = 24 // where titles have room all the same
	ageCells     = 6
	minutesCells = 4
	titleCells   = 28
	tagCells     = 16
)

// height is the number of lines of a row.
func (p *headlinesPane) height(i int) int {
	h := p.at(i)
	n := 1
	if p.headOf(i) != "" {
		n++
	}
	if !p.twoLine || h == nil {
		return n
	}
	return n + len(p.titleLines(h)) + 1
}

// headOf is the day or the feed that stands above a row: that of the first row of each, "" for others.
func (p *headlinesPane) headOf(i int) string {
	h, of := p.at(i), p.groupOf
	if h == nil || of(h) == "" {
		return ""
	}
	if before := p.at(i - 1); before != nil && of(before) == of(h) {
		return ""
	}
	return of(h)
}

// groupOf names the group of a row, "" where there are none.
func (p *headlinesPane) groupOf(h *feed.Headline) string {
	switch {
	case p.byFeed() && h.Feed == 0:
		return "Pages"
	case p.byFeed():
		return p.look.line(h.Source)
	case p.group == groups[1]:
		return dayName(p.look.now, h)
	}
	return ""
}

// titleLines is a title on at most two lines.
func (p *headlinesPane) titleLines(h *feed.Headline) []string {
	w := max(1, p.w-4)
	lines := text.Wrap(p.look.line(h.Title), w)
	if len(lines) > 2 {
		lines = []string{lines[0], text.Cut(strings.Join(lines[1:], " "), w)}
	}
	return lines
}

func (p *headlinesPane) rowLines(i int, focused bool) []string {
	h := p.at(i)
	if h == nil {
		return []string{p.look.row(p.w, 0).put("   "+p.look.Glyphs.Ellipsis, theme.Muted, 0).String()}
	}
	current := i == p.list.Cursor || p.inRange(i)
	var lines []string
	if head := p.headOf(i); head != "" {
		lines = append(lines, p.look.row(p.w, 0).put("   ", theme.Muted, 0).put(head+" ", theme.Accent, theme.Bold).String())
	}
	if p.look.plain {
		return append(lines, p.plainRow(h))
	}
	if !p.twoLine {
		return append(lines, p.oneLine(h, current, focused))
	}
	return append(lines, p.twoLines(h, current, focused)...)
}

// startRow begins a line of a row with its cursor and, on the first, its state: told by mark and weight, never by colour
// alone. It returns how the title is painted.
func (p *headlinesPane) startRow(h *feed.Headline, current, focused, first bool) (*row, theme.Role, theme.Attr) {
	var attr theme.Attr
	cursor, cursorRole := " ", theme.Muted
	if current {
		attr, cursor = theme.Selected, p.look.Glyphs.Cursor
		if focused {
			cursorRole = theme.Accent
		}
	}
	role, weight := theme.Strong, theme.Bold
	if h.Read {
		role, weight = theme.Muted, 0
	}
	r := p.look.row(p.w, attr).put(cursor, cursorRole, 0)
	state, stateRole := p.state(h)
	if !first {
		state = " "
	}
	return r.put(state+" ", stateRole, 0), role, weight
}

func (p *headlinesPane) state(h *feed.Headline) (string, theme.Role) {
	switch {
	case halfRead(h):
		return p.look.Glyphs.Half, theme.Accent
	case !h.Read:
		return p.look.Glyphs.Unread, theme.Accent
	}
	return " ", theme.Muted
}

func halfRead(h *feed.Headline) bool { return h.Place > 0.01 && h.Place < 1 }

func (p *headlinesPane) oneLine(h *feed.Headline, current, focused bool) string {
	r, role, weight := p.startRow(h, current, focused, true)
	left := r.left()
	minutes, source, marks := 0, 0, 1
	if left >= titleCells+2+sourceCells+ageCells {
		source = sourceCells
	}
	if left >= 2*titleCells+3+sourceCells+ageCells+minutesCells {
		minutes = minutesCells
		marks = 3
	}
	if left >= 3*titleCells+3+wideSource+ageCells+minutesCells {
		source = wideSource
	}
	when := ageCells
	switch {
	case left < titleCells/2+ageCells:
		when = 0
	case minutes > 0:
		when++ // which keeps "31 Oct" from them
	}
	cells := max(1, left-2-marks-source-minutes-when)
	others := othersMark(h)
	if room := cells - titleCells - 1; others == "" || text.Width(others) > room {
		others = ""
	} else {
		cells -= text.Width(others) + 1
	}
	tags := text.Cut(tagLine(p.look, h.Tags), clamp(cells-titleCells-1, 0, tagCells))
	if tags != "" {
		cells -= text.Width(tags) + 1
	}
	title := p.title(h)
	title.put(r, text.Cut(title.plain(), cells), cells, role, weight)
	r.put(" ", role, 0)
	if others != "" {
		r.put(others+" ", theme.Accent, 0)
	}
	if tags != "" {
		r.put(tags+" ", tagRole(p.look.tags[strings.ToLower(h.Tags[0].String())]), 0)
	}
	p.putMarks(r, h, marks)
	if source > 0 {
		r.put(" ", theme.Muted, 0).add(p.look.line(h.Source), source-2, theme.Muted, 0).put(" ", theme.Muted, 0)
	}
	if minutes > 0 {
		r.add(text.Fit(fmt.Sprintf("%*s", minutesCells, minuteMark(h)), minutesCells), minutes, theme.Muted, 0)
	}
	if when > 0 {
		a := age(p.look.now, h)
		r.add("", when-text.Width(a), theme.Muted, 0).put(a, theme.Muted, 0)
	}
	return r.String()
}

// othersMark is how many other feeds tell the same story.
func othersMark(h *feed.Headline) string {
	if h.Others == 0 {
		return ""
	}
	return fmt.Sprintf("+%d", h.Others)
}

// minuteMark is how long an article takes to read, or how much of it has been.
func minuteMark(h *feed.Headline) string {
	switch {
	case halfRead(h):
		return percent(h.Place)
	case h.Minutes < 1:
		return ""
	}
	return fmt.Sprintf("%d′", h.Minutes)
}

func percent(share float64) string { return fmt.Sprintf("%d%%", min(99, int(100*share))) }

func (p *headlinesPane) twoLines(h *feed.Headline, current, focused bool) []string {
	var lines []string
	title := p.title(h)
	for i, l := range p.titleLines(h) {
		r, role, weight := p.startRow(h, current, focused, i == 0)
		title.put(r, l, r.left(), role, weight)
		lines = append(lines, r.String())
	}
	meta := []string{p.look.line(h.Source), age(p.look.now, h)}
	if h.Minutes > 0 {
		meta = append(meta, fmt.Sprintf("%d min", h.Minutes))
	}
	if halfRead(h) {
		meta = append(meta, percent(h.Place)+" read")
	}
	if others := othersMark(h); others != "" {
		meta = append(meta, others)
	}
	r, _, _ := p.startRow(h, current, focused, false)
	about, tags, marks := strings.Join(meta, " "+p.look.Glyphs.Dot+" "), "", markCells(h)
	room := r.left() - 2 - marks
	if more := room - text.Width(about); len(h.Tags) > 0 && more > 4 {
		tags = " " + text.Cut(tagLine(p.look, h.Tags), more-1)
	}
	room -= text.Width(tags)
	r.add(about, room, theme.Muted, 0)
	if tags != "" {
		r.put(tags, tagRole(p.look.tags[strings.ToLower(h.Tags[0].String())]), 0)
	}
	if marks > 0 {
		r.put(" ", theme.Muted, 0)
		p.putMarks(r, h, marks)
	}
	return append(lines, r.add("", r.left(), theme.Muted, 0).String(), p.foundLine(h))
}

// foundLine is the last line of a row of several: where a search found the article, else blank.
func (p *headlinesPane) foundLine(h *feed.Headline) string {
	found, room := p.excerpts[h.ID].Text, p.w-5
	if len(found) == 0 || room < titleCells/2 {
		return blank(p.w)
	}
	x := p.look.mark(p.look.near(found, room))
	r := p.look.row(p.w, 0).put("   ", theme.Muted, 0)
	x.put(r, text.Cut(x.plain(), room), room, theme.Muted, 0)
	return r.String()
}

// emptyLines say why there is nothing and what to do.
func (p *headlinesPane) emptyLines() []string {
	var say []string
	switch {
	case p.err != nil:
		say = []string{feed.Sentence(p.err)}
	case !p.loaded:
		return nil
	case p.query == feed.NoArticles:
		say = []string{"Some feeds could not be read, or not wholly.", p.look.keyed("{open} or {go-trouble} shows which, why, and what to do.")}
	case p.query.Search != "":
		say = []string{"Nothing found for “" + p.query.Search + "”.", p.look.keyed("{find} then tab searches everything, {clear} ends the search; {save-search} changes a saved one.")}
	case p.query.Later:
		say = []string{"Nothing is kept to be read later.", p.look.keyed("{read-later} on an article or a link keeps it here, text and all, until it is read.")}
	case p.query.Bookmarked:
		say = []string{"No bookmarks yet.", p.look.keyed("{bookmark} on an article keeps it here for ever, text and all.")}
	case p.query.Unread || p.query.Since != 0:
		say = []string{"All read.", p.look.keyed("{refresh} looks for news, {go-all} shows all articles.")}
	default:
		say = []string{"No articles yet.", p.look.keyed("{refresh} looks for news, {add} adds a feed.")}
	}
	lines := []string{blank(p.w)}
	for i, s := range say {
		role := theme.Text
		if i > 0 {
			role = theme.Muted
		}
		for _, l := range text.Wrap(feed.Clean(s).String(), max(1, p.w-6)) {
			lines = append(lines, p.look.row(p.w, 0).put("   ", role, 0).put(l, role, 0).String())
		}
	}
	return lines
}

// title is a headline's title, with what a search found in it.
func (p *headlinesPane) title(h *feed.Headline) *tracing {
	if found := p.excerpts[h.ID].Title; len(found) > 0 {
		return p.look.mark(found)
	}
	return p.look.mark([]feed.Piece{{Text: h.Title}})
}

// preview is the first words of the selected article, or where a search found it, for the one-pane arrangement: a rule
// and what fits.
func (p *headlinesPane) preview(h int) []string {
	lines := []string{p.look.rule(p.w)}
	if sel := p.selected(); sel != nil {
		x, role := p.look.mark([]feed.Piece{{Text: sel.Summary}}), theme.Muted
		if found := p.excerpts[sel.ID].Text; len(found) > 0 {
			x, role = p.look.mark(found), theme.Text
		}
		words := text.Wrap(x.plain(), max(1, p.w-6))
		if room := h - 2; len(words) > room && room > 0 {
			words = append(words[:room-1], text.Cut(words[room-1]+" "+words[room], max(1, p.w-6)))
		}
		for _, l := range words {
			r := p.look.row(p.w, 0).put("   ", theme.Muted, 0)
			x.put(r, l, max(0, p.w-6), role, 0)
			lines = append(lines, r.String())
		}
	}
	return fill(lines, p.w, h)
}
