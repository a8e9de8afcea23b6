package ui

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"newspane/feed"
	"newspane/ui/keys"
	"newspane/ui/text"
	"newspane/ui/theme"
	"newspane/ui/typeset"

	tea "charm.land/bubbletea/v2"
)

// hints are letters in place of link numbers: typing one follows its link. Letters that are on no link are taken for
// the words of one, and narrow the choice.
type hints struct {
	on      bool
	browser bool // follow outside
	typed   string
	words   bool // typed are words of a link, not its label
	at      int  // which of the links with those words is chosen
	links   []hinted
	labels  map[int]string // by number of link
}

// hinted is a link that has a label.
type hinted struct {
	number int
	title  string // folded
	host   string
}

// hintLetters are the labels' letters, the easiest to reach first.
const hintLetters = "asdfghjklqwertyuiopzxcvbnm"

// leastLetters is how many letters for labels must be left when those that begin a link are not taken, so that its
// words can be typed at once.
const leastLetters = 6

// newHints labels links: single letters while they last, else pairs for all.
func newHints(links []hinted, browser bool) hints {
	h := hints{on: len(links) > 0, browser: browser, links: links, labels: map[int]string{}}
	letters := strings.Map(func(r rune) rune {
		if slices.ContainsFunc(links, func(l hinted) bool { return strings.HasPrefix(l.title, string(r)) }) {
			return -1
		}
		return r
	}, hintLetters)
	if n := len(letters); n < leastLetters || n < len(links) && n*n < len(links) {
		letters = hintLetters
	}
	for i, l := range links {
		second := i % len(letters)
		if label := letters[second : second+1]; len(links) <= len(letters) {
			h.labels[l.number] = label
		} else {
			first := i / len(letters) % len(letters)
			h.labels[l.number] = letters[first:first+1] + label
		}
	}
	return h
}

// left are the links that what was typed leaves.
func (h *hints) left() []hinted {
	var left []hinted
	for _, l := range h.links {
		if h.words && strings.Contains(l.title, h.typed) || !h.words && strings.HasPrefix(h.labels[l.number], h.typed) {
			left = append(left, l)
		}
	}
	return left
}

// chosen is the number of the link that enter follows, 0 while no words are typed.
func (h *hints) chosen() int {
	if left := h.left(); h.words && len(left) > 0 {
		return left[h.at%len(left)].number
	}
	return 0
}

// press takes a key that writes. It returns the number of the link that is meant by its label, or 0, and whether
// anything is left to choose from; when nothing would be, the key changes nothing.
func (h *hints) press(key string) (link int, ok bool) {
	before := *h
	h.at = 0
	h.typed += fold(key)
	if left := h.left(); !h.words && len(left) > 0 {
		if h.labels[left[0].number] == h.typed {
			return left[0].number, true
		}
		return 0, true
	}
	h.words = true
	if h.typed = strings.TrimLeft(h.typed, " "); len(h.left()) == 0 {
		*h = before
		return 0, false
	}
	return 0, true
}

// rubOut takes the last letter back.
func (h *hints) rubOut() {
	if r := []rune(h.typed); len(r) > 0 {
		h.typed = string(r[:len(r)-1])
	}
	h.words = h.words && h.typed != ""
	h.at = 0
}

// fold makes words comparable: lower case, white space as one space.
func fold(s string) string {
	if s == " " {
		return s
	}
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), unicode.IsSpace), " ")
}

// inPlaceOf returns a number's text with the label in place of the digits, in the same width: brackets go where it is
// the longer one. A link that is not in question any more shows neither.
func (h *hints) inPlaceOf(number string, n int) string {
	label, ok := h.labels[n]
	if !ok || !slices.ContainsFunc(h.left(), func(l hinted) bool { return l.number == n }) {
		return text.Blank(len(number))
	}
	from := strings.IndexAny(number, "0123456789")
	if from < 0 {
		return number
	}
	to := strings.LastIndexAny(number, "0123456789") + 1
	if len(label) > to-from {
		return text.Fit(label, len(number))
	}
	return number[:from] + text.Fit(label, to-from) + number[to:]
}

