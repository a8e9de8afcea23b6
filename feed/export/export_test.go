package export

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"newspane/feed"
)

var update = flag.Bool("update", false, "write the golden documents anew")

var now = time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)

func t(s string, style feed.Style) feed.Span {
	return feed.Span{Text: feed.CleanBlock(s), Style: style}
}

func para(s string) feed.Block { return feed.Block{Kind: feed.Paragraph, Text: []feed.Span{t(s, 0)}} }

// everything has every block and style, and text that every format takes for its own signs.
func everything() *feed.Article {
	a := &feed.Article{Language: "en", Section: feed.Clean("World › Climate"), Standfirst: feed.Clean("Nine ports *agree*.")}
	a.Author = feed.Clean("Ana Ferreira & Söhne")
	a.Title, a.Source, a.Link = feed.Clean(`Tides <1> & "walls" #2`), feed.Clean("The Paper"), "https://example.org/a?b=1&c=(2)"
	a.Published = time.Date(2026, 11, 23, 10, 30, 0, 0, time.UTC)
	a.Tags = []feed.Text{feed.Clean("flood: risk")}
	a.Body = []feed.Block{
		{Kind: feed.Paragraph, Text: []feed.Span{t("Plain, ", 0), t("strong", feed.Strong), t(" and ", 0), t("both ", feed.Strong|feed.Emphasis),
			t("H", 0), t("2", feed.Subscript), t("O ", 0), {Text: feed.Clean("a link"), URL: "https://example.org/(x)"}, t(" *not emphasis* a_b_c ", 0), t("x`y", feed.Mono)}},
		{Kind: feed.Heading, Level: 2, Text: []feed.Span{t("What changes", 0)}},
		para("1. is no list, # no heading, <b>no markup</b>"),
		{Kind: feed.List, Items: []feed.ListItem{{Blocks: []feed.Block{para("one"), {Kind: feed.List, Ordered: true, Start: 3, Items: []feed.ListItem{{Blocks: []feed.Block{para("three")}}}}}}, {Blocks: []feed.Block{para("two")}}}},
		{Kind: feed.Quote, Blocks: []feed.Block{para("first"), para("second")}},
		{Kind: feed.Code, Lang: "go", Text: []feed.Span{t("if a < b {\n\t```\n}", 0)}},
		{Kind: feed.Table, Text: []feed.Span{t("Fees", 0)}, Rows: [][]feed.Cell{{{Text: []feed.Span{t("Port", 0)}, Header: true}, {Text: []feed.Span{t("a|b", 0)}, Header: true}}, {{Text: []feed.Span{t("Lagos", 0)}}, {Text: []feed.Span{t("2", 0)}, Right: true}}, {{Text: []feed.Span{t("all", 0)}, Span: 2}}}},
		{Kind: feed.Figure, Image: &feed.Image{URL: "https://example.org/p.png", Alt: feed.Clean("a barrier")}, Text: []feed.Span{t("At low water", 0)}},
		{Kind: feed.Figure, Image: &feed.Image{URL: "https://example.org/gone.png"}},
		{Kind: feed.Rule},
		{Kind: feed.Verse, Text: []feed.Span{t("line one\nline two", 0)}},
		{Kind: feed.Definitions, Items: []feed.ListItem{{Term: []feed.Span{t("surge", 0)}, Blocks: []feed.Block{para("a rise")}}}},
		{Kind: feed.Footnotes, Start: 1, Items: []feed.ListItem{{Blocks: []feed.Block{para("a note")}}}},
		{Kind: feed.Media, Text: []feed.Span{{Text: feed.Clean("video"), URL: "https://example.org/v"}}},
		{Kind: feed.Paragraph, RTL: true, Lang: "ar", Text: []feed.Span{t("السلام", 0)}},
	}
	a.Related = []feed.Link{{Title: feed.Clean("Talks resume [again]"), URL: "https://example.org/t", Kind: feed.SeeAlso, Date: feed.Clean("12/11/2026")}, {Title: feed.Clean("Most read"), URL: "https://example.org/m", Kind: feed.Site}}
	a.Highlights = []feed.Highlight{{Quote: feed.Clean("Plain, strong")}}
	a.Remark = feed.CleanBlock("my note\n\nof two")
	return a
}

// pixel is a picture of one point.
var pixel = []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU\x00\x00\x00\nIDATx\x9cc`\x00\x00\x00\x02\x00\x01H\xaf\xa4q\x00\x00\x00\x00IEND\xaeB`\x82")

func pictures(address string) ([]byte, string, bool) {
	return pixel, "image/png", strings.HasSuffix(address, "/p.png")
}

