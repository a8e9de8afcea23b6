//go:build unix

package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// An assault is an attack of our own on the program: a feed, with what it leads to.
type assault struct {
	name string
	// serve answers every request below the assault's own path; what is left of the path is handed in.
	serve func(w http.ResponseWriter, r *http.Request, rest string)
	// wants is "ok" when the feed must be read, "error" when it must be told that it cannot be, "" when either will do.
	wants      string
	items      int      // that must be listed; 0 is any number, -1 is none
	show, hide []string // words that must stand, must not stand, in what is shown of its articles
	mb         int      // memory that a command may take; 0 is 300
	seconds    int      // of processor time; 0 is 20
	page       bool     // there is a page to be read, too
	waits      bool     // it holds connections: it is put to the program in the long form only
}

// ground is where assaults are served. What lies elsewhere, at another origin, must never be asked for.
type ground struct {
	site, elsewhere *httptest.Server
	mux             *http.ServeMux

	mu   sync.Mutex
	hits []string
}

func newGround(t *testing.T) *ground {
	t.Helper()
	g := &ground{mux: http.NewServeMux()}
	g.site = httptest.NewServer(g.mux)
	g.elsewhere = httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { g.hit(r.URL.Path) }))
	t.Cleanup(func() {
		g.site.CloseClientConnections()
		g.elsewhere.Close()
	})
	return g
}

// add serves an assault from now on.
func (g *ground) add(a assault) {
	g.mux.HandleFunc("/"+a.name+"/", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Cookie")+r.Header.Get("Referer") != "" {
			g.hit(a.name + " got a cookie or a referrer")
		}
		a.serve(w, r, strings.TrimPrefix(r.URL.Path, "/"+a.name+"/"))
	})
}

func (g *ground) hit(what string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.hits = append(g.hits, what)
}

// hitsOf are the forbidden requests of an assault.
func (g *ground) hitsOf(name string) (own []string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, h := range g.hits {
		if strings.Contains(h, name) {
			own = append(own, h)
		}
	}
	return own
}

// trial puts bounds to the commands of an assault.
func (a assault) trial(t *testing.T) *trial {
	r := &trial{t: t, home: t.TempDir(), few: true}
	r.c.Name, r.c.Kind = a.name, "feed"
	e := &r.c.Expect
	e.Outcome, e.Items, e.Fetches, e.MB, e.Seconds, e.Show, e.Hide = a.wants, a.items, 1, a.mb, a.seconds, a.show, a.hide
	if e.Outcome == "" {
		e.Outcome = "either"
	}
	switch a.items {
	case 0:
		e.Items = -1
	case -1:
		e.Items = 0
	}
	if e.MB == 0 {
		e.MB = 300
	}
	if e.Seconds == 0 {
		e.Seconds = 20
	}
	return r
}

// atCommandLine puts an assault to the commands.
func (a assault) atCommandLine(r *trial, g *ground) {
	base := g.site.URL + "/" + a.name + "/"
	list := `<opml version="2.0"><body><outline type="rss" text="` + a.name + `" xmlUrl="` + base + `feed"/></body></opml>`
	if got := r.run(list, "import", "-"); got.status != exitOK {
		r.t.Fatalf("import: %d %s", got.status, got.err)
	}
	r.fetch()
	r.run("", "feeds")
	r.list()
	if a.page {
		if got := r.run("", "read", base+"page"); got.status != exitOK || !strings.Contains(got.out, "Plain words") {
			r.t.Errorf("read ended with %d: %.500s %s", got.status, got.out, got.err)
		}
	}
	r.run("", "doctor")
	r.run("", "export", "--format", "md", "is:unread", "--limit", "3")
	r.run("", "export", "--format", "html", "is:unread", "--limit", "1")
	log, err := os.ReadFile(filepath.Join(r.home, "newspane.log"))
	if err != nil {
		r.t.Error(err)
	}
	for _, bad := range []string{"\x1b", "\u009b", "msg=panic"} {
		if i := strings.Index(string(log), bad); i >= 0 {
			r.t.Errorf("the log has %q: %.500q", bad, log[max(0, i-100):])
		}
	}
	if hits := g.hitsOf(a.name); len(hits) > 0 {
		r.t.Errorf("asked for what must not be asked for: %q", hits)
	}
}

