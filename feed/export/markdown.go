package export

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"newspane/feed"
)

// Markdown writes an article as CommonMark with tables and footnote-free links, under front matter of YAML: title, author,
// source, date, url, language, tags.
func Markdown(w io.Writer, a *feed.Article) error {
	var b strings.Builder
	b.WriteString("---\n")
	for _, f := range [][2]string{
		{"title", a.Title.String()}, {"author", a.Author.String()}, {"source", a.Source.String()}, {"url", a.Link}, {"language", a.Language},
	} {
		if f[1] != "" {
			fmt.Fprintf(&b, "%s: %s\n", f[0], quoteYAML(f[1]))
		}
	}
	if !a.Published.IsZero() {
		fmt.Fprintf(&b, "date: %s\n", a.Published.Format(time.RFC3339))
	}
	if len(a.Tags) > 0 {
		b.WriteString("tags:\n")
		for _, t := range a.Tags {
			fmt.Fprintf(&b, "  - %s\n", quoteYAML(t.String()))
		}
	}
	fmt.Fprintf(&b, "---\n\n# %s\n\n", literal(a.Title.String()))
	if !a.Standfirst.IsEmpty() {
		fmt.Fprintf(&b, "*%s*\n\n", literal(a.Standfirst.String()))
	}
	markdownBlocks(&b, a.Body, "")
	markdownYours(&b, a)
	if links := ownLinks(a); len(links) > 0 {
		b.WriteString("## See also\n\n")
		for _, l := range links {
			fmt.Fprintf(&b, "- %s", link(l.Title.String(), l.URL))
			if !l.Date.IsEmpty() {
				fmt.Fprintf(&b, " (%s)", literal(l.Date.String()))
			}
			b.WriteByte('\n')
		}
	}
	_, err := io.WriteString(w, strings.TrimRight(b.String(), "\n")+"\n")
	return err
}

// Highlights writes what was marked and noted in an article, without its text; nothing when nothing was.
func Highlights(w io.Writer, a *feed.Article) error {
	if len(a.Highlights) == 0 && a.Remark.IsEmpty() {
		return nil
	}
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n\n", link(a.Title.String(), a.Link), literal(byline(a)))
	markdownYours(&b, a)
	_, err := io.WriteString(w, b.String())
	return err
}

// markdownYours writes the reader's passages and note.
func markdownYours(b *strings.Builder, a *feed.Article) {
	if len(a.Highlights) == 0 && a.Remark.IsEmpty() {
		return
	}
	b.WriteString("## Marked and noted\n\n")
	for _, h := range a.Highlights {
		fmt.Fprintf(b, "> %s\n\n", strings.ReplaceAll(literal(h.Quote.String()), "\n", "\n> "))
		if !h.Note.IsEmpty() {
			fmt.Fprintf(b, "%s\n\n", literal(h.Note.String()))
		}
	}
	if !a.Remark.IsEmpty() {
		fmt.Fprintf(b, "%s\n\n", literal(a.Remark.String()))
	}
}

// quoteYAML writes a text as a double-quoted scalar (YAML 1.2, 7.3.1), which JSON's strings are too.
func quoteYAML(s string) string { return strconv.Quote(s) }

// markdownBlocks writes blocks; every line begins with indent.
func markdownBlocks(b *strings.Builder, blocks []feed.Block, indent string) {
	for i := range blocks {
		markdownBlock(b, &blocks[i], indent)
	}
}

func markdownBlock(b *strings.Builder, k *feed.Block, indent string) {
	para := func(s string) {
		if s = strings.TrimSpace(s); s != "" {
			b.WriteString(indent + strings.ReplaceAll(s, "\n", "\n"+indent) + "\n" + strings.TrimRight(indent, " ") + "\n")
		}
	}
	switch k.Kind {
	case feed.Paragraph, feed.Media:
		para(inline(k.Text, "  \n"))
	case feed.Verse:
		para(inline(indented(k.Text), "\\\n"))
	case feed.Heading:
		para(strings.Repeat("#", min(6, max(2, k.Level))) + " " + inline(k.Text, " "))
	case feed.Rule:
		para("* * *")
	case feed.Code:
		var code strings.Builder
		for _, s := range k.Text {
			code.WriteString(s.Text.String())
		}
		fence := fenceOver(code.String(), 3)
		para(fence + k.Lang + "\n" + strings.TrimRight(code.String(), "\n") + "\n" + fence)
	case feed.Quote:
		var inner strings.Builder
		markdownBlock(&inner, &feed.Block{Kind: feed.Paragraph, Text: k.Text}, "")
		markdownBlocks(&inner, k.Blocks, "")
		quoted := "> " + strings.ReplaceAll(strings.Trim(inner.String(), "\n"), "\n", "\n> ")
		para(strings.ReplaceAll(quoted, "> \n", ">\n"))
	case feed.List, feed.Footnotes:
		for i, it := range k.Items {
			mark := "- "
			if k.Ordered || k.Kind == feed.Footnotes {
				mark = strconv.Itoa(max(1, k.Start)+i) + ". "
			}
			item(b, it, indent, mark)
		}
		b.WriteString(strings.TrimRight(indent, " ") + "\n")
	case feed.Definitions:
		for _, it := range k.Items {
			para("**" + strings.TrimSpace(inline(it.Term, " ")) + "**")
			markdownBlocks(b, it.Blocks, indent)
		}
	case feed.Table:
		markdownTable(b, k, indent)
	case feed.Figure:
		figure := ""
		if k.Image != nil {
			figure = "!" + link(k.Image.Alt.String(), k.Image.URL)
		}
		if caption := inline(k.Text, " "); caption != "" {
			figure += "\n*" + caption + "*"
		}
		para(figure)
	}
}

