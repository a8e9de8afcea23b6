//go:build linux

package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// The load under which keys are measured.
const (
	keyRows    = 100_000
	keyPresses = 300
	keyPause   = 30 * time.Millisecond // as a held key repeats
	idleWatch  = 5 * time.Second
)

// frameEnds ends the synchronized update (mode 2026) that Bubble Tea makes of a frame.
var frameEnds = []byte("\x1b[?2026l")

// speedOfKeys measures a held key in a library of 100,000 articles, with nothing else going on and while 2,000 feeds
// bring their first articles: the time from the key to the end of the frame that shows the cursor where it was moved,
// as it arrives at the terminal, and the bytes of that frame. Then how often the program wakes when nothing happens.
func speedOfKeys(t *testing.T, f *speedTable) {
	home := keyLibrary(t)
	fresh := newFeedlab(t, 2000, 250, "-latency", "200ms", "-seed", "2")
	fresh.world = append(fresh.world, "-seed", "2")
	list := filepath.Join(t.TempDir(), "fresh.opml")
	if err := os.WriteFile(list, fresh.run(t, "list", "-format", "opml"), 0o600); err != nil {
		t.Fatal(err)
	}
	screens := []struct {
		w, h        int
		what, bound string
	}{
		{80, 20, ", the list alone", "400"}, {80, 24, ", with the preview", ""},
		{120, 40, ", often with the next article", ""}, {200, 60, ", often with the next article and its links", ""},
	}
	for _, size := range screens {
		var still, busy []keyRun
		var wakes []float64
		for range *speedRuns {
			p := openTTY(t, home, size.w, size.h)
			p.shows("unread")
			k := p.listen()
			wakes = append(wakes, wakeups(t, p.cmd.Process.Pid))
			still = append(still, k.hold(keyPresses))
			p.press("Q")
			p.end()

			other := copyLibrary(t, home)
			process(t, program(other, "import", list))
			p = openTTY(t, other, size.w, size.h)
			p.shows("/2000")
			k = p.listen()
			run := k.hold(keyPresses)
			k.watch(nil)
			p.press("j")
			p.shows("/2000") // it has gone on all the time
			busy = append(busy, run)
			p.press("Q")
			p.end()
		}
		at := fmt.Sprintf("%d×%d", size.w, size.h)
		s, b := bestRun(still), bestRun(busy)
		f.add(at+": key to finished frame, 100,000 articles", s.times(), "")
		f.add(at+": the same during a refresh of 2,000 new feeds", b.times(), "p99 16 ms")
		f.add(at+": bytes of that frame"+size.what+", median and most", s.sizes(), size.bound)
		f.add(at+": wakeups a second when nothing happens", fmt.Sprintf("%.1f", slices.Min(wakes)), "0")
	}
}

// speedLibrary keeps the library.
var speedLibrary = flag.String("speed.library", "", "keep the library of 100,000 articles, which takes many minutes to make, in this directory")

