// Package page reads an article's page: the full article, its metadata and its related links.
//
// A page is decoded and parsed once; then its metadata are read, its related links taken from the whole document and
// removed from it, what is plainly not the article dropped, and the rest handed to readability, whose answer is
// checked against the page's own paragraphs. What it promises: links are absolute http(s), text is clean, a date has
// the offset that the page gave it, and a page without an article has an empty body and is no error.
//
// It is not for fetching, and never follows a link: no I/O, no clock.
package page

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"golang.org/x/net/html"

	"newspane/feed"
	"newspane/feed/clean"
)

// Version rises when the page read from the same bytes changes.
const Version = 5

const (
	maxBody = 64 << 20 // bytes: a larger page is refused
	maxRead = 8 << 20  // bytes of a page that are read
	maxData = 4 << 10  // bytes of a data: address that are kept
)

// Options say where the page came from and what its feed says of it.
type Options struct {
	URL       string      // final address
	Header    http.Header // of the response: Content-Type
	Title     string      // the feed's title, to choose the h1; "" when unknown
	Published time.Time   // the feed's date; zero when unknown
	FeedHTML  feed.HTML   // the feed's own content, "" when unknown
	Rule      *Rule       // the reader's own for the site; nil is none
	Part      int         // which of the article's pages this is; 0 and 1 are the first
}

// Extract reads a page. A page without an article gives a Page with an empty Body and its metadata; FeedBetter says
// that the feed's own content is better than what the page gives. Its error is a [*feed.Error] of kind TooLarge or Broken.
func Extract(body []byte, o Options) (p *feed.Page, err error) {
	if len(body) > maxBody {
		return nil, &feed.Error{Op: "read page", URL: o.URL, Kind: feed.TooLarge, Err: fmt.Errorf("%d bytes", len(body))}
	}
	base, err := url.Parse(o.URL)
	if err != nil || base.Host == "" {
		return nil, &feed.Error{Op: "read page", URL: o.URL, Kind: feed.Broken, Err: errors.New("no address")}
	}
	defer func() {
		if r := recover(); r != nil {
			p, err = nil, &feed.Error{Op: "read page", URL: o.URL, Kind: feed.Broken, Err: fmt.Errorf("panic: %v", r)}
		}
	}()
	doc, _ := clean.Parse(decode(shorten(body), o.Header))
	x := &extraction{Options: o, doc: doc, page: base, base: clean.Base(doc, o.URL), lang: languageOf(doc)}
	return x.read(), nil
}

// shorten cuts a page to what is read of it. Pictures written into the page as data: addresses go first.
func shorten(b []byte) []byte {
	if len(b) <= maxRead {
		return b
	}
	out := make([]byte, 0, maxRead)
	for len(b) > 0 && len(out) < maxRead {
		i := bytes.Index(b, []byte("data:"))
		if i < 0 {
			i = len(b)
		}
		end := i
		for end < len(b) && !bytes.ContainsRune([]byte("\"'<>) \n\t"), rune(b[end])) {
			end++
		}
		if end-i < maxData {
			i = end
		}
		out = append(out, b[:min(i, maxRead-len(out))]...)
		b = b[end:]
	}
	return out
}

// extraction is one page being read.
type extraction struct {
	Options
	doc   *html.Node
	page  *url.URL // the page's address
	base  string   // what its links are relative to
	lang  string   // BCP 47, "" when the page does not say
	meta  metadata
	tree  *tree // of doc as it was parsed
	title *html.Node
	text  int32      // where the first good paragraph after the title stands, 0 when not yet looked for
	taken *html.Node // the standfirst's element, removed from doc but not from tree

	dateline  *html.Node // the text that shows the article's date; nil when none does
	named     []string   // what the page and its feed call the article
	authors   string
	heading   string
	published time.Time
	forms     []printed           // the dates printed on the page
	subject   map[string]bool     // words of the title and the tags
	frequent  map[string]int      // words of the text
	blocked   map[*html.Node]bool // site-wide blocks in the text
	self      map[string]bool     // the page's own addresses
	main      int32               // where the text stands in the tree
	firstGood int32               // the text's first good paragraph, and the last
	lastGood  int32
}

func (x *extraction) read() *feed.Page {
	x.strip()
	paragraphs(x.doc)
	x.tree = index(x.doc)
	x.meta = readMetadata(x.doc)
	p := &feed.Page{Language: x.language(), Site: x.site(), Section: x.section(), Image: x.image()}
	p.Title = x.findTitle()
	x.heading = p.Title.String()
	p.Byline = x.byline()
	x.authors = p.Byline.String()
	x.dates(p)
	x.lead(p)
	related := x.related(p)
	p.Related = related.links
	x.onward(p)
	offered := x.offersMore()
	related.remove()
	p.Body = x.body(p)
	x.finish(p)
	p.Paywalled = x.paywalled(p, offered)
	p.Stub = x.isStub(p)
	return p
}
