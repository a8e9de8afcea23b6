package ui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"newspane/feed"
	"newspane/ui/picture"
)

func TestTerminalsThatReorderAreLeftToItOrTold(t *testing.T) {
	for _, c := range []struct {
		setting, env string
		want         Bidi
	}{
		{"auto", "TERM=xterm-kitty", BidiWords},
		{"auto", "", BidiApp},
		{"auto", "VTE_VERSION=7401", BidiExplicit},
		{"auto", "VTE_VERSION=5202", BidiApp}, // reorders nothing yet
		{"auto", "KONSOLE_VERSION=230804", BidiMarked},
		{"auto", "KONSOLE_VERSION=230804 TMUX=/tmp/tmux", BidiTerminal},
		{"auto", "VTE_VERSION=7401 TMUX=/tmp/tmux", BidiTerminal}, // it cannot be told through tmux
		{"auto", "TMUX=/tmp/tmux", BidiApp},
		{"auto", "TERM_PROGRAM=Apple_Terminal", BidiTerminal},
		{"auto", "MLTERM=3.9.3", BidiBare},
		{"app", "VTE_VERSION=7401", BidiApp},
		{"terminal", "TERM=xterm-kitty", BidiTerminal},
		{"app", "TERM=xterm-kitty", BidiApp}, // with force_ltr
		{"auto", "KITTY_WINDOW_ID=1 TMUX=/tmp/tmux", BidiApp},
		{"off", "", BidiOff},
	} {
		env := map[string]string{}
		for _, kv := range strings.Fields(c.env) {
			k, v, _ := strings.Cut(kv, "=")
			env[k] = v
		}
		if got := ChooseBidi(c.setting, func(k string) string { return env[k] }); got != c.want {
			t.Errorf("%s with %q: %d, want %d", c.setting, c.env, got, c.want)
		}
	}
}

// hebrewFront is a front page whose first story is in Hebrew.
func hebrewFront() *shelf {
	s := morning()
	a := &s.articles[0]
	a.Title, a.Standfirst, a.Language = feed.Clean("תשע ערי נמל (2025)"), feed.Text{}, "he"
	a.Body = []feed.Block{para("שלום עולם.")}
	return s
}

func TestRightToLeftTextIsPutInOrderWhereTheTerminalDoesNot(t *testing.T) {
	const stored, seen = "תשע ערי נמל (2025)", "(2025) למנ ירע עשת"
	for bidi, want := range map[Bidi]string{BidiApp: seen, BidiExplicit: seen, BidiTerminal: stored, BidiMarked: "(2025) \u200eנמל\u200e \u200eערי\u200e \u200eתשע\u200e", BidiOff: stored, BidiBare: stored} {
		d := start(t, hebrewFront(), 80, 24, func(o *Options) { o.Bidi = bidi })
		wantShown(t, d, want)
		d.Press("enter")
		wantShown(t, d, want)
		right := strings.Repeat(" ", 50) + strings.ReplaceAll(want, "\u200e", "") // at the right of the measure
		if got := strings.Contains(strings.ReplaceAll(d.Screen(), "\u200e", ""), right); got != !bidi.fromLeft() {
			t.Errorf("bidi %d: at the right: %v", bidi, got)
		}
		body := "שלום עולם."
		switch {
		case bidi == BidiMarked:
			body = ".\u200eעולם\u200e \u200eשלום\u200e"
		case bidi.reorders():
			body = ".םלוע םולש"
		}
		wantShown(t, d, body)
	}
}

func TestSuspendingGivesTheShellItsOrderBack(t *testing.T) {
	d := start(t, morning(), 80, 24, func(o *Options) { o.Bidi = BidiExplicit })
	d.Press("ctrl+z")
	if len(d.Raw) == 0 || d.Raw[len(d.Raw)-1] != implicitOrder {
		t.Errorf("sent %q", d.Raw)
	}
	d.Send(tea.ResumeMsg{})
	if d.Raw[len(d.Raw)-1] != explicitOrder {
		t.Errorf("sent %q", d.Raw)
	}
}

// A place in a table, among footnotes, in two-way text and below pictures is kept as that in plain text is.
func TestResizingKeepsTheSentenceInDocumentsOfAllKinds(t *testing.T) {
	s := illustrated(t)
	a := &s.articles[0]
	row := func(cells ...string) []feed.Cell {
		var all []feed.Cell
		for _, c := range cells {
			all = append(all, feed.Cell{Text: para(c).Text})
		}
		return all
	}
	long := strings.Repeat("a note that takes more than one line at most of the widths there are; ", 4)
	for range 4 {
		a.Body = append(a.Body, para("אחרי 3 שנים של שיחות (Rotterdam Compact) נחתמה האמנה, ובה 12 סעיפים על ערי הנמל ועל מחיר ההגנה מפני הסערות הבאות."),
			feed.Block{Kind: feed.Table, Rows: [][]feed.Cell{row("Rotterdam", long, "12"), row("Singapore", "short", "13")}},
			feed.Block{Kind: feed.Code, Text: para("x := 1\n" + long).Text},
			feed.Block{Kind: feed.Footnotes, Start: 1, Items: []feed.ListItem{{Blocks: []feed.Block{para(long)}}, {Blocks: []feed.Block{para(long), para("two")}}}})
	}
	d := start(t, s, 80, 24, withImages(picture.Blocks), func(o *Options) { o.Bidi = BidiApp })
	d.Press("enter")
	m := model(d)
	for down := 10; down < m.article.total()-24; down += 5 {
		d.Send(tea.WindowSizeMsg{Width: 80, Height: 24})
		m.article.top = down
		offset, within := m.article.offset()
		if !within {
			continue
		}
		img, _ := m.article.pictureAtTop()
		for _, w := range []int{76, 72, 60, 41, 33, 22, 57, 100, 170, 80} {
			d.Send(tea.WindowSizeMsg{Width: w, Height: 24})
			line := m.article.top - len(m.article.header)
			if m.article.top+m.article.h >= m.article.total() {
				continue // the end is in sight
			}
			if s := m.article.slotAt(m.article.top); img != nil {
				if s == nil || s.Image != img {
					t.Errorf("%d lines down, at %d columns the picture is not at the top", down, w)
				}
			} else if want := m.article.doc.LineAt(offset); line != want {
				t.Errorf("%d lines down, at %d columns: line %d is at the top, %d holds what was", down, w, line, want)
			}
		}
		if m.article.top != down && m.article.doc.OffsetAt(m.article.top-len(m.article.header)) != offset {
			t.Errorf("%d lines down: back at 80 columns it is line %d", down, m.article.top)
		}
	}
}
