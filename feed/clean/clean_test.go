package clean

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"newspane/feed"
)

const base = "https://news.example/2024/05/story.html"

// sketch writes blocks in one line each, so that a table of tests can be read: kind, then what counts of it.
func sketch(blocks []feed.Block) string {
	var out []string
	for _, b := range blocks {
		out = append(out, sketchOf(b))
	}
	return strings.Join(out, "\n")
}

func sketchOf(b feed.Block) string {
	names := [...]string{"p", "h", "list", "quote", "code", "table", "figure", "rule", "dl", "verse", "media", "notes"}
	s := names[b.Kind]
	if b.Level > 0 {
		s += fmt.Sprint(b.Level)
	}
	if b.Ordered {
		s += "#" + strings.Join(b.Labels(), ",")
	}
	if b.Kind == feed.Footnotes {
		s += fmt.Sprintf("#%d", b.Start)
	}
	if b.Pull {
		s += "!"
	}
	if b.RTL {
		s += "<"
	}
	if b.Lang != "" {
		s += ":" + b.Lang
	}
	if b.Image != nil {
		s += fmt.Sprintf(" [%s %q %dx%d]", strings.TrimPrefix(b.Image.URL, "https://news.example"), b.Image.Alt, b.Image.Width, b.Image.Height)
	}
	if len(b.Text) > 0 {
		s += " " + spans(b.Text)
	}
	for _, it := range b.Items {
		s += " {"
		if len(it.Term) > 0 {
			s += spans(it.Term) + " = "
		}
		s += strings.ReplaceAll(sketch(it.Blocks), "\n", "; ") + "}"
	}
	for _, row := range b.Rows {
		s += " |"
		for _, c := range row {
			s += " " + spans(c.Text)
			if c.Header {
				s += "^"
			}
			if c.Span > 1 {
				s += fmt.Sprint("*", c.Span)
			}
			if c.Right {
				s += ">"
			}
			s += " |"
		}
	}
	if len(b.Blocks) > 0 {
		s += " (" + strings.ReplaceAll(sketch(b.Blocks), "\n", "; ") + ")"
	}
	return s
}

func spans(list []feed.Span) string {
	marks := []string{"*", "/", "`", "~", "+", "=", "^", "_", ".", "!"}
	var b strings.Builder
	for _, s := range list {
		m := ""
		for i, c := range marks {
			if s.Style&(1<<i) != 0 {
				m += c
			}
		}
		t := strings.ReplaceAll(s.Text.String(), "\n", "⏎")
		if s.URL != "" {
			t = "[" + t + "](" + strings.TrimPrefix(s.URL, "https://news.example") + ")"
		}
		b.WriteString(m + t + m)
	}
	return b.String()
}

