package opml

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"newspane/feed"
)

const mine = `# my feeds

https://lwn.net/headlines/rss   Linux   # LWN.net, the best
  http://a.example/?x=1#top "Linux/My Distro" "~The \"A\" feed" interval=2h paused=yes
# a pause
https://b.example/feed folder=a=b title=B full-text=always header="X-One: 1" header='X-Two: "2"' auth="basic ann command:pass show 'b c'" proxy=none user-agent=Mine/1
https://c.example`

func parse(t *testing.T, s string) *Text {
	t.Helper()
	text, problems := ParseText(s)
	if len(problems) > 0 {
		t.Fatalf("%v in\n%s", problems, s)
	}
	return text
}

func TestAFeedsFileIsRead(t *testing.T) {
	subs := parse(t, mine).Feeds()
	want := []feed.Subscription{
		{URL: "https://lwn.net/headlines/rss", Folder: "Linux"},
		{URL: "http://a.example/?x=1#top", Folder: "Linux/My Distro", Title: feed.Clean(`The "A" feed`), Named: true,
			Settings: feed.Settings{Interval: 2 * time.Hour, Paused: true}},
		{URL: "https://b.example/feed", Folder: "a=b", Title: feed.Clean("B"), Named: true, Settings: feed.Settings{FullText: feed.FullTextAlways,
			UserAgent: "Mine/1", Headers: "X-One: 1\nX-Two: \"2\"", Proxy: "none",
			Auth: feed.Login{Scheme: feed.Basic, Name: "ann", Secret: "command:pass show 'b c'"}}},
		{URL: "https://c.example"},
	}
	if len(subs) != len(want) {
		t.Fatalf("%d feeds", len(subs))
	}
	for i := range want {
		if subs[i].URL != want[i].URL || !sameBut(subs[i], want[i]) {
			t.Errorf("got  %+v\nwant %+v", subs[i], want[i])
		}
	}
}

func TestAFeedsFileIsWrittenAsItWas(t *testing.T) {
	for _, s := range []string{mine, preamble, "", "\n\n", "# only\r\nhttps://a.example/\r\n"} {
		text := parse(t, s)
		for _, sub := range text.Feeds() {
			text.Set(sub.URL, sub)
		}
		if got := text.String(); got != s {
			t.Errorf("got  %q\nwant %q", got, s)
		}
	}
}

func TestAChangedFeedChangesItsLineAlone(t *testing.T) {
	text := parse(t, mine)
	text.Set("https://lwn.net/headlines/rss", feed.Subscription{URL: "https://lwn.net/headlines/newrss", Title: feed.Clean("LWN weekly"), Named: true,
		Folder: "Linux", Settings: feed.Settings{Paused: true}})
	text.Set("http://a.example/?x=1", feed.Subscription{URL: "http://a.example/?x=1", Title: feed.Clean("its own"), Folder: "#1"})
	text.Remove("https://b.example/feed")
	text.Set("https://d.example/", feed.Subscription{URL: "https://d.example/", Title: feed.Clean("D of Linux"), Folder: "Linux"})
	text.Set("https://e.example/", feed.Subscription{URL: "https://e.example/", Title: feed.Clean("e.example"), Folder: "~new"})
	want := `# my feeds

https://lwn.net/headlines/newrss  Linux  "~LWN weekly"  paused=yes  # LWN.net, the best
https://d.example/  Linux  # D of Linux
http://a.example/?x=1  "#1"  # its own
# a pause
https://c.example
https://e.example/  folder=~new
`
	if got := text.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	parse(t, want)
}

func TestWrongLinesAreTold(t *testing.T) {
	for line, want := range map[string]string{
		"lwn.net/feed":                                  `"lwn.net/feed" is no address of a feed`,
		"https://me:s3cr3t@":                            "is no address of a feed",
		"exec:rm":                                       `"exec:rm" is no address of a feed`,
		"file:///etc/passwd":                            "is no address of a feed",
		`https://b.example/ "Linux`:                     "a quotation mark is not closed",
		"https://b.example/ Linux Distros":              `there are two folders, "Linux" and "Distros"`,
		"https://b.example/ ~A ~B":                      "there are two titles",
		"https://b.example/ ~":                          "the title is empty",
		"https://b.example/ intervall=2h":               `there is no setting "intervall"`,
		"https://b.example/ interval=1s":                "interval: it is auto, or a time from 5m to 7d",
		"https://b.example/ interval=1h interval=2h":    "interval is there twice",
		`https://b.example/ auth="basic ann s3cr3t"`:    "auth: it is none, basic USER SECRET",
		`https://b.example/ header="X-Api-Key: s3cr3t"`: "X-Api-Key is a secret",
		"https://a.example/":                            "the feed of line 1 again",
		"HTTPS://A.example":                             "the feed of line 1 again",
		"https://b.example/ \xff":                       "not UTF-8",
		"https://b.example/ /":                          `"/" is no folder`,
	} {
		_, problems := ParseText("https://a.example/\n\n" + line + "\n")
		if len(problems) != 1 || problems[0].Line != 3 || !strings.Contains(problems[0].Text, want) || strings.Contains(problems[0].Text, "s3cr3t") {
			t.Errorf("%q: %v, want %q", line, problems, want)
		}
	}
}

func TestManyFeedsAreWrittenInOneGo(t *testing.T) {
	text := NewText()
	for i := range 20_000 {
		url := fmt.Sprintf("https://h%d.example/", i)
		text.Set(url, feed.Subscription{URL: url, Folder: fmt.Sprint(i % 100)})
	}
	again := parse(t, text.String())
	if n := len(again.Feeds()); n != 20_000 {
		t.Errorf("%d feeds", n)
	}
}

func FuzzTextIsReadAsItIsWritten(f *testing.F) {
	f.Add(mine, "https://z.example/x", "Folder", "Title", "X-A: b")
	f.Add("https://a.example/ \"~t\" #c", "https://a.example/", "~x", "#", `X: "`)
	f.Add("\ufeff\r\nhttps://a.example/\r", "http://b.example/", "a=b/c", `"`, "")
	f.Fuzz(func(t *testing.T, src, url, folder, title, header string) {
		text, problems := ParseText(src)
		if len(problems) > 0 {
			return
		}
		if got := text.String(); got != strings.TrimPrefix(src, "\ufeff") {
			t.Fatalf("read and written:\n%q\n%q", src, got)
		}
		if url = feed.ResolveURL("", url); url == "" {
			return
		}
		sub := feed.Subscription{URL: url, Folder: tidyPath(folder), Title: feed.Clean(title), Named: title != ""}
		if len(sub.Folder) > maxFolder || sub.Settings.Set("header", header) != nil {
			return
		}
		text.Set(url, sub)
		again, problems := ParseText(text.String())
		if len(problems) > 0 {
			t.Fatalf("%v in\n%s", problems, text)
		}
		got, ok := again.Find(url)
		if !ok || !sameBut(got, written(sub)) {
			t.Fatalf("wrote %+v, read %+v in\n%q", written(sub), got, text)
		}
		if !slices.EqualFunc(text.Feeds(), again.Feeds(), sameBut) {
			t.Fatal("other feeds have changed")
		}
	})
}
