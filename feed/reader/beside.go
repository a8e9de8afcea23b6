package reader

import (
	"cmp"
	"context"
	"slices"
	"time"

	"newspane/feed"
	"newspane/feed/related"
	"newspane/feed/store"
)

// What stands beside an article.
const (
	maxElsewhere = 6
	maxEarlier   = 6
	lookFor      = 16                     // words
	lookAround   = 14                     // days
	lookBackFor  = 8                      // words, before that
	candidates   = 60                     // articles that are compared
	besideAtMost = 200 * time.Millisecond // for a search: an article does not wait longer for what stands beside it
)

// beside adds to an article the same story in other feeds and earlier articles on its subject, from what is kept.
// An article that was not related yet gets them later (an ArticleChanged tells); trouble with them is logged and keeps
// nobody from reading it.
func (e *Engine) beside(ctx context.Context, a *feed.Article) {
	if a.ID == 0 {
		return
	}
	var links []feed.Link
	err := e.guard("relate", a.Link, func() (err error) {
		if err = e.targets(ctx, a); err != nil {
			return err
		}
		links, err = e.linksBeside(ctx, a)
		return err
	})
	if err != nil && ctx.Err() == nil {
		e.log.Warn("find related articles", "article", a.ID, "err", err)
		return
	}
	links = slices.DeleteFunc(links, func(l feed.Link) bool { // the page says so itself
		return slices.ContainsFunc(a.Related, func(own feed.Link) bool { return own.Article == l.Article && own.Kind != feed.InText })
	})
	a.Related = append(slices.Clip(a.Related), links...)
}

// likeness is an article beside another.
type likeness struct {
	related.Report
	like float64
	copy bool
}

func (e *Engine) linksBeside(ctx context.Context, a *feed.Article) ([]feed.Link, error) {
	e.relation.mu.Lock()
	e.relation.open = a.ID
	e.relation.mu.Unlock()
	kept, ok, err := e.store.Compared(ctx, a.ID)
	if err != nil || !ok {
		return nil, err
	}
	self, ok := e.comparable(kept)
	if !ok {
		return nil, nil
	}
	spelling := related.Spell(a.Title.String(), feed.Plain(a.Body))
	found, err := e.alike(ctx, a.ID, spelling.Words(&self.Vector, lookFor))
	if err != nil {
		return nil, err
	}
	story, err := e.store.Story(ctx, self.Story)
	if err != nil {
		return nil, err
	}
	elsewhere := e.elsewhere(&self, story, found)
	earlier := e.earlier(&self, elsewhere, found)
	links, err := e.linksTo(ctx, feed.Elsewhere, elsewhere, spelling, &self)
	if err != nil {
		return nil, err
	}
	more, err := e.linksTo(ctx, feed.Earlier, earlier, spelling, &self)
	return append(links, more...), err
}

// alike finds the articles that have most of some words: of the weeks around an article by all of them, before that by
// the first. What takes too long in a large library is let go.
func (e *Engine) alike(ctx context.Context, id feed.ID, words []string) ([]store.Compared, error) {
	soon, cancel := context.WithTimeout(ctx, besideAtMost)
	defer cancel()
	ids, err := e.store.Candidates(soon, words, around(id, -lookAround), around(id, lookAround), lookBackFor, candidates)
	if soon.Err() != nil && ctx.Err() == nil {
		e.log.Info("related articles take too long to find", "article", id)
		err = nil
	}
	if err != nil {
		return nil, err
	}
	return e.store.ComparedOf(ctx, ids)
}

// compare measures how alike articles are to one, without it, the most alike first.
func (e *Engine) compare(self *related.Report, list []store.Compared) []likeness {
	var likes []likeness
	for _, c := range list {
		r, ok := e.comparable(c)
		if !ok || r.ID == self.ID {
			continue
		}
		likes = append(likes, likeness{r, related.Cosine(&self.Vector, &r.Vector), related.NearCopy(&self.Vector, &r.Vector)})
	}
	slices.SortFunc(likes, func(a, b likeness) int {
		return cmp.Or(cmp.Compare(b.like, a.like), cmp.Compare(b.ID, a.ID))
	})
	return likes
}

// elsewhere chooses the articles of other feeds that tell the same story: those of its story, and copies.
func (e *Engine) elsewhere(self *related.Report, story, found []store.Compared) []likeness {
	var chosen []likeness
	taken := map[feed.ID]bool{}
	for _, list := range [][]likeness{e.compare(self, story), e.compare(self, found)} {
		for _, l := range list {
			inStory := self.Story != 0 && l.Story == self.Story
			if len(chosen) == maxElsewhere || taken[l.ID] || l.Feed == self.Feed || !inStory && !l.copy {
				continue
			}
			taken[l.ID] = true
			chosen = append(chosen, l)
		}
	}
	return chosen
}

// earlier chooses the older articles on the same subject: of each story the nearest, of copies none; newest first.
func (e *Engine) earlier(self *related.Report, elsewhere []likeness, found []store.Compared) []likeness {
	taken := map[feed.ID]bool{}
	for _, l := range elsewhere {
		taken[l.ID] = true
	}
	var chosen []likeness
	for _, l := range e.compare(self, found) {
		inStory := self.Story != 0 && l.Story == self.Story
		if l.ID > self.ID || inStory || l.copy || taken[l.ID] || l.Story != 0 && taken[l.Story] || !related.OnSubject(&self.Vector, &l.Vector) {
			continue
		}
		if l.Story != 0 {
			taken[l.Story] = true
		}
		if chosen = append(chosen, l); len(chosen) == maxEarlier {
			break
		}
	}
	slices.SortFunc(chosen, func(a, b likeness) int { return cmp.Compare(b.ID, a.ID) })
	return chosen
}

// linksTo makes links of what was chosen, in its order, with the words that were the reason.
func (e *Engine) linksTo(ctx context.Context, kind feed.LinkKind, chosen []likeness, spelling *related.Spelling, self *related.Report) ([]feed.Link, error) {
	ids := make([]feed.ID, len(chosen))
	for i, l := range chosen {
		ids[i] = l.ID
	}
	rows, err := e.store.Rows(ctx, ids)
	if err != nil {
		return nil, err
	}
	var links []feed.Link
	for _, h := range rows {
		i := slices.Index(ids, h.ID)
		if h.Link == "" {
			continue
		}
		links = append(links, feed.Link{Kind: kind, Title: h.Title, URL: h.Link, Article: h.ID, Published: h.Published,
			Why: feed.Clean(spelling.Why(&self.Vector, &chosen[i].Vector))})
	}
	return links, nil
}
