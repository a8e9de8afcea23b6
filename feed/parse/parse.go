// Package parse turns the bytes of a feed into a [feed.Document]: decode, repair, gofeed, translate, identify. It reads
// RSS of every version, Atom, CDF and JSON Feed, sound or broken, and never gives up a feed for what is wrong in a part
// of it. It does no I/O, and its use of time and memory is bounded by the limits in limits.go and linear in the input.
//
//	bytes ─decode─▶ text ─repair─▶ sound RSS ─gofeed─▶ items ─translate─▶ feed.Items ─identify─▶ feed.Document
//
// It does not judge dates that are in the future and does not clean HTML; feed/reader and feed/clean do.
package parse

import (
	"errors"
	"net/http"
	"strings"

	"newspane/feed"
)

// Options say where the bytes came from.
type Options struct {
	URL    string      // final address of the document
	Header http.Header // of the response: Content-Type, Content-Location
	// Known reports whether an item of this raw hash is stored already; such items come back with only ID and Hash
	// set. nil knows none.
	Known func(hash string) bool
}

// MaxBody is the most bytes of a feed that are read; what is beyond them is not looked at.
const MaxBody = maxBody

// Parse reads a feed of any kind. Its error is a [*feed.Error] of kind NotFeed, TooLarge or Broken. It is safe for
// concurrent use.
func Parse(body []byte, o Options) (*feed.Document, error) {
	text, cut := decodeDocument(body, o.Header)
	a := newAssembler()
	var head *envelope
	if start := strings.TrimLeft(text, " \t\r\n"); jsonBegins.MatchString(start[:min(len(start), 128)]) {
		start = start[strings.IndexByte(start, '{'):]
		j, ok := readJSON(start, o.Known, a.add)
		if !ok {
			return nil, notFeed(o, body, text)
		}
		head, cut = &j.feed, cut || j.truncated
	} else {
		pos, ok := findRoot(text)
		if !ok {
			return nil, notFeed(o, body, text)
		}
		r := newRepair(text, pos)
		r.known, r.sink = o.Known, a.add
		r.run()
		head, cut = &r.feed, cut || r.truncated
		if cut && len(a.items) == 0 && head.title.s+head.link.s+head.description.s == "" {
			return nil, &feed.Error{Op: "parse", URL: o.URL, Kind: feed.Broken,
				Err: errors.New("the feed ends before it says anything")}
		}
	}
	f, source, err := a.envelope(head)
	if err != nil {
		return nil, &feed.Error{Op: "parse", URL: o.URL, Kind: feed.Broken, Err: err}
	}
	t := translator{}
	doc := t.translate(f, source, head, o)
	doc.Truncated = cut
	kept := identify(a.items, t.resolve)
	doc.Items = make([]feed.Item, 0, len(kept))
	for _, i := range kept {
		p := &a.items[i]
		if p.known {
			doc.Items = append(doc.Items, p.knownItem())
			continue
		}
		it := t.item(p)
		it.ID = p.id
		doc.Items = append(doc.Items, it)
		p.item, p.source = nil, nil
	}
	return doc, nil
}
