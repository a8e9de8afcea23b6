package ui

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"newspane/feed"
)

// noon is the time of all tests.
var noon = time.Date(2026, 11, 23, 10, 42, 0, 0, time.UTC)

// shelf is a library in memory, for tests of the screen.
type shelf struct {
	articles []feed.Article // newest first
	feeds    []feed.Subscription
	pages    map[string]feed.Article // what OpenURL finds
	whole    map[feed.ID]feed.Article
	marks    []feed.Mark
	behind   int // articles that are not indexed
	hidden   map[feed.ID]bool
	places   map[feed.ID]float64
	asked    []string // "headlines", "article 3" …
	fail     error    // of the next write
	starters []feed.Subscription
	stories  map[feed.ID][]feed.ID // what else tells the story of an article
	events   chan feed.Event
	found    map[string]feed.Subscription
	choices  []feed.Subscription
	pictures map[string][]byte
	saved    []feed.SavedSearch
	opened   []feed.ID
	rules    []feed.SavedRule
	reasons  []feed.RuleReason
	tally    feed.Tally // of the next check
	wrong    error      // of the searches that are made

	outbox    []feed.Parcel
	downloads []feed.Download
}

func (s *shelf) log(format string, a ...any) { s.asked = append(s.asked, fmt.Sprintf(format, a...)) }

func (s *shelf) in(q feed.Query) []feed.Headline {
	var hs []feed.Headline
	for _, a := range s.articles {
		folder := ""
		for _, f := range s.feeds {
			if f.ID == a.Feed {
				folder = f.Folder
			}
		}
		switch {
		case s.hidden[a.ID] && !strings.Contains(q.Search, "is:hidden"), q.Unread && a.Read, q.Bookmarked && !a.Bookmarked, q.Later && !a.Later, q.Noted && !a.Noted,
			q.Tag == feed.AnyTag && len(a.Tags) == 0, q.Tag != "" && q.Tag != feed.AnyTag && !hasTag(a.Tags, q.Tag), q.Feed != 0 && a.Feed != q.Feed,
			q.Folder != "" && folder != q.Folder, q.Since != 0 && a.Published.Unix() < q.Since,
			q.Search != "" && !strings.Contains(strings.ToLower(a.Title.String()), strings.ToLower(q.Search)):
			continue
		}
		hs = append(hs, a.Headline)
	}
	return hs
}

func (s *shelf) Tree(context.Context) ([]feed.Node, error) {
	s.log("tree")
	unread := func(q feed.Query) int { q.Unread = true; return len(s.in(q)) }
	today := feed.Query{Since: noon.Truncate(24 * time.Hour).Unix()}
	nodes := []feed.Node{
		{Title: feed.Clean("Today"), Query: today, Unread: unread(today)},
		{Title: feed.Clean("All unread"), Query: feed.Query{Unread: true}, Unread: unread(feed.Query{})},
		{Title: feed.Clean("All articles"), Query: feed.Query{}, Total: len(s.articles)},
		{Title: feed.Clean("Bookmarks"), Query: feed.Query{Bookmarked: true}, Total: len(s.in(feed.Query{Bookmarked: true}))},
		{Title: feed.Clean("Read later"), Query: feed.Query{Later: true}, Total: len(s.in(feed.Query{Later: true}))},
	}
	failed := 0
	for _, f := range s.feeds {
		if feed.TroubleOf(f, noon).Level >= feed.Weak {
			failed++
		}
	}
	if failed > 0 {
		nodes = append(nodes, feed.Node{Kind: feed.TroubleNode, Title: feed.Clean("Feeds in trouble"), Total: failed, Query: feed.NoArticles})
	}
	for _, f := range s.saved {
		q := feed.Query{Search: f.Query}
		nodes = append(nodes, feed.Node{Kind: feed.SearchNode, Title: f.Name, Saved: f.ID, Query: q, Unread: unread(q)})
	}
	folder := ""
	for _, f := range s.feeds {
		depth := 0
		if f.Folder != folder {
			folder = f.Folder
			q := feed.Query{Folder: folder}
			nodes = append(nodes, feed.Node{Kind: feed.FolderNode, Title: feed.Clean(folder), Query: q, Unread: unread(q)})
		}
		if folder != "" {
			depth = 1
		}
		q := feed.Query{Feed: f.ID}
		nodes = append(nodes, feed.Node{Kind: feed.FeedNode, Title: f.Title, Depth: depth, Query: q, Unread: unread(q), Failed: f.Poll.Failures > 0, Paused: f.Settings.Paused})
	}
	return append(nodes, s.tagNodes()...), nil
}

