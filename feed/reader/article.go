package reader

import (
	"context"
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"

	"newspane/feed"
	"newspane/feed/clean"
	"newspane/feed/page"
	"newspane/feed/store"
)

// derivedBy is the version of what is derived from a stored page without a rule of the reader's.
const derivedBy = page.Version<<16 | clean.Version

// derivation is the version of what is derived from the page at an address: one that was read by another, or by another
// rule for its site, is read again.
func (e *Engine) derivation(url string) int {
	return derivedBy | int(e.rule(url).Hash())<<32
}

// rule is the reader's own for the site of an address, nil when there is none.
func (e *Engine) rule(url string) *page.Rule {
	if e.rules == nil {
		return nil
	}
	return e.rules(url)
}

// longStandfirst is the most bytes of a summary that is set as a standfirst above the content.
const longStandfirst = 600

// Article returns what is stored of an article, made readable. It never waits for the network.
func (e *Engine) Article(ctx context.Context, id feed.ID) (*feed.Article, error) {
	s, err := e.store.Article(ctx, id)
	if err != nil {
		return nil, err
	}
	a, err := e.readable(ctx, s)
	if err == nil {
		e.beside(ctx, a)
	}
	return a, err
}

// readable makes an article of what is stored.
func (e *Engine) readable(ctx context.Context, s *store.Stored) (*feed.Article, error) {
	var a *feed.Article
	err := e.guard("read", s.Link, func() error {
		a = e.fromFeed(s)
		if p := e.stored(ctx, s); p != nil {
			fromPage(a, p, e.fullText(s))
		}
		finished(a)
		return nil
	})
	return a, err
}

// fromFeed is the article as its feed gives it.
func (e *Engine) fromFeed(s *store.Stored) *feed.Article {
	a := &feed.Article{
		Headline: s.Headline, Language: s.Language, Updated: s.Updated, Enclosures: s.Enclosures, Comments: s.Comments, Replies: s.Replies,
		Remark: s.Remark, Highlights: s.Highlights,
	}
	if sameSite(s.FeedURL, s.Link) {
		a.Site = a.Source // whatever the page calls it
	}
	if names := join(s.Authors); a.Author.IsEmpty() && !names.IsEmpty() {
		a.Author = names
	}
	isContent := len(strings.TrimSpace(string(s.Content))) > 0
	summary := clean.HTML(s.Summary, s.Link)
	a.Body = summary
	if isContent {
		a.Body = clean.HTML(s.Content, s.Link)
		if len(a.Body) == 0 {
			a.Body, isContent = summary, false
		} else {
			a.Standfirst = standfirst(summary, a.Body)
		}
	}
	a.Teaser = s.Link != "" && !isOurs(s.Link) && (s.Feed == 0 && s.Page == nil || s.Feed != 0 && wantsPage(e.fullText(s), a, isContent))
	if a.Teaser && !s.PageError.IsEmpty() {
		a.Note = s.PageError
	}
	return a
}

// sameSite reports whether a feed and an article are of one site: one host, but for what stands before it.
func sameSite(feedURL, link string) bool {
	f, l := bareHost(feedURL), bareHost(link)
	return f != "" && l != "" && (f == l || strings.HasSuffix(f, "."+l) || strings.HasSuffix(l, "."+f))
}

func bareHost(address string) string {
	host := hostOf(address)
	for _, p := range []string{"www.", "feeds.", "feed.", "rss.", "api."} {
		host = strings.TrimPrefix(host, p)
	}
	return host
}

// fullText is when the page of an article is read, by the settings of its feed and those for all feeds.
func (e *Engine) fullText(s *store.Stored) feed.FullText {
	return e.wanted(feed.Subscription{Settings: s.Settings}).FullText
}

// wantsPage reports whether the page of a feed's article is to be read: as the reader has set it, else when the feed's
// text is a teaser.
func wantsPage(rule feed.FullText, a *feed.Article, isContent bool) bool {
	switch rule {
	case feed.FullTextAlways:
		return true
	case feed.FullTextNever:
		return false
	}
	return teaser(a.Body, isContent) && !hasMedia(a.Enclosures)
}

