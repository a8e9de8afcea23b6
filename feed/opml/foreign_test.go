package opml

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"newspane/feed"
)

func names(in Imported) []string {
	var out []string
	for _, s := range in.Feeds {
		out = append(out, s.Folder+"|"+s.Title.String()+"|"+s.URL)
	}
	return out
}

func TestListsOfOtherReadersAreTold(t *testing.T) {
	for _, c := range []struct {
		program, src string
		want         []string
	}{
		{"newsboat", "# mine\nhttps://a.example/rss linux \"~My title\" !\nhttps://b.example/rss \"World news\"\n\nhttps://a.example/rss\n",
			[]string{"linux|My title|https://a.example/rss", "World news||https://b.example/rss"}},
		{"newsraft", "https://top.example/rss\n@ News < reload-period 60\nhttps://a.example/rss \"The A\" < auto-bookmark 1\nhttps://b.example/rss\n",
			[]string{"||https://top.example/rss", "News|The A|https://a.example/rss", "News||https://b.example/rss"}},
		{"sfeed", "sfeedpath=\"$HOME/.sfeed/feeds\"\nfeeds() {\n\t# feed <name> <feedurl> [basesiteurl] [encoding]\n\tfeed \"codemadness\" \"https://a.example/rss\"\n\tfeed 'other one' 'https://b.example/rss' 'https://b.example/'\n\tfeed \"x\" \"$base/rss\"\n}\n",
			[]string{"|codemadness|https://a.example/rss", "|other one|https://b.example/rss"}},
		{"nom", "pager: less\nfeeds:\n  - url: https://a.example/rss\n    name: A\n    tags: [tech]\n  - url: https://b.example/rss\n",
			[]string{"tech|A|https://a.example/rss", "||https://b.example/rss"}},
		{"goread", "categories:\n  - name: News\n    desc: x\n    subscriptions:\n      - name: A\n        desc: y\n        url: https://a.example/rss\n",
			[]string{"News|A|https://a.example/rss"}},
		{"OPML", "<?xml version=\"1.0\"?><opml><body><outline text=\"A\" xmlUrl=\"https://a.example/rss\"/></body></opml>", []string{"|A|https://a.example/rss"}},
	} {
		in, err := ReadAny(strings.NewReader(c.src))
		if err != nil || in.Program != c.program || !reflect.DeepEqual(names(in), c.want) {
			t.Errorf("%s: %v, %s %q, want %q", c.program, err, in.Program, names(in), c.want)
		}
	}
}

func TestCommandsOfOtherReadersAreNamedAndNeverTaken(t *testing.T) {
	in, err := ReadAny(strings.NewReader("https://a.example/rss\nexec:~/bin/x.sh\n\"filter:sed:https://b.example/rss\"\n|cmd\nfile:///etc/passwd\n$(curl x) \"c\"\n"))
	if err != nil || len(in.Feeds) != 1 || len(in.Problems) != 5 {
		t.Fatalf("%v: %d feeds, problems %v", err, len(in.Feeds), in.Problems)
	}
	for i, p := range in.Problems {
		if p.Line != i+2 {
			t.Errorf("problem %v, want line %d", p, i+2)
		}
	}
	if !strings.Contains(in.Problems[0].Text, "never run") {
		t.Error(in.Problems[0])
	}
}

func TestQueryFeedsBecomeSavedSearches(t *testing.T) {
	for expr, want := range map[string]string{
		`unread = "yes"`: "is:unread", `unread = "no" and age < 7`: "is:read after:7d", `title =~ "linux"`: "title:linux",
		`title =~ "(linux|bsd)" and tags # "tech news"`:                   `(title:linux OR title:bsd) folder:"tech news"`,
		`author !~ "Smith" or ( feedtitle =~ "LWN" and age between 0:3 )`: "(-author:Smith OR feed:LWN after:3d)",
	} {
		if got, err := newsboatQuery(expr); err != nil || got != want {
			t.Errorf("%s: %v, %q, want %q", expr, err, got, want)
		}
	}
	for _, expr := range []string{`flags # "a"`, `title =~ "^x.*$"`, `guid = "3"`, `unread =`, `(title = "x"`, strings.Repeat("(", 100)} {
		if got, err := newsboatQuery(expr); err == nil {
			t.Errorf("%s is %q", expr, got)
		}
	}
	in, err := ReadAny(strings.NewReader("\"query:Fresh news:unread = \\\"yes\\\" and age < 2\"\nhttps://a.example/rss\n"))
	if err != nil || len(in.Searches) != 1 || in.Searches[0].Query != "is:unread after:2d" || in.Searches[0].Name.String() != "Fresh news" {
		t.Errorf("%v %+v %v", err, in.Searches, in.Problems)
	}
}

