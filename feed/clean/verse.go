package clean

import (
	"strings"

	"golang.org/x/net/html"

	"newspane/feed"
)

// isPoem reports whether an element's class says that it holds verses.
func isPoem(n *html.Node) bool {
	return hasClass(n, "poem", "poetry", "verse", "verses", "stanza", "strophe", "lyrics", "lyric", "wp-block-verse")
}

// poem adds a pre that holds verses, its lines and their indents kept.
func (w *flow) poem(n *html.Node, f frame) {
	for _, stanza := range strings.Split(preformatted(n, w.left), "\n\n") {
		w.left = max(0, w.left-len(stanza))
		text := feed.CleanBlock(strings.Trim(strings.TrimRight(stanza, " \n"), "\n"))
		if strings.TrimSpace(text.String()) == "" {
			continue
		}
		spans := []feed.Span{{Text: text}}
		w.emit(f, feed.Block{Kind: feed.Verse, Text: spans, RTL: f.dir.rtl(spans)})
	}
}

// stanzas makes verse of paragraphs of two or three short lines next to verse: a stanza is told by its neighbours.
func stanzas(blocks []feed.Block) {
	joins := func(i, neighbour int) {
		if blocks[i].Kind != feed.Paragraph || blocks[neighbour].Kind != feed.Verse {
			return
		}
		if lines, short := linesOf(blocks[i].Text); lines > 1 && short == lines {
			blocks[i].Kind = feed.Verse
		}
	}
	for i := 1; i < len(blocks); i++ {
		joins(i, i-1)
	}
	for i := len(blocks) - 2; i >= 0; i-- {
		joins(i, i+1)
	}
}
