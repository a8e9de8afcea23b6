package reader

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"newspane/feed"
	"newspane/feed/fetch"
	"newspane/feed/store"
)

// lab is an engine over a real library and a scripted server on loopback, with a clock that only the test moves.
type lab struct {
	*Engine
	url  string
	path string // of the library

	mu    sync.Mutex
	time  time.Time
	asked []string // requests the server had, as "GET /path"
	pages map[string]http.HandlerFunc
}

func newLab(t *testing.T, builtin map[string][]byte) *lab {
	t.Helper()
	l := &lab{time: noon, pages: map[string]http.HandlerFunc{}, path: filepath.Join(t.TempDir(), "newspane.db")}
	s := httptest.NewServer(l)
	t.Cleanup(s.Close)
	l.url = s.URL
	l.start(t, builtin)
	return l
}

// start opens the library, as a fresh process would.
func (l *lab) start(t *testing.T, builtin map[string][]byte) {
	t.Helper()
	st, err := store.Open(t.Context(), l.path, store.Options{Now: l.now})
	if err != nil {
		t.Fatal(err)
	}
	e, err := New(t.Context(), Options{Store: st, Client: fetch.New(fetch.Options{Now: l.now, PerSecond: 1000}), Now: l.now, Builtin: builtin})
	if err != nil {
		t.Fatal(err)
	}
	l.Engine = e
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
}

func (l *lab) now() time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.time
}

func (l *lab) pass(d time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.time = l.time.Add(d)
}

func (l *lab) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	l.mu.Lock()
	l.asked = append(l.asked, r.Method+" "+r.URL.Path)
	h := l.pages[r.URL.Path]
	l.mu.Unlock()
	if h == nil {
		http.NotFound(w, r)
		return
	}
	h(w, r)
}

// serve sets what the server answers at a path.
func (l *lab) serve(path string, h http.HandlerFunc) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.pages[path] = h
}

// requests returns how often a path was asked for.
func (l *lab) requests(path string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := 0
	for _, a := range l.asked {
		if a == "GET "+path {
			n++
		}
	}
	return n
}

// rss is a feed of items by their titles, newest first; an item's text may follow its title after a "|".
func (l *lab) rss(items ...string) http.HandlerFunc {
	var b strings.Builder
	b.WriteString(`<rss version="2.0"><channel><title>Paper</title><link>` + l.url + `/</link>`)
	for i, it := range items {
		title, text, _ := strings.Cut(it, "|")
		fmt.Fprintf(&b, `<item><title>%s</title><guid>%s</guid><link>%s/%s.html</link><pubDate>%s</pubDate><description>%s</description></item>`,
			title, title, l.url, title, noon.Add(-time.Duration(i)*time.Hour).Format(time.RFC1123Z), text)
	}
	b.WriteString(`</channel></rss>`)
	return text("application/rss+xml", b.String())
}

// text answers with a document and an ETag of its own.
func text(mediaType, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		tag := fmt.Sprintf(`"%d-%s"`, len(body), mediaType)
		w.Header().Set("ETag", tag)
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("Content-Type", mediaType)
		fmt.Fprint(w, body)
	}
}

func answers(status int, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i+1 < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(status)
	}
}

func (l *lab) subscribe(t *testing.T, path string) feed.Subscription {
	t.Helper()
	s, choices, err := l.Subscribe(t.Context(), l.url+path, "")
	if err != nil || len(choices) > 0 {
		t.Fatalf("subscribe: %v, choices %v", err, choices)
	}
	return s
}