// onScreen puts an assault to the screen, on the library that the commands left.
func (a assault) onScreen(t *testing.T, home string, g *ground) {
	peak := filepath.Join(t.TempDir(), "peak")
	p := openTTYWith(t, []string{peakEnv + "=" + peak}, home, 100, 30)
	p.shows("Feeds")
	p.press("ga")
	p.answered()
	p.press("\r")
	p.answered()
	const esc = "\x1b[27u"
	for _, keys := range []string{"  ", "gl", "f", esc, "}{", "x", "h", "j", "\x04", "q", "/PWNED", esc} {
		p.press(keys)
	}
	if a.wants == "error" {
		p.press("ge")
		p.shows("feeds in trouble")
		p.press(esc)
	}
	p.answered()
	p.resize(40, 12)
	p.answered()
	p.resize(200, 50)
	p.press("R")
	p.answered()
	for range 6 {
		p.press("\x03")
	}
	if code := p.end(); code != 0 {
		t.Errorf("exit status %d:\n%s", code, p.text())
	}
	wantUncut(t, home)
	if bad := foreign([]byte(p.output("\x1b[?1049l"))); len(bad) > 0 {
		t.Errorf("the terminal was sent %d sequences that are not ours, the first %q", len(bad), bad[:min(len(bad), 5)])
	}
	if mb := toldPeak(peak, p.cmd.ProcessState.SysUsage().(*syscall.Rusage)); mb > maxScreenMB {
		t.Errorf("the screen took %d MB, may take %d", mb, maxScreenMB)
	}
	if hits := g.hitsOf(a.name); len(hits) > 0 {
		t.Errorf("asked for what must not be asked for: %q", hits)
	}
}

// TestAssaultsAreMet puts assaults of our own to the command line and to the screen: one in ten, with -hostile.all each.
func TestAssaultsAreMet(t *testing.T) {
	g := newGround(t)
	var all []assault
	for _, some := range [][]assault{
		escapeAssaults(), writingAssaults(), linkAssaults(g.elsewhere.URL), markupAssaults(g.elsewhere.URL), jsonAssaults(),
		answerAssaults(g.elsewhere.URL), packingAssaults(), pictureAssaults(),
	} {
		all = append(all, some...)
	}
	for _, a := range all {
		g.add(a)
	}
	t.Logf("%d assaults", len(all))
	for i, a := range all {
		if *hostileOnly != "" && a.name != *hostileOnly || *hostileOnly == "" && !*hostileAll && (a.waits || i%10 != 0) {
			continue
		}
		t.Run(a.name, func(t *testing.T) {
			t.Parallel()
			r := a.trial(t)
			a.atCommandLine(r, g)
			a.onScreen(t, r.home, g)
			t.Logf("%s, %d articles, %d MB, %.1f s", r.outcome, r.articles, r.mb, r.seconds)
		})
	}
}

// orders are what a terminal must not be given, all in one text.
var orders = strings.Join(attacks, "·")

// rss is a feed of items, each given as the XML within it.
func rss(items ...string) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Assault</title><link>https://assault.example/</link>`)
	for i, item := range items {
		fmt.Fprintf(&b, "<item><guid>%d</guid>%s</item>", i, item)
	}
	b.WriteString("</channel></rss>")
	return b.String()
}

// sends answers with a document of a type, whatever is asked for.
func sends(mediaType, body string) func(http.ResponseWriter, *http.Request, string) {
	return func(w http.ResponseWriter, _ *http.Request, _ string) {
		w.Header()["Content-Type"] = []string{mediaType}
		_, _ = w.Write([]byte(body)) // the reader may have had enough
	}
}

// sendsXML answers with an XML document.
func sendsXML(body string) func(http.ResponseWriter, *http.Request, string) {
	return sends("application/xml", body)
}

// plainly wraps words of a story around an attack, so that there is something to show.
func plainly(s string) string {
	return "<description>&lt;p&gt;Plain words before. " + s + " Plain words after.&lt;/p&gt;</description>"
}
