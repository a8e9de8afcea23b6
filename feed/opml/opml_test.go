package opml

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"newspane/feed"
)

// Read reads a list as OPML, whatever it looks like.
func Read(r io.Reader) ([]feed.Subscription, []Problem, error) {
	src, err := readBody(r)
	if err != nil {
		return nil, nil, err
	}
	return readOPML(src, false)
}

func read(t *testing.T, s string) ([]feed.Subscription, []Problem) {
	t.Helper()
	subs, problems, err := Read(strings.NewReader(s))
	if err != nil {
		t.Fatalf("Read: %v", err)
	}
	return subs, problems
}

func TestReadTakesFeedsWithTheirFolders(t *testing.T) {
	body, err := os.ReadFile("testdata/reader.opml")
	if err != nil {
		t.Fatal(err)
	}
	subs, _ := read(t, string(body))
	want := []feed.Subscription{
		{URL: "https://post.example/feed", Title: feed.Clean("The Morning Post"), Site: "https://post.example/", Folder: "News/World", Language: "en-gb"},
		{URL: "http://cafe.example/rss?a=1&b=2", Title: feed.Clean("Cafeé & Co"), Folder: "News/World"},
		{URL: "http://top.example/atom.xml", Title: feed.Clean("Top")},
		{URL: "https://tagged.example/f", Title: feed.Clean("Tagged"), Folder: "Science/Space"},
		{URL: "https://me:pw@private.example/feed", Title: feed.Clean("Secret")},
	}
	if !reflect.DeepEqual(subs, want) {
		t.Errorf("got %+v\nwant %+v", subs, want)
	}
}

func TestReadTellsWhatItDidNotTake(t *testing.T) {
	body, err := os.ReadFile("testdata/reader.opml")
	if err != nil {
		t.Fatal(err)
	}
	_, problems := read(t, string(body))
	want := []string{
		`line 10: outline "No address" has no xmlUrl; skipped`,
		`line 15: outline "Run" names a command ("exec:rm -rf ~"), which is never run; skipped`,
		`line 16: outline "Pipe" names a command ("|cat /etc/passwd"), which is never run; skipped`,
		`line 17: outline "Filtered" names a command ("filter:cmd:https://x.example/"), which is never run; skipped`,
		`line 18: outline "Local" names a file ("file:///etc/passwd"); skipped`,
		`line 19: outline "Other list" includes another list, which is not fetched; skipped`,
		`line 21: outline "A folder that holds nothing" has no xmlUrl; skipped`,
	}
	var got []string
	for _, p := range problems {
		got = append(got, p.String())
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "\n     "), strings.Join(want, "\n     "))
	}
}

func TestReadAnyCharset(t *testing.T) {
	const text = `<opml><body><outline text="Żółć é" xmlUrl="http://a.example/"/></body></opml>`
	utf16 := []byte{0xff, 0xfe}
	for _, r := range text {
		utf16 = append(utf16, byte(r), byte(r>>8))
	}
	for name, body := range map[string]string{
		"utf-8 bom":  "\xef\xbb\xbf" + text,
		"utf-16":     string(utf16),
		"iso-8859-2": "<?xml version='1.0' encoding='iso-8859-2'?>" + strings.NewReplacer("Ż", "\xaf", "ó", "\xf3", "ł", "\xb3", "ć", "\xe6", "é", "\xe9").Replace(text),
	} {
		subs, _ := read(t, body)
		if len(subs) != 1 || subs[0].Title.String() != "Żółć é" {
			t.Errorf("%s: %+v", name, subs)
		}
	}
}

func TestSettingsAreWrittenAndReadAgain(t *testing.T) {
	sub := feed.Subscription{URL: "https://a.example/", Title: feed.Clean("A")}
	for _, kv := range [][2]string{{"full-text", "always"}, {"interval", "2h"}, {"paused", "yes"}, {"user-agent", `Mine "1"`},
		{"header", "X-One: <1>"}, {"header", "X-Two: 2"}, {"auth", "basic ann command:pass show 'a & b'"}, {"proxy", "socks5://127.0.0.1:9"}} {
		if err := sub.Settings.Set(kv[0], kv[1]); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := Write(&b, "t", time.Unix(0, 0), []feed.Subscription{sub, {URL: "https://b.example/"}}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), `xmlns:newspane=`) || !strings.Contains(b.String(), `newspane:interval="2h"`) {
		t.Errorf("wrote\n%s", b.String())
	}
	in, err := ReadOwn(bytes.NewReader(b.Bytes()))
	subs, problems := in.Feeds, in.Problems
	if err != nil || len(problems) > 0 || len(subs) != 2 || subs[0].Settings != sub.Settings || subs[1].Settings != (feed.Settings{}) {
		t.Errorf("%+v, %v, %v", subs, problems, err)
	}
	others, problems := read(t, b.String())
	want := sub.Settings
	want.Auth, want.Proxy = feed.Login{}, ""
	if others[0].Settings != want || len(problems) != 2 || !strings.Contains(problems[0].Text, "only taken from a list of your own") {
		t.Errorf("from anybody: %+v, %v", others[0].Settings, problems)
	}
}

