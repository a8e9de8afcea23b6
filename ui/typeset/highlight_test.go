package typeset

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/chroma/v2"

	"newspane/feed"
)

func TestCodeIsToldApartByItsPlaceInTheArticle(t *testing.T) {
	src := feed.CleanBlock("func main() {\n\tx := \"naïve\" // why 1?\n\treturn 42\n}\n").String()
	blocks := []feed.Block{p("Words before it: naïve."), {Kind: feed.Code, Lang: "go", Text: words(src)}, code("no language")}
	text := source(blocks)
	programs := Programs(blocks)
	if len(programs) != 2 || programs[1].Lang != "" || text[programs[0].From:programs[0].From+len(src)] != src {
		t.Fatalf("programs %+v", programs)
	}
	var got []string
	for _, h := range programs[0].Highlight(t.Context()) {
		got = append(got, strings.TrimSpace(text[h.From:h.To])+" "+[...]string{"", "keyword", "literal", "figure", "name", "remark"}[h.Kind])
	}
	want := `func keyword, main name, "naïve" literal, // why 1? remark, return keyword, 42 figure`
	if s := strings.Join(got, ", "); s != want {
		t.Errorf("got %s\nwant %s", s, want)
	}
}

func TestTheLastLineOfCodeIsToldLikeTheOthers(t *testing.T) {
	h := (Program{Code: "-a\n+b", Lang: "diff"}).Highlight(t.Context())
	if len(h) != 2 || h[0] != (Tint{0, 3, Removed}) || h[1] != (Tint{3, 5, Added}) {
		t.Errorf("%v", h)
	}
}

func TestUnknownLanguagesStayPlain(t *testing.T) {
	if h := (Program{Code: "a b c", Lang: "no such language"}).Highlight(t.Context()); h != nil {
		t.Errorf("%v", h)
	}
}

func TestHighlightingEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), time.Nanosecond)
	defer cancel()
	<-ctx.Done()
	if h := (Program{Code: "func a() {}", Lang: "go"}).Highlight(ctx); h != nil {
		t.Errorf("%v", h)
	}
}

func TestEveryLexerIsReadAndRuns(t *testing.T) {
	files, err := lexerFiles.ReadDir("lexers")
	if err != nil || len(files) != len(lexers().Lexers) {
		t.Fatalf("%d files, %d lexers, %v", len(files), len(lexers().Lexers), err)
	}
	for _, l := range lexers().Lexers {
		name := l.Config().Name
		const src = "# a <b class='c'>d</b> \"text\" 12 if x { y(z) } // end\n- e: 'f'\n<?php echo 1; ?>\n<script>var g = 1</script><style>a { b: c }</style>\n"
		if _, err := chroma.Tokenise(l, nil, src); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if h := (Program{Code: src, Lang: name}).Highlight(t.Context()); len(h) == 0 {
			t.Errorf("%s tells nothing apart", name)
		}
	}
	for _, lang := range []string{"go", "golang", "py", "python3", "js", "ts", "tsx", "jsx", "sh", "bash", "shell", "console", "c", "cpp", "c++", "cs", "csharp",
		"java", "rust", "rs", "ruby", "rb", "php", "sql", "yaml", "yml", "json", "toml", "html", "css", "scss", "diff", "dockerfile", "make", "kotlin", "swift", "xml", "ini", "lua", "zig", "hcl"} {
		if lexers().Get(lang) == nil {
			t.Errorf("%s is unknown", lang)
		}
	}
}

func FuzzHighlight(f *testing.F) {
	f.Add("go", "func main() { `")
	f.Add("php", "<?php echo '<b>' ?> <a href=''>")
	f.Add("diff", "-a\n+b\r\n")
	f.Add("python", "'''\xff\xfe")
	f.Fuzz(func(t *testing.T, lang, src string) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		at := 7
		for _, h := range (Program{From: 7, Code: feed.CleanBlock(src).String(), Lang: lang}).Highlight(ctx) {
			if h.From < at || h.To <= h.From || h.To > 7+len(src)*4 {
				t.Fatalf("tint %+v behind %d", h, at)
			}
			at = h.To
		}
	})
}

func BenchmarkHighlight(b *testing.B) {
	src := strings.Repeat("func main() {\n\tx := map[string]int{\"a\": 1} // a remark\n\tfor k, v := range x {\n\t\tfmt.Println(k, v)\n\t}\n}\n", 20)
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		(Program{Code: src, Lang: "go"}).Highlight(b.Context())
	}
}
