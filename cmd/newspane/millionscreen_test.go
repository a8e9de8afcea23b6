//go:build linux

package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"newspane/feed"
)

// screen measures the program as a person has it: started in a terminal, keys pressed. The time of a key ends when what
// it calls for is on the screen, which the program draws sixty times a second.
func (g *gauge) screen(newest, oldest feed.Headline) {
	var cpu, start, all, down, end, top time.Duration
	var first, used float64
	for range *speedRuns {
		began := time.Now()
		p := openTTY(g.t, g.l.dir, 120, 40)
		p.shows(begin(newest))
		start, first = least(start, time.Since(began)), max(first, memoryOf(g.t, p.cmd.Process.Pid))
		cpu = least(cpu, spent(g.t, p.cmd.Process.Pid))
		all = least(all, g.pressed(p, "ga", "All", func(s string) bool { return strings.Contains(s, "│ All  ") && strings.Count(s, begin(newest)) > 1 }))
		down = least(down, g.pressed(p, "\x1b[6~\x1b[6~", "the next page", func(s string) bool { return !strings.Contains(s, begin(newest)) }))
		end = least(end, g.pressed(p, "G", "the oldest article", func(s string) bool { return strings.Contains(s, begin(oldest)) }))
		top = least(top, g.pressed(p, "gg", "the newest article", func(s string) bool { return strings.Contains(s, begin(newest)) }))
		for range 5 {
			p.press("j\r")
			p.press("q")
		}
		p.press("/" + g.word(300, 3000) + " ")
		p.press("\r")
		time.Sleep(2 * time.Second) // what the program does by itself after a start
		used = max(used, memoryOf(g.t, p.cmd.Process.Pid))
		p.press("\x03\x03\x03")
		p.end()
	}
	g.f.add("start to first headlines", ms(start)+", processor "+ms(cpu), "100 ms")
	g.f.add("peak memory by then", fmt.Sprintf("%.0f MB", first), "60 MB")
	g.f.add("peak memory after some use", fmt.Sprintf("%.0f MB", used), "60 MB")
	g.f.add("keys: All, with its first article", ms(all), "50 ms")
	g.f.add("keys: page down", ms(down), "50 ms")
	g.f.add("keys: to the end", ms(end), "50 ms")
	g.f.add("keys: to the top", ms(top), "50 ms")
}

// begin is by what an article is known in a list.
func begin(h feed.Headline) string { return strings.Join(strings.Fields(h.Title.String())[:3], " ") }

// pressed is how long the screen takes to show what keys call for.
func (g *gauge) pressed(p *tty, keys, what string, is func(screen string) bool) time.Duration {
	g.t.Helper()
	began := time.Now()
	p.press(keys)
	p.wait(what, is)
	return time.Since(began)
}

// spent is the processor time that a process has taken so far.
func spent(t *testing.T, pid int) time.Duration {
	t.Helper()
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		t.Fatal(err)
	}
	_, after, _ := strings.Cut(string(b), ") ")
	fields := strings.Fields(after)
	if len(fields) < 13 {
		t.Fatalf("stat of %d: %q", pid, b)
	}
	sum := time.Duration(0)
	for _, f := range fields[11:13] { // utime and stime, in hundredths of a second
		n, err := strconv.ParseInt(f, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		sum += time.Duration(n) * 10 * time.Millisecond
	}
	return sum
}
