package clean

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newspane/feed"
)

const tabStop = 4

// code adds a pre with its white space; line numbers beside it are left out.
func (w *flow) code(n *html.Node, f frame) {
	s := preformatted(n, w.left)
	w.left = max(0, w.left-len(s)) // tabs have grown
	text := feed.CleanBlock(s)
	if strings.TrimSpace(text.String()) == "" {
		return
	}
	w.emit(f, feed.Block{Kind: feed.Code, Lang: language(n), Text: []feed.Span{{Text: text, Style: feed.Mono}}})
}

// preformatted returns the text of a pre with its white space, at most so many bytes; tabs become spaces.
func preformatted(n *html.Node, most int) string {
	var b strings.Builder
	for c := after(n, n, true); c != nil && b.Len() < most; {
		deep := true
		switch {
		case c.Type == html.TextNode:
			b.WriteString(c.Data)
		case c.Type != html.ElementNode:
		case c.DataAtom == atom.Br:
			b.WriteByte('\n')
		case isGutter(c), hidden(c), c.DataAtom == atom.Script, c.DataAtom == atom.Style, c.DataAtom == atom.Button:
			deep = false
		case isBlock(c) && b.Len() > 0 && !strings.HasSuffix(b.String(), "\n"):
			b.WriteByte('\n')
		}
		c = after(c, n, deep)
	}
	s := strings.ReplaceAll(b.String(), "\r\n", "\n")
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "")
	}
	return expandTabs(strings.Trim(strings.TrimRight(s, " \t\n"), "\n"))
}

// language returns what the class of a pre, of the code in it or of its wrapper says (HTML standard, the code
// element; the highlighters' own forms).
func language(pre *html.Node) string {
	for _, n := range []*html.Node{pre, find(pre, atom.Code), pre.Parent} {
		if n == nil {
			continue
		}
		for _, key := range []string{"data-lang", "data-language"} {
			if l := languageName(attr(n, key)); l != "" {
				return l
			}
		}
		for _, c := range strings.Fields(attr(n, "class")) {
			for _, prefix := range []string{"language-", "lang-", "highlight-source-", "brush:"} {
				if l, ok := strings.CutPrefix(c, prefix); ok && languageName(l) != "" {
					return languageName(l)
				}
			}
		}
	}
	return ""
}

func languageName(s string) string {
	s = strings.ToLower(strings.Trim(s, " ;"))
	if len(s) > 24 || strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789+#-._") != "" {
		return ""
	}
	return s
}

func expandTabs(s string) string {
	if !strings.Contains(s, "\t") {
		return s
	}
	var b strings.Builder
	column := 0
	for _, r := range s {
		switch r {
		case '\t':
			n := tabStop - column%tabStop
			b.WriteString("    "[:n])
			column += n
			continue
		case '\n':
			column = -1
		}
		column++
		if r == utf8.RuneError {
			b.WriteRune('\uFFFD')
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}
