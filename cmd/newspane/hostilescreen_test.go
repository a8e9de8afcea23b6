//go:build unix

package main

import (
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// maxScreenMB is the most memory that the screen may take, whatever it is fed.
const maxScreenMB = 300

// refreshing finds how far a refresh has come.
var refreshing = regexp.MustCompile(`↻ \d+/\d+`)

// followed imports every n-th case of the corpus into the library in home, and returns their names.
func followed(t *testing.T, home string, cases []hostileCase, n int) []string {
	t.Helper()
	var list strings.Builder
	var names []string
	list.WriteString(`<opml version="2.0"><body>`)
	for i, c := range cases {
		if c.Kind == "opml" || strings.Contains(c.URL, "@") || strings.HasPrefix(c.Name, "fault-429") || i%n != 0 {
			continue // one that wants to be left alone speaks for its host, which is that of all
		}
		fmt.Fprintf(&list, `<outline type="rss" text="%s" xmlUrl="%s"/>`, c.Name, xmlEscaped(c.URL))
		names = append(names, c.Name)
	}
	list.WriteString("</body></opml>")
	name := filepath.Join(t.TempDir(), "cases.opml")
	if err := os.WriteFile(name, []byte(list.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := newspaneIn(t, home, "import", name); err != nil {
		t.Fatalf("import: %v\n%s", err, out)
	}
	return names
}

// answered presses a key that is answered at once, and returns how long that took.
func (p *tty) answered() time.Duration {
	p.t.Helper()
	began := time.Now()
	p.press("?")
	p.wait("help", func(s string) bool { return strings.Contains(s, "esc close") })
	took := time.Since(began)
	p.press("\x1b")
	p.wait("no help", func(s string) bool { return !strings.Contains(s, "esc close") })
	return took
}

// TestTheHostileCorpusIsMetOnTheScreen follows a part of the corpus at once and reads its articles in a terminal.
func TestTheHostileCorpusIsMetOnTheScreen(t *testing.T) {
	tool := hostileTool(t)
	cases := hostileServer(t, tool)
	every, read, ways := 6, 25, []string{"kitty"}
	if *hostileAll {
		every, read, ways = 1, 400, append(ways, "blocks", "off")
	}
	for _, images := range ways {
		t.Run(images, func(t *testing.T) {
			home := t.TempDir()
			if err := os.WriteFile(filepath.Join(home, "config.toml"), []byte("images = \""+images+"\"\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			names := followed(t, home, cases, every)
			if resp, err := http.Get("http://" + *hostileAddr + "/canary-reset"); err != nil || resp.Body.Close() != nil {
				t.Fatal(err)
			}
			peak := filepath.Join(t.TempDir(), "peak")
			p := openTTYWith(t, []string{peakEnv + "=" + peak}, home, 120, 40)
			p.shows("Feeds")
			p.press("R")
			p.wait("progress", refreshing.MatchString)
			var keys []time.Duration
			began := time.Now()
			for refreshing.MatchString(p.text()) && time.Since(began) < 2*time.Minute {
				keys = append(keys, p.answered())
			}
			refresh := time.Since(began)
			p.press("ga")
			for i := range read {
				p.press("j\r \x04")
				keys = append(keys, p.answered())
				if i%5 == 0 {
					p.resize([]int{40, 80, 200, 120}[i/5%4], 30+i%20)
				}
				p.press("q")
			}
			p.press("\x03\x03\x03")
			if code := p.end(); code != 0 {
				t.Errorf("exit status %d:\n%s", code, p.text())
			}
			wantHeld(t, tool, p, home, names, images != "off")
			mb := toldPeak(peak, p.cmd.ProcessState.SysUsage().(*syscall.Rusage))
			if mb > maxScreenMB {
				t.Errorf("the screen took %d MB, may take %d", mb, maxScreenMB)
			}
			slices.Sort(keys)
			t.Logf("%s: %d cases, refreshed in %.1f s, %d articles read, %d keys answered in %d ms (median), %d ms (p99), %d MB", images, len(names),
				refresh.Seconds(), read, len(keys), keys[len(keys)/2].Milliseconds(), keys[len(keys)*99/100].Milliseconds(), mb)
		})
	}
}

// wantHeld checks that nothing of the cases reached the terminal, that nothing was asked for that must not be, and that
// the log is clean. Where pictures are shown, one of the article on the screen is asked for (N9): of the corpus's pixels
// this is the one that has neither a size nor a name that gives it away.
func wantHeld(t *testing.T, tool string, p *tty, home string, names []string, pictures bool) {
	t.Helper()
	raw := filepath.Join(t.TempDir(), "raw")
	if err := os.WriteFile(raw, []byte(p.output("\x1b[?1049l")), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(tool, "scan", raw).CombinedOutput(); err != nil {
		t.Errorf("content reached the terminal: %v\n%.3000s", err, out)
	}
	if bad := foreign([]byte(p.output("\x1b[?1049l"))); len(bad) > 0 {
		t.Errorf("the terminal was sent %d sequences that are not ours, the first %q", len(bad), bad[:min(len(bad), 5)])
	}
	seen := canaryReport(t)
	for _, name := range names {
		v := slices.DeleteFunc(seen.Violations[name], func(what string) bool { return pictures && what == "srcset-2" })
		if len(v) > 0 {
			t.Errorf("%s: asked for what must not be asked for: %q", name, v)
		}
	}
	wantUncut(t, home)
	log, err := os.ReadFile(filepath.Join(home, "newspane.log"))
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"s3cr3t", "\x1b", "msg=panic"} {
		if i := strings.Index(string(log), bad); i >= 0 {
			t.Errorf("the log has %q: %.500q", bad, log[max(0, i-100):])
		}
	}
}
