package reader

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"strings"
	"time"

	"newspane/feed"
	"newspane/feed/fetch"
	"newspane/feed/page"
	"newspane/feed/store"
)

// The bounds of what is fetched for one article.
const (
	maxSheets  = 20               // pages of an article that are joined
	sheetBytes = 24 << 20         // of all of them together
	sheetTime  = 25 * time.Second // for those after the first: an article does not wait longer to be read
	newText    = 4                // a page whose new text is less than one part in so many is one that was read before
)

// sheet is a document of an article as it came: its page, a further page, or another edition.
type sheet struct {
	role sheetRole
	url  string
	kind string // Content-Type
	body []byte
	cut  bool // the end is missing
}

// sheetRole says what a document is to its article.
type sheetRole string

const (
	frontSheet  sheetRole = "page"
	nextSheet   sheetRole = "next"
	ampSheet    sheetRole = "amp"
	printSheet  sheetRole = "print"
	singleSheet sheetRole = "single"
)

var editions = map[sheetRole]feed.Edition{ampSheet: feed.AMPEdition, printSheet: feed.PrintEdition, singleSheet: feed.OnePage}

// reading is a document and what was read of it.
type reading struct {
	sheet
	page *feed.Page
}

// fetchSheet fetches a document of an article, as the settings of the article's feed have it.
func (e *Engine) fetchSheet(ctx context.Context, s *store.Stored, url string, role sheetRole) (sheet, error) {
	if sh, ok := e.looked.take(url, e.now()); ok {
		sh.role = role
		return sh, nil
	}
	resp, err := e.ask(ctx, feed.Subscription{URL: s.FeedURL, Settings: s.Settings}, fetch.Request{URL: url, Kind: fetch.Page})
	if err != nil {
		return sheet{}, err
	}
	sh := sheet{role: role, url: resp.URL, kind: resp.Header.Get("Content-Type"), cut: resp.Cut}
	err = e.guard("read page", url, func() (err error) { sh.body, err = asHTML(resp, sh.kind); return err })
	if err == nil && sh.body == nil {
		sh.body, sh.kind = preformatted(resp.Body), "text/html; charset=utf-8"
	}
	return sh, err
}

// readSheet reads a document; part is which of the article's pages it is.
func (e *Engine) readSheet(ctx context.Context, s *store.Stored, sh sheet, part int) (reading, error) {
	r := reading{sheet: sh}
	err := e.compute(ctx, "read page", sh.url, func() (err error) {
		o := e.judged(s, sh.url, http.Header{"Content-Type": {sh.kind}})
		o.Part = part
		r.page, err = page.Extract(sh.body, o)
		return err
	})
	return r, err
}

// fetchAndRead does both.
func (e *Engine) fetchAndRead(ctx context.Context, s *store.Stored, url string, role sheetRole, part int) (reading, error) {
	sh, err := e.fetchSheet(ctx, s, url, role)
	if err != nil {
		return reading{}, err
	}
	return e.readSheet(ctx, s, sh, part)
}

// gather fetches and reads an article's page and, where that is not all, what else there is of it: an edition that has
// the text when the page has none, all pages on one, or the pages that follow.
func (e *Engine) gather(ctx context.Context, s *store.Stored, url string) ([]reading, error) {
	first, err := e.fetchAndRead(ctx, s, url, frontSheet, 1)
	if err != nil {
		return nil, err
	}
	soon, cancel := context.WithTimeout(ctx, sheetTime)
	defer cancel()
	p := first.page
	switch {
	case isStub(p):
		if other, ok := e.edition(soon, s, first); ok {
			return []reading{first, other}, nil
		}
	case p.Next != "":
		if p.Single != "" {
			one, err := e.fetchAndRead(soon, s, p.Single, singleSheet, 1)
			if err == nil && one.page.Words*5 > p.Words*6 && beginsAlike(one.page, p) {
				return []reading{first, one}, nil
			}
		}
		return e.followPages(soon, s, []reading{first}), ctx.Err()
	}
	return []reading{first}, nil
}

// isStub reports whether a page has no article, or less of it than there is. What a site sells is not looked for elsewhere.
func isStub(p *feed.Page) bool {
	return !p.Paywalled && p.Next == "" && (len(p.Body) == 0 || p.Stub)
}

