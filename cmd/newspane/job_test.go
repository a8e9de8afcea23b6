//go:build unix

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
)

// inShell starts newspane in a shell with job control, as people do. The shell says when a job was stopped, and obeys
// the lines that are typed to it.
func inShell(t *testing.T, home string) *tty {
	t.Helper()
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("no bash")
	}
	p := openTTYOf(t, exec.Command(bash, "--norc", "--noprofile", "-i"), []string{"PS1=shell> "}, home, 80, 24)
	p.shows("shell>")
	p.press("newspane\r")
	p.shows("One key reads the whole paper")
	return p
}

func TestSuspendedItGivesTheShellItsTerminalAndComesBack(t *testing.T) {
	p := inShell(t, t.TempDir())
	for range 3 {
		p.press("\x1a")
		p.shows("Stopped")
		p.wantLeft()
		p.press("echo so$((40+2))\r")
		p.shows("so42")
		p.resize(100, 30) // while it cannot see
		p.press("fg\r")
		p.shows("One key reads the whole paper")
		p.press("?")
		p.shows("esc close")
		p.press("\x1b")
		p.wait("no help", func(s string) bool { return !strings.Contains(s, "esc close") })
	}
	p.press("Q")
	p.wait("the shell", func(s string) bool { return strings.HasSuffix(strings.TrimSpace(s), "shell>") })
	p.press("exit\r")
	p.end()
}

func TestStoppedFromOutsideItTakesTheTerminalAnew(t *testing.T) {
	home := t.TempDir()
	p := inShell(t, home)
	p.gone = true // stty leaves the shell's terminal as it likes it
	pid := p.childOf(p.cmd.Process.Pid)
	for range 3 {
		if err := syscall.Kill(pid, syscall.SIGTSTP); err != nil {
			t.Fatal(err)
		}
		p.shows("Stopped")
		p.press("printf '\\033[2J\\033[3;3HSCRIBBLE'; stty sane\r")
		p.shows("SCRIBBLE")
		p.press("fg\r")
		p.wait("its screen", func(s string) bool {
			return strings.Contains(s, "One key reads the whole paper") && !strings.Contains(s, "SCRIBBLE")
		})
		p.press("?")
		p.shows("esc close")
		p.press("\x1b")
		p.wait("no help", func(s string) bool { return !strings.Contains(s, "esc close") })
	}
	p.press("Q")
	p.wait("the shell", func(s string) bool { return strings.HasSuffix(strings.TrimSpace(s), "shell>") })
	p.press("exit\r")
	p.end()
}

func TestWithoutAShellItIsNotSuspended(t *testing.T) {
	p := openTTY(t, t.TempDir(), 100, 24)
	p.shows("One key reads the whole paper")
	p.press("\x1a")
	p.shows("There is no shell to go to")
	p.press("?")
	p.shows("esc close")
	p.press("\x03\x03\x03")
	if code := p.end(); code != 0 {
		t.Errorf("exit status %d", code)
	}
}

// childOf is the process that another one started.
func (p *tty) childOf(parent int) int {
	p.t.Helper()
	out, err := exec.Command("ps", "-o", "pid=", "--ppid", fmt.Sprint(parent)).Output()
	if err != nil {
		p.t.Skipf("ps: %v", err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(out)))
	if err != nil {
		p.t.Fatalf("the shell started %q", out)
	}
	return pid
}

// wantLeft checks that the terminal was left: the modes that the screen sets are off.
func (p *tty) wantLeft() {
	p.t.Helper()
	raw := p.output("Stopped")
	for on, off := range map[string]string{"\x1b[?1049h": "\x1b[?1049l", "\x1b[?2004h": "\x1b[?2004l", "\x1b[?1002h": "\x1b[?1002l", "\x1b[?25l": "\x1b[?25h"} {
		raw := raw[:strings.LastIndex(raw, "Stopped")]
		if strings.LastIndex(raw, off) < strings.LastIndex(raw, on) {
			p.t.Errorf("%q was left on", on)
		}
	}
}

// TestTheEndOfKeysAloneEndsTheProgram takes the keyboard away, and leaves the screen.
func TestTheEndOfKeysAloneEndsTheProgram(t *testing.T) {
	home := t.TempDir()
	keys, keyboard, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer keyboard.Close()
	cmd := exec.Command("newspane")
	cmd.Stdin = keyboard
	p := openTTYOf(t, cmd, nil, home, 80, 24)
	p.shows("One key reads the whole paper")
	if _, err := keys.WriteString("b"); err != nil {
		t.Fatal(err)
	}
	p.shows("bookmarked")
	began := time.Now()
	if err := keys.Close(); err != nil {
		t.Fatal(err)
	}
	p.end()
	used := p.cmd.ProcessState.UserTime() + p.cmd.ProcessState.SystemTime()
	t.Logf("ended after %s, %s of processor time in all", time.Since(began).Round(time.Millisecond), used)
	out, err := newspaneIn(t, home, "list", "--bookmarked")
	if err != nil || !strings.Contains(out, "One key") {
		t.Errorf("the bookmark: %v %s", err, out)
	}
	if _, err := os.Stat(filepath.Join(home, "newspane.db")); err != nil {
		t.Error(err)
	}
}
