//go:build linux

package main

import (
	"bytes"
	"flag"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"newspane/feed"
	"newspane/feed/store"
)

var soak = flag.Duration("soak", 10*time.Second, "how long the program is used at random while its feeds misbehave")

const (
	soakHosts  = 8
	soakLive   = 8                      // feeds that grow
	soakGrowth = 700 * time.Millisecond // and how often
	soakWindow = 60                     // items that the others show
)

// weather is a server of feeds that misbehave, and of some that grow by an item now and then and never lie.
type weather struct {
	began    time.Time
	requests atomic.Int64
}

// items returns how many items a live feed has had so far.
func (w *weather) items() int { return 1 + int(time.Since(w.began)/soakGrowth) }

func (w *weather) ServeHTTP(out http.ResponseWriter, r *http.Request) {
	w.requests.Add(1)
	n := w.items()
	var b bytes.Buffer
	fmt.Fprintf(&b, `<rss version="2.0"><channel><title>%s</title>`, r.URL.Path)
	live := strings.HasPrefix(r.URL.Path, "/live")
	for i := n; i > 0 && (live || i > n-soakWindow); i-- {
		fmt.Fprintf(&b, "<item><title>%s item %d</title><guid>%d</guid><description>&lt;p&gt;%s&lt;/p&gt;</description></item>", r.URL.Path, i, i, strings.Repeat("words and more words ", 40))
	}
	b.WriteString("</channel></rss>")
	out.Header().Set("Content-Type", "application/rss+xml")
	if live {
		_, _ = out.Write(b.Bytes()) // the reader may be leaving
		return
	}
	switch rand.IntN(9) {
	case 0:
		http.Error(out, "no", http.StatusInternalServerError)
	case 1:
		http.NotFound(out, r)
	case 2: // cut off
		out.Header().Set("Content-Length", strconv.Itoa(b.Len()))
		_, _ = out.Write(b.Bytes()[:b.Len()/2])
	case 3:
		_, _ = out.Write(bytes.Repeat([]byte("\x00\xffnonsense<"), 500))
	case 4:
		select {
		case <-time.After(time.Second):
		case <-r.Context().Done():
		}
		_, _ = out.Write(b.Bytes())
	case 5:
		http.Redirect(out, r, "/elsewhere"+r.URL.Path, http.StatusFound)
	case 6:
		out.Header().Set("Content-Encoding", "gzip")
		_, _ = out.Write([]byte("no gzip at all"))
	default:
		_, _ = out.Write(b.Bytes())
	}
}

// vitals are what the program takes at a moment.
type vitals struct{ mb, descriptors, goroutines float64 }

// take reads the vitals of a process; the goroutines are those that it wrote down itself.
func take(pid int, name string) (v vitals, ok bool) {
	statm, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", pid))
	fields := strings.Fields(string(statm))
	if err != nil || len(fields) < 2 {
		return v, false
	}
	pages, err := strconv.ParseFloat(fields[1], 64)
	if err != nil {
		return v, false
	}
	fds, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", pid))
	if err != nil {
		return v, false
	}
	count, err := os.ReadFile(name)
	if err != nil {
		return v, false
	}
	n, err := strconv.ParseFloat(string(count), 64)
	return vitals{pages * float64(os.Getpagesize()) / (1 << 20), float64(len(fds)), n}, err == nil
}

// units are what is done at random; none of them ends the program or unsubscribes.
var units = []string{
	"j", "k", "j", "k", " ", "\r", "\r", "\t", "h", "l", "n", "p", "J", "K", "b", "m", "u", "\x12", "z", "gh", "ga", "gb", "gu", "G", "gg", "]", "[", "r", "R", "R",
	"?\x1b", "/words\r\x1b", "/it\x1b", "gl\x1b", "\x04", "\x15", "\x0c", "\x1b", "\x1b", "i", "H", "L",
}