func (s *shelf) Headlines(_ context.Context, q feed.Query, w feed.Window) ([]feed.Headline, error) {
	s.log("headlines")
	if s.wrong != nil && q.Search != "" {
		return nil, s.wrong
	}
	hs := s.in(q)
	if w.ByFeed {
		return byFeed(hs, s.feeds, w), nil
	}
	if w.Before != 0 {
		hs = slices.DeleteFunc(hs, func(h feed.Headline) bool { return h.ID >= w.Before })
	}
	if w.After != 0 {
		hs = slices.DeleteFunc(hs, func(h feed.Headline) bool { return h.ID <= w.After })
	}
	if w.After != 0 || w.Oldest {
		return hs[max(0, len(hs)-w.Limit):], nil
	}
	return hs[:min(len(hs), w.Limit)], nil
}

// byFeed is a window of rows in the order of their feeds.
func byFeed(hs []feed.Headline, feeds []feed.Subscription, w feed.Window) []feed.Headline {
	place := func(id feed.ID) int {
		return slices.IndexFunc(feeds, func(f feed.Subscription) bool { return f.ID == id })
	}
	slices.SortStableFunc(hs, func(a, b feed.Headline) int { return place(a.Feed) - place(b.Feed) })
	hs = slices.DeleteFunc(hs, func(h feed.Headline) bool {
		at, of := place(h.Feed), place(w.Feed)
		return w.Before != 0 && (at < of || at == of && h.ID >= w.Before) || w.After != 0 && (at > of || at == of && h.ID <= w.After)
	})
	if w.After != 0 || w.Oldest {
		return hs[max(0, len(hs)-w.Limit):]
	}
	return hs[:min(len(hs), w.Limit)]
}

func (s *shelf) Count(_ context.Context, q feed.Query) (int, int, error) {
	total := len(s.in(q))
	q.Unread = true
	return total, len(s.in(q)), nil
}

func (s *shelf) at(id feed.ID) *feed.Article {
	for i := range s.articles {
		if s.articles[i].ID == id {
			return &s.articles[i]
		}
	}
	return nil
}

func (s *shelf) Article(_ context.Context, id feed.ID) (*feed.Article, error) {
	s.log("article %d", id)
	if a := s.at(id); a != nil {
		c := *a
		return &c, nil
	}
	return nil, &feed.Error{Op: "read", Kind: feed.NotFound}
}

func (s *shelf) Complete(ctx context.Context, id feed.ID) (*feed.Article, error) {
	s.log("complete %d", id)
	if w, ok := s.whole[id]; ok {
		return &w, nil
	}
	return s.Article(ctx, id)
}

func (s *shelf) Text(ctx context.Context, id feed.ID, from feed.TextSource) (*feed.Article, error) {
	s.log("text %d", id)
	if w, ok := s.whole[id]; ok && from == feed.FromPage {
		return &w, nil
	}
	a, err := s.Article(ctx, id)
	if err == nil {
		a.Teaser = false
		if from == feed.FromPage {
			a.Note = feed.Clean("The page could not be read: HTTP 404 at one.example. Shown is the feed's text.")
		}
	}
	return a, err
}

func (s *shelf) Look(_ context.Context, l feed.Link) (feed.Link, error) {
	s.log("look %s", l.URL)
	a, ok := s.pages[l.URL]
	if !ok {
		return l, &feed.Error{Op: "fetch", URL: l.URL, Kind: feed.NotFound, Status: 404}
	}
	l.Why, l.Published = a.Title, a.Published
	return l, nil
}

func (s *shelf) OpenURL(_ context.Context, url, _ string) (*feed.Article, error) {
	s.log("open %s", url)
	if a, ok := s.pages[url]; ok {
		return &a, nil
	}
	return nil, &feed.Error{Op: "fetch", URL: url, Kind: feed.NotFound, Status: 404}
}

func (s *shelf) Picture(_ context.Context, _ feed.ID, url string) ([]byte, error) {
	s.log("picture %s", url)
	if b, ok := s.pictures[url]; ok {
		return b, nil
	}
	return nil, &feed.Error{Op: "fetch", URL: url, Kind: feed.NotFound, Status: 404}
}

