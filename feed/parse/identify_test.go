package parse

import (
	"fmt"
	"strings"
	"testing"

	"newspane/feed"
)

func ids(d *feed.Document) []string {
	var out []string
	for _, it := range d.Items {
		out = append(out, it.ID)
	}
	return out
}

func TestIdentityIsWhatTheItemCallsItself(t *testing.T) {
	for in, want := range map[string]string{
		"<guid>\n  HTTP://E.org/A/../b \n</guid>":                  "HTTP://E.org/A/../b",
		"<link>/post/1</link>":                                     "https://site.example/post/1",
		"<guid></guid><link>https://site.example/x</link>":         "https://site.example/x",
		"<guid>" + strings.Repeat("x", maxURL+1) + "</guid>":       hashOf(strings.Repeat("x", maxURL+1)),
		"<title>only a title</title>":                              hashOf("only a title", "", "0001-01-01 00:00:00 +0000 UTC", "", ""),
		`<guid isPermaLink="false">a &amp; b</guid><link>x</link>`: "a & b",
	} {
		if got := ids(mustParse(t, rssWith(in))); len(got) != 1 || got[0] != want {
			t.Errorf("%.60s: %.60q, want %.60q", in, got, want)
		}
	}
}

func TestRepeatsAreDropped(t *testing.T) {
	a, b := `<item><guid>1</guid><title>a</title></item>`, `<item><guid>2</guid><title>b</title></item>`
	d := mustParse(t, "<rss><channel>"+a+b+a+"<item> <guid>1</guid><title>a</title></item></channel></rss>")
	if got := strings.Join(ids(d), " "); got != "1 2" {
		t.Errorf("%s", got)
	}
}

func TestSharedIdentitiesAreToldApartInAnyOrder(t *testing.T) {
	a, b, c := `<item><guid>1</guid><title>a</title></item>`, `<item><guid>1</guid><title>b</title></item>`, `<item><guid>2</guid></item>`
	one := ids(mustParse(t, "<rss><channel>"+a+b+c+"</channel></rss>"))
	two := ids(mustParse(t, "<rss><channel>"+b+c+a+"</channel></rss>"))
	if len(one) != 3 || one[0] == one[1] || one[2] != "2" {
		t.Fatalf("%q", one)
	}
	if one[0] != two[2] || one[1] != two[0] {
		t.Errorf("the order matters: %q, %q", one, two)
	}
	known := map[string]bool{}
	for _, it := range mustParse(t, "<rss><channel>"+a+b+"</channel></rss>").Items {
		known[it.Hash] = true
	}
	d, err := Parse([]byte("<rss><channel>"+c+a+b+"</channel></rss>"), Options{Known: func(h string) bool { return known[h] }})
	if err != nil || d.Items[1].ID != one[0] || d.Items[2].ID != one[1] {
		t.Errorf("known items change their identity: %q, %q", ids(d), one)
	}
}

func TestKnownItemsComeBackWithIdentityAndHashOnly(t *testing.T) {
	for _, s := range samples {
		first, err := Parse(s.make(100, 30), Options{})
		if err != nil {
			t.Fatal(err)
		}
		known := map[string]string{}
		for _, it := range first.Items {
			known[it.Hash] = it.ID
		}
		d, err := Parse(s.make(101, 30), Options{Known: func(h string) bool { return known[h] != "" }})
		if err != nil || len(d.Items) != 30 {
			t.Fatalf("%s: %v", s.name, err)
		}
		if it := d.Items[0]; it.Title.IsEmpty() || it.Link == "" || it.Published.IsZero() {
			t.Errorf("%s: the new item is not read: %+v", s.name, it)
		}
		for _, it := range d.Items[1:] {
			if id := known[it.Hash]; fmt.Sprint(it) != fmt.Sprint(feed.Item{ID: id, Hash: it.Hash, Known: true}) {
				t.Fatalf("%s: a known item: %+v, want identity %q", s.name, it, id)
			}
		}
	}
}

func TestKnownItemsWithoutIdentityKeepTheirs(t *testing.T) {
	for _, body := range []string{
		rssWith("<title>a</title><description>b</description>"), rssWith("<link>rel</link>"), rssWith("<pubDate>soon</pubDate><title>x</title>"),
		`{"version":"https://jsonfeed.org/version/1","items":[{"title":"a"}]}`,
	} {
		first := mustParse(t, body)
		again, err := Parse([]byte(body), Options{URL: "https://feeds.example/dir/feed.xml", Known: func(string) bool { return true }})
		if err != nil || again.Items[0].ID != first.Items[0].ID || again.Items[0].Hash != first.Items[0].Hash {
			t.Errorf("%s: %q, then %q", body, ids(first), ids(again))
		}
	}
}

func TestAKnownItemIsWhoItWasHoweverItIsWritten(t *testing.T) {
	for _, item := range []string{
		`<item><title>T</title><guid>plain</guid></item>`,
		`<item><title>T</title><guid isPermaLink="false"> in &amp; out </guid></item>`,
		`<item><title>T</title><guid><![CDATA[section]]></guid></item>`,
		`<item><source><guid>of another</guid></source><guid>own</guid></item>`,
		`<item><description><p>one<br>two</p></description><guid>after markup</guid></item>`,
		`<item><description><![CDATA[<guid>not it</guid></item>]]></description><guid>it</guid></item>`,
		`<item><dc:identifier>weaker</dc:identifier><guid/><guid>second</guid></item>`,
		`<item><x:guid xmlns:x="urn:else">foreign</x:guid><id>atom</id></item>`,
		`<item rdf:about="about"><guid>guid</guid></item>`,
		`<item><guid></guid><id>only this</id></item>`,
		`<item><title>never closed<guid>after</guid></item>`,
		`<ITEM><GUID>capitals</GUID></ITEM>`,
		`<item><title>items of an item</title><guid>text with items</guid></item  >`,
		`<item><title>T</title><guid>` + strings.Repeat("long", 4000) + `</guid></item>`,
	} {
		body := []byte("<rss><channel><title>C</title>" + item + "<item><guid>last</guid></item></channel></rss>")
		first, err := Parse(body, Options{})
		if err != nil {
			t.Fatal(err)
		}
		again, err := Parse(body, Options{Known: func(string) bool { return true }})
		if err != nil || len(again.Items) != len(first.Items) || len(first.Items) != 2 {
			t.Fatalf("%s: %d items, then %d, %v", item, len(first.Items), len(again.Items), err)
		}
		for i := range first.Items {
			if again.Items[i].ID != first.Items[i].ID || again.Items[i].Hash != first.Items[i].Hash {
				t.Errorf("%.80s: %q, then %q", item, first.Items[i].ID, again.Items[i].ID)
			}
		}
	}
}
