package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"newspane/feed"
)

// bait is an article whose every field tries to become a command or an option.
func bait(dir string) *feed.Article {
	a := &feed.Article{Standfirst: feed.Clean("; touch " + dir + "/b")}
	a.Title, a.Link, a.Source = feed.Clean("--output=$(touch "+dir+"/a) %u"), "https://example.org/%27;touch", feed.Clean("`touch "+dir+"/c`")
	return a
}

func TestNothingOfAnArticleBecomesAnArgumentOfItsOwn(t *testing.T) {
	a := bait("/x")
	got := shareArguments("shelf --add %u --title=%t", a)
	want := []string{"shelf", "--add", "https://example.org/%27;touch", "--title=output=$(touch /x/a) %u"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	got = shareArguments(`sh -c 'printf "%s\n" "$2" >> "$HOME/my notes"'`, a)
	if want := []string{"sh", "-c", `printf "%s\n" "$2" >> "$HOME/my notes"`, "sh"}; len(got) != 8 || !reflect.DeepEqual(got[:4], want) || got[4] != a.Link {
		t.Errorf("a script: got %q", got)
	}
	if got := shareArguments(`"/opt/my tool/add" "note: %t"`, a); len(got) != 2 || got[0] != "/opt/my tool/add" || !strings.HasPrefix(got[1], "note: output=") {
		t.Errorf("quoted words: %q", got)
	}
	if got := shareArguments("shelf", a); len(got) != 5 || got[1] != a.Link {
		t.Errorf("newsboat's convention: %q", got)
	}
}

func TestSharingAndTheShellRunNothingOfTheArticle(t *testing.T) {
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("no shell")
	}
	dir := t.TempDir()
	o := &outside{app: &App{Config: Config{Share: map[string]string{"ok": "true %u %t %d %f", "bad": "sh -c exit", "gone": "no-such-program"}}}, env: os.Environ()}
	if err := o.Share(t.Context(), "ok", bait(dir)); err != nil {
		t.Error(err)
	}
	if err := o.Share(t.Context(), "gone", bait(dir)); err == nil || !strings.Contains(err.Error(), `no program "no-such-program"`) {
		t.Errorf("a missing program: %v", err)
	}
	c, err := o.Shell(bait(dir), `printf '%s\n' "$TITLE" "$URL"`)
	if err != nil {
		t.Fatal(err)
	}
	c.Stdin, c.Stdout, c.Stderr = nil, nil, nil
	c.Args[2] = strings.Split(c.Args[2], ";")[0] // without the question at the end, which needs a terminal
	out, err := c.Output()
	if err != nil || !strings.Contains(string(out), "$(touch") {
		t.Errorf("%v: %q", err, out)
	}
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("%v was made", left)
	}
}

func TestALetterIsWrittenAsRFC6068Says(t *testing.T) {
	a := &feed.Article{Standfirst: feed.Clean("Two & three?")}
	a.Title, a.Link = feed.Clean("Grüße: 1 + 1"), "https://example.org/?a=b&c"
	a.Author, a.Source, a.Published = feed.Clean("Ann"), feed.Clean("The Paper"), time.Date(2026, 3, 1, 12, 0, 0, 0, time.Local)
	got := mailto(a)
	if !strings.HasSuffix(got, "%0D%0A%0D%0AAnn%2C%20The%20Paper%2C%201%20March%202026%0D%0A") {
		t.Errorf("got %s", got)
	}
	want := "mailto:?subject=Gr%C3%BC%C3%9Fe%3A%201%20%2B%201&body=Gr%C3%BC%C3%9Fe%3A%201%20%2B%201%0D%0A%0D%0ATwo%20%26%20three%3F%0D%0A%0D%0Ahttps%3A%2F%2Fexample.org%2F%3Fa%3Db%26c"
	if !strings.HasPrefix(got, want) {
		t.Errorf("got %s", got)
	}
}

func TestSavedArticlesNeverReplaceAFile(t *testing.T) {
	dir := t.TempDir()
	o := &outside{app: &App{Config: Config{SaveTo: dir, Images: "off"}}, env: os.Environ()}
	a := &feed.Article{}
	a.Title = feed.Clean("../../One: two")
	first, err := o.Save(t.Context(), "text", []*feed.Article{a})
	if err != nil {
		t.Fatal(err)
	}
	second, err := o.Save(t.Context(), "text", []*feed.Article{a})
	if err != nil || first == second || filepath.Dir(second) != dir || filepath.Base(second) != "One-two-2.txt" {
		t.Errorf("%v: %s, then %s", err, first, second)
	}
}
