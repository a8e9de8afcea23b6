package store

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"newspane/feed"
)

// model is the library as a person would write it down: the reference of TestLibraryIsItsModel.
type model struct {
	feeds    map[string]*modelFeed // by address
	articles map[modelKey]*modelArticle
	marks    map[modelKey]*modelMarks
	withheld map[modelKey]*modelArticle // of feeds that were left
}

type modelFeed struct {
	id       feed.ID
	folder   string
	followed bool
}

type modelKey struct{ url, item string }

type modelArticle struct {
	id          feed.ID
	title, text string
	second      int64
}

type modelMarks struct {
	read, bookmarked, hidden, deleted bool
	later, noted, highlit             bool
	tags                              [2]bool // alpha, beta
	place                             float64
}

// kept reports whether nothing but the reader removes the article.
func (m *modelMarks) kept() bool {
	return m.bookmarked || m.later || m.noted || m.highlit || m.tags[0] || m.tags[1]
}

var modelTags = [2]string{"Alpha", "béta"}

// tagged reports whether the article has the tag that a query asks for.
func (m *modelMarks) tagged(tag string) bool {
	return tag == feed.AnyTag && (m.tags[0] || m.tags[1]) || tag == modelTags[0] && m.tags[0] || tag == modelTags[1] && m.tags[1]
}

func (m *model) mark(k modelKey) *modelMarks {
	if m.marks[k] == nil {
		m.marks[k] = &modelMarks{}
	}
	return m.marks[k]
}

// holds reports whether an article is in the list of a query.
func (m *model) holds(q feed.Query, k modelKey) bool {
	a, mk, f := m.articles[k], m.mark(k), m.feeds[k.url]
	switch {
	case mk.hidden, q.Unread && mk.read, q.Bookmarked && !mk.bookmarked, q.Later && !mk.later, q.Noted && !mk.noted,
		q.Highlit && !mk.highlit, q.Tag != "" && !mk.tagged(q.Tag), q.Pages && k.url != "":
		return false
	case q.Feed != 0 && (f == nil || f.id != q.Feed):
		return false
	case q.Folder != "" && (f == nil || !f.followed || f.folder != q.Folder && !strings.HasPrefix(f.folder, q.Folder+"/")):
		return false
	case q.Since != 0 && a.second < q.Since:
		return false
	}
	words := strings.Fields(strings.ToLower(a.title + " " + a.text))
	for i, want := range strings.Fields(q.Search) {
		unfinished := i == len(strings.Fields(q.Search))-1 && !strings.HasSuffix(q.Search, " ")
		if !slices.ContainsFunc(words, func(w string) bool { return w == want || unfinished && strings.HasPrefix(w, want) }) {
			return false
		}
	}
	return true
}

// list returns the IDs of a query, newest first.
func (m *model) list(q feed.Query) []feed.ID {
	var ids []feed.ID
	for k, a := range m.articles {
		if m.holds(q, k) {
			ids = append(ids, a.id)
		}
	}
	sortNewestFirst(ids)
	return ids
}

func (m *model) unread(q feed.Query) int {
	q.Unread = true
	return len(m.list(q))
}

func window(ids []feed.ID, w feed.Window) []feed.ID {
	if w.Before != 0 {
		ids = slices.DeleteFunc(slices.Clone(ids), func(id feed.ID) bool { return id >= w.Before })
	}
	if w.After != 0 {
		ids = slices.DeleteFunc(slices.Clone(ids), func(id feed.ID) bool { return id <= w.After })
	}
	if w.After != 0 || w.Oldest {
		return ids[max(0, len(ids)-w.Limit):]
	}
	return ids[:min(w.Limit, len(ids))]
}

var vocabulary = strings.Fields("alpha alps beta bear gamma game delta omega over river rain snow wind window")

// player makes random moves in the store and the model alike.
type player struct {
	t     *testing.T
	r     *rand.Rand
	s     *Store
	clock *clock
	m     *model
}

func (p *player) words(n int) string {
	var w []string
	for range n {
		w = append(w, vocabulary[p.r.IntN(len(vocabulary))])
	}
	return strings.Join(w, " ")
}