// edition looks for the text in the page's other editions.
func (e *Engine) edition(ctx context.Context, s *store.Stored, first reading) (reading, bool) {
	for _, other := range []struct {
		url  string
		role sheetRole
	}{{first.page.AMP, ampSheet}, {first.page.Print, printSheet}} {
		if other.url == "" {
			continue
		}
		r, err := e.fetchAndRead(ctx, s, other.url, other.role, 1)
		if err == nil && len(r.page.Body) > 0 && !r.page.Paywalled && r.page.Words*2 > first.page.Words*3 {
			return r, true
		}
		if err != nil {
			e.log.Info("other edition", "article", s.ID, "edition", other.role, "err", err)
		}
	}
	return reading{}, false
}

// followPages fetches the pages of an article after those that are there, one after the other, as long as each is on
// the same origin, new, and worth it. What cannot be had ends the article there, and is remembered as missed.
func (e *Engine) followPages(ctx context.Context, s *store.Stored, all []reading) []reading {
	first, last := all[0], all[len(all)-1]
	seen, size := map[string]bool{}, 0
	for _, r := range all {
		seen[r.url] = true
		size += len(r.body)
	}
	for len(all) < maxSheets {
		to := last.page.Next
		if to == "" || seen[to] || !sameOrigin(to, first.url) || size > sheetBytes {
			break
		}
		seen[to] = true
		r, err := e.fetchAndRead(ctx, s, to, nextSheet, len(all)+1)
		if err != nil {
			e.log.Info("next page of an article", "article", s.ID, "page", len(all)+1, "err", err)
			last.page.Missed = true
			break
		}
		if r.url != to && seen[r.url] || len(r.page.Body) == 0 || len(fresh(bodies(all), r.page.Body)) == 0 {
			break
		}
		seen[r.url] = true
		size += len(r.body)
		all = append(all, r)
		last = r
	}
	return all
}

// goOn asks again for the page that an article lacks, and those after it, and joins them to what is stored of it.
func (e *Engine) goOn(ctx context.Context, s *store.Stored, a *feed.Article) (*feed.Article, error) {
	all, err := e.storedSheets(ctx, s)
	if err != nil {
		return nil, err
	}
	have := len(all)
	soon, cancel := context.WithTimeout(ctx, sheetTime)
	defer cancel()
	all = e.followPages(soon, s, all)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	mediaType, body, err := packSheets(all)
	if err != nil {
		return nil, err
	}
	p := joined(all)
	e.savePage(ctx, s.ID, p, pageCopy(all[0].url, mediaType, body, e.now()))
	if len(all) == have {
		return a, nil
	}
	e.events.emit(feed.Event{Kind: feed.ArticleChanged, Article: s.ID, Feed: s.Feed})
	return finished(asPage(e.fromFeed(s), p)), nil
}

func bodies(all []reading) (list [][]feed.Block) {
	for _, r := range all {
		list = append(list, r.page.Body)
	}
	return list
}

// joined makes one page of an article's documents, the first of which says what the article is.
func joined(all []reading) *feed.Page {
	p := *all[0].page
	if len(all) > 1 && all[1].role != nextSheet {
		other := all[1].page
		p.Body, p.Words, p.Edition, p.Next = other.Body, other.Words, editions[all[1].role], ""
		complement(&p, other)
		return ended(&p, all[1])
	}
	if len(all) == 1 {
		return ended(&p, all[0])
	}
	var texts [][]feed.Block
	p.Body = nil
	for _, r := range all {
		blocks := r.page.Body
		if len(texts) > 0 {
			blocks = fresh(texts, blocks)
			p.Related = moreRelated(p.Related, r.page.Related)
		}
		texts = append(texts, r.page.Body)
		p.Body = append(p.Body, blocks...)
		p.Of = max(p.Of, r.page.Of)
	}
	last := all[len(all)-1]
	p.Pages, p.Next, p.Missed = len(all), last.page.Next, last.page.Missed
	if p.Next == "" {
		p.Of = p.Pages
	}
	p.Of = max(p.Of, p.Pages)
	p.Words, _ = count(feed.Plain(p.Body))
	return ended(&p, last)
}

// ended says so when the end of the last document is missing.
func ended(p *feed.Page, last reading) *feed.Page {
	if last.cut && len(p.Body) > 0 {
		p.Body = append(p.Body[:len(p.Body):len(p.Body)], feed.Block{Text: []feed.Span{{Text: feed.Clean(cutOff), Style: feed.Emphasis}}})
	}
	return p
}

