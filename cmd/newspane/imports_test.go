package main

import (
	"os/exec"
	"path"
	"strings"
	"testing"
)

// rooms says who may import whom. The first row whose pattern matches a package counts; a package without a row is a
// room that nobody planned. Patterns are those of [path.Match]; those of imports are of our own packages.
var rooms = []struct {
	pkg     string
	imports []string
}{
	{"feed", nil},
	{"feed/page", []string{"feed", "feed/clean"}},
	{"feed/fetch", []string{"feed"}},
	{"feed/parse", []string{"feed"}},
	{"feed/clean", []string{"feed"}},
	{"feed/fold", nil},
	{"feed/query", []string{"feed", "feed/fold"}},
	{"feed/store", []string{"feed", "feed/fold", "feed/query"}},
	{"feed/related", []string{"feed", "feed/fold"}},
	{"feed/opml", []string{"feed"}},
	{"feed/export", []string{"feed"}},
	{"feed/send", []string{"feed"}},
	{"feed/sync/*", []string{"feed"}},
	{"feed/reader", []string{"feed", "feed/*", "feed/sync/*"}},
	{"ui/text", nil},
	{"ui/list", nil},
	{"ui/keys", nil},
	{"ui/theme", nil},
	{"ui/firewall", nil},
	{"ui/typeset", []string{"feed", "ui/text", "ui/theme"}},
	{"ui/picture", []string{"feed", "ui/text", "ui/theme"}},
	{"ui/uitest", []string{"feed", "ui", "ui/*"}},
	{"ui", []string{"feed", "ui/*"}},
	{"cmd/newspane", []string{"feed", "feed/*", "feed/sync/*", "ui", "ui/*"}},
}

func TestPackagesImportOnlyWhatTheTableAllows(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "newspane/...").CombinedOutput()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, out)
	}
	listed := 0
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		pkg, imports := strings.TrimPrefix(fields[0], "newspane/"), fields[1:]
		listed++
		allowed, ok := rowOfRoom(pkg)
		if !ok {
			t.Errorf("%s has no row in the table", pkg)
			continue
		}
		for _, imp := range imports {
			ours, isOurs := strings.CutPrefix(imp, "newspane/")
			switch {
			case isOurs && !matchesAny(allowed, ours):
				t.Errorf("%s imports %s", pkg, ours)
			case !isOurs && pkg == "feed" && strings.Contains(strings.Split(imp, "/")[0], "."):
				t.Errorf("feed imports %s; it may import the standard library only", imp)
			}
		}
	}
	if listed < 15 {
		t.Errorf("go list names %d packages; is it run in the module?", listed)
	}
}

func TestTheImportTableRefusesWhatItShould(t *testing.T) {
	for _, c := range []struct{ pkg, imp string }{
		{"feed/page", "feed/store"}, {"feed/store", "feed/clean"}, {"ui", "feed/store"}, {"ui/text", "feed"},
		{"feed/reader", "ui"}, {"feed", "feed/clean"},
	} {
		allowed, ok := rowOfRoom(c.pkg)
		if !ok || matchesAny(allowed, c.imp) {
			t.Errorf("%s may import %s", c.pkg, c.imp)
		}
	}
	if _, ok := rowOfRoom("feed/helpers"); ok {
		t.Error("a package that nobody planned has a row")
	}
}

func rowOfRoom(pkg string) ([]string, bool) {
	for _, r := range rooms {
		if ok, err := path.Match(r.pkg, pkg); err == nil && ok {
			return r.imports, true
		}
	}
	return nil, false
}

func matchesAny(patterns []string, pkg string) bool {
	for _, p := range patterns {
		if ok, err := path.Match(p, pkg); err == nil && ok {
			return true
		}
	}
	return false
}