// hintable are the links whose numbers are in sight, in the order of their numbers.
func (p *articlePane) hintable() []hinted {
	var numbers []int
	for y := range p.h {
		i := p.top + y - len(p.header)
		switch {
		case i < 0:
		case i < len(p.doc.Lines):
			for _, s := range p.doc.Lines[i].Segments {
				if s.Link > 0 && s.Style&typeset.Number != 0 {
					numbers = append(numbers, s.Link)
				}
			}
		case i-len(p.doc.Lines) < len(p.tail):
			if n := p.tail[i-len(p.doc.Lines)].link; n > 0 {
				numbers = append(numbers, n)
			}
		}
	}
	slices.Sort(numbers)
	var links []hinted
	for _, n := range slices.Compact(numbers) {
		if n <= len(p.links) {
			l := p.links[n-1]
			links = append(links, hinted{n, fold(l.Title.String()), host(l.URL)})
		}
	}
	return links
}

// setHints turns letters on (or, given the zero value, off).
func (p *articlePane) setHints(h hints) {
	p.hint = h
	if p.tailed && p.article != nil {
		p.tail = p.tailLines()
	}
}

// hintLinks gives the links in sight letters.
func (m *Model) hintLinks(browser bool) tea.Cmd {
	cmd := m.setFocus(paneArticle)
	h := newHints(m.article.hintable(), browser)
	if !h.on {
		m.say(m.look.keyed("No link in sight. {go-links} lists all that this article links to."), news)
		return cmd
	}
	m.article.setHints(h)
	return cmd
}

// pressHint takes a key while links have letters.
func (m *Model) pressHint(k tea.KeyPressMsg) tea.Cmd {
	h := m.article.hint
	link := 0
	switch stroke := keys.Stroke(k.Key()); {
	case stroke == "enter" && h.chosen() > 0:
		link = h.chosen()
	case (stroke == "tab" || stroke == "down") && h.words:
		h.at++
	case (stroke == "shift+tab" || stroke == "up") && h.words:
		h.at += len(h.left()) - 1
	case stroke == "backspace" && h.typed != "":
		h.rubOut()
	case k.Text != "" && k.Mod&(tea.ModCtrl|tea.ModAlt) == 0:
		letter := k.Text
		if len(stroke) == 1 {
			letter = stroke // the key's place on the keyboard, whatever its alphabet
		}
		var ok bool
		if link, ok = h.press(letter); !ok && k.Text != letter {
			link, ok = h.press(k.Text)
		}
		if !ok {
			m.say("“"+feed.Clean(h.typed+k.Text).String()+"” is on no link here.", news)
		}
	default:
		m.article.setHints(hints{})
		return nil
	}
	if link > 0 {
		m.article.setHints(hints{})
		return m.followLink(link, h.browser)
	}
	m.article.setHints(h)
	return nil
}

// hintRow is the bottom row while links have letters: where those that are left lead.
func (m *Model) hintRow(r *row) *row {
	h := &m.article.hint
	left := h.left()
	esc := "esc stop "
	if h.words {
		esc = "tab next  enter follow  " + esc
	}
	if h.typed == "" || m.toast.text != "" {
		says := "letter: follow the link, or type words of it"
		if h.browser {
			says = "letter: open the link in the browser, or type words of it"
		}
		if m.toast.text != "" {
			says = m.toast.text
		}
		return r.put(" "+text.Cut(says, max(0, m.w-text.Width(esc)-2)), theme.Accent, theme.Bold).right(esc, theme.Muted, 0)
	}
	r.put(" "+h.typed+m.look.Glyphs.Ellipsis, theme.Accent, theme.Bold)
	for i := range left {
		l := left[(i+h.at)%len(left)]
		where := fmt.Sprintf("%s %s", h.labels[l.number], l.host)
		if h.words {
			where = l.host
		}
		if r.left() < text.Width(where)+text.Width(esc)+3 {
			r.put("  "+m.look.Glyphs.Ellipsis, theme.Muted, 0)
			break
		}
		role := theme.Muted
		if h.words && i == 0 {
			role = theme.Text
		}
		r.put("  "+where, role, 0)
	}
	return r.right(esc, theme.Muted, 0)
}

// focusedLink is the number of the link that a key would follow, 0 for none: the one under the cursor of the related
// pane, the one whose number is typed, the one that the words typed in hint mode choose.
func (m *Model) focusedLink() int {
	n := 0
	switch {
	case m.article.hint.on:
		n = m.article.hint.chosen()
	case m.typed.count > 0 && (m.focus == paneArticle || m.focus == paneRelated):
		n = m.typed.count
	case m.focus == paneRelated:
		n = m.related.selected()
	}
	if n > len(m.article.links) {
		return 0
	}
	return n
}
