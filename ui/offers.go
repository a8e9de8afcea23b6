package ui

import (
	"strings"

	"newspane/ui/text"
	"newspane/ui/theme"
)

// offer is something that may stand in a prompt in place of what does.
type offer struct {
	text  string // the whole line
	about string // muted, beside it
	more  bool   // more is to be typed after it
}

// maxOffers is how many offers are shown at a time.
const maxOffers = 8

// offering is the part of a prompt that completes what is typed and remembers what was.
type offering struct {
	offers func(m *Model, s string) []offer // the best first; nil offers nothing
	past   *[]string                        // what was entered before, the newest last; nil remembers nothing
	shown  []offer
	picked int // -1 for none
	back   int // how far back in past; 0 is what is being typed
}

// pick moves among the offers.
func (o *offering) pick(d int) {
	n := len(o.shown)
	if n == 0 {
		return
	}
	o.picked = (o.picked+1+d+n+1)%(n+1) - 1
}

// recall returns the line d steps further back (d 1) or forth, and whether there is one.
func (o *offering) recall(d int) (string, bool) {
	if o.past == nil {
		return "", false
	}
	at := o.back + d
	if at < 0 || at > len(*o.past) {
		return "", false
	}
	o.back = at
	if at == 0 {
		return "", true
	}
	return (*o.past)[len(*o.past)-at], true
}

// remember keeps a line that was entered.
func (o *offering) remember(s string) {
	if o.past == nil || strings.TrimSpace(s) == "" {
		return
	}
	kept := (*o.past)[:0]
	for _, p := range *o.past {
		if p != s {
			kept = append(kept, p)
		}
	}
	kept = append(kept, s)
	*o.past = kept[max(0, len(kept)-undoSteps):]
}

// takes returns the line of the offer that is picked, or of the first one.
func (o *offering) takes() (offer, bool) {
	switch {
	case o.picked >= 0 && o.picked < len(o.shown):
		return o.shown[o.picked], true
	case len(o.shown) > 0:
		return o.shown[0], true
	}
	return offer{}, false
}

// drawOffers puts the offers on the rows that end above y.
func (m *Model) drawOffers(screen []string, o *offering, y int) {
	n := min(len(o.shown), maxOffers, y)
	from := clamp(o.picked-n+1, 0, max(0, len(o.shown)-n))
	w, first := min(m.w, 100), 0
	for _, of := range o.shown {
		first = clamp(text.Width(of.text)+3, first, w/2)
	}
	for i := range n {
		of := o.shown[from+i]
		var attr theme.Attr
		cursor := " "
		if from+i == o.picked {
			attr, cursor = theme.Selected|theme.Bold, m.look.Glyphs.Cursor
		}
		r := m.look.row(w, attr).put(cursor+" ", theme.Accent, 0)
		r.add(of.text, first, theme.Text, 0)
		screen[y-n+i] = r.add(of.about, r.left(), theme.Muted, 0).String() + blank(m.w-w)
	}
	if n > 0 && y-n-1 >= 0 {
		screen[y-n-1] = m.look.rule(m.w)
	}
}