func TestSettingsInAListThatMakeNoSenseAreTold(t *testing.T) {
	subs, problems := read(t, `<opml><body>
<outline xmlUrl="https://a.example/" newspane:interval="soon" newspane:paused="yes" newspane:colour="red" newspane:header="Cookie: s3cr3t"/></body></opml>`)
	if len(subs) != 1 || subs[0].Settings != (feed.Settings{Paused: true}) || len(problems) != 2 || problems[0].Line != 2 ||
		strings.Contains(fmt.Sprint(problems), "s3cr3t") {
		t.Errorf("%+v, %v", subs, problems)
	}
}

func TestReadSaysThatAListIsCut(t *testing.T) {
	subs, problems := read(t, "<opml><body>\n<outline text='a' xmlUrl='http://a.example/'/>\n<outline text='b' xmlUrl='http://b.exa")
	if len(subs) != 1 || len(problems) != 1 || !strings.Contains(problems[0].Text, "ends in the middle") || problems[0].Line != 3 {
		t.Errorf("%+v %+v", subs, problems)
	}
}

func TestReadSurvivesBrokenMarkup(t *testing.T) {
	for name, body := range map[string]string{
		"stray quote":      `<opml><body><outline text="5" screens" xmlUrl="http://a.example/"/><outline xmlUrl="http://b.example/"/></body></opml>`,
		"unclosed folder":  `<opml><body><outline text="x"><outline xmlUrl="http://a.example/"/><outline xmlUrl="http://b.example/"/></body></opml>`,
		"bare value":       `<opml><body><outline xmlUrl=http://a.example/ text=a /><outline xmlUrl=http://b.example/ ></outline></body></opml>`,
		"no wrapper":       `<outline xmlUrl="http://a.example/"/><outline xmlUrl="http://b.example/"/>`,
		"control and junk": "junk \x01<opml><body><outline text='\x07' xmlUrl='http://a.example/'/>& <b><outline xmlUrl='http://b.example/'/></body></opml>",
		"tag without end":  `<opml><body><outline xmlUrl="http://a.example/" <outline xmlUrl="http://b.example/"/></body></opml>`,
	} {
		if subs, _ := read(t, body); len(subs) != 2 || subs[0].URL != "http://a.example/" || subs[1].URL != "http://b.example/" {
			t.Errorf("%s: %+v", name, subs)
		}
	}
}

func TestReadRefusesWhatIsNoList(t *testing.T) {
	for _, body := range []string{"", "<html><p>x", "\x00\x01\x02", "<rss></rss>"} {
		_, _, err := Read(strings.NewReader(body))
		var e *feed.Error
		if !errors.As(err, &e) || e.Kind != feed.NotFeed {
			t.Errorf("%q: %v", body, err)
		}
	}
	_, _, err := Read(strings.NewReader(strings.Repeat(" ", maxList+1)))
	var e *feed.Error
	if !errors.As(err, &e) || e.Kind != feed.TooLarge {
		t.Errorf("too large: %v", err)
	}
}

func TestReadBoundsDepth(t *testing.T) {
	body := strings.Repeat(`<outline text="d">`, 100_000) + `<outline xmlUrl="http://a.example/"/>`
	subs, _ := read(t, body)
	if len(subs) != 1 || strings.Count(subs[0].Folder, "/") != maxDepth-1 {
		t.Errorf("%d subscriptions, depth %d", len(subs), strings.Count(subs[0].Folder, "/"))
	}
}

func TestFolderNamesHoldNoPath(t *testing.T) {
	subs, _ := read(t, `<opml><outline text=".."><outline text="a/b&#27;[31m"><outline xmlUrl="http://a.example/"/></outline></outline></opml>`)
	if len(subs) != 1 || subs[0].Folder != "a∕b" {
		t.Errorf("%+v", subs)
	}
}