func (p *player) url() string { return fmt.Sprintf("https://f%d.example/feed", p.r.IntN(6)) }

func (p *player) folder() string { return []string{"", "a", "a/b", "b", "ab"}[p.r.IntN(5)] }

// followed returns a followed feed, nil when there is none.
func (p *player) followed() (string, *modelFeed) {
	for _, url := range slices.Sorted(maps.Keys(p.m.feeds)) {
		if f := p.m.feeds[url]; f.followed && p.r.IntN(2) == 0 {
			return url, f
		}
	}
	return "", nil
}

// any returns a stored article.
func (p *player) any() (modelKey, bool) {
	keys := slices.SortedFunc(maps.Keys(p.m.articles), func(a, b modelKey) int {
		return strings.Compare(a.url+" "+a.item, b.url+" "+b.item)
	})
	if len(keys) == 0 {
		return modelKey{}, false
	}
	return keys[p.r.IntN(len(keys))], true
}

func (p *player) query() feed.Query {
	q := feed.Query{Unread: p.r.IntN(3) == 0, Bookmarked: p.r.IntN(5) == 0, Pages: p.r.IntN(10) == 0,
		Later: p.r.IntN(8) == 0, Noted: p.r.IntN(8) == 0, Highlit: p.r.IntN(8) == 0}
	if p.r.IntN(5) == 0 {
		q.Tag = []string{modelTags[0], modelTags[1], feed.AnyTag}[p.r.IntN(3)]
	}
	if _, f := p.followed(); f != nil && p.r.IntN(3) == 0 {
		q.Feed = f.id
	}
	if p.r.IntN(3) == 0 {
		q.Folder = p.folder()
	}
	if p.r.IntN(4) == 0 {
		q.Since = p.clock.t.Add(-time.Duration(p.r.IntN(100)) * time.Hour).Unix()
	}
	switch p.r.IntN(6) {
	case 0:
		q.Search = p.words(1) + " "
	case 1:
		q.Search = p.words(2) + " "
	case 2:
		q.Search = p.words(1)[:3]
	}
	return q
}

func (p *player) move() {
	ctx, t := p.t.Context(), p.t
	p.clock.t = p.clock.t.Add(time.Duration(p.r.IntN(50)) * time.Minute)
	switch p.r.IntN(13) {
	case 12:
		p.annotate()
	case 0:
		url, folder := p.url(), p.folder()
		f := p.m.feeds[url]
		if f == nil {
			f = &modelFeed{}
			p.m.feeds[url] = f
		}
		id := follow(t, p.s, url, folder)
		if f.id != 0 && f.id != id {
			t.Fatalf("%s was %d and is %d", url, f.id, id)
		}
		if !f.followed {
			f.id, f.followed, f.folder = id, true, folder
			maps.DeleteFunc(p.m.withheld, func(k modelKey, a *modelArticle) bool {
				if k.url == url {
					p.m.articles[k] = a
				}
				return k.url == url
			})
		}
	case 1:
		if url, f := p.followed(); f != nil && p.r.IntN(2) == 0 {
			ok(t, p.s.Unsubscribe(ctx, f.id))
			f.followed = false
			maps.DeleteFunc(p.m.articles, func(k modelKey, a *modelArticle) bool {
				parted := k.url == url && !p.m.mark(k).kept()
				if parted {
					p.m.withheld[k] = a
				}
				return parted
			})
			if p.r.IntN(3) == 0 {
				same(t, must[int](t)(p.s.LetGo(ctx, p.clock.t.Add(time.Second))), len(p.m.withheld))
				clear(p.m.withheld)
			}
		}
	case 2:
		if _, f := p.followed(); f != nil {
			f.folder = p.folder()
			ok(t, p.s.Move(ctx, f.id, f.folder))
		}
	case 3, 4, 5:
		p.save()
	case 6, 7:
		p.markOne()
	case 8:
		q := p.query()
		q.Search = ""
		want := q
		want.Unread = true
		same(t, must[[]feed.ID](t)(p.s.MarkAll(ctx, q, p.clock.t)), p.m.list(want))
		for k := range p.m.articles {
			if p.m.holds(want, k) {
				defer func() { p.m.mark(k).read = true }()
			}
		}
	case 9:
		if k, any := p.any(); any && p.r.IntN(3) == 0 {
			ok(t, p.s.Delete(ctx, p.m.articles[k].id))
			if mk := p.m.mark(k); !mk.kept() {
				mk.deleted = true
				delete(p.m.articles, k)
			}
		}
	case 10:
		item := fmt.Sprint("page", p.r.IntN(4))
		k := modelKey{"", item}
		id := must[feed.ID](t)(p.s.OpenPage(ctx, "https://pages.example/"+item, "alpha"))
		if p.m.articles[k] == nil {
			p.m.articles[k] = &modelArticle{id: id, title: "alpha", second: p.clock.t.Unix()}
			mk := p.m.mark(k)
			mk.read, mk.hidden, mk.deleted = true, false, false
		}
	case 11:
		if k, any := p.any(); any {
			p.m.mark(k).place = p.r.Float64()
			ok(t, p.s.SetPlace(ctx, p.m.articles[k].id, p.m.mark(k).place))
		}
	}
}

