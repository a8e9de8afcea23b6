package main

import (
	"strings"

	"newspane/feed"
	"newspane/ui/text"
	"newspane/ui/typeset"
)

// plainBody sets an article's text in lines of at most w cells, links numbered.
func plainBody(art *feed.Article, w int) string {
	doc := typeset.Set(art.Body, typeset.Options{Width: w, Numbers: true, First: 1, Language: art.Language})
	lines := strings.Split(typeset.Plain(doc, false), "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " ")
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}

// wrap breaks each line of s into lines of at most w cells.
func wrap(s string, w int) string {
	var lines []string
	for _, l := range strings.Split(s, "\n") {
		lines = append(lines, text.Wrap(l, w)...)
	}
	return strings.Join(lines, "\n")
}
