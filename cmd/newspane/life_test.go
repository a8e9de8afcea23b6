//go:build unix

package main

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"newspane/feed"
	"newspane/feed/store"
	"newspane/ui"
)

var (
	kills = flag.Int("kills", 3, "how often the program is killed while it refreshes and marks")
	disks = flag.Bool("disks", false, "fill disks of all sizes, not of three")
)

// wire is a server whose feeds have new items at every request: n of them, with a text of so many bytes.
func wire(t *testing.T, n, size int) *httptest.Server {
	t.Helper()
	var served atomic.Int64
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		text := make([]byte, size*3/4)
		for i := range text {
			text[i] = byte(rand.Uint32())
		}
		body := base64.StdEncoding.EncodeToString(text) // cannot be packed
		var b bytes.Buffer
		b.WriteString(`<rss version="2.0"><channel><title>Wire ` + r.URL.Path + `</title>`)
		for range n {
			k := served.Add(1)
			fmt.Fprintf(&b, "<item><title>Wire item %06d</title><guid>%d</guid><pubDate>%s</pubDate><description>%s</description></item>",
				k, k, time.Now().Add(-time.Duration(k)*time.Second).Format(time.RFC1123Z), body)
		}
		b.WriteString("</channel></rss>")
		w.Header().Set("Content-Type", "application/rss+xml")
		if _, err := w.Write(b.Bytes()); err != nil {
			return // the reader was killed
		}
	}))
	t.Cleanup(s.Close)
	return s
}

