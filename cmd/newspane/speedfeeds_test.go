//go:build linux

package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/mmcdole/gofeed"
)

// feedlab is a world of feeds on the loopback addresses.
type feedlab struct {
	tool  string
	world []string // the flags that make it
	url   string   // of its controls
}

// newFeedlab serves a world of feeds until the test ends.
func newFeedlab(t *testing.T, feeds, hosts int, flags ...string) *feedlab {
	t.Helper()
	if _, err := os.Stat(filepath.Join(*speedLab, "go.mod")); err != nil {
		t.Skipf("there is no feedlab in %s (-speed.feedlab)", *speedLab)
	}
	dir := t.TempDir()
	l := &feedlab{tool: filepath.Join(dir, "feedlab")}
	build(t, *speedLab, l.tool)
	port := freePort(t)
	l.url = fmt.Sprintf("http://127.0.0.1:%d", port)
	l.world = []string{"-port", fmt.Sprint(port), "-feeds", fmt.Sprint(feeds), "-hosts", fmt.Sprint(hosts), "-items", "30"}
	ready := filepath.Join(dir, "ready")
	serve := exec.Command(l.tool, append(append([]string{"serve", "-ready", ready}, l.world...), flags...)...)
	if err := serve.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = serve.Process.Kill()
		_ = serve.Wait()
	})
	for range 600 {
		if _, err := os.Stat(ready); err == nil {
			return l
		}
		time.Sleep(100 * time.Millisecond) // it makes its documents first
	}
	t.Fatal("feedlab does not serve")
	return nil
}

func freePort(t *testing.T) int {
	t.Helper()
	n, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer n.Close()
	return n.Addr().(*net.TCPAddr).Port
}

// run runs one of its commands and returns what that says.
func (l *feedlab) run(t *testing.T, command string, args ...string) []byte {
	t.Helper()
	out, err := exec.Command(l.tool, append(append([]string{command}, args...), l.world...)...).Output()
	if err != nil {
		t.Fatalf("feedlab %s: %v", command, err)
	}
	return out
}

func (l *feedlab) latency(t *testing.T, d time.Duration) {
	t.Helper()
	resp, err := http.Get(l.url + "/ctl?latency=" + d.String())
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
}

// floor is how long it takes to read all feeds and do nothing with them, 64 at a time.
func (l *feedlab) floor(t *testing.T) time.Duration {
	t.Helper()
	var said struct {
		Wall   float64 `json:"wall_s"`
		Errors int
	}
	if err := json.Unmarshal(l.run(t, "fetch", "-workers", "64"), &said); err != nil || said.Errors > 0 {
		t.Fatalf("feedlab fetch: %v, %d errors", err, said.Errors)
	}
	return time.Duration(said.Wall * float64(time.Second))
}

// home makes a library that follows all its feeds and has checked none.
func (l *feedlab) home(t *testing.T) string {
	t.Helper()
	home := t.TempDir()
	list := filepath.Join(home, "feeds.opml")
	if err := os.WriteFile(list, l.run(t, "list", "-format", "opml"), 0o600); err != nil {
		t.Fatal(err)
	}
	process(t, program(home, "import", list))
	return home
}

// dump writes all feeds as they are served into files.
func (l *feedlab) dump(t *testing.T) (files []string) {
	t.Helper()
	dir := t.TempDir()
	l.run(t, "dump", "-dir", dir)
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%d documents, %v", len(files), err)
	}
	return files
}

// parsing is the processor time that bare gofeed needs for documents. One at a time is in memory: what the test has
// when it starts a process counts as the memory of that.
func parsing(t *testing.T, files []string) (took time.Duration) {
	t.Helper()
	for _, name := range files {
		doc, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		began := processorTime(t)
		if _, err := gofeed.NewParser().Parse(bytes.NewReader(doc)); err != nil {
			t.Fatal(err)
		}
		took += processorTime(t) - began
	}
	return took
}

func processorTime(t *testing.T) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// fetched is a refresh that must have brought so many articles.
func fetched(t *testing.T, home string, articles int) processRun {
	t.Helper()
	r := process(t, program(home, "fetch"))
	if want := fmt.Sprintf("1000 feeds checked, %d new articles, 0 failed.", articles); !strings.Contains(r.out, want) {
		t.Fatalf("newspane fetch says %q, want %q", r.out, want)
	}
	return r
}

