//go:build unix

package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// hit is a request to a place where no secret has any business.
type hit struct {
	Case, Kind, Host string
	Leaks            []string
	Headers          map[string]string
}

// untold are what must not be told: the password that the reader typed, the one that a server put into a Location, and a
// cookie.
var untold = []string{"s3cr3t", "other:creds", "b3RoZXI6Y3JlZHM"}

// credentials puts a feed with a password to the program whose server leads it to another origin, which the reader
// trusts: else the guard against addresses inside the network would keep the request, and the test would prove nothing.
func (r *trial) credentials() {
	u, err := url.Parse(r.c.URL)
	if err != nil {
		r.t.Fatal(err)
	}
	other := "http://localhost:" + u.Port()
	list := `<opml version="2.0"><body><outline type="rss" text="Other" xmlUrl="` + other + `/f/ok-rss"/></body></opml>`
	if got := r.run(list, "import", "-"); got.status != exitOK {
		r.t.Fatalf("import: %d %s", got.status, got.err)
	}
	added := r.run("", "add", r.c.URL)
	r.outcome = "add " + exitName(added.status)
	if added.status != exitOK {
		r.t.Errorf("add ended with %d: %s", added.status, added.err)
	}
	ours := "http://" + u.Host + u.Path
	r.run("", "fetch", ours)
	r.run("", "fetch", "--json", ours)
	feeds := r.run("", "feeds", "--json").out
	if !strings.Contains(feeds, `"url":"`+ours+`"`) {
		r.t.Errorf("%s is not followed as it was typed: %s", ours, feeds)
	}
	r.run("", "feeds")
	r.run("", "export")
	r.run("", "doctor")
	r.run("", "doctor", "--json")
	r.list()
	r.wantNoSecretAbroad(other)
	r.wantNoSecretAtHome()
}

func exitName(status int) string { return [...]string{"ok", "partly", "usage", "nothing"}[status] }

// wantNoSecretAbroad looks at what reached the other origin.
func (r *trial) wantNoSecretAbroad(other string) {
	for _, wrong := range secretsAbroad(canaryReport(r.t), r.c.Name, other) {
		r.t.Error(wrong)
	}
}

// secretsAbroad says what is wrong in a report: the other origin must have been met, and nothing secret with it.
func secretsAbroad(report canaries, name, other string) []string {
	var wrong []string
	met := 0
	for _, h := range report.Hits {
		if h.Case != name || "http://"+h.Host != other {
			continue
		}
		met++
		if len(h.Leaks) > 0 || h.Headers["Authorization"] != "" || h.Headers["Cookie"] != "" || h.Headers["Referer"] != "" {
			wrong = append(wrong, fmt.Sprintf("%s got %v, %v", h.Kind, h.Leaks, h.Headers))
		}
	}
	if met < 3 { // add and two fetches
		wrong = append(wrong, fmt.Sprintf("the other origin was met %d times: nothing is proved", met))
	}
	if p := report.Polls[name]; p.Count < 3 || p.Cookies > 0 || p.Referers > 0 {
		wrong = append(wrong, fmt.Sprintf("its own origin had %+v", p))
	}
	return wrong
}

// wantNoSecretAtHome looks through all that was written: a secret may lie in the file for secrets alone, for its owner's
// eyes.
func (r *trial) wantNoSecretAtHome() {
	kept := 0
	err := filepath.WalkDir(r.home, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		for _, s := range untold {
			switch told := strings.Contains(string(content), s); {
			case told && d.Name() == "secrets.json" && info.Mode().Perm()&0o077 == 0 && s == untold[0]:
				kept++
			case told:
				r.t.Errorf("%s (%s) has %q", path, info.Mode(), s)
			}
		}
		return nil
	})
	if err != nil || kept != 1 {
		r.t.Errorf("the password is kept in %d files, %v", kept, err)
	}
}

func TestTheChecksOfCredentialsCanFail(t *testing.T) {
	const clean = `{"case":"c","kind":"auth","host":"localhost:1"}`
	for report, want := range map[string]string{
		`{"hits":[` + clean + `,` + clean + `,` + clean + `],"polls":{"c":{"count":3}}}`:                                                     "",
		`{"hits":[` + clean + `,` + clean + `],"polls":{"c":{"count":3}}}`:                                                                   "nothing is proved",
		`{"hits":[` + clean + `,` + clean + `,` + clean + `],"polls":{"c":{"count":3,"with_cookie":1}}}`:                                     "its own origin",
		`{"hits":[` + clean + `,` + clean + `,{"case":"c","host":"localhost:1","headers":{"Authorization":"x"}}],"polls":{"c":{"count":3}}}`: "Authorization",
		`{"hits":[` + clean + `,` + clean + `,{"case":"c","host":"localhost:1","leaks":["cookie"]}],"polls":{"c":{"count":3}}}`:              "cookie",
	} {
		var c canaries
		if err := json.Unmarshal([]byte(report), &c); err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(secretsAbroad(c, "c", "http://localhost:1"), "; "); !strings.Contains(got, want) || want == "" && got != "" {
			t.Errorf("%s: %q, want %q", report, got, want)
		}
	}
}
