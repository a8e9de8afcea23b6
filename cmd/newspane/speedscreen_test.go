//go:build linux

package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

// speedOfScreen measures the screen of a library of 10,000 articles.
func speedOfScreen(t *testing.T, f *speedTable) {
	l := newFeedlab(t, 334, 250)
	home := l.home(t)
	process(t, program(home, "fetch"))
	var newest struct{ Title string }
	if err := json.Unmarshal([]byte(process(t, program(home, "list", "--limit", "1", "--json")).out), &newest); err != nil {
		t.Fatal(err)
	}
	words := strings.Join(strings.Fields(newest.Title)[:2], " ")
	var first time.Duration
	var rss float64
	for range *speedRuns {
		began := time.Now()
		p := openTTY(t, home, 120, 40)
		p.shows(words)
		first = least(first, time.Since(began))
		rss = max(rss, memoryOf(t, p.cmd.Process.Pid))
		p.press("Q")
		p.end()
	}
	f.add("start to first headlines, library of 10,020 articles", seconds(first), "")
	f.add("peak memory by then", fmt.Sprintf("%.0f MB", rss), "")
}

// memoryOf is the most memory in MB that a process has had so far.
func memoryOf(t *testing.T, pid int) float64 {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Fatal(err)
	}
	_, after, _ := strings.Cut(string(status), "VmHWM:")
	var kb float64
	if _, err := fmt.Sscan(after, &kb); err != nil {
		t.Fatal(err)
	}
	return kb / 1024
}