// TestSoak uses the program at random for a while: it takes no more and more of anything, and every live item is there
// once. `-soak 5m` is the long form.
func TestSoak(t *testing.T) {
	w := &weather{began: time.Now()}
	feeds := 60
	if *soak >= time.Minute {
		feeds = 500
	}
	var list strings.Builder
	list.WriteString(`<opml version="2.0"><body>`)
	var hosts []string
	for range soakHosts {
		s := httptest.NewServer(w)
		t.Cleanup(s.Close)
		hosts = append(hosts, s.URL)
	}
	for i := range feeds {
		name := fmt.Sprintf("/chaos%d", i)
		if i < soakLive {
			name = fmt.Sprintf("/live%d", i)
		}
		fmt.Fprintf(&list, `<outline type="rss" text="%s" xmlUrl="%s%s"/>`, name, hosts[i%soakHosts], name)
	}
	list.WriteString("</body></opml>")
	home := t.TempDir()
	opml := filepath.Join(t.TempDir(), "soak.opml")
	if err := os.WriteFile(opml, []byte(list.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := newspaneIn(t, home, "import", opml); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	count := filepath.Join(t.TempDir(), "goroutines")
	p := openTTYWith(t, []string{goroutinesEnv + "=" + count, "BROWSER=true"}, home, 120, 40)
	p.shows("Feeds")
	var course []vitals
	did, pressed := 0, 0
	sample, act := time.NewTicker(250*time.Millisecond), time.NewTicker(20*time.Millisecond)
	defer sample.Stop()
	defer act.Stop()
	for end := time.After(*soak); end != nil; {
		select {
		case <-end:
			end = nil
		case <-p.ended:
			t.Fatalf("the program ended by itself:\n%s", p.text())
		case <-sample.C:
			if v, ok := take(p.cmd.Process.Pid, count); ok {
				course = append(course, v)
			}
		case <-act.C:
			did, pressed = did+1, pressed+1
			if rand.IntN(40) == 0 {
				p.resize(1+rand.IntN(200), 1+rand.IntN(60))
			} else {
				p.press(units[rand.IntN(len(units))])
			}
		}
	}
	p.resize(120, 40)
	for ended := false; !ended && did > 0; did-- { // one key at a time: what is open is closed first
		p.press("\x03")
		select {
		case <-p.ended:
			ended = true
		case <-time.After(500 * time.Millisecond):
		}
	}
	if code := p.end(); code != 0 {
		t.Errorf("exit status %d:\n%s", code, p.text())
	}
	wantUncut(t, home)
	wantFlat(t, course)
	n := wantLive(t, w, home, hosts)
	t.Logf("%s: %d feeds, %d requests, %d keys and resizes, %d live items each once", *soak, feeds, w.requests.Load(), pressed, n)
}

// wantLive fetches what is new since, and checks that every live item is there once.
func wantLive(t *testing.T, w *weather, home string, hosts []string) (n int) {
	t.Helper()
	var addresses []string
	for i := range soakLive {
		addresses = append(addresses, fmt.Sprintf("%s/live%d", hosts[i%soakHosts], i))
	}
	before := w.items()
	if out, err := newspaneIn(t, home, append([]string{"fetch"}, addresses...)...); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	s, err := store.Open(t.Context(), filepath.Join(home, "newspane.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	rows, err := s.Headlines(t.Context(), feed.Query{}, feed.Window{Limit: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for i := range rows {
		seen[rows[i].Title.String()]++
	}
	for live := range soakLive {
		for i := 1; i <= before; i++ {
			if title := fmt.Sprintf("/live%d item %d", live, i); seen[title] != 1 {
				t.Errorf("%q is there %d times", title, seen[title])
			}
			n++
		}
	}
	return n
}

// wantFlat checks that nothing grows: the median of the last third of the course against that of the third before.
func wantFlat(t *testing.T, course []vitals) {
	t.Helper()
	third := len(course) / 3
	if third < 5 {
		t.Fatalf("only %d samples", len(course))
	}
	median := func(part []vitals, of func(vitals) float64) float64 {
		var all []float64
		for _, v := range part {
			all = append(all, of(v))
		}
		slices.Sort(all)
		return all[len(all)/2]
	}
	for _, c := range []struct {
		name string
		of   func(vitals) float64
		most float64 // growth from the one third to the other
	}{
		{"MB", func(v vitals) float64 { return v.mb }, 40},
		{"descriptors", func(v vitals) float64 { return v.descriptors }, 20},
		{"goroutines", func(v vitals) float64 { return v.goroutines }, 100},
	} {
		a, b := median(course[third:2*third], c.of), median(course[2*third:], c.of)
		if b-a > c.most {
			t.Errorf("%s grew from %.0f to %.0f", c.name, a, b)
		}
		t.Logf("%s: %.0f, then %.0f", c.name, a, b)
	}
	if top := slices.MaxFunc(course, func(a, b vitals) int { return int(a.mb - b.mb) }); top.mb > maxScreenMB {
		t.Errorf("the program took %.0f MB", top.mb)
	}
}
