package parse

import (
	"bytes"
	"fmt"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/rss"
)

// parsed is an item as gofeed has read it, with what only the repair stage knows.
type parsed struct {
	record
	item      *gofeed.Item // nil for a known item
	source    *rss.Item
	bodyBase  string
	replies   int
	discussed bool
}

// assembler hands repaired items to gofeed in portions, so that what is in memory at one time is bounded.
type assembler struct {
	reader     rss.Parser // what is repaired is RSS, whatever it was
	translator gofeed.DefaultRSSTranslator
	out        emitter
	items      []parsed
	waiting    []waiter // those in out
}

// waiter is an item that gofeed has not read yet, and its place in items.
type waiter struct {
	*entry
	at int
}

// usualItems is how many items a feed has.
const usualItems = 32

func newAssembler() *assembler {
	return &assembler{translator: gofeed.DefaultRSSTranslator{DisableContentImageScan: true}, items: make([]parsed, 0, usualItems)}
}

// add takes an item; e is nil when it is known.
func (a *assembler) add(e *entry, rec record) {
	if e == nil {
		a.items = append(a.items, parsed{record: rec})
		return
	}
	if len(a.waiting) == 0 {
		a.out.Reset()
		a.out.WriteString(emitHead)
	}
	a.out.item(e)
	a.waiting = append(a.waiting, waiter{e, len(a.items)})
	a.items = append(a.items, parsed{record: rec, bodyBase: e.bodyBase, replies: e.replies, discussed: e.discussed})
	if a.out.Len() > chunkBytes {
		a.flush()
	}
}

// flush lets gofeed read what waits. If it fails, which repaired items should not make it, it gets them one by one.
func (a *assembler) flush() {
	if len(a.waiting) == 0 {
		return
	}
	waiting := a.waiting
	a.waiting = nil
	a.out.WriteString(emitTail)
	if _, _, err := a.keep(waiting); err == nil {
		return
	}
	for i, e := range waiting {
		a.out.Reset()
		a.out.WriteString(emitHead)
		a.out.item(e.entry)
		a.out.WriteString(emitTail)
		if _, _, err := a.keep(waiting[i : i+1]); err != nil {
			a.items[e.at].item = &gofeed.Item{Title: fmt.Sprintf("(this article cannot be read: %v)", err)}
			a.items[e.at].source = &rss.Item{}
		}
	}
}

// keep reads what is in out and stores its items, which must be those that wait.
func (a *assembler) keep(waiting []waiter) (*gofeed.Feed, *rss.Feed, error) {
	f, source, err := a.read(a.out.Bytes())
	if err != nil {
		return nil, nil, err
	}
	if len(f.Items) != len(waiting) || len(source.Items) != len(waiting) {
		return nil, nil, fmt.Errorf("gofeed: %d items of %d", len(f.Items), len(waiting))
	}
	for i, w := range waiting {
		a.items[w.at].item, a.items[w.at].source = f.Items[i], source.Items[i]
	}
	return f, source, nil
}

// read calls gofeed and turns a panic of it into an error.
func (a *assembler) read(b []byte) (f *gofeed.Feed, source *rss.Feed, err error) {
	defer func() {
		if p := recover(); p != nil {
			f, source, err = nil, nil, fmt.Errorf("gofeed: %v", p)
		}
	}()
	if source, err = a.reader.Parse(bytes.NewReader(b)); err != nil {
		return nil, nil, err
	}
	f, err = a.translator.Translate(source)
	return f, source, err
}

// envelope lets gofeed read the feed itself, together with the items that wait.
func (a *assembler) envelope(v *envelope) (*gofeed.Feed, *rss.Feed, error) {
	if len(a.waiting) == 0 {
		a.out.Reset()
		a.out.WriteString(emitHead)
	}
	items := a.out.Len()
	a.out.envelope(v)
	a.out.WriteString(emitTail)
	f, source, err := a.keep(a.waiting)
	if err != nil && len(a.waiting) > 0 {
		a.out.Truncate(items)
		a.flush()
		return a.envelope(v)
	}
	return f, source, err
}
