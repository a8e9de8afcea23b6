package store

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"newspane/feed"
	"newspane/feed/query"
)

// story is an article of the corpus as a person sees it.
type story struct {
	id                   feed.ID
	title, text          []string
	authors              []string
	feed                 feed.ID
	source, folder       string
	host, lang           string
	has                  []string
	at                   time.Time
	words                int
	read, kept, hidden   bool
	later, noted, tagged bool
}

// corpus is a small library and what is in it.
type corpus struct {
	s       *Store
	stories []*story
	feeds   []feed.ID
}

var corpusWords = strings.Fields("glacier glaciers harbour harbours treaty treaties monsoon lanterns lantern orchard quarry")

func newCorpus(t testing.TB) *corpus {
	s, clock := library(t)
	c := &corpus{s: s}
	r := rand.New(rand.NewPCG(5, 9))
	pick := func(n int) (list []string) {
		for range n {
			list = append(list, corpusWords[r.IntN(len(corpusWords))])
		}
		return list
	}
	for i, f := range []struct{ title, folder string }{{"Harbour Times", "World"}, {"Times of Asia", "World/Asia"}, {"Quarterly", "Science"}, {"Évening Post", ""}} {
		host := fmt.Sprintf("site%d.example", i)
		id := follow(t, s, "https://"+host+"/feed.xml", f.folder)
		c.feeds = append(c.feeds, id)
		doc := &feed.Document{Title: feed.Clean(f.title), Language: []string{"en", "de-AT", "", "fr"}[i]}
		byItem := map[string]*story{}
		for n := range 40 {
			a := &story{title: pick(2 + r.IntN(3)), text: pick(r.IntN(40)), feed: id, source: f.title, folder: f.folder, host: host,
				lang: strings.ToLower(doc.Language), at: noon.Add(-time.Duration(r.IntN(120)) * time.Hour)}
			it := feed.Item{ID: fmt.Sprint("item", n), Title: feed.Clean(strings.Join(a.title, " ")), Link: fmt.Sprintf("https://%s/2026/%d", host, n),
				Published: a.at, Content: feed.HTML(strings.Join(a.text, " "))}
			if r.IntN(40) == 0 {
				a.text = slices.Repeat([]string{"orchard"}, 1000)
				it.Content = feed.HTML(strings.Join(a.text, " "))
			}
			a.words = len(a.text)
			if r.IntN(2) == 0 {
				a.authors = []string{[]string{"ann lee", "bo ferreira", "lee park"}[r.IntN(3)]}
				it.Authors = []feed.Text{feed.Clean(a.authors[0])}
			}
			if r.IntN(5) == 0 {
				a.lang, it.Language = "pt-br", "pt-BR"
			}
			if r.IntN(4) == 0 {
				a.has, it.Comments = append(a.has, "comments"), "https://talk.example/1"
			}
			if r.IntN(4) == 0 {
				kind := []string{"audio", "video", "image"}[r.IntN(3)]
				a.has, it.Enclosures = append(a.has, kind), []feed.Enclosure{{URL: "https://m.example/x", Type: kind + "/x"}}
			}
			byItem[it.ID] = a
			doc.Items = append(doc.Items, it)
			c.stories = append(c.stories, a)
		}
		_, err := s.SaveDocument(t.Context(), id, doc, feed.Poll{})
		ok(t, err)
		for name, a := range byItem {
			ok(t, s.reads.QueryRow("SELECT id FROM articles WHERE feed_id = ? AND identity = ?", id, identityOf(name)).Scan(&a.id))
		}
	}
	for _, a := range c.stories {
		for key, on := range map[feed.MarkKey]*bool{feed.MarkRead: &a.read, feed.MarkBookmark: &a.kept, feed.MarkHidden: &a.hidden, feed.MarkLater: &a.later} {
			if *on = r.IntN([]int{2, 5, 8, 6}[key]) == 0; *on {
				ok(t, s.Mark(t.Context(), feed.Mark{Article: a.id, Key: key, On: true, At: clock.t}))
			}
		}
		if a.noted = r.IntN(6) == 0; a.noted {
			ok(t, s.SetNote(t.Context(), feed.Note{Article: a.id, Text: feed.Clean("a note")}))
		}
		if a.tagged = r.IntN(3) == 0; a.tagged {
			ok(t, s.Tag(t.Context(), feed.Tagging{Article: a.id, Tag: "Énergie Verte", On: true}))
		}
	}
	caughtUp(t, s)
	return c
}

