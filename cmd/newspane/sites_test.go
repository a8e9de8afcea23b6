package main

import (
	"encoding/json"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestRulesForSitesAreFoundByHost(t *testing.T) {
	sites, wrong := parseSites("sites.toml", `
["Example.org"]
body = ["article .story", "#more"] # both
[news.example.net]
strip = ".promo"
["www.co.example"]
related = 'ul[data-kind="more"]'
`)
	if len(wrong) > 0 {
		t.Fatal(wrong)
	}
	for address, want := range map[string]int{
		"https://example.org/a": 2, "https://www.example.org/a": 2, "https://a.b.EXAMPLE.org:8080/": 2,
		"https://news.example.net/": 0, "https://co.example/": 0,
	} {
		r := sites.Rule(address)
		if r == nil || len(r.Body) != want {
			t.Errorf("%s: %+v", address, r)
		}
	}
	for _, address := range []string{"https://badexample.org/", "https://example.net/", "https://org/", "", "::"} {
		if r := sites.Rule(address); r != nil {
			t.Errorf("%s: %+v", address, r)
		}
	}
}

func TestWhatIsWrongInRulesIsSaidByLineAndLeftOut(t *testing.T) {
	for src, want := range map[string]string{
		"[\"a.example\"]\nstrp = \".x\"":                            `sites.toml:2: a site has no "strp"; did you mean "strip"?`,
		"[\"a.example\"]\ntitle = \".x\"":                           `sites.toml:2: a site has no "title"; there are "body", "strip" and "related"`,
		"[\"a.example\"]\n\nbody = [\n\".x\",\n\"p:::y\"]":          `sites.toml:5: "p:::y" is no CSS selector (`,
		"[\"a.example\"]\nbody = 3":                                 `sites.toml:2: body cannot be 3; it is a selector such as "article .story", or a list of them`,
		"# x\nbody = \".x\"":                                        `sites.toml:2: body stands outside of a site; write ["example.org"]`,
		"[\"https://a.example/x\"]\nbody = \".x\"":                  `sites.toml:1: "https://a.example/x" is not the name of a host; write`,
		"[\"a.example\"\nbody = \".x\"":                             "sites.toml:2: ",
		"[\"b.example\"]\nbody = \".x\"\n[a.example]\nbdy = \".x\"": `sites.toml:4: a site has no "bdy"; did you mean "body"?`,
	} {
		sites, wrong := parseSites("sites.toml", src+"\n")
		if len(wrong) != 1 || !strings.HasPrefix(wrong[0].Error(), want) {
			t.Errorf("%s\ngives %v, want %s", src, wrong, want)
		}
		if strings.HasPrefix(src, "[\"b.example") && sites.Rule("https://b.example/") == nil {
			t.Error("a rule that is well is left out with one that is not")
		}
	}
}

func TestDebugPageHonoursTheRuleForItsSite(t *testing.T) {
	dir := t.TempDir()
	file := func(name, src string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(src), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	page := file("page.html", `<html lang="en"><head><title>Boats</title></head><body><h1>Boats</h1><div class="wrap"><div class="odd">The one boat sank.<span class="noise">Buy boats!</span></div>
<p>A long paragraph that any reader of pages would take for the text, since it is the longest that stands on the page, and it goes on and on about ships.</p></div>
<div class="odd">The other sailed.</div><ul class="further"><li><a href="/a/the-harbour-reopens-today-1.html">The harbour reopens today</a></li></ul></body></html>`)
	sites := file("sites.toml", "[\"boats.example\"]\nbody = \".odd\"\nstrip = [\".noise\"]\nrelated = \".further\"\n")
	out, err := runDebugPage(t, "--url", "https://www.boats.example/a/boats-9.html", "--sites", sites, page)
	if err != nil {
		t.Fatal(err)
	}
	var got pageJSON
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	if got.Text != "The one boat sank.\n\nThe other sailed." {
		t.Errorf("text %q", got.Text)
	}
	if len(got.Related) != 1 || got.Related[0].URL != "https://www.boats.example/a/the-harbour-reopens-today-1.html" || got.Related[0].Kind != "see-also" {
		t.Errorf("related %+v", got.Related)
	}
}

func TestTheRulesForSitesAreTakenUpWhenTheyAreWritten(t *testing.T) {
	dir := t.TempDir()
	a := &App{Paths: Paths{Config: filepath.Join(dir, "config.toml")}, Log: slog.New(slog.DiscardHandler)}
	path := a.Paths.sitesFile()
	news := a.written(t.Context(), "settings", []string{dir}, func(p string) bool { return p == path })
	if changed, wrong := a.Sites.read(path); changed || len(wrong) > 0 || a.Sites.Rule("https://boats.example/") != nil {
		t.Fatalf("without a file: %v, %v", changed, wrong)
	}
	write := func(name, src string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(src), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("other.toml", "x = 1")
	write("sites.toml", "[\"boats.example\"]\nbody = \".odd\"\n")
	select {
	case <-news:
	case <-time.After(10 * time.Second):
		t.Fatal("nothing was told")
	}
	if changed, wrong := a.Sites.read(path); !changed || len(wrong) > 0 || a.Sites.Rule("https://www.boats.example/a") == nil {
		t.Errorf("written: %v, %v", changed, wrong)
	}
	if changed, _ := a.Sites.read(path); changed {
		t.Error("the same rules are new ones")
	}
	write("sites.toml", "[\"boats.example\"]\nbody = \".odd >>\"\n")
	if changed, wrong := a.Sites.read(path); !changed || len(wrong) != 1 {
		t.Errorf("spoilt: %v, %v", changed, wrong)
	}
}