// complement takes from another edition what the page does not say of itself.
func complement(p, other *feed.Page) {
	if p.Title.IsEmpty() {
		p.Title = other.Title
	}
	if p.Byline.IsEmpty() {
		p.Byline = other.Byline
	}
	if p.Standfirst.IsEmpty() {
		p.Standfirst = other.Standfirst
	}
	if p.Published.IsZero() {
		p.Published, p.Date = other.Published, other.Date
	}
	if len(p.Related) == 0 {
		p.Related = other.Related
	}
}

const mostRelated = 15 // of one kind

// moreRelated adds the related links of a further page that are new.
func moreRelated(have, more []feed.Link) []feed.Link {
	seen := map[string]bool{}
	kinds := map[feed.LinkKind]int{}
	for _, l := range have {
		seen[l.URL] = true
		kinds[l.Kind]++
	}
	have = have[:len(have):len(have)]
	for _, l := range more {
		if !seen[l.URL] && kinds[l.Kind] < mostRelated {
			seen[l.URL] = true
			kinds[l.Kind]++
			have = append(have, l)
		}
	}
	return have
}

const repeated = 24 // letters from which a block that stands twice is a repetition

// fresh are the blocks of a further page that the pages before it did not have; none when nearly all were there.
func fresh(before [][]feed.Block, blocks []feed.Block) []feed.Block {
	seen := map[string]bool{}
	for _, list := range before {
		for i := range list {
			seen[printOf(list[i:i+1])] = true
		}
	}
	var kept []feed.Block
	had, all := 0, 0
	for i := range blocks {
		k := printOf(blocks[i : i+1])
		all += len(k)
		if len(k) >= repeated && seen[k] {
			continue
		}
		had += len(k)
		kept = append(kept, blocks[i])
	}
	if had*newText < all {
		return nil
	}
	return kept
}

// printOf tells a block from others: its text, or its picture's address.
func printOf(b []feed.Block) string {
	if b[0].Kind == feed.Figure && b[0].Image != nil {
		return "picture " + b[0].Image.URL
	}
	return letters(feed.Plain(b))
}

// beginsAlike reports whether a page begins with the words of another.
func beginsAlike(p, other *feed.Page) bool {
	a, b := letters(feed.Plain(p.Body)), letters(feed.Plain(other.Body))
	n := min(len(b), 200)
	return n > 0 && strings.Contains(a[:min(len(a), 4000)], b[:n])
}

// packSheets returns documents as they are kept: one as it came, several as multipart/mixed (RFC 2046), each with its
// address (Content-Location, RFC 2557) and its role (Content-Description).
func packSheets(all []reading) (mediaType string, body []byte, err error) {
	if len(all) == 1 {
		return all[0].kind, all[0].body, nil
	}
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for _, r := range all {
		part, err := w.CreatePart(textproto.MIMEHeader{
			"Content-Type": {r.kind}, "Content-Location": {r.url}, "Content-Description": {string(r.role)},
		})
		if err != nil {
			return "", nil, err
		}
		if _, err := part.Write(r.body); err != nil {
			return "", nil, err
		}
	}
	if err := w.Close(); err != nil {
		return "", nil, err
	}
	return "multipart/mixed; boundary=" + w.Boundary(), b.Bytes(), nil
}

// unpackSheets is the inverse of packSheets.
func unpackSheets(url, mediaType string, body []byte) ([]sheet, error) {
	kind, params, err := mime.ParseMediaType(mediaType)
	if err != nil || kind != "multipart/mixed" || params["boundary"] == "" {
		return []sheet{{role: frontSheet, url: url, kind: mediaType, body: body}}, nil
	}
	var all []sheet
	for r := multipart.NewReader(bytes.NewReader(body), params["boundary"]); ; {
		part, err := r.NextRawPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("stored pages: %w", err)
		}
		b, err := io.ReadAll(part)
		if err != nil {
			return nil, fmt.Errorf("stored pages: %w", err)
		}
		all = append(all, sheet{role: sheetRole(part.Header.Get("Content-Description")), url: part.Header.Get("Content-Location"),
			kind: part.Header.Get("Content-Type"), body: b})
	}
	if len(all) == 0 {
		return nil, errors.New("stored pages: none")
	}
	return all, nil
}
