//go:build unix

package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"

	"newspane/ui"
)

// tty is the real program in a terminal of its own.
type tty struct {
	t      *testing.T
	cmd    *exec.Cmd
	pty    *os.File
	slave  *os.File
	gone   bool   // the terminal was closed
	before []byte // the terminal's settings before the program started
	ended  chan struct{}

	mu     sync.Mutex
	raw    bytes.Buffer
	screen *vt.Emulator
	wrote  chan struct{} // something was drawn
	watch  func([]byte)  // looks at what is drawn in the screen's place
}

// openTTY starts newspane with the library in home.
func openTTY(t *testing.T, home string, w, h int, args ...string) *tty {
	t.Helper()
	return openTTYWith(t, nil, home, w, h, args...)
}

// openTTYWith starts newspane in an environment with some variables of its own.
func openTTYWith(t *testing.T, env []string, home string, w, h int, args ...string) *tty {
	t.Helper()
	return openTTYOf(t, exec.Command("newspane", args...), env, home, w, h)
}

// openTTYOf starts a program in a terminal of its own; its keys come from there unless it has some already.
func openTTYOf(t *testing.T, cmd *exec.Cmd, env []string, home string, w, h int) *tty {
	t.Helper()
	if _, err := os.Stat(filepath.Join(home, "view.json")); errors.Is(err, os.ErrNotExist) {
		if err := keepView(filepath.Join(home, "view.json"), ui.View{Asked: true}); err != nil {
			t.Fatal(err)
		}
	}
	cmd.Env = append(os.Environ(), "NEWSPANE_HOME="+home, "TERM=xterm-256color", "COLORTERM=truecolor", "NO_COLOR=", "LANG=C.UTF-8")
	cmd.Env = append(cmd.Env, env...)
	master, slave, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	if err := pty.Setsize(slave, &pty.Winsize{Cols: uint16(w), Rows: uint16(h)}); err != nil {
		t.Fatal(err)
	}
	p := &tty{t: t, cmd: cmd, pty: master, slave: slave, before: modes(t, slave), ended: make(chan struct{}), screen: vt.NewEmulator(w, h), wrote: make(chan struct{}, 1)}
	if cmd.Stdin == nil {
		cmd.Stdin = slave
	}
	cmd.Stdout, cmd.Stderr = slave, slave
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true, Ctty: 1}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { _, _ = io.Copy(io.Discard, p.screen) }() // its answers to queries: as a terminal that gives none
	go p.read()
	go func() {
		_ = cmd.Wait()
		close(p.ended)
	}()
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		<-p.ended
		if !t.Failed() && !p.gone {
			if after := modes(t, slave); !bytes.Equal(after, p.before) {
				t.Errorf("the terminal's settings were %q, are %q", p.before, after)
			}
		}
		slave.Close()
		master.Close()
	})
	return p
}

// modes are what stty says of a terminal.
func modes(t *testing.T, f *os.File) []byte {
	t.Helper()
	stty := exec.Command("stty", "-g")
	stty.Stdin = f
	out, err := stty.Output()
	if err != nil {
		t.Skipf("stty: %v", err)
	}
	return out
}

func (p *tty) read() {
	buf := make([]byte, 32<<10)
	for {
		n, err := p.pty.Read(buf)
		p.mu.Lock()
		if p.watch != nil {
			p.watch(buf[:n])
		} else {
			p.raw.Write(buf[:n])
			p.draw(buf[:n])
		}
		p.mu.Unlock()
		select {
		case p.wrote <- struct{}{}:
		default:
		}
		if err != nil {
			return
		}
	}
}

// draw has the terminal draw. The emulator panics now and then when it scrolls a screen that has just become smaller:
// it begins anew then, empty until the program draws everything.
func (p *tty) draw(b []byte) {
	defer func() {
		if v := recover(); v != nil {
			p.t.Logf("the emulator panicked: %v", v)
			p.screen = vt.NewEmulator(p.screen.Width(), p.screen.Height())
			go func(screen io.Reader) { _, _ = io.Copy(io.Discard, screen) }(p.screen)
		}
	}()
	_, _ = p.screen.Write(b)
}

