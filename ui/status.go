package ui

import (
	"fmt"
	"sort"
	"strings"

	"newspane/feed"
	"newspane/ui/text"
	"newspane/ui/theme"
)

// tone is how a toast sounds.
type tone uint8

const (
	news tone = iota
	failure
)

// toast is a sentence on the bottom row until the next key.
type toast struct {
	text string
	tone tone
}

// say puts a sentence on the bottom row.
func (m *Model) say(s string, t tone) { m.toast = toast{feed.Clean(s).String(), t} }

// titleRow is the first row of a pane.
func (m *Model) titleRow(f frame) string {
	switch f.Pane {
	case paneFeeds:
		return m.feedsTitle(f.W)
	case paneList:
		return m.listTitle(f.W)
	case paneArticle:
		return m.articleTitle(f.W)
	}
	return m.relatedTitle(f.W)
}

// name paints a pane's name: bold where the focus is.
func (m *Model) name(w int, p paneID, s string) *row {
	role, attr := theme.Text, theme.Attr(0)
	if m.focus == p {
		role, attr = theme.Strong, theme.Bold
	}
	r := m.look.row(w, 0).put(" ", role, 0)
	return r.put(text.Cut(s, max(0, w-2)), role, attr)
}

func (m *Model) feedsTitle(w int) string {
	r := m.name(w, paneFeeds, "Feeds")
	if n := m.feeds.unread(); n > 0 {
		return r.right(fmt.Sprintf("%d ", n), theme.Muted, 0).String()
	}
	return r.String()
}

// listTitle says what the list is, how much of it is unread, what has come in since, and how the check for news goes.
func (m *Model) listTitle(w int) string {
	title := "News"
	if n := m.feeds.node(); n != nil {
		title = m.look.line(n.Title)
	}
	if m.search.words != "" {
		where := title
		if m.search.everywhere {
			where = "everything"
		}
		title = fmt.Sprintf("“%s” in %s", feed.Clean(m.search.words).String(), where)
	}
	r := m.name(w, paneList, text.Cut(title, max(8, w-24)))
	var about []string
	switch {
	case m.search.words != "" && m.list.loaded:
		more := map[bool]string{true: "+"}[m.list.counting]
		about = append(about, fmt.Sprintf("%d%s found", m.list.list.N, more))
		if m.list.behind > 0 {
			about = append(about, fmt.Sprintf("%d still being indexed", m.list.behind))
		}
	case m.list.query.Bookmarked || m.list.query.Later:
		about = append(about, fmt.Sprintf("%d kept", m.list.list.N))
	case m.list.unread > 0:
		about = append(about, fmt.Sprintf("%d unread", m.list.unread))
	}
	right := strings.TrimSpace(m.downloadNote() + "  " + m.refreshNote())
	if m.list.pending > 0 {
		right = strings.TrimSpace(fmt.Sprintf("%d new – %s  %s", m.list.pending, m.look.keyOf("top"), right))
	}
	if s := strings.Join(about, " "+m.look.Glyphs.Dot+" "); s != "" && r.left() > text.Width(s)+2 {
		r.put("  "+s, theme.Muted, 0)
	}
	if r.left() > text.Width(right)+1 {
		role := theme.Muted
		if m.list.pending > 0 {
			role = theme.Accent
		}
		r.right(right+" ", role, 0)
	}
	return r.String()
}

// refreshNote is how the check for news goes, or when the last one was.
func (m *Model) refreshNote() string {
	g := m.look.Glyphs.Refresh
	switch {
	case m.refreshing.total > 0:
		return fmt.Sprintf("%s %d/%d", g, m.refreshing.done, m.refreshing.total)
	case !m.refreshedAt.IsZero():
		return g + " " + age(m.look.now, &feed.Headline{Published: m.refreshedAt})
	}
	return ""
}

func (m *Model) articleTitle(w int) string {
	if m.geo.Kind != onePane {
		r := m.name(w, paneArticle, "Article")
		return r.right(m.articleState()+" ", theme.Muted, 0).String()
	}
	back := "News"
	if n := m.feeds.node(); n != nil {
		back = m.look.line(n.Title)
	}
	r := m.look.row(w, 0).put(" "+m.look.Glyphs.Back+" ", theme.Accent, 0).put(text.Cut(back, max(4, w/3)), theme.Strong, theme.Bold)
	if i := m.list.find(m.shownID()); i >= 0 && r.left() > 40 {
		r.put(fmt.Sprintf("   %d of %d", i+1, m.list.list.N), theme.Muted, 0)
	}
	if s := m.articleState(); r.left() > text.Width(s)+2 {
		r.right(s+" ", theme.Muted, 0)
	}
	return r.String()
}

// articleState says in words what the marks of the article are, and what is being fetched.
func (m *Model) articleState() string {
	a := m.article.article
	if a == nil {
		return ""
	}
	var parts []string
	if m.completing == a.ID {
		parts = append(parts, "fetching the whole text …")
	}
	if !a.Read {
		parts = append(parts, m.look.Glyphs.Unread+" unread")
	}
	if a.Bookmarked {
		parts = append(parts, m.look.Glyphs.Star+" kept")
	}
	if a.Later {
		parts = append(parts, m.look.Glyphs.Later+" later")
	}
	return strings.Join(parts, "  ")
}

