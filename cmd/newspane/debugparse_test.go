package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// runParse runs debug parse and returns its lines.
func runParse(t *testing.T, stdin string, args ...string) []map[string]any {
	t.Helper()
	c := newDebugParse()
	var out bytes.Buffer
	c.SetOut(&out)
	c.SetIn(strings.NewReader(stdin))
	c.SetArgs(args)
	if err := c.Execute(); err != nil {
		t.Fatal(err)
	}
	var lines []map[string]any
	for _, l := range strings.Split(strings.TrimSpace(out.String()), "\n") {
		var m map[string]any
		if err := json.Unmarshal([]byte(l), &m); err != nil {
			t.Fatalf("%q: %v", l, err)
		}
		lines = append(lines, m)
	}
	return lines
}

func TestDebugParsePrintsALineForEachFile(t *testing.T) {
	dir := t.TempDir()
	good, page := filepath.Join(dir, "feed.xml"), filepath.Join(dir, "page.html")
	const body = "<rss><channel><title>T&amp;T</title><item><link>/a</link><title>caf\xe9</title><pubDate>Wed, 05 Nov 2025 15:04:05 +0100</pubDate></item></channel></rss>"
	for name, s := range map[string]string{good: body, page: "<html><body><p>x"} {
		if err := os.WriteFile(name, []byte(s), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	missing := filepath.Join(dir, "missing")
	lines := runParse(t, "", "--url", "https://x.example/feed", "--header", "Content-Type: text/xml; charset=iso-8859-1", good, page, missing)
	if len(lines) != 3 {
		t.Fatalf("%d lines", len(lines))
	}
	entry := lines[0]["entries"].([]any)[0].(map[string]any)
	if lines[0]["ok"] != true || lines[0]["file"] != good || lines[0]["title"] != "T&T" || entry["link"] != "https://x.example/a" ||
		entry["title"] != "café" || entry["published"] != "2025-11-05T14:04:05Z" {
		t.Errorf("%v", lines[0])
	}
	for _, l := range lines[1:] {
		if l["ok"] != false || l["error"] == "" || l["entries"] != nil {
			t.Errorf("%v", l)
		}
	}
	request, err := json.Marshal(map[string]any{"file": good, "url": "https://x.example/feed", "headers": map[string]string{"content-type": "text/xml; charset=iso-8859-1"}})
	if err != nil {
		t.Fatal(err)
	}
	batch := runParse(t, string(request)+"\n\n"+string(request)+"\n", "--stdin")
	if len(batch) != 2 || batch[1]["entries"].([]any)[0].(map[string]any)["title"] != "café" {
		t.Errorf("--stdin: %v", batch)
	}
}
