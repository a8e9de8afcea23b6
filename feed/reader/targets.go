package reader

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"newspane/feed"
	"newspane/feed/store"
)

// What is kept of pages that were only looked at, so that opening one asks nobody again.
const (
	lookedMost  = 8
	lookedBytes = 4 << 20          // of one
	lookedFor   = 10 * time.Minute // after that it is fetched anew
	lookedUp    = 60               // links of an article that are looked for in the library
)

// looked are the pages that were looked at last.
type looked struct {
	mu     sync.Mutex
	sheets []lookedSheet // the newest last
}

type lookedSheet struct {
	sheet
	asked string // the address that was asked for
	at    time.Time
}

func (l *looked) keep(asked string, sh sheet, now time.Time) {
	if len(sh.body) > lookedBytes {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.sheets = slices.DeleteFunc(l.sheets, func(s lookedSheet) bool { return s.asked == asked })
	if len(l.sheets) >= lookedMost {
		l.sheets = slices.Delete(l.sheets, 0, 1)
	}
	l.sheets = append(l.sheets, lookedSheet{sh, asked, now})
}

// take returns a page that was looked at a short while ago, and forgets it.
func (l *looked) take(asked string, now time.Time) (sheet, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	i := slices.IndexFunc(l.sheets, func(s lookedSheet) bool { return s.asked == asked })
	if i < 0 {
		return sheet{}, false
	}
	s := l.sheets[i]
	l.sheets = slices.Delete(l.sheets, i, i+1)
	return s.sheet, now.Sub(s.at).Abs() < lookedFor
}

// targets completes the links of an article whose targets are in the library: what they are called, when they were
// published, and which article they are. Nothing is fetched.
func (e *Engine) targets(ctx context.Context, a *feed.Article) error {
	left := lookedUp
	for i := range a.Related {
		l := &a.Related[i]
		if l.Article != 0 || left == 0 {
			continue
		}
		left--
		if err := e.fromLibrary(ctx, l); err != nil {
			return err
		}
	}
	for _, l := range feed.Links(a.Body) {
		if left == 0 {
			break
		}
		left--
		if err := e.fromLibrary(ctx, &l); err != nil {
			return err
		}
		if l.Article != 0 && l.Article != a.ID {
			a.Related = append(a.Related, l)
		}
	}
	return nil
}

// fromLibrary completes a link whose target is stored.
func (e *Engine) fromLibrary(ctx context.Context, l *feed.Link) error {
	id, err := e.store.Find(ctx, l.URL)
	if err != nil || id == 0 {
		return err
	}
	rows, err := e.store.Rows(ctx, []feed.ID{id})
	if err != nil || len(rows) == 0 {
		return err
	}
	l.Article = id
	describeLink(l, rows[0].Title, rows[0].Published)
	return nil
}

// describeLink completes a link by what its target is called and when it was published. What a page calls a related story
// stands, unless it says nothing; a link in the text keeps its words, and what they lead to stands below.
func describeLink(l *feed.Link, title feed.Text, published time.Time) {
	if l.Published.IsZero() {
		l.Published = published
	}
	switch words := strings.Fields(l.Title.String()); {
	case title.IsEmpty() || strings.EqualFold(l.Title.String(), title.String()):
	case l.Kind == feed.InText:
		l.Why = title
	case len(words) < 2 && len(l.Title.String()) < longWord || strings.Contains(l.Title.String(), "://"):
		l.Title = title
	}
}

const longWord = 20 // bytes of a title of one word that says something, in scripts without spaces

// Look completes a link that the reader looks at: from the library, else from the page it leads to, which is fetched but
// not stored. Its error is that of the page.
func (e *Engine) Look(ctx context.Context, l feed.Link) (feed.Link, error) {
	if e.isClosed() {
		return l, errClosed
	}
	if err := e.fromLibrary(ctx, &l); err != nil || l.Article != 0 || isOurs(l.URL) {
		return l, err
	}
	none := &store.Stored{Headline: feed.Headline{Link: l.URL}}
	sh, err := e.fetchSheet(ctx, none, l.URL, frontSheet)
	if err != nil {
		return l, err
	}
	r, err := e.readSheet(ctx, none, sh, 1)
	if err != nil {
		return l, err
	}
	e.looked.keep(l.URL, sh, e.now())
	describeLink(&l, r.page.Title, r.page.Published)
	return l, nil
}
