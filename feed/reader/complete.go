package reader

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"html"
	"mime"
	"net/http"
	"strings"
	"sync"
	"time"

	"newspane/feed"
	"newspane/feed/fetch"
	"newspane/feed/parse"
	"newspane/feed/store"
)

// retryPage is how long a page that could not be had is let alone.
const retryPage = time.Hour

// flights lets one goroutine at a time fetch an article's page; others wait and find it there.
type flights struct {
	mu      sync.Mutex
	running map[feed.ID]chan struct{}
}

// enter waits until nobody else fetches the page of id; leave must be called then.
func (f *flights) enter(ctx context.Context, id feed.ID) (leave func(), err error) {
	for {
		f.mu.Lock()
		other, busy := f.running[id]
		if !busy {
			mine := make(chan struct{})
			f.running[id] = mine
			f.mu.Unlock()
			return func() {
				f.mu.Lock()
				delete(f.running, id)
				f.mu.Unlock()
				close(mine)
			}, nil
		}
		f.mu.Unlock()
		select {
		case <-other:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// Complete fetches and reads the article's page when its text is a teaser, and returns the article as it is then.
// Where the page cannot be had, Note says why and the body is the feed's.
func (e *Engine) Complete(ctx context.Context, id feed.ID) (*feed.Article, error) {
	if e.isClosed() {
		return nil, errClosed
	}
	a, err := e.complete(ctx, id, false)
	if err == nil {
		e.beside(ctx, a)
	}
	return a, err
}

// complete does so; asked says that the reader wants the page's text, whatever the feed's is like.
func (e *Engine) complete(ctx context.Context, id feed.ID, asked bool) (*feed.Article, error) {
	leave, err := e.pages.enter(ctx, id)
	if err != nil {
		return nil, err
	}
	defer leave()
	s, err := e.store.Article(ctx, id)
	if err != nil {
		return nil, err
	}
	if asked {
		if p := e.stored(ctx, s); p != nil && len(p.Body) > 0 {
			return finished(asPage(e.fromFeed(s), p)), nil
		}
	}
	a, err := e.readable(ctx, s)
	soon := e.now().Sub(s.PageTried) < retryPage
	switch {
	case err != nil:
		return nil, err
	case a.Lacking && !soon:
		return e.goOn(ctx, s, a)
	case !a.Teaser && !asked, !asked && !s.PageError.IsEmpty() && soon:
		return a, nil
	}
	p, c, err := e.readPage(ctx, s, s.Link)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return e.without(ctx, a, err)
	case s.Feed == 0: // a page that was saved to be read later
		return e.describe(ctx, s, p, c)
	case asked:
		asPage(a, p)
	default:
		fromPage(a, p, e.fullText(s))
	}
	finished(a)
	e.savePage(ctx, s.ID, p, c)
	e.events.emit(feed.Event{Kind: feed.ArticleChanged, Article: id, Feed: s.Feed})
	return a, nil
}

// describe keeps what was read of a page that no feed brought.
func (e *Engine) describe(ctx context.Context, s *store.Stored, p *feed.Page, c store.PageCopy) (*feed.Article, error) {
	if err := e.store.DescribePage(ctx, s.ID, p); err != nil {
		return nil, err
	}
	e.savePage(ctx, s.ID, p, c)
	e.events.emit(feed.Event{Kind: feed.ArticleChanged, Article: s.ID})
	e.treeChanged()
	s, err := e.store.Article(ctx, s.ID)
	if err != nil {
		return nil, err
	}
	return e.readable(ctx, s)
}

// Text returns an article with the text of its feed or of its page, whichever the reader asks for. A page that is not
// stored is fetched; where it cannot be had, Note says why and the text is the feed's.
func (e *Engine) Text(ctx context.Context, id feed.ID, from feed.TextSource) (*feed.Article, error) {
	if e.isClosed() {
		return nil, errClosed
	}
	s, err := e.store.Article(ctx, id)
	if err != nil {
		return nil, err
	}
	var a *feed.Article
	switch {
	case from == feed.FromPage && s.Link != "" && !isOurs(s.Link):
		a, err = e.complete(ctx, id, true)
	case from == feed.FromPage:
		a = finished(e.fromFeed(s))
		a.Note = feed.Clean("This article has no page on the web. Shown is the feed's text.")
	default:
		err = e.guard("read", s.Link, func() error { a = e.feedText(ctx, s); return nil })
	}
	if err == nil {
		e.beside(ctx, a)
	}
	return a, err
}

// feedText is an article with its feed's text, described as its page describes it.
func (e *Engine) feedText(ctx context.Context, s *store.Stored) *feed.Article {
	a := e.fromFeed(s)
	if p := e.stored(ctx, s); p != nil {
		describe(a, p)
		if len(a.Body) == 0 && len(p.Body) > 0 {
			a.Note = feed.Clean("The feed has no text of this article. x shows the full article.")
		}
	}
	a.Teaser = false // it is what the reader wants
	return finished(a)
}

// finished counts the words of an article.
func finished(a *feed.Article) *feed.Article {
	a.Words, a.Minutes = count(feed.Plain(a.Body))
	return a
}

// without is an article whose page could not be had. What lies with the page is remembered; what lies with the
// network is tried again the next time.
func (e *Engine) without(ctx context.Context, a *feed.Article, err error) (*feed.Article, error) {
	note := noteOf(a.Link, err)
	if a.Feed == 0 {
		note = strings.TrimSuffix(note, " Shown is the feed's text.")
	}
	a.Note = feed.Clean(note)
	switch kindOf(err) {
	case feed.Offline, feed.Timeout, feed.Limited, feed.Server, feed.Portal:
		return a, nil
	}
	c := store.PageCopy{Error: a.Note.String(), Tried: e.now()}
	if serr := e.store.SavePage(ctx, a.ID, c); serr != nil {
		e.log.Warn("remember that a page could not be had", "article", a.ID, "err", serr)
	}
	return a, nil
}

// noteOf says why an article has only its feed's text.
func noteOf(link string, err error) string {
	host := hostOf(link)
	why := ""
	var fe *feed.Error
	if errors.As(err, &fe) {
		switch {
		case fe.Kind == feed.Offline:
			why = host + " could not be reached"
		case fe.Kind == feed.Timeout:
			why = host + " did not answer in time"
		case fe.Kind == feed.NoArticle && fe.Err != nil:
			why = "it " + fe.Err.Error()
		case fe.Kind == feed.NoArticle:
			why = "no article was found on it"
		case fe.Status >= 400:
			why = fmt.Sprintf("HTTP %d at %s", fe.Status, host)
		}
	}
	if why == "" {
		why = strings.TrimSuffix(feed.Sentence(err), ".")
	}
	return "The page could not be read: " + why + ". Shown is the feed's text."
}

// readPage fetches a page and what belongs to it, and reads the article in it; s says what is known of it already.
func (e *Engine) readPage(ctx context.Context, s *store.Stored, url string) (*feed.Page, store.PageCopy, error) {
	if _, trouble := e.network.lasting(e.now()); kindOf(trouble) == feed.Portal {
		return nil, store.PageCopy{}, trouble // its page is not the article
	}
	all, err := e.gather(ctx, s, url)
	if err != nil {
		return nil, store.PageCopy{}, err
	}
	p := joined(all)
	if len(p.Body) == 0 {
		return nil, store.PageCopy{}, &feed.Error{Op: "read page", URL: url, Kind: feed.NoArticle}
	}
	mediaType, body, err := packSheets(all)
	if err != nil {
		return nil, store.PageCopy{}, err
	}
	return p, pageCopy(all[0].url, mediaType, body, e.now()), nil
}

// cutOff ends the text of a page that was not read to its end.
const cutOff = "The page is longer than newspane reads: its end is missing. Open it in a browser."

// asHTML returns the body of an answer that is HTML, nil for plain text, and an error that says what it is instead.
func asHTML(resp *fetch.Response, contentType string) ([]byte, error) {
	mediaType, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		mediaType = strings.ToLower(strings.TrimSpace(strings.Split(contentType, ";")[0]))
	}
	is := ""
	main, sub, _ := strings.Cut(mediaType, "/")
	switch {
	case bytes.HasPrefix(resp.Body, []byte("%PDF-")) || mediaType == "application/pdf":
		is = "is a PDF document, not a page"
	case main == "image":
		is = "is a picture, not a page"
	case main == "audio" || main == "video":
		is = "is " + main + ", not a page"
	case mediaType == "text/html" || mediaType == "application/xhtml+xml" && !isFeed(resp):
		return resp.Body, nil
	case isFeed(resp):
		return nil, &feed.Error{Op: "read page", URL: resp.URL, Kind: feed.NoArticle, Err: feed.ErrIsFeed}
	case mediaType == "text/plain" && !looksHTML(resp.Body):
		return nil, nil
	case looksHTML(resp.Body):
		return resp.Body, nil
	case sub != "":
		is = "is a file of type " + mediaType + ", not a page"
	default:
		is = "is no page"
	}
	return nil, &feed.Error{Op: "read page", URL: resp.URL, Kind: feed.NoArticle, Err: errors.New(is)}
}

// isFeed reports whether an answer is a feed.
func isFeed(resp *fetch.Response) bool {
	if looksHTML(resp.Body) {
		return false
	}
	_, err := parse.Parse(resp.Body, parse.Options{URL: resp.URL, Header: resp.Header})
	return err == nil
}

// looksHTML reports whether bytes begin like HTML, whatever their label.
func looksHTML(body []byte) bool {
	head := bytes.ToLower(body[:min(len(body), 1024)])
	return bytes.Contains(head, []byte("<html")) || bytes.Contains(head, []byte("<!doctype html"))
}

// preformatted makes a page of plain text: its paragraphs, or as it stands when it has none.
func preformatted(body []byte) []byte {
	var b bytes.Buffer
	b.WriteString("<!doctype html><meta charset=utf-8><article>")
	for _, par := range strings.Split(strings.ReplaceAll(strings.ToValidUTF8(string(body), "\uFFFD"), "\r\n", "\n"), "\n\n") {
		if strings.TrimSpace(par) != "" {
			b.WriteString("<p>" + html.EscapeString(par) + "</p>")
		}
	}
	b.WriteString("</article>")
	return b.Bytes()
}

// OpenURL reads any page as an article of its own; one that is stored already is that article. What is no page gives
// a [*feed.Error] that says what it is.
func (e *Engine) OpenURL(ctx context.Context, url, title string) (*feed.Article, error) {
	if e.isClosed() {
		return nil, errClosed
	}
	address := feed.ResolveURL("", url)
	if address == "" {
		return nil, &feed.Error{Op: "open", URL: url, Kind: feed.BadURL}
	}
	id, err := e.store.Find(ctx, address)
	if err != nil {
		return nil, err
	}
	if id != 0 {
		s, err := e.store.Article(ctx, id)
		if err != nil {
			return nil, err
		}
		if s.Feed != 0 || s.Page != nil || isOurs(address) {
			return e.Complete(ctx, id)
		}
	}
	if isOurs(address) {
		return nil, &feed.Error{Op: "open", URL: address, Kind: feed.NotFound, Status: http.StatusNotFound}
	}
	return e.openPage(ctx, address, title)
}

// openPage fetches a page and keeps it as an article of its own. Nothing is stored of a page that cannot be read; one
// that cannot be stored is still read.
func (e *Engine) openPage(ctx context.Context, address, title string) (*feed.Article, error) {
	blank := &store.Stored{Headline: feed.Headline{Link: address, Seen: e.now()}}
	p, c, err := e.readPage(ctx, blank, address)
	if err != nil {
		return nil, err
	}
	id, err := e.store.OpenPage(ctx, address, title)
	if err == nil {
		if err = e.store.DescribePage(ctx, id, p); err == nil {
			e.savePage(ctx, id, p, c)
			e.treeChanged()
			return e.Article(ctx, id)
		}
	}
	e.log.Warn("keep page", "err", err)
	a := e.fromFeed(blank)
	a.Title, a.Source = p.Title, p.Site
	if a.Title.IsEmpty() {
		a.Title = feed.Clean(title)
	}
	return finished(asPage(a, p)), nil
}