func (p *tty) text() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.screen.String()
}

// wait waits until the screen is as it should be.
func (p *tty) wait(what string, is func(screen string) bool) {
	p.t.Helper()
	deadline := time.After(20 * slowness * time.Second)
	for !is(p.text()) {
		select {
		case <-p.wrote:
		case <-p.ended:
			p.t.Fatalf("the program ended while waiting for %s:\n%s", what, p.text())
		case <-deadline:
			p.t.Fatalf("no %s:\n%s", what, p.text())
		}
	}
}

// insist waits like wait, and presses a key again now and then: what it said may have made room for a later word.
func (p *tty) insist(key, what string, is func(screen string) bool) {
	p.t.Helper()
	for range 20 {
		again := time.After(time.Second)
		for waiting := true; waiting; {
			if is(p.text()) {
				return
			}
			select {
			case <-p.wrote:
			case <-p.ended:
				p.t.Fatalf("the program ended while waiting for %s:\n%s", what, p.text())
			case <-again:
				waiting = false
			}
		}
		p.press(key)
	}
	p.t.Fatalf("no %s:\n%s", what, p.text())
}

func (p *tty) shows(words string) {
	p.t.Helper()
	p.wait(fmt.Sprintf("%q", words), func(s string) bool { return strings.Contains(s, words) })
}

func (p *tty) press(keys string) {
	p.t.Helper()
	if _, err := p.pty.WriteString(keys); err != nil {
		p.t.Fatal(err)
	}
}

func (p *tty) resize(w, h int) {
	p.mu.Lock()
	p.screen.Resize(max(1, w), max(1, h))
	p.mu.Unlock()
	if err := pty.Setsize(p.pty, &pty.Winsize{Cols: uint16(w), Rows: uint16(h)}); err != nil {
		p.t.Fatal(err)
	}
}

// output is all that the program wrote, once it has written words: what it wrote last may still be on its way.
func (p *tty) output(words string) string {
	p.t.Helper()
	deadline := time.After(10 * time.Second)
	for {
		p.mu.Lock()
		raw := p.raw.String()
		p.mu.Unlock()
		if strings.Contains(raw, words) {
			return raw
		}
		select {
		case <-p.wrote:
		case <-deadline:
			p.t.Fatalf("the program never wrote %q", words)
		}
	}
}

// end waits for the program's end and returns its exit status.
func (p *tty) end() int {
	p.t.Helper()
	select {
	case <-p.ended:
	case <-time.After(10 * slowness * time.Second):
		p.t.Fatalf("the program goes on:\n%s", p.text())
	}
	return p.cmd.ProcessState.ExitCode()
}

func TestEveryEndLeavesTheTerminalAsItWas(t *testing.T) {
	for name, leave := range map[string]func(*tty){
		"Q":       func(p *tty) { p.press("Q") },
		"q q":     func(p *tty) { p.press("qq") },
		"ctrl+c":  func(p *tty) { p.press("\x03") },
		"SIGTERM": func(p *tty) { _ = p.cmd.Process.Signal(syscall.SIGTERM) },
		"SIGHUP":  func(p *tty) { _ = p.cmd.Process.Signal(syscall.SIGHUP) },
		"SIGQUIT": func(p *tty) { _ = p.cmd.Process.Signal(syscall.SIGQUIT) },
		"SIGINT":  func(p *tty) { _ = p.cmd.Process.Signal(os.Interrupt) },
	} {
		t.Run(name, func(t *testing.T) {
			p := openTTYWith(t, []string{"VTE_VERSION=7401"}, t.TempDir(), 80, 24) // which is told who reorders
			p.shows("One key reads the whole paper")
			leave(p)
			if code := p.end(); code != 0 {
				t.Errorf("exit status %d", code)
			}
			raw := p.output("\x1b[8h")
			for on, off := range map[string]string{"\x1b[?1049h": "\x1b[?1049l", "\x1b[?2004h": "\x1b[?2004l", "\x1b[?1002h": "\x1b[?1002l", "\x1b[8l": "\x1b[8h"} {
				if strings.LastIndex(raw, off) < strings.LastIndex(raw, on) {
					t.Errorf("%q was left on", on)
				}
			}
			if strings.LastIndex(raw, "\x1b[?25h") < strings.LastIndex(raw, "\x1b[?25l") {
				t.Error("the cursor was left hidden")
			}
		})
	}
}