// keyLibrary makes the library, or takes the one that was made, with everything done that follows a refresh: nothing is
// left to be done in the background.
func keyLibrary(t *testing.T) string {
	t.Helper()
	home := *speedLibrary
	if home == "" {
		home = t.TempDir()
	}
	if _, err := os.Stat(filepath.Join(home, "made")); err == nil {
		settleLibrary(t, home)
		return home
	}
	l := newFeedlab(t, keyRows/100, 250, "-items", "100")
	if err := os.CopyFS(home, os.DirFS(l.home(t))); err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{"config.toml": "refresh = \"24h\"\n", "made": ""} {
		if err := os.WriteFile(filepath.Join(home, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	process(t, program(home, "fetch"))
	settleLibrary(t, home)
	return home
}

// settleLibrary waits until the index and related articles are as this program makes them.
func settleLibrary(t *testing.T, home string) {
	t.Helper()
	p := openTTY(t, home, 80, 24)
	p.shows("unread")
	for rests := 0; rests < 3; {
		before := ticks(t, p.cmd.Process.Pid)
		time.Sleep(5 * time.Second)
		if rests++; ticks(t, p.cmd.Process.Pid)-before > 10 {
			rests = 0
		}
	}
	p.press("Q")
	p.end()
}

// ticks is the processor time of a process in hundredths of a second.
func ticks(t *testing.T, pid int) int {
	t.Helper()
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		t.Fatal(err)
	}
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
	var user, system int
	if _, err := fmt.Sscan(fields[11]+" "+fields[12], &user, &system); err != nil {
		t.Fatal(err)
	}
	return user + system
}

// copyLibrary copies a home, so that each run of a refresh begins alike.
func copyLibrary(t *testing.T, home string) string {
	t.Helper()
	to := t.TempDir()
	if err := os.CopyFS(to, os.DirFS(home)); err != nil {
		t.Fatal(err)
	}
	return to
}

// listener waits for frames that move the cursor of the list.
type listener struct {
	p      *tty
	column int // in which the list's cursor stands
	row    int
	frames chan frameSeen
}

// frameSeen is a frame that moved the cursor.
type frameSeen struct {
	at    time.Time
	bytes int
}

// listen tells the program that the terminal takes frames whole, and notes when those have come that move the cursor.
func (p *tty) listen() *listener {
	first, _, _ := strings.Cut(p.text(), "\n")
	k := &listener{p: p, frames: make(chan frameSeen, 1000)}
	if before, _, ok := strings.Cut(first, "│"); ok {
		k.column = len([]rune(before)) + 1
	}
	p.press("\x1b[?2026;2$y")
	var pending []byte
	k.watch(func(b []byte) {
		now := time.Now()
		pending = append(pending, b...)
		for {
			end := bytes.Index(pending, frameEnds)
			if end < 0 {
				return
			}
			end += len(frameEnds)
			_, _ = p.screen.Write(pending[:end])
			if row := k.cursor(); row != k.row && row > 0 {
				k.row = row
				k.frames <- frameSeen{now, end}
			}
			pending = pending[end:]
		}
	})
	return k
}

// cursor is the row of the list's cursor on the screen.
func (k *listener) cursor() int {
	for y := range k.p.screen.Height() {
		if c := k.p.screen.CellAt(k.column, y); c != nil && c.Content == "▌" {
			return y
		}
	}
	return -1
}

// watch has what is read go to a function; nil gives it to the terminal again.
func (k *listener) watch(f func([]byte)) {
	k.p.mu.Lock()
	defer k.p.mu.Unlock()
	k.p.watch = f
}

// keyRun is what the frames of one run took.
type keyRun struct {
	took  []time.Duration
	bytes []int
}

// hold presses down and up in turn, six of each, and waits for the frame of each.
func (k *listener) hold(n int) (r keyRun) {
	k.p.press("j")
	<-k.frames // from here on its row is known
	for i := range n {
		key := []string{"j", "k"}[i/6%2]
		began := time.Now()
		k.p.press(key)
		select {
		case f := <-k.frames:
			r.took, r.bytes = append(r.took, f.at.Sub(began)), append(r.bytes, f.bytes)
		case <-time.After(10 * time.Second):
			k.p.t.Fatalf("no frame moved the cursor after key %d", i)
		}
		time.Sleep(max(0, keyPause-time.Since(began)))
	}
	slices.Sort(r.took)
	slices.Sort(r.bytes)
	return r
}

// quantile is the value below which a share of the times is.
func (r keyRun) quantile(q float64) time.Duration { return r.took[int(q*float64(len(r.took)-1)+0.5)] }

func (r keyRun) times() string {
	ms := func(d time.Duration) string { return fmt.Sprintf("%.1f", d.Seconds()*1000) }
	return fmt.Sprintf("p50 %s, p95 %s, p99 %s, most %s ms", ms(r.quantile(.5)), ms(r.quantile(.95)), ms(r.quantile(.99)), ms(r.quantile(1)))
}

func (r keyRun) sizes() string {
	return fmt.Sprintf("%d, %d", r.bytes[len(r.bytes)/2], r.bytes[len(r.bytes)-1])
}

// bestRun is the run whose slowest frames were the quickest.
func bestRun(runs []keyRun) keyRun {
	return slices.MinFunc(runs, func(a, b keyRun) int { return int(a.quantile(.99) - b.quantile(.99)) })
}

// wakeups is how often a second the threads of a process, left alone, begin to run.
func wakeups(t *testing.T, pid int) float64 {
	t.Helper()
	time.Sleep(2 * time.Second) // what a start leaves to be done
	before := switches(t, pid)
	time.Sleep(idleWatch)
	return float64(switches(t, pid)-before) / idleWatch.Seconds()
}

// switches counts how often the threads of a process have gone to sleep.
func switches(t *testing.T, pid int) (n int) {
	t.Helper()
	tasks, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/status", pid))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range tasks {
		status, err := os.ReadFile(name)
		if err != nil {
			continue // it has ended
		}
		_, after, _ := strings.Cut(string(status), "\nvoluntary_ctxt_switches:")
		var one int
		if _, err := fmt.Sscan(after, &one); err != nil {
			t.Fatal(err)
		}
		n += one
	}
	return n
}
