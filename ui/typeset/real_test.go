package typeset

import (
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"newspane/feed"
	"newspane/feed/clean"
)

// realPages are pages from the web: those of our own that stand for kinds, and others where they are at hand.
func realPages(t *testing.T) []string {
	t.Helper()
	var all []string
	for _, pattern := range []string{"../../feed/page/testdata/*.html", "../../../shared/data/pages/html/*.html.gz", "../../../shared/seed/*.html"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, files...)
	}
	if len(all) == 0 {
		t.Fatal("there is no page at all")
	}
	return all
}

// read returns what is in a file, which may be compressed.
func read(t *testing.T, file string) []byte {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(file, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestRealPagesAreSetWholeAtEveryWidth(t *testing.T) {
	for _, file := range realPages(t) {
		blocks := clean.HTML(feed.HTML(read(t, file)), "https://news.example/story")
		var before *Doc
		for _, w := range []int{20, 31, 40, 57, 68, 80, 100, 133, 200} {
			o := Options{Width: w, Numbers: true, Images: w%2 == 0, Bidi: w > 60}
			d := Set(blocks, o)
			checkDoc(t, blocks, d, o)
			if before != nil {
				checkPlaces(t, before, d)
			}
			before = d
			if t.Failed() {
				t.Fatalf("%s at %d columns", file, w)
			}
		}
	}
}

// checkPlaces fails where a line of one setting does not lead to the line of another that holds its first character.
func checkPlaces(t *testing.T, a, b *Doc) {
	t.Helper()
	for i := 0; i < len(a.Lines); i += 1 + len(a.Lines)/50 {
		if !holds(a.Lines[i]) {
			continue
		}
		at := a.OffsetAt(i)
		if line := b.LineAt(at); !holdsOffset(b, line, at) {
			t.Errorf("offset %d of line %d is not on line %d", at, i, line)
		}
	}
}

func holdsOffset(d *Doc, line, offset int) bool {
	for _, m := range d.marks {
		if m.line == line && m.from <= offset && offset < m.to {
			return true
		}
	}
	return false
}