func TestBookmarksAreReadWithTagsNotesAndDates(t *testing.T) {
	in, err := ReadAny(strings.NewReader("<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><p>\n<DT><H3>Folder</H3>\n<DL><p>\n<DT><A HREF=\"https://a.example/x?a=1&amp;b=2\" ADD_DATE=\"1656324060\" TAGS=\"asia,faith\" TOREAD=\"1\">A &amp; B</A>\n<DD>my note\n<DT><A HREF=\"javascript:alert(1)\">bad</A>\n</DL><p>"))
	if err != nil || len(in.Pages) != 1 || len(in.Problems) != 1 {
		t.Fatalf("%v %+v", err, in)
	}
	p := in.Pages[0]
	if p.URL != "https://a.example/x?a=1&b=2" || p.Title.String() != "A & B" || !reflect.DeepEqual(p.Tags, []string{"asia", "faith"}) || p.Note.String() != "my note" || !p.Unread || p.At.Unix() != 1656324060 {
		t.Errorf("%+v", p)
	}
	in, err = ReadAny(strings.NewReader("title,url,time_added,tags,status\n\"One, two\",https://a.example/,1656324060,x|y,unread\nThree,https://b.example/,1656324060,,archive\n"))
	if err != nil || in.Program != "Pocket" || len(in.Pages) != 2 || in.Pages[0].Title.String() != "One, two" || len(in.Pages[0].Tags) != 2 || !in.Pages[0].Unread || in.Pages[1].Unread {
		t.Errorf("%v %+v", err, in)
	}
}

func TestWhatIsNoListIsRefused(t *testing.T) {
	for _, src := range []string{"", "hello world\nthis is a letter\n", "\x00\x01\x02", "{\"a\": 1}", "- just\n- a list\n"} {
		in, err := ReadAny(strings.NewReader(src))
		if err == nil {
			t.Errorf("%q is taken for %s: %+v", src, in.Program, in)
		}
	}
}

func FuzzReadAny(f *testing.F) {
	for _, s := range []string{"https://a.example/rss x \"~T\"", "@ s\nhttps://a", "feeds:\n - url: x", "<!DOCTYPE NETSCAPE-Bookmark-file-1><A HREF=x>y</A><DD>z", "title,url,time_added\n\"a", "query:n:(unread = \"yes\" or age < 3)", "feeds() {\nfeed 'a' 'b'\n}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		in, err := ReadAny(strings.NewReader(src))
		if err != nil {
			return
		}
		for _, s := range in.Feeds {
			if feed.ResolveURL("", s.URL) == "" { // it may have a name and password in it, which are moved out later
				t.Fatalf("took %q", s.URL)
			}
		}
		for _, p := range in.Pages {
			if feed.ResolveURL("", p.URL) != p.URL {
				t.Fatalf("took %q", p.URL)
			}
		}
	})
}

func TestABrokenRowOfPocketCostsNoOther(t *testing.T) {
	in, err := ReadAny(strings.NewReader("title,url,time_added,tags,status\nP1,https://a.example/1,1700000000,x|y,unread\n\"broken,row\nalone\nP2,ftp://x,1,,archive\n\"Two\nlines\",https://a.example/2,1700000000,,archive\n"))
	if err != nil || len(in.Pages) != 2 || in.Pages[1].Title.String() != "Two lines" {
		t.Fatalf("%v: %+v", err, in.Pages)
	}
	var lines []int
	for _, p := range in.Problems {
		lines = append(lines, p.Line)
	}
	if !slices.Equal(lines, []int{3, 4, 5}) {
		t.Errorf("told are %+v", in.Problems)
	}
}