// speedOfFeeds measures 1,000 feeds of 30 items on 250 hosts.
func speedOfFeeds(t *testing.T, f *speedTable) {
	const away = 200 * time.Millisecond
	l := newFeedlab(t, 1000, 250, "-latency", away.String())
	docs := l.dump(t)
	var floor, parse time.Duration
	var first, again, near, peer []processRun
	for range *speedRuns {
		floor, parse = least(floor, l.floor(t)), least(parse, parsing(t, docs))
		home := l.home(t)
		first = append(first, fetched(t, home, 30_000))
		again = append(again, fetched(t, home, 0))
		l.latency(t, 0)
		near = append(near, fetched(t, home, 0))
		l.latency(t, away)
		if r, ok := newsboat(t, l); ok {
			peer = append(peer, r)
		}
	}
	cores := time.Duration(runtime.GOMAXPROCS(0))
	bound := floor + parse/cores
	a, b, c := quickest(first), quickest(again), quickest(near)
	f.add("network floor, 64 at a time, 200 ms away", seconds(floor), "")
	f.add(fmt.Sprintf("bare gofeed on the same bytes (%s) over %d processors", seconds(parse), cores), seconds(parse/cores), "")
	f.add("first refresh: 1,000 feeds, 30,000 articles, 200 ms away", seconds(a.wall)+", "+times(a.wall, bound)+" of floor + gofeed", "1.5×")
	f.add("its processor time, peak memory", fmt.Sprintf("%s, %.0f MB", seconds(a.cpu), a.rss), "150 MB")
	if len(peer) > 0 {
		n := quickest(peer)
		f.add("newsboat, 64 threads, the same feeds", seconds(n.wall)+", "+times(n.wall, a.wall)+" as long", "8×")
	}
	f.add("refresh with nothing new, 200 ms away", seconds(b.wall)+", "+times(b.wall, floor)+" of the floor", "")
	f.add("refresh with nothing new, no latency", fmt.Sprintf("%s, processor %s", seconds(c.wall), seconds(min(b.cpu, c.cpu))), "1 s, 1 s")
}

// least is the lesser of two times, of which the first may not be there yet.
func least(a, b time.Duration) time.Duration {
	if a == 0 {
		return b
	}
	return min(a, b)
}

// newsboat reads the same feeds with newsboat, where that is installed.
func newsboat(t *testing.T, l *feedlab) (processRun, bool) {
	t.Helper()
	if _, err := exec.LookPath("newsboat"); err != nil {
		return processRun{}, false
	}
	dir := t.TempDir()
	for name, content := range map[string][]byte{
		"urls": l.run(t, "list", "-format", "newsboat"), "config": []byte("reload-threads 64\n"),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c := exec.Command("newsboat", "-C", "config", "-u", "urls", "-c", "cache.db", "-x", "reload")
	c.Dir = dir
	return process(t, c), true
}

// speedBesideHangingFeeds measures 100 feeds of which ten accept a request and never answer: when the others are
// there. The wait for those that hang is no part of it.
func speedBesideHangingFeeds(t *testing.T, f *speedTable) {
	l := newFeedlab(t, 100, 100, "-latency", "200ms", "-fault-frac", "0.1", "-faults", "timeout", "-seed", "10")
	l.world = append(l.world, "-seed", "10")
	var best time.Duration
	var well, hanging int
	for range *speedRuns {
		c := program(l.home(t), "fetch", "--json")
		out, in := io.Pipe()
		c.Stdout = in
		last := make(chan time.Duration)
		well, hanging = 0, 0
		began := time.Now()
		go func() {
			var at time.Duration
			for lines := bufio.NewScanner(out); lines.Scan(); {
				var row checkRow
				switch err := json.Unmarshal(lines.Bytes(), &row); {
				case err != nil || row.Feed == "": // the summary
				case row.Error == "":
					well, at = well+1, time.Since(began)
				default:
					hanging++
				}
			}
			last <- at
		}()
		process(t, c)
		in.Close()
		best = least(best, <-last)
	}
	f.add(fmt.Sprintf("%d feeds, while %d others never answer", well, hanging), seconds(best), "5 s")
}