// standfirst returns a summary that can stand above the text: short, and not the text's own beginning. Of one of several
// blocks, which may be a text of its own, it is what the other text does not have.
func standfirst(summary, body []feed.Block) feed.Text {
	if len(summary) > mostLead {
		return feed.Text{}
	}
	below := letters(feed.Plain(body))
	own := slices.DeleteFunc(slices.Clone(summary), func(b feed.Block) bool {
		return strings.Contains(below, strings.TrimRight(letters(feed.Plain([]feed.Block{b})), ".…"))
	})
	if len(own) < len(summary) || len(own) > maxLead {
		own = slices.DeleteFunc(own, func(b feed.Block) bool { return b.Kind == feed.Heading })
	}
	text := credit.ReplaceAllString(feed.Clean(feed.Plain(own)).String(), "")
	if text == "" || len(text) > longStandfirst || ellipsis.MatchString(text) || goOn.MatchString(text) || begins(below, letters(text)) {
		return feed.Text{}
	}
	return feed.Clean(text)
}

// credit matches the line that blogs set below what they give to feeds.
var credit = regexp.MustCompile(`(?i)\s*\bthe post\b.{1,300} (appeared first|first appeared) on .{1,100}$`)

const (
	maxLead  = 3  // blocks of a summary, more than which are a text of its own
	mostLead = 20 // blocks of a summary that is looked through
)

// begins reports whether a text begins with the words of a summary, or with the most of them.
func begins(text, summary string) bool {
	n := 0
	for n < len(text) && n < len(summary) && text[n] == summary[n] {
		n++
	}
	return n == len(summary) || n >= 40 && 2*n >= len(summary)
}

// letters returns the text without white space, to compare texts that were set differently.
func letters(s string) string { return strings.Join(strings.Fields(s), "") }

func join(names []feed.Text) feed.Text {
	all := make([]string, 0, len(names))
	for _, n := range names {
		all = append(all, n.String())
	}
	return feed.Clean(strings.Join(all, ", "))
}

// hasMedia reports whether an article is a broadcast: its text only describes the enclosure.
func hasMedia(enclosures []feed.Enclosure) bool {
	for _, c := range enclosures {
		if strings.HasPrefix(c.Type, "audio/") || strings.HasPrefix(c.Type, "video/") {
			return true
		}
	}
	return false
}

// stored returns what was read from the article's stored page; nil when there is no page or no article in it. A page
// that an older version read is read again and kept.
func (e *Engine) stored(ctx context.Context, s *store.Stored) *feed.Page {
	if s.Derived != nil && s.DerivedBy == e.derivation(s.PageURL) {
		p := new(feed.Page)
		err := json.Unmarshal(s.Derived, p)
		if err == nil {
			return p
		}
		e.log.Warn("derived page", "article", s.ID, "err", err)
	}
	if s.Page == nil {
		return nil
	}
	p, err := e.derive(ctx, s)
	if err != nil {
		e.log.Warn("read page again", "article", s.ID, "err", err)
		return nil
	}
	e.savePage(ctx, s.ID, p, pageCopy(s.PageURL, s.PageType, s.Page, s.PageTried))
	return p
}

// derive reads an article's stored page, with all that was stored with it.
func (e *Engine) derive(ctx context.Context, s *store.Stored) (*feed.Page, error) {
	all, err := e.storedSheets(ctx, s)
	if err != nil {
		return nil, err
	}
	last := all[len(all)-1]
	// What became of the page after the last is not stored: that it is not there says that it could not be had.
	last.page.Missed = editions[last.role] == feed.WebEdition && len(all) < maxSheets && sameOrigin(last.page.Next, all[0].url)
	return joined(all), nil
}