func (l *lab) sub(t *testing.T, id feed.ID) feed.Subscription {
	t.Helper()
	s, err := l.subscription(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// check checks one feed and returns the result.
func (l *lab) check(t *testing.T, id feed.ID) Result {
	t.Helper()
	var got Result
	if err := l.RefreshEach(t.Context(), []feed.ID{id}, func(r Result) { got = r }); err != nil {
		t.Fatal(err)
	}
	return got
}

func (l *lab) titles(t *testing.T) string {
	t.Helper()
	rows, err := l.Headlines(t.Context(), feed.Query{}, feed.Window{Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	var ts []string
	for i := range rows {
		ts = append(ts, rows[i].Title.String())
	}
	return strings.Join(ts, " ")
}

func (l *lab) article(t *testing.T, title string) feed.ID {
	t.Helper()
	rows, err := l.Headlines(t.Context(), feed.Query{}, feed.Window{Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	for i := range rows {
		if rows[i].Title.String() == title {
			return rows[i].ID
		}
	}
	t.Fatalf("no article %q", title)
	return 0
}

// await returns the next event of a kind.
func (l *lab) await(t *testing.T, kind feed.EventKind) feed.Event {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	for {
		select {
		case ev, ok := <-l.Events():
			if !ok {
				t.Fatalf("the engine ended before an event of kind %d", kind)
			}
			if ev.Kind == kind {
				return ev
			}
		case <-ctx.Done():
			t.Fatalf("no event of kind %d", kind)
		}
	}
}

func TestAPanicInTheBackgroundBecomesAnEvent(t *testing.T) {
	l := newLab(t, nil)
	l.spawn("test", func() { panic("boom") }) // which may be what was read, and is told to nobody
	if ev := l.await(t, feed.Failed); ev.Err == nil || !strings.Contains(ev.Err.Error(), "test: panic") || strings.Contains(ev.Err.Error(), "boom") {
		t.Errorf("event %+v", ev)
	}
}

func TestCloseEndsWhatHangsAndRefusesNewWork(t *testing.T) {
	l := newLab(t, nil)
	hang := make(chan struct{})
	reached := make(chan struct{})
	defer close(hang)
	l.serve("/f", l.rss("one"))
	s := l.subscribe(t, "/f")
	l.serve("/f", func(http.ResponseWriter, *http.Request) { close(reached); <-hang })
	ended := make(chan error, 1)
	go func() {
		_, err := l.Refresh(context.Background(), s.ID)
		ended <- err
	}()
	<-reached
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; err == nil {
		t.Error("a refresh that was cut off says that all went well")
	}
	for range l.Events() { // must be closed
	}
	if _, err := l.Refresh(context.Background()); err != errClosed {
		t.Errorf("refresh after the end: %v", err)
	}
	if err := l.Mark(context.Background(), feed.Mark{Article: 1}); err != errClosed {
		t.Errorf("mark after the end: %v", err)
	}
	if err := l.Close(); err != nil {
		t.Errorf("second close: %v", err)
	}
}

func TestTheScheduleChecksWhatIsDueAndNothingElse(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/due", l.rss("one"))
	l.serve("/notdue", l.rss("two"))
	l.subscribe(t, "/due")
	l.pass(50 * time.Minute)
	l.subscribe(t, "/notdue")
	l.pass(25 * time.Minute) // 75 and 25 minutes after their last checks
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	l.serve("/due", l.rss("zero", "one"))
	l.start(t, nil) // the schedule survives a restart
	l.Run(t.Context())
	ev := l.await(t, feed.FeedChecked)
	if ev.New != 1 || ev.Total != 1 || ev.Err != nil {
		t.Errorf("event %+v", ev)
	}
	l.await(t, feed.RefreshEnded)
	if due, other := l.requests("/due"), l.requests("/notdue"); due != 2 || other != 1 {
		t.Errorf("%d requests for the feed that is due, %d for the other", due, other)
	}
}

func TestAFeedThatIsNewIsCheckedSoonByTheSchedule(t *testing.T) {
	l := newLab(t, nil)
	l.serve("/f", l.rss("one"))
	l.Run(t.Context())
	if err := l.SubscribeAll(t.Context(), []feed.Subscription{{URL: l.url + "/f"}}); err != nil {
		t.Fatal(err)
	}
	if ev := l.await(t, feed.FeedChecked); ev.New != 1 {
		t.Errorf("event %+v", ev)
	}
}