func (s *shelf) Mark(_ context.Context, marks ...feed.Mark) error {
	if err := s.fail; err != nil {
		s.fail = nil
		return err
	}
	for _, m := range marks {
		s.marks = append(s.marks, m)
		a := s.at(m.Article)
		if a == nil {
			continue
		}
		switch m.Key {
		case feed.MarkRead:
			a.Read = m.On
		case feed.MarkBookmark:
			a.Bookmarked = m.On
		case feed.MarkLater:
			a.Later = m.On
		case feed.MarkHidden:
			if s.hidden == nil {
				s.hidden = map[feed.ID]bool{}
			}
			s.hidden[m.Article] = m.On
		}
	}
	return nil
}

func (s *shelf) MarkAll(ctx context.Context, q feed.Query) ([]feed.ID, error) {
	q.Unread = true
	var ids []feed.ID
	for _, h := range s.in(q) {
		ids = append(ids, h.ID)
		if err := s.Mark(ctx, feed.Mark{Article: h.ID, Key: feed.MarkRead, On: true}); err != nil {
			return nil, err
		}
	}
	return ids, nil
}

func (s *shelf) SetPlace(_ context.Context, id feed.ID, place float64) error {
	s.places[id] = place
	if a := s.at(id); a != nil {
		a.Place = place
	}
	return nil
}

func (s *shelf) Subscribe(_ context.Context, typed, folder string) (feed.Subscription, []feed.Subscription, error) {
	if sub, ok := s.found[typed]; ok {
		sub.Folder = folder
		s.feeds = append(s.feeds, sub)
		return sub, nil, nil
	}
	if len(s.choices) > 0 {
		return feed.Subscription{}, s.choices, nil
	}
	if strings.Contains(typed, "locked") {
		return feed.Subscription{}, nil, &feed.Error{Op: "fetch", URL: "https://" + strings.TrimPrefix(typed, "https://"), Kind: feed.Auth, Status: 401}
	}
	return feed.Subscription{}, nil, &feed.Error{Op: "parse", URL: typed, Kind: feed.NotFeed}
}

func (s *shelf) SubscribeAll(_ context.Context, subs []feed.Subscription) error {
	s.feeds = append(s.feeds, subs...)
	return nil
}

func (s *shelf) Unsubscribe(_ context.Context, id feed.ID) (feed.Subscription, error) {
	for i, f := range s.feeds {
		if f.ID == id {
			s.feeds = slices.Delete(s.feeds, i, i+1)
			return f, nil
		}
	}
	return feed.Subscription{}, &feed.Error{Kind: feed.NotFound}
}

func (s *shelf) Edit(_ context.Context, id feed.ID, title, folder string) error {
	for i := range s.feeds {
		if s.feeds[i].ID == id {
			s.feeds[i].Title, s.feeds[i].Folder = feed.Clean(title), folder
		}
	}
	return nil
}

func (s *shelf) Login(ctx context.Context, id feed.ID, user, password string) (before, after feed.Settings, err error) {
	s.log("login %s, %d characters", user, len(password))
	return s.Configure(ctx, id, func(s *feed.Settings) {
		s.Auth = feed.Login{Scheme: feed.Basic, Name: user, Secret: "kept:" + feed.Secret(user)}
	})
}

func (s *shelf) Configure(_ context.Context, id feed.ID, change func(*feed.Settings)) (before, after feed.Settings, err error) {
	if err := s.fail; err != nil {
		s.fail = nil
		return before, after, err
	}
	for i := range s.feeds {
		if s.feeds[i].ID == id {
			before = s.feeds[i].Settings
			change(&s.feeds[i].Settings)
			after = s.feeds[i].Settings
		}
	}
	return before, after, nil
}

func (s *shelf) SetAddress(_ context.Context, id feed.ID, address string) error {
	s.log("address %d %s", id, address)
	for i := range s.feeds {
		if s.feeds[i].ID == id {
			s.feeds[i].URL, s.feeds[i].Poll = address, feed.Poll{}
		}
	}
	return nil
}

func (s *shelf) Suggest(_ context.Context, typed string, at int) ([]feed.Suggestion, error) {
	var list []feed.Suggestion
	from := strings.LastIndexByte(typed[:at], ' ') + 1
	for _, name := range []string{"title:", "text:", "tag:", "is:unread "} {
		if typed[from:at] != "" && strings.HasPrefix(name, typed[from:at]) {
			list = append(list, feed.Suggestion{From: from, To: at, Insert: name, Label: feed.Clean(name), Detail: feed.Clean("words")})
		}
	}
	return list, nil
}

func (s *shelf) Behind(context.Context, string) (int, error) { return s.behind, nil }