func TestWriteNestsFoldersAndReadsBack(t *testing.T) {
	subs := []feed.Subscription{
		{URL: "https://a.example/?x=1&y=2", Title: feed.Clean(`A "quoted" <one>`), Site: "https://a.example/", Folder: "News/World", Language: "de"},
		{URL: "https://b.example/", Title: feed.Clean("B")},
		{URL: "https://c.example/", Title: feed.Clean("C"), Folder: "News"},
		{URL: "https://d.example/", Title: feed.Clean("D"), Folder: "News/World"},
	}
	var b bytes.Buffer
	now := time.Date(2026, 11, 25, 4, 0, 0, 0, time.UTC)
	if err := Write(&b, "Mine & yours", now, subs); err != nil {
		t.Fatal(err)
	}
	const want = `<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
  <head>
    <title>Mine &amp; yours</title>
    <dateCreated>Wed, 25 Nov 2026 04:00:00 +0000</dateCreated>
  </head>
  <body>
    <outline text="News" title="News">
      <outline text="World" title="World">
        <outline text="A &#34;quoted&#34; &lt;one&gt;" title="A &#34;quoted&#34; &lt;one&gt;" type="rss" xmlUrl="https://a.example/?x=1&amp;y=2" htmlUrl="https://a.example/" language="de"/>
        <outline text="D" title="D" type="rss" xmlUrl="https://d.example/"/>
      </outline>
      <outline text="C" title="C" type="rss" xmlUrl="https://c.example/"/>
    </outline>
    <outline text="B" title="B" type="rss" xmlUrl="https://b.example/"/>
  </body>
</opml>
`
	if b.String() != want {
		t.Errorf("got\n%s", b.String())
	}
	back, problems := read(t, b.String())
	if len(problems) > 0 {
		t.Errorf("problems: %v", problems)
	}
	for _, s := range subs {
		found := false
		for _, r := range back {
			found = found || reflect.DeepEqual(r, s)
		}
		if !found {
			t.Errorf("lost %+v", s)
		}
	}
}

func FuzzRead(f *testing.F) {
	body, err := os.ReadFile("testdata/reader.opml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(body))
	f.Add(`<opml><outline text="x" xmlUrl=|cmd><outline type=include url=a></opml>`)
	f.Add("\xff\xfe<\x00o\x00")
	f.Fuzz(func(t *testing.T, s string) {
		subs, problems, err := Read(strings.NewReader(s))
		if err != nil {
			return
		}
		seen := map[string]bool{}
		for _, sub := range subs {
			if shown := feed.ShownURL(sub.URL); feed.ResolveURL("", sub.URL) != shown || shown == "" {
				t.Errorf("address %q", sub.URL)
			}
			if seen[sub.URL] {
				t.Errorf("%q twice", sub.URL)
			}
			seen[sub.URL] = true
			if feed.Clean(sub.Folder).String() != sub.Folder || len(sub.Folder) > maxFolder {
				t.Errorf("folder %q", sub.Folder)
			}
		}
		for _, p := range problems {
			if p.Line < 1 || p.Line > 1+strings.Count(s, "\n")+strings.Count(s, "\n\x00") || p.Text == "" {
				t.Errorf("problem %+v", p)
			}
		}
		var one, two bytes.Buffer
		if err := Write(&one, "t", time.Unix(0, 0), subs); err != nil {
			t.Fatal(err)
		}
		back, _, err := Read(&one)
		if err != nil && len(subs) > 0 {
			t.Fatal(err)
		}
		if len(back) != len(subs) {
			t.Errorf("%d feeds written, %d read back", len(subs), len(back))
		}
		if err := Write(&two, "t", time.Unix(0, 0), back); err != nil {
			t.Fatal(err)
		}
	})
}

func BenchmarkRead50000(b *testing.B) {
	var s strings.Builder
	s.WriteString("<opml><body>")
	for i := range 50_000 {
		fmt.Fprintf(&s, `<outline text="Feed %d" type="rss" xmlUrl="https://feeds.example/%d"/>`+"\n", i, i)
	}
	s.WriteString("</body></opml>")
	b.SetBytes(int64(s.Len()))
	for b.Loop() {
		subs, _, err := Read(strings.NewReader(s.String()))
		if err != nil || len(subs) != 50_000 {
			b.Fatal(len(subs), err)
		}
	}
}
