package parse

import (
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
)

func TestEncodingsThatMakeDoWithASCIIAreReadWhenTheyAreDeclared(t *testing.T) {
	for _, c := range []struct {
		label, want string
		encoding    encoding.Encoding
	}{
		{"hz", "中文标题", simplifiedchinese.HZGB2312}, {"HZ-GB-2312", "中文", simplifiedchinese.HZGB2312},
		{"mac-cyrillic", "Привет мир", charmap.MacintoshCyrillic}, {"MacRoman", "café “x”", charmap.Macintosh},
	} {
		body, err := c.encoding.NewEncoder().String(`<?xml version="1.0" encoding="` + c.label + `"?>` + rssWith("<title>"+c.want+"</title>"))
		if err != nil {
			t.Fatal(err)
		}
		d, err := Parse([]byte(body), Options{})
		if err != nil || len(d.Items) != 1 || d.Items[0].Title.String() != c.want {
			t.Errorf("%s: %v %+v", c.label, err, d)
		}
	}
	utf7 := `<?xml version="1.0" encoding="UTF-7"?>` + rssWith("<title>Hi +AOk</title>")
	if d, err := Parse([]byte(utf7), Options{}); err != nil || d.Items[0].Title.String() != "Hi é" {
		t.Errorf("UTF-7: %v %+v", err, d)
	}
	if d, err := Parse([]byte(rssWith("<title>a ~{VPND~} b</title>")), Options{}); err != nil || d.Items[0].Title.String() != "a ~{VPND~} b" {
		t.Errorf("undeclared, it is text: %v %+v", err, d)
	}
}

func TestAnglesThatAreNoTagsStay(t *testing.T) {
	for in, want := range map[string]string{
		"AT&T < 5 & x<y": "AT&T < 5 & x<y", "x<y and <b>z</b>": "x<y and z", "Vec<T>": "Vec<T>", "a <b>bold</b> word": "a bold word", "1<2<3": "1<2<3",
	} {
		d, err := Parse([]byte(rssWith("<title>"+in+"</title><guid>1</guid>")), Options{})
		if err != nil || len(d.Items) != 1 || d.Items[0].Title.String() != want {
			t.Errorf("%q: %v %+v", in, err, d)
		}
	}
}

func TestReferencesWithoutASemicolonAreThoseOfHTML(t *testing.T) {
	for in, want := range map[string]string{
		"caf&eacute": "café", "&copy 2025": "© 2025", "caf&eacute, &reg!": "café, ®!", "a&copy=2": "a&copy=2", "a&reg_id": "a&reg_id", "&notit;": "&notit;",
		"&copyright": "&copyright", "AT&T": "AT&T", "R&D": "R&D", "Q&A &amp B": "Q&A & B", "&hellip": "&hellip",
	} {
		if got := noEntities.decode(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestJSONFeedsThatArePackedOrMisshapenAreRead(t *testing.T) {
	const item = `{"id":"1","title":"a","tags":"x, y"}`
	const feed = `{"version":"https://jsonfeed.org/version/1.1","title":"J","items":[` + item + `]}`
	for _, body := range []string{
		feed, "callback(" + feed + ");", "/**/jQuery.cb_1(" + feed + ")", ")]}'\n" + feed, ")]}',\n" + feed, "while(1);" + feed, "for(;;);" + feed, "[" + feed + "]", "\ufeff [ " + feed,
		`{"version":"https://jsonfeed.org/version/1.1","title":"J","items":{"0":` + item + `,"x":7,"y":null}}`,
	} {
		d, err := Parse([]byte(body), Options{})
		if err != nil || len(d.Items) != 1 || d.Items[0].Title.String() != "a" || len(d.Items[0].Categories) != 2 {
			t.Errorf("%.40s: %v %+v", body, err, d)
		}
	}
	for _, body := range []string{"[" + item + "]", `callback({"a":1})`, "rss(x)", `[{"items":1}]`, `{"items":{}}`} {
		if d, err := Parse([]byte(body), Options{}); err == nil {
			t.Errorf("%s is a feed: %+v", body, d)
		}
	}
}

func TestAHostWithoutASchemeIsNoPath(t *testing.T) {
	for in, want := range map[string]string{
		"www.other.example/a?b": "http://www.other.example/a?b", "WWW.other.example": "http://WWW.other.example", "www.html": "https://site.example/www.html",
		"www.": "https://site.example/www.", "//other.example/a": "https://other.example/a", "a/b": "https://site.example/a/b",
	} {
		d, err := Parse([]byte("<rss><channel><link>https://site.example/</link><item><title>t</title><link>"+in+"</link></item></channel></rss>"), Options{URL: "https://site.example/feed"})
		if err != nil || len(d.Items) != 1 || d.Items[0].Link != want {
			t.Errorf("%q: %v %+v", in, err, d)
		}
	}
}

func TestSmallOdditiesOfTitlesAndNamesAreMended(t *testing.T) {
	for in, want := range map[string]string{
		"if a&lt;b &amp;&amp; c&gt;d": "if a<b && c>d", "&lt;b class=x&gt;bold&lt;/b&gt;": "bold", "&lt;br /&gt;a": "a", "\ufeffa\ufeffb": "ab", "1&lt;a - 2&gt;": "1<a - 2>",
	} {
		d, err := Parse([]byte(rssWith("<title>"+in+"</title><guid>1</guid>")), Options{})
		if err != nil || len(d.Items) != 1 || d.Items[0].Title.String() != want {
			t.Errorf("%q: %v %+v", in, err, d)
		}
	}
	for in, want := range map[string]string{"(Ann Lee)": "Ann Lee", "Ann Lee (Reuters)": "Ann Lee (Reuters)", "(a) (b)": "(a) (b)", "()": "()"} {
		if got := readPerson(in).name; got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