func (s *shelf) Excerpts(_ context.Context, search string, ids []feed.ID) (map[feed.ID]feed.Excerpt, error) {
	s.log("excerpts %q", search)
	found := map[feed.ID]feed.Excerpt{}
	for _, id := range ids {
		title := s.at(id).Title.String()
		if i := strings.Index(strings.ToLower(title), strings.ToLower(search)); i >= 0 {
			found[id] = feed.Excerpt{
				Title: []feed.Piece{{Text: feed.CleanBlock(title[:i])}, {Text: feed.CleanBlock(title[i : i+len(search)]), Match: true}, {Text: feed.CleanBlock(title[i+len(search):])}},
				Text:  []feed.Piece{{Text: feed.CleanBlock("… found where ")}, {Text: feed.Clean(search), Match: true}, {Text: feed.CleanBlock(" stands …")}},
			}
		}
	}
	return found, nil
}

func (s *shelf) Written(_ context.Context, q feed.Query) (string, error) { return q.Search, nil }

func (s *shelf) SaveSearch(_ context.Context, f feed.SavedSearch) (feed.SavedSearch, error) {
	if err := s.fail; err != nil {
		s.fail = nil
		return f, err
	}
	if f.ID == 0 {
		f.ID = feed.ID(len(s.saved) + 1)
	}
	for i := range s.saved {
		if s.saved[i].ID == f.ID {
			s.saved[i] = f
			return f, nil
		}
	}
	s.saved = append(s.saved, f)
	return f, nil
}

func (s *shelf) DropSearch(_ context.Context, id feed.ID) (feed.SavedSearch, error) {
	i := slices.IndexFunc(s.saved, func(f feed.SavedSearch) bool { return f.ID == id })
	f := s.saved[i]
	s.saved = slices.Delete(s.saved, i, i+1)
	return f, nil
}

func (s *shelf) MoveSearch(_ context.Context, id feed.ID, by int) error {
	s.log("move %d by %d", id, by)
	return nil
}

func (s *shelf) RefreshQuery(_ context.Context, q feed.Query) (feed.Tally, error) {
	s.log("refresh query %q", q.Search)
	return s.tally, nil
}

func (s *shelf) Opened(_ context.Context, id feed.ID) error {
	s.opened = append(s.opened, id)
	return nil
}

func (s *shelf) Language() []feed.Idiom {
	return []feed.Idiom{{Group: "Words", Write: "climate change", Finds: "both words"}, {Group: "To try", Write: "is:unread rail", Finds: "unread trains", Example: true}}
}

func (s *shelf) Subscriptions(context.Context) ([]feed.Subscription, error) { return s.feeds, nil }
func (s *shelf) Story(_ context.Context, id feed.ID) ([]feed.Headline, error) {
	var told []feed.Headline
	for _, a := range s.articles {
		if a.ID == id || slices.Contains(s.stories[id], a.ID) {
			told = append(told, a.Headline)
		}
	}
	return told, nil
}
func (s *shelf) Starters() []feed.Subscription { return s.starters }
func (s *shelf) StopChecks()                   { s.log("stop") }

func (s *shelf) Events() <-chan feed.Event { return s.events }
func (s *shelf) Refresh(_ context.Context, feeds ...feed.ID) (feed.Tally, error) {
	s.log("refresh %v", feeds)
	return s.tally, nil
}

// clean and para shorten the fixtures.
func para(s string) feed.Block {
	return feed.Block{Kind: feed.Paragraph, Text: []feed.Span{{Text: feed.CleanBlock(s)}}}
}

func linked(before, link, url, after string) feed.Block {
	return feed.Block{Kind: feed.Paragraph, Text: []feed.Span{
		{Text: feed.CleanBlock(before)}, {Text: feed.CleanBlock(link), URL: url}, {Text: feed.CleanBlock(after)},
	}}
}