// wired is a library in home that follows so many feeds of the server.
func wired(t *testing.T, home string, s *httptest.Server, feeds int) error {
	t.Helper()
	var list strings.Builder
	list.WriteString(`<opml version="2.0"><body>`)
	for i := range feeds {
		fmt.Fprintf(&list, `<outline type="rss" text="Wire %d" xmlUrl="%s/%d"/>`, i, s.URL, i)
	}
	list.WriteString("</body></opml>")
	if err := os.MkdirAll(home, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := keepView(filepath.Join(home, "view.json"), ui.View{Asked: true}); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "wire.opml")
	if err := os.WriteFile(name, []byte(list.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := newspaneIn(t, home, "import", name)
	if err != nil {
		err = fmt.Errorf("%w: %s", err, out)
	}
	return err
}

// acknowledged are marks that were said to be kept.
type acknowledged map[feed.ID][2]bool

func (a acknowledged) add(line string) {
	var id feed.ID
	var key int
	if n, _ := fmt.Sscanf(line, "marked %d %d", &id, &key); n == 2 {
		keys := a[id]
		keys[key] = true
		a[id] = keys
	}
}

// wantKept checks that the library is sound and holds the marks. Of titles whose bookmark the screen changed, it holds
// what the screen said last.
func (a acknowledged) wantKept(t *testing.T, home string, told map[string]bool) {
	t.Helper()
	began := time.Now()
	s, err := store.Open(t.Context(), filepath.Join(home, "newspane.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if d := time.Since(began); d > 2*slowness*time.Second {
		t.Errorf("the library took %s to open", d)
	}
	if s.Notice() != "" {
		t.Errorf("notice: %s", s.Notice())
	}
	if c, err := store.Examine(t.Context(), filepath.Join(home, "newspane.db")); err != nil || c.Fault != "" || c.Suspect || c.Unchecked {
		t.Errorf("the library is not sound: %v %q, suspect %v", err, c.Fault, c.Suspect)
	}
	rows, err := s.Headlines(t.Context(), feed.Query{}, feed.Window{Limit: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range rows {
		want := a[h.ID]
		set, changed := told[h.Title.String()]
		if want[feed.MarkRead] && !h.Read || want[feed.MarkBookmark] && !changed && !h.Bookmarked || set && !h.Bookmarked {
			t.Errorf("a mark of article %d is lost; the screen said of it %v, %v", h.ID, changed, set)
		}
	}
}

var wireWord = regexp.MustCompile(`bookmark(ed| removed): (Wire item \d{6})`)

func TestKilledWhileItRefreshesAndMarksNothingIsLost(t *testing.T) {
	server, home := wire(t, 30, 2000), t.TempDir()
	if err := wired(t, home, server, 6); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if out, err := newspaneIn(t, home, "fetch"); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	acked := acknowledged{}
	told := map[string]bool{}
	marks := 0
	for range *kills {
		p := openTTY(t, home, 100, 30)
		p.gone = true // it cannot leave the terminal as it was
		p.shows("Wire item")
		in, child := startIn(t, home, "marker", "100000", fmt.Sprint(rand.IntN(3)), "3")
		_, fetcher := startIn(t, home, "newspane", "fetch")
		stop := 1 + rand.IntN(80)
		for n := 0; n < stop && in.Scan(); n++ {
			acked.add(in.Text())
			marks++
			if n%10 == 0 {
				toggles(p, told)
			}
		}
		p.press("R")
		for n := rand.IntN(20); n > 0 && in.Scan(); n-- {
			acked.add(in.Text())
			marks++
		}
		victims := []*os.Process{p.cmd.Process, child.Process, fetcher.Process}
		rand.Shuffle(3, func(i, j int) { victims[i], victims[j] = victims[j], victims[i] })
		for _, v := range victims {
			if err := v.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
				t.Fatal(err)
			}
		}
		for in.Scan() { // what it says while it dies was acknowledged too
			acked.add(in.Text())
			marks++
		}
		<-p.ended
		_ = fetcher.Wait() // killed, or done before
		if err := child.Wait(); err == nil {
			t.Fatal("the marker ended by itself")
		}
		acked.wantKept(t, home, told)
	}
	t.Logf("%d kills of three processes each, %d marks acknowledged, %d articles changed on the screen", *kills, marks, len(told))
}

// startIn starts a program on the library in home.
func startIn(t *testing.T, home, name string, args ...string) (*bufio.Scanner, *exec.Cmd) {
	t.Helper()
	c := exec.Command(name, args...)
	c.Env = append(os.Environ(), "NEWSPANE_HOME="+home)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	return bufio.NewScanner(out), c
}

// toggles changes the bookmark of the selected article, notes what the screen says of it, and goes on to the next.
func toggles(p *tty, told map[string]bool) {
	p.press("b")
	p.wait("word of the bookmark", func(s string) bool {
		m := wireWord.FindStringSubmatch(s)
		if m != nil {
			told[m[2]] = m[1] == "ed"
		}
		return m != nil
	})
	p.press("j")
	p.wait("next row", func(s string) bool { return !wireWord.MatchString(s) })
}

func TestTwoProcessesMarkDuringARefreshAndLoseNothing(t *testing.T) {
	server, home := wire(t, 100, 500), t.TempDir()
	if err := wired(t, home, server, 10); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if out, err := newspaneIn(t, home, "fetch"); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	type said struct {
		out  []byte
		err  error
		errs string
	}
	ends := make(chan said)
	for part := range 2 {
		go func() {
			c := exec.Command("marker", "1000", fmt.Sprint(part), "2")
			c.Env = append(os.Environ(), "NEWSPANE_HOME="+home)
			var errs strings.Builder
			c.Stderr = &errs
			out, err := c.Output()
			ends <- said{out, err, errs.String()}
		}()
	}
	acked, marks, fetches := acknowledged{}, 0, 0
	for running := 2; running > 0; {
		select {
		case s := <-ends:
			running--
			if s.err != nil || s.errs != "" {
				t.Errorf("a marker ended with %v: %s", s.err, s.errs)
			}
			for line := range strings.Lines(string(s.out)) {
				acked.add(line)
				marks++
			}
		default:
			fetches++
			if out, err := newspaneIn(t, home, "fetch"); err != nil || strings.Contains(out, "using the library") {
				t.Errorf("fetch: %v\n%s", err, out)
			}
		}
	}
	if marks != 2000 {
		t.Errorf("%d marks of 2000 were acknowledged", marks)
	}
	acked.wantKept(t, home, nil)
	t.Logf("%d marks by two processes during %d refreshes of 10 feeds", marks, fetches)
}

// smallDisk mounts a disk of a size until the test ends.
func smallDisk(t *testing.T, size string) string {
	t.Helper()
	dir := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size="+size, "tmpfs", dir).CombinedOutput(); err != nil {
		t.Skipf("no disk can be mounted here: %v %s", err, out)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", "-l", dir).CombinedOutput(); err != nil {
			t.Errorf("umount: %v %s", err, out)
		}
	})
	return dir
}

// fill fills a disk with a file.
func fill(t *testing.T, name string) {
	t.Helper()
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	for block := 64 << 10; block > 0; block /= 4 {
		for err == nil {
			_, err = f.Write(make([]byte, block))
		}
		if !errors.Is(err, syscall.ENOSPC) {
			t.Fatal(err)
		}
		err = nil
	}
	_ = f.Close() // its last write failed, which is what was wanted
}

func TestOnAFullDiskReadingGoesOnAndMarksAreKept(t *testing.T) {
	sizes := []string{"64k", "256k", "1m", "4m", "8m", "10m", "16m", "24m", "48m"}
	if !*disks {
		sizes = []string{"256k", "8m", "10m", "24m"}
	}
	for _, size := range sizes {
		t.Run(size, func(t *testing.T) {
			disk := smallDisk(t, size)
			home := filepath.Join(disk, "home")
			const full = "The disk is full"
			said := ""
			err := wired(t, home, wire(t, 20, 20_000), 3)
			if err != nil {
				said = err.Error()
			}
			for rounds := 0; err == nil; rounds++ {
				if said, err = newspaneIn(t, home, "fetch"); rounds > 100 {
					t.Fatal("the disk never filled")
				}
			}
			if !strings.Contains(said, full) || strings.Count(said, "goroutine ") > 0 {
				t.Fatalf("newspane said %s", said)
			}
			fill(t, filepath.Join(disk, "filler"))
			listed, err := newspaneIn(t, home, "list")
			articles := strings.Count(listed, "Wire item")
			if articles == 0 {
				if err != nil && !strings.Contains(listed, full) {
					t.Errorf("list: %v\n%s", err, listed)
				}
				if size == "8m" && (!strings.Contains(said, "less than 9 MB are free") || !strings.Contains(said, home)) {
					t.Errorf("with some room left newspane said %s", said)
				}
				t.Logf("%s: no room for any article, said so", size)
				return
			}
			if err != nil {
				t.Errorf("list: %v\n%s", err, listed[max(0, len(listed)-500):])
			}
			acked := acknowledged{}
			c := exec.Command("marker", "100", "0", "1")
			c.Env = append(os.Environ(), "NEWSPANE_HOME="+home)
			var errs strings.Builder
			c.Stderr = &errs
			out, err := c.Output()
			if err != nil || bytes.Count(out, []byte("marked")) != 100 {
				t.Errorf("%d of 100 marks were kept on the full disk: %v %s", bytes.Count(out, []byte("marked")), err, errs.String())
			}
			for line := range strings.Lines(string(out)) {
				acked.add(line)
			}
			recovers(t, home, filepath.Join(disk, "filler"))
			acked.wantKept(t, home, nil)
			t.Logf("%s: %d articles, %d marks on the full disk", size, articles, bytes.Count(out, []byte("marked")))
		})
	}
}

// recovers checks that the screen reads on, says what is the matter, and takes news up again when there is room.
func recovers(t *testing.T, home, filler string) {
	t.Helper()
	p := openTTY(t, home, 100, 30)
	p.shows("Wire item")
	p.press("R")
	p.shows("The disk is full")
	p.press("\r")
	p.shows("Wire item")
	p.press("q")
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	p.press("Q")
	if code := p.end(); code != 0 {
		t.Errorf("exit status %d", code)
	}
}

func TestAHomeThatCannotBeWrittenIsRead(t *testing.T) {
	disk := smallDisk(t, "32m")
	home := filepath.Join(disk, "home")
	if err := wired(t, home, wire(t, 5, 500), 1); err != nil {
		t.Fatal(err)
	}
	if out, err := newspaneIn(t, home, "fetch"); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if out, err := exec.Command("mount", "-o", "remount,ro", disk).CombinedOutput(); err != nil {
		t.Skipf("%v %s", err, out)
	}
	out, err := newspaneIn(t, home, "list")
	if err != nil || !strings.Contains(out, "nothing that you do now is kept") || strings.Count(out, "Wire item") != 5 {
		t.Errorf("list: %v\n%s", err, out)
	}
	p := openTTY(t, home, 100, 30)
	p.shows("nothing that you do now is kept")
	p.shows("Wire item")
	p.press("b")
	p.shows("Not saved")
	p.press("\r")
	p.shows("Wire item")
	p.press("Q")
	if code := p.end(); code != 0 {
		t.Errorf("exit status %d", code)
	}
}
