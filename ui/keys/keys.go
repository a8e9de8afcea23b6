// Package keys turns keystrokes, counts and sequences into action names, by scope. It knows no action: bindings are
// data that the screen hands in.
package keys

import (
	"fmt"
	"slices"
	"strings"
)

// Global is the scope that every other one falls back to.
const Global = ""

// Binding makes a sequence of keystrokes, parted by spaces ("g g", "ctrl+d", "space"), name an action in a scope.
type Binding struct {
	Sequence string
	Scope    string
	Action   string
}

// Map finds actions. It never changes once made.
type Map struct {
	actions  map[string]map[string]string // scope → sequence → action
	prefixes map[string]map[string]bool   // scope → proper beginnings of sequences
}

// New makes a map. Bindings collide, and that is an error naming both actions, when a scope and [Global] give one
// sequence to two actions or one sequence is the beginning of another.
func New(bindings []Binding) (*Map, error) {
	m := &Map{actions: map[string]map[string]string{Global: {}}, prefixes: map[string]map[string]bool{Global: {}}}
	for _, b := range bindings {
		if m.actions[b.Scope] == nil {
			m.actions[b.Scope], m.prefixes[b.Scope] = map[string]string{}, map[string]bool{}
		}
		strokes := strings.Fields(b.Sequence)
		if len(strokes) == 0 {
			return nil, fmt.Errorf("action %s has an empty key", b.Action)
		}
		seq := strings.Join(strokes, " ")
		if other, taken := m.actions[b.Scope][seq]; taken && other != b.Action {
			return nil, fmt.Errorf("key %q is bound to %s and to %s", seq, other, b.Action)
		}
		m.actions[b.Scope][seq] = b.Action
		for i := 1; i < len(strokes); i++ {
			m.prefixes[b.Scope][strings.Join(strokes[:i], " ")] = true
		}
	}
	return m, m.check()
}

func (m *Map) check() error {
	for _, scope := range m.scopes() {
		for seq, action := range m.actions[scope] {
			if other, taken := m.actions[Global][seq]; taken && other != action {
				return fmt.Errorf("key %q is %s in %s and %s everywhere", seq, action, scope, other)
			}
			if m.prefixes[scope][seq] || m.prefixes[Global][seq] {
				return fmt.Errorf("key %q is %s and also begins longer keys", seq, action)
			}
		}
		for prefix := range m.prefixes[scope] {
			if action, taken := m.actions[Global][prefix]; taken {
				return fmt.Errorf("key %q is %s and also begins longer keys in %s", prefix, action, scope)
			}
		}
	}
	return nil
}

func (m *Map) scopes() []string {
	var s []string
	for scope := range m.actions {
		s = append(s, scope)
	}
	slices.Sort(s)
	return s
}

// Lookup returns the action of a sequence of keystrokes in a scope, and whether more keystrokes may follow; neither
// means that the sequence is not bound.
func (m *Map) Lookup(scope string, strokes []string) (action string, more bool) {
	seq := strings.Join(strokes, " ")
	for _, s := range []string{scope, Global} {
		if a, ok := m.actions[s][seq]; ok {
			return a, false
		}
		more = more || m.prefixes[s][seq]
	}
	return "", more
}

// Next returns what may follow the strokes typed so far: the rest of the sequence → action.
func (m *Map) Next(scope string, strokes []string) map[string]string {
	prefix := strings.Join(strokes, " ") + " "
	next := map[string]string{}
	for _, s := range []string{Global, scope} {
		for seq, action := range m.actions[s] {
			if rest, ok := strings.CutPrefix(seq, prefix); ok {
				next[rest] = action
			}
		}
	}
	return next
}
