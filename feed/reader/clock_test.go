package reader

import (
	"flag"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"newspane/feed"
)

var days = flag.Int("days", 20, "how many days of checks are simulated; 365 is the long form")

// checksOnce checks what is due at the clock's time, twice: the second time nothing may be due.
func (l *lab) checksOnce(t *testing.T, paths ...string) (next time.Time) {
	t.Helper()
	before := make([]int, len(paths))
	for i, p := range paths {
		before[i] = l.requests(p)
	}
	for range 3 {
		var err error
		if next, err = l.checkDue(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	for i, p := range paths {
		if n := l.requests(p) - before[i]; n > 1 {
			t.Errorf("%s was asked for %d times at once", p, n)
		}
	}
	return next
}

func TestClockJumpsPurgeNothingAndCauseNoStorm(t *testing.T) {
	for name, jumps := range map[string][]time.Duration{
		"ten years on": {10 * 365 * day}, "ten years back": {-10 * 365 * day}, "there and back": {10 * 365 * day, -10 * 365 * day},
		"back and there": {-10 * 365 * day, 10 * 365 * day}, "a day asleep": {day}, "summer time": {time.Hour, -time.Hour},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLab(t, nil)
			paths := []string{"/a", "/b", "/c"}
			for i, p := range paths {
				l.serve(p, l.rss(fmt.Sprint("one", i), fmt.Sprint("two", i)))
				l.subscribe(t, p)
			}
			read := feed.Mark{Article: l.article(t, "one0"), Key: feed.MarkRead, On: true}
			kept := feed.Mark{Article: l.article(t, "two1"), Key: feed.MarkBookmark, On: true}
			if err := l.Mark(t.Context(), read, kept); err != nil {
				t.Fatal(err)
			}
			for _, jump := range jumps {
				l.pass(jump)
				next := l.checksOnce(t, paths...)
				if wait := next.Sub(l.now()); next.IsZero() || wait <= 0 || wait > 2*week {
					t.Errorf("after %v the next check is in %v", jump, wait)
				}
				if got := strings.Fields(l.titles(t)); len(got) != 6 {
					t.Errorf("after %v there are %v", jump, got)
				}
			}
			total, unread, err := l.store.Count(t.Context(), feed.Query{})
			if err != nil || total != 6 || unread != 5 {
				t.Errorf("%d articles, %d unread, %v", total, unread, err)
			}
			if _, unread, err = l.store.Count(t.Context(), feed.Query{Bookmarked: true}); err != nil || unread != 1 {
				t.Errorf("%d bookmarks, %v", unread, err)
			}
			if err := l.Close(); err != nil {
				t.Fatal(err)
			}
			l.start(t, nil) // the clock is what it is now
			l.checksOnce(t, paths...)
		})
	}
}

// TestALongTimeOfChecksIsPoliteAndComplete simulates the schedule on a clock of its own, with sleeps and jumps of the
// clock between: every item comes once, and no feed is asked more often than it should be.
func TestALongTimeOfChecksIsPoliteAndComplete(t *testing.T) {
	l := newLab(t, nil)
	end := noon.Add(time.Duration(*days) * day)
	paces := map[string]time.Duration{"/wire": 5 * time.Hour, "/daily": day, "/weekly": week, "/broken": day}
	began := noon
	published := func(path string) int { return 1 + int(l.now().Sub(began)/paces[path]) }
	for path, pace := range paces {
		l.serve(path, func(w http.ResponseWriter, r *http.Request) {
			n := published(path)
			if path == "/broken" && l.requests(path)%2 == 0 {
				http.Error(w, "no", http.StatusInternalServerError)
				return
			}
			var b strings.Builder
			b.WriteString(`<rss version="2.0"><channel><title>Paper</title>`)
			for i := n; i > max(0, n-15); i-- {
				fmt.Fprintf(&b, `<item><title>%s-%d</title><guid>%d</guid><pubDate>%s</pubDate></item>`, path, i, i,
					began.Add(time.Duration(i-1)*pace).Format(time.RFC1123Z))
			}
			b.WriteString(`</channel></rss>`)
			tag := fmt.Sprintf("%q", fmt.Sprint(n))
			w.Header().Set("ETag", tag)
			if r.Header.Get("If-None-Match") == tag {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			w.Header().Set("Content-Type", "application/rss+xml")
			fmt.Fprint(w, b.String())
		})
		l.subscribe(t, path)
	}
	sleeps := 0
	for step := 0; l.now().Before(end); step++ {
		next, err := l.checkDue(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		wait := max(next.Sub(l.now()), time.Second)
		if step%23 == 22 { // the computer sleeps for a day
			wait, sleeps = max(wait, day), sleeps+1
		}
		l.pass(wait)
	}
	if _, err := l.checkDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	for path := range paces {
		n := l.requests(path)
		if most := *days*25 + 10; n > most || n < *days/14 {
			t.Errorf("%s was asked for %d times in %d days", path, n, *days)
		}
	}
	rows, err := l.Headlines(t.Context(), feed.Query{}, feed.Window{Limit: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for i := range rows {
		seen[rows[i].Title.String()]++
	}
	for title, n := range seen {
		if n != 1 {
			t.Errorf("%s is there %d times", title, n)
		}
	}
	for i := 1; i < published("/wire")-5; i++ {
		if title := fmt.Sprintf("/wire-%d", i); seen[title] != 1 {
			t.Errorf("%s is there %d times", title, seen[title])
		}
	}
	t.Logf("%d days, %d sleeps, %d articles, requests: wire %d, daily %d, weekly %d, broken %d", *days, sleeps, len(rows),
		l.requests("/wire"), l.requests("/daily"), l.requests("/weekly"), l.requests("/broken"))
}
