package related

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"newspane/feed/fold"
)

// Spelling knows how an article spells its words, to name them to a reader.
type Spelling struct {
	words map[Term]string
	order map[Term]int // of their first places
	runs  []run        // dense words that overlap, as they follow in the text
}

// run is a pair of dense letters, and whether it goes on from the one before.
type run struct {
	term   Term
	text   string
	joined bool
}

// Spell reads how an article spells its words: as they stand most often, the first of equals.
func Spell(title, text string) *Spelling {
	s := &Spelling{words: map[Term]string{}, order: map[Term]int{}}
	forms := map[Term]map[string]int{}
	for _, part := range []string{clip(title), clip(text)} {
		words(part, func(w word) {
			if w.single {
				return
			}
			t := termOf(w.folded)
			if _, ok := s.order[t]; !ok {
				s.order[t] = len(s.order)
				forms[t] = map[string]int{}
			}
			if w.dense {
				s.runs = append(s.runs, run{t, w.spelled, w.joined})
			}
			forms[t][w.spelled]++
			if best, ok := s.words[t]; !ok || forms[t][w.spelled] > forms[t][best] {
				s.words[t] = w.spelled
			}
		})
	}
	return s
}

// Words returns the weightiest words of a vector, at most n, as the article spells them: what to look for to find
// what may be related.
func (s *Spelling) Words(v *Vector, n int) []string {
	order := make([]int, len(v.terms))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return int(v.weights[b]) - int(v.weights[a]) })
	var list []string
	for _, i := range order {
		if w, ok := s.words[v.terms[i]]; ok && len(list) < n {
			list = append(list, w)
		}
	}
	return list
}

const (
	reasons   = 3  // words that are named
	maxReason = 12 // letters of a run of dense words that is named
)

// Why names the words that most make two articles alike, as the article of s spells them: "Xinjiang · Almaty ·
// consulate". v is the article's own vector. "" when they share none that the text holds.
func (s *Spelling) Why(v, other *Vector) string {
	type shared struct {
		term   Term
		weight int
	}
	var list []shared
	common(v, other, func(i, j int) {
		list = append(list, shared{v.terms[i], int(v.weights[i]) * int(other.weights[j])})
	})
	slices.SortFunc(list, func(a, b shared) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(s.order[a.term], s.order[b.term]))
	})
	dense := map[Term]bool{}
	for _, x := range list {
		dense[x.term] = true
	}
	var names []string
	for _, x := range list {
		name := s.name(x.term, dense)
		if name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
		if len(names) == reasons {
			break
		}
	}
	return strings.Join(names, " · ")
}

// name spells a word. A dense one is named with the neighbours that are shared too: 阿拉, 拉木 and 木图 are 阿拉木图.
func (s *Spelling) name(t Term, shared map[Term]bool) string {
	spelled := s.words[t]
	if first, _ := utf8.DecodeRuneInString(spelled); !fold.Unspaced(first) {
		return quiet(spelled)
	}
	longest := spelled
	for i := range s.runs {
		if s.runs[i].term != t {
			continue
		}
		from, to := i, i
		for i-from < maxReason && s.runs[from].joined && shared[s.runs[from-1].term] {
			from--
		}
		for to-i < maxReason && to+1 < len(s.runs) && s.runs[to+1].joined && shared[s.runs[to+1].term] {
			to++
		}
		name := s.runs[from].text
		for _, r := range s.runs[from+1 : to+1] {
			_, size := utf8.DecodeRuneInString(r.text)
			name += r.text[size:]
		}
		if n := utf8.RuneCountInString(name); n <= maxReason && n > utf8.RuneCountInString(longest) {
			longest = name
		}
	}
	return longest
}

// quiet returns a word that is shouted throughout with one capital, unless it is short enough to be an acronym.
func quiet(s string) string {
	if utf8.RuneCountInString(s) <= 5 {
		return s
	}
	for _, r := range s {
		if unicode.IsLower(r) || !unicode.IsLetter(r) {
			return s
		}
	}
	first, size := utf8.DecodeRuneInString(s)
	return string(first) + strings.ToLower(s[size:])
}
