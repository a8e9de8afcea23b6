package ui

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// The README's table of keys is written by `go test ./ui -run README -update`.
func TestREADMEListsTheKeysOfTheActionTable(t *testing.T) {
	const path, from, to = "../README.md", "<!-- keys -->\n", "<!-- /keys -->"
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, ok := strings.Cut(string(b), from)
	table, tail, ok2 := strings.Cut(rest, to)
	if !ok || !ok2 {
		t.Fatalf("%s has no place for the keys", path)
	}
	want := keyTable(t)
	if *update && table != want {
		if err := os.WriteFile(path, []byte(head+from+want+to+tail), 0o644); err != nil {
			t.Fatal(err)
		}
		table = want
	}
	if table != want {
		t.Error("the README's table of keys is not that of the actions; go test ./ui -run README -update writes it anew")
	}
}

func keyTable(t *testing.T) string {
	rows, err := KeyTable(Keys{})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	group := ""
	for _, r := range rows {
		if r.Group != group {
			group = r.Group
			fmt.Fprintf(&b, "\n**%s**\n\n| Key | Action |\n|---|---|\n", group)
		}
		var ks []string
		for _, k := range strings.Split(r.Keys, ", ") {
			if strings.Contains(k, "`") {
				ks = append(ks, "`` "+k+" ``")
			} else {
				ks = append(ks, "`"+k+"`")
			}
		}
		fmt.Fprintf(&b, "| %s | %s |\n", strings.Join(ks, " "), r.Help)
	}
	return b.String() + "\n"
}
