package main

import (
	"os/exec"
	"strings"
	"testing"

	"newspane/feed/query"
	"newspane/ui"
)

// manPage is a page of the manual as it is printed.
func manPage(t *testing.T, name string) string {
	t.Helper()
	for _, p := range manPages {
		if p.name == name {
			text, err := p.page(newRoot())
			if err != nil {
				t.Fatal(err)
			}
			return text
		}
	}
	t.Fatalf("there is no page %q", name)
	return ""
}

func TestTheManualTellsEverythingThatTheTablesHold(t *testing.T) {
	has := func(name, text string) {
		t.Helper()
		if !strings.Contains(manPage(t, name), "\\fB"+roffText(text)+"\\fR\n") && !strings.Contains(manPage(t, name), ".SS "+roffText(text)) {
			t.Errorf("the page %s does not tell of %q", name, text)
		}
	}
	for _, s := range settings() {
		has("config", s.key+" = "+s.value)
	}
	rows, err := ui.KeyTable(ui.Keys{})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		has("keys", r.Keys)
	}
	for _, g := range query.Guide() {
		has("query", g.Write)
	}
	for _, c := range newRoot().Commands() {
		if !c.Hidden && c.Runnable() && c.Name() != "help" && c.Name() != "completion" {
			has("newspane", c.Name())
		}
	}
}

// No line but those we make is a request to roff, and what roff sets is what was written.
func TestRoffSetsTextAsItStands(t *testing.T) {
	const hostile = `.so /etc/passwd`
	r := newRoff("x", 1, "y")
	r.text(hostile + "\n'br\n100% of %s \\fBbold\\fR it's -- ~/a ^b `c`")
	r.example(".sp 100\n  'x'")
	for _, want := range []string{"\n\\&.so /etc/passwd\n", "\n\\(aqbr\n", `100% of %s \efBbold\efR`, "\n\\&.sp 100\n"} {
		if !strings.Contains(r.b.String(), want) {
			t.Errorf("no %q in\n%s", want, r.b.String())
		}
	}
	groff, err := exec.LookPath("groff")
	if err != nil {
		t.Skip("there is no groff here")
	}
	cmd := exec.Command(groff, "-man", "-Tascii", "-P-cbou", "-ww")
	cmd.Stdin = strings.NewReader(r.b.String())
	out, err := cmd.CombinedOutput()
	set := strings.Join(strings.Fields(string(out)), " ")
	if want := hostile + " 'br 100% of %s \\fBbold\\fR it's -- ~/a ^b `c` .sp 100 'x'"; err != nil || !strings.Contains(set, want) {
		t.Errorf("%v: no %s in\n%s", err, want, out)
	}
}

func TestGroffFindsNothingWrongWithTheManual(t *testing.T) {
	groff, err := exec.LookPath("groff")
	if err != nil {
		t.Skip("there is no groff here")
	}
	for _, p := range manPages {
		cmd := exec.Command(groff, "-man", "-Tutf8", "-ww", "-z")
		cmd.Stdin = strings.NewReader(manPage(t, p.name))
		if out, err := cmd.CombinedOutput(); err != nil || len(out) > 0 {
			t.Errorf("%s: %v\n%.2000s", p.file, err, out)
		}
	}
}