func TestADumbTerminalGetsWordsAndNoEscapes(t *testing.T) {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, "<title>On dumb terminals</title><article><h1>On dumb terminals</h1><p>"+strings.Repeat("They print what they get. ", 30)+"</p></article>")
	}))
	defer site.Close()
	for _, c := range []struct {
		args []string
		says string
		code int
	}{{nil, "cannot draw the screen", 2}, {[]string{"read", site.URL}, "They print what they get.", 0}} {
		p := openTTYWith(t, []string{"TERM=dumb"}, t.TempDir(), 80, 24, c.args...)
		if code := p.end(); code != c.code {
			t.Errorf("%v: exit status %d", c.args, code)
		}
		if raw := p.output(c.says); strings.Contains(raw, "\x1b") {
			t.Errorf("%v: wrote %q", c.args, raw)
		}
	}
}

func TestAVanishedTerminalEndsTheProgram(t *testing.T) {
	p := openTTY(t, t.TempDir(), 80, 24)
	p.shows("One key reads the whole paper")
	p.press("b")
	p.shows("bookmarked")
	p.gone = true
	p.pty.Close()
	_ = pty.Setsize(p.slave, &pty.Winsize{Cols: 81, Rows: 24}) // what is drawn now ends the read that still holds it
	p.end()
}

func TestTheScreenLivesThroughAnySize(t *testing.T) {
	p := openTTY(t, t.TempDir(), 80, 24)
	p.shows("One key reads the whole paper")
	p.press("\r")
	rng := rand.New(rand.NewPCG(7, 7))
	for range 1000 {
		p.resize(1+rng.IntN(250), 1+rng.IntN(80))
		p.press([]string{"j", "k", " ", "\t", "?", "\x1b", "g", "l", "h", "z"}[rng.IntN(10)])
	}
	for _, s := range [][2]int{{1, 1}, {0, 0}, {1, 500}, {500, 1}, {2, 2}} {
		p.resize(s[0], s[1])
		p.press("jk")
	}
	p.resize(80, 24)
	p.shows("? keys")
	p.press("\x03\x03\x03") // ctrl+c closes what is open, then ends
	if code := p.end(); code != 0 {
		t.Errorf("exit status %d:\n%s", code, p.text())
	}
}

// attacks are what a terminal must never be sent: each carries the marks that the test looks for.
var attacks = []string{
	"\x1b[31337m", "\x1b]52;c;UFdORUQ=\x07", "\x1b]0;PWNED\x07", "\x1b]8;;http://PWNED/\x1b\\", "\x1bP1;PWNED\x1b\\", "\x1b_GPWNED\x1b\\",
	"\x1b^PWNED\x1b\\", "\x1bXPWNED\x1b\\", "\u009b31337m", "\u009d0;PWNED\u009c", "\u0090PWNED\u009c", "\x1b]52;c;UFdORUQ=", "\x1bc", "\x08\x08", "\x07", "\x7f",
	"&#27;[31337m", "&#155;31337m", "&amp;#27;[31337m", "\u202ePWNED", "\u2066", "\x1b[?1049l", "\x1b[6n", "\x0e", "\u2028",
}