func (p *player) markOne() {
	k, any := p.any()
	if !any {
		return
	}
	key, on := feed.MarkKey(p.r.IntN(4)), p.r.IntN(2) == 0
	ok(p.t, p.s.Mark(p.t.Context(), feed.Mark{Article: p.m.articles[k].id, Key: key, On: on}))
	switch mk := p.m.mark(k); key {
	case feed.MarkRead:
		mk.read = on
	case feed.MarkBookmark:
		mk.bookmarked = on
	case feed.MarkHidden:
		mk.hidden = on
	case feed.MarkLater:
		mk.later = on
	}
}

// annotate gives an article a tag, a note or a highlight, or takes it away.
func (p *player) annotate() {
	k, any := p.any()
	if !any {
		return
	}
	t, ctx, id, mk, on := p.t, p.t.Context(), p.m.articles[k].id, p.m.mark(k), p.r.IntN(2) == 0
	switch n := p.r.IntN(4); n {
	case 0, 1:
		mk.tags[n] = on
		ok(t, p.s.Tag(ctx, feed.Tagging{Article: id, Tag: modelTags[n], On: on}))
	case 2:
		mk.noted = on
		text := ""
		if on {
			text = "note"
		}
		ok(t, p.s.SetNote(ctx, feed.Note{Article: id, Text: feed.CleanBlock(text)}))
	case 3:
		mk.highlit = on
		must[[]feed.Highlight](t)(p.s.Highlight(ctx, feed.Highlight{Article: id, Quote: feed.CleanBlock("q"), On: on}))
	}
}

// save polls a feed that shows some of its items, as they are now.
func (p *player) save() {
	url, f := p.followed()
	if f == nil {
		return
	}
	var items []feed.Item
	fresh := 0
	for n := range 12 {
		if p.r.IntN(3) > 0 {
			continue
		}
		name := fmt.Sprint("item", n)
		k := modelKey{url, name}
		it := feed.Item{ID: name, Title: feed.Clean(p.words(2)), Content: feed.HTML(p.words(6)), Link: url + "/" + name}
		it.Hash = it.Title.String() + string(it.Content)
		if p.r.IntN(4) > 0 {
			it.Published = p.clock.t.Add(time.Duration(p.r.IntN(300)-250) * time.Hour)
		}
		items = append(items, it)
		a, mk := p.m.articles[k], p.m.mark(k)
		switch {
		case a == nil && mk.deleted:
		case a == nil:
			p.m.articles[k] = &modelArticle{title: it.Title.String(), text: string(it.Content), second: sortTime(it.Published, p.clock.t)}
			if !mk.read && !mk.hidden {
				fresh++
			}
		default:
			a.title, a.text = it.Title.String(), string(it.Content)
		}
	}
	if got := save(p.t, p.s, f.id, items...); len(got) != fresh {
		p.t.Fatalf("%d new articles, want %d", len(got), fresh)
	}
}