// morning is a shelf like the design's mock-ups.
func morning() *shelf {
	s := &shelf{pages: map[string]feed.Article{}, whole: map[feed.ID]feed.Article{}, places: map[feed.ID]float64{}, found: map[string]feed.Subscription{}}
	for i, f := range []struct{ title, folder string }{
		{"The Guardian", "World"}, {"BBC News", "World"}, {"NHK 日本語", "World"}, {"Ars Technica", "Technology"}, {"LWN", "Technology"}, {"Quanta", "Science"},
	} {
		s.feeds = append(s.feeds, feed.Subscription{ID: feed.ID(i + 1), Title: feed.Clean(f.title), Folder: f.folder, URL: fmt.Sprintf("https://feed%d.example/rss", i+1)})
	}
	for i, a := range []struct {
		feed    feed.ID
		title   string
		age     time.Duration
		read    bool
		kept    bool
		minutes int
	}{
		{1, "Coastal cities sign first joint flood-defence treaty after three years of talks", 12 * time.Minute, false, false, 4},
		{4, "A new open router stack wants to make home networks boring again", 25 * time.Minute, false, false, 6},
		{5, "The kernel’s slow road to safe hot-patching of network drivers", 41 * time.Minute, false, true, 11},
		{2, "Rail strike called off hours before Christmas timetable begins", 48 * time.Minute, true, false, 3},
		{1, "Budget : le Sénat adopte la première partie du texte, contre l’avis du gouvernement", time.Hour, false, false, 5},
		{6, "How a forgotten lemma from 1932 cracked a problem in graph colouring", time.Hour, false, true, 14},
		{3, "石破首相、臨時国会で所信表明　防災庁の設置に意欲", 2 * time.Hour, false, false, 2},
		{2, "Germany’s heat-pump sales overtake gas boilers for the first time", 26 * time.Hour, true, false, 4},
		{4, "Chip export rules eased for university labs, with conditions attached", 3 * 24 * time.Hour, false, false, 3},
	} {
		h := feed.Headline{ID: feed.ID(1000 - i), Feed: a.feed, Source: s.feeds[a.feed-1].Title, Title: feed.Clean(a.title),
			Published: noon.Add(-a.age), Read: a.read, Bookmarked: a.kept, Minutes: a.minutes, Link: fmt.Sprintf("https://news.example/%d", i),
			Summary: feed.Clean("Nine ports agree to share surge forecasts, dredging fleets and, for the first time, the bill. Critics say the hardest-hit deltas are still missing from the map.")}
		s.articles = append(s.articles, feed.Article{Headline: h, Words: 230 * a.minutes, Body: []feed.Block{para("The text of article " + fmt.Sprint(i) + ".")}})
	}
	s.articles[5].Place = 0.4
	lead(&s.articles[0])
	return s
}

// lead is the article of the mock-ups.
func lead(a *feed.Article) {
	a.Author, a.Section = feed.Clean("Ana Ferreira in Rotterdam"), feed.Clean("World › Climate")
	a.Standfirst = feed.Clean("Nine ports agree to share surge forecasts, dredging fleets and, for the first time, the bill. Critics say the hardest-hit deltas are still missing.")
	a.Words = 812
	a.Comments = "https://talk.example/42"
	a.Related = []feed.Link{
		{Title: feed.Clean("Talks resume in Rotterdam after walkout"), URL: "https://news.example/talks", Date: feed.Clean("12 Nov 2026"), Kind: feed.SeeAlso},
		{Title: feed.Clean("Surge closes Maeslant barrier for a second time this year"), URL: "https://news.example/surge", Date: feed.Clean("3 Aug 2026"), Kind: feed.SeeAlso},
	}
	long := "Contributions are set by port tonnage rather than by population, a formula that was first proposed in 2024 and rejected then by four of the nine."
	a.Body = []feed.Block{
		linked("Nine port cities signed a treaty on Monday that binds them to pool ", "storm-surge forecasts", "https://ecmwf.example/surge", ", dredging vessels and repair crews, ending three years of talks that had twice collapsed over who pays when a shared barrier fails."),
		linked("The agreement, known as the Rotterdam Compact, takes effect in April. It covers 41 million people and creates a joint fund of €2.3bn, a fifth of it held in ", "catastrophe bonds", "https://ft.example/bonds", "."),
		{Kind: feed.Quote, Blocks: []feed.Block{para("“A surge does not stop to check whose harbour it is in,” said Marta Oyelaran, who chaired the talks. “Now, neither do we.”")}},
		{Kind: feed.Heading, Level: 2, Text: []feed.Span{{Text: feed.Clean("What changes first")}}},
		{Kind: feed.List, Items: []feed.ListItem{
			{Blocks: []feed.Block{para("Forecasts are shared every ten minutes instead of every six hours.")}},
			{Blocks: []feed.Block{para("Each city publishes its worst-case map by 2028.")}},
		}},
		para("Not everyone is pleased. Delegates from the Mekong and the Niger deltas, who attended as observers, said the entry fee would keep out the places that flood most."),
		{Kind: feed.Heading, Level: 2, Text: []feed.Span{{Text: feed.Clean("The bill")}}},
		para(long), para(long + " Second."), para(long + " Third."), para(long + " Last."),
	}
}