// storedSheets reads the documents of an article that are stored.
func (e *Engine) storedSheets(ctx context.Context, s *store.Stored) ([]reading, error) {
	sheets, err := unpackSheets(s.PageURL, s.PageType, s.Page)
	if err != nil {
		return nil, err
	}
	all := make([]reading, 0, len(sheets))
	for i, sh := range sheets {
		part := 1
		if sh.role == nextSheet {
			part = i + 1
		}
		r, err := e.readSheet(ctx, s, sh, part)
		if err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	return all, nil
}

// judged are the options for reading an article's page, with what its feed says of it.
func (e *Engine) judged(s *store.Stored, url string, header http.Header) page.Options {
	o := page.Options{URL: url, Header: header, Published: s.Published, FeedHTML: s.Content, Rule: e.rule(url)}
	if s.Feed != 0 {
		o.Title = s.Title.String()
	}
	if o.FeedHTML == "" {
		o.FeedHTML = s.Summary
	}
	return o
}

func pageCopy(url, mediaType string, body []byte, tried time.Time) store.PageCopy {
	return store.PageCopy{URL: url, Type: mediaType, Body: body, Tried: tried}
}

// savePage keeps a page and what was read from it. That it cannot be kept is no reason not to read it: the trouble is
// an event.
func (e *Engine) savePage(ctx context.Context, id feed.ID, p *feed.Page, c store.PageCopy) {
	derived, err := json.Marshal(p)
	if err == nil {
		c.Derived, c.DerivedBy, c.Plain = derived, e.derivation(c.URL), feed.Plain(p.Body)
		c.Words, _ = count(c.Plain)
		err = e.store.SavePage(ctx, id, c)
	}
	if err != nil && ctx.Err() == nil && !e.store.ReadOnly() {
		e.log.Warn("keep page", "article", id, "err", err)
		e.events.emit(feed.Event{Kind: feed.Failed, Article: id, Err: err})
	}
}

// fromPage sets what was read from an article's page over what its feed gave, as the reader has set it for the feed:
// always or never. Else the feed's text stays when the page's is shorter than half of it, or when it holds more of the
// page's own paragraphs than was found there.
func fromPage(a *feed.Article, p *feed.Page, rule feed.FullText) {
	feedWords, _ := count(feed.Plain(a.Body))
	pageWords, _ := count(feed.Plain(p.Body))
	better := !p.FeedBetter && pageWords*2 >= feedWords
	if len(p.Body) > 0 && rule != feed.FullTextNever && (better || rule == feed.FullTextAlways && !p.Paywalled) {
		asPage(a, p)
		return
	}
	describe(a, p)
	if a.Teaser && a.Note.IsEmpty() {
		a.Note = noText(a, p)
	}
	a.Teaser = false
}

// noText says why the feed's first words are shown although the page was read.
func noText(a *feed.Article, p *feed.Page) feed.Text {
	host := hostOf(a.Link)
	if p.Paywalled {
		return feed.Clean("The page at " + host + " gives less than the feed without a subscription. Shown is the feed's text.")
	}
	return feed.Clean("No article was found on the page at " + host + ". Shown is the feed's text.")
}

// describe sets what a page says of its article, beside the text.
func describe(a *feed.Article, p *feed.Page) {
	a.Related = p.Related
	a.Section = p.Section
	if a.Site.IsEmpty() {
		a.Site = p.Site
	}
	if a.Author.IsEmpty() {
		a.Author = p.Byline
	}
	if a.Language == "" {
		a.Language = p.Language
	}
	if a.Updated.IsZero() {
		a.Updated = p.Updated
	}
	a.Published = pageTime(a.Published, p.Published)
}

// asPage sets the text of an article's page in place of its feed's, and returns the article.
func asPage(a *feed.Article, p *feed.Page) *feed.Article {
	describe(a, p)
	lead := a.Body
	a.Body, a.Text, a.Teaser, a.Note = p.Body, feed.FromPage, false, feed.Text{}
	if p.Language != "" {
		a.Language = p.Language // of the text that is shown
	}
	a.Edition, a.Pages, a.PagesOf, a.Paywalled, a.Lacking = p.Edition, p.Pages, p.Of, p.Paywalled, p.Missed
	switch {
	case !p.Standfirst.IsEmpty():
		a.Standfirst = p.Standfirst
	case a.Standfirst.IsEmpty():
		a.Standfirst = standfirst(lead, p.Body)
	}
	return a
}

// pageTime is when an article was published, told in the place where it was: the feed's instant in the page's zone. A
// page that prints a clock without a zone gives the zone by how far its clock is from the feed's.
func pageTime(byFeed, byPage time.Time) time.Time {
	switch {
	case byPage.IsZero():
		return byFeed
	case byFeed.IsZero():
		return byPage
	case byFeed.Sub(byPage).Abs() < time.Minute:
		return byFeed.In(byPage.Location())
	}
	ahead := byPage.Sub(byFeed)
	_, offset := byPage.Zone()
	if offset == 0 && ahead.Abs() <= 14*time.Hour && ahead.Truncate(15*time.Minute) == ahead {
		return byFeed.In(time.FixedZone("", int(ahead.Seconds())))
	}
	return byFeed
}