// learn takes over the IDs that the store has given, and checks that it holds the model's articles and no others.
func (p *player) learn() {
	rows, err := p.s.reads.Query("SELECT a.id, a.identity, coalesce(f.url, '') FROM articles a LEFT JOIN feeds f ON f.id = a.feed_id WHERE a.hidden < 2")
	ok(p.t, err)
	defer rows.Close()
	stored := map[string]feed.ID{}
	for rows.Next() {
		var id feed.ID
		var identity []byte
		var url string
		ok(p.t, rows.Scan(&id, &identity, &url))
		stored[url+string(identity)] = id
	}
	ok(p.t, rows.Err())
	if len(stored) != len(p.m.articles) {
		p.t.Fatalf("%d articles are stored, want %d", len(stored), len(p.m.articles))
	}
	for k, a := range p.m.articles {
		name := k.item
		if k.url == "" {
			name = "pages.example/" + name
		}
		id := stored[k.url+string(identityOf(name))]
		if a.id != 0 && a.id != id || int64(id)>>seqBits != a.second {
			p.t.Fatalf("%v is %d, was %d, of second %d", k, id, a.id, a.second)
		}
		a.id = id
	}
}

func (p *player) check() {
	t, ctx := p.t, p.t.Context()
	p.learn()
	caughtUp(t, p.s)
	for range 6 {
		q := p.query()
		want := p.m.list(q)
		total, unread, err := p.s.Count(ctx, q)
		ok(t, err)
		if total != len(want) || unread != p.m.unread(q) {
			t.Fatalf("%+v counts %d/%d, want %d/%d", q, unread, total, p.m.unread(q), len(want))
		}
		w := feed.Window{Limit: 1 + p.r.IntN(8), Oldest: p.r.IntN(4) == 0}
		if k, any := p.any(); any && p.r.IntN(2) == 0 && !w.Oldest {
			w.Before = p.m.articles[k].id
		} else if any && p.r.IntN(2) == 0 && !w.Oldest {
			w.After = p.m.articles[k].id
		}
		var got []feed.ID
		for _, h := range must[[]feed.Headline](t)(p.s.Headlines(ctx, q, w)) {
			got = append(got, h.ID)
			p.row(h)
		}
		if want := window(want, w); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("%+v %+v\ngot  %v\nwant %v", q, w, got, want)
		}
	}
	for _, n := range must[[]feed.Node](t)(p.s.Tree(ctx, p.clock.t)) {
		if n.Query.History {
			continue // nothing is opened here
		}
		if want := p.m.unread(n.Query); n.Unread != want {
			t.Fatalf("%s has %d unread, want %d", n.Title, n.Unread, want)
		}
		if want := len(p.m.list(n.Query)); n.Kind != feed.ViewNode && n.Total != want {
			t.Fatalf("%s has %d articles, want %d", n.Title, n.Total, want)
		}
	}
}

// row compares a headline with the marks of the model.
func (p *player) row(h feed.Headline) {
	for k, a := range p.m.articles {
		if mk := p.m.mark(k); a.id == h.ID && (h.Read != mk.read || h.Bookmarked != mk.bookmarked || h.Later != (mk.later && !mk.hidden) ||
			h.Noted != (mk.noted && !mk.hidden) || h.Highlit != (mk.highlit && !mk.hidden) || h.Place != mk.place ||
			h.Title.String() != a.title) {
			p.t.Fatalf("%v is %+v, want %+v %+v", k, h, mk, a)
		}
	}
}

func TestLibraryIsItsModel(t *testing.T) {
	moves := 400
	if testing.Short() {
		moves = 60
	}
	for seed := range uint64(3) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			s, c := library(t)
			p := &player{t: t, r: rand.New(rand.NewPCG(seed, 1)), s: s, clock: c,
				m: &model{map[string]*modelFeed{}, map[modelKey]*modelArticle{}, map[modelKey]*modelMarks{}, map[modelKey]*modelArticle{}}}
			for range moves {
				p.move()
				p.check()
			}
		})
	}
}
