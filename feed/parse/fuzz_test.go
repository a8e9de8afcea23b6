package parse

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"newspane/feed"
)

func FuzzParse(f *testing.F) {
	files, err := filepath.Glob("testdata/*.*")
	if err != nil || len(files) < 6 {
		f.Fatal(files, err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
		f.Add(b[:len(b)*2/3])
	}
	f.Add([]byte(rssWith("<title>&amp;#27;[31m</title><guid>1</guid><description>]]></description>") + rssWith("<guid>1</guid>")))
	f.Add([]byte("<feed><entry><title type=xhtml><div/></title><content><![CDATA[]]]]><![CDATA[>]]>\xff"))
	f.Add([]byte("\xff\xfe<\x00r\x00s\x00s\x00>\x00"))
	f.Fuzz(func(t *testing.T, body []byte) {
		o := Options{URL: "https://feeds.example/dir/feed.xml"}
		d, err := Parse(body, o)
		if err != nil {
			var e *feed.Error
			if !errors.As(err, &e) || e.Err == nil || d != nil {
				t.Fatalf("%v, %v", d, err)
			}
			return
		}
		hashes := map[string]string{}
		seen := map[string]bool{}
		for _, it := range d.Items {
			checkItem(t, it)
			if seen[it.ID] {
				t.Fatalf("identity %q twice", it.ID)
			}
			seen[it.ID] = true
			hashes[it.Hash] = it.ID
		}
		o.Known = func(h string) bool { return hashes[h] != "" }
		again, err := Parse(body, o)
		if err != nil || len(again.Items) != len(d.Items) || again.Title != d.Title {
			t.Fatalf("the second time: %v, %d items of %d", err, len(again.Items), len(d.Items))
		}
		for i, it := range again.Items {
			if it.ID != d.Items[i].ID || !it.Title.IsEmpty() || it.Content != "" || it.Hash != d.Items[i].Hash {
				t.Fatalf("a known item: %+v, first %+v", it, d.Items[i])
			}
		}
	})
}

func checkItem(t *testing.T, it feed.Item) {
	t.Helper()
	switch {
	case it.ID == "" || it.Hash == "":
		t.Fatalf("no identity: %+v", it)
	case len(it.Title.String()) > maxLine || len(it.Content) > maxText+maxText/4 || len(it.Enclosures) > maxMedia || len(it.Categories) > maxCats:
		t.Fatalf("over a limit: %+v", it)
	case !utf8.ValidString(string(it.Content)) || !utf8.ValidString(string(it.Summary)) || !utf8.ValidString(it.ID):
		t.Fatalf("no UTF-8: %+v", it)
	case strings.ContainsAny(string(it.Content+it.Summary), "\x1b\x00\x07"):
		t.Fatalf("a control character: %+v", it)
	case !it.Published.IsZero() && !inRange(it.Published):
		t.Fatalf("published %v", it.Published)
	}
	urls := []string{it.Link, it.Comments, it.Image}
	for _, e := range it.Enclosures {
		urls = append(urls, e.URL)
		if e.URL == "" || e.Length < 0 || e.Duration < 0 || e.Duration > maxDuration {
			t.Fatalf("enclosure %+v", e)
		}
	}
	for _, u := range urls {
		if u != "" && !strings.HasPrefix(u, "http://") && !strings.HasPrefix(u, "https://") {
			t.Fatalf("address %q", u)
		}
	}
}
