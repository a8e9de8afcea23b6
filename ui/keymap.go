package ui

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"newspane/ui/keys"
)

// Keys are the reader's changes of the key map. The zero value changes nothing.
type Keys struct {
	Preset string              // one of [Presets]; "" is "default"
	Bind   map[string][]string // the keys of an action, in place of those that it has; none leave it to the palette
	Macros map[string][]string // a key after "," → actions by name, done in order
}

// Presets are the names of the key maps to choose from.
func Presets() []string { return []string{"default", "newsboat", "vim", "plain"} }

// preset is a key map as it differs from the default one.
type preset struct {
	only []string            // the actions that keep their keys; all when empty
	bind map[string][]string // see [Keys]
}

// presets are the key maps to choose from. Hands that come from elsewhere find what they know; what they do not know
// stays where the default has it. newsboat: its manual's table of keys, but for what cannot be undone there. plain: no
// letters at all, so that nothing happens by a slip.
func presets() map[string]preset {
	return map[string]preset{
		"default": {},
		"newsboat": {bind: map[string][]string{
			"bookmark": {"ctrl+b", "b", "s"}, "read": {"N", "m"}, "go-links": {"u", "g l"}, "undo": {"U"},
			"clear": {"ctrl+f", `\`}, "all-read": {"A"}, "next-unread": {"n", "ctrl+n"}, "previous-unread": {"p"},
		}},
		"vim": {bind: map[string][]string{
			"down": {"j", "down", "ctrl+e"}, "up": {"k", "up", "ctrl+y"}, "back": {"ctrl+o", "backspace", "H"},
			"quit": {"Z Z", "Q", "ctrl+c"}, "next-pane": {"tab", "ctrl+w w"}, "browser": {"o", "g x"},
		}},
		"plain": {
			only: []string{"down", "up", "left", "right", "open", "read-on", "page-back", "page-down", "page-up", "top", "end",
				"next-pane", "previous-pane", "cancel", "quit", "redraw", "refresh", "help", "palette"},
			bind: map[string][]string{
				"down": {"down"}, "up": {"up"}, "left": {"left"}, "right": {"right"}, "top": {"home"}, "end": {"end"},
				"page-down": {"pgdown"}, "page-up": {"pgup"}, "refresh": {"f5"}, "help": {"f1"}, "palette": {"f2"},
				"bookmark": {"f3"}, "browser": {"f4"}, "find": {"f6"}, "undo": {"f8"}, "add": {"f7"}, "back": {"backspace"},
				"quit": {"f10", "ctrl+c"},
			},
		},
	}
}

// KeyFault is what is wrong with the keys of one action or macro.
type KeyFault struct {
	Name string // of the action, or the key of the macro; "" when it is the map as a whole
	Err  error
}

// Error says what is wrong.
func (f *KeyFault) Error() string { return f.Err.Error() }

// Unwrap returns the error within.
func (f *KeyFault) Unwrap() error { return f.Err }

func fault(name, format string, args ...any) error {
	return &KeyFault{name, fmt.Errorf(format, args...)}
}

// CheckKeys returns what is wrong with a reader's keys, each a [KeyFault] (of several, joined); nil when nothing is.
func CheckKeys(k Keys) error {
	_, _, err := bound(allActions(), k)
	return err
}

// bound returns the actions with the reader's keys, macros among them, and the map of all keys.
func bound(actions []action, k Keys) ([]action, *keys.Map, error) {
	name := k.Preset
	if name == "" {
		name = "default"
	}
	p, ok := presets()[name]
	if !ok {
		return nil, nil, fault("", "there is no key map %q; there are %s", name, strings.Join(Presets(), ", "))
	}
	known := map[string]bool{}
	for _, a := range actions {
		known[a.name] = true
	}
	wrong := []error{checkBound(k.Bind, known)}
	if len(p.only) > 0 {
		for i := range actions {
			if !slices.Contains(p.only, actions[i].name) {
				actions[i].keys = nil
			}
		}
	}
	rebind(actions, p.bind)
	rebind(actions, k.Bind)
	macros, err := macroActions(k.Macros, known)
	actions = append(actions, macros...)
	wrong = append(wrong, err)
	if err := errors.Join(wrong...); err != nil {
		return nil, nil, err
	}
	m, err := keymap(actions)
	if err != nil {
		return nil, nil, &KeyFault{"", err}
	}
	return actions, m, waysOut(actions)
}

// checkBound reports actions that do not exist and keys that no terminal sends.
func checkBound(bind map[string][]string, known map[string]bool) error {
	var wrong []error
	for _, name := range slices.Sorted(maps.Keys(bind)) {
		if !known[name] {
			wrong = append(wrong, fault(name, "there is no action %q%s", name, nearest(name, known)))
		}
		for _, seq := range bind[name] {
			if err := keys.Check(seq); err != nil {
				wrong = append(wrong, fault(name, "%s: %w", name, err))
			}
		}
	}
	return errors.Join(wrong...)
}

// nearest names the actions that have a part of a name that does not exist.
func nearest(name string, known map[string]bool) string {
	var like []string
	for _, k := range slices.Sorted(maps.Keys(known)) {
		for part := range strings.SplitSeq(name, "-") {
			if part = strings.TrimRight(part, "s"); len(part) > 2 && strings.Contains(k, part) {
				like = append(like, k)
				break
			}
		}
	}
	if len(like) == 0 {
		return "; `newspane keys` lists all"
	}
	return "; did you mean " + strings.Join(like, ", ") + "?"
}

// rebind gives actions other keys and takes those keys away from the actions that had them.
func rebind(actions []action, bind map[string][]string) {
	taken := map[string]bool{}
	for _, seqs := range bind {
		for _, s := range seqs {
			taken[s] = true
		}
	}
	for i := range actions {
		a := &actions[i]
		if seqs, ok := bind[a.name]; ok {
			a.keys = seqs
			continue
		}
		a.keys = slices.DeleteFunc(slices.Clone(a.keys), func(s string) bool { return taken[s] })
	}
}

// waysOut refuses a map in which nothing quits or shows the keys.
func waysOut(actions []action) error {
	for _, need := range [][2]string{{"quit", "quits"}, {"help", "shows the keys"}} {
		i := slices.IndexFunc(actions, func(a action) bool { return a.name == need[0] })
		if len(actions[i].keys) == 0 {
			return fault("", "no key %s; give the action %q one", need[1], need[0])
		}
	}
	return nil
}

// macroActions are the reader's own sequences of actions, on "," and a key.
func macroActions(macros map[string][]string, known map[string]bool) ([]action, error) {
	var out []action
	var wrong []error
	for _, key := range slices.Sorted(maps.Keys(macros)) {
		steps := macros[key]
		if err := keys.Check(key); err != nil {
			wrong = append(wrong, fault(key, "macro: %w", err))
		}
		if len(steps) == 0 {
			wrong = append(wrong, fault(key, "macro %q does nothing", key))
		}
		for _, s := range steps {
			if !known[s] {
				wrong = append(wrong, fault(key, "macro %q: there is no action %q%s", key, s, nearest(s, known)))
			}
		}
		out = append(out, action{
			name: "macro-" + key, group: groupMacros, keys: []string{", " + key}, help: strings.Join(steps, ", then "),
			run: func(m *Model, n int) tea.Cmd {
				var cmds []tea.Cmd
				for _, s := range steps {
					cmds = append(cmds, m.run(s, n))
				}
				return tea.Sequence(cmds...)
			},
		})
	}
	return out, errors.Join(wrong...)
}

// keymap makes the map of all keys.
func keymap(actions []action) (*keys.Map, error) {
	var b []keys.Binding
	for _, a := range actions {
		for _, k := range a.keys {
			b = append(b, keys.Binding{Sequence: k, Scope: a.scope, Action: a.name})
		}
	}
	return keys.New(b)
}

// KeyRow is a line of the table of keys.
type KeyRow struct {
	Group, Keys, Action, Help string
	Sequences                 []string // the keys as settings spell them
}

// KeyTable is every action with its keys, as the README, the man page and `newspane keys` list them.
func KeyTable(k Keys) ([]KeyRow, error) {
	actions, _, err := bound(allActions(), k)
	if err != nil {
		return nil, err
	}
	var rows []KeyRow
	for _, a := range actions {
		rows = append(rows, KeyRow{a.group, keyNames(a), a.name, a.help, a.keys})
	}
	return rows, nil
}
