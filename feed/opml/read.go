package opml

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"newspane/feed"
)

// Read returns the subscriptions of an OPML document: URL, Title, Site, Folder, Language, each address once. Outlines that
// are no http(s) feed, and what else was left out, come back as problems in the order of the document; a document that
// ends in the middle gives what it has and a problem. The error is a [*feed.Error]: TooLarge over 32 MiB, NotFeed for what
// is no list of feeds.
func Read(r io.Reader) ([]feed.Subscription, []Problem, error) {
	src, err := io.ReadAll(io.LimitReader(r, maxBytes+1))
	if err != nil {
		return nil, nil, &feed.Error{Op: "read list", Kind: feed.Broken, Err: err}
	}
	if len(src) > maxBytes {
		return nil, nil, &feed.Error{Op: "read list", Kind: feed.TooLarge, Err: errors.New("the list is over 32 MiB")}
	}
	d := xml.NewDecoder(bytes.NewReader(decode(src)))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	l := list{seen: map[string]bool{}}
	for {
		t, err := d.RawToken() // raw: end tags need not match, and nothing is kept for them
		line, _ := d.InputPos()
		if err != nil {
			l.end(line, err)
			break
		}
		switch t := t.(type) {
		case xml.StartElement:
			l.start(t, line)
		case xml.EndElement:
			if strings.EqualFold(t.Name.Local, "outline") {
				l.close()
			}
		}
	}
	if !l.isOPML {
		return nil, nil, &feed.Error{Op: "read list", Kind: feed.NotFeed, Err: errors.New("this is no OPML list of feeds")}
	}
	return l.subs, l.problems, nil
}

// list is a document being read.
type list struct {
	subs     []feed.Subscription
	problems []Problem
	open     []outline
	seen     map[string]bool
	isOPML   bool
	full     bool
}

func (l *list) say(line int, text string) {
	if len(l.problems) < maxProblems {
		l.problems = append(l.problems, Problem{line, text})
	}
}

func (l *list) start(t xml.StartElement, line int) {
	if strings.EqualFold(t.Name.Local, "opml") {
		l.isOPML = true
	}
	if !strings.EqualFold(t.Name.Local, "outline") {
		return
	}
	l.isOPML = true
	a := attributes{}
	for _, at := range t.Attr {
		if k := strings.ToLower(at.Name.Local); a[k] == "" {
			a[k] = at.Value
		}
	}
	if n := len(l.open); n > 0 {
		l.open[n-1].children++
	}
	kind := strings.ToLower(a.first("type"))
	o := outline{line: line, name: a.name(), isFeed: a.first("xmlurl") != "" || kind == "include",
		wanted: a.first("htmlurl") != "" || kind == "rss" || kind == "atom" || kind == "pie"}
	if o.isFeed {
		l.take(a, line)
	}
	if len(l.open) < 100*maxDepth { // deeper ones are closed by none of our business
		l.open = append(l.open, o)
	}
}

// take adds the feed of an outline.
func (l *list) take(a attributes, line int) {
	sub, taken, problem := a.subscription(folder(l.open))
	if problem != "" {
		l.say(line, problem)
	}
	switch {
	case !taken || l.seen[sub.URL]:
	case len(l.subs) == maxFeeds:
		if !l.full {
			l.say(line, fmt.Sprintf("only the first %d feeds were taken", maxFeeds))
		}
		l.full = true
	default:
		l.seen[sub.URL] = true
		l.subs = append(l.subs, sub)
	}
}

// close ends the innermost outline; one that says it is a feed but names none is told.
func (l *list) close() {
	n := len(l.open)
	if n == 0 {
		return
	}
	o := l.open[n-1]
	l.open = l.open[:n-1]
	if !o.isFeed && o.wanted && o.children == 0 {
		l.say(o.line, fmt.Sprintf("outline %q has no xmlUrl; skipped", o.name))
	}
}

// end says what is wrong with the document's end, if anything.
func (l *list) end(line int, err error) {
	switch {
	case !errors.Is(err, io.EOF):
		l.say(line, "the list cannot be read beyond here: "+feed.Clean(strings.TrimPrefix(err.Error(), "XML syntax error on ")).String())
	case len(l.open) > 0:
		l.say(line, "the list ends in the middle; what stood before was taken")
	}
}

var declared = regexp.MustCompile(`^\s*<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']`)

// decode returns the document in UTF-8 without characters that XML forbids: by its byte order mark, else as UTF-8 when it
// is valid, else as it declares, else as windows-1252. Lines keep their numbers.
func decode(src []byte) []byte {
	if len(src) >= 2 && (src[0] == 0xfe && src[1] == 0xff || src[0] == 0xff && src[1] == 0xfe) {
		utf16 := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewDecoder()
		if b, _, err := transform.Bytes(utf16, src); err == nil {
			src = b
		}
	}
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	if !utf8.Valid(src) {
		label := "windows-1252"
		if m := declared.FindSubmatch(src[:min(len(src), 300)]); m != nil && !strings.EqualFold(string(m[1]), "utf-8") {
			label = string(m[1])
		}
		if e, _ := charset.Lookup(label); e != nil {
			if b, err := e.NewDecoder().Bytes(src); err == nil {
				src = b
			}
		}
	}
	return bytes.Map(func(r rune) rune {
		if r < 0x20 && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff {
			return -1
		}
		return r
	}, src)
}