// hostileSite serves a feed and pages with attacks in every field.
func hostileSite(t *testing.T) *httptest.Server {
	mux := http.NewServeMux()
	site := httptest.NewServer(mux)
	t.Cleanup(site.Close)
	var items []map[string]any
	for i, a := range attacks {
		page := fmt.Sprintf("/page%d", i)
		items = append(items, map[string]any{
			"id": fmt.Sprint(i, a), "title": a + "Headline" + a + fmt.Sprint(i), "url": site.URL + page, "summary": a + "Summary" + a,
			"authors": []map[string]string{{"name": a + "Author" + a}}, "tags": []string{a}, "language": a,
			"date_published": time.Now().Add(-time.Duration(i) * time.Minute).Format(time.RFC3339),
		})
		mux.HandleFunc(page, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			words := strings.Repeat("Plain words of a story that goes on for some time. ", 12)
			fmt.Fprintf(w, `<html lang="%[1]s"><head><title>%[1]s</title></head><body><article><h1>%[1]sHeadline%[1]s</h1><p>%[1]sBody%[1]s %[2]s</p>
<pre>%[1]scode%[1]s</pre><img src="/x.png" alt="%[1]salt%[1]s"><p>%[2]s <a href="/p?%[1]s">%[1]sanchor%[1]s</a></p></article>
<h2>See also</h2><ul><li><a href="/a-related-story-1.html">%[1]sRelated story number one%[1]s</a></li><li><a href="/a-related-story-2.html">Related story number two</a></li></ul></body></html>`, a, words)
		})
	}
	feed, err := json.Marshal(map[string]any{"version": "https://jsonfeed.org/version/1.1", "title": strings.Join(attacks, "") + "Hostile Times", "items": items})
	if err != nil {
		t.Fatal(err)
	}
	mux.HandleFunc("/feed.json", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/feed+json")
		_, _ = w.Write(feed)
	})
	return site
}

func TestNothingOfFeedsAndPagesReachesTheTerminal(t *testing.T) {
	site := hostileSite(t)
	home := t.TempDir()
	add := exec.Command("newspane", "add", site.URL+"/feed.json")
	add.Env = append(os.Environ(), "NEWSPANE_HOME="+home)
	if out, err := add.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	p := openTTY(t, home, 200, 60)
	p.shows("Headline")
	p.press("gu\r")
	p.shows("Body")
	for range attacks {
		p.press("gl")
		p.shows("See also")
		p.press("\tf./Body\r\\")
		p.press("n")
	}
	p.press("?\x03\x10\x03gh")
	p.resize(80, 24)
	p.press("\x03\x03\x03")
	p.end()
	wantUncut(t, home)
	if bad := foreign([]byte(p.output("\x1b[?1049l"))); len(bad) > 0 {
		t.Errorf("the terminal was sent %d sequences that are not ours, the first %q", len(bad), bad[:min(len(bad), 5)])
	}
}

// printable is what an address may be spelt with.
const printable = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?#[]@!$&'()*+,;=%"

// foreign returns the sequences and control characters of a program's output that newspane has no reason to send.
func foreign(out []byte) []string {
	const finals = "mHABCDJKhldGXP@LMSTrqucntbfpE`aeZWI"
	var bad []string
	var state byte
	p := ansi.NewParser()
	for len(out) > 0 {
		seq, width, n, next := ansi.DecodeSequence(out, state, p)
		state = next
		out = out[n:]
		s := string(seq)
		ours := true
		switch {
		case width > 0:
			ours = !strings.ContainsAny(s, "\u202e\u2066\u2028\u009b\u009d\u0090")
		case len(s) == 1 && s[0] != 0x1b:
			ours = strings.ContainsAny(s, "\r\n\t\b")
		case strings.HasPrefix(s, "\x1b["):
			ours = strings.IndexByte(finals, s[len(s)-1]) >= 0 && !strings.Contains(s, "31337")
		case strings.HasPrefix(s, "\x1b]8;"):
			address := strings.TrimSuffix(strings.TrimSuffix(s[len("\x1b]8;"):], "\a"), "\x1b\\")
			ours = (strings.HasSuffix(address, ";") || strings.Contains(address, ";http")) && strings.Trim(address, printable) == "" // an attack in it is spelt in percents
		case strings.HasPrefix(s, "\x1b]"):
			ours = !strings.Contains(s, "PWNED") && !strings.HasPrefix(s, "\x1b]52;")
		case strings.HasPrefix(s, "\x1bP"):
			ours = strings.HasPrefix(s, "\x1bP+q") || strings.HasPrefix(s, "\x1bP$q")
		case strings.HasPrefix(s, "\x1b"):
			ours = len(s) == 2 && strings.ContainsAny(s[1:], "78=>M\\")
		case s != "" && s[0] >= 0x80:
			ours = true // zero-width characters of scripts
		}
		if !ours {
			bad = append(bad, s)
		}
	}
	return bad
}
