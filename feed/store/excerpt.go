package store

import (
	"context"
	"encoding/json"
	"strings"
	"unicode"
	"unicode/utf8"

	"newspane/feed"
	"newspane/feed/fold"
	"newspane/feed/query"
)

// Bounds of excerpts.
const (
	excerptRead  = 64 << 10 // bytes of a text that are looked through
	excerptBytes = 280      // of an excerpt, about
	excerptLead  = 60       // of it before the first match, at most
)

// Excerpts returns, for those of the articles in which there is something to show, where a search found its words.
func (s *Store) Excerpts(ctx context.Context, search string, ids []feed.ID) (map[feed.ID]feed.Excerpt, error) {
	e, err := query.Parse(search)
	if err != nil {
		return nil, err
	}
	w := wantedWords(e)
	if len(w) == 0 || len(ids) == 0 {
		return nil, nil
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	rows, err := s.reads.QueryContext(ctx, `SELECT a.id, a.title, b.item, g.plain FROM json_each(?) j CROSS JOIN articles a ON a.id = j.value
		LEFT JOIN bodies b ON b.id = a.id LEFT JOIN pages g ON g.id = a.id`, string(list))
	if err != nil {
		return nil, s.fail("read excerpts", err)
	}
	defer rows.Close()
	found := map[feed.ID]feed.Excerpt{}
	for rows.Next() {
		var id feed.ID
		var title string
		var item, page []byte
		if err := rows.Scan(&id, &title, &item, &page); err != nil {
			return nil, s.fail("read excerpts", err)
		}
		text, err := s.text(item, page)
		if err != nil {
			return nil, s.fail("read excerpts", err)
		}
		if x := w.excerpt(title, text); x.Title != nil || x.Text != nil {
			found[id] = x
		}
	}
	return found, s.fail("read excerpts", rows.Err())
}

// wanted is a word or phrase to be shown.
type wanted struct {
	units      []unit
	unfinished bool
	field      query.Field
}

type wantedList []wanted

// wantedWords are the words that a query asks for, not those that it rules out.
func wantedWords(e query.Expr) wantedList {
	var list wantedList
	switch e.Op {
	case query.Not:
		return nil
	case query.Leaf:
		switch t := e.Term; t.Field {
		case query.Words, query.Title, query.Text:
			if u := units(t.Value); len(u) > 0 {
				list = append(list, wanted{units: u, unfinished: t.Unfinished, field: t.Field})
			}
		}
	}
	for _, p := range e.Parts {
		list = append(list, wantedWords(p)...)
	}
	return list
}

// unit is a word, or a letter of a script without spaces, where it stands in its text.
type unit struct {
	from, to int
	text     string // without case and accents
	dense    bool
}

// units cuts a text as tokens does, but keeps the places, and letters of scripts without spaces apart.
func units(text string) []unit {
	var list []unit
	start := -1
	end := func(at int) {
		if start >= 0 {
			list = append(list, unit{from: start, to: at, text: fold.Text(text[start:at])})
			start = -1
		}
	}
	for i, r := range text {
		switch {
		case fold.Unspaced(r):
			end(i)
			n := i + utf8.RuneLen(r)
			list = append(list, unit{from: i, to: n, text: fold.Text(text[i:n]), dense: true})
		case unicode.IsLetter(r), unicode.IsNumber(r):
			if start < 0 {
				start = i
			}
		case unicode.IsMark(r), unicode.Is(unicode.Cf, r):
			if start < 0 && len(list) > 0 && list[len(list)-1].dense && list[len(list)-1].to == i {
				list[len(list)-1].to = i + utf8.RuneLen(r) // a vowel sign of the letter before
			}
		default:
			end(i)
		}
	}
	end(len(text))
	return list
}

// match is a stretch of a text that is one of the wanted.
type match struct{ from, to, which int }

// matches finds the wanted words in a text, in order, none over another.
func (w wantedList) matches(text string, field query.Field) []match {
	var found []match
	list := units(text)
	for i := 0; i < len(list); {
		next := i + 1
		for k, want := range w {
			if n := len(want.units); (want.field == query.Words || want.field == field) && want.at(list[i:]) {
				found = append(found, match{list[i].from, list[i+n-1].to, k})
				next = i + n
				break
			}
		}
		i = next
	}
	return found
}

// at reports whether the words stand at the beginning of a text.
func (w wanted) at(text []unit) bool {
	if len(text) < len(w.units) {
		return false
	}
	for i, u := range w.units {
		t := text[i].text
		if t != u.text && !(w.unfinished && i == len(w.units)-1 && strings.HasPrefix(t, u.text)) {
			return false
		}
		if i > 0 && u.dense && w.units[i-1].dense && text[i].from != text[i-1].to {
			return false
		}
	}
	return true
}

// excerpt shows the wanted words in a title and a text.
func (w wantedList) excerpt(title, text string) feed.Excerpt {
	var x feed.Excerpt
	title = feed.Clean(title).String()
	if m := w.matches(title, query.Title); len(m) > 0 {
		x.Title = pieces(title, 0, len(title), m)
	}
	if len(text) > excerptRead {
		text = strings.ToValidUTF8(text[:excerptRead], "")
	}
	text = strings.Join(strings.Fields(feed.CleanBlock(text).String()), " ")
	m := w.matches(text, query.Text)
	if len(m) == 0 {
		return x
	}
	best, most := 0, 0
	for i := range m { // the window in which most of the different words are
		seen, n := make([]bool, len(w)), 0
		for _, k := range m[i:min(len(m), i+2*len(w))] {
			if k.to-m[i].from <= excerptBytes-excerptLead && !seen[k.which] {
				seen[k.which] = true
				n++
			}
		}
		if n > most {
			best, most = i, n
		}
	}
	from, to := around(text, m[best])
	x.Text = pieces(text, from, to, m)
	if from > 0 {
		x.Text = append([]feed.Piece{{Text: feed.CleanBlock("… ")}}, x.Text...)
	}
	if to < len(text) {
		x.Text = append(x.Text, feed.Piece{Text: feed.CleanBlock(" …")})
	}
	return x
}

// around chooses what of a text is shown with a match: from the beginning of a sentence or word before it.
func around(text string, m match) (from, to int) {
	if m.from > excerptLead {
		from = m.from - excerptLead
		lead := text[from:m.from]
		if i := strings.LastIndex(lead, ". "); i >= 0 {
			from += i + 2
		} else if i := strings.IndexByte(lead, ' '); i >= 0 {
			from += i + 1
		}
	}
	to = min(len(text), max(from+excerptBytes, m.to))
	if i := strings.LastIndexByte(text[:to], ' '); to < len(text) && i > m.to {
		to = i
	}
	for from > 0 && from < len(text) && !utf8.RuneStart(text[from]) {
		from--
	}
	for to < len(text) && !utf8.RuneStart(text[to]) {
		to++
	}
	return from, to
}

// pieces cuts text[from:to] into what matches and what stands between.
func pieces(text string, from, to int, found []match) []feed.Piece {
	var list []feed.Piece
	add := func(s string, is bool) {
		if t := feed.CleanBlock(s); !t.IsEmpty() {
			list = append(list, feed.Piece{Text: t, Match: is})
		}
	}
	at := from
	for _, m := range found {
		if m.from < at || m.to > to {
			continue
		}
		add(text[at:m.from], false)
		add(text[m.from:m.to], true)
		at = m.to
	}
	add(text[at:to], false)
	return list
}
