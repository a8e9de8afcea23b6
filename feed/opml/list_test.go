package opml

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"newspane/feed"
)

func TestFoldersAttributesAndCaseAreReadAsProgramsWriteThem(t *testing.T) {
	subs, problems := read(t, `<?xml version="1.0"?><opml version="1.0"><head><title>x</title></head><body>
<outline text="World"><outline title="Asia"><outline TEXT="A &amp; B" XMLURL="https://a.example/rss" htmlurl="https://a.example/" language="en"/></outline>
<outline text="B" type="atom" xmlUrl="feed://b.example/atom"></outline></outline>
<outline text="C" xmlUrl="HTTPS://c.example/f" category="/Tech/Go,fun"/>
<outline text="C again" xmlUrl="https://c.example/f"/>
<outline text="Empty folder"/>
</body></opml>`)
	want := []string{"https://a.example/rss World/Asia A & B https://a.example/ en", "http://b.example/atom World B  ", "https://c.example/f Tech/Go C  "}
	if len(subs) != len(want) || len(problems) != 1 || problems[0].Line != 6 {
		t.Fatalf("%d feeds, problems %v", len(subs), problems)
	}
	for i, s := range subs {
		if got := fmt.Sprintf("%s %s %s %s %s", s.URL, s.Folder, s.Title, s.Site, s.Language); got != want[i] {
			t.Errorf("feed %d is %q, want %q", i, got, want[i])
		}
	}
}

func TestWhatIsNoFeedIsToldWithItsLine(t *testing.T) {
	subs, problems := read(t, `<opml><body>
<outline text="Shell" xmlUrl="exec:/bin/touch x"/>
<outline text="Pipe" xmlUrl="|touch x"/>
<outline text="File" xmlUrl="file:///etc/passwd"/>
<outline text="Lost" type="rss" htmlUrl="https://l.example/"/>
<outline text="List" type="include" url="https://i.example/list.opml"/>
<outline text="Filtered" xmlUrl="https://f.example/rss" filtercmd="rm -r /"/>
<outline text="Secret" xmlUrl="https://me:pw@s.example/rss"/>
</body></opml>`)
	if len(subs) != 2 || subs[0].URL != "https://f.example/rss" || subs[1].URL != "https://me:pw@s.example/rss" {
		t.Errorf("took %v", subs)
	}
	for i, want := range []string{"Shell", "Pipe", "File", "Lost", "List", "Filtered"} {
		if i >= len(problems) || problems[i].Line != i+2 || !strings.Contains(problems[i].Text, want) {
			t.Fatalf("problem %d should be line %d of %s: %v", i, i+2, want, problems)
		}
		if strings.Contains(problems[i].Text, "pw") {
			t.Errorf("the password is told: %s", problems[i].Text)
		}
	}
}

func TestListsOfAnyEncodingAreRead(t *testing.T) {
	doc := func(enc, title string) string {
		return `<?xml version="1.0" encoding="` + enc + `"?><opml><body><outline text="` + title + `" xmlUrl="https://x.example/"/></body></opml>`
	}
	utf16 := []byte{0xff, 0xfe}
	for _, r := range doc("utf-16", "Ж") {
		utf16 = append(utf16, byte(r), byte(r>>8))
	}
	for name, c := range map[string]struct{ doc, title string }{
		"Latin-1":           {doc("iso-8859-1", "Caf\xe9"), "Café"},
		"KOI8-R":            {doc("koi8-r", "\xf7\xc5\xd3\xd4\xc9"), "Вести"},
		"UTF-8 mislabelled": {doc("iso-8859-1", "Café"), "Café"},
		"UTF-16":            {string(utf16), "Ж"},
		"BOM":               {"\ufeff" + doc("utf-8", "é"), "é"},
		"controls":          {doc("utf-8", "a\x1b[31mb\x00"), "ab"},
		"HTML entity":       {doc("utf-8", "a&nbsp;&eacute;"), "a é"},
	} {
		subs, _ := read(t, c.doc)
		if len(subs) != 1 || subs[0].Title.String() != c.title {
			t.Errorf("%s: %v", name, subs)
		}
	}
}

func TestACutListGivesWhatItHas(t *testing.T) {
	subs, problems := read(t, `<opml><body><outline text="F"><outline text="A" xmlUrl="https://a.example/"/><outline text="B" xmlU`)
	if len(subs) != 1 || len(problems) != 1 {
		t.Errorf("%v, %v", subs, problems)
	}
}

func TestWhatIsNoListIsAnError(t *testing.T) {
	for _, doc := range []string{"", "hello", "<html><body><p>x</p></body></html>", `{"a":1}`} {
		_, _, err := Read(strings.NewReader(doc))
		var e *feed.Error
		if !errors.As(err, &e) || e.Kind != feed.NotFeed {
			t.Errorf("%q: %v", doc, err)
		}
	}
}

func TestDeepAndLongListsAreRead(t *testing.T) {
	deep := "<opml><body>" + strings.Repeat(`<outline text="d">`, 100_000) + `<outline xmlUrl="https://d.example/"/>`
	subs, _ := read(t, deep)
	if len(subs) != 1 || strings.Count(subs[0].Folder, "/") != maxDepth-1 {
		t.Errorf("deep: %d feeds", len(subs))
	}
	var b strings.Builder
	b.WriteString("<opml><body>")
	for i := range maxFeeds + 10 {
		fmt.Fprintf(&b, `<outline xmlUrl="https://h%d.example/"/>`, i)
	}
	subs, problems := read(t, b.String())
	if len(subs) != maxFeeds || len(problems) == 0 {
		t.Errorf("long: %d feeds, %v", len(subs), problems)
	}
}

func TestWhatIsWrittenIsReadAgain(t *testing.T) {
	subs := []feed.Subscription{
		{URL: "https://b.example/?a=1&b=2", Title: feed.Clean(`B "quoted" <x>`), Folder: "World/Asia", Site: "https://b.example/", Language: "ja"},
		{URL: "https://c.example/", Folder: "World"},
		{URL: "https://a.example/", Title: feed.Clean("A")},
	}
	var b bytes.Buffer
	if err := Write(&b, "newspane", time.Unix(0, 0).UTC(), subs); err != nil {
		t.Fatal(err)
	}
	got, problems := read(t, b.String())
	if len(got) != 3 || len(problems) != 0 {
		t.Fatalf("%v %v\n%s", got, problems, b.String())
	}
	byURL := map[string]feed.Subscription{}
	for _, s := range got {
		byURL[s.URL] = s
	}
	for _, s := range subs {
		g := byURL[s.URL]
		if s.Title.IsEmpty() {
			s.Title = feed.Clean(s.URL)
		}
		if !reflect.DeepEqual(g, s) {
			t.Errorf("wrote %+v, read %+v", s, g)
		}
	}
}