func golden(tt *testing.T, name, got string) {
	tt.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			tt.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			tt.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		tt.Fatal(err)
	}
	if got != string(want) {
		tt.Errorf("%s differs (go test ./feed/export -update writes it anew):\n%s", name, got)
	}
}

func TestMarkdownIsTheGoldenOne(tt *testing.T) {
	var b bytes.Buffer
	if err := Markdown(&b, everything()); err != nil {
		tt.Fatal(err)
	}
	golden(tt, "everything.md", b.String())
}

func TestHTMLKeepsEveryWordAndEndsEveryElement(tt *testing.T) {
	a := everything()
	var b bytes.Buffer
	if err := HTML(&b, []*feed.Article{a}, pictures, now); err != nil {
		tt.Fatal(err)
	}
	golden(tt, "everything.html", b.String())
	doc, err := html.Parse(&b)
	if err != nil {
		tt.Fatal(err)
	}
	text := squeeze(textOf(doc))
	for _, want := range strings.Fields(feed.Plain(a.Body)) {
		if !strings.Contains(text, want) {
			tt.Errorf("%q is lost", want)
		}
	}
	for _, bad := range []string{"<script", "<b>", "http-equiv=\"refresh\""} {
		if strings.Contains(b.String(), bad) {
			tt.Errorf("%q stands in the document", bad)
		}
	}
}

func textOf(n *html.Node) string {
	if n.Type == html.TextNode && n.Parent.Data != "style" {
		return n.Data
	}
	var b strings.Builder
	for c := range n.ChildNodes() {
		b.WriteString(textOf(c))
	}
	return b.String()
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

func TestEPUBIsAWholeBook(tt *testing.T) {
	second := everything()
	second.Title, second.Link = feed.Clean("Another"), "https://example.org/b"
	var b bytes.Buffer
	if err := EPUB(&b, []*feed.Article{everything(), second}, pictures, now); err != nil {
		tt.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		tt.Fatal(err)
	}
	if f := z.File[0]; f.Name != "mimetype" || f.Method != zip.Store {
		tt.Errorf("the first file is %s, method %d; it must be mimetype, stored", f.Name, f.Method)
	}
	files := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			tt.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			tt.Fatal(err)
		}
		files[f.Name] = string(content)
		if strings.HasSuffix(f.Name, "ml") || strings.HasSuffix(f.Name, ".opf") || strings.HasSuffix(f.Name, ".ncx") {
			wellFormed(tt, f.Name, string(content))
		}
	}
	opf := files["EPUB/package.opf"]
	for name := range files {
		if base, ok := strings.CutPrefix(name, "EPUB/"); ok && base != "package.opf" && !strings.Contains(opf, `href="`+base+`"`) {
			tt.Errorf("%s is not in the manifest", base)
		}
	}
	if files["EPUB/p1.png"] != string(pixel) || len(files) != 9 {
		tt.Errorf("%d files, the picture of %d bytes", len(files), len(files["EPUB/p1.png"]))
	}
}

func wellFormed(tt *testing.T, name, s string) {
	tt.Helper()
	d := xml.NewDecoder(strings.NewReader(s))
	d.Strict = true
	for {
		if _, err := d.Token(); err == io.EOF {
			return
		} else if err != nil {
			tt.Errorf("%s: %v", name, err)
			return
		}
	}
}

func TestHighlightsAloneAreExportedAndNothingWhereThereAreNone(tt *testing.T) {
	var b bytes.Buffer
	if err := Highlights(&b, everything()); err != nil || !strings.Contains(b.String(), "> Plain, strong") || strings.Contains(b.String(), "What changes") {
		tt.Errorf("%v:\n%s", err, b.String())
	}
	b.Reset()
	if err := Highlights(&b, &feed.Article{}); err != nil || b.Len() > 0 {
		tt.Errorf("%v: %q", err, b.String())
	}
}

func TestVersesKeepTheirIndents(tt *testing.T) {
	a := &feed.Article{Body: []feed.Block{{Kind: feed.Verse, Text: []feed.Span{{Text: feed.CleanBlock("  Tyger\n    burning bright")}}}}}
	for name, write := range map[string]func(io.Writer) error{
		"HTML":     func(w io.Writer) error { return HTML(w, []*feed.Article{a}, nil, time.Time{}) },
		"Markdown": func(w io.Writer) error { return Markdown(w, a) },
	} {
		var b strings.Builder
		if err := write(&b); err != nil || !strings.Contains(b.String(), "\u00a0\u00a0\u00a0\u00a0burning bright") {
			tt.Errorf("%s: %q, %v", name, b.String(), err)
		}
	}
}