// item writes an item of a list: its first block beside the mark, the others below it.
func item(b *strings.Builder, it feed.ListItem, indent, mark string) {
	var inner strings.Builder
	if len(it.Term) > 0 {
		markdownBlock(&inner, &feed.Block{Kind: feed.Paragraph, Text: it.Term}, "")
	}
	markdownBlocks(&inner, it.Blocks, "")
	text := strings.TrimRight(inner.String(), "\n ")
	pad := strings.Repeat(" ", len(mark))
	for i, line := range strings.Split(text, "\n") {
		switch {
		case i == 0:
			b.WriteString(indent + mark + line + "\n")
		case strings.TrimSpace(line) == "":
			b.WriteString(strings.TrimRight(indent, " ") + "\n")
		default:
			b.WriteString(indent + pad + line + "\n")
		}
	}
}

// markdownTable writes a table with pipes; its first row is the head, as pipe tables must have one.
func markdownTable(b *strings.Builder, k *feed.Block, indent string) {
	cols := 0
	for _, row := range k.Rows {
		n := 0
		for _, c := range row {
			n += max(1, c.Span)
		}
		cols = max(cols, n)
	}
	if cols == 0 {
		return
	}
	if len(k.Text) > 0 {
		markdownBlock(b, &feed.Block{Kind: feed.Paragraph, Text: k.Text}, indent)
	}
	for i, row := range k.Rows {
		b.WriteString(indent + "|")
		n := 0
		for _, c := range row {
			b.WriteString(" " + strings.ReplaceAll(inline(c.Text, " "), "|", `\|`) + " |" + strings.Repeat(" |", max(1, c.Span)-1))
			n += max(1, c.Span)
		}
		b.WriteString(strings.Repeat(" |", cols-n) + "\n")
		if i == 0 {
			b.WriteString(indent + "|" + strings.Repeat(" --- |", cols) + "\n")
		}
	}
	b.WriteString(strings.TrimRight(indent, " ") + "\n")
}

// inline writes running text; a line feed in it becomes br.
func inline(spans []feed.Span, br string) string {
	var b strings.Builder
	for i := 0; i < len(spans); {
		j := i + 1
		for j < len(spans) && spans[j].URL == spans[i].URL {
			j++
		}
		var text strings.Builder
		for _, s := range spans[i:j] {
			text.WriteString(styled(s, br))
		}
		if spans[i].URL != "" {
			fmt.Fprintf(&b, "[%s](%s)", text.String(), target(spans[i].URL))
		} else {
			b.WriteString(text.String())
		}
		i = j
	}
	return b.String()
}

// marks are the signs of styles; those that CommonMark has no sign for are written as the HTML that it allows.
var marks = []struct {
	style       feed.Style
	open, close string
}{
	{feed.Strong, "**", "**"}, {feed.Emphasis, "*", "*"}, {feed.Deleted, "~~", "~~"}, {feed.Superscript, "<sup>", "</sup>"},
	{feed.Subscript, "<sub>", "</sub>"}, {feed.Inserted, "<ins>", "</ins>"}, {feed.Marked, "<mark>", "</mark>"}, {feed.Keyboard, "<kbd>", "</kbd>"},
}

// styled writes a span. Signs stand at the words, not at the blanks around them, else they would not count
// (CommonMark 0.31, 6.2).
func styled(s feed.Span, br string) string {
	text := s.Text.String()
	core := strings.Trim(text, " \n")
	if core == "" {
		return strings.ReplaceAll(text, "\n", br)
	}
	lead, trail, _ := strings.Cut(text, core)
	if s.Style&feed.Mono != 0 {
		fence := fenceOver(core, 1)
		if strings.HasPrefix(core, "`") || strings.HasSuffix(core, "`") {
			core = " " + core + " "
		}
		core = fence + core + fence
	} else {
		core = literal(core)
	}
	for _, m := range marks {
		if s.Style&m.style != 0 {
			core = m.open + core + m.close
		}
	}
	return strings.ReplaceAll(lead+core+trail, "\n", br)
}

// literal escapes what Markdown would take for its signs.
func literal(s string) string {
	var b strings.Builder
	lineStart, digits := true, false // a line of digits so far: a dot would make a list of it
	lastEntity := strings.LastIndexByte(s, ';')
	for i, r := range s {
		switch {
		case strings.ContainsRune("\\`*_[]<>~", r), r == '&' && i < lastEntity:
			b.WriteByte('\\')
		case lineStart && strings.ContainsRune("#+-=", r):
			b.WriteByte('\\')
		case (r == '.' || r == ')') && digits:
			b.WriteByte('\\')
		}
		b.WriteRune(r)
		digits = (lineStart || digits) && r >= '0' && r <= '9'
		lineStart = r == '\n'
	}
	return b.String()
}

func link(text, url string) string {
	if url == "" {
		return literal(text)
	}
	return fmt.Sprintf("[%s](%s)", literal(text), target(url))
}

// target writes an address so that it ends where it ends.
func target(url string) string {
	return strings.NewReplacer("(", "%28", ")", "%29", "<", "%3C", ">", "%3E", " ", "%20").Replace(url)
}

// fenceOver is a fence of backticks, at least so many, that is longer than any in the code.
func fenceOver(code string, least int) string {
	longest, run := 0, 0
	for i := range len(code) {
		if run++; code[i] != '`' {
			run = 0
		}
		longest = max(longest, run)
	}
	return strings.Repeat("`", max(least, longest+1))
}
