package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// shell LINE runs a line of the README as it stands there, with the script's own server in the place of example.org, and
// a number in that of ID.
func shell(ts *testscript.TestScript, neg bool, args []string) {
	server := ts.Getenv("SERVER")
	line := strings.NewReplacer("https://example.org", server, "example.org", server, " ID", " "+ts.Getenv("ID")).Replace(args[0])
	err := ts.Exec("sh", "-ec", line)
	switch {
	case err != nil && !neg:
		ts.Fatalf("%s: %v", line, err)
	case err == nil && neg:
		ts.Fatalf("%s: it did not fail", line)
	}
}

// commandsOf are the lines of the README's shell blocks that run newspane, without what is said of them.
func commandsOf(readme string) (lines []string) {
	comment := regexp.MustCompile(`\s+# .*$`)
	for block := range strings.SplitSeq(readme, "```sh\n") {
		block, _, _ = strings.Cut(block, "```")
		for line := range strings.Lines(block) {
			if strings.HasPrefix(line, "newspane ") {
				lines = append(lines, comment.ReplaceAllString(strings.TrimRight(line, "\n"), ""))
			}
		}
	}
	return lines
}

func readme(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestEveryCommandOfTheREADMEIsRunByAScript(t *testing.T) {
	script, err := os.ReadFile("testdata/script/readme.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var run []string
	for line := range strings.Lines(string(script)) {
		if quoted, ok := strings.CutPrefix(strings.TrimPrefix(strings.TrimSpace(line), "! "), "shell '"); ok {
			run = append(run, strings.ReplaceAll(strings.TrimSuffix(quoted, "'"), "''", "'"))
		}
	}
	lines := commandsOf(readme(t))
	if len(lines) < 25 {
		t.Errorf("the README has %d commands; are its blocks of shell found?", len(lines))
	}
	for _, line := range lines {
		if !slices.Contains(run, line) {
			t.Errorf("testdata/script/readme.txtar does not run %s", line)
		}
	}
}

func TestTheREADMENamesOnlyCommandsThatThereAre(t *testing.T) {
	named := regexp.MustCompile("`newspane ([a-z]+)([^`]*)`").FindAllStringSubmatch(readme(t), -1)
	if len(named) < 15 {
		t.Errorf("the README names %d commands in its text", len(named))
	}
	root := newRoot()
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd("completion")
	for _, m := range named {
		c, _, err := root.Find([]string{m[1]})
		if err != nil || c == root {
			t.Errorf("there is no %s", m[0])
			continue
		}
		for _, flag := range regexp.MustCompile(`--([a-z-]+)`).FindAllStringSubmatch(m[2], -1) {
			sub, _, err := root.Find(strings.Fields(m[1] + m[2]))
			if err != nil || sub.Flags().Lookup(flag[1]) == nil {
				t.Errorf("%s has no %s", m[0], flag[0])
			}
		}
	}
}