// meets reports whether an article meets a term; it is written apart from the translation, of plain data.
func (c *corpus) meets(a *story, t query.Term) bool {
	switch t.Field {
	case query.Words:
		return holdsWords(a.title, t) || holdsWords(a.text, t)
	case query.Title:
		return holdsWords(a.title, t)
	case query.Text:
		return holdsWords(a.text, t)
	case query.Author:
		return slices.ContainsFunc(a.authors, func(n string) bool { return holdsWords(strings.Fields(n), t) })
	case query.Link:
		parts := strings.FieldsFunc(fmt.Sprintf("%s 2026", a.host), func(r rune) bool { return strings.ContainsRune("./ ", r) })
		return holdsWords(parts, query.Term{Value: strings.NewReplacer(".", " ", "/", " ").Replace(t.Value), Unfinished: t.Unfinished})
	case query.Lang:
		return a.lang == t.Value || strings.HasPrefix(a.lang, t.Value+"-")
	case query.Feed:
		return slices.Contains(c.feedsCalled(t.Value), a.source)
	case query.Folder:
		return map[string]string{"world": "World World/Asia", "asia": "World/Asia", "world/asia": "World/Asia", "sci": "Science"}[t.Value] != "" &&
			slices.Contains(strings.Fields(map[string]string{"world": "World World/Asia", "asia": "World/Asia", "world/asia": "World/Asia", "sci": "Science"}[t.Value]), a.folder)
	case query.Tag:
		return !a.hidden && a.tagged && t.Value == "energie verte"
	case query.Has:
		if t.Value == "note" {
			return !a.hidden && a.noted
		}
		return slices.Contains(a.has, t.Value)
	case query.After:
		return !a.at.Before(t.Moment(noon))
	case query.Before:
		return a.at.Before(t.Moment(noon))
	case query.Minutes:
		return compare((a.words+wordsPerMinute/2)/wordsPerMinute, t)
	case query.Score:
		return compare(0, t)
	}
	return map[string]bool{"unread": !a.hidden && !a.read, "read": !a.hidden && a.read, "bookmarked": !a.hidden && a.kept,
		"new": !a.at.Before(noon.Add(-24 * time.Hour)), "hidden": a.hidden, "later": !a.hidden && a.later, "noted": !a.hidden && a.noted}[t.Value]
}

func (c *corpus) feedsCalled(name string) []string {
	return map[string][]string{"times": {"Harbour Times", "Times of Asia"}, "quarterly": {"Quarterly"}, "evening": {"Évening Post"},
		"site2.example": {"Quarterly"}, "nowhere": nil}[strings.ToLower(name)]
}

func compare(n int, t query.Term) bool {
	return map[query.Sign]bool{query.Equal: n == t.Number, query.Less: n < t.Number, query.More: n > t.Number,
		query.AtMost: n <= t.Number, query.AtLeast: n >= t.Number}[t.Sign]
}

// holdsWords reports whether words stand one after the other in a text.
func holdsWords(text []string, t query.Term) bool {
	want := strings.Fields(t.Value)
next:
	for i := 0; i+len(want) <= len(text); i++ {
		for k, w := range want {
			if text[i+k] != w && !(k == len(want)-1 && t.Unfinished && strings.HasPrefix(text[i+k], w)) {
				continue next
			}
		}
		return true
	}
	return false
}

// selects reports whether an article is selected by some way to meet the expression that does not, and by one that
// does ask for what is hidden.
func (c *corpus) selects(a *story, e query.Expr, negated bool) (plainly, asked bool) {
	switch {
	case e.Op == query.Leaf:
		is := c.meets(a, e.Term) != negated
		claims := !negated && e.Term.Field == query.Is && e.Term.Value == query.IsHidden
		return is && !claims, is && claims
	case e.Op == query.Not:
		return c.selects(a, e.Parts[0], !negated)
	case (e.Op == query.Or) != negated:
		for _, p := range e.Parts {
			x, y := c.selects(a, p, negated)
			plainly, asked = plainly || x, asked || y
		}
		return plainly, asked
	}
	plainly, some := true, false
	asked = true
	for _, p := range e.Parts {
		x, y := c.selects(a, p, negated)
		plainly, asked, some = plainly && x, asked && (x || y), some || y
	}
	return plainly, asked && some
}

func (c *corpus) list(t testing.TB, q feed.Query) []feed.ID {
	e, err := query.Parse(q.Search)
	ok(t, err)
	var ids []feed.ID
	for _, a := range c.stories {
		plainly, asked := c.selects(a, e, false)
		switch {
		case !plainly && !(asked && a.hidden), a.hidden && !asked, q.Unread && (a.read || a.hidden), q.Bookmarked && (!a.kept || a.hidden),
			q.Feed != 0 && q.Feed != a.feed, q.Folder != "" && a.folder != q.Folder && !strings.HasPrefix(a.folder, q.Folder+"/"):
			continue
		}
		ids = append(ids, a.id)
	}
	sortNewestFirst(ids)
	return ids
}