func TestEachElementBecomesItsBlock(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"paragraphs", `<p>One  two
			three</p><p>Four</p>`, "p One two three\np Four"},
		{"bare text", `Before<p>in</p>after<div>last</div>`, "p Before\np in\np after\np last"},
		{"nothing glued", `<ol><li>Tenth<p>Second</p></li></ol>`, "list#1 {p Tenth; p Second}"},
		{"headings", `<h1>A</h1><h3>B <em>c</em></h3><h6>D</h6>`, "h1 A\nh3 B /c/\nh6 D"},
		{"heading with blocks", `<h2><div>A</div><div>B</div></h2>`, "h2 A B"},
		{"list", `<ul><li>a<li>b <b>c</b></ul>`, "list {p a} {p b *c*}"},
		{"list start", `<ol start="7"><li>a</li><li>b</li></ol>`, "list#7,8 {p a} {p b}"},
		{"list value", `<ol><li value=3>a</li></ol>`, "list#3 {p a}"},
		{"list start absurd", `<ol start="99999999999"><li>a</li></ol>`, "list#1 {p a}"},
		{"nested list", `<ul><li>a<ul><li>b</li></ul></li></ul>`, "list {p a; list {p b}}"},
		{"list in list", `<ul><li>a</li><ul><li>b</li></ul></ul>`, "list {p a; list {p b}}"},
		{"definitions", `<dl><dt>T</dt><dd>D</dd><dd>E</dd><div><dt>U</dt><dd>F</dd></div></dl>`, "dl {T = p D; p E} {U = p F}"},
		{"table", `<table><caption>Cap</caption><tr><th>Year<th>Sum</tr><tr><td>2020<td>1 200 €</tr></table>`, "table Cap | Year^ | Sum^ | | 2020> | 1 200 €> |"},
		{"colspan", `<table><tr><th colspan=2>H</th></tr><tr><td>a<td>b</tr></table>`, "table | H^*2 | | a | b |"},
		{"colspan absurd", `<table><tr><th colspan=999999999>H<th>I</tr><tr><td>a<td>b</tr></table>`, "list {p H · I} {p a · b}"},
		{"rowspan", `<table><tr><th rowspan=2>a<th>b</tr><tr><td>c</tr></table>`, "table | a^ | b^ | |  | c |"},
		{"layout table", `<table><tr><td><p>One</p></td><td><table><tr><td>Two</td></tr></table></td></tr></table>`, "p One\np Two"},
		{"presentation", `<table role=presentation><tr><th>a<th>b</tr></table>`, "p a\np b"},
		{"code", "<pre><code class=\"language-go\">func f() {\n\treturn\n}\n</code></pre>", "code:go `func f() {⏎    return⏎}`"},
		{"code gutter", `<table><tr><td class="gutter"><pre>1 2</pre></td><td><pre>x</pre></td></tr></table>`, "code `x`"},
		{"quote", `<blockquote><p>a</p><blockquote>b</blockquote></blockquote>`, "quote (p a; quote (p b))"},
		{"pull quote", `<aside class="pullquote">a</aside>`, "quote! (p a)"},
		{"figure", `<figure><img src="/a.jpg" alt="Alt" width=640 height=360><figcaption>Cap <a href="/c">c</a></figcaption></figure>`, "figure [/a.jpg \"Alt\" 640x360] Cap [c](/c)"},
		{"figure credit", `<figure><img src="/a.jpg"><figcaption>Cap</figcaption><span>Photo: X</span></figure>`, "figure [/a.jpg \"\" 0x0] Cap Photo: X"},
		{"figure of code", `<figure><pre>x</pre><figcaption>Listing</figcaption></figure>`, "code `x`\np Listing"},
		{"image in text", `<p>a <img src="i.png" alt=pic> b</p>`, "p a b\nfigure [/2024/05/i.png \"pic\" 0x0]"},
		{"emoji", `<p>a <img class="emoji" src="/e.png" alt="😀"> b</p>`, "p a 😀 b"},
		{"lazy image", `<img src="data:image/gif;base64,R0" data-src="/real.jpg">`, "figure [/real.jpg \"\" 0x0]"},
		{"srcset", `<img srcset="/s.jpg 320w, /m.jpg 1280w, /l.jpg 4000w">`, "figure [/m.jpg \"\" 0x0]"},
		{"picture", `<picture><source srcset="/p.webp 1x"><img src="blank.gif"></picture>`, "figure [/p.webp \"\" 0x0]"},
		{"noscript image", `<img src="blank.gif"><noscript><img src="/n.jpg"></noscript>`, "figure [/n.jpg \"\" 0x0]"},
		{"noscript twice", `<img data-src="/n.jpg"><noscript><img src="/n.jpg"></noscript>`, "figure [/n.jpg \"\" 0x0]"},
		{"pixel", `<p>a<img src="/p.gif" width=1 height=1><img src="https://pixel.example/x"></p>`, "p a"},
		{"verse", `<p>Roses are red<br>Violets are blue<br>Sugar is sweet<br>And so are you</p>`, "verse Roses are red⏎Violets are blue⏎Sugar is sweet⏎And so are you"},
		{"verse by its neighbour", `<p>a<br>b</p><p>c<br>d<br>e<br>f</p><p>g</p><p>h<br>i</p>`, "verse a⏎b\nverse c⏎d⏎e⏎f\np g\np h⏎i"},
		{"poem", `<div class="poem"><p>Roses are red<br>Violets are blue</p></div><p>a<br>b</p>`, "verse Roses are red⏎Violets are blue\nverse a⏎b"},
		{"poem in pre", "<pre class=\"wp-block-verse\">  Roses\nViolets\n\nSugar</pre>", "verse   Roses⏎Violets\nverse Sugar"},
		{"ornament", `<p>a</p><p>* * *</p><p>⁂</p><p>—</p><p>-----</p>`, "p a\nrule\nrule\np —\nrule"},
		{"letters and numbers of lists", `<ol type="a"><li>x</li></ol><ol reversed><li>x</li><li>y</li></ol><ol><li>x</li><li value="5">y</li></ol>`,
			"list#a {p x}\nlist#2,1 {p x} {p y}\nlist#1,5 {p x} {p y}"},
		{"figures in a figure", `<figure><figure><img src="/a.jpg"><figcaption>A</figcaption></figure><figure><img src="/two.jpg"></figure><figcaption>Both</figcaption></figure>`,
			"figure [/a.jpg \"\" 0x0] A\nfigure [/two.jpg \"\" 0x0]\nfigure Both"},
		{"way back", `<p>Note <a href="#r">↩︎</a> <a href="https://news.example/2024/05/story.html#r2">^</a> <a href="/up">↑</a></p>`, "p Note [↑](/up)"},
		{"break", `<p>Line one<br>line two</p>`, "p Line one⏎line two"},
		{"two breaks", `One<br><br>Two<br>&nbsp;<br/>Three`, "p One\np Two\np Three"},
		{"rule", `a<hr>b`, "p a\nrule\np b"},
		{"media", `<video src="/v.mp4" title="Clip"></video><iframe src="https://www.tube.example/embed/1"></iframe><audio><source src="/a.mp3"></audio>`, "media [Clip](/v.mp4)\nmedia [Embedded: tube.example](https://www.tube.example/embed/1)\nmedia [Audio: news.example](/a.mp3)"},
		{"math", `<p>so <math alttext="E=mc^2"><mi>E</mi></math>.</p>`, "p so /E/."},
		{"math in words only", `<p>so <math alttext="{\displaystyle E=mc^2}"></math>.</p>`, "p so E=mc^2."},
		{"math annotation", `<math><semantics><mi>x</mi><annotation encoding="application/x-tex">\bar x</annotation></semantics></math>`, `p /x/`},
		{"math beside its picture", `<p>so <span class="mwe-math-element"><span style="display: none"><math><mi>E</mi></math></span><img class="mwe-math-fallback-image-inline" alt="{\displaystyle E}" src="/e.svg"></span>.</p>`, "p so /E/."},
		{"a formula's picture", `<p>so <img class="mwe-math-fallback-image-inline" alt="{\displaystyle E=mc^{2}}" src="/e.svg">.</p>`, "p so E=mc^{2}."},
		{"two storeys", `<p>x<sup>y<sup>z</sup></sup></p>`, "p x^y^z^"},
		{"details", `<details><summary>More</summary><p>Body</p></details>`, "p *More*\np Body"},
		{"ruby", `<ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>`, "p 漢字(かんじ)"},
		{"styles", `<p><b>b</b><i>i</i><code>c</code><del>d</del><ins>n</ins><mark>m</mark><sup>p</sup><sub>u</sub><small>s</small><kbd>k</kbd></p>`, "p *b*/i/`c`~d~+n+=m=^p^_u_.s.!k!"},
		{"quotation", `<p>He said <q>no</q>.</p>`, "p He said “no”."},
		{"footnotes", `<p>a<sup><a href="#fn1">1</a></sup></p><section class="footnotes"><ol><li id="fn1">Note <a class="footnote-backref" href="#r">↩</a></li></ol></section>`, "p a^1^\nnotes#1 {p Note}"},
		{"dropped", `<script>x</script><style>y</style><template>z</template><p hidden>h</p><p style="display: none">n</p><nav>v</nav><button>b</button><p>seen</p>`, "p seen"},
		{"zero size", `<p style="font-size:0">h</p><p style="position:absolute;left:-9999px">h</p><p>seen</p>`, "p seen"},
		{"links", `<p><a href="../x?utm_source=a&id=1&fbclid=b#f">l</a> <a href="javascript:alert(1)">j</a> <a href="mailto:a@b">m</a> <a href="#here">h</a></p>`, "p [l](/2024/x?id=1#f) j m h"},
		{"link space", `<p>see<a href="/a"> this </a>now</p>`, "p see [this](/a) now"},
		{"rtl", `<p>שלום עולם</p><p>Hello</p><div dir=rtl><p>abc</p></div>`, "p< שלום עולם\np Hello\np< abc"},
		{"base", `<base href="https://other.example/d/"><a href="x">x</a>`, "p [x](https://other.example/d/x)"},
		{"caption class", `<img src="/a.jpg"><p class="wp-caption-text">Cap</p><p>Text</p>`, "figure [/a.jpg \"\" 0x0] Cap\np Text"},
		{"entities", `<p>a &lt;b&gt; &amp;amp; c</p>`, "p a <b> &amp; c"},
	} {
		if got := sketch(HTML(feed.HTML(c.in), base)); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestEscapesDoNotSurviveInAnyForm(t *testing.T) {
	for _, in := range []string{
		"<p>a\x1b[31mb</p>",
		"<p>a&#27;[31mb</p>",
		"<p>a\x1b<b>[31m</b>b</p>",
		"<p>a&#x1b;<i></i>]0;title\x07b</p>",
		"<p>a\u009b31mb</p>",
		"<p>a\u009b<b>31m</b>b</p>",
	} {
		got := feed.Plain(HTML(feed.HTML(in), base))
		if got != "ab" {
			t.Errorf("%q: got %q", in, got)
		}
	}
}

func TestStyleStaysOnItsWordsWhenAnEscapeIsDropped(t *testing.T) {
	got := sketch(HTML("<p>one \x1b[1m<b>two</b> three</p>", base))
	if want := "p one *two* three"; got != want {
		t.Errorf("got %q", got)
	}
}

func TestDeepNestingIsFlattenedAndKeepsItsText(t *testing.T) {
	for _, tag := range []string{"div", "blockquote", "b", "span", "section", "ul><li", "table><tr><td", "font size=1"} {
		var b strings.Builder
		for range 3000 {
			b.WriteString("<" + tag + ">")
		}
		b.WriteString("deepest</div><p>after</p>")
		blocks := HTML(feed.HTML("<p>first</p>"+b.String()), base)
		got := strings.Join(strings.Fields(feed.Plain(blocks)), " ")
		if got != "first deepest after" {
			t.Errorf("%s: got %q", tag, got)
		}
		if d := nesting(blocks); d > maxNesting+1 {
			t.Errorf("%s: blocks nest %d deep", tag, d)
		}
	}
}

func nesting(blocks []feed.Block) int {
	d := 0
	for _, b := range blocks {
		d = max(d, 1+nesting(b.Blocks))
		for _, it := range b.Items {
			d = max(d, 1+nesting(it.Blocks))
		}
	}
	return d
}

func TestParseFlattensWithoutCuttingAndCutsBeyondTheBudget(t *testing.T) {
	if _, cut := Parse([]byte(strings.Repeat("<div>x", 2000))); cut {
		t.Error("flattening was called a cut")
	}
	doc, cut := Parse([]byte(strings.Repeat("<i>x</i>", maxNodes)))
	if !cut {
		t.Error("no cut")
	}
	n := 0
	for c := doc; c != nil; c = after(c, doc, true) {
		n++
	}
	if n > maxNodes+10 {
		t.Errorf("%d nodes", n)
	}
}

func TestMisnestedFormattingDoesNotMultiplyNodes(t *testing.T) {
	var b strings.Builder
	for i := range 400 {
		fmt.Fprintf(&b, `<p><font size=%d><b id=%d>`, i, i)
	}
	b.WriteString(strings.Repeat("<p>x", 5000))
	doc, _ := Parse([]byte(b.String()))
	n := 0
	for c := doc; c != nil; c = after(c, doc, true) {
		n++
	}
	if n > 100_000 {
		t.Errorf("%d nodes of %d bytes", n, b.Len())
	}
}

func TestRoughTreeReadsLikeTheStandardOne(t *testing.T) {
	for _, in := range []string{
		`<title>T</title><p>One<p>Two <b>bold</b><ul><li>a<li>b</ul><table><tr><td>c<td>d<tr><td>e</table><h2>H</h2>tail`,
		`<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>T</title></head><body class=x><div><p>A</div><p>B<br>C<dl><dt>t<dd>u<dt>v</dl></body></html>`,
		`text <a href=/x>link</a> <select><option>o<option>p</select><p>after`,
	} {
		r := newRough()
		r.read([]byte(in))
		doc, err := html.Parse(strings.NewReader(in))
		if err != nil {
			t.Fatal(err)
		}
		if got, want := sketch(Node(r.doc, base)), sketch(Node(doc, base)); got != want {
			t.Errorf("%s\n got %s\nwant %s", in, got, want)
		}
	}
}

func TestWideTableBecomesAList(t *testing.T) {
	blocks := HTML(feed.HTML("<table><tr><th>"+strings.Repeat("<td>c", 100)+"</tr></table>"), base)
	if len(blocks) != 1 || blocks[0].Kind != feed.List {
		t.Errorf("got %s", sketch(blocks))
	}
}

func TestLinksBeyondTheLimitAreText(t *testing.T) {
	var b strings.Builder
	for i := range maxLinks + 50 {
		fmt.Fprintf(&b, "<p><a href=/%d>word</a></p>", i)
	}
	blocks := HTML(feed.HTML(b.String()), base)
	if n := len(feed.Links(blocks)); n != maxLinks {
		t.Errorf("%d links", n)
	}
	if n := strings.Count(feed.Plain(blocks), "word"); n != maxLinks+50 {
		t.Errorf("%d words", n)
	}
}

func TestLinkStripsOnlyTracking(t *testing.T) {
	for in, want := range map[string]string{
		"/a?utm_campaign=x":            "https://news.example/a",
		"/a?q=1&gclid=2&r=3":           "https://news.example/a?q=1&r=3",
		"/a?mc_eid=1&mc_cid=2#x":       "https://news.example/a#x",
		"/a?attr=1&source=2":           "https://news.example/a?attr=1&source=2",
		"//other.example/b?UTM_MEDIUM": "https://other.example/b",
		"javascript:x":                 "",
		"data:text/html,x":             "",
		"ftp://x/y":                    "",
	} {
		if got := Link(base, in); got != want {
			t.Errorf("%s: got %q want %q", in, got, want)
		}
	}
}
