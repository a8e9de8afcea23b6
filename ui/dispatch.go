package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"newspane/ui/keys"
)

// typed is what of a command was typed so far: a count and the first keys of a sequence.
type typed struct {
	strokes []string
	count   int
	gen     int  // of the wait for the popup
	popup   bool // the keys that may follow are shown
}

// press takes a key: an overlay first, then link letters, then the map.
func (m *Model) press(k tea.KeyPressMsg) tea.Cmd {
	if o := m.top(); o != nil {
		cmd, done := o.press(m, k)
		if done {
			m.closeOverlay(o)
		}
		return cmd
	}
	stroke := keys.Stroke(k.Key())
	if stroke != "q" {
		m.quitArmed = false
	}
	m.toast = toast{}
	if m.article.hint.on {
		return m.pressHint(k)
	}
	if m.article.picking.on {
		return m.pressPicking(stroke)
	}
	if len(m.typed.strokes) == 0 && len(stroke) == 1 && (stroke >= "1" && stroke <= "9" || stroke == "0" && m.typed.count > 0) {
		m.typed.count = min(m.typed.count*10+int(stroke[0]-'0'), 99999)
		return nil
	}
	return m.stroke(stroke)
}

func (m *Model) stroke(stroke string) tea.Cmd {
	if stroke == "esc" && (len(m.typed.strokes) > 0 || m.typed.count > 0) {
		m.typed = typed{gen: m.typed.gen + 1}
		return nil
	}
	strokes := append(m.typed.strokes, stroke)
	name, more := m.keymap.Lookup(m.scope(), strokes)
	n := m.typed.count
	switch {
	case name != "":
		m.typed = typed{gen: m.typed.gen + 1}
		return m.run(name, n)
	case more:
		m.typed.strokes, m.typed.gen = strokes, m.typed.gen+1
		return m.opts.After(popupDelay, prefixLingered{m.typed.gen})
	}
	m.typed = typed{gen: m.typed.gen + 1}
	m.say(strings.Join(strokes, " ")+m.look.keyed(" is not bound here – {help} shows keys"), news)
	return nil
}

// run does an action, or says why it cannot be done here.
func (m *Model) run(name string, n int) tea.Cmd {
	a := m.byName[name]
	if a == nil {
		return nil
	}
	if a.why != nil {
		if why := a.why(m); why != "" {
			m.say(why, news)
			return nil
		}
	}
	m.lately = append(m.lately[max(0, len(m.lately)-actionsKept+1):], name)
	cmd := a.run(m, n)
	if a.group == groupAct && name != "select" && name != "undo" {
		m.list.ranging = false // it was for this
	}
	return cmd
}

// scope is where keys are looked for.
func (m *Model) scope() string {
	return [...]string{"feeds", "list", "article", "related"}[m.focus]
}

// keyNames are an action's keys as people read them.
func keyNames(a action) string {
	var names []string
	for _, k := range a.keys {
		names = append(names, keyName(k))
	}
	return strings.Join(names, ", ")
}

// keyName is a key as the bar of hints spells it.
func keyName(sequence string) string {
	strokes := strings.Fields(sequence)
	for i, k := range strokes {
		if sign, ok := keySigns[k]; ok {
			strokes[i] = sign
		}
	}
	return strings.Join(strokes, " ")
}

// keySigns are the signs of keys that are better known by them.
var keySigns = map[string]string{"enter": "⏎", "tab": "⇥", "up": "↑", "down": "↓", "left": "←", "right": "→"}