// expression makes a random query text.
func expression(r *rand.Rand, depth int) string {
	word := func() string { return corpusWords[r.IntN(len(corpusWords))] }
	one := func(list ...string) string { return list[r.IntN(len(list))] }
	if depth > 0 {
		switch r.IntN(4) {
		case 0:
			return expression(r, depth-1) + " " + expression(r, depth-1)
		case 1:
			return "(" + expression(r, depth-1) + " OR " + expression(r, depth-1) + ")"
		case 2:
			return "-(" + expression(r, depth-1) + " " + expression(r, depth-1) + ")"
		}
	}
	return one("", "", "", "-") + one(
		word(), word(), word()[:4+r.IntN(2)]+"*", `"`+word()+" "+word()+`"`, "title:"+word(), "title:"+word()[:5]+"*", "text:"+word(),
		`text:"`+word()+" "+word()+`"`, "author:lee", `author:"ann lee"`, "author:ferr*", `author:"lee ann"`, "link:site1.example", "link:site2", "link:2026", "lang:de", "lang:de-at", "lang:pt",
		"feed:times", "feed:quarterly", "feed:Evening", "feed:site2.example", "feed:nowhere", "folder:world", "folder:asia", "folder:world/asia", "folder:sci",
		"is:unread", "is:read", "is:bookmarked", "is:new", "is:hidden", "is:later", "is:noted", "has:note", `tag:"energie verte"`, "tag:other", "has:image", "has:audio", "has:video", "has:comments",
		"after:2d", "after:yesterday", "after:2026-03-02", "before:2026-03-03", "before:36h", "minutes:>2", "minutes:0", "minutes:<=1", "score:0", "score:>1")
}

func TestEveryQueryFindsWhatReadingAllWouldFind(t *testing.T) {
	c := newCorpus(t)
	c.s.smallSet = 40 // of the sets some are smaller and some larger
	ctx := t.Context()
	r := rand.New(rand.NewPCG(1, 2))
	queries, found, none := 1500, 0, 0
	if testing.Short() {
		queries = 300
	}
	for range queries {
		q := feed.Query{Search: expression(r, r.IntN(4)) + " "}
		switch r.IntN(8) {
		case 0:
			q.Unread = true
		case 1:
			q.Bookmarked = true
		case 2:
			q.Feed = c.feeds[r.IntN(len(c.feeds))]
		case 3:
			q.Folder = "World"
		}
		if _, err := query.Parse(q.Search); err != nil {
			continue // too many alternatives
		}
		want := c.list(t, q)
		found, none = found+len(want), none+map[bool]int{true: 1}[len(want) == 0]
		w := feed.Window{Limit: 1 + r.IntN(200)}
		switch a := c.stories[r.IntN(len(c.stories))]; r.IntN(6) {
		case 0:
			w.Before = a.id
		case 1:
			w.After = a.id
		case 2:
			w.Oldest = true
		}
		var got []feed.ID
		for _, h := range must[[]feed.Headline](t)(c.s.Headlines(ctx, q, w)) {
			got = append(got, h.ID)
		}
		if fmt.Sprint(got) != fmt.Sprint(window(want, w)) {
			t.Fatalf("%+v %+v\ngot  %v\nwant %v", q, w, got, window(want, w))
		}
		total, unread, err := c.s.Count(ctx, q)
		ok(t, err)
		q.Unread = true
		if n := len(c.list(t, q)); total != len(want) || unread != n {
			t.Fatalf("%+v counts %d/%d, want %d/%d", q, unread, total, n, len(want))
		}
	}
	if found < 5*queries || none > queries*2/3 {
		t.Fatalf("%d queries find %d articles, %d of them nothing: they show little", queries, found, none)
	}
}

func TestFeedsAreCalledByTheBestName(t *testing.T) {
	r := roster{{id: 1, title: "bbc news", url: "https://bbc.example/news", folder: "world"}, {id: 2, title: "bbc news asia", url: "https://bbc.example/asia", followed: true, folder: "world/asia"},
		{id: 3, title: "the wire", url: "https://asia.example/", followed: true, folder: "asian"}}
	for name, want := range map[string]string{"BBC News": "[1]", "bbc": "[1 2]", "asia": "[2]", "wire": "[3]", "asia.example": "[3]", "zz": "[]"} {
		same(t, r.feeds(name), want)
	}
	for name, want := range map[string]string{"World": "[2]", "asia": "[2]", "asi": "[2 3]", "asian": "[3]", "world/asia": "[2]", "zz": "[]", "/": "[]"} {
		same(t, r.folder(name), want)
	}
}