func (m *Model) relatedTitle(w int) string {
	r := m.name(w, paneRelated, "Links & related")
	if n := len(m.related.links); n > 0 && r.left() > 6 {
		r.right(fmt.Sprintf("%d ", n), theme.Muted, 0)
	}
	return r.String()
}

// bottom is the last row: what is being typed, or the keys of this place.
func (m *Model) bottom() string {
	r := m.look.row(m.w, 0)
	switch {
	case m.article.hint.on:
		return m.hintRow(r).String()
	case m.article.picking.on:
		return m.pickBar(r)
	case len(m.typed.strokes) > 0:
		return r.put(" "+strings.Join(m.typed.strokes, " ")+"–", theme.Accent, theme.Bold).put("  waiting for the next key …", theme.Muted, 0).right("esc stop ", theme.Muted, 0).String()
	case m.typed.count > 0:
		says := fmt.Sprintf("  enter opens link %d here, %s in the browser; or a motion", m.typed.count, m.look.keyOf("browser"))
		if n := m.focusedLink(); n > 0 {
			says = "  " + host(m.article.links[n-1].URL) + says
		}
		return r.put(fmt.Sprintf(" %d–", m.typed.count), theme.Accent, theme.Bold).put(says, theme.Muted, 0).String()
	case m.opening != "":
		return r.put(" Opening "+m.opening+" …", theme.Text, 0).right("esc stop ", theme.Muted, 0).String()
	case m.list.ranging:
		return m.rangeBar(r)
	case m.opts.NoHints:
		return r.String()
	}
	return m.hintBar(r).String()
}

// drawToast puts what happened on the last rows, as many as it takes, up to three.
func (m *Model) drawToast(screen []string) {
	role := theme.Text
	if m.toast.tone == failure {
		role = theme.Error
	}
	const most = 3
	lines := text.Wrap(m.toast.text, max(1, m.w-2))
	if len(lines) > most {
		lines = append(lines[:most-1], text.Cut(lines[most-1]+" "+lines[most], max(1, m.w-2)))
	}
	for i, s := range lines {
		if y := len(screen) - len(lines) + i; y >= 0 {
			screen[y] = m.look.row(m.w, 0).put(" "+s, role, 0).String()
		}
	}
}

// hintsOf are the actions that the bar shows in each place, the most useful first.
var hintsOf = [panes][]string{
	paneFeeds:   {"open", "refresh", "add", "all-read", "go-feed"},
	paneList:    {"open", "read-on", "bookmark", "read", "find", "refresh", "add", "all-read", "undo"},
	paneArticle: {"read-on", "leave", "follow", "bookmark", "browser", "next-pane", "go-links", "zen", "find"},
	paneRelated: {"open", "browser", "left", "read-on"},
}

func (m *Model) hintBar(r *row) *row {
	help := m.look.keyOf("help")
	room := text.Width(help) + len(" keys ")
	for _, name := range hintsOf[m.focus] {
		a := m.byName[name]
		if len(a.keys) == 0 {
			continue
		}
		k, short := keyName(a.keys[0]), a.short
		if m.focus == paneFeeds && name == "open" || m.focus == paneRelated && name == "open" {
			short = "open"
		}
		if r.left() < text.Width(k)+text.Width(short)+4+room {
			break
		}
		r.put(" ", theme.Muted, 0).put(k, theme.Strong, theme.Bold).put(" "+short+" ", theme.Muted, 0)
	}
	if r.left() > room {
		r.add("", r.left()-room, theme.Muted, 0).put(help, theme.Strong, theme.Bold).put(" keys ", theme.Muted, 0)
	}
	return r
}

// popupNames say what the keys that begin longer ones are for.
var popupNames = map[string]string{"g": "go to", "E": "feed:", "V": "view:", "Y": "copy", "S": "share", "P": "print", ",": "your own"}

// brief is a help of at most so many cells: what explains it further is left out where that does not fit.
func brief(help string, cells int) string {
	for text.Width(help) > cells {
		i := strings.LastIndexAny(help, ":;,(")
		if i <= 0 {
			break
		}
		help = help[:i]
		if open := strings.LastIndexByte(help, '('); open > strings.LastIndexByte(help, ')') {
			help = help[:open]
		}
		help = strings.TrimRight(help, " ")
	}
	return help
}

// drawPopup shows the keys that may follow what was typed, in a box above the bottom row.
func (m *Model) drawPopup(screen []string) {
	next := m.keymap.Next(m.scope(), m.typed.strokes)
	var ks []string
	for k := range next {
		ks = append(ks, k)
	}
	sort.Strings(ks)
	w := m.boxWidth(100)
	name := popupNames[m.typed.strokes[0]]
	if name == "" {
		name = strings.Join(m.typed.strokes, " ") + " " + m.look.Glyphs.Ellipsis
	}
	const cell = 36
	cols := max(1, w/cell)
	each := w / cols
	var lines []string
	for i := 0; i < len(ks); i += cols {
		r := m.look.row(w, 0)
		for _, k := range ks[i:min(i+cols, len(ks))] {
			used := r.used
			r.put(" "+k+"  ", theme.Accent, theme.Bold)
			room := each - (r.used - used)
			r.add(brief(strings.TrimPrefix(m.byName[next[k]].help, name+" "), room-1), room, theme.Text, 0)
		}
		lines = append(lines, r.String())
	}
	m.box(screen, strings.TrimSuffix(name, ":"), lines, w, len(screen)-3-len(lines))
}
